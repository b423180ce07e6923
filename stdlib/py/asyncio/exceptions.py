"""The exceptions of asyncio."""

__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'IncompleteReadError',
           'LimitOverrunError', 'SendfileNotAvailableError')

from _asyncio import CancelledError, InvalidStateError

TimeoutError = TimeoutError


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send this file over this socket by itself."""


class IncompleteReadError(EOFError):
    """The stream ended before all that was asked for had come.

    `partial` is what had come, `expected` how many bytes were asked for, None if that is not known.
    """

    def __init__(self, partial, expected):
        total = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {total} expected bytes')
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """The buffer is full and the separator has not come; `consumed` bytes of it can be thrown away."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)


class BrokenBarrierError(RuntimeError):
    """The barrier is broken."""
