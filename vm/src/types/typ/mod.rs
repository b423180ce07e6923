//! `type`: what classes can do as objects.
//!
//! * [`make`]: making classes (`type.__new__`), as far as no user code is involved;
//! * [`order`]: the linearisation of base classes.

pub mod make;
pub mod order;

use crate::exc::{Exc, ExcKind, R, attribute_error, type_error};
use crate::heap::{Obj, Payload};
use crate::native::{Args, Next, TypeSpec, getter, pure, setter, tail, tail_getter, this};
use crate::object::*;
use crate::ops::attr;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// `type`
pub static SPEC: TypeSpec = TypeSpec {
    name: "type",
    module: "builtins",
    layout: Type::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    defs: &[
        tail("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, *args, **kwargs)", init, "Initialize self."),
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
        tail("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
        tail("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
        pure("mro(self, /)", mro, "Return a type's method resolution order."),
        pure("__subclasses__(self, /)", subclasses, "Return a list of immediate subclasses."),
        pure("__prepare__(cls, *args, **kwargs)", prepare, "Create the namespace for the class statement.")
            .class_method(),
        pure("__instancecheck__(self, instance, /)", instancecheck, "Check if an object is an instance."),
        pure("__subclasscheck__(self, subclass, /)", subclasscheck, "Check if a class is a subclass."),
        tail("__dir__(self, /)", dir, "Specialized __dir__ implementation for types."),
        pure("__or__(self, value, /)", or, "Return self|value."),
        pure("__ror__(self, value, /)", ror, "Return value|self."),
        getter("__name__(self, /)", name, ""),
        setter("__name__(self, value, /)", set_name),
        getter("__qualname__(self, /)", qualname, ""),
        setter("__qualname__(self, value, /)", set_qualname),
        getter("__module__(self, /)", module, ""),
        setter("__module__(self, value, /)", set_module),
        tail_getter("__doc__(self, /)", doc, ""),
        setter("__doc__(self, value, /)", set_doc),
        getter("__bases__(self, /)", bases, ""),
        setter("__bases__(self, value, /)", set_bases),
        getter("__base__(self, /)", base, ""),
        getter("__mro__(self, /)", mro_tuple, ""),
        getter("__dict__(self, /)", dict, ""),
        getter("__abstractmethods__(self, /)", abstract_methods, ""),
        setter("__abstractmethods__(self, value, /)", set_abstract_methods),
        getter("__annotations__(self, /)", annotations, ""),
        setter("__annotations__(self, value, /)", set_annotations),
        getter("__flags__(self, /)", flags, ""),
        getter("__basicsize__(self, /)", basic_size, ""),
        getter("__itemsize__(self, /)", item_size, ""),
        getter("__dictoffset__(self, /)", dict_offset, ""),
        getter("__weakrefoffset__(self, /)", weakref_offset, ""),
        getter("__text_signature__(self, /)", text_signature, ""),
    ],
};

fn class(v: &Value) -> R<TypeRef> {
    v.cast::<Type>().ok_or_else(|| type_error(format!("descriptor needs a type object, not '{}'", class_name(v))))
}

/// An attribute name as an interned string.
pub fn attr_name(v: &Value) -> R<Obj<Str>> {
    match v.cast::<Str>() {
        Some(s) => Ok(Str::interned(&s)),
        None => Err(type_error(format!("attribute name must be string, not '{}'", class_name(v)))),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("type_new")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone(), args[2].clone()]))
}

