//! Construction of bytes, operators of `bytes` and `bytearray` as methods, decoding, and the iterators.

use super::like::{make, receiver, same};
use crate::buffer;
use crate::exc::{R, memory_error, overflow_error, type_error, value_error};
use crate::heap::Kind;
use crate::native::{Def, Next, class_arg, pure, this};
use crate::object::{ByteArray, Bytes, BytesIter, List, MemoryView, Str, Tuple, TypeRef};
use crate::ops;
use crate::ops::codec::{self, Coding};
use crate::ops::compare::CompareOp;
use crate::ops::format::percent;
use crate::ops::item::slice::has_index;
use crate::ops::iterate::Step;
use crate::types::{arg, class_name, class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// What the arguments of `bytes()` and `bytearray()` ask for.
pub(crate) enum Source {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes that this call gives: those of an encoded str.
    Encoded(Next),
    /// User code has to be asked: `__index__`, or iteration.
    Ask,
}

/// Looks at the arguments `(source, encoding, errors)` of a constructor. `name` is that of the type.
pub(crate) fn source(vm: &mut Vm, a: &[Value], name: &str) -> R<Source> {
    let (source, encoding, errors) = (a[0].given(), a[1].given(), a[2].given());
    if let Some(v) = encoding {
        arg::c_str(v, &format!("{name}() argument 'encoding'"))?;
    }
    if let Some(v) = errors {
        arg::c_str(v, &format!("{name}() argument 'errors'"))?;
    }
    let Some(source) = source else {
        return match (encoding, errors) {
            (Some(_), _) => Err(type_error("encoding without a string argument")),
            (_, Some(_)) => Err(type_error("errors without a string argument")),
            _ => Ok(Source::Bytes(Vec::new())),
        };
    };
    let is_str = source.is_a::<Str>();
    if encoding.is_some() {
        if !is_str {
            return Err(type_error("encoding without a string argument"));
        }
        let name = |v: Option<&Value>| v.and_then(|v| v.cast::<Str>());
        let (encoding, errors) = (name(encoding), name(errors));
        let coding = Coding::new(encoding.as_deref(), errors.as_deref());
        return codec::encode(vm, source, &coding).map(Source::Encoded);
    }
    if is_str {
        return Err(type_error("string argument without an encoding"));
    }
    if errors.is_some() {
        return Err(type_error("errors without a string argument"));
    }
    of_object(source, name)
}

/// The bytes of an object that is no str.
fn of_object(v: &Value, name: &str) -> R<Source> {
    if v.is_int() {
        return Ok(Source::Bytes(zeros(v)?));
    }
    if has_index(v) {
        return Ok(Source::Ask);
    }
    if let Some(bytes) = contents(v)? {
        return Ok(Source::Bytes(bytes));
    }
    let items = v.exact::<List>().map(|l| l.items().clone());
    let items = items.or_else(|| v.exact::<Tuple>().map(|t| t.items().to_vec()));
    let items = match items {
        Some(items) => Some(items),
        None if ops::convert::is_iterable(v) => ops::iterate::collect(v)?,
        None => return Err(not_convertible(v, name)),
    };
    match items {
        Some(items) => items_to_bytes(&items, name).map(|b| b.map_or(Source::Ask, Source::Bytes)),
        None => Ok(Source::Ask),
    }
}

/// The bytes of a bytes-like object, whose items need not follow each other.
fn contents(v: &Value) -> R<Option<Vec<u8>>> {
    if let Some(m) = v.downcast::<MemoryView>() {
        return ops::item::memory::gather(m).map(Some);
    }
    Ok(buffer::get(v)?.map(|b| b.to_vec()))
}

/// The TypeError for an object that no bytes can be made of.
#[cold]
pub(crate) fn not_convertible(v: &Value, name: &str) -> crate::exc::Exc {
    type_error(format!("cannot convert '{}' object to {name}", class_name(v)))
}

/// As many zero bytes as an int says.
pub(crate) fn zeros(v: &Value) -> R<Vec<u8>> {
    let n = v
        .as_i64()
        .ok_or_else(|| overflow_error(format!("cannot fit '{}' into an index-sized integer", class_name(v))))?;
    let n = usize::try_from(n).map_err(|_| value_error("negative count"))?;
    let mut out = Vec::new();
    out.try_reserve_exact(n).map_err(|_| memory_error())?;
    out.resize(n, 0);
    Ok(out)
}

/// The bytes that ints are; None if user code has to make ints of them.
pub(crate) fn items_to_bytes(items: &[Value], name: &str) -> R<Option<Vec<u8>>> {
    let plural = if name == "bytes" { "bytes" } else { "byte" };
    let mut out = Vec::with_capacity(items.len());
    for v in items {
        if !v.is_int() {
            if has_index(v) {
                return Ok(None);
            }
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
        match v.as_i64().and_then(|n| u8::try_from(n).ok()) {
            Some(b) => out.push(b),
            None => {
                return Err(value_error(format!("{plural} must be in range(0, 256)")));
            }
        }
    }
    Ok(Some(out))
}

/// An object of `bytes` or of a class derived from it.
pub(crate) fn of_class(class: &TypeRef, bytes: &[u8]) -> R {
    let made =
        if class.is(&of_kind(Kind::Bytes)) { Bytes::try_concat(&[bytes]) } else { Bytes::of_class(class, bytes) };
    Ok(made.ok_or_else(memory_error)?.into())
}

/// `bytes(source, encoding, errors)`
pub(super) fn new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let plain = class.is(&of_kind(Kind::Bytes));
    if let (Some(v), None, None) = (a[1].given(), a[2].given(), a[3].given()) {
        if plain && v.exact::<Bytes>().is_some() {
            return Ok(Next::Value(v.clone()));
        }
        if v.exact::<Bytes>().is_none()
            && let Some(method) = class_of(v).lookup(vm.names.__bytes__.value())
            && !(v.is_a::<Bytes>() && method.is_a::<crate::object::NativeFunction>())
        {
            return Ok(Next::call(vm.prelude("bytes_by_method")?, [class.into(), v.clone()]));
        }
    }
    match source(vm, &a[1..], "bytes")? {
        Source::Bytes(bytes) => of_class(&class, &bytes).map(Next::Value),
        Source::Encoded(next) if plain => Ok(next),
        Source::Encoded(Next::Value(v)) => of_class(&class, &buffer::require(&v)?).map(Next::Value),
        Source::Encoded(next) => super::finish(vm, "bytes_of_encoded", class.into(), next),
        Source::Ask => Ok(Next::call(vm.prelude("bytes_of_object")?, [class.into(), a[1].clone()])),
    }
}

pub(super) fn repr(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    crate::text::repr::bytes_repr(this::<Bytes>(a)?.bytes(), &mut out);
    Ok(Str::from_wtf8(&out).into())
}

pub(super) fn hash(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::from(this::<Bytes>(a)?.hash() as i64))
}

