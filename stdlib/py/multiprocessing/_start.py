"""How a process is started: by fork, or as a new program that is told what to do."""

import io
import os
import pickle
import signal
import subprocess
import sys
import threading

from _multiprocessing import load, timeline_options

from . import process, util
from .connection import wait as wait_for
from .context import set_spawning_popen

# The program that runs spawned processes.
executable = sys.executable


class _Popen(object):
    """A child: its number, how it ended, and a descriptor that is ready when it has."""

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        self._closers = []
        self._launch(process_obj)

    def _descriptors(self):
        """Make two pipes: one by which the parent sees the child's end, and one the other way round."""
        parent_reads, child_holds = os.pipe()
        child_reads, parent_holds = os.pipe()
        return parent_reads, child_holds, child_reads, parent_holds

    def poll(self, flag=os.WNOHANG):
        """Return the exit code, if the process is over."""
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, flag)
            except OSError:
                # Somebody else has waited for it, or it is no child of this process.
                return None
            if pid == self.pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        """Wait for the end, and return the exit code."""
        if self.returncode is None:
            if timeout is not None and not wait_for([self.sentinel], timeout):
                return None
            return self.poll(os.WNOHANG if timeout == 0.0 else 0)
        return self.returncode

    def _send_signal(self, number):
        if self.returncode is None:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                pass
            except OSError:
                if self.wait(timeout=0.1) is None:
                    raise

    def terminate(self):
        """Ask the process to end."""
        self._send_signal(signal.SIGTERM)

    def kill(self):
        """End the process."""
        self._send_signal(signal.SIGKILL)

    def close(self):
        """Close the descriptors."""
        for descriptor in self._closers:
            os.close(descriptor)
        self._closers = []

    def __del__(self, close=os.close):
        for descriptor in self._closers:
            try:
                close(descriptor)
            except OSError:
                pass


class Fork(_Popen):
    """A child that is a copy of its parent."""

    method = 'fork'
    _prepared = False

    @staticmethod
    def _prepare():
        """Load what only children run: each of them would do it anew."""
        Fork._prepared = True
        load(process.BaseProcess._bootstrap, process.BaseProcess.run, process._ParentProcess.__init__,
             process.current_process, process.active_children, process._cleanup,
             util._close_stdin, util._after_fork, util._exit_function, util._run_finalizers, util.info, util._log,
             threading._after_fork, threading._shutdown, threading.current_thread, threading.enumerate, threading.RLock)

    def _launch(self, process_obj):
        if not Fork._prepared:
            self._prepare()
        parent_reads, child_holds, child_reads, parent_holds = self._descriptors()
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(parent_reads)
                os.close(parent_holds)
                code = process_obj._bootstrap(parent_sentinel=child_reads)
            finally:
                os._exit(code)
        os.close(child_holds)
        os.close(child_reads)
        self.sentinel = parent_reads
        self._closers = [parent_reads, parent_holds]

    def duplicate_for_child(self, fd):
        return fd


class Spawn(_Popen):
    """A child that is a new program. It reads what it is to do from a pipe."""

    method = 'spawn'

    def duplicate_for_child(self, fd):
        """Let the child inherit a descriptor, under the same number."""
        self._inherited.append(fd)
        return fd

    def _launch(self, process_obj):
        from .spawn import _check_not_importing_main, preparation_data
        _check_not_importing_main()
        self._inherited = []
        data = io.BytesIO()
        set_spawning_popen(self)
        try:
            pickle.dump(preparation_data(process_obj._name), data)
            pickle.dump(process_obj, data)
        finally:
            set_spawning_popen(None)
        parent_reads, child_holds, child_reads, parent_holds = self._descriptors()
        what_reads, what_writes = os.pipe()
        passed = [child_holds, child_reads, what_reads] + self._inherited
        code = 'from multiprocessing.spawn import spawn_main; spawn_main(pipe_handle=%d, parent_sentinel=%d)'
        command = [executable, *util.interpreter_flags(), *timeline_options(), '-c', code % (what_reads, child_reads), '--multiprocessing-fork']
        child = subprocess.Popen(command, pass_fds=passed)
        self.pid = child.pid
        # This object waits for the child, not that one.
        child.returncode = 0
        self._child = child
        for descriptor in (child_holds, child_reads, what_reads):
            os.close(descriptor)
        self.sentinel = parent_reads
        self._closers = [parent_reads, parent_holds]
        with open(what_writes, 'wb') as f:
            f.write(data.getbuffer())
