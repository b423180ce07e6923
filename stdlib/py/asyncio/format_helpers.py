"""How callbacks are shown, and what debug mode keeps of the stack."""


def _get_function_source(func):
    """Return (file, line) of a function in Python, None for anything else."""
    import functools
    import inspect
    func = inspect.unwrap(func)
    if inspect.isfunction(func):
        code = func.__code__
        return code.co_filename, code.co_firstlineno
    if isinstance(func, (functools.partial, functools.partialmethod)):
        return _get_function_source(func.func)
    return None


def _format_callback_source(func, args):
    text = _format_callback(func, args, None)
    source = _get_function_source(func)
    if source:
        text += f' at {source[0]}:{source[1]}'
    return text


def _format_args_and_kwargs(args, kwargs):
    """Show arguments as in a call, long ones shortened."""
    import reprlib
    items = [reprlib.repr(arg) for arg in args]
    if kwargs:
        items += [f'{name}={reprlib.repr(arg)}' for name, arg in kwargs.items()]
    return f'({", ".join(items)})'


def _format_callback(func, args, kwargs, suffix=''):
    import functools
    if isinstance(func, functools.partial):
        suffix = _format_args_and_kwargs(args, kwargs) + suffix
        return _format_callback(func.func, func.args, func.keywords, suffix)
    name = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    return name + _format_args_and_kwargs(args, kwargs) + suffix


def extract_stack(f=None, limit=None):
    """Return the innermost frames of the stack. Their lines of source are read when they are shown."""
    import sys
    import traceback
    from . import constants
    if f is None:
        f = sys._getframe().f_back
    if limit is None:
        limit = constants.DEBUG_STACK_DEPTH
    stack = traceback.StackSummary.extract(traceback.walk_stack(f), limit=limit, lookup_lines=False)
    stack.reverse()
    return stack
