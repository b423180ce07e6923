"""Calls that begin with a conversion."""


def call_from_index(f, args):
    return f(index_of(args[0]), *args[1:])


def time_strptime(string, format):
    import _strptime
    return _strptime._strptime_time(string, format)
