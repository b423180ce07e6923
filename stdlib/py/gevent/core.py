"""The loop of hubs."""

from gevent._loop import Loop as loop
from gevent._loop import READ, WRITE
from gevent.hub import get_hub

__all__ = ["loop", "READ", "WRITE", "get_hub"]
