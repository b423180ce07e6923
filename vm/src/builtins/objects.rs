//! Functions about objects: attributes, classes, identity, text.

use crate::exc::{Exc, ExcKind, R, type_error};
use crate::heap::{Kind, heap};
use crate::native::{Def, Direct, Next, pure, tail};
use crate::object::*;
use crate::ops::attr;
use crate::ops::hash::Hashed;
use crate::types::typ::attr_name;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("id(obj, /)", |_, a| Ok(a[0].id().into()), "Return the identity of an object."),
    tail("hash(obj, /)", hash, "Return the hash value for the given object."),
    tail("len(obj, /)", len, "Return the number of items in a container.").direct(Direct::Unary(known_length)),
    tail("repr(obj, /)", |vm, a| text(vm, a, "repr_of"), "Return the canonical string representation of the object."),
    tail("ascii(obj, /)", |vm, a| text(vm, a, "ascii_of"), "Return an ASCII-only representation of an object."),
    tail("format(value, format_spec='', /)", format, "Return value.__format__(format_spec)"),
    pure("callable(obj, /)", callable, "Return whether the object is callable (i.e., some kind of function)."),
    tail("getattr(object, name, default=<absent>, /)", getattr, "Get a named attribute from an object."),
    tail(
        "setattr(obj, name, value, /)",
        setattr,
        "Sets the named attribute on the given object to the specified value.",
    ),
    tail("delattr(obj, name, /)", delattr, "Deletes the named attribute from the given object."),
    tail("hasattr(obj, name, /)", hasattr, "Return whether the object has an attribute with the given name."),
    tail(
        "isinstance(obj, class_or_tuple, /)",
        isinstance,
        "Return whether an object is an instance of a class or of a subclass thereof.",
    )
    .direct(Direct::Binary(known_instance)),
    tail(
        "issubclass(cls, class_or_tuple, /)",
        issubclass,
        "Return whether 'cls' is derived from another class or is the same class.",
    ),
    tail("dir(object=<absent>, /)", dir, "Show attributes of an object."),
    tail("vars(object=<absent>, /)", vars, "Show vars."),
    tail(
        "__build_class__(func, name, /, *bases, **kwds)",
        build_class,
        "Internal helper function used by the class statement.",
    ),
];

fn hash(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match crate::ops::hash::native(&args[0]) {
        Hashed::Known(h) => Ok(Next::Value((h as i64).into())),
        Hashed::Unhashable(e) => Err(e),
        Hashed::User => {
            if let Some(f) = vm.special(&args[0], &vm.names.__hash__)
                && f.is_a::<Function>()
            {
                return Ok(Next::call(vm.prelude("hash_by")?, [f, args[0].clone()]));
            }
            let f = vm.prelude("hash_general")?;
            Ok(Next::call(f, [args[0].clone()]))
        }
    }
}

/// The length of an object of the most usual types.
fn known_length(v: &Value) -> Option<Value> {
    let n = if let Some(list) = v.exact::<List>() {
        list.len()
    } else if let Some(text) = v.exact::<Str>() {
        text.chars()
    } else if let Some(tuple) = v.exact::<Tuple>() {
        tuple.len()
    } else {
        v.exact::<Dict>()?.len()
    };
    Some(n.into())
}

fn len(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match crate::ops::length(&args[0]) {
        Some(n) => Ok(Next::Value(n.into())),
        None => {
            if let Some(f) = vm.special(&args[0], &vm.names.__len__)
                && f.is_a::<Function>()
            {
                return Ok(Next::call(vm.prelude("len_by")?, [f, args[0].clone()]));
            }
            let f = vm.prelude("len_general")?;
            Ok(Next::call(f, [args[0].clone()]))
        }
    }
}

fn text(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, [args[0].clone()]))
}

fn format(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let Some(spec) = args[1].given() {
        crate::types::arg::str(spec, "format() argument 2")?;
    }
    if let Some(v) = crate::ops::format::value(&args[0], 0, args[1].given())? {
        return Ok(Next::Value(v));
    }
    let f = vm.prelude("format_value")?;
    let spec = args[1].given().cloned().unwrap_or_else(|| "".into());
    Ok(Next::call(f, [args[0].clone(), Value::small_int(0), spec]))
}

fn callable(vm: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(vm.special(&args[0], &vm.names.__call__).is_some()))
}

