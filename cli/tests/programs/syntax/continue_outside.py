# exit: 1
def f():
    continue
