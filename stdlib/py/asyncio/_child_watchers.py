"""Child watchers: how a loop learns that a child process has ended."""

import os

from . import events


def _exit_code(pid):
    """Wait for a child that is known to have ended; return how it ended. 255 if somebody else has asked before."""
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        _warn_unknown(pid)
        return 255
    return waitstatus_to_exitcode(status)


def _warn_unknown(pid):
    from .log import logger
    logger.warning('Unknown child process pid %d, will report returncode 255', pid)


def waitstatus_to_exitcode(status):
    try:
        return os.waitstatus_to_exitcode(status)
    except ValueError:
        # It is stopped, or going on; that is for the caller to see.
        return status


class AbstractChildWatcher:
    """Watches child processes: calls a callback with their number and how they ended.

    Processes are started within a `with` block of it.
    """

    def add_child_handler(self, pid, callback, *args):
        """Call callback(pid, returncode, *args) when the child ends."""
        raise NotImplementedError()

    def remove_child_handler(self, pid):
        """Do not call the callback of this child; returns whether there was one."""
        raise NotImplementedError()

    def attach_loop(self, loop):
        """Belong to this loop, or to none."""
        raise NotImplementedError()

    def close(self):
        """Free what is in use."""
        raise NotImplementedError()

    def is_active(self):
        """Return whether processes are watched."""
        raise NotImplementedError()

    def __enter__(self):
        """Begin to start a process."""
        raise NotImplementedError()

    def __exit__(self, a, b, c):
        """The process is started."""
        raise NotImplementedError()


class _Independent(AbstractChildWatcher):
    """A watcher that needs neither signals nor a loop of its own."""

    def is_active(self):
        return True

    def attach_loop(self, loop):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_traceback):
        pass


class PidfdChildWatcher(_Independent):
    """Watches each child by a descriptor that stands for it."""

    def add_child_handler(self, pid, callback, *args):
        loop = events.get_running_loop()
        pidfd = os.pidfd_open(pid)
        loop._add_reader(pidfd, self._do_wait, pid, pidfd, callback, args)

    def _do_wait(self, pid, pidfd, callback, args):
        events.get_running_loop()._remove_reader(pidfd)
        returncode = _exit_code(pid)
        os.close(pidfd)
        callback(pid, returncode, *args)

    def remove_child_handler(self, pid):
        # asyncio never calls this; a reader cannot be found by the number of the child.
        return True


class ThreadedChildWatcher(_Independent):
    """Watches each child by a thread that waits for it. This is the default."""

    def __init__(self):
        self._count = 0
        self._threads = {}

    def __del__(self):
        if any(thread.is_alive() for thread in list(self._threads.values())):
            import warnings
            warnings.warn(f'{type(self)} has registered but not finished child processes', ResourceWarning, source=self)

    def add_child_handler(self, pid, callback, *args):
        import threading
        loop = events.get_running_loop()
        thread = threading.Thread(target=self._do_waitpid, name=f'waitpid-{self._count}',
                                  args=(loop, pid, callback, args), daemon=True)
        self._count += 1
        self._threads[pid] = thread
        thread.start()

    def remove_child_handler(self, pid):
        # asyncio never calls this; a thread that waits cannot be stopped.
        return True

    def _do_waitpid(self, loop, pid, callback, args):
        assert pid > 0
        returncode = _exit_code(pid)
        if loop.is_closed():
            from .log import logger
            logger.warning('Loop %r that handles pid %r is closed', loop, pid)
        else:
            loop.call_soon_threadsafe(callback, pid, returncode, *args)
        self._threads.pop(pid)


class BaseChildWatcher(AbstractChildWatcher):
    """Watches by SIGCHLD, which a loop of the main thread handles."""

    def __init__(self):
        self._loop = None
        self._callbacks = {}

    def close(self):
        self.attach_loop(None)

    def is_active(self):
        return self._loop is not None and self._loop.is_running()

    def attach_loop(self, loop):
        import signal
        assert loop is None or isinstance(loop, events.AbstractEventLoop)
        if self._loop is not None and loop is None and self._callbacks:
            import warnings
            warnings.warn('A loop is being detached from a child watcher with pending handlers', RuntimeWarning)
        if self._loop is not None:
            self._loop.remove_signal_handler(signal.SIGCHLD)
        self._loop = loop
        if loop is not None:
            loop.add_signal_handler(signal.SIGCHLD, self._sig_chld)
            # One may have ended meanwhile.
            self._do_waitpid_all()

    def _do_waitpid_all(self):
        raise NotImplementedError()

    def _sig_chld(self):
        try:
            self._do_waitpid_all()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            # This is called by the loop, and nobody else would hear of it.
            self._loop.call_exception_handler({
                'message': 'Unknown exception in SIGCHLD handler',
                'exception': exc,
            })


