//! `staticmethod`, `classmethod`, `property`, member descriptors, `super`, `mappingproxy`.

use std::cell::OnceCell;

use crate::exc::{Exc, ExcKind, R, runtime_error, type_error};
use crate::heap::{self, Obj, Payload};
use crate::native::{Args, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use crate::object::*;
use crate::ops::attr;
use crate::types::typ::attr_next;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `staticmethod`
pub static STATIC: TypeSpec = TypeSpec {
    name: "staticmethod",
    module: "builtins",
    layout: StaticMethod::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT,
    doc: "Convert a function to be a static method.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", static_new, "Create and return a new object.").constructor(),
        tail("__init__(self, function, /)", static_init, "Initialize self."),
        tail("__call__(self, *args, **kwargs)", static_call, "Call self as a function."),
        pure(
            "__get__(self, instance, owner=None, /)",
            |_, a| Ok(this::<StaticMethod>(a)?.func.borrow().clone()),
            "Return an attribute of instance, which is of type owner.",
        ),
        tail(
            "__repr__(self, /)",
            |vm, a| wrapper_repr(vm, "staticmethod", this::<StaticMethod>(a)?.func.borrow().clone()),
            "Return repr(self).",
        ),
        getter("__func__(self, /)", |_, a| Ok(this::<StaticMethod>(a)?.func.borrow().clone()), ""),
        getter("__wrapped__(self, /)", |_, a| Ok(this::<StaticMethod>(a)?.func.borrow().clone()), ""),
        getter(
            "__isabstractmethod__(self, /)",
            |vm, a| {
                let f = this::<StaticMethod>(a)?.func.borrow().clone();
                Ok(Value::bool(is_abstract(vm, &f)))
            },
            "",
        ),
        getter("__dict__(self, /)", dict, ""),
    ],
};

/// `classmethod`
pub static CLASS: TypeSpec = TypeSpec {
    name: "classmethod",
    module: "builtins",
    layout: ClassMethod::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT,
    doc: "Convert a function to be a class method.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", class_new, "Create and return a new object.").constructor(),
        tail("__init__(self, function, /)", class_init, "Initialize self."),
        tail(
            "__get__(self, instance, owner=None, /)",
            class_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        tail(
            "__repr__(self, /)",
            |vm, a| wrapper_repr(vm, "classmethod", this::<ClassMethod>(a)?.func.borrow().clone()),
            "Return repr(self).",
        ),
        getter("__func__(self, /)", |_, a| Ok(this::<ClassMethod>(a)?.func.borrow().clone()), ""),
        getter("__wrapped__(self, /)", |_, a| Ok(this::<ClassMethod>(a)?.func.borrow().clone()), ""),
        getter(
            "__isabstractmethod__(self, /)",
            |vm, a| {
                let f = this::<ClassMethod>(a)?.func.borrow().clone();
                Ok(Value::bool(is_abstract(vm, &f)))
            },
            "",
        ),
        getter("__dict__(self, /)", dict, ""),
    ],
};

/// `property`
pub static PROPERTY: TypeSpec = TypeSpec {
    name: "property",
    module: "builtins",
    layout: Property::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", property_new, "Create and return a new object.").constructor(),
        tail("__init__(self, fget=None, fset=None, fdel=None, doc=None)", property_init, "Initialize self."),
        tail(
            "__get__(self, instance, owner=None, /)",
            property_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        tail("__set__(self, instance, value, /)", property_set, "Set an attribute of instance to value."),
        tail("__delete__(self, instance, /)", property_delete, "Delete an attribute of instance."),
        tail(
            "getter(self, fget, /)",
            |vm, a| property_copy(vm, a, 0),
            "Descriptor to obtain a copy of the property with a different getter.",
        ),
        tail(
            "setter(self, fset, /)",
            |vm, a| property_copy(vm, a, 1),
            "Descriptor to obtain a copy of the property with a different setter.",
        ),
        tail(
            "deleter(self, fdel, /)",
            |vm, a| property_copy(vm, a, 2),
            "Descriptor to obtain a copy of the property with a different deleter.",
        ),
        pure("__set_name__(self, /, *args)", property_set_name, "Method to set name of a property."),
        getter("fget(self, /)", |_, a| Ok(this::<Property>(a)?.accessors.borrow()[0].clone()), ""),
        getter("fset(self, /)", |_, a| Ok(this::<Property>(a)?.accessors.borrow()[1].clone()), ""),
        getter("fdel(self, /)", |_, a| Ok(this::<Property>(a)?.accessors.borrow()[2].clone()), ""),
        getter("__doc__(self, /)", |_, a| Ok(this::<Property>(a)?.doc.borrow().clone()), ""),
        setter("__doc__(self, value, /)", set_property_doc),
        getter("__isabstractmethod__(self, /)", property_is_abstract, ""),
    ],
};

