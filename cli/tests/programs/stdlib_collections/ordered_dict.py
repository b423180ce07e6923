# OrderedDict: moving and popping at both ends, keys compared by user code, equality, a long queue.
from collections import OrderedDict

d = OrderedDict((i, i * i) for i in range(6))
d.move_to_end(2)
d.move_to_end(4, last=False)
print(d, d.popitem(), d.popitem(last=False), d, list(reversed(d)))
for action in (lambda: d.move_to_end(99), lambda: d.move_to_end([]), OrderedDict().popitem, lambda: OrderedDict().popitem(last=False)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.v == other.v

    def __repr__(self):
        return f"Key({self.v})"


e = OrderedDict([(Key(1), 1), (Key(2), 2), (Key(3), 3)])
e.move_to_end(Key(2))
e.move_to_end(Key(3), False)
print(e, e.popitem(False), e)
a, b = OrderedDict(a=1, b=2), OrderedDict(b=2, a=1)
print(a == b, a == dict(b), a != b, OrderedDict() == None, a != 3, a == OrderedDict(a=1, b=2), {"b": 2, "a": 1} == a)
window = OrderedDict()
for i in range(20000):
    window[i] = i
    if len(window) > 100:
        window.popitem(last=False)
print(len(window), next(iter(window)), next(reversed(window)))
queue = OrderedDict.fromkeys(range(100000))
while queue:
    queue.popitem(last=False)
queue[1] = 2
print(queue, list(queue.items()), queue.keys(), queue.copy() is queue)
match queue:
    case {1: x, **rest}:
        print("mapping pattern", x, rest)
