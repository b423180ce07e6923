import sys


class Replacement:
    answer = 42

    def __getattr__(self, name):
        return "replacement " + name


sys.modules[__name__] = Replacement()
