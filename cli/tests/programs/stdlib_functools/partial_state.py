"""The state of a partial: what is shared with a copy, and a partial inside itself."""
import copy
import functools


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


args = (['item'],)
p = functools.partial(print, *args, key=['value'])
p.attribute = ['own']
q = copy.copy(p)
print(q.args is p.args, q.args[0] is p.args[0], q.keywords is p.keywords, q.attribute is p.attribute)
d = copy.deepcopy(p)
print(d.args == p.args, d.args[0] is p.args[0], d.attribute is p.attribute)


class Named(functools.partial):
    pass


for cls in functools.partial, Named:
    r = cls(print)
    r.__setstate__((r, (), {}, {}))
    print(repr(r))
    r.__setstate__((r, (r, 1), {'again': r}, {}))
    print(repr(r))
    r.__setstate__((print, (), {}, {}))

for state in (1, 2), None, (print, [1], {}, None), (print, (), [], None), (1, (), {}, None):
    show(lambda: p.__setstate__(state))


class Args(tuple):
    pass


p.__setstate__((str, Args(['x']), None, None))
print(p(), type(p.args), p.keywords)
