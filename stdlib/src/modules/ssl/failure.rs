//! What went wrong, in the words of OpenSSL: programs know its reasons.

use pausa_vm::Value;
use pausa_vm::object::Tuple;
use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};

use super::verify;

/// The reason, and for a certificate that is not good, OpenSSL's number and words for why.
pub(super) fn describe(e: &Error, server_side: bool) -> Value {
    let (reason, why) = reason(e, server_side);
    let (code, message) = why.map_or((Value::NONE, Value::NONE), |(code, text)| (code.into(), text.into()));
    Tuple::from_array([reason.into(), code, message]).into()
}

fn reason(e: &Error, server_side: bool) -> (String, Option<(i32, String)>) {
    let plain = |s: &str| (s.to_owned(), None);
    match e {
        Error::InvalidCertificate(why) => ("CERTIFICATE_VERIFY_FAILED".to_owned(), Some(certificate(why))),
        Error::AlertReceived(alert) => (alert_name(*alert), None),
        Error::InvalidMessage(_) | Error::InappropriateMessage { .. } if server_side => plain("HTTP_REQUEST"),
        Error::InvalidMessage(_) | Error::InappropriateMessage { .. } => plain("WRONG_VERSION_NUMBER"),
        Error::InappropriateHandshakeMessage { .. } => plain("UNEXPECTED_MESSAGE"),
        Error::NoCertificatesPresented => plain("PEER_DID_NOT_RETURN_A_CERTIFICATE"),
        Error::NoApplicationProtocol => plain("NO_APPLICATION_PROTOCOL"),
        Error::PeerIncompatible(
            PeerIncompatible::Tls12NotOffered
            | PeerIncompatible::Tls12NotOfferedOrEnabled
            | PeerIncompatible::Tls13RequiredForQuic
            | PeerIncompatible::SupportedVersionsExtensionRequired
            | PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => plain("UNSUPPORTED_PROTOCOL"),
        Error::PeerIncompatible(_) => plain("NO_SHARED_CIPHER"),
        Error::DecryptError => plain("DECRYPTION_FAILED_OR_BAD_RECORD_MAC"),
        other => (other.to_string().to_uppercase().replace([' ', '-'], "_"), None),
    }
}

fn alert_name(alert: AlertDescription) -> String {
    let known = match alert {
        AlertDescription::UnexpectedMessage => "SSLV3_ALERT_UNEXPECTED_MESSAGE",
        AlertDescription::BadRecordMac => "SSLV3_ALERT_BAD_RECORD_MAC",
        AlertDescription::HandshakeFailure => "SSLV3_ALERT_HANDSHAKE_FAILURE",
        AlertDescription::BadCertificate => "SSLV3_ALERT_BAD_CERTIFICATE",
        AlertDescription::UnsupportedCertificate => "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
        AlertDescription::CertificateRevoked => "SSLV3_ALERT_CERTIFICATE_REVOKED",
        AlertDescription::CertificateExpired => "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        AlertDescription::CertificateUnknown => "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
        AlertDescription::IllegalParameter => "SSLV3_ALERT_ILLEGAL_PARAMETER",
        AlertDescription::UnknownCA => "TLSV1_ALERT_UNKNOWN_CA",
        AlertDescription::AccessDenied => "TLSV1_ALERT_ACCESS_DENIED",
        AlertDescription::DecodeError => "TLSV1_ALERT_DECODE_ERROR",
        AlertDescription::DecryptError => "TLSV1_ALERT_DECRYPT_ERROR",
        AlertDescription::ProtocolVersion => "TLSV1_ALERT_PROTOCOL_VERSION",
        AlertDescription::InsufficientSecurity => "TLSV1_ALERT_INSUFFICIENT_SECURITY",
        AlertDescription::InternalError => "TLSV1_ALERT_INTERNAL_ERROR",
        AlertDescription::UserCanceled => "TLSV1_ALERT_USER_CANCELLED",
        AlertDescription::UnrecognisedName => "TLSV1_UNRECOGNIZED_NAME",
        AlertDescription::CertificateRequired => "TLSV13_ALERT_CERTIFICATE_REQUIRED",
        AlertDescription::NoApplicationProtocol => "TLSV1_ALERT_NO_APPLICATION_PROTOCOL",
        other => return format!("ALERT_{other:?}").to_uppercase(),
    };
    known.to_owned()
}

/// OpenSSL's number and words for what is wrong with a certificate.
fn certificate(e: &CertificateError) -> (i32, String) {
    if let Some(noted) = verify::take_note() {
        return noted;
    }
    let (code, text) = match e {
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            (9, "certificate is not yet valid")
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => (10, "certificate has expired"),
        CertificateError::UnknownIssuer => (20, "unable to get local issuer certificate"),
        CertificateError::Revoked => (23, "certificate revoked"),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            (26, "unsuitable certificate purpose")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            (62, "Hostname mismatch")
        }
        CertificateError::BadSignature => (7, "certificate signature failure"),
        other => return (1, other.to_string()),
    };
    (code, text.to_owned())
}
