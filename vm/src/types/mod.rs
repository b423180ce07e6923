//! The built-in types: for each a table of its methods and attributes.
//!
//! A type's file declares one `TypeSpec` named `SPEC`. The list below says which base it has; that is all it takes to add a type
//! with a kind of its own. Modules add theirs with [`define`].

pub mod adaptor;
pub mod alias;
pub mod arg;
pub mod awaitable;
pub mod bool;
pub mod bytearray;
pub mod bytes;
pub mod code;
pub mod complex;
pub mod container;
pub mod descriptor;
pub mod dict;
pub mod exception;
pub mod float;
pub mod function;
pub mod generator;
pub mod greenlet;
pub mod int;
pub mod iterator;
pub mod list;
pub mod mappingproxy;
pub mod memoryview;
pub mod method;
pub mod module;
pub(crate) mod native_function;
pub mod number;
pub mod object;
pub mod range;
pub mod set;
pub mod singleton;
pub mod slice;
pub mod str;
pub mod structseq;
pub mod tuple;
pub mod typ;
pub mod union;
pub mod weakref;

use std::cell::RefCell;
use std::rc::Rc;

use crate::exc::ExcKind;
use crate::heap::{self, Kind, heap};
use crate::native::{Def, Role, TypeSpec};
use crate::object::{
    Dict, Exception, Member, MemberKind, NativeFunction, StaticMethod, Tuple, Type, TypeFlags, TypeRef, WeakRef, intern,
};
use crate::value::Value;

/// Classes of values that are no heap objects.
struct Immediate {
    bool: TypeRef,
    none: TypeRef,
    not_implemented: TypeRef,
    ellipsis: TypeRef,
}

thread_local! {
    static IMMEDIATE: RefCell<Option<Immediate>> = const { RefCell::new(None) };
}

/// The class of any value.
pub fn class_of(v: &Value) -> TypeRef {
    if let Some(h) = v.header() {
        return h.class();
    }
    if v.is_small_int() {
        return of_kind(Kind::Int);
    }
    if v.is_inline_float() {
        return of_kind(Kind::Float);
    }
    IMMEDIATE.with_borrow(|i| match i {
        Some(i) if v.is_none() => i.none.clone(),
        Some(i) if v.is_bool() => i.bool.clone(),
        Some(i) if v.is_not_implemented() => i.not_implemented.clone(),
        Some(i) => i.ellipsis.clone(),
        None => of_kind(Kind::Instance),
    })
}

/// The name of a value's class, for messages.
pub fn class_name(v: &Value) -> String {
    class_of(v).name()
}

/// The built-in type of a kind. `Instance` is `object`.
#[allow(unsafe_code)]
pub fn of_kind(kind: Kind) -> TypeRef {
    let h = heap(|heap| heap.types[kind as usize].get());
    assert!(!h.is_null(), "the type of {kind:?} is not made yet");
    // SAFETY: the table's entries point to type objects that live as long as the thread.
    let v = unsafe {
        heap::increment(h);
        Value::from_header(h)
    };
    match v.into_obj() {
        Ok(t) => t,
        Err(_) => unreachable!("the table holds types"),
    }
}

/// Gives a class its bases and order, and enters it with them.
pub(crate) fn set_bases(t: &TypeRef, bases: Vec<TypeRef>, mro: Vec<TypeRef>) {
    t.base.replace(bases.first().cloned());
    for b in &bases {
        let mut subclasses = b.subclasses.borrow_mut();
        if subclasses.len() == subclasses.capacity() {
            subclasses.retain(|w| w.get().is_some());
        }
        if let Some(w) = WeakRef::new(None, t.value(), Value::UNBOUND) {
            subclasses.push(w);
        }
    }
    t.bases.replace(Tuple::from_vec(bases.into_iter().map(Value::from).collect()));
    t.mro.replace(Rc::from(mro));
}

