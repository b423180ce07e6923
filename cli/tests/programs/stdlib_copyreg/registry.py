# Registered reduction functions.
import copy
import copyreg


class Temp:
    def __init__(self, degrees):
        self.degrees = degrees


def reduce_temp(t):
    print("reducing", t.degrees)
    return Temp, (t.degrees,)


copyreg.pickle(Temp, reduce_temp)
print(copy.copy(Temp(20)).degrees, Temp in copyreg.dispatch_table)
for bad in (lambda: copyreg.pickle(Temp, 3), lambda: copyreg.constructor(3), lambda: copyreg.add_extension("m", "n", 0)):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(copyreg.__newobj__(int, 5), (3 + 4j).__reduce_ex__(2)[0].__name__, copyreg.pickle_complex(1j))


class Slotted:
    __slots__ = ("a", "__b")


print(copyreg._slotnames(Slotted), Slotted.__slotnames__)
