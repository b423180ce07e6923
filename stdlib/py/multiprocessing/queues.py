"""Queues between processes."""

import collections
import os
import pickle
import threading
import time
import types
import weakref
from queue import Empty, Full

from _multiprocessing import receive, send as send_message, send_framed, slot, take, take_held

from . import connection, context, util
from .synchronize import SEM_VALUE_MAX, CountingLock

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']

_sentinel = object()

# So many bytes are sent together, and no more are waited for.
_TOGETHER = 1 << 16


class _Outbox:
    """What the threads of a process have put, and one of them is to send."""

    __slots__ = ('items', 'is_waiting', 'gate')

    def __init__(self):
        self.items = collections.deque()
        self.is_waiting = False
        # Held while there is nothing to send.
        self.gate = threading.Lock()
        self.gate.acquire()

    def __len__(self):
        return len(self.items)

    def put(self, obj):
        self.items.append(obj)
        if self.is_waiting:
            self.is_waiting = False
            try:
                self.gate.release()
            except RuntimeError:
                # Another thread has done so.
                pass

    def get(self):
        while not self.items:
            self.is_waiting = True
            if not self.items:
                self.gate.acquire()
        self.is_waiting = False
        return self.items.popleft()


class Queue(object):
    """A queue whose puts do not wait: a thread sends what has been put."""

    def __init__(self, maxsize=0, *, ctx):
        self._maxsize = maxsize if maxsize > 0 else SEM_VALUE_MAX
        self._reader, self._writer = connection.Pipe(duplex=False)
        # It counts the items that have been taken out.
        self._rlock = CountingLock()
        self._wlock = ctx.Lock()
        # How much room there is, if there is a limit; else how many items have been sent.
        self._sem = ctx.Semaphore(maxsize) if maxsize > 0 else None
        self._sent = ctx.Semaphore(0) if maxsize <= 0 else None
        self._opid = os.getpid()
        self._ignore_epipe = False
        self._reset()
        util.register_after_fork(self, Queue._reset)

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._ignore_epipe, self._maxsize, self._reader, self._writer, self._rlock, self._wlock, self._sem,
                self._sent, self._opid)

    def __setstate__(self, state):
        (self._ignore_epipe, self._maxsize, self._reader, self._writer, self._rlock, self._wlock, self._sem,
         self._sent, self._opid) = state
        self._reset()

    def _reset(self):
        self._outbox = _Outbox()
        self._starting = threading.Lock()
        self._thread = None
        self._jointhread = None
        self._joincancelled = False
        self._closed = False
        self._close = None
        self._reading = self._rlock._semlock

    def put(self, obj, block=True, timeout=None):
        """Put something in. If the queue is full, wait until it is not, or raise Full."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if self._sem is not None and not self._sem.acquire(block, timeout):
            raise Full
        if self._thread is None:
            self._start_thread()
        self._outbox.put(obj)

    def get(self, block=True, timeout=None):
        """Take something out. If the queue is empty, wait until it is not, or raise Empty."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        reading = self._reading
        try:
            if block and timeout is None:
                data = take(self._reader._fd, reading)
            else:
                end = time.monotonic() + timeout if block else None
                if not reading.acquire(block, timeout):
                    raise Empty
                left = max(0.0, end - time.monotonic()) if block else 0.0
                if not self._reader.poll(left):
                    raise Empty
                data = take_held(self._reader._fd, reading)
        except BaseException:
            if reading._is_mine():
                reading.release()
            raise
        if self._sem is not None:
            self._sem.release()
        return pickle.loads(data)

    def qsize(self):
        """Return about how many items there are."""
        if self._sem is not None:
            return self._maxsize - self._sem.get_value()
        for _ in range(1000):
            sent = self._sent.get_value()
            taken = self._reading._get_value() - 1
            if taken >= 0:
                return sent - taken + len(self._outbox)
            # Somebody is taking an item out, or waits for one.
            if not self._reader.poll():
                break
            os.sched_yield()
        return len(self._outbox)

    def empty(self):
        """Return whether there is nothing to get just now."""
        return not self._reader.poll()

    def full(self):
        """Return whether there is no room just now."""
        return self._sem is not None and self._sem._semlock._is_zero()

    def get_nowait(self):
        """Take something out, or raise Empty."""
        return self.get(False)

    def put_nowait(self, obj):
        """Put something in, or raise Full."""
        return self.put(obj, False)

    def close(self):
        """Put no more in; what has been put is still sent."""
        self._closed = True
        close, self._close = self._close, None
        if close:
            close()

    def join_thread(self):
        """Wait until all has been sent. The queue must be closed."""
        assert self._closed, "Queue {0!r} not closed".format(self)
        if self._jointhread:
            self._jointhread()

    def cancel_join_thread(self):
        """Do not wait at the end of the process until all has been sent."""
        self._joincancelled = True
        if self._jointhread:
            self._jointhread.cancel()

    def _start_thread(self):
        with self._starting:
            if self._thread is None:
                self._start_thread_now()

    def _start_thread_now(self):
        self._thread = threading.Thread(
            target=Queue._feed, name='QueueFeederThread', daemon=True,
            args=(self._outbox, self._writer, self._wlock, self._sem, self._sent, self._on_error))
        self._thread.start()
        if not self._joincancelled:
            self._jointhread = util.Finalize(self._thread, Queue._finalize_join, [weakref.ref(self._thread)], exitpriority=-5)
        self._close = util.Finalize(self, self._outbox.put, [_sentinel], exitpriority=10)

    @staticmethod
    def _finalize_join(reference):
        thread = reference()
        if thread is not None:
            thread.join()

    @staticmethod
    def _feed(outbox, writer, wlock, sem, sent, on_error):
        obj = None
        while obj is not _sentinel:
            # What is there already is sent together.
            messages, size = [], 0
            obj = outbox.get()
            while obj is not _sentinel:
                try:
                    message = slot(pickle.dumps(obj))
                    messages.append(message)
                    size += len(message)
                except Exception as e:
                    if util.is_exiting():
                        return
                    # What cannot be sent takes no room.
                    if sem is not None:
                        sem.release()
                    on_error(e, obj)
                if size > _TOGETHER or not outbox.items:
                    break
                obj = outbox.get()
            if not messages:
                continue
            try:
                with wlock:
                    # Counted first: who takes one out must find that it was.
                    if sent is not None:
                        sent._semlock._add(len(messages))
                    send_framed(writer._fd, messages[0] if len(messages) == 1 else b''.join(messages))
            except Exception as e:
                if util.is_exiting():
                    return
                if sem is not None:
                    sem._semlock._add(len(messages))
                on_error(e, obj)

    def _on_error(self, e, obj):
        import traceback
        traceback.print_exc()

    __class_getitem__ = classmethod(types.GenericAlias)


