# exit: 1
def f():
    from os import *
