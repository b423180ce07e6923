//! Making classes.
//!
//! What may need user code (`__prepare__`, `__set_name__`, `__init_subclass__`, a metaclass's `mro`) is in the prelude
//! (`classes.py`); here is the rest: choosing the layout, slots, flags.

use crate::exc::{R, type_error, value_error};
use crate::heap::{self, Kind, Obj};
use crate::object::*;
use crate::types::typ::order;
use crate::types::{arg, class_name, class_of, descriptor, of_kind, set_bases};
use crate::value::Value;
use crate::vm::Vm;

/// The most derived metaclass of `meta` and the bases' classes.
pub fn winner(meta: &TypeRef, bases: &[Value]) -> R<TypeRef> {
    let mut winner = meta.clone();
    for b in bases {
        let m = class_of(b);
        if !b.is_a::<Type>() && m.lookup(intern(b"__mro_entries__").value()).is_some() {
            return Err(type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
        if winner.is_subtype_of(&m) {
            continue;
        }
        if m.is_subtype_of(&winner) {
            winner = m;
            continue;
        }
        return Err(type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all \
             its bases",
        ));
    }
    Ok(winner)
}

/// The class that decided a class's layout: a built-in one, or one that added slots.
pub fn solid(t: &TypeRef) -> TypeRef {
    for c in t.mro().iter() {
        let base = c.base.borrow();
        let Some(base) = base.as_ref() else {
            return c.clone();
        };
        // All exceptions share a layout but for the fields that some declare.
        let declares = base.layout.kind != Kind::Exception || c.field_names.len() > base.field_names.len();
        if c.reserved.get() > base.reserved.get() || !c.is_heap_type() && declares {
            return c.clone();
        }
    }
    of_kind(Kind::Instance)
}

/// The base whose layout the new class has: the one all others' layouts agree with.
fn best_base(bases: &[TypeRef]) -> R<TypeRef> {
    let mut best: Option<(TypeRef, TypeRef)> = None;
    for b in bases {
        if !b.any(TypeFlags::BASE) {
            return Err(type_error(format!("type '{}' is not an acceptable base type", b.name())));
        }
        let s = solid(b);
        match &best {
            None => best = Some((b.clone(), s)),
            Some((_, have)) if have.is_subtype_of(&s) => {}
            Some((_, have)) if s.is_subtype_of(have) => best = Some((b.clone(), s)),
            Some(_) => return Err(type_error("multiple bases have instance lay-out conflict")),
        }
    }
    Ok(best.map_or_else(|| of_kind(Kind::Instance), |(b, _)| b))
}

/// The names in a `__slots__`, mangled; None if the class body has none.
fn slot_names(name: &Str, namespace: &Dict) -> R<Option<Vec<Obj<Str>>>> {
    let Some(slots) = namespace.get_str("__slots__") else {
        return Ok(None);
    };
    let listed: Vec<Value> = if slots.is_a::<Str>() {
        vec![slots]
    } else {
        match crate::ops::iterate::collect(&slots)? {
            Some(items) => items,
            None => return Err(type_error(format!("'{}' object is not iterable", class_name(&slots)))),
        }
    };
    let mut out = Vec::new();
    for v in listed {
        let Some(s) = v.cast::<Str>() else {
            return Err(type_error(format!("__slots__ items must be strings, not '{}'", class_name(&v))));
        };
        if !crate::text::classify::is_identifier(s.text()) {
            return Err(type_error("__slots__ must be identifiers"));
        }
        out.push(mangle(name, &s));
    }
    Ok(Some(out))
}

/// A private name as it is inside the class `class`.
fn mangle(class: &Str, name: &Obj<Str>) -> Obj<Str> {
    let (c, n) = (class.to_lossy(), name.to_lossy());
    let stripped = c.trim_start_matches('_');
    if n.starts_with("__") && !n.ends_with("__") && !stripped.is_empty() {
        return intern(format!("_{stripped}{n}").as_bytes());
    }
    Str::interned(name)
}

/// Makes a class of metaclass `meta`: everything but the calls of user code that follow.
pub fn make(vm: &mut Vm, meta: &TypeRef, name: &Value, bases: &Value, namespace: &Value) -> R<TypeRef> {
    let Some(name) = name.cast::<Str>() else {
        return Err(type_error(format!("type.__new__() argument 1 must be str, not {}", class_name(name))));
    };
    let Some(bases) = bases.cast::<Tuple>() else {
        return Err(type_error(format!("type.__new__() argument 2 must be tuple, not {}", class_name(bases))));
    };
    let Some(namespace) = namespace.cast::<Dict>() else {
        return Err(type_error(format!("type.__new__() argument 3 must be dict, not {}", class_name(namespace))));
    };
    if name.bytes().contains(&0) {
        return Err(value_error("type name must not contain null characters"));
    }
    arg::utf8(&name)?;
    if let Some(doc) = namespace.get_interned(vm.names.__doc__.value()).and_then(|v| v.cast::<Str>()) {
        arg::utf8(&doc)?;
    }
    let mut base_list = Vec::new();
    for b in bases.items() {
        match b.cast::<Type>() {
            Some(t) => base_list.push(t),
            None => return Err(type_error("bases must be types")),
        }
    }
    if base_list.is_empty() {
        base_list.push(of_kind(Kind::Instance));
    }
    let base = best_base(&base_list)?;
    let dict = Dict::new();
    for (k, v) in namespace.pairs() {
        if let Some(k) = k.cast::<Str>() {
            dict.insert_interned(&Str::interned(&k), v);
        }
    }
    let qualname = match dict.remove_interned(vm.names.__qualname__.value()) {
        Some(v) if v.is_a::<Str>() => v,
        Some(v) => {
            return Err(type_error(format!("type __qualname__ must be a str, not {}", class_name(&v))));
        }
        None => name.clone().into(),
    };
    let slots = slot_names(&name, &namespace)?;
    let cell = dict.remove_interned(vm.names.__classcell__.value());

    let payload =
        Type::payload(base.layout, name.clone(), qualname, TypeFlags::HEAP | TypeFlags::BASE, dict, base.field_names);
    let t = heap::new_with_type(meta, payload);
    let order = order::linearize(&t, &base_list)?;
    set_bases(&t, base_list.clone(), order);
    t.base.replace(Some(base.clone()));
    t.exception.set(base.exception.get());
    layout(vm, &t, &base, &base_list, slots)?;
    adopt(vm, &t);
    derive_flags(vm, &t);
    t.modified();
    if let Some(cell) = cell {
        match cell.downcast::<Cell>() {
            Some(c) => drop(c.set(t.value().clone())),
            None => {
                return Err(type_error(format!(
                    "type.__new__(): __classcell__ must be a nonlocal cell, not <class '{}'>",
                    class_name(&cell)
                )));
            }
        }
    }
    Ok(t)
}

/// Decides about `__dict__`, `__weakref__` and slots.
fn layout(vm: &mut Vm, t: &TypeRef, base: &TypeRef, bases: &[TypeRef], slots: Option<Vec<Obj<Str>>>) -> R<()> {
    let inherited = |flag: u32| bases.iter().any(|b| b.any(flag));
    let is_variable = matches!(t.layout.kind, Kind::Int | Kind::Tuple | Kind::Bytes);
    let mut flags = t.flags.get();
    for f in [TypeFlags::DICT, TypeFlags::WEAKREF, TypeFlags::MATCH_SELF] {
        if inherited(f) {
            flags |= f;
        }
    }
    // The first base that is the one or the other decides how patterns see the instances.
    let collection = TypeFlags::SEQUENCE | TypeFlags::MAPPING;
    flags |= t.mro().iter().skip(1).map(|b| b.flags.get() & collection).find(|f| *f != 0).unwrap_or(0);
    let mut next = base.reserved.get();
    match slots {
        None => {
            if !inherited(TypeFlags::DICT) {
                flags |= TypeFlags::DICT;
                member(vm, t, "__dict__", MemberKind::InstanceDict);
            }
            if !inherited(TypeFlags::WEAKREF) && !is_variable {
                flags |= TypeFlags::WEAKREF;
                member(vm, t, "__weakref__", MemberKind::Weakref);
            }
        }
        Some(names) => {
            if !names.is_empty() && is_variable {
                return Err(type_error(format!("nonempty __slots__ not supported for subtype of '{}'", base.name())));
            }
            // Classes with the same slots have them in the same places.
            let mut sorted: Vec<&Obj<Str>> = names.iter().collect();
            sorted.sort_by(|a, b| a.bytes().cmp(b.bytes()));
            for (i, name) in sorted.iter().enumerate() {
                match name.bytes() {
                    b"__dict__" if flags & TypeFlags::DICT != 0 => {
                        return Err(type_error("__dict__ slot disallowed: we already got one"));
                    }
                    b"__weakref__" if flags & TypeFlags::WEAKREF != 0 => {
                        return Err(type_error(
                            "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0",
                        ));
                    }
                    b"__dict__" => {
                        flags |= TypeFlags::DICT;
                        member(vm, t, "__dict__", MemberKind::InstanceDict);
                    }
                    b"__weakref__" => {
                        flags |= TypeFlags::WEAKREF;
                        member(vm, t, "__weakref__", MemberKind::Weakref);
                    }
                    _ => {
                        if sorted[..i].iter().any(|n| n.is(name)) {
                            // Named twice: there are two places, of which the later one is used.
                            next += 1;
                            continue;
                        }
                        if t.dict.get_interned(name.value()).is_some() {
                            let text = format!("'{}' in __slots__ conflicts with class variable", name.to_lossy());
                            return Err(value_error(text));
                        }
                        member(vm, t, &name.to_lossy(), MemberKind::Slot(next as u32));
                        next += 1;
                    }
                }
            }
            *t.slot_names.borrow_mut() = names;
        }
    }
    t.flags.set(flags);
    t.reserved.set(next);
    // The number of inline slots is decided when the first instance is made, from what `__init__` assigns.
    if t.layout.kind != Kind::Instance {
        t.set_instance_shape(2);
    }
    Ok(())
}

fn member(vm: &mut Vm, t: &TypeRef, name: &str, kind: MemberKind) {
    let _ = vm;
    let name = intern(name.as_bytes());
    let doc = match kind {
        MemberKind::InstanceDict => "dictionary for instance variables (if defined)".into(),
        MemberKind::Weakref => "list of weak references to the object (if defined)".into(),
        _ => Value::NONE,
    };
    let native = matches!(kind, MemberKind::InstanceDict | MemberKind::Weakref);
    let m = Member { kind, owner: t.clone(), name: name.clone(), doc };
    let m = if native { descriptor::attribute(m) } else { heap::new(m).into() };
    t.dict.insert_interned(&name, m);
}

/// Fills in what a class body need not say: `__module__`, `__doc__`, and implicit static and class methods.
fn adopt(vm: &mut Vm, t: &TypeRef) {
    let names = &vm.names;
    if t.dict.get_interned(names.__module__.value()).is_none()
        && let Some(module) =
            vm.visible_frame().and_then(|f| f.globals()).and_then(|g| g.get_interned(names.__name__.value()))
    {
        t.dict.insert_interned(&names.__module__, module);
    }
    if t.dict.get_interned(names.__doc__.value()).is_none() {
        t.dict.insert_interned(&names.__doc__, Value::NONE);
    }
    if let Some(f) = t.dict.get_interned(names.__new__.value())
        && f.is_a::<Function>()
    {
        t.dict.insert_interned(&names.__new__, heap::new(StaticMethod::payload(f)).into());
    }
    for name in [&names.__init_subclass__, &names.__class_getitem__] {
        if let Some(f) = t.dict.get_interned(name.value())
            && f.is_a::<Function>()
        {
            t.dict.insert_interned(name, heap::new(ClassMethod::payload(f)).into());
        }
    }
    if t.dict.get_interned(names.__eq__.value()).is_some() && t.dict.get_interned(names.__hash__.value()).is_none() {
        t.dict.insert_interned(&names.__hash__, Value::NONE);
    }
}

/// The built-in class that a class made at run time is derived from.
fn native_base(t: &TypeRef) -> TypeRef {
    let mut class = t.clone();
    while class.is_heap_type() {
        let Some(base) = class.base.borrow().clone() else { break };
        class = base;
    }
    class
}

/// Derives the flags that say which special methods are user code.
pub fn derive_flags(vm: &mut Vm, t: &TypeRef) {
    if !t.is_heap_type() {
        return;
    }
    let n = &vm.names;
    // A method of another built-in type, or of this one under another name, is as much the program's as one in Python.
    let native = native_base(t);
    let user = |names: &[&Obj<Str>]| {
        names.iter().any(|name| {
            t.lookup(name.value()).is_some_and(|v| {
                let is_own = v.is_a::<NativeFunction>() && native.lookup(name.value()).is_some_and(|own| own.is(&v));
                !v.is_none() && !is_own
            })
        })
    };
    // In these a None is called, and that fails.
    let hook =
        |names: &[&Obj<Str>]| names.iter().any(|n| t.lookup(n.value()).is_some_and(|v| v.is_none())) || user(names);
    let none = |name: &Obj<Str>| t.lookup(name.value()).is_some_and(|v| v.is_none());
    t.set_flag(TypeFlags::FINALIZER, t.lookup(n.__del__.value()).is_some());
    t.set_flag(TypeFlags::GETATTR, t.lookup(n.__getattr__.value()).is_some());
    // Some built-in classes have rules of their own, which those derived from them inherit.
    let inherited = |flag: u32| t.mro().iter().any(|b| !b.is_heap_type() && b.any(flag));
    t.set_flag(TypeFlags::GETATTRIBUTE, hook(&[&n.__getattribute__]) || inherited(TypeFlags::GETATTRIBUTE));
    t.set_flag(TypeFlags::SETATTR, hook(&[&n.__setattr__, &n.__delattr__]) || inherited(TypeFlags::SETATTR));
    t.set_flag(TypeFlags::USER_EQ, user(&[&n.__eq__, &n.__ne__, &n.__lt__, &n.__le__, &n.__gt__, &n.__ge__]));
    t.set_flag(TypeFlags::USER_HASH, user(&[&n.__hash__]) || none(&n.__hash__));
    t.set_flag(TypeFlags::USER_STR, hook(&[&n.__repr__, &n.__str__, &n.__format__]));
    let container = [
        &n.__iter__,
        &n.__next__,
        &n.__len__,
        &n.__getitem__,
        &n.__setitem__,
        &n.__delitem__,
        &n.__contains__,
        &n.__bool__,
        &n.__missing__,
    ];
    t.set_flag(TypeFlags::USER_CONTAINER, user(&container) || none(&n.__iter__) || none(&n.__contains__));
    let operators = [
        &n.__add__,
        &n.__radd__,
        &n.__iadd__,
        &n.__sub__,
        &n.__rsub__,
        &n.__isub__,
        &n.__mul__,
        &n.__rmul__,
        &n.__imul__,
        &n.__truediv__,
        &n.__rtruediv__,
        &n.__itruediv__,
        &n.__floordiv__,
        &n.__rfloordiv__,
        &n.__ifloordiv__,
        &n.__mod__,
        &n.__rmod__,
        &n.__imod__,
        &n.__pow__,
        &n.__rpow__,
        &n.__ipow__,
        &n.__matmul__,
        &n.__rmatmul__,
        &n.__imatmul__,
        &n.__lshift__,
        &n.__rlshift__,
        &n.__ilshift__,
        &n.__rshift__,
        &n.__rrshift__,
        &n.__irshift__,
        &n.__and__,
        &n.__rand__,
        &n.__iand__,
        &n.__or__,
        &n.__ror__,
        &n.__ior__,
        &n.__xor__,
        &n.__rxor__,
        &n.__ixor__,
        &n.__neg__,
        &n.__pos__,
        &n.__invert__,
        &n.__index__,
        &n.__int__,
        &n.__float__,
        &n.__divmod__,
        &n.__rdivmod__,
    ];
    t.set_flag(TypeFlags::USER_OPERATOR, user(&operators));
    // The abstract classes of collections, and classes registered with them, say so how patterns see their instances.
    if let Some(kinds) = t.dict.get_interned(intern(b"__abc_tpflags__").value()).and_then(|v| v.as_i64()) {
        for (flag, bit) in [(TypeFlags::SEQUENCE, 1 << 5), (TypeFlags::MAPPING, 1 << 6)] {
            t.set_flag(flag, kinds & bit != 0);
        }
    }
    // Native types derived from a built-in one say themselves what they do in their own way.
    for base in t.mro().iter().filter(|b| !b.is_heap_type()) {
        let own = TypeFlags::USER_STR | TypeFlags::USER_CONTAINER | TypeFlags::USER_OPERATOR | TypeFlags::USER_EQ;
        t.flags.set(t.flags.get() | base.flags.get() & own);
    }
}

/// `C.__bases__ = ...`
pub fn replace_bases(vm: &mut Vm, t: &TypeRef, bases: &Value) -> R<()> {
    let Some(list) = bases.downcast::<Tuple>() else {
        return Err(type_error(format!("can only assign tuple to {}.__bases__, not {}", t.name(), class_name(bases))));
    };
    if list.is_empty() {
        return Err(type_error(format!("can only assign non-empty tuple to {}.__bases__, not ()", t.name())));
    }
    let mut new = Vec::new();
    for b in list.items() {
        let Some(b) = b.cast::<Type>() else {
            return Err(type_error(format!(
                "{}.__bases__ must be tuple of classes, not '{}'",
                t.name(),
                class_name(b)
            )));
        };
        if b.is_subtype_of(t) {
            return Err(type_error("a __bases__ item causes an inheritance cycle"));
        }
        new.push(b);
    }
    let best = best_base(&new)?;
    let old_base = t.base.borrow().clone();
    if let Some(old) = &old_base
        && old.is_heap_type() != best.is_heap_type()
    {
        return Err(type_error(format!(
            "__bases__ assignment: '{}' deallocator differs from '{}'",
            best.name(),
            old.name()
        )));
    }
    let same_layout = std::ptr::eq(best.layout, t.layout) || best.layout.type_id == t.layout.type_id;
    if !same_layout || best.reserved.get() != old_base.map_or(0, |b| b.reserved.get()) {
        return Err(type_error(format!(
            "__bases__ assignment: '{}' object layout differs from '{}'",
            best.name(),
            t.base.borrow().as_ref().map(|b| b.name()).unwrap_or_default()
        )));
    }
    for b in order::base_classes(t) {
        b.subclasses.borrow_mut().retain(|w| w.get().is_some_and(|v| !v.is(t.value())));
    }
    let order = order::linearize(t, &new)?;
    set_bases(t, new, order);
    t.base.replace(Some(best));
    relinearize(vm, t)?;
    Ok(())
}

/// Whether a class, or one derived from it, has a metaclass with an `mro` in Python.
pub fn orders_itself(t: &TypeRef) -> bool {
    let plain = of_kind(Kind::Type);
    let name = intern(b"mro");
    lineage(t).iter().any(|c| {
        let metaclass = class_of(c.value());
        !metaclass.is(&plain) && metaclass.lookup(name.value()).is_some_and(|f| !f.is_a::<NativeFunction>())
    })
}

/// A class and all that are derived from it, each before those derived from it.
pub fn lineage(t: &TypeRef) -> Vec<TypeRef> {
    let mut out = vec![t.clone()];
    let below: Vec<TypeRef> =
        t.subclasses.borrow().iter().filter_map(|w| w.get().and_then(|v| v.cast::<Type>())).collect();
    out.extend(below.iter().flat_map(lineage));
    out
}

/// Gives a class the bases that it had, and itself and others the orders that they had.
pub fn restore_bases(vm: &mut Vm, t: &TypeRef, bases: Vec<TypeRef>, orders: Vec<(TypeRef, Vec<TypeRef>)>) -> R<()> {
    let best = best_base(&bases)?;
    for b in order::base_classes(t) {
        b.subclasses.borrow_mut().retain(|w| w.get().is_some_and(|v| !v.is(t.value())));
    }
    set_bases(t, bases, t.mro().to_vec());
    t.base.replace(Some(best));
    for (class, order) in orders {
        class.mro.replace(std::rc::Rc::from(order));
        class.modified();
        derive_flags(vm, &class);
    }
    Ok(())
}

/// The order of a class's subclasses depends on its own.
fn relinearize(vm: &mut Vm, t: &TypeRef) -> R<()> {
    t.modified();
    derive_flags(vm, t);
    let below: Vec<TypeRef> =
        t.subclasses.borrow().iter().filter_map(|w| w.get().and_then(|v| v.cast::<Type>())).collect();
    for s in below {
        let bases = order::base_classes(&s);
        let order = order::linearize(&s, &bases)?;
        s.mro.replace(std::rc::Rc::from(order));
        relinearize(vm, &s)?;
    }
    Ok(())
}
