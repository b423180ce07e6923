# needs: uvloop
"""uvloop: installing it, running with it."""
import asyncio
import uvloop


async def main(x=1):
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    return x, type(loop).__module__, isinstance(loop, uvloop.Loop), isinstance(loop, asyncio.AbstractEventLoop), str(loop)


print(uvloop.run(main(), debug=False))
print(asyncio.run(main(2))[2])
uvloop.install()
print(type(asyncio.get_event_loop_policy()).__name__)
print(asyncio.run(main(3)))
loop = uvloop.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.run_until_complete(main(4)))
loop.close()
asyncio.set_event_loop_policy(None)
print(asyncio.run(main(5))[2])
asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
print(type(asyncio.new_event_loop()) is uvloop.Loop)
with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
    print(runner.run(main(6))[:3])
try:
    uvloop.run(3)
except TypeError as e:
    print(e)
c = main()
try:
    uvloop.run(c, loop_factory=asyncio.SelectorEventLoop)
except TypeError as e:
    print(e)
c.close()
