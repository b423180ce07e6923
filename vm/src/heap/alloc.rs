//! Blocks of memory: size-class free lists for small objects, the system allocator for large ones.
//!
//! Small blocks are multiples of 16 bytes up to 1 KiB. Each class carves its blocks out of 64 KiB
//! chunks, which come from the system sixteen at a time; freed blocks go to the class's free list. A block that is not in use has a reference count
//! of zero in its first four bytes, so the cycle collector can find all live objects by walking the
//! chunks. Large blocks are listed in a table for the same purpose.

use std::alloc::Layout as MemoryLayout;
use std::cell::{Cell, RefCell};
use std::ptr;

use super::Header;

pub(super) const GRAIN: usize = 16;
const CLASSES: usize = 65;
const CHUNK: usize = 64 * 1024;
/// So many chunks are asked for at once: the system maps what was not used yet when it is used.
const CHUNKS_AT_ONCE: usize = 16;
/// Where the blocks of a chunk start.
const CHUNK_HEAD: usize = 64;
/// Before a large block: its size and its index in the table.
const LARGE_HEAD: usize = 16;
/// Where chunks are at fixed addresses, the first one is here: within reach of every 64-bit system, and far from what those map by
/// themselves.
const FIXED: usize = 0x20_0000_0000;
/// The class of large blocks.
pub(crate) const LARGE: u8 = 0;

struct SizeClass {
    free: Cell<*mut u8>,
    bump: Cell<*mut u8>,
    end: Cell<*mut u8>,
}

/// The allocator of one thread.
pub(crate) struct Blocks {
    classes: [SizeClass; CLASSES],
    chunks: RefCell<Vec<*mut u8>>,
    /// Chunks that no class has yet.
    fresh: Cell<(*mut u8, usize)>,
    /// Where the next chunks are to be; 0 for wherever the system likes.
    next: Cell<usize>,
    large: RefCell<Vec<*mut u8>>,
    /// Bytes in large blocks, for memory limits and statistics.
    large_bytes: Cell<usize>,
}

/// A chunk under the collector's eye.
pub(crate) struct ChunkView {
    pub(crate) start: *mut u8,
    pub(crate) block: usize,
    pub(crate) count: usize,
}

#[inline(always)]
fn class_of(size: usize) -> usize {
    size.div_ceil(GRAIN)
}

/// The class of blocks for objects of `size` bytes.
pub(crate) fn class_for(size: usize) -> u8 {
    let class = class_of(size);
    if class < CLASSES { class as u8 } else { LARGE }
}

impl Blocks {
    pub(crate) const fn new() -> Blocks {
        Blocks {
            classes: [const {
                SizeClass {
                    free: Cell::new(ptr::null_mut()),
                    bump: Cell::new(ptr::null_mut()),
                    end: Cell::new(ptr::null_mut()),
                }
            }; CLASSES],
            chunks: RefCell::new(Vec::new()),
            fresh: Cell::new((ptr::null_mut(), 0)),
            next: Cell::new(0),
            large: RefCell::new(Vec::new()),
            large_bytes: Cell::new(0),
        }
    }

