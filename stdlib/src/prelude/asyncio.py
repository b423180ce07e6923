"""asyncio: futures, tasks and handles where the native half hands over."""


# Futures.

def loop_of_policy():
    from asyncio import events
    return events.get_event_loop_policy().get_event_loop()


def future_find_loop(future):
    future_set_loop(future, loop_of_policy())


def future_set_loop(future, loop):
    debug = loop.get_debug()
    _future_set_loop(future, loop)
    if debug:
        _future_set_source(future, creation_stack())


def creation_stack():
    import sys
    from asyncio import format_helpers
    return format_helpers.extract_stack(sys._getframe(0))


def future_repr(future):
    from asyncio import base_futures
    if getattr(future, '_loop', None) is None:
        raise RuntimeError('Future object is not initialized.')
    return base_futures._future_repr(future)


def future_set_exception_class(future, cls):
    e = cls()
    if not isinstance(e, BaseException):
        raise TypeError('invalid exception object')
    _future_set_exception(future, e)


def loop_call_soon(loop, callback, future, context):
    loop.call_soon(callback, future, context=context)


def future_remove_callback(future, fn):
    kept = [pair for pair in future._callbacks or () if pair[0] != fn]
    removed = len(future._callbacks or ()) - len(kept)
    if removed:
        _future_set_callbacks(future, kept)
    return removed


def future_iter_throw(value, second, traceback):
    if traceback is not None and not _is_kind(traceback, 'traceback'):
        raise TypeError('throw() third argument must be a traceback')
    e = thrown_exception(value, second)
    if traceback is not None:
        e.__traceback__ = traceback
    raise e


def pause():
    yield


def exception_never_retrieved(future):
    context = {
        'message': f'{_type(future).__name__} exception was never retrieved',
        'exception': future._exception,
        'future': future,
    }
    source = future._source_traceback
    if source:
        context['source_traceback'] = source
    future.get_loop().call_exception_handler(context)


# Tasks.

def task_destroyed(task):
    context = {'task': task, 'message': 'Task was destroyed but it is pending!'}
    source = task._source_traceback
    if source:
        context['source_traceback'] = source
    task.get_loop().call_exception_handler(context)


def task_repr(task):
    from asyncio import base_tasks
    return base_tasks._task_repr(task)


def task_get_stack(task, limit):
    from asyncio import base_tasks
    return base_tasks._task_get_stack(task, limit)


def task_print_stack(task, limit, file):
    from asyncio import base_tasks
    return base_tasks._task_print_stack(task, limit, file)


def task_set_name(task, name):
    _task_name_set(task, str(name))


def task_init(task, coro, loop, name, context):
    if loop is None:
        future_find_loop(task)
    else:
        future_set_loop(task, loop)
    task_check(task, coro, name, context)


def task_check(task, coro, name, context):
    from asyncio import coroutines
    if not coroutines.iscoroutine(coro):
        raise TypeError(f'a coroutine was expected, got {coro!r}')
    _task_start(task, coro, None if name is None else str(name), context)


def create_task_general(loop, coro, name, context):
    if context is None:
        task = loop.create_task(coro)
    else:
        task = loop.create_task(coro, context=context)
    name_task(task, name)
    return task


def name_task(task, name):
    from asyncio import tasks
    tasks._set_task_name(task, name)


def loop_create_task(loop, coro, name, context):
    from asyncio import tasks
    loop._check_closed()
    factory = loop.get_task_factory()
    if factory is None:
        task = tasks.Task(coro, loop=loop, name=name, context=context)
        if task._source_traceback:
            del task._source_traceback[-1]
        return task
    if context is None:
        task = factory(loop, coro)
    else:
        task = factory(loop, coro, context=context)
    name_task(task, name)
    return task


def task_step_called(task, e):
    """A step of a task whose loop is not native, or one that was called otherwise."""
    if task.done():
        from asyncio import exceptions
        raise exceptions.InvalidStateError(f'_step(): already done: {task!r}, {e!r}')
    cancelled = _take_must_cancel(task)
    if cancelled is not None and not (_is_kind(e, 'BaseException') and isinstance(e, _type(cancelled))):
        e = cancelled
    loop = task.get_loop()
    current = _current_task(loop)
    if current is not None:
        cannot_enter_task(task, current)
    _set_current_task(loop, task)
    try:
        task_step(task, e)
    finally:
        _set_current_task(loop, None)


def task_wakeup(task, future):
    e = None
    try:
        future.result()
    except BaseException as error:
        e = error
    task_step_called(task, e)


