"""What happens at the end of a program, and in which order."""

import atexit
import os
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, sys.is_finalizing(), helper())


def helper():
    return "helper"


class LateImport:
    def __del__(self):
        try:
            print(os.sep, os.path.join("a", "b"))
            import colorsys
        except ImportError as e:
            print(e)


first = Noisy("first")
_private = Noisy("private")
cycle = Noisy("cycle")
cycle.itself = cycle
late = LateImport()
atexit.register(print, "registered first")
atexit.register(lambda: print("registered last", sys.is_finalizing(), helper()))
print("end of the code")
