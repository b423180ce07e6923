"""Methods of built-in types in class bodies: under other names, of other types, of `object`."""


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Names(dict):
    __setattr__ = dict.__setitem__
    __getattr__ = dict.__getitem__
    __neg__ = dict.copy
    __call__ = dict.get


names = Names()
names.y = 42
print(names['y'], -names, names.y, names('y'), names('z'))

OPERATIONS = {
    '__add__': lambda x: x + x,
    '__eq__': lambda x: x == x,
    '__lt__': lambda x: x < x,
    '__neg__': lambda x: -x,
    '__len__': len,
    '__hash__': hash,
    '__repr__': repr,
    '__str__': str,
    '__iter__': list,
    '__bool__': bool,
    '__getitem__': lambda x: x[0],
    '__contains__': lambda x: 1 in x,
}

for base, name, method in [
    (int, '__add__', str.__add__),
    (int, '__eq__', str.__eq__),
    (int, '__lt__', float.__lt__),
    (int, '__repr__', float.__repr__),
    (int, '__bool__', float.__bool__),
    (float, '__neg__', int.__neg__),
    (str, '__hash__', int.__hash__),
    (str, '__str__', object.__str__),
    (list, '__len__', dict.__len__),
    (list, '__iter__', dict.__iter__),
    (list, '__contains__', set.__contains__),
    (dict, '__getitem__', list.__getitem__),
]:
    attempt(OPERATIONS[name], type('C', (base,), {name: method})())


class Number(int):
    __repr__ = object.__repr__
    __str__ = int.__repr__
    __add__ = int.__mul__
    __eq__ = object.__eq__
    __hash__ = int.__hash__


n = Number(5)
print(str(n), repr(n)[:16], n + Number(4), n == Number(5), n == n, f'{n}', '%s %d' % (n, n))
print([n].__repr__()[:17])


class Items(list):
    __iter__ = list.__reversed__
    __getitem__ = list.index
    __repr__ = object.__repr__


items = Items([1, 2, 3])
a, b, c = items
print(list(items), [*items], tuple(items), items[2], (a, b, c), repr(items)[:16])


class Table(dict):
    __iter__ = dict.values
    __getitem__ = dict.get


table = Table(a=1)
print(table['a'], table['x'], dict(table), {**table})


class Text(str):
    __eq__ = object.__eq__
    __hash__ = str.__hash__
    __getitem__ = str.count


text = Text('aba')
print(text == 'aba', text == text, text['a'], text in {'aba'}, {text: 1}.get(text))

for get in [str.lower, complex.real, float.real, int.__add__, type.__dict__['__mro__'], type.__dict__['__name__'],
            range.start, slice.start, type(lambda: 0).__globals__, BaseException.args, OSError.errno, property.fget]:
    print(type(get).__name__, get.__qualname__, repr(get))
