"""Text streams on streams of the program's own, or in encodings of the program's own. A text stream's state is a dict:

    buffer                  the stream below
    encoding, errors        names
    newline                 the argument
    line_buffering, write_through
    encoder, decoder        incremental ones, made when first needed
    pending                 encoded pieces that were not handed on
    decoded, at             what was decoded; from `at` on it has not been handed out
    chunk                   what `decoded` comes from: the decoder's state before, and the bytes; or None
    seekable, telling       whether there are positions, and whether they can be told now
    chunk_size
"""


def text_init(self, buffer, encoding, errors, newline, line_buffering, write_through):
    import codecs
    info = codecs.lookup(encoding)
    if not getattr(info, '_is_text_encoding', True):
        raise LookupError(f"'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs")
    seekable = True if buffer.seekable() else False
    _text_general(self, {
        'buffer': buffer, 'encoding': encoding, 'errors': errors, 'newline': newline, 'info': info,
        'line_buffering': line_buffering, 'write_through': write_through, 'encoder': None, 'decoder': None,
        'pending': [], 'decoded': '', 'at': 0, 'chunk': None, 'seekable': seekable, 'telling': seekable,
        'chunk_size': 8192})


def text_open(self):
    s = _text_state(self)
    if s['buffer'].closed:
        raise ValueError('I/O operation on closed file.')
    return s


def text_repr(self):
    name = _type(self).__module__ + '.' + _type(self).__qualname__
    if not _repr_enter(self):
        raise RuntimeError('reentrant call inside ' + name + '.__repr__')
    try:
        parts = ['<' + name]
        try:
            parts.append('name=' + repr_of(self.name))
        except (AttributeError, ValueError):
            pass
        try:
            parts.append('mode=' + repr_of(self.mode))
        except (AttributeError, ValueError):
            pass
        parts.append('encoding=' + repr_of(self.encoding))
        return ' '.join(parts) + '>'
    finally:
        _repr_leave(self)


def text_newlines(self):
    decoder = _text_state(self)['decoder']
    return getattr(decoder, 'newlines', None)


def text_encoder(s):
    encoder = s['encoder']
    if encoder is None:
        buffer = s['buffer']
        if not buffer.writable():
            _unsupported('not writable')
        encoder = s['info'].incrementalencoder(s['errors'])
        if s['seekable'] and buffer.tell() != 0:
            try:
                encoder.setstate(0)
            except LookupError:
                # Some have no state.
                pass
        s['encoder'] = encoder
    return encoder


def text_decoder(s):
    decoder = s['decoder']
    if decoder is None:
        import _io
        if not s['buffer'].readable():
            _unsupported('not readable')
        decoder = s['info'].incrementaldecoder(s['errors'])
        if not s['newline']:
            decoder = _io.IncrementalNewlineDecoder(decoder, s['newline'] is None)
        s['decoder'] = decoder
    return decoder


def text_push(s):
    pending = s['pending']
    if pending:
        s['pending'] = []
        s['buffer'].write(b''.join(pending))


def text_flush(self):
    s = text_open(self)
    s['telling'] = s['seekable']
    text_push(s)
    s['buffer'].flush()


def text_close(self):
    s = _text_state(self)
    if s is None:
        # A subclass on a native stream.
        try:
            self.flush()
        finally:
            _text_end(self)
        return
    buffer = s['buffer']
    if buffer.closed:
        return
    try:
        self.flush()
    finally:
        buffer.close()


def text_detach(self):
    self.flush()
    buffer = _text_state(self)['buffer']
    _text_detach(self)
    return buffer


def text_forget(s):
    s['decoded'] = ''
    s['at'] = 0
    s['chunk'] = None


def text_write(self, text):
    s = text_open(self)
    encoder = text_encoder(s)
    flush = s['line_buffering'] and ('\n' in text or '\r' in text)
    newline = s['newline']
    written = text
    if newline and newline != '\n' and '\n' in text:
        written = text.replace('\n', newline)
    data = encoder.encode(written)
    if not _is_kind(data, 'bytes'):
        raise TypeError(f"encoder should return a bytes object, not '{_class_name(data)}'")
    size = 0
    for piece in s['pending']:
        size += len(piece)
    if size and size + len(data) > s['chunk_size']:
        text_push(s)
        size = 0
    s['pending'].append(data)
    if size + len(data) >= s['chunk_size'] or flush or s['write_through']:
        text_push(s)
    if flush:
        s['buffer'].flush()
    if s['chunk'] is not None or s['decoded']:
        text_forget(s)
        if s['decoder'] is not None:
            s['decoder'].reset()
    return len(text)


