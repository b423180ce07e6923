"""Abstract base classes: `ABCMeta`, `ABC` and the decorators that mark abstract methods.

`isinstance(x, SomeABC)` is asked far more often than it is answered anew, so
each abstract class keeps two sets of weak references: the classes known to be
its subclasses, and those known not to be.  The second set is worth only as
long as nobody registers a class anywhere, which a global counter tells.
"""

from _abc import _set_pattern_kind
from _weakref import ref as _ref

_registrations = 0


class _AbcData:
    """What an abstract class remembers: registered classes and past answers."""

    __slots__ = ("registry", "accepted", "refused", "refused_at")

    def __init__(self):
        self.registry = set()
        self.accepted = set()
        self.refused = set()
        self.refused_at = _registrations


def _remember(refs, cls):
    """Add a weak reference that takes itself out of `refs` when `cls` dies."""
    refs.add(_ref(cls, refs.discard))


def get_cache_token():
    """Return a value that changes whenever a class is registered with any ABC."""
    return _registrations


def abstractmethod(funcobj):
    """Mark a method that concrete subclasses must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that must be overridden; `@classmethod @abstractmethod` says the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """A static method that must be overridden; `@staticmethod @abstractmethod` says the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """A property that must be overridden; `@property @abstractmethod` says the same."""

    __isabstractmethod__ = True


def _abstract_names(cls, bases, namespace):
    """Collect the names that are abstract in `cls`: its own, and inherited ones left open."""
    names = {
        name
        for name, value in namespace.items()
        if getattr(value, "__isabstractmethod__", False)
    }
    for base in bases:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """The metaclass of abstract classes.

    A class made with it cannot be instantiated while abstract methods are
    left, and accepts "virtual subclasses": classes that are registered, or
    that its `__subclasshook__` recognises.
    """

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, bases, namespace)
        cls._abc_impl = _AbcData()
        if "__abc_tpflags__" in namespace:
            # What `match` takes for a sequence or mapping is a matter of the machine.
            if cls.__abc_tpflags__ & 0x60 == 0x60:
                raise TypeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
            _set_pattern_kind(cls, cls.__abc_tpflags__)
            del cls.__abc_tpflags__
        return cls

    def register(cls, subclass):
        """Make `subclass` a virtual subclass of this class; returns it, so it can decorate."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        _remember(cls._abc_impl.registry, subclass)
        _registrations += 1
        _set_pattern_kind(subclass, cls.__flags__)
        return subclass

    def __instancecheck__(cls, instance):
        """Answer `isinstance(instance, cls)`."""
        data = cls._abc_impl
        subclass = instance.__class__
        key = _ref(subclass)
        if key in data.accepted:
            return True
        actual = type(instance)
        if actual is subclass:
            if key in data.refused and data.refused_at == _registrations:
                return False
            return cls.__subclasscheck__(subclass)
        # The object claims a class that it does not have (a proxy, a mock):
        # either of the two may qualify.
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(actual)

    def __subclasscheck__(cls, subclass):
        """Answer `issubclass(subclass, cls)`."""
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        data = cls._abc_impl
        key = _ref(subclass)
        if key in data.accepted:
            return True
        if data.refused_at != _registrations:
            # A registration somewhere may have turned a no into a yes.
            data.refused = set()
            data.refused_at = _registrations
        elif key in data.refused:
            return False
        # The hook runs right under this frame: typing's protocols look up the
        # stack to learn who asks.
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = _has_subclass(cls, data, subclass)
        _remember(data.accepted if answer else data.refused, subclass)
        return answer

    def _dump_registry(cls, file=None):
        """Print what is registered and remembered, for debugging."""
        data = cls._abc_impl
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        print(f"_abc_registry: {data.registry!r}", file=file)
        print(f"_abc_cache: {data.accepted!r}", file=file)
        print(f"_abc_negative_cache: {data.refused!r}", file=file)
        print(f"_abc_negative_cache_version: {data.refused_at!r}", file=file)

    def _abc_registry_clear(cls):
        """Forget all registered classes, for tests."""
        cls._abc_impl.registry.clear()

    def _abc_caches_clear(cls):
        """Forget all past answers, for tests."""
        cls._abc_impl.accepted.clear()
        cls._abc_impl.refused.clear()


def _has_subclass(cls, data, subclass):
    """Find out whether `subclass` inherits from `cls`, or from a class registered with it."""
    if cls in getattr(subclass, "__mro__", ()):
        return True
    for registered_ref in tuple(data.registry):
        registered = registered_ref()
        if registered is not None and issubclass(subclass, registered):
            return True
    for child in cls.__subclasses__():
        if issubclass(subclass, child):
            return True
    return False


def update_abstractmethods(cls):
    """Recompute `cls.__abstractmethods__` after methods were added to the finished class."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    cls.__abstractmethods__ = _abstract_names(cls, cls.__bases__, cls.__dict__)
    return cls


class ABC(metaclass=ABCMeta):
    """A base class that brings the metaclass along, for those who prefer inheriting."""

    __slots__ = ()
