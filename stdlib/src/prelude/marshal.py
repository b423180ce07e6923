"""marshal: files."""


def marshal_dump(file, data):
    return file.write(data)


def marshal_load(file):
    data = marshal_bytes(file, 1)
    final = not data
    while True:
        step = _marshal_try(data, final)
        if _is_kind(step, 'tuple'):
            return step[0]
        more = marshal_bytes(file, step)
        final = not more
        data += more


def marshal_bytes(file, n):
    data = file.read(n)
    if not _is_kind(data, 'bytes'):
        raise TypeError(f'file.read() returned not bytes but {_class_name(data)}')
    return data
