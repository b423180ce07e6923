//! Reference counts, and what happens when the last reference goes.
//!
//! Freeing an object releases what it refers to, which may free a long chain. The depth of that recursion is bounded: beyond
//! it objects go to a trash list which the outermost release empties.
//!
//! Finalisers never run here. An object that has one is revived and queued, and the interpreter loop runs it before its next
//! call, back edge or return.

use std::cell::{Cell, RefCell};

use super::{Header, Heap, Kind, Layout, flag, heap, here, instance, tuple};
use crate::value::Value;

/// How deep releases may nest.
const DEPTH: u32 = 64;

/// Objects waiting to be freed by the outermost release.
pub(crate) struct Trash {
    depth: Cell<u32>,
    /// Whether any are waiting.
    late: Cell<bool>,
    waiting: RefCell<Vec<*const Header>>,
}

impl Trash {
    pub(crate) const fn new() -> Trash {
        Trash { depth: Cell::new(0), late: Cell::new(false), waiting: RefCell::new(Vec::new()) }
    }
}

/// Adds a reference.
///
/// # Safety
/// `h` points to a live object.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn increment(h: *const Header) {
    // SAFETY: the caller's promise. A count cannot overflow before 4 G references of 8 bytes exist at once; bulk copies check
    // for that.
    let h = unsafe { &*h };
    h.rc.set(h.rc.get().wrapping_add(1));
}

/// Ends a reference; frees the object if it was the last.
///
/// # Safety
/// `h` points to a live object of which the caller owns a reference.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn decrement(h: *const Header) {
    // SAFETY: the caller's promise.
    let header = unsafe { &*h };
    let rc = header.rc.get().wrapping_sub(1);
    header.rc.set(rc);
    if rc == 0 {
        // SAFETY: nothing refers to the object any more.
        unsafe { release(h) }
    }
}

impl Header {
    /// The layout of the object's payload.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) fn layout(&self) -> &'static Layout {
        // SAFETY: `typ` points to a live type object, whose payload starts with its layout (`object::Type`).
        unsafe { (*self.typ.get().cast::<super::object::Block<crate::object::TypeHead>>()).payload.layout }
    }
}

/// The last reference to `h` is gone: finalise or free it.
///
/// # Safety
/// `h` points to an object with a count of zero.
#[inline(never)]
#[allow(unsafe_code)]
unsafe fn release(h: *const Header) {
    // SAFETY: the block is still intact; each of these frees an object of its kind.
    unsafe {
        let header = &*h;
        if header.has(flag::PLAIN) {
            tuple::free_plain(h);
        } else if header.is_exact(Kind::Tuple) {
            release_tuple(h);
        } else {
            release_any(h);
        }
    }
}

/// The same for a tuple of the built-in type, which has no finaliser and of which there are no weak references.
///
/// # Safety
/// As for `release`.
#[inline(never)]
#[allow(unsafe_code)]
unsafe fn release_tuple(h: *const Header) {
    nested(h, |heap| {
        // SAFETY: the tuple's items are dropped once, and then the block is freed.
        unsafe {
            #[cfg(feature = "checked")]
            fits(&*h);
            tuple::drop_items(h);
            heap.gc.uncount();
            heap.blocks.free(h.cast_mut().cast(), (*h).class);
        }
    });
}

/// Frees an object, unless that is too deep inside of the end of others: then it is left to the outermost.
#[inline(always)]
#[allow(unsafe_code)]
fn nested(h: *const Header, free: impl FnOnce(&Heap)) {
    // SAFETY: it is used here alone.
    let heap = unsafe { here() };
    let trash = &heap.release;
    let depth = trash.depth.get();
    if depth >= DEPTH {
        put_off(trash, h);
        return;
    }
    trash.depth.set(depth + 1);
    free(heap);
    if depth == 0 && trash.late.get() {
        destroy_late(heap);
    }
    trash.depth.set(depth);
}

