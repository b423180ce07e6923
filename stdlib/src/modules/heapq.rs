//! `_heapq`: heaps in lists.
//!
//! An item moves by exchanging places, so the list always has all its items, and what is still to be done is told by a few numbers. If only
//! user code can compare two items, the prelude does (`prelude/heapq.py`), and the work goes on from there.

use pausa_vm::exc::{index_error, system_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{List, Module, Tuple};
use pausa_vm::ops::compare::{CompareOp, rich};
use pausa_vm::types::method::prelude;
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::arg;

/// `_heapq`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue).\n\nA heap is a list in which item k is not larger than the items 2*k+1 and 2*k+2,\nso that the smallest item is the first one.\n",
    defs: DEFS,
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

const DEFS: &[Def] = &[
    tail("heappush(heap, item, /)", push, "Push item onto heap, maintaining the heap invariant."),
    tail(
        "heappop(heap, /)",
        |vm, a| pop(vm, a, "heappop", false),
        "Pop the smallest item off the heap, maintaining the heap invariant.",
    ),
    tail(
        "heapreplace(heap, item, /)",
        |vm, a| replace(vm, a, "heapreplace", false),
        "Pop and return the current smallest value, and add the new item.\n\nThis is more efficient than heappop() followed by heappush(), and can be\nmore appropriate when using a fixed-size heap.  Note that the value\nreturned may be larger than item!",
    ),
    tail(
        "heappushpop(heap, item, /)",
        pushpop,
        "Push item on the heap, then pop and return the smallest item from the heap.\n\nThe combined action runs more efficiently than heappush() followed by\na separate call to heappop().",
    ),
    tail(
        "heapify(heap, /)",
        |vm, a| heapify(vm, a, "heapify", false),
        "Transform list into a heap, in-place, in O(len(heap)) time.",
    ),
    tail("_heappop_max(heap, /)", |vm, a| pop(vm, a, "_heappop_max", true), "Maxheap variant of heappop."),
    tail(
        "_heapreplace_max(heap, item, /)",
        |vm, a| replace(vm, a, "_heapreplace_max", true),
        "Maxheap variant of heapreplace.",
    ),
    tail("_heapify_max(heap, /)", |vm, a| heapify(vm, a, "_heapify_max", true), "Maxheap variant of heapify."),
];

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_heap_answer(heap, state, less, largest, /)", answer, ""),
    pure("_heap_replace_first(heap, item, largest, /)", replace_first, ""),
    pure("_heap_build(heap, node, largest, /)", build, ""),
];

/// What is still to be done with the item at `at`.
#[derive(Clone, Copy)]
enum Move {
    /// Down towards the leaves, then up again, at most to `start`.
    Down,
    /// Up, at most to `start`.
    Up,
}

#[derive(Clone, Copy)]
struct Sift {
    start: usize,
    at: usize,
    step: Move,
    /// The first item is the largest.
    largest: bool,
}

impl Sift {
    fn down(start: usize, largest: bool) -> Sift {
        Sift { start, at: start, step: Move::Down, largest }
    }

    /// The places of the two items of which it has to be known next whether the first is less; None at the end.
    fn question(&mut self, len: usize) -> Option<(usize, usize)> {
        if let Move::Down = self.step {
            let child = 2 * self.at + 1;
            if child + 1 < len {
                return Some(if self.largest { (child + 1, child) } else { (child, child + 1) });
            }
            // There is nothing to compare an only child with.
            return if child < len { Some((child, child)) } else { self.turn() };
        }
        self.turn()
    }

    fn turn(&mut self) -> Option<(usize, usize)> {
        self.step = Move::Up;
        if self.at <= self.start {
            return None;
        }
        let parent = (self.at - 1) / 2;
        Some(if self.largest { (parent, self.at) } else { (self.at, parent) })
    }

    /// Goes on with the answer.
    fn answer(&mut self, items: &mut [Value], less: bool) -> bool {
        match self.step {
            Move::Down => {
                let first = 2 * self.at + 1;
                let child = if first + 1 < items.len() && !less { first + 1 } else { first };
                items.swap(self.at, child);
                self.at = child;
                true
            }
            Move::Up if less => {
                let parent = (self.at - 1) / 2;
                items.swap(self.at, parent);
                self.at = parent;
                true
            }
            Move::Up => false,
        }
    }

    /// Goes on as far as no user code is needed; returns the two items that only it can compare.
    fn run(&mut self, items: &mut [Value]) -> Option<(Value, Value)> {
        while let Some((i, j)) = self.question(items.len()) {
            let less = if i == j {
                true
            } else {
                match rich(CompareOp::Lt, &items[i], &items[j]) {
                    Ok(Some(less)) => less,
                    _ => return Some((items[i].clone(), items[j].clone())),
                }
            };
            if !self.answer(items, less) {
                return None;
            }
        }
        None
    }

    /// What the prelude needs to go on: the items to compare, the length that the list must keep, and this.
    fn state(&self, pair: (Value, Value), len: usize) -> Value {
        let down = matches!(self.step, Move::Down);
        let parts = [pair.0, pair.1, len.into(), self.start.into(), self.at.into(), Value::bool(down)];
        Tuple::from_array(parts).into()
    }
}

