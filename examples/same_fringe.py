# needs: greenlet
"""Have two trees the same leaves? They are walked side by side, and no further than to the first difference."""

from itertools import zip_longest

from greenlet import getcurrent, greenlet


def leaves(tree, seen):
    """The leaves of a tree of nested tuples, by a generator in each node."""
    if isinstance(tree, tuple):
        for branch in tree:
            yield from leaves(branch, seen)
    else:
        seen.append(tree)
        yield tree


def walk(tree, visit):
    """An ordinary walk that calls `visit` for each leaf, as somebody else's code does."""
    if isinstance(tree, tuple):
        for branch in tree:
            walk(branch, visit)
    else:
        visit(tree)


def pulled(walk, tree, seen):
    """The same leaves from the ordinary walk: a greenlet stops it in the middle of each visit."""
    consumer = getcurrent()

    def visit(leaf):
        seen.append(leaf)
        consumer.switch(leaf)

    walker = greenlet(lambda: walk(tree, visit))
    leaf = walker.switch()
    while not walker.dead:
        yield leaf
        leaf = walker.switch()


def same_fringe(a, b):
    nothing = object()
    return all(x == y for x, y in zip_longest(a, b, fillvalue=nothing))


left = ((1, 2), (3, (4, 5)))
for right in [(1, (2, 3), 4, (5,)), (1, (2, (9, 4)), 5), ((1, 2), 3), (1, 2, 3, 4, 5, 6)]:
    ours, theirs = [], []
    same = same_fringe(leaves(left, ours), pulled(walk, right, theirs))
    print(f"{'the same' if same else 'not the same':12}  looked at {len(ours)} and {len(theirs)} leaves of {right}")

deep_left, deep_right = 0, 0
for n in range(1, 300):
    deep_left, deep_right = (deep_left, n), (deep_right, n)
print("deep trees:", same_fringe(leaves(deep_left, []), pulled(walk, deep_right, [])))
