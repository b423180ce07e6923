//! Items of lists, tuples and ranges.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;

use super::slice::{self, Bounds, Key, position};
use crate::exc::{Exc, R, index_error, memory_error, type_error, value_error};
use crate::heap;
use crate::object::{List, Range, Slice, Tuple};
use crate::types::class_name;
use crate::value::Value;

#[cold]
fn wrong_key(kind: &str, i: &Value) -> Exc {
    type_error(format!("{kind} indices must be integers or slices, not {}", class_name(i)))
}

/// The items that a slice names, in a vector.
fn select(items: &[Value], b: Bounds) -> R<Vec<Value>> {
    let mut out = Vec::new();
    out.try_reserve_exact(b.count).map_err(|_| memory_error())?;
    if b.step == 1 {
        if b.count > 0 {
            out.extend_from_slice(&items[b.range()]);
        }
    } else {
        out.extend(b.positions().map(|p| items[p].clone()));
    }
    Ok(out)
}

/// `list[i]`. None: `i`, or a part of it, has to be made an int.
#[inline]
pub fn list_get(list: &List, i: &Value) -> R<Option<Value>> {
    let items = list.items();
    if let Some(n) = i.as_small_int() {
        return match position(n, items.len()) {
            Some(p) => Ok(Some(items[p].clone())),
            None => Err(index_error("list index out of range")),
        };
    }
    match slice::key(i, items.len())? {
        Key::Int(n) => match position(n, items.len()) {
            Some(p) => Ok(Some(items[p].clone())),
            None => Err(index_error("list index out of range")),
        },
        Key::Slice(b) => Ok(Some(List::from_vec(select(&items, b)?).into())),
        Key::Ask => Ok(None),
        Key::Other => Err(wrong_key("list", i)),
    }
}

/// `tuple[i]`. None: `i`, or a part of it, has to be made an int.
#[inline]
pub fn tuple_get(tuple: &Value, i: &Value) -> R<Option<Value>> {
    let Some(t) = tuple.downcast::<Tuple>() else {
        return Ok(None);
    };
    let items = t.items();
    match slice::key(i, items.len())? {
        Key::Int(n) => match position(n, items.len()) {
            Some(p) => Ok(Some(items[p].clone())),
            None => Err(index_error("tuple index out of range")),
        },
        Key::Slice(b) if b.step == 1 && b.count == items.len() && tuple.exact::<Tuple>().is_some() => {
            Ok(Some(tuple.clone()))
        }
        Key::Slice(b) if b.step == 1 && b.count > 0 => Ok(Some(Tuple::from_slice(&items[b.range()]).into())),
        Key::Slice(b) => Ok(Some(Tuple::from_vec(select(items, b)?).into())),
        Key::Ask => Ok(None),
        Key::Other => Err(wrong_key("tuple", i)),
    }
}

/// `list[i] = v`. None: `i` has to be made an int, or `v` a list.
#[inline]
pub fn list_set(list: &List, i: &Value, v: &Value) -> R<Option<()>> {
    let old = {
        let mut items = list.items_mut();
        let len = items.len();
        match slice::key(i, len)? {
            Key::Int(n) => match position(n, len) {
                Some(p) => std::mem::replace(&mut items[p], v.clone()),
                None => return Err(index_error("list assignment index out of range")),
            },
            Key::Slice(_) => {
                drop(items);
                return list_set_slice(list, i, v);
            }
            Key::Ask => return Ok(None),
            Key::Other => return Err(wrong_key("list", i)),
        }
    };
    drop(old);
    Ok(Some(()))
}

