def f(kind):
    try:
        print("try", kind, end=" ")
        if kind == "return":
            return "returned"
        if kind:
            raise kind("x") if isinstance(kind, type) else kind
    except (KeyError, IndexError) as e:
        print("lookup", type(e).__name__, end=" ")
    except ValueError:
        print("value", end=" ")
        raise
    except (TypeError,):
        print("type", end=" ")
    else:
        print("else", end=" ")
        return "from else"
    finally:
        print("finally", end=" ")
    return "end"


for k in (None, "return", KeyError, IndexError, TypeError, ValueError, ArithmeticError):
    try:
        print(f(k))
    except Exception as e:
        print("escaped", repr(e))


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def loop():
    out = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
            if i == 2:
                continue
    else:
        out.append("no else")
    return out


def brk():
    while True:
        try:
            return 1
        finally:
            break
    return "break won"


def cont():
    for i in range(3):
        try:
            return i
        finally:
            continue
    return "continue won"


def nested():
    try:
        try:
            try:
                raise ValueError("1")
            finally:
                raise KeyError("2")
        except KeyError as e:
            raise IndexError("3")
        finally:
            print("cleanup", end=" ")
    except IndexError as e:
        return repr(e), repr(e.__context__), repr(e.__context__.__context__)


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def mutable_kept():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


def deep_return():
    for a in range(3):
        try:
            for b in range(3):
                try:
                    with_ = b
                    if b == 1:
                        return a, b
                finally:
                    print("inner", b, end=" ")
        finally:
            print("outer", a, end=" ")


print(override(), swallow(), loop(), brk(), cont())
print(nested(), value_kept(), mutable_kept())
print(deep_return())


def gen():
    try:
        yield 1
    except GeneratorExit:
        print("exit", end=" ")
        raise
    finally:
        print("gen finally")


g = gen()
next(g)
g.close()
try:
    pass
except:
    print("never")
else:
    print("else")
finally:
    print("finally")
try:
    try:
        raise KeyError("k")
    except ValueError:
        print("wrong")
    else:
        print("wrong")
    finally:
        print("ran")
except KeyError as e:
    print("outer", e)
try:
    raise Exception
except:
    print("bare")
kinds = (ValueError, (KeyError, (IndexError,)))
try:
    try:
        raise IndexError("nested tuple")
    except kinds:
        print("caught")
except TypeError as e:
    print(e)
for bad in (5, "x", None, [ValueError], (ValueError, 5), int, object):
    try:
        try:
            raise KeyError("orig")
        except bad:
            print("caught by", bad)
    except TypeError as e:
        print(e, repr(e.__context__))
    except KeyError as e:
        print("passed", bad)


def dynamic():
    print("evaluated", end=" ")
    return ZeroDivisionError


try:
    1 / 0
except dynamic() as e:
    print(e)
try:
    raise ValueError
except ValueError as e:
    del e
try:
    e
except NameError as err:
    print(err)
e = "outer e"
try:
    raise ValueError("v")
except ValueError as e:
    pass
print("e" in globals())
try:
    x = undefined
except NameError:
    x = "default"
print(x)


def bare_raise():
    raise


try:
    bare_raise()
except RuntimeError as e:
    print(e)


def reraise():
    try:
        raise ValueError("a")
    except ValueError:
        try:
            raise KeyError("b")
        except KeyError:
            pass
        raise


try:
    reraise()
except ValueError as e:
    print(repr(e), e.__context__)


class Meta(type):
    def __instancecheck__(c, i):
        print("instancecheck")
        return True

    def __subclasscheck__(c, i):
        print("subclasscheck")
        return True


class Odd(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("not odd")
    except Odd:
        print("caught by odd")
except ValueError:
    print("except does not ask the metaclass")