/// Adds the methods and attributes of a table to a class.
fn add_defs(t: &TypeRef, defs: &'static [Def]) {
    for (i, def) in defs.iter().enumerate() {
        let name = intern(def.name().as_bytes());
        let native = || NativeFunction { def, owner: Some(t.clone()), receiver: Value::UNBOUND, module: Value::NONE };
        let v: Value = match def.role {
            Role::Plain => native_function::method(native()).into(),
            Role::Class => descriptor::native_class_method(native_function::method(native()).into()),
            Role::Static => {
                let f = heap::new(NativeFunction { def, owner: None, receiver: Value::UNBOUND, module: Value::NONE });
                heap::new(StaticMethod::payload(f.into())).into()
            }
            Role::New => heap::new(NativeFunction {
                def,
                owner: Some(t.clone()),
                receiver: t.value().clone(),
                module: Value::NONE,
            })
            .into(),
            Role::Getter => {
                let set = defs.get(i + 1).filter(|d| d.role == Role::Setter);
                let doc = match def.doc {
                    // The documentation of the class itself, in whose place this stands.
                    _ if def.name() == "__doc__" => t.dict.get_interned(name.value()).unwrap_or(Value::NONE),
                    "" => Value::NONE,
                    text => text.into(),
                };
                let member =
                    Member { kind: MemberKind::Native { get: def, set }, owner: t.clone(), name: name.clone(), doc };
                match crate::ops::attr::is_plain_member(&member) {
                    true => heap::new(member).into(),
                    false => descriptor::attribute(member),
                }
            }
            Role::Setter => continue,
            Role::Maker => {
                let f = NativeFunction { def, owner: None, receiver: Value::UNBOUND, module: Value::NONE };
                let _ = t.maker.set(heap::new(f).into());
                continue;
            }
        };
        t.dict.insert_interned(&name, v);
    }
    t.modified();
}

/// Makes a built-in type. Its base is `object` unless given.
pub fn define(spec: &'static TypeSpec, base: Option<&TypeRef>) -> TypeRef {
    let t = raw_type(spec.name, spec.module, spec.layout, spec.flags | TypeFlags::IMMUTABLE, spec.doc, &[]);
    let base = base.cloned().unwrap_or_else(|| of_kind(Kind::Instance));
    finish(&t, &base);
    add_defs(&t, spec.defs);
    hide_hash(&t);
    if spec.flags & TypeFlags::DICT != 0 && matches!(spec.layout.kind, Kind::Native | Kind::Instance) {
        let name = intern(b"__dict__");
        let member = Member { kind: MemberKind::InstanceDict, owner: t.clone(), name: name.clone(), doc: Value::NONE };
        t.dict.insert_interned(&name, descriptor::attribute(member));
    }
    t.set_flag(TypeFlags::FINALIZER, t.lookup(intern(b"__del__").value()).is_some());
    if !t.is_heap_type() {
        // Its instances do not count as references to it, so it has to live for ever.
        std::mem::forget(t.clone());
    }
    t
}

/// Makes a built-in type whose instances have `slots` values beside their payload, which programs see by getters only.
pub fn define_with_slots(spec: &'static TypeSpec, base: &TypeRef, slots: u16) -> TypeRef {
    let t = define(spec, Some(base));
    t.reserved.set(base.reserved.get() + slots);
    t.set_instance_shape(0);
    t
}

/// A class with `__eq__` and without `__hash__` of its own is not hashable.
fn hide_hash(t: &TypeRef) {
    if t.dict.get_str("__eq__").is_some() && t.dict.get_str("__hash__").is_none() {
        t.dict.insert_str("__hash__", Value::NONE);
        t.modified();
    }
}

