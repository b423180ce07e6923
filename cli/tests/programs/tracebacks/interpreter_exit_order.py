# At exit: atexit in reverse order, then globals die.
import atexit


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


first = Noisy("first")
_private = Noisy("_private")
second = Noisy("second")
atexit.register(lambda: print("atexit one"))
atexit.register(lambda: print("atexit two"))


def failing():
    raise ValueError("in atexit")


atexit.register(failing)
atexit.register(print, "last registered", sep="")
print("end of the module")
