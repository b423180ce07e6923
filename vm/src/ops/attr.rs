//! Attribute access by Python's rules, up to the point where user code is needed.

use crate::exc::{Exc, R, attribute_error, type_error};
use crate::heap::{self, Kind, Obj};
use crate::native::{Args, Def, Imp};
use crate::object::*;
use crate::types::native_function::bound_as;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// The outcome of a look-up.
pub enum Attr {
    /// The attribute.
    Value(Value),
    /// This call gives the attribute.
    Call(Value, Args),
    /// There is no such attribute.
    Missing,
}

/// What a class attribute does when it is accessed through an instance.
enum Descriptor {
    /// Nothing special: it is the value.
    Plain,
    /// It has `__get__` only: the instance's own attribute comes first.
    NonData,
    /// It has `__set__` or `__delete__`: it comes first.
    Data,
}

fn descriptor(vm: &Vm, v: &Value) -> Descriptor {
    let Some(h) = v.header() else {
        return Descriptor::Plain;
    };
    match h.kind() {
        Kind::Function | Kind::StaticMethod | Kind::ClassMethod
            if !h.is_subclass() || !h.class_ref().is_heap_type() =>
        {
            Descriptor::NonData
        }
        Kind::NativeFunction => Descriptor::NonData,
        Kind::Property | Kind::Member => Descriptor::Data,
        Kind::Int | Kind::Float | Kind::Str | Kind::Tuple | Kind::List | Kind::Dict | Kind::Set if !h.is_subclass() => {
            Descriptor::Plain
        }
        _ => {
            let class = h.class_ref();
            if class.lookup(vm.names.__set__.value()).is_some() || class.lookup(vm.names.__delete__.value()).is_some() {
                Descriptor::Data
            } else if class.lookup(vm.names.__get__.value()).is_some() {
                Descriptor::NonData
            } else {
                Descriptor::Plain
            }
        }
    }
}

/// Whether a data descriptor has a say in reading too.
fn is_readable(vm: &Vm, v: &Value) -> bool {
    let class = class_of(v);
    !class.is_heap_type() || class.lookup(vm.names.__get__.value()).is_some()
}

/// Whether a class attribute takes precedence over instances' own attributes, and over assignments to them.
pub fn is_data_descriptor(vm: &Vm, v: &Value) -> bool {
    matches!(descriptor(vm, v), Descriptor::Data)
}

/// Applies the descriptor protocol to a class attribute: `obj` is the instance (`None` for access through the class), `class` the
/// class it is accessed through.
pub fn bind(vm: &mut Vm, attr: Value, obj: Option<&Value>, class: &TypeRef) -> R<Attr> {
    let Some(h) = attr.header() else {
        return Ok(Attr::Value(attr));
    };
    match h.kind() {
        Kind::Function => Ok(Attr::Value(match obj {
            Some(o) => heap::new(BoundMethod { func: attr, receiver: o.clone() }).into(),
            None => attr,
        })),
        Kind::NativeFunction => Ok(Attr::Value(match (obj, attr.downcast::<NativeFunction>()) {
            (Some(o), Some(f)) if f.owner.is_some() && f.receiver.is_unbound() => {
                let f = NativeFunction { def: f.def, owner: f.owner.clone(), receiver: o.clone(), module: Value::NONE };
                bound_as(h.class_ref(), f).into()
            }
            _ => attr,
        })),
        Kind::StaticMethod if !h.is_subclass() => {
            Ok(Attr::Value(attr.downcast::<StaticMethod>().map(|s| s.func.borrow().clone()).unwrap_or_default()))
        }
        Kind::ClassMethod if !h.is_subclass() || !h.class_ref().is_heap_type() => {
            let func = attr.downcast::<ClassMethod>().map(|c| c.func.borrow().clone()).unwrap_or_default();
            bind_class_method(vm, func, class)
        }
        Kind::Property if !h.is_subclass() => match (obj, attr.downcast::<Property>()) {
            (Some(o), Some(p)) => {
                let get = p.accessors.borrow()[0].clone();
                if get.is_none() {
                    return Err(property_error(p, o, "getter"));
                }
                Ok(Attr::Call(get, Args::from_iter([o.clone()])))
            }
            _ => Ok(Attr::Value(attr)),
        },
        Kind::Member => match (obj, attr.downcast::<Member>()) {
            (Some(o), Some(m)) => member_get(vm, m, o),
            _ => Ok(Attr::Value(attr)),
        },
        Kind::Int | Kind::Float | Kind::Str | Kind::Tuple | Kind::List | Kind::Dict | Kind::Set if !h.is_subclass() => {
            Ok(Attr::Value(attr))
        }
        _ => match h.class_ref().lookup(vm.names.__get__.value()) {
            Some(get) => {
                let o = obj.cloned().unwrap_or(Value::NONE);
                Ok(Attr::Call(get, Args::from_iter([attr, o, class.value().clone()])))
            }
            None => Ok(Attr::Value(attr)),
        },
    }
}

