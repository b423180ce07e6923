"""Objects of classes derived from built-in ones are freed although their attributes lead back to them."""

import gc
import weakref


class Other:
    pass


def is_freed(base, *args):
    class Derived(base):
        pass

    value = Derived(*args)
    other = Other()
    value.self = value
    value.other = other
    reference = weakref.ref(other)
    del value, other
    gc.collect()
    return reference() is None


for base, args in [(bytes, (b'x',)), (bytearray, (b'x',)), (str, ('x',)), (int, (5,)), (float, (1.5,)), (complex, (1,)),
                   (tuple, ((1,),)), (list, ()), (dict, ()), (set, ()), (frozenset, ()), (Exception, ()),
                   (property, ()), (staticmethod, (len,)), (classmethod, (len,)), (type(gc), ('x',)), (object, ())]:
    print(base.__name__, is_freed(base, *args))


class Source(bytes):
    pass


source = Source(b'abc')
source.view = memoryview(source)
source.other = Other()
reference = weakref.ref(source.other)
del source
gc.collect()
print(reference() is None)

namespace = {}
exec('def f(): pass\n', namespace)
gc.collect()
del namespace
print(gc.collect())
