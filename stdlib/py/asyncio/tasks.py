"""Tasks: making them, and waiting for them in all ways.

The class itself is native, as is the registry of the tasks there are.
"""

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for',
           'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task',
           'all_tasks', '_register_task', '_unregister_task', '_enter_task', '_leave_task')

from _asyncio import (Task, _enter_task, _leave_task, _pause, _register_task, _sleep, _unregister_task, all_tasks,
                      create_task, current_task)
from _functools import partial as _partial

from . import coroutines, events, exceptions, futures
from .coroutines import _COROUTINE, _is_coroutine
from .futures import Future, _get_loop, isfuture

# The name under which CPython has its native class.
_CTask = Task

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'


def _set_task_name(task, name):
    if name is None:
        return
    try:
        set_name = task.set_name
    except AttributeError:
        import warnings
        warnings.warn('Task.set_name() was added in Python 3.8, the method support will be mandatory for third-party '
                      'task implementations since 3.13.', DeprecationWarning, stacklevel=3)
    else:
        set_name(name)


async def sleep(delay, result=None):
    """Wait for so many seconds, and give a result.

    With 0 or less the other tasks run once, no timer is made.
    """
    if delay <= 0:
        await _pause
        return result
    return await _sleep(delay, result)


def ensure_future(coro_or_future, *, loop=None):
    """Return a future for a coroutine or an awaitable, which becomes a task; a future is given back as it is."""
    return _ensure_future(coro_or_future, loop=loop)


def _ensure_future(coro_or_future, *, loop=None):
    plain = type(coro_or_future) is _COROUTINE
    if not plain and isfuture(coro_or_future):
        if loop is not None and loop is not _get_loop(coro_or_future):
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    own = plain or coroutines.iscoroutine(coro_or_future)
    if own:
        coro = coro_or_future
    elif getattr(type(coro_or_future), '__await__', None) is not None:
        coro = _wrap_awaitable(coro_or_future)
    else:
        raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
    if loop is None:
        try:
            loop = events._get_event_loop(stacklevel=4)
        except RuntimeError:
            coro.close()
            raise
    try:
        return loop.create_task(coro)
    except RuntimeError:
        if own:
            # It will never run; that was said, and need not be said again.
            coro.close()
        raise


def _wrap_awaitable(awaitable):
    """Make a coroutine of an awaitable; a generator, that is, since it is not to be shown as an `async def`."""
    return (yield from awaitable.__await__())


_wrap_awaitable._is_coroutine = _is_coroutine