fn bind_class_method(vm: &mut Vm, func: Value, class: &TypeRef) -> R<Attr> {
    if let Some(f) = func.downcast::<NativeFunction>()
        && f.owner.is_some()
    {
        let f =
            NativeFunction { def: f.def, owner: f.owner.clone(), receiver: class.value().clone(), module: Value::NONE };
        return Ok(Attr::Value(heap::new(f).into()));
    }
    if func.is_a::<Function>() {
        return Ok(Attr::Value(heap::new(BoundMethod { func, receiver: class.value().clone() }).into()));
    }
    // `classmethod` over another descriptor asks that one.
    if !func.is_a::<BoundMethod>() && class_of(&func).lookup(vm.names.__get__.value()).is_some() {
        return bind(vm, func, Some(class.value()), class);
    }
    Ok(Attr::Value(heap::new(BoundMethod { func, receiver: class.value().clone() }).into()))
}

/// The AttributeError of a property without the accessor.
pub fn property_error(p: &Property, obj: &Value, accessor: &str) -> Exc {
    let class = class_of(obj);
    let owner = class.qualname.borrow().downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
    let name = p.name.borrow().clone();
    let text = match name.downcast::<Str>() {
        Some(n) => format!("property {} of '{owner}' object has no {accessor}", quoted(n)),
        None => format!("property of '{owner}' object has no {accessor}"),
    };
    Exc::msg(crate::exc::ExcKind::AttributeError, text)
}

fn quoted(s: &Str) -> String {
    format!("'{}'", s.to_lossy())
}

/// Whether [`native_member`] reads what a member descriptor gives access to.
pub fn is_native(m: &Member) -> bool {
    match m.kind {
        MemberKind::Native { get, .. } => matches!(get.imp, Imp::Pure(_)),
        MemberKind::Field(_) => true,
        _ => false,
    }
}

/// Reads what a native getter gives, or a field of an exception, of an object that is known to be of the member's class.
pub fn native_member(vm: &mut Vm, m: &Member, o: &Value) -> R {
    match m.kind {
        MemberKind::Native { get: Def { imp: Imp::Pure(f), .. }, .. } => f(vm, std::slice::from_ref(o)),
        MemberKind::Field(i) => {
            let v = o.downcast::<Exception>().map(|e| e.field(i as usize)).unwrap_or_default();
            if v.is_unbound() && m.name.bytes() == b"characters_written" {
                return Err(attribute_error(o, m.name.value(), m.name.to_lossy().into_owned()));
            }
            Ok(if v.is_unbound() { Value::NONE } else { v })
        }
        _ => Err(crate::exc::system_error("the member is not read natively")),
    }
}