fn finish(t: &TypeRef, base: &TypeRef) {
    let mut mro = vec![t.clone()];
    mro.extend(base.mro().iter().cloned());
    set_bases(t, vec![base.clone()], mro);
    t.exception.set(base.exception.get());
    let inherited =
        TypeFlags::WEAKREF | TypeFlags::DICT | TypeFlags::SEQUENCE | TypeFlags::MAPPING | TypeFlags::MATCH_SELF;
    t.flags.set(t.flags.get() | base.flags.get() & inherited);
    if t.any(TypeFlags::DICT) && matches!(t.layout.kind, Kind::Exception | Kind::Native | Kind::Instance) {
        t.set_instance_shape(0);
    }
}

fn raw_type(
    name: &'static str,
    module: &'static str,
    layout: &'static heap::Layout,
    flags: u32,
    doc: &'static str,
    fields: &'static [&'static str],
) -> TypeRef {
    let dict = Dict::new();
    dict.insert_str("__doc__", if doc.is_empty() { Value::NONE } else { doc.into() });
    if module != "builtins" {
        dict.insert_str("__module__", module.into());
    }
    let name = intern(name.as_bytes());
    let qualname = name.clone().into();
    heap::new(Type::payload(layout, name, qualname, flags, dict, fields))
}

/// Makes the types, once per thread.
#[allow(unsafe_code)]
pub(crate) fn bootstrap() {
    if IMMEDIATE.with_borrow(|i| i.is_some()) {
        return;
    }
    // The first objects need a class before there is one. They get their class word as soon as all kinds have theirs.
    let table = builtin_types();
    let mut made = Vec::new();
    for (kind, spec, _) in &table {
        let t = raw_type(spec.name, spec.module, spec.layout, spec.flags | TypeFlags::IMMUTABLE, spec.doc, &[]);
        if let Some(kind) = kind {
            heap(|heap| heap.types[*kind as usize].set(t.value().header_ptr()));
        }
        made.push(t);
    }
    heap(|heap| heap.give_types());
    let object = of_kind(Kind::Instance);
    set_bases(&object, Vec::new(), vec![object.clone()]);
    let find = |name: &str| table.iter().position(|(_, spec, _)| spec.name == name).map(|i| made[i].clone());
    let get = |name: &str| find(name).unwrap_or_else(|| object.clone());
    native_function::note_classes(get("method_descriptor"), get("wrapper_descriptor"), get("method-wrapper"));
    descriptor::note_classes(get("classmethod_descriptor"), get("getset_descriptor"));
    for ((_, spec, base), t) in table.iter().zip(&made) {
        if !t.is(&object) {
            finish(t, &find(base).unwrap_or_else(|| object.clone()));
        }
        add_defs(t, spec.defs);
        hide_hash(t);
    }
    let immediate = Immediate {
        bool: get("bool"),
        none: get("NoneType"),
        not_implemented: get("NotImplementedType"),
        ellipsis: get("ellipsis"),
    };
    IMMEDIATE.set(Some(immediate));
    let base = get("BaseException");
    let mut classes: Vec<TypeRef> = Vec::new();
    for &(kind, name, parent, fields, doc) in ExcKind::ALL {
        if kind == ExcKind::BaseException {
            heap(|heap| heap.types[Kind::Exception as usize].set(base.value().header_ptr()));
            classes.push(base.clone());
            continue;
        }
        let flags = TypeFlags::BASE | TypeFlags::IMMUTABLE;
        let t = raw_type(name, "builtins", <Exception as heap::Payload>::LAYOUT, flags, doc, fields);
        if kind == ExcKind::ExceptionGroup {
            // The one built-in class with two bases.
            let (group, plain) = (&classes[parent as usize], &classes[ExcKind::Exception as usize]);
            finish(&t, group);
            let object = of_kind(Kind::Instance);
            let base_exception = classes[0].clone();
            let mro = vec![t.clone(), group.clone(), plain.clone(), base_exception, object];
            set_bases(&t, vec![group.clone(), plain.clone()], mro);
        } else {
            finish(&t, &classes[parent as usize]);
        }
        t.exception.set(kind);
        exception::add_fields(&t, kind);
        add_defs(&t, exception::own_defs(kind));
        classes.push(t);
    }
    let exceptions = ExcKind::ALL.iter().map(|row| row.1).zip(classes.clone());
    BY_NAME.with_borrow_mut(|m| m.extend(exceptions));
    crate::exc::register(classes);
    // This table also keeps them alive for ever.
    let names = table.iter().map(|(_, spec, _)| spec.name);
    BY_NAME.with_borrow_mut(|m| m.extend(names.zip(made)));
}

