//! The heap: objects, their memory, their reference counts, and what happens when the last reference goes.
//!
//! * [`header`]: the first 16 bytes of every object, and the kinds;
//! * `alloc`: blocks from size-class free lists;
//! * [`object`]: payloads, layouts and typed handles;
//! * [`tail`]: objects that end in an array (str, bytes, tuple);
//! * `tuple`: tuples made of other tuples' items;
//! * [`instance`]: the attributes of instances of classes: shapes and slots;
//! * `iterator`: stepping iterators of modules' own types;
//! * `release`: finalisers, weak references, and freeing, when the last reference goes;
//! * `exception`: freeing exceptions and tracebacks;
//! * [`weak`]: weak references;
//! * [`gc`]: the cycle collector;
//! * `checked`: what the checked build looks at.
//!
//! One heap belongs to one OS thread; values do not leave it. The heap is reached through a const
//! `thread_local!`, which costs nothing (measured: docs/design/values.md).

mod alloc;
use alloc::GRAIN;
pub(crate) use alloc::class_for;
#[cfg(feature = "checked")]
pub(crate) mod checked;
pub(crate) mod exception;
pub mod gc;
pub mod header;
pub mod instance;
mod iterator;
pub mod object;
mod release;
pub mod tail;
pub(crate) mod tuple;
pub mod weak;

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr;

pub(crate) use header::flag;
pub use header::{Header, Kind};
pub use object::{Layout, Obj, Payload, Visit, new, new_with_type};
pub(crate) use release::{decrement, increment};
pub use tail::{Tail, TailHead};

use crate::value::Value;

/// What one thread's heap consists of.
pub(crate) struct Heap {
    pub(crate) blocks: alloc::Blocks,
    /// The built-in type of each kind.
    pub(crate) types: [Cell<*const Header>; Kind::COUNT],
    /// Countdown of the interpreter loop: at zero it attends to finalisers, signals, limits and other threads.
    pub(crate) budget: Cell<i32>,
    /// Objects whose finaliser is to be run by the loop, and weak references whose callback is to be called by it.
    pub(crate) finalizers: RefCell<Vec<Value>>,
    /// Which instances of classes with a finaliser were made before which others: the collector runs their finalisers in that order.
    pub(crate) births: gc::Births,
    pub(crate) weak: weak::WeakTable,
    pub(crate) release: release::Trash,
    pub(crate) gc: gc::Trigger,
    /// The loop has something to attend to.
    pub(crate) attention: Cell<bool>,
}

thread_local! {
    // Never dropped: a thread-local that is dropped has a state to check at each access.
    static HEAP: ManuallyDrop<Heap> = const {
        ManuallyDrop::new(Heap {
            blocks: alloc::Blocks::new(),
            types: [const { Cell::new(ptr::null()) }; Kind::COUNT],
            budget: Cell::new(0),
            finalizers: RefCell::new(Vec::new()),
            births: gc::Births::new(),
            weak: weak::WeakTable::new(),
            release: release::Trash::new(),
            gc: gc::Trigger::new(),
            attention: Cell::new(false),
        })
    };
}

/// Access to this thread's heap.
#[inline(always)]
pub(crate) fn heap<R>(f: impl FnOnce(&Heap) -> R) -> R {
    HEAP.with(|h| f(h))
}

/// The same without a closure: where objects are made all the time, one that is not compiled into its caller costs as much as the object.
///
/// # Safety
/// The reference is not used after the thread's end, nor by another thread.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn here<'a>() -> &'a Heap {
    // SAFETY: the caller's promise; a thread's heap is never dropped before.
    unsafe { &*heap(std::ptr::from_ref) }
}

/// Nothing at all, but the compiler may not join what stands on both sides: a loop that copies or fills a few words stays one, where a call or
/// wide registers would cost more, and each handler of the interpreter's loop ends in its own jump (docs/design/dispatch.md).
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) fn separate() {
    // SAFETY: no instructions.
    unsafe { std::arch::asm!("", options(nomem, nostack, preserves_flags)) }
}

/// Makes the loop look up at its next call or back edge.
pub(crate) fn attend_soon() {
    heap(|h| h.budget.set(0));
}

impl Heap {
    /// Makes the loop look up at its next call or back edge.
    pub(crate) fn call_attention(&self) {
        self.attention.set(true);
        self.budget.set(0);
    }

    /// Gives objects that were made before their class its word: the classes of kinds are all known now.
    #[allow(unsafe_code)]
    pub(crate) fn give_types(&self) {
        for chunk in self.blocks.chunks() {
            for i in 0..chunk.count {
                let h = chunk.start.wrapping_add(i * chunk.block).cast_const().cast::<Header>();
                // SAFETY: `h` is a block below the bump pointer: an object, or free with a count of zero.
                let header = unsafe { &*h };
                if header.references() != 0 && header.type_ptr().is_null() {
                    header.typ.set(self.types[header.kind() as usize].get());
                }
            }
        }
    }

    #[inline(always)]
    pub(crate) fn count_container(&self) {
        #[cfg(feature = "checked")]
        if checked::made() && self.gc.due() {
            self.call_attention();
        }
        if self.gc.count() {
            self.call_attention();
        }
    }

    /// The same for a container that is made already and is handed on: nothing has to be kept over a call.
    #[inline(always)]
    pub(crate) fn count_made<T>(&self, made: *mut T) -> *mut T {
        #[cfg(feature = "checked")]
        if checked::made() && self.gc.due() {
            self.call_attention();
        }
        if self.gc.count_one() {
            return collect_soon(made.cast()).cast();
        }
        made
    }
}

/// So many containers have been made that a collection may be due. Returns what it gets.
#[cold]
#[inline(never)]
fn collect_soon(made: *mut u8) -> *mut u8 {
    heap(|h| {
        if h.gc.due() {
            h.call_attention();
        }
    });
    made
}

/// Frees the block of a container whose contents have been dropped.
///
/// # Safety
/// The block came from the heap's allocator with this class, and nothing refers to it.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn free_container(block: *mut u8, class: u8) {
    heap(|h| {
        h.gc.uncount();
        // SAFETY: the caller's promise.
        unsafe { h.blocks.free(block, class) };
    });
}

/// There is no memory for a small object. Nothing sensible can go on from here: small allocations are made everywhere,
/// in places that cannot fail. (Large ones, whose size a program chooses, raise MemoryError.)
#[cold]
fn out_of_memory() -> ! {
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<[u8; 1024]>())
}

/// From now on objects are at the same addresses in every run that does the same: what goes by identity, the order of sets for one, is
/// repeatable. To be called before anything is made.
pub fn fix_addresses() {
    heap(|h| h.blocks.fix_addresses());
}

/// Bytes that objects take from the system now.
pub fn bytes_in_use() -> usize {
    heap(|h| h.blocks.bytes())
}
