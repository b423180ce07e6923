"""What a connection's transport and its streams do at the edges: pauses, ends, failures, subclasses."""
import asyncio
import socket
import struct


def show(*args):
    print(*args, flush=True)


class Recorder(asyncio.Protocol):
    def __init__(self, fails=()):
        self.fails = fails
        self.got = bytearray()
        self.calls = []
        self.lost = asyncio.get_running_loop().create_future()
        self.made = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.made.set_result(transport)

    def data_received(self, data):
        self.got += data
        if 'data' in self.fails:
            raise ValueError('data')

    def eof_received(self):
        self.calls.append('eof')
        if 'eof' in self.fails:
            raise ValueError('eof')
        return 'keep' in self.fails

    def pause_writing(self):
        self.calls.append('pause')

    def resume_writing(self):
        self.calls.append('resume')

    def connection_lost(self, exc):
        self.calls.append('lost')
        self.lost.set_result(exc)


async def until(condition):
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.001)
    raise AssertionError('it does not happen')


async def pair(make=Recorder):
    """A protocol at one end, a plain socket at the other."""
    loop = asyncio.get_running_loop()
    mine, other = socket.socketpair()
    transport, protocol = await loop.create_connection(make, sock=mine)
    other.setblocking(False)
    return transport, protocol, other


async def reading():
    loop = asyncio.get_running_loop()
    transport, protocol, other = await pair()
    show(transport.is_reading(), transport.is_closing(), transport.get_protocol() is protocol)
    await loop.sock_sendall(other, b'one')
    await until(lambda: protocol.got == b'one')
    transport.pause_reading()
    transport.pause_reading()
    show(transport.is_reading())
    await loop.sock_sendall(other, b'two')
    await asyncio.sleep(0.01)
    show(bytes(protocol.got))
    transport.resume_reading()
    transport.resume_reading()
    await until(lambda: protocol.got == b'onetwo')
    # Much data in one go, and the end right behind it, while it does not read.
    transport.pause_reading()
    task = asyncio.create_task(loop.sock_sendall(other, b'z' * 3_000_000))
    await asyncio.sleep(0.01)
    transport.resume_reading()
    await task
    other.close()
    show(await protocol.lost, len(protocol.got), protocol.calls, transport.is_closing())
    show(transport.get_extra_info('socket').fileno(), transport.get_extra_info('nothing', 'default'))


async def writing():
    loop = asyncio.get_running_loop()
    transport, protocol, other = await pair()
    show(transport.get_write_buffer_limits(), transport.get_write_buffer_size(), transport.can_write_eof())
    transport.write(b'small')
    transport.write(b'')
    transport.writelines([b' and', bytearray(b' more'), memoryview(b' of it')])
    show(await loop.sock_recv(other, 100), protocol.calls)
    transport.set_write_buffer_limits(high=1000)
    show(transport.get_write_buffer_limits())
    for bad in ('text', None, 5, [1]):
        try:
            transport.write(bad)
        except TypeError as e:
            show(e)
    try:
        transport.set_write_buffer_limits(high=1, low=2)
    except ValueError as e:
        show(e)
    sent = 0
    while not transport.get_write_buffer_size():
        transport.write(b'x' * 50_000)
        sent += 50_000
    transport.write(b'y' * 70_000)
    sent += 70_000
    show(protocol.calls)
    transport.write_eof()
    transport.write_eof()
    try:
        transport.write(b'more')
    except RuntimeError as e:
        show(e)
    got = 0
    while data := await loop.sock_recv(other, 1 << 16):
        got += len(data)
    show(got == sent, protocol.calls, transport.get_write_buffer_size())
    await loop.sock_sendall(other, b'still here')
    await until(lambda: protocol.got == b'still here')
    # What is buffered is written before the end.
    other.close()
    show(await protocol.lost, protocol.calls)

    transport, protocol, other = await pair()
    sent = 0
    while not transport.get_write_buffer_size():
        transport.write(b'x' * 50_000)
        sent += 50_000
    transport.close()
    transport.close()
    show(transport.is_closing(), protocol.lost.done())
    got = 0
    while data := await loop.sock_recv(other, 1 << 16):
        got += len(data)
    show(got == sent, await protocol.lost)
    other.close()

    transport, protocol, other = await pair()
    while not transport.get_write_buffer_size():
        transport.write(b'x' * 50_000)
    transport.abort()
    show(await protocol.lost, protocol.calls, transport.get_write_buffer_size())
    other.close()


