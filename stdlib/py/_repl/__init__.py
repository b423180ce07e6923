"""An interactive session: inputs are read, run, and what they come to is shown.

While the prompt waits, everything else goes on: threads, the tasks of the session's event loop, gevent's greenlets. An input runs
between two runs of that loop, so it may make tasks for it, and may as well run a loop of its own with `asyncio.run()`. An input that
awaits is a task of the loop.
"""

import sys

import _signal
import _terminal

from . import _tracebacks
from ._waiting import Waiter

_FUTURE_ANNOTATIONS = 0x1000000
_IS_COROUTINE = 0x80


class Session:
    """A session in a namespace."""

    def __init__(self, namespace):
        self.namespace = namespace
        self.descriptor = _terminal.open(_history_file())
        self.waiter = Waiter(self.descriptor)
        self.context = None
        self.count = 0
        self.flags = 0
        self.initial = ''
        self.task = None

    # Reading.

    def run(self):
        """Read and run inputs until there are no more."""
        while True:
            try:
                kind, text = self.read()
            except KeyboardInterrupt:
                # From elsewhere: at the prompt, Ctrl-C is a key.
                continue
            if kind == 'end':
                if _terminal.is_terminal():
                    sys.stdout.write('\n')
                return
            if kind == 'failed':
                raise OSError(f'the terminal cannot be read: {text}')
            if kind == 'interrupt':
                self.show_interrupt()
            elif text.strip():
                self.execute(text)

    def read(self):
        """Return the next message that is about a line; questions of the editor are answered meanwhile."""
        initial, self.initial = self.initial, ''
        _terminal.ask(str(getattr(sys, 'ps1', '>>> ')), initial)
        _signal.signal(_signal.SIGINT, _ignore)
        try:
            while True:
                answer = _terminal.answer()
                if answer is None:
                    self.waiter.wait()
                elif answer[0] != 'complete':
                    return answer
                else:
                    _terminal.reply(*self.complete(answer[1]))
        finally:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)

    def complete(self, text):
        from ._completion import complete
        try:
            return complete(text, self.namespace)
        except Exception:
            # What is looked at may have methods that fail.
            return len(text), []

    # Running.

    def execute(self, text):
        """Run an input; what it raises is shown. SystemExit ends the session."""
        if text.lstrip().startswith('%'):
            self.guard(self.command, text.strip())
        else:
            self.guard(self.run_input, text)
        _flush()

    def guard(self, f, *args):
        try:
            f(*args)
        except SystemExit:
            raise
        except KeyboardInterrupt:
            self.show_interrupt()
        except BaseException as e:
            _tracebacks.show(e)

    def command(self, text):
        from ._commands import run
        run(self, text)

    def run_input(self, text):
        """Run an input, wait for it if it awaits."""
        code = self.compile(text)
        if code.co_flags & _IS_COROUTINE:
            self.run_coroutine(code)
            return
        if 'asyncio' in text or 'asyncio' in sys.modules:
            self.waiter.open_loop()
        self.run_code(code)

    def compile(self, text):
        """Compile an input under a name of its own, by which tracebacks find its text."""
        self.count += 1
        name = f'<input-{self.count}>' if _terminal.is_terminal() else '<stdin>'
        if _terminal.is_terminal():
            import linecache
            lines = [line + '\n' for line in text.split('\n')]
            linecache.cache[name] = (len(text), None, lines, name)
        code = _terminal.compile(text + '\n', name, self.flags)
        self.flags |= code.co_flags & _FUTURE_ANNOTATIONS
        return code

    def run_code(self, code):
        """Run code that does not await, in the session's context if there is one."""
        if self.context is None:
            exec(code, self.namespace)
        else:
            self.context.run(exec, code, self.namespace)

    def run_coroutine(self, code):
        """Run code that awaits, as a task of the session's loop. Ctrl-C cancels that task and no other."""
        from contextvars import copy_context
        loop = self.waiter.open_loop()
        if self.context is None:
            self.context = copy_context()
        coroutine = eval(code, self.namespace)
        task = loop.create_task(coroutine, context=self.context, name=f'Input-{self.count}')
        self.interrupts = 0
        _signal.signal(_signal.SIGINT, lambda number, frame: self.interrupt(loop, task))
        try:
            self.waiter.run_until(task)
        finally:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)
            if not task.done():
                task.cancel()
        if self.interrupts and task.cancelled():
            raise KeyboardInterrupt
        task.result()

    def interrupt(self, loop, task):
        from asyncio import current_task
        self.interrupts += 1
        if self.interrupts > 1 or current_task(loop) is task:
            raise KeyboardInterrupt
        task.cancel()
        loop.call_soon_threadsafe(_nothing)

    def show_interrupt(self):
        sys.stderr.write('KeyboardInterrupt\n')
        sys.stderr.flush()


def _ignore(number, frame):
    pass


def _nothing():
    pass


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


def _history_file():
    from posix import environ
    name = environ.get(b'PAUSA_HISTORY')
    if name is None:
        state = environ.get(b'XDG_STATE_HOME')
        home = environ.get(b'HOME')
        if not state:
            if not home:
                return None
            state = home + b'/.local/state'
        name = state + b'/pausa/history'
    return name.decode('utf-8', 'replace') or None


def main(namespace, banner):
    """Run a session to its end."""
    if not hasattr(sys, 'ps1'):
        sys.ps1 = '>>> '
    if not hasattr(sys, 'ps2'):
        sys.ps2 = '... '
    session = Session(namespace)
    if banner:
        sys.stderr.write(banner)
        sys.stderr.flush()
    try:
        session.run()
    finally:
        session.waiter.close()
