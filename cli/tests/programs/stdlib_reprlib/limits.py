# Limited and recursive reprs.
import reprlib

print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}))
print(reprlib.repr(10**100), reprlib.repr(set("abcdefghij")), reprlib.repr((1,)), reprlib.repr(frozenset()), reprlib.repr([[[[[[[[1]]]]]]]]))
r = reprlib.Repr()
r.maxlist = 2
r.maxstring = 10
r.fillvalue = "~"
print(r.repr([1, 2, 3]), r.repr("abcdefghijklmn"))


class Loop:
    def __init__(self):
        self.items = [self]

    @reprlib.recursive_repr("<loop>")
    def __repr__(self):
        return f"Loop({self.items!r})"


print(Loop())


class Bad:
    def __repr__(self):
        raise ValueError


print(reprlib.repr(Bad()).split(" at ")[0])
