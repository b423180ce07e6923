"""The functions to be called when the program ends."""


def run_exit_functions():
    i = _exit_function_count() - 1
    while i >= 0:
        entry = _exit_function(i)
        if entry is not None:
            f, args, named = entry
            try:
                f(*args, **named)
            except BaseException as e:
                exit_function_failed(e, f)
        i -= 1
    _forget_exit_functions()


def exit_function_failed(e, f):
    import sys
    sys.unraisablehook(_unraisable_arguments(e, f, 'Exception ignored in atexit callback'))


def unregister_exit_function(f):
    i = 0
    while i < _exit_function_count():
        entry = _exit_function(i)
        if entry is not None and (entry[0] is f or entry[0] == f):
            _forget_exit_function(i)
        i += 1
