//! Certificates as `getpeercert` shows them.

use std::net::{Ipv4Addr, Ipv6Addr};

use pausa_vm::buffer;
use pausa_vm::exc::value_error;
use pausa_vm::object::{Dict, Tuple};
use pausa_vm::{R, Value, Vm};
use x509_parser::extensions::{DistributionPointName, GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate, X509Name};
use x509_parser::time::ASN1Time;

/// The names of the parts of a name.
const PARTS: &[(&str, &str)] = &[
    ("2.5.4.3", "commonName"),
    ("2.5.4.4", "surname"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "countryName"),
    ("2.5.4.7", "localityName"),
    ("2.5.4.8", "stateOrProvinceName"),
    ("2.5.4.9", "streetAddress"),
    ("2.5.4.10", "organizationName"),
    ("2.5.4.11", "organizationalUnitName"),
    ("2.5.4.12", "title"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.42", "givenName"),
    ("2.5.4.97", "organizationIdentifier"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("0.9.2342.19200300.100.1.1", "userId"),
    ("0.9.2342.19200300.100.1.25", "domainComponent"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocalityName"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvinceName"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountryName"),
];

fn pair(key: &str, value: impl Into<Value>) -> Value {
    Tuple::from_array([key.into(), value.into()]).into()
}

/// A name: a tuple of parts that each are a tuple of pairs.
fn name(name: &X509Name<'_>) -> Value {
    let parts = name.iter().map(|part| {
        let pairs = part.iter().map(|attribute| {
            let oid = attribute.attr_type().to_id_string();
            let known = PARTS.iter().find(|(o, _)| *o == oid).map_or(&*oid, |(_, n)| n);
            let text = attribute
                .as_str()
                .map_or_else(|_| String::from_utf8_lossy(attribute.as_slice()).into_owned(), str::to_owned);
            pair(known, text)
        });
        Tuple::from_vec(pairs.collect()).into()
    });
    Tuple::from_vec(parts.collect()).into()
}

/// A time as OpenSSL writes it: `Jan  5 09:34:43 2018 GMT`.
fn time(t: ASN1Time) -> String {
    let d = t.to_datetime();
    let month = &d.month().to_string()[..3];
    format!("{month} {:>2} {:02}:{:02}:{:02} {} GMT", d.day(), d.hour(), d.minute(), d.second(), d.year())
}

fn alternative(n: &GeneralName<'_>) -> Option<Value> {
    Some(match n {
        GeneralName::DNSName(s) => pair("DNS", *s),
        GeneralName::RFC822Name(s) => pair("email", *s),
        GeneralName::URI(s) => pair("URI", *s),
        GeneralName::DirectoryName(n) => pair("DirName", name(n)),
        GeneralName::RegisteredID(oid) => pair("Registered ID", oid.to_id_string()),
        GeneralName::IPAddress(bytes) => pair("IP Address", address(bytes)),
        GeneralName::OtherName(..) => pair("othername", "<unsupported>"),
        _ => return None,
    })
}

/// An address in OpenSSL's way: IPv6 in full, in capital letters.
fn address(bytes: &[u8]) -> String {
    if let Ok(octets) = <[u8; 4]>::try_from(bytes) {
        return Ipv4Addr::from(octets).to_string();
    }
    match <[u8; 16]>::try_from(bytes) {
        Ok(octets) => {
            let parts = Ipv6Addr::from(octets).segments().map(|s| format!("{s:X}"));
            parts.join(":")
        }
        Err(_) => "<invalid>".to_owned(),
    }
}

/// `is_certificate(der)`
pub(super) fn is_certificate(_: &mut Vm, a: &[Value]) -> R {
    Ok(X509Certificate::from_der(&buffer::require(&a[0])?).is_ok().into())
}

/// `certificate(der)`
pub(super) fn decode(_: &mut Vm, a: &[Value]) -> R {
    let der = buffer::require(&a[0])?;
    let (_, c) = X509Certificate::from_der(&der).map_err(|e| value_error(format!("bad certificate: {e}")))?;
    let d = Dict::new();
    d.insert_str("subject", name(c.subject()));
    d.insert_str("issuer", name(c.issuer()));
    d.insert_str("version", (i64::from(c.version().0) + 1).into());
    let mut serial: String = c.raw_serial().iter().map(|b| format!("{b:02X}")).collect();
    if serial.len() > 2 && serial.starts_with("00") {
        serial.drain(..2);
    }
    d.insert_str("serialNumber", serial.into());
    d.insert_str("notBefore", time(c.validity().not_before).into());
    d.insert_str("notAfter", time(c.validity().not_after).into());
    if let Ok(Some(names)) = c.subject_alternative_name() {
        let names = names.value.general_names.iter().filter_map(alternative).collect();
        d.insert_str("subjectAltName", Tuple::from_vec(names).into());
    }
    let (mut ocsp, mut issuers, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    for extension in c.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::AuthorityInfoAccess(access) => {
                for entry in &access.accessdescs {
                    if let GeneralName::URI(uri) = entry.access_location {
                        match &*entry.access_method.to_id_string() {
                            "1.3.6.1.5.5.7.48.1" => ocsp.push(uri.into()),
                            "1.3.6.1.5.5.7.48.2" => issuers.push(uri.into()),
                            _ => {}
                        }
                    }
                }
            }
            ParsedExtension::CRLDistributionPoints(points) => {
                for point in &points.points {
                    if let Some(DistributionPointName::FullName(names)) = &point.distribution_point {
                        lists.extend(names.iter().filter_map(|n| match n {
                            GeneralName::URI(uri) => Some(Value::from(*uri)),
                            _ => None,
                        }));
                    }
                }
            }
            _ => {}
        }
    }
    for (key, found) in [("OCSP", ocsp), ("caIssuers", issuers), ("crlDistributionPoints", lists)] {
        if !found.is_empty() {
            d.insert_str(key, Tuple::from_vec(found).into());
        }
    }
    Ok(d.into())
}
