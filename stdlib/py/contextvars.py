"""Variables whose values belong to a context, such as a task; the context itself is native."""

from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ('Context', 'ContextVar', 'Token', 'copy_context')