fn heap<'a>(a: &'a [Value], function: &str) -> R<&'a List> {
    a[0].downcast::<List>().ok_or_else(|| {
        let which = if a.len() > 1 { " 1" } else { "" };
        arg::wrong(&format!("{function}() argument{which}"), "list", &a[0])
    })
}

/// Moves an item to its place, and then returns `result`.
fn sift(vm: &mut Vm, list: &Value, mut sift: Sift, result: Value) -> R<Next> {
    let heap = list.downcast::<List>().ok_or_else(|| system_error("a heap is a list"))?;
    let (pending, len) = {
        let mut items = heap.items_mut();
        (sift.run(&mut items), items.len())
    };
    match pending {
        None => Ok(Next::Value(result)),
        Some(pair) => {
            let state = sift.state(pair, len);
            prelude(vm, "heap_sift", [list.clone(), state, Value::bool(sift.largest), result])
        }
    }
}

fn push(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let list = heap(a, "heappush")?;
    list.push(a[1].clone());
    sift(vm, &a[0], Sift { start: 0, at: list.len() - 1, step: Move::Up, largest: false }, Value::NONE)
}

fn empty() -> Exc {
    index_error("index out of range")
}

fn pop(vm: &mut Vm, a: &[Value], function: &str, largest: bool) -> R<Next> {
    let first = {
        let mut items = heap(a, function)?.items_mut();
        let last = items.pop().ok_or_else(empty)?;
        match items.first_mut() {
            None => return Ok(Next::Value(last)),
            Some(first) => std::mem::replace(first, last),
        }
    };
    sift(vm, &a[0], Sift::down(0, largest), first)
}

fn replace(vm: &mut Vm, a: &[Value], function: &str, largest: bool) -> R<Next> {
    let first = {
        let mut items = heap(a, function)?.items_mut();
        std::mem::replace(items.first_mut().ok_or_else(empty)?, a[1].clone())
    };
    sift(vm, &a[0], Sift::down(0, largest), first)
}

fn pushpop(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(first) = heap(a, "heappushpop")?.get(0) else {
        return Ok(Next::Value(a[1].clone()));
    };
    match rich(CompareOp::Lt, &first, &a[1]) {
        Ok(Some(false)) => Ok(Next::Value(a[1].clone())),
        Ok(Some(true)) => replace(vm, a, "heappushpop", false),
        _ => prelude(vm, "heap_pushpop", a.iter().cloned()),
    }
}

/// The nodes from one on down to the first become heaps; returns where user code is needed: the node, and the state.
fn build_from(list: &List, node: usize, largest: bool) -> Option<(usize, Value)> {
    for node in (0..node).rev() {
        let mut items = list.items_mut();
        if node >= items.len() {
            continue;
        }
        let mut sift = Sift::down(node, largest);
        if let Some(pair) = sift.run(&mut items) {
            return Some((node, sift.state(pair, items.len())));
        }
    }
    None
}

fn heapify(vm: &mut Vm, a: &[Value], function: &str, largest: bool) -> R<Next> {
    let list = heap(a, function)?;
    match build_from(list, list.len() / 2, largest) {
        None => Ok(Next::Value(Value::NONE)),
        Some((node, state)) => prelude(vm, "heap_build", [a[0].clone(), node.into(), state, Value::bool(largest)]),
    }
}

fn number(v: &Value) -> R<usize> {
    v.as_i64().and_then(|n| usize::try_from(n).ok()).ok_or_else(|| system_error("expected the place of an item"))
}

/// Goes on after a comparison: the next state, or None at the end.
fn answer(_: &mut Vm, a: &[Value]) -> R {
    let list = heap(a, "_heap_answer")?;
    let state = a[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let [_, _, _, start, at, down] = state else {
        return Err(system_error("expected the state of a heap"));
    };
    let step = if down.is_true() { Move::Down } else { Move::Up };
    let mut sift = Sift { start: number(start)?, at: number(at)?, step, largest: a[3].is_true() };
    let mut items = list.items_mut();
    if sift.at >= items.len() || !sift.answer(&mut items, a[2].is_true()) {
        return Ok(Value::NONE);
    }
    let pending = sift.run(&mut items);
    Ok(pending.map_or(Value::NONE, |pair| sift.state(pair, items.len())))
}

/// Puts an item in the first place: what was there, and the state.
fn replace_first(_: &mut Vm, a: &[Value]) -> R {
    let mut items = heap(a, "heappushpop")?.items_mut();
    let first = std::mem::replace(items.first_mut().ok_or_else(empty)?, a[1].clone());
    let mut sift = Sift::down(0, a[2].is_true());
    let pending = sift.run(&mut items);
    let state = pending.map_or(Value::NONE, |pair| sift.state(pair, items.len()));
    Ok(Tuple::from_array([first, state]).into())
}

/// Goes on building: the next node that needs user code and its state, or None at the end.
fn build(_: &mut Vm, a: &[Value]) -> R {
    let next = build_from(heap(a, "heapify")?, number(&a[1])?, a[2].is_true());
    Ok(next.map_or(Value::NONE, |(node, state)| Tuple::from_array([node.into(), state]).into()))
}
