"""What posix needs user code for."""


def posix_fork():
    hooks = _fork_hooks()
    for before, child, parent in hooks[::-1]:
        if before is not None:
            before_fork(before)
    pid = _fork_now(before_fork)
    for before, child, parent in list(hooks):
        after = parent if pid else child
        if after is not None:
            before_fork(after)
    return pid


def before_fork(hook):
    try:
        hook()
    except BaseException as e:
        unraisable(e, hook)


def posix_execve(path, argv, env):
    keys = getattr(env, 'keys', None)
    values = getattr(env, 'values', None)
    if keys is None or values is None:
        raise TypeError('execve: environment must be a mapping object')
    table = {}
    for key in list(keys()):
        table[key] = env[key]
    return _execve_now(path, argv, table)
