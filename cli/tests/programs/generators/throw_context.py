# What is thrown into a generator gets no context from whoever throws it, but from what the generator handles.
from contextlib import ExitStack, contextmanager


def chain(e):
    texts = []
    while e is not None:
        texts.append(str(e))
        e = e.__context__
    return texts


def fails(exc):
    try:
        yield
    finally:
        raise exc


def handles(inner, outer):
    try:
        raise inner
    except Exception:
        try:
            yield
        finally:
            raise outer


def catch(function, *args):
    try:
        function(*args)
    except Exception as e:
        print(chain(e))


def started(make, *numbers):
    generator = make(*map(Exception, numbers))
    next(generator)
    return generator


catch(started(fails, 2).throw, Exception(1))
catch(started(handles, 3, 2).throw, Exception(1))
try:
    raise Exception("outside")
except Exception:
    catch(started(fails, 2).throw, Exception(1))
    catch(started(handles, 3, 2).throw, Exception(1))
    catch(fails(Exception(2)).throw, Exception(1))
    ended = started(fails, 2)
    catch(ended.throw, Exception(1))
    catch(ended.throw, Exception(3))


def delegates(generator):
    try:
        yield from generator
    except Exception as e:
        raise Exception("delegates") from None


try:
    raise Exception("outside")
except Exception:
    outer = delegates(fails(Exception(2)))
    next(outer)
    catch(outer.throw, Exception(1))


@contextmanager
def manager(number):
    try:
        yield
    finally:
        raise Exception(number)


def nested():
    with manager(4), manager(3), manager(2):
        raise Exception(1)


def stacked():
    with ExitStack() as stack:
        for number in (4, 3, 2):
            stack.enter_context(manager(number))
        raise Exception(1)


catch(nested)
catch(stacked)
