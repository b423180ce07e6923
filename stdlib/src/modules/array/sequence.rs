//! What operators do with arrays.

use pausa_vm::exc::{index_error, memory_error, overflow_error, type_error, value_error};
use pausa_vm::native::{Next, this};
use pausa_vm::ops::compare::{CompareOp, native_eq, rich};
use pausa_vm::ops::item::slice::{self, Bounds, Key};
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{R, Value, Vm};

use super::general;
use super::item::Kind;
use super::store::Array;

/// The class of arrays that operators make: `array` itself.
fn plain(vm: &Vm) -> R<pausa_vm::object::TypeRef> {
    vm.native_type::<Array>()
}

pub(super) fn repr(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let (name, letter) = (class_of(&a[0]).plain_name(), char::from(array.code.letter));
    if array.len() == 0 {
        return Ok(format!("{name}('{letter}')").into());
    }
    let content = if array.code.kind == Kind::Char {
        super::methods::text(array)?
    } else {
        pausa_vm::object::List::from_vec(array.items()?).into()
    };
    let mut out = format!("{name}('{letter}', ").into_bytes();
    pausa_vm::ops::repr::write(&content, &mut out)?;
    out.push(b')');
    Ok(pausa_vm::object::Str::from_wtf8(&out).into())
}

pub(super) fn compare(_: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let known = |b: bool| Ok(Next::Value(Value::bool(b)));
    let (Some(x), Some(y)) = (a[0].downcast::<Array>(), a[1].downcast::<Array>()) else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    if x.len() != y.len() && matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return known(op == CompareOp::Ne);
    }
    for i in 0..x.len().min(y.len()) {
        if let (Some(v), Some(w)) = (x.get(i)?, y.get(i)?)
            && native_eq(&v, &w) != Some(true)
        {
            return match rich(op, &v, &w)? {
                Some(b) => known(b),
                None => Err(pausa_vm::ops::compare::not_supported(op, &v, &w)),
            };
        }
    }
    known(op.holds(x.len().cmp(&y.len())))
}

fn key(a: &[Value], array: &Array) -> R<Key> {
    match slice::key(&a[1], array.len())? {
        Key::Other => Err(type_error("array indices must be integers")),
        key => Ok(key),
    }
}

pub(super) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    match key(a, array)? {
        Key::Int(n) => {
            let found = slice::position(n, array.len()).map(|i| array.get(i)).transpose()?.flatten();
            found.map(Next::Value).ok_or_else(|| index_error("array index out of range"))
        }
        Key::Slice(b) => {
            let data = picked(array, b)?;
            Ok(Next::Value(Array::make(&plain(vm)?, array.code, data)))
        }
        _ => general(vm, "array_getitem", a),
    }
}

fn picked(array: &Array, b: Bounds) -> R<Vec<u8>> {
    let size = array.code.size;
    let mut out = Vec::new();
    out.try_reserve_exact(b.count * size).map_err(|_| memory_error())?;
    for at in b.positions() {
        out.extend_from_slice(&array.data()[at * size..(at + 1) * size]);
    }
    Ok(out)
}

pub(super) fn setitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    let size = array.code.size;
    match key(a, array)? {
        Key::Int(n) => {
            let at =
                slice::position(n, array.len()).ok_or_else(|| index_error("array assignment index out of range"))?;
            if array.code.asks(&a[2]) {
                return general(vm, "array_setitem", a);
            }
            let bytes = array.code.store(&a[2])?;
            array.bytes_mut()[at * size..(at + 1) * size].copy_from_slice(&bytes[..size]);
        }
        Key::Slice(b) => {
            let Some(other) = a[2].downcast::<Array>() else {
                let found = class_name(&a[2]);
                return Err(type_error(format!("can only assign array (not \"{found}\") to array slice")));
            };
            if other.code != array.code {
                return Err(type_error("bad argument type for built-in operation"));
            }
            let new = other.data().clone();
            if b.step == 1 {
                let range = b.range();
                let range = range.start * size..range.end * size;
                if range.len() == new.len() {
                    array.bytes_mut()[range].copy_from_slice(&new);
                } else {
                    let mut data = array.resize()?;
                    data.try_reserve(new.len()).map_err(|_| memory_error())?;
                    drop(data.splice(range, new));
                }
            } else if other.len() != b.count {
                let (given, wanted) = (other.len(), b.count);
                return Err(value_error(format!(
                    "attempt to assign array of size {given} to extended slice of size {wanted}"
                )));
            } else {
                let mut data = array.bytes_mut();
                for (at, item) in b.positions().zip(new.chunks_exact(size)) {
                    data[at * size..(at + 1) * size].copy_from_slice(item);
                }
            }
        }
        _ => return general(vm, "array_setitem", a),
    }
    Ok(Next::Value(Value::NONE))
}

