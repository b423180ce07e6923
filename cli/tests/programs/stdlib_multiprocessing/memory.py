"""Blocks of memory that processes see by their names."""
import multiprocessing as mp
from multiprocessing import shared_memory
from multiprocessing.managers import SharedMemoryManager


def work(name, n):
    shm = shared_memory.SharedMemory(name)
    shm.buf[n] = n * 10
    shm.close()


def change(sl):
    sl[0] += 1
    sl[1] = "changed"


def main():
    shm = shared_memory.SharedMemory(create=True, size=64)
    print(shm.size >= 64, len(shm.buf) >= 64, bytes(shm.buf[:4]), shm.name.startswith("psm_"))
    shm.buf[:5] = b"hello"
    ps = [mp.Process(target=work, args=(shm.name, 8 + i)) for i in range(3)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(bytes(shm.buf[:12]))
    other = shared_memory.SharedMemory(shm.name)
    other.buf[0] = ord("j")
    print(bytes(shm.buf[:5]), other == shm, other.buf == shm.buf)
    view = other.buf.cast("i")
    view[3] = -7
    print(shm.buf[12:16].tolist(), view.itemsize)
    view.release()
    other.close()
    print(other.buf)
    shm.close()
    shm.unlink()
    try:
        shared_memory.SharedMemory(shm.name)
    except FileNotFoundError as e:
        print(type(e).__name__, e.errno)
    for args in ((), (None, True, 0), (None, True, -1)):
        try:
            shared_memory.SharedMemory(*args)
        except ValueError as e:
            print(e)
    named = shared_memory.SharedMemory("pausa_test_%d" % mp.current_process().pid, create=True, size=10)
    try:
        shared_memory.SharedMemory(named.name, create=True, size=10)
    except FileExistsError as e:
        print("exists", e.errno)
    named.close()
    named.unlink()

    sl = shared_memory.ShareableList([1, "some text", 2.5, None, True, b"bytes"])
    p = mp.Process(target=change, args=(sl,))
    p.start()
    p.join()
    print(list(sl), len(sl), sl[-1], sl.index(2.5), sl.count(None))
    for key, value in ((1, "x" * 17), (9, 1)):
        try:
            sl[key] = value
        except (ValueError, IndexError) as e:
            print(type(e).__name__, e)
    try:
        sl[6]
    except IndexError as e:
        print(e)
    sl[2] = 3
    sl[4] = None
    print(list(sl))
    sl.shm.close()
    sl.shm.unlink()
    with SharedMemoryManager() as m:
        block = m.SharedMemory(size=20)
        block.buf[0] = 5
        li = m.ShareableList(range(3))
        print(block.buf[0], list(li))
        name = block.name
        block.close()
        li.shm.close()
    try:
        shared_memory.SharedMemory(name)
    except FileNotFoundError:
        print("gone")


if __name__ == "__main__":
    main()