/// Whether the attributes of an object are looked up by other rules than those of most: see [`builtin_get`].
pub fn has_own_rules(o: &Value) -> bool {
    o.is_a::<Type>()
        || o.is_a::<Super>()
        || o.is_a::<GenericAlias>()
        || o.is_a::<BoundMethod>()
        || o.is_a::<WeakRef>()
        || o.is_a::<Module>()
}

/// Reads through a member descriptor.
fn member_get(vm: &mut Vm, m: &Member, o: &Value) -> R<Attr> {
    if let MemberKind::Item { index, .. } = m.kind {
        return tuple_item(index, o).map(Attr::Value);
    }
    check_member(m, o)?;
    match &m.kind {
        MemberKind::Item { .. } => Ok(Attr::Missing),
        MemberKind::Slot(i) => {
            let v = o.header().and_then(|h| h.instance()).map(|inst| inst.slot(*i)).unwrap_or_default();
            if v.is_unbound() {
                let text = format!("'{}' object has no attribute '{}'", class_name(o), m.name.to_lossy());
                return Err(attribute_error(o, m.name.value(), text));
            }
            Ok(Attr::Value(v))
        }
        MemberKind::Native { get, .. } if matches!(get.imp, Imp::Tail(_)) => {
            let f = NativeFunction {
                def: get,
                owner: Some(m.owner.clone()),
                receiver: Value::UNBOUND,
                module: Value::NONE,
            };
            Ok(Attr::Call(heap::new(f).into(), Args::from_iter([o.clone()])))
        }
        MemberKind::Native { .. } | MemberKind::Field(_) => native_member(vm, m, o).map(Attr::Value),
        // A class has the dict that `type` shows, also if a base of its metaclass has another one for its instances.
        MemberKind::InstanceDict if o.is_a::<Type>() => {
            let dict = o.downcast::<Type>().map(|t| t.dict.clone()).unwrap_or_else(Dict::new);
            Ok(Attr::Value(MappingProxy::of(dict).into()))
        }
        MemberKind::InstanceDict => match instance_dict(o) {
            Some(d) => Ok(Attr::Value(d)),
            None => {
                let text = format!("'{}' object has no attribute '__dict__'", class_name(o));
                Err(attribute_error(o, vm.names.__dict__.value(), text))
            }
        },
        MemberKind::Weakref => Ok(Attr::Value(WeakRef::all_to(o).into_iter().next().unwrap_or(Value::NONE))),
    }
}

/// The item that a field of a named tuple names.
pub fn tuple_item(index: usize, o: &Value) -> R {
    let Some(t) = o.downcast::<Tuple>() else {
        return Err(type_error(format!(
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{}' object",
            class_name(o)
        )));
    };
    t.items().get(index).cloned().ok_or_else(|| crate::exc::index_error("tuple index out of range"))
}

fn check_member(m: &Member, o: &Value) -> R<()> {
    let class = class_of(o);
    if class.is_subtype_of(&m.owner) {
        return Ok(());
    }
    Err(type_error(format!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        m.name.to_lossy(),
        m.owner.name(),
        class.name()
    )))
}

