"""How a task is shown, and its stack."""

from . import base_futures, coroutines


def _task_repr_info(task):
    """Return the words that stand in the representation of a task."""
    state, *rest = base_futures._future_repr_info(task)
    if task.cancelling() and not task.done():
        state = 'cancelling'
    info = [state, f'name={task.get_name()!r}']
    if task._coro:
        info.append(f'coro=<{coroutines._format_coroutine(task._coro)}>')
    if task._fut_waiter is not None:
        info.append(f'wait_for={task._fut_waiter!r}')
    return info + rest


def _task_repr(task):
    return f'<{type(task).__name__} {" ".join(_task_repr_info(task))}>'


def _task_get_stack(task, limit):
    """Return the frames of a task: where it is suspended, or where the exception was raised that ended it.

    The oldest comes first. A `limit` keeps the newest of a stack and the oldest of a traceback.
    """
    coro = task._coro
    frame = None
    for name in ('cr_frame', 'gi_frame', 'ag_frame'):
        if hasattr(coro, name):
            frame = getattr(coro, name)
            break
    frames = []
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        tb = task._exception.__traceback__
        while tb is not None and (limit is None or len(frames) < limit):
            frames.append(tb.tb_frame)
            tb = tb.tb_next
    return frames


def _task_print_stack(task, limit, file):
    import linecache
    import traceback
    checked = set()
    entries = []
    for frame in task.get_stack(limit=limit):
        code = frame.f_code
        if code.co_filename not in checked:
            checked.add(code.co_filename)
            linecache.checkcache(code.co_filename)
        line = linecache.getline(code.co_filename, frame.f_lineno, frame.f_globals)
        entries.append((code.co_filename, frame.f_lineno, code.co_name, line))
    exc = task._exception
    if not entries:
        print(f'No stack for {task!r}', file=file)
    elif exc is not None:
        print(f'Traceback for {task!r} (most recent call last):', file=file)
    else:
        print(f'Stack for {task!r} (most recent call last):', file=file)
    traceback.print_list(entries, file=file)
    if exc is not None:
        for line in traceback.format_exception_only(exc.__class__, exc):
            print(line, file=file, end='')