class SafeChildWatcher(BaseChildWatcher):
    """Asks for each child that it knows, so that it takes none of anybody else's."""

    def close(self):
        self._callbacks.clear()
        super().close()

    def __enter__(self):
        return self

    def __exit__(self, a, b, c):
        pass

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = (callback, args)
        # It may have ended already.
        self._do_waitpid(pid)

    def remove_child_handler(self, pid):
        return self._callbacks.pop(pid, None) is not None

    def _do_waitpid_all(self):
        for pid in list(self._callbacks):
            self._do_waitpid(pid)

    def _do_waitpid(self, expected_pid):
        assert expected_pid > 0
        try:
            pid, status = os.waitpid(expected_pid, os.WNOHANG)
        except ChildProcessError:
            returncode = 255
            _warn_unknown(expected_pid)
        else:
            if pid == 0:
                # It is alive.
                return
            returncode = waitstatus_to_exitcode(status)
        found = self._callbacks.pop(expected_pid, None)
        if found is not None:
            callback, args = found
            callback(expected_pid, returncode, *args)


class FastChildWatcher(BaseChildWatcher):
    """Asks for any child, which is quick when there are many, and takes those of others too."""

    def __init__(self):
        super().__init__()
        import threading
        self._lock = threading.Lock()
        # Those that have ended before they were watched.
        self._zombies = {}
        self._forks = 0

    def close(self):
        self._callbacks.clear()
        self._zombies.clear()
        super().close()

    def __enter__(self):
        with self._lock:
            self._forks += 1
            return self

    def __exit__(self, a, b, c):
        with self._lock:
            self._forks -= 1
            if self._forks or not self._zombies:
                return
            taken = str(self._zombies)
            self._zombies.clear()
        from .log import logger
        logger.warning('Caught subprocesses termination from unknown pids: %s', taken)

    def add_child_handler(self, pid, callback, *args):
        assert self._forks, 'Must use the context manager'
        with self._lock:
            if pid not in self._zombies:
                self._callbacks[pid] = callback, args
                return
            returncode = self._zombies.pop(pid)
        callback(pid, returncode, *args)

    def remove_child_handler(self, pid):
        return self._callbacks.pop(pid, None) is not None

    def _do_waitpid_all(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                # There are no children.
                return
            if pid == 0:
                # None of them has ended.
                return
            returncode = waitstatus_to_exitcode(status)
            with self._lock:
                if pid in self._callbacks:
                    callback, args = self._callbacks.pop(pid)
                elif self._forks:
                    # Its callback is about to be added.
                    self._zombies[pid] = returncode
                    continue
                else:
                    callback = None
            if callback is None:
                from .log import logger
                logger.warning('Caught subprocess termination from unknown pid: %d -> %d', pid, returncode)
            else:
                callback(pid, returncode, *args)


class MultiLoopChildWatcher(AbstractChildWatcher):
    """Watches by SIGCHLD, for loops of any thread."""

    def __init__(self):
        self._callbacks = {}
        self._saved_sighandler = None

    def is_active(self):
        return self._saved_sighandler is not None

    def close(self):
        import signal
        self._callbacks.clear()
        if self._saved_sighandler is None:
            return
        if signal.getsignal(signal.SIGCHLD) != self._sig_chld:
            from .log import logger
            logger.warning('SIGCHLD handler was changed by outside code')
        else:
            signal.signal(signal.SIGCHLD, self._saved_sighandler)
        self._saved_sighandler = None

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        pass

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = (events.get_running_loop(), callback, args)
        self._do_waitpid(pid)

    def remove_child_handler(self, pid):
        return self._callbacks.pop(pid, None) is not None

    def attach_loop(self, loop):
        import signal
        # It does not need the loop: it is attached once, when there is a chance that this is the main thread.
        if self._saved_sighandler is None:
            self._saved_sighandler = signal.signal(signal.SIGCHLD, self._sig_chld)
            if self._saved_sighandler is None:
                from .log import logger
                logger.warning('Previous SIGCHLD handler was set by non-Python code, restore to default handler on '
                               'watcher close.')
                self._saved_sighandler = signal.SIG_DFL
            signal.siginterrupt(signal.SIGCHLD, False)

    def _do_waitpid_all(self):
        for pid in list(self._callbacks):
            self._do_waitpid(pid)

    def _do_waitpid(self, expected_pid):
        assert expected_pid > 0
        try:
            pid, status = os.waitpid(expected_pid, os.WNOHANG)
        except ChildProcessError:
            returncode = 255
            _warn_unknown(expected_pid)
        else:
            if pid == 0:
                return
            returncode = waitstatus_to_exitcode(status)
        found = self._callbacks.pop(expected_pid, None)
        if found is None:
            return
        loop, callback, args = found
        if loop.is_closed():
            from .log import logger
            logger.warning('Loop %r that handles pid %r is closed', loop, expected_pid)
        else:
            loop.call_soon_threadsafe(callback, expected_pid, returncode, *args)

    def _sig_chld(self, signum, frame):
        try:
            self._do_waitpid_all()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            from .log import logger
            logger.warning('Unknown exception in SIGCHLD handler', exc_info=True)
