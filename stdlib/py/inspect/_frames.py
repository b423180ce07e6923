"""Frames, tracebacks, and the state of suspended generators and coroutines."""

# For whoever asks, what is defined here belongs to `inspect`.
__name__ = 'inspect'

import sys
from collections import namedtuple

from ._predicates import isframe, isgenerator, istraceback
from ._source import findsource, getfile, getsourcefile

__all__ = [
    'CORO_CLOSED', 'CORO_CREATED', 'CORO_RUNNING', 'CORO_SUSPENDED', 'ClosureVars', 'FrameInfo', 'GEN_CLOSED',
    'GEN_CREATED', 'GEN_RUNNING', 'GEN_SUSPENDED', 'Traceback', 'currentframe', 'getclosurevars',
    'getcoroutinelocals', 'getcoroutinestate', 'getframeinfo', 'getgeneratorlocals', 'getgeneratorstate',
    'getinnerframes', 'getlineno', 'getouterframes', 'stack', 'trace']

ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound')
Positions = namedtuple('Positions', ['lineno', 'end_lineno', 'col_offset', 'end_col_offset'],
                       defaults=[None] * 4)
Positions.__module__ = 'dis'

_TracebackFields = namedtuple('_Traceback', 'filename lineno function code_context index')
_FrameInfoFields = namedtuple('_FrameInfo', ('frame',) + _TracebackFields._fields)


class Traceback(_TracebackFields):
    """What `getframeinfo` tells of a frame."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        instance = super().__new__(cls, filename, lineno, function, code_context, index)
        instance.positions = positions
        return instance

    def __repr__(self):
        return ('Traceback(filename={!r}, lineno={!r}, function={!r}, '
                'code_context={!r}, index={!r}, positions={!r})'.format(
                    self.filename, self.lineno, self.function, self.code_context, self.index, self.positions))


class FrameInfo(_FrameInfoFields):
    """A frame and what is known of it, as in the lists of `stack` and `trace`."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        instance = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        instance.positions = positions
        return instance

    def __repr__(self):
        return ('FrameInfo(frame={!r}, filename={!r}, lineno={!r}, function={!r}, '
                'code_context={!r}, index={!r}, positions={!r})'.format(
                    self.frame, self.filename, self.lineno, self.function, self.code_context, self.index,
                    self.positions))


def getclosurevars(func):
    """Return the names a function uses from outside, with their present values."""
    import builtins
    from ._predicates import isfunction, ismethod, ismodule

    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError("{!r} is not a Python function".format(func))

    code = func.__code__
    nonlocal_vars = {}
    if func.__closure__ is not None:
        nonlocal_vars = {var: cell.cell_contents for var, cell in zip(code.co_freevars, func.__closure__)}
    global_ns = func.__globals__
    builtin_ns = global_ns.get("__builtins__", builtins.__dict__)
    if ismodule(builtin_ns):
        builtin_ns = builtin_ns.__dict__
    global_vars = {}
    builtin_vars = {}
    unbound_names = set()
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue
        if name in global_ns:
            global_vars[name] = global_ns[name]
        elif name in builtin_ns:
            builtin_vars[name] = builtin_ns[name]
        else:
            unbound_names.add(name)
    return ClosureVars(nonlocal_vars, global_vars, builtin_vars, unbound_names)


def _positions(code, lasti):
    if lasti < 0:
        return (None, None, None, None)
    from itertools import islice
    return next(islice(code.co_positions(), lasti // 2, None))


def getframeinfo(frame, context=1):
    """Return what is known of a frame or a traceback, with `context` lines of source around its current line."""
    if istraceback(frame):
        positions = _positions(frame.tb_frame.f_code, frame.tb_lasti)
        lineno = frame.tb_lineno
        frame = frame.tb_frame
    else:
        lineno = frame.f_lineno
        positions = _positions(frame.f_code, frame.f_lasti)
    if positions[0] is None:
        frame_positions = Positions(lineno, *positions[1:])
    else:
        frame_positions = Positions(*positions)
    if not isframe(frame):
        raise TypeError('{!r} is not a frame or traceback object'.format(frame))

    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, lnum = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index, positions=frame_positions)


def getlineno(frame):
    """Return the current line number of a frame."""
    return frame.f_lineno


def _frame_info(frame, about, context):
    info = getframeinfo(about, context)
    return FrameInfo(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """Return a FrameInfo for a frame and every one that called it, innermost first."""
    infos = []
    while frame:
        infos.append(_frame_info(frame, frame, context))
        frame = frame.f_back
    return infos


def getinnerframes(tb, context=1):
    """Return a FrameInfo for every entry of a traceback, outermost first."""
    infos = []
    while tb:
        infos.append(_frame_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return infos


def currentframe():
    """Return the frame of the caller."""
    return sys._getframe(1)


def stack(context=1):
    """Return a FrameInfo for every frame on the stack above this call, innermost first."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Return a FrameInfo for every frame between the caller and where the current exception was raised."""
    exc = sys.exc_info()[1]
    return getinnerframes(None if exc is None else exc.__traceback__, context)


# --- suspended things --------------------------------------------------------------------------------------------

GEN_CREATED = 'GEN_CREATED'
GEN_RUNNING = 'GEN_RUNNING'
GEN_SUSPENDED = 'GEN_SUSPENDED'
GEN_CLOSED = 'GEN_CLOSED'

CORO_CREATED = 'CORO_CREATED'
CORO_RUNNING = 'CORO_RUNNING'
CORO_SUSPENDED = 'CORO_SUSPENDED'
CORO_CLOSED = 'CORO_CLOSED'


def getgeneratorstate(generator):
    """Return GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    if generator.gi_frame is None:
        return GEN_CLOSED
    return GEN_CREATED


def getgeneratorlocals(generator):
    """Return the local variables of a generator, an empty dict once it has finished."""
    if not isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    frame = getattr(generator, "gi_frame", None)
    return {} if frame is None else frame.f_locals


def getcoroutinestate(coroutine):
    """Return CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    if coroutine.cr_frame is None:
        return CORO_CLOSED
    return CORO_CREATED


def getcoroutinelocals(coroutine):
    """Return the local variables of a coroutine, an empty dict once it has finished."""
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else frame.f_locals
