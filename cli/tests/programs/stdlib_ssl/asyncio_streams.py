"""TLS under asyncio: from the beginning and by start_tls(), much data both ways, certificates that are refused."""
import asyncio
import os
import ssl

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
SELF = os.path.join(HERE, "self.pem")


def server_context():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(SELF)
    return context


def client_context(trusts=True):
    context = ssl.create_default_context(cafile=SELF if trusts else None)
    context.check_hostname = False
    return context


async def turn(reader, writer):
    """Sends back in reverse what comes."""
    size = int(await reader.readline())
    data = await reader.readexactly(size)
    writer.write(data[::-1])
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def later(reader, writer):
    """Goes over to TLS when it is asked to."""
    print("asked:", await reader.readline())
    writer.write(b"go ahead\n")
    await writer.start_tls(server_context())
    await turn(reader, writer)


async def ask(reader, writer, size):
    data = bytes(i * 7 % 251 for i in range(1000)) * (size // 1000)
    writer.write(b"%d\n" % size)
    writer.write(data)
    await writer.drain()
    answer = await reader.read()
    print(size, answer == data[::-1], writer.get_extra_info("cipher") is not None, writer.transport.can_write_eof())
    writer.close()
    await writer.wait_closed()


async def main():
    async with await asyncio.start_server(turn, "127.0.0.1", 0, ssl=server_context()) as server:
        port = server.sockets[0].getsockname()[1]
        for size in (1000, 400_000):
            await ask(*await asyncio.open_connection("127.0.0.1", port, ssl=client_context()), size)
        await asyncio.gather(*[ask(*await asyncio.open_connection("127.0.0.1", port, ssl=client_context()), 5000)
                               for _ in range(3)])
        try:
            await asyncio.open_connection("127.0.0.1", port, ssl=client_context(trusts=False))
        except ssl.SSLCertVerificationError as e:
            print("refused:", e.reason)
    async with await asyncio.start_server(later, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"tls?\n")
        print("answer:", await reader.readline())
        await writer.start_tls(client_context())
        await ask(reader, writer, 100_000)
    for call in (
        lambda: asyncio.start_server(turn, "127.0.0.1", 0, ssl=True),
        lambda: asyncio.start_server(turn, "127.0.0.1", 0, ssl_handshake_timeout=1),
        lambda: asyncio.open_connection("127.0.0.1", port, server_hostname="x"),
    ):
        try:
            await call()
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


asyncio.run(main())
