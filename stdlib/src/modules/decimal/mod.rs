//! `_decimal`: the numbers and contexts of `decimal`. Signals, and what is written in Python, are in `decimal.py`, which calls
//! `_setup` with what the native side needs of it.
//!
//! * `number`: the type `Decimal`; `convert`: what is taken for one, and what it becomes;
//! * `context`: the type `Context`, and the context of what is running.

mod context;
mod convert;
mod number;
mod operators;

use pausa_vm::exc::{system_error, type_error};
use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::{Module, Tuple, TypeRef};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm};

use crate::decimal::MAX_PREC;

/// `_decimal`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_decimal",
    doc: "C decimal arithmetic module",
    defs: &[
        pure("getcontext()", |vm, _| Ok(context::current(vm)?.into()), "Get the current default context."),
        pure("_setup(signals, tuple, context, variable, template, rational, /)", setup, ""),
    ],
    init,
};

/// What `decimal.py` hands over.
#[derive(Default)]
struct Parts {
    /// The classes of the signals, in the order of their bits.
    signals: Vec<Value>,
    /// `DecimalTuple`
    tuple: Value,
    /// `Context`
    context: Option<TypeRef>,
    /// The variable of the current context.
    variable: Value,
    /// `DefaultContext`
    template: Value,
    /// Compares with a rational number of any class.
    rational: Value,
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let number = define(&number::SPEC, None);
    let context = define(&context::SPEC, None);
    vm.register_native_type::<number::Number>(number.clone());
    vm.register_native_type::<context::Settings>(context.clone());
    m.dict.insert_str("Decimal", number.into());
    m.dict.insert_str("Context", context.into());
    m.dict.insert_str("MAX_PREC", MAX_PREC.into());
    m.dict.insert_str("MAX_EMAX", MAX_PREC.into());
    m.dict.insert_str("MIN_EMIN", (-MAX_PREC).into());
    m.dict.insert_str("MIN_ETINY", (1 - 2 * MAX_PREC).into());
    Ok(())
}

fn setup(vm: &mut Vm, a: &[Value]) -> R {
    let signals = a[0].downcast::<Tuple>().ok_or_else(|| type_error("the signals are a tuple"))?.items().to_vec();
    let context = a[2].cast::<pausa_vm::object::Type>().ok_or_else(|| type_error("the context is a class"))?;
    let parts = Parts {
        signals,
        tuple: a[1].clone(),
        context: Some(context),
        variable: a[3].clone(),
        template: a[4].clone(),
        rational: a[5].clone(),
    };
    *vm.state::<Parts>() = parts;
    Ok(Value::NONE)
}

/// The class of contexts that programs see.
fn context_class(vm: &mut Vm) -> R<TypeRef> {
    vm.state::<Parts>().context.clone().ok_or_else(|| system_error("_decimal is not initialised"))
}
