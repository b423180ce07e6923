"""An exit thrown into a generator that delegates closes the inner one first; the outer one's traceback does not show it."""
import traceback


def inner():
    yield 1


def handles():
    try:
        yield 1
    except GeneratorExit as e:
        print("inner", e.__context__)
        raise


def outer(what):
    try:
        yield from what()
    except GeneratorExit as e:
        show("outer", e)
        raise


def middle(what):
    yield from outer(what)


def show(who, e):
    print(who, [(entry.name, entry.lineno) for entry in traceback.extract_tb(e.__traceback__)])


for function in outer, middle:
    for what in inner, handles:
        for exit in GeneratorExit, GeneratorExit("mine"):
            g = function(what)
            next(g)
            try:
                g.throw(exit)
            except GeneratorExit as e:
                show("caller", e)
