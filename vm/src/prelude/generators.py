"""Generators and coroutines: delegating to what is none, and their rarer methods."""


def delegate(it):
    try:
        value = next(it)
    except StopIteration as e:
        return e.value
    while True:
        thrown = None
        try:
            sent = yield value
        except BaseException as e:
            thrown = e
        # What `it` does with an exception is not done while that one is handled: it gets no part of its context.
        try:
            if thrown is None:
                if sent is None:
                    value = next(it)
                else:
                    value = it.send(sent)
                continue
            if not _is_subtype(_type(thrown), GeneratorExit):
                throw = getattr(it, 'throw', None)
                if throw is not None:
                    value = throw(thrown)
                    continue
        except StopIteration as stop:
            return stop.value
        try:
            if _is_subtype(_type(thrown), GeneratorExit):
                close_delegate(it)
            raise thrown
        finally:
            thrown = None


def close_delegate(it):
    try:
        close = getattr(it, 'close', None)
    except BaseException as e:
        unraisable(e, it)
        close = None
    if close is not None:
        close()


def yield_from_iter(x):
    it = iter_general(x)
    if _generator_state(it) is not None and _is_kind(it, 'generator'):
        return it
    return delegate(it)


def get_awaitable(x, why):
    it = awaited_iterator(_special(x, '__await__')())
    if _is_kind(it, 'generator'):
        return it
    if _is_kind(it, 'coroutine_wrapper'):
        return _step_target(it)
    return delegate(it)


def awaited_iterator(it):
    if _is_kind(it, 'coroutine') or _iterable_coroutine(it):
        raise TypeError('__await__() returned a coroutine')
    if _lookup(it, '__next__') is None:
        raise TypeError(f"__await__() returned non-iterator of type '{_class_name(it)}'")
    return it


def generator_throw(generator, value, second, traceback):
    return _throw(generator, exception_to_throw(value, second, traceback))


def exception_to_throw(value, second, traceback):
    if traceback is not None and not _is_kind(traceback, 'traceback'):
        raise TypeError('throw() third argument must be a traceback object')
    if _is_kind(value, 'type') and _is_subtype(value, BaseException):
        # What goes wrong while the exception is made is raised in the generator too.
        try:
            exception = thrown_exception(value, second)
        except BaseException as e:
            exception = e
    else:
        exception = thrown_exception(value, second)
    if traceback is not None:
        exception.__traceback__ = traceback
    return exception


def clear_generator(g):
    """What `frame.clear()` does with a generator that is suspended or has not started."""
    run_finalizer(g)
    _abandon(g)


def finalize_generator(g):
    if _is_kind(g, 'coroutine') and _generator_state(g) == 0:
        warn_never_awaited(g)
        return
    if _is_kind(g, 'async_generator'):
        finalizer = _asyncgen_finalizer(g)
        if finalizer is not None:
            finalizer(g)
        else:
            _close(g)
        return
    g.close()


def warn_never_awaited(coroutine):
    modules = _modules()
    sys = modules.get('sys')
    if 'warnings' not in modules and sys is not None and getattr(sys, 'meta_path', ()) is None:
        # Nobody has asked for other than the usual, and at the end nothing can be imported any more.
        sys.stderr.write(f"sys:1: RuntimeWarning: coroutine '{coroutine.__qualname__}' was never awaited\n")
        return
    import warnings
    warn = getattr(warnings, '_warn_unawaited_coroutine', None)
    if warn is None:
        warnings.warn(f"coroutine '{coroutine.__qualname__}' was never awaited", RuntimeWarning)
        return
    try:
        warn(coroutine)
    except RuntimeWarning as e:
        # It is the warning itself, made an error by a filter.
        unraisable(e, coroutine)
    except BaseException as e:
        unraisable(e, coroutine)
        warnings.warn(f"coroutine '{coroutine.__qualname__}' was never awaited", RuntimeWarning)


def async_for_iter(x):
    it = _special(x, '__aiter__')()
    if _lookup(it, '__anext__') is None:
        raise TypeError(
            "'async for' received an object from __aiter__ that does not implement __anext__: "
            f'{_class_name(it)}')
    return it


def async_for_next(x):
    method = _special(x, '__anext__')
    if method is None:
        raise TypeError(
            f"'async for' requires an iterator with __anext__ method, got {_class_name(x)}")
    awaitable = method()
    return anext_awaitable(awaitable)


