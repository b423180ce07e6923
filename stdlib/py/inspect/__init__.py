"""Learn about live objects: modules, classes, functions, frames, tracebacks and code.

The parts: `_predicates` tells kinds of objects apart, `_members` lists what classes and modules hold, `_source`
finds source text and documentation, `_frames` looks at frames and suspended coroutines, `_signature` describes
how a callable is called and `_arguments` answers the older questions about arguments.
"""

from ._predicates import *
from ._predicates import (
    CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_ITERABLE_COROUTINE, CO_NESTED, CO_NEWLOCALS, CO_NOFREE,
    CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, TPFLAGS_IS_ABSTRACT, _has_code_flag)
from ._members import *
from ._source import *
from ._source import _finddoc
from ._frames import *
from ._signature import *
from ._signature import (
    _empty, _ParameterKind, _signature_from_callable, _signature_fromstr, _signature_strip_non_python_syntax, _void)
from ._arguments import *
from ._source import modulesbyfile, _filesbymodname

__all__ = [
    "ArgInfo", "Arguments", "Attribute", "BlockFinder", "BoundArguments", "CORO_CLOSED", "CORO_CREATED",
    "CORO_RUNNING", "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE", "CO_GENERATOR",
    "CO_ITERABLE_COROUTINE", "CO_NESTED", "CO_NEWLOCALS", "CO_NOFREE", "CO_OPTIMIZED", "CO_VARARGS",
    "CO_VARKEYWORDS", "ClassFoundException", "ClosureVars", "EndOfBlock", "FrameInfo", "FullArgSpec",
    "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "Parameter", "Signature",
    "TPFLAGS_IS_ABSTRACT", "Traceback", "classify_class_attrs", "cleandoc", "currentframe", "findsource",
    "formatannotation", "formatannotationrelativeto", "formatargvalues", "get_annotations", "getabsfile",
    "getargs", "getargvalues", "getattr_static", "getblock", "getcallargs", "getclasstree", "getclosurevars",
    "getcomments", "getcoroutinelocals", "getcoroutinestate", "getdoc", "getfile", "getframeinfo",
    "getfullargspec", "getgeneratorlocals", "getgeneratorstate", "getinnerframes", "getlineno", "getmembers",
    "getmembers_static", "getmodule", "getmodulename", "getmro", "getouterframes", "getsource",
    "getsourcefile", "getsourcelines", "indentsize", "isabstract", "isasyncgen", "isasyncgenfunction",
    "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction",
    "isdatadescriptor", "isframe", "isfunction", "isgenerator", "isgeneratorfunction",
    "isgetsetdescriptor", "ismemberdescriptor", "ismethod", "ismethoddescriptor", "ismethodwrapper",
    "ismodule", "isroutine", "istraceback", "signature", "stack", "trace", "unwrap", "walktree",
]

# Modules that programs find here because CPython's module imports them. They are loaded when one is used.
_MODULES = ("abc", "builtins", "collections", "enum", "functools", "importlib", "itertools", "linecache", "os", "re",
            "sys", "token", "tokenize", "types")


def __getattr__(name):
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = globals()[name] = __import__(name)
    return module


if __name__ == "__main__":
    from inspect.__main__ import main
    main()
