"""Trace and profile functions: what the program is told of its frames (see interp::trace)."""


def set_trace(function):
    _set_trace_function(0, function)


def set_profile(function):
    _set_trace_function(1, function)


def trace_event(function, frame, event, arg, done):
    if event == 'profile' or event == 'profile_return' or event == 'c_call' or event == 'c_return' or event == 'c_exception':
        if event == 'profile':
            event = 'call'
        elif event == 'profile_return':
            event = 'return'
        try:
            function(frame, event, arg)
        except BaseException:
            _set_trace_function(1, None)
            raise
        return done
    try:
        local = function(frame, event, arg)
    except BaseException:
        _set_trace_function(0, None)
        _set_local_trace(frame, None)
        raise
    if event == 'call' or local is not None:
        _set_local_trace(frame, local)
    return done


def trace_exception(function, frame, event, arg, exception, done):
    trace_event(function, frame, event, arg, done)
    return exception, done
