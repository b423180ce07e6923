"""The process of a manager: it keeps objects, and calls their methods for others.

A request is the number of an object (None for the server itself), the name of a method, and arguments. The answer is a pair of what
kind it is and what it is.
"""

# For whoever asks, what is defined here belongs to `managers`.
__name__ = 'multiprocessing.managers'

import os
import sys
import threading
import traceback

from . import connection, process

RETURN, ERROR, TRACEBACK, PROXY, UNSERIALIZABLE = '#RETURN', '#ERROR', '#TRACEBACK', '#PROXY', '#UNSERIALIZABLE'


class RemoteError(Exception):
    """What went wrong in the server itself."""

    def __str__(self):
        line = '-' * 75
        return '\n' + line + '\n' + str(self.args[0]) + line


class Token(object):
    """Type to uniquely identify a shared object"""

    __slots__ = ('typeid', 'address', 'id')

    def __init__(self, typeid, address, id):
        self.typeid, self.address, self.id = typeid, address, id

    def __getstate__(self):
        return self.typeid, self.address, self.id

    def __setstate__(self, state):
        self.typeid, self.address, self.id = state

    def __repr__(self):
        return '%s(typeid=%r, address=%r, id=%r)' % (self.__class__.__name__, self.typeid, self.address, self.id)


def public_methods(obj):
    """Return the names of the methods of an object that do not begin with an underscore."""
    return [name for name in dir(obj) if name[0] != '_' and callable(getattr(obj, name))]


def exposed_of(obj, exposed):
    """Return the names of the methods that can be called from elsewhere."""
    return tuple(public_methods(obj) if exposed is None else exposed)


# The connections of each thread, by address; those of the parent are none of a child's business.
_connections = threading.local()


def connect(address, authkey):
    """Return this thread's connection to a server."""
    if getattr(_connections, 'pid', None) != os.getpid():
        _connections.pid = os.getpid()
        _connections.all = {}
    conn = _connections.all.get(address)
    if conn is None:
        conn = _connections.all[address] = connection.Client(address, authkey=authkey)
    return conn


def disconnect(address):
    """Close this thread's connection to a server."""
    conn = getattr(_connections, 'all', {}).pop(address, None)
    if conn is not None:
        conn.close()


def ask(address, authkey, ident, name, args=(), kwds={}):
    """Return the kind of the answer to a request, and the answer."""
    conn = connect(address, authkey)
    try:
        conn.send((ident, name, args, kwds))
        return conn.recv()
    except (EOFError, OSError):
        # It is of no use any more.
        disconnect(address)
        raise


def call(address, authkey, ident, name, args=(), kwds={}):
    """Have a method called, and return what it returns."""
    kind, result = ask(address, authkey, ident, name, args, kwds)
    if kind == RETURN:
        return result
    raise error_of(kind, result)


def error_of(kind, result):
    """Return the exception that an answer stands for."""
    if kind == ERROR:
        return result
    if kind in (TRACEBACK, UNSERIALIZABLE):
        return RemoteError(result)
    return ValueError('Unrecognized message type {!r}'.format(kind))


VIEWS = type({}.keys()), type({}.values()), type({}.items())

# The server that this process is, if it is one.
current = None


