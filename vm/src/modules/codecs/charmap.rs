//! `charmap_decode` and `charmap_encode` by tables that need no user code.

use crate::exc::R;
use crate::object::{Dict, Found, Str};
use crate::ops::codec::{decode_error, encode_error, handler_refused};
use crate::ops::compare::native_eq;
use crate::ops::hash::hash_int;
use crate::text::Text;
use crate::text::codec::{DecodeError, EncodeError, Handled, Handler};
use crate::text::wtf8;
use crate::value::Value;

const CODEC: &str = "charmap";
const REASON: &str = "character maps to <undefined>";
/// The character that says in a table that a byte stands for none.
const UNDEFINED: u32 = 0xFFFE;

/// Decodes by a str with a character for each byte.
pub(super) fn decode(data: &[u8], table: &Str, handler: Handler) -> R<Vec<u8>> {
    let table: Vec<u32> = table.text().code_points().collect();
    let mut out = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        match table.get(usize::from(byte)) {
            Some(&cp) if cp != UNDEFINED => {
                wtf8::push(&mut out, cp);
                at += 1;
            }
            _ => {
                let e = DecodeError { encoding: CODEC, start: at, end: at + 1, reason: REASON };
                at = match handler.decode(data, &e, &mut out) {
                    Handled::GoOn(at) => at,
                    Handled::Raise => return Err(decode_error(data, &e)),
                    Handled::Unable => return Err(handler_refused("UnicodeDecodeError")),
                };
            }
        }
    }
    Ok(out)
}

/// What a dict has for a character.
enum Entry {
    Byte(u8),
    Undefined,
    /// Something else, or under a key that only user code can compare.
    Ask,
}

fn entry(dict: &Dict, cp: u32) -> Entry {
    let key = Value::from(cp);
    let table = dict.table();
    match table.find(hash_int(i64::from(cp)), None, |k| native_eq(k, &key)) {
        Found::Missing => Entry::Undefined,
        Found::Ask(_) => Entry::Ask,
        Found::At(i) => {
            let v = &table.entries()[i].value;
            match v.as_small_int().map(u8::try_from) {
                Some(Ok(byte)) => Entry::Byte(byte),
                _ if v.is_none() => Entry::Undefined,
                _ => Entry::Ask,
            }
        }
    }
}

/// Encodes by a dict from numbers of characters to bytes; None if it has other values, or keys that only user code can compare.
pub(super) fn encode(s: &Str, dict: &Dict, handler: Handler) -> R<Option<Vec<u8>>> {
    let text = s.text();
    let points: Vec<u32> = text.code_points().collect();
    let mut out = Vec::with_capacity(points.len());
    let mut at = 0;
    while let Some(&cp) = points.get(at) {
        match entry(dict, cp) {
            Entry::Ask => return Ok(None),
            Entry::Byte(byte) => {
                out.push(byte);
                at += 1;
            }
            Entry::Undefined => {
                let run = points[at + 1..].iter().take_while(|&&cp| matches!(entry(dict, cp), Entry::Undefined));
                let e = EncodeError { encoding: CODEC, start: at, end: at + 1 + run.count(), reason: REASON };
                let failed = || encode_error(Str::from_wtf8(s.bytes()).into(), &e);
                let mut made = Vec::new();
                at = match handler.encode(text, &e, &mut made) {
                    Handled::GoOn(at) => at,
                    Handled::Raise => return Err(failed()),
                    Handled::Unable => return Err(handler_refused("UnicodeEncodeError")),
                };
                if matches!(handler, Handler::SurrogateEscape | Handler::SurrogatePass) {
                    out.extend_from_slice(&made);
                    continue;
                }
                for cp in Text::counted(&made).code_points() {
                    match entry(dict, cp) {
                        Entry::Byte(byte) => out.push(byte),
                        Entry::Undefined => return Err(failed()),
                        Entry::Ask => return Ok(None),
                    }
                }
            }
        }
    }
    Ok(Some(out))
}
