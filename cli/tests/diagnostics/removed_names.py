import asyncio
import collections
import sys

for module, name in ((collections, "Mapping"), (asyncio.Task, "all_tasks")):
    try:
        getattr(module, name)
    except AttributeError:
        sys.excepthook(*sys.exc_info())
import Queue
