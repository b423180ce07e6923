//! Tuples made of the items of registers and of other tuples, in the usual case: they are short, and a block of their size was freed
//! before.
//! For all others there is `tail`.
//!
//! Where all items are small ints the tuple is marked as plain (`flag::PLAIN`): it is copied as mere words, and freed without a look at
//! them. A plain tuple has no references, so the collector does not count it among the containers that are made and freed.

use std::ptr;

use super::object::Block;
use super::{GRAIN, Header, Heap, Kind, flag, heap, here, separate};
use crate::object::Tuple;
use crate::value::Value;

/// The size of a tuple without items, and what makes a division by the size of a grain one that is rounded up.
const ROUNDED_UP: usize = size_of::<Block<Tuple>>() + GRAIN - 1;

/// A block for a tuple of `n` items that was freed before, and its size class. None: there is none, or the tuple is too long.
#[inline(always)]
fn block(heap: &Heap, n: usize) -> Option<(*mut Block<Tuple>, u8)> {
    // Longer ones are in large blocks.
    if n > 120 {
        return None;
    }
    let class = ((ROUNDED_UP + n * size_of::<Value>()) / GRAIN) as u8;
    let block = heap.blocks.reuse(class);
    if block.is_null() { None } else { Some((block.cast(), class)) }
}

/// Where a tuple's items are.
///
/// # Safety
/// `block` is the block of a tuple.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn items(block: *const Block<Tuple>) -> *mut u64 {
    // SAFETY: the caller's promise.
    unsafe { (&raw const (*block).payload.items).cast::<u64>().cast_mut() }
}

/// Writes header and length of a tuple of `n` items.
///
/// # Safety
/// `block` is a fresh block for it; its items are written.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn finish(heap: &Heap, block: *mut Block<Tuple>, class: u8, n: usize, plain: bool) -> Value {
    // SAFETY: the caller's promise; the one reference of a fresh object passes to the value.
    unsafe {
        let flags = if plain {
            flag::PLAIN
        } else {
            heap.count_container();
            0
        };
        let header = block.cast::<u64>();
        ptr::write(header, Header::first_word(Kind::Tuple, false, flags, class));
        ptr::write(header.add(1).cast(), heap.types[Kind::Tuple as usize].get());
        ptr::write(&raw mut (*block).payload.len, n);
        Value::from_header(block.cast_const().cast())
    }
}

/// Copies the items of a plain tuple. One word at a time: a load of two that were stored apart has to wait for both stores.
///
/// # Safety
/// There are `n` words at both places.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn copy_words(from: *const u64, to: *mut u64, n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        for i in 0..n {
            *to.add(i) = *from.add(i);
            separate();
        }
    }
}

/// Copies items, each with a reference of its own; returns the bits that all of them have.
///
/// # Safety
/// As for `copy_words`, and the words are values.
#[inline(always)]
#[allow(unsafe_code)]
unsafe fn copy_values(from: *const u64, to: *mut u64, n: usize) -> u64 {
    // SAFETY: the caller's promise.
    unsafe {
        let mut common = Value::INT_BITS;
        for i in 0..n {
            let v = Value::clone(&*from.add(i).cast::<Value>()).into_bits();
            common &= v;
            *to.add(i) = v;
            separate();
        }
        common
    }
}

/// A tuple with the items of two plain ones; if one of them is empty, the other one. None: it has to be made in another way.
///
/// # Safety
/// Both are tuples of the built-in type.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn join_plain(left: &Value, right: &Value) -> Option<Value> {
    // SAFETY: the caller's promise; a block of this size has room for the items of both.
    unsafe {
        let heap = here();
        let (a, b) = (left.header_ptr().cast::<Block<Tuple>>(), right.header_ptr().cast::<Block<Tuple>>());
        let (m, n) = ((*a).payload.len, (*b).payload.len);
        if m == 0 {
            return Some(right.clone());
        }
        if n == 0 {
            return Some(left.clone());
        }
        if (*a).header.flags.get() & (*b).header.flags.get() & flag::PLAIN == 0 {
            return None;
        }
        let (block, class) = block(heap, m + n)?;
        let to = items(block);
        copy_words(items(a), to, m);
        copy_words(items(b), to.add(m), n);
        Some(finish(heap, block, class, m + n, true))
    }
}