def text_read_chunk(s):
    decoder = text_decoder(s)
    before = None
    if s['telling']:
        state = decoder.getstate()
        if not _is_kind(state, 'tuple') or len(state) != 2:
            raise TypeError('illegal decoder state')
        before = state
    buffer = s['buffer']
    read1 = getattr(buffer, 'read1', None)
    piece = read1(s['chunk_size']) if read1 is not None else buffer.read(s['chunk_size'])
    if not _is_kind(piece, 'bytes') and not _is_kind(piece, 'bytearray') and not _is_kind(piece, 'memoryview'):
        name = 'read1' if read1 is not None else 'read'
        raise TypeError(f"underlying {name}() should have returned a bytes-like object, not '{_class_name(piece)}'")
    is_last = len(piece) == 0
    s['decoded'] = text_decoded(decoder.decode(piece, is_last))
    s['at'] = 0
    if before is not None:
        s['chunk'] = before[1], before[0] + piece
    return not is_last or s['decoded'] != ''


def text_decoded(text):
    if not _is_kind(text, 'str'):
        raise TypeError(f"decoder should return a string result, not '{_class_name(text)}'")
    return text


def text_take(s, n):
    at = s['at']
    decoded = s['decoded']
    piece = decoded[at:] if n is None else decoded[at:at + n]
    s['at'] = at + len(piece)
    return piece


def text_read(self, n):
    n = -1 if n is None else index_of(n)
    s = text_open(self)
    decoder = text_decoder(s)
    text_push(s)
    if n < 0:
        piece = s['buffer'].read()
        if piece is None:
            piece = b''
        rest = text_decoded(decoder.decode(piece, True))
        result = text_take(s, None) + rest
        text_forget(s)
        return result
    pieces = [text_take(s, n)]
    left = n - len(pieces[0])
    while left > 0 and text_read_chunk(s):
        piece = text_take(s, left)
        pieces.append(piece)
        left -= len(piece)
    return ''.join(pieces)


def text_line_end(s, line, at):
    newline = s['newline']
    if newline == '':
        for i in range(at, len(line)):
            if line[i] == '\n':
                return i + 1
            if line[i] == '\r':
                return i + 2 if line[i + 1:i + 2] == '\n' else i + 1
        return -1
    end = newline if newline else '\n'
    i = line.find(end, max(at - len(end) + 1, 0))
    return -1 if i < 0 else i + len(end)


def text_readline(self, limit):
    limit = -1 if limit is None else index_of(limit)
    s = text_open(self)
    text_decoder(s)
    text_push(s)
    line = ''
    searched = 0
    while True:
        piece = text_take(s, None)
        line += piece
        end = text_line_end(s, line, searched)
        if limit >= 0 and (end < 0 and len(line) >= limit or end > limit):
            end = limit
        if end >= 0:
            s['at'] -= len(line) - end
            return line[:end]
        searched = len(line)
        if not text_read_chunk(s):
            return line


def text_tell(self):
    s = text_open(self)
    if not s['seekable']:
        _unsupported('underlying stream is not seekable')
    if not s['telling']:
        raise OSError("telling position disabled by next() call")
    text_flush(self)
    position = s['buffer'].tell()
    chunk = s['chunk']
    if s['decoder'] is None or chunk is None:
        return position
    flags, data = chunk
    position -= len(data)
    wanted = s['at']
    if not wanted:
        return text_pack(position, flags, 0, 0, False)
    decoder = s['decoder']
    saved = decoder.getstate()
    try:
        decoder.setstate((b'', flags))
        safe = (0, 0, flags)
        decoded = 0
        fed = 0
        is_last = False
        for i in range(len(data)):
            decoded += len(decoder.decode(data[i:i + 1]))
            fed = i + 1
            if decoded > wanted:
                break
            waiting, flags = decoder.getstate()
            if not waiting:
                safe = (fed, decoded, flags)
            if decoded == wanted and not waiting:
                break
        if decoded < wanted:
            decoder.decode(b'', True)
            is_last = True
        start, known, flags = safe
        if known == wanted:
            return text_pack(position + start, flags, 0, 0, False)
        return text_pack(position + start, flags, fed - start, wanted - known, is_last)
    finally:
        decoder.setstate(saved)


