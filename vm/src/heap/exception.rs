//! Freeing exceptions and tracebacks, with what nothing else refers to: the arguments, and the frames that the exception passed.
//!
//! An exception usually dies with its handler, and all that is its own with it. A traceback is as long as the stack was deep, so it is taken
//! apart here in one go, from its inner end outwards: frames die in the order in which the exception left them.

use std::mem::ManuallyDrop;
use std::ptr;

use super::object::Block;
use super::{Header, Kind, Layout, flag, free_container, tuple};
use crate::frame::{FrameBlock, drop_contents};
use crate::object::{Exception, Traceback};
use crate::value::Value;

type Entry = Block<Traceback>;

/// The layout of exceptions.
pub(crate) const fn layout() -> Layout {
    Layout { drop: drop_exception, ..Layout::of::<Exception>() }
}

/// The layout of tracebacks.
pub(crate) const fn traceback_layout() -> Layout {
    Layout { drop: drop_chain, ..Layout::of::<Traceback>() }
}

/// Drops the contents of an exception.
#[allow(unsafe_code)]
unsafe fn drop_exception(h: *const Header) {
    // SAFETY: the exception has a count of zero, and each of its contents is dropped once. Blocks that are freed here had their only
    // reference in it.
    unsafe {
        let e = &raw mut (*h.cast_mut().cast::<Block<Exception>>()).payload;
        let args = ptr::read((*e).args.as_ptr()).into_value();
        if is_own(&args, Kind::Tuple) {
            tuple::free(ManuallyDrop::new(args).header_ptr());
        } else {
            drop(args);
        }
        let traceback = ptr::read((*e).traceback.as_ptr());
        if is_own(&traceback, Kind::Traceback) {
            let block = ManuallyDrop::new(traceback).header_ptr();
            drop_chain(block);
            free_container(block.cast_mut().cast(), (*block).size_class());
        } else {
            drop(traceback);
        }
        ptr::drop_in_place(&raw mut (*e).cause);
        ptr::drop_in_place(&raw mut (*e).context);
        let fields = &mut *(*e).fields.as_ptr();
        if fields.spilled() {
            ptr::drop_in_place(fields);
        } else {
            fields.iter_mut().for_each(|v| ptr::drop_in_place(v));
        }
    }
}

/// Drops the contents of an entry, and frees those that it alone refers to.
#[allow(unsafe_code)]
unsafe fn drop_chain(h: *const Header) {
    // SAFETY: the entry has a count of zero, and its contents are dropped once. Of each entry after it that is freed here the one before had
    // the only reference, in whose place there is a plain pointer until it is freed; nobody can see it meanwhile.
    unsafe {
        let first = h.cast_mut().cast::<Entry>();
        let mut entry = first;
        let mut outer: *mut Entry = ptr::null_mut();
        loop {
            let next = (*entry).payload.next.replace(Value::NONE);
            if !is_own(&next, Kind::Traceback) {
                drop(next);
                break;
            }
            let next = ManuallyDrop::new(next).header_ptr().cast_mut().cast::<Entry>();
            let link = Value::from_bits(outer.expose_provenance() as u64);
            std::mem::forget((*entry).payload.next.replace(link));
            outer = entry;
            entry = next;
        }
        loop {
            drop_frame(ptr::read(&raw const (*entry).payload.frame));
            if entry == first {
                break;
            }
            free_container(entry.cast(), (*entry).header.size_class());
            entry = outer;
            let link = ManuallyDrop::new((*entry).payload.next.replace(Value::NONE));
            outer = ptr::with_exposed_provenance_mut(link.bits() as usize);
        }
    }
}

/// Whether a value is an object of this kind that nothing else refers to, and that nobody is to be told of.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn is_own(v: &Value, kind: Kind) -> bool {
    // SAFETY: a pointer-tagged word points to a live object.
    v.is_object()
        && unsafe {
            let h = &*v.header_ptr();
            h.is_exact(kind) && h.references() == 1 && h.flags.get() & (flag::FINALIZER | flag::WEAK) == 0
        }
}

/// Ends an entry's reference to its frame.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn drop_frame(frame: Value) {
    // SAFETY: the reference is given up; the frame of a call that nothing else refers to is dropped once and freed.
    unsafe {
        if !is_own(&frame, Kind::Frame) {
            return drop(frame);
        }
        let block = ManuallyDrop::new(frame).header_ptr().cast_mut().cast::<FrameBlock>();
        (*block).header.rc.set(0);
        drop_contents(block);
        free_container(block.cast(), (*block).header.size_class());
    }
}
