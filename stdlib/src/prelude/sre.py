"""Regular expressions where user code takes part: functions as replacements, errors and warnings about replacements."""


def sre_sub_by(scan, function, most, counted):
    parts = []
    done = 0
    while most == 0 or done < most:
        found = _sre_step(scan, parts)
        if found is None:
            break
        done += 1
        piece = function(found)
        if piece is not None:
            parts.append(piece)
    result = _sre_join(scan, parts if done else None)
    return (result, done) if counted else result


def sre_warn(notes):
    import warnings
    for category, text in notes:
        warnings.warn(text, category, 2)


def sre_sub_warned(notes, pattern, replacement, string, count, counted):
    sre_warn(notes)
    return _sre_sub(pattern, replacement, string, count, counted)


def sre_expand_warned(notes, found, template):
    sre_warn(notes)
    return _sre_expand(found, template)


def sre_refuse(message, text, position):
    import re
    raise re.error(message, text, position)


def sre_by_index(found, method, args):
    numbers = []
    for arg in args:
        numbers.append(arg if _is_kind(arg, 'str') else index_of(arg))
    return getattr(found, method)(*numbers)
