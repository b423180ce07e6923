"""What `import asyncio` gives: names, submodules, abstract classes, exceptions."""
import asyncio
import inspect

print(len(asyncio.__all__), len(set(asyncio.__all__)))
print([n for n in asyncio.__all__ if not hasattr(asyncio, n)])
print(set(asyncio.__all__) <= set(dir(asyncio)))
space = {}
exec("from asyncio import *", space)
print(set(asyncio.__all__) == set(space) - {"__builtins__"}, "TaskGroup" in space, asyncio.TaskGroup.__name__)
for name in ("events", "futures", "tasks", "locks", "queues", "streams", "subprocess", "runners", "timeouts", "taskgroups",
             "threads", "transports", "protocols", "exceptions", "coroutines", "base_events", "unix_events", "constants",
             "base_futures", "base_tasks", "format_helpers", "log", "mixins", "staggered", "trsock"):
    print(name, inspect.ismodule(getattr(asyncio, name)))
try:
    asyncio.no_such_name
except AttributeError as e:
    print(e)
for name in ("AbstractEventLoop", "AbstractServer", "AbstractEventLoopPolicy", "BaseProtocol", "Protocol",
             "BufferedProtocol", "DatagramProtocol", "SubprocessProtocol", "BaseTransport", "ReadTransport",
             "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport"):
    cls = getattr(asyncio, name)
    print(name, cls.__module__, [b.__name__ for b in cls.__mro__[1:]])
    print("   ", sorted(n for n in vars(cls) if not n.startswith("_")))
for name in ("BrokenBarrierError", "CancelledError", "InvalidStateError", "TimeoutError", "IncompleteReadError",
             "LimitOverrunError", "SendfileNotAvailableError"):
    cls = getattr(asyncio, name)
    print(name, cls.__module__, [b.__name__ for b in cls.__mro__[1:]])
import pickle

for e in (asyncio.IncompleteReadError(b"ab", 3), asyncio.IncompleteReadError(b"ab", None),
          asyncio.LimitOverrunError("too much", 7)):
    e2 = pickle.loads(pickle.dumps(e))
    print(repr(e2), e2.args, vars(e2))
for cls, names in ((asyncio.AbstractEventLoop, ("run_forever", "stop", "close", "time", "get_debug")),
                   (asyncio.BaseTransport, ("close", "is_closing", "get_protocol")),
                   (asyncio.WriteTransport, ("abort", "write_eof", "can_write_eof")),
                   (asyncio.AbstractEventLoopPolicy, ("get_event_loop", "new_event_loop"))):
    for n in names:
        try:
            getattr(cls(), n)()
        except NotImplementedError as e:
            print(cls.__name__, n, repr(e))
print(asyncio.Transport({"a": 1}).get_extra_info("a"), asyncio.Transport().get_extra_info("a", 2))


async def co():
    pass


def gen():
    yield


@inspect.types.coroutine
def old():
    yield


c, g, o = co(), gen(), old()
print([asyncio.iscoroutine(x) for x in (c, g, o, co, 3, None)])
print([asyncio.iscoroutinefunction(x) for x in (co, gen, old, 3, c, asyncio.sleep)])
c.close()


class Duck:
    def send(self, x):
        pass

    def throw(self, *a):
        pass

    def close(self):
        pass

    def __await__(self):
        yield


print(asyncio.iscoroutine(Duck()), asyncio.isfuture(Duck()), asyncio.isfuture(3))


class FutureLike:
    _asyncio_future_blocking = False


print(asyncio.isfuture(FutureLike()), asyncio.isfuture(FutureLike))


class Loop(asyncio.AbstractEventLoop):
    pass


asyncio.set_event_loop(loop := Loop())
print(asyncio.get_event_loop() is loop)
asyncio.set_event_loop(None)
for f in (asyncio.get_event_loop, lambda: asyncio.get_event_loop_policy().get_event_loop(), lambda: asyncio.Future(),
          lambda: asyncio.gather(), lambda: asyncio.StreamReader()):
    try:
        f()
    except RuntimeError as e:
        print(e)
for f in (lambda: asyncio.set_event_loop(3), lambda: asyncio.set_event_loop_policy(3)):
    try:
        f()
    except TypeError as e:
        print(e)


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print("policy makes a loop")
        return super().new_event_loop()


asyncio.set_event_loop_policy(Policy())
print(type(asyncio.get_event_loop_policy()).__name__)
asyncio.run(asyncio.sleep(0))
asyncio.set_event_loop_policy(None)
print(type(asyncio.get_event_loop_policy()).__name__)
