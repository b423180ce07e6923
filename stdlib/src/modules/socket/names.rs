//! Names of hosts, services and protocols, and numeric addresses as text.
//!
//! The system looks names up, and may take long. Where other threads could run meanwhile, a thread of the system asks, and the
//! program's thread looks now and then for the answer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, PoisonError};

use dns_lookup::{AddrInfo, AddrInfoHints};
use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::TypeSpec;
use pausa_vm::object::{TypeFlags, TypeRef};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use rustix::io::Errno;

use crate::modules::{arg, system};

/// What a host argument is.
pub(super) enum Host {
    /// An address, and the number of its zone.
    Address(IpAddr, Option<u32>),
    /// An address of the other family.
    WrongFamily,
    /// Something to look up.
    Name,
}

/// Tells addresses from names.
pub(super) fn literal(host: &str, family: i32) -> Host {
    let v6 = family == libc::AF_INET6;
    let found = |ip: IpAddr| if ip.is_ipv6() == v6 { Host::Address(ip, None) } else { Host::WrongFamily };
    match host {
        "" if v6 => return found(Ipv6Addr::UNSPECIFIED.into()),
        "" => return found(Ipv4Addr::UNSPECIFIED.into()),
        "<broadcast>" => return found(Ipv4Addr::BROADCAST.into()),
        _ => {}
    }
    if let Some(ip) = v4(host) {
        return found(ip.into());
    }
    let (text, zone) = host.split_once('%').map_or((host, None), |(text, zone)| (text, Some(zone)));
    match (text.parse::<Ipv6Addr>(), zone) {
        (Ok(_), _) if !v6 => Host::WrongFamily,
        (Ok(ip), None) => Host::Address(ip.into(), None),
        (Ok(ip), Some(zone)) => match zone.parse().ok().or_else(|| interface_index(zone)) {
            Some(number) => Host::Address(ip.into(), Some(number)),
            None => Host::Name,
        },
        (Err(_), _) => Host::Name,
    }
}

/// An IPv4 address with one to four parts, each decimal, octal or hexadecimal, as the C library reads it.
pub(super) fn v4(text: &str) -> Option<Ipv4Addr> {
    if let Ok(ip) = text.parse() {
        return Some(ip);
    }
    let mut parts = Vec::with_capacity(4);
    for part in text.split('.') {
        let (digits, radix) = match part.as_bytes() {
            [b'0', b'x' | b'X', ..] => (&part[2..], 16),
            [b'0', _, ..] => (&part[1..], 8),
            _ => (part, 10),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_alphanumeric()) || parts.len() == 4 {
            return None;
        }
        parts.push(u32::from_str_radix(digits, radix).ok()?);
    }
    let (last, first) = parts.split_last()?;
    // The last part fills all that is left.
    let left = 8 * (4 - first.len() as u32);
    if left < 32 && *last >= 1 << left {
        return None;
    }
    let mut all = *last;
    for (i, part) in first.iter().enumerate() {
        all |= u32::from(u8::try_from(*part).ok()?) << (24 - 8 * i);
    }
    Some(all.into())
}

/// A host's name as the system takes it.
pub(super) fn encode(bytes: Vec<u8>) -> R<String> {
    match String::from_utf8(bytes) {
        Ok(name) if name.is_ascii() => Ok(name),
        _ => Err(arg::unsupported("a host name with letters outside of ASCII")),
    }
}

#[cfg(target_os = "linux")]
pub(super) fn interface_name(index: u32) -> Option<String> {
    rustix::net::netdevice::index_to_name(any_socket().ok()?, index).ok()
}

#[cfg(target_os = "linux")]
pub(super) fn interface_index(name: &str) -> Option<u32> {
    rustix::net::netdevice::name_to_index(any_socket().ok()?, name).ok()
}

#[cfg(target_os = "linux")]
fn any_socket() -> Result<std::os::fd::OwnedFd, Errno> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, socket_with};
    socket_with(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::CLOEXEC, None)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn interface_name(_: u32) -> Option<String> {
    None
}

