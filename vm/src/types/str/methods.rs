//! Construction of str, its operators as methods, encoding and formatting, and its iterators.

use crate::buffer;
use crate::exc::{R, memory_error, type_error};
use crate::native::{Def, Next, class_arg, pure, this};
use crate::object::{Str, StrIter, Tuple};
use crate::ops;
use crate::ops::codec::{self, Coding};
use crate::ops::compare::CompareOp;
use crate::ops::format::percent;
use crate::ops::iterate::Step;
use crate::text::wtf8;
use crate::types::{arg, class_name};
use crate::value::Value;
use crate::vm::Vm;

/// `str(object, encoding, errors)`
pub(super) fn new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    if let Some(encoding) = a[2].given() {
        arg::c_str(encoding, "str() argument 'encoding'")?;
    }
    if let Some(errors) = a[3].given() {
        arg::c_str(errors, "str() argument 'errors'")?;
    }
    let Some(object) = a[1].given() else {
        return of_class(&class, &"".into()).map(Next::Value);
    };
    let is_str = class.is(&crate::types::of_kind(crate::heap::Kind::Str));
    if a[2].given().is_none() && a[3].given().is_none() {
        return match ops::repr::str_value(object)? {
            Some(text) if is_str => Ok(Next::Value(text)),
            Some(text) => of_class(&class, &text).map(Next::Value),
            None if is_str => Ok(Next::call(vm.prelude("str_of")?, [object.clone()])),
            None => {
                let function = vm.prelude("str_of_class")?;
                Ok(Next::call(function, [class.value().clone(), object.clone()]))
            }
        };
    }
    if object.is_a::<Str>() {
        return Err(type_error("decoding str is not supported"));
    }
    let Ok(Some(bytes)) = buffer::get(object) else {
        return Err(type_error(format!("decoding to str: need a bytes-like object, {} found", class_name(object))));
    };
    let coding = Coding::new(a[2].given().and_then(Value::downcast), a[3].given().and_then(Value::downcast));
    match codec::decode(vm, object, &bytes, &coding)? {
        next if is_str => Ok(next),
        Next::Value(text) => of_class(&class, &text).map(Next::Value),
        next => {
            let Next::Call { callee, args, .. } = next else {
                return Ok(next);
            };
            let mut list = vec![class.value().clone(), callee];
            list.extend(args);
            Ok(Next::call(vm.prelude("str_of_class_decoded")?, list))
        }
    }
}

/// An object of a class derived from `str` with the contents of `text`.
pub(crate) fn of_class(class: &crate::object::TypeRef, text: &Value) -> R {
    let s = text.downcast::<Str>().ok_or_else(|| type_error("__str__ returned non-string"))?;
    if class.is(&crate::types::of_kind(crate::heap::Kind::Str)) {
        return super::split::plain(text);
    }
    Ok(Str::of_class(class, s.bytes()).ok_or_else(memory_error)?.into())
}

pub(super) fn repr(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    crate::text::repr::repr(this::<Str>(a)?.text(), &mut out);
    Ok(Str::from_wtf8(&out).into())
}

pub(super) fn hash(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::from(this::<Str>(a)?.hash() as i64))
}

pub(super) fn str(_: &mut Vm, a: &[Value]) -> R {
    super::split::plain(&a[0])
}

fn compare(a: &[Value], op: CompareOp) -> R {
    let this = this::<Str>(a)?;
    Ok(match a[1].downcast::<Str>() {
        Some(other) => op.holds(this.bytes().cmp(other.bytes())).into(),
        None => Value::NOT_IMPLEMENTED,
    })
}

macro_rules! comparisons {
    ($($name:ident $op:ident)*) => {
        $(pub(super) fn $name(_: &mut Vm, a: &[Value]) -> R {
            compare(a, CompareOp::$op)
        })*
    };
}
comparisons! { lt Lt le Le eq Eq ne Ne gt Gt ge Ge }

pub(super) fn iter(_: &mut Vm, a: &[Value]) -> R {
    this::<Str>(a)?;
    Ok(ops::iterate::text::str_iter(&a[0]))
}

pub(super) fn len(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<Str>(a)?.chars().into())
}