/// Writes or deletes (`v` is `UNBOUND`) through a member descriptor.
pub fn member_set(vm: &mut Vm, m: &Member, o: &Value, v: Value) -> R<()> {
    if let MemberKind::Item { .. } = m.kind {
        let text = if v.is_unbound() { "can't delete attribute" } else { "can't set attribute" };
        return Err(Exc::msg(crate::exc::ExcKind::AttributeError, text));
    }
    check_member(m, o)?;
    match &m.kind {
        MemberKind::Item { .. } => Err(read_only(m)),
        MemberKind::Slot(i) => {
            let Some(inst) = o.header().and_then(|h| h.instance()) else {
                return Err(read_only(m));
            };
            if v.is_unbound() && inst.slot(*i).is_unbound() {
                let name = m.name.to_lossy().into_owned();
                return Err(attribute_error(o, m.name.value(), name));
            }
            inst.set_slot(*i, v);
            Ok(())
        }
        MemberKind::Native { set: Some(set), .. } => match set.imp {
            Imp::Pure(f) => f(vm, &[o.clone(), v]).map(drop),
            Imp::Tail(_) => Err(crate::exc::system_error("a native setter cannot end in a call")),
        },
        MemberKind::Native { set: None, .. } => Err(read_only_of(m, o)),
        MemberKind::Field(_) if is_plain_member(m) => Err(read_only_of(m, o)),
        MemberKind::Field(i) => {
            if let Some(e) = o.downcast::<Exception>() {
                if v.is_unbound() && m.name.bytes() == b"characters_written" && e.field(*i as usize).is_unbound() {
                    return Err(attribute_error(o, m.name.value(), m.name.to_lossy().into_owned()));
                }
                e.set_field(*i as usize, v);
            }
            Ok(())
        }
        MemberKind::InstanceDict => {
            if v.is_unbound() {
                if !m.owner.is_heap_type() {
                    return Err(type_error("cannot delete __dict__"));
                }
                let fresh: Obj<Dict> = Dict::new();
                return set_instance_dict(o, fresh);
            }
            match v.cast::<Dict>() {
                Some(d) => set_instance_dict(o, d),
                None => Err(type_error(format!("__dict__ must be set to a dictionary, not a '{}'", class_name(&v)))),
            }
        }
        MemberKind::Weakref => Err(read_only_of(m, o)),
    }
}

fn read_only(m: &Member) -> Exc {
    Exc::msg(crate::exc::ExcKind::AttributeError, format!("attribute '{}' is read-only", m.name.to_lossy()))
}

/// Attributes that CPython declares as fields of its structures, in other words than those with a getter.
const PLAIN_MEMBERS: &[(&str, &[&str])] = &[
    ("function", &["__globals__", "__closure__", "__builtins__"]),
    (
        "code",
        &[
            "co_argcount",
            "co_posonlyargcount",
            "co_kwonlyargcount",
            "co_stacksize",
            "co_flags",
            "co_names",
            "co_filename",
            "co_name",
            "co_qualname",
            "co_firstlineno",
            "co_linetable",
            "co_exceptiontable",
            "co_consts",
            "co_nlocals",
        ],
    ),
    ("property", &["fget", "fset", "fdel"]),
    (
        "type",
        &["__mro__", "__base__", "__basicsize__", "__itemsize__", "__flags__", "__dictoffset__", "__weakrefoffset__"],
    ),
    ("method", &["__func__", "__self__"]),
    ("slice", &["start", "stop", "step"]),
    ("range", &["start", "stop", "step"]),
    ("complex", &["real", "imag"]),
    ("staticmethod", &["__func__", "__wrapped__"]),
    ("classmethod", &["__func__", "__wrapped__"]),
    ("super", &["__thisclass__", "__self__", "__self_class__"]),
    ("BaseExceptionGroup", &["message", "exceptions"]),
    ("traceback", &["tb_frame", "tb_lasti"]),
    ("module", &["__dict__"]),
];

/// Whether CPython has a field of a structure where this is.
pub fn is_plain_member(m: &Member) -> bool {
    let owner = m.owner.plain_name();
    let name = m.name.to_lossy();
    PLAIN_MEMBERS.iter().any(|(t, names)| *t == owner && names.contains(&&*name))
}

fn read_only_of(m: &Member, o: &Value) -> Exc {
    if is_plain_member(m) {
        return Exc::msg(crate::exc::ExcKind::AttributeError, "readonly attribute");
    }
    let text = format!("attribute '{}' of '{}' objects is not writable", m.name.to_lossy(), class_name(o));
    Exc::msg(crate::exc::ExcKind::AttributeError, text)
}

fn set_instance_dict(o: &Value, d: Obj<Dict>) -> R<()> {
    if o.is_a::<Type>() || o.is_a::<Module>() {
        return Err(Exc::msg(crate::exc::ExcKind::AttributeError, "readonly attribute"));
    }
    match o.header().and_then(|h| h.instance()) {
        Some(inst) if inst.has_dict() => {
            inst.become_dict(d);
            Ok(())
        }
        _ => Err(type_error("this object's __dict__ cannot be replaced")),
    }
}

