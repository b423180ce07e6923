"""StreamReaderProtocol and StreamWriter over a transport that only notes what is done to it."""
import asyncio


class Transport(asyncio.Transport):
    def __init__(self):
        super().__init__({"name": "value"})
        self.calls = []
        self.closing = False

    def __getattribute__(self, name):
        return super().__getattribute__(name)

    def write(self, data):
        self.calls.append(("write", bytes(data)))

    def close(self):
        self.calls.append("close")
        self.closing = True

    def abort(self):
        self.calls.append("abort")

    def is_closing(self):
        return self.closing

    def can_write_eof(self):
        return True

    def write_eof(self):
        self.calls.append("write_eof")

    def __repr__(self):
        return "<T>"


async def show(aw):
    try:
        return await aw
    except BaseException as e:
        return repr(e)


def make(loop, cb=None):
    reader = asyncio.StreamReader(loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, cb, loop=loop)
    transport = Transport()
    protocol.connection_made(transport)
    return reader, protocol, transport, asyncio.StreamWriter(transport, protocol, reader, loop)


async def main():
    loop = asyncio.get_running_loop()
    reader, protocol, transport, writer = make(loop)
    print(writer)
    writer.write(b"abc")
    writer.writelines([b"d", b"e"])
    writer.write_eof()
    print(transport.calls, writer.get_extra_info("name"), writer.can_write_eof(), writer.transport is transport)
    protocol.data_received(b"xyz\n")
    print(await reader.readline(), protocol.eof_received(), reader.at_eof())
    protocol.pause_writing()
    ts = [asyncio.create_task(writer.drain()) for _ in range(3)]
    await asyncio.sleep(0)
    ts[0].cancel()
    await asyncio.sleep(0)
    print([t.done() for t in ts])
    protocol.resume_writing()
    print(await asyncio.gather(*ts, return_exceptions=True))
    protocol.pause_writing()
    t = asyncio.create_task(writer.drain())
    closed = asyncio.create_task(writer.wait_closed())
    await asyncio.sleep(0)
    writer.close()
    protocol.connection_lost(None)
    print(await show(t), await show(closed), await show(writer.drain()), transport.calls[-1])

    reader, protocol, transport, writer = make(loop)
    protocol.pause_writing()
    t = asyncio.create_task(writer.drain())
    rd = asyncio.create_task(reader.read(1))
    await asyncio.sleep(0)
    protocol.connection_lost(OSError("lost"))
    print(await show(t), await show(rd), await show(writer.wait_closed()), await show(writer.drain()))
    print(repr(reader.exception()))

    # Server side: the callback gets the two; its task's failure closes the transport.
    seen = []

    async def cb(reader, writer):
        seen.append((type(reader).__name__, type(writer).__name__))
        raise KeyError("cb")

    loop.set_exception_handler(lambda loop, c: seen.append((c["message"], repr(c["exception"]), c["transport"])))
    reader, protocol, transport, writer = make(loop, cb)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(seen, transport.calls)
    # A stream that nobody keeps.
    del seen[:]
    loop.set_exception_handler(lambda loop, c: seen.append(c))
    transport = Transport()
    protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader(loop=loop), loop=loop)
    protocol.connection_made(transport)
    protocol.data_received(b"to nobody")
    print(seen, transport.calls, protocol.eof_received())
    for f in (protocol.resume_writing,):
        try:
            f()
        except AssertionError:
            print("AssertionError")
    # A writer that nobody keeps closes its transport.
    reader, protocol, transport, writer = make(loop)
    del writer
    print(transport.calls)


asyncio.run(main())