    /// A block of at least `size` bytes, aligned to 16, with its class; None if there is no memory.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) fn allocate(&self, size: usize) -> Option<(*mut u8, u8)> {
        let class = class_of(size);
        if class >= CLASSES {
            return self.allocate_large(size);
        }
        let c = &self.classes[class];
        let block = c.free.get();
        if !block.is_null() {
            // SAFETY: a block on a free list is at least 16 bytes of ours, and its second word is the link.
            c.free.set(unsafe { *block.add(8).cast::<*mut u8>() });
            #[cfg(feature = "checked")]
            // SAFETY: as above.
            unsafe {
                super::checked::look(block, class * GRAIN);
            }
            return Some((block, class as u8));
        }
        self.allocate_slow(class)
    }

    /// A block that was freed, of this class; null if there is none. Of large blocks there never is.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) fn reuse(&self, class: u8) -> *mut u8 {
        // SAFETY: a class is what `class_for` says.
        let c = unsafe { self.classes.get_unchecked(class as usize) };
        let block = c.free.get();
        if !block.is_null() {
            // SAFETY: as in `allocate`.
            c.free.set(unsafe { *block.add(8).cast::<*mut u8>() });
            #[cfg(feature = "checked")]
            // SAFETY: as above.
            unsafe {
                super::checked::look(block, class as usize * GRAIN);
            }
        }
        block
    }

    #[cold]
    #[inline(never)]
    #[allow(unsafe_code)]
    fn allocate_slow(&self, class: usize) -> Option<(*mut u8, u8)> {
        let c = &self.classes[class];
        let size = class * GRAIN;
        if (c.end.get() as usize) - (c.bump.get() as usize) < size {
            let chunk = self.new_chunk()?;
            // SAFETY: the head lies inside the fresh chunk; it records the block size for the collector.
            unsafe { *chunk.cast::<usize>() = size };
            self.chunks.borrow_mut().push(chunk);
            // SAFETY: both offsets are within the chunk.
            unsafe {
                c.bump.set(chunk.add(CHUNK_HEAD));
                c.end.set(chunk.add(CHUNK_HEAD + (CHUNK - CHUNK_HEAD) / size * size));
            }
        }
        let block = c.bump.get();
        // SAFETY: at least `size` bytes are left before `end`.
        c.bump.set(unsafe { block.add(size) });
        Some((block, class as u8))
    }

    /// From now on chunks are at addresses that are the same in every run, as far as the system has them.
    pub(crate) fn fix_addresses(&self) {
        self.next.set(FIXED);
    }

    /// So many bytes where the next chunks are to be; None if they are not to be had.
    #[allow(unsafe_code)]
    fn map_next(&self, bytes: usize) -> Option<*mut u8> {
        use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};
        let address = self.next.get();
        if address == 0 {
            return None;
        }
        #[cfg(target_os = "linux")]
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE | MapFlags::FIXED_NOREPLACE;
        #[cfg(not(target_os = "linux"))]
        let flags = MapFlags::PRIVATE;
        let wanted = std::ptr::without_provenance_mut(address);
        // SAFETY: without MAP_FIXED, the call never replaces what is mapped already.
        let mapped = unsafe { mmap_anonymous(wanted, bytes, ProtFlags::READ | ProtFlags::WRITE, flags) }.ok()?;
        if mapped != wanted {
            // SAFETY: this has just been mapped and nobody knows of it.
            let _ = unsafe { munmap(mapped, bytes) };
            return None;
        }
        self.next.set(address + bytes);
        Some(mapped.cast())
    }

    /// A chunk that was never used.
    #[allow(unsafe_code)]
    fn new_chunk(&self) -> Option<*mut u8> {
        let (mut first, mut count) = self.fresh.get();
        // If there is no memory for many there may be for one.
        for wanted in [CHUNKS_AT_ONCE, 1] {
            if count == 0 {
                let layout = MemoryLayout::from_size_align(wanted * CHUNK, CHUNK).ok()?;
                first = match self.map_next(wanted * CHUNK) {
                    Some(mapped) => mapped,
                    // SAFETY: the layout's size is not zero.
                    None => unsafe { std::alloc::alloc(layout) },
                };
                count = if first.is_null() { 0 } else { wanted };
            }
        }
        if count == 0 {
            return None;
        }
        self.fresh.set((first.wrapping_add(CHUNK), count - 1));
        Some(first)
    }

    #[cold]
    #[inline(never)]
    #[allow(unsafe_code)]
    fn allocate_large(&self, size: usize) -> Option<(*mut u8, u8)> {
        let total = size.checked_add(LARGE_HEAD)?;
        let layout = MemoryLayout::from_size_align(total, GRAIN).ok()?;
        // SAFETY: the layout's size is not zero.
        let base = unsafe { std::alloc::alloc(layout) };
        if base.is_null() {
            return None;
        }
        let mut large = self.large.borrow_mut();
        // SAFETY: the head of 16 bytes is part of the allocation.
        let block = unsafe {
            *base.cast::<usize>() = total;
            *base.add(8).cast::<usize>() = large.len();
            base.add(LARGE_HEAD)
        };
        large.push(block);
        self.large_bytes.set(self.large_bytes.get() + total);
        Some((block, LARGE))
    }

    /// How many bytes a block can hold.
    ///
    /// # Safety
    /// `block` came from `allocate` of this allocator with this class.
    #[allow(unsafe_code)]
    pub(crate) unsafe fn capacity(&self, block: *const u8, class: u8) -> usize {
        if class == LARGE {
            // SAFETY: large blocks have a head of 16 bytes with the size of the whole.
            return unsafe { *block.sub(LARGE_HEAD).cast::<usize>() } - LARGE_HEAD;
        }
        class as usize * GRAIN
    }

    /// Makes a large block larger, perhaps in another place; None, and the block is as it was, if there is no memory.
    ///
    /// # Safety
    /// `block` came from `allocate` of this allocator with class `LARGE`, and nobody else has its address.
    #[allow(unsafe_code)]
    pub(crate) unsafe fn grow_large(&self, block: *mut u8, size: usize) -> Option<*mut u8> {
        let total = size.checked_add(LARGE_HEAD)?;
        MemoryLayout::from_size_align(total, GRAIN).ok()?;
        // SAFETY: the head tells the layout that the block was allocated with; if it moves, the table of large blocks is told.
        unsafe {
            let base = block.sub(LARGE_HEAD);
            let old = *base.cast::<usize>();
            let layout = MemoryLayout::from_size_align_unchecked(old, GRAIN);
            let base = std::alloc::realloc(base, layout, total);
            if base.is_null() {
                return None;
            }
            *base.cast::<usize>() = total;
            let index = *base.add(8).cast::<usize>();
            let block = base.add(LARGE_HEAD);
            self.large.borrow_mut()[index] = block;
            self.large_bytes.set(self.large_bytes.get() - old + total);
            Some(block)
        }
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// `block` came from `allocate` of this allocator with this class, and nothing refers to it any more.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) unsafe fn free(&self, block: *mut u8, class: u8) {
        if class == LARGE {
            // SAFETY: the caller's promise.
            unsafe { self.free_large(block) };
            return;
        }
        // SAFETY: the caller's promise.
        unsafe { self.free_small(block, class) };
    }

    /// The same for a block that is no large one.
    ///
    /// # Safety
    /// As for `free`.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) unsafe fn free_small(&self, block: *mut u8, class: u8) {
        // SAFETY: `allocate` gives no other classes.
        let c = unsafe { self.classes.get_unchecked(class as usize) };
        // SAFETY: the block is ours and at least 16 bytes: count of zero, then the link.
        unsafe {
            *block.cast::<u32>() = 0;
            *block.add(8).cast::<*mut u8>() = c.free.get();
        }
        #[cfg(feature = "checked")]
        // SAFETY: as above.
        unsafe {
            super::checked::fill(block, class as usize * GRAIN);
        }
        c.free.set(block);
    }

    #[cold]
    #[inline(never)]
    #[allow(unsafe_code)]
    unsafe fn free_large(&self, block: *mut u8) {
        // SAFETY: large blocks have a head of 16 bytes with their size and index; the last block of
        // the table takes the place of the freed one.
        unsafe {
            let base = block.sub(LARGE_HEAD);
            let total = *base.cast::<usize>();
            let index = *base.add(8).cast::<usize>();
            let mut large = self.large.borrow_mut();
            large.swap_remove(index);
            if let Some(&moved) = large.get(index) {
                *moved.sub(8).cast::<usize>() = index;
            }
            self.large_bytes.set(self.large_bytes.get() - total);
            std::alloc::dealloc(base, MemoryLayout::from_size_align_unchecked(total, GRAIN));
        }
    }

    /// Bytes taken from the system for objects.
    pub(crate) fn bytes(&self) -> usize {
        self.chunks.borrow().len() * CHUNK + self.large_bytes.get()
    }

    /// All chunks; blocks beyond the bump pointer are not counted.
    #[allow(unsafe_code)]
    pub(crate) fn chunks(&self) -> Vec<ChunkView> {
        let chunks = self.chunks.borrow();
        chunks
            .iter()
            .map(|&chunk| {
                // SAFETY: the head of a chunk holds its block size.
                let block = unsafe { *chunk.cast::<usize>() };
                let c = &self.classes[class_of(block)];
                let mut bytes = (CHUNK - CHUNK_HEAD) / block * block;
                let first = chunk.wrapping_add(CHUNK_HEAD);
                let bump = c.bump.get();
                if first <= bump && bump <= first.wrapping_add(bytes) {
                    bytes = bump as usize - first as usize;
                }
                ChunkView { start: first, block, count: bytes / block }
            })
            .collect()
    }

    /// All large blocks.
    pub(crate) fn large(&self) -> Vec<*const Header> {
        self.large.borrow().iter().map(|&p| p.cast_const().cast()).collect()
    }
}

