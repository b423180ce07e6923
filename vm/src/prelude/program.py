"""The main program: running it, reporting what it did not catch, and finishing."""


def run_program(code, namespace):
    try:
        issue_compile_warnings()
        _exec(code, namespace, namespace)
        status = 0
    except BaseException as e:
        status = report(e)
    return finish(status)


def run_module_as_main(name):
    try:
        import runpy
        runpy._run_module_as_main(name)
        status = 0
    except BaseException as e:
        status = report(e)
    return finish(status)


def report_and_finish(e):
    return finish(report(e))


def report(e):
    if _is_kind(e, 'SystemExit'):
        return exit_status(e)
    sys = _modules().get('sys')
    hook = getattr(sys, 'excepthook', None)
    if hook is None:
        error_output(_exception_text(e))
    else:
        sys.last_type = _type(e)
        sys.last_value = e
        sys.last_traceback = e.__traceback__
        try:
            hook(_type(e), e, e.__traceback__)
        except SystemExit as stop:
            return exit_status(stop)
        except BaseException as other:
            error_output('Error in sys.excepthook:\n')
            error_output(_exception_text(other))
            error_output('\nOriginal exception was:\n')
            error_output(_exception_text(e))
    if _is_kind(e, 'KeyboardInterrupt'):
        return 130
    return 1


def error_output(text):
    stream = output_stream('stderr')
    if stream is Ellipsis:
        _raw_error(text)
    elif stream is not None:
        stream.write(text)


def exit_status(e):
    code = e.code
    if code is None:
        return 0
    if _is_kind(code, 'int'):
        return code & 0xff
    error_output(str_of(code))
    error_output('\n')
    return 1


def print_exception(e):
    error_output(_exception_text(e))


def finish(status):
    modules = _modules()
    if 'threading' in modules:
        shutdown = getattr(modules['threading'], '_shutdown', None)
        if shutdown is not None:
            guarded(shutdown)
    if 'atexit' in modules:
        run = getattr(modules['atexit'], '_run_exitfuncs', None)
        if run is not None:
            guarded(run)
    flushed = flush_output(modules)
    end_modules(modules)
    if not flush_output(modules) or not flushed:
        return 120 if status == 0 else status
    return status


def guarded(f):
    try:
        f()
    except SystemExit:
        pass
    except BaseException as e:
        print_exception(e)


def flush_output(modules):
    _raw_flush()
    sys = modules.get('sys')
    if sys is None:
        return True
    good = True
    for name in ('stdout', 'stderr'):
        stream = getattr(sys, name, None)
        if stream is not None and not getattr(stream, 'closed', False):
            try:
                stream.flush()
            except BrokenPipeError:
                _abandon_output()
            except BaseException as e:
                good = False
                unraisable(e, stream)
    return good


def end_modules(modules):
    main = modules.get('__main__')
    if main is not None:
        namespace = main.__dict__
        for name in list(namespace):
            if name[:1] == '_' and name != '__builtins__' and name[:2] != '__':
                namespace[name] = None
        for name in list(namespace):
            if name[:2] != '__':
                namespace[name] = None
    _collect()


def call_handler(handler, number, frame):
    handler(number, frame)
