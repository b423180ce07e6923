//! Helpers about objects, classes and calls.

use crate::exc::{R, type_error};
use crate::heap::Kind;
use crate::interp::{call_slots, pending_conversions};
use crate::native::{Convert, Def, Next, pure, tail};
use crate::object::*;
use crate::ops::attr;
use crate::types::typ::make;
use crate::types::{class_name, class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_type(x, /)", |_, a| Ok(class_of(&a[0]).into()), ""),
    pure("_class_name(x, /)", |_, a| Ok(class_name(&a[0]).into()), ""),
    pure(
        "_full_name(t, /)",
        |_, a| Ok(a[0].downcast::<Type>().map_or_else(|| "?".into(), crate::types::typ::full_name).into()),
        "",
    ),
    pure("_lookup(x, name, /)", lookup, ""),
    pure(
        "_has_attribute(x, name, /)",
        |_, a| Ok(Value::bool(class_of(&a[0]).lookup(name_of(&a[1])?.value()).is_some())),
        "",
    ),
    pure("_type_lookup(t, name, /)", type_lookup, ""),
    tail("_special(x, name, /)", special, ""),
    pure("_is_native(f, /)", |_, a| Ok(Value::bool(a[0].is_a::<NativeFunction>())), ""),
    pure("_is_kind(x, name, /)", is_kind, ""),
    pure("_is_exact(x, t, /)", |_, a| Ok(Value::bool(class_of(&a[0]).value().is(&a[1]))), ""),
    pure("_is_subtype(a, b, /)", is_subtype, ""),
    tail("_call_slots(f, slots, /)", slots_call, ""),
    pure("_pending_conversions(f, slots, /)", conversions, ""),
    pure("_winner(meta, bases, /)", winner, ""),
    pure("_make_type(meta, name, bases, namespace, /)", make_type, ""),
    pure("_make_super(cls, t, obj, obj_class, /)", crate::types::descriptor::make_super, ""),
    pure("_set_order(t, order, /)", set_order, ""),
    pure("_replace_bases(t, bases, /)", replace_bases, ""),
    pure("_restore_bases(t, bases, orders, /)", restore_bases, ""),
    pure(
        "_lineage(t, /)",
        |_, a| {
            let list = a[0].cast::<Type>().map(|t| make::lineage(&t)).unwrap_or_default();
            Ok(List::from_vec(list.into_iter().map(Value::from).collect()).into())
        },
        "",
    ),
    tail("_run_body(func, namespace, /)", run_body, ""),
    pure(
        "_cell_contents(cell, /)",
        |_, a| Ok(a[0].downcast::<Cell>().map(|c| c.get()).and_then(|v| v.given().cloned()).unwrap_or(Value::NONE)),
        "",
    ),
    pure(
        "_has_cell(cell, /)",
        |_, a| Ok(Value::bool(a[0].downcast::<Cell>().is_some_and(|c| !c.get().is_unbound()))),
        "",
    ),
    tail("_construct(cls, args, kwargs, /)", construct, ""),
    tail("_throw(generator, exception, /)", throw, ""),
    pure("_generator_state(g, /)", generator_state, ""),
    pure("_iterable_coroutine(g, /)", iterable_coroutine, ""),
    pure("_own_names(x, /)", |_, a| Ok(List::from_vec(crate::types::object::own_names(&a[0])).into()), ""),
    pure(
        "_sorted_names(names, /)",
        |_, a| {
            Ok(crate::types::object::sorted_names(
                a[0].downcast::<List>().map(|l| l.items().clone()).unwrap_or_default(),
            ))
        },
        "",
    ),
    pure("_set_field(e, i, v, /)", set_field, ""),
    pure("_instance_dict(x, /)", |_, a| Ok(attr::instance_dict(&a[0]).unwrap_or(Value::NONE)), ""),
    pure("_snapshot_dict(x, /)", |_, a| Ok(attr::instance_dict_if_any(&a[0]).map_or(Value::NONE, Value::from)), ""),
    pure("_slot_names(t, /)", slot_names, ""),
    pure("_raise_missing(x, name, /)", raise_missing, ""),
    tail("_exec(code, globals, locals, closure=None, /)", exec, ""),
    pure("_compile_warnings()", |vm, _| Ok(List::from_vec(std::mem::take(&mut vm.compile_warnings)).into()), ""),
    pure("_repr(x, /)", |_, a| text(crate::ops::repr::repr(&a[0])?), ""),
    pure("_str(x, /)", |_, a| Ok(crate::ops::repr::str_value(&a[0])?.unwrap_or(Value::NONE)), ""),
    pure("_ascii(s, /)", ascii, ""),
    pure(
        "_format(x, spec, /)",
        |_, a| Ok(crate::ops::format::value(&a[0], 0, Some(&a[1]))?.unwrap_or(Value::NONE)),
        "",
    ),
    pure("_as_hash(i, /)", as_hash, ""),
    pure("_new_object()", |_, _| Ok(crate::types::object::plain()), ""),
    pure(
        "_matches_self(t, /)",
        |_, a| Ok(Value::bool(a[0].downcast::<Type>().is_some_and(|t| t.any(TypeFlags::MATCH_SELF)))),
        "",
    ),
    pure("_name_error(name, /)", name_error, ""),
    pure("_take_dying(waiting, /)", take_dying, ""),
    pure("_pending_callback(x, /)", pending_callback, ""),
    pure("_set_weakref_hash(x, h, /)", set_weakref_hash, ""),
    pure("_alias(origin, item, /)", |_, a| crate::types::alias::make(&a[0], &a[1]), ""),
    pure("_copy_links(to, source, /)", copy_links, ""),
    pure("_wrap_group(e, /)", wrap_group, ""),
    pure("_collect()", collect, ""),
    pure("_collects_by_itself()", |_, _| Ok(Value::bool(crate::heap::gc::is_enabled())), ""),
    pure("_begin_finalizing()", begin_finalizing, ""),
    pure("_is_noticed()", |vm, _| Ok(Value::bool(vm.is_noticed())), ""),
    pure("_address(x, /)", |_, a| Ok(format!("{:#x}", a[0].id()).into()), ""),
    pure("_has_payload(x, /)", has_payload, ""),
    pure("_is_callable(x, /)", |vm, a| Ok(Value::bool(vm.special(&a[0], &vm.names.__call__).is_some())), ""),
];

