//! What programs may set.

use pausa_vm::exc::{overflow_error, recursion_error, type_error, value_error};
use pausa_vm::native::Next;
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::ops::number::set_max_str_digits;
use pausa_vm::types::class_name;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{R, Value, Vm};

use crate::modules::arg;

/// What is kept for the functions here.
struct Settings {
    switch_interval: f64,
    audit_hooks: Vec<Value>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { switch_interval: 0.005, audit_hooks: Vec::new() }
    }
}

pub(super) fn switch_interval(vm: &mut Vm, _: &[Value]) -> R {
    Ok(vm.state::<Settings>().switch_interval.into())
}

pub(super) fn set_switch_interval(vm: &mut Vm, args: &[Value]) -> R {
    let interval = arg::float(&args[0])?;
    if interval <= 0.0 {
        return Err(value_error("switch interval must be strictly positive"));
    }
    vm.state::<Settings>().switch_interval = interval;
    if let Some(scheduler) = &mut vm.scheduler {
        scheduler.set_share((interval * 1e9) as i64);
    }
    Ok(Value::NONE)
}

pub(super) fn origin_depth(vm: &mut Vm, _: &[Value]) -> R {
    Ok(vm.origin_depth.into())
}

pub(super) fn set_origin_depth(vm: &mut Vm, args: &[Value]) -> R {
    let depth = setting(&args[0])?;
    if depth < 0 {
        return Err(value_error("depth must be >= 0"));
    }
    vm.origin_depth = depth.unsigned_abs();
    Ok(Value::NONE)
}

pub(super) fn set_recursion_limit(vm: &mut Vm, args: &[Value]) -> R {
    let limit = setting(&args[0])?;
    if limit < 1 {
        return Err(value_error("recursion limit must be greater or equal than 1"));
    }
    // A module's own frame counts.
    let depth = vm.depth() + 1;
    if depth as i64 >= limit as i64 {
        return Err(recursion_error(format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    vm.recursion_limit = limit.unsigned_abs();
    Ok(Value::NONE)
}

/// Limits below this are refused: no attack needs fewer digits.
pub(super) const MIN_INT_LIMIT: i32 = 640;

pub(super) fn set_int_max_str_digits(_: &mut Vm, args: &[Value]) -> R {
    let limit = setting(&args[0])?;
    if limit != 0 && limit < MIN_INT_LIMIT {
        return Err(value_error(format!("maxdigits must be 0 or larger than {MIN_INT_LIMIT}")));
    }
    set_max_str_digits(limit.unsigned_abs() as usize);
    Ok(Value::NONE)
}

/// An int as C's `int`, in the words of the functions here.
fn setting(v: &Value) -> R<i32> {
    let n = v.as_i64().and_then(|n| i32::try_from(n).ok());
    n.ok_or_else(|| overflow_error("Python int too large to convert to C int"))
}

pub(super) fn intern(_: &mut Vm, args: &[Value]) -> R {
    let Some(s) = args[0].cast::<Str>() else {
        return Err(arg::wrong("intern() argument", "str", &args[0]));
    };
    if args[0].exact::<Str>().is_none() {
        return Err(type_error(format!("can't intern {}", class_name(&args[0]))));
    }
    Ok(Str::interned(&s).into())
}

static HOOKS: StructSpec = StructSpec {
    name: "asyncgen_hooks",
    module: "builtins",
    doc: "The hooks of asynchronous generators.",
    fields: &[
        ("firstiter", "Called when an asynchronous generator is first iterated over"),
        ("finalizer", "Called when an asynchronous generator is about to be garbage collected"),
    ],
    visible: 2,
    constructible: false,
};

pub(super) fn get_asyncgen_hooks(vm: &mut Vm, _: &[Value]) -> R {
    let (first, last) = vm.asyncgen_hooks.clone();
    Ok(structseq::make(&structseq::class(&HOOKS), vec![first, last]))
}

pub(super) fn set_asyncgen_hooks(vm: &mut Vm, args: &[Value]) -> R {
    for (v, name) in [(&args[1], "finalizer"), (&args[0], "firstiter")] {
        if let Some(v) = arg::some(v)
            && vm.special(v, &vm.names.__call__).is_none()
        {
            return Err(type_error(format!("callable {name} expected, got {:.50}", class_name(v))));
        }
    }
    if let Some(v) = args[0].given() {
        vm.asyncgen_hooks.0 = v.clone();
    }
    if let Some(v) = args[1].given() {
        vm.asyncgen_hooks.1 = v.clone();
    }
    Ok(Value::NONE)
}

pub(super) fn addaudithook(vm: &mut Vm, args: &[Value]) -> R {
    vm.state::<Settings>().audit_hooks.push(args[0].clone());
    Ok(Value::NONE)
}

/// Slots: the event, then the tuple of its arguments.
pub(super) fn audit(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if !args[0].is_a::<Str>() {
        return Err(type_error(format!("expected str for argument 'event', not {}", class_name(&args[0]))));
    }
    if vm.state::<Settings>().audit_hooks.is_empty() {
        return Ok(Next::Value(Value::NONE));
    }
    let arguments = args[1].cast::<Tuple>().unwrap_or_else(Tuple::empty);
    Ok(Next::call(vm.prelude("sys_audit")?, [args[0].clone(), arguments.into()]))
}

pub(super) fn audit_hooks(vm: &mut Vm, _: &[Value]) -> R {
    Ok(List::from_vec(vm.state::<Settings>().audit_hooks.clone()).into())
}
