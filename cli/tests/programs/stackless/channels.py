# needs: stackless
"""Channels: who waits, who goes on, what passes."""
import stackless


def send(ch, *values):
    for v in values:
        print("send", v)
        ch.send(v)
        print("sent", v)


def receive(ch, n):
    for _ in range(n):
        print("received", ch.receive())


for preference in (-1, 0, 1):
    print("-- preference", preference)
    ch = stackless.channel()
    ch.preference = preference
    stackless.tasklet(send)(ch, 1, 2)
    stackless.tasklet(receive)(ch, 2)
    stackless.run()
    print("balance", ch.balance)
print("-- schedule_all")
ch = stackless.channel()
ch.schedule_all = True
stackless.tasklet(receive)(ch, 2)
stackless.tasklet(send)(ch, 1, 2)
stackless.run()

print("-- balance, blocked")
ch = stackless.channel()
print(ch.preference, ch.queue, ch.closing, ch.closed)
ts = [stackless.tasklet(send)(ch, i) for i in range(3)]
stackless.run()
print(ch.balance, ts[0].blocked, ts[0].scheduled, ts[0].alive, ch.queue is ts[0])
for name in ("run", "insert", "remove"):
    try:
        getattr(ts[0], name)()
    except RuntimeError as e:
        print(e)
print(ch.receive(), ch.balance)
ts[2].kill()
print(ch.balance, ts[2].alive)
print(ch.receive())
stackless.run()

print("-- deadlock")
try:
    ch.receive()
except RuntimeError as e:
    print(e)
print(ch.balance)


def waits():
    stackless.channel().receive()


stackless.tasklet(waits)()
try:
    ch.send(1)
except RuntimeError as e:
    print(e)
print(ch.balance)
stackless.run()

print("-- exceptions")


def careful():
    try:
        ch.receive()
    except ValueError as e:
        print("got", repr(e))


stackless.tasklet(careful)()
stackless.run()
ch.send_exception(ValueError, 1)
stackless.tasklet(lambda: ch.send_throw(KeyError, KeyError("k")))()
stackless.run()
print(ch.balance)
try:
    ch.receive()
except KeyError as e:
    print("main got", e)
stackless.run()

print("-- iteration, closing")


def produce():
    print(ch.send_sequence(range(3)))
    ch.close()
    print(ch.closing, ch.closed)


stackless.tasklet(produce)()


def consume():
    for x in ch:
        print("item", x)
        if x == 2:
            break
    stackless.schedule()
    print(list(ch))


stackless.tasklet(consume)()
stackless.run()
for f in (ch.receive, lambda: ch.send(1)):
    try:
        f()
    except ValueError as e:
        print(e)
ch.open()
print(ch.closing, ch.closed)
stackless.tasklet(send)(ch, "x")
stackless.schedule()
ch.close()
print(ch.closing, ch.closed, list(ch), ch.closed)
stackless.run()

print("-- block_trap")


def trapped():
    stackless.getcurrent().block_trap = True
    try:
        ch.receive()
    except RuntimeError as e:
        print(e)


stackless.tasklet(trapped)()
stackless.run()

print("-- callback")


def cb(channel, tasklet, sending, willblock):
    print("callback", channel is ch, tasklet is stackless.getcurrent(), sending, willblock)


ch = stackless.channel()
stackless.set_channel_callback(cb)
stackless.tasklet(receive)(ch, 1)
stackless.tasklet(send)(ch, "z")
stackless.run()
stackless.set_channel_callback(None)


class Named(stackless.channel):
    def send(self, value):
        print("through", self.name)
        super().send(value)


class Task(stackless.tasklet):
    def __new__(cls, func, name):
        self = super().__new__(cls, func)
        self.name = name
        return self


ch = Named()
ch.name = "named"
t = Task(send, "task")(ch, 5)
print(t.name, ch.receive())
stackless.run()
print(repr(ch)[:10])
import threading
print("-- other threads")
ch = stackless.channel()


def work():
    print(ch.receive())
    ch.send(stackless.getmain() is not main)
    stackless.tasklet(send)(ch, "from a thread")
    stackless.run()


main = stackless.getmain()
th = threading.Thread(target=work)
th.start()
ch.send("to a thread")
print(ch.receive())
print(ch.receive())
th.join()
print(len(stackless.threads))
