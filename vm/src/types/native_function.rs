//! The types of functions written in Rust, which all have the same payload: `builtin_function_or_method`; what stands in the
//! classes, `method_descriptor` and `wrapper_descriptor` (for the methods behind operators); `method-wrapper`, which is one of the
//! latter bound to an object.

use std::cell::OnceCell;

use crate::exc::R;
use crate::heap::{self, Obj, Payload};
use crate::native::{Next, Role, TypeSpec, getter, pure, tail, this};
use crate::object::*;
use crate::ops::attr;
use crate::types::function::call;
use crate::types::typ::attr_next;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `builtin_function_or_method`
pub(super) static FUNCTION: TypeSpec = TypeSpec {
    name: "builtin_function_or_method",
    module: "builtins",
    layout: NativeFunction::LAYOUT,
    flags: TypeFlags::WEAKREF,
    doc: "",
    defs: &[
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        pure("__eq__(self, value, /)", eq, "Return self==value."),
        pure("__hash__(self, /)", hash, "Return hash(self)."),
        tail("__reduce__(self, /)", reduce, "Helper for pickle."),
        getter("__name__(self, /)", |_, a| Ok(this::<NativeFunction>(a)?.def.name().into()), ""),
        getter("__qualname__(self, /)", qualname, ""),
        getter("__module__(self, /)", |_, a| Ok(this::<NativeFunction>(a)?.module.clone()), ""),
        getter("__doc__(self, /)", doc, ""),
        getter("__self__(self, /)", receiver, ""),
        getter("__text_signature__(self, /)", signature, ""),
    ],
};

/// `method_descriptor`
pub(super) static METHOD: TypeSpec = TypeSpec {
    name: "method_descriptor",
    module: "builtins",
    layout: NativeFunction::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        tail("__get__(self, instance, owner=None, /)", get, "Return an attribute of instance, which is of type owner."),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__reduce__(self, /)", reduce, "Helper for pickle."),
        getter("__name__(self, /)", |_, a| Ok(this::<NativeFunction>(a)?.def.name().into()), ""),
        getter("__qualname__(self, /)", qualname, ""),
        getter("__doc__(self, /)", doc, ""),
        getter("__objclass__(self, /)", objclass, ""),
        getter("__text_signature__(self, /)", signature, ""),
    ],
};

/// `wrapper_descriptor`
pub(super) static SLOT: TypeSpec = TypeSpec {
    name: "wrapper_descriptor",
    module: "builtins",
    layout: NativeFunction::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        tail("__get__(self, instance, owner=None, /)", get, "Return an attribute of instance, which is of type owner."),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__reduce__(self, /)", reduce, "Helper for pickle."),
        getter("__name__(self, /)", |_, a| Ok(this::<NativeFunction>(a)?.def.name().into()), ""),
        getter("__qualname__(self, /)", qualname, ""),
        getter("__doc__(self, /)", doc, ""),
        getter("__objclass__(self, /)", objclass, ""),
        getter("__text_signature__(self, /)", signature, ""),
    ],
};

/// `method-wrapper`
pub(super) static WRAPPER: TypeSpec = TypeSpec {
    name: "method-wrapper",
    module: "builtins",
    layout: NativeFunction::LAYOUT,
    flags: 0,
    doc: "",
    defs: &[
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        pure("__eq__(self, value, /)", eq, "Return self==value."),
        pure("__hash__(self, /)", hash, "Return hash(self)."),
        getter("__self__(self, /)", receiver, ""),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__reduce__(self, /)", reduce, "Helper for pickle."),
        getter("__name__(self, /)", |_, a| Ok(this::<NativeFunction>(a)?.def.name().into()), ""),
        getter("__qualname__(self, /)", qualname, ""),
        getter("__doc__(self, /)", doc, ""),
        getter("__objclass__(self, /)", objclass, ""),
        getter("__text_signature__(self, /)", signature, ""),
    ],
};

