# needs: greenlet
from support import drive, pause


class Record:
    def __setattr__(self, name, value):
        super().__setattr__(name, pause((name, value)))

    def __delattr__(self, name):
        pause(("del", name))
        super().__delattr__(name)


def body():
    record = Record()
    record.a = 1
    setattr(record, "b", 2)
    record.a += 5
    del record.b
    for record.c in "xy":
        pass
    return vars(record)


drive(body, answer=lambda pair: pair[1] * 2)
