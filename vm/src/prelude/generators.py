"""Generators and coroutines: delegating to what is none, and their rarer methods."""


def delegate(it):
    try:
        value = next(it)
    except StopIteration as e:
        return e.value
    while True:
        try:
            sent = yield value
        except GeneratorExit:
            close = getattr(it, 'close', None)
            if close is not None:
                close()
            raise
        except BaseException as e:
            throw = getattr(it, 'throw', None)
            if throw is None:
                raise
            try:
                value = throw(e)
            except StopIteration as stop:
                return stop.value
        else:
            try:
                if sent is None:
                    value = next(it)
                else:
                    value = it.send(sent)
            except StopIteration as stop:
                return stop.value


def yield_from_iter(x):
    it = iter_general(x)
    if _generator_state(it) is not None and _is_kind(it, 'generator'):
        return it
    return delegate(it)


def get_awaitable(x, why):
    it = _special(x, '__await__')()
    if _is_kind(it, 'coroutine') or _iterable_coroutine(it):
        raise TypeError('__await__() returned a coroutine')
    if _is_kind(it, 'generator'):
        return it
    if _lookup(it, '__next__') is None:
        raise TypeError(f"__await__() returned non-iterator of type '{_class_name(it)}'")
    return delegate(it)


def coroutine_wrapper(coroutine):
    return wrap_coroutine(coroutine)


def wrap_coroutine(coroutine):
    send = coroutine.send
    value = None
    thrown = None
    while True:
        try:
            if thrown is None:
                item = send(value)
            else:
                item = coroutine.throw(thrown)
        except StopIteration as e:
            return e.value
        thrown = None
        try:
            value = yield item
        except GeneratorExit:
            coroutine.close()
            raise
        except BaseException as e:
            thrown = e


def generator_throw(generator, value, second, traceback):
    if traceback is not None and not _is_kind(traceback, 'traceback'):
        raise TypeError('throw() third argument must be a traceback object')
    exception = thrown_exception(value, second)
    if traceback is not None:
        exception.__traceback__ = traceback
    return _throw(generator, exception)


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
    import warnings
    warnings.warn(f"coroutine '{coroutine.__qualname__}' was never awaited", RuntimeWarning, 2, coroutine)


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
    return get_awaitable(awaitable, 0)


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
    return anext_or(anext_general(x), default)


async def anext_or(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default


def start_hooks(agen):
    if _asyncgen_needs_hooks(agen):
        first = _asyncgen_firstiter(agen)
        if first is not None:
            first(agen)


def async_generator_anext(agen):
    start_hooks(agen)
    return agen_step(agen, None)


def async_generator_asend(agen, value):
    start_hooks(agen)
    return agen_step(agen, value)


async def agen_step(agen, value):
    return await _asyncgen_send(agen, value)


def async_generator_athrow(agen, value, second, traceback):
    start_hooks(agen)
    return agen_throw(agen, value, second, traceback)


async def agen_throw(agen, value, second, traceback):
    exception = thrown_exception(value, second)
    if traceback is not None:
        exception.__traceback__ = traceback
    if _generator_state(agen) == 3:
        raise StopAsyncIteration
    if _generator_state(agen) == 0:
        _asyncgen_end(agen)
        raise exception
    return await _asyncgen_throw(agen, exception)


def thrown_exception(value, second):
    if _is_kind(value, 'type') and _is_subtype(value, BaseException):
        if _is_kind(second, 'BaseException') and isinstance(second, value):
            return second
        if second is None:
            return value()
        if _is_kind(second, 'tuple'):
            return value(*second)
        return value(second)
    if _is_kind(value, 'BaseException'):
        if second is not None:
            raise TypeError('instance exception may not have a separate value')
        return value
    raise TypeError(
        f'exceptions must be classes or instances deriving from BaseException, not {_class_name(value)}')


def async_generator_aclose(agen):
    start_hooks(agen)
    return agen_close(agen)


async def agen_close(agen):
    state = _generator_state(agen)
    if state == 3:
        return
    if state == 0:
        _asyncgen_end(agen)
        return
    try:
        await _asyncgen_throw(agen, GeneratorExit())
    except (StopAsyncIteration, GeneratorExit):
        pass