def anext_awaitable(awaitable):
    if _is_kind(awaitable, 'coroutine') or _iterable_coroutine(awaitable):
        return awaitable
    if _lookup(awaitable, '__await__') is None:
        raise TypeError(
            f"'async for' received an invalid object from __anext__: {_class_name(awaitable)}")
    try:
        return get_awaitable(awaitable, 0)
    except Exception as e:
        raise TypeError(
            f"'async for' received an invalid object from __anext__: {_class_name(awaitable)}") from e


def aiter_general(x):
    method = _special(x, '__aiter__')
    if method is None:
        raise TypeError(f"'{_class_name(x)}' object is not an async iterable")
    it = method()
    if _lookup(it, '__anext__') is None:
        raise TypeError(f"aiter() returned not an async iterator of type '{_class_name(it)}'")
    return it


def anext_general(x):
    method = _special(x, '__anext__')
    if method is None:
        raise TypeError(f"'{_class_name(x)}' object is not an async iterator")
    return method()


def anext_with_default(x, default):
    return _anext_step(anext_general(x), default)


def first_step(hook, agen, step):
    hook(agen)
    return step


def asend_resume(step, agen, value):
    try:
        return _resume(agen, value)
    except BaseException:
        _step_over(step)
        raise


def asend_throw(step, agen, value, second, traceback):
    try:
        return generator_throw(agen, value, second, traceback)
    except BaseException:
        _step_over(step)
        raise


def athrow_start(step, agen, value, second, traceback):
    try:
        return generator_throw(agen, value, second, traceback)
    except BaseException:
        _step_over(step)
        raise


def athrow_resume(step, agen, value):
    return _resume(agen, value)


def athrow_throw(step, agen, value, second, traceback):
    return generator_throw(agen, value, second, traceback)


def aclose_start(step, agen):
    # An async generator's yield arrives here as StopIteration.
    try:
        return _throw(agen, GeneratorExit())
    except StopIteration:
        ignored = True
    except (StopAsyncIteration, GeneratorExit):
        ignored = False
    except BaseException:
        _step_over(step)
        raise
    return aclose_end(step, ignored)


def aclose_resume(step, agen, value):
    try:
        return _resume(agen, value)
    except StopIteration:
        ignored = True
    except (StopAsyncIteration, GeneratorExit):
        ignored = False
    except BaseException:
        _step_over(step)
        raise
    return aclose_end(step, ignored)


def aclose_throw(step, agen, value, second, traceback):
    # What is thrown does not end the step, as in CPython 3.11.
    exception = exception_to_throw(value, second, traceback)
    try:
        return _throw(agen, exception)
    except StopIteration as e:
        if e is exception:
            raise
    except (StopAsyncIteration, GeneratorExit):
        raise StopIteration from None
    return aclose_end(step, True)


def aclose_end(step, ignored):
    _step_over(step)
    if ignored:
        raise RuntimeError('async generator ignored GeneratorExit')
    raise StopIteration


def step_iterator(awaitable):
    if _is_kind(awaitable, 'coroutine'):
        return awaitable.__await__()
    if _iterable_coroutine(awaitable):
        return awaitable
    method = _special(awaitable, '__await__')
    if method is None:
        raise TypeError(f"object {_class_name(awaitable)} can't be used in 'await' expression")
    return awaited_iterator(method())


def step_next(awaitable, default, value):
    it = step_iterator(awaitable)
    try:
        return next(it)
    except StopAsyncIteration:
        pass
    _raise_stop(default)


def step_send(awaitable, default, value):
    it = step_iterator(awaitable)
    try:
        return it.send(value)
    except StopAsyncIteration:
        pass
    _raise_stop(default)


def step_throw(awaitable, default, value, second, traceback):
    it = step_iterator(awaitable)
    try:
        if traceback is not None:
            return it.throw(value, second, traceback)
        if second is not None:
            return it.throw(value, second)
        return it.throw(value)
    except StopAsyncIteration:
        pass
    _raise_stop(default)


def step_close(awaitable):
    return step_iterator(awaitable).close()


def thrown_exception(value, second):
    if _is_kind(value, 'type') and _is_subtype(value, BaseException):
        if _is_kind(second, 'BaseException') and isinstance(second, value):
            return second
        if second is None:
            exception = value()
        elif _is_kind(second, 'tuple'):
            exception = value(*second)
        else:
            exception = value(second)
        if not _is_kind(exception, 'BaseException'):
            raise TypeError(
                f'calling {value!r} should have returned an instance of BaseException, '
                f'not {_class_name(exception)}')
        return exception
    if _is_kind(value, 'BaseException'):
        if second is not None:
            raise TypeError('instance exception may not have a separate value')
        return value
    raise TypeError(
        f'exceptions must be classes or instances deriving from BaseException, not {_class_name(value)}')
