"""Decimal fixed-point and floating-point arithmetic, as the General Decimal Arithmetic Specification has it.

Numbers and contexts are native (`_decimal`); here are signals, how contexts look, and the current context.
"""

__all__ = [
    'Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext', 'ExtendedContext', 'DecimalException', 'Clamped',
    'InvalidOperation', 'DivisionByZero', 'Inexact', 'Rounded', 'Subnormal', 'Overflow', 'Underflow', 'FloatOperation',
    'DivisionImpossible', 'InvalidContext', 'ConversionSyntax', 'DivisionUndefined', 'ROUND_DOWN', 'ROUND_HALF_UP',
    'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR', 'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext',
    'getcontext', 'localcontext', 'MAX_PREC', 'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'HAVE_THREADS', 'HAVE_CONTEXTVAR']

import contextvars as _contextvars
import numbers as _numbers
import operator as _operator
from collections import namedtuple as _namedtuple
from collections.abc import MutableMapping as _MutableMapping

import _decimal
from _decimal import Decimal, MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, getcontext

__version__ = '1.70'
__libmpdec_version__ = '2.5.1'

HAVE_THREADS = True
HAVE_CONTEXTVAR = True

ROUND_UP = 'ROUND_UP'
ROUND_DOWN = 'ROUND_DOWN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_05UP = 'ROUND_05UP'

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')


# --- signals -------------------------------------------------------------------------------------------------------

class DecimalException(ArithmeticError):
    pass


class InvalidOperation(DecimalException):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Clamped(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


# The order is that of their bits.
_SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped)
_CONDITIONS = (ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext)
_BITS = {signal: 1 << n for n, signal in enumerate(_SIGNALS)}
# The order in which a context shows them.
_SHOWN = (Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow)
_NO_SIGNAL = ('valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, '
              'Subnormal, Inexact, Rounded,\n   Clamped]')


def _bit(signal):
    try:
        return _BITS[signal]
    except (KeyError, TypeError):
        raise KeyError(_NO_SIGNAL) from None


def _bits_of(signals):
    """The bits of a list of signals, or of a dict with a truth value for each."""
    if isinstance(signals, SignalDict):
        return signals._bits
    if isinstance(signals, list):
        return sum({_bit(signal) for signal in signals})
    if isinstance(signals, dict):
        if len(signals) != len(_SIGNALS) or any(signal not in signals for signal in _SIGNALS):
            raise KeyError('invalid signal dict')
        return sum(bit for signal, bit in _BITS.items() if signals[signal])
    return None


class SignalDict(_MutableMapping):
    """The flags or traps of a context: a truth value for each signal."""

    __slots__ = ('_context', '_name')

    def __init__(self, context, name):
        self._context = context
        self._name = name

    @property
    def _bits(self):
        return getattr(self._context, self._name)

    def __len__(self):
        return len(_SIGNALS)

    def __iter__(self):
        return iter(_SIGNALS)

    def __getitem__(self, signal):
        return bool(self._bits & _bit(signal))

    def __setitem__(self, signal, value):
        bit = _bit(signal)
        setattr(self._context, self._name, self._bits | bit if value else self._bits & ~bit)

    def __delitem__(self, signal):
        raise ValueError('signal keys cannot be deleted')

    def __eq__(self, other):
        try:
            bits = _bits_of(other) if isinstance(other, (SignalDict, dict)) else None
        except KeyError:
            bits = None
        return NotImplemented if bits is None else self._bits == bits

    __hash__ = None

    def __repr__(self):
        return '{%s}' % ', '.join('%s:%s' % (signal, value) for signal, value in self.items())

    def copy(self):
        """Return a dict with the same values."""
        return dict(self.items())


# --- contexts ------------------------------------------------------------------------------------------------------

class Context(_decimal.Context):
    """The context affects almost all operations and controls rounding,
Over/Underflow, raising of exceptions and much more.  A new context
can be initialized as follows:

    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,
    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,
    ...             traps=[InvalidOperation, DivisionByZero, Overflow],
    ...             flags=[])
    >>>


"""

    __slots__ = ()

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        template = DefaultContext
        for name, value in (('prec', prec), ('rounding', rounding), ('Emin', Emin), ('Emax', Emax), ('capitals', capitals),
                            ('clamp', clamp)):
            if value is not None:
                setattr(self, name, value)
            elif template is not None:
                setattr(self, name, getattr(template, name))
        if traps is not None:
            self.traps = traps
        elif template is not None:
            self._traps = template._traps
        if flags is not None:
            self.flags = flags

    @property
    def flags(self):
        return SignalDict(self, '_flags')

    @flags.setter
    def flags(self, value):
        self._flags = self._checked(value)

    @property
    def traps(self):
        return SignalDict(self, '_traps')

    @traps.setter
    def traps(self, value):
        self._traps = self._checked(value)

    def _checked(self, value):
        bits = _bits_of(value)
        if bits is None:
            raise TypeError('argument must be a signal dict')
        return bits

    def __delattr__(self, name):
        if name in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise AttributeError('context attributes cannot be deleted')
        object.__delattr__(self, name)

    def __repr__(self):
        def names(bits):
            return ', '.join(signal.__name__ for signal in _SHOWN if bits & _BITS[signal])
        return ('Context(prec=%s, rounding=%s, Emin=%s, Emax=%s, capitals=%s, clamp=%s, flags=[%s], traps=[%s])'
                % (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, names(self._flags),
                   names(self._traps)))

    def __reduce__(self):
        flags, traps = ([signal for signal, bit in _BITS.items() if bits & bit] for bits in (self._flags, self._traps))
        return type(self), (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, flags, traps)


# While the first contexts are made, there is none to take values from.
DefaultContext = None
DefaultContext = Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[],
                         traps=[InvalidOperation, DivisionByZero, Overflow])
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped],
                       flags=[])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[], flags=[])

