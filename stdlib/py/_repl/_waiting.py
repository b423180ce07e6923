"""How a session waits for its next input while the rest of the program goes on."""

import sys
from select import select


class Waiter:
    """Waits until a descriptor can be read. The event loop of the session exists once something has to do with asyncio."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.loop = None
        # Whether the loop gives gevent's its turns.
        self.shares = False

    def wait(self):
        """Let others go on until the descriptor can be read."""
        if self.loop is None or self.loop.is_closed():
            self.wait_without_loop()
            return
        loop = self.loop
        loop.add_reader(self.descriptor, loop.stop)
        try:
            self.run(loop)
        finally:
            loop.remove_reader(self.descriptor)

    def wait_without_loop(self):
        if 'gevent' in sys.modules:
            from gevent.socket import wait_read
            wait_read(self.descriptor)
        else:
            select([self.descriptor], [], [])

    def run_until(self, future):
        """Run the loop until the future is done."""
        loop = self.loop
        if future.done():
            return

        def stop(future):
            loop.stop()

        future.add_done_callback(stop)
        try:
            self.run(loop)
        finally:
            future.remove_done_callback(stop)

    def run(self, loop):
        if 'gevent' in sys.modules and not self.shares:
            # It goes on from one run of the loop to the next.
            self.shares = True
            loop.call_soon(_give_turns, loop)
        loop.run_forever()

    def open_loop(self):
        """Return the loop, which is made when it is first asked for."""
        if self.loop is None or self.loop.is_closed():
            from _asyncio import _set_idle_loop
            from asyncio import new_event_loop, set_event_loop
            self.loop = new_event_loop()
            self.shares = False
            set_event_loop(self.loop)
            _set_idle_loop(self.loop)
        return self.loop

    def close(self):
        """Cancel what is left in the loop, and close it."""
        loop = self.loop
        if loop is None or loop.is_closed():
            return
        from _asyncio import _set_idle_loop
        from asyncio.runners import _cancel_all_tasks
        _set_idle_loop(None)
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()


def _give_turns(loop):
    """Both kinds of loops want to run in this thread: gevent's gets a turn now and then, long enough to look at its timers."""
    import gevent
    gevent.sleep(0.001)
    loop.call_later(0.01, _give_turns, loop)
