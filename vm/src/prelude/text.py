"""Text operations that drive user code."""


def str_of_class(cls, obj):
    return _str_new(cls, str_of(obj))


def str_of_class_decoded(cls, function, obj, encoding, errors):
    return _str_new(cls, function(obj, encoding, errors))


def join_iterable(separator, iterable):
    try:
        iterator = iter(iterable)
    except TypeError:
        raise TypeError("can only join an iterable") from None
    return _join(separator, [*iterator])


def translate_by(text, table):
    parts = []
    for code in _code_points(text):
        try:
            parts.append(table[code])
        except LookupError:
            parts.append(code)
    return _translated(parts)


def translation_table(mapping):
    table = {}
    for key, value in mapping.items():
        if isinstance(key, str):
            if len(key) != 1:
                raise ValueError("string keys in translate table must be of length 1")
            table[ord(key)] = value
        elif isinstance(key, int):
            table[key] = value
        else:
            raise TypeError("keys in translate table must be strings or integers")
    return table


def plain_key(key):
    if type(key) is slice:
        return key_of(key)
    if type(key) is tuple:
        keys = []
        for part in key:
            keys.append(plain_key(part))
        return tuple(keys)
    return _as_index(key)


def getitem_by_index(obj, key):
    return _item_get(obj, plain_key(key))


def delitem_by_index(obj, key):
    _item_delete(obj, plain_key(key))


def call_with_index(owner, name, arguments, place):
    arguments[place] = _as_index(arguments[place])
    return getattr(owner, name)(*arguments)


def percent_format(template, arguments):
    progress = [0, 0, False, bytearray(), None, None, None]
    while True:
        step = _percent_run(template, arguments, progress)
        if type(step) is not tuple:
            return step
        want, value, refusal = step
        if want == "item":
            progress[4] = "item"
            progress[5] = arguments[value]
            continue
        if want == "str":
            answer = str_of(value)
        elif want == "repr":
            answer = repr_of(value)
        elif want == "ascii":
            answer = ascii_of(value)
        elif want == "float":
            answer = _as_float(value)
        elif want == "bytes":
            answer = bytes_of_method(value)
        else:
            try:
                answer = _as_index(value) if want == "index" else int(value)
            except TypeError:
                raise refusal from None
        progress[4] = "converted"
        progress[5] = answer


def format_template(template, arguments, keywords, numbering, depth):
    pieces = []
    at = 0
    while True:
        part = _template_part(template, at)
        if part is None:
            return _join("", pieces)
        at, literal, field = part
        pieces.append(literal)
        if field is None:
            continue
        name, conversion, spec, nested = field
        first, path = _field_first(name, numbering)
        value = keywords[first] if type(first) is str else _positional(arguments, first)
        while path:
            path, is_attribute, step = _field_step(path)
            value = getattr(value, step) if is_attribute else value[step]
        if conversion is not None:
            what = _conversion(conversion)
            value = str_of(value) if what == "s" else repr_of(value) if what == "r" else ascii_of(value)
        if nested:
            _check_depth(depth)
            spec = format_template(spec, arguments, keywords, numbering, depth - 1)
        pieces.append(format(value, spec))


def template_parts(template):
    at = 0
    while True:
        part = _template_part(template, at)
        if part is None:
            return
        at, literal, field = part
        if field is None:
            yield literal, None, None, None
        else:
            name, conversion, spec, nested = field
            yield literal, name, spec, conversion


def field_name_split(name):
    first, path = _field_start(name)
    return first, field_steps(path)


def field_steps(path):
    while path:
        path, is_attribute, step = _field_step(path)
        yield is_attribute, step
