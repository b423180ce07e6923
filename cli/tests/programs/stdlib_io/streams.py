# The io module: its abstract classes and the streams in memory.
import io

print(issubclass(io.StringIO, io.TextIOBase), issubclass(io.BytesIO, io.BufferedIOBase), issubclass(io.FileIO, io.RawIOBase), isinstance(io.BytesIO(), io.IOBase), io.SEEK_END, io.DEFAULT_BUFFER_SIZE)
s = io.StringIO("one\ntwo\r\nthree", newline=None)
print(s.readline(), list(s), s.tell() > 0, s.seek(0), s.read(3), s.getvalue(), s.closed)
b = io.BytesIO(b"abc")
print(b.read(1), b.write(b"XY"), b.getvalue(), b.seek(-1, 2), b.read(), b.truncate(1), bytes(b.getbuffer()), b.readable(), b.seekable(), b.isatty())
text = io.TextIOWrapper(io.BytesIO("h\u00e9\n".encode("latin-1")), encoding="latin-1")
print(text.read(), text.encoding, text.errors, text.line_buffering)
buffered = io.BufferedReader(io.BytesIO(b"0123456789"), 4)
print(buffered.peek(2)[:2], buffered.read(3), buffered.read1(2), buffered.tell())


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        buffer[:2] = b"ab"
        return 2 if not getattr(self, "done", False) and not setattr(self, "done", True) else 0


print(Raw().readall(), io.BufferedReader(Raw()).read())
for bad in (lambda: s.write(b"x"), lambda: b.write("x"), lambda: io.StringIO(3), lambda: s.fileno(), lambda: (s.close(), s.read()), lambda: io.open("/nonexistent-dir/x"), lambda: io.open("x", "q"), lambda: io.BytesIO().seek(-1), lambda: io.TextIOBase().read()):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
