"""What a future is, and how one is shown."""

__all__ = ()

_PENDING = 'PENDING'
_CANCELLED = 'CANCELLED'
_FINISHED = 'FINISHED'


def isfuture(obj):
    """Return whether this is a future: whether its class says that it can be awaited as one."""
    return hasattr(obj.__class__, '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def _format_callbacks(cb):
    """Show a list of (callback, context): the first and the last of them."""
    from . import format_helpers

    def show(pair):
        return format_helpers._format_callback_source(pair[0], ())

    if len(cb) <= 2:
        shown = ', '.join(map(show, cb))
    else:
        shown = f'{show(cb[0])}, <{len(cb) - 2} more>, {show(cb[-1])}'
    return f'cb=[{shown}]'


def _future_repr_info(future):
    """Return the words that stand in the representation of a future."""
    import reprlib
    info = [future._state.lower()]
    if future._state == _FINISHED:
        if future._exception is not None:
            info.append(f'exception={future._exception!r}')
        else:
            # The result may be long.
            info.append(f'result={reprlib.repr(future._result)}')
    if future._callbacks:
        info.append(_format_callbacks(future._callbacks))
    if future._source_traceback:
        frame = future._source_traceback[-1]
        info.append(f'created at {frame[0]}:{frame[1]}')
    return info


# (thread, future) of those that are being shown: the result of a future may hold the future.
_showing = set()


def _future_repr(self):
    import _thread
    key = _thread.get_ident(), id(self)
    if key in _showing:
        return '...'
    _showing.add(key)
    try:
        return f'<{type(self).__name__} {" ".join(_future_repr_info(self))}>'
    finally:
        _showing.discard(key)
