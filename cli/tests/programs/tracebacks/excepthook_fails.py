# exit: 1
import sys


def hook(kind, value, tb):
    raise RuntimeError("the hook failed")


sys.excepthook = hook
1 / 0
