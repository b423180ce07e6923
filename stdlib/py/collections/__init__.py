"""Containers beyond the built-in ones.

`deque` and `defaultdict` are native, and so is `OrderedDict` where the native
module has it.  The larger classes live
in files of their own and are loaded when first asked for, so that a program
that wants a deque pays for a deque.
"""

from sys import intern as _intern

from _collections import _tuplegetter, defaultdict, deque

try:
    from _collections import OrderedDict
except ImportError:
    from collections._ordered import OrderedDict

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString",
    "defaultdict", "deque", "namedtuple",
]

# Which file defines each name that is loaded on demand.
_LAZY = {
    "ChainMap": "_chainmap",
    "Counter": "_counter",
    "_count_elements": "_counter",
    "UserDict": "_user",
    "UserList": "_user",
    "UserString": "_user",
}


def __getattr__(name):
    """Load a name that lives in a file of its own, and keep it."""
    if name == "abc":
        return __import__("collections.abc", fromlist=["abc"])
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(__import__(f"collections.{_LAZY[name]}", fromlist=[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *_LAZY, "abc"})


# Named tuples.


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Create a tuple subclass whose items also have names.

    `field_names` is a list of names or one text with spaces or commas between
    them; `defaults` belong to the last fields.
    """
    from keyword import iskeyword

    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        names = _with_valid_names(names, iskeyword)
    _check_type_name(typename, iskeyword)
    _check_field_names(names, rename, iskeyword)
    fields = tuple(names)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(fields):
            raise TypeError("Got more default values than field names")
        field_defaults = dict(zip(fields[len(fields) - len(defaults) :], defaults))
    if module is None:
        module = _caller_module()
    return _make_namedtuple(typename, fields, defaults, field_defaults, module)


def _with_valid_names(names, iskeyword):
    """Replace what cannot be a field name by its position, `_3`."""
    seen = set()
    valid = []
    for index, name in enumerate(names):
        bad = not name.isidentifier() or iskeyword(name) or name.startswith("_")
        valid.append(f"_{index}" if bad or name in seen else name)
        seen.add(name)
    return valid


def _check_type_name(name, iskeyword):
    """Refuse a name of which no class could be made."""
    if not name.isidentifier():
        raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
    if iskeyword(name):
        raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")


def _check_field_names(names, rename, iskeyword):
    """Refuse names that are no identifiers, start with `_`, or come twice."""
    seen = set()
    for name in names:
        _check_type_name(name, iskeyword)
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)


def _caller_module():
    """Return the name of the module that called `namedtuple`, for pickling."""
    import sys

    return sys._getframe(2).f_globals.get("__name__", "__main__")


def _make_new(typename, fields, defaults):
    """Build `__new__` with real parameters, so that calls are fast and errors name them."""
    params = ", ".join(fields)
    items = f"({params},)" if fields else "()"
    source = f"lambda _cls, {params}: _tuple_new(_cls, {items})"
    namespace = {
        "_tuple_new": tuple.__new__,
        "__builtins__": {},
        "__name__": f"namedtuple_{typename}",
    }
    new = eval(source, namespace)
    new.__name__ = "__new__"
    new.__doc__ = f"Create new instance of {typename}({params})"
    if defaults is not None:
        new.__defaults__ = defaults
    return new


def _make_namedtuple(typename, fields, defaults, field_defaults, module):
    """Assemble the class of a named tuple."""
    tuple_new = tuple.__new__
    count = len(fields)
    template = "(" + ", ".join(f"{name}=%r" for name in fields) + ")"
    expected = f"Expected {count} arguments, got "

    def _make(cls, iterable):
        result = tuple_new(cls, iterable)
        if len(result) != count:
            raise TypeError(f"{expected}{len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, fields, self))
        if kwds:
            raise ValueError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    def __repr__(self):
        return self.__class__.__name__ + template % self

    def _asdict(self):
        return dict(zip(fields, self))

    def __getnewargs__(self):
        return tuple(self)

    params = ", ".join(fields)
    _make.__doc__ = f"Make a new {typename} object from a sequence or iterable"
    _replace.__doc__ = f"Return a new {typename} object replacing specified fields with new values"
    __repr__.__doc__ = "Return a nicely formatted representation string"
    _asdict.__doc__ = "Return a new dict which maps field names to their values."
    __getnewargs__.__doc__ = "Return self as a plain tuple.  Used by copy and pickle."
    __new__ = _make_new(typename, fields, defaults)
    for method in (__new__, _make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f"{typename}.{method.__name__}"
    namespace = {
        "__doc__": f"{typename}({params})",
        "__slots__": (),
        "_fields": fields,
        "_field_defaults": field_defaults,
        "__new__": __new__,
        "_make": classmethod(_make),
        "_replace": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": fields,
        "__module__": module,
    }
    for index, name in enumerate(fields):
        namespace[name] = _tuplegetter(index, _intern(f"Alias for field number {index}"))
    return type(typename, (tuple,), namespace)
