//! `_collections`: deque, defaultdict, the fields of named tuples, and counting.

mod count;
mod defaultdict;
mod deque;
mod deque_iter;
mod deque_search;
mod field;
mod ordered;

use pausa_vm::heap::Kind;
use pausa_vm::native::{Def, ModuleSpec};
use pausa_vm::object::Module;
use pausa_vm::types::{define, define_with_slots, of_kind};
use pausa_vm::{Obj, R, Vm};

use deque::Deque;
use deque_iter::DequeIter;

/// `_collections`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_collections",
    doc: "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n",
    defs: &[count::COUNT_ELEMENTS, ordered::MOVE, ordered::POP],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[&[Def]] = &[deque::HELPERS, count::HELPERS];

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let deque = define(&deque::SPEC, None);
    let forward = define(&deque_iter::FORWARD, None);
    let backward = define(&deque_iter::BACKWARD, None);
    vm.register_native_type::<Deque>(deque.clone());
    vm.register_native_type::<DequeIter<false>>(forward.clone());
    vm.register_native_type::<DequeIter<true>>(backward.clone());
    let defaultdict = define_with_slots(&defaultdict::SPEC, &of_kind(Kind::Dict), 1);
    m.dict.insert_str("deque", deque.into());
    m.dict.insert_str("_deque_iterator", forward.into());
    m.dict.insert_str("_deque_reverse_iterator", backward.into());
    m.dict.insert_str("defaultdict", defaultdict.into());
    m.dict.insert_str("_tuplegetter", define(&field::SPEC, None).into());
    Ok(())
}