/// The same for any other object.
///
/// # Safety
/// As for `release`.
#[inline(never)]
#[allow(unsafe_code)]
unsafe fn release_any(h: *const Header) {
    // SAFETY: the block is still intact.
    let header = unsafe { &*h };
    if header.flags.get() & (flag::FINALIZER | flag::WEAK) != 0 {
        // SAFETY: as promised by the caller.
        if unsafe { last_rites(h) } {
            return;
        }
    }
    // SAFETY: count zero, last rites done.
    nested(h, |heap| unsafe { destroy(heap, h) });
}

/// Leaves an object to the outermost release.
#[cold]
fn put_off(trash: &Trash, h: *const Header) {
    trash.waiting.borrow_mut().push(h);
    trash.late.set(true);
}

/// Frees what was left to the outermost release.
#[cold]
#[inline(never)]
#[allow(unsafe_code)]
fn destroy_late(heap: &Heap) {
    let trash = &heap.release;
    loop {
        let next = trash.waiting.borrow_mut().pop();
        match next {
            // SAFETY: objects on the list have count zero and had their last rites.
            Some(h) => unsafe { destroy(heap, h) },
            None => break,
        }
    }
    trash.late.set(false);
}

/// Runs what must happen before an object is freed. Returns true if the object lives on.
///
/// # Safety
/// As for `release`.
#[cold]
#[allow(unsafe_code)]
unsafe fn last_rites(h: *const Header) -> bool {
    // SAFETY: the block is intact.
    let header = unsafe { &*h };
    if header.has(flag::FINALIZER) && !header.has(flag::FINALIZED) {
        let wanted = match header.kind() {
            Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator => crate::frame::wants_finalizer(header),
            Kind::Greenlet => crate::frame::greenlet_wants_finalizer(header),
            Kind::Future => crate::frame::future_wants_finalizer(header),
            _ => true,
        };
        header.set(flag::FINALIZED);
        heap(|heap| heap.births.take(h));
        if wanted {
            if header.has(flag::WEAK)
                && matches!(header.kind(), Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator)
            {
                // Of a generator weak references are told before its code runs for the last time.
                heap(|heap| heap.weak.object_dies(heap, h, |_| true));
            }
            header.rc.set(1);
            // SAFETY: the count of one just set belongs to this value.
            let v = unsafe { Value::from_header(h) };
            heap(|heap| {
                heap.finalizers.borrow_mut().push(v);
                heap.call_attention();
            });
            return true;
        }
    }
    if header.has(flag::WEAK) {
        heap(|heap| heap.weak.object_dies(heap, h, |_| true));
    }
    false
}

/// Whether an object is as large as its block at most.
#[cfg(feature = "checked")]
#[allow(unsafe_code)]
pub(super) fn fits(header: &Header) {
    // SAFETY: the layout belongs to the object, whose block came from the heap with this class.
    let (size, room) = unsafe {
        let part = header.instance().map_or(0, |i| instance::SLOTS_OFFSET + i.shape().inline_slots() as usize * 8);
        let h: *const Header = header;
        let room = heap(|heap| heap.blocks.capacity(h.cast(), header.size_class()));
        ((header.layout().size_of)(h) + part, room)
    };
    if size > room {
        super::checked::fail(&format!("a {:?} of {size} bytes is in a block of {room}", header.kind()));
    }
}

/// Drops payload and instance part and frees the block.
///
/// # Safety
/// Count zero, nothing refers to the object, last rites done.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn destroy(heap: &Heap, h: *const Header) {
    // SAFETY: the caller's promises; payload and instance part are dropped once, in this order, then the block is freed; the type
    // is released last because the layout is read from it.
    unsafe {
        let header = &*h;
        let layout = header.layout();
        #[cfg(feature = "checked")]
        fits(header);
        if header.has(flag::INSTANCE) {
            instance::drop_part(h, (layout.size_of)(h));
        }
        (layout.drop)(h);
        let typ = header.typ.get();
        let owns_type = header.has(flag::OWNS_TYPE);
        let is_container = layout.container || header.has(flag::INSTANCE);
        let class = header.class;
        if is_container {
            heap.gc.uncount();
        }
        heap.blocks.free(h.cast_mut().cast(), class);
        if owns_type {
            decrement(typ);
        }
    }
}
