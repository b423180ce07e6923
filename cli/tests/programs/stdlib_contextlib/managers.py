# Context managers from generators, and the small ready-made ones.
import contextlib
import io


@contextlib.contextmanager
def tag(name):
    """Prints a tag."""
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as error:
        print("swallowed", error)
    finally:
        print(f"</{name}>")


with tag("a") as a, tag("b") as b:
    print(a, b)
with tag("c"):
    raise ValueError("inside")
try:
    with tag("d"):
        raise KeyError("passes")
except KeyError as error:
    print("KeyError", error)


@tag("deco")
def work(x):
    print("working", x)
    return x + 1


print(work(1), work(2), tag.__doc__, tag("z").__doc__)


@contextlib.contextmanager
def broken(n):
    for i in range(n):
        yield i


for n in (0, 2):
    try:
        with broken(n):
            print("in", n)
    except RuntimeError as error:
        print(error)
try:
    with broken(2):
        raise OSError("first")
except (OSError, RuntimeError) as error:
    print(type(error).__name__, error)


@contextlib.contextmanager
def plain():
    yield


try:
    with plain():
        raise StopIteration("stop")
except StopIteration as error:
    print("StopIteration", error)


class Thing:
    def close(self):
        print("closed")


with contextlib.closing(Thing()):
    print("open")
with contextlib.suppress(KeyError, ZeroDivisionError):
    1 / 0
out = io.StringIO()
with contextlib.redirect_stdout(out), contextlib.nullcontext(5) as five:
    print("hidden", five)
print(repr(out.getvalue()))
print(isinstance(Thing(), contextlib.AbstractContextManager), isinstance(tag("x"), contextlib.AbstractContextManager))


class Timer(contextlib.ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("stop", exc[0])


@Timer()
def job():
    print("job")


job()
job()
