# differs: CPython overflows its C stack long before; Pausa's frames are on the heap.
import sys

sys.setrecursionlimit(1_100_000)


def down(n):
    return down(n - 1) + 1 if n else 0


class Node:
    def __init__(self, n):
        self.child = Node(n - 1) if n else None

    def __len__(self):
        return 1 if self.child is None else len(self.child) + 1

    @property
    def depth(self):
        return 0 if self.child is None else self.child.depth + 1


print(down(1_000_000))
node = Node(100_000)
print(len(node), node.depth)
del node


def key(n):
    return sorted([n], key=lambda x: key(x - 1) if x else x)


print(len(key(50_000)))


def gen(n):
    yield n
    if n:
        yield from gen(n - 1)


print(sum(1 for _ in gen(20_000)))
