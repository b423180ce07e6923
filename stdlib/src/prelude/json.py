"""_json: functions of the program's in the middle of reading and writing."""


def json_refuse(message, document, at):
    from json.decoder import JSONDecodeError
    raise JSONDecodeError(message, document, at)


def json_scanner(cls, context):
    strict = True if context.strict else False
    return _json_scanner(
        cls, strict, context.object_hook, context.object_pairs_hook,
        context.parse_float, context.parse_int, context.parse_constant)


def json_read_on(reading, f, arg):
    while True:
        f, arg, done = _json_read_on(reading, f(arg))
        if done:
            return f, arg


def json_write_on(writing, f, arg):
    while True:
        if f is None:
            result = sorted(arg.items())
        elif f is True:
            result = list(arg.items())
        else:
            result = f(arg)
        step = _json_write_on(writing, result)
        if len(step) == 1:
            return step
        f, arg = step
