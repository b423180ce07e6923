# Instances of what derives from str, bytes and tuple are of all sizes, and have attributes behind their items.
class Text(str):
    other = None


class Row(tuple):
    other = None

    def reversed(self):
        self.other = type(self)(self[::-1])
        return self.other


class Data(bytes):
    pass


class Named(Row):
    pass


kept = []
for i in range(200):
    row = Row(range(i))
    back = row.reversed()
    assert back.reversed() == row and row.other is back, i
    text = Text("x" * i)
    text.other = Text(text + "y")
    text.other.more = text
    data = Data(range(i % 256))
    data.one, data.two = Data(data), Data(b"")
    data.two.three = i
    named = Named(range(i % 7))
    named.name = text
    named.extra = data
    if i % 3 == 0:
        kept.append((row, text, data, named))
for row, text, data, named in kept:
    n = len(row)
    assert row == tuple(range(n)) and row.other == row[::-1] and row.other.other == row
    assert text == "x" * n and text.other == text + "y" and text.other.more is text
    assert data.one == bytes(range(n % 256)) and data.two.three == n and data.two == b""
    assert named == tuple(range(n % 7)) and named.name is text and named.extra is data
print(len(kept), sum(len(row) for row, *_ in kept))
