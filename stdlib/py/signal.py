"""Signals: the native module `_signal` with its numbers as members of enumerations."""

import _signal
from _signal import *
from enum import IntEnum as _IntEnum

_globals = globals()

_IntEnum._convert_(
    'Signals', __name__,
    lambda name: name.isupper() and (name.startswith('SIG') and not name.startswith('SIG_')) or name.startswith('CTRL_'))

_IntEnum._convert_('Handlers', __name__, lambda name: name in ('SIG_DFL', 'SIG_IGN'))

_IntEnum._convert_('Sigmasks', __name__, lambda name: name in ('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'))


def _int_to_enum(value, enumeration):
    """Return the member with this value, or the value itself if there is none."""
    if not isinstance(value, int):
        return value
    try:
        return enumeration(value)
    except ValueError:
        return value


def _enum_to_int(value):
    """Return the number of a member, or what is no number as it is."""
    try:
        return int(value)
    except (ValueError, TypeError):
        return value


def signal(signalnum, handler):
    """Set the action for a signal: SIG_DFL, SIG_IGN, or a function of its number and the current frame."""
    before = _signal.signal(_enum_to_int(signalnum), _enum_to_int(handler))
    return _int_to_enum(before, Handlers)


def getsignal(signalnum):
    """Return the action for a signal."""
    return _int_to_enum(_signal.getsignal(signalnum), Handlers)


def pthread_sigmask(how, mask):
    """Change which signals are held back; return which were."""
    return {_int_to_enum(n, Signals) for n in _signal.pthread_sigmask(how, mask)}


def sigpending():
    """Return the signals that have come and are held back."""
    return {_int_to_enum(n, Signals) for n in _signal.sigpending()}


def sigwait(sigset):
    """Wait for one of these signals and return it."""
    return _int_to_enum(_signal.sigwait(sigset), Signals)


def valid_signals():
    """Return the signals that there are."""
    return {_int_to_enum(n, Signals) for n in _signal.valid_signals()}


for _name in ('signal', 'getsignal', 'pthread_sigmask', 'sigpending', 'sigwait', 'valid_signals'):
    _globals[_name].__doc__ = getattr(_signal, _name).__doc__

del _globals, _name
