"""What a program leaves behind when it ends, for whoever tests it: tasks, threads, children and sockets, with the lines that made them.

Nothing is noted unless `--left-behind=FILE` asks for it.
"""

import sys

from _traceback import left_behind

# Weak references to what was made, with its kind and the place.
_notes = []
# The lines about tasks that a loop had to cancel when it was taken down.
_cancelled = []


def note(kind, thing):
    """Note who made this."""
    import weakref
    _notes.append((weakref.ref(thing), kind, _place(sys._getframe(1))))


def note_tasks(tasks):
    """Note tasks that nobody waited for."""
    for task in tasks:
        _cancelled.append(_task_line(task))


def _place(frame):
    """The first place on the way out that is not in the library."""
    while frame is not None and frame.f_code.co_filename.startswith('<pausa>'):
        frame = frame.f_back
    return f' made at {_short(frame.f_code.co_filename)}:{frame.f_lineno}' if frame is not None else ''


def _short(file):
    import os
    here = os.getcwd() + '/'
    return file[len(here):] if file.startswith(here) else file


def _task_line(task):
    coroutine = task.get_coro()
    origin = getattr(coroutine, 'cr_origin', None)
    place = ''
    for file, line, _ in origin or ():
        if not file.startswith('<pausa>'):
            place = f' made at {_short(file)}:{line}'
            break
    if not place:
        code = getattr(coroutine, 'cr_code', None)
        place = f' defined at {_short(code.co_filename)}:{code.co_firstlineno}' if code is not None else ''
    return f'a task of {getattr(coroutine, "__qualname__", type(coroutine).__name__)}{place}'


def _pending_tasks():
    tasks = sys.modules.get('asyncio.tasks')
    if tasks is None:
        return []
    import gc
    from asyncio import Task
    return [t for t in gc.get_objects() if isinstance(t, Task) and not t.done()]


def report():
    """Write what is left into the file."""
    lines = list(_cancelled)
    lines.extend(_task_line(task) for task in _pending_tasks())
    for reference, kind, place in _notes:
        thing = reference()
        if thing is None:
            continue
        if kind == 'thread' and thing.is_alive():
            lines.append(f'a thread {thing.name}{place}')
        elif kind == 'child' and thing.poll() is None:
            lines.append(f'a child process {thing.pid}{place}')
        elif kind == 'socket' and thing.fileno() >= 0:
            lines.append(f'a socket{place}')
    if lines:
        with open(left_behind(), 'w', encoding='utf-8') as file:
            file.writelines(line + '\n' for line in lines)
