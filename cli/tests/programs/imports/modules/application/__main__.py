import sys

print("application main", __name__, __package__, __spec__ and __spec__.name, sys.argv[1:], sys.argv[0].endswith("__main__.py"))
from . import helper
