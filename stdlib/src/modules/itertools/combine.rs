//! `combinations`, `combinations_with_replacement` and `permutations`.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{memory_error, overflow_error, type_error, value_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{TypeSpec, class_arg, pure, this};
use pausa_vm::object::{List, Tuple, TypeFlags};
use pausa_vm::ops::iterate::{Nature, Step};
use pausa_vm::types::class_name;
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{Obj, R, Value, Vm};

use super::adaptor::reduced;
use super::product::{State, next};
use super::{ITER, NEW, NEXT, REDUCE, SET_STATE};

/// Choosing `r` items of a pool in the order of the pool.
pub(super) struct Combinations {
    pool: Obj<Tuple>,
    /// The places of the items given last.
    indices: RefCell<Vec<usize>>,
    /// Whether an item may be chosen several times.
    replacement: bool,
    state: Cell<State>,
}

impl Combinations {
    /// The greatest place that item number `i` may come from.
    fn last(&self, i: usize, r: usize) -> usize {
        if self.replacement { self.pool.len() - 1 } else { i + self.pool.len() - r }
    }
}

impl Payload for Combinations {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.pool.value());
    }
    fn step(&self) -> R<Step> {
        let mut indices = self.indices.borrow_mut();
        let r = indices.len();
        match self.state.get() {
            State::Ended => return Ok(Step::Done),
            State::Fresh => self.state.set(State::Running),
            State::Running => match (0..r).rev().find(|i| indices[*i] < self.last(*i, r)) {
                None => {
                    self.state.set(State::Ended);
                    return Ok(Step::Done);
                }
                Some(at) => {
                    indices[at] += 1;
                    for i in at + 1..r {
                        indices[i] = if self.replacement { indices[at] } else { indices[i - 1] + 1 };
                    }
                }
            },
        }
        chosen(&self.pool, &indices)
    }
    fn nature(&self) -> Nature {
        Nature::FINITE
    }
}

fn chosen(pool: &Tuple, indices: &[usize]) -> R<Step> {
    let items = indices.iter().map(|i| pool.items()[*i].clone());
    Ok(Step::Item(Tuple::try_from_iter(items).ok_or_else(memory_error)?.into()))
}

/// `combinations`
pub(super) static COMBINATIONS: TypeSpec = TypeSpec {
    name: "combinations",
    module: "itertools",
    layout: <Combinations as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
    defs: &[
        pure("__new__(cls, iterable: list, r: index)", |_, a| combinations(a, false), NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        pure("__next__(self, /)", next::<Combinations>, NEXT),
        pure("__reduce__(self, /)", combinations_reduce, REDUCE),
        pure("__setstate__(self, state, /)", combinations_setstate, SET_STATE),
        pure("__sizeof__(self, /)", combinations_size, "Returns size in memory, in bytes."),
    ],
};

/// `combinations_with_replacement`
pub(super) static COMBINATIONS_WITH_REPLACEMENT: TypeSpec = TypeSpec {
    name: "combinations_with_replacement",
    module: "itertools",
    layout: <Combinations as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')",
    defs: &[
        pure("__new__(cls, iterable: list, r: index)", |_, a| combinations(a, true), NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        pure("__next__(self, /)", next::<Combinations>, NEXT),
        pure("__reduce__(self, /)", combinations_reduce, REDUCE),
        pure("__setstate__(self, state, /)", combinations_setstate, SET_STATE),
        pure("__sizeof__(self, /)", combinations_size, "Returns size in memory, in bytes."),
    ],
};

/// A pool of what a parameter with the conversion `list` got.
fn pool(v: &Value) -> Obj<Tuple> {
    match v.cast::<Tuple>() {
        Some(t) => t,
        None => Tuple::from_slice(v.downcast::<List>().map(|l| l.items().clone()).as_deref().unwrap_or_default()),
    }
}

fn length(r: &Value) -> R<usize> {
    let r = r.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?;
    usize::try_from(r).map_err(|_| value_error("r must be non-negative"))
}

fn zeroes(n: usize) -> R<Vec<usize>> {
    let mut out = Vec::new();
    out.try_reserve_exact(n).map_err(|_| memory_error())?;
    out.resize(n, 0);
    Ok(out)
}

fn combinations(a: &[Value], replacement: bool) -> R {
    let pool = pool(&a[1]);
    let r = length(&a[2])?;
    let mut indices = zeroes(r)?;
    if !replacement {
        indices.iter_mut().enumerate().for_each(|(i, at)| *at = i);
    }
    let none = if replacement { r > 0 && pool.is_empty() } else { r > pool.len() };
    let state = Cell::new(if none { State::Ended } else { State::Fresh });
    let payload = Combinations { pool, indices: RefCell::new(indices), replacement, state };
    Ok(heap::new_with_type(&class_arg(a)?, payload).into())
}

fn places(indices: &[usize]) -> Value {
    Tuple::from_vec(indices.iter().map(|i| Value::from(*i)).collect()).into()
}

fn combinations_reduce(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Combinations>(a)?;
    let indices = c.indices.borrow();
    let r = Value::from(indices.len());
    let pool = c.pool.value().clone();
    Ok(match c.state.get() {
        State::Fresh => reduced(a, vec![pool, r], None),
        State::Ended => reduced(a, vec![Tuple::empty().into(), r], None),
        State::Running => reduced(a, vec![pool, r], Some(places(&indices))),
    })
}

/// Places of a state, within what is allowed.
fn read_places(v: &Value, n: usize, last: impl Fn(usize) -> usize) -> R<Vec<usize>> {
    let Some(items) = v.downcast::<Tuple>().filter(|t| t.len() == n) else {
        return Err(value_error("invalid arguments"));
    };
    let place = |(i, v): (usize, &Value)| {
        let at =
            v.as_i64().ok_or_else(|| type_error(format!("an integer is required (got type {})", class_name(v))))?;
        Ok(usize::try_from(at.max(0)).unwrap_or(0).min(last(i)))
    };
    items.items().iter().enumerate().map(place).collect()
}

fn combinations_setstate(_: &mut Vm, a: &[Value]) -> R {
    let c = this::<Combinations>(a)?;
    if c.state.get() == State::Ended {
        return Ok(Value::NONE);
    }
    let n = c.indices.borrow().len();
    let new = read_places(&a[1], n, |i| c.last(i, n))?;
    drop(c.indices.replace(new));
    c.state.set(State::Running);
    Ok(Value::NONE)
}

fn combinations_size(_: &mut Vm, a: &[Value]) -> R {
    Ok((48 + 8 * this::<Combinations>(a)?.indices.borrow().len()).into())
}

/// `permutations(iterable, r)`
pub(super) struct Permutations {
    pool: Obj<Tuple>,
    r: usize,
    /// The pool's places in the order of now: the first `r` are chosen.
    indices: RefCell<Vec<usize>>,
    /// For each chosen place, how many choices are left.
    cycles: RefCell<Vec<usize>>,
    state: Cell<State>,
}

impl Payload for Permutations {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.pool.value());
    }
    fn step(&self) -> R<Step> {
        let (mut indices, mut cycles) = (self.indices.borrow_mut(), self.cycles.borrow_mut());
        let n = self.pool.len();
        match self.state.get() {
            State::Ended => return Ok(Step::Done),
            State::Fresh => self.state.set(State::Running),
            State::Running => {
                let mut at = self.r;
                loop {
                    if at == 0 {
                        self.state.set(State::Ended);
                        return Ok(Step::Done);
                    }
                    at -= 1;
                    cycles[at] -= 1;
                    if cycles[at] > 0 {
                        let other = n - cycles[at];
                        indices.swap(at, other);
                        break;
                    }
                    // All choices were made here: the place goes to the end again.
                    indices[at..].rotate_left(1);
                    cycles[at] = n - at;
                }
            }
        }
        chosen(&self.pool, &indices[..self.r])
    }
    fn nature(&self) -> Nature {
        Nature::FINITE
    }
}

