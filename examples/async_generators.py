"""Async generators, async comprehensions and `async with`, driven by hand."""

from types import coroutine


@coroutine
def read(name):
    """The only place that suspends: ask whoever drives the coroutine for a line."""
    return (yield name)


class Connection:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print(f"  {self.name}: {await read('connect')}")
        return self

    async def __aexit__(self, kind, error, traceback):
        print(f"  {self.name}: {await read('close')}{' after ' + kind.__name__ if kind else ''}")
        return kind is EOFError

    async def lines(self):
        try:
            while line := await read(self.name):
                yield line
        finally:
            print(f"  {self.name}: no more lines wanted")


async def numbered(source, start=1):
    async for line in source:
        yield start, line
        start += 1


async def session():
    async with Connection("inbox") as inbox:
        subjects = [
            f"{n}. {line.title()}"
            async for n, line in numbered(inbox.lines())
            if "spam" not in line
        ]
    async with Connection("feed") as feed:
        lines = feed.lines()
        async for line in lines:
            if line == "stop":
                await lines.aclose()
                raise EOFError
            subjects.append(line)
    return subjects


def drive(coroutine, answers):
    """Answer each request from a script of what the outside world says."""
    request = coroutine.send(None)
    while True:
        answer = next(answers[request], "")
        print(f"{request:8} -> {answer!r}")
        try:
            request = coroutine.send(answer)
        except StopIteration as stop:
            return stop.value


world = {
    "connect": iter(["welcome", "hello again"]),
    "close": iter(["bye", "so long"]),
    "inbox": iter(["lunch at one", "spam spam", "build is green"]),
    "feed": iter(["rain", "sun", "stop", "never read"]),
}
print(drive(session(), {name: answers for name, answers in world.items()}))
