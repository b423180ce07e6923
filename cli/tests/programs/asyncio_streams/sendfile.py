"""Sending files: over sockets and transports, in part, to slow readers, and what cannot be sent."""
import asyncio
import io
import os
import socket
import tempfile


def show(*args):
    print(*args, flush=True)


class Sink(asyncio.Protocol):
    def __init__(self):
        self.calls = []
        self.lost = asyncio.get_running_loop().create_future()

    def data_received(self, data):
        self.calls.append(bytes(data))

    def pause_writing(self):
        self.calls.append('pause')

    def resume_writing(self):
        self.calls.append('resume')

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def receive(sock, n):
    loop = asyncio.get_running_loop()
    all = bytearray()
    while len(all) < n:
        await asyncio.sleep(0)
        data = await loop.sock_recv(sock, 1 << 16)
        if not data:
            break
        all += data
    return bytes(all)


async def wrong(what):
    try:
        show('no error:', await what)
    except Exception as e:
        show(type(e).__name__, e)


async def sockets(file, text):
    loop = asyncio.get_running_loop()
    mine, other = socket.socketpair()
    mine.setblocking(False)
    other.setblocking(False)
    for offset, count in ((0, None), (5, None), (5, 10), (len(text) - 3, 10), (len(text), None), (len(text) + 5, 7)):
        expected = text[offset:] if count is None else text[offset:offset + count]
        sent, got = await asyncio.gather(loop.sock_sendfile(mine, file, offset, count), receive(other, len(expected)))
        show(offset, count, sent == len(expected), got == expected, file.tell() if sent else '')
    # What is no file of the system is read and sent in pieces.
    memory = io.BytesIO(text)
    sent, got = await asyncio.gather(loop.sock_sendfile(mine, memory, 7, 200_000), receive(other, 200_000))
    show(sent, got == text[7:200_007], memory.tell())
    await wrong(loop.sock_sendfile(mine, memory, fallback=False))
    await wrong(loop.sock_sendfile(mine, io.StringIO('text')))
    for arguments in ((-1,), (0, 0), (0, -1), (0, 1.5), ('0',), (0, '1')):
        await wrong(loop.sock_sendfile(mine, file, *arguments))
    with open(file.name) as as_text:
        await wrong(loop.sock_sendfile(mine, as_text))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        await wrong(loop.sock_sendfile(datagrams, file))
    empty = tempfile.TemporaryFile()
    show(await loop.sock_sendfile(mine, empty))
    mine.close()
    other.close()


async def over_transports(file, text):
    loop = asyncio.get_running_loop()
    mine, other = socket.socketpair()
    other.setblocking(False)
    transport, protocol = await loop.create_connection(Sink, sock=mine)
    # What was written before comes before.
    first = b'first' * 100_000
    transport.write(first)
    task = asyncio.create_task(loop.sendfile(transport, file, 3, 500_000))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    show(transport.is_reading())
    try:
        transport.write(b'now')
    except RuntimeError as e:
        show(e)
    got = await receive(other, len(first) + 500_000)
    show(got == first + text[3:500_003], await task, transport.is_reading(), protocol.calls)
    transport.write(b'last')
    show(await receive(other, 4))
    memory = io.BytesIO(text)
    sent, got = await asyncio.gather(loop.sendfile(transport, memory), receive(other, len(text)))
    show(sent == len(text), got == text, memory.tell() == len(text), transport.get_protocol() is protocol)
    await wrong(loop.sendfile(transport, memory, fallback=False))
    await wrong(loop.sendfile(transport, file, -1))
    await loop.sock_sendall(other, b'data')
    while b'data' not in protocol.calls:
        await asyncio.sleep(0.001)
    # The other side goes while a file is sent.
    task = asyncio.create_task(loop.sendfile(transport, file))
    await asyncio.sleep(0.01)
    other.close()
    try:
        await task
    except OSError as e:
        show(type(e).__name__)
    transport.close()
    await wrong(loop.sendfile(transport, file))
    await protocol.lost
    await wrong(loop.sendfile(Odd(), file))


class Odd(asyncio.Transport):
    def is_closing(self):
        return False

    def __repr__(self):
        return '<Odd>'


async def main():
    text = os.urandom(1000) * 1500
    with tempfile.NamedTemporaryFile() as file:
        file.write(text)
        file.flush()
        for part in (sockets, over_transports):
            show('--', part.__name__)
            await part(file, text)


asyncio.run(main())
