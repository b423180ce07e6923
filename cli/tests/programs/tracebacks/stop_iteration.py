"""StopIteration that leaves a generator, also one that was not begun, is a RuntimeError without the generator in its traceback."""
import traceback, sys
def g():
    yield 1
    raise StopIteration(3)
x=g(); next(x)
try: next(x)
except RuntimeError as e: traceback.print_exc(file=sys.stdout)
def h():
    try:
        yield 1
    finally:
        pass
x=h(); next(x)
try: x.throw(StopIteration)
except RuntimeError as e: traceback.print_exc(file=sys.stdout)
x=h()
try: x.throw(StopIteration(4))
except BaseException as e: traceback.print_exc(file=sys.stdout)
async def c(): pass
x=c()
try: x.throw(StopIteration(4))
except BaseException as e: traceback.print_exc(file=sys.stdout)
async def a(): yield
for E in StopIteration, StopAsyncIteration, GeneratorExit:
  x=a()
  try: x.athrow(E(4)).send(None)
  except BaseException as e: traceback.print_exc(file=sys.stdout)
