//! Steps of iterators over pairs whose pairs are taken apart at once, as in `for k, v in d.items()`: no tuple is made.

use super::{Step, adaptors, containers, step};
use crate::exc::R;
use crate::heap::Kind;
use crate::object::*;
use crate::value::Value;

/// What the next step of an iterator over pairs gives.
pub(crate) enum Pair {
    /// Both parts of a pair.
    Items(Value, Value),
    /// There are no more pairs.
    Done,
    /// It has to be found out by a step.
    Unknown,
}

/// The next pair of `enumerate`, of `zip` over two iterators and of a dict's items, if no user code is needed.
pub(crate) fn pair_step(it: &Value) -> R<Pair> {
    let Some(h) = it.header() else {
        return Ok(Pair::Unknown);
    };
    match h.kind() {
        Kind::DictIter => match it.downcast::<DictIter>() {
            Some(d) => Ok(containers::dict_pair(d).map_or(Pair::Unknown, |(k, v)| Pair::Items(k, v))),
            None => Ok(Pair::Unknown),
        },
        Kind::Enumerate if !h.is_subclass() => match it.downcast::<Enumerate>() {
            Some(e) if e.nature.is_native() => Ok(match step(&e.iterator)? {
                Step::Item(v) => Pair::Items(adaptors::next_number(e), v),
                Step::Done => Pair::Done,
                Step::User => Pair::Unknown,
            }),
            _ => Ok(Pair::Unknown),
        },
        Kind::Zip if !h.is_subclass() => match it.downcast::<Zip>() {
            Some(z) if z.nature.is_native() && !z.strict.get() => match &z.iterators[..] {
                [a, b] => {
                    let Step::Item(x) = step(a)? else {
                        return Ok(Pair::Done);
                    };
                    match step(b)? {
                        Step::Item(y) => Ok(Pair::Items(x, y)),
                        _ => Ok(Pair::Done),
                    }
                }
                _ => Ok(Pair::Unknown),
            },
            _ => Ok(Pair::Unknown),
        },
        _ => Ok(Pair::Unknown),
    }
}