/// A tuple with `n` items of a plain one from `first` on. None: it has to be made in another way.
///
/// # Safety
/// `t` is a tuple that has them.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn part_of_plain(t: &Value, first: usize, n: usize) -> Option<Value> {
    // SAFETY: the caller's promise; a block of this size has room for the items.
    unsafe {
        let heap = here();
        let t = t.header_ptr().cast::<Block<Tuple>>();
        if !(*t).header.has(flag::PLAIN) {
            return None;
        }
        let (block, class) = block(heap, n)?;
        copy_words(items(t).add(first), items(block), n);
        Some(finish(heap, block, class, n, true))
    }
}

/// A tuple with copies of the values of two slices. None: it has to be made in another way.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) fn joined(a: &[Value], b: &[Value]) -> Option<Value> {
    // SAFETY: a block of this size has room for the values of both.
    unsafe {
        let heap = here();
        let n = a.len().checked_add(b.len())?;
        let (block, class) = block(heap, n)?;
        let to = items(block);
        let common =
            copy_values(a.as_ptr().cast(), to, a.len()) & copy_values(b.as_ptr().cast(), to.add(a.len()), b.len());
        Some(finish(heap, block, class, n, common == Value::INT_BITS))
    }
}

/// A tuple of `n` values, which are moved to it. None, and they are still there: it has to be made in another way.
///
/// # Safety
/// There are `n` values at `from`.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) unsafe fn of_moved(from: *mut Value, n: usize) -> Option<Value> {
    // SAFETY: the caller's promise; a block of this size has room for the values.
    unsafe {
        let heap = here();
        let (block, class) = block(heap, n)?;
        let to = items(block);
        let mut common = Value::INT_BITS;
        for i in 0..n {
            let v = ptr::replace(from.add(i), Value::UNBOUND).into_bits();
            common &= v;
            *to.add(i) = v;
            separate();
        }
        Some(finish(heap, block, class, n, common == Value::INT_BITS))
    }
}

/// A tuple of two values. None: it has to be made in another way.
#[inline(always)]
#[allow(unsafe_code)]
pub(crate) fn pair(a: &Value, b: &Value) -> Option<Value> {
    // SAFETY: a block of this size has room for both.
    unsafe {
        let heap = here();
        let (block, class) = block(heap, 2)?;
        let to = items(block);
        let (a, b) = (a.clone().into_bits(), b.clone().into_bits());
        *to = a;
        *to.add(1) = b;
        Some(finish(heap, block, class, 2, a & b & Value::INT_BITS == Value::INT_BITS))
    }
}

/// Frees a plain tuple.
///
/// # Safety
/// `h` is a tuple marked as plain, and nothing refers to it.
#[inline(always)]
#[allow(unsafe_code)]
pub(super) unsafe fn free_plain(h: *const Header) {
    #[cfg(feature = "checked")]
    // SAFETY: the caller's promise.
    unsafe {
        super::release::fits(&*h);
        let t = h.cast::<Block<Tuple>>();
        if (*t).payload.items().iter().any(|v| !v.is_small_int()) {
            super::checked::fail("a tuple with references is marked as plain");
        }
    }
    // SAFETY: plain tuples are only made in small blocks, and own nothing.
    unsafe { heap(|heap| heap.blocks.free_small(h.cast_mut().cast(), (*h).class)) };
}

/// Drops a tuple's items. The last one goes first, as programs can see by their finalisers.
///
/// # Safety
/// `h` is a tuple, whose items are not used again.
#[inline(always)]
#[allow(unsafe_code)]
pub(super) unsafe fn drop_items(h: *const Header) {
    // SAFETY: the caller's promise.
    unsafe {
        let block = h.cast::<Block<Tuple>>();
        let first = items(block).cast::<Value>();
        let mut next = first.add((*block).payload.len);
        while next > first {
            next = next.sub(1);
            ptr::drop_in_place(next);
        }
    }
}

/// Frees a tuple with its items.
///
/// # Safety
/// `h` is a tuple of the built-in type, and nothing refers to it.
#[inline(always)]
#[allow(unsafe_code)]
pub(super) unsafe fn free(h: *const Header) {
    // SAFETY: the caller's promise; the items are dropped once, and then the block is freed.
    unsafe {
        if (*h).has(flag::PLAIN) {
            return free_plain(h);
        }
        drop_items(h);
        super::free_container(h.cast_mut().cast(), (*h).class);
    }
}
