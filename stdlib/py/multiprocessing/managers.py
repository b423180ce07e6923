"""Managers: processes that keep objects, which others use through proxies.

`_server` is what such a process does, and `_proxies` has what stands for an object elsewhere.
"""

import array
import os
import queue
import signal
import threading

from . import connection, context, pool, process, util
from ._proxies import (
    AcquirerProxy, ArrayProxy, AutoProxy, BarrierProxy, BaseProxy, ConditionProxy, DictProxy, EventProxy, IteratorProxy,
    ListProxy, MakeProxyType, NamespaceProxy, PoolProxy, RebuildProxy, ValueProxy)
from ._server import RemoteError, Server, Token, call

__all__ = ['BaseManager', 'SyncManager', 'BaseProxy', 'Token', 'SharedMemoryManager']


class State(object):
    """How far a manager is."""

    __slots__ = ['value']
    INITIAL = 0
    STARTED = 1
    SHUTDOWN = 2


class BaseManager(object):
    """Base class for managers: what kinds of objects there are is registered."""

    _registry = {}
    _Server = Server

    def __init__(self, address=None, authkey=None, serializer='pickle', ctx=None, *, shutdown_timeout=1.0):
        if serializer != 'pickle':
            raise ValueError(f'the serializer {serializer!r} is not supported')
        self._address = address
        self._authkey = process.AuthenticationString(process.current_process().authkey if authkey is None else authkey)
        self._state = State()
        self._state.value = State.INITIAL
        self._serializer = serializer
        self._ctx = ctx or context._default_context.get_context()
        self._shutdown_timeout = shutdown_timeout

    def get_server(self):
        """Return server object with serve_forever() method and address attribute"""
        self._check_initial()
        return self._Server(self._registry, self._address, self._authkey)

    def _check_initial(self):
        if self._state.value == State.STARTED:
            raise context.ProcessError("Already started server")
        if self._state.value == State.SHUTDOWN:
            raise context.ProcessError("Manager has shut down")

    def connect(self):
        """Connect manager object to the server process"""
        call(self._address, self._authkey, None, 'dummy')
        self._state.value = State.STARTED

    def start(self, initializer=None, initargs=()):
        """Spawn a server process for this manager object"""
        self._check_initial()
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        reader, writer = connection.Pipe(duplex=False)
        self._process = self._ctx.Process(target=type(self)._run_server, args=(
            self._registry, self._address, bytes(self._authkey), writer, initializer, initargs))
        ident = ':'.join(str(i) for i in self._process._identity)
        self._process.name = type(self).__name__ + '-' + ident
        self._process.start()
        writer.close()
        self._address = reader.recv()
        reader.close()
        self._state.value = State.STARTED
        self.shutdown = util.Finalize(
            self, type(self)._finalize_manager,
            args=(self._process, self._address, self._authkey, self._state, self._shutdown_timeout), exitpriority=0)

    @classmethod
    def _run_server(cls, registry, address, authkey, writer, initializer=None, initargs=()):
        # An interrupt from the keyboard is for those who use the objects; they end this process.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if initializer is not None:
            initializer(*initargs)
        server = cls._Server(registry, address, authkey)
        writer.send(server.address)
        writer.close()
        util.info('manager serving at %r', server.address)
        server.serve_forever()

    @staticmethod
    def _finalize_manager(child, address, authkey, state, shutdown_timeout):
        if child.is_alive():
            try:
                call(address, authkey, None, 'shutdown')
            except Exception:
                pass
            child.join(timeout=shutdown_timeout)
            if child.is_alive():
                child.terminate()
                child.join(timeout=shutdown_timeout)
                if child.is_alive():
                    child.kill()
                    child.join()
        state.value = State.SHUTDOWN

    def _create(self, typeid, /, *args, **kwds):
        """Create a new shared object; return the token and exposed tuple"""
        assert self._state.value == State.STARTED, 'server not yet started'
        ident, exposed = call(self._address, self._authkey, None, 'create', (typeid, args, kwds))
        return Token(typeid, self._address, ident), exposed

    def join(self, timeout=None):
        """Join the manager process (if it has been spawned)"""
        if getattr(self, '_process', None) is not None:
            self._process.join(timeout)
            if not self._process.is_alive():
                self._process = None

    def _debug_info(self):
        """Return some info about the servers shared objects and connections"""
        return call(self._address, self._authkey, None, 'debug_info')

    def _number_of_objects(self):
        """Return the number of shared objects"""
        return call(self._address, self._authkey, None, 'number_of_objects')

    def __enter__(self):
        if self._state.value == State.INITIAL:
            self.start()
        if self._state.value != State.STARTED:
            raise context.ProcessError("Unable to start server")
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown()

    @property
    def address(self):
        return self._address

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        """Register a typeid with the manager type"""
        if '_registry' not in cls.__dict__:
            cls._registry = cls._registry.copy()
        if proxytype is None:
            proxytype = AutoProxy
        exposed = exposed or getattr(proxytype, '_exposed_', None)
        method_to_typeid = method_to_typeid or getattr(proxytype, '_method_to_typeid_', None)
        if method_to_typeid:
            for key, value in list(method_to_typeid.items()):
                assert type(key) is str, '%r is not a string' % key
                assert type(value) is str, '%r is not a string' % value
        cls._registry[typeid] = callable, exposed, method_to_typeid, proxytype
        if create_method:
            def make(self, /, *args, **kwds):
                token, exposed_here = self._create(typeid, *args, **kwds)
                return proxytype(token, self._serializer, manager=self, authkey=self._authkey, exposed=exposed_here,
                                 incref=False)
            make.__name__ = typeid
            setattr(cls, typeid, make)


