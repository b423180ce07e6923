"""Channels: a tasklet that sends and one that receives meet, and a value passes."""

from collections import deque

from . import _scheduler
from ._scheduler import scheduler

CLOSED = 'Send/receive operation on a closed channel'


class channel:
    """A place where tasklets hand values to each other; who comes first waits for the other."""

    def __init__(self):
        # Tasklets that wait, all of them for the same.
        self._waiting = deque()
        # 1 if they want to send, -1 if they want to receive.
        self._direction = 0
        self._closing = False
        self._preference = -1
        self._schedule_all = False

    def __repr__(self):
        return f'<{type(self).__name__} object at {id(self):#x}, balance={self.balance}>'

    @property
    def balance(self):
        """How many tasklets wait to send; if negative, how many wait to receive."""
        return len(self._waiting) * self._direction if self._waiting else 0

    @property
    def queue(self):
        """The first tasklet that waits, or None."""
        return self._waiting[0] if self._waiting else None

    @property
    def preference(self):
        """Who goes on first after a value has passed: -1 the receiver, 1 the sender, 0 neither."""
        return self._preference

    @preference.setter
    def preference(self, value):
        if not isinstance(value, int):
            raise TypeError('preference must be set to an integer')
        self._preference = (value > 0) - (value < 0)

    @property
    def schedule_all(self):
        """Whether every operation lets the next tasklet in the ring run, whatever the preference says."""
        return self._schedule_all

    @schedule_all.setter
    def schedule_all(self, value):
        self._schedule_all = bool(value)

    @property
    def closing(self):
        """Whether the channel has been closed: nobody can begin to wait any more."""
        return self._closing

    @property
    def closed(self):
        """Whether the channel has been closed and nobody waits."""
        return self._closing and not self._waiting

    def close(self):
        """Prevents the channel queue from growing."""
        self._closing = True

    def open(self):
        """Reopens a channel that has been closed."""
        self._closing = False

    def send(self, value):
        """Send a value over the channel, to a tasklet that receives; waits for one if there is none."""
        waiting = self._waiting
        if waiting and self._direction < 0:
            self._meet(1, value, None)
        else:
            self._wait(1, value, None)

    def receive(self):
        """Receive a value over the channel, from a tasklet that sends; waits for one if there is none."""
        if self._waiting and self._direction > 0:
            return self._meet(-1, None, None)
        return self._wait(-1, None, None)

    def send_exception(self, exc, *args):
        """Send an exception over the channel: it is raised in the tasklet that receives."""
        self._send_error(made(exc, args, 'channel.send_exception()'))

    def send_throw(self, exc, val=None, tb=None):
        """Send an exception over the channel, given as to `raise` of old: class, value and traceback."""
        self._send_error(normal(exc, val, tb))

    def send_sequence(self, sequence):
        """Send all items of an iterable; returns how many there were."""
        count = 0
        for item in sequence:
            self.send(item)
            count += 1
        return count

    def _send_error(self, error):
        if self._waiting and self._direction < 0:
            self._meet(1, None, error)
        else:
            self._wait(1, None, error)

    def __iter__(self):
        return self

    def __next__(self):
        if self._closing and not (self._waiting and self._direction > 0):
            raise StopIteration
        return self.receive()

    def _meet(self, direction, value, error):
        """Somebody waits for this: the value passes."""
        s = scheduler()
        current = s.current
        if _scheduler._channel_callback is not None:
            _scheduler.notify_channel(self, current, direction > 0, False)
        other = self._waiting.popleft()
        other._channel = None
        if direction > 0:
            other._value, other._error = value, error
        else:
            value, other._value = other._value, None
            error, other._sent = other._sent, None
        home = other._scheduler
        if home is not s:
            # A tasklet of another thread goes on there.
            home.append(other)
        elif self._schedule_all:
            ring = s.ring
            ring.append(other)
            ring.rotate(-1)
            s.switch(ring[0])
        elif self._preference == -direction:
            ring = s.ring
            ring[0] = other
            ring.append(current)
            s.switch(other)
        else:
            s.ring.append(other)
        if direction < 0:
            if error is not None:
                raise error
            return value

    def _wait(self, direction, value, error):
        """Nobody waits for this: the tasklet waits."""
        s = scheduler()
        current = s.current
        if current._block_trap:
            raise RuntimeError('this tasklet does not like to be blocked.')
        if self._closing:
            raise ValueError(CLOSED)
        if _scheduler._channel_callback is not None:
            _scheduler.notify_channel(self, current, direction > 0, True)
        if direction > 0:
            # What is sent is with the sender; an exception is on its way, not raised in the sender.
            current._value, current._sent = value, error
        ring = s.ring
        if len(ring) == 1 and current is s.main and not _scheduler._count():
            raise RuntimeError(_scheduler.DEADLOCK)
        ring.popleft()
        self._waiting.append(current)
        self._direction = direction
        current._channel = self
        s.leave()
        if direction < 0:
            value, current._value = current._value, None
            return value

    def _withdraw(self, tasklet):
        """The tasklet waits no more, though nobody came."""
        self._waiting.remove(tasklet)
        tasklet._channel = None
        tasklet._value = tasklet._sent = None


def made(exc, args, caller):
    """The exception of a class and its arguments."""
    if isinstance(exc, type) and issubclass(exc, BaseException):
        return exc(*args)
    if isinstance(exc, BaseException) and not args:
        return exc
    raise TypeError(f'{caller} must be called with an exception class or instance')


def normal(exc, value, traceback):
    """The exception that class, value and traceback stand for."""
    if isinstance(exc, BaseException):
        if value is not None:
            raise TypeError('instance exception may not have a separate value')
        error = exc
    elif isinstance(exc, type) and issubclass(exc, BaseException):
        if isinstance(value, exc):
            error = value
        elif value is None:
            error = exc()
        elif isinstance(value, tuple):
            error = exc(*value)
        else:
            error = exc(value)
    else:
        raise TypeError('exceptions must be classes, or instances, not %s' % type(exc).__name__)
    return error if traceback is None else error.with_traceback(traceback)
