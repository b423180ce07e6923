"""Raising an exception in the current greenlet when a time is over."""

from greenlet import getcurrent

from gevent.hub import get_hub

__all__ = ["Timeout", "with_timeout"]


class _NoTimeout:
    """What stands for a timeout that never comes."""

    seconds = None
    exception = None
    pending = False

    def start(self):
        """Nothing starts."""

    def cancel(self):
        """Nothing is cancelled."""

    stop = close = cancel

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class Timeout(BaseException):
    """Raises itself, or another exception, in the greenlet that started it when `seconds` have gone by."""

    def __init__(self, seconds=None, exception=None, ref=True, priority=-1, _one_shot=False):
        BaseException.__init__(self)
        self.seconds = seconds
        self.exception = exception
        self._ref = ref
        self._one_shot = _one_shot
        self._timer = None
        self._closed = False

    @property
    def timer(self):
        """What will call back, or None."""
        return self._timer

    @property
    def pending(self):
        """Whether it is started and has not come."""
        return self._timer is not None and self._timer.pending

    def start(self):
        """Start the time."""
        if self.pending:
            raise AssertionError(f"{self!r} is already started; to restart it, cancel it first")
        hub = get_hub()
        if self.seconds is None:
            return
        if self._closed:
            raise AssertionError("non-expiring timer cannot be started")
        if self.exception is None or self.exception is False or isinstance(self.exception, str):
            what = self
        else:
            what = self.exception
        self._timer = hub._core.call_later(max(0, self.seconds), self._expire, (getcurrent(), what), self._ref)

    def _expire(self, g, what):
        self._timer = None
        g.throw(what)

    @classmethod
    def start_new(cls, timeout=None, exception=None, ref=True, _one_shot=False):
        """Start a timeout of so many seconds, or one that was made before."""
        if isinstance(timeout, Timeout):
            if not timeout.pending:
                timeout.start()
            return timeout
        made = cls(timeout, exception, ref=ref, _one_shot=_one_shot)
        made.start()
        return made

    @staticmethod
    def _start_new_or_dummy(timeout, exception=None, ref=True):
        if timeout is None:
            return _NoTimeout()
        return Timeout.start_new(timeout, exception, ref)

    def cancel(self):
        """Stop the time."""
        timer, self._timer = self._timer, None
        # It is not to be started again.
        self._closed = True
        if timer is not None:
            timer.stop()

    close = cancel

    def __repr__(self):
        words = [f"<{type(self).__name__} at {id(self):#x} seconds={self.seconds}"]
        if self.exception is not None:
            words.append(f" exception={self.exception!r}")
        if self.pending:
            words.append(" pending")
        return "".join(words) + ">"

    def __str__(self):
        if self.seconds is None:
            return ""
        suffix = "" if self.seconds == 1 else "s"
        if self.exception is None:
            return f"{self.seconds} second{suffix}"
        if self.exception is False:
            return f"{self.seconds} second{suffix} (silent)"
        return f"{self.seconds} second{suffix}: {self.exception}"

    def __enter__(self):
        if not self.pending:
            self.start()
        return self

    def __exit__(self, kind, value, traceback):
        self.cancel()
        return value is self and self.exception is False


def with_timeout(seconds, function, *args, **kwds):
    """Call a function; if it takes longer than that, return `timeout_value` or raise Timeout."""
    absent = object()
    timeout_value = kwds.pop("timeout_value", absent)
    timeout = Timeout.start_new(seconds)
    try:
        try:
            return function(*args, **kwds)
        except Timeout as e:
            if e is timeout and timeout_value is not absent:
                return timeout_value
            raise
    finally:
        timeout.cancel()
