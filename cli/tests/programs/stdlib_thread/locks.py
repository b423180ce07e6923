# Locks of one thread: states, owners, errors, waiting in vain for a while.
import _thread
import re
import time

lock, owned = _thread.allocate_lock(), _thread.RLock()


def shown(value):
    return re.sub(r" at 0x\w+|owner=[1-9]\d+", "", repr(value))


for action in (
    lambda: lock.acquire(), lambda: lock.locked(), lambda: lock, lambda: lock.acquire(False), lambda: lock.acquire(0),
    lambda: lock.acquire(timeout=0.01), lambda: lock.acquire(False, 1), lambda: lock.acquire(False, -1), lambda: lock.acquire(True, -2),
    lambda: lock.acquire(timeout=1e20), lambda: lock.acquire(timeout="a"), lambda: lock.acquire("a"), lambda: lock.release(),
    lambda: lock.release(), lambda: lock.locked(), lambda: lock.__enter__(), lambda: lock.__exit__(1, 2, 3), lambda: lock,
    lambda: owned, lambda: owned.acquire(), lambda: owned.acquire(blocking=True, timeout=-1), lambda: owned, lambda: owned._is_owned(),
    lambda: owned._release_save()[0], lambda: owned._is_owned(), lambda: owned.release(),
    lambda: owned._acquire_restore((2, _thread.get_ident())), lambda: owned.release(), lambda: owned.release(), lambda: owned.release(),
    lambda: owned.__enter__(), lambda: owned.__exit__(), lambda: _thread.LockType(), lambda: _thread.TIMEOUT_MAX, lambda: _thread.error,
    lambda: _thread._count(), lambda: _thread.stack_size(), lambda: _thread.stack_size(-1), lambda: _thread.stack_size(100),
    lambda: _thread.stack_size(1 << 20), lambda: _thread.stack_size(0), lambda: _thread.interrupt_main(99),
    lambda: _thread.start_new_thread(), lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(len, []),
    lambda: _thread.start_new_thread(len, (), 3), lambda: _thread.get_ident() == _thread.get_ident() > 0, lambda: lock.missing,
    lambda: setattr(lock, "x", 1),
):
    try:
        print(shown(action()))
    except Exception as error:
        print(type(error).__name__, error)
try:
    _thread.exit()
except SystemExit as stop:
    print("exit", stop.code)
lock.acquire()
start = time.monotonic()
print(lock.acquire(True, 0.05), 0.04 < time.monotonic() - start < 5)
lock.release()
with lock:
    print(lock.locked())
print(lock.locked())
try:
    _thread.interrupt_main()
    for i in range(10**7):
        pass
except KeyboardInterrupt:
    print("interrupted")
