"""The hooks of sys."""


def sys_displayhook(value):
    import builtins
    import sys
    if value is None:
        return
    # Should showing the value use it, it is not yet there.
    builtins._ = None
    text = repr_of(value)
    stdout = sys.stdout
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


def sys_excepthook(exctype, value, tb):
    import sys
    import traceback
    stderr = sys.stderr
    if stderr is None:
        return
    stdout = sys.stdout
    if stdout is not None:
        try:
            stdout.flush()
        except BaseException:
            pass
    if not _is_kind(value, 'BaseException'):
        stderr.write('TypeError: print_exception(): Exception expected for value, ' + _class_name(value) + ' found\n')
        return
    traceback.print_exception(exctype, value, tb, file=stderr)
    stderr.flush()


def sys_unraisablehook(args):
    import sys
    import traceback
    stderr = sys.stderr
    if stderr is None:
        return
    message = args.err_msg
    if args.object is not None:
        if message is None:
            message = 'Exception ignored in'
        try:
            shown = repr_of(args.object)
        except BaseException:
            shown = '<object repr() failed>'
        stderr.write(str_of(message) + ': ' + shown + '\n')
    elif message is not None:
        stderr.write(str_of(message) + ':\n')
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=stderr)
    stderr.flush()


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
