"""Networks and interfaces from other networks and interfaces, and from what is written like them."""
import ipaddress


class Written:
    def __str__(self):
        return '1.2.3.0/24'


network = ipaddress.ip_network('10.1.1.0/24')
interface = ipaddress.ip_interface('2001:db8::1/64')
for value in network, interface, ipaddress.ip_interface('1.2.3.4/32'), Written(), (ipaddress.ip_address('1.1.1.1'), 32):
    for make in ipaddress.ip_network, ipaddress.ip_interface, ipaddress.IPv4Network, ipaddress.IPv6Interface:
        try:
            print(repr(make(value)))
        except ValueError as e:
            print(type(e).__name__, e)
