//! Which certificates are good. A context decides whether they are looked at, and whether their names are.
//!
//! As with OpenSSL, a certificate that the program itself trusts is good, be it that of an authority or not: that is how self-signed
//! certificates are used.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme};
use x509_parser::prelude::{FromDer, X509Certificate};

thread_local! {
    /// Why the last certificate was refused, where rustls has no word for it.
    static NOTE: RefCell<Option<(i32, String)>> = const { RefCell::new(None) };
}

/// Why the last certificate was refused: OpenSSL's number and words.
pub(super) fn take_note() -> Option<(i32, String)> {
    NOTE.take()
}

fn note(code: i32, text: impl Into<String>) {
    NOTE.set(Some((code, text.into())));
}

/// The rules.
pub(super) struct Rules {
    pub(super) provider: Arc<CryptoProvider>,
    pub(super) trusted: Vec<CertificateDer<'static>>,
    pub(super) anchors: Arc<RootCertStore>,
    /// 0: certificates are not looked at; 1: a client's may be missing; 2: they have to be good.
    pub(super) mode: i32,
    pub(super) names: bool,
    /// What a client is told about authorities.
    pub(super) hints: Vec<DistinguishedName>,
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rules(mode={}, names={})", self.mode, self.names)
    }
}

impl Rules {
    fn chain(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<(), Error> {
        if self.trusted.iter().any(|t| t.as_ref() == certificate.as_ref()) {
            return in_time(certificate, now);
        }
        let parsed = ParsedCertificate::try_from(certificate)?;
        let algorithms = self.provider.signature_verification_algorithms.all;
        let result = verify_server_cert_signed_by_trust_anchor(&parsed, &self.anchors, others, now, algorithms);
        match result {
            Err(Error::InvalidCertificate(why)) => {
                Err(Error::InvalidCertificate(self.explain(certificate, others, why)))
            }
            other => other,
        }
    }

    /// Notes what OpenSSL would say about a chain that does not end where it should. The answer is what the peer is told.
    fn explain(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        why: CertificateError,
    ) -> CertificateError {
        let is_chain = matches!(why, CertificateError::UnknownIssuer | CertificateError::Other(_));
        if is_chain && is_self_signed(certificate) {
            note(18, "self-signed certificate");
        } else if is_chain && others.iter().any(is_self_signed) {
            note(19, "self-signed certificate in certificate chain");
        } else if is_chain {
            note(20, "unable to get local issuer certificate");
        }
        if is_chain { CertificateError::UnknownIssuer } else { why }
    }

    fn name(&self, certificate: &CertificateDer<'_>, name: &ServerName<'_>) -> Result<(), Error> {
        let result = verify_server_name(&ParsedCertificate::try_from(certificate)?, name);
        if result.is_err() {
            match name {
                ServerName::IpAddress(_) => {
                    note(64, format!("IP address mismatch, certificate is not valid for '{}'.", name.to_str()));
                }
                _ => note(62, format!("Hostname mismatch, certificate is not valid for '{}'.", name.to_str())),
            }
        }
        result
    }

    fn tls12(
        &self,
        m: &[u8],
        c: &CertificateDer<'_>,
        s: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(m, c, s, &self.provider.signature_verification_algorithms)
    }

    fn tls13(
        &self,
        m: &[u8],
        c: &CertificateDer<'_>,
        s: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(m, c, s, &self.provider.signature_verification_algorithms)
    }

    fn schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn is_self_signed(certificate: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(certificate).is_ok_and(|(_, c)| c.subject().as_raw() == c.issuer().as_raw())
}

fn in_time(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let bad = |e: CertificateError| Err(Error::InvalidCertificate(e));
    let Ok((_, parsed)) = X509Certificate::from_der(certificate) else {
        return bad(CertificateError::BadEncoding);
    };
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let validity = parsed.validity();
    if now < validity.not_before.timestamp() {
        return bad(CertificateError::NotValidYet);
    }
    if now > validity.not_after.timestamp() {
        return bad(CertificateError::Expired);
    }
    Ok(())
}

impl ServerCertVerifier for Rules {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        NOTE.take();
        if self.mode != 0 {
            self.chain(end_entity, intermediates, now)?;
        }
        if self.names {
            self.name(end_entity, server_name)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.tls12(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.tls13(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes()
    }
}

/// The same rules on a server's side.
#[derive(Debug)]
pub(super) struct ClientRules(pub(super) Rules, pub(super) Option<Arc<dyn ClientCertVerifier>>);

impl ClientCertVerifier for ClientRules {
    fn offer_client_auth(&self) -> bool {
        self.0.mode != 0
    }

    fn client_auth_mandatory(&self) -> bool {
        self.0.mode == 2
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.0.hints
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        NOTE.take();
        if self.0.trusted.iter().any(|t| t.as_ref() == end_entity.as_ref()) {
            in_time(end_entity, now)?;
            return Ok(ClientCertVerified::assertion());
        }
        let result = match &self.1 {
            Some(inner) => inner.verify_client_cert(end_entity, intermediates, now),
            None => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        };
        match result {
            Err(Error::InvalidCertificate(why)) => {
                Err(Error::InvalidCertificate(self.0.explain(end_entity, intermediates, why)))
            }
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.tls12(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.tls13(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.schemes()
    }
}
