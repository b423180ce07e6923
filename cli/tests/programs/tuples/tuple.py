class T(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __repr__(self):
        return "T" + super().__repr__()


t = T(1, 2, 3)
for text in r"""
(), (1,), (1, 2), tuple(), tuple("ab"), tuple([1]), tuple(range(3)), tuple({1: 2}), tuple((1,)) == (1,), tuple(x * 2 for x in (1, 2))
(1, 2, 3)[0], (1, 2, 3)[-1], (1, 2, 3)[1:], (1, 2, 3)[::-1], (1, 2, 3)[5:], (1, 2) + (3,), (1,) * 3, 2 * (1, 2), (1,) * 0, (1,) * -1, len((1, 2)), 2 in (1, 2), (1, (2, (3,)))
(1, 2, 1).count(1), (1, 2).index(2), (1, 2, 1).index(1, 1), (1.0, True, 1).count(1), (1, 2, 3).index(3, -1)
(1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1, 2), (1, 2) == [1, 2], (1, "a") < (2, 0), (1, 2) != (2, 1), max((1, 2), (2, 1)), (float("nan"),) == (float("nan"),)
hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), hash((1, (2, 3))) == hash((1.0, (2, 3))), {(1, 2): "x"}[1, 2]
bool(()), bool((0,)), str((1, "a")), repr(("a",)), str(((),)), sorted(((2, "b"), (1, "z"), (2, "a"))), [*(1, 2)], (*(), 1)
(1, 2)[2]
(1, 2)[1.0:]
(1, 2).index(5)
(1, 2).index(1, 1)
(1, 2).index()
(1, 2).count()
(1, 2).append
tuple(5)
tuple(1, 2)
tuple(x=1)
(1, "a") < (1, 2)
(1,) + [2]
(1,) + 2
(1,) * "a"
(1,) * (1,)
(1, 2).__setitem__
hash((1, []))
t, t[0], t[:2], type(t[:2]), t + (4,), type(t + ()), t * 2, len(t), t == (1, 2, 3), hash(t) == hash((1, 2, 3)), tuple(t), type(tuple(t)), isinstance(t, tuple), [*t], t.__class__.__name__
tuple.__new__(tuple, [1]), tuple.__new__(T, [1])
tuple.__new__(int)
tuple.__new__(5)
tuple.__getitem__((1, 2), 0), tuple.__len__((1,)), (1,).__add__((2,)), (1,).__eq__(5), (1,).__contains__(1), (1,).__mul__(2), ().__iter__().__length_hint__(), (1, 2).__getnewargs__()
a = 5
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
