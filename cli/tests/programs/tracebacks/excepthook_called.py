# exit: 1
import sys


def hook(kind, value, tb):
    print("hook saw", kind.__name__, value, tb.tb_frame.f_code.co_name)


sys.excepthook = hook


def f():
    raise KeyError("k")


f()