type Row = (Option<Kind>, &'static TypeSpec, &'static str);

/// The built-in types in order of creation, each with the name of its base.
fn builtin_types() -> Vec<Row> {
    let mut rows: Vec<Row> = vec![
        (Some(Kind::Instance), &object::SPEC, ""),
        (Some(Kind::Type), &typ::SPEC, "object"),
        (Some(Kind::Str), &str::SPEC, "object"),
        (Some(Kind::StrIter), &str::ITERATOR, "object"),
        (None, &str::WIDE_ITERATOR, "object"),
        (Some(Kind::Bytes), &bytes::SPEC, "object"),
        (Some(Kind::BytesIter), &bytes::ITERATOR, "object"),
        (Some(Kind::ByteArray), &bytearray::SPEC, "object"),
        (None, &bytearray::ITERATOR, "object"),
        (Some(Kind::MemoryView), &memoryview::SPEC, "object"),
        (None, &memoryview::ITERATOR, "object"),
        (None, &exception::SPEC, "object"),
        (Some(Kind::Int), &int::SPEC, "object"),
        (None, &bool::SPEC, "int"),
        (Some(Kind::Float), &float::SPEC, "object"),
        (Some(Kind::Complex), &complex::SPEC, "object"),
        (None, &singleton::NONE, "object"),
        (None, &singleton::NOT_IMPLEMENTED, "object"),
        (None, &singleton::ELLIPSIS, "object"),
        (Some(Kind::Function), &function::FUNCTION, "object"),
        (Some(Kind::NativeFunction), &native_function::FUNCTION, "object"),
        (None, &native_function::METHOD, "object"),
        (None, &native_function::SLOT, "object"),
        (None, &native_function::WRAPPER, "object"),
        (Some(Kind::BoundMethod), &function::METHOD, "object"),
        (Some(Kind::StaticMethod), &descriptor::STATIC, "object"),
        (Some(Kind::ClassMethod), &descriptor::CLASS, "object"),
        (None, &descriptor::NATIVE_CLASS, "object"),
        (Some(Kind::Property), &descriptor::PROPERTY, "object"),
        (Some(Kind::Member), &descriptor::MEMBER, "object"),
        (None, &descriptor::GETSET, "object"),
        (Some(Kind::Super), &descriptor::SUPER, "object"),
        (Some(Kind::Code), &code::CODE, "object"),
        (Some(Kind::Cell), &code::CELL, "object"),
        (Some(Kind::Frame), &code::BLOCK, "object"),
        (Some(Kind::FrameView), &code::FRAME, "object"),
        (Some(Kind::Traceback), &code::TRACEBACK, "object"),
        (Some(Kind::Module), &module::SPEC, "object"),
        (Some(Kind::Generator), &generator::GENERATOR, "object"),
        (Some(Kind::Coroutine), &generator::COROUTINE, "object"),
        (Some(Kind::AsyncGenerator), &generator::ASYNC_GENERATOR, "object"),
        (None, &awaitable::WRAPPER, "object"),
        (None, &awaitable::ASEND, "object"),
        (None, &awaitable::ATHROW, "object"),
        (None, &awaitable::ANEXT, "object"),
        (Some(Kind::Greenlet), &greenlet::SPEC, "object"),
    ];
    rows.extend([
        (Some(Kind::Tuple), &tuple::SPEC, "object"),
        (Some(Kind::List), &list::SPEC, "object"),
        (Some(Kind::Dict), &dict::SPEC, "object"),
        (Some(Kind::Set), &set::SET, "object"),
        (Some(Kind::FrozenSet), &set::FROZENSET, "object"),
        (Some(Kind::Range), &range::SPEC, "object"),
        (Some(Kind::Slice), &slice::SPEC, "object"),
        (None, &alias::ITERATOR, "object"),
        (Some(Kind::DictView), &dict::KEYS, "object"),
        (None, &dict::VALUES, "object"),
        (None, &dict::ITEMS, "object"),
        (Some(Kind::DictIter), &dict::KEY_ITERATOR, "object"),
        (None, &dict::VALUE_ITERATOR, "object"),
        (None, &dict::ITEM_ITERATOR, "object"),
        (None, &dict::REVERSE_KEY_ITERATOR, "object"),
        (None, &dict::REVERSE_VALUE_ITERATOR, "object"),
        (None, &dict::REVERSE_ITEM_ITERATOR, "object"),
        (Some(Kind::ListIter), &list::ITERATOR, "object"),
        (None, &list::REVERSE_ITERATOR, "object"),
        (Some(Kind::TupleIter), &iterator::TUPLE, "object"),
        (Some(Kind::RangeIter), &iterator::RANGE, "object"),
        (Some(Kind::LongRangeIter), &iterator::LONG_RANGE, "object"),
        (Some(Kind::SetIter), &iterator::SET, "object"),
        (Some(Kind::SequenceIter), &iterator::SEQUENCE, "object"),
        (Some(Kind::CallableIter), &iterator::CALLABLE, "object"),
        (Some(Kind::Enumerate), &adaptor::ENUMERATE, "object"),
        (Some(Kind::Zip), &adaptor::ZIP, "object"),
        (Some(Kind::Map), &adaptor::MAP, "object"),
        (Some(Kind::Filter), &adaptor::FILTER, "object"),
        (Some(Kind::Reversed), &adaptor::REVERSED, "object"),
        (Some(Kind::MappingProxy), &mappingproxy::SPEC, "object"),
        (Some(Kind::GenericAlias), &alias::SPEC, "object"),
        (Some(Kind::Union), &union::SPEC, "object"),
        (Some(Kind::WeakRef), &weakref::SPEC, "object"),
        (None, &weakref::PROXY, "object"),
        (None, &weakref::CALLABLE_PROXY, "object"),
    ] as [Row; 36]);
    rows
}

