"""Protocols whose steps are several calls of user code."""
