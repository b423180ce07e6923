# Warnings go to stderr, once for each coroutine that was dropped unstarted.
import warnings


async def lonely():
    return 1


class C:
    async def method(self):
        pass


def drop():
    lonely()


drop()
C().method()
x = lonely()
del x
c = lonely()
c.close()


async def awaited():
    await lonely()


try:
    awaited().send(None)
except StopIteration:
    print("finished: no warning")
c = lonely()
try:
    c.throw(ValueError)
except ValueError:
    print("thrown: no warning")
del c
warnings.simplefilter("error")
import sys

sys.unraisablehook = lambda u: print("unraisable:", type(u.exc_value).__name__, u.exc_value)
lonely()
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    lonely()
    print([str(x.message) for x in w], w[0].category.__name__)
warnings.simplefilter("ignore")
lonely()
print("end")