thread_local! {
    static BY_NAME: RefCell<rustc_hash::FxHashMap<&'static str, TypeRef>> = RefCell::new(Default::default());
}

/// The built-in type of this name.
pub fn built_in(name: &str) -> Option<TypeRef> {
    BY_NAME.with_borrow(|m| m.get(name).cloned())
}

/// Makes an exception class of a native module.
pub fn define_exception(name: &'static str, module: &'static str, base: ExcKind) -> TypeRef {
    let base = base.class();
    let flags = TypeFlags::BASE | TypeFlags::HEAP;
    let t = raw_type(name, module, <Exception as heap::Payload>::LAYOUT, flags, "", base.field_names);
    finish(&t, &base);
    t
}

/// What `__reduce__` of an iterator over a sequence returns: `iter(source)` and the position, or an iterator that is exhausted.
pub(crate) fn iterator_state(vm: &mut crate::vm::Vm, source: Value, at: Option<usize>, empty: Value) -> crate::exc::R {
    let iter = vm.builtins.get_str("iter").ok_or_else(|| crate::exc::Exc::msg(ExcKind::AttributeError, "iter"))?;
    let items = match at {
        Some(at) => vec![iter, vm.tuple(vec![source]), at.into()],
        None => vec![iter, vm.tuple(vec![empty])],
    };
    Ok(vm.tuple(items))
}
