"""What classes, modules and objects hold: members, annotations, class trees, static look-up."""

# For whoever asks, what is defined here belongs to `inspect`.
__name__ = 'inspect'

import functools
import types
from collections import namedtuple

from ._predicates import isclass, isroutine

__all__ = [
    'Attribute', 'classify_class_attrs', 'get_annotations', 'getattr_static', 'getclasstree', 'getmembers',
    'getmembers_static', 'getmro', 'unwrap', 'walktree']


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """Return a new dict of the annotations of a class, a module or a callable.

    Unlike `obj.__annotations__` it never answers with those of a base class. With `eval_str` annotations that
    are strings are evaluated, by default in the namespaces of the object.
    """
    if isinstance(obj, type):
        ann = type.__dict__.get('__dict__').__get__(obj).get('__annotations__', None)
        if isinstance(ann, types.GetSetDescriptorType):
            ann = None
        obj_globals = None
        module_name = getattr(obj, '__module__', None)
        if module_name:
            import sys
            module = sys.modules.get(module_name, None)
            if module:
                obj_globals = getattr(module, '__dict__', None)
        obj_locals = dict(vars(obj))
        unwrapping = obj
    elif isinstance(obj, types.ModuleType):
        ann = getattr(obj, '__annotations__', None)
        obj_globals = getattr(obj, '__dict__')
        obj_locals = unwrapping = None
    elif callable(obj):
        # Also a partial and other callables, which mostly have none.
        ann = getattr(obj, '__annotations__', None)
        obj_globals = getattr(obj, '__globals__', None)
        obj_locals = None
        unwrapping = obj
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")

    if ann is None:
        return {}
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not ann:
        return {}
    if not eval_str:
        return dict(ann)

    if unwrapping is not None:
        while True:
            if hasattr(unwrapping, '__wrapped__'):
                unwrapping = unwrapping.__wrapped__
            elif isinstance(unwrapping, functools.partial):
                unwrapping = unwrapping.func
            else:
                break
        if hasattr(unwrapping, "__globals__"):
            obj_globals = unwrapping.__globals__
    if globals is None:
        globals = obj_globals
    if locals is None:
        locals = obj_locals
    return {key: value if not isinstance(value, str) else eval(value, globals, locals)
            for key, value in ann.items()}


def _members(object, predicate, getter):
    results = []
    processed = set()
    names = dir(object)
    if isclass(object):
        mro = getmro(object)
        # Attributes that a metaclass hides from dir(), such as those of types.DynamicClassAttribute.
        try:
            for base in object.__bases__:
                for name, value in base.__dict__.items():
                    if isinstance(value, types.DynamicClassAttribute):
                        names.append(name)
        except AttributeError:
            pass
    else:
        mro = ()
    for key in names:
        try:
            value = getter(object, key)
            if key in processed:
                raise AttributeError
        except AttributeError:
            # dir() may name what getattr does not find; a class's dict may still have it.
            for base in mro:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((key, value))
        processed.add(key)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """Return all members of an object as (name, value) pairs sorted by name, those that satisfy `predicate`."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """Return all members as `getmembers` does, without running descriptors, __getattr__ or __getattribute__."""
    return _members(object, predicate, getattr_static)


Attribute = namedtuple('Attribute', 'name kind defining_class object')


def classify_class_attrs(cls):
    """Return an `Attribute` for each name in dir(cls): its kind, the class that defines it, and its object.

    The kind is one of 'class method', 'static method', 'property', 'method' and 'data'.
    """
    mro = getmro(cls)
    metamro = tuple(c for c in getmro(type(cls)) if c not in (type, object))
    class_bases = (cls,) + mro
    all_bases = class_bases + metamro
    names = dir(cls)
    for base in mro:
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(name)
    result = []
    processed = set()
    for name in names:
        homecls = None
        get_obj = None
        dict_obj = None
        if name not in processed:
            try:
                if name == '__dict__':
                    raise Exception("__dict__ is special, don't want the proxy")
                get_obj = getattr(cls, name)
            except Exception:
                pass
            else:
                homecls = getattr(get_obj, "__objclass__", homecls)
                if homecls not in class_bases:
                    # The attribute may come from a metaclass, or be computed.
                    homecls = None
                    last_cls = None
                    for srch_cls in class_bases:
                        srch_obj = getattr(srch_cls, name, None)
                        if srch_obj is get_obj:
                            last_cls = srch_cls
                    for srch_cls in metamro:
                        try:
                            srch_obj = srch_cls.__getattr__(cls, name)
                        except AttributeError:
                            continue
                        if srch_obj is get_obj:
                            last_cls = srch_cls
                    if last_cls is not None:
                        homecls = last_cls
        for base in all_bases:
            if name in base.__dict__:
                dict_obj = base.__dict__[name]
                if homecls not in metamro:
                    homecls = base
                break
        if homecls is None:
            # dir() named an attribute that nobody has.
            continue
        obj = get_obj if get_obj is not None else dict_obj
        if isinstance(dict_obj, (staticmethod, types.BuiltinMethodType)):
            kind = "static method"
            obj = dict_obj
        elif isinstance(dict_obj, (classmethod, types.ClassMethodDescriptorType)):
            kind = "class method"
            obj = dict_obj
        elif isinstance(dict_obj, property):
            kind = "property"
            obj = dict_obj
        elif isroutine(obj):
            kind = "method"
        else:
            kind = "data"
        result.append(Attribute(name, kind, homecls, obj))
        processed.add(name)
    return result




def getmro(cls):
    """Return a tuple of the class and its bases, in the order in which attributes are looked up."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow `__wrapped__` to the innermost function, or to the first one for which `stop` is true."""
    original = func
    # Ids, since a wrapper may be unhashable; the objects live on in the chain.
    memo = {id(func): func}
    from sys import getrecursionlimit
    limit = getrecursionlimit()
    while hasattr(func, '__wrapped__') and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in memo or len(memo) >= limit:
            raise ValueError('wrapper loop when unwrapping {!r}'.format(original))
        memo[id(func)] = func
    return func