class JoinableQueue(Queue):
    """A queue that knows which of its items are done."""

    def __init__(self, maxsize=0, *, ctx):
        Queue.__init__(self, maxsize, ctx=ctx)
        self._unfinished_tasks = ctx.Semaphore(0)
        self._cond = ctx.Condition()

    def __getstate__(self):
        return Queue.__getstate__(self) + (self._cond, self._unfinished_tasks)

    def __setstate__(self, state):
        Queue.__setstate__(self, state[:-2])
        self._cond, self._unfinished_tasks = state[-2:]

    def put(self, obj, block=True, timeout=None):
        """Put something in that is to be done."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if self._sem is not None and not self._sem.acquire(block, timeout):
            raise Full
        with self._cond:
            if self._thread is None:
                self._start_thread()
            self._unfinished_tasks.release()
            self._outbox.put(obj)

    def task_done(self):
        """Say that what was taken out is done."""
        with self._cond:
            if not self._unfinished_tasks.acquire(False):
                raise ValueError('task_done() called too many times')
            if self._unfinished_tasks._semlock._is_zero():
                self._cond.notify_all()

    def join(self):
        """Wait until all is done."""
        with self._cond:
            if not self._unfinished_tasks._semlock._is_zero():
                self._cond.wait()


class SimpleQueue(object):
    """A pipe with two locks."""

    def __init__(self, *, ctx):
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = ctx.Lock()
        self._wlock = ctx.Lock()

    def close(self):
        """Close both ends."""
        self._reader.close()
        self._writer.close()

    def empty(self):
        """Return whether there is nothing to get just now."""
        return not self._reader.poll()

    def __getstate__(self):
        context.assert_spawning(self)
        return self._reader, self._writer, self._rlock, self._wlock

    def __setstate__(self, state):
        self._reader, self._writer, self._rlock, self._wlock = state

    def get(self):
        """Take something out; wait for it."""
        with self._rlock._semlock:
            data = receive(self._reader._fd)
        return pickle.loads(data)

    def put(self, obj):
        """Put something in."""
        data = pickle.dumps(obj)
        with self._wlock._semlock:
            send_message(self._writer._fd, data)

    __class_getitem__ = classmethod(types.GenericAlias)