/// `permutations`
pub(super) static PERMUTATIONS: TypeSpec = TypeSpec {
    name: "permutations",
    module: "itertools",
    layout: <Permutations as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
    defs: &[
        pure("__new__(cls, iterable: list, r=None)", permutations, NEW).constructor(),
        pure("__iter__(self, /)", this_iterator, ITER),
        pure("__next__(self, /)", next::<Permutations>, NEXT),
        pure("__reduce__(self, /)", permutations_reduce, REDUCE),
        pure("__setstate__(self, state, /)", permutations_setstate, SET_STATE),
        pure(
            "__sizeof__(self, /)",
            |_, a| {
                let p = this::<Permutations>(a)?;
                Ok((64 + 8 * (p.pool.len() + p.r)).into())
            },
            "Returns size in memory, in bytes.",
        ),
    ],
};

fn permutations(_: &mut Vm, a: &[Value]) -> R {
    let pool = pool(&a[1]);
    let n = pool.len();
    let r = match a[2].given().filter(|r| !r.is_none()) {
        None => n,
        Some(r) if r.is_int() => length(r)?,
        Some(_) => return Err(type_error("Expected int as r")),
    };
    let mut cycles = zeroes(if r > n { 0 } else { r })?;
    cycles.iter_mut().enumerate().for_each(|(i, left)| *left = n - i);
    let payload = Permutations {
        pool,
        r,
        indices: RefCell::new((0..n).collect()),
        cycles: RefCell::new(cycles),
        state: Cell::new(if r > n { State::Ended } else { State::Fresh }),
    };
    Ok(heap::new_with_type(&class_arg(a)?, payload).into())
}

fn permutations_reduce(_: &mut Vm, a: &[Value]) -> R {
    let p = this::<Permutations>(a)?;
    let (pool, r) = (p.pool.value().clone(), Value::from(p.r));
    Ok(match p.state.get() {
        State::Fresh => reduced(a, vec![pool, r], None),
        State::Ended => reduced(a, vec![Tuple::empty().into(), r], None),
        State::Running => {
            let state = Tuple::from_array([places(&p.indices.borrow()), places(&p.cycles.borrow())]);
            reduced(a, vec![pool, r], Some(state.into()))
        }
    })
}

fn permutations_setstate(_: &mut Vm, a: &[Value]) -> R {
    let p = this::<Permutations>(a)?;
    let Some([indices, cycles]) = a[1].downcast::<Tuple>().map(Tuple::items) else {
        return Err(value_error("invalid arguments"));
    };
    if p.state.get() == State::Ended {
        return Ok(Value::NONE);
    }
    let n = p.pool.len();
    let indices = read_places(indices, n, |_| n.saturating_sub(1))?;
    let cycles = read_places(cycles, p.r, |i| n - i)?;
    drop(p.indices.replace(indices));
    drop(p.cycles.replace(cycles.into_iter().map(|c| c.max(1)).collect()));
    p.state.set(State::Running);
    Ok(Value::NONE)
}
