"""What is thrown into the steps of async generators, before they are awaited, after, and again."""
import itertools


async def one():
    yield 1


async def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def attempt(f):
    try:
        return f()
    except BaseException as e:
        return f"{type(e).__name__}({e})"


STEPS = {
    "aclose": lambda g: g.aclose(),
    "athrow value": lambda g: g.athrow(ValueError("v")),
    "athrow exit": lambda g: g.athrow(GeneratorExit),
    "anext": lambda g: g.__anext__(),
    "asend": lambda g: g.asend(None),
}
OPERATIONS = {
    "value": lambda step: step.throw(ValueError("t")),
    "exit": lambda step: step.throw(GeneratorExit),
    "stop": lambda step: step.throw(StopIteration(3)),
    "async stop": lambda step: step.throw(StopAsyncIteration),
    "send": lambda step: step.send(None),
    "close": lambda step: step.close(),
}

for function in one, ignores_exit:
    for state in "new", "suspended", "closed", "ended":
        for name, make in STEPS.items():
            for operations in itertools.product(OPERATIONS, repeat=2):
                g = function()
                if state in ("suspended", "ended"):
                    attempt(lambda: g.__anext__().send(None))
                if state == "closed":
                    attempt(lambda: g.aclose().send(None))
                if state == "ended":
                    attempt(lambda: g.__anext__().send(None))
                step = make(g)
                results = [attempt(lambda: OPERATIONS[o](step)) for o in operations]
                results.append(attempt(lambda: g.__anext__().send(None)))
                print(function.__name__, state, name, *operations, results)
                for _ in range(4):
                    attempt(lambda: g.aclose().send(None))
