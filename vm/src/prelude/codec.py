"""Encodings and error handlers in Python."""


def load_encodings():
    # The language's own encodings come before those that programs register.
    try:
        import encodings
    except ImportError:
        pass


def register_codec(function):
    load_encodings()
    _codec_register(function)


def find_codec(encoding):
    codec = _codec_found(encoding)
    if codec is not None:
        return codec
    load_encodings()
    name = _codec_name(encoding)
    for function in _codec_searches():
        codec = function(name)
        if codec is not None:
            if not isinstance(codec, tuple) or len(codec) != 4:
                raise TypeError("codec search functions must return 4-tuples")
            _codec_remember(encoding, codec)
            return codec
    raise LookupError(f"unknown encoding: {encoding}")


def find_text_codec(encoding, function):
    codec = find_codec(encoding)
    if type(codec) is not tuple and not getattr(codec, "_is_text_encoding", True):
        raise LookupError(
            f"'{encoding}' is not a text encoding; use codecs.{function}() to handle arbitrary codecs"
        )
    return codec


def run_codec(codec, index, obj, errors, encoding, role):
    function = codec[index]
    try:
        result = function(obj) if errors is None else function(obj, errors)
    except Exception as error:
        chained = _codec_failure(error, role, encoding)
        if chained is None:
            raise
        raise chained from error
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f"{role}r must return a tuple (object, integer)")
    return result[0]


def encode_registered(text, encoding, errors):
    codec = find_text_codec(encoding, "encode")
    result = run_codec(codec, 0, text, errors, encoding, "encode")
    if isinstance(result, bytes):
        return result
    if isinstance(result, bytearray):
        return bytes(result)
    raise TypeError(
        f"'{encoding}' encoder returned '{_class_name(result)}' instead of 'bytes'; "
        "use codecs.encode() to encode to arbitrary types"
    )


def decode_registered(data, encoding, errors):
    codec = find_text_codec(encoding, "decode")
    result = run_codec(codec, 1, data, errors, encoding, "decode")
    if isinstance(result, str):
        return result
    raise TypeError(
        f"'{encoding}' decoder returned '{_class_name(result)}' instead of 'str'; "
        "use codecs.decode() to decode to arbitrary types"
    )


def encode_any(obj, encoding, errors):
    return run_codec(find_codec(encoding), 0, obj, errors, encoding, "encode")


def decode_any(obj, encoding, errors):
    return run_codec(find_codec(encoding), 1, obj, errors, encoding, "decode")


def encode_handled(text, encoding, errors):
    out = bytearray()
    at = 0
    handler = None
    while True:
        error = _encode_from(text, encoding, at, out)
        if error is None:
            return bytes(out)
        if handler is None:
            handler = _error_handler(errors)
        at = _encode_answer(text, encoding, out, error, handler(error))


def decode_handled(data, encoding, errors):
    return decode_steps(data, encoding, errors, True, 0)[0]


def decode_pair(data, encoding, errors, final, order):
    text, used, order = decode_steps(data, encoding, errors, final, order)
    return text, used


def encode_pair(text, encoding, errors):
    return encode_handled(text, encoding, errors), len(text)


def decode_steps(data, encoding, errors, final, order):
    pieces = []
    state = [order, False]
    at = 0
    handler = None
    while True:
        error = _decode_from(data, encoding, at, pieces, state, final)
        if type(error) is int:
            return _join("", pieces), error, state[0]
        if handler is None:
            handler = _error_handler(errors)
        answer = handler(error)
        data = error.object
        if type(data) is not bytes:
            raise TypeError("exception attribute object must be bytes")
        at = _decode_answer(data, pieces, answer)


def charmap_table(text):
    table = {}
    place = 0
    for character in text:
        if character != "\ufffe":
            table[ord(character)] = place
        place += 1
    return table


def charmap_byte(code, mapping):
    try:
        byte = mapping[code]
    except LookupError:
        return None
    if byte is None:
        return None
    if isinstance(byte, int):
        if not 0 <= byte < 256:
            raise TypeError("character mapping must be in range(256)")
        return bytes((byte,))
    if isinstance(byte, bytes):
        return byte
    raise TypeError(
        f"character mapping must return integer, bytes or None, not {_class_name(byte)}"
    )


def charmap_encode_by(text, errors, mapping):
    pieces = []
    at = 0
    codes = _code_points(text)
    while at < len(codes):
        byte = charmap_byte(codes[at], mapping)
        if byte is not None:
            pieces.append(byte)
            at += 1
            continue
        end = at + 1
        while end < len(codes) and charmap_byte(codes[end], mapping) is None:
            end += 1
        error = UnicodeEncodeError("charmap", text, at, end, "character maps to <undefined>")
        replacement, at = _check_answer(_error_handler(errors)(error), len(codes))
        if isinstance(replacement, bytes):
            pieces.append(replacement)
            continue
        for code in _code_points(replacement):
            byte = charmap_byte(code, mapping)
            if byte is None:
                raise error
            pieces.append(byte)
    return _join(b"", pieces), len(codes)


def charmap_character(byte, mapping):
    try:
        character = mapping[byte]
    except LookupError:
        return None
    if character is None or character == "\ufffe" or character == 0xFFFE:
        return None
    if isinstance(character, int):
        if not 0 <= character < 0x110000:
            raise TypeError("character mapping must be in range(0x110000)")
        return chr(character)
    if isinstance(character, str):
        return character
    raise TypeError("character mapping must return integer, None or str")


def charmap_decode_by(data, errors, mapping):
    pieces = []
    at = 0
    while at < len(data):
        character = charmap_character(data[at], mapping)
        if character is not None:
            pieces.append(character)
            at += 1
            continue
        error = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
        answer = _error_handler(errors)(error)
        data = error.object
        at = _decode_answer(data, pieces, answer)
    return _join("", pieces), len(data)
