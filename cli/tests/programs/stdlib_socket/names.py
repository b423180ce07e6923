"""Names and numbers of hosts, services and protocols."""
import socket


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        # What exactly a resolver says about a name that does not exist depends on whether it can ask anybody.
        print(type(e).__name__, e if "nothing.invalid" not in args else "")


for text in ("1.2.3.4", "1.2", "1", "0x7f.1", "010.1.1.1", "1.2.3.4 ", "1.2.3.4.5", "", "a", "256.1.1.1", "1.2.65536"):
    attempt(socket.inet_aton, text)
print(socket.inet_ntoa(b"\x7f\0\0\x01"), socket.inet_ntoa(bytearray(4)))
attempt(socket.inet_ntoa, b"123")
for family, text in [(socket.AF_INET, "1.2.3.4"), (socket.AF_INET, "1.2"), (socket.AF_INET6, "::1"),
                     (socket.AF_INET6, "fe80::1:2"), (socket.AF_INET6, "::ffff:1.2.3.4"), (socket.AF_INET6, "x"), (77, "1.2.3.4")]:
    attempt(socket.inet_pton, family, text)
for packed in (bytes(16), bytes(15) + b"\1", bytes(12) + bytes([1, 2, 3, 4]), bytes(10) + b"\xff\xff\1\2\3\4",
               bytes([32, 1, 13, 184] + [0] * 11 + [5]), bytes(12) + bytes([0, 0, 3, 4]), b"short"):
    attempt(socket.inet_ntop, socket.AF_INET6, packed)
print(socket.htons(1), socket.ntohs(256), socket.htonl(1), socket.ntohl(0x01000000))
attempt(socket.htons, -1)
attempt(socket.htons, 70000)
attempt(socket.htonl, -1)
attempt(socket.htonl, 1 << 32)

attempt(socket.getaddrinfo, "127.0.0.1", 80)
attempt(socket.getaddrinfo, "127.0.0.1", "80", type=socket.SOCK_STREAM)
attempt(socket.getaddrinfo, "127.1", 5, 0, socket.SOCK_DGRAM)
attempt(socket.getaddrinfo, b"localhost", 80, socket.AF_INET, socket.SOCK_STREAM)
attempt(socket.getaddrinfo, "localhost", "http", socket.AF_INET, flags=socket.AI_CANONNAME)
attempt(socket.getaddrinfo, None, 0, socket.AF_INET, socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
attempt(socket.getaddrinfo, "::1", 80, type=socket.SOCK_STREAM)
attempt(socket.getaddrinfo, "127.0.0.1", "no such service")
attempt(socket.getaddrinfo, "nothing.invalid", 80)
attempt(socket.getaddrinfo, "localhost", 80, flags=socket.AI_NUMERICHOST)
attempt(socket.getaddrinfo, None, None)
attempt(socket.getaddrinfo, "", None)
attempt(socket.getaddrinfo, 5, 5)
attempt(socket.getaddrinfo, "localhost", 1.5)
attempt(socket.getnameinfo, ("127.0.0.1", 80), socket.NI_NUMERICHOST)
attempt(socket.getnameinfo, ("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
attempt(socket.getnameinfo, ("localhost", 80), socket.NI_NUMERICSERV)
attempt(socket.getnameinfo, ("::1", 80, 0, 0), socket.NI_NUMERICHOST)
attempt(socket.getnameinfo, "x", 0)
for host in ("127.0.0.1", "localhost", "", "1.2.3", "::1", "<broadcast>", "nothing.invalid"):
    attempt(socket.gethostbyname, host)
attempt(socket.gethostbyname_ex, "127.0.0.1")
attempt(socket.gethostbyaddr, "127.0.0.1")
attempt(socket.getservbyname, "http")
attempt(socket.getservbyname, "http", "tcp")
attempt(socket.getservbyname, "nonsense")
attempt(socket.getservbyport, 80)
attempt(socket.getservbyport, 80, "tcp")
attempt(socket.getservbyport, 1 << 17)
attempt(socket.getprotobyname, "tcp")
attempt(socket.getprotobyname, "icmp")
attempt(socket.getprotobyname, "nonsense")
print(isinstance(socket.gethostname(), str), isinstance(socket.getfqdn(), str))
print(socket.if_indextoname(1), socket.if_nametoindex("lo"), (1, "lo") in socket.if_nameindex())
attempt(socket.if_nametoindex, "nonsense")
print(issubclass(socket.gaierror, OSError), socket.gaierror, socket.herror, socket.timeout, socket.error)
print(socket.has_ipv6, socket.has_dualstack_ipv6() in (True, False))
attempt(socket.create_server, ("127.0.0.1", 0), dualstack_ipv6=True)
attempt(socket.create_connection, ("127.0.0.1", 1), timeout=5)
attempt(socket.create_connection, ("127.0.0.1", 1), all_errors=True)
