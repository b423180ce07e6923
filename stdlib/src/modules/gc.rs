//! `gc`: the cycle collector as programs see it.
//!
//! Pausa's collector has one generation. Programs that ask about generations are told that everything is in the oldest one; the
//! thresholds are kept for whoever reads them, and only the first one says something: zero stops automatic collections.

use pausa_vm::exc::{type_error, value_error};
use pausa_vm::heap::gc;
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, List, Module};
use pausa_vm::types::class_name;
use pausa_vm::{Obj, R, Value, Vm};

use super::arg;

/// `gc`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    defs: DEFS,
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure(
        "_gc_pass()",
        |vm, _| {
            let freed = vm.collect();
            Ok(vm.tuple(vec![freed.into(), Value::bool(gc::finalizers_wait())]))
        },
        "",
    ),
    pure("_gc_callbacks()", |vm, _| Ok(vm.state::<State>().callbacks.clone().into()), ""),
];

const DEFS: &[Def] = &[
    pure("enable()", |_, _| turn(true), "Enable automatic garbage collection."),
    pure("disable()", |_, _| turn(false), "Disable automatic garbage collection."),
    pure(
        "isenabled()",
        |_, _| Ok(Value::bool(gc::is_enabled())),
        "Returns true if automatic garbage collection is enabled.",
    ),
    tail(
        "collect(generation: index=2)",
        collect,
        "Run the garbage collector.\n\nWith no arguments, run a full collection. The optional argument\nmay be an integer specifying which generation to collect. A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned.",
    ),
    pure("get_count()", count, "Return a three-tuple of the current collection counts."),
    pure("get_threshold()", threshold, "Return the current collection thresholds."),
    pure(
        "set_threshold(threshold0: index, threshold1: index=None, threshold2: index=None, /)",
        set_threshold,
        "set_threshold(threshold0, [threshold1, threshold2]) -> None\n\nSets the collection thresholds.  Setting threshold0 to zero disables\ncollection.\n",
    )
    .parse_tuple(),
    pure("get_debug()", |vm, _| Ok(vm.state::<State>().debug.into()), "Get the garbage collection debugging flags."),
    pure("set_debug(flags: index, /)", set_debug, "Set the garbage collection debugging flags."),
    pure(
        "get_objects(generation=None)",
        objects,
        "Return a list of objects tracked by the collector (excluding the list returned).",
    ),
    pure(
        "get_referrers(*objs)",
        referrers,
        "get_referrers(*objs) -> list\nReturn the list of objects that directly refer to any of objs.",
    ),
    pure(
        "get_referents(*objs)",
        |_, a| Ok(List::from_vec(items(&a[0]).iter().flat_map(gc::referents).collect()).into()),
        "get_referents(*objs) -> list\nReturn the list of objects that are directly referred to by objs.",
    ),
    pure(
        "get_stats()",
        statistics,
        "Return a list of dictionaries containing per-generation statistics.",
    ),
    pure(
        "is_tracked(obj, /)",
        |_, a| Ok(Value::bool(gc::is_tracked(&a[0]))),
        "Returns true if the object is tracked by the garbage collector.\n\nSimple atomic objects will return false.",
    ),
    pure(
        "is_finalized(obj, /)",
        |_, a| Ok(Value::bool(gc::is_finalized(&a[0]))),
        "Returns true if the object has been already finalized by the GC.",
    ),
    pure(
        "freeze()",
        |vm, _| {
            vm.state::<State>().frozen = gc::tracked_count();
            Ok(Value::NONE)
        },
        "Freeze all current tracked objects and ignore them for future collections.",
    ),
    pure(
        "unfreeze()",
        |vm, _| {
            vm.state::<State>().frozen = 0;
            Ok(Value::NONE)
        },
        "Unfreeze all objects in the permanent generation.",
    ),
    pure(
        "get_freeze_count()",
        |vm, _| Ok(vm.state::<State>().frozen.into()),
        "Return the number of objects in the permanent generation.",
    ),
];

