# needs: stackless
"""Tasklets: how they take turns."""
import stackless


def say(name, times=2):
    for i in range(times):
        print(name, i)
        stackless.schedule()


print("-- run to the end")
stackless.tasklet(say)("a")
stackless.tasklet(say)("b", times=3)
print(stackless.getruncount())
print(stackless.run(), stackless.getruncount())

print("-- run one that is scheduled: the turns go on from it")
t1 = stackless.tasklet(say)("t1", 1)
t2 = stackless.tasklet(say)("t2", 1)
t3 = stackless.tasklet(say)("t3", 1)
t2.run()
print("back in main", t1.alive, t2.alive, t3.alive)
stackless.run()

print("-- run one that is removed: the caller goes on")
t1 = stackless.tasklet(say)("t1", 1)
t2 = stackless.tasklet(say)("t2", 1)
t2.remove()
print(t2.alive, t2.scheduled, t2.paused, t2.blocked)
t2.run()
print("back in main")
stackless.run()
print(t2.alive, t2.scheduled, t2.paused)

print("-- bind and setup")
t = stackless.tasklet()
print(t.alive)
t.bind(say)
print(t.alive)
t.setup("bound", 1)
print(t.alive, t.scheduled)
stackless.run()
t.bind(say, ("again",), {"times": 1})
print(t.alive, t.scheduled, t.paused)
t.insert()
stackless.run()
for f in (t.insert, t.run, t.setup):
    try:
        t.bind(None)
        f()
    except RuntimeError as e:
        print(type(e).__name__, e)

print("-- schedule_remove and insert")


def sleeper():
    print("going")
    print(stackless.schedule_remove("value"))
    print("awake")


t = stackless.tasklet(sleeper)()
stackless.run()
print(t.paused, t.alive)
t.insert()
stackless.run()
print(t.alive)

print("-- kill and exceptions")


def victim():
    try:
        while True:
            stackless.schedule()
    except stackless.TaskletExit:
        print("killed")
        raise
    except ValueError as e:
        print("got", repr(e))
    finally:
        print("finally")


t = stackless.tasklet(victim)()
stackless.schedule()
t.kill()
print(t.alive)
t.kill()
t = stackless.tasklet(victim)()
stackless.schedule()
t.raise_exception(ValueError, 1, 2)
t = stackless.tasklet(victim)()
stackless.schedule()
t.throw(ValueError, "later", pending=True)
print("not yet")
stackless.run()
t = stackless.tasklet(victim)()
t.kill()
print(t.alive, "never started")
try:
    t.throw(KeyError)
except RuntimeError as e:
    print(e)


def bad():
    stackless.schedule()
    1 / 0


stackless.tasklet(bad)()
stackless.tasklet(say)("other")
try:
    stackless.run()
except ZeroDivisionError as e:
    print("main got", e, stackless.getruncount())
stackless.run()

print("-- who is who")
m = stackless.getmain()
print(m is stackless.getcurrent(), m.is_main, m.is_current, m.alive, m.scheduled, stackless.current is m, stackless.main is m)


def inner():
    c = stackless.getcurrent()
    print(c is t, c.is_main, c.is_current, m.is_current, c.thread_id == m.thread_id)
    try:
        stackless.run()
    except RuntimeError as e:
        print(e)


t = stackless.tasklet(inner)()
stackless.run()

print("-- a watchdog")


def busy(n):
    while True:
        counts[n] += 1


counts = [0, 0]
ts = [stackless.tasklet(busy)(i) for i in range(2)]
for _ in range(10):
    t = stackless.run(1000)
    assert t in ts and t.paused, t
    t.insert()
print(min(counts) > 2000, max(counts) < 6000)


def careful():
    with stackless.atomic():
        for i in range(20000):
            pass
        print("not disturbed")
    while True:
        pass


for t in ts:
    t.kill()
t = stackless.tasklet(careful)()
print(stackless.run(1000) is t)
t.kill()


def soft(n):
    for i in range(n):
        for j in range(100):
            pass
        stackless.schedule()
    print("soft end", n)


stackless.tasklet(soft)(5)
stackless.tasklet(soft)(6)
n = 0
while stackless.getruncount() > 1:
    assert stackless.run(150, soft=True, totaltimeout=True) is None
    n += 1
print(n > 2)
print("-- callbacks")
names = {}


def cb(prev, next):
    print("switch", names.get(prev, "?"), "->", names.get(next, "?"))


names[m] = "main"
stackless.set_schedule_callback(cb)
for n in "xy":
    t = stackless.tasklet(say)(n, 1)
    names[t] = n
stackless.run()
print(stackless.set_schedule_callback(None) is cb)