pub(super) fn delitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    let size = array.code.size;
    match key(a, array)? {
        Key::Int(n) => {
            let at =
                slice::position(n, array.len()).ok_or_else(|| index_error("array assignment index out of range"))?;
            drop(array.resize()?.drain(at * size..(at + 1) * size));
        }
        Key::Slice(b) => {
            let gone: Vec<usize> = b.ascending().positions().collect();
            if gone.is_empty() {
                return Ok(Next::Value(Value::NONE));
            }
            let mut data = array.resize()?;
            let mut next = gone.iter().peekable();
            let mut kept = Vec::with_capacity(data.len());
            for (i, item) in data.chunks_exact(size).enumerate() {
                if next.next_if(|at| **at == i).is_none() {
                    kept.extend_from_slice(item);
                }
            }
            *data = kept;
        }
        _ => return general(vm, "array_delitem", a),
    }
    Ok(Next::Value(Value::NONE))
}

pub(super) fn add(vm: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let Some(other) = a[1].downcast::<Array>() else {
        let found = class_name(&a[1]);
        return Err(type_error(format!("can only append array (not \"{found}\") to array")));
    };
    if array.code != other.code {
        return Err(type_error("bad argument type for built-in operation"));
    }
    let (x, y) = (array.data(), other.data());
    let mut out = Vec::new();
    out.try_reserve_exact(x.len() + y.len()).map_err(|_| memory_error())?;
    out.extend_from_slice(&x);
    out.extend_from_slice(&y);
    Ok(Array::make(&plain(vm)?, array.code, out))
}

/// Adds another array's items.
pub(super) fn join(array: &Array, other: &Array) -> R<()> {
    if array.code != other.code {
        return Err(type_error("can only extend with array of same kind"));
    }
    let more = other.data().clone();
    array.push(&more)
}

pub(super) fn iadd(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let Some(other) = a[1].downcast::<Array>() else {
        let found = class_name(&a[1]);
        return Err(type_error(format!("can only extend array with array (not \"{found}\")")));
    };
    join(array, other)?;
    Ok(a[0].clone())
}

/// How often to repeat; None if user code has to say.
fn times(v: &Value) -> R<Option<usize>> {
    if v.is_int() {
        let n = v
            .as_i64()
            .ok_or_else(|| overflow_error(format!("cannot fit '{}' into an index-sized integer", class_name(v))))?;
        return Ok(Some(usize::try_from(n).unwrap_or(0)));
    }
    if slice::has_index(v) {
        return Ok(None);
    }
    Err(type_error(format!("can't multiply sequence by non-int of type '{}'", class_name(v))))
}

fn repeated(array: &Array, n: usize) -> R<Vec<u8>> {
    let data = array.data();
    let total = data.len().checked_mul(n).filter(|t| *t < isize::MAX as usize).ok_or_else(memory_error)?;
    let mut out = Vec::new();
    out.try_reserve_exact(total).map_err(|_| memory_error())?;
    while out.len() < total {
        // What is there already is doubled.
        let from = out.len();
        match from {
            0 => out.extend_from_slice(&data),
            _ => out.extend_from_within(..from.min(total - from)),
        }
    }
    Ok(out)
}

pub(super) fn mul(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    match times(&a[1])? {
        Some(n) => {
            let data = repeated(array, n)?;
            Ok(Next::Value(Array::make(&plain(vm)?, array.code, data)))
        }
        None => general(vm, "array_mul", a),
    }
}

pub(super) fn imul(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    match times(&a[1])? {
        Some(1) => Ok(Next::Value(a[0].clone())),
        Some(n) => {
            let data = repeated(array, n)?;
            *array.resize()? = data;
            Ok(Next::Value(a[0].clone()))
        }
        None => general(vm, "array_imul", a),
    }
}
