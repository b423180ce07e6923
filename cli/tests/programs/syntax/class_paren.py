# exit: 1
class A(:
    pass
