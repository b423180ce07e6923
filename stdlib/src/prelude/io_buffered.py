"""Buffered streams on streams of the program's own. A buffered object's state is a dict:

    raw         the stream below
    size        of the buffer
    ahead, at   what was read; from `at` on it has not been handed out
    pending     what is to be written, a bytearray
"""


def buffered_init(self, raw, size, kind):
    if kind == 'random':
        iobase_check_seekable(raw)
    if kind != 'writer':
        iobase_check_readable(raw)
    if kind != 'reader':
        iobase_check_writable(raw)
    _buffered_general(self, {'raw': raw, 'size': size, 'ahead': b'', 'at': 0, 'pending': bytearray(), 'kind': kind})


def stream_repr(self, class_name):
    try:
        name = self.name
    except (AttributeError, ValueError):
        return '<' + class_name + '>'
    if not _repr_enter(self):
        raise RuntimeError('reentrant call inside ' + class_name + '.__repr__')
    try:
        return '<' + class_name + ' name=' + repr_of(name) + '>'
    finally:
        _repr_leave(self)


def repr_between(start, x, end):
    return start + repr_of(x) + end


def get_attribute(x, name):
    return getattr(x, name)


def call_method(x, name):
    return getattr(x, name)()


def buffered_open(self, what):
    s = _buffered_state(self)
    if s['raw'].closed:
        raise ValueError(what + ' closed file')
    return s


def buffered_blocked(written):
    raise BlockingIOError(11, 'write could not complete without blocking', written)


def buffered_raw_write(raw, data):
    n = raw.write(data)
    if n is None:
        return None
    n = index_of(n)
    if n < 0 or n > len(data):
        raise OSError(f'raw write() returned invalid length {n} (should have been between 0 and {len(data)})')
    return n


def buffered_push(s):
    pending = s['pending']
    while pending:
        n = buffered_raw_write(s['raw'], memoryview(bytes(pending)))
        if n is None:
            return False
        del pending[:n]
    return True


def buffered_flush_pending(s):
    if not buffered_push(s):
        buffered_blocked(0)


def buffered_rewind(s):
    unread = len(s['ahead']) - s['at']
    if unread:
        s['raw'].seek(-unread, 1)
    s['ahead'] = b''
    s['at'] = 0


def buffered_flush(self):
    s = buffered_open(self, 'flush of')
    buffered_flush_pending(s)
    if s['kind'] == 'random':
        buffered_rewind(s)


def buffered_close(self):
    s = _buffered_state(self)
    if s is None:
        # A subclass on a native stream.
        try:
            self.flush()
        finally:
            _buffered_end(self)
        return
    raw = s['raw']
    if raw.closed:
        return
    try:
        self.flush()
    finally:
        s['pending'] = bytearray()
        raw.close()


def buffered_detach(self):
    self.flush()
    raw = _buffered_state(self)['raw']
    _buffered_detach(self)
    return raw


def buffered_write(self, data):
    s = buffered_open(self, 'write to')
    data = memoryview(data).tobytes()
    buffered_rewind(s)
    pending, size = s['pending'], s['size']
    if len(data) <= size - len(pending):
        pending += data
        return len(data)
    done = 0
    if buffered_push(s):
        while len(data) - done > size:
            n = buffered_raw_write(s['raw'], memoryview(data)[done:])
            if n is None:
                break
            done += n
    room = max(size - len(pending), 0)
    pending += data[done:done + room]
    done = min(done + room, len(data))
    if done < len(data):
        buffered_blocked(done)
    return done


def buffered_raw_read(s, n):
    buffer = bytearray(n)
    got = s['raw'].readinto(memoryview(buffer))
    if got is None:
        return None
    got = index_of(got)
    if got < 0 or got > n:
        raise OSError(f'raw readinto() returned invalid length {got} (should have been between 0 and {n})')
    return bytes(buffer[:got])


def buffered_fill(s):
    buffered_flush_pending(s)
    s['ahead'] = b''
    s['at'] = 0
    piece = buffered_raw_read(s, s['size'])
    if piece is not None:
        s['ahead'] = piece
    return piece


def buffered_take(s, n):
    at = s['at']
    piece = s['ahead'][at:at + n]
    s['at'] = at + len(piece)
    return piece


def buffered_read(self, n):
    if n is not None:
        n = index_of(n)
        if n < -1:
            raise ValueError('read length must be non-negative or -1')
    s = buffered_open(self, 'read of')
    if n is None or n == -1:
        return buffered_read_all(s)
    pieces = [buffered_take(s, n)]
    done = len(pieces[0])
    while done < n:
        piece = buffered_fill(s)
        if not piece:
            if piece is None and not done:
                return None
            break
        piece = buffered_take(s, n - done)
        pieces.append(piece)
        done += len(piece)
    return b''.join(pieces)


def buffered_read_all(s):
    first = s['ahead'][s['at']:]
    s['ahead'] = b''
    s['at'] = 0
    buffered_flush_pending(s)
    raw = s['raw']
    readall = getattr(raw, 'readall', None)
    if readall is not None:
        rest = readall()
        if rest is not None and not _is_kind(rest, 'bytes'):
            raise TypeError('readall() should return bytes')
        if rest is None:
            return first if first else None
        return first + rest
    pieces = [first]
    while True:
        piece = raw.read()
        if piece is not None and not _is_kind(piece, 'bytes'):
            raise TypeError('read() should return bytes')
        if not piece:
            whole = b''.join(pieces)
            return None if piece is None and not whole else whole
        pieces.append(piece)