fn init(_: &mut Vm, args: &[Value]) -> R {
    let given = args[1].downcast::<Tuple>().map_or(0, |t| t.len());
    if given == 1 && args[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error("type.__init__() takes no keyword arguments"));
    }
    if given != 1 && given != 3 {
        return Err(type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(Value::NONE)
}

fn call(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let t = class(&args[0])?;
    let list: Args = this::<Tuple>(&args[1..])?.items().iter().cloned().collect();
    let f = vm.prelude("type_call")?;
    let list = Tuple::from_vec(list.into_vec()).into();
    Ok(Next::call(f, [t.into_value(), list, args[2].clone()]))
}

fn repr(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    Ok(format!("<class '{}'>", full_name(&t)).into())
}

/// The module-qualified name, as in `<class 'm.C'>`.
pub fn full_name(t: &Type) -> String {
    let qualname = t.qualname.borrow().downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
    match t.dict.get_str("__module__").as_ref().and_then(|v| v.downcast::<Str>()) {
        Some(m) if m.bytes() != b"builtins" => format!("{}.{qualname}", m.to_lossy()),
        _ => qualname,
    }
}

/// Turns the outcome of a look-up into what is to be done next.
pub fn attr_next(o: &Value, name: &Obj<Str>, got: attr::Attr) -> R<Next> {
    match got {
        attr::Attr::Value(v) => Ok(Next::Value(v)),
        attr::Attr::Call(callee, args) => Ok(Next::Call { callee, args, kwargs: None }),
        attr::Attr::Missing => Err(attr::missing(o, name)),
    }
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let t = class(&args[0])?;
    let name = attr_name(&args[1])?;
    let got = attr::type_get(vm, &t, &name)?;
    attr_next(&args[0], &name, got)
}

/// Turns an assignment's outcome into what is to be done next.
pub fn assign_next(vm: &mut Vm, done: attr::Assign) -> R<Next> {
    match done {
        attr::Assign::Done => Ok(Next::Value(Value::NONE)),
        attr::Assign::Call(callee, args) => {
            let f = vm.prelude("call_for_effect")?;
            Ok(Next::call(f, [callee, Tuple::from_vec(args.into_vec()).into()]))
        }
    }
}

fn setattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = attr_name(&args[1])?;
    let done = attr::builtin_set(vm, &args[0], &name, args[2].clone())?;
    assign_next(vm, done)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = attr_name(&args[1])?;
    let done = attr::builtin_set(vm, &args[0], &name, Value::UNBOUND)?;
    assign_next(vm, done)
}

/// Sets or deletes (`v` is `UNBOUND`) an attribute in a class's own dict.
pub fn set_type_attr(vm: &mut Vm, t: &TypeRef, name: &Obj<Str>, v: Value) -> R<()> {
    if t.any(TypeFlags::IMMUTABLE) {
        return Err(type_error(format!("cannot set '{}' attribute of immutable type '{}'", name.to_lossy(), t.name())));
    }
    if v.is_unbound() {
        match t.dict.remove_interned(name.value()) {
            Some(old) => drop(old),
            None => {
                let text = format!("type object '{}' has no attribute '{}'", t.name(), name.to_lossy());
                return Err(attribute_error(t.value(), name.value(), text));
            }
        }
    } else {
        t.dict.insert_interned(name, v);
    }
    changed(vm, t, name);
    Ok(())
}

/// A class's attribute has changed: what was derived from it is derived anew.
pub fn changed(vm: &mut Vm, t: &TypeRef, name: &Str) {
    t.modified();
    if name.bytes().starts_with(b"__") {
        refresh_flags(vm, t);
    }
}

fn refresh_flags(vm: &mut Vm, t: &TypeRef) {
    make::derive_flags(vm, t);
    let below: Vec<TypeRef> =
        t.subclasses.borrow().iter().filter_map(|w| w.get().and_then(|v| v.cast::<Type>())).collect();
    for s in below {
        refresh_flags(vm, &s);
    }
}

fn mro(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    let _ = vm;
    let bases = order::base_classes(&t);
    let list = order::linearize(&t, &bases)?;
    Ok(List::from_vec(list.into_iter().map(Value::from).collect()).into())
}

fn subclasses(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    let list = t.subclasses.borrow().iter().filter_map(|w| w.get()).collect();
    Ok(List::from_vec(list).into())
}

fn prepare(_: &mut Vm, _: &[Value]) -> R {
    Ok(Dict::new().into())
}

fn instancecheck(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    Ok(Value::bool(crate::types::class_of(&args[1]).is_subtype_of(&t)))
}

fn subclasscheck(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    match args[1].downcast::<Type>() {
        Some(s) => Ok(Value::bool(s.is_subtype_of(&t))),
        None => Err(type_error("issubclass() arg 1 must be a class")),
    }
}

fn dir(_: &mut Vm, args: &[Value]) -> R<Next> {
    let t = class(&args[0])?;
    let d = Dict::new();
    for base in t.mro().iter() {
        for (k, _) in base.dict.pairs() {
            if let Some(k) = k.cast::<Str>() {
                d.insert_interned(&k, Value::NONE);
            }
        }
    }
    Ok(Next::Value(List::from_vec(d.pairs().into_iter().map(|(k, _)| k).collect()).into()))
}

fn union(a: &Value, b: &Value) -> R {
    crate::types::union::make(a, b)
}

fn or(_: &mut Vm, args: &[Value]) -> R {
    union(&args[0], &args[1])
}

fn ror(_: &mut Vm, args: &[Value]) -> R {
    union(&args[1], &args[0])
}

