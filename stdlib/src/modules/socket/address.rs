//! Addresses: tuples and paths as programs write them, and what the system takes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use pausa_vm::buffer;
use pausa_vm::builtins::module_function;
use pausa_vm::exc::{overflow_error, type_error};
use pausa_vm::native::{Def, Next, tail};
use pausa_vm::object::{Bytes, Str, Tuple};
use pausa_vm::types::class_name;
use pausa_vm::{ExcKind, R, Value, Vm};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrAny, SocketAddrUnix};

use super::names::{self, Host};
use crate::modules::system;

/// What an address argument says, before a name in it has been looked up.
enum Given {
    /// An address.
    Ready(SocketAddrAny),
    /// A host's name, and the rest of the address.
    Named(String, Rest),
}

/// What an Internet address says besides the host.
#[derive(Clone, Copy)]
struct Rest {
    v6: bool,
    port: u16,
    flow: u32,
    scope: u32,
}

impl Rest {
    /// The family in which the host is looked up.
    fn family(self) -> i32 {
        if self.v6 { libc::AF_INET6 } else { libc::AF_INET }
    }

    /// The whole address.
    fn with(self, host: IpAddr) -> SocketAddrAny {
        match host {
            IpAddr::V6(ip) if self.v6 => SocketAddrV6::new(ip, self.port, self.flow, self.scope).into(),
            IpAddr::V4(ip) if self.v6 => {
                SocketAddrV6::new(ip.to_ipv6_mapped(), self.port, self.flow, self.scope).into()
            }
            IpAddr::V4(ip) => SocketAddrV4::new(ip, self.port).into(),
            IpAddr::V6(ip) => SocketAddrV4::new(ip.to_ipv4_mapped().unwrap_or(Ipv4Addr::UNSPECIFIED), self.port).into(),
        }
    }
}

/// Reads an address argument of the method `caller`.
fn parse(vm: &mut Vm, family: i32, v: &Value, caller: &str) -> R<Given> {
    match family {
        libc::AF_INET | libc::AF_INET6 => parse_internet(vm, family == libc::AF_INET6, v, caller),
        libc::AF_UNIX => Ok(Given::Ready(parse_unix(v)?.into())),
        #[cfg(target_os = "linux")]
        libc::AF_NETLINK => parse_netlink(v, caller),
        _ => Err(pausa_vm::Exc::msg(ExcKind::OSError, format!("{caller}(): bad family"))),
    }
}

