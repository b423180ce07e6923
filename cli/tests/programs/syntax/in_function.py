# exit: 1
def f():
    def g():
        x = (1,
    return g