/// What programs have set.
struct State {
    thresholds: [i64; 3],
    debug: i64,
    /// Objects there were at the last `freeze`. They are collected all the same: there is nothing to gain from sparing them.
    frozen: usize,
    callbacks: Obj<List>,
}

impl Default for State {
    fn default() -> State {
        State { thresholds: [700, 10, 10], debug: 0, frozen: 0, callbacks: List::from_vec(Vec::new()) }
    }
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let callbacks = vm.state::<State>().callbacks.clone();
    let numbers = [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ];
    arg::put(&m.dict, numbers.map(|(name, n)| (name, Value::small_int(n))));
    arg::put(&m.dict, [("callbacks", callbacks.into()), ("garbage", List::from_vec(Vec::new()).into())]);
    Ok(())
}

fn turn(on: bool) -> R {
    gc::set_enabled(on);
    Ok(Value::NONE)
}

fn collect(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let generation = match a[0].given() {
        Some(v) => arg::c_int(v)?,
        None => 2,
    };
    Ok(Next::call(vm.prelude("gc_collect")?, [generation.into()]))
}

fn count(vm: &mut Vm, _: &[Value]) -> R {
    let fresh = i64::try_from(gc::count().max(0)).unwrap_or(i64::MAX);
    Ok(vm.tuple(vec![fresh.into(), Value::small_int(0), Value::small_int(0)]))
}

fn threshold(vm: &mut Vm, _: &[Value]) -> R {
    let kept = vm.state::<State>().thresholds;
    Ok(vm.tuple(kept.map(Value::from).to_vec()))
}

fn set_threshold(vm: &mut Vm, a: &[Value]) -> R {
    let mut kept = vm.state::<State>().thresholds;
    for (new, old) in a.iter().zip(&mut kept) {
        if let Some(v) = new.given() {
            *old = arg::c_int(v)?.into();
        }
    }
    let was_off = vm.state::<State>().thresholds[0] == 0;
    vm.state::<State>().thresholds = kept;
    if kept[0] == 0 {
        gc::set_threshold(0);
    } else if was_off {
        gc::reset_threshold();
    }
    Ok(Value::NONE)
}

fn set_debug(vm: &mut Vm, a: &[Value]) -> R {
    let flags = arg::c_int(&a[0])?;
    if flags != 0 {
        return Err(arg::unsupported("gc.set_debug() with flags"));
    }
    vm.state::<State>().debug = flags.into();
    Ok(Value::NONE)
}

fn objects(_: &mut Vm, a: &[Value]) -> R {
    if let Some(v) = arg::some(&a[0]) {
        let Some(n) = v.as_i64() else {
            return Err(type_error(format!("argument should be integer or None, not '{}'", class_name(v))));
        };
        if n >= 3 {
            return Err(value_error("generation parameter must be less than the number of available generations (3)"));
        }
        if n < 0 {
            return Err(value_error("generation parameter cannot be negative"));
        }
        if n < 2 {
            return Ok(List::from_vec(Vec::new()).into());
        }
    }
    Ok(List::from_vec(gc::objects()).into())
}

fn items(v: &Value) -> &[Value] {
    v.downcast::<pausa_vm::object::Tuple>().map_or(&[], |t| t.items())
}

fn referrers(_: &mut Vm, a: &[Value]) -> R {
    let wanted = items(&a[0]);
    let mut out = gc::objects();
    out.retain(|v| !v.is(&a[0]) && gc::referents(v).iter().any(|r| wanted.iter().any(|w| w.is(r))));
    Ok(List::from_vec(out).into())
}

fn statistics(_: &mut Vm, _: &[Value]) -> R {
    let (collections, collected) = gc::statistics();
    let row = |collections: u64, collected: u64| -> Value {
        let d = Dict::new();
        d.insert_str("collections", collections.into());
        d.insert_str("collected", collected.into());
        d.insert_str("uncollectable", Value::small_int(0));
        d.into()
    };
    Ok(List::from_vec(vec![row(0, 0), row(0, 0), row(collections, collected)]).into())
}
