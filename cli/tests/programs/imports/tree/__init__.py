"""A package for the programs beside it."""
print("tree/__init__", __name__, __package__, __path__ is not None, __file__.endswith("tree/__init__.py"))
VERSION = "1.0"
from . import leaf
