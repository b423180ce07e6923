"""OrderedDict.pop of a subclass that watches: it does not go through the methods of the subclass."""
from collections import OrderedDict


class Watched(OrderedDict):
    def __getitem__(self, key):
        print('get', key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        print('del', key)
        super().__delitem__(key)

    def __contains__(self, key):
        print('contains', key)
        return super().__contains__(key)


d = Watched(a=1, b=2, c=3)
print(d.pop('b'), d.pop('x', 0), d.pop('y', default=None))
try:
    d.pop('z')
except KeyError as e:
    print('KeyError', e)
del d['a']
print(d.popitem(), len(d))
