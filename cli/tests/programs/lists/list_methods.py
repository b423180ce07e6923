def run(text):
    space = {"l": [3, 1, 2], "m": [[1], [2]]}
    try:
        exec(text, space)
        print(text, "->", space["l"])
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}", space["l"])


for text in """l.append(4)
l.append([5])
l.append(l)
l.extend("ab")
l.extend(l)
l.extend(x for x in l[:1])
l.extend({9: 1})
l.extend(5)
l.extend()
l.insert(0, "x")
l.insert(100, "x")
l.insert(-1, "x")
l.insert(-100, "x")
l.insert("a", 1)
l.insert(1)
l.remove(1)
l.remove(9)
l.remove(True)
print(l.pop(), end=" ")
print(l.pop(0), end=" ")
print(l.pop(-2), end=" ")
l.pop(5)
l.pop(-4)
l.pop("a")
l.pop(1, 2)
l.clear(); print(l.pop())
l.reverse()
l.sort()
l.sort(reverse=True)
l.sort(key=lambda x: -x)
l.sort(key=None, reverse=0)
l.sort(None)
l.sort(key=5)
l.sort(cmp=1)
l.sort(reverse="x")
l.append("s"); l.sort()
print(l.index(1), l.index(2, 1), l.index(2, -1), l.count(3), end=" ")
l.index(9)
l.index(3, 1)
l.index(1, 0, 1)
l.index("x", "a")
l.count()
l = l.copy(); l.append(0)
l += (4, 5)
l += "ab"
l += 5
l *= 2
l *= 0
l *= -1
l *= "a"
l *= 1.5
l = l + [4]
l = l + (4,)
l = 2 * l
l[0] = "x"
l[-1] = "x"
l[3] = 1
l[-4] = 1
l["a"] = 1
l[None] = 1
del l[0]
del l[-1]
del l[5]
del l["a"]
l[0:0] = [7, 8]
l[1:2] = []
l[:] = "xyz"
l[1:] = l
l[::2] = "ab"
l[::2] = "abc"
l[::-1] = [1, 2, 3]
l[::2] = 5
l[0:1] = 5
l[5:] = [1]
l[2:1] = ["mid"]
l[::0] = []
l["a":] = []
del l[1:]
del l[::2]
del l[::-1]
del l[5:]
del l[:]
del l[::0]
l[0], l[1] = l[1], l[0]
l[l[1]], l[1] = "p", "q"
hash(l)
l.nosuch
l.x = 1
l < [3, 2]
l < 5
l.append()
l.append(1, 2)
l.append(x=1)
list.append(5, 1)
list.append()
list(1)
list(1, 2)
list(iterable=[1])
l.__init__("new")
l.__init__()
l.__setitem__(0, 5)
l.__delitem__(0)
l.__iadd__([1])
l.__imul__(2)
l.__reversed__()
l = [*reversed(l)]
l = l[::-1][1:]""".splitlines():
    run(text)