pub(super) fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Str>(a)?;
    match ops::item::text::get(&a[0], &a[1])? {
        Some(v) => Ok(Next::Value(v)),
        None => Ok(Next::call(vm.prelude("getitem_by_index")?, [a[0].clone(), a[1].clone()])),
    }
}

pub(super) fn add(_: &mut Vm, a: &[Value]) -> R {
    ops::arith::text::str_add(&a[0], &a[1])
}

pub(super) fn mul(_: &mut Vm, a: &[Value]) -> R {
    this::<Str>(a)?;
    let count = ops::arith::sequence::int_count(&a[1])?.unwrap_or(0);
    ops::arith::text::repeat(&a[0], count)
}

pub(super) fn contains(_: &mut Vm, a: &[Value]) -> R {
    this::<Str>(a)?;
    Ok(ops::contains::text::in_str(&a[0], &a[1])?.unwrap_or(false).into())
}

pub(super) fn percent(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Str>(a)?;
    if let Some(v) = percent::native(&a[0], &a[1])? {
        return Ok(Next::Value(v));
    }
    Ok(Next::call(vm.prelude("percent_format")?, [a[0].clone(), a[1].clone()]))
}

pub(super) fn rpercent(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !a[1].is_a::<Str>() {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    }
    percent(vm, &[a[1].clone(), a[0].clone()])
}

pub(super) fn format_spec(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let this = this::<Str>(a)?;
    let spec = arg::str(&a[1], "__format__() argument")?;
    if spec.is_empty() {
        if a[0].exact::<Str>().is_some() {
            return Ok(Next::Value(a[0].clone()));
        }
        // A subclass may have a `__str__` of its own.
        return Ok(match ops::repr::str_value(&a[0])? {
            Some(v) => Next::Value(v),
            None => Next::call(vm.prelude("str_of")?, [a[0].clone()]),
        });
    }
    let mut out = Vec::new();
    crate::format::str(this.text(), spec.text(), &class_name(&a[0]), &mut out)?;
    Ok(Next::Value(Str::from_wtf8(&out).into()))
}

pub(super) fn getnewargs(_: &mut Vm, a: &[Value]) -> R {
    Ok(Tuple::from_vec(vec![super::split::plain(&a[0])?]).into())
}

pub(super) fn encode(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Str>(a)?;
    let encoding = match a[1].given() {
        Some(v) => Some(arg::c_str(v, "encode() argument 'encoding'")?),
        None => None,
    };
    let errors = match a[2].given() {
        Some(v) => Some(arg::c_str(v, "encode() argument 'errors'")?),
        None => None,
    };
    codec::encode(vm, &a[0], &Coding::new(encoding, errors))
}

pub(super) fn format(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Str>(a)?;
    ops::format::template::format(vm, &a[0], &a[1], &a[2])
}

pub(super) fn format_map(vm: &mut Vm, a: &[Value]) -> R<Next> {
    this::<Str>(a)?;
    ops::format::template::format(vm, &a[0], &Value::NONE, &a[1])
}

/// The methods of both iterators.
pub(super) static ITERATOR_DEFS: &[Def] = &[
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
    this::<StrIter>(a)?;
    match ops::iterate::step(&a[0])? {
        Step::Item(v) => Ok(v),
        _ => Err(crate::exc::stop_iteration(Value::NONE)),
    }
}

fn iterator_length(_: &mut Vm, a: &[Value]) -> R {
    let iter = this::<StrIter>(a)?;
    let source = iter.source.borrow();
    let rest = source.downcast::<Str>().and_then(|s| s.bytes().get(iter.pos.get()..));
    Ok(rest.map_or(0, wtf8::count).into())
}

fn iterator_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let iter = this::<StrIter>(a)?;
    let source = iter.source.borrow();
    let at = source.downcast::<Str>().map(|s| s.text().char_of(iter.pos.get()));
    super::super::iterator_state(vm, source.clone(), at, "".into())
}

fn iterator_setstate(_: &mut Vm, a: &[Value]) -> R {
    let iter = this::<StrIter>(a)?;
    let to = usize::try_from(arg::size(&a[1])?).unwrap_or(0);
    let source = iter.source.borrow();
    if let Some(s) = source.downcast::<Str>() {
        iter.pos.set(s.text().byte_of(to));
    }
    Ok(Value::NONE)
}
