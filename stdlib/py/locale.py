"""Locales: only C and its relative with UTF-8 are known; asking for another one is an error.

What follows from a locale is offered all the same: numbers with grouping, comparison of strings, conventions.
"""

import functools
import os
import re
import sys
from builtins import str as _builtin_str

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error",
           "setlocale", "resetlocale", "localeconv", "strcoll", "strxfrm",
           "str", "atof", "atoi", "format", "format_string", "currency",
           "normalize", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_TIME",
           "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "CHAR_MAX", "getencoding"]

LC_CTYPE = 0
LC_NUMERIC = 1
LC_TIME = 2
LC_COLLATE = 3
LC_MONETARY = 4
LC_MESSAGES = 5
LC_ALL = 6
CHAR_MAX = 127


class Error(Exception):
    """A locale that is not supported."""


# The name in force for each category; the names mean the same but for the encoding.
_current = {category: 'C' for category in range(LC_ALL)}
_current[LC_CTYPE] = 'C.UTF-8'
_ACCEPTED = {'C': 'C', 'POSIX': 'C', 'C.UTF-8': 'C.UTF-8', 'C.utf8': 'C.UTF-8'}


def setlocale(category, locale=None):
    """Set the locale of a category and return its name; without a locale only return it.

    '' means what the environment says, if that is known here, and C otherwise.
    """
    if not isinstance(category, int) or not 0 <= category <= LC_ALL:
        raise Error("invalid locale category")
    if locale is not None:
        if not isinstance(locale, _builtin_str):
            locale = normalize(_build_localename(locale))
        if locale == '':
            wanted = _from_environment()
        else:
            wanted = _ACCEPTED.get(locale)
        if wanted is None:
            raise Error("unsupported locale setting")
        for one in range(LC_ALL) if category == LC_ALL else (category,):
            _current[one] = wanted
    if category == LC_ALL:
        names = set(_current.values())
        if len(names) == 1:
            return names.pop()
        labels = ('LC_CTYPE', 'LC_NUMERIC', 'LC_TIME', 'LC_COLLATE', 'LC_MONETARY', 'LC_MESSAGES')
        return ';'.join('%s=%s' % (label, _current[i]) for i, label in enumerate(labels))
    return _current[category]


def _from_environment():
    for variable in ('LC_ALL', 'LC_CTYPE', 'LANG'):
        value = os.environ.get(variable)
        if value:
            return _ACCEPTED.get(value) or ('C.UTF-8' if 'UTF' in value.upper() else 'C')
    return 'C'


def localeconv():
    """Return the conventions for numbers and money of the locale."""
    conventions = {'grouping': [], 'currency_symbol': '', 'n_sign_posn': CHAR_MAX,
                   'p_cs_precedes': CHAR_MAX, 'n_cs_precedes': CHAR_MAX, 'mon_grouping': [], 'n_sep_by_space': CHAR_MAX,
                   'decimal_point': '.', 'negative_sign': '', 'positive_sign': '', 'p_sep_by_space': CHAR_MAX,
                   'int_curr_symbol': '', 'p_sign_posn': CHAR_MAX, 'thousands_sep': '', 'mon_thousands_sep': '',
                   'frac_digits': CHAR_MAX, 'mon_decimal_point': '', 'int_frac_digits': CHAR_MAX}
    conventions.update(_override_localeconv)
    return conventions


# What a program puts in here takes precedence; for tests of other conventions.
_override_localeconv = {}


def strcoll(string1, string2):
    """Compare two strings; returns a negative number, 0 or a positive one."""
    return (string1 > string2) - (string1 < string2)


def strxfrm(string):
    """Return what a string is compared by."""
    return string


# --- names -------------------------------------------------------------------------------------------------------

_ENCODING_NAMES = {'utf8': 'UTF-8', 'utf-8': 'UTF-8', 'iso88591': 'ISO8859-1', 'iso-8859-1': 'ISO8859-1',
                   'ascii': 'US-ASCII'}


def normalize(localename):
    """Return the name of a locale as it is usually written."""
    code, dot, encoding = localename.partition('.')
    if code.lower() in ('c', 'posix'):
        code = 'C'
        if not dot:
            return 'C'
    encoding, at, modifier = encoding.partition('@')
    if dot:
        encoding = _ENCODING_NAMES.get(encoding.lower(), encoding)
        return code + '.' + encoding + (at + modifier if at else '')
    return localename