def walktree(classes, children, parent):
    """Build the nested list that `getclasstree` returns."""
    results = []
    classes.sort(key=lambda c: (c.__module__, c.__name__))
    for c in classes:
        results.append((c, c.__bases__))
        if c in children:
            results.append(walktree(children[c], children, c))
    return results


def getclasstree(classes, unique=False):
    """Arrange classes in a nested list: a list after a class holds the classes derived from it."""
    children = {}
    roots = []
    for c in classes:
        if c.__bases__:
            for parent in c.__bases__:
                siblings = children.setdefault(parent, [])
                if c not in siblings:
                    siblings.append(c)
                if unique and parent in classes:
                    break
        elif c not in roots:
            roots.append(c)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


# --- look-up that runs no code -----------------------------------------------------------------------------------

_sentinel = object()
_dunder_mro = type.__dict__["__mro__"].__get__
_dunder_dict = type.__dict__["__dict__"].__get__


def _shadowed_dict(klass):
    """Return what a class puts in place of `__dict__`, `_sentinel` if nothing."""
    for entry in _dunder_mro(klass):
        class_dict = _dunder_dict(entry)
        if "__dict__" in class_dict:
            found = class_dict["__dict__"]
            if not (type(found) is types.GetSetDescriptorType and found.__name__ == "__dict__"
                    and found.__objclass__ is entry):
                return found
    return _sentinel


def _in_instance(obj, attr):
    try:
        instance_dict = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return _sentinel
    return dict.get(instance_dict, attr, _sentinel)


def _in_class(klass, attr):
    for entry in _dunder_mro(klass):
        if _shadowed_dict(type(entry)) is _sentinel and attr in _dunder_dict(entry):
            return _dunder_dict(entry)[attr]
    return _sentinel


def getattr_static(obj, attr, default=_sentinel):
    """Look up an attribute without running descriptors, __getattr__ or __getattribute__.

    It may find what getattr does not (descriptors themselves) and miss what getattr finds (computed attributes).
    """
    instance_result = _sentinel
    if type not in _dunder_mro(type(obj)):
        # Asked in this way since isinstance() would believe an overridden `__class__`.
        klass = type(obj)
        dict_attr = _shadowed_dict(klass)
        if dict_attr is _sentinel or type(dict_attr) is types.MemberDescriptorType:
            instance_result = _in_instance(obj, attr)
    else:
        klass = obj

    klass_result = _in_class(klass, attr)
    if instance_result is not _sentinel and klass_result is not _sentinel:
        # A data descriptor wins over the instance.
        if (_in_class(type(klass_result), "__get__") is not _sentinel
                and (_in_class(type(klass_result), "__set__") is not _sentinel
                     or _in_class(type(klass_result), "__delete__") is not _sentinel)):
            return klass_result
    if instance_result is not _sentinel:
        return instance_result
    if klass_result is not _sentinel:
        return klass_result

    if obj is klass:
        # A class may get the attribute from its metaclass.
        for entry in _dunder_mro(type(klass)):
            if _shadowed_dict(type(entry)) is _sentinel and attr in _dunder_dict(entry):
                return _dunder_dict(entry)[attr]
    if default is not _sentinel:
        return default
    raise AttributeError(attr)
