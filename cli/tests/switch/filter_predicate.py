# needs: greenlet
from support import drive, pause


def body():
    return list(filter(lambda n: pause(n), range(6))), list(filter(pause, [1, 2, 3]))


drive(body, answer=lambda n: n % 2)
