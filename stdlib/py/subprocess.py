"""Child processes: starting programs, talking to them through pipes, and waiting for their end.

`run` does all of it in one call; `Popen` is a running child. How a child is made is the business of the native module
`_posixsubprocess`; this decides what it gets.
"""

import errno
import io
import locale
import os
import signal
import sys
import time
import types
import warnings
from _thread import allocate_lock

import _posixsubprocess
import select
from _traceback import left_behind as _left_behind

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run",
           "CalledProcessError", "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess"]

# Where a stream goes that is not a file.
PIPE = -1
STDOUT = -2
DEVNULL = -3

# How much is read from, and written to, a pipe at once.
_READ_SIZE = 32768
_PIPE_BUF = select.PIPE_BUF

# Children whose Popen is gone while they still ran; they are waited for now and then.
_active = []


# --- errors ------------------------------------------------------------------------------------------------------

class SubprocessError(Exception):
    """The base of what is specific to child processes."""


class CalledProcessError(SubprocessError):
    """A process ended with an exit status other than 0, which was asked to be an error."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        code = self.returncode
        if not code or code > 0:
            return "Command '%s' returned non-zero exit status %d." % (self.cmd, code)
        try:
            return "Command '%s' died with %r." % (self.cmd, signal.Signals(-code))
        except ValueError:
            return "Command '%s' died with unknown signal %d." % (self.cmd, -code)

    @property
    def stdout(self):
        """The same as output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A process did not end in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)

    @property
    def stdout(self):
        """The same as output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


# --- in one call -------------------------------------------------------------------------------------------------

class CompletedProcess:
    """What `run` returns: the arguments, the exit status, and what was captured (None if it was not)."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        shown = ['args={!r}'.format(self.args), 'returncode={!r}'.format(self.returncode)]
        for name in ('stdout', 'stderr'):
            value = getattr(self, name)
            if value is not None:
                shown.append('{}={!r}'.format(name, value))
        return '{}({})'.format(type(self).__name__, ', '.join(shown))

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError if the exit status is not 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end and return a CompletedProcess.

    `input` is what its standard input gets, `capture_output` makes pipes of its two outputs. A program that takes
    longer than `timeout` seconds is killed, and TimeoutExpired raised; with `check` an exit status other than 0 is a
    CalledProcessError. The other arguments are those of Popen.
    """
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            # The exception has what was read so far; of what comes now nothing is wanted.
            process.kill()
            process.wait()
            raise
        except:
            # Leaving the block waits for the process.
            process.kill()
            raise
        returncode = process.poll()
    if check and returncode:
        raise CalledProcessError(returncode, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, returncode, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run a program to its end and return its exit status."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run a program to its end; raise CalledProcessError if its exit status is not 0."""
    returncode = call(*popenargs, **kwargs)
    if returncode:
        cmd = kwargs.get('args')
        raise CalledProcessError(returncode, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program to its end and return its output; raise CalledProcessError if its exit status is not 0."""
    for name in ('stdout', 'check'):
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        # Asked for by name, it means an empty input, not the one that this process has.
        is_text = any(kwargs.get(name) for name in ('universal_newlines', 'text', 'encoding', 'errors'))
        kwargs['input'] = '' if is_text else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Run a shell command; return its exit status and its output, errors included, without the last newline."""
    try:
        output = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        status = 0
    except CalledProcessError as error:
        output, status = error.output, error.returncode
    return status, output.removesuffix('\n')


def getoutput(cmd, *, encoding=None, errors=None):
    """Run a shell command and return its output, errors included, without the last newline."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """Join arguments to a command line that Microsoft's C library takes apart again."""
    parts = []
    for arg in map(os.fsdecode, seq):
        quoted = not arg or ' ' in arg or '\t' in arg
        part = []
        backslashes = 0
        for c in arg:
            if c == '\\':
                backslashes += 1
                continue
            # Backslashes count double only where a quote follows.
            part.append('\\' * (2 * backslashes + 1 if c == '"' else backslashes) + c)
            backslashes = 0
        part.append('\\' * (2 * backslashes if quoted else backslashes))
        text = ''.join(part)
        parts.append('"' + text + '"' if quoted else text)
    return ' '.join(parts)


# What `python` was started with, for those who start it again.

def _optim_args_from_interpreter_flags():
    """Return the options that stand for the level of optimization."""
    return ['-' + 'O' * sys.flags.optimize] if sys.flags.optimize > 0 else []


def _args_from_interpreter_flags():
    """Return the options that another interpreter has to get to behave like this one."""
    flags = sys.flags
    args = _optim_args_from_interpreter_flags()
    for name, letter in (('debug', 'd'), ('dont_write_bytecode', 'B'), ('no_user_site', 's'), ('verbose', 'v'),
                         ('bytes_warning', 'b'), ('quiet', 'q'), ('no_site', 'S')):
        # Isolation includes what keeps the user's files away.
        if not (name == 'no_user_site' and flags.isolated) and getattr(flags, name) > 0:
            args.append('-' + letter * getattr(flags, name))
    if flags.isolated:
        args.append('-I')
    elif flags.ignore_environment:
        args.append('-E')
    warn_options = list(sys.warnoptions)
    if flags.dev_mode:
        args.extend(('-X', 'dev'))
        if 'default' in warn_options:
            warn_options.remove('default')
    args.extend('-W' + option for option in warn_options)
    return args


# --- a child -----------------------------------------------------------------------------------------------------

def _cleanup():
    """Wait for those children nobody waits for any more that have ended."""
    if _active is None:
        # The interpreter is being shut down.
        return
    for process in _active[:]:
        if process._internal_poll(_deadstate=sys.maxsize) is not None:
            try:
                _active.remove(process)
            except ValueError:
                # Another thread was faster.
                pass


def _user_id(value, what, by_name):
    """Return the number of a user or group that is given by number or by name."""
    if isinstance(value, str):
        number = by_name(value)
    elif isinstance(value, int):
        number = value
    else:
        raise TypeError('{} must be a string or an integer, not {}'.format(what, type(value)))
    if number < 0:
        raise ValueError('{} ID cannot be negative, got {}'.format('User' if what == 'User' else 'Group', number))
    return number


def _group_by_name(name):
    import grp
    return grp.getgrnam(name).gr_gid


def _user_by_name(name):
    import pwd
    return pwd.getpwnam(name).pw_uid


def _group_ids(groups):
    """Return the numbers of supplementary groups."""
    if groups is None:
        return None
    if isinstance(groups, str):
        raise ValueError('Groups must be a list, not a string')
    numbers = []
    for group in groups:
        if not isinstance(group, (str, int)):
            raise TypeError('Items in extra_groups must be a string or integer, not {}'.format(type(group)))
        numbers.append(_user_id(group, 'Group', _group_by_name))
    return numbers


class _Streams:
    """The three standard streams of a child: what it gets, and this end of the pipes."""

    def __init__(self, stdin, stdout, stderr, pipesize):
        # What the child gets, or -1 for what this process has.
        self.child = [-1, -1, -1]
        # This end of the pipes, or -1.
        self.own = [-1, -1, -1]
        # What is closed as soon as the child has it.
        self.lent = []
        self._null = None
        self._pipesize = pipesize
        try:
            for place, stream in enumerate((stdin, stdout, stderr)):
                self._open(place, stream)
        except:
            self.close()
            raise

    def _open(self, place, stream):
        if stream is None:
            return
        if stream == PIPE:
            reader, writer = os.pipe()
            self.child[place], self.own[place] = (reader, writer) if place == 0 else (writer, reader)
            self.lent.append(self.child[place])
            if self._pipesize > 0:
                _posixsubprocess.set_pipe_size(writer, self._pipesize)
        elif place == 2 and stream == STDOUT:
            # The child's standard output may be the one that this process has.
            self.child[2] = self.child[1] if self.child[1] != -1 else sys.__stdout__.fileno()
        elif stream == DEVNULL:
            if self._null is None:
                self._null = os.open(os.devnull, os.O_RDWR)
                self.lent.append(self._null)
            self.child[place] = self._null
        elif isinstance(stream, int):
            self.child[place] = stream
        else:
            self.child[place] = stream.fileno()

    def hand_over(self):
        """Close what belongs to the child alone."""
        for fd in self.lent:
            os.close(fd)
        self.lent = []

    def close(self):
        """Close everything that was opened here."""
        for fd in self.lent + [fd for fd in self.own if fd != -1]:
            try:
                os.close(fd)
            except OSError:
                pass
        self.lent = []
        self.own = [-1, -1, -1]


class Popen:
    """A program in a child process.

    `args` is a list of the program and its arguments, or a string (with `shell` a command for /bin/sh). `stdin`,
    `stdout` and `stderr` are None for what this process has, PIPE, DEVNULL, a descriptor or a file; `stderr` may be
    STDOUT. With `text`, `encoding` or `errors` the pipes carry text.
    """

    # Seen by those who are asked before the child is made.
    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        _cleanup()
        # Two threads may wait for the same child, but only one may ask the system.
        self._waitpid_lock = allocate_lock()
        self._input = None
        self._communication_started = False
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if pipesize is None:
            pipesize = -1
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = None
        self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines are supplied but '
                                  'different. Pass one or the other.')
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            self.encoding = encoding = locale.getencoding()
        # How long a wait that Ctrl-C ends gives the child to end of it as well.
        self._sigint_wait_secs = 0.25
        self._closed_child_pipe_fds = False

        gid = None if group is None else _user_id(group, 'Group', _group_by_name)
        gids = _group_ids(extra_groups)
        uid = None if user is None else _user_id(user, 'User', _user_by_name)

        streams = _Streams(stdin, stdout, stderr, pipesize)
        try:
            self._open_pipes(streams, bufsize)
            self._execute_child(
                args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell, streams.child, restore_signals,
                start_new_session, process_group, gid, gids, uid, umask)
        except:
            self._abandon(streams)
            raise
        streams.hand_over()
        self._closed_child_pipe_fds = True

    def _open_pipes(self, streams, bufsize):
        """Make files of this end of the pipes."""
        line_buffering = False
        if self.text_mode and bufsize == 1:
            # The text layer writes line by line; what is below it needs a buffer of the usual size.
            line_buffering = True
            bufsize = -1
        for place, (name, mode) in enumerate((('stdin', 'wb'), ('stdout', 'rb'), ('stderr', 'rb'))):
            if streams.own[place] == -1:
                continue
            file = io.open(streams.own[place], mode, bufsize)
            streams.own[place] = -1
            if self.text_mode:
                if place == 0:
                    file = io.TextIOWrapper(file, encoding=self.encoding, errors=self.errors, write_through=True,
                                            line_buffering=line_buffering)
                else:
                    file = io.TextIOWrapper(file, encoding=self.encoding, errors=self.errors)
            setattr(self, name, file)

    def _abandon(self, streams):
        """Close everything, for there is no child."""
        for file in (self.stdin, self.stdout, self.stderr):
            if file is not None:
                try:
                    file.close()
                except OSError:
                    pass
        streams.close()
        self._closed_child_pipe_fds = True

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell, streams,
                       restore_signals, start_new_session, process_group, gid, gids, uid, umask):
        """Start the program."""
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError('path-like args is not allowed when shell is true')
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ['/bin/sh', '-c'] + args
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        sys.audit("subprocess.Popen", executable, args, cwd, env)

        file = os.fsencode(executable)
        if os.path.dirname(file):
            programs = [file]
        else:
            programs = [os.path.join(os.fsencode(folder), file) for folder in os.get_exec_path(env)]
        variables = None
        if env is not None:
            variables = []
            for name, value in env.items():
                name = os.fsencode(name)
                if b'=' in name:
                    raise ValueError("illegal environment variable name")
                variables.append(name + b'=' + os.fsencode(value))
        pid = _posixsubprocess.fork_exec(
            [os.fsencode(arg) for arg in args], programs, close_fds, sorted(set(map(int, pass_fds))),
            None if cwd is None else os.fsencode(cwd), variables, streams, restore_signals, start_new_session,
            process_group, gid, gids, uid, None if umask < 0 else umask, preexec_fn, executable, cwd)
        if pid is None:
            raise SubprocessError("Exception occurred in preexec_fn.")
        self.pid = pid
        self._child_created = True
        if _left_behind() is not None:
            from _leftovers import note
            note('child', self)

    def __repr__(self):
        text = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return text if len(text) <= 80 else text[:76] + "...>"

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        """The old name of text_mode."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            # What is still to be written goes out, or fails.
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type == KeyboardInterrupt:
                # Ctrl-C has reached the child as well; it gets a moment.
                self._wait_briefly()
            else:
                self.wait()

    def __del__(self, _maxsize=sys.maxsize, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn("subprocess %s is still running" % self.pid, ResourceWarning, source=self)
        self._internal_poll(_deadstate=_maxsize)
        if self.returncode is None and _active is not None:
            # Somebody has to wait for it some day.
            _active.append(self)

    # --- waiting

    def poll(self):
        """Return the exit status, or None while the child runs."""
        return self._internal_poll()

    def _internal_poll(self, _deadstate=None):
        if self.returncode is None:
            if not self._waitpid_lock.acquire(False):
                # Somebody else waits, so it runs.
                return None
            try:
                if self.returncode is None:
                    pid, status = os.waitpid(self.pid, os.WNOHANG)
                    if pid == self.pid:
                        self._set_status(status)
            except OSError as error:
                if _deadstate is not None:
                    self.returncode = _deadstate
                elif error.errno == errno.ECHILD:
                    # Somebody else has waited for it; what its status was cannot be known.
                    self.returncode = 0
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def _set_status(self, status):
        if os.WIFSTOPPED(status):
            self.returncode = -os.WSTOPSIG(status)
        else:
            self.returncode = os.waitstatus_to_exitcode(status)

    def _ask_system(self, options):
        """Look, or wait, for the child's end. To be called by one thread at a time."""
        try:
            pid, status = os.waitpid(self.pid, options)
        except ChildProcessError:
            # It is gone, its status with it: children may be ignored in this process.
            pid, status = self.pid, 0
        if pid == self.pid:
            self._set_status(status)

    def wait(self, timeout=None):
        """Wait for the end and return the exit status; raise TimeoutExpired after `timeout` seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        try:
            return self._wait(end, timeout)
        except KeyboardInterrupt:
            self._wait_briefly(end)
            raise

    def _wait(self, end, timeout):
        if end is None:
            while self.returncode is None:
                with self._waitpid_lock:
                    if self.returncode is None:
                        self._ask_system(0)
            return self.returncode
        handle = self._handle()
        if handle is not None:
            try:
                end_of_child = select.poll()
                end_of_child.register(handle, select.POLLIN)
                while self.returncode is None and self.poll() is None:
                    left = end - time.monotonic()
                    if left <= 0:
                        raise TimeoutExpired(self.args, timeout)
                    end_of_child.poll(left * 1000)
            finally:
                os.close(handle)
            return self.returncode
        # Short ones first: most of what is waited for is nearly done.
        pause = 0.0005
        while self.returncode is None:
            if self._waitpid_lock.acquire(False):
                try:
                    if self.returncode is None:
                        self._ask_system(os.WNOHANG)
                finally:
                    self._waitpid_lock.release()
                if self.returncode is not None:
                    break
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            pause = min(pause * 2, left, 0.05)
            time.sleep(pause)
        return self.returncode

    def _handle(self):
        """A descriptor that is readable when the child has ended; None where there is no such thing."""
        if self.returncode is not None or not hasattr(os, "pidfd_open"):
            return None
        try:
            return os.pidfd_open(self.pid)
        except OSError:
            return None

    def _wait_briefly(self, end=None):
        """After Ctrl-C: give the child a moment to end as well, once."""
        seconds = self._sigint_wait_secs
        if end is not None:
            seconds = min(seconds, end - time.monotonic())
        self._sigint_wait_secs = 0
        if seconds > 0:
            try:
                self._wait(time.monotonic() + seconds, seconds)
            except TimeoutExpired:
                pass

    # --- signals

    def send_signal(self, sig):
        """Send a signal, unless the child has ended."""
        # Its number may belong to another process by now.
        self.poll()
        if self.returncode is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                # It has ended just now.
                pass

    def terminate(self):
        """Ask the child to end, with SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """End the child, with SIGKILL."""
        self.send_signal(signal.SIGKILL)

    # --- talking

    def communicate(self, input=None, timeout=None):
        """Send `input`, read both outputs to their end, and wait; return what was read, None for what is no pipe.

        After TimeoutExpired nothing is lost: it may be called again.
        """
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        pipes = [file for file in (self.stdin, self.stdout, self.stderr) if file is not None]
        if timeout is None and not self._communication_started and len(pipes) <= 1:
            # With one pipe there is nothing to take turns with.
            stdout = stderr = None
            if self.stdin:
                self._write_input(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        end = None if timeout is None else time.monotonic() + timeout
        try:
            stdout, stderr = self._communicate(input, end, timeout)
        except KeyboardInterrupt:
            self._wait_briefly(end)
            raise
        finally:
            self._communication_started = True
        self._wait(end, timeout)
        return stdout, stderr

    def _write_input(self, input):
        # A child that does not read to the end is no error.
        try:
            if input:
                self.stdin.write(input)
        except BrokenPipeError:
            pass
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def _communicate(self, input, end, timeout):
        stdin = self.stdin
        if stdin and not self._communication_started:
            try:
                stdin.flush()
            except BrokenPipeError:
                pass
            if not input:
                try:
                    stdin.close()
                except BrokenPipeError:
                    pass
        if not self._communication_started:
            self._output = {file: [] for file in (self.stdout, self.stderr) if file}
            if stdin and input is not None:
                self._input_offset = 0
                self._input = input.encode(stdin.encoding, stdin.errors) if self.text_mode else input
        self._exchange(end, timeout)
        self._wait(end, timeout)
        return tuple(self._collected(file) for file in (self.stdout, self.stderr))

    def _collected(self, file):
        """Return all that was read from a pipe."""
        if not file:
            return None
        data = b''.join(self._output[file])
        if self.text_mode:
            return data.decode(file.encoding, file.errors).replace("\r\n", "\n").replace("\r", "\n")
        return data

    def _exchange(self, end, timeout):
        """Write and read whatever the pipes take and have, until all of them are done with."""
        poller = select.poll()
        files = {}
        if self.stdin and not self.stdin.closed and self._input:
            files[self.stdin.fileno()] = self.stdin
            poller.register(self.stdin, select.POLLOUT)
        for file in self._output:
            if not file.closed:
                files[file.fileno()] = file
                poller.register(file, select.POLLIN | select.POLLPRI)
        data = None if self._input is None else memoryview(self._input).cast('B')
        while files:
            left = None
            if end is not None:
                left = end - time.monotonic()
                if left < 0:
                    self._raise_timeout(timeout)
            ready = poller.poll(left if left is None else left * 1000)
            if end is not None and time.monotonic() > end:
                self._raise_timeout(timeout)
            for fd, _ in ready:
                file = files[fd]
                if file is self.stdin:
                    finished = self._send(fd, data)
                else:
                    chunk = os.read(fd, _READ_SIZE)
                    self._output[file].append(chunk)
                    finished = not chunk
                if finished:
                    poller.unregister(fd)
                    del files[fd]
                    try:
                        file.close()
                    except BrokenPipeError:
                        pass

    def _send(self, fd, data):
        """Write the next piece of the input; return whether that was the last."""
        try:
            self._input_offset += os.write(fd, data[self._input_offset:self._input_offset + _PIPE_BUF])
        except BrokenPipeError:
            return True
        return self._input_offset >= len(data)

    def _raise_timeout(self, timeout):
        read = [b''.join(self._output[file]) if file and self._output[file] else None
                for file in (self.stdout, self.stderr)]
        raise TimeoutExpired(self.args, timeout, output=read[0], stderr=read[1])