/// The `__dict__` of an object that has one of the ordinary kind.
pub fn instance_dict(o: &Value) -> Option<Value> {
    let h = o.header()?;
    if let Some(inst) = h.instance()
        && inst.has_dict()
    {
        return Some(inst.dict().into());
    }
    if let Some(m) = o.downcast::<Module>() {
        return Some(m.dict.clone().into());
    }
    own_dict(o, true).map(Value::from)
}

/// The `__dict__` of an object, if it has one already or its attributes are in slots (then a fresh dict of them).
pub fn instance_dict_if_any(o: &Value) -> Option<Obj<Dict>> {
    let h = o.header()?;
    // The attributes of a module are in its namespace, whatever its class.
    if let Some(m) = o.downcast::<Module>() {
        return Some(m.dict.clone());
    }
    match h.instance() {
        Some(inst) if inst.has_dict() => Some(inst.snapshot()),
        Some(_) => None,
        None => own_dict(o, false),
    }
}

/// The dict of objects that keep one in a field: functions, static and class methods, greenlets.
fn own_dict(o: &Value, make: bool) -> Option<Obj<Dict>> {
    fn field(v: &mut Value, make: bool) -> Option<Obj<Dict>> {
        if v.is_unbound() && make {
            *v = Dict::new().into();
        }
        v.cast::<Dict>()
    }
    if make && let Some(h) = o.header() {
        h.set(crate::heap::flag::OWN_DICT);
    }
    if let Some(f) = o.downcast::<Function>() {
        return if make { field(&mut f.attrs().dict, true) } else { f.dict() };
    }
    if let Some(s) = o.downcast::<StaticMethod>() {
        return field(&mut s.dict.borrow_mut(), make);
    }
    if let Some(c) = o.downcast::<ClassMethod>()
        && class_of(o).any(TypeFlags::DICT)
    {
        return field(&mut c.dict.borrow_mut(), make);
    }
    if let Some(g) = o.downcast::<crate::greenlet::Greenlet>() {
        let mut dict = g.dict.take();
        let found = field(&mut dict, make);
        g.dict.set(dict);
        return found;
    }
    None
}

/// The object's own attribute, past its class.
pub fn own_attr(o: &Value, name: &Value) -> Option<Value> {
    let h = o.header()?;
    if let Some(m) = o.downcast::<Module>() {
        return m.dict.get_interned(name);
    }
    if let Some(inst) = h.instance() {
        return inst.get(name);
    }
    own_dict(o, false)?.get_interned(name)
}

/// `object.__getattribute__`: the class's data descriptors, the object's own attributes, the class's other attributes.
pub fn generic_get(vm: &mut Vm, o: &Value, name: &Obj<Str>) -> R<Attr> {
    let class = class_of(o);
    let found = class.lookup(name.value());
    if let Some(attr) = &found
        && is_data_descriptor(vm, attr)
        && is_readable(vm, attr)
    {
        return bind(vm, attr.clone(), Some(o), &class);
    }
    if let Some(v) = own_attr(o, name.value()) {
        return Ok(Attr::Value(v));
    }
    match found {
        Some(attr) => bind(vm, attr, Some(o), &class),
        None => Ok(Attr::Missing),
    }
}

/// `type.__getattribute__`: the metaclass's data descriptors, the class's attributes, the metaclass's other attributes.
pub fn type_get(vm: &mut Vm, t: &TypeRef, name: &Obj<Str>) -> R<Attr> {
    let metaclass = class_of(t.value());
    let found = metaclass.lookup(name.value());
    if let Some(attr) = &found
        && is_data_descriptor(vm, attr)
        && is_readable(vm, attr)
    {
        return bind(vm, attr.clone(), Some(t.value()), &metaclass);
    }
    if let Some(attr) = t.lookup(name.value()) {
        return bind(vm, attr, None, t);
    }
    match found {
        Some(attr) => bind(vm, attr, Some(t.value()), &metaclass),
        None => Ok(Attr::Missing),
    }
}

