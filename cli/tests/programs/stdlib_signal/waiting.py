"""Threads wait for signals that are held back, while others run."""
import os
import signal
import threading
import time

number = signal.SIGUSR1
before = signal.pthread_sigmask(signal.SIG_BLOCK, [number, signal.SIGUSR2])
print(number in before, sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])))


def send_later(which):
    time.sleep(0.05)
    os.kill(os.getpid(), which)


for wait in signal.sigwait, signal.sigwaitinfo, lambda s: signal.sigtimedwait(s, 10):
    sender = threading.Thread(target=send_later, args=(number,))
    sender.start()
    got = wait([number, signal.SIGUSR2])
    if isinstance(got, int):
        print(got)
    else:
        print(type(got).__name__, got.si_signo == number, got.si_pid == os.getpid(), got.si_uid == os.getuid(), len(got))
    sender.join()

os.kill(os.getpid(), signal.SIGUSR2)
print(sorted(signal.sigpending()), signal.sigwait({number, signal.SIGUSR2}), signal.sigpending())
print(signal.sigtimedwait([number], 0), signal.sigtimedwait([number], 0.01))
for arguments in ([number], -1), ([1 << 100], 1), ([0], 1), ([number], 'x'), (1, 1):
    try:
        print(signal.sigtimedwait(*arguments))
    except (TypeError, ValueError) as e:
        print(type(e).__name__)

# A handler ends a pause, also while another thread goes on.
signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
signal.signal(number, lambda *_: print('handled'))
sender = threading.Thread(target=send_later, args=(number,))
sender.start()
print(signal.pause())
sender.join()
