//! Helpers of `iteration.py` and `generics.py`: the iterators that drive user code, and type expressions.

use std::cell::{Cell, RefCell};

use crate::exc::{Exc, R, overflow_error, system_error};
use crate::heap;
use crate::native::{Def, class_arg, pure, this};
use crate::object::*;
use crate::ops::convert::is_iterable;
use crate::ops::iterate::adaptors;
use crate::types::{adaptor, alias, class_name, class_of, typ};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_is_iterable(x, /)", |_, a| Ok(Value::bool(is_iterable(&a[0]))), ""),
    pure("_defines(x, name, /)", defines, ""),
    pure("_tells_length(x, /)", tells_length, ""),
    pure("_as_size(n, /)", as_size, ""),
    pure("_is_size(n, /)", |_, a| Ok(Value::bool(a[0].as_small_int().is_some_and(|n| n >= 0))), ""),
    pure("_sequence_iterator(x, /)", sequence_iterator, ""),
    pure("_callable_iterator(f, sentinel, /)", callable_iterator, ""),
    pure("_exhaust(it, /)", exhaust, ""),
    pure("_is_exhausted(it, /)", |_, a| Ok(Value::bool(this::<CallableIter>(a)?.callable.borrow().is_unbound())), ""),
    pure("_set_position(it, i, /)", set_position, ""),
    pure(
        "_enumerate(cls, it, start, /)",
        |_, a| Ok(adaptor::make_enumerate(&class_arg(a)?, a[1].clone(), a[2].clone())),
        "",
    ),
    pure("_numbered(e, item, /)", |_, a| Ok(adaptors::numbered(this::<Enumerate>(a)?, a[1].clone())), ""),
    pure("_zip(cls, iterators, strict, /)", zip, ""),
    pure("_zip_shorter(i, /)", |_, a| Err(adaptors::too_short(number(&a[0])?)), ""),
    pure("_zip_longer(i, /)", |_, a| Err(adaptors::too_long(number(&a[0])?)), ""),
    pure("_map(cls, f, iterators, /)", map, ""),
    pure("_filter(cls, f, it, /)", |_, a| Ok(adaptor::make_filter(&class_arg(a)?, a[1].clone(), a[2].clone())), ""),
    pure(
        "_reversed(cls, x, n, /)",
        |_, a| Ok(adaptor::make_reversed(&class_arg(a)?, a[1].clone(), number(&a[2])?)),
        "",
    ),
    pure(
        "_unwrap_proxy(x, /)",
        |_, a| Ok(a[0].downcast::<MappingProxy>().map_or_else(|| a[0].clone(), |p| p.mapping.clone())),
        "",
    ),
    pure("_make_alias(origin, args, /)", |_, a| Ok(alias::alias(a[0].clone(), a[1].clone(), false).into()), ""),
    pure("_unpacked_alias(x, /)", unpacked_alias, ""),
    pure("_is_generic_alias(x, /)", |_, a| Ok(Value::bool(a[0].is_a::<GenericAlias>())), ""),
];

fn number(v: &Value) -> R<usize> {
    v.as_i64().and_then(|n| usize::try_from(n).ok()).ok_or_else(|| system_error("expected a position"))
}

fn wrong(v: &Value) -> Exc {
    system_error(format!("unexpected '{}' object", class_name(v)))
}

/// Whether the class of an object has an attribute, be it None.
fn defines(_: &mut Vm, a: &[Value]) -> R {
    let name = typ::attr_name(&a[1])?;
    Ok(Value::bool(class_of(&a[0]).lookup(name.value()).is_some()))
}

/// Whether user code has to be asked how long an iterable might be.
fn tells_length(vm: &mut Vm, a: &[Value]) -> R {
    let class = class_of(&a[0]);
    let names = [&vm.names.__len__, &vm.names.__length_hint__];
    let user = names.iter().any(|n| class.lookup(n.value()).is_some_and(|f| !f.is_a::<NativeFunction>()));
    Ok(Value::bool(user))
}

/// An int that is not negative, if it is a possible length.
fn as_size(_: &mut Vm, a: &[Value]) -> R {
    match a[0].as_i64() {
        Some(n) => Ok(Value::from(n)),
        None => Err(overflow_error(format!("cannot fit '{}' into an index-sized integer", class_name(&a[0])))),
    }
}

fn sequence_iterator(_: &mut Vm, a: &[Value]) -> R {
    let payload = SequenceIter { source: RefCell::new(a[0].clone()), pos: Cell::new(0) };
    Ok(heap::new(payload).into())
}

fn callable_iterator(_: &mut Vm, a: &[Value]) -> R {
    let payload = CallableIter { callable: RefCell::new(a[0].clone()), sentinel: RefCell::new(a[1].clone()) };
    Ok(heap::new(payload).into())
}

/// Nothing more comes from an iterator.
fn exhaust(_: &mut Vm, a: &[Value]) -> R {
    let old = if let Some(it) = a[0].downcast::<SequenceIter>() {
        it.source.take()
    } else if let Some(it) = a[0].downcast::<CallableIter>() {
        drop(it.sentinel.take());
        it.callable.take()
    } else if let Some(it) = a[0].downcast::<Reversed>() {
        it.source.take()
    } else {
        return Err(wrong(&a[0]));
    };
    drop(old);
    Ok(Value::NONE)
}

fn set_position(_: &mut Vm, a: &[Value]) -> R {
    let n = number(&a[1])?;
    if let Some(it) = a[0].downcast::<SequenceIter>() {
        it.pos.set(n);
    } else if let Some(it) = a[0].downcast::<Reversed>() {
        it.pos.set(n);
    } else {
        return Err(wrong(&a[0]));
    }
    Ok(Value::NONE)
}

fn zip(_: &mut Vm, a: &[Value]) -> R {
    let iterators = this::<List>(&a[1..])?.items().clone();
    Ok(adaptor::make_zip(&class_arg(a)?, iterators, a[2].is_true()))
}

fn map(_: &mut Vm, a: &[Value]) -> R {
    let iterators = this::<List>(&a[2..])?.items().clone();
    Ok(adaptor::make_map(&class_arg(a)?, a[1].clone(), iterators))
}

fn unpacked_alias(_: &mut Vm, a: &[Value]) -> R {
    let x = this::<GenericAlias>(a)?;
    Ok(alias::alias(x.origin.clone(), x.args.clone(), true).into())
}
