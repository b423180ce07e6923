//! The cycle collector: trial deletion over all containers, suspended frames included.
//!
//! A collection walks all live objects, counts for each container how many of its references come from other containers, and
//! keeps what has references from elsewhere (native code, the running frames) and all that can be reached from it. The rest is
//! garbage: weak references to it die; finalisers are queued and their objects spared until the next collection; then the references
//! of the rest are cleared, which frees it.
//!
//! A collection starts when the containers made since the last one exceed both a floor and a share of those that survived, so the
//! cost per allocation stays constant however large the heap is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::alloc::{ChunkView, Numbers};
use super::{Header, Heap, Kind, flag, heap};
use crate::object::WeakRef;
use crate::value::Value;

/// Containers made before the first collection, and the least between two.
const FLOOR: isize = 100_000;

/// Decides when to collect.
pub(crate) struct Trigger {
    /// Containers made minus containers freed since the last collection.
    fresh: Cell<isize>,
    threshold: Cell<isize>,
    enabled: Cell<bool>,
    wanted: Cell<bool>,
    collections: Cell<u64>,
    collected: Cell<u64>,
}

impl Trigger {
    pub(crate) const fn new() -> Trigger {
        Trigger {
            fresh: Cell::new(0),
            threshold: Cell::new(FLOOR),
            enabled: Cell::new(true),
            wanted: Cell::new(false),
            collections: Cell::new(0),
            collected: Cell::new(0),
        }
    }

    /// Counts a new container; true when a collection has become due.
    #[inline(always)]
    pub(crate) fn count(&self) -> bool {
        self.count_one() && self.due()
    }

    /// Counts a new container; true when `due` is to be asked.
    #[inline(always)]
    pub(super) fn count_one(&self) -> bool {
        let n = self.fresh.get() + 1;
        self.fresh.set(n);
        n > self.threshold.get()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn due(&self) -> bool {
        if self.enabled.get() && !self.wanted.get() {
            self.wanted.set(true);
            return true;
        }
        false
    }

    #[inline(always)]
    pub(crate) fn uncount(&self) {
        self.fresh.set(self.fresh.get() - 1);
    }

    /// Whether a collection is due; asking takes the wish back.
    pub(crate) fn take_wanted(&self) -> bool {
        self.wanted.replace(false)
    }
}

/// The order in which objects with finalisers were made, by address. An object is in it until its finaliser is queued.
pub(crate) struct Births {
    next: Cell<u64>,
    known: RefCell<BTreeMap<usize, u64>>,
}

impl Births {
    pub(crate) const fn new() -> Births {
        Births { next: Cell::new(0), known: RefCell::new(BTreeMap::new()) }
    }

    /// Notes a new object.
    #[cold]
    pub(crate) fn note(&self, h: *const Header) {
        self.next.set(self.next.get() + 1);
        self.known.borrow_mut().insert(h as usize, self.next.get());
    }

