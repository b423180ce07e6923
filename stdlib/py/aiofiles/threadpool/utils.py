"""Decorators that give a class the methods and attributes of the file it wraps."""


def delegate_to_executor(*names):
    """Methods that run in a thread and are awaited."""
    def decorate(cls):
        for name in names:
            setattr(cls, name, _in_executor(name))
        return cls
    return decorate


def proxy_method_directly(*names):
    """Methods that do not block."""
    def decorate(cls):
        for name in names:
            setattr(cls, name, _direct(name))
        return cls
    return decorate


def proxy_property_directly(*names):
    """Attributes."""
    def decorate(cls):
        for name in names:
            setattr(cls, name, property(_getter(name)))
        return cls
    return decorate


def _in_executor(name):
    async def method(self, *args, **kwargs):
        return await self._run(getattr(self._file, name), *args, **kwargs)
    return _called(method, name)


def _direct(name):
    def method(self, *args, **kwargs):
        return getattr(self._file, name)(*args, **kwargs)
    return _called(method, name)


def _getter(name):
    def get(self):
        return getattr(self._file, name)
    return get


def _called(method, name):
    method.__name__ = method.__qualname__ = name
    return method
