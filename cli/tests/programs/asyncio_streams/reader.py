"""asyncio.StreamReader fed by hand."""
import asyncio


async def show(aw):
    try:
        return await aw
    except BaseException as e:
        extra = {k: v for k, v in vars(e).items()}
        return f"{type(e).__name__}{e.args} {extra or ''}"


class Transport:
    def __init__(self):
        self.log = []

    def pause_reading(self):
        self.log.append("pause")

    def resume_reading(self):
        self.log.append("resume")

    def __repr__(self):
        return "<T>"


def make(*data, eof=True, limit=2**16):
    r = asyncio.StreamReader(limit=limit)
    for d in data:
        r.feed_data(d)
    if eof:
        r.feed_eof()
    return r


async def main():
    loop = asyncio.get_running_loop()
    r = make(b"hello\nworld\nrest")
    print(r, await r.readline(), await r.readline(), r.at_eof(), await r.readline(), r.at_eof(), await r.readline())
    r = make(b"abcdefghij")
    print(await r.read(3), await r.read(0), await r.read(100), await r.read(5), await r.read())
    print(await make(b"abc", b"def").read(), await make(b"abc").read(-1), await make().read())
    print([line async for line in make(b"a\nb\n\nc")])
    r = make(b"abcdefghij")
    print(await r.readexactly(4), await r.readexactly(0), await show(r.readexactly(-1)))
    print(await show(r.readexactly(7)), await show(r.readexactly(1)), await r.read())
    r = make(b"one--two--", b"three-", b"-end")
    print([await show(r.readuntil(b"--")) for _ in range(4)], await show(r.readuntil(b"")))
    r = make(b"x" * 5 + b"\r", b"\n", b"tail")
    print(await r.readuntil(b"\r\n"), await show(r.readuntil(b"\r\n")))

    # Limits.
    r = make(b"x" * 30 + b"\nshort\n", eof=False, limit=10)
    print(r, await show(r.readline()), await r.readline())
    r = make(b"x" * 30, eof=False, limit=10)
    print(await show(r.readline()), r)
    r = make(b"x" * 30 + b"|yy", eof=False, limit=10)
    print(await show(r.readuntil(b"|")), await r.read(30), await r.readuntil(b"|"))
    r = make(b"x" * 30 + b"yy", eof=False, limit=10)
    print(await show(r.readuntil(b"|")), await show(r.readuntil(b"yyy")), len(await r.read(100)))
    r = make(b"x" * 10 + b"\n", limit=10)
    print(await show(r.readline()))
    r = make(b"x" * 11 + b"\n", limit=10)
    print(await show(r.readline()))

    # Waiting.
    for how in ("read", "readline", "readexactly", "readuntil"):
        r = make(eof=False)
        args = (4,) if how in ("read", "readexactly") else ()
        t = asyncio.create_task(getattr(r, how)(*args))
        await asyncio.sleep(0)
        print(str(r).split(" cb=")[0], await show(getattr(r, how)(*args)))
        r.feed_data(b"ab")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        print(how, t.done())
        r.feed_data(b"c\nd")
        print(await t, r)
    r = make(eof=False)
    t = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    r.feed_data(b"abc")
    r.feed_eof()
    print(await t)
    # Cancelled.
    r = make(eof=False)
    t = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    r.feed_data(b"part")
    t.cancel("c")
    print(await show(t), r)
    r.feed_data(b" two\n")
    print(await r.readline())

    # Exceptions.
    r = make(b"data", eof=False)
    t = asyncio.create_task(r.readexactly(10))
    await asyncio.sleep(0)
    r.set_exception(ValueError("broken"))
    print(await show(t), r, repr(r.exception()))
    for c in (r.read(), r.readline(), r.readexactly(1), r.readuntil(), r.read(0)):
        print(await show(c))
    r = make()
    try:
        r.feed_data(b"more")
    except AssertionError as e:
        print(e)
    print(make(eof=False).feed_data(b""))
    for bad in (0, -1):
        try:
            asyncio.StreamReader(limit=bad)
        except ValueError as e:
            print(e)

    # Flow control.
    tr = Transport()
    r = asyncio.StreamReader(limit=4, loop=loop)
    r.set_transport(tr)
    for piece in (b"12345678", b"9", b"abc"):
        r.feed_data(piece)
        print(tr.log, r)
    for n in (2, 5, 1, 10):
        print(await r.read(n), tr.log)
    try:
        r.set_transport(tr)
    except AssertionError as e:
        print(e)
    r.feed_data(b"x" * 9)
    t = asyncio.create_task(r.readexactly(12))
    await asyncio.sleep(0)
    print(tr.log, r._paused)
    r.feed_data(b"y" * 5)
    print(await t, tr.log)

    class NoPause:
        def pause_reading(self):
            raise NotImplementedError

    r = asyncio.StreamReader(limit=1, loop=loop)
    r.set_transport(NoPause())
    r.feed_data(b"abc")
    print(r)


asyncio.run(main())
