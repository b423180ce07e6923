"""Child processes in a pipeline: what one writes, the next one reads, and we look on in between."""

import asyncio
from asyncio.subprocess import PIPE

TEXT = """\
the quick brown fox
jumps over the lazy dog
the dog sleeps on
and the fox runs on
"""


async def pump(reader, writer, note):
    """Pass lines on until there are no more."""
    count = 0
    async for line in reader:
        writer.write(line)
        await writer.drain()
        count += 1
    writer.close()
    note.append(count)


async def main():
    split = await asyncio.create_subprocess_exec("tr", " ", "\n", stdin=PIPE, stdout=PIPE)
    sort = await asyncio.create_subprocess_exec("sort", stdin=PIPE, stdout=PIPE)
    count = await asyncio.create_subprocess_exec("uniq", "-c", stdin=PIPE, stdout=PIPE)
    words, sorted_words = [], []

    split.stdin.write(TEXT.encode())
    split.stdin.close()
    async with asyncio.TaskGroup() as group:
        group.create_task(pump(split.stdout, sort.stdin, words))
        group.create_task(pump(sort.stdout, count.stdin, sorted_words))
        lines = group.create_task(count.stdout.read())

    print(words[0], "words were split,", sorted_words[0], "were sorted")
    for line in lines.result().decode().splitlines():
        times, word = line.split()
        if int(times) > 1:
            print(f"{word:6} {times} times")
    print("exit codes:", await asyncio.gather(split.wait(), sort.wait(), count.wait()))

    # One that does not end by itself.
    forever = await asyncio.create_subprocess_shell("while :; do sleep 1; done")
    try:
        await asyncio.wait_for(forever.wait(), 0.05)
    except TimeoutError:
        forever.kill()
        print("killed:", await forever.wait())


asyncio.run(main())
