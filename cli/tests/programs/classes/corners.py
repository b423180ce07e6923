# Corners of classes, descriptors and patterns.
import types


def show(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: int.__new__(bool, 0))
show(lambda: object.__new__(int))
show(lambda: tuple.__new__(list))
show(lambda: object.__new__(dict))


class Slotted:
    __slots__ = ("x",)
    y = 5


for name in ("x", "y", "z"):
    show(lambda: delattr(Slotted(), name))
show(lambda: setattr(Slotted(), "y", 1))
show(lambda: setattr(Slotted(), "z", 1))


class Documented:
    __doc__ = classmethod(property(lambda cls: "about " + cls.__name__))


show(lambda: Documented.__doc__)
show(lambda: property().__set_name__())
show(lambda: property().__set_name__(1))


class Matched:
    __match_args__ = None


def match(subject):
    match subject:
        case Matched(y):
            return y


show(lambda: match(Matched()))


class Speaker:
    def speak(self, cls):
        return "spoken for " + cls.__name__


class Wraps:
    bound = classmethod(Speaker().speak)

    @classmethod
    @classmethod
    def twice(cls):
        return cls

    @classmethod
    @property
    def name(cls):
        return cls.__name__


show(lambda: Wraps.bound())
show(lambda: (Wraps.twice() is Wraps, Wraps().twice() is Wraps, Wraps.name))


def annotated(x: int) -> str:
    "About it."


for wrap in (classmethod, staticmethod):
    wrapper = wrap(annotated)
    show(lambda: (wrapper.__annotations__, wrapper.__name__, wrapper.__doc__, wrapper.__wrapped__ is annotated))


class Abstract:
    def __init__(self, *bases):
        self.bases = bases

    @property
    def __bases__(self):
        return self.bases


show(lambda: issubclass(Abstract(int), int))
show(lambda: issubclass(Abstract(Abstract(str), int), int))
show(lambda: issubclass(Abstract(str), int))
show(lambda: issubclass(5, int))
show(lambda: issubclass(int, 5))
module = types.ModuleType("module")
show(lambda: module.__annotations__)
module.__annotations__ = {"x": int}
show(lambda: module.__dict__["__annotations__"])
del module.__annotations__
show(lambda: "__annotations__" in module.__dict__)
show(lambda: delattr(module, "__annotations__"))


class Returns:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


show(lambda: str(Returns(5)))
show(lambda: repr(Returns(5)))
show(lambda: "%s" % Returns(5))
show(lambda: format(1, None))


class E:
    pass


print(E.__text_signature__, len.__text_signature__, int.__text_signature__, float.__text_signature__)