fn name_of(v: &Value) -> R<crate::Obj<Str>> {
    crate::types::typ::attr_name(v)
}

/// The attribute of the object's class, not bound; None if there is none.
fn lookup(_: &mut Vm, args: &[Value]) -> R {
    Ok(class_of(&args[0]).lookup(name_of(&args[1])?.value()).unwrap_or(Value::NONE))
}

/// Whether an object keeps more than its attributes and what pickling takes out of it: that would be lost.
fn has_payload(_: &mut Vm, args: &[Value]) -> R {
    let kind = args[0].header().map(|h| h.kind());
    Ok(Value::bool(!matches!(kind, Some(Kind::Instance | Kind::List | Kind::Dict) | None)))
}

fn type_lookup(_: &mut Vm, args: &[Value]) -> R {
    let name = name_of(&args[1])?;
    Ok(args[0].downcast::<Type>().and_then(|t| t.lookup(name.value())).unwrap_or(Value::NONE))
}

/// The special method, bound; None if there is none.
fn special(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let name = name_of(&args[1])?;
    let class = class_of(&args[0]);
    let Some(f) = class.lookup(name.value()) else {
        return Ok(Next::Value(Value::NONE));
    };
    if f.is_none() {
        return match name.bytes() {
            // With these, None says that the object cannot do it.
            b"__hash__" | b"__iter__" | b"__contains__" | b"__reversed__" | b"__length_hint__" => {
                Ok(Next::Value(Value::NONE))
            }
            _ => Err(type_error("'NoneType' object is not callable")),
        };
    }
    match attr::bind(vm, f, Some(&args[0]), &class)? {
        attr::Attr::Value(v) => Ok(Next::Value(v)),
        attr::Attr::Call(callee, args) => Ok(Next::Call { callee, args, kwargs: None }),
        attr::Attr::Missing => Ok(Next::Value(Value::NONE)),
    }
}

