b = bytearray(b"hello")
b[0] = 72
b[-1] = ord("O")
print(b, len(b), b[0], b[1:3], type(b[1:3]))
b[1:3] = b"XYZ"
print(b)
b[::2] = bytes(len(b[::2]))
print(b)
b.append(33)
b.extend(b"??")
b += b"!"
b.extend([1, 2])
b.insert(0, 65)
b.insert(-1, 66)
b.insert(100, 67)
print(b, b.pop(), b.pop(0), b.pop(-2))
b.remove(33)
print(b)
b.reverse()
print(b)
del b[0], b[-2:]
print(b)
del b[::2]
print(b)
b.clear()
print(b, bool(b))
b *= 3
b += bytearray(b"ab")
b *= 2
print(b)
c = b.copy()
c[0] = 0
print(b, c, b == c, b == b"abab", b is not c)
print(
    bytearray(),
    bytearray(3),
    bytearray([1, 2]),
    bytearray("é", "utf-8"),
    bytearray(b"a" for _ in ()),
    bytearray(n for n in (65, 66)),
)
print(
    b.upper(),
    type(b.upper()),
    b.split(b"a"),
    b.replace(b"a", b"z"),
    b.find(b"b"),
    b.hex(),
    b.decode(),
    bytearray.fromhex("41 42"),
    b.join([b"1", b"2"]),
)
print(
    b + b"x",
    b"x" + b,
    type(b + b"x"),
    type(b"x" + b),
    b * 2,
    b"a" in b,
    97 in b,
    b < b"b",
    sorted([bytearray(b"b"), b"a"]),
)
print(
    b.isalpha(),
    b.startswith(b"ab"),
    b.partition(b"b"),
    b.strip(b"a"),
    b.center(8),
    b.translate(None, b"a"),
    b.count(b"ab"),
    b % (),
    bytearray(b"%d") % 5,
)
b[:] = range(5)
print(b, list(b), b[::-1], [*reversed(b)])
b[1:1] = [9, 9]
print(b)
b[10:] = b"end"
print(b, b"".join([b]))
import sys


def attempt(text):
    b = bytearray(b"abc")
    try:
        exec(text, {"b": b})
        print(text, "->", b)
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")


for text in """b[0] = 256
b[0] = -1
b[0] = 'a'
b[0] = b'a'
b[5] = 1
b['a'] = 1
b[0:2] = 'ab'
b[0:2] = 5
b[0:2] = [300]
b[0:2] = None
b[::2] = b'abc'
b[::2] = b'xy'
del b[5]
del b[0:9]
b.append(256)
b.append('a')
b.append(None)
b.extend('abc')
b.extend(5)
b.extend([1, 256])
b.extend([1, 'a'])
b.insert('a', 1)
b.insert(0, 'a')
b.remove(1)
b.remove(256)
b.remove('a')
b.clear(); b.pop()
b.pop(9)
b.pop('a')
b += 'a'
b += 5
b += [1]
b *= 'a'
b *= -1
hash(b)
{b}
b.nosuch
b.x = 1
b = b + 'x'
bytearray(-1)
bytearray('a')
bytearray([1, 'a'])
bytearray(1, 'utf-8')
bytearray(10 ** 30)
b[b'a']
b[0] += 1
b[:] = b
b[1:] = b
b += b
b.extend(b)""".splitlines():
    attempt(text)
