# ExitStack: order, suppression, and the context of exceptions.
from contextlib import ExitStack, contextmanager


@contextmanager
def res(name, fail=None):
    print("enter", name)
    try:
        yield name
    finally:
        print("exit", name)
        if fail:
            raise fail


with ExitStack() as stack:
    print([stack.enter_context(res(n)) for n in "abc"])
    stack.callback(print, "callback", sep="...", end="!\n")
    stack.push(lambda *exc: print("push", exc[0]))
with ExitStack() as stack:
    stack.push(lambda *exc: True)
    stack.enter_context(res("x"))
    raise ValueError("suppressed")
print("on")
try:
    with ExitStack() as stack:
        stack.enter_context(res("outer", KeyError("from outer")))
        stack.enter_context(res("inner", TypeError("from inner")))
        raise ValueError("body")
except KeyError as error:
    while error:
        print(repr(error))
        error = error.__context__
with ExitStack() as stack:
    stack.enter_context(res("kept"))
    kept = stack.pop_all()
print("still open")
kept.close()
try:
    ExitStack().enter_context(3)
except TypeError as error:
    print(error)
