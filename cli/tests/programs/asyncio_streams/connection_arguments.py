"""Arguments that connections refuse, before anything is connected."""
import asyncio
import os
import socket


async def refused(name, coroutine):
    try:
        await coroutine
    except (ValueError, TypeError) as e:
        print(name, type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    unix, accepted = loop.create_unix_connection, loop.connect_accepted_socket
    factory = asyncio.Protocol
    await refused('name without ssl', unix(factory, os.devnull, server_hostname='spam'))
    await refused('ssl without name', unix(factory, os.devnull, ssl=True))
    await refused('handshake', unix(factory, 'spam', ssl_handshake_timeout=1))
    await refused('shutdown', unix(factory, 'spam', ssl_shutdown_timeout=1))
    await refused('neither', unix(factory))
    with socket.socket() as sock:
        await refused('both', unix(factory, 'spam', sock=sock))
        await refused('accepted', accepted(factory, sock, ssl_handshake_timeout=1))
        await refused('accepted', accepted(factory, sock, ssl_shutdown_timeout=1))
    await refused('tcp', loop.create_connection(factory, 'localhost', 1, ssl_handshake_timeout=1))


asyncio.run(main())


class Like:
    """Says that it is of the class of futures, as a mock does."""
    __class__ = asyncio.Future
    _asyncio_future_blocking = False


print(asyncio.isfuture(Like()), asyncio.isfuture(Like), asyncio.isfuture(asyncio.Future))