_current = _contextvars.ContextVar('decimal_context')


def setcontext(context, /):
    """Set a new default context."""
    if not isinstance(context, Context):
        raise TypeError('argument must be a context')
    if context is DefaultContext or context is BasicContext or context is ExtendedContext:
        # These are templates, and stay as they are.
        context = context.copy()
        context.clear_flags()
    _current.set(context)


class ContextManager:
    """What `localcontext` returns: a copy of a context is the current one while the block runs."""

    def __init__(self, local, previous):
        self._local = local
        self._previous = previous

    def __enter__(self):
        setcontext(self._local)
        return self._local

    def __exit__(self, *exc_info):
        setcontext(self._previous)
        return False


_SETTINGS = ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps')


def localcontext(ctx=None, **kwargs):
    """Return a context manager that will set the default context to a copy of ctx
on entry to the with-statement and restore the previous default context when
exiting the with-statement. If no context is supplied, a copy of the current
default context is used."""
    previous = getcontext()
    if ctx is None:
        ctx = previous
    elif not isinstance(ctx, Context):
        raise TypeError('optional argument must be a context')
    local = ctx.copy()
    for name, value in kwargs.items():
        if name not in _SETTINGS:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if value is not None:
            setattr(local, name, value)
    return ContextManager(local, previous)


# --- numbers of other classes --------------------------------------------------------------------------------------

def _compare_rational(number, other, name):
    """Compare with a rational number exactly: the denominator goes to the other side."""
    if not isinstance(other, _numbers.Rational):
        return NotImplemented
    compare = getattr(_operator, name)
    if not number.is_finite():
        return compare(number, other.numerator)
    exact = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
    return compare(exact.multiply(number, Decimal(other.denominator)), Decimal(other.numerator))


_decimal._setup(_SIGNALS + _CONDITIONS, DecimalTuple, Context, _current, DefaultContext, _compare_rational)
_numbers.Number.register(Decimal)
