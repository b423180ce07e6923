# needs: greenlet
"""Greenlets belong to the thread that started them; threads stop and go on in whatever greenlet they are."""
import threading
import time

import greenlet


def run(f):
    t = threading.Thread(target=f)
    t.start()
    t.join()


main = greenlet.getcurrent()


def other_tree():
    own = greenlet.getcurrent()
    print(own is main, own.parent, own.dead)

    def child(n):
        for i in range(3):
            time.sleep(0.001)
            n = own.switch(n + i)
        return 'done'

    g = greenlet.greenlet(child)
    values = [g.switch(10)]
    while not g.dead:
        values.append(g.switch(100))
    print(values)
    for target in main, suspended:
        try:
            target.switch()
        except greenlet.error as e:
            print(str(e).splitlines()[0])
    try:
        g = greenlet.greenlet(lambda: None, suspended)
        g.switch()
    except greenlet.error as e:
        print(str(e).splitlines()[0])


suspended = greenlet.greenlet(lambda: main.switch(1))
print(suspended.switch())
run(other_tree)

left = []


def leave_one():
    own = greenlet.getcurrent()
    g = greenlet.greenlet(lambda: own.switch())
    g.switch()
    left.append(g)


run(leave_one)
try:
    left[0].switch()
except greenlet.error as e:
    print(e)
print(left[0].dead, bool(suspended), suspended.dead)

counts = [0, 0, 0]


def busy(k):
    own = greenlet.getcurrent()

    def child():
        while True:
            counts[k] += 1
            own.switch()

    g = greenlet.greenlet(child)
    for _ in range(30000):
        g.switch()


threads = [threading.Thread(target=busy, args=(k,)) for k in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counts)


def raise_in_thread():
    try:
        raise ValueError
    except ValueError:
        time.sleep(0.002)
        try:
            raise KeyError
        except KeyError as e:
            print(repr(e.__context__))


t = threading.Thread(target=raise_in_thread)
t.start()
try:
    raise IndexError
except IndexError:
    time.sleep(0.001)
    try:
        raise TypeError
    except TypeError as e:
        print(repr(e.__context__))
t.join()
