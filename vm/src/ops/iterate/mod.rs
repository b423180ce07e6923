//! Iteration.

pub mod adaptors;
pub mod containers;
mod driver;
mod nature;
mod pairs;
pub mod text;

pub use adaptors::nature;
pub use driver::{Drive, Driver, drive};
pub use nature::Nature;
pub(crate) use pairs::{Pair, pair_step};

use crate::exc::R;
use crate::heap::Kind;
use crate::object::TypeFlags;
use crate::value::Value;

/// What an iterator's next step gives.
pub enum Step {
    /// An item.
    Item(Value),
    /// There are no more items.
    Done,
    /// The iterator's `__next__` has to be called.
    User,
}

/// `iter(v)`. None: `__iter__` has to be called.
pub fn iter(v: &Value) -> R<Option<Value>> {
    let Some(h) = v.header() else {
        return Ok(None);
    };
    if h.class_ref().any(TypeFlags::USER_CONTAINER) {
        return Ok(None);
    }
    Ok(match h.kind() {
        Kind::Str => Some(text::str_iter(v)),
        Kind::Bytes | Kind::ByteArray => Some(text::bytes_iter(v)),
        Kind::StrIter
        | Kind::BytesIter
        | Kind::ListIter
        | Kind::TupleIter
        | Kind::RangeIter
        | Kind::LongRangeIter
        | Kind::DictIter
        | Kind::SetIter
        | Kind::SequenceIter
        | Kind::CallableIter
        | Kind::Reversed
        | Kind::Enumerate
        | Kind::Zip
        | Kind::Map
        | Kind::Filter
        | Kind::Generator => Some(v.clone()),
        Kind::Native if h.is_iterator() => Some(v.clone()),
        kind => containers::iter(v, kind),
    })
}

/// `next(it)`
#[inline]
pub fn step(it: &Value) -> R<Step> {
    let Some(h) = it.header() else {
        return Ok(Step::User);
    };
    match h.kind() {
        Kind::StrIter => Ok(text::str_step(it)),
        Kind::BytesIter => Ok(text::bytes_step(it)),
        kind @ (Kind::Enumerate | Kind::Zip | Kind::Reversed) if !h.is_subclass() => adaptors::native_step(it, kind),
        Kind::Native => h.iterator_step(),
        kind => containers::step(it, kind),
    }
}

/// The items of an iterable. None: user code is needed to get them.
pub fn collect(v: &Value) -> R<Option<Vec<Value>>> {
    let Some(h) = v.header() else {
        return Ok(None);
    };
    if h.class_ref().any(TypeFlags::USER_CONTAINER) {
        return Ok(None);
    }
    if let Some(items) = text::collect(v)? {
        return Ok(Some(items));
    }
    if let Some(items) = containers::collect(v, h.kind())? {
        return Ok(Some(items));
    }
    if !nature(v).is_finite() {
        return Ok(None);
    }
    let mut out = Vec::new();
    while let Step::Item(v) = step(v)? {
        out.push(v);
    }
    Ok(Some(out))
}
