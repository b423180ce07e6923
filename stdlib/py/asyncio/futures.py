"""Futures: the native class, and what joins futures of asyncio to those of concurrent.futures."""

__all__ = ('Future', 'wrap_future', 'isfuture')

import sys

from _asyncio import Future

from . import base_futures, events, exceptions

# The name under which CPython has its native class.
_CFuture = Future

isfuture = base_futures.isfuture

_PENDING = base_futures._PENDING
_CANCELLED = base_futures._CANCELLED
_FINISHED = base_futures._FINISHED


def _get_loop(fut):
    """Return the loop of a future; those of other libraries may lack the method for it."""
    try:
        get_loop = fut.get_loop
    except AttributeError:
        return fut._loop
    return get_loop()


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


def _convert_future_exc(exc):
    """Turn an exception of concurrent.futures into the one of asyncio."""
    import concurrent.futures
    cls = type(exc)
    if cls is concurrent.futures.CancelledError:
        return exceptions.CancelledError(*exc.args)
    if cls is concurrent.futures.TimeoutError:
        return exceptions.TimeoutError(*exc.args)
    if cls is concurrent.futures.InvalidStateError:
        return exceptions.InvalidStateError(*exc.args)
    return exc


def _set_concurrent_future_state(concurrent, source):
    """Give a future of concurrent.futures the outcome of one of asyncio."""
    assert source.done()
    if source.cancelled():
        concurrent.cancel()
    if not concurrent.set_running_or_notify_cancel():
        return
    exception = source.exception()
    if exception is not None:
        concurrent.set_exception(_convert_future_exc(exception))
    else:
        concurrent.set_result(source.result())


def _copy_future_state(source, dest):
    """Give a future of asyncio the outcome of another future of either kind."""
    assert source.done()
    if dest.cancelled():
        return
    assert not dest.done()
    if source.cancelled():
        dest.cancel()
        return
    exception = source.exception()
    if exception is not None:
        dest.set_exception(_convert_future_exc(exception))
    else:
        dest.set_result(source.result())


def _is_concurrent(obj):
    # Where concurrent.futures was never imported there can be no future of it.
    module = sys.modules.get('concurrent.futures._base') or sys.modules.get('concurrent.futures')
    return module is not None and isinstance(obj, module.Future)


def _chain_future(source, destination):
    """Have the outcome of `source` given to `destination`, and a cancellation of `destination` to `source`.

    Each may be a future of asyncio or of concurrent.futures.
    """
    for future, name in (source, 'source'), (destination, 'destination'):
        if not isfuture(future) and not _is_concurrent(future):
            raise TypeError(f'A future is required for {name} argument')
    source_loop = _get_loop(source) if isfuture(source) else None
    dest_loop = _get_loop(destination) if isfuture(destination) else None

    def _set_state(future, other):
        if isfuture(future):
            _copy_future_state(other, future)
        else:
            _set_concurrent_future_state(future, other)

    def _call_check_cancel(destination):
        if not destination.cancelled():
            return
        if source_loop is None or source_loop is dest_loop:
            source.cancel()
        else:
            source_loop.call_soon_threadsafe(source.cancel)

    def _call_set_state(source):
        if destination.cancelled() and dest_loop is not None and dest_loop.is_closed():
            return
        if dest_loop is None or dest_loop is source_loop:
            _set_state(destination, source)
        elif not dest_loop.is_closed():
            dest_loop.call_soon_threadsafe(_set_state, destination, source)

    destination.add_done_callback(_call_check_cancel)
    source.add_done_callback(_call_set_state)


def wrap_future(future, *, loop=None):
    """Return a future of asyncio that follows one of concurrent.futures."""
    if isfuture(future):
        return future
    assert _is_concurrent(future), f'concurrent.futures.Future is expected, got {future!r}'
    if loop is None:
        loop = events._get_event_loop()
    new_future = loop.create_future()
    _chain_future(future, new_future)
    return new_future
