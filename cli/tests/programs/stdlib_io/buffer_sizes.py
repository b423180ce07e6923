"""Buffers of a size that cannot be: the stream cannot be used until it is initialised again."""
import io


def show(f):
    try:
        print(f())
    except (ValueError, MemoryError, OverflowError) as e:
        print(type(e).__name__, e)


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, b):
        return 0

    def write(self, b):
        return len(b)


for raw in io.BytesIO(b'abc'), Raw():
    reader, writer = io.BufferedReader(raw), io.BufferedWriter(raw)
    for size in 0, -1, -16:
        show(lambda: reader.__init__(raw, buffer_size=size))
        show(lambda: reader.read())
        show(lambda: writer.__init__(raw, buffer_size=size))
        show(lambda: writer.write(b'x'))
    show(lambda: reader.__init__(raw, buffer_size=2 ** 62))
    show(lambda: reader.__init__(raw, buffer_size=2 ** 100))
    reader.__init__(raw, 3)
    show(lambda: reader.read())
    writer.__init__(raw)
    show(lambda: writer.write(b'x'))
