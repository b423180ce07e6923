"""Raising, throwing and catching in one frame, and what is freed with an exception: when things die, contexts, tracebacks."""

import sys
import traceback
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def names(e):
    return [(f.f_code.co_name, line - f.f_code.co_firstlineno) for f, line in traceback.walk_tb(e.__traceback__)]


def fail(n):
    noisy = Noisy(n)
    if n == 0:
        raise ValueError("x")
    fail(n - 1)


def unwound():
    try:
        fail(3)
    except ValueError as e:
        print(names(e), e.__context__)
    print("after")
    try:
        fail(2)
    except ValueError as e:
        kept = e.__traceback__.tb_next
    print("one frame less")
    kept = None
    print("gone")
    try:
        fail(1)
    except ValueError as e:
        frame = e.__traceback__.tb_next.tb_frame
    print("held by its frame", frame.f_locals["n"])
    frame = None
    print("gone")


unwound()


class Own(Exception):
    def __init__(self, a):
        super().__init__(a, Noisy("argument"))
        self.a = a


def arguments():
    try:
        raise Own(4)
    except Own as e:
        print(e.a, len(e.args), e.args[0])
    print("after")
    try:
        raise KeyError(Noisy("last"), Noisy("first"))
    except KeyError as e:
        args = e.args
    print("kept", len(args))
    args = None
    for kind in (ValueError, OSError, StopIteration, SystemExit, KeyError):
        print(repr(kind()), repr(kind(1)), repr(kind(1, 2)), kind(1, 2).args)


arguments()


def catcher():
    try:
        yield 1
    except ValueError as e:
        print("context", repr(e.__context__), sys.exc_info()[0])
        yield 2


def delegating():
    return (yield from catcher())


def handling():
    try:
        raise LookupError
    except LookupError:
        try:
            yield 1
        except ValueError as e:
            print("context", repr(e.__context__))
            yield 2


def thrown():
    for make in (catcher, delegating, handling):
        it = make()
        next(it)
        try:
            1 / 0
        except ZeroDivisionError:
            print(it.throw(ValueError("a")))
        it.close()
        it = make()
        next(it)
        throw = it.throw
        print(throw(ValueError("b")))
        try:
            throw(KeyError("k"))
        except KeyError as e:
            print(names(e), repr(e.__context__))
        print(it.gi_frame)
        it = make()
        next(it)
        try:
            it.throw(GeneratorExit())
        except GeneratorExit as e:
            print("exit", names(e)[:1])
    e = ValueError("same")
    it = catcher()
    next(it)
    print(it.throw(e), names(e))
    try:
        it.throw(e)
    except ValueError as again:
        print(again is e, names(e), e.__context__)


thrown()


class Stop(StopIteration):
    pass


def stopped():
    while True:
        try:
            yield 1
        except StopIteration as e:
            print("caught", type(e).__name__, e.value, e.args)
            if e.value == 7:
                raise


def stop():
    it = stopped()
    next(it)
    it.throw(StopIteration(3))
    it.throw(Stop(4))
    try:
        it.throw(Stop(7))
    except RuntimeError as e:
        print(e, repr(e.__cause__))
    try:
        next(it)
    except StopIteration as e:
        print("end", e.value, e.args, names(e))
    print(StopIteration(1, 2).value, Stop().value)


stop()


async def coroutine():
    noisy = Noisy("local")
    return 5


def ended():
    try:
        coroutine().send(None)
    except StopIteration as e:
        print(e.value, e.args, names(e), e.__context__)
    try:
        raise KeyError
    except KeyError:
        try:
            coroutine().send(None)
        except StopIteration as e:
            print(repr(e.__context__))
    c = coroutine()
    w = weakref.ref(c, lambda _: print("told"))
    try:
        c.send(None)
    except StopIteration:
        print("ended")
    del c
    print(w())
    send = coroutine().send
    try:
        send(None)
    except StopIteration as e:
        print(e.value)
    try:
        send(None)
    except RuntimeError as e:
        print(e)


ended()


def one_of_many():
    try:
        raise ValueError
    except (KeyError, ValueError):
        return sys.exc_info()[0]
    finally:
        print(sys.exc_info())


print(one_of_many())


def traced(frame, event, arg):
    if event != "line":
        print(event, frame.f_lineno - frame.f_code.co_firstlineno, arg[0].__name__ if event == "exception" else arg)
    return traced


def watched(it):
    next(it)
    it.throw(ValueError("t"))
    try:
        raise KeyError("k")
    except KeyError:
        return 1


it = catcher()
sys.settrace(traced)
watched(it)
sys.settrace(None)
