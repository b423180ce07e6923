"""The commands of a session: inputs that begin with `%`."""

import sys
import time

import _terminal


def run(session, text):
    """Run a command."""
    name, _, rest = text[1:].partition(' ')
    command = COMMANDS.get(name)
    if command is None:
        raise_usage(f'there is no command %{name}; %help lists those that there are')
    command(session, rest.strip())


def raise_usage(text):
    raise Usage(text) from None


class Usage(Exception):
    """What is wrong with a command."""

    __module__ = 'builtins'


def show_tasks(session, rest):
    """%tasks              the tasks and threads that go on, and what they wait for"""
    rows = [(key, name, state, place) for key, name, state, place, _ in _activities(session)]
    if not rows:
        print('nothing goes on')
        return
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        print('  '.join(cell.ljust(width) for cell, width in zip(row, widths)) + '  ' + row[3])


def _activities(session):
    """All that goes on beside the session: its number, name, state, place, and the object."""
    found = []
    loop = session.waiter.loop
    if loop is not None and not loop.is_closed():
        from asyncio import all_tasks
        for task in sorted(all_tasks(loop), key=lambda t: t.get_name()):
            found.append((task.get_name(), _task_state(task), _task_place(task), task))
    if 'threading' in sys.modules:
        import threading
        frames = sys._current_frames()
        for thread in threading.enumerate():
            if thread is not threading.main_thread():
                frame = frames.get(thread.ident)
                found.append((thread.name, 'daemon thread' if thread.daemon else 'thread', _place(frame), thread))
    if 'gevent' in sys.modules:
        import gc

        import gevent
        for item in gc.get_objects():
            if isinstance(item, gevent.Greenlet) and item.started and not item.dead:
                found.append((item.name, 'greenlet', _place(item.gr_frame), item))
    return [(str(i + 1), *row) for i, row in enumerate(found)]


def _task_state(task):
    waits = getattr(task, '_fut_waiter', None)
    if waits is None:
        return 'ready'
    name = getattr(waits, 'get_name', None)
    return 'waits for ' + (name() if name is not None else type(waits).__name__)


def _task_place(task):
    stack = task.get_stack(limit=1)
    return _place(stack[-1] if stack else None)


def _place(frame):
    if frame is None:
        return ''
    code = frame.f_code
    return f'{code.co_filename}:{frame.f_lineno} in {code.co_name}'


def cancel(session, rest):
    """%cancel N|NAME|all  cancel a task, or kill a greenlet"""
    if not rest:
        raise_usage('%cancel needs a number or a name that %tasks shows, or all')
    found = [row for row in _activities(session) if rest == 'all' or rest in row[:2]]
    if not found:
        raise_usage(f'nothing that goes on is called {rest}')
    for key, name, state, place, item in found:
        if hasattr(item, 'cancel'):
            item.cancel()
        elif hasattr(item, 'kill'):
            item.kill(block=False)
        elif rest != 'all':
            raise_usage(f'{name} is a thread, which cannot be cancelled')


def time_once(session, rest):
    """%time CODE          run it once and tell how long it took"""
    if not rest:
        raise_usage('%time needs something to run')
    began, cpu = time.perf_counter(), time.process_time()
    try:
        session.run_input(rest)
    finally:
        cpu, took = time.process_time() - cpu, time.perf_counter() - began
        print(f'took {_duration(took)} (processor: {_duration(cpu)})')


def time_often(session, rest):
    """%timeit CODE        run it many times and tell how long one time takes"""
    if not rest:
        raise_usage('%timeit needs something to run')
    import timeit
    code = _terminal.compile(rest + '\n', '<timeit>')
    if code.co_flags & 0x80:
        raise_usage('%timeit cannot await: use %time')
    body = '\n'.join('    ' + line for line in rest.split('\n'))
    timer = timeit.Timer(body.strip() if '\n' not in rest else rest, globals=session.namespace)
    number, took = timer.autorange()
    best = min([took, *timer.repeat(4, number)]) / number
    print(f'{_duration(best)} each, the best of 5 rounds of {number:,}')


def _duration(seconds):
    for unit, size in (('s', 1), ('ms', 1e-3), ('µs', 1e-6)):
        if seconds >= size:
            return f'{seconds / size:.3g} {unit}'
    return f'{seconds / 1e-9:.3g} ns'


def timeline(session, rest):
    """%timeline FILE ...  write who runs when: while the code after FILE runs, or until %timeline alone"""
    file, _, code = rest.partition(' ')
    if not file:
        written = _terminal.end_timeline()
        if written is None:
            raise_usage('%timeline needs a file: .html, .svg, .txt or .json')
        print(f'written to {written}')
        return
    if not _terminal.is_recording():
        _terminal.begin_timeline(file)
    else:
        raise_usage('a timeline is being recorded already; %timeline alone ends it')
    if code:
        try:
            session.run_input(code.strip())
        finally:
            print(f'written to {_terminal.end_timeline()}')


def load(session, rest):
    """%load FILE          put the text of a file at the prompt"""
    if not rest:
        raise_usage('%load needs a file')
    with open(rest, encoding='utf-8') as file:
        session.initial = file.read().rstrip()


def who(session, rest):
    """%who                the names that you have defined, with their types"""
    names = [n for n in session.namespace if not n.startswith('_')]
    width = max(map(len, names), default=0)
    for name in sorted(names):
        print(f'{name.ljust(width)}  {type(session.namespace[name]).__name__}')


def reset(session, rest):
    """%reset              forget all names that you have defined; what goes on is left alone"""
    for name in [n for n in session.namespace if not (n.startswith('__') and n.endswith('__'))]:
        del session.namespace[name]
    import builtins
    builtins.__dict__.pop('_', None)


def show_help(session, rest):
    """%help               this list"""
    for command in COMMANDS.values():
        print(command.__doc__)
    print()
    print('await works at the prompt; what you start goes on while you type. Ctrl-C ends the input that runs,')
    print('and nothing else; Ctrl-D leaves. help(x) tells about x.')


COMMANDS = {
    'tasks': show_tasks,
    'cancel': cancel,
    'time': time_once,
    'timeit': time_often,
    'timeline': timeline,
    'load': load,
    'who': who,
    'reset': reset,
    'help': show_help,
}
