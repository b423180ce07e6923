"""The interface of `multiprocessing`, with threads in place of processes."""

import array
import queue
import sys
import threading
import weakref
from queue import Queue
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore

from .connection import Pipe

__all__ = [
    'Process', 'current_process', 'active_children', 'freeze_support', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore',
    'Condition', 'Event', 'Barrier', 'Queue', 'Manager', 'Pipe', 'Pool', 'JoinableQueue']


class DummyProcess(threading.Thread):
    """A thread that looks like a process."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}):
        threading.Thread.__init__(self, group, target, name, args, kwargs)
        self._pid = None
        self._children = weakref.WeakKeyDictionary()
        self._start_called = False
        self._parent = current_process()

    def start(self):
        """Start the thread."""
        if self._parent is not current_process():
            raise RuntimeError("Parent is {0!r} but current_process is {1!r}".format(self._parent, current_process()))
        self._start_called = True
        if hasattr(self._parent, '_children'):
            self._parent._children[self] = None
        threading.Thread.start(self)

    @property
    def exitcode(self):
        return 0 if self._start_called and not self.is_alive() else None


Process = DummyProcess
current_process = threading.current_thread
current_process()._children = weakref.WeakKeyDictionary()


def active_children():
    """Return the threads that run, of those that this one has started."""
    children = current_process()._children
    for p in list(children):
        if not p.is_alive():
            children.pop(p, None)
    return list(children)


def freeze_support():
    """Does nothing."""


class Namespace(object):
    """Attributes."""

    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = sorted('%s=%r' % item for item in self.__dict__.items() if not item[0].startswith('_'))
        return '%s(%s)' % (self.__class__.__name__, ', '.join(items))


dict = dict
list = list


def Array(typecode, sequence, lock=True):
    """Return an array."""
    return array.array(typecode, sequence)


class Value(object):
    """A value."""

    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = value

    def __repr__(self):
        return '<%s(%r, %r)>' % (type(self).__name__, self._typecode, self._value)


def Manager():
    """Return this module: threads share everything anyway."""
    return sys.modules[__name__]


def shutdown():
    """Does nothing."""


def Pool(processes=None, initializer=None, initargs=()):
    """Return a pool of threads."""
    from ..pool import ThreadPool
    return ThreadPool(processes, initializer, initargs)


JoinableQueue = queue.Queue
