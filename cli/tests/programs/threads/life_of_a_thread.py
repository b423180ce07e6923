"""Starting and ending threads, their names and attributes, what goes wrong in them, and the end of the program."""
import _thread
import atexit
import sys
import threading
import time

main = threading.current_thread()
print(main.name, main is threading.main_thread(), main.daemon, main.is_alive(), main.ident == threading.get_ident())


def body():
    me = threading.current_thread()
    print(me.name, me.daemon, me.is_alive(), me.ident == threading.get_ident() != main.ident)


for t in threading.Thread(target=body), threading.Thread(target=body, name='Named', daemon=True), \
        threading.Thread(target=lambda: None):
    print(t.name, t.ident, t.is_alive(), repr(t).split('(')[0])
    t.start()
    t.join()
    print(t.is_alive(), t.ident is not None)


class Own(threading.Thread):
    def run(self):
        print('own run', self.name)


t = Own()
t.start()
t.join()
for call in t.start, threading.Thread().join, main.join, lambda: setattr(main, 'daemon', True):
    try:
        call()
    except RuntimeError as e:
        print(e)


class Forgetful(threading.Thread):
    def __init__(self):
        pass


try:
    Forgetful().start()
except RuntimeError as e:
    print(e)


def fail():
    raise ValueError('failed')


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.thread.name, type(args).__name__)


threading.excepthook = hook
t = threading.Thread(target=fail)
t.start()
t.join()
t = threading.Thread(target=sys.exit)
t.start()
t.join()
threading.excepthook = threading.__excepthook__

ended = _thread.allocate_lock()
ended.acquire()


def plain(a, b=2):
    dummy = threading.current_thread()
    print(a, b, dummy.name.startswith('Dummy-'), dummy.daemon)
    ended.release()
    _thread.exit()


_thread.start_new_thread(plain, (1,), {'b': 3})
ended.acquire()
for bad in (1, ()), (plain, []), (plain, (), 1):
    try:
        _thread.start_new_thread(*bad)
    except TypeError as e:
        print(e)

timer = threading.Timer(0.01, print, ['timer'], {'end': '!\n'})
timer.start()
timer.join()
timer = threading.Timer(30, print, ['never'])
timer.start()
timer.cancel()
timer.join()

ran = []


def count():
    for _ in range(200000):
        ran.append(1)


threads = [threading.Thread(target=count) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(ran))

sys.setswitchinterval(0.001)
print(sys.getswitchinterval())


def busy():
    global running
    running = True
    while not stop:
        pass


running = stop = False
t = threading.Thread(target=busy)
t.start()
while not running:
    pass
print(sorted(len(str(k)) > 1 for k in sys._current_frames()))
print(sys._current_frames()[t.ident].f_code.co_name)
time.sleep(0.01)
stop = True
t.join()


def late():
    time.sleep(0.03)
    print('late')


def forever():
    while True:
        time.sleep(0.001)


threading.Thread(target=late).start()
threading.Thread(target=forever, daemon=True).start()
atexit.register(print, 'at exit')
print('main ends')
