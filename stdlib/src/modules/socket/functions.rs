//! The functions of `_socket`: names and addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use dns_lookup::{AddrInfo, AddrInfoHints};
use pausa_runtime::fd;
use pausa_vm::buffer;
use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::native::{Def, Next, pure, tail};
use pausa_vm::object::{Bytes, List, Str, Tuple};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use rustix::io::Errno;

use super::names::{self, Answer, Progress, Question};
use super::{Defaults, address, connect, message, object};
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure("gethostname()", host_name, "Return the current host name."),
    pure("sethostname(name, /)", set_host_name, "Sets the hostname to name."),
    GETADDRINFO,
    GETNAMEINFO,
    GETHOSTBYNAME,
    GETHOSTBYNAME_EX,
    GETHOSTBYADDR,
    pure(
        "getservbyname(servicename, protocolname=None, /)",
        service_by_name,
        "Return a port number from a service name.",
    ),
    pure(
        "getservbyport(port: index, protocolname=None, /)",
        service_by_port,
        "Return the service name for a port number.",
    ),
    pure("getprotobyname(name, /)", protocol_by_name, "Return the protocol number for the named protocol."),
    pure("close(fd: index, /)", close, "Close an integer socket file descriptor."),
    pure("dup(fd: index, /)", dup, "Duplicate an integer socket file descriptor."),
    pure(
        "socketpair(family: index=1, type: index=1, proto: index=0, /)",
        connect::pair,
        "Create a pair of connected descriptors.",
    ),
    pure(
        "ntohs(x: index, /)",
        |_, a| short(&a[0], "ntohs"),
        "Convert a 16-bit unsigned integer from network to host byte order.",
    ),
    pure(
        "htons(x: index, /)",
        |_, a| short(&a[0], "htons"),
        "Convert a 16-bit unsigned integer from host to network byte order.",
    ),
    pure("ntohl(x: index, /)", |_, a| long(&a[0]), "Convert a 32-bit integer from network to host byte order."),
    pure("htonl(x: index, /)", |_, a| long(&a[0]), "Convert a 32-bit integer from host to network byte order."),
    pure("inet_aton(ip_addr, /)", inet_aton, "Convert an IP address in string format (123.45.67.89) to four bytes."),
    pure("inet_ntoa(packed_ip, /)", inet_ntoa, "Convert an IP address from four bytes to string format."),
    pure("inet_pton(af: index, ip, /)", inet_pton, "Convert an IP address from string format to bytes."),
    pure("inet_ntop(af: index, packed_ip, /)", inet_ntop, "Convert a packed IP address to string format."),
    pure(
        "getdefaulttimeout()",
        |vm, _| Ok(object::in_seconds(vm.state::<Defaults>().timeout)),
        "Return the timeout for new sockets.",
    ),
    pure("setdefaulttimeout(timeout, /)", set_default_timeout, "Set the timeout for new sockets, in seconds or None."),
    pure("if_nameindex()", interfaces, "Returns a list of network interfaces: (index, name)."),
    pure(
        "if_nametoindex(oname: path, /)",
        interface_index,
        "Returns the interface index corresponding to the interface name.",
    ),
    pure(
        "if_indextoname(if_index: index, /)",
        interface_name,
        "Returns the interface name corresponding to the interface index.",
    ),
    pure(
        "CMSG_LEN(length: index, /)",
        |_, a| message::space(&a[0], false),
        "The length of an ancillary message, without padding.",
    ),
    pure(
        "CMSG_SPACE(length: index, /)",
        |_, a| message::space(&a[0], true),
        "The room that an ancillary message takes.",
    ),
];

fn os_error(text: &str) -> Exc {
    Exc::msg(ExcKind::OSError, text)
}

fn text<'a>(v: &'a Value, what: &str) -> R<&'a str> {
    let s = v.downcast::<Str>().ok_or_else(|| arg::wrong(what, "str", v))?;
    match s.as_str() {
        Some(s) if !s.contains('\0') => Ok(s),
        _ => Err(value_error("embedded null character")),
    }
}

fn host_name(_: &mut Vm, _: &[Value]) -> R {
    Ok(system::decode(rustix::system::uname().nodename().to_bytes()))
}

fn set_host_name(_: &mut Vm, a: &[Value]) -> R {
    let name = text(&a[0], "sethostname() argument 1")?;
    rustix::system::sethostname(name.as_bytes()).map_err(system::os_error)?;
    Ok(Value::NONE)
}

