# shell: ulimit -n 512 && exec "$python" "$program"
"""What connections go through: resets, half-closes, slow readers, no descriptors left, cancels at every await."""
import asyncio
import gc
import os
import signal
import socket
import struct
import sys

HOST = "127.0.0.1"


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def echo(reader, writer):
    try:
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()
        writer.write(b"[end]")
        await writer.drain()
    except ConnectionError as e:
        ENDS.append(type(e).__name__)
    finally:
        writer.close()


ENDS = []
OPEN = []


async def settle():
    for _ in range(100):
        if len(asyncio.all_tasks()) == 1:
            break
        await asyncio.sleep(0.01)
    gc.collect()


async def serve(callback=echo, **options):
    server = await asyncio.start_server(callback, HOST, 0, **options)
    return server, server.sockets[0].getsockname()[1]


async def resets():
    server, port = await serve()
    async with server:
        for n in (0, 1, 10):
            reader, writer = await asyncio.open_connection(HOST, port)
            for _ in range(n):
                writer.write(b"x" * 100)
                await reader.readexactly(100)
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            await asyncio.sleep(0.01)
        await settle()
        print("resets", set(ENDS) <= {"ConnectionResetError"}, len(asyncio.all_tasks()))


async def client_sees_reset():
    async def rude(reader, writer):
        await reader.read(1)
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    server, port = await serve(rude)
    async with server:
        for what in ("read", "readline", "readexactly", "drain", "wait_closed"):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(b"x")
            try:
                if what == "drain":
                    await asyncio.sleep(0.02)
                    while True:
                        writer.write(b"y" * 1000)
                        await writer.drain()
                elif what == "wait_closed":
                    await asyncio.sleep(0.02)
                    await writer.wait_closed()
                else:
                    await getattr(reader, what)(*((10,) if what == "readexactly" else ()))
            except OSError as e:
                print(what, type(e).__name__, isinstance(e, ConnectionError))
            writer.close()


async def half_close():
    server, port = await serve()
    async with server:
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(b"question")
        writer.write_eof()
        print("half-close", await reader.read(), writer.can_write_eof(), reader.at_eof())
        try:
            writer.write(b"more")
        except RuntimeError as e:
            print(e)
        writer.close()
        await writer.wait_closed()


async def slow_reader():
    most = sent = 0

    async def pour(reader, writer):
        nonlocal most, sent
        try:
            for _ in range(400):
                writer.write(b"z" * 65536)
                sent += 65536
                most = max(most, writer.transport.get_write_buffer_size())
                await writer.drain()
        finally:
            writer.close()

    server, port = await serve(pour)
    async with server:
        reader, writer = await asyncio.open_connection(HOST, port, limit=1000)
        await asyncio.sleep(0.05)
        print("slow reader", sent < 400 * 65536, most <= 200000, len(reader._buffer) < 10 ** 6)
        total = 0
        while data := await reader.read(100000):
            total += len(data)
        print(total == 400 * 65536, most <= 200000)
        writer.close()


async def no_descriptors():
    reports = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: reports.append((context["message"], context["exception"].errno)))
    server, port = await serve()
    clients = [socket.socket() for _ in range(6)]
    held = []
    try:
        while True:
            held.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        os.close(held.pop())
    try:
        for sock in clients:
            sock.setblocking(False)
            await loop.sock_connect(sock, (HOST, port))
        before = os.times()
        await asyncio.sleep(0.3)
        busy = os.times().user + os.times().system - before.user - before.system
        print("no descriptors", len(reports) >= 1, {r for r in reports} == {("socket.accept() out of system resource", 24)},
              "does not spin", busy < 0.2)
    finally:
        for fd in held:
            os.close(fd)
    # The connections that waited are served when there are descriptors again.
    async with asyncio.timeout(5):
        for sock in clients:
            await loop.sock_sendall(sock, b"late")
            assert await loop.sock_recv(sock, 10) == b"late"
            sock.close()
    print("served later")
    # The server goes on: CPython's timers, which let it accept again, do not like closed ones.
    OPEN.append(server)
    loop.set_exception_handler(None)
    await settle()


async def cancels():
    server, port = await serve()

    async def exchange():
        reader, writer = await asyncio.open_connection(HOST, port)
        try:
            writer.write(b"a line\n" * 3)
            await writer.drain()
            await reader.readline()
            await reader.readexactly(7)
            await reader.read(100)
            writer.write(b"big" * 1000000)
            drained = asyncio.ensure_future(writer.drain())
            try:
                await drained
            finally:
                drained.cancel()
        finally:
            writer.close()
            await writer.wait_closed()

    before = descriptors()
    for turns in range(25):
        task = asyncio.create_task(exchange())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        try:
            async with asyncio.timeout(5):
                await task
        except (asyncio.CancelledError, ConnectionError):
            pass
    await settle()
    print("cancels", descriptors() - before, len(asyncio.all_tasks()))
    server.close()


async def raising():
    reports = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: reports.append((context["message"], repr(context["exception"]))))

    class Bad(asyncio.Protocol):
        def data_received(self, data):
            raise ValueError(data.decode())

    async def bad_callback(reader, writer):
        raise KeyError("handler")

    bad = await loop.create_server(Bad, HOST, 0)
    reader, writer = await asyncio.open_connection(HOST, bad.sockets[0].getsockname()[1])
    writer.write(b"boom")
    print("raising", await reader.read())
    writer.close()
    server, port = await serve(bad_callback)
    reader, writer = await asyncio.open_connection(HOST, port)
    print(await reader.read())
    writer.close()
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)
    for message, exception in reports:
        print(message.partition(" at 0x")[0].partition("<lambda>")[0].partition("raising.<locals>")[0], exception)
    bad.close()
    server.close()
    loop.set_exception_handler(None)
    await settle()


async def killed_child():
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE,
                                                   stdout=asyncio.subprocess.PIPE)
    process.send_signal(signal.SIGKILL)
    print("child", await process.wait(), await process.stdout.read())
    try:
        process.stdin.write(b"x" * 100000)
        await process.stdin.drain()
    except ConnectionError as e:
        print(isinstance(e, OSError))


async def many(count):
    """Some hundred connections at once; by hand, as many as the system allows."""
    server, port = await serve(backlog=count)
    before = descriptors()

    async def one(n):
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(b"%d\n" % n)
        line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return int(line)

    print("many", sum(await asyncio.gather(*(one(n) for n in range(count)))) == sum(range(count)))
    await settle()
    await asyncio.sleep(0.05)
    print(descriptors() - before)
    server.close()


def closed_while_busy():
    loop = asyncio.new_event_loop()

    async def busy():
        try:
            loop.close()
        except RuntimeError as e:
            print("busy:", e)
        loop.call_later(100, print, "never")
        loop.stop()

    task = loop.create_task(busy())
    loop.run_forever()
    loop.close()
    for call in (lambda: loop.call_soon(print), lambda: loop.run_forever(), lambda: loop.call_later(1, print)):
        try:
            call()
        except RuntimeError as e:
            print(e)
    loop.close()
    return task


async def main():
    for part in (resets, client_sees_reset, half_close, slow_reader, no_descriptors, cancels, raising, killed_child):
        await part()
    await many(int(sys.argv[1]) if len(sys.argv) > 1 else 200)


asyncio.run(main())
closed_while_busy()
