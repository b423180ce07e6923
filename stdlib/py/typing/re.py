"""The old name of a part of `typing`; every use of it warns."""

__all__ = ['Pattern', 'Match']


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(f"module 'typing.re' has no attribute {name!r}")
    import typing
    import warnings
    warnings.warn("typing.re is deprecated, import directly from typing instead. "
                  "typing.re will be removed in Python 3.12.", DeprecationWarning, stacklevel=2)
    return getattr(typing, name)
