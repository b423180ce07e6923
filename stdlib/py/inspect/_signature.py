"""How a callable is called: Parameter, Signature, BoundArguments, and `signature()` that finds them out."""

# For whoever asks, what is defined here belongs to `inspect`.
__name__ = 'inspect'

import enum
import functools
import sys
import types
from collections import OrderedDict
from keyword import iskeyword

from ._members import get_annotations, unwrap
from ._predicates import CO_VARARGS, CO_VARKEYWORDS, _looks_like_function, isbuiltin, isfunction, ismethoddescriptor

__all__ = ['BoundArguments', 'Parameter', 'Signature', 'formatannotation', 'formatannotationrelativeto', 'signature']


class _void:
    """Marks an argument of `replace()` that was not given."""


class _empty:
    """Marks a parameter without default or annotation, and a signature without return annotation."""


class _ParameterKind(enum.IntEnum):
    """The ways in which an argument reaches a parameter, in the order in which they may follow each other."""

    POSITIONAL_ONLY = 'positional-only'
    POSITIONAL_OR_KEYWORD = 'positional or keyword'
    VAR_POSITIONAL = 'variadic positional'
    KEYWORD_ONLY = 'keyword-only'
    VAR_KEYWORD = 'variadic keyword'

    def __new__(cls, description):
        value = len(cls.__members__)
        member = int.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    def __str__(self):
        return self.name


_POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
_POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
_VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
_KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
_VAR_KEYWORD = _ParameterKind.VAR_KEYWORD


def formatannotation(annotation, base_module=None):
    """Return the text of an annotation as it would be written in the module `base_module`."""
    if getattr(annotation, '__module__', None) == 'typing':
        import re
        return re.sub(r'[\w\.]+', lambda match: match.group().removeprefix('typing.'), repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return annotation.__module__ + '.' + annotation.__qualname__
    return repr(annotation)


def formatannotationrelativeto(object):
    """Return a function that formats annotations as they would be written in the module of `object`."""
    module = getattr(object, '__module__', None)
    return lambda annotation: formatannotation(annotation, module)


class Parameter:
    """One parameter of a signature: its name, kind, default and annotation. It cannot be changed."""

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD

    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f'value {kind!r} is not a valid Parameter.kind')
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError('{} parameters cannot have default values'.format(self._kind.description))
        self._default = default
        self._annotation = annotation

        if name is _empty:
            raise ValueError('name is a required attribute for Parameter')
        if not isinstance(name, str):
            raise TypeError('name must be a str, not a {}'.format(type(name).__name__))
        if name[:1] == '.' and name[1:].isdigit():
            # The compiler's own parameter of a comprehension; it has no name one could write.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError('implicit arguments must be passed as positional or keyword arguments, not {}'.format(
                    self._kind.description))
            self._kind = _POSITIONAL_ONLY
            name = 'implicit{}'.format(name[1:])
        reserved = iskeyword(name) and self._kind is not _POSITIONAL_ONLY
        if reserved or not name.isidentifier():
            raise ValueError('{!r} is not a valid parameter name'.format(name))
        self._name = name

    def __reduce__(self):
        return (type(self), (self._name, self._kind), {'_default': self._default, '_annotation': self._annotation})

    def __setstate__(self, state):
        self._default = state['_default']
        self._annotation = state['_annotation']

    @property
    def name(self):
        return self._name

    @property
    def default(self):
        return self._default

    @property
    def annotation(self):
        return self._annotation

    @property
    def kind(self):
        return self._kind

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """Return a copy with some parts replaced."""
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text = '{}: {}'.format(text, formatannotation(self._annotation))
        if self._default is not _empty:
            text += (' = {}' if self._annotation is not _empty else '={}').format(repr(self._default))
        if self._kind == _VAR_POSITIONAL:
            text = '*' + text
        elif self._kind == _VAR_KEYWORD:
            text = '**' + text
        return text

    def __repr__(self):
        return '<{} "{}">'.format(self.__class__.__name__, self)

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind
                and self._default == other._default and self._annotation == other._annotation)


