# The scheduler, on a clock of its own.
import sched


class Clock:
    now = 0

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


clock = Clock()
s = sched.scheduler(clock.time, clock.sleep)
s.enter(5, 1, lambda: print("five", clock.now))
s.enter(2, 2, print, ("two", "b"))
s.enter(2, 1, print, ("two", "a"), {"sep": "-"})
gone = s.enterabs(3, 1, print, ("never",))
print(len(s.queue), s.queue[0].time, gone.priority)
s.cancel(gone)
print(s.run(blocking=False), s.empty())
s.run()
print(clock.now, s.empty())
try:
    s.cancel(gone)
except ValueError:
    print("not there")
