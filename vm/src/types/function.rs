//! `function`, `method`.

use crate::exc::{R, type_error, value_error};
use crate::heap::{self, Obj, Payload};
use crate::native::{Next, TypeSpec, getter, pure, setter, tail, this};
use crate::object::*;
use crate::ops::attr;
use crate::types::typ::{attr_name, attr_next};
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `function`
pub static FUNCTION: TypeSpec = TypeSpec {
    name: "function",
    module: "builtins",
    layout: Function::LAYOUT,
    flags: TypeFlags::DICT | TypeFlags::WEAKREF,
    doc: "Create a function object.",
    defs: &[
        pure(
            "__new__(cls, code, globals, name=None, argdefs=None, closure=None)",
            function_new,
            "Create a function object.",
        )
        .constructor(),
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        pure(
            "__get__(self, instance, owner=None, /)",
            function_get,
            "Return an attribute of instance, which is of type owner.",
        ),
        pure("__repr__(self, /)", function_repr, "Return repr(self)."),
        getter("__name__(self, /)", |_, a| Ok(this::<Function>(a)?.name()), ""),
        setter("__name__(self, value, /)", set_name),
        getter("__qualname__(self, /)", |_, a| Ok(this::<Function>(a)?.qualname()), ""),
        setter("__qualname__(self, value, /)", set_qualname),
        getter("__module__(self, /)", |_, a| Ok(this::<Function>(a)?.module()), ""),
        setter("__module__(self, value, /)", |_, a| set(a, |f, v| f.module = v)),
        getter("__doc__(self, /)", |_, a| Ok(this::<Function>(a)?.doc()), ""),
        setter("__doc__(self, value, /)", |_, a| set(a, |f, v| f.doc = v)),
        getter("__code__(self, /)", |_, a| Ok(this::<Function>(a)?.code().into()), ""),
        setter("__code__(self, value, /)", set_code),
        getter("__defaults__(self, /)", |_, a| Ok(this::<Function>(a)?.defaults()), ""),
        setter("__defaults__(self, value, /)", set_defaults),
        getter("__kwdefaults__(self, /)", |_, a| Ok(this::<Function>(a)?.kwdefaults()), ""),
        setter("__kwdefaults__(self, value, /)", set_kwdefaults),
        getter("__annotations__(self, /)", annotations, ""),
        setter("__annotations__(self, value, /)", set_annotations),
        getter("__globals__(self, /)", |_, a| Ok(this::<Function>(a)?.globals.clone().into()), ""),
        getter("__builtins__(self, /)", |_, a| Ok(this::<Function>(a)?.builtins.clone().into()), ""),
        getter(
            "__closure__(self, /)",
            |_, a| Ok(this::<Function>(a)?.closure.given().cloned().unwrap_or(Value::NONE)),
            "",
        ),
        getter("__dict__(self, /)", dict, ""),
        setter("__dict__(self, value, /)", set_dict),
    ],
};

/// `method`
pub static METHOD: TypeSpec = TypeSpec {
    name: "method",
    module: "builtins",
    layout: BoundMethod::LAYOUT,
    flags: TypeFlags::WEAKREF,
    doc: "Create a bound instance method object.",
    defs: &[
        pure("__new__(cls, function, instance, /)", method_new, "Create a bound instance method object.").constructor(),
        tail("__call__(self, *args, **kwargs)", call, "Call self as a function."),
        tail("__getattribute__(self, name, /)", method_getattribute, "Return getattr(self, name)."),
        pure(
            "__get__(self, instance, owner=None, /)",
            |_, a| Ok(a[0].clone()),
            "Return an attribute of instance, which is of type owner.",
        ),
        tail("__repr__(self, /)", method_repr, "Return repr(self)."),
        tail("__eq__(self, value, /)", method_eq, "Return self==value."),
        pure("__hash__(self, /)", method_hash, "Return hash(self)."),
        tail("__reduce__(self, /)", method_reduce, "Helper for pickle."),
        getter(
            "__func__(self, /)",
            |_, a| Ok(this::<BoundMethod>(a)?.func.clone()),
            "the function (or other callable) implementing a method",
        ),
        getter(
            "__self__(self, /)",
            |_, a| Ok(this::<BoundMethod>(a)?.receiver.clone()),
            "the instance to which a method is bound",
        ),
    ],
};

