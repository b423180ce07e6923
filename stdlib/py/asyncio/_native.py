"""Classes that are native in part."""

import _asyncio


def completes(native):
    """Decorate a class whose methods and attributes are added to a native one, which takes its place."""

    def complete(cls):
        return _asyncio._complete(native, cls)

    return complete