#[cfg(not(target_os = "linux"))]
pub(super) fn interface_index(_: &str) -> Option<u32> {
    None
}

/// The numbers and names of all network interfaces.
pub(super) fn interfaces() -> Vec<(u32, String)> {
    // Linux gives them numbers without gaps but for those that are gone.
    let Ok(entries) = std::fs::read_dir("/sys/class/net") else {
        return Vec::new();
    };
    let names = entries.flatten().filter_map(|e| e.file_name().into_string().ok());
    let mut rows: Vec<(u32, String)> = names.filter_map(|n| Some((interface_index(&n)?, n))).collect();
    rows.sort_unstable();
    rows
}

/// What is asked of the system.
pub(super) enum Question {
    /// The addresses of a host and a service.
    Addresses { host: Option<String>, service: Option<String>, hints: AddrInfoHints },
    /// The names for an address.
    Names { address: SocketAddr, flags: i32 },
}

impl Question {
    /// The address of a host.
    pub(super) fn host(host: String, family: i32) -> Question {
        let hints = AddrInfoHints { flags: 0, address: family, socktype: libc::SOCK_DGRAM, protocol: 0 };
        Question::Addresses { host: Some(host), service: None, hints }
    }

    /// Whether the answer is known without asking another host.
    fn is_local(&self) -> bool {
        match self {
            Question::Addresses { host: None, .. } => true,
            Question::Addresses { host: Some(h), hints, .. } => {
                hints.flags & libc::AI_NUMERICHOST != 0
                    || h == "localhost"
                    || v4(h).is_some()
                    || h.parse::<Ipv6Addr>().is_ok()
            }
            Question::Names { flags, .. } => flags & libc::NI_NUMERICHOST != 0,
        }
    }

    fn ask(self) -> Result<Answer, i32> {
        // The library takes for granted that names are text.
        catch_unwind(move || match self {
            Question::Addresses { host, service, hints } => {
                let found = dns_lookup::getaddrinfo(host.as_deref(), service.as_deref(), Some(hints));
                let found = found.map_err(|e| e.error_num())?;
                Ok(Answer::Addresses(found.flatten().collect()))
            }
            Question::Names { address, flags } => {
                let (host, service) = dns_lookup::getnameinfo(&address, flags).map_err(|e| e.error_num())?;
                Ok(Answer::Names(host, service))
            }
        })
        .unwrap_or(Err(libc::EAI_FAIL))
    }
}

/// What the system says.
#[derive(Clone)]
pub(super) enum Answer {
    Addresses(Vec<AddrInfo>),
    Names(String, String),
}

/// How far a question has come.
pub(super) enum Progress {
    Answered(Result<Answer, i32>),
    /// Another thread asks; this object gets the answer.
    Asked(Value),
}

/// A question that a thread of the system asks.
pub(super) struct Lookup(Arc<Mutex<Option<Result<Answer, i32>>>>);

