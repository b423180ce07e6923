"""Bounds that are no ints, in the order in which they are looked at."""


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print("  asked for", self.value)
        return self.value


def attempt(f):
    try:
        result = f()
    except (TypeError, ValueError) as e:
        print("  ", type(e).__name__, e)
    else:
        print("  ", bytes(result) if isinstance(result, memoryview) else result)


PARTS = [
    (2.5, None, None), (None, "x", None), (None, None, 2.5), (None, None, 0), (2.5, None, 0), (None, 2.5, 0),
    (Index(1), 2.5, None), (Index(1), "x", 0), (Index(1), None, Index(0)), (Index(1), Index(2), 2.5),
    (Index(-2), Index(9), Index(1)), (Index(9), "x", Index(-1)),
]

for o in (1, 2), [1, 2], "ab", "aé", b"ab", bytearray(b"ab"), range(2), memoryview(b"ab"):
    print(type(o).__name__)
    for start, stop, step in PARTS:
        attempt(lambda: o[start:stop:step])
        attempt(lambda: o[start:stop])

print("indices")
for start, stop, step in PARTS:
    attempt(lambda: slice(start, stop, step).indices(5))

for o in [1, 2], bytearray(b"ab"):
    print("changes of", type(o).__name__)
    for start, stop, step in PARTS:
        def store():
            o[start:stop:step] = o[:1]

        def delete():
            del o[start:stop:step]

        attempt(store)
        attempt(delete)