/// `super().name`: the attribute of the classes after `this_class` in the receiver's order.
pub fn super_get(vm: &mut Vm, s: &Super, whole: &Value, name: &Obj<Str>) -> R<Attr> {
    let class = vm.names.__class__.clone();
    if let (Some(start), Some(this)) = (s.receiver_class.cast::<Type>(), s.this_class.cast::<Type>())
        && !name.is(&class)
    {
        let mro = start.mro();
        let after = mro.iter().position(|t| t.is(&this)).map_or(0, |i| i + 1);
        for t in mro.iter().skip(after) {
            if let Some(attr) = t.dict.get_interned(name.value()) {
                // `super(type, cls)` binds as access through the class does.
                let through_class = s.receiver.is(start.value());
                return bind(vm, attr, if through_class { None } else { Some(&s.receiver) }, &start);
            }
        }
    }
    generic_get(vm, whole, name)
}

/// The attribute `name` by the rules that the object's class has built in; a `__getattribute__` or `__getattr__` in Python is the
/// caller's business.
pub fn builtin_get(vm: &mut Vm, o: &Value, name: &Obj<Str>) -> R<Attr> {
    if let Some(t) = o.cast::<Type>() {
        return type_get(vm, &t, name);
    }
    if let Some(s) = o.downcast::<Super>() {
        return super_get(vm, s, o, name);
    }
    if o.is_a::<GenericAlias>() {
        return crate::types::alias::get_attr(vm, o, name);
    }
    if o.is_a::<BoundMethod>() {
        return crate::types::function::method_attr(vm, o, name);
    }
    if let Some(w) = o.downcast::<WeakRef>()
        && w.is_proxy()
    {
        return crate::types::weakref::proxy_attr(vm, w, name);
    }
    let got = generic_get(vm, o, name)?;
    if let (Attr::Missing, b"__spec__" | b"__loader__" | b"__cached__", true) = (&got, name.bytes(), o.is_a::<Module>())
    {
        // Modules that were imported natively are described when somebody asks.
        let describe = vm.prelude("describe_module")?;
        return Ok(Attr::Call(describe, Args::from_iter([o.clone(), name.clone().into_value()])));
    }
    if let (Attr::Missing, Some(m)) = (&got, o.downcast::<Module>())
        && let Some(hook) = m.dict.get_interned(vm.names.__getattr__.value())
    {
        return Ok(Attr::Call(hook, Args::from_iter([name.clone().into_value()])));
    }
    Ok(got)
}

/// What to call with the object as first argument for a special method of attribute access: the method itself, unless it has to be
/// bound in another way than functions are; then the prelude does both.
fn hook(vm: &mut Vm, f: Value, general: &'static str) -> R<Value> {
    let is_method = f.is_a::<Function>()
        || f.downcast::<NativeFunction>().is_some_and(|f| f.owner.is_some() && f.receiver.is_unbound());
    if is_method { Ok(f) } else { vm.prelude(general) }
}

/// What [`get`] calls in the end for objects whose class has a `__getattr__`.
pub fn getattr_hook(vm: &mut Vm, class: &TypeRef) -> R<Option<Value>> {
    match class.lookup(vm.names.__getattr__.value()) {
        Some(f) => hook(vm, f, "call_getattr").map(Some),
        None => Ok(None),
    }
}

