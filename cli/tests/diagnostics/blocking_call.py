# test: shell=exec "$python" --explain --warn-blocking "$program"
# test: filter=durations
import asyncio
import time


async def main():
    time.sleep(0.15)


asyncio.run(main())
