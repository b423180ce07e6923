# needs: greenlet
from support import drive, pause


def body():
    return (
        [pause(n) for n in range(3) if pause(n)],
        {pause(n): pause(-n) for n in (1, 2)},
        sorted({pause(n % 2) for n in range(3)}),
        [[pause((i, j)) for j in range(2)] for i in range(2)],
        list(pause(n) for n in (7,)),
    )


drive(body)
