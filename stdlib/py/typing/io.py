"""The old name of a part of `typing`; every use of it warns."""

__all__ = ['IO', 'TextIO', 'BinaryIO']


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(f"module 'typing.io' has no attribute {name!r}")
    import typing
    import warnings
    warnings.warn("typing.io is deprecated, import directly from typing instead. "
                  "typing.io will be removed in Python 3.12.", DeprecationWarning, stacklevel=2)
    return getattr(typing, name)
