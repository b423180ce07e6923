"""A thread waits for the end of the main thread, and goes on when the program has come to its end."""
import threading

lock = threading.Lock()
print(lock.acquire(timeout=threading.TIMEOUT_MAX))
lock.release()
for timeout in threading.TIMEOUT_MAX + 1, 1e100, 10 ** 30, -100, float('nan'):
    try:
        lock.acquire(timeout=timeout)
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)


def wait_for_main():
    threading.main_thread().join()
    print('main has ended:', threading.main_thread().is_alive())


threading.Thread(target=wait_for_main).start()
print('end of main')
