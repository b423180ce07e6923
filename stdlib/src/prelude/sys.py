"""The hooks of sys."""


def sys_displayhook(value):
    import builtins
    import sys
    if value is None:
        return
    # Should showing the value use it, it is not yet there.
    builtins._ = None
    text = repr_of(value)
    stdout = getattr(sys, 'stdout', None)
    if stdout is None:
        raise RuntimeError('lost sys.stdout')
    try:
        stdout.write(text)
    except UnicodeEncodeError:
        encoded = text.encode(stdout.encoding, 'backslashreplace')
        if hasattr(stdout, 'buffer'):
            stdout.buffer.write(encoded)
        else:
            stdout.write(encoded.decode(stdout.encoding, 'strict'))
    stdout.write('\n')
    builtins._ = value


def sys_breakpointhook(args, kwargs):
    import os
    import sys
    name = os.environ.get('PYTHONBREAKPOINT')
    if sys.flags.ignore_environment or not name:
        name = 'pdb.set_trace'
    if name == '0':
        return None
    module_name, dot, function_name = name.rpartition('.')
    if not dot:
        module_name = 'builtins'
    try:
        module = __import__(module_name, None, None, [function_name])
        hook = getattr(module, function_name)
    except (ImportError, AttributeError):
        import warnings
        warnings.warn('Ignoring unimportable $PYTHONBREAKPOINT: "' + name + '"', RuntimeWarning)
        return None
    return hook(*args, **kwargs)


def sys_audit(event, args):
    for hook in _audit_hooks():
        hook(event, args)


def sys_getsizeof(x, default):
    method = _special(x, '__sizeof__')
    if method is None:
        if default:
            return default[0]
        raise TypeError('Type ' + _class_name(x) + " doesn't define __sizeof__")
    try:
        size = index_of(method())
    except TypeError:
        if default:
            return default[0]
        raise
    if size < 0:
        raise ValueError('__sizeof__() should return >= 0')
    return size


def site_quit(code):
    # Whoever catches the exception is to see that the program wants no more input.
    try:
        _modules()['sys'].stdin.close()
    except BaseException:
        pass
    raise SystemExit(code)


def site_help(args, kwds):
    import pydoc
    return pydoc.help(*args, **kwds)


def site_show(text):
    print(text)