class Namespace(object):
    """An object whose attributes can be set by all."""

    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = sorted('%s=%r' % item for item in self.__dict__.items() if not item[0].startswith('_'))
        return '%s(%s)' % (self.__class__.__name__, ', '.join(items))


class Value(object):
    """A value that can be set by all."""

    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    def __repr__(self):
        return '%s(%r, %r)' % (type(self).__name__, self._typecode, self._value)

    value = property(get, set)


def Array(typecode, sequence, lock=True):
    """An array of a basic type."""
    return array.array(typecode, sequence)


class SyncManager(BaseManager):
    """A manager of Python's own kinds of containers and of what `threading` has."""


SyncManager.register('Queue', queue.Queue)
SyncManager.register('JoinableQueue', queue.Queue)
SyncManager.register('Event', threading.Event, EventProxy)
SyncManager.register('Lock', threading.Lock, AcquirerProxy)
SyncManager.register('RLock', threading.RLock, AcquirerProxy)
SyncManager.register('Semaphore', threading.Semaphore, AcquirerProxy)
SyncManager.register('BoundedSemaphore', threading.BoundedSemaphore, AcquirerProxy)
SyncManager.register('Condition', threading.Condition, ConditionProxy)
SyncManager.register('Barrier', threading.Barrier, BarrierProxy)
SyncManager.register('Pool', pool.Pool, PoolProxy)
SyncManager.register('list', list, ListProxy)
SyncManager.register('dict', dict, DictProxy)
SyncManager.register('Value', Value, ValueProxy)
SyncManager.register('Array', Array, ArrayProxy)
SyncManager.register('Namespace', Namespace, NamespaceProxy)
# What methods of those return.
SyncManager.register('Iterator', proxytype=IteratorProxy, create_method=False)
SyncManager.register('AsyncResult', create_method=False)


class _SharedMemoryTracker:
    """The names of the blocks of shared memory that a manager has given out."""

    def __init__(self):
        self._names = []

    def add(self, name):
        self._names.append(name)

    def take(self):
        names, self._names = self._names, []
        return names


class SharedMemoryManager(BaseManager):
    """A manager that frees the blocks of shared memory that it has made when it is shut down."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._blocks = _SharedMemoryTracker()
        self._owner = os.getpid()

    def start(self, *args, **kwargs):
        super().start(*args, **kwargs)
        finish, blocks, owner = self.shutdown, self._blocks, self._owner

        def shutdown():
            finish()
            _unlink(blocks, owner)
        self.shutdown = shutdown
        util.Finalize(self, _unlink, args=(blocks, owner), exitpriority=-1)

    def SharedMemory(self, size):
        """Returns a new SharedMemory instance with the specified size in bytes, to be tracked by the manager."""
        from .shared_memory import SharedMemory
        block = SharedMemory(None, create=True, size=size)
        self._blocks.add(block.name)
        return block

    def ShareableList(self, sequence):
        """Returns a new ShareableList instance populated with the values from the input sequence."""
        from .shared_memory import ShareableList
        made = ShareableList(sequence)
        self._blocks.add(made.shm.name)
        return made


def _unlink(blocks, owner):
    from .shared_memory import SharedMemory
    if os.getpid() != owner:
        return
    for name in blocks.take():
        try:
            block = SharedMemory(name)
        except FileNotFoundError:
            continue
        block.close()
        block.unlink()
