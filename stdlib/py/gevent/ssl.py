"""Sockets with TLS that let other greenlets run while they wait."""

import ssl as _stdlib
from ssl import *

from gevent.socket import create_connection
from gevent.socket import socket as _socket_class

for _name in dir(_stdlib):
    if not _name.startswith("__") and _name not in globals():
        globals()[_name] = getattr(_stdlib, _name)
del _name

__implements__ = ["SSLContext", "SSLSocket", "get_server_certificate", "create_default_context", "_create_unverified_context",
                  "_create_default_https_context", "_create_stdlib_context"]
__all__ = ["SSLContext", "SSLSocket", "get_server_certificate"] + \
    [name for name in dir(_stdlib) if not name.startswith("__")]

_Context = _stdlib.SSLContext


class SSLSocket(_stdlib.SSLSocket, _socket_class):
    """A socket with TLS on it that lets other greenlets run while it waits."""


class SSLContext(_Context):
    """A context that makes such sockets."""

    sslsocket_class = SSLSocket


SSLContext.__name__ = "SSLContext"


def create_default_context(*args, **kwargs):
    """A context with settings that are safe."""
    return _made_here(_default_context, *args, **kwargs)


def _create_unverified_context(*args, **kwargs):
    return _made_here(_unverified_context, *args, **kwargs)


_default_context = _stdlib.create_default_context
_unverified_context = _stdlib._create_unverified_context


def _made_here(function, *args, **kwargs):
    context = function(*args, **kwargs)
    if type(context) is _Context:
        context.sslsocket_class = SSLSocket
    return context


_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context


def get_server_certificate(addr, ssl_version=_stdlib.PROTOCOL_TLS_CLIENT, ca_certs=None, timeout=None):
    """The certificate of a server, as text."""
    context = SSLContext(ssl_version)
    context.check_hostname = False
    context.verify_mode = _stdlib.CERT_NONE
    if ca_certs is not None:
        context.verify_mode = _stdlib.CERT_REQUIRED
        context.load_verify_locations(ca_certs)
    sock = create_connection(addr, timeout) if timeout is not None else create_connection(addr)
    with sock, context.wrap_socket(sock, server_hostname=addr[0]) as tls:
        der = tls.getpeercert(True)
    return _stdlib.DER_cert_to_PEM_cert(der)


class _guarded:
    """Puts TLS on a socket, which is closed in the end."""

    def __init__(self, sock, wrap, args):
        self._sock = sock
        self._made = None
        self._wrap = wrap
        self._args = args

    def __enter__(self):
        self._made = self._wrap(self._sock, **self._args)
        if isinstance(self._made, _stdlib.SSLSocket) and not isinstance(self._made, _socket_class):
            self._made.close()
            raise TypeError("a server of gevent needs a context of gevent.ssl")
        return self._made

    def __exit__(self, *args):
        self._made.close()


def wrap_socket(sock, keyfile=None, certfile=None, server_side=False, cert_reqs=_stdlib.CERT_NONE, ca_certs=None,
                do_handshake_on_connect=True, suppress_ragged_eofs=True, ciphers=None, **kwargs):
    """Put TLS on a socket, with a context made of the arguments."""
    context = SSLContext(_stdlib.PROTOCOL_TLS_SERVER if server_side else _stdlib.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = cert_reqs
    if ca_certs:
        context.load_verify_locations(ca_certs)
    if certfile:
        context.load_cert_chain(certfile, keyfile)
    if ciphers:
        context.set_ciphers(ciphers)
    return context.wrap_socket(sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
                               suppress_ragged_eofs=suppress_ragged_eofs)
