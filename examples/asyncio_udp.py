"""Datagrams: a server that adds, and a client that asks again when there is no answer."""

import asyncio


class Adder(asyncio.DatagramProtocol):
    """Answers with the sum of the numbers; every third request gets lost."""

    requests = 0

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.requests += 1
        if self.requests % 3:
            self.transport.sendto(str(sum(map(int, data.split()))).encode(), addr)


class Asker(asyncio.DatagramProtocol):
    def __init__(self):
        self.answers = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.answers.put_nowait(data.decode())


async def ask(transport, asker, text):
    for attempt in range(1, 4):
        transport.sendto(text.encode())
        try:
            return await asyncio.wait_for(asker.answers.get(), 0.05), attempt
        except TimeoutError:
            pass
    raise TimeoutError("no answer")


async def main():
    loop = asyncio.get_running_loop()
    server, adder = await loop.create_datagram_endpoint(Adder, local_addr=("127.0.0.1", 0))
    client, asker = await loop.create_datagram_endpoint(Asker, remote_addr=server.get_extra_info("sockname"))
    for text in ("1 2 3", "10 20", "7", "100 200 300", "5 5"):
        answer, attempts = await ask(client, asker, text)
        print(f"{text.replace(' ', ' + '):18} = {answer:4} after {attempts} attempt{'s' * (attempts > 1)}")
    print(adder.requests, "requests came")
    client.close()
    server.close()


asyncio.run(main())