/// `classmethod_descriptor`: a class method written in Rust.
pub static NATIVE_CLASS: TypeSpec = TypeSpec {
    name: "classmethod_descriptor",
    module: "builtins",
    layout: ClassMethod::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        tail("__call__(self, *args, **kwargs)", native_class_call, "Call self as a function."),
        tail(
            "__get__(self, instance, owner=None, /)",
            class_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        pure("__repr__(self, /)", native_class_repr, "Return repr(self)."),
        getter("__name__(self, /)", |_, a| Ok(wrapped(a)?.def.name().into()), ""),
        getter("__qualname__(self, /)", native_class_qualname, ""),
        getter("__doc__(self, /)", |_, a| Ok(shown_doc(wrapped(a)?.def.doc)), ""),
        getter(
            "__objclass__(self, /)",
            |_, a| Ok(wrapped(a)?.owner.as_ref().map_or(Value::NONE, |t| t.value().clone())),
            "",
        ),
        getter("__text_signature__(self, /)", |_, a| Ok(wrapped(a)?.def.sig.shown(false)), ""),
    ],
};

/// `member_descriptor`: a slot.
pub static MEMBER: TypeSpec = TypeSpec {
    name: "member_descriptor",
    module: "builtins",
    layout: Member::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        tail(
            "__get__(self, instance, owner=None, /)",
            member_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        pure("__set__(self, instance, value, /)", member_set, "Set an attribute of instance to value."),
        pure("__delete__(self, instance, /)", member_delete, "Delete an attribute of instance."),
        pure("__repr__(self, /)", member_repr, "Return repr(self)."),
        getter("__name__(self, /)", |_, a| Ok(this::<Member>(a)?.name.clone().into()), ""),
        getter(
            "__qualname__(self, /)",
            |_, a| {
                let m = this::<Member>(a)?;
                Ok(format!("{}.{}", m.owner.plain_name(), m.name.to_lossy()).into())
            },
            "",
        ),
        getter("__objclass__(self, /)", |_, a| Ok(this::<Member>(a)?.owner.value().clone()), ""),
        getter("__doc__(self, /)", |_, a| Ok(this::<Member>(a)?.doc.clone()), ""),
    ],
};

/// `getset_descriptor`: an attribute that native code computes.
pub static GETSET: TypeSpec = TypeSpec {
    name: "getset_descriptor",
    module: "builtins",
    layout: Member::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        tail(
            "__get__(self, instance, owner=None, /)",
            member_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        pure("__set__(self, instance, value, /)", member_set, "Set an attribute of instance to value."),
        pure("__delete__(self, instance, /)", member_delete, "Delete an attribute of instance."),
        pure("__repr__(self, /)", member_repr, "Return repr(self)."),
        getter("__name__(self, /)", |_, a| Ok(this::<Member>(a)?.name.clone().into()), ""),
        getter(
            "__qualname__(self, /)",
            |_, a| {
                let m = this::<Member>(a)?;
                Ok(format!("{}.{}", m.owner.plain_name(), m.name.to_lossy()).into())
            },
            "",
        ),
        getter("__objclass__(self, /)", |_, a| Ok(this::<Member>(a)?.owner.value().clone()), ""),
        getter("__doc__(self, /)", |_, a| Ok(this::<Member>(a)?.doc.clone()), ""),
    ],
};