def cannot_enter_task(task, current):
    raise RuntimeError(
        f'Cannot enter into task {task!r} while another task {current!r} is being executed.')


def cannot_leave_task(task, current):
    raise RuntimeError(f'Leaving task {task!r} does not match the current task {current!r}.')


def all_tasks_of(loop):
    return {task for task in _all_task_list() if future_loop(task) is loop and not task.done()}


def sleep_general(loop, delay, result):
    from asyncio import futures
    future = loop.create_future()
    handle = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    future.add_done_callback(lambda _: handle.cancel())
    return future


# Handles.

def handle_run(handle):
    try:
        handle._context.run(handle._callback, *handle._args)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as e:
        handle._loop.call_exception_handler(callback_context(handle, e))


def handle_repr_info(handle):
    from asyncio import format_helpers
    info = [_type(handle).__name__]
    if handle._cancelled:
        info.append('cancelled')
    if _is_kind_of_timer(handle):
        info.append(f'when={handle._when}')
    if handle._callback is not None:
        info.append(format_helpers._format_callback_source(handle._callback, handle._args))
    source = handle._source_traceback
    if source:
        info.append(f'created at {source[-1][0]}:{source[-1][1]}')
    return info


def handle_repr(handle):
    if handle._repr is not None:
        return handle._repr
    return '<{}>'.format(' '.join(handle._repr_info()))


def handle_note_source(handle, loop):
    if loop.get_debug():
        handle._source_traceback = creation_stack()


def handle_cancel(handle):
    loop = handle._loop
    if _is_kind_of_timer(handle):
        loop._timer_handle_cancelled(handle)
    shown = repr(handle) if loop.get_debug() else None
    _handle_cancel(handle, shown)


def timer_init(handle, when, callback, args, loop, context):
    if when is None:
        raise TypeError('when cannot be None')
    _timer_set(handle, float(when), callback, args, loop, context)
    handle_note_source(handle, loop)


def timer_equal(a, b):
    if not _is_kind_of_timer(b):
        return NotImplemented
    return (a._when == b._when and a._callback == b._callback and a._args == b._args
            and a._cancelled == b._cancelled)


# Loops.

def call_soon_checked(loop, callback, args, context, threadsafe):
    from asyncio import events
    if threadsafe:
        loop._check_callback(callback, 'call_soon_threadsafe')
    else:
        loop._check_thread()
        loop._check_callback(callback, 'call_soon')
    handle = events.Handle(callback, args, loop, context)
    if handle._source_traceback:
        del handle._source_traceback[-1]
    loop._core_add_ready(handle)
    if threadsafe:
        loop._core_wake()
    return handle


def call_later_checked(loop, delay, callback, args, context):
    handle = loop.call_at(loop.time() + delay, callback, *args, context=context)
    if handle._source_traceback:
        del handle._source_traceback[-1]
    return handle


def call_at_checked(loop, when, callback, args, context):
    from asyncio import events
    loop._check_closed()
    if loop._debug:
        loop._check_thread()
        loop._check_callback(callback, 'call_at')
    handle = events.TimerHandle(when, callback, args, loop, context)
    if handle._source_traceback:
        del handle._source_traceback[-1]
    loop._core_add_timer(handle)
    return handle


# Transports and streams.

def transport_make_socket(transport):
    import socket
    sock = socket.socket(fileno=transport._sock_fd)
    sock.setblocking(False)
    transport._sock = sock
    return sock


def transport_lost():
    from asyncio.log import logger
    logger.warning('socket.send() raised exception.')


def transport_failed(transport, e, message):
    transport._fatal_error(e, message)


def transport_waits(transport):
    transport._loop._add_writer(transport._sock_fd, transport._write_ready)
    transport._maybe_pause_protocol()


def transport_full(transport):
    transport._maybe_pause_protocol()


def transport_write(transport, data):
    transport.write(data)


def transport_write_ready(transport):
    transport._write_ready()


def transport_read_into_buffer(transport):
    transport._read_into_buffer()


def transport_read_eof(transport):
    transport._read_eof()


def transport_deliver(transport, data):
    transport._deliver(data)


def protocol_receive(protocol, data):
    protocol.data_received(data)


def reader_receive(reader, data):
    reader.feed_data(data)


def reader_feed(reader, data):
    reader._feed(data)


def reader_pause(reader):
    reader._pause_if_full()


def reader_resume(reader, data):
    reader._maybe_resume_transport()
    return data


def reader_wait(reader):
    return reader._begin_to_wait()
