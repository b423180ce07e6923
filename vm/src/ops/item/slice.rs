//! What the index of a sequence means: an int, or a slice against a length.

use num_bigint::Sign;

use crate::exc::{Exc, R, index_error, type_error, value_error};
use crate::heap::Kind;
use crate::names::cached;
use crate::object::{List, Slice, Str, Tuple};
use crate::types::{class_name, class_of};
use crate::value::Value;

/// An index of a sequence.
pub enum Key {
    /// An int, which may be negative or beyond the end.
    Int(i64),
    /// A slice.
    Slice(Bounds),
    /// User code has to turn it, or a part of it, into an int first.
    Ask,
    /// Nothing that a sequence can be indexed with.
    Other,
}

/// What `i` means as an index of a sequence of `len` items.
pub fn key(i: &Value, len: usize) -> R<Key> {
    if let Some(n) = i.as_i64() {
        return Ok(Key::Int(n));
    }
    if i.is_int() {
        return Err(too_big(i));
    }
    if let Some(s) = i.downcast::<Slice>() {
        return Ok(match bounds(s, len)? {
            Some(b) => Key::Slice(b),
            None => Key::Ask,
        });
    }
    Ok(if has_index(i) { Key::Ask } else { Key::Other })
}

/// The position of item `n`, counted from the end if negative; None if there is no such item.
#[inline]
pub fn position(n: i64, len: usize) -> Option<usize> {
    let n = if n < 0 { n + len as i64 } else { n };
    usize::try_from(n).ok().filter(|&n| n < len)
}

/// Whether a value that is no int can be made one by `__index__`.
pub fn has_index(v: &Value) -> bool {
    class_of(v).lookup(cached::__index__().value()).is_some()
}

/// The IndexError for an int that is beyond any sequence.
#[cold]
pub fn too_big(i: &Value) -> Exc {
    index_error(format!("cannot fit '{}' into an index-sized integer", class_name(i)))
}

/// Which items of a sequence a slice names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The first item.
    pub start: isize,
    /// The bound, which is not among the items; before the first if `step` is negative.
    pub stop: isize,
    /// From one item to the next; not zero.
    pub step: isize,
    /// How many items there are.
    pub count: usize,
}

impl Bounds {
    /// The bounds as a range, for a step of one; `start` is kept where the slice is empty.
    pub fn range(&self) -> std::ops::Range<usize> {
        let start = self.start.max(0) as usize;
        start..start.max(self.stop.max(0) as usize)
    }

    /// The positions of the items, in order.
    pub fn positions(self) -> impl ExactSizeIterator<Item = usize> {
        (0..self.count).map(move |i| (self.start + self.step.wrapping_mul(i as isize)).max(0) as usize)
    }

    /// The same items from the lowest position up.
    pub fn ascending(self) -> Bounds {
        if self.step > 0 || self.count == 0 {
            return self;
        }
        let last = self.start + self.step * (self.count as isize - 1);
        Bounds { start: last, stop: self.start + 1, step: -self.step, count: self.count }
    }
}

/// The items of a sequence of `len` items that a slice names; None if user code has to say what a part of it is.
pub fn bounds(s: &Slice, len: usize) -> R<Option<Bounds>> {
    // CPython looks at the step first, so its errors come first.
    let step = match part(&s.step)? {
        Part::Absent => 1,
        Part::Int(0) => return Err(value_error("slice step cannot be zero")),
        Part::Int(n) => n.max(-isize::MAX),
        Part::Ask => return Ok(None),
    };
    let start = part(&s.start)?;
    if matches!(start, Part::Ask) {
        return Ok(None);
    }
    let stop = part(&s.stop)?;
    if matches!(stop, Part::Ask) {
        return Ok(None);
    }
    let len = len as isize;
    // Where a bound beyond either end is put: with a negative step, `-1` is before the first item.
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let place = |part, absent| match part {
        Part::Int(n) if n < 0 => n.saturating_add(len).max(low),
        Part::Int(n) => n.min(high),
        _ => absent,
    };
    let (first, last) = if step > 0 { (low, high) } else { (high, low) };
    let (start, stop) = (place(start, first), place(stop, last));
    let distance = if step > 0 { stop - start } else { start - stop };
    let count = match usize::try_from(distance) {
        Ok(d) if d > 0 => (d - 1) / step.unsigned_abs() + 1,
        _ => 0,
    };
    Ok(Some(Bounds { start, stop, step, count }))
}

