# Which step of a recursion was too deep.
import sys

sys.setrecursionlimit(200)
lists = [[], []]
dicts = [{}, {}]
classes = (int,)
for _ in range(1000):
    lists = [[inner] for inner in lists]
    dicts = [{1: inner} for inner in dicts]
    classes = (classes,)
tuples = ()
for _ in range(100_000):
    tuples = (tuples,)


def endless():
    return endless()


def generates():
    yield from generates()


async def awaits():
    await awaits()


for function in (
    lambda: repr(lists[0]),
    lambda: str(dicts[0]),
    lambda: lists[0] == lists[1],
    lambda: lists[0] < lists[1],
    lambda: dicts[0] == dicts[1],
    lambda: isinstance("", classes),
    lambda: lists[0] in [lists[1]],
    endless,
    lambda: next(generates()),
    lambda: awaits().send(None),
):
    try:
        print(function())
    except RecursionError as e:
        print(e)
print(hash(tuples) == hash(tuples), hash((tuples,)) == hash(tuples))
