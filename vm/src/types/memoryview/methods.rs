//! The methods of memoryviews.

use std::cell::{Cell, RefCell};

use super::{MemoryIter, format as item};
use crate::buffer;
use crate::exc::{R, stop_iteration, system_error, type_error, value_error};
use crate::heap;
use crate::native::{Next, this};
use crate::object::{Bytes, List, MemoryView, Str, Tuple};
use crate::ops;
use crate::ops::item::memory;
use crate::types::bytes::build::hex_of;
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

/// The receiver, which must not be released.
fn live(a: &[Value]) -> R<&MemoryView> {
    let m = this::<MemoryView>(a)?;
    if m.owner_ref().is_none() {
        return Err(buffer::released());
    }
    Ok(m)
}

pub(super) fn new(_: &mut Vm, a: &[Value]) -> R {
    match buffer::view(&a[1])? {
        Some(view) => Ok(view.into()),
        None => Err(type_error(format!("memoryview: a bytes-like object is required, not '{}'", class_name(&a[1])))),
    }
}

pub(super) fn repr(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<MemoryView>(a)?;
    let what = if m.owner_ref().is_none() { "released memory" } else { "memory" };
    Ok(format!("<{what} at {:#x}>", a[0].id()).into())
}

pub(super) fn hash(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<MemoryView>(a)?;
    if let Some(h) = m.hash.get() {
        return Ok(Value::from(h as i64));
    }
    let m = live(a)?;
    if !m.readonly {
        return Err(value_error("cannot hash writable memoryview object"));
    }
    if !matches!(item::character(&m.format), Some(b'B' | b'b' | b'c')) {
        return Err(value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let h = crate::hashing::hash_bytes(&memory::gather(m)?);
    m.hash.set(Some(h));
    Ok(Value::from(h as i64))
}

pub(super) fn no_order(_: &mut Vm, a: &[Value]) -> R {
    this::<MemoryView>(a)?;
    Ok(Value::NOT_IMPLEMENTED)
}

/// Whether a view has the items of another bytes-like object; none if that cannot be known without user code.
fn equal(a: &[Value]) -> R<Option<Value>> {
    let m = this::<MemoryView>(a)?;
    if a[0].is(&a[1]) && m.owner_ref().is_none() {
        return Ok(Some(Value::TRUE));
    }
    let released = a[1].downcast::<MemoryView>().is_some_and(|other| other.owner_ref().is_none());
    if m.owner_ref().is_none() || released {
        return Ok(Some(Value::FALSE));
    }
    let Ok(Some(other)) = buffer::view(&a[1]) else {
        return Ok(Some(Value::NOT_IMPLEMENTED));
    };
    if m.shape != other.shape {
        return Ok(Some(Value::FALSE));
    }
    let formats = (item::character(&m.format), item::character(&other.format));
    let (Some(x), Some(y)) = formats else {
        return Ok(Some(Value::FALSE));
    };
    if x == y && !matches!(x, b'f' | b'd' | b'?') {
        let same = memory::gather(m)? == memory::gather(&other)?;
        return Ok(Some(same.into()));
    }
    for (x, y) in memory::items(m)?.iter().zip(&memory::items(&other)?) {
        // A NaN is not equal to itself here.
        match ops::compare::eq(x, y, 0) {
            Some(true) => {}
            Some(false) => return Ok(Some(Value::FALSE)),
            None => return Ok(None),
        }
    }
    Ok(Some(Value::TRUE))
}

pub(super) fn eq(_: &mut Vm, a: &[Value]) -> R<Next> {
    Ok(Next::Value(equal(a)?.unwrap_or(Value::FALSE)))
}

pub(super) fn ne(_: &mut Vm, a: &[Value]) -> R<Next> {
    let same = equal(a)?.unwrap_or(Value::FALSE);
    Ok(Next::Value(if same.is_bool() { Value::bool(same.is_false()) } else { same }))
}

pub(super) fn iter(_: &mut Vm, a: &[Value]) -> R {
    live(a)?;
    let iter = MemoryIter { source: RefCell::new(a[0].clone()), pos: Cell::new(0) };
    let class = crate::types::built_in(super::ITERATOR.name);
    let class = class.ok_or_else(|| system_error("there is no memory_iterator"))?;
    Ok(heap::new_with_type(&class, iter).into())
}

pub(super) fn iterator_iter(_: &mut Vm, a: &[Value]) -> R {
    Ok(a[0].clone())
}

pub(super) fn iterator_next(_: &mut Vm, a: &[Value]) -> R {
    let iter = this::<MemoryIter>(a)?;
    let source = iter.source.borrow().clone();
    let Some(m) = source.downcast::<MemoryView>() else {
        return Err(stop_iteration(Value::NONE));
    };
    let at = iter.pos.get();
    iter.pos.set(at + 1);
    match memory::nth(m, at)? {
        Some(v) => Ok(v),
        None => {
            drop(iter.source.take());
            Err(stop_iteration(Value::NONE))
        }
    }
}

pub(super) fn len(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    Ok(m.shape.first().copied().unwrap_or(1).into())
}

pub(super) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    live(a)?;
    match ops::item::get(&a[0], &a[1])? {
        Some(v) => Ok(Next::Value(v)),
        None => Ok(Next::call(vm.prelude("getitem_by_index")?, [a[0].clone(), a[1].clone()])),
    }
}

pub(super) fn setitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let m = live(a)?;
    match ops::item::set(&a[0], &a[1], &a[2])? {
        Some(()) => Ok(Next::Value(Value::NONE)),
        None => {
            let format = m.format.as_str().into();
            Ok(Next::call(vm.prelude("memoryview_setitem")?, [a[0].clone(), a[1].clone(), a[2].clone(), format]))
        }
    }
}

