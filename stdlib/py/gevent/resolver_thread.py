"""Looking up names in threads."""

import _socket

from gevent.hub import get_hub

__all__ = ["Resolver"]


class Resolver:
    """Looks up the names of hosts in the hub's pool of threads."""

    def __init__(self, hub=None):
        self.pool = (get_hub() if hub is None else hub).threadpool

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} at {id(self):#x} pool={self.pool!r}>"

    def close(self):
        """Nothing is to be closed."""

    def gethostbyname(self, *args):
        """As in the module socket."""
        return self.pool.apply(_socket.gethostbyname, args)

    def gethostbyname_ex(self, *args):
        """As in the module socket."""
        return self.pool.apply(_socket.gethostbyname_ex, args)

    def getaddrinfo(self, *args, **kwargs):
        """As in the module socket."""
        return self.pool.apply(_socket.getaddrinfo, args, kwargs)

    def gethostbyaddr(self, *args, **kwargs):
        """As in the module socket."""
        return self.pool.apply(_socket.gethostbyaddr, args, kwargs)

    def getnameinfo(self, *args, **kwargs):
        """As in the module socket."""
        return self.pool.apply(_socket.getnameinfo, args, kwargs)
