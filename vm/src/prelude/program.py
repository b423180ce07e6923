"""The main program: running it, reporting what it did not catch, and finishing."""


def import_warnings():
    # It reads the options, and complains about those that make no sense.
    import warnings


def run_program(code, namespace, from_file):
    failure = None
    try:
        issue_compile_warnings()
        _exec(code, namespace, namespace)
    except BaseException as e:
        failure = e
    if from_file:
        flush_quietly()
    return failure


def run_module_as_main(name):
    failure = None
    try:
        import runpy
        runpy._run_module_as_main(name)
    except BaseException as e:
        failure = e
    return failure


def run_session(namespace, banner):
    failure = None
    try:
        import _repl
        _repl.main(namespace, banner)
    except BaseException as e:
        failure = e
    return failure


def inspect_failure(failure):
    """What a program ended with that is looked at afterwards: it does not end the process, whatever it is."""
    if failure is None:
        return
    sys = _modules().get('sys')
    sys.last_type = _type(failure)
    sys.last_value = failure
    sys.last_traceback = failure.__traceback__
    try:
        sys.excepthook(_type(failure), failure, failure.__traceback__)
    except BaseException as other:
        print_exception(other)


def finish_after(failure):
    # The hook does not handle the exception: it is given it.
    status = 0 if failure is None else report(failure)
    failure = None
    return finish(status)


def report_and_finish(e):
    """The end of a program that could not begin."""
    try:
        issue_compile_warnings()
    except BaseException as error:
        e = error
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
    """Ends the program: threads, what is registered for the end, then modules and what they keep alive."""
    modules = _modules()
    threading = modules.get('threading')
    shutdown = getattr(threading, '_shutdown', None)
    if shutdown is not None:
        try:
            shutdown()
        except BaseException as e:
            unraisable(e, threading)
    if _tells_leftovers():
        try:
            import _leftovers
            _leftovers.report()
        except BaseException as e:
            unraisable(e, modules)
    atexit = modules.get('atexit')
    run = getattr(atexit, '_run_exitfuncs', None)
    if run is not None:
        try:
            run()
        except BaseException as e:
            unraisable(e, atexit)
    threading = shutdown = atexit = run = None
    _begin_finalizing()
    _end_other_threads()
    sys = modules.get('sys')
    flushed = flush_output(sys)
    if not _is_noticed():
        # What the program leaves behind goes with the process.
        return status if flushed else 120
    if _collects_by_itself():
        collect_garbage()
    end_modules(modules, sys)
    if not flush_output(sys) or not flushed:
        return 120
    return status


def flush_output(sys):
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


def flush_quietly():
    sys = _modules().get('sys')
    for name in ('stderr', 'stdout'):
        try:
            getattr(sys, name).flush()
        except BaseException:
            pass


def is_closed(stream):
    try:
        return True if getattr(stream, 'closed', False) else False
    except BaseException:
        return False


def collect_garbage():
    # Finalisers run before the next pass begins, which frees what they leave.
    while _collect():
        pass


def end_modules(modules, sys):
    """Takes down all modules: first together with the garbage they become, then, name by name, those that are still in use."""
    forget_shown(modules, sys)
    last = []
    for name in list(modules):
        # What is found at the end is still warned about.
        if name != 'sys' and name != 'builtins' and name != 'warnings':
            module = modules[name]
            if _is_kind(module, 'module'):
                last.append(_weak_module(module))
            module = None
            del modules[name]
    collect_garbage()
    while last:
        module = last.pop()()
        if module is not None:
            clear_names(module.__dict__)
        module = None
    if sys is not None:
        restore_hooks(sys)
    collect_garbage()


def forget_shown(modules, sys):
    """What the interpreter itself has put into modules for the program to see, and what the program has replaced there."""
    builtins = modules.get('builtins')
    if builtins is not None:
        builtins.__dict__['_'] = None
    if sys is None:
        return
    names = sys.__dict__
    for name in ('path', 'argv', 'ps1', 'ps2', 'last_type', 'last_value', 'last_traceback', 'path_hooks',
                 'path_importer_cache', 'meta_path', '__interactivehook__'):
        names[name] = None
    for name in ('stdin', 'stdout', 'stderr'):
        names[name] = names.get('__' + name + '__')


def restore_hooks(sys):
    names = sys.__dict__
    for name in ('displayhook', 'excepthook', 'unraisablehook', 'breakpointhook'):
        names[name] = names.get('__' + name + '__')


def clear_names(namespace):
    for name in list(namespace):
        if name[:1] == '_' and name[:2] != '__':
            namespace[name] = None
    for name in list(namespace):
        if name != '__builtins__':
            namespace[name] = None


def call_handler(handler, number, frame):
    handler(number, frame)
