//! Struct sequences: tuples whose items also have names, such as `time.struct_time` and `os.stat_result`.
//!
//! Some fields are hidden: they have a name but are no items. Those are kept in the instance part, like slots.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::exc::{R, type_error};
use crate::heap::{Obj, Payload};
use crate::native::{Def, Next, PureFn, TypeSpec, class_arg, getter, pure, tail};
use crate::object::*;
use crate::types::{class_name, class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// A field: its name (empty for none) and documentation.
pub type Field = (&'static str, &'static str);

/// A struct sequence's declaration.
pub struct StructSpec {
    /// `__name__`
    pub name: &'static str,
    /// `__module__`
    pub module: &'static str,
    /// `__doc__`
    pub doc: &'static str,
    /// The fields, hidden ones last.
    pub fields: &'static [Field],
    /// How many fields are items.
    pub visible: usize,
    /// Whether programs may make instances.
    pub constructible: bool,
}

thread_local! {
    /// The classes made so far, by the address of the spec.
    static CLASSES: RefCell<HashMap<usize, TypeRef>> = RefCell::new(HashMap::new());
    /// By the class's identity.
    static BY_CLASS: RefCell<HashMap<i64, &'static StructSpec>> = RefCell::new(HashMap::new());
}

macro_rules! readers {
    ($($i:literal)*) => { &[$(field::<$i>),*] };
}

/// Getters for the fields, by number.
const READERS: &[PureFn] =
    readers!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);

fn field<const I: usize>(_: &mut Vm, args: &[Value]) -> R {
    Ok(field_of(&args[0], I))
}

/// Field number `i` of an instance, hidden ones included.
pub fn field_of(v: &Value, i: usize) -> Value {
    let Some(tuple) = v.downcast::<Tuple>() else {
        return Value::NONE;
    };
    if let Some(item) = tuple.items().get(i) {
        return item.clone();
    }
    let hidden = v.header().and_then(|h| h.instance()).map(|inst| inst.slot((i - tuple.len()) as u32));
    hidden.filter(|v| !v.is_unbound()).unwrap_or(Value::NONE)
}

/// The class that `spec` declares; there is one.
pub fn class(spec: &'static StructSpec) -> TypeRef {
    let at = std::ptr::from_ref(spec).addr();
    if let Some(t) = CLASSES.with_borrow(|c| c.get(&at).cloned()) {
        return t;
    }
    let t = define(spec);
    CLASSES.with_borrow_mut(|c| c.insert(at, t.clone()));
    t
}

fn define(spec: &'static StructSpec) -> TypeRef {
    let hidden = (spec.fields.len() - spec.visible) as u16;
    let t = super::define_with_slots(declaration(spec), &of_kind(crate::heap::Kind::Tuple), hidden);
    let number = |n: usize| Value::from(n);
    t.dict.insert_str("n_fields", number(spec.fields.len()));
    t.dict.insert_str("n_sequence_fields", number(spec.visible));
    t.dict.insert_str("n_unnamed_fields", number(spec.fields.iter().filter(|f| f.0.is_empty()).count()));
    let names = spec.fields[..spec.visible].iter().filter(|f| !f.0.is_empty()).map(|f| Value::from(f.0)).collect();
    t.dict.insert_str("__match_args__", Tuple::from_vec(names).into());
    // They are not shown as the tuples that they are.
    t.set_flag(TypeFlags::USER_STR, true);
    BY_CLASS.with_borrow_mut(|b| b.insert(t.value().id(), spec));
    t
}

/// The declaration of a class, which lives as long as the process, however many VMs there are.
fn declaration(spec: &'static StructSpec) -> &'static TypeSpec {
    let mut defs: Vec<Def> = Vec::new();
    if spec.constructible {
        defs.push(tail("__new__(cls, sequence, dict={})", new, "").constructor());
    }
    defs.push(tail("__repr__(self, /)", repr, "Return repr(self)."));
    defs.push(pure("__reduce__(self, /)", reduce, ""));
    for (i, (name, doc)) in spec.fields.iter().enumerate() {
        if !name.is_empty() {
            let signature = Box::leak(format!("{name}(self, /)").into_boxed_str());
            defs.push(getter(signature, READERS[i], doc));
        }
    }
    Box::leak(Box::new(TypeSpec {
        name: spec.name,
        module: spec.module,
        layout: Tuple::LAYOUT,
        flags: if spec.constructible { 0 } else { TypeFlags::NO_NEW },
        doc: spec.doc,
        defs: Vec::leak(defs),
    }))
}

/// An instance; `fields` are all, hidden ones last, which may be missing.
pub fn make(typ: &TypeRef, fields: Vec<Value>) -> Value {
    let visible = spec_of(typ).map_or(fields.len(), |s| s.visible);
    let mut fields = fields;
    let hidden = fields.split_off(visible.min(fields.len()));
    let v: Value = Tuple::of_class(typ, fields).into();
    if let Some(inst) = v.header().and_then(|h| h.instance()) {
        for (i, field) in hidden.into_iter().enumerate() {
            inst.set_slot(i as u32, field);
        }
    }
    v
}

fn spec_of(typ: &Type) -> Option<&'static StructSpec> {
    typ.mro().iter().find_map(|t| BY_CLASS.with_borrow(|b| b.get(&t.value().id()).copied()))
}

