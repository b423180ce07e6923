//! `product`: all combinations of one item of each iterable.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{memory_error, overflow_error, stop_iteration, type_error, value_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{List, Tuple, TypeFlags, TypeRef};
use pausa_vm::ops::iterate::{self, Nature, Step};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{Obj, R, Value, Vm};

use super::adaptor::{reduced, state_items};
use super::{ITER, NEW, NEXT, REDUCE, SET_STATE, general};

/// `product(*iterables, repeat=1)`
pub(super) struct Product {
    pools: Vec<Obj<Tuple>>,
    /// Which item of each pool was given last.
    indices: RefCell<Vec<usize>>,
    state: Cell<State>,
}

/// How far an iterator is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Fresh,
    Running,
    Ended,
}

impl Payload for Product {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for pool in &self.pools {
            visit(pool.value());
        }
    }
    fn step(&self) -> R<Step> {
        let mut indices = self.indices.borrow_mut();
        match self.state.get() {
            State::Ended => return Ok(Step::Done),
            State::Fresh => {
                if self.pools.iter().any(|pool| pool.is_empty()) {
                    self.state.set(State::Ended);
                    return Ok(Step::Done);
                }
                self.state.set(State::Running);
            }
            State::Running => {
                let mut at = self.pools.len();
                loop {
                    if at == 0 {
                        self.state.set(State::Ended);
                        return Ok(Step::Done);
                    }
                    at -= 1;
                    indices[at] += 1;
                    if indices[at] < self.pools[at].len() {
                        break;
                    }
                    indices[at] = 0;
                }
            }
        }
        let items = self.pools.iter().zip(&*indices).map(|(pool, i)| pool.items()[*i].clone());
        Ok(Step::Item(Tuple::try_from_iter(items).ok_or_else(memory_error)?.into()))
    }
    fn nature(&self) -> Nature {
        Nature::FINITE
    }
}

/// `product`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "product",
    module: "itertools",
    layout: <Product as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops.\n\nFor example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\nThe leftmost iterators are in the outermost for-loop, so the output tuples\ncycle in a manner similar to an odometer (with the rightmost element changing\non every iteration).\n\nTo compute the product of an iterable with itself, specify the number\nof repetitions with the optional repeat keyword argument. For example,\nproduct(A, repeat=4) means the same as product(A, A, A, A).\n\nproduct('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\nproduct((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...",
    defs: &[
        tail("__new__(cls, *iterables, repeat: index=1)", new, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        pure("__next__(self, /)", next::<Product>, NEXT),
        pure("__reduce__(self, /)", reduce, REDUCE),
        pure("__setstate__(self, state, /)", setstate, SET_STATE),
        pure(
            "__sizeof__(self, /)",
            |_, a| Ok((80 + 16 * this::<Product>(a)?.pools.len()).into()),
            "Returns size in memory, in bytes.",
        ),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure(
    "_product(cls, pools, repeat, /)",
    |_, a| {
        let pools = this::<List>(&a[1..])?.items().iter().filter_map(Value::cast::<Tuple>).collect();
        make(&class_arg(a)?, pools, &a[2])
    },
    "",
)];

/// `__next__` of an iterator whose steps are all native.
pub(super) fn next<T: Payload>(_: &mut Vm, a: &[Value]) -> R {
    match this::<T>(a)?.step()? {
        Step::Item(v) => Ok(v),
        _ => Err(stop_iteration(Value::NONE)),
    }
}

fn new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let repeat = a[1].given().cloned().unwrap_or(Value::small_int(1));
    let mut pools = Vec::new();
    for iterable in this::<Tuple>(&a[2..])?.items() {
        match iterate::collect(iterable)? {
            Some(items) => pools.push(Tuple::from_vec(items)),
            None => return general(vm, "product_from", [class.into_value(), a[2].clone(), repeat]),
        }
    }
    make(&class, pools, &repeat).map(Next::Value)
}

fn make(class: &TypeRef, pools: Vec<Obj<Tuple>>, repeat: &Value) -> R {
    let repeat = repeat.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?;
    let repeat = usize::try_from(repeat).map_err(|_| value_error("repeat argument cannot be negative"))?;
    let n = pools.len().checked_mul(repeat).filter(|n| *n < isize::MAX as usize / 8);
    let n = n.ok_or_else(|| overflow_error("repeat argument too large"))?;
    let (mut all, mut indices) = (Vec::new(), Vec::new());
    all.try_reserve_exact(n).map_err(|_| memory_error())?;
    indices.try_reserve_exact(n).map_err(|_| memory_error())?;
    for _ in 0..if pools.is_empty() { 0 } else { repeat } {
        all.extend(pools.iter().cloned());
    }
    indices.resize(n, 0);
    let payload = Product { pools: all, indices: RefCell::new(indices), state: Cell::new(State::Fresh) };
    Ok(heap::new_with_type(class, payload).into())
}

fn reduce(_: &mut Vm, a: &[Value]) -> R {
    let p = this::<Product>(a)?;
    let pools = p.pools.iter().map(|pool| pool.value().clone()).collect();
    Ok(match p.state.get() {
        State::Fresh => reduced(a, pools, None),
        State::Ended => reduced(a, vec![Tuple::empty().into()], None),
        State::Running => {
            let indices = p.indices.borrow().iter().map(|i| Value::from(*i)).collect();
            reduced(a, pools, Some(Tuple::from_vec(indices).into()))
        }
    })
}

fn setstate(_: &mut Vm, a: &[Value]) -> R {
    let p = this::<Product>(a)?;
    let items = a[1].downcast::<Tuple>().map(|_| state_items(&a[1])).transpose()?;
    let Some(items) = items.filter(|items| items.len() == p.pools.len()) else {
        return Err(value_error("invalid arguments"));
    };
    let mut indices = Vec::with_capacity(items.len());
    for (v, pool) in items.iter().zip(&p.pools) {
        let i = v.as_i64().ok_or_else(|| type_error("an integer is required"))?;
        if pool.is_empty() {
            p.state.set(State::Ended);
            return Ok(Value::NONE);
        }
        indices.push(i.clamp(0, pool.len() as i64 - 1) as usize);
    }
    drop(p.indices.replace(indices));
    p.state.set(State::Running);
    Ok(Value::NONE)
}
