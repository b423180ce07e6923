"""Addresses, networks and interfaces of the Internet Protocol, versions 4 and 6.

An address is a number with a width; a network is an address and the length of its prefix; an interface is an address that remembers
its network. What differs between the versions is how they are written and which ranges mean what.
"""

import functools

IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """What was given is no address."""


class NetmaskValueError(ValueError):
    """What was given is no netmask."""


# --- making them -------------------------------------------------------------------------------------------------

def _of_either_version(value, kinds, what):
    for kind in kinds:
        try:
            return kind(value)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f'{value!r} does not appear to be an IPv4 or IPv6 {what}')


def ip_address(address):
    """Return the IPv4Address or IPv6Address that is written so, or has this number."""
    return _of_either_version(address, (IPv4Address, IPv6Address), 'address')


def ip_network(address, strict=True):
    """Return the IPv4Network or IPv6Network that is written so; with `strict` no host bits may be set."""
    kinds = [functools.partial(kind, strict=strict) for kind in (IPv4Network, IPv6Network)]
    return _of_either_version(address, kinds, 'network')


def ip_interface(address):
    """Return the IPv4Interface or IPv6Interface that is written so."""
    return _of_either_version(address, (IPv4Interface, IPv6Interface), 'interface')


def v4_int_to_packed(address):
    """Return a number as the four bytes of an address."""
    try:
        return address.to_bytes(4, 'big')
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4")


def v6_int_to_packed(address):
    """Return a number as the sixteen bytes of an address."""
    try:
        return address.to_bytes(16, 'big')
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6")


# --- many of them ------------------------------------------------------------------------------------------------

def _trailing_zeros(number, width):
    return width if number == 0 else min(width, (number & -number).bit_length() - 1)


def summarize_address_range(first, last):
    """Yield the networks that make up a range of addresses."""
    if not (isinstance(first, _BaseAddress) and isinstance(last, _BaseAddress)):
        raise TypeError('first and last must be IP addresses, not networks')
    if first.version != last.version:
        raise TypeError("%s and %s are not of the same version" % (first, last))
    if first > last:
        raise ValueError('last IP address must be greater than first')
    kind = first._network_class
    number, end = int(first), int(last)
    while number <= end:
        # The largest network that begins here and does not go beyond the end.
        bits = min(_trailing_zeros(number, first._width), (end - number + 1).bit_length() - 1)
        yield kind((number, first._width - bits))
        number += 1 << bits


def _merge(networks):
    """Yield disjoint networks, in order, that cover the same addresses and are as few as possible."""
    done = []
    for network in sorted(networks):
        if done and done[-1].broadcast_address >= network.broadcast_address:
            continue
        done.append(network)
        # Two halves make a whole, which may be a half of another one.
        while len(done) > 1 and done[-1].prefixlen == done[-2].prefixlen and done[-1].prefixlen \
                and done[-1].supernet() == done[-2].supernet():
            whole = done.pop().supernet()
            done[-1] = whole
    return iter(done)


def collapse_addresses(addresses):
    """Yield networks that cover the same addresses as these addresses and networks, as few as possible."""
    found = []
    last = None
    for item in addresses:
        if last is not None and last.version != item.version:
            raise TypeError("%s and %s are not of the same version" % (item, last))
        last = item
        found.append(item if isinstance(item, _BaseNetwork) else item._network_class((int(item), item._width)))
    return _merge(found)


def get_mixed_type_key(obj):
    """Return a key by which addresses and networks can be sorted together."""
    if isinstance(obj, _BaseNetwork):
        return obj._get_networks_key()
    if isinstance(obj, _BaseAddress):
        return obj._get_address_key()
    return NotImplemented


# --- what all have -----------------------------------------------------------------------------------------------

