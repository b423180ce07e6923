"""Running a program's main coroutine."""

__all__ = ('Runner', 'run')

import _signal
from _contextvars import copy_context as _copy_context
from _traceback import left_behind

from . import coroutines, events, exceptions, tasks

# The states of a runner.
_CREATED = 'created'
_INITIALIZED = 'initialized'
_CLOSED = 'closed'


class Runner:
    """A loop for the main coroutines of a program, which close() or leaving the `with` block takes down.

    `debug` sets the loop's debug mode if it is not None; `loop_factory` makes the loop.
    """

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = _CREATED
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._interrupt_count = 0
        self._set_event_loop = False

    def __enter__(self):
        self._lazy_init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        """Cancel what is left, end asynchronous generators and the executor, close the loop."""
        if self._state is not _INITIALIZED:
            return
        try:
            loop = self._loop
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._set_event_loop:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = _CLOSED

    def get_loop(self):
        """Return the loop."""
        self._lazy_init()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine to its end, in the context of this runner if no other is given, and return its result."""
        if not coroutines.iscoroutine(coro):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._lazy_init()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        handler = self._catch_interrupts(task)
        self._interrupt_count = 0
        try:
            return self._loop.run_until_complete(task)
        except exceptions.CancelledError:
            if self._interrupt_count > 0:
                uncancel = getattr(task, 'uncancel', None)
                if uncancel is not None and uncancel() == 0:
                    raise KeyboardInterrupt
            raise
        finally:
            if handler is not None and _signal.getsignal(_signal.SIGINT) is handler:
                _signal.signal(_signal.SIGINT, _signal.default_int_handler)

    def _catch_interrupts(self, task):
        """Have Ctrl-C cancel the task, unless the program handles it. Returns the handler, None if there is none."""
        if _signal.getsignal(_signal.SIGINT) is not _signal.default_int_handler:
            return None

        def handler(signum, frame):
            self._on_sigint(signum, frame, task)

        try:
            _signal.signal(_signal.SIGINT, handler)
            _signal._do_not_await_sigint()
        except ValueError:
            # Only the main thread handles signals.
            return None
        return handler

    def _lazy_init(self):
        if self._state is _CLOSED:
            raise RuntimeError('Runner is closed')
        if self._state is _INITIALIZED:
            return
        if self._loop_factory is None:
            self._loop = events.new_event_loop()
            if not self._set_event_loop:
                # Once is enough, as set_event_loop() may do more than set the loop.
                events.set_event_loop(self._loop)
                self._set_event_loop = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = _copy_context()
        self._state = _INITIALIZED

    def _on_sigint(self, signum, frame, main_task):
        self._interrupt_count += 1
        if self._interrupt_count == 1 and not main_task.done():
            main_task.cancel()
            # The loop may be waiting for what does not come.
            self._loop.call_soon_threadsafe(lambda: None)
            return
        raise KeyboardInterrupt


def run(main, *, debug=None):
    """Run a coroutine in a loop of its own, and return its result.

    This is how a program enters asyncio; it cannot be called while a loop runs in the same thread.
    """
    if events._get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    to_cancel = tasks.all_tasks(loop)
    if not to_cancel:
        return
    if left_behind() is not None:
        from _leftovers import note_tasks
        note_tasks(to_cancel)
    for task in to_cancel:
        task.cancel()
    loop.run_until_complete(tasks.gather(*to_cancel, return_exceptions=True))
    for task in to_cancel:
        if task.cancelled():
            continue
        if task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(),
                'task': task,
            })
