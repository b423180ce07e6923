# What a loop sees when the list changes below it.
l = [1, 2, 3]
seen = []
for x in l:
    seen.append(x)
    if x < 3:
        l.append(x + 10)
    if len(seen) > 8:
        break
print(seen, l)
l = list(range(6))
for x in l:
    l.remove(x)
print(l)
l = [1, 2, 3, 4]
for i, x in enumerate(l):
    if x == 2:
        del l[:2]
print(i, x, l)
l = [1, 2, 3]
it = iter(l)
print(next(it))
l.clear()
print(next(it, "end"))
l.extend([1, 2, 3])
print(next(it, "still ended"))
l = [1, 2, 3]
it = reversed(l)
print(next(it))
l.append(4)
print(next(it), list(it))
l = [1, 2, 3, 4]
it = reversed(l)
l[:] = [9]
print(list(it))
l = [3, 1, 2]


def key(x):
    l.append(99)
    return x


try:
    l.sort(key=key)
except ValueError as error:
    print(error, l)
l = [3, 1, 2]


def look(x):
    print(len(l), l, end=" ")
    return x


l.sort(key=look)
print(l)


class Evil:
    def __init__(self, l):
        self.l = l

    def __eq__(self, other):
        self.l.clear()
        return False


l = []
l.extend([Evil(l), 1, 2])
print(5 in l, l)
l = []
l.extend([Evil(l), 1, 2])
print([1] == l, l == [Evil([]), 5], l.count(7), l)
l = [1, 2]
l.extend(l)
l += l
l[1:1] = l
print(l)
it = iter([1, 2, 3])
print(
    it.__length_hint__(),
    next(it),
    it.__length_hint__(),
    list(it),
    it.__length_hint__(),
    next(it, None),
)