/// The methods behind operators that several types define as ordinary methods too, where the words are those of ordinary ones.
const BOTH: &[(&str, &[&str])] = &[
    ("__getitem__", &["list", "dict"]),
    ("__contains__", &["dict", "set", "frozenset"]),
    ("__reversed__", &["list", "dict", "range"]),
];

/// The names of methods behind operators and built-in functions, sorted.
const SLOTS: &[&str] = &[
    "__abs__",
    "__add__",
    "__and__",
    "__bool__",
    "__contains__",
    "__delattr__",
    "__delete__",
    "__delitem__",
    "__divmod__",
    "__eq__",
    "__float__",
    "__floordiv__",
    "__ge__",
    "__get__",
    "__getattribute__",
    "__getitem__",
    "__gt__",
    "__hash__",
    "__iadd__",
    "__iand__",
    "__imul__",
    "__index__",
    "__int__",
    "__invert__",
    "__ior__",
    "__isub__",
    "__iter__",
    "__ixor__",
    "__le__",
    "__len__",
    "__lshift__",
    "__lt__",
    "__mod__",
    "__mul__",
    "__ne__",
    "__neg__",
    "__next__",
    "__or__",
    "__pos__",
    "__pow__",
    "__radd__",
    "__rand__",
    "__rdivmod__",
    "__repr__",
    "__rfloordiv__",
    "__rlshift__",
    "__rmod__",
    "__rmul__",
    "__ror__",
    "__rpow__",
    "__rrshift__",
    "__rshift__",
    "__rsub__",
    "__rtruediv__",
    "__rxor__",
    "__set__",
    "__setattr__",
    "__setitem__",
    "__str__",
    "__sub__",
    "__truediv__",
    "__xor__",
];

/// Methods of classes that are behind calls, construction and `await`.
const CALLS: &[&str] = &[
    "__init__",
    "__call__",
    "__await__",
    "__aiter__",
    "__anext__",
    "__del__",
    "__imatmul__",
    "__matmul__",
    "__rmatmul__",
];

/// Whether a function is a method behind an operator or a built-in function, which CPython calls a slot.
pub(crate) fn is_slot(f: &NativeFunction) -> bool {
    if !f.def.name().starts_with("__") {
        return false;
    }
    counts_first(f) || f.owner.is_some() && f.def.role == Role::Plain && CALLS.contains(&f.def.name())
}

/// Whether a function is a method behind an operator for which the number of arguments is checked before anything else.
pub(crate) fn counts_first(f: &NativeFunction) -> bool {
    let name = f.def.name();
    let Some(owner) = &f.owner else { return false };
    if !name.starts_with("__") || SLOTS.binary_search(&name).is_err() {
        return false;
    }
    !BOTH.iter().any(|(method, types)| *method == name && types.contains(&owner.plain_name().as_str()))
}

thread_local! {
    static CLASSES: OnceCell<[TypeRef; 3]> = const { OnceCell::new() };
}

/// Notes the classes of methods, bound and unbound, of which [`method`] and [`bound`] make instances.
pub(super) fn note_classes(method: TypeRef, slot: TypeRef, wrapper: TypeRef) {
    CLASSES.with(|c| {
        // They are made once per thread.
        let _ = c.set([method, slot, wrapper]);
    });
}

fn of_class(which: usize, f: NativeFunction) -> Obj<NativeFunction> {
    let class = CLASSES.with(|c| c.get().map(|c| c[which].clone()));
    match class {
        Some(class) => heap::new_with_type(&class, f),
        None => heap::new(f),
    }
}

/// A method as it stands in its class.
pub(super) fn method(f: NativeFunction) -> Obj<NativeFunction> {
    let which = is_slot(&f) as usize;
    of_class(which, f)
}

/// A method bound to an object; `class` is that of the method as it stands in its own class, which tells what kind it is.
pub(crate) fn bound_as(class: &Type, f: NativeFunction) -> Obj<NativeFunction> {
    let is_slot = CLASSES.with(|c| c.get().is_some_and(|c| std::ptr::eq(&*c[1], class)));
    if is_slot { of_class(2, f) } else { heap::new(f) }
}

