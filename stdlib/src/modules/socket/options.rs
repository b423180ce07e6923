//! Options of sockets. Every option has its own type in the system's interface; the table says for each how it is read and set.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use pausa_runtime::fd::Fd;
use pausa_vm::buffer;
use pausa_vm::exc::type_error;
use pausa_vm::native::this;
use pausa_vm::object::{Bytes, Tuple};
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;
use rustix::net::sockopt as o;

use super::object::Socket;
use crate::modules::{arg, system};

/// The value of an option, as the system lays it out.
enum Data {
    Int(i64),
    Bytes(Vec<u8>),
}

type Outcome<T> = Result<T, Errno>;

/// An option that is a number: how it is read and set.
struct Number {
    level: i32,
    name: i32,
    get: Option<fn(&Fd) -> Outcome<i64>>,
    set: Option<fn(&Fd, i64) -> Outcome<()>>,
}

macro_rules! flag {
    ($level:ident $name:ident $get:path, $set:path) => {
        Number {
            level: libc::$level,
            name: libc::$name,
            get: Some(|fd| $get(fd).map(i64::from)),
            set: Some(|fd, n| $set(fd, n != 0)),
        }
    };
}

macro_rules! number {
    ($level:ident $name:ident $get:path, $set:path) => {
        Number {
            level: libc::$level,
            name: libc::$name,
            get: Some(|fd| $get(fd).map(|n| n as i64)),
            set: Some(|fd, n| $set(fd, n.try_into().map_err(|_| Errno::INVAL)?)),
        }
    };
}

macro_rules! read {
    ($level:ident $name:ident $get:expr) => {
        Number { level: libc::$level, name: libc::$name, get: Some($get), set: None }
    };
}

macro_rules! seconds {
    ($level:ident $name:ident $get:path, $set:path) => {
        Number {
            level: libc::$level,
            name: libc::$name,
            get: Some(|fd| $get(fd).map(|d| d.as_secs() as i64)),
            set: Some(|fd, n| $set(fd, Duration::from_secs(n.try_into().map_err(|_| Errno::INVAL)?))),
        }
    };
}

