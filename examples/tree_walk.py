"""A binary search tree that is walked by generators, each node delegating to its children."""

from itertools import groupby


class Node:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None

    def insert(self, key):
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(key))
        else:
            child.insert(key)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right

    def __reversed__(self):
        if self.right:
            yield from reversed(self.right)
        yield self.key
        if self.left:
            yield from reversed(self.left)

    def between(self, low, high):
        """Only the branches that can hold a key of the range are visited."""
        if self.left and low < self.key:
            yield from self.left.between(low, high)
        if low <= self.key < high:
            yield self.key
        if self.right and self.key < high:
            yield from self.right.between(low, high)

    def levels(self, depth=0):
        yield depth, self.key
        for child in (self.left, self.right):
            if child:
                yield from child.levels(depth + 1)

    def drawing(self, indent=""):
        if self.right:
            yield from self.right.drawing(indent + "    ")
        yield f"{indent}{self.key}"
        if self.left:
            yield from self.left.drawing(indent + "    ")


def same_fringe(a, b):
    """Compare two trees of different shape without flattening either."""
    return all(x == y for x, y in zip(a, b, strict=True))


root = Node(50)
for key in [30, 70, 20, 40, 60, 80, 35, 65]:
    root.insert(key)
print(*root.drawing(), sep="\n")
print("in order: ", *root)
print("reversed: ", *reversed(root))
print("35 to 65: ", *root.between(35, 65))
for depth, pairs in groupby(sorted(root.levels()), key=lambda pair: pair[0]):
    print(f"level {depth}:  ", *(key for _, key in pairs))

other = Node(20)
for key in list(root)[1:]:
    other.insert(key)
print(
    "same keys:",
    same_fringe(root, other),
    "in a tree",
    max(depth for depth, _ in other.levels()),
    "deep",
)