pub(super) fn delitem(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    Err(type_error(if m.readonly { "cannot modify read-only memory" } else { "cannot delete memory" }))
}

pub(super) fn release(_: &mut Vm, a: &[Value]) -> R {
    this::<MemoryView>(a)?.release();
    Ok(Value::NONE)
}

pub(super) fn enter(_: &mut Vm, a: &[Value]) -> R {
    live(a)?;
    Ok(a[0].clone())
}

pub(super) fn exit(_: &mut Vm, a: &[Value]) -> R {
    this::<MemoryView>(a)?.release();
    Ok(Value::NONE)
}

pub(super) fn tobytes(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    let order = match arg::some(&a[1]) {
        None => "C".to_owned(),
        Some(v) => arg::str(v, "tobytes() argument 'order'")?.to_lossy().into_owned(),
    };
    let fortran = match order.as_str() {
        "C" => false,
        "F" => true,
        "A" => m.is_f_contiguous() && !m.is_c_contiguous(),
        _ => return Err(value_error("order must be 'C', 'F' or 'A'")),
    };
    if !fortran || m.shape.len() < 2 {
        return Ok(Bytes::new(&memory::gather(m)?).into());
    }
    // The first index is to change fastest: that is the order of the view with its dimensions exchanged.
    let exchanged = MemoryView::new(
        m.owner().ok_or_else(buffer::released)?,
        m.start,
        m.shape.iter().rev().copied().collect(),
        m.strides.iter().rev().copied().collect(),
        m.format.clone(),
        m.item_size,
        m.readonly,
    );
    Ok(Bytes::new(&memory::gather(&exchanged)?).into())
}

pub(super) fn hex(_: &mut Vm, a: &[Value]) -> R {
    hex_of(&memory::gather(live(a)?)?, &a[1], &a[2])
}

/// The items of all dimensions but the first `depth`, as nested lists.
fn nested(m: &MemoryView, depth: usize, items: &mut impl Iterator<Item = Value>) -> Value {
    match m.shape.get(depth) {
        None => items.next().unwrap_or_default(),
        Some(&n) => {
            let list: Vec<Value> = (0..n).map(|_| nested(m, depth + 1, items)).collect();
            List::from_vec(list).into()
        }
    }
}

pub(super) fn tolist(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    let mut items = memory::items(m)?.into_iter();
    Ok(nested(m, 0, &mut items))
}

