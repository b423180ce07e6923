//! Construction of bytearrays, and the methods that change them.

use crate::buffer;
use crate::exc::{R, buffer_error, index_error, memory_error, type_error, value_error};
use crate::heap;
use crate::native::{Next, class_arg, this};
use crate::object::{ByteArray, Bytes, List, Str, Tuple};
use crate::ops;
use crate::ops::item::slice;
use crate::ops::item::text::{byte, resizable};
use crate::types::bytes::finish;
use crate::types::bytes::like::same;
use crate::types::bytes::methods::{Source, items_to_bytes, source};
use crate::types::method::prelude;
use crate::types::{arg, class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

pub(super) fn new(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    Ok(heap::new_with_type(&class, ByteArray::default()).into())
}

pub(super) fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<ByteArray>(a)?;
    match source(vm, &a[1..], "bytearray")? {
        Source::Bytes(bytes) => {
            set_all(array, bytes)?;
            Ok(Next::Value(Value::NONE))
        }
        Source::Encoded(Next::Value(v)) => {
            set_all(array, buffer::require(&v)?.to_vec())?;
            Ok(Next::Value(Value::NONE))
        }
        Source::Encoded(next) => finish(vm, "bytearray_of_encoded", a[0].clone(), next),
        Source::Ask => Ok(Next::call(vm.prelude("bytearray_of_object")?, [a[0].clone(), a[1].clone()])),
    }
}

/// Replaces all bytes.
pub(crate) fn set_all(array: &ByteArray, bytes: Vec<u8>) -> R<()> {
    if array.bytes().len() != bytes.len() {
        resizable(array)?;
    }
    *array.bytes_mut() = bytes;
    Ok(())
}

pub(super) fn repr(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    this::<ByteArray>(a)?;
    ops::repr::text::write_array(&a[0], &mut out)?;
    Ok(Str::from_wtf8(&out).into())
}

/// `array += v`
pub fn extend_by(array: &ByteArray, whole: &Value, v: &Value) -> R<()> {
    let Ok(Some(more)) = buffer::get(v) else {
        return Err(type_error(format!("can't concat {} to {}", class_name(v), class_name(whole))));
    };
    if more.is_empty() {
        return Ok(());
    }
    if v.is(whole) {
        return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    resizable(array)?;
    push_all(array, &more)
}

fn push_all(array: &ByteArray, more: &[u8]) -> R<()> {
    let mut bytes = array.bytes_mut();
    bytes.try_reserve(more.len()).map_err(|_| memory_error())?;
    bytes.extend_from_slice(more);
    Ok(())
}

/// `array *= n`
pub fn repeat_in_place(array: &ByteArray, n: usize) -> R<()> {
    let len = array.bytes().len();
    if n == 1 || len == 0 {
        return Ok(());
    }
    resizable(array)?;
    if n == 0 {
        array.bytes_mut().clear();
        return Ok(());
    }
    let mut bytes = array.bytes_mut();
    let more = len.checked_mul(n - 1).ok_or_else(memory_error)?;
    bytes.try_reserve(more).map_err(|_| memory_error())?;
    for _ in 1..n {
        bytes.extend_from_within(..len);
    }
    Ok(())
}

pub(super) fn iadd(_: &mut Vm, a: &[Value]) -> R {
    extend_by(this::<ByteArray>(a)?, &a[0], &a[1])?;
    Ok(a[0].clone())
}

pub(super) fn imul(_: &mut Vm, a: &[Value]) -> R {
    let n = ops::arith::sequence::int_count(&a[1])?.unwrap_or(0);
    repeat_in_place(this::<ByteArray>(a)?, n)?;
    Ok(a[0].clone())
}

pub(super) fn setitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<ByteArray>(a)?;
    match ops::item::text::set(&a[0], &a[1], Some(&a[2]))? {
        Some(()) => Ok(Next::Value(Value::NONE)),
        None => Ok(Next::call(vm.prelude("bytearray_setitem")?, [a[0].clone(), a[1].clone(), a[2].clone()])),
    }
}

pub(super) fn delitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<ByteArray>(a)?;
    match ops::item::text::set(&a[0], &a[1], None)? {
        Some(()) => Ok(Next::Value(Value::NONE)),
        None => Ok(Next::call(vm.prelude("delitem_by_index")?, [a[0].clone(), a[1].clone()])),
    }
}

