"""The transport of a child process of Unix."""

from .base_subprocess import _PIPE, BaseSubprocessTransport


class _UnixSubprocessTransport(BaseSubprocessTransport):
    """The transport of a child process."""

    def _start(self, args, shell, stdin, stdout, stderr, bufsize, **kwargs):
        import subprocess
        ours = None
        if stdin == _PIPE:
            # Unlike a pipe, a socket tells on every system when the other end is closed.
            import socket
            stdin, ours = socket.socketpair()
        try:
            self._proc = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr,
                                          universal_newlines=False, bufsize=bufsize, **kwargs)
            if ours is not None:
                stdin.close()
                self._proc.stdin = open(ours.detach(), 'wb', buffering=bufsize)
                ours = None
        finally:
            if ours is not None:
                stdin.close()
                ours.close()
