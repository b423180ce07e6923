"""The abstract bases of streams."""


def iobase_check_closed(self):
    if self.closed:
        raise ValueError('I/O operation on closed file.')


def iobase_check_seekable(self):
    if self.seekable() is not True:
        _unsupported('File or stream is not seekable.')
    return True


def iobase_check_readable(self):
    if self.readable() is not True:
        _unsupported('File or stream is not readable.')
    return True


def iobase_check_writable(self):
    if self.writable() is not True:
        _unsupported('File or stream is not writable.')
    return True


def iobase_tell(self):
    return self.seek(0, 1)


def iobase_flush(self):
    if self.closed:
        raise ValueError('I/O operation on closed file.')


def iobase_close(self):
    if not _iobase_closed(self):
        try:
            self.flush()
        finally:
            _iobase_set_closed(self)


def iobase_isatty(self):
    iobase_check_closed(self)
    return False


def iobase_enter(self):
    iobase_check_closed(self)
    return self


def iobase_exit(self):
    self.close()


def iobase_del(self):
    try:
        if not self.closed:
            self.close()
    except BaseException:
        pass


def file_unclosed(self):
    import warnings
    try:
        warnings.warn(f'unclosed file {self!r}', ResourceWarning, source=self)
    finally:
        iobase_del(self)


def iobase_next(self):
    line = self.readline()
    if not line:
        raise StopIteration
    return line


def iobase_readline(self, size):
    size = -1 if size is None else index_of(size)
    peek = getattr(self, 'peek', None)
    line = bytearray()
    while size < 0 or len(line) < size:
        ahead = 1
        if peek is not None:
            seen = peek(1)
            if not _is_kind(seen, 'bytes'):
                raise OSError(f"peek() should have returned a bytes object, not '{_class_name(seen)}'")
            if seen:
                ahead = seen.find(b'\n') + 1 or len(seen)
                if size >= 0:
                    ahead = min(ahead, size - len(line))
        piece = self.read(ahead)
        if not _is_kind(piece, 'bytes'):
            raise OSError(f"read() should have returned a bytes object, not '{_class_name(piece)}'")
        if not piece:
            break
        line += piece
        if line[-1] == 10:
            break
    return bytes(line)


def iobase_readlines(self, hint):
    hint = -1 if hint is None else index_of(hint)
    if hint <= 0:
        return list_of(self)
    lines = []
    length = 0
    for line in self:
        lines.append(line)
        length += len(line)
        if length > hint:
            break
    return lines


def iobase_writelines(self, lines):
    iobase_check_closed(self)
    for line in lines:
        self.write(line)


def rawio_read(self, size):
    size = -1 if size is None else index_of(size)
    if size < 0:
        return self.readall()
    buffer = bytearray(size)
    n = self.readinto(buffer)
    if n is None:
        return None
    return bytes(buffer[:n])


def rawio_readall(self):
    pieces = []
    while True:
        piece = self.read(8192)
        if piece is None:
            if not pieces:
                return None
            break
        if not _is_kind(piece, 'bytes'):
            raise TypeError('read() should return bytes')
        if not piece:
            break
        pieces.append(piece)
    return b''.join(pieces)


def bufferediobase_readinto(self, buffer):
    return bufferediobase_fill(buffer, self.read)


def bufferediobase_readinto1(self, buffer):
    return bufferediobase_fill(buffer, self.read1)


def bufferediobase_fill(buffer, read):
    view = memoryview(buffer).cast('B')
    data = read(len(view))
    if not _is_kind(data, 'bytes'):
        raise TypeError('read() should return bytes')
    if len(data) > len(view):
        raise ValueError(
            f'read() returned too much data: {len(view)} bytes requested, {len(data)} returned')
    view[:len(data)] = data
    return len(data)
