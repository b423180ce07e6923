class Custom(Exception):
    def __init__(self, a, b=0):
        super().__init__(a)
        self.b = b


class NeedsArgs(Exception):
    def __init__(self, a, b):
        pass


def show(f):
    try:
        f()
    except BaseException as e:
        print(
            type(e).__name__,
            e.args,
            "| cause",
            repr(e.__cause__),
            "| context",
            repr(e.__context__),
            "|",
            e.__suppress_context__,
        )


def ex(text):
    def f():
        exec(text, globals())

    print(text.replace("\n", "; "), "->", end=" ")
    show(f)


for text in [
    "raise ValueError",
    "raise ValueError('a', 1)",
    "raise ValueError()",
    "raise Custom(1, b=2)",
    "raise NeedsArgs",
    "raise 5",
    "raise 'text'",
    "raise None",
    "raise int",
    "raise object()",
    "raise ValueError from KeyError",
    "raise ValueError('v') from KeyError('k')",
    "raise ValueError from None",
    "raise ValueError from 5",
    "raise ValueError from int",
    "raise ValueError from 'x'",
    "raise",
    "raise SystemExit",
    "raise SystemExit(3)",
    "raise KeyboardInterrupt",
    "raise StopIteration(5)",
    "raise GeneratorExit",
    "raise type('Dyn', (Exception,), {})('d')",
    "raise (ValueError, KeyError)",
    "raise ValueError, 'x'",
    "raise undefined",
    "raise ValueError from undefined",
    "raise BaseException",
    "raise lambda: 0",
    "raise NotImplemented",
    "raise NotImplementedError",
    "raise ValueError(ValueError('inner'))",
    "raise Exception([1], {})",
    "raise ValueError('a') from ValueError('b') from None",
    "raise OSError(2, 'msg')",
    "raise OSError(2, 'msg', 'file')",
    "raise KeyError('k')",
    "assert 0",
    "assert 0, 'message'",
    "assert 1, undefined",
    "assert (0, 'x')",
    "assert False, [1]",
    "assert None, ValueError('v')",
]:
    import warnings

    warnings.simplefilter("ignore")
    ex(text)


def chain():
    try:
        1 / 0
    except ZeroDivisionError as z:
        try:
            raise KeyError("second") from z
        except KeyError as k:
            raise IndexError("third")


show(chain)


def no_context():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    raise ValueError("after")


show(no_context)


def in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


show(in_finally)


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("clean") from None


show(suppressed)


def same_again():
    try:
        raise ValueError("once")
    except ValueError as e:
        raise e


show(same_again)


def cycle():
    a, b = ValueError("a"), KeyError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except KeyError:
        raise a


show(cycle)


def self_cause():
    e = ValueError("self")
    raise e from e


show(self_cause)
e = ValueError("manual")
e.__cause__ = KeyError("c")
print(e.__suppress_context__, e.__cause__)
e.__cause__ = None
print(e.__suppress_context__)
e.__context__ = TypeError("t")
e.__suppress_context__ = False
print(repr(e.__context__))
for text in (
    "e.__cause__ = 5",
    "e.__context__ = 'x'",
    "e.__traceback__ = 5",
    "e.args = 5",
    "e.__suppress_context__ = 'yes'",
    "del e.args",
    "del e.__cause__",
    "e.with_traceback(5)",
    "e.__setstate__({'q': 1}); print(e.q)",
    "e.__setstate__(5)",
):
    try:
        exec(text)
        print(text, "ok")
    except Exception as err:
        print(text, "->", type(err).__name__, err)
e.args = ["list", "becomes"]
print(e.args, e, repr(e))
e.args = ()
print(str(e) == "", repr(e))
e.custom = 5
print(vars(e))
print(e.with_traceback(None) is e, e.__traceback__)


class NewReturns(Exception):
    def __new__(cls, *a):
        return KeyError("made by new")


try:
    raise NewReturns("x")
except KeyError as k:
    print(repr(k))


class NotExc(Exception):
    def __new__(cls, *a):
        return 5


try:
    raise NotExc
except TypeError as t:
    print(t)


class InitFails(Exception):
    def __init__(self):
        raise LookupError("init failed")


try:
    raise InitFails
except LookupError as l:
    print(l)


class StrFails(Exception):
    def __str__(self):
        raise RuntimeError("str failed")

    def __repr__(self):
        return "StrFails!"


try:
    raise StrFails
except StrFails as s:
    print(repr(s))