fn parse_internet(vm: &mut Vm, v6: bool, v: &Value, caller: &str) -> R<Given> {
    let family = if v6 { "AF_INET6" } else { "AF_INET" };
    let Some(tuple) = v.downcast::<Tuple>() else {
        return Err(type_error(format!("{caller}(): {family} address must be tuple, not {}", class_name(v))));
    };
    let items = tuple.items();
    let fits = if v6 { (2..=4).contains(&items.len()) } else { items.len() == 2 };
    if !fits {
        return Err(type_error(if v6 {
            "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"
        } else {
            "AF_INET address must be a pair (host, port)"
        }));
    }
    let number = |v: &Value| -> R<i64> {
        if !v.is_int() {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
        v.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C int"))
    };
    let host = host_text(&items[0])?;
    let port =
        u16::try_from(number(&items[1])?).map_err(|_| overflow_error(format!("{caller}(): port must be 0-65535.")))?;
    let flow = items.get(2).map_or(Ok(0), number)?;
    let flow = u32::try_from(flow)
        .ok()
        .filter(|n| *n <= 0xfffff)
        .ok_or_else(|| overflow_error(format!("{caller}(): flowinfo must be 0-1048575.")))?;
    let scope = u32::try_from(items.get(3).map_or(Ok(0), number)?)
        .map_err(|_| overflow_error("can't convert negative int to unsigned"))?;
    let rest = Rest { v6, port, flow, scope };
    match names::literal(&host, rest.family()) {
        Host::Address(ip, zone) => Ok(Given::Ready(Rest { scope: zone.unwrap_or(scope), ..rest }.with(ip))),
        Host::Name => Ok(Given::Named(host, rest)),
        Host::WrongFamily => Err(names::family_error(vm)),
    }
}

/// A host argument as text.
pub(super) fn host_text(v: &Value) -> R<String> {
    let bytes = if let Some(s) = v.downcast::<Str>() {
        s.bytes().to_vec()
    } else if let Some(bytes) = buffer::read(v, <[u8]>::to_vec)?.filter(|_| !v.is_none()) {
        bytes
    } else {
        return Err(type_error(format!("str, bytes or bytearray expected, not {}", class_name(v))));
    };
    if bytes.contains(&0) {
        return Err(type_error("host name must not contain null character"));
    }
    names::encode(bytes)
}

fn parse_unix(v: &Value) -> R<SocketAddrUnix> {
    let path = if let Some(s) = v.downcast::<Str>() {
        pausa_vm::ops::codec::encode_with(
            pausa_vm::text::codec::Codec::Utf8,
            v,
            s,
            pausa_vm::text::codec::Handler::SurrogateEscape,
        )?
    } else if let Some(bytes) = buffer::read(v, <[u8]>::to_vec)? {
        bytes
    } else {
        return Err(type_error(format!("a bytes-like object is required, not '{}'", class_name(v))));
    };
    let too_long = || pausa_vm::Exc::msg(ExcKind::OSError, "AF_UNIX path too long");
    #[cfg(target_os = "linux")]
    if let Some(name) = path.strip_prefix(b"\0") {
        return SocketAddrUnix::new_abstract_name(name).map_err(|_| too_long());
    }
    #[cfg(target_os = "linux")]
    if path.is_empty() {
        return Ok(SocketAddrUnix::new_unnamed());
    }
    match SocketAddrUnix::new(&*path) {
        Err(Errno::NAMETOOLONG) => Err(too_long()),
        other => other.map_err(system::os_error),
    }
}

#[cfg(target_os = "linux")]
fn parse_netlink(v: &Value, caller: &str) -> R<Given> {
    let Some(tuple) = v.downcast::<Tuple>() else {
        return Err(type_error(format!("{caller}(): AF_NETLINK address must be tuple, not {}", class_name(v))));
    };
    let number = |v: Option<&Value>| v.and_then(Value::as_i64).and_then(|n| u32::try_from(n).ok());
    match (number(tuple.items().first()), number(tuple.items().get(1)), tuple.items().len()) {
        (Some(pid), Some(groups), 2) => {
            Ok(Given::Ready(rustix::net::netlink::SocketAddrNetlink::new(pid, groups).into()))
        }
        _ => Err(type_error("AF_NETLINK address must be a pair (pid, groups)")),
    }
}

/// An address that the system tells, as programs see it; None for that of an unconnected sender.
pub(super) fn make(address: Option<&SocketAddrAny>) -> Value {
    let Some(address) = address else {
        return Value::NONE;
    };
    match address.address_family() {
        AddressFamily::INET => SocketAddrV4::try_from(address.clone()).map_or(Value::NONE, |a| internet(&a.into())),
        AddressFamily::INET6 => SocketAddrV6::try_from(address.clone()).map_or(Value::NONE, |a| internet(&a.into())),
        AddressFamily::UNIX => SocketAddrUnix::try_from(address.clone()).map_or(Value::NONE, |a| unix(&a)),
        #[cfg(target_os = "linux")]
        AddressFamily::NETLINK => rustix::net::netlink::SocketAddrNetlink::try_from(address.clone())
            .map_or(Value::NONE, |a| Tuple::from_array([a.pid().into(), a.groups().into()]).into()),
        _ => Value::NONE,
    }
}

/// An Internet address as a tuple.
pub(super) fn internet(address: &SocketAddr) -> Value {
    match address {
        SocketAddr::V4(a) => Tuple::from_array([a.ip().to_string().into(), i32::from(a.port()).into()]).into(),
        SocketAddr::V6(a) => {
            let mut host = v6_text(a.ip());
            if a.scope_id() != 0
                && let Some(zone) = names::interface_name(a.scope_id())
            {
                host = format!("{host}%{zone}");
            }
            let flow = a.flowinfo().into();
            Tuple::from_array([host.into(), i32::from(a.port()).into(), flow, a.scope_id().into()]).into()
        }
    }
}

/// An IPv6 address as the C library writes it: those that map an IPv4 address, or are compatible with one, end in that.
pub(super) fn v6_text(ip: &Ipv6Addr) -> String {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    if [a, b, c, d, e, f] == [0; 6] && g != 0 {
        return format!("::{}", Ipv4Addr::from((u32::from(g) << 16) | u32::from(h)));
    }
    ip.to_string()
}

fn unix(address: &SocketAddrUnix) -> Value {
    #[cfg(target_os = "linux")]
    if let Some(name) = address.abstract_name().filter(|name| !name.is_empty()) {
        let mut bytes = vec![0];
        bytes.extend_from_slice(name);
        return Bytes::new(&bytes).into();
    }
    match address.path() {
        Some(path) => system::decode(path.to_bytes()),
        None => "".into(),
    }
}

/// Reads the address argument `args[place]` of the method `def`. If the name of its host has to be looked up, and other threads are to run
/// meanwhile, the answer is what to do next: it ends in a call of `def` with the address that was found.
pub(super) fn read(
    vm: &mut Vm,
    family: i32,
    args: &[Value],
    place: usize,
    def: &'static Def,
) -> R<Result<SocketAddrAny, Next>> {
    let (host, rest) = match parse(vm, family, &args[place], def.name())? {
        Given::Ready(address) => return Ok(Ok(address)),
        Given::Named(host, rest) => (host, rest),
    };
    match names::ask(vm, names::Question::host(host, rest.family()))? {
        names::Progress::Answered(answer) => Ok(Ok(rest.with(names::first(vm, answer)?))),
        names::Progress::Asked(lookup) => {
            let function = module_function(def, "_socket");
            let given: Vec<Value> = args.iter().filter(|v| v.given().is_some()).cloned().collect();
            let args = [lookup, function, place.into(), Tuple::from_vec(given).into()];
            Ok(Err(system::look_again(&RESOLVED, &args, None)))
        }
    }
}

/// Calls a method again when the name in its address has been looked up.
static RESOLVED: Def = tail("resolved(lookup, function, place, args, /)", resolved, "");

fn resolved(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(answer) = names::answer(&a[0]) else {
        return Ok(system::look_again(&RESOLVED, a, None));
    };
    let host = names::first(vm, answer)?;
    let place = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let mut args: Vec<Value> = a[3].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    if let Some(address) = args.get_mut(place) {
        let mut items: Vec<Value> = address.downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
        if let Some(first) = items.first_mut() {
            *first = host.to_string().into();
        }
        *address = Tuple::from_vec(items).into();
    }
    Ok(Next::call(a[1].clone(), args))
}
