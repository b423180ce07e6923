"""asyncio.Barrier."""
import asyncio


async def main():
    for bad in (0, -1):
        try:
            asyncio.Barrier(bad)
        except ValueError as e:
            print(e)
    b = asyncio.Barrier(3)
    log = []

    def state():
        return str(b).rpartition("[")[2]

    async def party(name, rounds=1):
        got = []
        for i in range(rounds):
            log.append(f"{name}{i}")
            got.append(await b.wait())
        return got

    print(b.parties, b.n_waiting, b.broken, state())
    print(await asyncio.gather(*[party(n) for n in "abc"]), log, state())
    log.clear()
    res = await asyncio.gather(*[party(n, 3) for n in "abc"])
    print([sorted(r) for r in zip(*res)], log)

    ts = [asyncio.create_task(party(n)) for n in "ab"]
    await asyncio.sleep(0)
    print(b.n_waiting, state())
    async with b as pos:
        print("position", pos, b.n_waiting, state())
    await asyncio.gather(*ts)

    # Reset.
    ts = [asyncio.create_task(party(n)) for n in "ab"]
    await asyncio.sleep(0)
    await b.reset()
    print(state(), b.broken)
    for r in await asyncio.gather(*ts, return_exceptions=True):
        print(repr(r))
    print(state())
    await b.reset()
    print(state())

    # Abort.
    ts = [asyncio.create_task(party(n)) for n in "ab"]
    await asyncio.sleep(0)
    await b.abort()
    print(b.broken, state(), b.n_waiting)
    print(await asyncio.gather(*ts, party("late"), return_exceptions=True))
    await b.reset()
    print(b.broken, state())
    print(await asyncio.gather(*[party(n) for n in "abc"]))

    # One is cancelled: the others still wait for three.
    ts = [asyncio.create_task(party(n)) for n in "ab"]
    await asyncio.sleep(0)
    ts[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(b.n_waiting, state())
    print(await asyncio.gather(ts[1], party("c"), party("d")))
    one = asyncio.Barrier(1)
    print(await one.wait(), await one.wait())
    print(issubclass(asyncio.BrokenBarrierError, RuntimeError))
    ts = [asyncio.create_task(party(n)) for n in "abcdefg"]
    await asyncio.sleep(0.1)
    print([t.done() for t in ts], state())
    await b.abort()
    print(len(await asyncio.gather(*ts, return_exceptions=True)))


asyncio.run(main())