class BoundArguments:
    """The arguments of a call by the names of the parameters that take them. It can be changed."""

    __slots__ = ('arguments', '_signature', '__weakref__')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    @property
    def args(self):
        """The positional arguments, as a tuple."""
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                break
            try:
                arg = self.arguments[name]
            except KeyError:
                # From here on only keywords can be given.
                break
            if param.kind == _VAR_POSITIONAL:
                args.extend(arg)
            else:
                args.append(arg)
        return tuple(args)

    @property
    def kwargs(self):
        """The keyword arguments, as a dict."""
        kwargs = {}
        by_keyword = False
        for name, param in self._signature.parameters.items():
            if not by_keyword:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_keyword = True
                elif name not in self.arguments:
                    by_keyword = True
                    continue
            if not by_keyword or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Fill in the defaults of what was not given: () for *args and {} for **kwargs."""
        arguments = self.arguments
        filled = []
        for name, param in self._signature.parameters.items():
            if name in arguments:
                value = arguments[name]
            elif param.default is not _empty:
                value = param.default
            elif param.kind is _VAR_POSITIONAL:
                value = ()
            elif param.kind is _VAR_KEYWORD:
                value = {}
            else:
                # Bound partially: nothing is known of it.
                continue
            filled.append((name, value))
        self.arguments = dict(filled)

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __setstate__(self, state):
        self._signature = state['_signature']
        self.arguments = state['arguments']

    def __getstate__(self):
        return {'_signature': self._signature, 'arguments': self.arguments}

    def __repr__(self):
        args = ['{}={!r}'.format(arg, value) for arg, value in self.arguments.items()]
        return '<{} ({})>'.format(self.__class__.__name__, ', '.join(args))


class Signature:
    """The parameters of a callable in order, and its return annotation. It cannot be changed."""

    __slots__ = ('_return_annotation', '_parameters')

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        if parameters is None:
            params = OrderedDict()
        elif not __validate_parameters__:
            params = OrderedDict((param.name, param) for param in parameters)
        else:
            params = OrderedDict()
            top_kind = _POSITIONAL_ONLY
            seen_default = False
            for param in parameters:
                kind = param.kind
                name = param.name
                if kind < top_kind:
                    raise ValueError('wrong parameter order: {} parameter before {} parameter'.format(
                        top_kind.description, kind.description))
                top_kind = kind
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if param.default is not _empty:
                        seen_default = True
                    elif seen_default:
                        raise ValueError('non-default argument follows default argument')
                if name in params:
                    raise ValueError('duplicate parameter name: {!r}'.format(name))
                params[name] = param
        self._parameters = types.MappingProxyType(params)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """Return the signature of a callable."""
        return _signature_from_callable(obj, sigcls=cls, follow_wrapper_chains=follow_wrapped,
                                        globals=globals, locals=locals, eval_str=eval_str)

    @property
    def parameters(self):
        return self._parameters

    @property
    def return_annotation(self):
        return self._return_annotation

    def replace(self, *, parameters=_void, return_annotation=_void):
        """Return a copy with other parameters or another return annotation."""
        return type(self)(
            self.parameters.values() if parameters is _void else parameters,
            return_annotation=self._return_annotation if return_annotation is _void else return_annotation)

    def _hash_basis(self):
        # The order of keyword-only parameters means nothing.
        params = tuple(p for p in self.parameters.values() if p.kind != _KEYWORD_ONLY)
        kwo_params = {p.name: p for p in self.parameters.values() if p.kind == _KEYWORD_ONLY}
        return params, kwo_params, self.return_annotation

    def __hash__(self):
        params, kwo_params, return_annotation = self._hash_basis()
        return hash((params, frozenset(kwo_params.values()), return_annotation))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._hash_basis() == other._hash_basis()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        left = list(args)
        params = list(self.parameters.values())
        taken = 0               # parameters that positional arguments, or their lack, have dealt with
        used = 0
        while taken < len(params):
            param = params[taken]
            kind = param.kind
            if kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                break
            if kind == _VAR_POSITIONAL:
                if used < len(left):
                    arguments[param.name] = tuple(left[used:])
                    used = len(left)
                taken += 1
                break
            if used < len(left):
                if param.name in kwargs and kind != _POSITIONAL_ONLY:
                    raise TypeError('multiple values for argument {arg!r}'.format(arg=param.name)) from None
                arguments[param.name] = left[used]
                used += 1
                taken += 1
                continue
            if param.name in kwargs:
                if kind == _POSITIONAL_ONLY:
                    raise TypeError('{arg!r} parameter is positional only, but was passed as a keyword'.format(
                        arg=param.name)) from None
                break
            if param.default is not _empty:
                # Later ones may still be given by keyword; only what follows without default is an error.
                taken += 1
                continue
            if partial:
                break
            raise TypeError('missing a required argument: {arg!r}'.format(arg=param.name)) from None
        if used < len(left):
            raise TypeError('too many positional arguments') from None

        kwargs = dict(kwargs)
        kwargs_param = None
        for param in params[taken:]:
            if param.kind == _VAR_KEYWORD:
                kwargs_param = param
                continue
            if param.kind == _VAR_POSITIONAL:
                # Reached only by keyword arguments: there is nothing for it.
                continue
            name = param.name
            if name not in kwargs:
                if not partial and param.default is _empty:
                    raise TypeError('missing a required argument: {arg!r}'.format(arg=name)) from None
            else:
                if param.kind == _POSITIONAL_ONLY:
                    raise TypeError('{arg!r} parameter is positional only, but was passed as a keyword'.format(
                        arg=name))
                arguments[name] = kwargs.pop(name)
        if kwargs:
            if kwargs_param is None:
                raise TypeError('got an unexpected keyword argument {arg!r}'.format(arg=next(iter(kwargs))))
            arguments[kwargs_param.name] = kwargs
        return self._bound_arguments_cls(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Return the BoundArguments of a call with these arguments; TypeError if the call would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """Return the BoundArguments of a call from which arguments may be missing."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),), {'_return_annotation': self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state['_return_annotation']

    def __repr__(self):
        return '<{} {}>'.format(self.__class__.__name__, self)

    def __str__(self):
        parts = []
        slash_due = False
        star_due = True
        for param in self.parameters.values():
            kind = param.kind
            if kind == _POSITIONAL_ONLY:
                slash_due = True
            elif slash_due:
                parts.append('/')
                slash_due = False
            if kind == _VAR_POSITIONAL:
                star_due = False
            elif kind == _KEYWORD_ONLY and star_due:
                parts.append('*')
                star_due = False
            parts.append(str(param))
        if slash_due:
            parts.append('/')
        text = '({})'.format(', '.join(parts))
        if self.return_annotation is not _empty:
            text += ' -> {}'.format(formatannotation(self.return_annotation))
        return text


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """Return the signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


# --- finding the signature of a callable -------------------------------------------------------------------------

_WrapperDescriptor = type(type.__call__)
_MethodWrapper = type(all.__call__)
_ClassMethodWrapper = type(int.__dict__['from_bytes'])
_NON_USER_DEFINED = (_WrapperDescriptor, _MethodWrapper, _ClassMethodWrapper, types.BuiltinFunctionType)


def _user_defined(cls, method_name):
    """Return the method of a class if a program defined it, None if it is native or missing."""
    meth = getattr(cls, method_name, None)
    return None if isinstance(meth, _NON_USER_DEFINED) else meth


def _is_native(obj):
    return (isbuiltin(obj) or ismethoddescriptor(obj) or isinstance(obj, _NON_USER_DEFINED)
            or obj in (type, object))


def _without_first(sig):
    """Return a signature without the parameter that binding fills."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    kind = params[0].kind
    if kind in (_POSITIONAL_OR_KEYWORD, _POSITIONAL_ONLY):
        params = params[1:]
    elif kind is not _VAR_POSITIONAL:
        raise ValueError('invalid argument type')
    return sig.replace(parameters=params)


