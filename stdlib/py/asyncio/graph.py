"""Call graphs: where a task is, and who waits for it, and who for them.

Nothing is recorded for this while a program runs: a future has the list of those whom it will tell of its end, and who
they are shows in it. This is the interface that CPython has had since 3.14.
"""

__all__ = (
    'capture_call_graph', 'format_call_graph', 'print_call_graph', 'FrameCallGraphEntry', 'FutureCallGraph',
    'future_add_to_awaited_by', 'future_discard_from_awaited_by',
)

import sys
from dataclasses import dataclass
from functools import partial
from types import FrameType, FunctionType
from weakref import WeakKeyDictionary

from . import events, tasks
from .futures import isfuture

_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200

# What programs say of futures of their own making: for each future its waiters, as often as they were named.
_declared = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    """One call: its frame."""

    frame: FrameType


@dataclass(frozen=True, slots=True)
class FutureCallGraph:
    """A future or task: its calls, the innermost first, and the graphs of those who wait for it."""

    future: object
    call_stack: tuple
    awaited_by: tuple


def future_add_to_awaited_by(future, waiter, /):
    """Note that a future or task is awaited by another one, in a way that does not show by itself.

    What is neither a Future nor a Task is left alone.
    """
    if _is_native(future) and _is_native(waiter):
        _declared.setdefault(future, []).append(waiter)


def future_discard_from_awaited_by(future, waiter, /):
    """Note that what future_add_to_awaited_by() was told is over."""
    waiters = _declared.get(future) if _is_native(future) else None
    if waiters and waiter in waiters:
        waiters.remove(waiter)
        if not waiters:
            del _declared[future]


def _is_native(future):
    from _asyncio import Future
    return isinstance(future, Future)


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    """Return the FutureCallGraph of a future or task, or of the current task; None where there is none.

    `depth` leaves out so many of the innermost calls of the current task. `limit` cuts each stack of calls: a positive
    one keeps the calls closest to where the task began, a negative one the innermost ones, 0 none.
    """
    loop = events._get_running_loop()
    current = None if loop is None else tasks.current_task(loop)
    if future is None:
        if loop is None:
            raise RuntimeError('capture_call_graph() is called outside of a running event loop '
                               'and no *future* to introspect was provided')
        future = current
        if future is None:
            return None
    elif not isfuture(future):
        raise TypeError(f'{future!r} object does not appear to be compatible with asyncio.Future')
    calls = _current_calls(sys._getframe(depth)) if future is current else _suspended_calls(future)
    return FutureCallGraph(future, _entries(calls, limit), _awaited_by(future, limit, {id(future)}))


def format_call_graph(future=None, /, *, depth=1, limit=None):
    """Return the call graph of a future or task, or of the current task, as text; '' where there is none."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    lines = []
    if graph is not None:
        _render(graph, '', lines)
    return '\n'.join(lines)


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    """Print the call graph of a future or task, or of the current task."""
    print(format_call_graph(future, depth=depth + 1, limit=limit), file=file)


# The calls, innermost first.

def _current_calls(frame):
    """The frames of the running task: from this one to the coroutine that the task drives."""
    frames = []
    while frame is not None:
        frames.append(frame)
        outer = frame.f_back
        if _kind(frame.f_code) and (outer is None or not _kind(outer.f_code)):
            # What runs this is the loop.
            break
        frame = outer
    return frames


def _suspended_calls(future):
    """The frames in which a task waits: its coroutine, and what each of them awaits in turn."""
    frames = []
    get_coro = getattr(future, 'get_coro', None)
    inner = None if get_coro is None else get_coro()
    while inner is not None:
        for prefix in ('cr', 'gi', 'ag'):
            if hasattr(inner, f'{prefix}_frame'):
                frame = getattr(inner, f'{prefix}_frame')
                inner = getattr(inner, 'gi_yieldfrom' if prefix == 'gi' else f'{prefix}_await')
                break
        else:
            break
        if frame is not None:
            frames.append(frame)
    frames.reverse()
    return frames


def _entries(frames, limit):
    if limit is not None:
        frames = frames[:-limit] if limit < 0 else frames[len(frames) - min(limit, len(frames)):]
    return tuple([FrameCallGraphEntry(frame) for frame in frames])


# Who waits.

def _awaited_by(future, limit, seen):
    graphs = []
    for waiter in _waiters(future):
        # Tasks that wait for each other are shown once.
        if id(waiter) not in seen:
            inner = _awaited_by(waiter, limit, {*seen, id(waiter)})
            graphs.append(FutureCallGraph(waiter, _entries(_suspended_calls(waiter), limit), inner))
    return tuple(graphs)


def _waiters(future):
    """The tasks that will be told when a future ends, each once."""
    found = {}
    if isinstance(getattr(future, '_callbacks', None), (list, tuple)):
        for callback, _ in future._callbacks:
            for waiter in _behind(callback):
                found[id(waiter)] = waiter
    if _is_native(future):
        for waiter in _declared.get(future, ()):
            found[id(waiter)] = waiter
    return found.values()


def _behind(callback):
    """The tasks for whose sake a callback was added to a future: the task itself, or what the library keeps for it."""
    owner = getattr(callback, '__self__', None)
    if isinstance(callback, partial):
        # wait_for() waits for a future of its own.
        return [waiter for arg in callback.args if isfuture(arg) for waiter in _waiters(arg)]
    if owner is not None:
        if isfuture(owner):
            return [owner]
        parent = getattr(owner, '_parent_task', None)
        return [] if parent is None else [parent]
    if not isinstance(callback, FunctionType) or callback.__module__ != tasks.__name__:
        return []
    found = []
    for name, cell in zip(callback.__code__.co_freevars, callback.__closure__ or ()):
        if name in ('outer', 'waiter'):
            # gather() and shield() give a future of their own, and so does wait() inside.
            found += _waiters(cell.cell_contents)
        elif name == 'done':
            # as_completed() has a queue, and those who want something from it.
            for getter in cell.cell_contents._getters:
                found += _waiters(getter)
    return found


# As text.

def _kind(code):
    """What kind of code is left and entered again; '' for a plain function."""
    flags = code.co_flags
    if flags & _COROUTINE:
        return 'async'
    if flags & _ASYNC_GENERATOR:
        return 'async generator'
    return 'generator' if flags & _GENERATOR else ''


def _render(graph, margin, lines):
    future = graph.future
    if isinstance(future, tasks.Task):
        lines.append(f'{margin}* Task(name={future.get_name()!r}, id={id(future):#x})')
    else:
        lines.append(f'{margin}* Future(id={id(future):#x})')
    if graph.call_stack:
        lines.append(f'{margin}  + Call stack:')
        for entry in graph.call_stack:
            frame, code = entry.frame, entry.frame.f_code
            kind = _kind(code)
            name = f'{kind} {code.co_qualname}' if kind else code.co_qualname
            lines.append(f'{margin}  |   File {code.co_filename!r}, line {frame.f_lineno}, in {name}()')
    if graph.awaited_by:
        lines.append(f'{margin}  + Awaited by:')
        for inner in graph.awaited_by:
            _render(inner, margin + '    ', lines)
