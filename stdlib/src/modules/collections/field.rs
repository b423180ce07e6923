//! `_tuplegetter`: the descriptor of a named tuple's field. It is a member descriptor, so that the machine reads the item itself.

use std::cell::RefCell;

use pausa_vm::exc::type_error;
use pausa_vm::heap::{Kind, Payload, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use pausa_vm::object::{Member, MemberKind, Tuple, intern};
use pausa_vm::ops::attr;
use pausa_vm::types::method::prelude;
use pausa_vm::types::{arg, class_of, of_kind};
use pausa_vm::{R, Value, Vm};

/// `_collections._tuplegetter`
pub(super) static SPEC: TypeSpec =
    TypeSpec { name: "_tuplegetter", module: "_collections", layout: Member::LAYOUT, flags: 0, doc: "", defs: DEFS };

static DEFS: &[Def] = &[
    pure("__new__(cls, index: index, doc, /)", new, "").constructor(),
    pure("__get__(self, instance, owner=None, /)", get, "Return an attribute of instance, which is of type owner."),
    pure("__set__(self, instance, value, /)", set, "Set an attribute of instance to value."),
    pure("__delete__(self, instance, /)", set, "Delete an attribute of instance."),
    pure("__reduce__(self, /)", reduce, ""),
    tail("__repr__(self, /)", repr, "Return repr(self)."),
    getter("__doc__(self, /)", |_, a| Ok(parts(a)?.1), ""),
    setter("__doc__(self, value, /)", set_doc),
];

fn new(_: &mut Vm, a: &[Value]) -> R {
    let index =
        usize::try_from(arg::size(&a[1])?).map_err(|_| pausa_vm::exc::value_error("index must not be negative"))?;
    let kind = MemberKind::Item { index, doc: RefCell::new(a[2].clone()) };
    let payload = Member { kind, owner: of_kind(Kind::Tuple), name: intern(b""), doc: Value::NONE };
    Ok(new_with_type(&class_arg(a)?, payload).into())
}

/// The position and the documentation.
fn parts(a: &[Value]) -> R<(usize, Value)> {
    match &this::<Member>(a)?.kind {
        MemberKind::Item { index, doc } => Ok((*index, doc.borrow().clone())),
        _ => Err(type_error("expected a _tuplegetter")),
    }
}

fn get(_: &mut Vm, a: &[Value]) -> R {
    let (index, _) = parts(a)?;
    if a[1].is_none() {
        return match a[2].given() {
            Some(owner) if !owner.is_none() => Ok(a[0].clone()),
            _ => Err(type_error("__get__(None, None) is invalid")),
        };
    }
    attr::tuple_item(index, &a[1])
}

fn set(vm: &mut Vm, a: &[Value]) -> R {
    let value = a.get(2).cloned().unwrap_or_default();
    attr::member_set(vm, this::<Member>(a)?, &a[1], value).map(Value::from)
}

fn set_doc(_: &mut Vm, a: &[Value]) -> R {
    if let MemberKind::Item { doc, .. } = &this::<Member>(a)?.kind {
        drop(doc.replace(a[1].given().cloned().unwrap_or(Value::NONE)));
    }
    Ok(Value::NONE)
}

fn reduce(_: &mut Vm, a: &[Value]) -> R {
    let (index, doc) = parts(a)?;
    let args = Tuple::from_vec(vec![index.into(), doc]);
    Ok(Tuple::from_vec(vec![class_of(&a[0]).into(), args.into()]).into())
}

fn repr(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (index, doc) = parts(a)?;
    prelude(vm, "tuplegetter_repr", [index.into(), doc])
}
