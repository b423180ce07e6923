"""ProcessPoolExecutor: calls that are made by other processes.

One thread of the parent manages the pool: it hands out calls, takes in results, and notices when a worker has died.
"""

import itertools
import multiprocessing as mp
import multiprocessing.connection
import multiprocessing.queues
import os
import queue
import threading
import traceback
import weakref
from functools import partial

from concurrent.futures import _base

_threads_wakeups = weakref.WeakKeyDictionary()
_global_shutdown = False

# How many calls wait in the pipe for a worker that is ready sooner than the thread that hands out.
EXTRA_QUEUED_CALLS = 1


def _python_exit():
    """Let all pools finish their work before the program ends."""
    global _global_shutdown
    _global_shutdown = True
    items = list(_threads_wakeups.items())
    for _, wakeup in items:
        wakeup.wake()
    for thread, _ in items:
        thread.join()


threading._register_atexit(_python_exit)


class _Wakeup:
    """Wakes the managing thread."""

    def __init__(self):
        self._lock = threading.Lock()
        self.reader, self._writer = mp.Pipe(duplex=False)
        self._closed = False

    def wake(self):
        with self._lock:
            if not self._closed:
                self._writer.send_bytes(b'')

    def clear(self):
        while self.reader.poll():
            self.reader.recv_bytes()

    def close(self):
        with self._lock:
            if not self._closed:
                self._closed = True
                self._writer.close()
                self.reader.close()


class _RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class _ExceptionWithTraceback:
    """An exception that is sent together with its traceback, as text."""

    def __init__(self, exc, tb):
        text = ''.join(traceback.format_exception(type(exc), exc, tb))
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = '\n"""\n%s"""' % text

    def __reduce__(self):
        return _rebuild_exc, (self.exc, self.tb)


def _rebuild_exc(exc, tb):
    exc.__cause__ = _RemoteTraceback(tb)
    return exc


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chunks(size, *iterables):
    iterator = zip(*iterables)
    while True:
        chunk = tuple(itertools.islice(iterator, size))
        if not chunk:
            return
        yield chunk


