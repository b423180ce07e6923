//! Cipher suites, by the names that OpenSSL has for them.

use pausa_vm::object::{List, Tuple};
use pausa_vm::{R, Value, Vm};
use rustls::{CipherSuite, SupportedCipherSuite};

/// A suite's name, protocol, and how many bits its key has.
pub(super) fn describe(suite: CipherSuite) -> (String, &'static str, i32) {
    let (name, bits) = match suite {
        CipherSuite::TLS13_AES_256_GCM_SHA384 => ("TLS_AES_256_GCM_SHA384", 256),
        CipherSuite::TLS13_AES_128_GCM_SHA256 => ("TLS_AES_128_GCM_SHA256", 128),
        CipherSuite::TLS13_CHACHA20_POLY1305_SHA256 => ("TLS_CHACHA20_POLY1305_SHA256", 256),
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 => ("ECDHE-ECDSA-AES256-GCM-SHA384", 256),
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 => ("ECDHE-ECDSA-AES128-GCM-SHA256", 128),
        CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 => ("ECDHE-ECDSA-CHACHA20-POLY1305", 256),
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 => ("ECDHE-RSA-AES256-GCM-SHA384", 256),
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 => ("ECDHE-RSA-AES128-GCM-SHA256", 128),
        CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 => ("ECDHE-RSA-CHACHA20-POLY1305", 256),
        other => return (format!("{other:?}"), "unknown", 0),
    };
    (name.to_owned(), if name.starts_with("TLS_") { "TLSv1.3" } else { "TLSv1.2" }, bits)
}

/// All suites that there are.
pub(super) fn supported() -> Vec<SupportedCipherSuite> {
    rustls::crypto::ring::default_provider().cipher_suites
}

/// `suites()`
pub(super) fn all(_: &mut Vm, _: &[Value]) -> R {
    let rows = supported().into_iter().map(|s| {
        let (name, protocol, bits) = describe(s.suite());
        Tuple::from_array([i32::from(u16::from(s.suite())).into(), name.into(), protocol.into(), bits.into()]).into()
    });
    Ok(List::from_vec(rows.collect()).into())
}
