# options: --virtual-time
# repeat: 3
"""Who looks at the clock again and again, or at what another one does in its time, gets there too."""

import asyncio
import threading
import time

begin = time.monotonic()
while time.monotonic() - begin < 0.5:
    pass
print("half a second", round(time.monotonic() - begin, 1))

done = False


def work():
    global done
    time.sleep(2)
    done = True


threading.Thread(target=work).start()
while not done:
    pass
print("the thread has slept")


async def main():
    sleeper = asyncio.create_task(asyncio.sleep(3))
    while not sleeper.done():
        await asyncio.sleep(0)
    print("so has the task")


asyncio.run(main())