/// Whether an object is of a built-in type or a subclass of it.
/// Adds the objects whose finaliser is to be run to a list, the first one last.
fn take_dying(_: &mut Vm, args: &[Value]) -> R {
    let mut dying = crate::heap::heap(|h| h.finalizers.take());
    dying.reverse();
    if let Some(waiting) = args[0].downcast::<List>() {
        waiting.items_mut().append(&mut dying);
    }
    Ok(Value::NONE)
}

/// The callback of a weak reference whose object is gone, once; else None.
fn pending_callback(_: &mut Vm, args: &[Value]) -> R {
    let callback = args[0].downcast::<WeakRef>().filter(|w| w.get().is_none()).map(WeakRef::take_callback);
    Ok(callback.and_then(|v| v.given().cloned()).unwrap_or(Value::NONE))
}

fn is_kind(_: &mut Vm, args: &[Value]) -> R {
    let t = args[1]
        .downcast::<Str>()
        .and_then(|s| crate::types::built_in(&s.to_lossy()))
        .ok_or_else(|| type_error("there is no such built-in type"))?;
    Ok(Value::bool(class_of(&args[0]).is_subtype_of(&t)))
}

fn is_subtype(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(match (args[0].cast::<Type>(), args[1].cast::<Type>()) {
        (Some(a), Some(b)) => a.is_subtype_of(&b),
        _ => false,
    }))
}

/// Calls a native function whose arguments are converted.
fn slots_call(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let slots = args[1].downcast::<List>().map(|l| l.items().clone()).unwrap_or_default();
    call_slots(vm, &args[0], &slots)
}

/// `[(index, conversion), ...]` of the arguments whose conversion needs user code.
fn conversions(vm: &mut Vm, args: &[Value]) -> R {
    let Some(slots) = args[1].downcast::<List>() else {
        return Err(type_error("slots must be a list"));
    };
    let pending = pending_conversions(vm, &args[0], slots)?;
    let items = pending
        .into_iter()
        .map(|(i, c)| {
            let name = match c {
                Convert::None => "none",
                Convert::Index | Convert::Count => "index",
                Convert::Float => "float",
                Convert::List => "list",
                Convert::Iter => "iter",
                Convert::Bool => "bool",
                Convert::Str => "str",
                Convert::Path | Convert::File => "path",
                Convert::FileOrFd => "path_or_index",
                Convert::Slice | Convert::Place => "slice",
            };
            Tuple::from_vec(vec![i.into(), name.into()]).into()
        })
        .collect();
    Ok(List::from_vec(items).into())
}

fn winner(_: &mut Vm, args: &[Value]) -> R {
    let Some(meta) = args[0].cast::<Type>() else {
        return Err(type_error("metaclass must be a type"));
    };
    let bases = args[1].downcast::<Tuple>().map(|t| t.items().to_vec()).unwrap_or_default();
    Ok(make::winner(&meta, &bases)?.into())
}

fn make_type(vm: &mut Vm, args: &[Value]) -> R {
    let Some(meta) = args[0].cast::<Type>() else {
        return Err(type_error(format!("type.__new__(X): X is not a type object ({})", class_name(&args[0]))));
    };
    if !meta.is_subtype_of(&of_kind(Kind::Type)) {
        return Err(type_error(format!("type.__new__({0}): {0} is not a subtype of type", meta.name())));
    }
    Ok(make::make(vm, &meta, &args[1], &args[2], &args[3])?.into())
}

