//! Host names, Unicode 3.2, and bytes in ASCII against CPython 3.11.
//!
//! `more.txt` has calls and CPython's answers; `more.py` makes more
//! of them where there is a `python3.11`.

use pausa_data::text::binary::uu::UuError;
use pausa_data::text::binary::{base64, hex, quopri, rot13, uu};
use pausa_data::text::codec::escape::{self, BytesEscapeError};
use pausa_data::text::codec::idna::{self, IdnaError};
use pausa_data::text::codec::punycode::{self, PunycodeError};
use pausa_data::text::codec::{DecodeError, Handler};
use pausa_data::text::ucd::normalize::{Form, normalize_old};
use pausa_data::text::ucd::old;
use pausa_data::text::wtf8;

use crate::cases::{self, Field};
use crate::oracle;

fn string(text: &str) -> Field {
    Field::Str(text.into())
}

fn error(message: impl AsRef<str>) -> Vec<Field> {
    vec![string("error"), string(message.as_ref())]
}

fn decode_error(error: DecodeError, object: &[u8]) -> Vec<Field> {
    let (start, end) = (error.start as i64, error.end as i64);
    let object = Field::Bytes(object.to_vec());
    vec![string("decode error"), object, Field::Int(start), Field::Int(end), string(error.reason)]
}

fn idna_error(failed: IdnaError) -> Vec<Field> {
    match failed {
        IdnaError::Decode(error, object) => decode_error(error, &object),
        IdnaError::Plain(message) => error(message),
        IdnaError::RoundTrip(label, again) => {
            let message = string("IDNA does not round-trip");
            vec![string("error"), message, Field::Bytes(label), Field::Bytes(again)]
        }
    }
}

fn old_properties(cp: u32) -> Vec<Field> {
    let numeric = old::numeric(cp).map(|n| format!("{n:?}")).unwrap_or_default();
    vec![
        string(old::category(cp)),
        string(old::bidirectional(cp)),
        Field::Int(old::combining(cp).into()),
        Field::Int(old::mirrored(cp).into()),
        string(old::east_asian_width(cp)),
        old::decimal(cp).map_or(Field::None, |digit| Field::Int(digit.into())),
        string(&numeric),
        old::name(cp).map_or(Field::None, |name| string(&name)),
        string(&old::decomposition(cp)),
    ]
}

fn answer(operation: &str, args: &[Field]) -> Vec<Field> {
    let text = args[0].text();
    let bytes = text.bytes();
    let flag = |at: usize| args[at].int() == Some(1);
    let mut out = Vec::new();
    let failed = match operation {
        "idna_encode" => idna::encode(text, &mut out).map_err(idna_error),
        "idna_decode" => {
            return match idna::decode(bytes, &mut out) {
                Ok(()) => vec![Field::Str(out)],
                Err(error) => idna_error(error),
            };
        }
        "to_ascii" => idna::to_ascii(text).map(|label| out = label).map_err(idna_error),
        "punycode_encode" => {
            punycode::encode(text, &mut out);
            Ok(())
        }
        "punycode_decode" => {
            let handler = wtf8::as_str(bytes).and_then(Handler::named).expect("a handler");
            let input = args[1].text().bytes();
            return match punycode::decode(input, handler, &mut out) {
                Ok(()) => vec![Field::Str(out)],
                Err(PunycodeError::Plain(message)) => error(message),
                Err(PunycodeError::Decode(found)) => {
                    let hyphen = input.iter().rposition(|&byte| byte == b'-');
                    let (base, rest) = match hyphen {
                        Some(at) => (&input[..at], &input[at + 1..]),
                        None => (&b""[..], input),
                    };
                    let of_base = handler == Handler::Strict && !base.is_ascii();
                    decode_error(found, if of_base { base } else { rest })
                }
            };
        }
        "old" => return old_properties(text.get(0).expect("a character")),
        "old_normalize" => {
            let form = wtf8::as_str(bytes).and_then(Form::named).expect("a form");
            normalize_old(form, args[1].text().bytes(), &mut out);
            return vec![Field::Str(out)];
        }
        "rot13" => {
            rot13::rotate(text, &mut out);
            return vec![Field::Str(out)];
        }
        "b64_encode" => {
            base64::encode_lines(bytes, &mut out);
            Ok(())
        }
        "b64_decode" => base64::decode(bytes, flag(1), &mut out).map_err(error),
        "qp_encode" => {
            let options = quopri::Options { tabs: flag(1), binary: !flag(2), header: flag(3) };
            quopri::encode(bytes, options, &mut out);
            Ok(())
        }
        "qp_decode" => {
            quopri::decode(bytes, flag(1), &mut out);
            Ok(())
        }
        "uu_encode" => uu::encode_line(bytes, flag(1), &mut out).map_err(error),
        "uu_decode" => uu::decode_line(bytes, &mut out).map_err(error),
        "uu_file" => {
            uu::encode(bytes, &mut out);
            Ok(())
        }
        "uu_unfile" => uu::decode(bytes, &mut out).map_err(|failed| match failed {
            UuError::Value(message) | UuError::Line(message) => error(message),
        }),
        "hex" => {
            let group = args[1].int().expect("a number") as isize;
            assert_eq!(hex::encode_in_groups(bytes, b'-', group, &mut out), Ok(()));
            Ok(())
        }
        "unhexlify" => hex::decode(bytes, &mut out).map_err(error),
        "fromhex" => hex::decode_spaced(bytes, &mut out)
            .map_err(|at| error(format!("non-hexadecimal number found in fromhex() arg at position {at}"))),
        "escape_decode" | "escape_decode_replacing" => {
            let (with, wrong): (&[u8], Option<&[u8]>) = match operation {
                "escape_decode" => (b"\\", None),
                _ => (b"\\x", Some(b"?")),
            };
            let pieces: Vec<&[u8]> = bytes.split(|&byte| byte == b'=').collect();
            escape::decode_bytes(&pieces.join(with), wrong, &mut None, &mut out).map_err(|failed| match failed {
                BytesEscapeError::Trailing => error("Trailing \\ in string"),
                BytesEscapeError::Hexadecimal(at) => error(format!("invalid \\x escape at position {at}")),
            })
        }
        "escape_encode" => {
            escape::encode_bytes(bytes, &mut out);
            Ok(())
        }
        _ => panic!("no such operation: {operation}"),
    };
    failed.map_or_else(|error| error, |()| vec![Field::Bytes(out)])
}

#[test]
fn the_kept_cases_are_answered_as_in_cpython() {
    cases::check(include_str!("more.txt"), answer);
}

#[test]
fn fresh_cases_are_answered_as_in_cpython() {
    if let Some(lines) = oracle::run("more.py", &["2", "40"]) {
        cases::check(&lines, answer);
    }
}
