"""How pickle and copy take objects apart, where the objects' classes do not say it themselves."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

# Maps classes to their reduction functions.
dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Register the function that reduces the instances of a class."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that an object can be used as a constructor."""
    if not callable(object):
        raise TypeError("constructors must be callable")


def pickle_complex(c):
    """Reduce a complex number."""
    return complex, (c.real, c.imag)


def pickle_union(obj):
    """Reduce a union `X | Y`."""
    import functools
    import operator

    return functools.reduce, (operator.or_, obj.__args__)


pickle(complex, pickle_complex)
pickle(type(int | str), pickle_union)


# What `object.__reduce_ex__` builds on.  Pickles refer to these functions by
# their names.


def _reconstructor(cls, base, state):
    """Make an object for protocols 0 and 1, whose built-in base has a state of its own."""
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


_HEAPTYPE = 1 << 9
_new_type = type(int.__new__)


def _builtin_base(cls):
    """Find the first base that is built in, which keeps the state that `__dict__` has not."""
    for base in cls.__mro__:
        if hasattr(base, "__flags__") and not base.__flags__ & _HEAPTYPE:
            return base
        new = base.__new__
        if isinstance(new, _new_type) and new.__self__ is base:
            return base
    return object


def _reduce_ex(self, proto):
    """Reduce an object for protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = _builtin_base(cls)
    if base is object:
        base_state = None
    else:
        if base is cls:
            raise TypeError(f"cannot pickle {cls.__name__!r} object")
        base_state = base(self)
    args = (cls, base, base_state)
    state = _state_before_protocol_2(self)
    return (_reconstructor, args, state) if state else (_reconstructor, args)


def _state_before_protocol_2(self):
    """Return the state of an object, which in the old protocols cannot include slots."""
    if type(self).__getstate__ is not object.__getstate__:
        return self.__getstate__()
    if getattr(self, "__slots__", None):
        raise TypeError(
            "a class that defines __slots__ without defining __getstate__ cannot be pickled"
        )
    return self.__getstate__()


def __newobj__(cls, *args):
    """Make an object for protocol 2."""
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """Make an object whose `__new__` wants keyword arguments."""
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    """List the slots of a class and its bases, as they are called after name mangling."""
    names = cls.__dict__.get("__slotnames__")
    if names is not None:
        return names
    names = []
    for base in getattr(cls, "__mro__", ()):
        slots = base.__dict__.get("__slots__", ())
        if isinstance(slots, str):
            slots = (slots,)
        for name in slots:
            if name not in ("__dict__", "__weakref__"):
                names.append(_mangled(base, name))
    try:
        cls.__slotnames__ = names
    except Exception:
        # Only a cache.
        pass
    return names


def _mangled(cls, name):
    """Return the name that the compiler makes of a private `__name` in a class."""
    if not name.startswith("__") or name.endswith("__"):
        return name
    stripped = cls.__name__.lstrip("_")
    return f"_{stripped}{name}" if stripped else name


# Extension codes: small numbers that stand for often pickled classes.

_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def add_extension(module, name, code):
    """Let a code stand for a global name in pickles."""
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code {_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Take back what `add_extension` did, for tests."""
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget which objects the codes were resolved to."""
    _extension_cache.clear()
