"""What subscription gives: `List[int]`, `Union[int, str]` and the like are instances of the classes here."""

# For whoever asks, what is defined here belongs to `typing`.
__name__ = 'typing'

import collections.abc
import operator
import types

from ._base import (
    _check_generic, _collect_parameters, _Final, _is_dunder, _NotIterable, _SpecialForm, _tp_cache, _type_check,
    _type_convert, _type_repr, _TypingEllipsis, _union, _unpack_args)


class _BaseGenericAlias(_Final, _root=True):
    """Stands in for a class, its origin: everything but dunder names is looked up there.

    `inst` says whether it can be called; an alias with a `name` of its own stands for something in this module.
    """

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        # So that a class may derive from it.
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            # An object that takes no attributes does not know how it was made.
            pass
        return result

    def __mro_entries__(self, bases):
        entries = []
        if self.__origin__ not in bases:
            entries.append(self.__origin__)
        after = bases[bases.index(self) + 1:]
        if not any(isinstance(b, _BaseGenericAlias) or issubclass(b, _generic.Generic) for b in after):
            entries.append(_generic.Generic)
        return tuple(entries)

    def __getattr__(self, attr):
        if attr in {'__origin__', '__args__'}:
            return super().__getattr__(attr)
        if attr in {'__name__', '__qualname__'} and '__origin__' in self.__dict__:
            return self._name or self.__origin__.__name__
        # The check prevents a loop while a copy has no attributes yet.
        if '__origin__' in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in {'_name', '_inst', '_nparams', '_paramspec_tvars', '_typevar_types'}:
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list(set(super().__dir__() + [attr for attr in dir(self.__origin__) if not _is_dunder(attr)]))


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A generic with arguments, such as `Mapping[str, T]`; it can be subscripted again while it has variables."""

    def __init__(self, origin, args, *, inst=True, name=None, _paramspec_tvars=False):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = tuple(... if a is _TypingEllipsis else a for a in args)
        self.__parameters__ = _collect_parameters(args)
        self._paramspec_tvars = _paramspec_tvars
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return _union(self, right)

    def __ror__(self, left):
        return _union(left, self)

    @_tp_cache
    def __getitem__(self, args):
        if self.__origin__ in (_generic.Generic, _generic.Protocol):
            # Their arguments are declarations and cannot be replaced.
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(_type_convert(p) for p in args)
        args = tuple(_unpack_args(args))
        return self.copy_with(self._determine_new_args(args))

    def _determine_new_args(self, args):
        """Return the arguments of the alias with its variables replaced by `args`."""
        params = self.__parameters__
        for param in params:
            prepare = getattr(param, '__typing_prepare_subst__', None)
            if prepare is not None:
                args = prepare(self, args)
        given, expected = len(args), len(params)
        if given != expected:
            raise TypeError(f"Too {'many' if given > expected else 'few'} arguments for {self};"
                            f" actual {given}, expected {expected}")
        return tuple(self._substitute(self.__args__, dict(zip(params, args))))

    def _substitute(self, args, values):
        new_args = []
        for old_arg in args:
            if isinstance(old_arg, type):
                new_args.append(old_arg)
                continue
            subst = getattr(old_arg, '__typing_subst__', None)
            if subst:
                new_arg = subst(values[old_arg])
            else:
                new_arg = old_arg
                subargs = []
                for param in getattr(old_arg, '__parameters__', ()):
                    if isinstance(param, _variables.TypeVarTuple):
                        subargs.extend(values[param])
                    else:
                        subargs.append(values[param])
                if getattr(old_arg, '__parameters__', ()):
                    new_arg = old_arg[tuple(subargs)]

            if self.__origin__ == collections.abc.Callable and isinstance(new_arg, tuple):
                # The parameters of a callable lie flat before its result.
                new_args.extend(new_arg)
            elif _is_unpacked_typevartuple(old_arg):
                # Its value is the tuple that `__typing_prepare_subst__` gathered.
                new_args.extend(new_arg)
            elif isinstance(old_arg, tuple):
                # A list of parameters given for a ParamSpec, with variables inside.
                new_args.append(tuple(self._substitute(old_arg, values)))
            else:
                new_args.append(new_arg)
        return new_args

    def copy_with(self, args):
        """Return the same alias with other arguments."""
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst,
                              _paramspec_tvars=self._paramspec_tvars)

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _type_repr(self.__origin__)
        # Only a tuple can be without arguments: `Tuple[()]`.
        args = ", ".join(_type_repr(a) for a in self.__args__) if self.__args__ else "()"
        return f'{name}[{args}]'

    def __reduce__(self):
        origin = getattr(_typing(), self._name) if self._name else self.__origin__
        args = tuple(self.__args__)
        if len(args) == 1 and not isinstance(args[0], tuple):
            args, = args
        return operator.getitem, (origin, args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is _generic.Generic:
            # It only declares variables: another generic base brings Generic along.
            if _generic.Protocol in bases:
                return ()
            for base in bases[bases.index(self) + 1:]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield _forms.Unpack[self]


def _typing():
    import typing
    return typing


def _is_unpacked_typevartuple(x):
    return not isinstance(x, type) and getattr(x, '__typing_is_unpacked_typevartuple__', False)


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """A generic without arguments that stands for a class elsewhere, such as `List`; `nparams` it takes."""

    def __init__(self, origin, nparams, *, inst=True, name=None):
        if name is None:
            name = origin.__name__
        super().__init__(origin, inst=inst, name=name)
        self._nparams = nparams
        if origin.__module__ == 'builtins':
            self.__doc__ = f'A generic version of {origin.__qualname__}.'
        else:
            self.__doc__ = f'A generic version of {origin.__module__}.{origin.__qualname__}.'

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        msg = "Parameters to generic types must be types."
        params = tuple(_type_check(p, msg) for p in params)
        _check_generic(self, params, self._nparams)
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return 'typing.' + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name

    def __or__(self, right):
        return _union(self, right)

    def __ror__(self, left):
        return _union(left, self)


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """`Callable[[int], str]`: its arguments lie flat, the result last."""

    def _has_flat_parameters(self):
        return not (len(self.__args__) == 2 and _variables._is_param_expr(self.__args__[0]))

    def __repr__(self):
        if not self._has_flat_parameters():
            return super().__repr__()
        args = ', '.join(_type_repr(a) for a in self.__args__[:-1])
        return f'typing.Callable[[{args}], {_type_repr(self.__args__[-1])}]'

    def __reduce__(self):
        args = self.__args__
        if self._has_flat_parameters():
            args = list(args[:-1]), args[-1]
        return operator.getitem, (_forms.Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    """`Callable` without arguments."""

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst,
                                     _paramspec_tvars=True)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        # A list cannot be hashed, and this goes through the cache.
        return self.__getitem_inner__((tuple(args) if isinstance(args, list) else args, result))

    @_tp_cache
    def __getitem_inner__(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is Ellipsis:
            return self.copy_with((_TypingEllipsis, result))
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with(tuple(_type_convert(arg) for arg in args) + (result,))


class _TupleType(_SpecialGenericAlias, _root=True):
    """`Tuple` without arguments; it takes any number of them."""

    @_tp_cache
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            msg = "Tuple[t, ...]: t must be a type."
            params = tuple(_type_check(p, msg) for p in params[:-1])
            return self.copy_with((*params, _TypingEllipsis))
        msg = "Tuple[t0, t1, ...]: each t must be a type."
        return self.copy_with(tuple(_type_check(p, msg) for p in params))


class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """`Union[int, str]`; the order of its arguments does not count."""

    def copy_with(self, params):
        return _forms.Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is type(None):
                return f'typing.Optional[{_type_repr(args[1])}]'
            if args[1] is type(None):
                return f'typing.Optional[{_type_repr(args[0])}]'
        return super().__repr__()

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)

    def __reduce__(self):
        func, (origin, args) = super().__reduce__()
        return func, (_forms.Union, args)


def _value_and_type_iter(parameters):
    return ((p, type(p)) for p in parameters)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    """`Literal[1, 'a']`; the order does not count, but the types do: 1 is not True."""

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_value_and_type_iter(self.__args__)) == set(_value_and_type_iter(other.__args__))

    def __hash__(self):
        return hash(frozenset(_value_and_type_iter(self.__args__)))


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    """`Concatenate[int, P]`: parameters in front of a ParamSpec's."""

    def copy_with(self, params):
        if isinstance(params[-1], (list, tuple)):
            return (*params[:-1], *params[-1])
        if isinstance(params[-1], _ConcatenateGenericAlias):
            params = (*params[:-1], *params[-1].__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    """`Unpack[Ts]`, also written `*Ts`."""

    def __repr__(self):
        # As it would be written with a star.
        return '*' + repr(self.__args__[0])

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        assert self.__origin__ is _forms.Unpack
        assert len(self.__args__) == 1
        arg, = self.__args__
        if isinstance(arg, _GenericAlias):
            assert arg.__origin__ is tuple
            return arg.__args__
        if isinstance(arg, types.GenericAlias):
            assert arg.__origin__ is tuple
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        assert self.__origin__ is _forms.Unpack
        assert len(self.__args__) == 1
        return isinstance(self.__args__[0], _variables.TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    """`Annotated[T, data...]`: the type T, which is its origin, with data for whoever understands it."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            # Nested annotations become one.
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin)
        self.__metadata__ = metadata

    def copy_with(self, params):
        assert len(params) == 1
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return "typing.Annotated[{}, {}]".format(
            _type_repr(self.__origin__), ", ".join(repr(a) for a in self.__metadata__))

    def __reduce__(self):
        return operator.getitem, (_forms.Annotated, (self.__origin__,) + self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in {'__name__', '__qualname__'}:
            return 'Annotated'
        return super().__getattr__(attr)


from . import _forms, _generic, _variables