/// Bytes compare with bytes only; a bytearray compares with any bytes-like object.
fn compare(a: &[Value], op: CompareOp) -> R {
    if a[0].is_a::<Bytes>() && !a[1].is_a::<Bytes>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let this = receiver(a)?;
    Ok(match buffer::get(&a[1]) {
        Ok(Some(other)) => op.holds(this.cmp(&other)).into(),
        _ => Value::NOT_IMPLEMENTED,
    })
}

macro_rules! comparisons {
    ($($name:ident $op:ident)*) => {
        $(pub(crate) fn $name(_: &mut Vm, a: &[Value]) -> R {
            compare(a, CompareOp::$op)
        })*
    };
}
comparisons! { lt Lt le Le eq Eq ne Ne gt Gt ge Ge }

pub(crate) fn iter(_: &mut Vm, a: &[Value]) -> R {
    receiver(a)?;
    Ok(ops::iterate::text::bytes_iter(&a[0]))
}

pub(crate) fn len(_: &mut Vm, a: &[Value]) -> R {
    Ok(receiver(a)?.len().into())
}

pub(crate) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::item::text::get(&a[0], &a[1])? {
        Some(v) => Ok(Next::Value(v)),
        None => Ok(Next::call(vm.prelude("getitem_by_index")?, [a[0].clone(), a[1].clone()])),
    }
}

