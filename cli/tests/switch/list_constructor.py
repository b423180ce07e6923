# needs: greenlet
from support import drive, pause


class Source:
    def __len__(self):
        return pause(3)

    def __iter__(self):
        for n in range(3):
            yield pause(n)


def body():
    items = [0]
    items.extend(Source())
    items += Source()
    items[1:2] = Source()
    return list(Source()), tuple(Source()), items


drive(body, answer=lambda n: n)
