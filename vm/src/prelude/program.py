"""The main program: running it, reporting what it did not catch, and finishing."""


def import_warnings():
    # It reads the options, and complains about those that make no sense.
    import warnings


def run_program(code, namespace):
    failure = None
    try:
        issue_compile_warnings()
        _exec(code, namespace, namespace)
    except BaseException as e:
        failure = e
    return failure


def run_module_as_main(name):
    failure = None
    try:
        import runpy
        runpy._run_module_as_main(name)
    except BaseException as e:
        failure = e
    return failure


def finish_after(failure):
    # The hook does not handle the exception: it is given it.
    status = 0 if failure is None else report(failure)
    failure = None
    return finish(status)


def report_and_finish(e):
    return finish(report(e))


def report(e):
    if _is_kind(e, 'SystemExit'):
        return exit_status(e)
    sys = _modules().get('sys')
    if sys is None:
        print_exception(e)
        return 1
    sys.last_type = _type(e)
    sys.last_value = e
    sys.last_traceback = e.__traceback__
    hook = getattr(sys, 'excepthook', None)
    if hook is None:
        error_output('sys.excepthook is missing\n')
        print_exception(e)
    else:
        try:
            hook(_type(e), e, e.__traceback__)
        except SystemExit as stop:
            return exit_status(stop)
        except BaseException as other:
            error_output('Error in sys.excepthook:\n')
            print_exception(other)
            error_output('\nOriginal exception was:\n')
            print_exception(e)
    if _is_kind(e, 'KeyboardInterrupt'):
        # More than a status can be: the process is to end as SIGINT ends one.
        return 256 + 130
    return 1


def error_output(text):
    """Writes to `sys.stderr`. If that fails there is nobody to tell."""
    stream = output_stream('stderr')
    try:
        if stream is Ellipsis:
            _raw_error(text)
        elif stream is not None:
            stream.write(text)
    except BaseException:
        pass


def exit_status(e):
    code = e.code
    if code is None:
        return 0
    if _is_kind(code, 'int'):
        # What does not fit a word is an error.
        return code & 0xff if -1 << 63 <= code < 1 << 63 else 0xff
    output = output_stream('stdout')
    if output is not None and output is not Ellipsis:
        try:
            output.flush()
        except BaseException:
            pass
    try:
        error_output(str_of(code))
    except BaseException:
        pass
    error_output('\n')
    return 1


def print_exception(e):
    error_output(''.join(exception_report(e)))


def finish(status):
    modules = _modules()
    if 'threading' in modules:
        shutdown = getattr(modules['threading'], '_shutdown', None)
        if shutdown is not None:
            try:
                shutdown()
            except BaseException as e:
                unraisable(e, modules['threading'])
    if 'atexit' in modules:
        run = getattr(modules['atexit'], '_run_exitfuncs', None)
        if run is not None:
            guarded(run)
    _end_other_threads()
    flushed = flush_output(modules)
    end_modules(modules)
    if not flush_output(modules) or not flushed:
        return 120
    return status


def guarded(f):
    try:
        f()
    except SystemExit:
        pass
    except BaseException as e:
        print_exception(e)


def flush_output(modules):
    sys = modules.get('sys')
    good = True
    stream = getattr(sys, 'stdout', None)
    if stream is not None and not is_closed(stream):
        try:
            stream.flush()
        except BaseException as e:
            good = False
            unraisable(e, stream)
    stream = getattr(sys, 'stderr', None)
    if stream is not None and not is_closed(stream):
        try:
            stream.flush()
        except BaseException:
            good = False
    return good


def is_closed(stream):
    try:
        return True if getattr(stream, 'closed', False) else False
    except BaseException:
        return False


def end_modules(modules):
    # Objects that only the program's own modules refer to go as garbage does, in the order in which they were made.
    remaining = []
    for name in list(modules):
        module = modules[name]
        if name == '__main__' or is_own_module(module):
            remaining.append(_weak_module(module))
            del modules[name]
    module = None
    _collect()
    run_finalizers()
    # What is left is referred to by something that stays.
    for reference in remaining:
        module = reference()
        if module is not None:
            empty_module(module.__dict__)
    module = None
    _collect()


def is_own_module(module):
    try:
        file = module.__dict__.get('__file__')
    except BaseException:
        return False
    return _is_kind(file, 'str') and not file.startswith('<pausa>')


def empty_module(namespace):
    for name in list(namespace):
        if name[:1] == '_' and name[:2] != '__':
            namespace[name] = None
    for name in list(namespace):
        if name != '__builtins__':
            namespace[name] = None


def call_handler(handler, number, frame):
    handler(number, frame)
