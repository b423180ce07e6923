# Abstract classes cannot be made instances of; virtual subclasses pass isinstance.
import abc


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        """The area."""

    @property
    @abc.abstractmethod
    def name(self): ...

    @classmethod
    @abc.abstractmethod
    def unit(cls): ...

    def describe(self):
        return f"{self.name}: {self.area()}"


class Square(Shape):
    name = "square"

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2

    @classmethod
    def unit(cls):
        return cls(1)


class Half(Shape):
    def area(self):
        return super().area()


print(Square(3).describe(), Square.unit().area())
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as error:
        print(error)
print(sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__))


class Foreign:
    pass


print(isinstance(Foreign(), Shape), issubclass(Foreign, Shape))
print(Shape.register(Foreign) is Foreign)
print(isinstance(Foreign(), Shape), issubclass(Foreign, Shape))


class Sub(Foreign):
    pass


print(issubclass(Sub, Shape), isinstance(Sub(), Half))
token = abc.get_cache_token()
Half.register(int)
print(isinstance(3, Shape), isinstance("3", Shape), abc.get_cache_token() != token)


class HasLen(metaclass=abc.ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is HasLen:
            return any("__len__" in base.__dict__ for base in C.__mro__)
        return NotImplemented


print([isinstance(x, HasLen) for x in ([], {}, 3, "", None)])
for bad in (lambda: Shape.register(3), lambda: issubclass(3, Shape), lambda: Square.register(Shape)):
    try:
        print(bad())
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
Half.name = "half"
Half.unit = None
abc.update_abstractmethods(Half)
print(sorted(Half.__abstractmethods__))