pub(super) fn call(_: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(Next::Call {
        callee: args[0].clone(),
        args: this::<Tuple>(&args[1..])?.items().iter().cloned().collect(),
        kwargs: args[2].cast::<Dict>(),
    })
}

fn function_new(vm: &mut Vm, args: &[Value]) -> R {
    let Some(code) = args[1].cast::<Code>() else {
        return Err(type_error(format!("function() argument 'code' must be code, not {}", class_name(&args[1]))));
    };
    let Some(globals) = args[2].cast::<Dict>() else {
        return Err(type_error(format!("function() argument 'globals' must be dict, not {}", class_name(&args[2]))));
    };
    let given = |i: usize| args[i].given().filter(|v| !v.is_none());
    if let Some(name) = given(3)
        && !name.is_a::<Str>()
    {
        return Err(type_error("arg 3 (name) must be None or string"));
    }
    if let Some(d) = given(4)
        && !d.is_a::<Tuple>()
    {
        return Err(type_error("arg 4 (defaults) must be None or tuple"));
    }
    let closure = given(5).cloned().unwrap_or_default();
    let free = code.unit.free.len();
    match closure.downcast::<Tuple>() {
        Some(t) => {
            if t.len() != free {
                let name = code.name.to_lossy();
                return Err(value_error(format!("{name} requires closure of length {free}, not {}", t.len())));
            }
            if let Some(v) = t.items().iter().find(|v| !v.is_a::<Cell>()) {
                return Err(type_error(format!("arg 5 (closure) expected cell, found {}", class_name(v))));
            }
        }
        None if free > 0 => return Err(type_error("arg 5 (closure) must be tuple")),
        None if !closure.is_unbound() => {
            return Err(type_error("arg 5 (closure) must be None or tuple"));
        }
        None => {}
    }
    let builtins = vm.module_function(code.clone(), globals.clone()).builtins.clone();
    let f = Function::new(code, globals, builtins, closure);
    let mut a = f.attrs();
    if let Some(name) = given(3) {
        a.name = name.clone();
    }
    if let Some(d) = given(4) {
        a.defaults = d.clone();
    }
    drop(a);
    Ok(f.into())
}

fn function_get(_: &mut Vm, args: &[Value]) -> R {
    if args[1].is_none() {
        if args[2].given().is_none_or(Value::is_none) {
            return Err(type_error("__get__(None, None) is invalid"));
        }
        return Ok(args[0].clone());
    }
    Ok(heap::new(BoundMethod { func: args[0].clone(), receiver: args[1].clone() }).into())
}

fn function_repr(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<Function>(args)?;
    let name = f.qualname().downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
    Ok(format!("<function {name} at {:#x}>", args[0].id()).into())
}

fn set(args: &[Value], store: impl FnOnce(&mut FunctionAttrs, Value)) -> R {
    let v = args[1].given().cloned().unwrap_or(Value::NONE);
    store(&mut this::<Function>(args)?.attrs(), v);
    Ok(Value::NONE)
}

fn must_be_string(v: &Value, name: &str) -> R<()> {
    if v.is_a::<Str>() { Ok(()) } else { Err(type_error(format!("{name} must be set to a string object"))) }
}

fn set_name(_: &mut Vm, args: &[Value]) -> R {
    must_be_string(&args[1], "__name__")?;
    set(args, |f, v| f.name = v)
}

fn set_qualname(_: &mut Vm, args: &[Value]) -> R {
    must_be_string(&args[1], "__qualname__")?;
    set(args, |f, v| f.qualname = v)
}

fn set_code(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<Function>(args)?;
    let Some(code) = args[1].cast::<Code>() else {
        return Err(type_error("__code__ must be set to a code object"));
    };
    let (have, want) = (f.closure.downcast::<Tuple>().map_or(0, |t| t.len()), code.unit.free.len());
    if have != want {
        let name = f.name().downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
        return Err(value_error(format!("{name}() requires a code object with {have} free vars, not {want}")));
    }
    f.set_code(code);
    Ok(Value::NONE)
}

fn set_defaults(_: &mut Vm, args: &[Value]) -> R {
    let v = args[1].given().cloned().unwrap_or(Value::NONE);
    if !v.is_none() && !v.is_a::<Tuple>() {
        return Err(type_error("__defaults__ must be set to a tuple object"));
    }
    set(args, |f, v| f.defaults = v)
}