class _IPAddressBase:
    """How a number of some width is written, and its prefixes."""

    __slots__ = ()

    @property
    def exploded(self):
        """The long form, as a string."""
        return self._explode()

    @property
    def compressed(self):
        """The short form, as a string."""
        return str(self)

    @property
    def reverse_pointer(self):
        """The name under which the domain name system knows the address."""
        return self._reverse_pointer()

    @property
    def version(self):
        """4 or 6."""
        return self._version

    @property
    def max_prefixlen(self):
        """The number of bits of an address."""
        return self._width

    def _check_number(self, number):
        if number < 0:
            raise AddressValueError("%d (< 0) is not permitted as an IPv%d address" % (number, self._version))
        if number >> self._width:
            raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address"
                                    % (number, self._width, self._version))
        return number

    def _from_packed(self, packed):
        expected = self._width // 8
        if len(packed) != expected:
            raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address"
                                    % (packed, len(packed), expected, self._version))
        return int.from_bytes(packed, 'big')

    @classmethod
    def _mask(cls, prefixlen):
        full = (1 << cls._width) - 1
        return full ^ (full >> prefixlen)

    @classmethod
    def _bad_mask(cls, text):
        raise NetmaskValueError('%r is not a valid netmask' % (text,)) from None

    @classmethod
    def _prefix_from_text(cls, text):
        """Return the length of a prefix that is written as a number."""
        if not (text.isascii() and text.isdigit()):
            cls._bad_mask(text)
        return cls._checked_prefix(int(text), text)

    @classmethod
    def _checked_prefix(cls, prefixlen, shown):
        if not 0 <= prefixlen <= cls._width:
            cls._bad_mask(shown)
        return prefixlen

    @classmethod
    def _prefix_of(cls, mask):
        """Return the length of a prefix that is given as an int, or written in one of the ways that the version has."""
        return cls._checked_prefix(mask, mask) if isinstance(mask, int) else cls._read_mask(mask)

    @staticmethod
    def _split(address):
        """Return address and prefix of a tuple, or of what is written so; the prefix is None where there is none."""
        if isinstance(address, tuple):
            return address if len(address) > 1 else (address[0], None)
        if isinstance(address, (bytes, int)):
            return address, None
        parts = str(address).split('/')
        if len(parts) > 2:
            raise AddressValueError("Only one '/' permitted in %r" % address)
        return (parts[0], parts[1]) if len(parts) == 2 else (parts[0], None)


