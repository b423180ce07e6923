data = bytearray(b"abcdef")
m = memoryview(data)
print(
    len(m),
    m[0],
    m[-1],
    m[1:3].tobytes(),
    m[::2].tolist(),
    bytes(m),
    m.nbytes,
    m.itemsize,
    m.format,
    m.ndim,
    m.shape,
    m.strides,
    m.readonly,
    m.contiguous,
)
m[0] = 65
m[1:3] = b"BC"
print(
    data, m.tolist(), m == b"ABCdef", m == data, m[2:] == b"Cdef", m == memoryview(b"x"), m != b""
)
half = m[3:]
half[0] = 33
print(data, half.obj is data, half[::-1].tobytes(), list(half), 33 in half, half.hex())
print(
    memoryview(b"abc").readonly,
    hash(memoryview(b"abc")) == hash(b"abc"),
    m.c_contiguous,
    m[::2].contiguous,
    m[::-1].strides,
)
print(
    m.cast("B").tolist(),
    memoryview(bytes(8)).cast("I").tolist(),
    memoryview(bytes(range(8))).cast("H").tolist()[:2],
    memoryview(bytes(4)).cast("b", (2, 2)).tolist(),
)
wide = memoryview(bytearray(8)).cast("i")
wide[1] = -5
print(wide.tolist(), wide.tobytes(), wide.format, wide.itemsize, wide.shape, len(wide), wide.nbytes)
with memoryview(data) as view:
    print(view[0], end=" ")
try:
    view[0]
except ValueError as error:
    print(error)
print(
    str(m)[:8],
    repr(memoryview(b""))[:11],
    m.toreadonly().readonly,
    b"-".join([m[:2], m[2:4]]),
    bytes(m[1:2]),
    int.from_bytes(m[:2], "big"),
)
try:
    data.append(1)
except BufferError as error:
    print("BufferError:", error)
half.release()
m.release()
for text in (
    "memoryview('a')",
    "memoryview(1)",
    "memoryview(b'abc')[0:1].__setitem__(0, 1)",
    "memoryview(b'abc')[5]",
    "memoryview(bytearray(2)).__setitem__(0, 256)",
    "memoryview(bytearray(2)).__setitem__(0, 'a')",
    "memoryview(bytearray(2)).__setitem__(slice(0, 1), b'ab')",
    "memoryview(b'abc')['a']",
    "memoryview(b'abc').cast('I')",
    "memoryview(b'abc').cast('zz')",
    "hash(memoryview(bytearray(1)))",
    "memoryview()",
    "memoryview(b'').nosuch",
    "memoryview(b'a') < memoryview(b'b')",
    "del_",
    "memoryview(b'ab') + b'c'",
):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
print(data)