impl Payload for Lookup {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// The class of lookups, which programs never see.
pub(super) static LOOKUP: TypeSpec = TypeSpec {
    name: "Lookup",
    module: "_socket",
    layout: Lookup::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[],
};

/// Asks the system, in another thread if there are threads of the program that could run meanwhile.
pub(super) fn ask(vm: &Vm, question: Question) -> R<Progress> {
    if question.is_local() || !system::has_other_threads(vm) {
        return Ok(Progress::Answered(question.ask()));
    }
    let slot = Arc::new(Mutex::new(None));
    let lookup = vm.new_native(Lookup(slot.clone()))?;
    let asker = std::thread::Builder::new().name("name look-up".to_owned()).spawn(move || {
        let answer = question.ask();
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    });
    asker.map_err(|e| system::os_error(system::errno_of(&e)))?;
    Ok(Progress::Asked(lookup.into()))
}

/// The answer that a lookup has got.
pub(super) fn answer(lookup: &Value) -> Option<Result<Answer, i32>> {
    let slot = &lookup.downcast::<Lookup>()?.0;
    slot.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The first address of an answer.
pub(super) fn first(vm: &mut Vm, answer: Result<Answer, i32>) -> R<IpAddr> {
    match answer {
        Ok(Answer::Addresses(all)) => match all.first() {
            Some(found) => Ok(found.sockaddr.ip()),
            None => Err(gai_error(vm, libc::EAI_NONAME)),
        },
        Ok(Answer::Names(..)) => Err(gai_error(vm, libc::EAI_FAIL)),
        Err(number) => Err(gai_error(vm, number)),
    }
}

/// The classes of errors.
#[derive(Default)]
pub(super) struct Errors {
    pub(super) gai: Option<TypeRef>,
    pub(super) host: Option<TypeRef>,
}

/// `gaierror` with the C library's number and words.
#[cold]
pub(super) fn gai_error(vm: &mut Vm, number: i32) -> Exc {
    if number == libc::EAI_SYSTEM {
        return system::os_error(system::errno_of(&std::io::Error::last_os_error()));
    }
    let text = match number {
        libc::EAI_AGAIN => "Temporary failure in name resolution",
        libc::EAI_BADFLAGS => "Bad value for ai_flags",
        libc::EAI_FAIL => "Non-recoverable failure in name resolution",
        libc::EAI_FAMILY => "ai_family not supported",
        libc::EAI_MEMORY => "Memory allocation failure",
        libc::EAI_NODATA => "No address associated with hostname",
        libc::EAI_NONAME => "Name or service not known",
        libc::EAI_OVERFLOW => "Argument buffer overflow",
        libc::EAI_SERVICE => "Servname not supported for ai_socktype",
        libc::EAI_SOCKTYPE => "ai_socktype not supported",
        EAI_ADDRFAMILY => "Address family for hostname not supported",
        _ => "Unknown error",
    };
    raise(vm.state::<Errors>().gai.clone(), number, text)
}

const EAI_ADDRFAMILY: i32 = -9;

/// The error for an address of the other family.
#[cold]
pub(super) fn family_error(vm: &mut Vm) -> Exc {
    gai_error(vm, EAI_ADDRFAMILY)
}

/// `herror`
#[cold]
pub(super) fn host_error(vm: &mut Vm) -> Exc {
    raise(vm.state::<Errors>().host.clone(), 1, "Unknown host")
}

fn raise(class: Option<TypeRef>, number: i32, text: &str) -> Exc {
    let args = vec![number.into(), text.into()];
    match class {
        Some(class) => Exc::of_class(&class, args),
        None => Exc::with_args(ExcKind::OSError, args),
    }
}

/// The number of a protocol that the system's list names.
pub(super) fn protocol(name: &str) -> Option<i32> {
    let list = std::fs::read_to_string("/etc/protocols").ok()?;
    list.lines().find_map(|line| {
        let mut words = line.split('#').next()?.split_whitespace();
        let official = words.next()?;
        let number = words.next()?.parse().ok()?;
        (official == name || words.any(|alias| alias == name)).then_some(number)
    })
}

/// The transport that a service's protocol argument names.
pub(super) fn transport(v: &Value) -> R<Option<i32>> {
    let Some(v) = arg::some(v) else {
        return Ok(None);
    };
    let name = v.downcast::<pausa_vm::object::Str>().ok_or_else(|| type_error("protocol name must be str"))?;
    match name.bytes() {
        b"tcp" => Ok(Some(libc::SOCK_STREAM)),
        b"udp" => Ok(Some(libc::SOCK_DGRAM)),
        _ => Ok(Some(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_few_parts() {
        assert_eq!(v4("1.2"), Some(Ipv4Addr::new(1, 0, 0, 2)));
        assert_eq!(v4("1"), Some(Ipv4Addr::new(0, 0, 0, 1)));
        assert_eq!(v4("0x7f.1"), Some(Ipv4Addr::new(127, 0, 0, 1)));
        assert_eq!(v4("010.1.1.1"), Some(Ipv4Addr::new(8, 1, 1, 1)));
        for wrong in ["", "a", "1.2.3.4.5", "256.1.1.1", "1.2.65536", "1..2", "1.+2", "4294967296"] {
            assert_eq!(v4(wrong), None, "{wrong}");
        }
    }
}