@functools.total_ordering
class _BaseAddress(_IPAddressBase):
    """A single address."""

    __slots__ = ()

    def _set(self, address):
        """Take the address from a number, its bytes or its written form."""
        if isinstance(address, int):
            self._ip = self._check_number(address)
        elif isinstance(address, bytes):
            self._ip = self._from_packed(address)
        else:
            text = str(address)
            if '/' in text:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._read(text)

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self._version == other._version
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _BaseAddress):
            return NotImplemented
        if self._version != other._version:
            raise TypeError('%s and %s are not of the same version' % (self, other))
        return self._ip < other._ip

    def __add__(self, other):
        return type(self)(int(self) + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(int(self) - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return '%s(%r)' % (type(self).__name__, str(self))

    def __str__(self):
        return self._text(self._ip)

    def __hash__(self):
        return hash(hex(self._ip))

    def __reduce__(self):
        return type(self), (self._ip,)

    def __format__(self, spec):
        """Besides what str has: b, x, X and n for the number's digits, with # for a prefix and _ for groups of four."""
        kind = spec[-1:]
        options = spec[:-1]
        if kind not in ('b', 'x', 'X', 'n') or options not in ('', '#', '_', '#_'):
            return format(str(self), spec) if not spec or kind == 's' else super().__format__(spec)
        if kind == 'n':
            kind = 'b' if self._version == 4 else 'x'
        digits = self._width if kind == 'b' else self._width // 4
        if '_' in options:
            digits += digits // 4 - 1
        if '#' in options:
            digits += 2
        return f'{int(self):{"#" if "#" in options else ""}0{digits}{"_" if "_" in options else ""}{kind}}'

    def _get_address_key(self):
        return self._version, self

    @property
    def packed(self):
        """The bytes of the address."""
        return self._ip.to_bytes(self._width // 8, 'big')

    def _in(self, networks):
        return any(self._ip & net.netmask._ip == net.network_address._ip for net in networks)


class _InterfaceMixin:
    """What an address has that remembers its network."""

    __slots__ = ()

    def _set_interface(self, address):
        ip, mask = self._split(address)
        self._address_class.__init__(self, ip)
        self.network = self._network_class((ip, self._width if mask is None else mask), strict=False)
        self.netmask = self.network.netmask
        self.hostmask = self.network.hostmask
        self._prefixlen = self.network._prefixlen

    def __str__(self):
        return '%s/%d' % (super().__str__(), self._prefixlen)

    def __eq__(self, other):
        equal = self._address_class.__eq__(self, other)
        if equal is NotImplemented or not equal:
            return equal
        try:
            return self.network == other.network
        except AttributeError:
            # An address has no network.
            return False

    def __lt__(self, other):
        less = self._address_class.__lt__(self, other)
        if less is NotImplemented:
            return less
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, int(self.network.network_address)))

    def __reduce__(self):
        return type(self), (str(self),)

    @property
    def with_prefixlen(self):
        """The address with the length of the prefix."""
        return '%s/%s' % (self.ip, self._prefixlen)

    @property
    def with_netmask(self):
        """The address with the netmask."""
        return '%s/%s' % (self.ip, self.netmask)

    @property
    def with_hostmask(self):
        """The address with the bits that are not of the network."""
        return '%s/%s' % (self.ip, self.hostmask)


@functools.total_ordering
class _BaseNetwork(_IPAddressBase):
    """All addresses that begin alike."""

    def __init__(self, address, strict=True):
        ip, mask = self._split(address)
        kind = self._address_class
        self.network_address = kind(ip)
        self._prefixlen = self._width if mask is None else self._prefix_of(mask)
        self.netmask = kind(self._mask(self._prefixlen))
        number = int(self.network_address)
        if number & int(self.netmask) != number:
            if strict:
                raise ValueError('%s has host bits set' % self)
            self.network_address = kind(number & int(self.netmask))

    @functools.cached_property
    def broadcast_address(self):
        """The last address."""
        return self._address_class(int(self.network_address) | int(self.hostmask))

    @functools.cached_property
    def hostmask(self):
        """The bits that are not of the network."""
        return self._address_class(int(self.netmask) ^ ((1 << self._width) - 1))

    @property
    def prefixlen(self):
        """How many bits all addresses have in common."""
        return self._prefixlen

    @property
    def num_addresses(self):
        """How many addresses there are."""
        return 1 << (self._width - self._prefixlen)

    def __repr__(self):
        return '%s(%r)' % (type(self).__name__, str(self))

    def __str__(self):
        return '%s/%d' % (self.network_address, self._prefixlen)

    @property
    def with_prefixlen(self):
        """The network with the length of the prefix."""
        return '%s/%d' % (self.network_address, self._prefixlen)

    @property
    def with_netmask(self):
        """The network with the netmask."""
        return '%s/%s' % (self.network_address, self.netmask)

    @property
    def with_hostmask(self):
        """The network with the bits that are not of it."""
        return '%s/%s' % (self.network_address, self.hostmask)

    def _explode(self):
        return '%s/%d' % (self.network_address.exploded, self._prefixlen)

    def _reverse_pointer(self):
        return self._address_class._pointer_of(self)

    def __iter__(self):
        kind = self._address_class
        return map(kind, range(int(self.network_address), int(self.broadcast_address) + 1))

    def __getitem__(self, n):
        first, last = int(self.network_address), int(self.broadcast_address)
        number = first + n if n >= 0 else last + n + 1
        if not first <= number <= last:
            raise IndexError('address out of range')
        return self._address_class(number)

    def __lt__(self, other):
        if not isinstance(other, _BaseNetwork):
            return NotImplemented
        if self._version != other._version:
            raise TypeError('%s and %s are not of the same version' % (self, other))
        return (self.network_address, self.netmask) < (other.network_address, other.netmask)

    def __eq__(self, other):
        try:
            return (self._version == other._version and self.network_address == other.network_address
                    and int(self.netmask) == int(other.netmask))
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash(int(self.network_address) ^ int(self.netmask))

    def __reduce__(self):
        return type(self), (str(self),)

    def __contains__(self, other):
        if self._version != other._version or isinstance(other, _BaseNetwork):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        """Return whether the networks have addresses in common."""
        return (self.network_address in other or self.broadcast_address in other
                or other.network_address in self or other.broadcast_address in self)

    def address_exclude(self, other):
        """Yield the networks that make up this one without another one in it."""
        if not self._version == other._version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        if not isinstance(other, _BaseNetwork):
            raise TypeError("%s is not a network object" % other)
        if not other.subnet_of(self):
            raise ValueError('%s not contained in %s' % (other, self))
        rest = self
        while rest != other:
            low, high = rest.subnets()
            if other.subnet_of(low):
                yield high
                rest = low
            else:
                yield low
                rest = high

    def compare_networks(self, other):
        """Return -1, 0 or 1: how the networks are sorted."""
        if self._version != other._version:
            raise TypeError('%s and %s are not of the same type' % (self, other))
        own, others = self._get_networks_key(), other._get_networks_key()
        return (own > others) - (own < others)

    def _get_networks_key(self):
        return self._version, self.network_address, self.netmask

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """Yield the parts of which this network consists."""
        if self._prefixlen == self._width:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError('new prefix must be longer')
            if prefixlen_diff != 1:
                raise ValueError('cannot set prefixlen_diff and new_prefix')
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError('prefix length diff must be > 0')
        prefixlen = self._prefixlen + prefixlen_diff
        if prefixlen > self._width:
            raise ValueError('prefix length diff %d is invalid for netblock %s' % (prefixlen, self))
        start, end = int(self.network_address), int(self.broadcast_address) + 1
        for number in range(start, end, self.num_addresses >> prefixlen_diff):
            yield type(self)((number, prefixlen))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """Return the network of which this one is a part."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError('new prefix must be shorter')
            if prefixlen_diff != 1:
                raise ValueError('cannot set prefixlen_diff and new_prefix')
            prefixlen_diff = self._prefixlen - new_prefix
        prefixlen = self._prefixlen - prefixlen_diff
        if prefixlen < 0:
            raise ValueError('current prefixlen is %d, cannot have a prefixlen_diff of %d'
                             % (self._prefixlen, prefixlen_diff))
        return type(self)((int(self.network_address) & self._mask(prefixlen), prefixlen))

    def _is_part(self, part, whole):
        try:
            if part._version != whole._version:
                raise TypeError(f"{part} and {whole} are not of the same version")
            return (whole.network_address <= part.network_address
                    and whole.broadcast_address >= part.broadcast_address)
        except AttributeError:
            raise TypeError(f"Unable to test subnet containment between {part} and {whole}")

    def subnet_of(self, other):
        """Return whether all addresses of this network are in the other one."""
        return self._is_part(self, other)

    def supernet_of(self, other):
        """Return whether all addresses of the other network are in this one."""
        return self._is_part(other, self)

    def hosts(self):
        """Return an iterator of, or for one or two addresses a list with, those that a host can have."""
        first, last = int(self.network_address), int(self.broadcast_address)
        kind = self._address_class
        if self._prefixlen == self._width:
            return [kind(first)]
        if self._prefixlen == self._width - 1:
            return list(self)
        return map(kind, range(first + 1, last + self._last_is_host))

    def _both_ends(name):
        def both(self):
            return getattr(self.network_address, name) and getattr(self.broadcast_address, name)
        return property(both, doc=f'Whether first and last address are {name[3:].replace("_", " ")}.')

    is_multicast = _both_ends('is_multicast')
    is_reserved = _both_ends('is_reserved')
    is_link_local = _both_ends('is_link_local')
    is_unspecified = _both_ends('is_unspecified')
    is_loopback = _both_ends('is_loopback')
    del _both_ends

    @property
    def is_private(self):
        """Whether all of it is in a private range."""
        first, last = self.network_address, self.broadcast_address
        return (any(first in net and last in net for net in self._ranges.private)
                and not any(first in net or last in net for net in self._ranges.public))

    @property
    def is_global(self):
        """Whether it is not private."""
        return not self.is_private


class _Ranges:
    """The ranges of a version that have a meaning; made when the networks can be."""


# --- version 4 ---------------------------------------------------------------------------------------------------

class _Version4:
    """How numbers of 32 bits are written."""

    __slots__ = ()
    _version = 4
    _width = IPV4LENGTH
    _ranges = _Ranges()

    @staticmethod
    def _parse(text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        octets = text.split('.')
        if len(octets) != 4:
            raise AddressValueError("Expected 4 octets in %r" % text)
        number = 0
        for octet in octets:
            problem = None
            if not octet:
                problem = "Empty octet not permitted"
            elif not (octet.isascii() and octet.isdigit()):
                problem = "Only decimal digits permitted in %r" % octet
            elif len(octet) > 3:
                problem = "At most 3 characters permitted in %r" % octet
            elif octet != '0' and octet[0] == '0':
                # Some take such a number for an octal one.
                problem = "Leading zeros are not permitted in %r" % octet
            elif int(octet) > 255:
                problem = "Octet %d (> 255) not permitted" % int(octet)
            if problem is not None:
                raise AddressValueError("%s in %r" % (problem, text))
            number = number << 8 | int(octet)
        return number

    @staticmethod
    def _text(number):
        return '.'.join(map(str, number.to_bytes(4, 'big')))

    @classmethod
    def _read_mask(cls, text):
        """Read a prefix: its length, the mask, or the mask of what is not in it."""
        try:
            return cls._prefix_from_text(text)
        except NetmaskValueError:
            pass
        try:
            number = cls._parse(text)
        except AddressValueError:
            cls._bad_mask(text)
        full = (1 << cls._width) - 1
        for mask in number, number ^ full:
            prefixlen = cls._width - _trailing_zeros(mask, cls._width)
            if mask == cls._mask(prefixlen):
                return prefixlen
        cls._bad_mask(text)

    def _explode(self):
        return str(self)

    @staticmethod
    def _pointer_of(x):
        return '.'.join(reversed(str(x).split('.'))) + '.in-addr.arpa'

    def _reverse_pointer(self):
        return self._pointer_of(self)


class IPv4Address(_Version4, _BaseAddress):
    """An address of version 4, from its number, its four bytes, or `a.b.c.d`."""

    __slots__ = ('_ip', '__weakref__')

    def __init__(self, address):
        self._set(address)

    def _read(self, text):
        self._ip = self._parse(text)

    @property
    def is_reserved(self):
        """Whether it is reserved by the IETF."""
        return self._in(self._ranges.reserved)

    @property
    def is_private(self):
        """Whether it is in a range that is not reachable from everywhere."""
        return self._in(self._ranges.private) and not self._in(self._ranges.public)

    @property
    def is_global(self):
        """Whether it is reachable from everywhere."""
        return not self._in(self._ranges.shared) and not self.is_private

    @property
    def is_multicast(self):
        """Whether it is for multicast."""
        return self._in(self._ranges.multicast)

    @property
    def is_unspecified(self):
        """Whether it is 0.0.0.0."""
        return self._ip == 0

    @property
    def is_loopback(self):
        """Whether it is this host."""
        return self._in(self._ranges.loopback)

    @property
    def is_link_local(self):
        """Whether it means something on the same link only."""
        return self._in(self._ranges.link_local)


class IPv4Interface(_InterfaceMixin, IPv4Address):
    """An address of version 4 in a network."""

    _address_class = IPv4Address

    def __init__(self, address):
        self._set_interface(address)

    __hash__ = _InterfaceMixin.__hash__

    @property
    def ip(self):
        """The address alone."""
        return IPv4Address(self._ip)


class IPv4Network(_Version4, _BaseNetwork):
    """A network of version 4, from `a.b.c.d/length`, `a.b.c.d/mask`, or a tuple of address and length."""

    _address_class = IPv4Address
    # The last address is for broadcast.
    _last_is_host = 0

    @property
    def is_global(self):
        """Whether its addresses are reachable from everywhere."""
        shared = self._ranges.shared[0]
        return not (self.network_address in shared and self.broadcast_address in shared) and not self.is_private


# --- version 6 ---------------------------------------------------------------------------------------------------

class _Version6:
    """How numbers of 128 bits are written."""

    __slots__ = ()
    _version = 6
    _width = IPV6LENGTH
    _ranges = _Ranges()

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError('Address cannot be empty')
        parts = text.split(':')
        if len(parts) < 3:
            raise AddressValueError("At least 3 parts expected in %r" % text)
        if '.' in parts[-1]:
            # The end may be written as an address of version 4.
            try:
                low = _Version4._parse(parts.pop())
            except AddressValueError as error:
                raise AddressValueError("%s in %r" % (error, text)) from None
            parts += ['%x' % (low >> 16), '%x' % (low & 0xffff)]
        if len(parts) > 9:
            raise AddressValueError("At most 8 colons permitted in %r" % text)
        gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
        if len(gaps) > 1:
            raise AddressValueError("At most one '::' permitted in %r" % text)
        if gaps:
            before, after = parts[:gaps[0]], parts[gaps[0] + 1:]
            if not before[0]:
                before.pop(0)
                if before:
                    raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
            if not after[-1]:
                after.pop()
                if after:
                    raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
            missing = 8 - len(before) - len(after)
            if missing < 1:
                raise AddressValueError("Expected at most 7 other parts with '::' in %r" % text)
            parts = before + ['0'] * missing + after
        else:
            if len(parts) != 8:
                raise AddressValueError("Exactly 8 parts expected without '::' in %r" % text)
            if not parts[0]:
                raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
            if not parts[-1]:
                raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
        number = 0
        for part in parts:
            if not set(part) <= set('0123456789abcdefABCDEF'):
                raise AddressValueError("Only hex digits permitted in %r in %r" % (part, text))
            if len(part) > 4:
                raise AddressValueError("At most 4 characters permitted in %r in %r" % (part, text))
            number = number << 16 | int(part, 16)
        return number

    @staticmethod
    def _text(number):
        parts = ['%x' % (number >> shift & 0xffff) for shift in range(112, -16, -16)]
        # The longest run of zeros, the first of several, is left out.
        best, start = 1, None
        i = 0
        while i < 8:
            end = i
            while end < 8 and parts[end] == '0':
                end += 1
            if end - i > best:
                best, start = end - i, i
            i = max(end, i + 1)
        if start is None:
            return ':'.join(parts)
        return ':'.join(parts[:start]) + '::' + ':'.join(parts[start + best:])

    @classmethod
    def _read_mask(cls, text):
        return cls._prefix_from_text(text)

    @staticmethod
    def _pointer_of(x):
        return '.'.join(x.exploded[::-1].replace(':', '')) + '.ip6.arpa'

    def _reverse_pointer(self):
        return self._pointer_of(self)


class IPv6Address(_Version6, _BaseAddress):
    """An address of version 6, from its number, its sixteen bytes, or its written form, which may name a scope after `%`."""

    __slots__ = ('_ip', '_scope_id', '__weakref__')

    def __init__(self, address):
        self._scope_id = None
        self._set(address)

    def _read(self, text):
        text, percent, scope = text.partition('%')
        if percent:
            if not scope or '%' in scope:
                raise AddressValueError('Invalid IPv6 address: "%r"' % (text + percent + scope))
            self._scope_id = scope
        self._ip = self._parse(text)

    def __str__(self):
        text = self._text(self._ip)
        return text + '%' + self._scope_id if self._scope_id else text

    def __hash__(self):
        return hash((self._ip, self._scope_id))

    def __eq__(self, other):
        equal = super().__eq__(other)
        if equal is NotImplemented or not equal:
            return equal
        return self._scope_id == getattr(other, '_scope_id', None)

    def __reduce__(self):
        return type(self), (str(self),)

    def _explode(self):
        digits = '%032x' % self._ip
        return ':'.join(digits[i:i + 4] for i in range(0, 32, 4))

    @property
    def scope_id(self):
        """The zone in which the address means something, or None."""
        return self._scope_id

    @property
    def is_multicast(self):
        """Whether it is for multicast."""
        return self._in(self._ranges.multicast)

    @property
    def is_reserved(self):
        """Whether it is reserved by the IETF."""
        return self._in(self._ranges.reserved)

    @property
    def is_link_local(self):
        """Whether it means something on the same link only."""
        return self._in(self._ranges.link_local)

    @property
    def is_site_local(self):
        """Whether it means something on the same site only, which is not done any more."""
        return self._in(self._ranges.site_local)

    @property
    def is_private(self):
        """Whether it is in a range that is not reachable from everywhere."""
        mapped = self.ipv4_mapped
        if mapped is not None:
            return mapped.is_private
        return self._in(self._ranges.private) and not self._in(self._ranges.public)

    @property
    def is_global(self):
        """Whether it is reachable from everywhere."""
        return not self.is_private

    @property
    def is_unspecified(self):
        """Whether it is ::."""
        return self._ip == 0

    @property
    def is_loopback(self):
        """Whether it is ::1."""
        return self._ip == 1

    @property
    def ipv4_mapped(self):
        """The address of version 4 that ::ffff:a.b.c.d stands for, or None."""
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def teredo(self):
        """Server and client of a Teredo address, or None."""
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xffffffff), IPv4Address(~self._ip & 0xffffffff)

    @property
    def sixtofour(self):
        """The address of version 4 in a 6to4 address, or None."""
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None


class IPv6Interface(_InterfaceMixin, IPv6Address):
    """An address of version 6 in a network."""

    _address_class = IPv6Address

    def __init__(self, address):
        self._set_interface(address)

    __hash__ = _InterfaceMixin.__hash__

    def _explode(self):
        return '%s/%d' % (self.ip.exploded, self._prefixlen)

    @property
    def ip(self):
        """The address alone."""
        return IPv6Address(self._ip)

    @property
    def is_unspecified(self):
        """Whether address and network are ::."""
        return self._ip == 0 and self.network.is_unspecified

    @property
    def is_loopback(self):
        """Whether it is ::1 alone."""
        return super().is_loopback and self.network.is_loopback


class IPv6Network(_Version6, _BaseNetwork):
    """A network of version 6, from `address/length` or a tuple of address and length."""

    _address_class = IPv6Address
    # There is no broadcast: every address but the first one may be a host's.
    _last_is_host = 1

    @property
    def is_site_local(self):
        """Whether first and last address mean something on the same site only."""
        return self.network_address.is_site_local and self.broadcast_address.is_site_local


IPv4Address._network_class = IPv4Network
IPv6Address._network_class = IPv6Network


# --- what ranges mean --------------------------------------------------------------------------------------------

def _fill(kind, **ranges):
    for name, texts in ranges.items():
        setattr(kind._ranges, name, [kind(text) for text in texts.split()])


_fill(IPv4Network, link_local='169.254.0.0/16', loopback='127.0.0.0/8', multicast='224.0.0.0/4', shared='100.64.0.0/10',
      reserved='240.0.0.0/4',
      private='0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.170/31 192.0.2.0/24 '
              '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32',
      public='192.0.0.9/32 192.0.0.10/32')
_fill(IPv6Network, link_local='fe80::/10', multicast='ff00::/8', site_local='fec0::/10',
      private='::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10',
      public='2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28',
      reserved='::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3 e000::/4 '
               'f000::/5 f800::/6 fe00::/9')