    /// The place of an object in the order, which it loses; those that were not noted come last.
    pub(crate) fn take(&self, h: *const Header) -> u64 {
        self.known.borrow_mut().remove(&(h as usize)).unwrap_or(u64::MAX)
    }
}

/// Turns automatic collection on or off; returns what it was.
pub fn set_enabled(on: bool) -> bool {
    heap(|h| h.gc.enabled.replace(on))
}

/// Whether automatic collection is on.
pub fn is_enabled() -> bool {
    heap(|h| h.gc.enabled.get())
}

/// Containers made before a collection starts.
pub fn threshold() -> isize {
    heap(|h| h.gc.threshold.get())
}

/// Sets the number of containers made before the next collection.
pub fn set_threshold(n: isize) {
    heap(|h| h.gc.threshold.set(if n <= 0 { isize::MAX } else { n }));
}

/// Sets the number of containers made before the next collection to what it is at first.
pub fn reset_threshold() {
    heap(|h| h.gc.threshold.set(FLOOR));
}

/// Containers made since the last collection.
pub fn count() -> isize {
    heap(|h| h.gc.fresh.get())
}

/// How many collections there were, and how many objects they freed.
pub fn statistics() -> (u64, u64) {
    heap(|h| (h.gc.collections.get(), h.gc.collected.get()))
}

/// Whether objects wait for their finaliser to be run, or weak references for their callback to be called.
pub fn finalizers_wait() -> bool {
    heap(|h| !h.finalizers.borrow().is_empty())
}

/// Whether the collector looks at an object.
pub fn is_tracked(v: &Value) -> bool {
    let Some(h) = v.header() else { return false };
    match h.kind() {
        // A dict is looked at as soon as it holds something that is.
        Kind::Dict if !h.is_subclass() => referents(v).iter().any(is_tracked),
        Kind::Tuple if !h.is_subclass() => !referents(v).is_empty(),
        Kind::Instance => h.class_ref().is_heap_type() && h.has(flag::INSTANCE),
        Kind::Range => false,
        _ => h.is_container(),
    }
}

/// Whether an object's finaliser has run or is about to.
pub fn is_finalized(v: &Value) -> bool {
    v.header().is_some_and(|h| h.has(flag::FINALIZED))
}

/// How many objects the collector looks at.
pub fn tracked_count() -> usize {
    heap(live_containers).len()
}

/// Calls `f` for each value that an object owns: payload, attributes, class.
#[allow(unsafe_code)]
fn traverse(h: &Header, f: &mut dyn FnMut(&Value)) {
    // SAFETY: the layout belongs to the object.
    unsafe { (h.layout().traverse)(h, f) };
    if let Some(i) = h.instance() {
        i.traverse(f);
    }
    if h.has(flag::OWNS_TYPE) {
        // SAFETY: the word is only looked at: the reference it stands for stays with the object.
        let typ = std::mem::ManuallyDrop::new(unsafe { Value::from_header(h.type_ptr()) });
        f(&typ);
    }
}

/// The values that an object refers to: `gc.get_referents`.
pub fn referents(v: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    if let Some(h) = v.header() {
        traverse(h, &mut |v| out.push(v.clone()));
    }
    out.retain(|v| !v.is_unbound());
    if v.header().is_some_and(|h| matches!(h.kind(), Kind::List | Kind::Tuple)) {
        // CPython goes over these from the end.
        out.reverse();
    }
    out
}

/// Where all objects are: no list of them, which for very many would take more memory than there is to be won.
struct Places {
    chunks: Vec<ChunkView>,
    large: Vec<*const Header>,
}

impl Places {
    fn of(heap: &Heap) -> Places {
        Places { chunks: heap.blocks.chunks(), large: heap.blocks.large() }
    }

    /// Calls `f` for each container that is alive. Nothing may be allocated or freed meanwhile.
    fn each(&self, mut f: impl FnMut(*const Header)) {
        self.each_numbered(|h, _| f(h));
    }

    /// The same with the numbers of the blocks, which count small ones from the first chunk on; large ones have none.
    #[allow(unsafe_code)]
    fn each_numbered(&self, mut f: impl FnMut(*const Header, Option<usize>)) {
        self.each_object(|h, number| {
            // SAFETY: `h` is alive.
            if unsafe { (*h).is_container() } {
                f(h, number);
            }
        });
    }

