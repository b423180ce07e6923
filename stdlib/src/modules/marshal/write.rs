//! Writing values.

use std::collections::HashMap;

use num_bigint::{BigInt, Sign};
use pausa_vm::bytecode::marshal;
use pausa_vm::exc::value_error;
use pausa_vm::number::float;
use pausa_vm::object::{Code, FrozenSet, Set, Str};
use pausa_vm::types::{class_of, of_kind};
use pausa_vm::{Exc, ExcKind, R, Unpacked, Value, buffer};

use super::{MAX_DEPTH, NUMBERED};

struct Writer {
    out: Vec<u8>,
    version: i64,
    /// The numbers of values written so far.
    numbers: HashMap<i64, u32>,
}

/// A value as bytes.
pub(super) fn bytes(v: &Value, version: i64) -> R<Vec<u8>> {
    nested(v, version, 0)
}

/// The bytes of a value that has so many containers around it.
fn nested(v: &Value, version: i64, depth: usize) -> R<Vec<u8>> {
    let mut w = Writer { out: Vec::new(), version, numbers: HashMap::new() };
    w.value(v, depth)?;
    Ok(w.out)
}

fn unmarshallable() -> Exc {
    value_error("unmarshallable object")
}

impl Writer {
    fn long(&mut self, n: i32) {
        self.out.extend_from_slice(&n.to_le_bytes());
    }

    fn size(&mut self, n: usize) -> R<()> {
        let n = i32::try_from(n).map_err(|_| unmarshallable())?;
        self.long(n);
        Ok(())
    }

