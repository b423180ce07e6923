"""The event loop: what is not in the native core.

The core keeps what is ready and what waits for its time, and the interpreter runs it. Here is what is policy, or seldom: running
until something is done, taking a loop down, telling of what went wrong, debug mode.
"""

__all__ = ('BaseEventLoop',)

import _thread
import sys

from _asyncio import EventLoopCore

from . import constants, coroutines, events, exceptions, futures, tasks
from ._lazy import Lazy, logger

warnings = Lazy('warnings')

# A loop is looked at again after a day, whatever it waits for.
MAXIMUM_SELECT_TIMEOUT = 24 * 3600


def _show_ready(loop, what):
    """What took long, for a report: a handle, or a task that took a step."""
    if isinstance(what, tasks.Task):
        return f'<Handle {tasks.Task.__repr__(what)}>'
    return repr(what)


def _run_until_complete_cb(fut):
    if not fut.cancelled():
        e = fut.exception()
        if isinstance(e, (SystemExit, KeyboardInterrupt)):
            # It has ended the loop already.
            return
    futures._get_loop(fut).stop()


def _no_warning(*args, **kwargs):
    """Stands for `warnings.warn` where there is nothing left that could warn."""


class BaseEventLoop(EventLoopCore, events.AbstractEventLoop):

    def __init__(self):
        cls = type(self)
        self._core_init(
            cls._run_once is BaseEventLoop._run_once
            and all(getattr(cls, name) is getattr(EventLoopCore, name)
                    for name in ('call_soon', 'call_later', 'call_at', 'time', '_timer_handle_cancelled')))
        self._internal_fds = 0
        self._thread_id = None
        self._clock_resolution = 1e-09
        self._exception_handler = None
        self._default_executor = None
        self._executor_shutdown_called = False
        self._signal_handlers = None
        self._asyncgens = None
        self._asyncgens_shutdown_called = False
        self._coroutine_origin_tracking_enabled = False
        self._coroutine_origin_tracking_saved_depth = None
        self._old_agen_hooks = None
        self._current_handle = None
        if coroutines._is_debug_mode():
            self.set_debug(True)

    def __repr__(self):
        return (f'<{type(self).__name__} running={self.is_running()} closed={self.is_closed()} '
                f'debug={self.get_debug()}>')

    @property
    def _closed(self):
        return self.is_closed()

    @property
    def _ready(self):
        from collections import deque
        return deque(self._core_contents()[0])

    @property
    def _scheduled(self):
        return self._core_contents()[1]

    @property
    def _timer_cancelled_count(self):
        return sum(handle._cancelled for handle in self._scheduled)

    @property
    def _task_factory(self):
        return self.get_task_factory()

    # Running.

    def _check_closed(self):
        if self.is_closed():
            raise RuntimeError('Event loop is closed')

    def _check_running(self):
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')

    def is_running(self):
        """Returns True if the event loop is running."""
        return self._thread_id is not None

    def run_forever(self):
        """Run until stop() is called."""
        self._check_closed()
        self._check_running()
        self._set_coroutine_origin_tracking(self._debug)
        old_hooks = sys.get_asyncgen_hooks()
        try:
            self._thread_id = _thread.get_ident()
            sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter_hook,
                                   finalizer=self._asyncgen_finalizer_hook)
            events._set_running_loop(self)
            self._core_started()
            if self._is_native:
                self._run_turns_until_stopped()
            else:
                while True:
                    self._run_once()
                    if self._stopping:
                        break
        finally:
            self._core_ended()
            self._thread_id = None
            events._set_running_loop(None)
            self._set_coroutine_origin_tracking(False)
            sys.set_asyncgen_hooks(*old_hooks)

    def run_until_complete(self, future):
        """Run until the Future is done.

        If the argument is a coroutine, it is wrapped in a Task.

        WARNING: It would be disastrous to call run_until_complete()
        with the same coroutine twice -- it would wrap it in two
        different Tasks and that can't be good.

        Return the Future's result, or raise its exception.
        """
        self._check_closed()
        self._check_running()
        new_task = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if new_task:
            # An exception, if there is one, is raised here.
            future._log_destroy_pending = False
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except:
            if new_task and future.done() and not future.cancelled():
                # The coroutine raised a BaseException, which is on its way: it counts as looked at.
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def _run_once(self):
        """One turn of a loop whose class takes part in it."""
        ready, first = self._core_first()
        timeout = None
        if ready or self._stopping:
            timeout = 0
        elif first is not None:
            timeout = min(max(0, first - self.time()), MAXIMUM_SELECT_TIMEOUT)
        self._process_events(self._selector.select(timeout))
        # Those that become ready meanwhile have their turn in the next one.
        for _ in range(self._core_expire(self.time() + self._clock_resolution)):
            item = self._core_pop()
            if item is None:
                break
            handle = item[0]
            if not handle._cancelled:
                self._run_handle(handle)

    def _run_handle(self, handle):
        if not self._debug:
            handle._run()
            return
        try:
            self._current_handle = handle
            t0 = self.time()
            handle._run()
            took = self.time() - t0
            if took >= self.slow_callback_duration:
                logger.warning('Executing %s took %.3f seconds', _show_ready(self, handle), took)
        finally:
            self._current_handle = None

    def _process_events(self, event_list):
        raise NotImplementedError

    def close(self):
        """Close the event loop.

        This clears the queues and shuts down the executor,
        but does not wait for the executor to finish.

        The event loop must not be running.
        """
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        if self.is_closed():
            return
        if self._debug:
            logger.debug('Close %r', self)
        self._core_close()
        self._executor_shutdown_called = True
        executor = self._default_executor
        if executor is not None:
            self._default_executor = None
            executor.shutdown(wait=False)

    def __del__(self, _warn=None):
        if self.is_closed():
            return
        # At the very end of the program nothing can be imported any more.
        (_warn or (warnings.warn if sys.meta_path is not None else _no_warning))(f'unclosed event loop {self!r}', ResourceWarning, source=self)
        if not self.is_running():
            self.close()

    # Asynchronous generators.

    def _asyncgen_finalizer_hook(self, agen):
        if self._asyncgens is not None:
            self._asyncgens.discard(agen)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    def _asyncgen_firstiter_hook(self, agen):
        if self._asyncgens_shutdown_called:
            warnings.warn(f'asynchronous generator {agen!r} was scheduled after loop.shutdown_asyncgens() call',
                          ResourceWarning, source=self)
        if self._asyncgens is None:
            import weakref
            self._asyncgens = weakref.WeakSet()
        self._asyncgens.add(agen)

    async def shutdown_asyncgens(self):
        """Shutdown all active asynchronous generators."""
        self._asyncgens_shutdown_called = True
        if not self._asyncgens:
            return
        closing = list(self._asyncgens)
        self._asyncgens.clear()
        results = await tasks.gather(*[agen.aclose() for agen in closing], return_exceptions=True)
        for result, agen in zip(results, closing):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {agen!r}',
                    'exception': result,
                    'asyncgen': agen,
                })

    # Executors.

    async def shutdown_default_executor(self):
        """Schedule the shutdown of the default executor."""
        self._executor_shutdown_called = True
        if self._default_executor is None:
            return
        import threading
        future = self.create_future()
        thread = threading.Thread(target=self._do_shutdown, args=(future,))
        thread.start()
        try:
            await future
        finally:
            thread.join()

    def _do_shutdown(self, future):
        try:
            self._default_executor.shutdown(wait=True)
            if not self.is_closed():
                self.call_soon_threadsafe(future.set_result, None)
        except Exception as e:
            if not self.is_closed():
                self.call_soon_threadsafe(future.set_exception, e)

    def _check_default_executor(self):
        if self._executor_shutdown_called:
            raise RuntimeError('Executor shutdown has been called')

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if self._debug:
            self._check_callback(func, 'run_in_executor')
        if executor is None:
            executor = self._default_executor
            self._check_default_executor()
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor
                executor = self._default_executor = ThreadPoolExecutor(thread_name_prefix='asyncio')
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._default_executor = executor

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        import socket
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        import socket
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    # Tasks.

    def set_task_factory(self, factory):
        """Set a task factory that will be used by loop.create_task().

        If factory is None the default task factory will be set.

        If factory is a callable, it should have a signature matching
        '(loop, coro)', where 'loop' will be a reference to the active
        event loop, 'coro' will be a coroutine object.  The callable
        must return a Future.
        """
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._core_set_task_factory(factory)

    # Debug mode.

    def set_debug(self, enabled):
        self._core_set_debug(bool(enabled))
        if self.is_running():
            self.call_soon_threadsafe(self._set_coroutine_origin_tracking, enabled)

    def _set_coroutine_origin_tracking(self, enabled):
        if bool(enabled) == bool(self._coroutine_origin_tracking_enabled):
            return
        if enabled:
            self._coroutine_origin_tracking_saved_depth = sys.get_coroutine_origin_tracking_depth()
            sys.set_coroutine_origin_tracking_depth(constants.DEBUG_STACK_DEPTH)
        else:
            sys.set_coroutine_origin_tracking_depth(self._coroutine_origin_tracking_saved_depth)
        self._coroutine_origin_tracking_enabled = enabled

    def _check_callback(self, callback, method):
        if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
            raise TypeError(f'coroutines cannot be used with {method}()')
        if not callable(callback):
            raise TypeError(f'a callable object was expected by {method}(), got {callback!r}')

    def _check_thread(self):
        if self._thread_id is not None and _thread.get_ident() != self._thread_id:
            raise RuntimeError('Non-thread-safe operation invoked on an event loop other than the current one')

    # What went wrong.

    def get_exception_handler(self):
        """Return an exception handler, or None if the default one is in use."""
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Set handler as the new event loop exception handler.

        If handler is None, the default exception handler will
        be set.

        If handler is a callable object, it should have a
        signature matching '(loop, context)', where 'loop'
        will be a reference to the active event loop, 'context'
        will be a dict object (see `call_exception_handler()`
        documentation for details about context).
        """
        if handler is not None and not callable(handler):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Log what went wrong: the message, everything else that is known, and the exception."""
        message = context.get('message') or 'Unhandled exception in event loop'
        e = context.get('exception')
        exc_info = (type(e), e, e.__traceback__) if e is not None else False
        current = self._current_handle
        if 'source_traceback' not in context and current is not None and current._source_traceback:
            context['handle_traceback'] = current._source_traceback
        lines = [message]
        for key in sorted(context):
            if key in ('message', 'exception'):
                continue
            value = context[key]
            if key in ('source_traceback', 'handle_traceback'):
                import traceback
                what = 'Object' if key == 'source_traceback' else 'Handle'
                stack = ''.join(traceback.format_list(value)).rstrip()
                value = f'{what} created at (most recent call last):\n{stack}'
                lines.append(value if key == 'handle_traceback' else f'{key}: {value}')
                continue
            lines.append(f'{key}: {value!r}')
        logger.error('\n'.join(lines), exc_info=exc_info)
        from _traceback import explains, is_colored
        if explains():
            from _diagnostics import lost_exception
            import sys
            sys.stderr.write(lost_exception(context, is_colored()))

    def call_exception_handler(self, context):
        """Tell the exception handler, the program's or the default one, what went wrong.

        The context is a dict with 'message', and what else is known: 'exception', 'future', 'task', 'handle', 'protocol',
        'transport', 'socket', 'asyncgen', 'source_traceback', 'handle_traceback'.
        """
        if self._exception_handler is None:
            try:
                self.default_exception_handler(context)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException:
                logger.error('Exception in default exception handler', exc_info=True)
            return
        try:
            self._exception_handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            try:
                self.default_exception_handler({
                    'message': 'Unhandled error in exception handler', 'exception': e, 'context': context})
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException:
                logger.error('Exception in default exception handler while handling an unexpected error '
                             'in custom exception handler', exc_info=True)


def __getattr__(name):
    if name == 'Server':
        from .connections import Server
        return Server
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
