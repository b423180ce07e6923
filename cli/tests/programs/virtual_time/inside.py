# options: --virtual-time --seed 1
# repeat: 5
"""Connections within the program do not keep time from passing; what is on its way arrives first."""

import asyncio
import socket
import threading
import time


async def serve(reader, writer):
    while line := await reader.readline():
        await asyncio.sleep(5)
        writer.write(line.upper())
    writer.close()


async def client(name, port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    loop = asyncio.get_running_loop()
    for word in ("one", "two"):
        writer.write(f"{name} {word}\n".encode())
        print((await reader.readline()).decode().strip(), "at", loop.time())
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await asyncio.gather(*(client(name, port) for name in "abc"))
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.wait_for(reader.read(), 3600)
        except TimeoutError:
            print("nothing came for an hour", asyncio.get_running_loop().time())
            writer.close()
            await writer.wait_closed()
            await asyncio.sleep(1)


asyncio.run(main())

left, right = socket.socketpair()
left.settimeout(60)


def answer():
    time.sleep(30)
    right.send(b"late")


threading.Thread(target=answer).start()
print(left.recv(10), time.monotonic())
try:
    left.recv(10)
except TimeoutError as error:
    print(error, time.monotonic())
