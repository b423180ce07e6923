//! Small tables that number things: a quick hasher, the names of a code block and its constants.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use pausa_grammar::name::Name;

use crate::bytecode::{CodeUnit, Const};

/// A hasher for short names and addresses: multiply and rotate, a word at a time. Nothing here needs to
/// stand up to an attacker: all tables are bounded by the program that is being compiled.
#[derive(Default)]
pub(crate) struct QuickHasher(u64);

const FACTOR: u64 = 0xf135_7aea_2e62_a9c5;

impl QuickHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
        let mut word = [0; 8];
        let rest = chunks.remainder();
        word[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(word) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, i: u8) {
        self.add(u64::from(i));
    }

    fn write_u32(&mut self, i: u32) {
        self.add(u64::from(i));
    }

    fn write_u64(&mut self, i: u64) {
        self.add(i);
    }

    fn write_usize(&mut self, i: usize) {
        self.add(i as u64);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

/// A map with that hasher.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// The names that a block's instructions refer to, each once.
#[derive(Default)]
pub(crate) struct NameTable {
    pub(crate) names: Vec<Rc<str>>,
    numbers: QuickMap<Rc<str>, u32>,
}

impl NameTable {
    /// The number of a name, new or old.
    pub(crate) fn number(&mut self, name: &Name) -> u32 {
        if let Some(&number) = self.numbers.get(name.as_str()) {
            return number;
        }
        let number = self.names.len() as u32;
        let name: Rc<str> = Rc::from(name);
        self.names.push(Rc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}

/// The constants of a block, each once. Constants are the same if no program can tell them apart: `1`, `1.0`
/// and `True` differ, as do `0.0` and `-0.0`.
#[derive(Default)]
pub(crate) struct ConstTable {
    pub(crate) consts: Vec<Const>,
    numbers: QuickMap<Vec<u8>, u32>,
    ints: QuickMap<i64, u32>,
}

impl ConstTable {
    /// The number of a constant, new or old.
    pub(crate) fn number(&mut self, value: Const) -> u32 {
        let next = self.consts.len() as u32;
        if let Const::Int(i) = value {
            return *self.ints.entry(i).or_insert_with(|| {
                self.consts.push(Const::Int(i));
                next
            });
        }
        let mut key = Vec::new();
        if !identity(&value, &mut key) {
            self.consts.push(value);
            return next;
        }
        *self.numbers.entry(key).or_insert_with(|| {
            self.consts.push(value);
            next
        })
    }

    /// Puts a constant at the end without looking for an equal one, so that its number is known.
    pub(crate) fn push(&mut self, value: Const) -> u32 {
        self.consts.push(value);
        self.consts.len() as u32 - 1
    }

    /// Adds the code of an inner block.
    pub(crate) fn code(&mut self, unit: CodeUnit) -> u32 {
        self.push(Const::Code(Rc::new(unit)))
    }
}

/// Writes what tells a constant from others to `key`; `false` if it equals nothing but itself.
fn identity(value: &Const, key: &mut Vec<u8>) -> bool {
    let mut bytes = |tag: u8, bytes: &[u8]| {
        key.push(tag);
        key.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        key.extend_from_slice(bytes);
    };
    match value {
        Const::None => bytes(0, &[]),
        Const::Bool(b) => bytes(1, &[u8::from(*b)]),
        Const::Ellipsis => bytes(2, &[]),
        Const::Int(i) => bytes(3, &i.to_le_bytes()),
        Const::BigInt(i) => bytes(4, &i.to_signed_bytes_le()),
        Const::Float(f) => bytes(5, &f.to_bits().to_le_bytes()),
        Const::Complex(re, im) => {
            bytes(6, &re.to_bits().to_le_bytes());
            bytes(6, &im.to_bits().to_le_bytes());
        }
        Const::Str(s) => bytes(7, s),
        Const::Bytes(b) => bytes(8, b),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            let tag = if matches!(value, Const::Tuple(_)) { 9 } else { 10 };
            bytes(tag, &(items.len() as u64).to_le_bytes());
            return items.iter().all(|item| identity(item, key));
        }
        Const::Code(_) | Const::Stub(_) => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_constants_are_told_apart_by_type_and_sign() {
        let mut table = ConstTable::default();
        let values = [
            Const::Int(1),
            Const::Float(1.0),
            Const::Bool(true),
            Const::Float(0.0),
            Const::Float(-0.0),
            Const::Tuple(vec![Const::Int(1)]),
            Const::Tuple(vec![Const::Float(1.0)]),
            Const::FrozenSet(vec![Const::Int(1)]),
        ];
        let numbers: Vec<u32> = values.iter().map(|v| table.number(v.clone())).collect();
        assert_eq!(numbers, (0..values.len() as u32).collect::<Vec<_>>());
        let again: Vec<u32> = values.iter().map(|v| table.number(v.clone())).collect();
        assert_eq!(again, numbers);
    }
}