fn set_kwdefaults(_: &mut Vm, args: &[Value]) -> R {
    let v = args[1].given().cloned().unwrap_or(Value::NONE);
    if !v.is_none() && !v.is_a::<Dict>() {
        return Err(type_error("__kwdefaults__ must be set to a dict object"));
    }
    set(args, |f, v| f.kwdefaults = v)
}

fn annotations(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<Function>(args)?;
    let mut a = f.attrs();
    if !a.annotations.is_a::<Dict>() {
        let d = Dict::new();
        if let Some(pairs) = a.annotations.downcast::<Tuple>() {
            for pair in pairs.items().chunks_exact(2) {
                if let Some(name) = pair[0].cast::<Str>() {
                    d.insert_interned(&name, pair[1].clone());
                }
            }
        }
        a.annotations = d.into();
    }
    Ok(a.annotations.clone())
}

fn set_annotations(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<Function>(args)?;
    let v = args[1].given().cloned().unwrap_or_default();
    if !v.is_unbound() && !v.is_none() && !v.is_a::<Dict>() {
        return Err(type_error("__annotations__ must be set to a dict object"));
    }
    f.attrs().annotations = if v.is_none() { Value::UNBOUND } else { v };
    Ok(Value::NONE)
}

fn dict(_: &mut Vm, args: &[Value]) -> R {
    attr::instance_dict(&args[0]).ok_or_else(|| type_error("this function has no __dict__"))
}

fn set_dict(_: &mut Vm, args: &[Value]) -> R {
    let f = this::<Function>(args)?;
    if args[1].is_unbound() {
        return Err(type_error("cannot delete __dict__"));
    }
    if !args[1].is_a::<Dict>() {
        return Err(type_error(format!("__dict__ must be set to a dictionary, not a '{}'", class_name(&args[1]))));
    }
    f.attrs().dict = args[1].clone();
    Ok(Value::NONE)
}

fn method_new(_: &mut Vm, args: &[Value]) -> R {
    if class_of(&args[1]).lookup(intern(b"__call__").value()).is_none() {
        return Err(type_error("first argument must be callable"));
    }
    if args[2].is_none() {
        return Err(type_error("instance must not be None"));
    }
    let m: Obj<BoundMethod> = heap::new(BoundMethod { func: args[1].clone(), receiver: args[2].clone() });
    Ok(m.into())
}

/// A method's attributes are its function's, beyond its own.
fn method_getattribute(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = attr_name(&args[1])?;
    let got = method_attr(vm, &args[0], &name)?;
    attr_next(&args[0], &name, got)
}

/// The look-up of a bound method's attribute.
pub fn method_attr(vm: &mut Vm, m: &Value, name: &Obj<Str>) -> R<attr::Attr> {
    let class = class_of(m);
    match (class.lookup(name.value()), m.downcast::<BoundMethod>()) {
        (Some(v), _) if !matches!(name.bytes(), b"__doc__") => attr::bind(vm, v, Some(m), &class),
        (_, Some(bound)) => attr::get(vm, &bound.func.clone(), name),
        _ => Ok(attr::Attr::Missing),
    }
}

fn method_repr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let m = this::<BoundMethod>(args)?;
    let f = vm.prelude("method_repr")?;
    Ok(Next::call(f, [m.func.clone(), m.receiver.clone()]))
}

fn method_eq(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let m = this::<BoundMethod>(args)?;
    let Some(other) = args[1].downcast::<BoundMethod>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    if !m.receiver.is(&other.receiver) {
        return Ok(Next::Value(Value::FALSE));
    }
    let f = vm.prelude("equal")?;
    Ok(Next::call(f, [m.func.clone(), other.func.clone()]))
}

fn method_hash(_: &mut Vm, args: &[Value]) -> R {
    use crate::ops::hash::hash_pointer;
    let m = this::<BoundMethod>(args)?;
    Ok(Value::from((hash_pointer(m.receiver.bits()) ^ hash_pointer(m.func.bits())) as i64 >> 2))
}

fn method_reduce(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let m = this::<BoundMethod>(args)?;
    let f = vm.prelude("method_reduce")?;
    Ok(Next::call(f, [m.func.clone(), m.receiver.clone()]))
}
