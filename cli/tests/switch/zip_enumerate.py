# needs: greenlet
from support import drive, pause


class Numbers:
    def __init__(self, stop):
        self.n, self.stop = 0, stop

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == self.stop:
            raise StopIteration
        self.n += 1
        return pause(self.n)


def body():
    zipped = list(zip(Numbers(2), "abc", Numbers(3)))
    numbered = list(enumerate(Numbers(2), start=5))
    try:
        list(zip(Numbers(1), Numbers(2), strict=True))
    except ValueError as error:
        return zipped, numbered, str(error)


drive(body)