fn name(_: &mut Vm, args: &[Value]) -> R {
    Ok(class(&args[0])?.name.borrow().clone().into())
}

/// Checks that a special attribute of a class may be set to this.
fn settable(t: &TypeRef, attr: &str, v: &Value) -> R<()> {
    if t.any(TypeFlags::IMMUTABLE) {
        return Err(type_error(format!("cannot set '{attr}' attribute of immutable type '{}'", t.name())));
    }
    if v.is_unbound() {
        return Err(type_error(format!("cannot delete '{attr}' attribute of immutable type '{}'", t.name())));
    }
    Ok(())
}

fn set_name(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    settable(&t, "__name__", &args[1])?;
    match args[1].cast::<Str>() {
        Some(s) if s.bytes().contains(&0) => Err(crate::exc::value_error("type name must not contain null characters")),
        Some(s) => {
            crate::types::arg::utf8(&s)?;
            t.name.replace(s);
            Ok(Value::NONE)
        }
        None => {
            Err(type_error(format!("can only assign string to {}.__name__, not '{}'", t.name(), class_name(&args[1]))))
        }
    }
}

fn qualname(_: &mut Vm, args: &[Value]) -> R {
    Ok(class(&args[0])?.qualname.borrow().clone())
}

fn set_qualname(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    settable(&t, "__qualname__", &args[1])?;
    if !args[1].is_a::<Str>() {
        return Err(type_error(format!(
            "can only assign string to {}.__qualname__, not '{}'",
            t.name(),
            class_name(&args[1])
        )));
    }
    t.qualname.replace(args[1].clone());
    Ok(Value::NONE)
}

fn module(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    match t.dict.get_str("__module__") {
        // Instances of some built-in classes have a module of their own.
        Some(v) if v.is_a::<Member>() && !t.is_heap_type() => Ok("builtins".into()),
        Some(v) => Ok(v),
        None if t.is_heap_type() => Err(attribute_error(&args[0], &"__module__".into(), "__module__".into())),
        None => Ok("builtins".into()),
    }
}

fn set_module(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    settable(&t, "__module__", &args[1])?;
    t.dict.insert_interned(&vm.names.__module__.clone(), args[1].clone());
    t.modified();
    Ok(Value::NONE)
}

fn doc(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let t = class(&args[0])?;
    let Some(v) = t.dict.get_interned(vm.names.__doc__.value()) else {
        return Ok(Next::Value(Value::NONE));
    };
    if let Some(m) = v.downcast::<Member>()
        && !t.is_heap_type()
    {
        return Ok(Next::Value(m.doc.clone()));
    }
    match attr::bind(vm, v, None, &t)? {
        attr::Attr::Value(v) => Ok(Next::Value(v)),
        attr::Attr::Call(f, args) => Ok(Next::call(f, args)),
        _ => Ok(Next::Value(Value::NONE)),
    }
}

fn set_doc(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    settable(&t, "__doc__", &args[1])?;
    t.dict.insert_interned(&vm.names.__doc__.clone(), args[1].clone());
    t.modified();
    Ok(Value::NONE)
}

fn bases(_: &mut Vm, args: &[Value]) -> R {
    Ok(class(&args[0])?.bases.borrow().clone().into())
}

fn set_bases(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    settable(&t, "__bases__", &args[1])?;
    make::replace_bases(vm, &t, &args[1])?;
    Ok(Value::NONE)
}

fn base(_: &mut Vm, args: &[Value]) -> R {
    Ok(class(&args[0])?.base.borrow().clone().map_or(Value::NONE, Value::from))
}

fn mro_tuple(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    Ok(Tuple::from_vec(t.mro().iter().map(|t| t.value().clone()).collect()).into())
}

fn dict(_: &mut Vm, args: &[Value]) -> R {
    Ok(MappingProxy::of(class(&args[0])?.dict.clone()).into())
}

fn abstract_methods(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    match t.dict.get_interned(vm.names.__abstractmethods__.value()) {
        // `type` itself has only this descriptor.
        Some(v) if !v.is_a::<Member>() => Ok(v),
        _ => Err(Exc::msg(ExcKind::AttributeError, "__abstractmethods__")),
    }
}

fn set_abstract_methods(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    let name = vm.names.__abstractmethods__.clone();
    if args[1].is_unbound() {
        if t.dict.remove_interned(name.value()).is_none() {
            return Err(Exc::msg(ExcKind::AttributeError, "__abstractmethods__"));
        }
        t.set_flag(TypeFlags::ABSTRACT, false);
    } else {
        t.set_flag(TypeFlags::ABSTRACT, crate::ops::truth(&args[1]).unwrap_or(true));
        t.dict.insert_interned(&name, args[1].clone());
    }
    t.modified();
    Ok(Value::NONE)
}

