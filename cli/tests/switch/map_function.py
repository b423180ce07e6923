# needs: greenlet
from support import drive, pause


def body():
    doubled = list(map(lambda n: pause(n), [1, 2, 3]))
    paired = list(map(lambda a, b: pause((a, b)), "ab", [1, 2]))
    return doubled, paired


drive(body, answer=lambda question: question * 2)
