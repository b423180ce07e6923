"""Contexts: those of the library are those of greenlets already."""

from contextvars import Context, ContextVar, Token, copy_context

__all__ = ["ContextVar", "Context", "copy_context", "Token"]
