"""A child process in which a function of the program runs before another program does."""


def fork_exec_with_hook(request):
    _hooked_begin()
    pid = posix_fork()
    if pid:
        return _hooked_result(pid, request)
    _hooked_prepare(request)
    try:
        request[14]()
    except BaseException:
        _hooked_fail()
    _hooked_execute(request)