def text_pack(position, flags, feed, skip, is_last):
    return position | flags << 64 | feed << 96 | skip << 128 | (1 if is_last else 0) << 160


def text_seek(self, cookie, whence):
    s = text_open(self)
    if not s['seekable']:
        _unsupported('underlying stream is not seekable')
    if whence is None:
        whence = 0
    if whence == 1:
        if cookie != 0:
            _unsupported("can't do nonzero cur-relative seeks")
        cookie = text_tell(self)
    elif whence == 2:
        if cookie != 0:
            _unsupported("can't do nonzero end-relative seeks")
        text_flush(self)
        position = s['buffer'].seek(0, 2)
        text_forget(s)
        if s['decoder'] is not None:
            s['decoder'].reset()
        text_reset_encoder(s, position)
        return position
    elif whence != 0:
        raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
    if cookie < 0:
        raise ValueError(f'negative seek position {cookie!r}')
    text_flush(self)
    low = (1 << 32) - 1
    position = cookie & (1 << 64) - 1
    flags, feed, skip = cookie >> 64 & low, cookie >> 96 & low, cookie >> 128 & low
    is_last = cookie >> 160 != 0
    s['buffer'].seek(position)
    text_forget(s)
    if cookie == 0:
        if s['decoder'] is not None:
            s['decoder'].reset()
    elif s['decoder'] is not None or flags or skip:
        text_decoder(s).setstate((b'', flags))
        s['chunk'] = flags, b''
    if skip:
        data = s['buffer'].read(feed)
        s['decoded'] = text_decoded(s['decoder'].decode(data, is_last))
        s['chunk'] = flags, data
        if len(s['decoded']) < skip:
            raise OSError("can't restore logical file position")
        s['at'] = skip
    text_reset_encoder(s, cookie)
    return cookie


def text_reset_encoder(s, position):
    encoder = s['encoder']
    if encoder is not None:
        if position != 0:
            encoder.setstate(0)
        else:
            encoder.reset()


def text_truncate(self, position):
    self.flush()
    s = _text_state(self)
    if position is None:
        position = self.tell()
    return s['buffer'].truncate(position)


def text_reconfigure(self, encoding, errors, newline, line_buffering, write_through):
    s = text_open(self)
    text_flush(self)
    if encoding is not None or errors is not None or newline is not None:
        if s['chunk'] is not None or s['decoded']:
            _unsupported(
                'It is not possible to set the encoding or newline of stream after the first read')
        if errors is None:
            errors = s['errors'] if encoding is None else 'strict'
        if encoding is None:
            encoding = s['encoding']
        import codecs
        s['info'] = codecs.lookup(encoding)
        s['encoding'], s['errors'] = encoding, errors
        if newline is not None:
            s['newline'] = newline
        s['encoder'] = s['decoder'] = None
    if line_buffering is not None:
        s['line_buffering'] = True if line_buffering else False
    if write_through is not None:
        s['write_through'] = True if write_through else False


def open_general(file, mode, buffering, encoding, errors, newline, closefd, opener, raw_mode):
    import _io
    if not _is_kind(file, 'str') and not _is_kind(file, 'bytes') and not _is_kind(file, 'int'):
        file = path_of(file)
    if opener is None:
        return _io.open(file, mode, buffering, encoding, errors, newline, closefd)
    raw = _io.FileIO(file, raw_mode, closefd, opener)
    return _open_on(raw, mode, buffering, encoding, errors, newline)


def open_line_buffered_binary(file, mode, closefd):
    import _io
    import warnings
    warnings.warn("line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
                  RuntimeWarning)
    return _io.open(file, mode, -1, None, None, None, closefd)


def open_text(buffer, mode, encoding, errors, newline, line_buffering):
    import _io
    try:
        wrapper = _io.TextIOWrapper(buffer, encoding, errors, newline, line_buffering)
    except BaseException:
        buffer.close()
        raise
    wrapper.mode = mode
    return wrapper