/// Asks, and has the answer made into a value by `finish`, whose definition is called again when another thread asks meanwhile: with the
/// lookup in place of the first argument.
fn ask(vm: &mut Vm, question: Question, again: &'static Def, extra: &[Value]) -> R<Result<Result<Answer, i32>, Next>> {
    match names::ask(vm, question)? {
        Progress::Answered(answer) => Ok(Ok(answer)),
        Progress::Asked(lookup) => {
            let args: Vec<Value> = [lookup].into_iter().chain(extra.iter().cloned()).collect();
            Ok(Err(system::look_again(again, &args, None)))
        }
    }
}

const GETADDRINFO: Def = tail(
    "getaddrinfo(host, port, family: index=0, type: index=0, proto: index=0, flags: index=0)",
    getaddrinfo,
    "Resolve host and port into a list of (family, type, proto, canonname, sockaddr).",
);

fn getaddrinfo(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let host = match &a[0] {
        v if v.is_none() => None,
        v if v.is_a::<Str>() || v.is_a::<Bytes>() => Some(address::host_text(v)?),
        _ => return Err(type_error("getaddrinfo() argument 1 must be string or None")),
    };
    let service = match &a[1] {
        v if v.is_none() => None,
        v if v.is_int() => Some(arg::c_long(v)?.to_string()),
        v if v.is_a::<Str>() => Some(text(v, "port")?.to_owned()),
        v => match v.downcast::<Bytes>() {
            Some(b) => Some(String::from_utf8_lossy(b.bytes()).into_owned()),
            None => return Err(os_error("Int or String expected")),
        },
    };
    let number = |v: &Value| v.given().map_or(Ok(0), arg::c_int);
    let hints = AddrInfoHints {
        address: number(&a[2])?,
        socktype: number(&a[3])?,
        protocol: number(&a[4])?,
        flags: number(&a[5])?,
    };
    // The C library takes an empty name for none only where all else is given.
    if host.is_none() && service.is_none() || host.as_deref() == Some("") && service.is_none() {
        return Err(names::gai_error(vm, libc::EAI_NONAME));
    }
    match ask(vm, Question::Addresses { host, service, hints }, &ADDRESSES, &[])? {
        Ok(answer) => addresses(vm, answer),
        Err(next) => Ok(next),
    }
}

static ADDRESSES: Def = tail(
    "getaddrinfo(lookup)",
    |vm, a| match names::answer(&a[0]) {
        Some(answer) => addresses(vm, answer),
        None => Ok(system::look_again(&ADDRESSES, a, None)),
    },
    "",
);

fn addresses(vm: &mut Vm, answer: Result<Answer, i32>) -> R<Next> {
    let all = found(vm, answer)?;
    let rows = all.iter().map(|info| {
        let name = info.canonname.clone().unwrap_or_default();
        let address = address::internet(&info.sockaddr);
        Tuple::from_array([info.address.into(), info.socktype.into(), info.protocol.into(), name.into(), address])
            .into()
    });
    Ok(Next::Value(List::from_vec(rows.collect()).into()))
}

fn found(vm: &mut Vm, answer: Result<Answer, i32>) -> R<Vec<AddrInfo>> {
    match answer {
        Ok(Answer::Addresses(all)) => Ok(all),
        Ok(Answer::Names(..)) => Ok(Vec::new()),
        Err(number) => Err(names::gai_error(vm, number)),
    }
}

const GETNAMEINFO: Def =
    tail("getnameinfo(sockaddr, flags: index, /)", getnameinfo, "Get host and port for a sockaddr.");

