# Proxies: every operator reaches the object; what a dead one says; how references are shared and listed.
import re
import weakref


class Number:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return ("add", self.v, other if isinstance(other, int) else other.v)

    def __radd__(self, other):
        return ("radd", self.v, other)

    def __iadd__(self, other):
        self.v += other
        return self

    def __lt__(self, other):
        return self.v < other

    def __len__(self):
        return self.v

    def __getitem__(self, i):
        return ("item", i)

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __str__(self):
        return f"<{self.v}>"

    def __hash__(self):
        return 7

    def __index__(self):
        return self.v

    def __iter__(self):
        return iter(range(self.v))

    def __contains__(self, x):
        return x == self.v


class Plain:
    pass


def attempt(action):
    try:
        return re.sub(r" at 0x\w+", "", str(action()))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


n, o = Number(3), Plain()
p, q = weakref.proxy(n), weakref.proxy(o)
print(type(p), type(q), weakref.proxy(n) is p, weakref.proxy(n, print) is p, isinstance(p, Number), p.__class__)
for action in (
    lambda: p + 1, lambda: 1 + p, lambda: p + p, lambda: p < 5, lambda: len(p), lambda: p[2], lambda: p(1, k=2), lambda: str(p),
    lambda: repr(p), lambda: list(p), lambda: 3 in p, lambda: [10, 20, 30, 40][p], lambda: hash(p), lambda: bool(p), lambda: q == o,
    lambda: q != o, lambda: q + 1, lambda: -q, lambda: q[0], lambda: len(q), lambda: iter(q), lambda: next(q), lambda: int(q), lambda: q < 1,
    lambda: 1 in q, lambda: divmod(q, 1), lambda: pow(q, 1, 2), lambda: q(), lambda: q.missing, lambda: weakref.proxy(p),
    lambda: weakref.proxy(5), lambda: weakref.ProxyType(), lambda: weakref.ref(n) == weakref.ref(n), lambda: weakref.ref(o) == 3,
    lambda: weakref.ref(n) < weakref.ref(n), lambda: hash(weakref.ref(n)), lambda: weakref.ref(n)(1), lambda: weakref.ref(x=1),
    lambda: weakref.ref(o, x=1), lambda: weakref.ref[int], lambda: weakref.getweakrefcount(3), lambda: weakref.getweakrefs(3),
):
    print(attempt(action))
alias = p
alias += 4
q.attribute = 5
del q.attribute
print(n.v, alias is n, vars(o))
order = [weakref.ref(o, lambda r: print("first")), weakref.ref(o), weakref.ref(o, lambda r: print("second")), q]
print([order.index(r) for r in weakref.getweakrefs(o)] if all(r in order[:3] or r is q for r in weakref.getweakrefs(o)) else "?",
      weakref.getweakrefcount(o), o.__weakref__ is weakref.ref(o))
del o
print(attempt(lambda: q.x), attempt(lambda: q + 1), attempt(lambda: bool(q)), order[0](), order[0].__callback__)


class Named:
    __name__ = "a name"


named = Named()
print(attempt(lambda: repr(weakref.ref(named))))