static NUMBERS: &[Number] = &[
    flag!(SOL_SOCKET SO_REUSEADDR o::socket_reuseaddr, o::set_socket_reuseaddr),
    flag!(SOL_SOCKET SO_REUSEPORT o::socket_reuseport, o::set_socket_reuseport),
    flag!(SOL_SOCKET SO_BROADCAST o::socket_broadcast, o::set_socket_broadcast),
    flag!(SOL_SOCKET SO_KEEPALIVE o::socket_keepalive, o::set_socket_keepalive),
    flag!(SOL_SOCKET SO_OOBINLINE o::socket_oobinline, o::set_socket_oobinline),
    number!(SOL_SOCKET SO_RCVBUF o::socket_recv_buffer_size, o::set_socket_recv_buffer_size),
    number!(SOL_SOCKET SO_SNDBUF o::socket_send_buffer_size, o::set_socket_send_buffer_size),
    read!(SOL_SOCKET SO_TYPE |fd| o::socket_type(fd).map(|t| t.as_raw().into())),
    read!(SOL_SOCKET SO_ERROR |fd| o::socket_error(fd).map(|e| e.err().map_or(0, |e| e.raw_os_error().into()))),
    read!(SOL_SOCKET SO_ACCEPTCONN |fd| o::socket_acceptconn(fd).map(i64::from)),
    flag!(IPPROTO_TCP TCP_NODELAY o::tcp_nodelay, o::set_tcp_nodelay),
    number!(IPPROTO_TCP TCP_KEEPCNT o::tcp_keepcnt, o::set_tcp_keepcnt),
    seconds!(IPPROTO_TCP TCP_KEEPINTVL o::tcp_keepintvl, o::set_tcp_keepintvl),
    number!(IPPROTO_IP IP_TTL o::ip_ttl, o::set_ip_ttl),
    number!(IPPROTO_IP IP_TOS o::ip_tos, o::set_ip_tos),
    flag!(IPPROTO_IP IP_MULTICAST_LOOP o::ip_multicast_loop, o::set_ip_multicast_loop),
    number!(IPPROTO_IP IP_MULTICAST_TTL o::ip_multicast_ttl, o::set_ip_multicast_ttl),
    flag!(IPPROTO_IPV6 IPV6_V6ONLY o::ipv6_v6only, o::set_ipv6_v6only),
    number!(IPPROTO_IPV6 IPV6_MULTICAST_IF o::ipv6_multicast_if, o::set_ipv6_multicast_if),
    flag!(IPPROTO_IPV6 IPV6_MULTICAST_LOOP o::ipv6_multicast_loop, o::set_ipv6_multicast_loop),
    number!(IPPROTO_IPV6 IPV6_MULTICAST_HOPS o::ipv6_multicast_hops, o::set_ipv6_multicast_hops),
    Number {
        level: libc::IPPROTO_IPV6,
        name: libc::IPV6_UNICAST_HOPS,
        get: Some(|fd| o::ipv6_unicast_hops(fd).map(i64::from)),
        set: Some(|fd, n| {
            let hops = if n == -1 { None } else { Some(n.try_into().map_err(|_| Errno::INVAL)?) };
            o::set_ipv6_unicast_hops(fd, hops)
        }),
    },
    #[cfg(target_os = "linux")]
    flag!(SOL_SOCKET SO_PASSCRED o::socket_passcred, o::set_socket_passcred),
    #[cfg(target_os = "linux")]
    number!(SOL_SOCKET SO_INCOMING_CPU o::socket_incoming_cpu, o::set_socket_incoming_cpu),
    #[cfg(target_os = "linux")]
    read!(SOL_SOCKET SO_DOMAIN |fd| o::socket_domain(fd).map(|f| f.as_raw().into())),
    #[cfg(target_os = "linux")]
    read!(SOL_SOCKET SO_PROTOCOL |fd| o::socket_protocol(fd).map(|p| p.map_or(0, |p| p.as_raw().get().into()))),
    #[cfg(target_os = "linux")]
    seconds!(IPPROTO_TCP TCP_KEEPIDLE o::tcp_keepidle, o::set_tcp_keepidle),
    #[cfg(target_os = "linux")]
    number!(IPPROTO_TCP TCP_USER_TIMEOUT o::tcp_user_timeout, o::set_tcp_user_timeout),
    #[cfg(target_os = "linux")]
    flag!(IPPROTO_TCP TCP_QUICKACK o::tcp_quickack, o::set_tcp_quickack),
    #[cfg(target_os = "linux")]
    flag!(IPPROTO_TCP TCP_CORK o::tcp_cork, o::set_tcp_cork),
    #[cfg(target_os = "linux")]
    flag!(IPPROTO_IP IP_RECVTOS o::ip_recvtos, o::set_ip_recvtos),
    #[cfg(target_os = "linux")]
    flag!(IPPROTO_IPV6 IPV6_RECVTCLASS o::ipv6_recvtclass, o::set_ipv6_recvtclass),
    #[cfg(target_os = "linux")]
    number!(IPPROTO_IPV6 IPV6_TCLASS o::ipv6_tclass, o::set_ipv6_tclass),
];

fn find(level: i32, name: i32) -> Option<&'static Number> {
    NUMBERS.iter().find(|n| n.level == level && n.name == name)
}

fn int_at(data: &[u8], at: usize) -> Outcome<i32> {
    let bytes = data.get(at..at + 4).and_then(|b| b.try_into().ok()).ok_or(Errno::INVAL)?;
    Ok(i32::from_ne_bytes(bytes))
}

fn ip_at(data: &[u8], at: usize) -> Outcome<Ipv4Addr> {
    let bytes: [u8; 4] = data.get(at..at + 4).and_then(|b| b.try_into().ok()).ok_or(Errno::INVAL)?;
    Ok(bytes.into())
}