fn getnameinfo(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(tuple) = a[0].downcast::<Tuple>() else {
        return Err(type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let items = tuple.items();
    if !(2..=4).contains(&items.len()) {
        return Err(type_error("getnameinfo(): illegal sockaddr argument"));
    }
    let host = text(&items[0], "getnameinfo() argument 1")?;
    let number = |at: usize| items.get(at).map_or(Ok(0), arg::c_int);
    let (port, flow, scope) = (number(1)?, number(2)?, number(3)?);
    let port = u16::try_from(port).map_err(|_| overflow_error("getnameinfo(): port must be 0-65535."))?;
    if !(0..=0xfffff).contains(&flow) {
        return Err(overflow_error("getnameinfo(): flowinfo must be 0-1048575."));
    }
    let hints = AddrInfoHints { flags: libc::AI_NUMERICHOST, address: 0, socktype: libc::SOCK_DGRAM, protocol: 0 };
    let question = Question::Addresses { host: Some(host.to_owned()), service: Some(port.to_string()), hints };
    let ip = match names::ask(vm, question)? {
        Progress::Answered(answer) => names::first(vm, answer)?,
        Progress::Asked(_) => return Err(names::gai_error(vm, libc::EAI_FAIL)),
    };
    let address = match ip {
        IpAddr::V4(ip) if items.len() == 2 => SocketAddr::from((ip, port)),
        IpAddr::V4(_) => return Err(os_error("IPv4 sockaddr must be 2 tuple")),
        IpAddr::V6(ip) => SocketAddrV6::new(ip, port, flow.cast_unsigned(), scope.cast_unsigned()).into(),
    };
    let question = Question::Names { address, flags: arg::c_int(&a[1])? };
    match ask(vm, question, &NAMES, &[])? {
        Ok(answer) => both_names(vm, answer),
        Err(next) => Ok(next),
    }
}

static NAMES: Def = tail(
    "getnameinfo(lookup)",
    |vm, a| match names::answer(&a[0]) {
        Some(answer) => both_names(vm, answer),
        None => Ok(system::look_again(&NAMES, a, None)),
    },
    "",
);

fn both_names(vm: &mut Vm, answer: Result<Answer, i32>) -> R<Next> {
    match answer {
        Ok(Answer::Names(host, service)) => Ok(Next::Value(Tuple::from_array([host.into(), service.into()]).into())),
        Ok(Answer::Addresses(_)) => Err(names::gai_error(vm, libc::EAI_FAIL)),
        Err(number) => Err(names::gai_error(vm, number)),
    }
}

const GETHOSTBYNAME: Def = tail(
    "gethostbyname(host, /)",
    |vm, a| begin_host(vm, a, &HOST),
    "Return the IP address (a string of the form '255.255.255.255') for a host.",
);
const GETHOSTBYNAME_EX: Def = tail(
    "gethostbyname_ex(host, /)",
    |vm, a| begin_host(vm, a, &HOST_EX),
    "Return the true host name, a list of aliases, and a list of IP addresses, for a host.",
);

static HOST: Def = tail(
    "gethostbyname(lookup, name)",
    |vm, a| match names::answer(&a[0]) {
        Some(answer) => Ok(Next::Value(names::first(vm, answer)?.to_string().into())),
        None => Ok(system::look_again(&HOST, a, None)),
    },
    "",
);
static HOST_EX: Def = tail(
    "gethostbyname_ex(lookup, name)",
    |vm, a| match names::answer(&a[0]) {
        Some(answer) => extended(vm, answer, &a[1]),
        None => Ok(system::look_again(&HOST_EX, a, None)),
    },
    "",
);

fn begin_host(vm: &mut Vm, a: &[Value], again: &'static Def) -> R<Next> {
    let host = address::host_text(&a[0])?;
    let is_plain = std::ptr::eq(again, &HOST);
    match names::literal(&host, libc::AF_INET) {
        names::Host::Address(ip, _) if is_plain => return Ok(Next::Value(ip.to_string().into())),
        names::Host::WrongFamily => return Err(names::family_error(vm)),
        _ => {}
    }
    let name = Value::from(&*host);
    let hints =
        AddrInfoHints { flags: libc::AI_CANONNAME, address: libc::AF_INET, socktype: libc::SOCK_DGRAM, protocol: 0 };
    let question = Question::Addresses { host: Some(host), service: None, hints };
    match ask(vm, question, again, std::slice::from_ref(&name))? {
        Ok(answer) if is_plain => Ok(Next::Value(names::first(vm, answer)?.to_string().into())),
        Ok(answer) => extended(vm, answer, &name),
        Err(next) => Ok(next),
    }
}

fn extended(vm: &mut Vm, answer: Result<Answer, i32>, name: &Value) -> R<Next> {
    let all = found(vm, answer)?;
    let name = all.iter().find_map(|i| i.canonname.clone()).map_or_else(|| name.clone(), Value::from);
    let addresses = all.iter().map(|i| i.sockaddr.ip().to_string().into()).collect();
    Ok(Next::Value(
        Tuple::from_array([name, List::from_vec(Vec::new()).into(), List::from_vec(addresses).into()]).into(),
    ))
}

const GETHOSTBYADDR: Def = tail(
    "gethostbyaddr(host, /)",
    gethostbyaddr,
    "Return the true host name, a list of aliases, and a list of IP addresses, for a host, given as a name or an address.",
);

fn gethostbyaddr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let host = address::host_text(&a[0])?;
    let hints = AddrInfoHints { flags: 0, address: 0, socktype: libc::SOCK_DGRAM, protocol: 0 };
    match ask(vm, Question::Addresses { host: Some(host), service: None, hints }, &BY_ADDRESS, &[])? {
        Ok(answer) => by_address(vm, answer),
        Err(next) => Ok(next),
    }
}

static BY_ADDRESS: Def = tail(
    "gethostbyaddr(lookup)",
    |vm, a| match names::answer(&a[0]) {
        Some(answer) => by_address(vm, answer),
        None => Ok(system::look_again(&BY_ADDRESS, a, None)),
    },
    "",
);

fn by_address(vm: &mut Vm, answer: Result<Answer, i32>) -> R<Next> {
    let ip = names::first(vm, answer)?;
    let text = Value::from(ip.to_string());
    match ask(
        vm,
        Question::Names { address: (ip, 0).into(), flags: libc::NI_NAMEREQD },
        &NAMED,
        std::slice::from_ref(&text),
    )? {
        Ok(answer) => named(vm, answer, &text),
        Err(next) => Ok(next),
    }
}

static NAMED: Def = tail(
    "gethostbyaddr(lookup, address)",
    |vm, a| match names::answer(&a[0]) {
        Some(answer) => named(vm, answer, &a[1]),
        None => Ok(system::look_again(&NAMED, a, None)),
    },
    "",
);

fn named(vm: &mut Vm, answer: Result<Answer, i32>, address: &Value) -> R<Next> {
    match answer {
        Ok(Answer::Names(host, _)) => {
            let (aliases, addresses) = (List::from_vec(Vec::new()), List::from_vec(vec![address.clone()]));
            Ok(Next::Value(Tuple::from_array([host.into(), aliases.into(), addresses.into()]).into()))
        }
        _ => Err(names::host_error(vm)),
    }
}

fn service_by_name(vm: &mut Vm, a: &[Value]) -> R {
    let name = text(&a[0], "getservbyname() argument 1")?;
    let wanted = names::transport(&a[1])?;
    let missing = || os_error("service/proto not found");
    if name.is_empty() || name.bytes().all(|b| b.is_ascii_digit()) {
        return Err(missing());
    }
    for kind in wanted.map_or(vec![libc::SOCK_STREAM, libc::SOCK_DGRAM], |kind| vec![kind]) {
        let hints = AddrInfoHints { flags: 0, address: libc::AF_INET, socktype: kind, protocol: 0 };
        let question = Question::Addresses { host: None, service: Some(name.to_owned()), hints };
        if kind != 0
            && let Progress::Answered(Ok(Answer::Addresses(all))) = names::ask(vm, question)?
            && let Some(info) = all.first()
        {
            return Ok(i32::from(info.sockaddr.port()).into());
        }
    }
    Err(missing())
}

fn service_by_port(vm: &mut Vm, a: &[Value]) -> R {
    let port = arg::c_long(&a[0])?;
    let port = u16::try_from(port).map_err(|_| overflow_error("getservbyport: port must be 0-65535."))?;
    let flags = match names::transport(&a[1])? {
        Some(libc::SOCK_DGRAM) => libc::NI_DGRAM,
        Some(0) => return Err(os_error("port/proto not found")),
        _ => 0,
    };
    let question = Question::Names { address: (Ipv4Addr::LOCALHOST, port).into(), flags: flags | libc::NI_NUMERICHOST };
    match names::ask(vm, question)? {
        Progress::Answered(Ok(Answer::Names(_, service))) if service.parse::<u16>().is_err() => Ok(service.into()),
        _ => Err(os_error("port/proto not found")),
    }
}

fn protocol_by_name(_: &mut Vm, a: &[Value]) -> R {
    let name = text(&a[0], "getprotobyname() argument 1")?;
    names::protocol(name).map(Value::from).ok_or_else(|| os_error("protocol not found"))
}

fn close(_: &mut Vm, a: &[Value]) -> R {
    match fd::close(arg::c_int(&a[0])?) {
        Ok(()) | Err(Errno::CONNRESET) => Ok(Value::NONE),
        Err(e) => Err(system::os_error(e)),
    }
}

fn dup(_: &mut Vm, a: &[Value]) -> R {
    Ok(fd::duplicate(arg::c_int(&a[0])?, false).map_err(system::os_error)?.into())
}

fn short(v: &Value, function: &str) -> R {
    let n = arg::c_int(v)?;
    if n < 0 {
        return Err(overflow_error(format!(
            "{function}: can't convert negative Python int to C 16-bit unsigned integer"
        )));
    }
    let n = u16::try_from(n).map_err(|_| {
        overflow_error(format!("{function}: Python int too large to convert to C 16-bit unsigned integer"))
    })?;
    Ok(i32::from(n.to_be()).into())
}

fn long(v: &Value) -> R {
    let n = match v.as_i64() {
        Some(n) if n < 0 => return Err(overflow_error("can't convert negative value to unsigned int")),
        Some(n) => u32::try_from(n).map_err(|_| overflow_error("int larger than 32 bits"))?,
        None => return Err(overflow_error("Python int too large to convert to C unsigned long")),
    };
    Ok(n.to_be().into())
}

fn inet_aton(_: &mut Vm, a: &[Value]) -> R {
    let given = text(&a[0], "inet_aton() argument 1")?;
    // What stands behind white space does not count.
    let end = given.find(|c: char| c.is_ascii_whitespace()).unwrap_or(given.len());
    match names::v4(&given[..end]) {
        Some(ip) => Ok(Bytes::new(&ip.octets()).into()),
        None => Err(os_error("illegal IP address string passed to inet_aton")),
    }
}

fn inet_ntoa(_: &mut Vm, a: &[Value]) -> R {
    let bytes = buffer::require(&a[0])?;
    let octets: [u8; 4] = (&*bytes).try_into().map_err(|_| os_error("packed IP wrong length for inet_ntoa"))?;
    Ok(Ipv4Addr::from(octets).to_string().into())
}

fn inet_pton(_: &mut Vm, a: &[Value]) -> R {
    let ip = text(&a[1], "inet_pton() argument 2")?;
    let wrong = || os_error("illegal IP address string passed to inet_pton");
    match arg::c_int(&a[0])? {
        libc::AF_INET => Ok(Bytes::new(&ip.parse::<Ipv4Addr>().map_err(|_| wrong())?.octets()).into()),
        libc::AF_INET6 => Ok(Bytes::new(&ip.parse::<Ipv6Addr>().map_err(|_| wrong())?.octets()).into()),
        _ => Err(system::os_error(Errno::AFNOSUPPORT)),
    }
}

fn inet_ntop(_: &mut Vm, a: &[Value]) -> R {
    let family = arg::c_int(&a[0])?;
    let bytes = buffer::require(&a[1])?;
    let wrong = |_| value_error("invalid length of packed IP address string");
    match family {
        libc::AF_INET => {
            let octets: [u8; 4] = (&*bytes).try_into().map_err(wrong)?;
            Ok(Ipv4Addr::from(octets).to_string().into())
        }
        libc::AF_INET6 => {
            let octets: [u8; 16] = (&*bytes).try_into().map_err(wrong)?;
            Ok(address::v6_text(&octets.into()).into())
        }
        _ => Err(value_error(format!("unknown address family {family}"))),
    }
}

fn set_default_timeout(vm: &mut Vm, a: &[Value]) -> R {
    vm.state::<Defaults>().timeout = object::parse_timeout(&a[0])?;
    Ok(Value::NONE)
}

fn interfaces(_: &mut Vm, _: &[Value]) -> R {
    let rows = names::interfaces();
    let rows = rows.into_iter().map(|(index, name)| Tuple::from_array([index.into(), name.into()]).into());
    Ok(List::from_vec(rows.collect()).into())
}

fn interface_index(_: &mut Vm, a: &[Value]) -> R {
    let name = String::from_utf8_lossy(&system::path(&a[0])?).into_owned();
    names::interface_index(&name).map(Value::from).ok_or_else(|| os_error("no interface with this name"))
}

fn interface_name(_: &mut Vm, a: &[Value]) -> R {
    let index = arg::c_long(&a[0])?;
    let index = u32::try_from(index).map_err(|_| overflow_error("can't convert negative value to unsigned int"))?;
    names::interface_name(index).map(Value::from).ok_or_else(|| system::os_error(Errno::NXIO))
}
