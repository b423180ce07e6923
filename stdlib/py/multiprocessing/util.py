"""What is done at the end of a process, and its log."""

import atexit
import itertools
import os
import sys
import threading
import weakref
from subprocess import _args_from_interpreter_flags

from . import process

NOTSET = 0
SUBDEBUG = 5
DEBUG = 10
INFO = 20
SUBWARNING = 25
LOGGER_NAME = 'multiprocessing'
DEFAULT_LOGGING_FORMAT = '[%(levelname)s/%(processName)s] %(message)s'

_logger = None
_log_to_stderr = False


def _log(level, message, args):
    if _logger:
        _logger.log(level, message, *args, stacklevel=3)


def sub_debug(msg, *args):
    """Log what is of interest to few."""
    _log(SUBDEBUG, msg, args)


def debug(msg, *args):
    """Log what helps to find mistakes."""
    _log(DEBUG, msg, args)


def info(msg, *args):
    """Log what is going on."""
    _log(INFO, msg, args)


def get_logger():
    """Returns logger used by multiprocessing"""
    global _logger
    import logging
    if not _logger:
        _logger = logging.getLogger(LOGGER_NAME)
        _logger.propagate = 0
        atexit.unregister(_exit_function)
        atexit.register(_exit_function)
    return _logger


def log_to_stderr(level=None):
    """Turn on logging and add a handler which prints to stderr"""
    global _log_to_stderr
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    _log_to_stderr = True
    return _logger


# --- after a fork --------------------------------------------------------------------------------------------------

_after_fork_registry = weakref.WeakValueDictionary()
_after_fork_counter = itertools.count()


def register_after_fork(obj, func):
    """Have a function called with an object, if there still is one, in children."""
    _after_fork_registry[(next(_after_fork_counter), id(obj), func)] = obj


def _after_fork():
    _finalizers.clear()
    if not _after_fork_registry.data:
        return
    for (_, _, func), obj in sorted(_after_fork_registry.items(), key=lambda item: item[0][0]):
        func(obj)


def _close_stdin():
    if sys.stdin is None:
        return
    try:
        sys.stdin.close()
    except (OSError, ValueError):
        pass
    try:
        sys.stdin = open(os.devnull, encoding='utf-8')
    except (OSError, ValueError):
        pass


def _flush_std_streams():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


# --- the end -------------------------------------------------------------------------------------------------------

_finalizers = {}
_finalizer_counter = itertools.count()


class Finalize(object):
    """A function that is called when an object goes, or at the end of the process if it has a priority; but once."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        if exitpriority is not None and not isinstance(exitpriority, int):
            raise TypeError("Exitpriority ({0!r}) must be None or int, not {1!s}".format(exitpriority, type(exitpriority)))
        if obj is not None:
            self._weakref = weakref.ref(obj, self)
        elif exitpriority is None:
            raise ValueError("Without object, exitpriority cannot be None")
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        self._key = (exitpriority, next(_finalizer_counter))
        self._pid = os.getpid()
        _finalizers[self._key] = self

    def __call__(self, wr=None):
        """Call the function unless it has been called."""
        if _finalizers.pop(self._key, None) is None:
            return None
        result = None
        if self._pid == os.getpid():
            result = self._callback(*self._args, **self._kwargs)
        self._weakref = self._callback = self._args = self._kwargs = None
        return result

    def cancel(self):
        """Do not call the function."""
        _finalizers.pop(self._key, None)

    def still_active(self):
        """Return whether the function is still to be called."""
        return self._key in _finalizers


def _run_finalizers(minpriority=None):
    """Call the functions with at least this priority, the highest first."""
    while True:
        keys = [key for key in _finalizers
                if key[0] is not None and (minpriority is None or key[0] >= minpriority)]
        if not keys:
            return
        finalizer = _finalizers.get(max(keys))
        if finalizer is not None:
            try:
                finalizer()
            except Exception:
                import traceback
                traceback.print_exc()


_exiting = False


def _exit_function():
    """End the process in order: daemons are terminated, other children waited for, queues written out."""
    global _exiting
    if _exiting and os.getpid() == _exiting:
        return
    _exiting = os.getpid()
    info('process shutting down')
    _run_finalizers(0)
    if process.current_process() is not None:
        for child in process.active_children():
            if child.daemon:
                info('calling terminate() for daemon %s', child.name)
                child._popen.terminate()
        for child in process.active_children():
            info('calling join() for process %s', child.name)
            child.join()
    _run_finalizers()


atexit.register(_exit_function)


def is_exiting():
    """Return whether the process is at its end."""
    return bool(_exiting) or _exiting is None


class ForkAwareThreadLock(object):
    """A lock that is free in children."""

    def __init__(self):
        self._lock = threading.Lock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        register_after_fork(self, ForkAwareThreadLock._reinit)

    def _reinit(self):
        self._lock._at_fork_reinit()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)


def get_temp_dir():
    """Return a folder for this process's own files."""
    folder = process.current_process()._config.get('tempdir')
    if folder is None:
        import shutil
        import tempfile
        folder = tempfile.mkdtemp(prefix='pymp-')
        Finalize(None, shutil.rmtree, args=(folder,), kwargs={'ignore_errors': True}, exitpriority=-100)
        process.current_process()._config['tempdir'] = folder
    return folder


def interpreter_flags():
    """Return the options of this interpreter, for a child."""
    return _args_from_interpreter_flags()
