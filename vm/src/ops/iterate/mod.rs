//! Iteration.

pub mod text;

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
    match h.kind() {
        Kind::Str => Ok(Some(text::str_iter(v))),
        Kind::Bytes | Kind::ByteArray => Ok(Some(text::bytes_iter(v))),
        Kind::StrIter | Kind::BytesIter | Kind::Generator => Ok(Some(v.clone())),
        _ => Ok(None),
    }
}

/// `next(it)`
pub fn step(it: &Value) -> R<Step> {
    match it.header().map(|h| h.kind()) {
        Some(Kind::StrIter) => Ok(text::str_step(it)),
        Some(Kind::BytesIter) => Ok(text::bytes_step(it)),
        _ => Ok(Step::User),
    }
}

/// The items of an iterable. None: user code is needed to get them.
pub fn collect(v: &Value) -> R<Option<Vec<Value>>> {
    if let Some(items) = text::collect(v)? {
        return Ok(Some(items));
    }
    let Some(it) = iter(v)? else {
        return Ok(None);
    };
    let mut out = Vec::new();
    loop {
        match step(&it)? {
            Step::Item(v) => out.push(v),
            Step::Done => return Ok(Some(out)),
            // Only a built-in iterator is asked here, which takes no step before it says so.
            Step::User => return Ok(None),
        }
    }
}