def buffered_read1(self, n):
    n = index_of(n)
    s = buffered_open(self, 'read of')
    if n < 0:
        n = s['size']
    if n == 0:
        return b''
    if s['at'] < len(s['ahead']):
        return buffered_take(s, n)
    buffered_flush_pending(s)
    return buffered_raw_read(s, n) or b''


def buffered_peek(self, n):
    s = buffered_open(self, 'peek of')
    if s['at'] >= len(s['ahead']):
        buffered_fill(s)
    return s['ahead'][s['at']:]


def buffered_readinto(self, buffer):
    return buffered_read_into(self, buffer, False)


def buffered_readinto1(self, buffer):
    return buffered_read_into(self, buffer, True)


def buffered_read_into(self, buffer, once):
    view = memoryview(buffer).cast('B')
    if view.readonly:
        raise TypeError(f'readinto() argument must be read-write bytes-like object, not {_class_name(buffer)}')
    data = buffered_read1(self, len(view)) if once else buffered_read(self, len(view))
    if data is None:
        return None
    view[:len(data)] = data
    return len(data)


def buffered_readline(self, limit):
    limit = -1 if limit is None else index_of(limit)
    s = buffered_open(self, 'readline of')
    pieces = []
    left = limit
    while True:
        ahead, at = s['ahead'], s['at']
        end = len(ahead) if left < 0 else min(len(ahead), at + left)
        found = ahead.find(b'\n', at, end)
        if found >= 0:
            end = found + 1
        pieces.append(ahead[at:end])
        s['at'] = end
        if left >= 0:
            left -= end - at
        if found >= 0 or left == 0 or not buffered_fill(s):
            return b''.join(pieces)


def buffered_seek(self, target, whence):
    s = buffered_open(self, 'seek of')
    iobase_check_seekable(s['raw'])
    if whence is None:
        whence = 0
    buffered_flush_pending(s)
    if whence == 1:
        target -= len(s['ahead']) - s['at']
    position = buffered_raw_seek(s, target, whence)
    s['ahead'] = b''
    s['at'] = 0
    return position


def buffered_raw_seek(s, target, whence):
    position = index_of(s['raw'].seek(target, whence))
    if position < 0:
        raise OSError(f'Raw stream returned invalid position {position}')
    return position


def buffered_tell(self):
    s = _buffered_state(self)
    position = index_of(s['raw'].tell())
    if position < 0:
        raise OSError(f'Raw stream returned invalid position {position}')
    return position - (len(s['ahead']) - s['at']) + len(s['pending'])


def buffered_truncate(self, position):
    s = buffered_open(self, 'truncate of')
    if s['kind'] == 'reader':
        _unsupported('truncate')
    buffered_flush_pending(s)
    if position is None:
        position = buffered_tell(self)
    return s['raw'].truncate(position)


def rwpair_init(self, reader, writer, size):
    import _io
    iobase_check_readable(reader)
    iobase_check_writable(writer)
    if size is None:
        size = 8192
    _rwpair_set(self, _io.BufferedReader(reader, size), _io.BufferedWriter(writer, size))


def rwpair_close(self):
    reader, writer = _rwpair(self)
    try:
        writer.close()
    finally:
        reader.close()


def rwpair_closed(self):
    return _rwpair(self)[1].closed


def rwpair_flush(self):
    return _rwpair(self)[1].flush()


def rwpair_isatty(self):
    reader, writer = _rwpair(self)
    return writer.isatty() or reader.isatty()


def rwpair_peek(self, n):
    return _rwpair(self)[0].peek(0 if n is None else n)


def rwpair_read(self, n):
    return _rwpair(self)[0].read(n)


def rwpair_read1(self, n):
    return _rwpair(self)[0].read1(-1 if n is None else n)


def rwpair_readable(self):
    return _rwpair(self)[0].readable()


def rwpair_readinto(self, buffer):
    return _rwpair(self)[0].readinto(buffer)


def rwpair_readinto1(self, buffer):
    return _rwpair(self)[0].readinto1(buffer)


def rwpair_writable(self):
    return _rwpair(self)[1].writable()


def rwpair_write(self, data):
    return _rwpair(self)[1].write(data)


def fileio_init(self, file, mode, opener, flags):
    if not _is_kind(file, 'int'):
        file = path_of(file) if not _is_kind(file, 'str') and not _is_kind(file, 'bytes') else file
    if opener is None:
        self.__init__(file, mode)
        return
    fd = opener(file, flags)
    if not _is_kind(fd, 'int'):
        raise TypeError('expected integer from opener')
    _fileio_adopt(self, file, mode, fd)


def fileio_close(self):
    try:
        self.flush()
    finally:
        _fileio_close(self)


def fileio_readall(self):
    return self.readall()


def newline_decoder_decode(self, decoder, text, is_last):
    return _newline_translate(self, decoder.decode(text, is_last), is_last)


def newline_decoder_getstate(self):
    decoder, pending = _newline_state(self)
    if decoder is None:
        buffer, flag = b'', 0
    else:
        state = decoder.getstate()
        if not _is_kind(state, 'tuple'):
            raise TypeError('illegal decoder state')
        buffer, flag = state
    return buffer, flag << 1 | (1 if pending else 0)


def newline_decoder_setstate(self, state):
    decoder = _newline_state(self)[0]
    buffer, flag = state
    _newline_set(self, flag & 1 == 1)
    if decoder is not None:
        decoder.setstate((buffer, flag >> 1))


def newline_decoder_reset(self):
    _newline_set(self, None)
    decoder = _newline_state(self)[0]
    if decoder is not None:
        decoder.reset()