def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures; return (done, pending), two sets of them.

    A timeout ends the waiting, it raises nothing and cancels nothing. `return_when` says what is waited for: the first
    to be done, the first to fail, or all.
    """
    if isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    fs = set(fs)
    if any(coroutines.iscoroutine(f) for f in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    return await _wait(fs, timeout, return_when, events.get_running_loop())


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _release_waiter, waiter)
    missing = len(fs)

    def _on_completion(f):
        nonlocal missing
        missing -= 1
        if (missing <= 0 or return_when == FIRST_COMPLETED
                or return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None):
            if timer is not None:
                timer.cancel()
            _release_waiter(waiter)

    for f in fs:
        f.add_done_callback(_on_completion)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(_on_completion)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


async def wait_for(fut, timeout):
    """Wait for a future or coroutine, for so many seconds at most; None for no limit.

    When the time is over it is cancelled, and after it has ended TimeoutError is raised. Cancelling this cancels it.
    """
    loop = events.get_running_loop()
    if timeout is None:
        return await fut
    if timeout <= 0:
        fut = ensure_future(fut, loop=loop)
        if fut.done():
            return fut.result()
        return await _cancel_late(fut, loop)

    waiter = loop.create_future()
    timer = loop.call_later(timeout, _release_waiter, waiter)
    release = _partial(_release_waiter, waiter)
    fut = ensure_future(fut, loop=loop)
    fut.add_done_callback(release)
    try:
        try:
            await waiter
        except exceptions.CancelledError:
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            # The caller may rely on the task having ended when the cancellation arrives.
            await _cancel_and_wait(fut, loop)
            raise
        if fut.done():
            return fut.result()
        fut.remove_done_callback(release)
        return await _cancel_late(fut, loop)
    finally:
        timer.cancel()


async def _cancel_late(fut, loop):
    """Cancel a future whose time is over. It may end in another way all the same."""
    await _cancel_and_wait(fut, loop)
    try:
        return fut.result()
    except exceptions.CancelledError as exc:
        raise exceptions.TimeoutError() from exc


async def _cancel_and_wait(fut, loop):
    """Cancel a future and wait until it is done."""
    waiter = loop.create_future()

    release = _partial(_release_waiter, waiter)
    fut.add_done_callback(release)
    try:
        fut.cancel()
        # Not `await fut`: a cancellation of this task would not be told from that of the future.
        await waiter
    finally:
        fut.remove_done_callback(release)


def as_completed(fs, *, timeout=None):
    """Iterate over coroutines, each of which gives the result of the next future to be done.

    >>> for coro in asyncio.as_completed(things):
    ...     result = await coro

    When the time is over those that are left raise TimeoutError.
    """
    if isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    from .queues import Queue
    done = Queue()
    loop = events._get_event_loop()
    todo = {ensure_future(f, loop=loop) for f in set(fs)}
    timer = None

    def _on_timeout():
        for f in todo:
            f.remove_done_callback(_on_completion)
            done.put_nowait(None)
        todo.clear()

    def _on_completion(f):
        if not todo:
            # The time was over when this was on its way.
            return
        todo.remove(f)
        done.put_nowait(f)
        if not todo and timer is not None:
            timer.cancel()

    async def _wait_for_one():
        f = await done.get()
        if f is None:
            raise exceptions.TimeoutError
        return f.result()

    for f in todo:
        f.add_done_callback(_on_completion)
    if todo and timeout is not None:
        timer = loop.call_later(timeout, _on_timeout)
    for _ in range(len(todo)):
        yield _wait_for_one()


class _GatheringFuture(Future):
    """The future of gather(): cancelling it cancels what was gathered."""

    def __init__(self, children, *, loop):
        assert loop is not None
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            # The future is done when the children are, which may take no notice; the results are then thrown away.
            self._cancel_requested = True
        return cancelled


def gather(*coros_or_futures, return_exceptions=False):
    """Return a future for the list of the results of several futures and coroutines.

    The first exception is that of the future; the others go on. With `return_exceptions` exceptions stand in the list.
    Cancelling the future cancels all that are not done; cancelling one of them is an exception like others.
    """
    if not coros_or_futures:
        loop = events._get_event_loop()
        outer = loop.create_future()
        outer.set_result([])
        return outer

    def _done_callback(fut):
        nonlocal missing
        missing -= 1
        if outer is None or outer.done():
            if not fut.cancelled():
                # Nobody will ask for it any more; that is as it should be.
                fut.exception()
            return
        if not return_exceptions:
            if fut.cancelled():
                outer.set_exception(fut._make_cancelled_error())
                return
            exc = fut.exception()
            if exc is not None:
                outer.set_exception(exc)
                return
        if missing:
            return
        if outer._cancel_requested:
            outer.set_exception(fut._make_cancelled_error())
            return
        if not return_exceptions:
            # What was raised or cancelled has ended this before.
            outer.set_result([child.result() for child in children])
            return
        results = []
        for child in children:
            if child.cancelled():
                message = child._cancel_message
                results.append(exceptions.CancelledError('' if message is None else message))
            else:
                exc = child.exception()
                results.append(child.result() if exc is None else exc)
        outer.set_result(results)

    # The same argument twice is one future.
    future_of = {}
    children = []
    loop = None
    outer = None
    missing = 0
    for arg in coros_or_futures:
        fut = future_of.get(arg)
        if fut is None:
            fut = arg if type(arg) is Task and loop is arg._loop else _ensure_future(arg, loop=loop)
            if loop is None:
                loop = _get_loop(fut)
            if fut is not arg:
                # The caller cannot know this task, so nothing is logged if it is dropped while pending.
                fut._log_destroy_pending = False
            missing += 1
            future_of[arg] = fut
            fut.add_done_callback(_done_callback)
        children.append(fut)
    outer = _GatheringFuture(children, loop=loop)
    return outer


def shield(arg):
    """Wait for a future or coroutine in such a way that cancelling the waiting does not cancel it.

    >>> task = asyncio.create_task(something())
    >>> result = await asyncio.shield(task)

    Keep a reference to the task: the loop has none, and it could vanish while it runs.
    """
    inner = _ensure_future(arg)
    if inner.done():
        return inner
    loop = _get_loop(inner)
    outer = loop.create_future()

    def _inner_done_callback(inner):
        if outer.cancelled():
            if not inner.cancelled():
                # Nobody will ask for it any more.
                inner.exception()
            return
        if inner.cancelled():
            outer.cancel()
            return
        exc = inner.exception()
        if exc is not None:
            outer.set_exception(exc)
        else:
            outer.set_result(inner.result())

    def _outer_done_callback(outer):
        if not inner.done():
            inner.remove_done_callback(_inner_done_callback)

    inner.add_done_callback(_inner_done_callback)
    outer.add_done_callback(_outer_done_callback)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Have a coroutine run in the loop of another thread; return a concurrent.futures.Future for its result."""
    if not coroutines.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    import concurrent.futures
    future = concurrent.futures.Future()

    def callback():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if future.set_running_or_notify_cancel():
                future.set_exception(exc)
            raise

    loop.call_soon_threadsafe(callback)
    return future
