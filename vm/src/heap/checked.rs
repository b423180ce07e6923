//! The checked build (`--features checked`): what the heap and the loop take for granted is looked at, and wrong things happen at once.
//!
//! * A register is one of its frame's.
//! * An object fits in its block, and what was freed is not written to before it is used again.
//! * No object is referred to by more others than it counts; each collection looks.
//! * A collection is due whenever so many containers were made as `PAUSA_COLLECT_EVERY` says, so one follows at the next call, return or
//!   back edge; and there, at each of them, the thread makes way for another.
//!
//! What is wrong is said on standard error, and the process aborts: nothing can be relied on any more.

use std::cell::Cell;

/// What the unused part of a freed block is filled with.
const FREED: u8 = 0xd5;
/// The head of a freed block: its count of zero, and the link to the next one.
const LINKED: usize = 16;
/// Containers made between two collections, if the environment says nothing.
const EVERY: u32 = 1000;

thread_local! {
    static MADE: Cell<(u32, u32)> = Cell::new({
        let every = std::env::var("PAUSA_COLLECT_EVERY").ok().and_then(|v| v.parse().ok()).unwrap_or(EVERY);
        (0, every.max(1))
    });
}

/// Notes a new container; true if a collection is due.
pub(super) fn made() -> bool {
    MADE.with(|made| {
        let (count, every) = made.get();
        let due = count + 1 >= every;
        made.set((if due { 0 } else { count + 1 }, every));
        due
    })
}

/// Ends the process.
#[cold]
pub(crate) fn fail(what: &str) -> ! {
    eprintln!("pausa: checked build: {what}");
    eprintln!("{}", std::backtrace::Backtrace::force_capture());
    std::process::abort()
}

/// Fills a block that was freed.
///
/// # Safety
/// The block has `size` bytes, and nothing refers to it.
#[allow(unsafe_code)]
pub(super) unsafe fn fill(block: *mut u8, size: usize) {
    // SAFETY: the caller's promise.
    unsafe { std::ptr::write_bytes(block.add(LINKED), FREED, size - LINKED) };
}

/// Looks whether a freed block was written to.
///
/// # Safety
/// The block has `size` bytes and comes from a free list.
#[allow(unsafe_code)]
pub(super) unsafe fn look(block: *const u8, size: usize) {
    // SAFETY: the caller's promise; `fill` has initialised the bytes.
    let rest = unsafe { std::slice::from_raw_parts(block.add(LINKED), size - LINKED) };
    if let Some(at) = rest.iter().position(|b| *b != FREED) {
        fail(&format!("a block of {size} bytes was written to after it was freed, at {}", at + LINKED));
    }
}
