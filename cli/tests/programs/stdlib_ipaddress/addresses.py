import ipaddress
import pickle
from ipaddress import (
    IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network, collapse_addresses, ip_address,
    ip_interface, ip_network, summarize_address_range)

for text in ("192.168.0.1", "0.0.0.0", "127.0.0.1", "8.8.8.8", "224.1.2.3", "169.254.9.9", "100.64.0.1", "240.0.0.1",
             "::", "::1", "2001:db8::1", "fe80::1", "::ffff:1.2.3.4", "ff02::1", "1:2:3:4:5:6:7:8", "1:0:0:2::3",
             "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "fc00::1", 5, 1 << 40, b"abcd",
             "0001:0::0ABC", "2606:4700::1111"):
    a = ip_address(text)
    print(repr(a), int(a), a.packed, a.exploded, a.compressed, a.reverse_pointer, a.version, a.max_prefixlen)
    print([n for n in ("is_private", "is_global", "is_multicast", "is_reserved", "is_loopback", "is_link_local",
                       "is_unspecified", "is_site_local") if getattr(a, n, False)],
          [getattr(a, n, None) for n in ("ipv4_mapped", "teredo", "sixtofour", "scope_id")])
    print(f"{a:s}|{a!s:>45}|{a:b}|{a:#_x}|{a:n}|{a:X}", pickle.loads(pickle.dumps(a)) == a)
scoped = ip_address("fe80::1%eth0")
print(ip_address("2002:c000:204::").sixtofour)
print(repr(scoped), str(scoped), scoped.scope_id, scoped == ip_address("fe80::1"), ip_interface("fe80::1%lo/10"))
for text in ("", "1.2.3", "1.2.3.4.5", "1.2.3.x", "1.2.3.", "1.2.3.0004", "01.2.3.4", "256.1.1.1", "1.2.3.4/5", ":", "1::2::3",
             ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9:a", "1:2:3:4:5:6:7:8::", "g::", "12345::",
             "::1.2.3.x", "::%", "::%a%b", ":1::", "1::2:", "1:2:3:4::5:6:7:8", "\u0661.2.3.4"):
    for kind in IPv4Address, IPv6Address, ip_address:
        try:
            print(kind(text))
        except ValueError as e:
            print(type(e).__name__, e)
for make in (lambda: IPv4Address(-1), lambda: IPv4Address(1 << 32), lambda: IPv6Address(1 << 128), lambda: IPv4Address(b"x"),
             lambda: IPv6Address(b"x"), lambda: IPv4Network("1.2.3.4/24"), lambda: IPv4Network("1.2.3.0/33"),
             lambda: IPv4Network("1.2.3.0/24/5"), lambda: IPv4Network("1.2.3.0/255.0.255.0"), lambda: IPv6Network("::/129"),
             lambda: IPv6Network("::/ffff::"), lambda: ip_network("x"), lambda: ip_interface("x"),
             lambda: IPv4Address("1.1.1.1") < IPv6Address("::"), lambda: IPv4Address("1.1.1.1") < 5,
             lambda: IPv4Network("10.0.0.0/8")[1 << 24], lambda: list(IPv4Network("10.0.0.0/30").subnets(5)),
             lambda: IPv4Network("10.0.0.0/30").supernet(31), lambda: list(IPv4Network("10.0.0.0/8").subnets(new_prefix=4)),
             lambda: IPv4Network("10.0.0.0/8").supernet(new_prefix=9), lambda: list(summarize_address_range(1, 2)),
             lambda: list(summarize_address_range(IPv4Address(2), IPv4Address(1))),
             lambda: list(IPv4Network("10.0.0.0/8").address_exclude(IPv4Network("11.0.0.0/9"))),
             lambda: ipaddress.v4_int_to_packed(-1), lambda: list(collapse_addresses([IPv4Address(1), IPv6Address(1)])),
             lambda: IPv4Network("10.0.0.0/8").subnet_of(IPv6Network("::/1"))):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
for text in ("10.0.0.0/8", "192.168.1.0/255.255.255.0", "192.168.1.0/0.0.0.255", "1.2.3.4", "0.0.0.0/0", "10.1.2.0/30",
             "10.1.2.2/31", "2001:db8::/32", "::/0", "fe80::/126", "::1", "100.64.0.0/10", "172.16.0.0/12"):
    n = ip_network(text)
    print(repr(n), n.num_addresses, n.netmask, n.hostmask, n.broadcast_address, n.prefixlen, n.with_netmask, n.with_hostmask,
          n.exploded, n.with_prefixlen, hash(n) == hash(ip_network(text)))
    print([m for m in ("is_private", "is_global", "is_multicast", "is_reserved", "is_loopback", "is_link_local",
                       "is_unspecified", "is_site_local") if getattr(n, m, False)], n.supernet(), list(n.subnets())[:2], n[0], n[-1])
    if n.num_addresses < 10:
        print(list(n), list(n.hosts()))
print(ip_network("1.2.3.4/24", strict=False), ip_network((0x01020300, 24)), ip_network(("1.2.3.0", "255.255.255.0")))
print(list(summarize_address_range(IPv4Address("1.1.1.3"), IPv4Address("1.1.1.130"))))
print(list(summarize_address_range(IPv6Address("::1"), IPv6Address("::9"))))
print(list(collapse_addresses([ip_network(f"1.1.{n}.0/24") for n in (1, 0, 2, 3, 5)] + [IPv4Address("1.1.5.7"), IPv4Address(9)])))
print(list(IPv4Network("10.0.0.0/29").address_exclude(IPv4Network("10.0.0.2/31"))))
print(list(IPv4Network("10.0.0.0/28").subnets(new_prefix=30)), IPv4Network("10.0.0.0/28").supernet(new_prefix=8))
a, b = IPv4Network("10.0.0.0/8"), IPv4Network("10.1.0.0/16")
print(a.overlaps(b), b.subnet_of(a), a.supernet_of(b), a < b, a.compare_networks(b), a == b, IPv4Address("10.2.3.4") in a,
      IPv4Address("11.2.3.4") in a, IPv6Address("::1") in a)
print(sorted([b, IPv4Address("1.1.1.1"), a, IPv6Address("::")], key=ipaddress.get_mixed_type_key))
for text in ("1.2.3.4/24", "1.2.3.4", "2001:db8::5/64", "fe80::1/10"):
    i = ip_interface(text)
    print(repr(i), i.ip, i.network, i.netmask, i.with_prefixlen, i.with_netmask, i.with_hostmask, i.exploded, int(i),
          i == i.ip, hash(i) == hash(ip_interface(text)), pickle.loads(pickle.dumps(i)) == i)
print(IPv4Interface("1.2.3.4/24") < IPv4Interface("1.2.3.4/25"), IPv4Interface("1.2.3.4/24") == IPv4Interface("1.2.3.4/25"))
print(IPv4Address("1.1.1.1") + 5, IPv4Address("1.1.1.1") - 1, IPv4Address(1) == IPv6Address(1), IPv4Address(1) == 1)
print(max(IPv4Address(5), IPv4Address(7)), IPv4Address(5) >= IPv4Address(5), {IPv4Address("1.1.1.1"): 1}[IPv4Address(0x01010101)])
