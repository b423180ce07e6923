def show(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e, getattr(e, "exceptions", ""))


eg = ExceptionGroup(
    "eg", [ValueError(1), KeyError("k"), ExceptionGroup("in", [ValueError(2), OSError(3)])]
)
print(
    eg,
    repr(eg),
    eg.message,
    eg.exceptions,
    eg.args,
    isinstance(eg, Exception),
    type(eg).__mro__[1:3],
)
m, r = eg.split(ValueError)
print(repr(m))
print(repr(r))
print(
    eg.subgroup(OSError),
    eg.subgroup(IndexError),
    eg.split(IndexError)[0],
    eg.subgroup(lambda e: isinstance(e, KeyError)),
    eg.subgroup((KeyError, OSError)),
    eg.subgroup(ExceptionGroup) is eg,
)
print(
    eg.derive([TypeError()]),
    type(BaseExceptionGroup("b", [ValueError()])),
    type(BaseExceptionGroup("b", [KeyboardInterrupt()])),
)


def star(*excs):
    out = []
    try:
        raise ExceptionGroup("g", list(excs))
    except* ValueError as e:
        out.append(("value", type(e).__name__, e.exceptions))
    except* (KeyError, IndexError) as e:
        out.append(("lookup", e.exceptions))
    except* OSError:
        out.append("os")
    else:
        out.append("else")
    finally:
        out.append("finally")
        print(out)


show(lambda: star(ValueError(1), KeyError(2), ValueError(3)))
show(lambda: star(OSError(1), TypeError("left over"), IndexError(0)))
show(lambda: star(ExceptionGroup("n", [ValueError(1), TypeError(2)]), ValueError(5)))


def naked():
    try:
        raise ValueError("naked")
    except* ValueError as e:
        print(repr(e), e.exceptions)


def noexc():
    try:
        pass
    except* ValueError:
        print("no")
    else:
        print("else")


def unmatched():
    try:
        raise KeyError("unmatched")
    except* ValueError:
        print("no")


def reraise():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise


def new():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as e:
        raise TypeError("new")


def both():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3)])
    except* ValueError:
        raise TypeError("a")
    except* KeyError:
        raise IndexError("b") from None


def name_gone():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as e:
        pass
    try:
        e
    except NameError as n:
        print(n)


def bad_type():
    try:
        raise ValueError
    except* 5:
        pass


def group_type():
    try:
        raise ValueError
    except* ExceptionGroup:
        pass


def ret():
    for i in range(2):
        try:
            raise ExceptionGroup("g", [ValueError(i)])
        except* ValueError:
            pass
    return "looped"


def nested():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
        except* ValueError:
            print("inner")
    except* KeyError as e:
        print("outer", e.exceptions)


def base():
    try:
        raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()])
    except* ValueError:
        print("value")
    except* KeyboardInterrupt as e:
        print("kbd", type(e).__name__)


def plain_except():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except ValueError:
        print("no")
    except ExceptionGroup as e:
        print("plain", e)


def system_exit():
    try:
        raise BaseExceptionGroup("b", [SystemExit(3)])
    except* ValueError:
        pass


for f in (
    naked,
    noexc,
    unmatched,
    reraise,
    new,
    both,
    name_gone,
    bad_type,
    group_type,
    lambda: print(ret()),
    nested,
    base,
    plain_except,
    system_exit,
):
    show(f)


class MyGroup(ExceptionGroup):
    def __new__(cls, m, es, code=0):
        self = super().__new__(cls, m, es)
        self.code = code
        return self

    def derive(self, es):
        return MyGroup(self.message, es, self.code)


g = MyGroup("mine", [ValueError(1), KeyError(2)], 7)
try:
    raise g
except* KeyError as e:
    print(type(e).__name__, e.code, e.exceptions)
except* ValueError as e:
    print(type(e).__name__, e.code)


class NoDerive(ExceptionGroup):
    pass


print(type(NoDerive("n", [ValueError(1), KeyError(2)]).split(ValueError)[0]).__name__)
e = ExceptionGroup("c", [ValueError(1), KeyError(2)])
e.__cause__ = TypeError("cause")
e.add_note("note")
s = e.split(ValueError)[0]
print(repr(s.__cause__), s.__notes__, s.__notes__ is e.__notes__, s.__context__)
for text in (
    "ExceptionGroup()",
    "ExceptionGroup('m')",
    "ExceptionGroup('m', [])",
    "ExceptionGroup('m', 5)",
    "ExceptionGroup('m', [5])",
    "ExceptionGroup(5, [ValueError()])",
    "ExceptionGroup('m', (ValueError(),)).exceptions",
    "ExceptionGroup('m', [ValueError], x=1)",
    "ExceptionGroup('m', [KeyboardInterrupt()])",
    "eg.message = 'x'",
    "eg.exceptions = ()",
    "eg.split(5)",
    "eg.split()",
    "eg.subgroup('x')",
    "eg.split(lambda e: 1 / 0)",
    "eg.derive(5)",
    "class X(ExceptionGroup, ValueError): pass\nprint(X('m', [KeyError()]))",
    "class Y(BaseExceptionGroup, ValueError): pass\nY('m', [KeyboardInterrupt()])",
    "ExceptionGroup[int]",
):
    try:
        exec(text)
        print(text, "ok")
    except Exception as err:
        print(text, "->", type(err).__name__, err)


def order():
    try:
        try:
            raise ExceptionGroup(
                "o", [ValueError("a"), KeyError("b"), ValueError("c"), TypeError("d")]
            )
        except* KeyError:
            print("key first")
        except* ValueError as e:
            print([str(x) for x in e.exceptions])
    except* TypeError as e:
        print(repr(e))


order()


def tb():
    try:
        raise ExceptionGroup("t", [ValueError(1)])
    except* ValueError as e:
        print(e.__traceback__ is not None, e.__context__)


tb()