pub(super) fn alloc(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<ByteArray>(a)?.bytes().capacity().into())
}

fn reduced(vm: &mut Vm, a: &[Value], text: bool) -> R<Next> {
    let bytes = this::<ByteArray>(a)?.bytes();
    let args = if bytes.is_empty() {
        Vec::new()
    } else if text {
        let mut latin = Vec::new();
        crate::text::codec::single::decode_latin1(&bytes, &mut latin);
        vec![Str::from_wtf8(&latin).into(), "latin-1".into()]
    } else {
        vec![Bytes::new(&bytes).into()]
    };
    let args = vm.tuple(args);
    let class = class_of(&a[0]);
    if class.is_heap_type() {
        // It may have slots.
        return prelude(vm, "set_reduce", [a[0].clone(), class.into(), args]);
    }
    Ok(Next::Value(vm.tuple(vec![class.into(), args, Value::NONE])))
}

pub(super) fn reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    reduced(vm, a, true)
}

pub(super) fn reduce_ex(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let protocol = arg::c_int_or(&a[1], 0)?;
    reduced(vm, a, protocol < 3)
}

/// A byte given by an int.
fn required_byte(v: &Value) -> R<u8> {
    byte(v)?.ok_or_else(|| type_error("an integer is required"))
}

pub(super) fn append(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<ByteArray>(a)?;
    let b = required_byte(&a[1])?;
    resizable(array)?;
    push_all(array, &[b])?;
    Ok(Value::NONE)
}

pub(super) fn clear(_: &mut Vm, a: &[Value]) -> R {
    set_all(this::<ByteArray>(a)?, Vec::new())?;
    Ok(Value::NONE)
}

pub(super) fn copy(_: &mut Vm, a: &[Value]) -> R {
    this::<ByteArray>(a)?;
    same(&a[0])
}

pub(super) fn extend(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<ByteArray>(a)?;
    let more = match buffer::get(&a[1])? {
        Some(b) => Some(b.to_vec()),
        None => {
            if !ops::convert::is_iterable(&a[1]) {
                return Err(type_error(format!("can't extend bytearray with {}", class_name(&a[1]))));
            }
            let items = match a[1].exact::<List>() {
                Some(l) => Some(l.items().clone()),
                None => match a[1].exact::<Tuple>() {
                    Some(t) => Some(t.items().to_vec()),
                    None => ops::iterate::collect(&a[1])?,
                },
            };
            match items {
                Some(items) => items_to_bytes(&items, "bytearray")?,
                None => None,
            }
        }
    };
    let Some(more) = more else {
        return Ok(Next::call(vm.prelude("bytearray_extend")?, [a[0].clone(), a[1].clone()]));
    };
    if !more.is_empty() {
        resizable(array)?;
        push_all(array, &more)?;
    }
    Ok(Next::Value(Value::NONE))
}

pub(super) fn insert(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<ByteArray>(a)?;
    let index = arg::size(&a[1])?;
    let b = required_byte(&a[2])?;
    resizable(array)?;
    let mut bytes = array.bytes_mut();
    let len = bytes.len() as isize;
    let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
    bytes.try_reserve(1).map_err(|_| memory_error())?;
    bytes.insert(at as usize, b);
    Ok(Value::NONE)
}

pub(super) fn pop(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<ByteArray>(a)?;
    let index = arg::size_or(&a[1], -1)?;
    let len = array.bytes().len();
    if len == 0 {
        return Err(index_error("pop from empty bytearray"));
    }
    let at = slice::position(index as i64, len).ok_or_else(|| index_error("pop index out of range"))?;
    resizable(array)?;
    let b = array.bytes_mut().remove(at);
    Ok(Value::from(i32::from(b)))
}

pub(super) fn remove(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<ByteArray>(a)?;
    let b = required_byte(&a[1])?;
    let at = memchr::memchr(b, &array.bytes());
    let at = at.ok_or_else(|| value_error("value not found in bytearray"))?;
    resizable(array)?;
    array.bytes_mut().remove(at);
    Ok(Value::NONE)
}

pub(super) fn reverse(_: &mut Vm, a: &[Value]) -> R {
    this::<ByteArray>(a)?.bytes_mut().reverse();
    Ok(Value::NONE)
}
