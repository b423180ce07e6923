"""A child opens its standard input by name, which works with a pipe only."""
import asyncio
import sys


async def main():
    code = 'print(len(open("/dev/stdin").read()))'
    child = await asyncio.create_subprocess_exec(sys.executable, '-c', code, stdin=asyncio.subprocess.PIPE,
                                                 stdout=asyncio.subprocess.PIPE)
    out, _ = await child.communicate(b'abc' * 50_000)
    print(out.strip(), child.returncode)

    # One that does not read all of it.
    child = await asyncio.create_subprocess_exec(sys.executable, '-c', 'pass', stdin=asyncio.subprocess.PIPE)
    await child.communicate(b'x' * 1_000_000)
    print(child.returncode)


asyncio.run(main())
