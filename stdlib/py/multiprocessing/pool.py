"""Pools of workers that make calls: processes, or threads with the same interface."""

import collections
import itertools
import os
import queue
import threading
import time
import traceback
import types
import warnings

from . import TimeoutError, context, util
from .connection import wait

__all__ = ['Pool', 'ThreadPool']

INIT, RUN, CLOSE, TERMINATE = "INIT", "RUN", "CLOSE", "TERMINATE"

_job_counter = itertools.count()


def _map_chunk(args):
    return list(map(*args))


def _starmap_chunk(args):
    return list(itertools.starmap(args[0], args[1]))


class RemoteTraceback(Exception):
    """The traceback of another process, as text."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    """An exception that is sent together with its traceback."""

    def __init__(self, exc, tb):
        text = ''.join(traceback.format_exception(type(exc), exc, tb))
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = '\n"""\n%s"""' % text

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    """Return an exception whose cause is the traceback that it had elsewhere."""
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """Wraps possible unpickleable errors, so they can be safely sent through the socket."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return "Error sending result: '%s'. Reason: '%s'" % (self.value, self.exc)

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, self)


def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None, wrap_exception=False):
    """What a worker does: take calls until there is None, and give back what comes of them."""
    if maxtasks is not None and not (isinstance(maxtasks, int) and maxtasks >= 1):
        raise AssertionError("Maxtasks {!r} is not valid".format(maxtasks))
    if hasattr(inqueue, '_writer'):
        inqueue._writer.close()
        outqueue._reader.close()
    if initializer is not None:
        initializer(*initargs)
    completed = 0
    while maxtasks is None or completed < maxtasks:
        try:
            task = inqueue.get()
        except (EOFError, OSError):
            break
        if task is None:
            break
        job, i, func, args, kwds = task
        try:
            result = (True, func(*args, **kwds))
        except Exception as e:
            if wrap_exception and func is not _helper_reraises_exception:
                e = ExceptionWithTraceback(e, e.__traceback__)
            result = (False, e)
        try:
            outqueue.put((job, i, result))
        except Exception as e:
            outqueue.put((job, i, (False, MaybeEncodingError(e, result[1]))))
        task = job = result = func = args = kwds = None
        completed += 1


def _helper_reraises_exception(ex):
    raise ex