/// The numbers of all small blocks, free ones too, for side tables: from 0 on in the order of a list of chunks.
///
/// A table of its own tells the number of a chunk's first block. In the chunks' heads these would all compete for the same place in the
/// processor's cache.
pub(crate) struct Numbers {
    /// How many there are.
    pub(crate) count: usize,
    /// Chunks that lie close together: where they begin, in chunks, and their part of `firsts`.
    runs: Vec<(usize, std::ops::Range<usize>)>,
    firsts: Vec<u32>,
    /// For each class a factor to divide by its size with.
    reciprocals: [u64; CLASSES],
}

impl Numbers {
    /// Numbers the blocks of these chunks.
    pub(crate) fn of(chunks: &[ChunkView]) -> Numbers {
        let mut places = Vec::with_capacity(chunks.len());
        let mut count = 0;
        for chunk in chunks {
            places.push((chunk.start as usize / CHUNK, count as u32));
            count += chunk.count;
        }
        places.sort_unstable();
        let mut numbers = Numbers {
            count,
            runs: Vec::new(),
            firsts: Vec::new(),
            // Rounded up: exact for multiples of the size up to that of a chunk.
            reciprocals: std::array::from_fn(|class| (1u64 << 32).div_ceil((class.max(1) * GRAIN) as u64)),
        };
        for (place, first) in places {
            let end = numbers.firsts.len();
            match numbers.runs.last_mut() {
                Some((start, part)) if place - *start - part.len() < 64 => {
                    numbers.firsts.resize(part.start + (place - *start), 0);
                    part.end = numbers.firsts.len() + 1;
                }
                _ => numbers.runs.push((place, end..end + 1)),
            }
            numbers.firsts.push(first);
        }
        numbers
    }

    /// The number of a small block of one of these chunks.
    #[inline(always)]
    pub(crate) fn number(&self, block: &Header) -> usize {
        let (place, offset) = ((&raw const *block) as usize / CHUNK, (&raw const *block) as usize % CHUNK);
        for (start, part) in &self.runs {
            let i = place.wrapping_sub(*start);
            if i < part.len() {
                let within = ((offset - CHUNK_HEAD) as u64 * self.reciprocals[block.class as usize]) >> 32;
                return self.firsts[part.start + i] as usize + within as usize;
            }
        }
        unreachable!("a block is in a chunk")
    }
}
