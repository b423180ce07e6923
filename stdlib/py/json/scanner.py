"""Reads one JSON value out of a string."""

import re

try:
    from _json import make_scanner as c_make_scanner
except ImportError:
    c_make_scanner = None

__all__ = ['make_scanner']

NUMBER_RE = re.compile(r'(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?', re.VERBOSE | re.MULTILINE | re.DOTALL)


def py_make_scanner(context):
    """Return a function (string, index) -> (value, end) that reads as the decoder `context` says.

    It raises StopIteration(index) where no value begins.
    """
    parse_object = context.parse_object
    parse_array = context.parse_array
    parse_string = context.parse_string
    match_number = NUMBER_RE.match
    strict = context.strict
    parse_float = context.parse_float
    parse_int = context.parse_int
    parse_constant = context.parse_constant
    object_hook = context.object_hook
    object_pairs_hook = context.object_pairs_hook
    memo = context.memo
    words = {'n': ('null', None), 't': ('true', True), 'f': ('false', False)}
    constants = {'N': 'NaN', 'I': 'Infinity'}

    def _scan_once(string, idx):
        try:
            nextchar = string[idx]
        except IndexError:
            raise StopIteration(idx) from None
        if nextchar == '"':
            return parse_string(string, idx + 1, strict)
        if nextchar == '{':
            return parse_object((string, idx + 1), strict, _scan_once, object_hook, object_pairs_hook, memo)
        if nextchar == '[':
            return parse_array((string, idx + 1), _scan_once)
        if nextchar in words:
            word, value = words[nextchar]
            if string.startswith(word, idx):
                return value, idx + len(word)
        m = match_number(string, idx)
        if m is not None:
            integer, frac, exp = m.groups()
            if frac or exp:
                return parse_float(integer + (frac or '') + (exp or '')), m.end()
            return parse_int(integer), m.end()
        if nextchar in constants:
            word = constants[nextchar]
            if string.startswith(word, idx):
                return parse_constant(word), idx + len(word)
        if nextchar == '-' and string.startswith('-Infinity', idx):
            return parse_constant('-Infinity'), idx + 9
        raise StopIteration(idx)

    def scan_once(string, idx):
        try:
            return _scan_once(string, idx)
        finally:
            # Keys are shared within one text only.
            memo.clear()

    return scan_once


make_scanner = c_make_scanner or py_make_scanner
