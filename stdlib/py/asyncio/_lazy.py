"""Modules that are loaded when they are first used, so that a program that only runs coroutines starts at once."""


class Lazy:
    """Stands for a module, or for a name of one."""

    def __init__(self, module, name=None):
        self.__dict__['_lazy'] = module, name

    def _lazy_load(self):
        module, name = self.__dict__['_lazy']
        found = __import__(module, None, None, ('*',), 0)
        return found if name is None else getattr(found, name)

    def __getattr__(self, name):
        value = getattr(self._lazy_load(), name)
        # What a module has seldom changes, but programs do replace functions: only constants are kept.
        if isinstance(value, (int, type)):
            self.__dict__[name] = value
        return value

    def __setattr__(self, name, value):
        setattr(self._lazy_load(), name, value)

    def __delattr__(self, name):
        delattr(self._lazy_load(), name)

    def __repr__(self):
        return repr(self._lazy_load())


logger = Lazy('asyncio.log', 'logger')