class Server(object):
    """Server class which runs in a process controlled by a manager object"""

    public = ['shutdown', 'create', 'incref', 'decref', 'dummy', 'debug_info', 'number_of_objects', 'get_methods']

    def __init__(self, registry, address, authkey, serializer='pickle'):
        if not isinstance(authkey, bytes):
            raise TypeError("Authkey {0!r} is type {1!s}, not bytes".format(authkey, type(authkey)))
        self.registry = registry
        self.authkey = process.AuthenticationString(authkey)
        self.listener = connection.Listener(address=address, backlog=128, authkey=self.authkey)
        self.address = self.listener.address
        # For each object: itself, the names that can be called, what they return if not values, and how many refer to it.
        self.objects = {}
        self.mutex = threading.Lock()
        self.stop_event = threading.Event()

    def serve_forever(self):
        """Run the server forever"""
        global current
        current = self
        process.current_process()._manager_server = self
        try:
            threading.Thread(target=self._accept, daemon=True).start()
            self.stop_event.wait()
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self.listener.close()
            sys.exit(0)

    def _accept(self):
        while True:
            try:
                conn = self.listener.accept()
            except Exception:
                # Whoever that was did not know the key, or has gone; or the server ends.
                if self.stop_event.is_set():
                    return
                continue
            threading.Thread(target=self._serve, args=(conn,), daemon=True).start()

    def _serve(self, conn):
        while True:
            try:
                request = conn.recv()
            except (EOFError, OSError):
                conn.close()
                return
            except Exception:
                answer = TRACEBACK, traceback.format_exc()
            else:
                answer = self._answer(*request)
            request = None
            try:
                try:
                    conn.send(answer)
                except (EOFError, OSError):
                    raise
                except Exception:
                    conn.send((UNSERIALIZABLE, traceback.format_exc()))
            except (EOFError, OSError):
                conn.close()
                return
            if answer is SHUTDOWN:
                self.stop_event.set()
            answer = None

    def _answer(self, ident, name, args, kwds):
        if ident is None:
            if name not in self.public:
                return TRACEBACK, 'there is no function %r\n' % name
            if name == 'shutdown':
                return SHUTDOWN
            try:
                return RETURN, getattr(self, name)(*args, **kwds)
            except Exception:
                return TRACEBACK, traceback.format_exc()
        with self.mutex:
            entry = self.objects.get(ident)
        if entry is None:
            return TRACEBACK, 'there is no object %r\n' % ident
        obj, exposed, method_to_typeid, _ = entry
        if name in exposed:
            function = getattr(obj, name, None)
        else:
            function = self._fallback(obj, name)
        if function is None:
            text = 'method %r of %r object is not in exposed=%r' % (name, type(obj), exposed)
            return TRACEBACK, 'AttributeError: %s\n' % text
        try:
            result = function(*args, **kwds)
        except Exception as e:
            e.__traceback__ = None
            return ERROR, e
        if type(result) in VIEWS:
            # A view is of no use elsewhere.
            result = list(result)
        typeid = method_to_typeid and method_to_typeid.get(name)
        if typeid:
            return PROXY, (self.create(typeid, (result,), {}), Token(typeid, self.address, None))
        return RETURN, result

    def _fallback(self, obj, name):
        """What every object can be asked."""
        return {'__str__': lambda: str(obj), '__repr__': lambda: repr(obj), '#GETVALUE': lambda: obj}.get(name)

    def create(self, typeid, args, kwds):
        """Create a new shared object and return its number and the names that can be called"""
        callable, exposed, method_to_typeid, proxytype = self.registry[typeid]
        if callable is None:
            if kwds or len(args) != 1:
                raise ValueError("Without callable, must have one non-keyword argument")
            obj = args[0]
        else:
            obj = callable(*args, **kwds)
        exposed = exposed_of(obj, exposed)
        if method_to_typeid is not None:
            exposed = (*exposed, *method_to_typeid)
        ident = '%x' % id(obj)
        with self.mutex:
            entry = self.objects.get(ident)
            if entry is None:
                self.objects[ident] = [obj, frozenset(exposed), method_to_typeid, 1]
            else:
                entry[3] += 1
        return ident, tuple(exposed)

    def incref(self, ident):
        """One more refers to an object."""
        with self.mutex:
            self.objects[ident][3] += 1

    def decref(self, ident):
        """One less refers to an object, which goes with the last."""
        gone = None
        with self.mutex:
            entry = self.objects[ident]
            entry[3] -= 1
            if entry[3] == 0:
                gone = self.objects.pop(ident)
        # It may have more to say when it goes, to this server too.
        gone = None

    def get_methods(self, ident):
        """Return the methods of the shared object indicated by token"""
        return tuple(self.objects[ident][1])

    def number_of_objects(self):
        """Number of shared objects"""
        return len(self.objects)

    def debug_info(self):
        """Return some info: useful to spot problems with refcounting"""
        with self.mutex:
            return '\n'.join('  %s:       refcount=%s\n    %s' % (ident, entry[3], str(entry[0])[:75])
                             for ident, entry in sorted(self.objects.items()))

    def dummy(self):
        """Nothing: whoever gets an answer knows the key."""


# The answer after which the server ends.
SHUTDOWN = RETURN, None
