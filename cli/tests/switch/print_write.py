# needs: greenlet
from support import drive, pause


class Stream:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(pause(f"write {text!r}"))

    def flush(self):
        self.parts.append(pause("flush"))


def body():
    stream = Stream()
    print("a", 1, sep="-", end=".", file=stream, flush=True)
    print("more", "text", file=stream)
    return stream.parts


drive(body, answer=str.upper)