    /// Calls `f` for each object that is alive. Nothing may be allocated or freed meanwhile.
    #[allow(unsafe_code)]
    fn each_object(&self, mut f: impl FnMut(*const Header, Option<usize>)) {
        let mut look = |h: *const Header, number| {
            // SAFETY: `h` is the start of a block below the bump pointer: it is an object, or free with a count of zero.
            if unsafe { (*h).references() } != 0 {
                f(h, number);
            }
        };
        let mut first = 0;
        for chunk in &self.chunks {
            for i in 0..chunk.count {
                look(chunk.start.wrapping_add(i * chunk.block).cast_const().cast(), Some(first + i));
            }
            first += chunk.count;
        }
        self.large.iter().for_each(|&h| look(h, None));
    }
}

fn live_containers(heap: &Heap) -> Vec<*const Header> {
    let mut out = Vec::new();
    Places::of(heap).each(|h| out.push(h));
    out
}

/// All containers that are alive: `gc.get_objects`.
#[allow(unsafe_code)]
pub fn objects() -> Vec<Value> {
    let all = heap(live_containers);
    all.into_iter()
        // SAFETY: the listed objects are alive.
        .filter(|&h| !unsafe { &*h }.is_kind(Kind::Frame))
        .map(|h| {
            // SAFETY: the object is alive; the value gets a reference of its own.
            unsafe {
                super::increment(h);
                Value::from_header(h)
            }
        })
        .collect()
}

/// The objects whose end can be noticed: those that have a finaliser, and weak references that call somebody. Each is told by
/// its address and its class's.
#[allow(unsafe_code)]
pub(crate) fn noticed() -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    heap(Places::of).each_object(|h, _| {
        // SAFETY: the object is alive, and only looked at.
        let object = std::mem::ManuallyDrop::new(unsafe { Value::from_header(h) });
        // SAFETY: as above.
        let header = unsafe { &*h };
        let calls = object.downcast::<WeakRef>().is_some_and(|w| w.has_callback());
        if calls || header.has(flag::FINALIZER) && !header.has(flag::FINALIZED) {
            out.push((h as usize, header.typ.get() as usize));
        }
    });
    out
}

/// How many references each container has from others, during a collection.
struct Owners {
    numbers: Numbers,
    small: Vec<u32>,
    large: FxHashMap<usize, u32>,
}

impl Owners {
    fn of(places: &Places) -> Owners {
        let numbers = Numbers::of(&places.chunks);
        Owners { small: vec![0; numbers.count], numbers, large: FxHashMap::default() }
    }

    #[inline(always)]
    fn add(&mut self, h: &Header) {
        if h.class == super::alloc::LARGE {
            *self.large.entry(h as *const Header as usize).or_insert(0) += 1;
        } else {
            self.small[self.numbers.number(h)] += 1;
        }
    }

    fn get(&self, h: *const Header, number: Option<usize>) -> u32 {
        match number {
            Some(n) => self.small[n],
            None => self.large.get(&(h as usize)).copied().unwrap_or(0),
        }
    }
}

/// What the mark of garbage is. Of what a collection has reached, it is the collection's parity; of what is new, 0.
const GARBAGE: u8 = 3;

