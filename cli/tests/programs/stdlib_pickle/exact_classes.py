"""What looks like a tuple keeps its class; slots for weak references are no state; `__getattr__` is not asked about pickling."""
import copy
import os
import pickle
import time
from typing import List

for value in os.stat('/'), os.statvfs('/'), os.times(), os.terminal_size((1, 2)), time.gmtime(0), os.uname():
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps([value], protocol))[0]
        assert type(again) is type(value) and again == value, (protocol, again)
    assert type(copy.copy(value)) is type(copy.deepcopy(value)) is type(value)
    print(type(value).__name__)
info = pickle.loads(pickle.dumps(os.stat('/')))
print(info.st_mtime_ns == os.stat('/').st_mtime_ns, pickle.loads(pickle.dumps(time.gmtime(0))))


class Slotted:
    __slots__ = 'x', '__weakref__'


one = Slotted()
one.x = [1]
print(copy.copy(one).x, copy.deepcopy(one).x, pickle.loads(pickle.dumps(one)).x, one.__getstate__())
print(copy.deepcopy(List['T']))


class Endless:
    def __getattr__(self, name):
        return self.missing


for protocol in range(6):
    try:
        print(protocol, type(pickle.loads(pickle.dumps(Endless(), protocol))).__name__)
    except RecursionError:
        print(protocol, 'RecursionError')
