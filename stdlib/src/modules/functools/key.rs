//! What `cmp_to_key` makes of objects: keys that are ordered by a function of two arguments.

use std::cell::RefCell;

use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, getter, pure, setter, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::ops::compare::CompareOp;
use pausa_vm::types::method::prelude;
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

/// A function, and the object that it compares; `UNBOUND` in what makes keys.
pub(super) struct KeyWrapper {
    compare: Value,
    object: RefCell<Value>,
}

impl Payload for KeyWrapper {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.compare);
        visit(&self.object.borrow());
    }
    fn clear(&self) {
        drop(self.object.take());
    }
}

/// `functools.KeyWrapper`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "KeyWrapper",
    module: "functools",
    layout: KeyWrapper::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
    tail("__lt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "Return self<value."),
    tail("__le__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "Return self>value."),
    tail("__ge__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "Return self>=value."),
    getter("obj(self, /)", object, "Value wrapped by a key function."),
    setter("obj(self, value, /)", set_object),
];

fn wrapper(vm: &Vm, compare: Value, object: Value) -> R {
    Ok(vm.new_native(KeyWrapper { compare, object: RefCell::new(object) })?.into())
}

/// `cmp_to_key(mycmp)`
pub(super) fn cmp_to_key(vm: &mut Vm, a: &[Value]) -> R<Next> {
    wrapper(vm, a[0].clone(), Value::UNBOUND).map(Next::Value)
}

/// The key of an object: `K(obj)`.
fn call(vm: &mut Vm, a: &[Value]) -> R {
    use pausa_vm::object::{Dict, Tuple};
    let given = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let named = a[2].downcast::<Dict>().map(Dict::pairs).unwrap_or_default();
    let object = match (given, &named[..]) {
        ([object], []) => object.clone(),
        ([], [(name, object)]) if name.downcast::<pausa_vm::object::Str>().is_some_and(|s| s.bytes() == b"obj") => {
            object.clone()
        }
        ([], []) => return Err(type_error("K() missing required argument 'obj' (pos 1)")),
        ([], [(name, _)]) => {
            let name = name.downcast::<pausa_vm::object::Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
            return Err(type_error(format!("'{name}' is an invalid keyword argument for K()")));
        }
        (given, named) => {
            let n = given.len() + named.len();
            return Err(type_error(format!("K() takes at most 1 argument ({n} given)")));
        }
    };
    wrapper(vm, this::<KeyWrapper>(a)?.compare.clone(), object)
}

fn missing() -> Exc {
    Exc::msg(ExcKind::AttributeError, "object")
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let key = this::<KeyWrapper>(a)?;
    let Some(other) = a[1].downcast::<KeyWrapper>() else {
        return Err(type_error("other argument must be K instance"));
    };
    let (x, y) = (key.object.borrow().clone(), other.object.borrow().clone());
    if x.is_unbound() || y.is_unbound() {
        return Err(missing());
    }
    prelude(vm, "compare_keys", [key.compare.clone(), x, y, op.symbol().into()])
}

fn object(_: &mut Vm, a: &[Value]) -> R {
    Ok(this::<KeyWrapper>(a)?.object.borrow().given().cloned().unwrap_or(Value::NONE))
}

fn set_object(_: &mut Vm, a: &[Value]) -> R {
    drop(this::<KeyWrapper>(a)?.object.replace(a[1].clone()));
    Ok(Value::NONE)
}
