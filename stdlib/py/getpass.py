"""Ask for a password without showing it, and find out who the user is."""

import io
import os
import sys
import warnings

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """The password will be shown as it is typed."""


def unix_getpass(prompt='Password: ', stream=None):
    """Ask on the terminal for a password and return it; the terminal shows nothing of it.

    `stream` is where the prompt goes, by default the terminal itself.
    """
    try:
        import termios
    except ImportError:
        return fallback_getpass(prompt, stream)
    import contextlib
    passwd = None
    with contextlib.ExitStack() as stack:
        try:
            # Not the standard streams, which may be redirected.
            fd = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
            tty = stack.enter_context(io.FileIO(fd, 'w+'))
            input = stack.enter_context(io.TextIOWrapper(tty))
            if not stream:
                stream = input
        except OSError:
            stack.close()
            try:
                fd = sys.stdin.fileno()
            except (AttributeError, ValueError):
                fd = None
                passwd = fallback_getpass(prompt, stream)
            input = sys.stdin
            if not stream:
                stream = sys.stderr
        if fd is not None:
            try:
                old = termios.tcgetattr(fd)
                new = old[:]
                new[3] &= ~termios.ECHO
                tcsetattr_flags = termios.TCSAFLUSH | getattr(termios, 'TCSASOFT', 0)
                try:
                    termios.tcsetattr(fd, tcsetattr_flags, new)
                    passwd = _raw_input(prompt, stream, input=input)
                finally:
                    termios.tcsetattr(fd, tcsetattr_flags, old)
                    stream.flush()
            except termios.error:
                if passwd is not None:
                    # It was read; only the terminal could not be put back.
                    raise
                if stream is not input:
                    stack.close()
                passwd = fallback_getpass(prompt, stream)
        stream.write('\n')
        return passwd


def fallback_getpass(prompt='Password: ', stream=None):
    """Ask for a password where echoing cannot be turned off, after a warning."""
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    if not stream:
        stream = sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream)


def _raw_input(prompt="", stream=None, input=None):
    # As input() does, but without its editing, which would remember the line.
    if not stream:
        stream = sys.stderr
    if not input:
        input = sys.stdin
    prompt = str(prompt)
    if prompt:
        try:
            stream.write(prompt)
        except UnicodeEncodeError:
            prompt = prompt.encode(stream.encoding, 'replace')
            stream.write(prompt.decode(stream.encoding))
        stream.flush()
    line = input.readline()
    if not line:
        raise EOFError
    if line[-1] == '\n':
        line = line[:-1]
    return line


def getuser():
    """Return the name of the user, from the environment or the list of users."""
    for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
        user = os.environ.get(name)
        if user:
            return user
    import pwd
    return pwd.getpwuid(os.getuid())[0]


getpass = unix_getpass