def _parse_localename(localename):
    code = normalize(localename)
    if '@' in code:
        code, modifier = code.split('@', 1)
        if modifier == 'euro' and '.' not in code:
            return code, 'iso-8859-15'
    if '.' in code:
        language, encoding = code.split('.')[:2]
        return (None if language == 'C' else language), encoding
    if code == 'C':
        return None, None
    if code == 'UTF-8':
        return None, 'UTF-8'
    raise ValueError('unknown locale: %s' % localename)


def _build_localename(localetuple):
    try:
        language, encoding = localetuple
        if language is None:
            language = 'C'
        if encoding is None:
            return language
        return language + '.' + encoding
    except (TypeError, ValueError):
        raise TypeError('Locale must be None, a string, or an iterable of '
                        'two strings -- language code, encoding.') from None


def getlocale(category=LC_CTYPE):
    """Return (language, encoding) of the locale of a category; None where there is none."""
    localename = setlocale(category)
    if category == LC_ALL and ';' in localename:
        raise TypeError('category LC_ALL is not supported')
    return _parse_localename(localename)


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """Return (language, encoding) that the environment asks for."""
    import warnings
    warnings.warn("Use setlocale(), getencoding() and getlocale() instead", DeprecationWarning, stacklevel=2)
    for variable in envvars:
        localename = os.environ.get(variable)
        if localename:
            if variable == 'LANGUAGE':
                localename = localename.split(':')[0]
            break
    else:
        localename = 'C'
    return _parse_localename(localename)


def resetlocale(category=LC_ALL):
    """Set the locale of a category to what the environment says."""
    import warnings
    warnings.warn('Use locale.setlocale(locale.LC_ALL, "") instead', DeprecationWarning, stacklevel=2)
    setlocale(category, '')


def getencoding():
    """Return the encoding of the locale."""
    return 'UTF-8'


def getpreferredencoding(do_setlocale=True):
    """Return the encoding in which text files are likely to be."""
    return 'utf-8' if sys.flags.utf8_mode else getencoding()


# --- numbers -----------------------------------------------------------------------------------------------------

def _grouping_intervals(grouping):
    """Yield the sizes of groups of digits, from the right."""
    last_interval = None
    for interval in grouping:
        if interval == CHAR_MAX:
            # No more groups.
            return
        if interval == 0:
            # The last size goes on.
            if last_interval is None:
                raise ValueError("invalid grouping")
            while True:
                yield last_interval
        yield interval
        last_interval = interval


def _group(s, monetary=False):
    """Return a number's digits in groups, and how many separators that took."""
    conv = localeconv()
    thousands_sep = conv['mon_thousands_sep' if monetary else 'thousands_sep']
    grouping = conv['mon_grouping' if monetary else 'grouping']
    if not grouping:
        return s, 0
    if s[-1] == ' ':
        stripped = s.rstrip()
        right_spaces = s[len(stripped):]
        s = stripped
    else:
        right_spaces = ''
    left_spaces = ''
    groups = []
    for interval in _grouping_intervals(grouping):
        if not s or s[-1] not in "0123456789":
            # Only spaces and the sign are left.
            left_spaces = s
            s = ''
            break
        groups.append(s[-interval:])
        s = s[:-interval]
    if s:
        groups.append(s)
    groups.reverse()
    return left_spaces + thousands_sep.join(groups) + right_spaces, len(thousands_sep) * (len(groups) - 1)


def _strip_padding(s, amount):
    """Take away as many spaces as separators have been added."""
    lpos = 0
    while amount and s[lpos] == ' ':
        lpos += 1
        amount -= 1
    rpos = len(s) - 1
    while amount and s[rpos] == ' ':
        rpos -= 1
        amount -= 1
    return s[lpos:rpos + 1]


@functools.lru_cache(maxsize=1)
def _percent_re():
    return re.compile(r'%(?:\((?P<key>.*?)\))?(?P<modifiers>[-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]')


def _format(percent, value, grouping=False, monetary=False, *additional):
    formatted = percent % ((value,) + additional if additional else value)
    if percent[-1] in 'eEfFgGdiu':
        formatted = _localize(formatted, grouping, monetary)
    return formatted


