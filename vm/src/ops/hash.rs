//! Hashes that need no user code.

use num_bigint::BigInt;

use crate::exc::{Exc, type_error};
use crate::heap::Kind;
use crate::number::hash::TupleHasher;
use crate::object::*;
use crate::ops::number::Number;
use crate::types::class_name;
use crate::value::{Unpacked, Value};

/// The outcome of hashing without user code.
pub enum Hashed {
    /// The hash.
    Known(u64),
    /// The class, or that of an item, has a `__hash__` in Python.
    User,
    /// The value, or an item, is not hashable.
    Unhashable(Exc),
}

impl Hashed {
    /// The hash, if it is known.
    pub fn known(self) -> Option<u64> {
        match self {
            Hashed::Known(h) => Some(h),
            _ => None,
        }
    }
}

/// The hash of an int: modulo 2**61 - 1, with the sign, and -2 in place of -1.
#[inline]
pub fn hash_int(i: i64) -> u64 {
    const P: u64 = (1 << 61) - 1;
    let r = (i.unsigned_abs() % P) as i64;
    let h = if i < 0 { -r } else { r };
    (if h == -1 { -2 } else { h }) as u64
}

/// The hash of a large int.
pub fn hash_bigint(i: &BigInt) -> u64 {
    crate::number::hash::int(crate::number::int::IntRef::Big(i)) as u64
}

/// The hash of a float; `identity` is used for NaN.
pub fn hash_float(f: f64, identity: u64) -> u64 {
    crate::number::hash::float(f).map_or_else(|| hash_pointer(identity), |h| h as u64)
}

/// The hash of the number that `v` was seen as.
pub fn number(v: &Value, n: Number) -> u64 {
    match n {
        Number::Small(i) => hash_int(i),
        Number::Big(i) => hash_bigint(i),
        Number::Float(f) => hash_float(f, v.bits()),
        Number::Complex(c) => crate::number::hash::complex(c, hash_pointer(v.bits()) as i64) as u64,
    }
}

/// The hash of an object by identity.
#[inline]
pub fn hash_pointer(word: u64) -> u64 {
    let h = word.rotate_right(4);
    if h == u64::MAX { u64::MAX - 1 } else { h }
}

/// The hash of a value, if no user code is needed for it.
#[inline]
pub fn native(v: &Value) -> Hashed {
    if let Some(s) = v.exact::<Str>() {
        return Hashed::Known(s.hash());
    }
    if let Some(i) = v.as_small_int() {
        return Hashed::Known(hash_int(i));
    }
    slow(v, 0)
}

/// Whether the class has a `__hash__` in Python, or may have switched hashing off.
fn is_users(v: &Value) -> bool {
    let Some(h) = v.header() else { return false };
    let class = h.class_ref();
    class.any(TypeFlags::USER_HASH)
        || class.any(TypeFlags::HEAP)
            && class.any(TypeFlags::USER_EQ)
            && !matches!(h.kind(), Kind::Instance | Kind::Exception | Kind::Type)
}

fn slow(v: &Value, depth: u32) -> Hashed {
    if is_users(v) {
        return Hashed::User;
    }
    match v.unpack() {
        Unpacked::Int(i) => Hashed::Known(number(v, Number::Small(i))),
        Unpacked::Bool(b) => Hashed::Known(b as u64),
        Unpacked::BigInt(i) => Hashed::Known(number(v, Number::Big(i))),
        Unpacked::Float(f) => Hashed::Known(number(v, Number::Float(f))),
        Unpacked::Complex(c) => Hashed::Known(number(v, Number::Complex(c.into()))),
        Unpacked::Str(s) => Hashed::Known(s.hash()),
        Unpacked::Bytes(b) => Hashed::Known(b.hash()),
        Unpacked::Tuple(t) => {
            if depth > 100 {
                return deep(t);
            }
            items(t.items(), depth)
        }
        Unpacked::FrozenSet(s) => Hashed::Known(frozenset(s)),
        Unpacked::List(_) | Unpacked::Dict(_) | Unpacked::Set(_) | Unpacked::ByteArray(_) | Unpacked::Slice(_) => {
            Hashed::Unhashable(unhashable(v))
        }
        Unpacked::None => Hashed::Known(0xfca8_6420),
        Unpacked::NotImplemented | Unpacked::Ellipsis | Unpacked::Unbound | Unpacked::Type(_) => {
            Hashed::Known(hash_pointer(v.bits()))
        }
        Unpacked::Range(r) => range(r),
        Unpacked::Object(h) => object(v, h),
    }
}

/// The hash of a tuple of these items.
pub fn of_items(values: &[Value]) -> Hashed {
    items(values, 0)
}

fn items(values: &[Value], depth: u32) -> Hashed {
    let mut acc = TupleHasher::new();
    for item in values {
        let hash = match item.as_small_int() {
            Some(i) => Hashed::Known(hash_int(i)),
            None => match item.exact::<Str>() {
                Some(s) => Hashed::Known(s.hash()),
                None => slow(item, depth + 1),
            },
        };
        match hash {
            Hashed::Known(h) => acc.add(h as i64),
            other => return other,
        }
    }
    Hashed::Known(acc.finish() as u64)
}

/// The hash of a tuple that is so deep in others that the native stack is left alone: those on the way are kept on the heap.
fn deep(outermost: &Tuple) -> Hashed {
    let mut waiting = vec![(outermost.items().iter(), TupleHasher::new())];
    while let Some((items, hasher)) = waiting.last_mut() {
        let hash = match items.next() {
            None => {
                let hash = hasher.finish();
                waiting.pop();
                match waiting.last_mut() {
                    Some((_, outer)) => outer.add(hash),
                    None => return Hashed::Known(hash as u64),
                }
                continue;
            }
            Some(item) => match item.downcast::<Tuple>() {
                Some(_) if is_users(item) => Hashed::User,
                Some(inner) => {
                    waiting.push((inner.items().iter(), TupleHasher::new()));
                    continue;
                }
                None => slow(item, 0),
            },
        };
        match hash {
            Hashed::Known(h) => hasher.add(h as i64),
            other => return other,
        }
    }
    Hashed::User
}

/// Any other object: by identity if its class inherits `object.__hash__`.
fn object(v: &Value, h: &crate::heap::Header) -> Hashed {
    let class = h.class_ref();
    match class.lookup(crate::names::cached::__hash__().value()) {
        Some(f) if f.is_none() => Hashed::Unhashable(unhashable(v)),
        Some(f) if crate::types::object::is_object_hash(&f) => Hashed::Known(hash_pointer(v.bits())),
        _ => Hashed::User,
    }
}

/// The TypeError for a value that is not hashable.
pub fn unhashable(v: &Value) -> Exc {
    type_error(format!("unhashable type: '{}'", class_name(v)))
}

/// The hash of a frozenset: independent of order.
pub fn frozenset(s: &FrozenSet) -> u64 {
    if let Some(h) = s.hash.get() {
        return h;
    }
    let h = members(s.table());
    s.hash.set(Some(h));
    h
}

/// The hash of a range: that of a tuple of what tells it from others.
fn range(r: &Range) -> Hashed {
    let parts = match r.length.as_i64() {
        Some(0) => [r.length.clone(), Value::NONE, Value::NONE],
        Some(1) => [r.length.clone(), r.start.clone(), Value::NONE],
        _ => [r.length.clone(), r.start.clone(), r.step.clone()],
    };
    items(&parts, 0)
}

/// The hash that a frozenset of these members has.
pub fn members(table: &SetTable) -> u64 {
    crate::number::hash::frozenset(table.iter().map(|s| s.hash as i64)) as u64
}