def _partial_signature(wrapped_sig, partial, extra_args=()):
    """Return what is left of a signature when a partial has given some of the arguments."""
    old_params = wrapped_sig.parameters
    partial_keywords = partial.keywords or {}
    partial_args = extra_args + (partial.args or ())
    try:
        ba = wrapped_sig.bind_partial(*partial_args, **partial_keywords)
    except TypeError as ex:
        raise ValueError('partial object {!r} has incorrect arguments'.format(partial)) from ex

    new_params = dict(old_params)
    to_keyword_only = False
    for name, param in old_params.items():
        try:
            value = ba.arguments[name]
        except KeyError:
            pass
        else:
            if param.kind is _POSITIONAL_ONLY:
                new_params.pop(name)
                continue
            if param.kind is _POSITIONAL_OR_KEYWORD:
                if name in partial_keywords:
                    # It can still be overridden by keyword, and all after it can only be given so.
                    to_keyword_only = True
                    new_params[name] = param.replace(default=value)
                else:
                    new_params.pop(name)
                    continue
            if param.kind is _KEYWORD_ONLY:
                new_params[name] = param.replace(default=value)

        if to_keyword_only:
            if param.kind is _POSITIONAL_OR_KEYWORD:
                changed = new_params.pop(name).replace(kind=_KEYWORD_ONLY)
                new_params[name] = changed
            elif param.kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
                # Keep the order: it stands behind those that became keyword-only.
                new_params[name] = new_params.pop(name)
            elif param.kind is _VAR_POSITIONAL:
                new_params.pop(name)
    return wrapped_sig.replace(parameters=new_params.values())


