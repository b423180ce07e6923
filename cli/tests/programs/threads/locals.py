"""Attributes that each thread has for itself."""
import threading
import weakref

data = threading.local()
data.x = 1


def other():
    print(hasattr(data, 'x'), data.__dict__)
    data.x = 2
    data.y = 3
    print(sorted(data.__dict__.items()))
    del data.y
    print(hasattr(data, 'y'))


def run(f):
    t = threading.Thread(target=f)
    t.start()
    t.join()


run(other)
print(data.x, data.__dict__)
run(other)


class Own(threading.local):
    shared = 'shared'

    def __init__(self, start):
        print('init', start)
        self.n = start

    def __getattr__(self, name):
        return name + '?'

    def more(self):
        self.n += 1
        return self.n


own = Own(5)
print(own.more(), own.other)


def in_thread():
    print(own.n, own.more(), own.shared, own.what)


run(in_thread)
run(in_thread)
print(own.n)
for call in lambda: setattr(data, '__dict__', {}), lambda: data.nothing, lambda: delattr(data, 'nothing'), \
        lambda: threading.local(1):
    try:
        call()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class Thing:
    pass


refs = []


def keep():
    data.thing = Thing()
    refs.append(weakref.ref(data.thing))


run(keep)
print(refs[0]() is None)
data.thing = Thing()
ref = weakref.ref(data.thing)
del data
print(ref() is None)
