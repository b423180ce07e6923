class E:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return isinstance(o, E) and self.v == o.v

    def __hash__(self):
        return hash(self.v)


for text in r"""
hash(0), hash(1), hash(-1), hash(-2), hash(2**61 - 2), hash(2**61 - 1), hash(2**61), hash(2**62), hash(-2**61), hash(10**30), hash(-10**30), hash(True), hash(False)
hash(0.0), hash(-0.0), hash(0.5), hash(1.0), hash(1.5), hash(-1.5), hash(1e100), hash(1e-100), hash(float("inf")), hash(-float("inf")), hash(3.141592653589793), hash(2.0**61), hash(5e-324)
hash(1j), hash(1 + 0j), hash(0j), hash(3.5 + 2j), hash(-1j), hash(complex(2, -3))
hash(()), hash((1,)), hash((1, 2)), hash((1, (2, 3))), hash((0, 0.5)), hash((-1,)), hash((1, 2, 3, 4, 5, 6, 7)), hash((True, 1.0)), hash(((),))
hash(frozenset()), hash(frozenset([1])), hash(frozenset([1, 2, 3])), hash(frozenset([frozenset()])), hash(frozenset(range(10)))
hash(range(3)) == hash(range(0, 3)), hash(None) == hash(None), hash("") == hash(b""), hash("abc") == hash("abc"), hash(b"abc") == hash("abc"), hash(memoryview(b"abc")) == hash(b"abc"), hash(...) == hash(Ellipsis)
hash(E(5)), E(1) == E(1), E(1) != E(1), {E(1): "x"}[E(1)], E(1) in [E(1)], len({E(1), E(1), E(2)}), E(2**61)  .__hash__(), E("a") == "a"
1 == 1.0 == True == (1 + 0j), hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), {1: "a"}[True], {1.0: "b"}[1], {True: "c"}[1 + 0j], 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, hash(2**53) == hash(2.0**53), 0.1 == 1 / 10, 10**22 == 1e22, 10**23 == 1e23
"a" == "a", "a" == b"a", "1" == 1, [] == (), [1] == [1.0], () == (), {} == {}, set() == frozenset(), {1} == {1.0}, {"a": 1} == {"a": 1.0}, range(0) == range(2, 2), None == None, ... == ..., print == print, int == int, [1, [2]] == [1, [2]], (1, 2) == [1, 2], b"a" == bytearray(b"a"), memoryview(b"a") == b"a"
[float("nan")] == [float("nan")], (n := float("nan"), [n] == [n], (n,) == (n,), {1: n} == {1: n}, n == n, n in [n], {n} == {n}, [n].index(n), [n].count(n))[1:]
None is None, (a := []) is a, not 1 == 2, 1 != 1.0, 1 != "1", [1] != [2], E(1) != 5
hash(int) == hash(int), hash(len) == hash(len), hash(E) != 0, hash(object()) is not None, hash(E.__init__) == hash(E.__init__), hash(type) == hash(type), (lambda: 0) == (lambda: 0)
float("nan").__hash__() is not None, hash(float("nan")) == hash(float("nan")), (1).__hash__(), "a".__hash__() == hash("a"), [].__hash__, {}.__hash__, set().__hash__, E.__hash__ is not None, list.__hash__
hash([])
hash({})
hash(set())
hash(slice(1))
hash(bytearray())
hash((1, []))
hash(frozenset([1]) | {2}), hash(type("T", (), {"__hash__": lambda s: 2**70})()), hash(type("T", (), {"__hash__": lambda s: -1})()), hash(type("T", (), {"__hash__": lambda s: True})())
hash(type("T", (), {"__hash__": lambda s: "x"})())
hash(type("T", (), {"__hash__": lambda s: None})())
hash(type("T", (), {"__eq__": lambda s, o: True})())
hash(type("T", (), {"__hash__": None})())
hash(type("T", (), {"__eq__": lambda s, o: True, "__hash__": object.__hash__})()) != 0
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
