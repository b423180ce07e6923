# needs: greenlet
from collections import OrderedDict, deque

from support import drive, pause


class Item:
    def __repr__(self):
        return pause("item")


def body():
    item = Item()
    loop = [item]
    loop.append(loop)
    return (
        repr([item, item]),
        repr((item,)),
        repr({1: item}),
        repr({"k": [item]}),
        repr(loop),
        repr(deque([item])),
        repr(OrderedDict(a=item)),
        str(ValueError(item)),
        repr(slice(item, None)),
    )


drive(body, answer=str.upper)