    fn sized(&mut self, bytes: &[u8]) -> R<()> {
        self.size(bytes.len())?;
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn short(&mut self, bytes: &[u8]) {
        self.out.push(bytes.len() as u8);
        self.out.extend_from_slice(bytes);
    }

    fn value(&mut self, v: &Value, depth: usize) -> R<()> {
        if depth > MAX_DEPTH {
            return Err(value_error("object too deeply nested to marshal"));
        }
        match v.unpack() {
            Unpacked::None => self.out.push(b'N'),
            Unpacked::Bool(b) => self.out.push(if b { b'T' } else { b'F' }),
            Unpacked::Ellipsis => self.out.push(b'.'),
            Unpacked::Type(t) if std::ptr::eq(t, &*ExcKind::StopIteration.class()) => self.out.push(b'S'),
            _ => return self.numbered(v, depth),
        }
        Ok(())
    }

    /// A value that is written once, if others refer to it too, and then referred to by number.
    fn numbered(&mut self, v: &Value, depth: usize) -> R<()> {
        let mut flag = 0;
        let shared = v.header().is_none_or(|h| h.references() > 1);
        if self.version >= 3 && shared {
            if let Some(n) = self.numbers.get(&v.id()).copied() {
                self.out.push(b'r');
                self.out.extend_from_slice(&n.to_le_bytes());
                return Ok(());
            }
            let next = self.numbers.len() as u32;
            self.numbers.insert(v.id(), next);
            flag = NUMBERED;
        }
        // Instances of subclasses would not come back as what they are.
        let exact = !class_of(v).is_heap_type();
        match v.unpack() {
            _ if !exact => Err(unmarshallable()),
            Unpacked::Int(i) => {
                match i32::try_from(i) {
                    Ok(n) => {
                        self.out.push(b'i' | flag);
                        self.long(n);
                    }
                    Err(_) => self.big(&BigInt::from(i), flag),
                }
                Ok(())
            }
            Unpacked::BigInt(i) => {
                self.big(i, flag);
                Ok(())
            }
            Unpacked::Float(x) => {
                self.floats(b'g', b'f', flag, &[x]);
                Ok(())
            }
            Unpacked::Complex(c) => {
                self.floats(b'y', b'x', flag, &[c.re, c.im]);
                Ok(())
            }
            Unpacked::Str(s) => self.text(s, flag),
            Unpacked::Bytes(b) => {
                self.out.push(b's' | flag);
                self.sized(b.bytes())
            }
            Unpacked::Tuple(t) => {
                match u8::try_from(t.len()) {
                    Ok(n) if self.version >= 4 => self.out.extend_from_slice(&[b')' | flag, n]),
                    _ => {
                        self.out.push(b'(' | flag);
                        self.size(t.len())?;
                    }
                }
                t.items().iter().try_for_each(|v| self.value(v, depth + 1))
            }
            Unpacked::List(l) => {
                self.out.push(b'[' | flag);
                let items = l.items().clone();
                self.size(items.len())?;
                items.iter().try_for_each(|v| self.value(v, depth + 1))
            }
            Unpacked::Dict(d) => {
                self.out.push(b'{' | flag);
                for (key, v) in d.pairs() {
                    self.value(&key, depth + 1)?;
                    self.value(&v, depth + 1)?;
                }
                self.out.push(b'0');
                Ok(())
            }
            Unpacked::Set(s) => self.members(b'<' | flag, members(s), depth),
            Unpacked::FrozenSet(s) => self.members(b'>' | flag, frozen_members(s), depth),
            _ => self.object(v, flag),
        }
    }

    /// The members of a set, sorted by what they look like as bytes: the order does not depend on hashes.
    fn members(&mut self, code: u8, members: Vec<Value>, depth: usize) -> R<()> {
        self.out.push(code);
        self.size(members.len())?;
        let mut pairs = Vec::with_capacity(members.len());
        for v in members {
            pairs.push((nested(&v, self.version, depth + 1)?, v));
        }
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        pairs.iter().try_for_each(|(_, v)| self.value(v, depth + 1))
    }

    fn object(&mut self, v: &Value, flag: u8) -> R<()> {
        if let Some(code) = v.downcast::<Code>() {
            let bytes = marshal::marshal(&code.unit).map_err(|e| value_error(e.to_string()))?;
            self.out.push(b'c' | flag);
            return self.sized(&bytes);
        }
        match buffer::get(v)? {
            Some(b) if !class_of(v).is(&of_kind(pausa_vm::heap::Kind::Type)) => {
                self.out.push(b's' | flag);
                self.sized(&b)
            }
            _ => Err(unmarshallable()),
        }
    }

    /// An int in digits of 15 bits.
    fn big(&mut self, i: &BigInt, flag: u8) {
        self.out.push(b'l' | flag);
        let mut digits: Vec<u16> = Vec::new();
        let (mut word, mut bits) = (0u64, 0);
        for part in i.magnitude().to_u32_digits() {
            word |= u64::from(part) << bits;
            bits += 32;
            while bits >= 15 {
                digits.push((word & 0x7FFF) as u16);
                word >>= 15;
                bits -= 15;
            }
        }
        digits.push(word as u16);
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let n = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        self.long(if i.sign() == Sign::Minus { -n } else { n });
        self.out.extend(digits.iter().flat_map(|d| d.to_le_bytes()));
    }

    /// Floats in binary, or before version 2 as text.
    fn floats(&mut self, binary: u8, text: u8, flag: u8, values: &[f64]) {
        self.out.push(if self.version > 1 { binary | flag } else { text | flag });
        for x in values {
            if self.version > 1 {
                self.out.extend_from_slice(&x.to_le_bytes());
            } else {
                self.short(float::repr(*x).as_bytes());
            }
        }
    }

    fn text(&mut self, s: &Str, flag: u8) -> R<()> {
        let bytes = s.bytes();
        if self.version >= 4 && s.is_ascii() {
            let is_short = bytes.len() < 256;
            self.out.push(
                flag | match (s.is_interned(), is_short) {
                    (true, true) => b'Z',
                    (true, false) => b'A',
                    (false, true) => b'z',
                    (false, false) => b'a',
                },
            );
            if is_short {
                self.short(bytes);
                return Ok(());
            }
            return self.sized(bytes);
        }
        self.out.push(flag | if self.version >= 3 && s.is_interned() { b't' } else { b'u' });
        self.sized(bytes)
    }
}

fn members(s: &Set) -> Vec<Value> {
    s.table().iter().map(|slot| slot.key.clone()).collect()
}

fn frozen_members(s: &FrozenSet) -> Vec<Value> {
    s.table().iter().map(|slot| slot.key.clone()).collect()
}