/// The lengths of the dimensions that `cast` is given.
fn dimensions(v: &Value) -> R<Option<Vec<usize>>> {
    let Some(v) = arg::some(v) else {
        return Ok(None);
    };
    let items = if let Some(l) = v.downcast::<List>() {
        l.items().clone()
    } else if let Some(t) = v.downcast::<Tuple>() {
        t.items().to_vec()
    } else {
        return Err(type_error("shape must be a list or a tuple"));
    };
    if items.len() > 64 {
        return Err(value_error("memoryview: number of dimensions must not exceed 64"));
    }
    let dimension = |v: &Value| -> R<usize> {
        if !v.is_int() {
            return Err(type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(arg::size(v)?) {
            Ok(n) if n > 0 => Ok(n),
            _ => Err(value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    };
    items.iter().map(dimension).collect::<R<_>>().map(Some)
}

pub(super) fn cast(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    let format = arg::str(&a[1], "cast() argument 'format'")?.to_lossy().into_owned();
    let given = arg::some(&a[2]);
    if given.is_some_and(|v| !v.is_a::<List>() && !v.is_a::<Tuple>()) {
        return Err(type_error("shape must be a list or a tuple"));
    }
    if !m.is_c_contiguous() {
        return Err(type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (given.is_some() || m.shape.len() != 1) && m.shape.len() != 1 && given.is_some() {
        return Err(type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let size = item::size(&format).ok_or_else(|| {
        value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        )
    })?;
    let source = item::character(&m.format).ok_or_else(|| {
        value_error("memoryview: source format must be a native single character format prefixed with an optional '@'")
    })?;
    let is_byte = |c: Option<u8>| matches!(c, Some(b'b' | b'B' | b'c'));
    if !is_byte(Some(source)) && !is_byte(item::character(&format)) {
        return Err(type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = m.nbytes();
    if !bytes.is_multiple_of(size) {
        return Err(type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = match dimensions(&a[2])? {
        None => vec![bytes / size],
        Some(shape) => {
            let total = shape
                .iter()
                .try_fold(size, |total, &n| total.checked_mul(n))
                .ok_or_else(|| value_error("memoryview.cast(): product(shape) > SSIZE_MAX"))?;
            if total != bytes {
                return Err(type_error("memoryview: product(shape) * itemsize != buffer size"));
            }
            shape
        }
    };
    let mut strides = vec![0; shape.len()];
    let mut step = size as isize;
    for (stride, &n) in strides.iter_mut().zip(&shape).rev() {
        *stride = step;
        step *= n as isize;
    }
    let owner = m.owner().ok_or_else(buffer::released)?;
    Ok(heap::new(MemoryView::new(owner, m.start, shape, strides, format, size, m.readonly)).into())
}

pub(super) fn toreadonly(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    let owner = m.owner().ok_or_else(buffer::released)?;
    Ok(heap::new(MemoryView::new(
        owner,
        m.start,
        m.shape.clone(),
        m.strides.clone(),
        m.format.clone(),
        m.item_size,
        true,
    ))
    .into())
}

pub(super) fn obj(_: &mut Vm, a: &[Value]) -> R {
    live(a)?.owner().ok_or_else(buffer::released)
}

pub(super) fn nbytes(_: &mut Vm, a: &[Value]) -> R {
    Ok(live(a)?.nbytes().into())
}

pub(super) fn readonly(_: &mut Vm, a: &[Value]) -> R {
    Ok(live(a)?.readonly.into())
}

pub(super) fn itemsize(_: &mut Vm, a: &[Value]) -> R {
    Ok(live(a)?.item_size.into())
}

pub(super) fn format(_: &mut Vm, a: &[Value]) -> R {
    Ok(Str::new(&live(a)?.format).into())
}

pub(super) fn ndim(_: &mut Vm, a: &[Value]) -> R {
    Ok(live(a)?.shape.len().into())
}

pub(super) fn shape(_: &mut Vm, a: &[Value]) -> R {
    let shape = live(a)?.shape.iter().map(|&n| n.into()).collect();
    Ok(Tuple::from_vec(shape).into())
}

pub(super) fn strides(_: &mut Vm, a: &[Value]) -> R {
    let strides = live(a)?.strides.iter().map(|&n| Value::from(n as i64));
    Ok(Tuple::from_vec(strides.collect()).into())
}

pub(super) fn suboffsets(_: &mut Vm, a: &[Value]) -> R {
    live(a)?;
    Ok(Tuple::empty().into())
}

pub(super) fn c_contiguous(_: &mut Vm, a: &[Value]) -> R {
    Ok(live(a)?.is_c_contiguous().into())
}

pub(super) fn f_contiguous(_: &mut Vm, a: &[Value]) -> R {
    Ok(live(a)?.is_f_contiguous().into())
}

pub(super) fn contiguous(_: &mut Vm, a: &[Value]) -> R {
    let m = live(a)?;
    Ok((m.is_c_contiguous() || m.is_f_contiguous()).into())
}
