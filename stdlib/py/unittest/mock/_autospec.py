"""create_autospec: a mock that has what an object has, all the way down, and takes the same calls."""

# For whoever asks, what is defined here belongs to `unittest.mock`.
__name__ = 'unittest.mock'

import inspect

from ._base import (
    DEFAULT, InvalidSpecError, _callable, _instance_callable, _is_async_func, _is_instance_mock, _is_list, _is_magic,
    _iscoroutinefunction)
from ._signature import FunctionTypes, _check_sig, _set_signature, _setup_async_mock


class _SpecState:
    """Stands for a child of an autospec until somebody asks for it."""

    def __init__(self, spec, spec_set=False, parent=None, name=None, ids=None, instance=False):
        self.spec = spec
        self.ids = ids
        self.spec_set = spec_set
        self.parent = parent
        self.instance = instance
        self.name = name


def _check_spec_arg_typos(kwargs_to_check):
    for typo in ("autospect", "auto_spec", "set_spec"):
        if typo in kwargs_to_check:
            raise RuntimeError(f"{typo!r} might be a typo; use unsafe=True if this is intended")


def _must_skip(spec, entry, is_type):
    """Return whether the first parameter of an attribute is filled when it is called."""
    if not isinstance(spec, type):
        if entry in getattr(spec, '__dict__', {}):
            # Set on the instance: not bound.
            return False
        spec = spec.__class__
    for klass in spec.__mro__:
        result = klass.__dict__.get(entry, DEFAULT)
        if result is DEFAULT:
            continue
        if isinstance(result, (staticmethod, classmethod)):
            return False
        if isinstance(result, FunctionTypes):
            # On a class it is a plain function.
            return is_type
        return False
    return is_type


def create_autospec(spec, spec_set=False, instance=False, _parent=None,
                    _name=None, *, unsafe=False, **kwargs):
    """Return a mock with the attributes of an object, each a mock with those of that attribute.

    Functions and methods take only the calls that the originals take. `instance` makes it one of an instance
    of the class; `spec_set` forbids to set attributes that the object does not have.
    """
    from ._magic import MagicMock, NonCallableMagicMock
    from ._async import AsyncMock
    if _is_list(spec):
        # A list of names has no types, but it may be meant as an object.
        spec = type(spec)
    is_type = isinstance(spec, type)
    if _is_instance_mock(spec):
        raise InvalidSpecError(f'Cannot autospec a Mock object. [object={spec!r}]')
    is_async_func = _is_async_func(spec)
    _kwargs = {'spec': spec}
    if spec_set:
        _kwargs = {'spec_set': spec}
    elif spec is None:
        # None has attributes too, but nobody means them.
        _kwargs = {}
    if _kwargs and instance:
        _kwargs['_spec_as_instance'] = True
    if not unsafe:
        _check_spec_arg_typos(kwargs)
    _kwargs.update(kwargs)

    Klass = MagicMock
    if inspect.isdatadescriptor(spec):
        # A property says nothing of its value.
        _kwargs = {}
    elif is_type and instance and not _instance_callable(spec):
        Klass = NonCallableMagicMock
    elif not _callable(spec):
        Klass = NonCallableMagicMock
    elif is_async_func:
        if instance:
            raise RuntimeError("Instance can not be True when create_autospec is mocking an async function")
        Klass = AsyncMock
    _name = _kwargs.pop('name', _name)
    _new_name = _name
    if _parent is None:
        # A name of the top is not one of a path.
        _new_name = ''
    mock = Klass(parent=_parent, _new_parent=_parent, _new_name=_new_name, name=_name, **_kwargs)

    if isinstance(spec, FunctionTypes):
        # Functions have to be functions.
        mock = _set_signature(mock, spec)
        if is_async_func:
            _setup_async_mock(mock)
    else:
        _check_sig(spec, mock, is_type, instance)
    if _parent is not None and not instance:
        _parent._mock_children[_name] = mock
    if is_type and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock)

    for entry in dir(spec):
        if _is_magic(entry):
            # MagicMock has them.
            continue
        # What cannot be got now may be a property that needs more than an instance without anything.
        try:
            original = getattr(spec, entry)
        except AttributeError:
            continue
        kwargs = {'spec': original}
        if spec_set:
            kwargs = {'spec_set': original}
        if not isinstance(original, FunctionTypes):
            new = _SpecState(original, spec_set, mock, entry, instance)
            mock._mock_children[entry] = new
        else:
            parent = mock
            if isinstance(spec, FunctionTypes):
                parent = mock.mock
            skipfirst = _must_skip(spec, entry, is_type)
            kwargs['_eat_self'] = skipfirst
            child_klass = AsyncMock if _iscoroutinefunction(original) else MagicMock
            new = child_klass(parent=parent, name=entry, _new_name=entry, _new_parent=parent, **kwargs)
            mock._mock_children[entry] = new
            _check_sig(original, new, skipfirst=skipfirst)
        # Functions are set, so that they are found where functions are.
        if isinstance(new, FunctionTypes):
            setattr(mock, entry, new)
    return mock
