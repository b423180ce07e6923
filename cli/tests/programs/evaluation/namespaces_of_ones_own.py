"""Global names in a dict that makes them up."""


class Numbers(dict):
    def __missing__(self, key):
        if not key.startswith('n_'):
            raise KeyError(key)
        return int(key[2:])


total = eval('lambda: ' + '+'.join(f'n_{i}' for i in range(100)), Numbers())
print([total() for _ in range(3)], sum(range(100)))

namespace = Numbers()
exec('def f(n): return n_7 + n + len(str(n_100))\ndef g(): return unknown', namespace)
print(namespace['f'](1), namespace['f'](2))
try:
    namespace['g']()
except NameError as e:
    print(e)
namespace['n_7'] = 1000
print(namespace['f'](1))
