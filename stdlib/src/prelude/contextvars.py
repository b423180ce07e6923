"""Contexts and their variables: running in a context, and what is said of variables and tokens."""


def context_run(context, f, args, named):
    previous = _context_enter(context)
    try:
        return f(*args, **named)
    finally:
        _context_leave(context, previous)


def context_var_repr(var):
    default = _context_default(var)
    shown = f' default={repr_of(default[0])}' if default else ''
    return f'<ContextVar name={repr_of(var.name)}{shown} at {_address(var)}>'


def token_repr(token):
    used = ' used' if _token_used(token) else ''
    return f'<Token{used} var={context_var_repr(token.var)} at {_address(token)}>'


def no_context_var(x):
    raise TypeError(f'a ContextVar key was expected, got {repr_of(x)}')


def no_token(x):
    raise TypeError(f'expected an instance of Token, got {repr_of(x)}')


def bad_token(token, problem):
    kind = RuntimeError if _token_used(token) else ValueError
    raise kind(f'{token_repr(token)} {problem}')