pub(crate) fn add(_: &mut Vm, a: &[Value]) -> R {
    ops::arith::text::concat_bytes(&a[0], &a[1])
}

pub(crate) fn mul(_: &mut Vm, a: &[Value]) -> R {
    let count = ops::arith::sequence::int_count(&a[1])?.unwrap_or(0);
    ops::arith::text::repeat(&a[0], count)
}

pub(crate) fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match ops::contains::text::in_bytes(&a[0], &a[1])? {
        Some(b) => Ok(Next::Value(b.into())),
        None => Ok(Next::call(
            vm.prelude("call_with_index")?,
            [super::like::own_type(&a[0]), "__contains__".into(), List::from_vec(a.to_vec()).into(), Value::from(1)],
        )),
    }
}

pub(crate) fn percent(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if let Some(v) = percent::native(&a[0], &a[1])? {
        return Ok(Next::Value(v));
    }
    Ok(Next::call(vm.prelude("percent_format")?, [a[0].clone(), a[1].clone()]))
}

pub(crate) fn rpercent(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let fits = if a[0].is_a::<ByteArray>() { a[1].is_a::<ByteArray>() } else { a[1].is_a::<Bytes>() };
    if !fits {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    percent(vm, &[a[1].clone(), a[0].clone()])
}

pub(super) fn getnewargs(_: &mut Vm, a: &[Value]) -> R {
    Ok(Tuple::from_vec(vec![make(&a[0], &receiver(a)?)?]).into())
}

pub(super) fn bytes(_: &mut Vm, a: &[Value]) -> R {
    same(&a[0])
}

pub(crate) fn decode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let encoding = match a[1].given() {
        Some(v) => Some(arg::c_str(v, "decode() argument 'encoding'")?),
        None => None,
    };
    let errors = match a[2].given() {
        Some(v) => Some(arg::c_str(v, "decode() argument 'errors'")?),
        None => None,
    };
    codec::decode(vm, &a[0], &receiver(a)?, &Coding::new(encoding, errors))
}

/// The methods of the iterators of bytes and bytearrays.
pub(crate) static ITERATOR_DEFS: &[Def] = &[
    pure("__iter__(self, /)", iterator_iter, "Implement iter(self)."),
    pure("__next__(self, /)", iterator_next, "Implement next(self)."),
    pure("__length_hint__(self, /)", iterator_length, "Private method returning an estimate of len(list(it))."),
    pure("__reduce__(self, /)", iterator_reduce, "Return state information for pickling."),
    pure("__setstate__(self, state: index, /)", iterator_setstate, "Set state information for unpickling."),
];

fn iterator_iter(_: &mut Vm, a: &[Value]) -> R {
    Ok(a[0].clone())
}

fn iterator_next(_: &mut Vm, a: &[Value]) -> R {
    this::<BytesIter>(a)?;
    match ops::iterate::step(&a[0])? {
        Step::Item(v) => Ok(v),
        _ => Err(crate::exc::stop_iteration(Value::NONE)),
    }
}

/// The length of what the iterator goes over, unless it is exhausted.
fn source_length(iter: &BytesIter) -> Option<usize> {
    let source = iter.source.borrow();
    match source.downcast::<Bytes>() {
        Some(b) => Some(b.len()),
        None => source.downcast::<ByteArray>().map(|b| b.bytes().len()),
    }
}

fn iterator_length(_: &mut Vm, a: &[Value]) -> R {
    let iter = this::<BytesIter>(a)?;
    let rest = source_length(iter).map_or(0, |n| n.saturating_sub(iter.pos.get()));
    Ok(rest.into())
}

fn iterator_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let iter = this::<BytesIter>(a)?;
    let at = source_length(iter).map(|_| iter.pos.get());
    let source = iter.source.borrow().clone();
    crate::types::iterator_state(vm, source, at, Tuple::empty().into())
}

fn iterator_setstate(_: &mut Vm, a: &[Value]) -> R {
    let iter = this::<BytesIter>(a)?;
    let to = usize::try_from(arg::size(&a[1])?).unwrap_or(0);
    if let Some(n) = source_length(iter) {
        iter.pos.set(to.min(n));
    }
    Ok(Value::NONE)
}