fn getattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(name) = args[1].cast::<Str>() else {
        return Err(type_error(format!("attribute name must be string, not '{}'", class_name(&args[1]))));
    };
    let name = Str::interned(&name);
    let class = class_of(&args[0]);
    let got = attr::get(vm, &args[0], &name);
    match (got, args[2].given()) {
        (Ok(attr::Attr::Value(v)), _) => Ok(Next::Value(v)),
        (Ok(attr::Attr::Missing), Some(default)) => Ok(Next::Value(default.clone())),
        (Ok(attr::Attr::Missing), None) => Err(attr::missing_now(vm, &args[0], &name)),
        (Err(e), Some(default)) if e.is(ExcKind::AttributeError) => Ok(Next::Value(default.clone())),
        (Err(e), _) => Err(e),
        (Ok(attr::Attr::Call(callee, list)), default) => {
            let hook = attr::getattr_hook(vm, &class)?.unwrap_or(Value::NONE);
            let list = Tuple::from_vec(list.into_vec()).into();
            let f = vm.prelude("getattr_general")?;
            let defaults = Tuple::from_vec(default.into_iter().cloned().collect()).into();
            Ok(Next::call(f, [callee, list, hook, args[0].clone(), name.into_value(), defaults]))
        }
    }
}

fn hasattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(name) = args[1].cast::<Str>() else {
        return Err(type_error(format!("attribute name must be string, not '{}'", class_name(&args[1]))));
    };
    let name = Str::interned(&name);
    match attr::get(vm, &args[0], &name) {
        Ok(attr::Attr::Value(_)) => Ok(Next::Value(Value::TRUE)),
        Ok(attr::Attr::Missing) => Ok(Next::Value(Value::FALSE)),
        Err(e) if e.is(ExcKind::AttributeError) => Ok(Next::Value(Value::FALSE)),
        Err(e) => Err(e),
        Ok(attr::Attr::Call(callee, list)) => {
            let hook = attr::getattr_hook(vm, &class_of(&args[0]))?.unwrap_or(Value::NONE);
            let f = vm.prelude("hasattr_general")?;
            let list = Tuple::from_vec(list.into_vec()).into();
            Ok(Next::call(f, [callee, list, hook, args[0].clone(), name.into_value()]))
        }
    }
}

fn setattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = attr_name(&args[1])?;
    let done = attr::set(vm, &args[0], &name, args[2].clone())?;
    crate::types::typ::assign_next(vm, done)
}

fn delattr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = attr_name(&args[1])?;
    let done = attr::set(vm, &args[0], &name, Value::UNBOUND)?;
    crate::types::typ::assign_next(vm, done)
}

/// Whether classes of this metaclass decide about instances and subclasses in the built-in way.
fn is_plain_class(t: &Value) -> bool {
    let plain = heap(|heap| heap.types[Kind::Type as usize].get());
    t.header().is_some_and(|h| std::ptr::eq(h.type_ptr(), plain))
}

/// Whether an object is an instance of a class, where that is not for user code to say.
fn known_instance(v: &Value, class: &Value) -> Option<Value> {
    let t = class.downcast::<Type>()?;
    let immediate;
    let own = match v.header() {
        Some(h) => h.class_ref(),
        None => {
            immediate = class_of(v);
            &*immediate
        }
    };
    if std::ptr::eq(own, t) {
        return Some(Value::TRUE);
    }
    if !is_plain_class(class) {
        return None;
    }
    let is_instance = own.is_subtype_of(t);
    (is_instance || !own.any(TypeFlags::HEAP | TypeFlags::GETATTRIBUTE)).then(|| Value::bool(is_instance))
}

fn isinstance(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let Some(known) = known_instance(&args[0], &args[1]) {
        return Ok(Next::Value(known));
    }
    let class = class_of(&args[0]);
    if let Some(tuple) = args[1].exact::<Tuple>()
        && tuple.items().iter().all(|t| t.is_a::<Type>() && is_plain_class(t))
        && tuple.items().iter().any(|t| t.cast::<Type>().is_some_and(|t| class.is_subtype_of(&t)))
    {
        return Ok(Next::Value(Value::TRUE));
    }
    let f = vm.prelude("isinstance_general")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

fn issubclass(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let (Some(a), Some(b)) = (args[0].cast::<Type>(), args[1].cast::<Type>())
        && is_plain_class(&args[1])
    {
        return Ok(Next::Value(Value::bool(a.is_subtype_of(&b))));
    }
    let f = vm.prelude("issubclass_general")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

fn dir(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match args[0].given() {
        Some(v) => {
            let f = vm.prelude("dir_general")?;
            Ok(Next::call(f, [v.clone()]))
        }
        None => {
            let f = vm.prelude("sorted_keys")?;
            Ok(Next::call(f, [super::evaluate::caller_locals(vm)?]))
        }
    }
}

fn vars(vm: &mut Vm, args: &[Value]) -> R<Next> {
    match args[0].given() {
        None => Ok(Next::Value(super::evaluate::caller_locals(vm)?)),
        Some(v) => {
            let f = vm.prelude("vars_general")?;
            Ok(Next::call(f, [v.clone()]))
        }
    }
}

fn build_class(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if !args[0].is_a::<Function>() {
        return Err(type_error("__build_class__: func must be a function"));
    }
    if !args[1].is_a::<Str>() {
        return Err(Exc::msg(ExcKind::TypeError, "__build_class__: name is not a string"));
    }
    let f = vm.prelude("build_class")?;
    Ok(Next::call(f, args.iter().cloned()))
}
