//! `_functools`: partial application, reduction, comparison functions as keys, and caches of results.

mod cache;
mod key;
mod lru;
mod partial;

use pausa_vm::native::{Def, ModuleSpec, Next, tail};
use pausa_vm::object::{Module, Tuple};
use pausa_vm::types::define;
use pausa_vm::types::method::prelude;
use pausa_vm::{Obj, R, Value, Vm};

/// `_functools`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_functools", doc: "Tools that operate on functions.", defs: DEFS, init };

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = cache::HELPERS;

const DEFS: &[Def] = &[
    tail("cmp_to_key(mycmp)", key::cmp_to_key, "Convert a cmp= function into a key= function."),
    tail(
        "reduce(function, iterable, initial=<unrepresentable>, /)",
        reduce,
        "reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor iterable, from left to right, so as to reduce the iterable to a single\nvalue.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) calculates\n((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\nof the iterable in the calculation, and serves as a default when the\niterable is empty.",
    ),
];

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let keys = define(&key::SPEC, None);
    vm.register_native_type::<key::KeyWrapper>(keys);
    let partial = define(&partial::SPEC, None);
    vm.register_native_type::<partial::Partial>(partial.clone());
    m.dict.insert_str("partial", partial.into());
    m.dict.insert_str("_lru_cache_wrapper", define(&cache::SPEC, None).into());
    Ok(())
}

fn reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let initial = a[2].given().map_or_else(Tuple::empty, |v| Tuple::from_slice(std::slice::from_ref(v)));
    prelude(vm, "functools_reduce", [a[0].clone(), a[1].clone(), initial.into()])
}
