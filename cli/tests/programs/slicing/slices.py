class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Show()
l = list(range(10))
for text in r"""
s[1:2], s[:], s[::], s[1:2:3], s[1:], s[:2], s[::2], s[None:None], s["a":"b"], s[1, 2], s[1:2, 3], s[...], s[..., 1:], s[()], s[1,], s[-1:], s[[1]:{}]
slice(5), slice(1, 5), slice(1, 5, 2), slice(None), slice(1, None, -1), slice(1, 2) == slice(1, 2), slice(1) != slice(2), slice(1, 2) < slice(1, 3), slice(1).start, slice(1).stop, slice(1, 2, 3).step
slice(1, 10, 3).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(100).indices(3), slice(None).indices(0), slice(5, 1, -2).indices(10), slice(-100, 100).indices(4), slice(2, -100, -1).indices(4)
slice()
slice(1, 2, 3, 4)
slice(0, 1, 0).indices(5)
slice("a").indices(5)
slice(1).indices(-1)
slice(1).indices("a")
hash(slice(1))
slice(1).start = 5
l[2:5], l[:3], l[7:], l[-3:], l[:-7], l[::3], l[1::3], l[::-1], l[::-3], l[8:2:-2], l[2:8:-1], l[5:5], l[20:], l[-20:2], l[::100], l[-1:-5:-1], l[:0:-1], l[True:3]
"abcdef"[1:4], "abcdef"[::-2], (1, 2, 3)[::2], b"abcdef"[-2:], range(10)[2:5], range(10)[::-1], range(0, 20, 2)[1:4], range(10)[-3:][0], bytearray(b"abc")[1:]
l[1:"a"]
l["a":]
l[1.0:]
l[::0]
"abc"[::0]
range(5)[::0]
(1,)[::1.5]
l[10 ** 30:], l[-10 ** 30:2], l[:10 ** 30:10 ** 29], "abc"[10 ** 30:], range(10)[10 ** 30:], l[::10 ** 30], l[::-10 ** 30]
l[10 ** 30]
"abc"[-10 ** 30]
range(10)[10 ** 30]
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
s[1:2] = 3
s[1, ::2] = "x"
del s[1:2], s[::3]
s[0] += 1
x = list(range(10))
x[2:5] = "ab"
print(x)
x[::3] = [0] * 4 if len(x[::3]) == 4 else [0] * 3
print(x)
x[5:2] = ["in"]
print(x)
del x[::2]
print(x)
x[-1:] = []
print(x)
x[:] = []
print(x)
x[5:10] = [1, 2]
print(x)


class Idx:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print(
    l[Idx(2)],
    l[Idx(1) : Idx(7) : Idx(2)],
    "abc"[Idx(-1)],
    range(5)[Idx(1)],
    [0] * Idx(3),
    "ab" * Idx(2),
    slice(Idx(2)).indices(5),
    slice(Idx(1)),
)


class BadIdx:
    def __index__(self):
        return "x"


for f in (
    lambda: l[BadIdx()],
    lambda: l[BadIdx() :],
    lambda: [0] * BadIdx(),
    lambda: range(BadIdx()),
    lambda: l[object()],
):
    try:
        f()
    except TypeError as e:
        print(e)
