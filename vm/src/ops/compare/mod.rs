//! Equality and order of built-in values, without user code.

pub mod containers;
pub mod number;
mod text;

use std::cmp::Ordering;

use crate::exc::R;
use crate::heap::Kind;
use crate::object::*;
use crate::ops::table;
use crate::value::{Unpacked, Value};

/// How deep nested containers are compared natively; beyond, the prelude goes on (and meets the recursion limit).
const DEPTH: u32 = 50;

/// Whether two values are equal, as keys of a dict are compared: identical, or equal. None: only user code can tell.
#[inline]
pub fn native_eq(a: &Value, b: &Value) -> Option<bool> {
    if a.is(b) {
        return Some(true);
    }
    item(a, b, 0)
}

/// Whether a class's instances may be compared natively by their built-in base.
fn is_plain(v: &Value) -> bool {
    match v.header() {
        None => true,
        Some(h) => !h.class_ref().any(TypeFlags::USER_EQ),
    }
}

/// `a == b` for values that are not identical.
pub fn eq(a: &Value, b: &Value, depth: u32) -> Option<bool> {
    if let Some((a, b)) = number::pair(a, b) {
        return Some(number::equal(a, b));
    }
    if !is_plain(a) || !is_plain(b) || depth > DEPTH {
        return None;
    }
    match (a.unpack(), b.unpack()) {
        (Unpacked::Str(x), Unpacked::Str(y)) => Some(x.bytes() == y.bytes()),
        (Unpacked::Bytes(x), Unpacked::Bytes(y)) => Some(x.bytes() == y.bytes()),
        (Unpacked::Bytes(x), Unpacked::ByteArray(y)) => Some(x.bytes() == &y.bytes()[..]),
        (Unpacked::ByteArray(x), Unpacked::Bytes(y)) => Some(y.bytes() == &x.bytes()[..]),
        (Unpacked::ByteArray(x), Unpacked::ByteArray(y)) => Some(x.bytes()[..] == y.bytes()[..]),
        (Unpacked::Tuple(x), Unpacked::Tuple(y)) => sequences(x.items(), y.items(), depth),
        (Unpacked::List(x), Unpacked::List(y)) => sequences(&x.items(), &y.items(), depth),
        (Unpacked::Dict(x), Unpacked::Dict(y)) => dicts(x, y, depth),
        (Unpacked::Set(_) | Unpacked::FrozenSet(_), Unpacked::Set(_) | Unpacked::FrozenSet(_)) => {
            crate::ops::sets::equal(&*table::members(a)?, &*table::members(b)?)
        }
        (Unpacked::Slice(x), Unpacked::Slice(y)) => {
            for (p, q) in [(&x.start, &y.start), (&x.stop, &y.stop), (&x.step, &y.step)] {
                if !item(p, q, depth)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        _ => containers::equal(a, b, depth).unwrap_or_else(|| unlike(a, b)),
    }
}

/// Values of kinds that are equal only if they are the same object, unless a class is involved whose `__eq__` is not known here.
fn unlike(a: &Value, b: &Value) -> Option<bool> {
    let known = |v: &Value| match v.header() {
        None => true,
        Some(h) => match h.kind() {
            Kind::Instance | Kind::Exception | Kind::Type | Kind::Function | Kind::Module => {
                let class = h.class_ref();
                class
                    .lookup(crate::names::cached::__eq__().value())
                    .is_some_and(|f| crate::types::object::is_object_eq(&f))
            }
            Kind::Int
            | Kind::Float
            | Kind::Complex
            | Kind::Str
            | Kind::Bytes
            | Kind::Tuple
            | Kind::List
            | Kind::Dict
            | Kind::Set
            | Kind::FrozenSet
            | Kind::Range
            | Kind::Slice
            | Kind::GenericAlias
            | Kind::Union => true,
            _ => false,
        },
    };
    if known(a) && known(b) { Some(a.is(b)) } else { None }
}

#[inline]
fn item(a: &Value, b: &Value, depth: u32) -> Option<bool> {
    if a.is(b) {
        return Some(true);
    }
    if a.is_small_int() && b.is_small_int() {
        return Some(false);
    }
    if let (Some(x), Some(y)) = (a.exact::<Str>(), b.exact::<Str>()) {
        return Some(x.is_equal_to_other(y));
    }
    eq(a, b, depth + 1)
}

fn sequences(a: &[Value], b: &[Value], depth: u32) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    for (x, y) in a.iter().zip(b) {
        if !item(x, y, depth)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether two dicts have equal entries. None: only user code can tell.
pub fn dicts(a: &Dict, b: &Dict, depth: u32) -> Option<bool> {
    let (a, b) = (a.table(), b.table());
    if a.len() != b.len() {
        return Some(false);
    }
    for e in a.iter() {
        match b.find(e.hash, None, |k| native_eq(k, &e.key)) {
            Found::At(i) => {
                if !item(&e.value, &b.entries()[i].value, depth)? {
                    return Some(false);
                }
            }
            Found::Missing => return Some(false),
            Found::Ask(_) => return None,
        }
    }
    Some(true)
}

macro_rules! compare_operators {
    ($($name:ident $symbol:literal $method:ident $reflected:ident)*) => {
        /// A comparison.
        #[allow(missing_docs, reason = "they are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum CompareOp { $($name),* }

        impl CompareOp {
            /// How it is written.
            pub fn symbol(self) -> &'static str {
                match self { $(CompareOp::$name => $symbol),* }
            }
            /// The left operand's method.
            pub fn name(self, vm: &crate::vm::Vm) -> crate::heap::Obj<Str> {
                match self { $(CompareOp::$name => vm.names.$method.clone()),* }
            }
            /// The comparison that says the same with the operands exchanged.
            pub fn reflected(self) -> CompareOp {
                match self { $(CompareOp::$name => CompareOp::$reflected),* }
            }
        }
    };
}

compare_operators! {
    Lt "<" __lt__ Gt
    Le "<=" __le__ Ge
    Eq "==" __eq__ Eq
    Ne "!=" __ne__ Ne
    Gt ">" __gt__ Lt
    Ge ">=" __ge__ Le
}

impl CompareOp {
    /// The outcome for operands in this order.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            CompareOp::Lt => order.is_lt(),
            CompareOp::Le => order.is_le(),
            CompareOp::Eq => order.is_eq(),
            CompareOp::Ne => order.is_ne(),
            CompareOp::Gt => order.is_gt(),
            CompareOp::Ge => order.is_ge(),
        }
    }
}

