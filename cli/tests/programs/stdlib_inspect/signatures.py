# Signatures: parameters, binding, errors, partial, classes.
import functools
import inspect
from inspect import Parameter, Signature


def f(a, b: int = 2, /, c=3, *args, d, e: "str" = "x", **kw) -> float:
    """Doc.

        indented
    """


class C:
    attribute = 1

    def __init__(self, x, *, y=2):
        pass

    def method(self, z):
        pass

    @classmethod
    def make(cls, w):
        pass

    @staticmethod
    def plain(v):
        pass

    def __call__(self, q=1):
        pass


class D(C):
    def method(self, z):
        pass


C.method.__doc__ = "Inherited doc."
sig = inspect.signature(f)
print(sig, sig.return_annotation, [(p.name, p.kind.name, p.default) for p in sig.parameters.values() if p.default is not p.empty])
for target in (C, C(1), C(1).method, C.method, C.make, C.plain, functools.partial(f, 1, d=5), functools.partial(f, c=9), lambda *, k: 0):
    print(inspect.signature(target))
bound = sig.bind(1, 2, 3, 4, 5, d=6, z=7)
print(bound, bound.args, bound.kwargs)
bound = sig.bind_partial(1)
bound.apply_defaults()
print(bound.arguments)
for args, kwargs in (((), {}), ((1,), {}), ((1,), {"a": 2, "d": 3}), ((1, 2, 3), {"c": 1, "d": 1})):
    try:
        print(sig.bind(*args, **kwargs))
    except TypeError as error:
        print("TypeError", error)
for bad in (lambda: Parameter("x y", Parameter.KEYWORD_ONLY), lambda: Parameter("def", Parameter.KEYWORD_ONLY),
            lambda: Parameter("a", Parameter.VAR_KEYWORD, default=1), lambda: inspect.signature(3),
            lambda: Signature([Parameter("a", Parameter.KEYWORD_ONLY), Parameter("b", Parameter.POSITIONAL_ONLY)]),
            lambda: Signature([Parameter("a", Parameter.KEYWORD_ONLY)] * 2), lambda: inspect.getfullargspec(3),
            lambda: inspect.getcallargs(C.method, 1), lambda: inspect.unwrap(loop)):
    try:
        print(bad())
    except (TypeError, ValueError, NameError) as error:
        print(type(error).__name__, str(error)[:70])
print(sig.replace(parameters=[], return_annotation=int), Parameter("x", Parameter.VAR_POSITIONAL, annotation=int))
print(inspect.getfullargspec(f))
print(inspect.getcallargs(f, 1, d=2, z=3), inspect.getdoc(D.method), repr(inspect.getdoc(f)), inspect.cleandoc(" a\n    b\n      c\n"))
print(inspect.getattr_static(C, "make").__class__.__name__, inspect.getmro(D), inspect.get_annotations(f))
