"""Child processes with asyncio."""
import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT


async def main():
    p = await asyncio.create_subprocess_exec("echo", "hello", stdout=PIPE)
    print(p.stdin, p.stderr, type(p.stdout).__name__, repr(p) == f"<Process {p.pid}>")
    print(await p.communicate(), p.returncode, await p.wait())
    p = await asyncio.create_subprocess_shell("cat; echo err >&2; exit 3", stdin=PIPE, stdout=PIPE, stderr=PIPE)
    print(await p.communicate(b"some input"), p.returncode)
    p = await asyncio.create_subprocess_shell("echo out; echo err >&2", stdout=PIPE, stderr=STDOUT)
    print(await p.communicate())
    p = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    for line in (b"one\n", b"two\n"):
        p.stdin.write(line)
        await p.stdin.drain()
        print(await p.stdout.readline())
    p.stdin.close()
    await p.stdin.wait_closed()
    print(await p.stdout.read(), await p.wait())
    p = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    data = b"0123456789" * 100000
    out, err = await p.communicate(data)
    print(out == data, err)
    for action, args in (("terminate", ()), ("kill", ()), ("send_signal", (signal.SIGUSR1,))):
        p = await asyncio.create_subprocess_exec("sleep", "100")
        getattr(p, action)(*args)
        print(action, await p.wait(), p.returncode)
    try:
        p.kill()
    except ProcessLookupError:
        print("ended already")
    try:
        await asyncio.create_subprocess_exec("/no/such/program")
    except FileNotFoundError as e:
        print(e.filename)
    # A child that does not read its input.
    p = await asyncio.create_subprocess_exec("true", stdin=PIPE)
    print(await p.communicate(b"x" * 1000000), p.returncode)
    p = await asyncio.create_subprocess_exec("true", stdin=DEVNULL, stdout=DEVNULL)
    print(await p.communicate())
    # Several at once; a time limit.
    async def run(i):
        p = await asyncio.create_subprocess_shell(f"sleep 0.0{5 - i}; echo {i}", stdout=PIPE)
        return (await p.communicate())[0]
    print(await asyncio.gather(*[run(i) for i in range(5)]))
    p = await asyncio.create_subprocess_exec("sleep", "100", stdout=PIPE)
    try:
        await asyncio.wait_for(p.communicate(), 0.05)
    except TimeoutError:
        p.kill()
        print("timed out", await p.wait())
    p = await asyncio.create_subprocess_shell("echo $V", stdout=PIPE, env={"V": "from env"}, cwd="/")
    print(await p.communicate())
    for bad in ({"text": True}, {"universal_newlines": True}, {"bufsize": 5}, {"encoding": "utf-8"}):
        try:
            await asyncio.create_subprocess_exec("true", **bad)
        except ValueError as e:
            print(e)
    try:
        await asyncio.create_subprocess_shell(3)
    except ValueError as e:
        print(e)
    # Lines as they come.
    p = await asyncio.create_subprocess_shell("for i in 1 2 3; do echo $i; done", stdout=PIPE)
    async for line in p.stdout:
        print(line)
    await p.wait()


asyncio.run(main())