/// `super`
pub static SUPER: TypeSpec = TypeSpec {
    name: "super",
    module: "builtins",
    layout: Super::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
    defs: &[
        pure("__init__(self, /, *args)", |_, _| Ok(Value::NONE), "Initialize self."),
        tail("__new__(cls, /, *args)", super_new, "Create and return a new object.").constructor(),
        tail(
            "__get__(self, instance, owner=None, /)",
            super_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        pure("__repr__(self, /)", super_repr, "Return repr(self)."),
        getter("__thisclass__(self, /)", |_, a| Ok(this::<Super>(a)?.this_class.clone()), "the class invoking super()"),
        getter(
            "__self__(self, /)",
            |_, a| Ok(this::<Super>(a)?.receiver.clone()),
            "the instance invoking super(); may be None",
        ),
        getter(
            "__self_class__(self, /)",
            |_, a| Ok(this::<Super>(a)?.receiver_class.clone()),
            "the type of the instance invoking super(); may be None",
        ),
    ],
};

fn dict(_: &mut Vm, args: &[Value]) -> R {
    attr::instance_dict(&args[0]).ok_or_else(|| type_error("this object has no __dict__"))
}

/// Whether a function says that it is abstract, as far as that takes no user code.
fn is_abstract(vm: &mut Vm, f: &Value) -> bool {
    let name = vm.names.__isabstractmethod__.clone();
    match attr::get(vm, f, &name) {
        Ok(attr::Attr::Value(v)) => crate::ops::truth(&v).unwrap_or(true),
        _ => false,
    }
}

fn wrapper_repr(vm: &mut Vm, name: &str, func: Value) -> R<Next> {
    let f = vm.prelude("wrapper_repr")?;
    Ok(Next::call(f, [name.into(), func]))
}

fn static_new(_: &mut Vm, args: &[Value]) -> R {
    Ok(heap::new_with_type(&class_arg(args)?, StaticMethod::payload(Value::NONE)).into())
}

fn static_init(vm: &mut Vm, args: &[Value]) -> R<Next> {
    this::<StaticMethod>(args)?.func.replace(args[1].clone());
    adopt_attributes(vm, args)
}

/// The wrapped function's name, documentation and so on become the wrapper's.
fn adopt_attributes(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("adopt_attributes")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

fn static_call(_: &mut Vm, args: &[Value]) -> R<Next> {
    let callee = this::<StaticMethod>(args)?.func.borrow().clone();
    let list: Args = this::<Tuple>(&args[1..])?.items().iter().cloned().collect();
    Ok(Next::Call { callee, args: list, kwargs: args[2].cast::<Dict>() })
}

fn class_new(_: &mut Vm, args: &[Value]) -> R {
    Ok(heap::new_with_type(&class_arg(args)?, ClassMethod::payload(Value::NONE)).into())
}

fn class_init(vm: &mut Vm, args: &[Value]) -> R<Next> {
    this::<ClassMethod>(args)?.func.replace(args[1].clone());
    adopt_attributes(vm, args)
}

fn class_get(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let class = match args[2].cast::<Type>() {
        Some(t) => t,
        None => class_of(&args[1]),
    };
    let func = this::<ClassMethod>(args)?.func.borrow().clone();
    let plain = heap::new(ClassMethod::payload(func));
    let got = attr::bind(vm, plain.into(), Some(&args[1]), &class)?;
    attr_next(&args[0], &vm.names.__get__.clone(), got)
}

fn property_new(_: &mut Vm, args: &[Value]) -> R {
    let p = Property {
        accessors: [Value::NONE, Value::NONE, Value::NONE].into(),
        doc: Value::NONE.into(),
        name: Value::UNBOUND.into(),
        getter_doc: false.into(),
    };
    Ok(heap::new_with_type(&class_arg(args)?, p).into())
}

fn property_init(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let p = this::<Property>(args)?;
    let part = |i: usize| args[i].given().cloned().unwrap_or(Value::NONE);
    drop(p.accessors.replace([part(1), part(2), part(3)]));
    let doc = part(4);
    p.getter_doc.set(false);
    if doc.is_none() && !part(1).is_none() {
        p.getter_doc.set(true);
        // The getter's documentation is used; asking for it may be user code.
        if let Some(f) = part(1).downcast::<Function>() {
            let d = f.doc();
            return set_doc(vm, &args[0], d);
        }
        let f = vm.prelude("property_adopt_doc")?;
        return Ok(Next::call(f, [args[0].clone(), part(1)]));
    }
    set_doc(vm, &args[0], doc)
}

/// Sets a property's documentation; a subclass instance keeps it as an attribute.
fn set_doc(vm: &mut Vm, p: &Value, doc: Value) -> R<Next> {
    let _ = vm;
    if let (true, Some(inst)) = (p.header().is_some_and(|h| h.is_subclass()), p.header().and_then(|h| h.instance()))
        && !doc.is_none()
    {
        inst.set(&intern(b"__doc__"), doc.clone());
    }
    this::<Property>(std::slice::from_ref(p))?.doc.replace(doc);
    Ok(Next::Value(Value::NONE))
}

fn set_property_doc(_: &mut Vm, args: &[Value]) -> R {
    this::<Property>(args)?.doc.replace(args[1].given().cloned().unwrap_or(Value::NONE));
    Ok(Value::NONE)
}

fn property_get(_: &mut Vm, args: &[Value]) -> R<Next> {
    if args[1].is_none() {
        return Ok(Next::Value(args[0].clone()));
    }
    let p = this::<Property>(args)?;
    let get = p.accessors.borrow()[0].clone();
    if get.is_none() {
        return Err(attr::property_error(p, &args[1], "getter"));
    }
    Ok(Next::call(get, [args[1].clone()]))
}

fn property_set(_: &mut Vm, args: &[Value]) -> R<Next> {
    let p = this::<Property>(args)?;
    let set = p.accessors.borrow()[1].clone();
    if set.is_none() {
        return Err(attr::property_error(p, &args[1], "setter"));
    }
    Ok(Next::call(set, [args[1].clone(), args[2].clone()]))
}

fn property_delete(_: &mut Vm, args: &[Value]) -> R<Next> {
    let p = this::<Property>(args)?;
    let delete = p.accessors.borrow()[2].clone();
    if delete.is_none() {
        return Err(attr::property_error(p, &args[1], "deleter"));
    }
    Ok(Next::call(delete, [args[1].clone()]))
}

/// A property like this one with one accessor replaced, made by calling its class.
fn property_copy(_: &mut Vm, args: &[Value], which: usize) -> R<Next> {
    let p = this::<Property>(args)?;
    let mut parts = p.accessors.borrow().clone();
    if !args[1].is_none() {
        parts[which] = args[1].clone();
    }
    let [get, set, delete] = parts;
    let doc = if p.getter_doc.get() && !get.is_none() { Value::NONE } else { p.doc.borrow().clone() };
    let class = class_of(&args[0]);
    if class.is_heap_type() {
        return Ok(Next::call(class.into_value(), [get, set, delete, doc]));
    }
    let doc = match (doc.is_none(), get.downcast::<Function>()) {
        (true, Some(f)) => f.doc(),
        _ => doc,
    };
    let copy = Property {
        accessors: [get, set, delete].into(),
        doc: doc.into(),
        name: p.name.borrow().clone().into(),
        getter_doc: p.getter_doc.get().into(),
    };
    Ok(Next::Value(heap::new(copy).into()))
}

fn property_set_name(_: &mut Vm, args: &[Value]) -> R {
    let property = this::<Property>(args)?;
    let given = args[1].downcast::<Tuple>();
    match given.map(Tuple::items) {
        Some([_, name]) => drop(property.name.replace(name.clone())),
        items => {
            let n = items.map_or(0, <[Value]>::len);
            return Err(type_error(format!("__set_name__() takes 2 positional arguments but {n} were given")));
        }
    }
    Ok(Value::NONE)
}

fn property_is_abstract(vm: &mut Vm, args: &[Value]) -> R {
    let parts = this::<Property>(args)?.accessors.borrow().clone();
    Ok(Value::bool(parts.iter().any(|f| !f.is_none() && is_abstract(vm, f))))
}

thread_local! {
    static CLASSES: OnceCell<[TypeRef; 2]> = const { OnceCell::new() };
}

/// Notes the classes of native class methods and attributes, of which [`native_class_method`] and [`attribute`] make instances.
pub(super) fn note_classes(class_method: TypeRef, attribute: TypeRef) {
    CLASSES.with(|c| {
        // They are made once per thread.
        let _ = c.set([class_method, attribute]);
    });
}

fn of_class<T: Payload>(which: usize, payload: T) -> Value {
    match CLASSES.with(|c| c.get().map(|c| c[which].clone())) {
        Some(class) => heap::new_with_type(&class, payload).into(),
        None => heap::new(payload).into(),
    }
}

/// A native class method as it stands in its class.
pub(super) fn native_class_method(f: Value) -> Value {
    of_class(0, ClassMethod::payload(f))
}

/// An attribute that native code computes, as it stands in its class.
pub(crate) fn attribute(member: Member) -> Value {
    of_class(1, member)
}

/// The function in a `classmethod_descriptor`.
fn wrapped(args: &[Value]) -> R<Obj<NativeFunction>> {
    let f = this::<ClassMethod>(args)?.func.borrow().clone();
    f.cast::<NativeFunction>().ok_or_else(|| type_error("a class method without a function"))
}

fn shown_doc(doc: &'static str) -> Value {
    if doc.is_empty() { Value::NONE } else { doc.into() }
}

fn native_class_repr(_: &mut Vm, args: &[Value]) -> R {
    let f = wrapped(args)?;
    let owner = f.owner.as_ref().map(|t| t.name()).unwrap_or_default();
    Ok(format!("<method '{}' of '{owner}' objects>", f.def.name()).into())
}

fn native_class_qualname(_: &mut Vm, args: &[Value]) -> R {
    let f = wrapped(args)?;
    let owner = f.owner.as_ref().map(|t| t.name()).unwrap_or_default();
    Ok(format!("{owner}.{}", f.def.name()).into())
}

/// The first argument is the class.
fn native_class_call(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = wrapped(args)?;
    let owner = f.owner.as_ref().map(|t| t.name()).unwrap_or_default();
    let name = f.def.name();
    let list = this::<Tuple>(&args[1..])?;
    let Some(first) = list.items().first() else {
        return Err(type_error(format!("descriptor '{name}' of '{owner}' object needs an argument")));
    };
    let Some(class) = first.cast::<Type>() else {
        let given = class_name(first);
        return Err(type_error(format!("descriptor '{name}' requires a type but received a '{given}' instance")));
    };
    if !f.owner.as_ref().is_some_and(|t| class.is_subtype_of(t)) {
        let given = class.name();
        return Err(type_error(format!("descriptor '{name}' requires a subtype of '{owner}' but received '{given}'")));
    }
    let attr::Attr::Value(bound) = attr::bind(vm, args[0].clone(), None, &class)? else {
        return Err(type_error("a class method that cannot be bound"));
    };
    Ok(Next::Call { callee: bound, args: list.items()[1..].iter().cloned().collect(), kwargs: args[2].cast::<Dict>() })
}

fn member_get(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[1].is_none() && !args[2].is_unbound() && !args[2].is_none() {
        return Ok(Next::Value(args[0].clone()));
    }
    let class = class_of(&args[1]);
    let name = this::<Member>(args)?.name.clone();
    let got = attr::bind(vm, args[0].clone(), Some(&args[1]), &class)?;
    attr_next(&args[1], &name, got)
}

fn member_set(vm: &mut Vm, args: &[Value]) -> R {
    attr::member_set(vm, this::<Member>(args)?, &args[1], args[2].clone())?;
    Ok(Value::NONE)
}

fn member_delete(vm: &mut Vm, args: &[Value]) -> R {
    attr::member_set(vm, this::<Member>(args)?, &args[1], Value::UNBOUND)?;
    Ok(Value::NONE)
}

fn member_repr(_: &mut Vm, args: &[Value]) -> R {
    let m = this::<Member>(args)?;
    let what = match m.kind {
        MemberKind::Slot(_) | MemberKind::Field(_) => "member",
        _ if attr::is_plain_member(m) => "member",
        _ => "attribute",
    };
    Ok(format!("<{what} '{}' of '{}' objects>", m.name.to_lossy(), m.owner.name()).into())
}

fn super_new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = class_arg(args)?;
    let given = args[1].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    let (this_class, obj) = match &given[..] {
        [] => from_frame(vm)?,
        [t] => (t.clone(), Value::NONE),
        [t, o] => (t.clone(), o.clone()),
        more => return Err(type_error(format!("super() expected at most 2 arguments, got {}", more.len()))),
    };
    let Some(t) = this_class.cast::<Type>() else {
        return Err(type_error(format!("super() argument 1 must be a type, not {}", class_name(&this_class))));
    };
    let receiver_class = match receiver_class(&t, &obj) {
        _ if obj.is_none() => Value::NONE,
        Some(c) => c.into(),
        // A proxy may say that it is an instance.
        None => return Ok(Next::call(vm.prelude("super_by_class")?, [cls.into(), this_class, obj])),
    };
    Ok(Next::Value(heap::new_with_type(&cls, Super { this_class, receiver: obj, receiver_class }).into()))
}

/// A `super` object for the prelude, which has found out about the receiver's class.
pub(crate) fn make_super(_: &mut Vm, args: &[Value]) -> R {
    let Some(cls) = args[0].cast::<Type>() else {
        return Err(type_error("super() needs a class"));
    };
    let made = Super { this_class: args[1].clone(), receiver: args[2].clone(), receiver_class: args[3].clone() };
    Ok(heap::new_with_type(&cls, made).into())
}

/// The class in whose order to search, if `obj` is an instance or subclass of `t`.
fn receiver_class(t: &TypeRef, obj: &Value) -> Option<TypeRef> {
    if let Some(c) = obj.cast::<Type>()
        && c.is_subtype_of(t)
    {
        return Some(c);
    }
    Some(class_of(obj)).filter(|class| class.is_subtype_of(t))
}

/// `super()`: the class is the caller's `__class__` cell, the object its first argument.
fn from_frame(vm: &mut Vm) -> R<(Value, Value)> {
    let frame = vm.visible_frame().ok_or_else(|| runtime_error("super(): no current frame"))?;
    let code = frame.code().ok_or_else(|| runtime_error("super(): no code object"))?;
    if code.unit.arg_count == 0 {
        return Err(runtime_error("super(): no arguments"));
    }
    let mut obj = frame.register(0);
    if let Some(c) = obj.downcast::<Cell>()
        && code.unit.locals.first().is_some_and(|l| l.kind == crate::bytecode::LocalKind::Cell)
    {
        obj = c.get();
    }
    if obj.is_unbound() {
        return Err(runtime_error("super(): arg[0] deleted"));
    }
    let at = code.unit.free.iter().position(|n| &**n == "__class__");
    let closure = frame.function().map(|f| f.closure.clone()).unwrap_or_default();
    let cell = at.and_then(|i| closure.downcast::<Tuple>()?.items().get(i).cloned());
    let Some(cell) = cell else {
        return Err(runtime_error("super(): __class__ cell not found"));
    };
    let class = cell.downcast::<Cell>().map(|c| c.get()).unwrap_or_default();
    if class.is_unbound() {
        return Err(runtime_error("super(): empty __class__ cell"));
    }
    if !class.is_a::<Type>() {
        let text = format!("super(): __class__ is not a type ({})", class_name(&class));
        return Err(Exc::msg(ExcKind::RuntimeError, text));
    }
    Ok((class, obj))
}

fn super_get(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let s = this::<Super>(args)?;
    if args[1].is_none() || !s.receiver.is_none() {
        return Ok(Next::Value(args[0].clone()));
    }
    let Some(t) = s.this_class.cast::<Type>() else {
        return Ok(Next::Value(args[0].clone()));
    };
    let class = class_of(&args[0]);
    let Some(receiver_class) = receiver_class(&t, &args[1]) else {
        return Ok(Next::call(vm.prelude("super_by_class")?, [class.into(), t.into(), args[1].clone()]));
    };
    let receiver_class = receiver_class.into();
    let bound = Super { this_class: s.this_class.clone(), receiver: args[1].clone(), receiver_class };
    Ok(Next::Value(heap::new_with_type(&class, bound).into()))
}

fn super_repr(_: &mut Vm, args: &[Value]) -> R {
    let s = this::<Super>(args)?;
    let name = |v: &Value| v.downcast::<Type>().map(|t| t.name()).unwrap_or_else(|| "NULL".into());
    Ok(match s.receiver.is_none() {
        true => format!("<super: <class '{}'>, NULL>", name(&s.this_class)),
        false => format!("<super: <class '{}'>, <{} object>>", name(&s.this_class), name(&s.receiver_class)),
    }
    .into())
}