fn annotations(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    let name = vm.names.__annotations__.clone();
    if let Some(v) = t.dict.get_interned(name.value()) {
        return Ok(v);
    }
    if t.any(TypeFlags::IMMUTABLE) {
        let text = format!("type object '{}' has no attribute '__annotations__'", t.name());
        return Err(attribute_error(&args[0], name.value(), text));
    }
    let d: Value = Dict::new().into();
    t.dict.insert_interned(&name, d.clone());
    t.modified();
    Ok(d)
}

fn set_annotations(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    if t.any(TypeFlags::IMMUTABLE) {
        return settable(&t, "__annotations__", &args[1]).map(|()| Value::NONE);
    }
    let name = vm.names.__annotations__.clone();
    if args[1].is_unbound() {
        if t.dict.remove_interned(name.value()).is_none() {
            return Err(attribute_error(&args[0], name.value(), "__annotations__".into()));
        }
    } else {
        t.dict.insert_interned(&name, args[1].clone());
    }
    t.modified();
    Ok(Value::NONE)
}

/// The bits that programs look at: immutable (8), heap type (9), base type (10), abstract (20), and those of the built-in bases.
fn flags(_: &mut Vm, args: &[Value]) -> R {
    use crate::heap::Kind;
    let t = class(&args[0])?;
    let mut f: i64 = 1 << 12;
    for (mine, bit) in [
        (TypeFlags::IMMUTABLE, 8),
        (TypeFlags::HEAP, 9),
        (TypeFlags::BASE, 10),
        (TypeFlags::ABSTRACT, 20),
        (TypeFlags::SEQUENCE, 5),
        (TypeFlags::MAPPING, 6),
    ] {
        if t.any(mine) {
            f |= 1 << bit;
        }
    }
    f |= match t.layout.kind {
        Kind::Int => 1 << 24,
        Kind::List => 1 << 25,
        Kind::Tuple => 1 << 26,
        Kind::Bytes => 1 << 27,
        Kind::Str => 1 << 28,
        Kind::Dict => 1 << 29,
        Kind::Exception => 1 << 30,
        Kind::Type => 1 << 31,
        _ => 0,
    };
    Ok(f.into())
}

fn basic_size(_: &mut Vm, args: &[Value]) -> R {
    Ok(class(&args[0])?.layout.size.into())
}

fn item_size(_: &mut Vm, args: &[Value]) -> R {
    use crate::heap::Kind;
    Ok(Value::small_int(match class(&args[0])?.layout.kind {
        Kind::Tuple => 8,
        Kind::Str | Kind::Bytes => 1,
        _ => 0,
    }))
}

fn dict_offset(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    Ok(Value::small_int(if t.any(TypeFlags::DICT) { t.layout.size as i64 } else { 0 }))
}

fn weakref_offset(_: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    Ok(Value::small_int(if t.any(TypeFlags::WEAKREF) { t.layout.size as i64 } else { 0 }))
}

/// The built-in types that can be called in more ways than one signature says.
const UNSIGNED: [&str; 16] = [
    "int",
    "bool",
    "bytes",
    "bytearray",
    "str",
    "set",
    "frozenset",
    "range",
    "slice",
    "super",
    "filter",
    "map",
    "zip",
    "classmethod",
    "staticmethod",
    "GenericAlias",
];

/// How the class is called, by its `__new__` or, if that takes anything, by its `__init__`.
fn text_signature(vm: &mut Vm, args: &[Value]) -> R {
    let t = class(&args[0])?;
    if t.is_heap_type() || UNSIGNED.contains(&&*t.plain_name()) {
        return Ok(Value::NONE);
    }
    for name in [&vm.names.__new__, &vm.names.__init__] {
        let Some(f) = t.dict.get_interned(name.value()).and_then(|v| v.cast::<NativeFunction>()) else { continue };
        let text = f.def.sig.text_signature().replace(", **kwargs", "");
        if text.contains('*') || text.contains("<absent>") {
            continue;
        }
        let bare = ["($type, ", "($self, "].iter().find_map(|start| text.strip_prefix(start));
        return Ok(bare.map_or_else(|| "()".to_owned(), |rest| format!("({}", rest.trim_start_matches("/, "))).into());
    }
    let is_plain = t.value().is(crate::types::of_kind(crate::heap::Kind::Instance).value());
    Ok(if is_plain { "()".into() } else { Value::NONE })
}
