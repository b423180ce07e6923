"""TLS with a certificate of one's own: a client that knows it, and one that does not."""

import asyncio
import ssl
from pathlib import Path

# A certificate for "localhost" that is signed by itself, and its key. It is for this example only.
CERTIFICATE = Path(__file__).with_name("certificates") / "localhost.pem"


async def serve(reader, writer):
    name = (await reader.readline()).decode().strip()
    writer.write(f"hello, {name}, over {writer.get_extra_info('ssl_object').version()}\n".encode())
    await writer.drain()
    writer.close()


async def greet(port, name, context):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname="localhost")
    writer.write(f"{name}\n".encode())
    answer = (await reader.readline()).decode().strip()
    subject = dict(pair for (pair,) in writer.get_extra_info("peercert")["subject"])
    writer.close()
    await writer.wait_closed()
    return f"{answer} (from {subject['commonName']})"


async def main():
    server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_context.load_cert_chain(CERTIFICATE)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context)
    port = server.sockets[0].getsockname()[1]
    async with server:
        trusting = ssl.create_default_context(cafile=CERTIFICATE)
        for line in await asyncio.gather(*[greet(port, name, trusting) for name in ("ann", "bob")]):
            print(line)
        try:
            await greet(port, "eve", ssl.create_default_context())
        except ssl.SSLCertVerificationError as error:
            print("eve does not trust it:", error.reason)


asyncio.run(main())