def _worker(calls, results, initializer, initargs, max_tasks=None):
    """What a process of the pool does. It answers with the number of the call, an exception or None, and the result."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base.LOGGER.critical('Exception in initializer:', exc_info=True)
            # The parent notices that this process has gone.
            return
    done = 0
    while True:
        call = calls.get()
        if call is None:
            results.put(os.getpid())
            return
        number, fn, args, kwargs = call
        try:
            answer = (number, None, fn(*args, **kwargs))
        except BaseException as e:
            answer = (number, _ExceptionWithTraceback(e, e.__traceback__), None)
        done += 1
        leaves = os.getpid() if max_tasks is not None and done >= max_tasks else None
        try:
            results.put(answer + (leaves,))
        except Exception as e:
            results.put((number, _ExceptionWithTraceback(e, e.__traceback__), None, leaves))
        del call, fn, args, kwargs, answer
        if leaves is not None:
            return


class _Calls(mp.queues.Queue):
    """The queue of calls: what cannot be sent is an error of its future."""

    def __init__(self, maxsize, *, ctx, pending, wakeup):
        self._pending = pending
        self._wakeup = wakeup
        super().__init__(maxsize, ctx=ctx)

    def _on_error(self, e, obj):
        item = self._pending.pop(obj[0], None)
        if item is not None:
            text = ''.join(traceback.format_exception(type(e), e, e.__traceback__))
            e.__cause__ = _RemoteTraceback('\n"""\n%s"""' % text)
            item.future.set_exception(e)
        self._wakeup.wake()


class BrokenProcessPool(_base.BrokenExecutor):
    """Raised when a process in a ProcessPoolExecutor terminated abruptly while a future was in the running state."""


class _Manager(threading.Thread):
    """The thread that manages a pool. It does not keep the executor, so that the end of that is noticed."""

    def __init__(self, executor):
        super().__init__()
        self.wakeup = executor._wakeup
        self.lock = executor._shutdown_lock
        # When the executor goes without a shutdown, the thread learns so.
        wakeup = self.wakeup
        self.executor = weakref.ref(executor, lambda _: wakeup.wake())
        self.processes = executor._processes
        self.calls = executor._calls
        self.results = executor._results
        self.work_ids = executor._work_ids
        self.pending = executor._pending
        self.idle = executor._idle

    def run(self):
        while True:
            self.hand_out()
            answer, broken, cause = self.wait()
            if broken:
                return self.finish_broken(cause)
            if answer is not None:
                self.take(answer)
                del answer
            executor = self.executor()
            over = _global_shutdown or executor is None or executor._shutdown
            if over:
                if executor is not None:
                    executor._shutdown = True
                    if executor._cancel_pending:
                        self.cancel_pending()
                        executor._cancel_pending = False
                if not self.pending:
                    return self.finish()
            del executor

    def hand_out(self):
        """Put calls in the queue as long as there is room."""
        while not self.calls.full():
            try:
                number = self.work_ids.get(block=False)
            except queue.Empty:
                return
            item = self.pending[number]
            if item.future.set_running_or_notify_cancel():
                self.calls.put((number, item.fn, item.args, item.kwargs))
            else:
                del self.pending[number]

    def wait(self):
        """Wait for an answer, for somebody who wakes this thread, or for the end of a process.

        Returns the answer, whether the pool is broken, and by what.
        """
        reader = self.results._reader
        sentinels = [p.sentinel for p in list(self.processes.values())]
        ready = mp.connection.wait([reader, self.wakeup.reader, *sentinels])
        if reader in ready:
            try:
                return self.results.get(), False, None
            except BaseException as e:
                return None, True, ''.join(traceback.format_exception(e))
        if self.wakeup.reader in ready:
            self.wakeup.clear()
            return None, False, None
        return None, True, None

    def take(self, answer):
        """Give a result to its future."""
        if isinstance(answer, int):
            process = self.processes.pop(answer)
            process.join()
            return
        number, exception, result, leaves = answer
        item = self.pending.pop(number, None)
        if item is not None:
            if exception is not None:
                item.future.set_exception(exception)
            else:
                item.future.set_result(result)
        del item
        executor = self.executor()
        if leaves is not None:
            self.processes.pop(leaves).join()
            if executor is not None and (self.pending or not executor._shutdown):
                executor._start_process()
        elif executor is not None:
            executor._idle.release()

    def cancel_pending(self):
        """Cancel what has not been handed out."""
        kept = {}
        for number, item in self.pending.items():
            if not item.future.cancel():
                kept[number] = item
        self.pending.clear()
        self.pending.update(kept)
        while True:
            try:
                self.work_ids.get_nowait()
            except queue.Empty:
                return

    def finish_broken(self, cause):
        """A process has died: nothing can be relied on any more."""
        executor = self.executor()
        if executor is not None:
            executor._broken = 'A child process terminated abruptly, the process pool is not usable anymore'
            executor._shutdown = True
        del executor
        error = BrokenProcessPool('A process in the process pool was terminated abruptly while the future was running or pending.')
        if cause is not None:
            error.__cause__ = _RemoteTraceback("\n'''\n%s'''" % cause)
        for item in list(self.pending.values()):
            item.future.set_exception(error)
        self.pending.clear()
        for process in list(self.processes.values()):
            process.terminate()
        self.calls.close()
        self.calls.cancel_join_thread()
        self.end()

    def finish(self):
        """Let all processes end."""
        alive = sum(p.is_alive() for p in self.processes.values())
        for _ in range(alive):
            self.calls.put(None)
        self.calls.close()
        self.calls.join_thread()
        self.end()

    def end(self):
        with self.lock:
            self.wakeup.close()
        for process in list(self.processes.values()):
            process.join()


class ProcessPoolExecutor(_base.Executor):
    """An executor whose calls are made by processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        """Make a pool of at most so many processes, which call `initializer(*initargs)` first.

        With `max_tasks_per_child` a process makes so many calls and is replaced by another one then.
        """
        if max_workers is None:
            max_workers = os.cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if mp_context is None:
            mp_context = mp.get_context('spawn') if max_tasks_per_child is not None else mp.get_context()
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if mp_context.get_start_method(allow_none=False) == "fork":
                raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; "
                                 "supply a different mp_context.")
        self._max_workers = max_workers
        self._mp_context = mp_context
        self._initializer = initializer
        self._initargs = initargs
        self._max_tasks_per_child = max_tasks_per_child
        self._manager = None
        self._processes = {}
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._idle = threading.Semaphore(0)
        self._broken = False
        self._count = 0
        self._pending = {}
        self._cancel_pending = False
        self._wakeup = _Wakeup()
        self._calls = _Calls(max_workers + EXTRA_QUEUED_CALLS, ctx=mp_context, pending=self._pending, wakeup=self._wakeup)
        self._results = mp_context.SimpleQueue()
        self._work_ids = queue.Queue()

    def _start_process(self):
        process = self._mp_context.Process(
            target=_worker, args=(self._calls, self._results, self._initializer, self._initargs, self._max_tasks_per_child))
        process.start()
        self._processes[process.pid] = process

    def _start_manager(self):
        if self._manager is None:
            if self._mp_context.get_start_method(allow_none=False) == 'fork':
                # To fork while threads run is asking for trouble: all processes are made now.
                for _ in range(self._max_workers):
                    self._start_process()
            self._manager = _Manager(self)
            self._manager.start()
            _threads_wakeups[self._manager] = self._wakeup

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _global_shutdown:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            future = _base.Future()
            self._pending[self._count] = _WorkItem(future, fn, args, kwargs)
            self._work_ids.put(self._count)
            self._count += 1
            if self._mp_context.get_start_method(allow_none=False) != 'fork':
                if not self._idle.acquire(blocking=False) and len(self._processes) < self._max_workers:
                    self._start_process()
            self._start_manager()
            self._wakeup.wake()
            return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        results = super().map(partial(_process_chunk, fn), _chunks(chunksize, *iterables), timeout=timeout)
        return _flattened(results)

    map.__doc__ = _base.Executor.map.__doc__

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._cancel_pending = cancel_futures
            self._shutdown = True
            if self._manager is not None:
                self._wakeup.wake()
        if self._manager is not None and wait:
            self._manager.join()
        # What the pool needed is freed; the thread keeps what it still needs.
        self._manager = None
        self._calls = None
        self._results = None

    shutdown.__doc__ = _base.Executor.shutdown.__doc__


def _flattened(chunks):
    """The items of all chunks; no chunk is kept longer than needed."""
    for chunk in chunks:
        chunk.reverse()
        while chunk:
            yield chunk.pop()
