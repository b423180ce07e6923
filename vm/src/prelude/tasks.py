"""Event loops and tasks: running a loop, and the steps of tasks that are not as usual."""


def run_event_loop(loop):
    """Runs a native loop until it is stopped."""
    _loop_enter(loop)
    try:
        while _run_turns(loop):
            pass
    finally:
        _loop_leave(loop)


def callback_failed(loop, handle, e):
    # It may have been an event that was handed to an object of the loop's, which knows what to do.
    failed = getattr(handle, '_delivery_failed', None)
    if failed is not None and failed(e):
        return
    loop.call_exception_handler(callback_context(handle, e))


def callback_context(handle, e):
    from asyncio import format_helpers
    callback = getattr(handle, '_callback', None)
    shown = format_helpers._format_callback_source(callback, getattr(handle, '_args', None) or ())
    context = {'message': f'Exception in callback {shown}', 'exception': e, 'handle': handle}
    source = getattr(handle, '_source_traceback', None)
    if source:
        context['source_traceback'] = source
    return context


def report_slow_callback(loop, what, took):
    from asyncio import base_events
    from asyncio.log import logger
    logger.warning('Executing %s took %.3f seconds', base_events._show_ready(loop, what), took)
    if _explains():
        import _diagnostics
        error_output(_diagnostics.blocking(_is_colored()))


def report_swallowed_cancel(task):
    import _diagnostics
    error_output(_diagnostics.swallowed(task, _is_colored()))


def step_after_end(loop, task):
    from asyncio import exceptions
    e = exceptions.InvalidStateError(f'__step(): already done: {task!r}, None')
    loop.call_exception_handler({'message': f'Exception in callback {task!r}', 'exception': e})


def schedule_callbacks(future, callbacks):
    """Tells a loop that is not native of callbacks of a future that has ended."""
    if not callbacks:
        return
    loop = future.get_loop()
    for callback, context in callbacks:
        if context is Ellipsis:
            loop.call_soon(_task_wakeup_method(callback), future, context=_task_context(callback))
        else:
            loop.call_soon(callback, future, context=_real_context(context))


def cancel_future(future, callbacks):
    schedule_callbacks(future, callbacks)
    return True


def cancel_waiter(task, waiter, message):
    """Cancels what a task waits for, by its own method; else the task itself in its next step."""
    if waiter.cancel(msg=message):
        return True
    _task_set_cancel_message(task, message)
    _task_set_must_cancel(task, True)
    return True


def cancel_yielded(task, innermost, waiter, message):
    if innermost is None:
        if waiter.cancel(msg=message):
            _task_set_must_cancel(task, False)
    else:
        cancel_waiter(innermost, waiter, message)
        _task_set_must_cancel(task, False)


def task_step(task, e):
    """The step of a task whose coroutine, or what it waited for, is not native. The task is the current one."""
    coro = _task_coro(task)
    try:
        if e is None:
            result = coro.send(None)
        else:
            result = coro.throw(e)
    except StopIteration as stop:
        if _task_must_cancel(task):
            _task_set_must_cancel(task, False)
            end_task(task, 2, None)
        else:
            end_task(task, 0, stop.value)
    except (KeyboardInterrupt, SystemExit) as e:
        end_task(task, 1, e)
        raise
    except BaseException as e:
        from asyncio.exceptions import CancelledError
        end_task(task, 2 if isinstance(e, CancelledError) else 1, e)
    else:
        task_yielded(task, result)


def end_task(task, kind, value):
    schedule_callbacks(task, _task_end(task, kind, value))


def step_soon(task, e):
    """The task takes its next step soon, in which the exception is raised if there is one."""
    if _task_step_soon(task, e):
        return
    loop = task.get_loop()
    loop.call_soon(_task_step_method(task, e), context=_task_context(task))


def task_yielded(task, result):
    """What a task's coroutine yielded is no future as usual."""
    if result is None:
        step_soon(task, None)
        return
    blocking = getattr(result, '_asyncio_future_blocking', None)
    loop = task.get_loop()
    if blocking is not None:
        if future_loop(result) is not loop:
            text = f'Task {task!r} got Future {result!r} attached to a different loop'
        elif not blocking:
            text = f'yield was used instead of yield from in task {task!r} with {result!r}'
        elif result is task:
            text = f'Task cannot await on itself: {task!r}'
        else:
            result._asyncio_future_blocking = False
            if not _task_await(task, result):
                result.add_done_callback(_task_wakeup_method(task), context=_task_context(task))
            _task_wait(task, result)
            if _task_must_cancel(task):
                if result.cancel(msg=_task_cancel_message(task)):
                    _task_set_must_cancel(task, False)
            return
    elif _is_kind(result, 'generator'):
        text = f'yield was used instead of yield from for generator in task {task!r} with {result!r}'
    else:
        text = f'Task got bad yield: {result!r}'
    step_soon(task, RuntimeError(text))


def future_loop(future):
    """The loop of anything like a future."""
    get = getattr(future, 'get_loop', None)
    return future._loop if get is None else get()