def _localize(formatted, grouping=False, monetary=False):
    if '.' in formatted:
        seps = 0
        parts = formatted.split('.')
        if grouping:
            parts[0], seps = _group(parts[0], monetary=monetary)
        decimal_point = localeconv()['mon_decimal_point' if monetary else 'decimal_point']
        formatted = decimal_point.join(parts)
        if seps:
            formatted = _strip_padding(formatted, seps)
    else:
        seps = 0
        if grouping:
            formatted, seps = _group(formatted, monetary=monetary)
        if seps:
            formatted = _strip_padding(formatted, seps)
    return formatted


def format_string(f, val, grouping=False, monetary=False):
    """Format as `%` does, with the locale's conventions for numbers."""
    percents = list(_percent_re().finditer(f))
    new_f = _percent_re().sub('%s', f)
    from _collections_abc import Mapping
    if isinstance(val, Mapping):
        new_val = []
        for perc in percents:
            if perc.group()[-1] == '%':
                new_val.append('%')
            else:
                new_val.append(_format(perc.group(), val, grouping, monetary))
    else:
        if not isinstance(val, tuple):
            val = (val,)
        new_val = []
        i = 0
        for perc in percents:
            if perc.group()[-1] == '%':
                new_val.append('%')
            else:
                starcount = perc.group('modifiers').count('*')
                new_val.append(_format(perc.group(), val[i], grouping, monetary, *val[i + 1:i + 1 + starcount]))
                i += 1 + starcount
    return new_f % tuple(new_val)


def format(percent, value, grouping=False, monetary=False, *additional):
    """Format one value; `format_string` is to be used instead."""
    import warnings
    warnings.warn("This method will be removed in a future version of Python. "
                  "Use 'locale.format_string()' instead.", DeprecationWarning, stacklevel=2)
    match = _percent_re().match(percent)
    if not match or len(match.group()) != len(percent):
        raise ValueError("format() must be given exactly one %%char format specifier, %s not valid" % repr(percent))
    return _format(percent, value, grouping, monetary, *additional)


def currency(val, symbol=True, grouping=False, international=False):
    """Format an amount of money; the C locale does not know how."""
    conv = localeconv()
    digits = conv['int_frac_digits' if international else 'frac_digits']
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    s = _localize(f'{abs(val):.{digits}f}', grouping, monetary=True)
    # The marks show where the sign goes if it stands between the symbol and the amount.
    s = '<' + s + '>'
    if symbol:
        smb = conv['int_curr_symbol' if international else 'currency_symbol']
        precedes = conv['n_cs_precedes' if val < 0 else 'p_cs_precedes']
        separated = conv['n_sep_by_space' if val < 0 else 'p_sep_by_space']
        if precedes:
            s = smb + (' ' if separated else '') + s
        else:
            if international and smb[-1] == ' ':
                smb = smb[:-1]
            s = s + (' ' if separated else '') + smb
    sign_pos = conv['n_sign_posn' if val < 0 else 'p_sign_posn']
    sign = conv['negative_sign' if val < 0 else 'positive_sign']
    if sign_pos == 0:
        s = '(' + s + ')'
    elif sign_pos == 1:
        s = sign + s
    elif sign_pos == 2:
        s = s + sign
    elif sign_pos == 3:
        s = s.replace('<', sign)
    elif sign_pos == 4:
        s = s.replace('>', sign)
    else:
        s = sign + s
    return s.replace('<', '').replace('>', '')


def str(val):
    """Return a float as text."""
    return _format("%.12g", val)


def delocalize(string):
    """Return a number's text as Python writes it."""
    conv = localeconv()
    ts = conv['thousands_sep']
    if ts:
        string = string.replace(ts, '')
    dd = conv['decimal_point']
    if dd:
        string = string.replace(dd, '.')
    return string


def localize(string, grouping=False, monetary=False):
    """Return a number's text as the locale writes it."""
    return _localize(string, grouping, monetary)


def atof(string, func=float):
    """Return the float that a text means."""
    return func(delocalize(string))


def atoi(string):
    """Return the integer that a text means."""
    return int(delocalize(string))
