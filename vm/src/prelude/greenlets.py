"""Greenlets: starting with a `run` that may be user code, throwing, and ending those that nobody refers to."""


def greenlet_start(g, args, kwargs):
    try:
        run = g.run
    except AttributeError:
        raise AttributeError('run') from None
    return _switch_to(g, run, args, kwargs)


def greenlet_run(g, args, kwargs):
    try:
        run = g.run
    except BaseException:
        _not_started(g)
        raise
    return run(*args, **kwargs)


def greenlet_throw(g, kind, value, traceback, is_exit):
    if is_exit:
        exception = _greenlet_exit()()
    else:
        if traceback is not None and not _is_kind(traceback, 'traceback'):
            raise TypeError('throw() third argument must be a traceback object')
        if _is_kind(kind, 'type') and _is_subtype(kind, BaseException):
            if value is None:
                exception = kind()
            elif _is_kind(value, 'BaseException') and isinstance(value, kind):
                exception = value
            elif _is_kind(value, 'tuple'):
                exception = kind(*value)
            else:
                exception = kind(value)
        elif _is_kind(kind, 'BaseException'):
            if value is not None:
                raise TypeError('instance exception may not have a separate value')
            exception = kind
        else:
            raise TypeError(f'exceptions must be classes, or instances, not {_class_name(kind)}')
    if traceback is not None:
        exception.__traceback__ = traceback
    if not g and not g.dead:
        # Nothing can be thrown into what has nothing to run.
        g.run
    if g.dead and _is_kind_of(exception, _greenlet_exit()):
        return _switch_to(g, None, (exception,), {})
    return _throw_into(g, exception)


def end_greenlet(outcome, raises):
    run_finalizers()
    if raises:
        raise outcome
    return outcome


def finalize_greenlet(g):
    parent = _adopt_greenlet(g)
    if parent is None:
        return
    try:
        greenlet_throw(g, None, None, None, True)
    finally:
        if not g.dead:
            g.parent = parent


def call_greenlet_trace(hook, event, pair, pending):
    try:
        hook(event, pair)
    except BaseException:
        _set_greenlet_trace(None)
        raise
    if pending is not None:
        raise pending
