//! `getsizeof`: for the commonest built-in types what CPython says, for programs compare such figures; for others what the
//! object takes here.

use pausa_vm::exc::R;
use pausa_vm::heap::Kind;
use pausa_vm::native::Next;
use pausa_vm::object::{Str, Tuple};
use pausa_vm::value::Unpacked;
use pausa_vm::{Value, Vm};

pub(super) fn getsizeof(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let Some(n) = known(&args[0]) {
        return Ok(Next::Value(n.into()));
    }
    let default = Tuple::from_vec(args[1].given().into_iter().cloned().collect());
    Ok(Next::call(vm.prelude("sys_getsizeof")?, [args[0].clone(), default.into()]))
}

/// The size of an object that is exactly of a built-in type.
fn known(v: &Value) -> Option<usize> {
    if v.header().is_some_and(|h| !h.is_exact(h.kind())) {
        return None;
    }
    let digits = |bits: u64| 24 + 4 * bits.div_ceil(30) as usize;
    Some(match v.unpack() {
        Unpacked::None | Unpacked::NotImplemented | Unpacked::Ellipsis => 16,
        Unpacked::Bool(b) => digits(b.into()),
        Unpacked::Int(i) => digits(u64::from(64 - i.unsigned_abs().leading_zeros())),
        Unpacked::BigInt(i) => digits(i.bits()),
        Unpacked::Float(_) => 24,
        Unpacked::Complex(_) => 32,
        Unpacked::Str(s) => str(s),
        Unpacked::Bytes(b) => 33 + b.len(),
        Unpacked::ByteArray(b) => match b.bytes().len() {
            0 => 56,
            n => 57 + n,
        },
        Unpacked::Tuple(t) => 40 + 8 * t.len(),
        Unpacked::List(l) => 56 + 8 * l.len(),
        Unpacked::Dict(d) => dict(d.len(), d.table().iter().all(|e| e.key.exact::<Str>().is_some())),
        Unpacked::Set(s) => set(s.len()),
        Unpacked::FrozenSet(s) => set(s.len()),
        Unpacked::Slice(_) => 56,
        Unpacked::Range(_) => 48,
        Unpacked::Object(h) => match h.kind() {
            Kind::Function => 144,
            Kind::Module | Kind::NativeFunction => 72,
            Kind::BoundMethod => 64,
            _ => return None,
        },
        _ => return None,
    })
}

/// CPython keeps one, two or four bytes for each character, as the largest one needs.
fn str(s: &Str) -> usize {
    if s.is_ascii() {
        return 49 + s.len();
    }
    let n = s.chars();
    match s.text().code_points().max() {
        Some(0..=0xff) => 73 + n,
        Some(0..=0xffff) => 74 + 2 * n,
        _ => 76 + 4 * n,
    }
}

/// A table of a power of two, at most two thirds full, with one to four bytes for the index of an entry.
fn dict(n: usize, only_names: bool) -> usize {
    if n == 0 {
        return 64;
    }
    let mut size: usize = 8;
    while size * 2 / 3 < n {
        size *= 2;
    }
    let index = match size {
        0..=0x80 => 1,
        0x81..=0x8000 => 2,
        _ => 4,
    };
    let entry = if only_names { 16 } else { 24 };
    64 + 32 + size * index + size * 2 / 3 * entry
}

/// Up to four members are in the object itself.
fn set(n: usize) -> usize {
    if n <= 4 {
        return 216;
    }
    let mut size: usize = 8;
    while size * 3 <= n * 5 {
        size *= if n > 50_000 { 2 } else { 4 };
    }
    200 + 16 * size + 16
}
