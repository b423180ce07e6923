"""Pipes with an event loop: protocols, flow control, the end of either side."""
import asyncio
import os


class Reader(asyncio.Protocol):
    def __init__(self):
        self.log = []
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append("made")

    def data_received(self, data):
        self.log.append(data)

    def eof_received(self):
        self.log.append("eof")

    def connection_lost(self, exc):
        self.log.append(exc)
        self.done.set_result(None)


class Writer(asyncio.BaseProtocol):
    def __init__(self):
        self.log = []
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.log.append("made")

    def pause_writing(self):
        self.log.append("pause")

    def resume_writing(self):
        self.log.append("resume")

    def connection_lost(self, exc):
        self.log.append(type(exc).__name__)
        self.done.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    r, w = os.pipe()
    rt, rp = await loop.connect_read_pipe(Reader, open(r, "rb", 0))
    wt, wp = await loop.connect_write_pipe(Writer, open(w, "wb", 0))
    print(type(rt).__name__, type(wt).__name__, rt.is_reading(), rt.is_closing(), wt.can_write_eof(), wt.get_write_buffer_size())
    wt.write(b"hello")
    wt.writelines([b"a", b"b"])
    await asyncio.sleep(0.01)
    print(b"".join(x for x in rp.log if isinstance(x, bytes)), rp.log[0])
    rt.pause_reading()
    rt.pause_reading()
    wt.write(b"later")
    await asyncio.sleep(0.01)
    n = len(rp.log)
    print(rt.is_reading())
    rt.resume_reading()
    await asyncio.sleep(0.01)
    print(rp.log[n:], rt.is_reading())
    # More than fits.
    rt.pause_reading()
    wt.write(b"x" * 300000)
    print(wt.get_write_buffer_size() > 0, wp.log, wt.get_write_buffer_limits())
    rt.resume_reading()
    await asyncio.sleep(0.05)
    print(wt.get_write_buffer_size(), wp.log, sum(len(x) for x in rp.log[n + 1:]))
    wt.write_eof()
    await asyncio.gather(rp.done, wp.done)
    print(rp.log[-2:], wp.log, rt.is_closing(), wt.is_closing())

    # The reader goes away.
    r, w = os.pipe()
    wt, wp = await loop.connect_write_pipe(Writer, open(w, "wb", 0))
    os.close(r)
    await wp.done
    print(wp.log)
    r, w = os.pipe()
    wt, wp = await loop.connect_write_pipe(Writer, open(w, "wb", 0))
    wt.write(b"x" * 300000)
    os.close(r)
    await wp.done
    print(wp.log)
    # Closing and aborting.
    r, w = os.pipe()
    rt, rp = await loop.connect_read_pipe(Reader, open(r, "rb", 0))
    wt, wp = await loop.connect_write_pipe(Writer, open(w, "wb", 0))
    wt.write(b"x" * 300000)
    wt.abort()
    await wp.done
    rt.close()
    await rp.done
    print(wp.log, rp.log[-1], str(rt).split(" fd")[0])
    import tempfile
    with tempfile.TemporaryFile() as f:
        for connect in (loop.connect_read_pipe, loop.connect_write_pipe):
            try:
                await connect(Reader, f)
            except ValueError as e:
                print(e)

    # With streams.
    r, w = os.pipe()
    reader = asyncio.StreamReader()
    rt, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), open(r, "rb", 0))
    os.write(w, b"one\ntwo\n")
    print(await reader.readline(), await reader.readline())
    os.close(w)
    print(await reader.read())
    rt.close()


asyncio.run(main())