/// Collects all cycles that are garbage; returns how many objects were freed. `current` is the frame being executed:
/// it and its chain are in use, counted or not.
#[allow(unsafe_code)]
pub(crate) fn collect(current: Option<*const Header>) -> usize {
    let all = heap(Places::of);
    // So nothing has to be unmarked: what the last one has reached has another mark.
    let reached_mark = heap(|heap| 1 + (heap.gc.collections.get() & 1) as u8);
    let mut owners = Owners::of(&all);
    let mut live = 0;
    // SAFETY: every pointer from `all` is a live object, and nothing is freed before the last
    // step; there the garbage is kept alive by the references in `garbage`.
    let header = |h: *const Header| unsafe { &*h };
    all.each(|h| {
        live += 1;
        traverse(header(h), &mut |v| {
            if let Some(t) = v.header()
                && t.is_container()
            {
                owners.add(t);
            }
        });
    });
    let mut stack: Vec<*const Header> = Vec::new();
    all.each_numbered(|h, number| {
        let (hd, owned) = (header(h), owners.get(h, number));
        #[cfg(feature = "checked")]
        if hd.references() < owned {
            super::checked::fail(&format!("a {:?} has {} references and {owned} owners", hd.kind(), hd.references()));
        }
        if hd.references() > owned {
            hd.mark.set(reached_mark);
            stack.push(h);
        }
    });
    drop(owners);
    let is_unreached = |h: *const Header| header(h).mark.get() != reached_mark && header(h).is_container();
    if let Some(h) = current
        && is_unreached(h)
    {
        header(h).mark.set(reached_mark);
        stack.push(h);
    }
    // How many it reaches.
    let spread = |stack: &mut Vec<*const Header>| {
        let mut reached = 0;
        while let Some(h) = stack.pop() {
            reached += 1;
            let mut reach = |t: *const Header| {
                if is_unreached(t) {
                    header(t).mark.set(reached_mark);
                    stack.push(t);
                }
            };
            // Links between frames that are not counted keep their targets alive all the same.
            if let Some(next) = crate::frame::uncounted_link(header(h)) {
                reach(next);
            }
            traverse(header(h), &mut |v| {
                if let Some(t) = v.header() {
                    reach(t);
                }
            });
        }
        reached
    };
    if spread(&mut stack) == live {
        // The usual case: there is no garbage.
        finish(live, 0);
        return 0;
    }
    all.each(|h| {
        if is_unreached(h) {
            header(h).mark.set(GARBAGE);
        }
    });

    // Weak references to garbage die before any finaliser runs. Those that are garbage themselves are not heard of.
    heap(|heap| {
        let mut referred = Vec::new();
        all.each(|h| {
            let hd = header(h);
            if hd.mark.get() == GARBAGE && hd.has(flag::WEAK) {
                referred.push(h);
            }
        });
        for h in referred {
            heap.weak.object_dies(heap, h, |weak| weak.mark.get() != GARBAGE);
        }
    });
    // Finalisers: their objects, and what these reach, live until the next collection.
    let mut finalizers = Vec::new();
    all.each(|h| {
        let hd = header(h);
        if hd.mark.get() == GARBAGE && hd.has(flag::FINALIZER) && !hd.has(flag::FINALIZED) {
            let wanted = match hd.kind() {
                Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator => crate::frame::wants_finalizer(hd),
                Kind::Greenlet => crate::frame::greenlet_wants_finalizer(hd),
                Kind::Future => crate::frame::future_wants_finalizer(hd),
                _ => true,
            };
            if wanted {
                finalizers.push(h);
            }
        }
    });
    heap(|heap| finalizers.sort_by_cached_key(|&h| heap.births.take(h)));
    for &h in &finalizers {
        let hd = header(h);
        hd.set(flag::FINALIZED);
        // SAFETY: the object is alive; the value gets a reference of its own.
        unsafe {
            super::increment(h);
            let v = Value::from_header(h);
            heap(|heap| heap.finalizers.borrow_mut().push(v));
        }
        if hd.mark.get() == GARBAGE {
            hd.mark.set(reached_mark);
            stack.push(h);
        }
    }
    spread(&mut stack);

    let mut garbage = Vec::new();
    all.each(|h| {
        if header(h).mark.get() == GARBAGE {
            header(h).mark.set(0);
            // SAFETY: the object is alive; the value gets a reference of its own.
            garbage.push(unsafe {
                super::increment(h);
                Value::from_header(h)
            });
        }
    });
    for v in &garbage {
        if let Some(h) = v.header() {
            // SAFETY: the layout belongs to the object, which is garbage and kept alive by `garbage`.
            unsafe { (h.layout().clear)(h) };
            if let Some(i) = h.instance() {
                i.clear();
            }
        }
    }
    // CPython's collector does not see frames that run, nor code.
    let is_counted = |v: &&Value| v.header().is_some_and(|h| !h.is_kind(Kind::Frame) && !h.is_kind(Kind::Code));
    let found = garbage.iter().filter(is_counted).count();
    let live = live - garbage.len();
    drop(garbage);
    finish(live, found);
    found
}

/// Notes what a collection found, and decides when the next one is due: when half again as many containers were made as there are now, so
/// that the collections of a heap that only grows cost less than two walks over what it has become.
fn finish(live: usize, found: usize) {
    heap(|heap| {
        let gc = &heap.gc;
        gc.collections.set(gc.collections.get() + 1);
        gc.collected.set(gc.collected.get() + found as u64);
        gc.fresh.set(0);
        if gc.threshold.get() != isize::MAX {
            gc.threshold.set(FLOOR.max((live + live / 2) as isize));
        }
        if !heap.finalizers.borrow().is_empty() {
            heap.call_attention();
        }
    });
}
