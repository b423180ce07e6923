# What objects are: predicates, members, states, frames, source.
import inspect


def generator():
    x = yield 1


async def coroutine():
    pass


async def async_generator():
    yield 1


class Base:
    """A base."""

    class_attribute = 1

    def method(self):
        return inspect.currentframe()

    @property
    def value(self):
        return 1


names = ["isclass", "isfunction", "ismethod", "isbuiltin", "isroutine", "isgeneratorfunction", "iscoroutinefunction",
         "isasyncgenfunction", "ismodule", "isdatadescriptor", "ismethoddescriptor", "isabstract", "iscode", "isframe"]
objects = [Base, Base.method, Base().method, len, [].append, generator, coroutine, async_generator, inspect,
           Base.__dict__["value"], str.join, generator.__code__, Base().method(), 3, print]
for obj in objects:
    print(getattr(obj, "__name__", type(obj).__name__), [n for n in names if getattr(inspect, n)(obj)])
g = generator()
print(inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))
next(g)
print(inspect.getgeneratorstate(g), inspect.isgenerator(g), inspect.isawaitable(g))
g.close()
print(inspect.getgeneratorstate(g))
c = coroutine()
print(inspect.getcoroutinestate(c), inspect.isawaitable(c), inspect.iscoroutine(c))
c.close()
print(inspect.getcoroutinestate(c))
print([name for name, _ in inspect.getmembers(Base()) if not name.startswith("__")])
print([(a.name, a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(Base) if not a.name.startswith("__")])
print(inspect.getsource(generator), end="")
print(inspect.getsource(Base.method), end="")
print(inspect.getsourcelines(Base)[1], inspect.getsource(Base).splitlines()[:2], inspect.getmodule(Base).__name__)


def outer():
    """Above this is a comment.

    No it is not.
    """
    return [(f.function, f.lineno, f.code_context) for f in inspect.stack()[:2]]


# A comment
# of two lines.
def commented():
    pass


print(outer(), repr(inspect.getcomments(commented)), inspect.getclosurevars(outer).globals.keys())
info = inspect.getframeinfo(inspect.currentframe())
print(info.lineno, info.function, info.code_context, info.index)
print(inspect.getclasstree([Base, bool, int], unique=True))
