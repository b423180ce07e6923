# Functions called at the end: the last first, failures reported, those taken back left out.
# exit: 3
import atexit
import sys


def f(*args, **kwargs):
    print("f", args, kwargs)


class Named:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == getattr(other, "name", None)

    def __call__(self):
        print("call", self.name)


for action in (lambda: atexit.register(3), lambda: atexit.register(f, 1, x=2) is f, atexit._run_exitfuncs, atexit._ncallbacks,
               lambda: atexit.unregister(f), atexit._clear):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
for name in ("a", "b", "a"):
    atexit.register(Named(name))
atexit.unregister(Named("a"))
atexit.register(f)


def bad():
    raise ValueError("bad")


def stop():
    raise SystemExit(5)


def late():
    atexit.register(f, "too late")
    print("late")


def report(args):
    print("unraisable", args.exc_type.__name__, args.err_msg, args.object.__name__)


sys.unraisablehook = report
atexit.register(bad)
atexit.register(stop)
atexit.register(late)


@atexit.register
def first():
    print("first")


sys.exit(3)
