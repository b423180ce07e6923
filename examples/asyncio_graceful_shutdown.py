"""A server that ends well on SIGTERM: no new connections, what is under way is finished, then all is closed."""

import asyncio
import os
import signal


class Server:
    def __init__(self):
        self.stop = asyncio.Event()
        self.busy = set()

    async def serve(self, reader, writer):
        task = asyncio.current_task()
        self.busy.add(task)
        try:
            name = (await reader.readline()).decode().strip()
            await self.work(name)
            writer.write(f"{name} is done\n".encode())
            await writer.drain()
        except asyncio.CancelledError:
            print(f"server: {name} is given up")
        finally:
            self.busy.discard(task)
            writer.close()

    async def work(self, name):
        print(f"server: {name} begins")
        await asyncio.sleep({"short": 0.02, "long": 0.06, "endless": 100}[name])

    async def run(self, ready):
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.terminate)
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        ready.set_result(server.sockets[0].getsockname()[1])
        await self.stop.wait()
        server.close()
        print(f"server: {len(self.busy)} are busy")
        done, late = await asyncio.wait(self.busy, timeout=0.3)
        print(f"server: {len(done)} have finished, {len(late)} are cancelled")
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        loop.remove_signal_handler(signal.SIGTERM)

    def terminate(self):
        print("server: SIGTERM")
        self.stop.set()


async def client(port, name):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{name}\n".encode())
    answer = await reader.readline()
    writer.close()
    return f"client {name}: {answer.decode().strip() or 'the connection was closed'}"


async def main():
    ready = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(Server().run(ready))
    port = await ready
    clients = []
    for name in ("short", "long", "endless"):
        clients.append(asyncio.create_task(client(port, name)))
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    for line in await asyncio.gather(*clients):
        print(line)
    try:
        await client(port, "late")
    except ConnectionRefusedError:
        print("client late: refused")


asyncio.run(main())
