"""_struct: values that user code converts."""


def struct_convert(s, values):
    values = list(values)
    for i, kind in _struct_pending(s, values):
        x = values[i]
        if kind == 'index':
            values[i] = index_of(x)
        elif kind == 'bool':
            values[i] = True if x else False
        else:
            try:
                values[i] = float_of(x)
            except Exception:
                _struct_error('required argument is not a float')
    return values


def struct_pack(s, values):
    return _struct_pack(s, struct_convert(s, values))


def struct_pack_into(s, buffer, offset, values):
    offset = index_of(offset)
    values = struct_convert(s, values)
    _struct_store(s, buffer, offset, values)
    return None