/// The order that a metaclass's `mro` gave.
fn set_order(vm: &mut Vm, args: &[Value]) -> R {
    let Some(t) = args[0].cast::<Type>() else {
        return Err(type_error("expected a class"));
    };
    let items = crate::ops::iterate::collect(&args[1])?.unwrap_or_default();
    let mut list = Vec::new();
    for v in items {
        match v.cast::<Type>() {
            Some(c) => list.push(c),
            None => {
                return Err(type_error(format!("mro() returned a non-class ('{}')", class_name(&v))));
            }
        }
    }
    if list.is_empty() {
        return Err(type_error("type MRO must not be empty"));
    }
    let solid = make::solid(&t);
    if let Some(c) = list.iter().find(|c| !solid.is_subtype_of(&make::solid(c))) {
        return Err(type_error(format!("mro() returned base with unsuitable layout ('{}')", c.name())));
    }
    t.mro.replace(std::rc::Rc::from(list));
    t.modified();
    make::derive_flags(vm, &t);
    Ok(Value::NONE)
}

fn replace_bases(vm: &mut Vm, args: &[Value]) -> R {
    let Some(t) = args[0].cast::<Type>() else {
        return Err(type_error("expected a class"));
    };
    make::replace_bases(vm, &t, &args[1])?;
    Ok(Value::NONE)
}

fn classes(v: &Value) -> R<Vec<TypeRef>> {
    let items = crate::ops::iterate::collect(v)?.unwrap_or_default();
    Ok(items.iter().filter_map(Value::cast::<Type>).collect())
}

fn restore_bases(vm: &mut Vm, args: &[Value]) -> R {
    let Some(t) = args[0].cast::<Type>() else {
        return Err(type_error("expected a class"));
    };
    let mut orders = Vec::new();
    for pair in crate::ops::iterate::collect(&args[2])?.unwrap_or_default() {
        if let Some([class, order]) = pair.downcast::<Tuple>().map(Tuple::items)
            && let Some(class) = class.cast::<Type>()
        {
            orders.push((class, classes(order)?));
        }
    }
    make::restore_bases(vm, &t, classes(&args[1])?, orders)?;
    Ok(Value::NONE)
}

/// Runs a class body's function with this namespace.
fn run_body(_: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(f) = args[0].downcast::<Function>() else {
        return Err(type_error("a class body is a function"));
    };
    Ok(Next::Exec { code: f.code(), globals: f.globals.clone(), locals: args[1].clone(), closure: f.closure.clone() })
}

/// `type.__call__`, without asking the metaclass again.
fn construct(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(t) = args[0].cast::<Type>() else {
        return Err(type_error("expected a class"));
    };
    crate::interp::construct_next(vm, &t, &args[1], &args[2])
}

fn throw(_: &mut Vm, args: &[Value]) -> R<Next> {
    match crate::exc::Exc::from_value(args[1].clone()) {
        Ok(exception) => Ok(Next::Throw { generator: args[0].clone(), exception }),
        Err(_) => Err(type_error("exceptions must be classes or instances deriving from BaseException, not str")),
    }
}

/// 0 created, 1 suspended, 2 running, 3 finished.
fn generator_state(_: &mut Vm, args: &[Value]) -> R {
    match crate::frame::FrameRef::from_value(&args[0]) {
        Some(f) => Ok(Value::small_int(f.state() as i64)),
        None => Ok(Value::NONE),
    }
}

/// Whether a generator may be awaited (`types.coroutine`).
fn iterable_coroutine(_: &mut Vm, args: &[Value]) -> R {
    let code = crate::frame::FrameRef::from_value(&args[0]).and_then(|f| f.code());
    Ok(Value::bool(code.is_some_and(|c| c.flags.any(crate::bytecode::CodeFlags::ITERABLE_COROUTINE))))
}

fn set_field(_: &mut Vm, args: &[Value]) -> R {
    if let (Some(e), Some(i)) = (args[0].downcast::<Exception>(), args[1].as_i64()) {
        e.set_field(i as usize, args[2].clone());
    }
    Ok(Value::NONE)
}