async def failing():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: show(c['message'], repr(c['exception']), sorted(c)))
    for fails in (['data'], ['eof'], ['keep']):
        transport, protocol, other = await pair(lambda: Recorder(fails))
        await loop.sock_sendall(other, b'data')
        other.shutdown(socket.SHUT_WR)
        if fails == ['keep']:
            await until(lambda: 'eof' in protocol.calls)
            transport.write(b'an answer')
            show(await loop.sock_recv(other, 100))
            transport.close()
        show(repr(await protocol.lost), protocol.calls)
        other.close()
    # The other side breaks the connection.
    server = socket.create_server(('127.0.0.1', 0))
    transport, protocol = await loop.create_connection(Recorder, *server.getsockname())
    other, _ = server.accept()
    show(transport.get_extra_info('peername') == server.getsockname())
    other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    other.close()
    e = await protocol.lost
    show(type(e).__name__, protocol.calls)
    transport.write(b'into nothing')
    server.close()
    loop.set_exception_handler(None)


class Shouting(asyncio.StreamReader):
    def feed_data(self, data):
        super().feed_data(data.upper())


class Counting(asyncio.StreamReaderProtocol):
    count = 0

    def data_received(self, data):
        self.count += len(data)
        super().data_received(data)


class Buffered(asyncio.BufferedProtocol):
    def __init__(self):
        self.room = bytearray(4)
        self.pieces = []
        self.lost = asyncio.get_running_loop().create_future()

    def get_buffer(self, hint):
        return self.room

    def buffer_updated(self, n):
        self.pieces.append(bytes(self.room[:n]))

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def subclasses():
    loop = asyncio.get_running_loop()
    reader = Shouting()
    transport, protocol, other = await pair(lambda: Counting(reader))
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    await loop.sock_sendall(other, b'loud\n')
    show(await reader.readline(), protocol.count, type(reader).__mro__[1:], reader.at_eof())
    reader.note = 'attributes are possible'
    writer.note = protocol.note = transport.note = reader.note
    show(vars(reader)['note'], writer.note, protocol.note, transport.note)
    writer.close()
    await writer.wait_closed()
    other.close()

    transport, protocol, other = await pair(Buffered)
    await loop.sock_sendall(other, b'0123456789')
    other.close()
    show(await protocol.lost, protocol.pieces)

    # A class may be changed at any time.
    reader = asyncio.StreamReader()
    transport, protocol, other = await pair(lambda: asyncio.StreamReaderProtocol(reader))
    old = asyncio.StreamReader.feed_data
    asyncio.StreamReader.feed_data = lambda self, data: old(self, data[::-1])
    try:
        await loop.sock_sendall(other, b'reverse')
        show(await reader.readexactly(7))
    finally:
        asyncio.StreamReader.feed_data = old
    await loop.sock_sendall(other, b'again')
    show(await reader.read(100))
    transport.close()
    other.close()
    await asyncio.sleep(0)


async def backpressure():
    """A reader that is not read makes the other side wait."""
    finished = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        total = 0
        await until(lambda: reader._paused)
        show('paused', reader._paused, writer.transport.is_reading(), 2 * 1000 < len(reader._buffer) < 1_000_000)
        while data := await reader.read(300_000):
            total += len(data)
        show(total, reader._paused, reader.at_eof())
        writer.close()
        await writer.wait_closed()
        finished.set_result(None)

    server = await asyncio.start_server(serve, '127.0.0.1', 0, limit=1000)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for _ in range(100):
        writer.write(b'x' * 100_000)
        await writer.drain()
    writer.write_eof()
    await finished
    show(await reader.read(), server.is_serving())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def main():
    for part in (reading, writing, failing, subclasses, backpressure):
        show('--', part.__name__)
        await part()


asyncio.run(main())
show('-- debug')
asyncio.run(main(), debug=True)