class Pool(object):
    """Class which supports an async version of applying functions to arguments."""

    _wrap_exception = True

    @staticmethod
    def Process(ctx, *args, **kwds):
        return ctx.Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._pool = []
        self._state = INIT
        self._ctx = context or get_context()
        self._setup_queues()
        self._taskqueue = queue.SimpleQueue()
        self._cache = {}
        self._maxtasksperchild = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        if processes is None:
            processes = os.cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._processes = processes
        self._workers_ended = False
        self._change, self._changed = self._ctx.Pipe(duplex=False) if self._ctx is not None else (None, None)
        try:
            self._repopulate()
        except Exception:
            for p in self._pool:
                if p.exitcode is None:
                    p.terminate()
            for p in self._pool:
                p.join()
            raise
        self._threads = [threading.Thread(target=function, daemon=True)
                         for function in (self._handle_workers, self._handle_tasks, self._handle_results)]
        self._worker_handler, self._task_handler, self._result_handler = self._threads
        self._state = RUN
        for thread in self._threads:
            thread.start()
        self._terminate = util.Finalize(None, self._terminate_pool, exitpriority=15)

    def __del__(self, _warn=warnings.warn):
        if getattr(self, '_state', None) == RUN:
            _warn(f"unclosed running multiprocessing pool {self!r}", ResourceWarning, source=self)

    def __repr__(self):
        cls = self.__class__
        return f'<{cls.__module__}.{cls.__qualname__} state={self._state} pool_size={len(self._pool)}>'

    def _setup_queues(self):
        self._inqueue = self._ctx.SimpleQueue()
        self._outqueue = self._ctx.SimpleQueue()

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def _repopulate(self):
        for _ in range(self._processes - len(self._pool)):
            w = self.Process(self._ctx, target=worker, args=(
                self._inqueue, self._outqueue, self._initializer, self._initargs, self._maxtasksperchild,
                self._wrap_exception))
            w.name = w.name.replace('Process', 'PoolWorker')
            w.daemon = True
            w.start()
            self._pool.append(w)

    # --- the threads -----------------------------------------------------------------------------------------------

    def _handle_workers(self):
        """Replace workers that have ended, until the pool is closed and all is done."""
        while self._state == RUN or self._cache and self._state != TERMINATE:
            sentinels = [w.sentinel for w in self._pool]
            ready = wait([self._change, *sentinels])
            if self._change in ready:
                self._change.recv_bytes()
            for w in [w for w in self._pool if w.exitcode is not None]:
                w.join()
                self._pool.remove(w)
            if self._state == RUN or self._cache and self._state != TERMINATE:
                self._repopulate()
        self._taskqueue.put(None)

    def _handle_tasks(self):
        """Send calls to the workers."""
        while True:
            batch = self._taskqueue.get()
            if batch is None:
                break
            tasks, set_length = batch
            job = i = None
            try:
                for i, task in enumerate(tasks):
                    if self._state == TERMINATE:
                        break
                    job = task[0]
                    try:
                        self._inqueue.put(task)
                    except Exception as e:
                        self._deliver(job, task[1], (False, e))
                if set_length:
                    set_length(0 if i is None else i + 1)
            finally:
                tasks = task = batch = None
        # Everybody is told that there will be no more.
        try:
            self._end_results()
            for _ in self._pool:
                self._inqueue.put(None)
        except OSError:
            pass

    def _end_results(self):
        lock = self._outqueue._wlock
        held = lock.acquire(False)
        # A worker that was ended while it held the lock does not give it back.
        while not held and not self._workers_ended:
            held = lock.acquire(True, 0.05)
        try:
            self._outqueue._writer.send(None)
        finally:
            if held:
                lock.release()

    def _handle_results(self):
        """Give results to those who wait for them."""
        ended = False
        while not ended or self._cache and self._state != TERMINATE:
            try:
                result = self._outqueue.get()
            except (OSError, EOFError):
                return
            if result is None:
                ended = True
                continue
            self._deliver(*result)
            result = None

    def _deliver(self, job, i, outcome):
        waiting = self._cache.get(job)
        if waiting is not None:
            waiting._set(i, outcome)
        if not self._cache and self._state != RUN:
            self._notify()

    def _notify(self):
        self._changed.send_bytes(b'.')

    # --- calls -----------------------------------------------------------------------------------------------------

    def apply(self, func, args=(), kwds={}):
        """Equivalent of `func(*args, **kwds)`. Pool must be running."""
        return self.apply_async(func, args, kwds).get()

    def map(self, func, iterable, chunksize=None):
        """Apply `func` to each element in `iterable`, collecting the results in a list that is returned."""
        return self._map_async(func, iterable, _map_chunk, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        """Like `map()` method but the elements of the `iterable` are expected to be iterables as well and will be unpacked
        as arguments."""
        return self._map_async(func, iterable, _starmap_chunk, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Asynchronous version of `starmap()` method."""
        return self._map_async(func, iterable, _starmap_chunk, chunksize, callback, error_callback)

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Asynchronous version of `map()` method."""
        return self._map_async(func, iterable, _map_chunk, chunksize, callback, error_callback)

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """Asynchronous version of `apply()` method."""
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._taskqueue.put(([(result._job, 0, func, args, kwds)], None))
        return result

    def _map_async(self, func, iterable, helper, chunksize=None, callback=None, error_callback=None):
        self._check_running()
        if not hasattr(iterable, '__len__'):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), len(self._pool) * 4)
            chunksize += bool(extra)
        if len(iterable) == 0:
            chunksize = 0
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        tasks = ((result._job, i, helper, ((func, chunk),), {}) for i, chunk in enumerate(_chunks(iterable, chunksize)))
        self._taskqueue.put((self._guarded(tasks, result), None))
        return result

    def _guarded(self, tasks, result):
        """Yield tasks; what goes wrong when the arguments are taken is the outcome."""
        i = -1
        try:
            for i, task in enumerate(tasks):
                yield task
        except Exception as e:
            yield result._job, i + 1, _helper_reraises_exception, (e,), {}

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError("Chunksize must be 1+, not {0:n}".format(chunksize))
        result = kind(self)
        if chunksize == 1:
            tasks = ((result._job, i, func, (x,), {}) for i, x in enumerate(iterable))
            self._taskqueue.put((self._guarded(tasks, result), result._set_length))
            return result
        tasks = ((result._job, i, _map_chunk, ((func, chunk),), {}) for i, chunk in enumerate(_chunks(iterable, chunksize)))
        self._taskqueue.put((self._guarded(tasks, result), result._set_length))
        return (item for chunk in result for item in chunk)

    def imap(self, func, iterable, chunksize=1):
        """Equivalent of `map()` -- can be MUCH slower than `Pool.map()`."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """Like `imap()` method but ordering of results is arbitrary."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    # --- the end ---------------------------------------------------------------------------------------------------

    def close(self):
        """Take no more calls; the workers end when all is done."""
        if self._state == RUN:
            self._state = CLOSE
            self._notify()

    def terminate(self):
        """End at once."""
        self._terminate()

    def _terminate_pool(self):
        self._state = TERMINATE
        self._notify()
        # It may be about to replace a worker, which is to be ended with the others.
        self._worker_handler.join()
        self._stop_workers()
        self._workers_ended = True
        self._taskqueue.put(None)
        try:
            self._end_results()
        except OSError:
            pass
        if self._result_handler is not threading.current_thread():
            self._result_handler.join()

    def _stop_workers(self):
        for p in list(self._pool):
            if p.exitcode is None:
                p.terminate()
        for p in list(self._pool):
            p.join()

    def join(self):
        """Wait until the workers have ended. The pool must be closed or terminated."""
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        for thread in self._threads:
            thread.join()
        for p in list(self._pool):
            p.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')


