# sleeps: ten seconds
"""Timers without tasks: `call_later` and its handles make a search box that waits until nobody types any more."""

import asyncio


class Debounced:
    """Calls a function when it has not been asked for a while; a call that is overtaken never happens."""

    def __init__(self, function, delay):
        self.function, self.delay, self.timer = function, delay, None

    def __call__(self, *args):
        if self.timer is not None:
            self.timer.cancel()
        self.timer = asyncio.get_running_loop().call_later(self.delay, self.function, *args)


class Throttled:
    """Calls a function at once, but then not again for a while; of what comes meanwhile only the last is kept."""

    def __init__(self, function, period):
        self.function, self.period = function, period
        self.is_quiet, self.kept = False, None

    def __call__(self, *args):
        if self.is_quiet:
            self.kept = args
            return
        self.function(*args)
        self.is_quiet = True
        asyncio.get_running_loop().call_later(self.period, self.over)

    def over(self):
        self.is_quiet = False
        if self.kept is not None:
            args, self.kept = self.kept, None
            self(*args)


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()

    def say(what, text):
        print(f"{loop.time() - began:4.1f} s  {what} {text!r}")

    search = Debounced(lambda text: say("search for", text), 1.0)
    preview = Throttled(lambda text: say("preview of", text), 1.5)
    text = ""
    for key, pause in [("p", 0.4), ("a", 0.3), ("u", 0.3), ("s", 1.7), ("e", 0.4), ("s", 2.2)]:
        text += key
        search(text)
        preview(text)
        await asyncio.sleep(pause)
    last = loop.create_future()
    loop.call_at(began + 8, last.set_result, "the page is closed")
    say("and then", await last)


asyncio.run(main())