/// `l op r`. None: the operands' methods have to say.
#[inline]
pub fn rich(op: CompareOp, l: &Value, r: &Value) -> R<Option<bool>> {
    if let (Some(a), Some(b)) = (l.as_small_int(), r.as_small_int()) {
        return Ok(Some(op.holds(a.cmp(&b))));
    }
    rich_at(op, l, r, 0)
}

fn rich_at(op: CompareOp, l: &Value, r: &Value, depth: u32) -> R<Option<bool>> {
    if let Some((a, b)) = number::pair(l, r) {
        return Ok(number::rich(op, a, b));
    }
    match op {
        CompareOp::Eq => return Ok(eq(l, r, depth)),
        CompareOp::Ne => return Ok(eq(l, r, depth).map(|same| !same)),
        _ => {}
    }
    let is_user =
        |v: &Value| v.header().is_some_and(|h| h.class_ref().any(TypeFlags::USER_EQ | TypeFlags::USER_OPERATOR));
    if is_user(l) || is_user(r) || depth > DEPTH {
        return Ok(None);
    }
    if let Some(order) = text::order(l, r) {
        return Ok(Some(op.holds(order)));
    }
    containers::order(op, l, r, depth)
}

/// The TypeError of an order that neither operand defines.
pub fn not_supported(op: CompareOp, l: &Value, r: &Value) -> crate::exc::Exc {
    let (l, r) = (crate::types::class_name(l), crate::types::class_name(r));
    crate::exc::type_error(format!("'{}' not supported between instances of '{l}' and '{r}'", op.symbol()))
}