fn get(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let class = match args[2].cast::<Type>() {
        Some(t) => t,
        None => class_of(&args[1]),
    };
    let obj = if args[1].is_none() && args[2].is_a::<Type>() { None } else { Some(&args[1]) };
    let name = intern(this::<NativeFunction>(args)?.def.name().as_bytes());
    let got = attr::bind(vm, args[0].clone(), obj, &class)?;
    attr_next(&args[0], &name, got)
}

fn repr(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<NativeFunction>(args)?;
    let name = f.def.name();
    let slot = is_slot(f);
    Ok(match &f.owner {
        Some(t) if f.receiver.is_unbound() && slot => format!("<slot wrapper '{name}' of '{}' objects>", t.name()),
        Some(t) if f.receiver.is_unbound() => format!("<method '{name}' of '{}' objects>", t.name()),
        Some(_) if slot => {
            format!("<method-wrapper '{name}' of {} object at {:#x}>", class_name(&f.receiver), f.receiver.id())
        }
        Some(_) => {
            let of = if f.receiver.is_a::<Type>() { "type".to_owned() } else { class_name(&f.receiver) };
            format!("<built-in method {name} of {of} object at {:#x}>", f.receiver.id())
        }
        None => format!("<built-in function {name}>"),
    }
    .into())
}

fn eq(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<NativeFunction>(args)?;
    Ok(match args[1].downcast::<NativeFunction>() {
        Some(g) => Value::bool(std::ptr::eq(f.def, g.def) && f.receiver.is(&g.receiver)),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn hash(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<NativeFunction>(args)?;
    let def = std::ptr::from_ref(f.def) as usize as u64;
    Ok(Value::from((crate::ops::hash::hash_pointer(f.receiver.bits()) ^ def) as i64 >> 2))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = this::<NativeFunction>(args)?;
    let from = match &f.owner {
        Some(owner) if f.receiver.is_unbound() => owner.value().clone(),
        _ if f.receiver.is_unbound() || f.receiver.is_a::<Module>() => return Ok(Next::Value(f.def.name().into())),
        _ => f.receiver.clone(),
    };
    let getattr = vm.builtins.get_str("getattr").unwrap_or_default();
    let pair = Tuple::from_vec(vec![from, f.def.name().into()]);
    Ok(Next::Value(Tuple::from_vec(vec![getattr, pair.into()]).into()))
}

fn qualname(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<NativeFunction>(args)?;
    Ok(match (&f.owner, f.receiver.cast::<Type>()) {
        (_, Some(t)) if f.def.role != Role::Plain => format!("{}.{}", t.plain_name(), f.def.name()).into(),
        (Some(t), _) => format!("{}.{}", t.plain_name(), f.def.name()).into(),
        (None, _) => f.def.name().into(),
    })
}

fn doc(_: &mut Vm, args: &[Value]) -> R {
    let doc = this::<NativeFunction>(args)?.def.doc;
    Ok(if doc.is_empty() { Value::NONE } else { doc.into() })
}

fn receiver(vm: &mut Vm, args: &[Value]) -> R {
    let f = this::<NativeFunction>(args)?;
    if !f.receiver.is_unbound() {
        return Ok(f.receiver.clone());
    }
    Ok(match f.module.downcast::<Str>() {
        Some(name) => vm.modules.get_str(&name.to_lossy()).unwrap_or(Value::NONE),
        None => Value::NONE,
    })
}

fn objclass(_: &mut Vm, args: &[Value]) -> R {
    Ok(this::<NativeFunction>(args)?.owner.as_ref().map_or(Value::NONE, |t| t.value().clone()))
}

fn signature(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<NativeFunction>(args)?;
    Ok(f.def.sig.shown(f.owner.is_none() && f.receiver.is_unbound()))
}
