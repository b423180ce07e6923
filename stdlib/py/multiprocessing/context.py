"""Contexts: the functions of the package, for one way of starting processes."""

import os
import threading

from . import process

__all__ = ()


class ProcessError(Exception):
    pass


class BufferTooShort(ProcessError):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


class BaseContext(object):
    """What all contexts have."""

    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """Returns the number of CPUs in the system"""
        count = os.cpu_count()
        if count is None:
            raise NotImplementedError('cannot determine number of cpus')
        return count

    def Manager(self):
        """Returns a manager associated with a running server process"""
        from .managers import SyncManager
        manager = SyncManager(ctx=self.get_context())
        manager.start()
        return manager

    def Pipe(self, duplex=True):
        """Returns two connection object connected by a pipe"""
        from .connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        """Returns a non-recursive lock object"""
        from .synchronize import Lock
        return Lock(ctx=self.get_context())

    def RLock(self):
        """Returns a recursive lock object"""
        from .synchronize import RLock
        return RLock(ctx=self.get_context())

    def Condition(self, lock=None):
        """Returns a condition object"""
        from .synchronize import Condition
        return Condition(lock, ctx=self.get_context())

    def Semaphore(self, value=1):
        """Returns a semaphore object"""
        from .synchronize import Semaphore
        return Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value=1):
        """Returns a bounded semaphore object"""
        from .synchronize import BoundedSemaphore
        return BoundedSemaphore(value, ctx=self.get_context())

    def Event(self):
        """Returns an event object"""
        from .synchronize import Event
        return Event(ctx=self.get_context())

    def Barrier(self, parties, action=None, timeout=None):
        """Returns a barrier object"""
        from .synchronize import Barrier
        return Barrier(parties, action, timeout, ctx=self.get_context())

    def Queue(self, maxsize=0):
        """Returns a queue object"""
        from .queues import Queue
        return Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize=0):
        """Returns a queue object"""
        from .queues import JoinableQueue
        return JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self):
        """Returns a queue object"""
        from .queues import SimpleQueue
        return SimpleQueue(ctx=self.get_context())

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """Returns a process pool object"""
        from .pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        """Returns a shared object"""
        from .sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """Returns a shared array"""
        from .sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        """Returns a synchronized shared object"""
        from .sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """Returns a synchronized shared array"""
        from .sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def freeze_support(self):
        """Does nothing: only programs frozen for Windows need it."""

    def get_logger(self):
        """Return package logger -- if it does not already exist then it is created."""
        from .util import get_logger
        return get_logger()

    def log_to_stderr(self, level=None):
        """Turn on logging and add a handler which prints to stderr"""
        from .util import log_to_stderr
        return log_to_stderr(level)

    def allow_connection_pickling(self):
        """Does nothing: connections can be sent to children anyway."""

    def set_executable(self, executable):
        """Sets the program that runs spawned processes."""
        from . import _start
        _start.executable = os.fsdecode(executable)

    def set_forkserver_preload(self, module_names):
        """Set list of module names to try to load in forkserver process."""
        raise ValueError('forkserver is not supported')

    def get_context(self, method=None):
        """Return the context of a way of starting processes."""
        if method is None:
            return self
        try:
            return _contexts[method]
        except KeyError:
            raise ValueError('cannot find context for %r' % method) from None

    def get_start_method(self, allow_none=False):
        """Return the name of this way of starting processes."""
        return self._name

    def set_start_method(self, method, force=False):
        """Only the default context can be changed."""
        raise ValueError('cannot set start method of concrete context')


class Process(process.BaseProcess):
    """A process that is started as the default context says."""

    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        return _default_context.get_context().Process._Popen(process_obj)


class ForkProcess(process.BaseProcess):
    """A process that is a copy of the one that starts it."""

    _start_method = 'fork'

    @staticmethod
    def _Popen(process_obj):
        from ._start import Fork
        return Fork(process_obj)


class SpawnProcess(process.BaseProcess):
    """A process that is a new program."""

    _start_method = 'spawn'

    @staticmethod
    def _Popen(process_obj):
        from ._start import Spawn
        return Spawn(process_obj)


class ForkContext(BaseContext):
    _name = 'fork'
    Process = ForkProcess


class SpawnContext(BaseContext):
    _name = 'spawn'
    Process = SpawnProcess


_contexts = {'fork': ForkContext(), 'spawn': SpawnContext()}


class DefaultContext(BaseContext):
    """The context of the package's own functions; which way it is can be chosen once."""

    Process = Process

    def __init__(self, context):
        self._default = context
        self._actual = None

    def get_context(self, method=None):
        if method is not None:
            return super().get_context(method)
        if self._actual is None:
            self._actual = self._default
        return self._actual

    def set_start_method(self, method, force=False):
        """Choose how processes are started."""
        if self._actual is not None and not force:
            raise RuntimeError('context has already been set')
        self._actual = None if method is None and force else self.get_context(method)

    def get_start_method(self, allow_none=False):
        """Return the name of the way that has been chosen."""
        if self._actual is None:
            if allow_none:
                return None
            self._actual = self._default
        return self._actual._name

    def get_all_start_methods(self):
        """Returns a list of the supported start methods, default first."""
        return list(_contexts)


_default_context = DefaultContext(_contexts['fork'])

# The child that is being started as a new program, while what it needs is written down for it.
_spawning = threading.local()


def get_spawning_popen():
    """Return the child that is being started by this thread, or None."""
    return getattr(_spawning, 'popen', None)


def set_spawning_popen(popen):
    """Note which child is being started by this thread."""
    _spawning.popen = popen


def assert_spawning(obj):
    """Raise an error unless a child is being started."""
    if get_spawning_popen() is None:
        raise RuntimeError('%s objects should only be shared between processes through inheritance' % type(obj).__name__)
