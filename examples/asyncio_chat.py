"""A chat room: what one says, all others hear."""

import asyncio


class Room:
    def __init__(self):
        self.members = {}

    async def serve(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        self.tell(f"* {name} comes in")
        self.members[name] = writer
        writer.write(f"* welcome, {name}; here are: {', '.join(self.members)}\n".encode())
        try:
            async for line in reader:
                self.tell(f"<{name}> {line.decode().strip()}", but=name)
        finally:
            del self.members[name]
            self.tell(f"* {name} leaves")
            writer.close()

    def tell(self, text, but=None):
        for name, writer in self.members.items():
            if name != but:
                writer.write(f"{text}\n".encode())


class Member:
    @classmethod
    async def enter(cls, port, name):
        self = cls()
        self.name = name
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        self.say(name)
        await self.hear()
        return self

    def say(self, text):
        self.writer.write(f"{text}\n".encode())

    async def hear(self):
        line = await self.reader.readline()
        print(f"{self.name:>4} hears: {line.decode().strip()}")

    async def leave(self):
        self.writer.close()
        await self.writer.wait_closed()


async def main():
    room = Room()
    server = await asyncio.start_server(room.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        ann = await Member.enter(port, "ann")
        bob = await Member.enter(port, "bob")
        await ann.hear()
        cid = await Member.enter(port, "cid")
        await ann.hear()
        await bob.hear()
        ann.say("hello, all")
        await bob.hear()
        await cid.hear()
        cid.say("hello, ann")
        await ann.hear()
        await bob.hear()
        await cid.leave()
        await ann.hear()
        await bob.hear()
        await bob.leave()
        await ann.hear()
        await ann.leave()


asyncio.run(main())