/// Reads an option with a layout of its own; None for what is not known.
fn get_other(fd: &Fd, level: i32, name: i32) -> Outcome<Option<Data>> {
    let ints = |all: &[i32]| Data::Bytes(all.iter().flat_map(|n| n.to_ne_bytes()).collect());
    let time = |d: Option<Duration>| {
        let d = d.unwrap_or_default();
        let parts = [d.as_secs() as i64, i64::from(d.subsec_micros())];
        Data::Bytes(parts.iter().flat_map(|n| n.to_ne_bytes()).collect())
    };
    Ok(Some(match (level, name) {
        (libc::SOL_SOCKET, libc::SO_LINGER) => match o::socket_linger(fd)? {
            Some(d) => ints(&[1, d.as_secs() as i32]),
            None => ints(&[0, 0]),
        },
        (libc::SOL_SOCKET, libc::SO_RCVTIMEO) => time(o::socket_timeout(fd, o::Timeout::Recv)?),
        (libc::SOL_SOCKET, libc::SO_SNDTIMEO) => time(o::socket_timeout(fd, o::Timeout::Send)?),
        #[cfg(target_os = "linux")]
        (libc::SOL_SOCKET, libc::SO_PEERCRED) => Data::Bytes(super::message::credentials(&o::socket_peercred(fd)?)),
        #[cfg(target_os = "linux")]
        (libc::IPPROTO_TCP, libc::TCP_CONGESTION) => Data::Bytes(o::tcp_congestion(fd)?.into_bytes()),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_IF) => Data::Bytes(o::ip_multicast_if(fd)?.octets().to_vec()),
        _ => return Ok(None),
    }))
}

