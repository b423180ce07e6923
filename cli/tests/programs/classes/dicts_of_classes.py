"""What `__dict__` of a class is, whatever its metaclass is derived from; weak proxies as bytes."""

import weakref


class Base:
    pass


class MetaFirst(type, Base):
    pass


class BaseFirst(Base, type):
    pass


for meta in (MetaFirst, BaseFirst):
    cls = meta('C', (), {'x': 1})
    print(type(cls.__dict__).__name__, 'x' in cls.__dict__, cls.x)
    cls.y = 2
    print('y' in cls.__dict__, cls.y, vars(cls)['y'])
    for change in (lambda: setattr(cls, '__dict__', {}), lambda: delattr(cls, '__dict__'),
                   lambda: Base.__dict__['__dict__'].__set__(cls, {})):
        try:
            change()
        except (AttributeError, TypeError) as e:
            print(type(e).__name__)


class Bytes:
    def __bytes__(self):
        return b'bytes'


target = Bytes()
print(bytes(weakref.proxy(target)))
