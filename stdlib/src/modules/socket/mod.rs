//! `_socket`: sockets, names and addresses.
//!
//! * `object`: the class, and what sockets are;
//! * `address`: addresses as arguments and results;
//! * `connect`, `transfer`, `message`: connections, bytes, messages with ancillary data;
//! * `wait`: how a thread waits for a socket;
//! * `options`: `getsockopt` and `setsockopt`;
//! * `names`, `functions`: what the system knows about names, and the module's functions;
//! * `constants`: the numbers.

mod address;
mod connect;
mod constants;
mod functions;
mod message;
mod names;
mod object;
mod options;
mod transfer;
mod wait;

use std::net::SocketAddr;

use pausa_vm::native::{Def, ModuleSpec, pure};
use pausa_vm::object::Module;
use pausa_vm::types::{define, define_exception};
use pausa_vm::{ExcKind, Obj, R, Value, Vm};

/// `_socket`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_socket",
    doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    defs: functions::DEFS,
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_socket_close(self, /)", object::close_now, "")];

/// The address of this end of a socket.
pub(super) fn name_of(number: i32) -> R {
    let name = rustix::net::getsockname(wait::open(number)?).map_err(super::system::os_error)?;
    Ok(address::make(Some(&name)))
}

/// An Internet address as programs see it.
pub(super) fn address_of(address: &SocketAddr) -> Value {
    address::internet(address)
}

/// Calls `f` with room for `n` bytes that have been received.
pub(super) fn with_room<T>(n: usize, f: impl FnOnce(&mut [u8]) -> R<T>) -> R<T> {
    transfer::with_room(n, f)
}

/// What holds for all new sockets.
#[derive(Default)]
struct Defaults {
    timeout: Option<i64>,
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    for (name, number) in [constants::COMMON, constants::FIXED, constants::SYSTEM, constants::PROTOCOLS].concat() {
        m.dict.insert_str(name, number.into());
    }
    let gai = define_exception("gaierror", "socket", ExcKind::OSError);
    let host = define_exception("herror", "socket", ExcKind::OSError);
    let class = define(&object::SPEC, None);
    vm.register_native_type::<object::Socket>(class.clone());
    vm.register_native_type::<names::Lookup>(define(&names::LOOKUP, None));
    let others: [(&str, Value); 9] = [
        ("error", ExcKind::OSError.class().into()),
        ("timeout", ExcKind::TimeoutError.class().into()),
        ("gaierror", gai.clone().into()),
        ("herror", host.clone().into()),
        ("socket", class.clone().into()),
        ("SocketType", class.into()),
        ("has_ipv6", Value::TRUE),
        ("BDADDR_ANY", "00:00:00:00:00:00".into()),
        ("BDADDR_LOCAL", "00:00:00:FF:FF:FF".into()),
    ];
    for (name, value) in others {
        m.dict.insert_str(name, value);
    }
    *vm.state::<names::Errors>() = names::Errors { gai: Some(gai), host: Some(host) };
    Ok(())
}