fn full_name(spec: &StructSpec) -> String {
    format!("{}.{}", spec.module, spec.name)
}

fn new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = class_arg(args)?;
    let Some(spec) = spec_of(&cls) else {
        return Err(type_error("not the class of a struct sequence"));
    };
    let names = match args[2].given() {
        None => None,
        Some(v) => Some(
            v.cast::<Dict>()
                .ok_or_else(|| type_error(format!("{}() takes a dict as second arg, if any", full_name(spec))))?,
        ),
    };
    let Some(mut items) = crate::ops::iterate::collect(&args[1])? else {
        if !crate::ops::convert::is_iterable(&args[1]) {
            return Err(type_error("constructor requires a sequence"));
        }
        let f = vm.prelude("structure_from_iterable")?;
        return Ok(Next::call(
            f,
            [args[0].clone(), args[1].clone(), names.map_or_else(|| Dict::new().into(), Value::from)],
        ));
    };
    let (least, most, have) = (spec.visible, spec.fields.len(), items.len());
    let wrong = |what: &str, n: usize| {
        type_error(format!("{}() takes an {what} {n}-sequence ({have}-sequence given)", full_name(spec)))
    };
    if least == most && have != least {
        return Err(type_error(format!("{}() takes a {least}-sequence ({have}-sequence given)", full_name(spec))));
    }
    if have < least {
        return Err(wrong("at least", least));
    }
    if have > most {
        return Err(wrong("at most", most));
    }
    for (name, _) in &spec.fields[have..] {
        items.push(names.as_ref().and_then(|d| d.get_str(name)).unwrap_or(Value::NONE));
    }
    Ok(Next::Value(make(&cls, items)))
}

fn spec_of_value(v: &Value) -> R<&'static StructSpec> {
    spec_of(&class_of(v)).ok_or_else(|| type_error(format!("'{}' object is no struct sequence", class_name(v))))
}

fn repr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let spec = spec_of_value(&args[0])?;
    let items = plain(&args[0]);
    // Items without a name are shown with the names that come next.
    let names: Vec<&str> = spec.fields.iter().map(|f| f.0).filter(|name| !name.is_empty()).collect();
    let mut out = format!("{}(", full_name(spec)).into_bytes();
    for (i, (name, item)) in names.iter().zip(items.items()).enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(name.as_bytes());
        out.push(b'=');
        if !crate::ops::repr::write(item, &mut out)? {
            let f = vm.prelude("structure_repr")?;
            let names = names.into_iter().map(Value::from).collect();
            let head = Value::from(full_name(spec));
            return Ok(Next::call(f, [head, Tuple::from_vec(names).into(), items.into()]));
        }
    }
    out.push(b')');
    Ok(Next::Value(Str::from_wtf8(&out).into()))
}

/// The items as a plain tuple.
fn plain(v: &Value) -> Obj<Tuple> {
    v.downcast::<Tuple>().map_or_else(Tuple::empty, |t| Tuple::from_slice(t.items()))
}

fn reduce(_: &mut Vm, args: &[Value]) -> R {
    let spec = spec_of_value(&args[0])?;
    let hidden = Dict::new();
    for (i, (name, _)) in spec.fields.iter().enumerate().skip(spec.visible) {
        hidden.insert_str(name, field_of(&args[0], i));
    }
    let arguments = Tuple::from_vec(vec![plain(&args[0]).into(), hidden.into()]);
    Ok(Tuple::from_vec(vec![class_of(&args[0]).into(), arguments.into()]).into())
}
