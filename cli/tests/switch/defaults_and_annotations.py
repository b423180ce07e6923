# needs: greenlet
from support import drive, pause


def body():
    def function(a: pause("int"), b=pause("b"), *, c=pause("c")) -> pause("out"):
        return a, b, c

    anonymous = lambda x=pause("x"): x
    return function(1), anonymous(), function.__annotations__


drive(body, answer=str.upper)