/// The attribute, all rules applied: also `__getattribute__` and `__getattr__` in Python, except that an AttributeError raised by
/// user code does not lead to `__getattr__` here (`prelude: getattr_with_hook` does that).
pub fn get(vm: &mut Vm, o: &Value, name: &Obj<Str>) -> R<Attr> {
    let class = class_of(o);
    if class.any(TypeFlags::GETATTRIBUTE)
        && let Some(f) = class.lookup(vm.names.__getattribute__.value())
    {
        let f = hook(vm, f, "call_getattribute")?;
        return Ok(Attr::Call(f, Args::from_iter([o.clone(), name.clone().into_value()])));
    }
    let got = builtin_get(vm, o, name);
    if class.any(TypeFlags::GETATTR) {
        let missing = match &got {
            Ok(Attr::Missing) => true,
            Err(e) => e.is(crate::exc::ExcKind::AttributeError),
            Ok(_) => false,
        };
        if missing && let Some(f) = getattr_hook(vm, &class)? {
            return Ok(Attr::Call(f, Args::from_iter([o.clone(), name.clone().into_value()])));
        }
    }
    got
}

/// The AttributeError for a missing attribute that a program asks for: a module may not have got to it yet.
pub fn missing_now(vm: &Vm, o: &Value, name: &Obj<Str>) -> Exc {
    if let Some(m) = o.downcast::<Module>()
        && let Some(n) = m.dict.get_str("__name__").as_ref().and_then(|v| v.downcast::<Str>())
        && vm.importing.iter().any(|(importing, _)| *importing == n.to_lossy())
    {
        let (n, shown) = (n.to_lossy(), name.to_lossy());
        let text = format!(
            "partially initialized module '{n}' has no attribute '{shown}' (most likely due to a circular import)"
        );
        return attribute_error(o, name.value(), text);
    }
    missing(o, name)
}

/// The AttributeError for a missing attribute.
pub fn missing(o: &Value, name: &Obj<Str>) -> Exc {
    let text = if let Some(t) = o.downcast::<Type>() {
        format!("type object '{}' has no attribute '{}'", t.name(), name.to_lossy())
    } else if let Some(m) = o.downcast::<Module>() {
        match m.dict.get_str("__name__").as_ref().and_then(|v| v.downcast::<Str>()) {
            Some(n) => format!("module '{}' has no attribute '{}'", n.to_lossy(), name.to_lossy()),
            None => format!("module has no attribute '{}'", name.to_lossy()),
        }
    } else {
        format!("'{}' object has no attribute '{}'", class_name(o), name.to_lossy())
    };
    attribute_error(o, name.value(), text)
}

/// The outcome of an assignment or deletion.
pub enum Assign {
    /// Done.
    Done,
    /// This call does it.
    Call(Value, Args),
}

/// `o.name = v`, or `del o.name` if `v` is `UNBOUND`.
pub fn set(vm: &mut Vm, o: &Value, name: &Obj<Str>, v: Value) -> R<Assign> {
    let class = class_of(o);
    if class.any(TypeFlags::SETATTR) {
        let (special, general) = match v.is_unbound() {
            true => (vm.names.__delattr__.clone(), "call_delattr"),
            false => (vm.names.__setattr__.clone(), "call_setattr"),
        };
        if let Some(f) = class.lookup(special.value()) {
            let f = hook(vm, f, general)?;
            let mut list = Args::from_iter([o.clone(), name.clone().into_value()]);
            if !v.is_unbound() {
                list.push(v);
            }
            return Ok(Assign::Call(f, list));
        }
    }
    builtin_set(vm, o, name, v)
}

