"""Threads: what runs at the bottom of each, and what is said of those that fail."""


def thread_body(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as e:
        thread_failed(e, function)
    _thread_ended()


def thread_failed(e, function):
    message = 'Exception ignored in thread started by'
    try:
        _modules()['sys'].unraisablehook(_unraisable_arguments(e, function, message))
    except BaseException as other:
        error_output(f'{message}: {repr_of(function)}\n')
        print_exception(other)


def thread_excepthook(args):
    if not _is_kind(args, 'tuple') or len(args) != 4:
        raise TypeError('_thread.excepthook argument type must be ExceptHookArgs')
    kind, value, traceback, thread = args
    if kind is SystemExit:
        return
    stream = getattr(_modules().get('sys'), 'stderr', None)
    if stream is None:
        stream = getattr(thread, '_stderr', None)
        if stream is None:
            return
    if thread is not None:
        name = getattr(thread, 'name', None)
        if name is None:
            name = thread.ident
    else:
        name = _thread_ident()
    if value is None:
        value = kind()
    shown = value
    if value.__traceback__ is not traceback:
        shown = value.with_traceback(traceback)
    stream.write(f'Exception in thread {name}:\n')
    stream.write(''.join(exception_report(shown)))
    stream.flush()


def local_new_thread(x, name, value, args, kwargs):
    """The first access of a thread to a `local`: its `__init__` is called for that thread, then the access is made."""
    try:
        _type(x).__init__(x, *args, **kwargs)
    except BaseException:
        _local_forget(x)
        raise
    if value is None:
        return getattr(x, name)
    if len(value):
        return setattr(x, name, value[0])
    return delattr(x, name)
