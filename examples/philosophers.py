# sleeps: half a minute
# timeout: 60
"""Five philosophers at a round table: threads that take their forks in one order for all, so none waits for ever."""

import threading
import time

NAMES = ["Aspasia", "Hipparchia", "Kleobouline", "Themista", "Arete"]

forks = [threading.Lock() for _ in NAMES]
began = time.monotonic()


def say(name, what):
    print(f"{time.monotonic() - began:4.1f} s  {name} {what}")


def dine(seat):
    name = NAMES[seat]
    # Who takes the left fork first, as all others do, closes the circle: the order of the numbers breaks it.
    first, second = sorted([seat, (seat + 1) % len(NAMES)])
    time.sleep(seat)
    for _ in range(2):
        with forks[first]:
            time.sleep(0.3)
            with forks[second]:
                say(name, "eats")
                time.sleep(2.3)
        time.sleep(4.2)
    say(name, "has dined")


guests = [threading.Thread(target=dine, args=(seat,)) for seat in range(len(NAMES))]
for guest in guests:
    guest.start()
for guest in guests:
    guest.join()
print("nobody has starved, and all forks are free:", not any(fork.locked() for fork in forks))