fn list_set_slice(list: &List, i: &Value, v: &Value) -> R<Option<()>> {
    let Some(s) = i.downcast::<Slice>() else {
        return Ok(None);
    };
    let plain = s.step.is_none() || s.step.as_i64() == Some(1);
    let new = match crate::ops::iterate::collect(v)? {
        Some(new) => new,
        None if crate::ops::convert::is_iterable(v) => return Ok(None),
        _ if plain => return Err(type_error("can only assign an iterable")),
        _ => return Err(type_error("must assign iterable to extended slice")),
    };
    let old: Vec<Value>;
    {
        let mut items = list.items_mut();
        // Making the new items may have changed the list's length, if they come from an iterator over it.
        let Some(b) = slice::bounds(s, items.len())? else {
            return Ok(None);
        };
        if b.step == 1 {
            let range = b.range();
            items.try_reserve(new.len()).map_err(|_| memory_error())?;
            old = items.splice(range, new).collect();
        } else {
            if new.len() != b.count {
                return Err(value_error(format!(
                    "attempt to assign sequence of size {} to extended slice of size {}",
                    new.len(),
                    b.count
                )));
            }
            old = b.positions().zip(new).map(|(p, v)| std::mem::replace(&mut items[p], v)).collect();
        }
    }
    List::drop_items(old);
    Ok(Some(()))
}

/// `del list[i]`. None: `i` has to be made an int.
pub fn list_delete(list: &List, i: &Value) -> R<Option<()>> {
    let old: Vec<Value>;
    {
        let mut items = list.items_mut();
        let len = items.len();
        match slice::key(i, len)? {
            Key::Int(n) => match position(n, len) {
                Some(p) => old = vec![items.remove(p)],
                None => return Err(index_error("list assignment index out of range")),
            },
            Key::Slice(b) if b.count == 0 => return Ok(Some(())),
            Key::Slice(b) => {
                let b = b.ascending();
                if b.step == 1 {
                    old = items.drain(b.range()).collect();
                } else {
                    old = remove_every(&mut items, b);
                }
            }
            Key::Ask => return Ok(None),
            Key::Other => return Err(wrong_key("list", i)),
        }
    }
    List::drop_items(old);
    Ok(Some(()))
}

/// Takes the items of an ascending slice out, closing the gaps in one pass.
fn remove_every(items: &mut Vec<Value>, b: Bounds) -> Vec<Value> {
    let mut removed = Vec::with_capacity(b.count);
    let mut wanted = b.positions().peekable();
    let mut to = 0;
    for from in 0..items.len() {
        if wanted.peek() == Some(&from) {
            wanted.next();
            removed.push(items[from].take());
        } else {
            items.swap(to, from);
            to += 1;
        }
    }
    items.truncate(to);
    removed
}

/// `range[i]`. None: `i`, or a part of it, has to be made an int.
pub fn range_get(range: &Range, i: &Value) -> R<Option<Value>> {
    if i.is_int() {
        return range_item(range, i).map(Some);
    }
    if let Some(s) = i.downcast::<Slice>() {
        return range_slice(range, s);
    }
    if slice::has_index(i) {
        return Ok(None);
    }
    Err(wrong_key("range", i))
}

fn range_item(range: &Range, i: &Value) -> R {
    if let (Some(start), Some(step), Some(length), Some(i)) =
        (range.start.as_i64(), range.step.as_i64(), range.length.as_i64(), i.as_i64())
    {
        let at = if i < 0 { i.checked_add(length) } else { Some(i) };
        return match at.filter(|at| (0..length).contains(at)) {
            // An item lies between start and stop, so it cannot overflow if these do not.
            Some(at) => Ok(match at.checked_mul(step).and_then(|d| d.checked_add(start)) {
                Some(v) => Value::from(v),
                None => Value::from(BigInt::from(start) + BigInt::from(at) * BigInt::from(step)),
            }),
            None => Err(index_error("range object index out of range")),
        };
    }
    let big = |v: &Value| v.as_bigint().map(|i| i.into_owned()).unwrap_or_default();
    let (mut at, length) = (big(i), big(&range.length));
    if at.sign() == Sign::Minus {
        at += &length;
    }
    if at.sign() == Sign::Minus || at >= length {
        return Err(index_error("range object index out of range"));
    }
    Ok(Value::from(big(&range.start) + at * big(&range.step)))
}