/// Sets an option with a layout of its own; false for what is not known.
fn set_other(fd: &Fd, level: i32, name: i32, data: &[u8]) -> Outcome<bool> {
    let time = || -> Outcome<Option<Duration>> {
        let part = |at: usize| -> Outcome<u64> {
            let bytes = data.get(at..at + 8).and_then(|b| b.try_into().ok()).ok_or(Errno::INVAL)?;
            u64::try_from(i64::from_ne_bytes(bytes)).map_err(|_| Errno::DOM)
        };
        let micros = u32::try_from(part(8)?).ok().filter(|n| *n < 1_000_000).ok_or(Errno::DOM)?;
        let d = Duration::new(part(0)?, micros * 1000);
        Ok(if d.is_zero() { None } else { Some(d) })
    };
    match (level, name) {
        (libc::SOL_SOCKET, libc::SO_LINGER) => {
            let seconds = u64::try_from(int_at(data, 4)?).map_err(|_| Errno::INVAL)?;
            let on = int_at(data, 0)? != 0;
            o::set_socket_linger(fd, on.then_some(Duration::from_secs(seconds)))?;
        }
        (libc::SOL_SOCKET, libc::SO_RCVTIMEO) => o::set_socket_timeout(fd, o::Timeout::Recv, time()?)?,
        (libc::SOL_SOCKET, libc::SO_SNDTIMEO) => o::set_socket_timeout(fd, o::Timeout::Send, time()?)?,
        #[cfg(target_os = "linux")]
        (libc::IPPROTO_TCP, libc::TCP_CONGESTION) => {
            o::set_tcp_congestion(fd, std::str::from_utf8(data).map_err(|_| Errno::NOENT)?)?;
        }
        (libc::IPPROTO_IP, libc::IP_MULTICAST_IF) => {
            let at = if data.len() >= 8 { 4 } else { 0 };
            o::set_ip_multicast_if(fd, &ip_at(data, at)?)?;
        }
        (libc::IPPROTO_IP, libc::IP_ADD_MEMBERSHIP) => {
            o::set_ip_add_membership(fd, &ip_at(data, 0)?, &ip_at(data, 4)?)?;
        }
        (libc::IPPROTO_IP, libc::IP_DROP_MEMBERSHIP) => {
            o::set_ip_drop_membership(fd, &ip_at(data, 0)?, &ip_at(data, 4)?)?;
        }
        (libc::IPPROTO_IPV6, JOIN_GROUP | LEAVE_GROUP) => {
            let group: [u8; 16] = data.get(..16).and_then(|b| b.try_into().ok()).ok_or(Errno::INVAL)?;
            let (group, interface) = (Ipv6Addr::from(group), int_at(data, 16)?.cast_unsigned());
            if name == JOIN_GROUP {
                o::set_ipv6_add_membership(fd, &group, interface)?;
            } else {
                o::set_ipv6_drop_membership(fd, &group, interface)?;
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

#[cfg(target_os = "linux")]
const JOIN_GROUP: i32 = libc::IPV6_ADD_MEMBERSHIP;
#[cfg(target_os = "linux")]
const LEAVE_GROUP: i32 = libc::IPV6_DROP_MEMBERSHIP;
#[cfg(not(target_os = "linux"))]
const JOIN_GROUP: i32 = libc::IPV6_JOIN_GROUP;
#[cfg(not(target_os = "linux"))]
const LEAVE_GROUP: i32 = libc::IPV6_LEAVE_GROUP;

#[cold]
fn unknown(level: i32, name: i32) -> pausa_vm::Exc {
    arg::unsupported(&format!("the socket option {name} of level {level}"))
}

/// `getsockopt(level, option[, buflen])`
pub(super) fn get(_: &mut Vm, a: &[Value]) -> R {
    let handle = this::<Socket>(a)?.handle()?;
    let (level, name) = (arg::c_int(&a[1])?, arg::c_int(&a[2])?);
    let length = a[3].given().map_or(Ok(0), arg::c_int)?;
    if !(0..=1024).contains(&length) {
        return Err(pausa_vm::Exc::msg(pausa_vm::ExcKind::OSError, "getsockopt buflen out of range"));
    }
    let length = length as usize;
    let data = match find(level, name).and_then(|n| n.get) {
        Some(get) => Some(get(&handle).map(Data::Int)),
        None => get_other(&handle, level, name).transpose(),
    };
    let data = data.ok_or_else(|| unknown(level, name))?.map_err(system::os_error)?;
    Ok(match (data, length) {
        (Data::Int(n), 0) => n.into(),
        (Data::Int(n), _) => Bytes::new(&(n as i32).to_ne_bytes()[..length.min(4)]).into(),
        (Data::Bytes(b), 0) => int_at(&b, 0).unwrap_or_default().into(),
        (Data::Bytes(mut b), _) => {
            // Names are padded, as the system does.
            if (level, name) == NAMED {
                b.resize(b.len().max(16), 0);
            }
            Bytes::new(&b[..length.min(b.len())]).into()
        }
    })
}

#[cfg(target_os = "linux")]
const NAMED: (i32, i32) = (libc::IPPROTO_TCP, libc::TCP_CONGESTION);
#[cfg(not(target_os = "linux"))]
const NAMED: (i32, i32) = (-1, -1);

/// `setsockopt(level, option, value)`: an int or bytes; or None with a length.
pub(super) fn set(_: &mut Vm, a: &[Value]) -> R {
    let handle = this::<Socket>(a)?.handle()?;
    let (level, name) = (arg::c_int(&a[1])?, arg::c_int(&a[2])?);
    let rest = a[3].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    let value = match &rest[..] {
        [value] => value,
        [none, length] if none.is_none() && length.is_int() => return Err(unknown(level, name)),
        _ => return Err(type_error(format!("setsockopt() takes 3 or 4 arguments ({} given)", 2 + rest.len()))),
    };
    let entry = find(level, name);
    let outcome = if value.is_int() {
        let n = i64::from(arg::c_int(value)?);
        match entry.and_then(|e| e.set) {
            Some(set) => set(&handle, n),
            None if entry.is_some() => Err(Errno::NOPROTOOPT),
            None => known(set_other(&handle, level, name, &(n as i32).to_ne_bytes()), level, name)?,
        }
    } else {
        let Some(data) = buffer::read(value, <[u8]>::to_vec)? else {
            return Err(type_error(format!("a bytes-like object is required, not '{}'", class_name(value))));
        };
        match entry.and_then(|e| e.set) {
            Some(set) => int_at(&data, 0).and_then(|n| set(&handle, n.into())),
            None => known(set_other(&handle, level, name, &data), level, name)?,
        }
    };
    outcome.map(|()| Value::NONE).map_err(system::os_error)
}

fn known(outcome: Outcome<bool>, level: i32, name: i32) -> R<Outcome<()>> {
    match outcome {
        Ok(true) => Ok(Ok(())),
        Ok(false) => Err(unknown(level, name)),
        Err(e) => Ok(Err(e)),
    }
}
