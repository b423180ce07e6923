# Topological sorting.
from graphlib import CycleError, TopologicalSorter

ts = TopologicalSorter({"D": {"B", "C"}, "B": {"A"}, "C": {"A"}})
ts.prepare()
while ts.is_active():
    ready = ts.get_ready()
    print(sorted(ready))
    ts.done(*ready)
order = list(TopologicalSorter({3: [2], 2: [1], 4: [3, 1]}).static_order())
print(order)
try:
    list(TopologicalSorter({1: [2], 2: [3], 3: [1]}).static_order())
except CycleError as error:
    print(error.args)
t = TopologicalSorter()
t.add("x", "y")
for bad in (t.get_ready, t.is_active, lambda: t.done("x")):
    try:
        bad()
    except ValueError as error:
        print(error)
t.prepare()
print(t.get_ready())
for bad in (lambda: t.add("z"), lambda: t.done("x"), lambda: t.done("nope"), lambda: (t.done("y"), t.done("y")), t.prepare):
    try:
        bad()
    except ValueError as error:
        print(error)