fn range_slice(range: &Range, s: &Slice) -> R<Option<Value>> {
    let Some((start, stop, step)) = big_bounds(s, &big(&range.length))? else {
        return Ok(None);
    };
    let (first, unit) = (big(&range.start), big(&range.step));
    let item = |i: BigInt| Value::from(&first + i * &unit);
    Ok(Some(make_range(item(start), item(stop), Value::from(step * &unit))))
}

fn big(v: &Value) -> BigInt {
    v.as_bigint().map(|i| i.into_owned()).unwrap_or_default()
}

/// Start, stop and step of a slice of a sequence of any length; None if a part has to be made an int.
pub fn big_bounds(s: &Slice, length: &BigInt) -> R<Option<(BigInt, BigInt, BigInt)>> {
    for part in [&s.step, &s.start, &s.stop] {
        if !part.is_none() && !part.is_int() {
            if slice::has_index(part) {
                return Ok(None);
            }
            return Err(slice::not_a_bound());
        }
        // CPython looks at the step first, so its errors come first.
        if std::ptr::eq(part, &s.step) && part.is_int() && big(part).sign() == Sign::NoSign {
            return Err(value_error("slice step cannot be zero"));
        }
    }
    let step = if s.step.is_none() { BigInt::from(1) } else { big(&s.step) };
    let negative = step.sign() == Sign::Minus;
    let (low, high) = if negative { (BigInt::from(-1), length - 1) } else { (BigInt::ZERO, length.clone()) };
    let place = |v: &Value, absent: &BigInt| {
        if v.is_none() {
            return absent.clone();
        }
        let n = big(v);
        if n.sign() == Sign::Minus { (n + length).max(low.clone()) } else { n.min(high.clone()) }
    };
    let (first, last) = if negative { (&high, &low) } else { (&low, &high) };
    Ok(Some((place(&s.start, first), place(&s.stop, last), step)))
}

/// A range of these ints; the step is not zero.
pub fn make_range(start: Value, stop: Value, step: Value) -> Value {
    let length = range_length(&start, &stop, &step);
    heap::new(Range { start, stop, step, length }).into()
}

/// How many ints there are from `start` to `stop` by `step`, if that can be told in 64 bits.
#[inline]
pub fn small_range_length(start: i64, stop: i64, step: i64) -> Option<i64> {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    if low >= high {
        return Some(0);
    }
    let span = high.checked_sub(low)?;
    Some(if step == 1 { span } else { (span - 1) / step.checked_abs()? + 1 })
}

/// How many ints there are from `start` to `stop` by `step`.
fn range_length(start: &Value, stop: &Value, step: &Value) -> Value {
    if let (Some(a), Some(b), Some(s)) = (start.as_i64(), stop.as_i64(), step.as_i64()) {
        if let Some(n) = small_range_length(a, b, s) {
            return Value::from(n);
        }
        let (low, high, step) = if s > 0 { (a, b, s as i128) } else { (b, a, -(s as i128)) };
        let n = (high as i128 - low as i128 - 1) / step + 1;
        return match i64::try_from(n) {
            Ok(n) => Value::from(n),
            Err(_) => Value::from(BigInt::from(n)),
        };
    }
    let (a, b, s) = (big(start), big(stop), big(step));
    let (low, high, step) = if s.sign() == Sign::Minus { (b, a, -s) } else { (a, b, s) };
    if low >= high {
        return Value::small_int(0);
    }
    Value::from((high - low - 1u32).div_floor(&step) + 1u32)
}

/// Whether an int is in a range.
pub fn range_has(range: &Range, v: &Value) -> bool {
    if let (Some(start), Some(stop), Some(step), Some(v)) =
        (range.start.as_i64(), range.stop.as_i64(), range.step.as_i64(), v.as_i64())
    {
        let inside = if step > 0 { start <= v && v < stop } else { stop < v && v <= start };
        return inside && (v as i128 - start as i128) % step as i128 == 0;
    }
    let (start, stop, step, v) = (big(&range.start), big(&range.stop), big(&range.step), big(v));
    let inside = if step.sign() == Sign::Minus { stop < v && v <= start } else { start <= v && v < stop };
    inside && (v - start).is_multiple_of(&step)
}