/// The longest slice that `simple` makes, which looks at no limit of memory.
const SIMPLE: usize = 1 << 12;

/// Which of `len` items `[start:stop]` names, if the bounds are None or small ints.
#[inline(always)]
pub fn simple_range(start: &Value, stop: &Value, len: usize) -> Option<std::ops::Range<usize>> {
    let place = |v: &Value, absent: usize| {
        if v.is_none() {
            return Some(absent);
        }
        let n = v.as_small_int()?;
        Some(if n < 0 { (n + len as i64).max(0) as usize } else { (n as usize).min(len) })
    };
    let (from, to) = (place(start, 0)?, place(stop, len)?);
    Some(from..to.max(from))
}

/// `o[start:stop]` of a built-in sequence with bounds that are None or small ints. None: it is something else, or too large.
pub fn simple(o: &Value, start: &Value, stop: &Value) -> Option<Value> {
    let h = o.header()?;
    let range = |len: usize| simple_range(start, stop, len).filter(|range| range.len() <= SIMPLE);
    if h.is_exact(Kind::Str) {
        let s = o.downcast::<Str>()?;
        if !s.is_ascii() {
            return None;
        }
        let range = range(s.len())?;
        if range.len() == s.len() {
            return Some(o.clone());
        }
        return match &s.bytes()[range] {
            [one] => Some(Str::from_char((*one).into()).into()),
            part => Some(Str::try_ascii(part)?.into()),
        };
    }
    if h.is_exact(Kind::List) {
        let items = o.downcast::<List>()?.items();
        let range = range(items.len())?;
        return Some(List::from_vec(items[range].to_vec()).into());
    }
    if h.is_exact(Kind::Tuple) {
        let items = o.downcast::<Tuple>()?.items();
        let range = range(items.len())?;
        if range.len() == items.len() {
            return Some(o.clone());
        }
        return Some(Tuple::from_slice(&items[range]).into());
    }
    None
}

#[derive(Clone, Copy)]
enum Part {
    Absent,
    /// An int; the greatest or least there is in place of one beyond.
    Int(isize),
    Ask,
}

fn part(v: &Value) -> R<Part> {
    if v.is_none() {
        return Ok(Part::Absent);
    }
    if let Some(n) = clamped(v) {
        return Ok(Part::Int(n));
    }
    if has_index(v) {
        return Ok(Part::Ask);
    }
    Err(not_a_bound())
}

/// An int as a position, with the greatest or least there is in place of one beyond; None if `v` is no int.
pub fn clamped(v: &Value) -> Option<isize> {
    if let Some(n) = v.as_i64() {
        return Some(n as isize);
    }
    let negative = v.as_bigint()?.sign() == Sign::Minus;
    Some(if negative { isize::MIN } else { isize::MAX })
}

/// The TypeError for a bound that is no int.
#[cold]
pub fn not_a_bound() -> Exc {
    type_error("slice indices must be integers or None or have an __index__ method")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap;

    fn of(start: Option<i64>, stop: Option<i64>, step: Option<i64>, len: usize) -> Vec<usize> {
        let value = |part: Option<i64>| part.map_or(Value::NONE, Value::from);
        let slice = heap::new(Slice { start: value(start), stop: value(stop), step: value(step) });
        let bounds = bounds(&slice, len).ok().flatten().expect("ints");
        let up: Vec<usize> = bounds.ascending().positions().collect();
        let mut items: Vec<usize> = bounds.positions().collect();
        let as_they_come = items.clone();
        items.sort_unstable();
        assert_eq!(items, up);
        as_they_come
    }

    #[test]
    fn slices_name_the_items_of_python() {
        let _vm = crate::vm::Vm::new();
        assert_eq!(of(None, None, None, 3), [0, 1, 2]);
        assert_eq!(of(None, None, Some(-1), 3), [2, 1, 0]);
        assert_eq!(of(Some(-2), None, None, 3), [1, 2]);
        assert_eq!(of(Some(5), Some(-9), Some(-2), 4), [3, 1]);
        assert_eq!(of(Some(1), Some(1), None, 3), [] as [usize; 0]);
        assert_eq!(of(None, None, Some(i64::MAX), 3), [0]);
        assert_eq!(of(None, None, Some(i64::MIN), 3), [2]);
        assert_eq!(of(Some(i64::MIN), Some(i64::MAX), Some(2), 5), [0, 2, 4]);
        assert_eq!(of(Some(-1), Some(-4), Some(-1), 3), [2, 1, 0]);
    }
}
