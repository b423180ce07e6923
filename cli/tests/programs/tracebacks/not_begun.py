"""Generators, coroutines and async generators that were not begun are at their definition."""
import inspect
import traceback


def generator(n):
    x = 0
    yield x


@inspect.unwrap
def decorated(
    n
):
    x = 0
    yield x


async def coroutine():
    x = 0
    return x


async def async_generator():
    x = 0
    yield x


def made():
    return [generator(1), decorated(1), coroutine(), async_generator()]


for o in made():
    frame = getattr(o, "gi_frame", None) or getattr(o, "cr_frame", None) or o.ag_frame
    print(o.__name__, frame.f_lineno, frame.f_lasti)
    print(repr(frame).partition(", file")[2].rpartition("line")[2])
    if inspect.iscoroutine(o):
        o.close()

for o in made():
    step = o.athrow(ValueError("thrown")) if inspect.isasyncgen(o) else o
    try:
        step.send(None) if step is not o else o.throw(ValueError("thrown"))
    except ValueError as e:
        traceback.print_exc(chain=False, file=__import__("sys").stdout)
        last = e.__traceback__.tb_next
        print(last.tb_lineno, last.tb_frame.f_code.co_name)

g = generator(1)
next(g)
print(g.gi_frame.f_lineno)
