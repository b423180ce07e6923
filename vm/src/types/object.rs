//! `object`: what every object can do.

use crate::exc::{Exc, R, type_error};
use crate::heap::instance::Plain;
use crate::heap::{self, Kind, Payload};
use crate::native::{Next, TypeSpec, class_arg, getter, pure, setter, tail};
use crate::object::{BoundMethod, Dict, List, NativeFunction, Str, Tuple, Type, TypeFlags, TypeRef};
use crate::ops::attr;
use crate::ops::hash::hash_pointer;
use crate::types::typ::{assign_next, attr_name, attr_next};
use crate::types::{built_in, class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `object`
pub static SPEC: TypeSpec = TypeSpec {
    name: "object",
    module: "builtins",
    layout: Plain::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, *args, **kwargs)", init, "Initialize self.  See help(type(self)) for accurate signature."),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__str__(self, /)", str, "Return str(self)."),
        tail("__format__(self, format_spec, /)", format, "Default object formatter."),
        pure("__hash__(self, /)", hash, "Return hash(self)."),
        pure("__eq__(self, value, /)", eq, "Return self==value."),
        tail("__ne__(self, value, /)", ne, "Return self!=value."),
        pure("__lt__(self, value, /)", order, "Return self<value."),
        pure("__le__(self, value, /)", order, "Return self<=value."),
        pure("__gt__(self, value, /)", order, "Return self>value."),
        pure("__ge__(self, value, /)", order, "Return self>=value."),
        tail("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
        tail("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
        tail("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
        tail("__dir__(self, /)", dir, "Default dir() implementation."),
        tail("__reduce__(self, /)", reduce, "Helper for pickle."),
        tail("__reduce_ex__(self, protocol, /)", reduce_ex, "Helper for pickle."),
        tail("__getstate__(self, /)", getstate, "Helper for pickle."),
        pure("__sizeof__(self, /)", sizeof, "Size of object in memory, in bytes."),
        pure(
            "__init_subclass__(cls, *args, **kwargs)",
            init_subclass,
            "This method is called when a class is subclassed.",
        )
        .class_method(),
        pure(
            "__subclasshook__(cls, *args)",
            subclasshook,
            "Abstract classes can override this to customize issubclass().",
        )
        .class_method(),
        getter("__class__(self, /)", class, "the object's class"),
        setter("__class__(self, value, /)", set_class),
    ],
};

/// Whether `f` is the method `name` of `object` itself.
fn is_def(f: &Value, name: &str) -> bool {
    f.downcast::<NativeFunction>()
        .is_some_and(|f| SPEC.defs.iter().find(|d| d.name() == name).is_some_and(|d| std::ptr::eq(d, f.def)))
}

/// Whether `f` is `object.__hash__`.
pub fn is_object_hash(f: &Value) -> bool {
    is_def(f, "__hash__")
}

/// Whether `f` is `object.__eq__`.
pub fn is_object_eq(f: &Value) -> bool {
    is_def(f, "__eq__")
}

/// Whether `f` is `object.__new__`.
pub fn is_object_new(f: &Value) -> bool {
    is_def(f, "__new__")
}

/// Whether `f` is `object.__init__`.
pub fn is_object_init(f: &Value) -> bool {
    is_def(f, "__init__")
}

fn has_arguments(args: &[Value]) -> bool {
    args[1].downcast::<Tuple>().is_some_and(|t| !t.is_empty())
        || args[2].downcast::<Dict>().is_some_and(|d| !d.is_empty())
}

fn new(vm: &mut Vm, args: &[Value]) -> R {
    let cls = class_arg(args)?;
    let init = cls.lookup(vm.names.__init__.value());
    if has_arguments(args) {
        if !cls.lookup(vm.names.__new__.value()).is_some_and(|f| is_object_new(&f)) {
            return Err(type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if init.is_some_and(|f| is_object_init(&f)) {
            return Err(type_error(format!("{}() takes no arguments", cls.name())));
        }
    }
    if cls.any(TypeFlags::ABSTRACT) {
        return Err(abstract_error(vm, &cls));
    }
    if cls.layout.kind != Kind::Instance || cls.any(TypeFlags::NO_NEW) {
        let name = cls.name();
        return Err(type_error(format!("object.__new__({name}) is not safe, use {name}.__new__()")));
    }
    Ok(heap::new_with_type(&cls, Plain).into())
}

/// A new plain `object`.
pub fn plain() -> Value {
    match built_in("object") {
        Some(object) => heap::new_with_type(&object, Plain).into(),
        None => Value::NONE,
    }
}

pub(crate) fn abstract_error(vm: &Vm, cls: &TypeRef) -> Exc {
    let mut names: Vec<String> = match cls.lookup(vm.names.__abstractmethods__.value()) {
        Some(v) => crate::ops::iterate::collect(&v)
            .ok()
            .flatten()
            .unwrap_or_default()
            .iter()
            .filter_map(|v| v.downcast::<Str>().map(|s| s.to_lossy().into_owned()))
            .collect(),
        None => Vec::new(),
    };
    names.sort();
    let plural = if names.len() == 1 { "" } else { "s" };
    type_error(format!(
        "Can't instantiate abstract class {} with abstract method{plural} {}",
        cls.name(),
        names.join(", ")
    ))
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    if has_arguments(args) {
        let class = class_of(&args[0]);
        if !class.lookup(vm.names.__init__.value()).is_some_and(|f| is_object_init(&f)) {
            return Err(type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        if class.lookup(vm.names.__new__.value()).is_some_and(|f| is_object_new(&f)) {
            return Err(type_error(format!(
                "{}.__init__() takes exactly one argument (the instance to initialize)",
                class.name()
            )));
        }
    }
    Ok(Value::NONE)
}

/// `<module.Class object at 0x...>`
pub fn default_repr(v: &Value) -> String {
    format!("<{} object at {:#x}>", crate::types::typ::full_name(&class_of(v)), v.id())
}

fn repr(_: &mut Vm, args: &[Value]) -> R {
    Ok(default_repr(&args[0]).into())
}

fn str(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("repr_of")?;
    Ok(Next::call(f, [args[0].clone()]))
}

fn format(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match args[1].downcast::<Str>() {
        None => Err(type_error(format!("__format__() argument must be str, not {}", class_name(&args[1])))),
        Some(s) if !s.is_empty() => {
            Err(type_error(format!("unsupported format string passed to {}.__format__", class_name(&args[0]))))
        }
        Some(_) => {
            let f = vm.prelude("str_of")?;
            Ok(Next::call(f, [args[0].clone()]))
        }
    }
}

fn hash(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::from(hash_pointer(args[0].bits()) as i64))
}

fn eq(_: &mut Vm, args: &[Value]) -> R {
    Ok(if args[0].is(&args[1]) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
}

fn ne(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("ne_from_eq")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

fn order(_: &mut Vm, _: &[Value]) -> R {
    Ok(Value::NOT_IMPLEMENTED)
}

fn getattribute(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = attr_name(&args[1])?;
    let got = attr::builtin_get(vm, &args[0], &name)?;
    attr_next(&args[0], &name, got)
}

fn setattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[0].is_a::<Type>() {
        let name = class_name(&args[0]);
        return Err(type_error(format!("can't apply this __setattr__ to {name} object")));
    }
    let name = attr_name(&args[1])?;
    let done = attr::builtin_set(vm, &args[0], &name, args[2].clone())?;
    assign_next(vm, done)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[0].is_a::<Type>() {
        let name = class_name(&args[0]);
        return Err(type_error(format!("can't apply this __delattr__ to {name} object")));
    }
    let name = attr_name(&args[1])?;
    let done = attr::builtin_set(vm, &args[0], &name, Value::UNBOUND)?;
    assign_next(vm, done)
}

/// The names of an object's attributes, its class's and its class's bases'.
fn dir(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("object_dir")?;
    Ok(Next::call(f, [args[0].clone()]))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("object_reduce")?;
    Ok(Next::call(f, [args[0].clone(), Value::small_int(0)]))
}

fn reduce_ex(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("object_reduce_ex")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

fn getstate(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("object_getstate")?;
    Ok(Next::call(f, [args[0].clone()]))
}

#[allow(unsafe_code)]
fn sizeof(_: &mut Vm, args: &[Value]) -> R {
    Ok(match args[0].header() {
        // SAFETY: the layout belongs to the object.
        Some(h) => unsafe { (h.layout().size_of)(h) }.into(),
        None => Value::small_int(8),
    })
}

fn init_subclass(_: &mut Vm, args: &[Value]) -> R {
    if has_arguments(args) {
        let name = class_arg(args)?.name();
        return Err(type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    Ok(Value::NONE)
}

fn subclasshook(_: &mut Vm, _: &[Value]) -> R {
    Ok(Value::NOT_IMPLEMENTED)
}

fn class(_: &mut Vm, args: &[Value]) -> R {
    Ok(class_of(&args[0]).into())
}

/// Whether instances of one class can become instances of the other one: both have the same attributes in the same places.
fn same_layout(old: &TypeRef, new: &TypeRef) -> bool {
    let alike = |a: &TypeRef, b: &TypeRef| {
        let flag = |f| a.any(f) == b.any(f);
        a.reserved.get() == b.reserved.get() && flag(TypeFlags::DICT) && flag(TypeFlags::WEAKREF)
    };
    // The class that was the last to add something.
    let last = |t: &TypeRef| {
        let mut t = t.clone();
        while t.is_heap_type() {
            let base = t.base.borrow().clone();
            match base {
                Some(base) if alike(&base, &t) => t = base,
                _ => break,
            }
        }
        t
    };
    if old.layout.type_id != new.layout.type_id || !alike(old, new) {
        return false;
    }
    let (a, b) = (last(old), last(new));
    let base = |t: &TypeRef| t.base.borrow().as_ref().map(|b| b.value().bits());
    let slots = |t: &TypeRef| {
        let mut names: Vec<String> = t.slot_names.borrow().iter().map(|n| n.to_lossy().into_owned()).collect();
        names.retain(|n| n != "__dict__" && n != "__weakref__");
        names.sort();
        names
    };
    a.is(&b) || base(&a) == base(&b) && slots(&a) == slots(&b)
}

fn set_class(_: &mut Vm, args: &[Value]) -> R {
    if args[1].is_unbound() {
        return Err(type_error("can't delete __class__ attribute"));
    }
    let Some(new) = args[1].cast::<Type>() else {
        return Err(type_error(format!("__class__ must be set to a class, not '{}' object", class_name(&args[1]))));
    };
    let old = class_of(&args[0]);
    if !old.is_heap_type() || !new.is_heap_type() {
        if args[0].is_a::<crate::object::Module>() && new.layout.kind == Kind::Module {
            crate::heap::instance::change_class(&args[0], &new);
            return Ok(Value::NONE);
        }
        return Err(type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    if !same_layout(&old, &new) {
        return Err(type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name(),
            old.name()
        )));
    }
    crate::heap::instance::change_class(&args[0], &new);
    Ok(Value::NONE)
}

/// Names that `dir` shows for an object's own attributes.
pub fn own_names(v: &Value) -> Vec<Value> {
    // A method has those of its function.
    if let Some(m) = v.downcast::<BoundMethod>() {
        return own_names(&m.func);
    }
    match attr::instance_dict_if_any(v) {
        Some(d) => d.pairs().into_iter().map(|(k, _)| k).collect(),
        None => Vec::new(),
    }
}

/// A list of names, sorted.
pub fn sorted_names(mut names: Vec<Value>) -> Value {
    names.sort_by(|a, b| match (a.downcast::<Str>(), b.downcast::<Str>()) {
        (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
        _ => std::cmp::Ordering::Equal,
    });
    names.dedup_by(|a, b| crate::ops::compare::native_eq(a, b) == Some(true));
    List::from_vec(names).into()
}
