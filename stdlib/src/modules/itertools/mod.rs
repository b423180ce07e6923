//! `itertools`: iterators that build on iterators.
//!
//! * `adaptor`: what those have in common that go over other iterators;
//! * `join`: `chain`, `zip_longest`, `cycle`, `pairwise`;
//! * `select`: `compress`, `dropwhile`, `filterfalse`, `islice`, `takewhile`;
//! * `apply`: `accumulate`, `starmap`; `group`: `groupby`;
//! * `product`, `combine`: the combinatoric iterators;
//! * `count`: `count` and `repeat`; `tee`: `tee`.
//!
//! A step over native iterators is made natively. Where an iterator or function of the program's comes in, the prelude
//! (`prelude/itertools.py`) makes it.

mod adaptor;
mod apply;
mod combine;
mod count;
mod group;
mod join;
mod product;
mod select;
mod tee;

use pausa_vm::native::{Def, ModuleSpec, Next, TypeSpec, tail};
use pausa_vm::object::{Module, TypeRef};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm};

/// `itertools`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.\n\nInfinite iterators:\ncount(start=0, step=1) --> start, start+step, start+2*step, ...\ncycle(p) --> p0, p1, ... plast, p0, p1, ...\nrepeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times",
    defs: &[tail("tee(iterable, n: index=2, /)", tee::tee, "Returns a tuple of n independent iterators.")],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[&[Def]] =
    &[adaptor::HELPERS, count::HELPERS, group::HELPERS, product::HELPERS, select::HELPERS, tee::HELPERS];

const NEXT: &str = "Implement next(self).";
const ITER: &str = "Implement iter(self).";
const NEW: &str = "Create and return a new object.  See help(type) for accurate signature.";
const REDUCE: &str = "Return state information for pickling.";
const SET_STATE: &str = "Set state information for unpickling.";

/// Classes that are not found by their payload.
#[derive(Default)]
struct Classes {
    chain: Option<TypeRef>,
    islice: Option<TypeRef>,
    grouper: Option<TypeRef>,
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let put = |spec: &'static TypeSpec| {
        let t = define(spec, None);
        m.dict.insert_str(spec.name, t.clone().into());
        t
    };
    for spec in [
        &apply::ACCUMULATE,
        &combine::COMBINATIONS,
        &combine::COMBINATIONS_WITH_REPLACEMENT,
        &combine::PERMUTATIONS,
        &count::COUNT,
        &count::REPEAT,
        &group::GROUPBY,
        &join::CYCLE,
        &join::PAIRWISE,
        &join::ZIP_LONGEST,
        &product::SPEC,
        &select::COMPRESS,
        &select::DROPWHILE,
        &select::FILTERFALSE,
        &select::TAKEWHILE,
        &apply::STARMAP,
    ] {
        put(spec);
    }
    let tee = put(&tee::TEE);
    let data = put(&tee::DATA);
    let classes = Classes {
        chain: Some(put(&join::CHAIN)),
        islice: Some(put(&select::ISLICE)),
        grouper: Some(put(&group::GROUPER)),
    };
    vm.register_native_type::<tee::Tee>(tee);
    vm.register_native_type::<tee::Data>(data);
    *vm.state::<Classes>() = classes;
    Ok(())
}

/// Hands a call to a prelude function; arguments that were not given become None.
fn general(vm: &mut Vm, name: &'static str, args: impl IntoIterator<Item = Value>) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, args.into_iter().map(|v| if v.is_unbound() { Value::NONE } else { v })))
}
