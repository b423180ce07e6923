# exit: 143
# Signal handlers run between two instructions, and end waits.
import os
import signal
import time


class Timeout(Exception):
    pass


def show(number, frame):
    print("got", signal.Signals(number).name, frame.f_code.co_name)


def give_up(number, frame):
    raise Timeout("too long")


def attempt(what):
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        what()
        print("done")
    except Timeout as error:
        print("Timeout", error)


def forever():
    while True:
        pass


print(signal.signal(signal.SIGUSR1, show), signal.getsignal(signal.SIGUSR1) is show)
os.kill(os.getpid(), signal.SIGUSR1)
print("after")
signal.raise_signal(signal.SIGUSR1)
signal.signal(signal.SIGALRM, show)
signal.setitimer(signal.ITIMER_REAL, 0.05)
start = time.monotonic()
time.sleep(0.2)
print("slept on", time.monotonic() - start > 0.19)

signal.signal(signal.SIGALRM, give_up)
read_end, write_end = os.pipe()
child = os.fork()
if not child:
    time.sleep(10)
    os._exit(0)
attempt(lambda: time.sleep(5))
attempt(forever)
attempt(lambda: os.read(read_end, 1))
attempt(lambda: os.waitpid(child, 0))
attempt(lambda: sorted([3, 1, 2], key=lambda x: time.sleep(1)))
os.kill(child, signal.SIGKILL)
print(os.waitpid(child, 0)[1])

try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt:
    print("KeyboardInterrupt")
print(signal.signal(signal.SIGINT, show) is signal.default_int_handler)
signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGTERM)
print("ignored", signal.getsignal(signal.SIGTERM))
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]))
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigpending())
print(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]))
print(signal.strsignal(signal.SIGINT), len(signal.valid_signals()), signal.getsignal(signal.SIGPIPE))
for call in (
    lambda: signal.signal(0, show),
    lambda: signal.signal(signal.SIGKILL, show),
    lambda: signal.signal(signal.SIGINT, 5),
    lambda: signal.signal(signal.SIGINT, None),
    lambda: signal.getsignal(100),
    lambda: signal.setitimer(9, 1),
    lambda: signal.setitimer(signal.ITIMER_REAL, -1),
    lambda: signal.strsignal(0),
    lambda: signal.alarm("x"),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [200]),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
print("ends", flush=True)
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(1)