def get_context():
    """Return the context that is the default one."""
    return context._default_context.get_context()


def _chunks(iterable, size):
    iterator = iter(iterable)
    while True:
        chunk = tuple(itertools.islice(iterator, size))
        if not chunk:
            return
        yield chunk


class ApplyResult(object):
    """Class whose instances are returned by `Pool.apply_async()`"""

    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        self._job = next(_job_counter)
        self._cache = pool._cache
        self._callback = callback
        self._error_callback = error_callback
        self._cache[self._job] = self

    def ready(self):
        """Return whether the call is over."""
        return self._event.is_set()

    def successful(self):
        """Return whether the call has returned. It must be over."""
        if not self.ready():
            raise ValueError("{0!r} not ready".format(self))
        return self._success

    def wait(self, timeout=None):
        """Wait until the call is over, or the time."""
        self._event.wait(timeout)

    def get(self, timeout=None):
        """Return what the call returned, or raise what it raised."""
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, obj):
        self._success, self._value = obj
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._event.set()
        del self._cache[self._job]
        self._pool = None

    __class_getitem__ = classmethod(types.GenericAlias)


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """The results of `map_async`."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._left = length // chunksize + bool(length % chunksize)

    def _set(self, i, outcome):
        self._left -= 1
        success, result = outcome
        if success and self._success:
            self._value[i * self._chunksize:(i + 1) * self._chunksize] = result
        elif not success and self._success:
            # Only the first error counts.
            self._success = False
            self._value = result
        if self._left > 0:
            return
        callback = self._callback if self._success else self._error_callback
        if callback:
            callback(self._value)
        del self._cache[self._job]
        self._event.set()
        self._pool = None


class IMapIterator(object):
    """The results of `imap`, in their order."""

    def __init__(self, pool):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock())
        self._job = next(_job_counter)
        self._cache = pool._cache
        self._items = collections.deque()
        self._index = 0
        self._length = None
        self._unsorted = {}
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """Return the next result; wait for it at most so long."""
        with self._cond:
            end = None if timeout is None else time.monotonic() + timeout
            while not self._items:
                if self._index == self._length:
                    self._pool = None
                    raise StopIteration from None
                left = None if end is None else end - time.monotonic()
                if left is not None and left <= 0:
                    raise TimeoutError from None
                self._cond.wait(left)
            success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _put(self, i, obj):
        self._unsorted[i] = obj
        while self._index in self._unsorted:
            self._items.append(self._unsorted.pop(self._index))
            self._index += 1

    def _set(self, i, obj):
        with self._cond:
            self._put(i, obj)
            self._cond.notify()
            self._end()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            self._cond.notify()
            self._end()

    def _end(self):
        if self._index == self._length and self._job in self._cache:
            pool = self._pool
            del self._cache[self._job]
            if pool is not None and not self._cache and pool._state != RUN:
                pool._notify()


class IMapUnorderedIterator(IMapIterator):
    """The results of `imap_unordered`, as they come."""

    def _put(self, i, obj):
        self._items.append(obj)
        self._index += 1


class ThreadPool(Pool):
    """A pool whose workers are threads."""

    _wrap_exception = False

    @staticmethod
    def Process(ctx, *args, **kwds):
        from .dummy import Process
        return Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=()):
        Pool.__init__(self, processes, initializer, initargs)

    def _setup_queues(self):
        self._inqueue = queue.SimpleQueue()
        self._outqueue = queue.SimpleQueue()

    def _end_results(self):
        self._outqueue.put(None)

    def _repopulate(self):
        if self._state == INIT:
            super()._repopulate()

    def _handle_workers(self):
        # Threads do not die: only the end of the pool is waited for.
        while self._state == RUN or self._cache and self._state != TERMINATE:
            self._change.recv_bytes()
        self._taskqueue.put(None)

    def _stop_workers(self):
        # Threads cannot be ended from outside: they are given nothing more.
        try:
            while True:
                self._inqueue.get(block=False)
        except queue.Empty:
            pass
        for _ in self._pool:
            self._inqueue.put(None)