/// `object.__setattr__` and `type.__setattr__` (and their deleting counterparts, if `v` is `UNBOUND`).
pub fn builtin_set(vm: &mut Vm, o: &Value, name: &Obj<Str>, v: Value) -> R<Assign> {
    if let Some(w) = o.downcast::<WeakRef>()
        && w.is_proxy()
    {
        return crate::types::weakref::set_proxy_attr(vm, w, name, v);
    }
    let class = class_of(o);
    if let Some(attr) = class.lookup(name.value())
        && let Some(h) = attr.header()
    {
        match h.kind() {
            Kind::Property if !h.is_subclass() => {
                if let Some(p) = attr.downcast::<Property>() {
                    let delete = v.is_unbound();
                    let f = p.accessors.borrow()[if delete { 2 } else { 1 }].clone();
                    if f.is_none() {
                        return Err(property_error(p, o, if delete { "deleter" } else { "setter" }));
                    }
                    let mut list = Args::from_iter([o.clone()]);
                    if !delete {
                        list.push(v);
                    }
                    return Ok(Assign::Call(f, list));
                }
            }
            Kind::Member => {
                if let Some(m) = attr.downcast::<Member>() {
                    if let Some(t) = o.cast::<Type>()
                        && name.bytes() == b"__bases__"
                        && v.is_a::<Tuple>()
                        && t.is_heap_type()
                        && crate::types::typ::make::orders_itself(&t)
                    {
                        let f = vm.prelude("set_bases")?;
                        return Ok(Assign::Call(f, Args::from_iter([o.clone(), v])));
                    }
                    member_set(vm, m, o, v)?;
                    return Ok(Assign::Done);
                }
            }
            _ => {
                let attr_class = h.class_ref();
                let set = attr_class.lookup(vm.names.__set__.value());
                let delete = attr_class.lookup(vm.names.__delete__.value());
                if v.is_unbound() {
                    if let Some(f) = delete {
                        return Ok(Assign::Call(f, Args::from_iter([attr.clone(), o.clone()])));
                    }
                    if set.is_some() {
                        return Err(Exc::msg(crate::exc::ExcKind::AttributeError, "__delete__"));
                    }
                } else {
                    if let Some(f) = set {
                        return Ok(Assign::Call(f, Args::from_iter([attr.clone(), o.clone(), v])));
                    }
                    if delete.is_some() {
                        return Err(Exc::msg(crate::exc::ExcKind::AttributeError, "__set__"));
                    }
                }
            }
        }
    }
    if let Some(t) = o.cast::<Type>() {
        return crate::types::typ::set_type_attr(vm, &t, name, v).map(|()| Assign::Done);
    }
    if v.is_unbound() {
        return delete_own(o, name).map(|()| Assign::Done);
    }
    if let Some(h) = o.header() {
        if let Some(m) = o.downcast::<Module>() {
            m.dict.insert_interned(name, v);
            return Ok(Assign::Done);
        }
        if let Some(inst) = h.instance() {
            if inst.set(name, v) {
                return Ok(Assign::Done);
            }
            return Err(no_such(o, name));
        }
        if let Some(d) = own_dict(o, true) {
            d.insert_interned(name, v);
            return Ok(Assign::Done);
        }
    }
    Err(no_such(o, name))
}

/// The error for assigning to an attribute that the object cannot have, or deleting it.
fn no_such(o: &Value, name: &Obj<Str>) -> Exc {
    if class_of(o).lookup(name.value()).is_some() {
        let text = format!("'{}' object attribute '{}' is read-only", class_name(o), name.to_lossy());
        return attribute_error(o, name.value(), text);
    }
    missing(o, name)
}

fn delete_own(o: &Value, name: &Obj<Str>) -> R<()> {
    let gone = match o.header() {
        None => false,
        Some(h) => match (o.downcast::<Module>(), h.instance()) {
            (Some(m), _) => m.dict.remove_interned(name.value()).is_some(),
            (None, Some(inst)) => inst.delete(name.value()),
            (None, None) => own_dict(o, false).is_some_and(|d| d.remove_interned(name.value()).is_some()),
        },
    };
    if gone {
        return Ok(());
    }
    if let Some(inst) = o.header().and_then(|h| h.instance())
        && !inst.has_dict()
    {
        return Err(no_such(o, name));
    }
    if o.is_a::<Module>() {
        let text = format!("'module' object has no attribute '{}'", name.to_lossy());
        return Err(attribute_error(o, name.value(), text));
    }
    Err(missing(o, name))
}
