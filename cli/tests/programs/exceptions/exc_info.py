import sys


def info():
    t, v, tb = sys.exc_info()
    return t and t.__name__, str(v), tb is not None


print(info())
try:
    raise ValueError("one")
except ValueError:
    print(info())
    try:
        raise KeyError("two")
    except KeyError:
        print(info())
    print(info())

    def f():
        print("callee", info())
        try:
            raise IndexError("three")
        except IndexError:
            print("inner", info())
        print("callee", info())

    f()
    print(info(), sys.exception() is sys.exc_info()[1])
print(info())


def gen():
    print("gen", info())
    yield
    print("gen", info())
    try:
        raise OSError("in gen")
    except OSError:
        yield
        print("gen", info())
    print("gen", info())
    yield


g = gen()
next(g)
try:
    raise ValueError("outer")
except ValueError:
    next(g)
    print("main", info())
next(g)
print("main", info())
for i in range(3):
    try:
        raise ValueError(i)
    except ValueError:
        continue
    finally:
        print("finally", info())


def ret():
    try:
        raise ValueError("r")
    except ValueError:
        return info()


print(ret(), info())
try:
    try:
        raise ValueError("a")
    finally:
        print("finally sees", info())
except ValueError:
    pass
try:
    try:
        raise ValueError("a")
    except ValueError:
        raise KeyError("b")
except KeyError as e:
    print(info(), repr(e.__context__))


class CM:
    def __enter__(self):
        print("enter", info())
        return self

    def __exit__(self, *a):
        print("exit", info())
        return True


with CM():
    raise ValueError("in with")
print(info())
try:
    1 / 0
except ZeroDivisionError:
    with CM():
        print("body", info())
    print([info() for _ in range(1)], (lambda: info())())

    class C:
        print("class body", info())

    exec("print('exec', info())")
    for x in sorted([1], key=lambda k: print("key", info()) or k):
        pass


def recursive(n):
    try:
        raise ValueError(n)
    except ValueError:
        if n:
            recursive(n - 1)
        return print(info(), end=" ")


recursive(2)
print()
try:
    raise ValueError
except ValueError as e:
    e2 = e
    try:
        raise e2
    except ValueError as e3:
        print(e3 is e2, e3.__context__)
x = None
try:
    try:
        raise ValueError("first")
    except ValueError as err:
        x = err
        raise TypeError("second") from x
except TypeError as err:
    print(err.__cause__ is x, err.__context__ is x)


def chain(n):
    if n == 0:
        raise ValueError(0)
    try:
        chain(n - 1)
    except ValueError as e:
        raise ValueError(n)


try:
    chain(4)
except ValueError as e:
    out = []
    while e:
        out.append(e.args[0])
        e = e.__context__
    print(out)


async def co():
    print("co", info())
    try:
        raise LookupError("in co")
    except LookupError:
        await S()
        print("co", info())


class S:
    def __await__(self):
        yield


c = co()
c.send(None)
try:
    raise ValueError("driver")
except ValueError:
    try:
        c.send(None)
    except StopIteration:
        print("driver", info())
print(info())


class D:
    def __del__(self):
        print("del", info())


try:
    raise ValueError("v")
except ValueError:
    D()


class P:
    @property
    def p(self):
        try:
            raise AttributeError("in property")
        except AttributeError:
            return info()


try:
    raise KeyError("outside")
except KeyError:
    print(P().p, info())
