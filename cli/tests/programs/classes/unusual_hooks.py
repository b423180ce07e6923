"""Special methods that are other things than functions, proxies for super(), classes that change."""

import sys
import types


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Descriptor:
    calls = 0

    def __get__(self, instance, owner=None):
        def hook(name, *value):
            self.calls += 1
            raise AttributeError(f'{name} {value}')
        return hook


hook = Descriptor()


class A:
    __getattribute__ = hook


class B:
    __getattr__ = hook


class C:
    __getattribute__ = hook
    __getattr__ = hook
    __setattr__ = hook
    __delattr__ = hook


for cls in (A, B, C):
    attempt(getattr, cls(), 'x')
    print(hasattr(cls(), 'x'), getattr(cls(), 'x', 'default'), hook.calls)
attempt(lambda: C().x)
attempt(lambda: C().x())
attempt(setattr, C(), 'x', 1)
attempt(delattr, C(), 'x')
print(hook.calls)


class Static:
    __getattr__ = staticmethod(lambda name: name + '!')
    __call__ = staticmethod(lambda: 'called')


print(Static().anything, Static()())

for name, use in [('__len__', len), ('__repr__', repr), ('__int__', int), ('__abs__', abs), ('__round__', round),
                  ('__dir__', dir), ('__hash__', hash), ('__iter__', list), ('__contains__', lambda x: 1 in x),
                  ('__reversed__', reversed), ('__getattribute__', lambda x: x.y),
                  ('__setattr__', lambda x: setattr(x, 'y', 1))]:
    attempt(use, type('None_', (), {name: None})())


class Base:
    def f(self):
        return 'Base.f'


class Derived(Base):
    def f(self):
        return super(Derived, self).f() + '->Derived.f'


class Proxy:
    def __init__(self, target):
        self.__target = target

    def __getattribute__(self, name):
        if name.startswith('_Proxy__'):
            return object.__getattribute__(self, name)
        return getattr(self.__target, name)


print(Derived.__dict__['f'](Proxy(Derived())))
attempt(super, Derived, Base())
attempt(lambda: super(Derived).__get__(12))


class Mine(super):
    def __init__(self, *args):
        return super(Mine, self).__init__(*args)


class More(Derived):
    def f(self):
        return Mine(More, self).f() + '->More.f'


print(More().f())


def order(result):
    meta = type('Meta', (type,), {'mro': lambda cls: result(cls)})
    return meta('Ordered', (), {}).__mro__[1:]


attempt(order, lambda cls: [cls, Base, object])
attempt(order, lambda cls: 1)
attempt(order, lambda cls: [1])
attempt(order, lambda cls: [])
attempt(order, lambda cls: [cls, dict, object])
attempt(order, lambda cls: [Base, object])


class Once(type):
    asked = 0

    def mro(cls):
        if Once.asked:
            raise RuntimeError('asked again')
        Once.asked += 1
        return type.mro(cls)


class Top:
    pass


class Middle(Base):
    pass


class Lower(Middle, metaclass=Once):
    pass


attempt(setattr, Middle, '__bases__', (Top,))
print(Middle.__mro__, Lower.__mro__, Middle.__bases__)


class AB:
    __slots__ = ['a', 'b']


class BA:
    __slots__ = ['b', 'a']


class CB:
    __slots__ = ['c', 'b']


x = AB()
x.a, x.b = 1, 2
x.__class__ = BA
print(x.a, x.b, type(x).__name__)
attempt(setattr, x, '__class__', CB)

for cls in (type, type('Meta', (type,), {}), Base):
    attempt(getattr, cls, '__abstractmethods__')
attempt(delattr, Base, '__abstractmethods__')
attempt(type, 'a\udc00b', (), {})
attempt(type, 'C', (), {'__doc__': 'x\udc80'})
attempt(compile, 'x = "\udc80"', 'name', 'exec')


class SubStr(str):
    pass


print(type(ascii(type('R', (), {'__repr__': lambda self: SubStr('text')})())).__name__)

module = types.ModuleType.__new__(types.ModuleType)
print(module.__dict__, dir(module), repr(module))
module = types.ModuleType('named')
module.__loader__ = type('Loader', (), {'module_repr': staticmethod(lambda m: f'<made {m.__name__}>')})
print(module)


class Picky:
    def __getattr__(self, name):
        if name in ('__getnewargs__', '__getnewargs_ex__'):
            raise AssertionError(name)
        raise AttributeError(name)


print(Picky().__reduce_ex__(4)[1:])


class Listed:
    __slotnames__ = ['spam']

    def __getattr__(self, name):
        if name == 'spam':
            return 42
        raise AttributeError(name)


print(Listed().__reduce_ex__(2)[2:])