fn slot_names(_: &mut Vm, args: &[Value]) -> R {
    let mut names = args[0].downcast::<Type>().map(|t| t.slot_names.borrow().clone()).unwrap_or_default();
    names.retain(|n| !matches!(n.bytes(), b"__dict__" | b"__weakref__"));
    Ok(Tuple::from_vec(names.into_iter().map(Value::from).collect()).into())
}

fn raise_missing(_: &mut Vm, args: &[Value]) -> R {
    Err(attr::missing(&args[0], &name_of(&args[1])?))
}

fn exec(_: &mut Vm, args: &[Value]) -> R<Next> {
    match (args[0].cast::<Code>(), args[1].cast::<Dict>()) {
        (Some(code), Some(globals)) => {
            let closure = args[3].given().filter(|v| !v.is_none()).cloned().unwrap_or_default();
            Ok(Next::Exec { code, globals, locals: args[2].clone(), closure })
        }
        _ => Err(type_error("expected code and a namespace")),
    }
}

fn text(bytes: Option<Vec<u8>>) -> R {
    Ok(bytes.map_or(Value::NONE, |b| Str::from_wtf8(&b).into()))
}

fn ascii(_: &mut Vm, args: &[Value]) -> R {
    let mut out = Vec::new();
    if let Some(s) = args[0].downcast::<Str>() {
        if s.is_ascii() {
            return Ok(args[0].clone());
        }
        crate::text::repr::escape_wide(s.text(), &mut out);
    }
    Ok(Str::from_wtf8(&out).into())
}

/// The result of a `__hash__` as a hash: reduced if it does not fit.
fn as_hash(_: &mut Vm, args: &[Value]) -> R {
    let h = match args[0].as_i64() {
        Some(i) => i,
        None => match args[0].as_bigint() {
            Some(i) => crate::ops::hash::hash_bigint(&i) as i64,
            None => 0,
        },
    };
    Ok(Value::from(if h == -1 { -2 } else { h }))
}

/// Collects; whether finalisers are to run now.
fn collect(vm: &mut Vm, _: &[Value]) -> R {
    vm.collect();
    Ok(Value::bool(crate::heap::gc::finalizers_wait()))
}

fn begin_finalizing(vm: &mut Vm, _: &[Value]) -> R {
    vm.finalizing = true;
    vm.stop_tracing();
    Ok(Value::NONE)
}

fn set_weakref_hash(_: &mut Vm, args: &[Value]) -> R {
    if let Some(w) = args[0].downcast::<WeakRef>() {
        w.hash.set(args[1].as_i64());
    }
    Ok(Value::NONE)
}

fn name_error(_: &mut Vm, args: &[Value]) -> R {
    let name = args[0].downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
    let e = crate::exc::name_error(crate::ExcKind::NameError, args[0].clone(), format!("name '{name}' is not defined"));
    Ok(e.into_value())
}

/// Cause, context and the flag of one exception for another.
fn copy_links(_: &mut Vm, args: &[Value]) -> R {
    if let (Some(to), Some(from)) = (args[0].downcast::<Exception>(), args[1].downcast::<Exception>()) {
        let (cause, context) = (from.cause.borrow().clone(), from.context.borrow().clone());
        drop((to.cause.replace(cause), to.context.replace(context)));
        to.suppress_context.set(from.suppress_context.get());
    }
    Ok(Value::NONE)
}

/// The group that `except*` makes of a single exception.
fn wrap_group(_: &mut Vm, args: &[Value]) -> R {
    let plain = class_of(&args[0]).is_subtype_of(&crate::ExcKind::Exception.class());
    let kind = if plain { crate::ExcKind::ExceptionGroup } else { crate::ExcKind::BaseExceptionGroup };
    let members = Tuple::from_vec(vec![args[0].clone()]);
    Ok(crate::Exc::with_args(kind, vec!["".into(), members.into()]).into_value())
}
