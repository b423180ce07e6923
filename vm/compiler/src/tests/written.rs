//! Code written to bytes and read again: intact, damaged, foreign.

use super::compile_module;
use crate::bytecode::{CodeUnit, Const, Image, MarshalError, Stub, disassemble, marshal, unmarshal};

/// A program with every kind of constant and table.
const PROGRAM: &str = r#"
"""A docstring."""
from os import path as p, sep
import a.b.c as d
class C(Base, metaclass=M):
    x: int = 1
    def __init__(self, a, /, b=2, *c, d=3, **e):
        super().__init__(a, *c, k=b, **e)
        self.y = {a: [b, 1.5, 2j, b'bytes', 10 ** 20, '\ud800', ...], **e}
    async def m(self):
        async with self.lock as held:
            async for i in held:
                yield await i
def f(n):
    total = 0
    def add(k):
        nonlocal total
        total += k
    for i, (j, *rest) in enumerate(n):
        try:
            if i in {1, 2, None} or not j < 3 <= total:
                continue
            add(f"{i!r:>{j}}")
        except (ValueError, KeyError) as error:
            raise Other(i) from error
        finally:
            print(rest)
    match n:
        case [1, 2, *_] | {"k": 3}: return lambda: total
        case C(x=0): del n.x, n[0]
    return (yield from [x for x in n if x])
"#;

#[test]
fn what_is_read_is_what_was_written() {
    let unit = compile_module(PROGRAM).unit;
    let bytes = marshal(&unit).unwrap();
    let read = unmarshal(&bytes).unwrap();
    assert_eq!(disassemble(&unit), disassemble(&read));
    assert_eq!(marshal(&read), Ok(bytes));
}

#[test]
fn damage_is_an_error() {
    let bytes = marshal(&compile_module(PROGRAM).unit).unwrap();
    for end in 0..bytes.len() {
        assert!(unmarshal(&bytes[..end]).is_err(), "{end}");
    }
    let mut more = bytes.clone();
    more.push(0);
    assert_eq!(unmarshal(&more).unwrap_err(), MarshalError::Damaged);
    let mut other = bytes.clone();
    other[5] ^= 1;
    assert_eq!(unmarshal(&other).unwrap_err(), MarshalError::Version);
    assert_eq!(unmarshal(b"#!/bin/sh").unwrap_err(), MarshalError::Foreign);
}

/// Whatever the bytes, reading and verifying them ends, without a panic.
#[test]
fn random_damage_does_no_harm() {
    let bytes = marshal(&compile_module(PROGRAM).unit).unwrap();
    let mut seed: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut taken = 0;
    for _ in 0..20_000 {
        let mut damaged = bytes.clone();
        for _ in 0..=random(3) {
            let at = 13 + random(bytes.len() - 13);
            damaged[at] = match random(3) {
                0 => random(256) as u8,
                1 => damaged[at] ^ (1 << random(8)),
                _ => damaged[random(bytes.len())],
            };
        }
        // Listing what was taken looks at every operand.
        if let Ok(unit) = unmarshal(&damaged) {
            taken += usize::from(!disassemble(&unit).is_empty());
        }
    }
    assert!(taken > 0);
}

#[test]
fn nesting_is_bounded() {
    let deep = compile_module(&format!("f = {}0\n", "lambda: ".repeat(300))).unit;
    assert_eq!(marshal(&deep).unwrap_err(), MarshalError::TooDeep);
    let fits = compile_module(&format!("f = {}0\n", "lambda: ".repeat(100))).unit;
    assert!(marshal(&fits).and_then(|bytes| unmarshal(&bytes)).is_ok());
}

#[test]
fn stubs_give_what_is_written() {
    let unit = compile_module(PROGRAM).unit;
    let bytes: &'static [u8] = Vec::leak(marshal(&unit).unwrap());
    let image = Image::open(bytes).unwrap();
    compare(image, image.root(), &unit);
}

/// A stub and all that is in it are the unit's.
fn compare(image: Image, stub: Stub, unit: &CodeUnit) {
    let head = stub.head().unwrap();
    assert_eq!((head.name, head.qualname, head.filename), (&*unit.name, &*unit.qualname, &*unit.filename));
    assert_eq!(head.flags, unit.flags);
    let doc = match unit.consts.first() {
        Some(Const::Str(text)) => Some(&**text),
        _ => None,
    };
    assert_eq!(stub.doc().unwrap(), doc);
    let found = image.at(stub.place(image).unwrap()).unwrap();
    let read = found.load().unwrap();
    assert!(disassemble(unit).starts_with(&disassemble(&read)));
    assert_eq!(read.positions[..], unit.positions[..]);
    for (read, whole) in read.consts.iter().zip(&unit.consts) {
        if let (Const::Stub(stub), Const::Code(unit)) = (read, whole) {
            compare(image, *stub, unit);
        }
    }
}

#[test]
fn damage_is_found_or_does_no_harm() {
    let bytes = marshal(&compile_module(PROGRAM).unit).unwrap();
    // A linear congruential generator: the same changes in every run.
    let mut state: u64 = 1;
    let mut chance = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let mut damaged = bytes.clone();
        for _ in 0..=chance(4) {
            let at = 13 + chance(damaged.len() - 13);
            match chance(3) {
                0 => damaged[at] = chance(256) as u8,
                1 => drop(damaged.remove(at)),
                _ => damaged.insert(at, chance(256) as u8),
            }
        }
        if let Ok(unit) = unmarshal(&damaged) {
            assert_eq!(unit.positions.len(), unit.instrs.len());
            disassemble(&unit);
        }
    }
}
