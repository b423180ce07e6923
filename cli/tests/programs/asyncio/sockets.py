import asyncio, os, socket, signal
class Echo(asyncio.Protocol):
    def connection_made(self, t): self.t = t; print('made', type(t.get_extra_info('peername')).__name__)
    def data_received(self, d): self.t.write(d)
    def eof_received(self): print('eof'); return False
    def connection_lost(self, e): print('lost', e)
async def handle(r, w):
    while line := await r.readline():
        w.write(line.upper()); await w.drain()
    w.close()
class Udp(asyncio.DatagramProtocol):
    def connection_made(self, t): self.t = t
    def datagram_received(self, d, a): self.t.sendto(d[::-1], a)
async def main():
    loop = asyncio.get_running_loop()
    s = await loop.create_server(Echo, '127.0.0.1', 0)
    host, port = s.sockets[0].getsockname()
    r, w = await asyncio.open_connection(host, port)
    w.write(b'hello'); print(await r.readexactly(5))
    big = b'x' * 3000000
    w.write(big); got = await r.readexactly(len(big)); print(got == big)
    w.close(); await w.wait_closed()
    await asyncio.sleep(0.01)
    s.close(); await s.wait_closed()
    s2 = await asyncio.start_server(handle, '127.0.0.1', 0)
    async def client(i):
        r, w = await asyncio.open_connection(*s2.sockets[0].getsockname())
        out = []
        for k in range(3):
            w.write(b'line %d %d\n' % (i, k)); out.append(await r.readline())
        w.close(); await w.wait_closed()
        return out
    print(await asyncio.gather(*[client(i) for i in range(3)]))
    s2.close(); await s2.wait_closed()
    a, b = socket.socketpair(); a.setblocking(False); b.setblocking(False)
    t = asyncio.create_task(loop.sock_recv(a, 10)); await asyncio.sleep(0)
    await loop.sock_sendall(b, b'pair'); print(await t)
    got = []
    loop.add_reader(a, lambda: (got.append(a.recv(1)), len(got) == 3 and (loop.remove_reader(a), f.set_result(None))))
    f = loop.create_future(); b.send(b'abc'); await f; print(got)
    a.close(); b.close()
    t1, p1 = await loop.create_datagram_endpoint(Udp, local_addr=('127.0.0.1', 0))
    class C(asyncio.DatagramProtocol):
        def datagram_received(self, d, a): q.set_result(d)
    q = loop.create_future()
    t2, p2 = await loop.create_datagram_endpoint(C, remote_addr=t1.get_extra_info('sockname'))
    t2.sendto(b'abc'); print(await q); t1.close(); t2.close()
    ev = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, ev.set); os.kill(os.getpid(), signal.SIGUSR1); await ev.wait(); print('signal')
    loop.remove_signal_handler(signal.SIGUSR1)
    print(await asyncio.to_thread(lambda: 42))
    try: await asyncio.open_connection('127.0.0.1', 1)
    except OSError as e: print(type(e).__name__)
asyncio.run(main())