def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None, eval_str=False):
    is_duck_function = False
    if not isfunction(func):
        if not _looks_like_function(func):
            raise TypeError('{!r} is not a Python function'.format(func))
        is_duck_function = True

    s = getattr(func, "__text_signature__", None)
    if s:
        return _signature_fromstr(cls, func, s, skip_bound_arg)

    make = cls._parameter_cls
    code = func.__code__
    positional_count = code.co_argcount
    names = code.co_varnames
    keyword_only_count = code.co_kwonlyargcount
    positional = names[:positional_count]
    keyword_only = names[positional_count:positional_count + keyword_only_count]
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    first_default = positional_count - len(defaults)

    parameters = []
    for i, name in enumerate(positional):
        parameters.append(make(
            name, kind=_POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD,
            annotation=annotations.get(name, _empty),
            default=defaults[i - first_default] if i >= first_default else _empty))
    index = positional_count + keyword_only_count
    if code.co_flags & CO_VARARGS:
        name = names[index]
        index += 1
        parameters.append(make(name, annotation=annotations.get(name, _empty), kind=_VAR_POSITIONAL))
    for name in keyword_only:
        parameters.append(make(name, annotation=annotations.get(name, _empty), kind=_KEYWORD_ONLY,
                               default=kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        name = names[index]
        parameters.append(make(name, annotation=annotations.get(name, _empty), kind=_VAR_KEYWORD))
    # The compiler has seen to the order; only a stand-in for a function may be wrong.
    return cls(parameters, return_annotation=annotations.get('return', _empty),
               __validate_parameters__=is_duck_function)


def _signature_strip_non_python_syntax(signature):
    """Take the marks of native signatures out of their text.

    `$` stands before a parameter that is already bound, and `/` after the positional-only ones. Returns the text
    without them and without needless space, the index of the bound parameter and of the last positional-only
    one, each None if there is no such.
    """
    if not signature:
        return signature, None, None
    self_parameter = last_positional_only = None
    current = 0
    depth = 0
    out = []
    i = 0
    while i < len(signature):
        c = signature[i]
        i += 1
        if c in '"\'':
            end = i
            while end < len(signature) and signature[end] != c:
                end += 2 if signature[end] == '\\' else 1
            out.append(signature[i - 1:end + 1])
            i = end + 1
            continue
        if c.isspace():
            continue
        if c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        elif depth == 1:
            if c == ',':
                if out[-1] == '/':
                    # The mark was no parameter, so its comma goes with it.
                    out.pop()
                    continue
                current += 1
                c = ', '
            elif c == '$':
                assert self_parameter is None
                self_parameter = current
                continue
            elif c == '/' and out[-1] == ', ':
                last_positional_only = current - 1
        out.append(c)
    if out[-2:-1] == ['/']:
        # The mark ended the list, and a comma stands before it.
        del out[-3:-1]
    return ''.join(out), self_parameter, last_positional_only


def _split_parameters(text):
    """Split 'a, b=(1, 2), *, c' at the commas outside brackets and strings."""
    parts = ['']
    depth = 0
    quote = None
    for c in text:
        if quote:
            quote = None if c == quote else quote
        elif c in '"\'':
            quote = c
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
        elif c == ',' and depth == 0:
            parts.append('')
            continue
        parts[-1] += c
    return [part.strip() for part in parts if part.strip()]


class _TextNames(dict):
    """The names that a default in a native signature may use: those of its module, then loaded modules."""

    def __init__(self, module_dict):
        super().__init__(module_dict)

    def __missing__(self, name):
        if name in sys.modules:
            return sys.modules[name]
        raise ValueError(name)


def _signature_fromstr(cls, obj, s, skip_bound_arg=True):
    """Return the signature that the text of a native function's `__text_signature__` describes."""
    clean, self_parameter, last_positional_only = _signature_strip_non_python_syntax(s)
    failure = ValueError("{!r} builtin has invalid signature".format(obj))
    if clean[:1] != '(' or ')' not in clean:
        raise failure

    module_dict = {}
    module_name = getattr(obj, '__module__', None)
    if not module_name:
        module_name = getattr(getattr(obj, '__objclass__', None), '__module__', None)
    module = sys.modules.get(module_name, None)
    if module:
        module_dict = module.__dict__
    names = _TextNames(module_dict)

    make = cls._parameter_cls
    parameters = []
    kind = _POSITIONAL_OR_KEYWORD
    seen_default = False
    for part in _split_parameters(clean[1:clean.rindex(')')]):
        if part == '*':
            kind = _KEYWORD_ONLY
            continue
        this_kind = kind
        if last_positional_only is not None and len(parameters) <= last_positional_only:
            this_kind = _POSITIONAL_ONLY
        if part.startswith('**'):
            part, this_kind = part[2:], _VAR_KEYWORD
        elif part.startswith('*'):
            part, this_kind = part[1:], _VAR_POSITIONAL
            kind = _KEYWORD_ONLY
        name, has_default, default_text = part.partition('=')
        name = name.strip()
        if not name.isidentifier():
            raise failure
        default = _empty
        if has_default:
            try:
                default = eval(default_text.strip(), {'__builtins__': {}}, names)
            except Exception:
                # A default that cannot be written in Python: the whole signature is unknown.
                raise failure from None
            if not isinstance(default, (str, int, float, bytes, bool, type(None), tuple, list, dict, set)):
                raise failure
            seen_default = True
        elif seen_default and this_kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            raise failure
        parameters.append(make(name, this_kind, default=default))

    if self_parameter is not None:
        # The first parameter is already bound, except on a method looked up on its class.
        owner = getattr(obj, '__self__', None)
        if owner is not None and (skip_bound_arg or type(owner).__name__ == 'module'):
            parameters.pop(0)
        elif parameters:
            parameters[0] = parameters[0].replace(kind=_POSITIONAL_ONLY)
    return cls(parameters, return_annotation=cls.empty)


def _signature_from_builtin(cls, func, skip_bound_arg=True):
    s = getattr(func, "__text_signature__", None)
    if not s:
        raise ValueError("no signature found for builtin {!r}".format(func))
    return _signature_fromstr(cls, func, s, skip_bound_arg)


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True,
                             globals=None, locals=None, eval_str=False, sigcls):
    """Find the signature of any callable; TypeError or ValueError say why there is none."""

    def inner(wrapped):
        return _signature_from_callable(
            wrapped, follow_wrapper_chains=follow_wrapper_chains, skip_bound_arg=skip_bound_arg,
            globals=globals, locals=locals, sigcls=sigcls, eval_str=eval_str)

    if not callable(obj):
        raise TypeError('{!r} is not a callable object'.format(obj))
    if isinstance(obj, types.MethodType):
        # Binding takes the first parameter of whatever the method wraps.
        sig = inner(obj.__func__)
        return _without_first(sig) if skip_bound_arg else sig

    if follow_wrapper_chains:
        # A `__signature__` on the way stops the search.
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            # What was wrapped may be bound.
            return inner(obj)

    try:
        sig = obj.__signature__
    except AttributeError:
        pass
    else:
        if sig is not None:
            if not isinstance(sig, Signature):
                raise TypeError('unexpected object {!r} in __signature__ attribute'.format(sig))
            return sig

    try:
        partialmethod = obj._partialmethod
    except AttributeError:
        pass
    else:
        if isinstance(partialmethod, functools.partialmethod):
            # Its own first parameter comes before those that it has filled.
            wrapped_sig = inner(partialmethod.func)
            sig = _partial_signature(wrapped_sig, partialmethod, (None,))
            first = tuple(wrapped_sig.parameters.values())[0]
            if first.kind is _VAR_POSITIONAL:
                return sig
            return sig.replace(parameters=(first,) + tuple(sig.parameters.values()))

    if isfunction(obj) or _looks_like_function(obj):
        return _signature_from_function(sigcls, obj, skip_bound_arg=skip_bound_arg,
                                        globals=globals, locals=locals, eval_str=eval_str)
    if _is_native(obj):
        return _signature_from_builtin(sigcls, obj, skip_bound_arg=skip_bound_arg)
    if isinstance(obj, functools.partial):
        return _partial_signature(inner(obj.func), obj)

    sig = None
    if isinstance(obj, type):
        sig = _signature_of_class(obj, inner, sigcls)
        if not isinstance(sig, _Unbound):
            return sig
        sig = sig.signature
    elif not isinstance(obj, _NON_USER_DEFINED):
        # An instance with a __call__ of its own.
        call = _user_defined(type(obj), '__call__')
        if call is not None:
            try:
                sig = inner(call)
            except ValueError as ex:
                raise ValueError('no signature found for {!r}'.format(obj)) from ex
    if sig is not None:
        return _without_first(sig) if skip_bound_arg else sig
    if isinstance(obj, types.BuiltinFunctionType):
        raise ValueError('no signature found for builtin function {!r}'.format(obj))
    raise ValueError('callable {!r} is not supported by signature'.format(obj))


class _Unbound:
    """The signature of a method of which the first parameter is still to go."""

    def __init__(self, signature):
        self.signature = signature


def _signature_of_class(obj, inner, sigcls):
    """Find how a class is called: by its metaclass, its __new__ or its __init__, whichever a program defined."""
    call = _user_defined(type(obj), '__call__')
    if call is not None:
        return _Unbound(inner(call))
    new = _user_defined(obj, '__new__')
    init = _user_defined(obj, '__init__')
    # The one nearer to the class in its inheritance decides.
    for base in obj.__mro__:
        if new is not None and '__new__' in base.__dict__:
            return _Unbound(inner(new))
        if init is not None and '__init__' in base.__dict__:
            return _Unbound(inner(init))

    # Only native classes are left: the nearest that says how it is called.
    for base in obj.__mro__[:-1]:
        try:
            text_sig = base.__text_signature__
        except AttributeError:
            continue
        if text_sig:
            return _signature_fromstr(sigcls, base, text_sig)
    if type not in obj.__mro__:
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return sigcls.from_callable(object)
        raise ValueError('no signature found for builtin type {!r}'.format(obj))
    return _Unbound(None)
