//! What holds for all connections of a context: certificates, keys, protocols and rules.

use std::sync::Arc;

use pausa_vm::buffer;
use pausa_vm::exc::value_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{TypeSpec, class_arg, pure};
use pausa_vm::object::{Bytes, List, Tuple};
use pausa_vm::ops::iterate;
use pausa_vm::{R, Value, Vm};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{PemObject, SectionKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, ServerConfig, SupportedProtocolVersion, version};

use super::verify::{ClientRules, Rules};
use crate::modules::arg;

/// The settings of one side, as rustls wants them.
pub(super) enum Config {
    Client(Arc<ClientConfig>),
    Server(Arc<ServerConfig>),
}

impl Payload for Config {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_ssl.Config`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Config",
    module: "_ssl",
    layout: Config::LAYOUT,
    flags: 0,
    doc: "What holds for all connections of a context.",
    defs: &[pure(
        "__new__(cls, server_side: bool, keys: list, trusted: list, mode: index, names: bool, protocols: list, lowest: index, highest: index, suites: list, /)",
        new,
        "",
    )
    .constructor()],
};

fn items(v: &Value) -> R<Vec<Value>> {
    Ok(iterate::collect(v)?.unwrap_or_default())
}

fn bytes(v: &Value) -> R<Vec<u8>> {
    Ok(buffer::require(v)?.to_vec())
}

fn certificates(v: &Value) -> R<Vec<CertificateDer<'static>>> {
    items(v)?.iter().map(|v| Ok(CertificateDer::from(bytes(v)?))).collect()
}

fn certified(provider: &CryptoProvider, chain: Vec<CertificateDer<'static>>, key: Vec<u8>) -> R<Arc<CertifiedKey>> {
    let key = PrivateKeyDer::try_from(key).map_err(value_error)?;
    let key = provider.key_provider.load_private_key(key).map_err(|e| value_error(e.to_string()))?;
    Ok(Arc::new(CertifiedKey::new(chain, key)))
}

/// Whose certificate a server shows: the first that the client can check.
#[derive(Debug)]
struct Shown(Vec<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let fits = |k: &&Arc<CertifiedKey>| k.key.choose_scheme(hello.signature_schemes()).is_some();
        self.0.iter().find(fits).cloned()
    }
}

/// The certificate that a client shows.
#[derive(Debug)]
struct Own(Vec<Arc<CertifiedKey>>);

impl rustls::client::ResolvesClientCert for Own {
    fn resolve(&self, _: &[&[u8]], schemes: &[rustls::SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.iter().find(|k| k.key.choose_scheme(schemes).is_some()).cloned()
    }

    fn has_certs(&self) -> bool {
        !self.0.is_empty()
    }
}

static TLS12: &SupportedProtocolVersion = &version::TLS12;
static TLS13: &SupportedProtocolVersion = &version::TLS13;

fn new(_: &mut Vm, a: &[Value]) -> R {
    let mut provider = rustls::crypto::ring::default_provider();
    let wanted: Vec<i64> = items(&a[9])?.iter().filter_map(Value::as_i64).collect();
    provider.cipher_suites.retain(|s| wanted.contains(&i64::from(u16::from(s.suite()))));
    let provider = Arc::new(provider);
    let (lowest, highest) = (arg::c_int(&a[7])?, arg::c_int(&a[8])?);
    let versions: Vec<&'static SupportedProtocolVersion> =
        [TLS13, TLS12].into_iter().filter(|v| (lowest..=highest).contains(&i32::from(u16::from(v.version)))).collect();
    let mut keys = Vec::new();
    for pair in items(&a[2])? {
        if let [chain, key] = &items(&pair)?[..] {
            keys.push(certified(&provider, certificates(chain)?, bytes(key)?)?);
        }
    }
    let trusted = certificates(&a[3])?;
    let mut anchors = RootCertStore::empty();
    anchors.add_parsable_certificates(trusted.iter().cloned());
    let anchors = Arc::new(anchors);
    let hints = anchors.subjects();
    let (mode, names) = (arg::c_int(&a[4])?, a[5].is_true());
    let rules = Rules { provider: provider.clone(), trusted, anchors: anchors.clone(), mode, names, hints };
    let protocols: Vec<Vec<u8>> = items(&a[6])?.iter().map(bytes).collect::<R<_>>()?;
    let refused = |e: rustls::Error| value_error(e.to_string());
    let config = if a[1].is_true() {
        // Without authorities nobody can be checked but those that are trusted themselves.
        let inner = WebPkiClientVerifier::builder_with_provider(anchors, provider.clone()).build().ok();
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&versions)
            .map_err(refused)?
            .with_client_cert_verifier(Arc::new(ClientRules(rules, inner)))
            .with_cert_resolver(Arc::new(Shown(keys)));
        config.alpn_protocols = protocols;
        Config::Server(Arc::new(config))
    } else {
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&versions)
            .map_err(refused)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(rules))
            .with_client_cert_resolver(Arc::new(Own(keys)));
        config.alpn_protocols = protocols;
        Config::Client(Arc::new(config))
    };
    Ok(new_with_type(&class_arg(a)?, config).into())
}

/// `pem(data)`
pub(super) fn pem(_: &mut Vm, a: &[Value]) -> R {
    let data = bytes(&a[0])?;
    let (mut found, mut keys) = (Vec::new(), Vec::new());
    for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(&data) {
        let (kind, der) = section.map_err(|e| value_error(format!("bad PEM data: {e:?}")))?;
        match kind {
            SectionKind::Certificate => found.push(Bytes::new(&der).into()),
            SectionKind::PrivateKey | SectionKind::RsaPrivateKey | SectionKind::EcPrivateKey => {
                keys.push(Bytes::new(&der).into());
            }
            _ => {}
        }
    }
    let encrypted = [&b"ENCRYPTED PRIVATE KEY"[..], b"Proc-Type: 4,ENCRYPTED"];
    let encrypted = encrypted.iter().any(|mark| memchr::memmem::find(&data, mark).is_some());
    let (found, keys) = (List::from_vec(found), List::from_vec(keys));
    Ok(Tuple::from_array([found.into(), keys.into(), encrypted.into()]).into())
}

/// `check_key(chain, key)`
pub(super) fn check_key(_: &mut Vm, a: &[Value]) -> R {
    let provider = rustls::crypto::ring::default_provider();
    let key = certified(&provider, certificates(&a[0])?, bytes(&a[1])?)?;
    Ok(match key.keys_match() {
        Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => Value::NONE,
        Err(rustls::Error::InconsistentKeys(_)) => "KEY_VALUES_MISMATCH".into(),
        Err(e) => e.to_string().into(),
    })
}

/// `system_roots()`
pub(super) fn system_roots(_: &mut Vm, _: &[Value]) -> R {
    let found = rustls_native_certs::load_native_certs();
    Ok(List::from_vec(found.certs.iter().map(|c| Bytes::new(c).into()).collect()).into())
}
