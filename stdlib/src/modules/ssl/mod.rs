//! `_ssl`: TLS, on rustls.
//!
//! Nothing here reads or writes a descriptor: bytes from the peer are fed in and bytes for it are taken out, so that the module `ssl`,
//! written in Python, can put TLS on sockets and on memory alike. What goes wrong comes back as a tuple, of which `ssl` makes an exception.
//!
//! * `config`: what holds for all connections of a context;
//! * `connection`: one end of a connection;
//! * `verify`: which certificates are good, by the rules that a context sets;
//! * `certificate`: certificates as programs see them;
//! * `suites`: cipher suites and their names;
//! * `failure`: what went wrong, in OpenSSL's words, which programs know;
//! * `memory`: `MemoryBIO`.

mod certificate;
mod config;
mod connection;
mod failure;
mod memory;
mod suites;
mod verify;

use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::Module;
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Vm};

/// `_ssl`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_ssl",
    doc: "Implementation module for TLS.  See the ssl module for documentation.",
    defs: &[
        pure(
            "pem(data, /)",
            config::pem,
            "The certificates and private keys in a text: (certificates, keys, has_encrypted).",
        ),
        pure("check_key(chain: list, key, /)", config::check_key, "Why a key does not fit its certificate, or None."),
        pure("certificate(der, /)", certificate::decode, "A certificate as a dict."),
        pure("is_certificate(der, /)", certificate::is_certificate, "Whether these bytes are a certificate."),
        pure("suites()", suites::all, "All cipher suites: (number, name, protocol, bits)."),
        pure("system_roots()", config::system_roots, "The certificates that the system trusts."),
    ],
    init,
};

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let config = define(&config::SPEC, None);
    let connection = define(&connection::SPEC, None);
    let memory = define(&memory::SPEC, None);
    vm.register_native_type::<config::Config>(config.clone());
    vm.register_native_type::<connection::Tls>(connection.clone());
    vm.register_native_type::<memory::Memory>(memory.clone());
    m.dict.insert_str("Config", config.into());
    m.dict.insert_str("Connection", connection.into());
    m.dict.insert_str("MemoryBIO", memory.into());
    Ok(())
}
