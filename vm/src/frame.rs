//! Frames: the blocks in which code runs and waits.
//!
//! A frame is a heap object: header, links, registers. A plain call's frame is made by the call and freed by the return. A
//! generator, coroutine or async generator *is* its frame: object and frame are one block, with two extra words behind the
//! registers.
//!
//! The register that receives a result is named by the receiver's own instruction: whatever returns, yields or switches
//! into a frame writes the destination of the instruction before the frame's `pc` and goes on at `pc`. Where more is to be done
//! with the result, the receiver's `stage` says what (see `interp::deliver`).
//!
//! Who keeps a frame alive: a frame that is waiting for a call keeps none, its callee keeps it: `parent` is a counted
//! reference if the parent is a plain call's frame or a generator marked `RUNNING_ROOT`. A generator that is delegated to is kept by the
//! register of the one that delegates, so its own `parent` is not counted.

#![allow(unsafe_code)]

use std::any::TypeId;
use std::ptr;

use crate::bytecode::{ExcEntry, Instr, Position};
use crate::heap::object::Block;
use crate::heap::{self, Header, Heap, Kind, Layout, Obj, Payload, Visit, flag, heap};
use crate::object::{Body, Code, Dict, Function};
use crate::value::Value;

/// What a frame belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FrameKind {
    /// A plain call, a module or a class body.
    Call,
    /// A generator, coroutine or async generator.
    Generator,
    /// The bottom of a greenlet's chain: what returns to it ends the greenlet.
    Root,
}

/// How far a generator is. Frames of calls are always `Running`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum FrameState {
    /// Made, not started.
    Created,
    /// Waiting at a yield or await.
    Suspended,
    /// Running, or waiting for a call it made.
    Running,
    /// Returned or raised.
    Finished,
}

/// What is to be done with a value that arrives in a frame, beyond storing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Stage {
    /// Store it in the instruction's destination.
    Store,
    /// Drop it.
    Ignore,
    /// Drop it and make the jump of the instruction before.
    Branch,
    /// The frame is a greenlet's root.
    Root,
    /// The augmented method (`__iadd__`): NotImplemented means the plain operation.
    BinaryInplace,
    /// First method tried of a binary operation: NotImplemented means try the other operand's.
    BinaryFirst,
    /// Second method tried: NotImplemented is a TypeError.
    BinaryLast,
    /// Comparison, first method tried: NotImplemented means try the reflected one.
    CompareFirst,
    /// Comparison, second method tried.
    CompareLast,
    /// `__bool__` or `__len__` of the operand of a jump, `not`, or of a comparison's result before a jump.
    Truth,
    /// `__contains__`, or the prelude's search.
    Contains,
    /// The items of an unpacking, gathered by the prelude.
    Unpack,
    /// `__next__`: StopIteration ends the loop.
    Next,
    /// `__init__`: must be None; the instance waits in the call's base register.
    Init,
    /// The attribute for a GetAttr whose object is another register, which is released.
    Attribute,
    /// The attribute for LoadMethod: goes to the second register.
    Method,
    /// A trace function that is told of the next instruction: how many of its events are over.
    Traced,
    /// A trace function that is told of an exception: that one, which goes on, and how many of its events are over.
    TracedRaise,
    /// Sending into a generator from `close()`: a yield is an error, the end is the result None.
    Close,
    /// What a generator yields, for a function that goes over it; what there is so far waits behind the function.
    Fold,
    /// The frame runs an event loop, and waits for the step of a task.
    Task,
    /// The frame runs an event loop, and waits for a callback.
    Callback,
    /// The frame runs an event loop, and waits for something else that was to be done first.
    Loop,
}

/// A frame; its registers follow.
#[repr(C)]
pub struct Frame {
    /// The frame that receives this one's result.
    pub(crate) parent: *mut FrameBlock,
    /// The function (also for modules and class bodies).
    pub(crate) func: Value,
    /// Borrowed from the function.
    pub(crate) code: *const Code,
    /// The next instruction.
    pub(crate) pc: *const Instr,
    /// Of a suspended generator: the innermost frame of the delegation chain, with the bit `AWAITS` if that one awaits a future; null if it
    /// must be found anew. Of a running root: the generator that was the running one before. Borrowed.
    link: *mut FrameBlock,
    /// How many frames there are below, for the recursion limit.
    pub(crate) depth: u32,
    pub(crate) kind: FrameKind,
    pub(crate) stage: Stage,
    pub(crate) state: FrameState,
    pub(crate) bits: u8,
}

/// A frame with its header.
pub(crate) type FrameBlock = Block<Frame>;

/// Bits of `Frame::bits`.
pub(crate) mod bit {
    /// This generator was resumed directly and owns a reference to itself while it runs.
    pub(crate) const RUNNING_ROOT: u8 = 1;
    /// Another generator is waiting for this one (`yield from`, `await`).
    pub(crate) const DELEGATED: u8 = 2;
    /// GeneratorExit is on its way through this delegated generator: when it returns, the exit goes on.
    pub(crate) const CLOSING: u8 = 4;
    /// A delegated generator is being driven directly; its delegator waits in an extra word.
    pub(crate) const BORROWED: u8 = 8;
    /// The frame is a plain call whose registers are kept by a traceback or frame object.
    pub(crate) const KEPT: u8 = 16;
    /// An async generator has told its hooks that iteration started.
    pub(crate) const HOOKED: u8 = 32;
    /// An async generator is inside asend/athrow/aclose.
    pub(crate) const AGEN_RUNNING: u8 = 64;
    /// An async generator is closed.
    pub(crate) const AGEN_CLOSED: u8 = 128;
    /// What makes resuming a generator more than the usual.
    pub(crate) const UNUSUAL: u8 = !KEPT;
}

/// Registers start here, from the block.
pub(crate) const REGISTERS: usize = size_of::<FrameBlock>();

/// Words behind a generator's registers.
#[derive(Clone, Copy)]
pub(crate) enum Extra {
    /// Name, qualified name and the like, if they were assigned; async generators: their finaliser.
    Attrs,
    /// While a generator that is delegated to is driven directly: who delegates (a borrowed pointer).
    Delegator,
}
pub(crate) const EXTRAS: usize = 2;
/// The attributes stand right behind the registers, and are dropped with them.
const _: () = assert!(Extra::Attrs as usize == 0 && EXTRAS == 2);

/// In the link to a leaf: it awaits a future.
const AWAITS: usize = 4;

/// A pointer as a word that is no reference.
#[inline(always)]
fn hide(p: *const FrameBlock) -> u64 {
    p.expose_provenance() as u64 | 2
}
#[inline(always)]
fn reveal(word: u64) -> *mut FrameBlock {
    ptr::with_exposed_provenance_mut((word & !7) as usize)
}

/// What the safe side may know of a frame: a reference to its block.
#[derive(Clone)]
pub struct FrameRef(pub(crate) Value);

impl Block<Frame> {
    /// Register `i`.
    ///
    /// # Safety
    /// `i` is less than the number of registers (for generators: plus the extra words).
    #[inline(always)]
    pub(crate) unsafe fn reg(this: *mut FrameBlock, i: usize) -> *mut Value {
        #[cfg(feature = "checked")]
        // SAFETY: the frame is alive.
        unsafe {
            let registers = Self::registers(this);
            // One past the last is where an empty list of arguments begins.
            if i > registers {
                crate::heap::checked::fail(&format!("register {i} of {registers}"));
            }
        }
        // SAFETY: the caller's promise; the registers follow the block.
        unsafe { this.byte_add(REGISTERS).cast::<Value>().add(i) }
    }

    #[inline(always)]
    pub(crate) unsafe fn registers(this: *const FrameBlock) -> usize {
        // SAFETY: the frame's code lives as long as its function.
        unsafe {
            let n = if (*this).payload.code.is_null() { 1 } else { (*(*this).payload.code).registers.get() as usize };
            if (*this).payload.kind as u8 == FrameKind::Generator as u8 { n + EXTRAS } else { n }
        }
    }

    #[inline(always)]
    pub(crate) unsafe fn extra(this: *mut FrameBlock, e: Extra) -> *mut Value {
        // SAFETY: only called for generators, which have these words behind their registers.
        unsafe { Self::reg(this, (*(*this).payload.code).registers.get() as usize + e as usize) }
    }

    /// The innermost frame of the chain, if it takes what it is sent as it comes; null if it must be found anew.
    #[inline(always)]
    pub(crate) unsafe fn leaf(this: *mut FrameBlock) -> *mut FrameBlock {
        // SAFETY: a live frame.
        let link = unsafe { (*this).payload.link };
        if link.addr() & AWAITS != 0 { ptr::null_mut() } else { link }
    }
    /// The innermost frame of the chain, if it awaits a future.
    #[inline(always)]
    pub(crate) unsafe fn awaiting_leaf(this: *mut FrameBlock) -> *mut FrameBlock {
        // SAFETY: as for `leaf`.
        let link = unsafe { (*this).payload.link };
        if link.addr() & AWAITS == 0 { ptr::null_mut() } else { link.map_addr(|a| a & !AWAITS) }
    }
    /// Notes the innermost frame of the chain, which awaits a future: when it goes on, that has the result.
    #[inline(always)]
    pub(crate) unsafe fn set_awaiting_leaf(this: *mut FrameBlock, leaf: *mut FrameBlock) {
        // SAFETY: as for `leaf`.
        unsafe { (*this).payload.link = leaf.map_addr(|a| a | AWAITS) }
    }
    #[inline(always)]
    pub(crate) unsafe fn set_leaf(this: *mut FrameBlock, leaf: *mut FrameBlock) {
        // SAFETY: as for `leaf`.
        unsafe { (*this).payload.link = leaf }
    }
    #[inline(always)]
    pub(crate) unsafe fn outer(this: *mut FrameBlock) -> *mut FrameBlock {
        // SAFETY: as for `leaf`.
        unsafe { (*this).payload.link }
    }
    #[inline(always)]
    pub(crate) unsafe fn set_outer(this: *mut FrameBlock, outer: *mut FrameBlock) {
        // SAFETY: as for `leaf`.
        unsafe { (*this).payload.link = outer }
    }

    /// Who delegates to a generator that is being driven directly.
    pub(crate) unsafe fn delegator(this: *mut FrameBlock) -> *mut FrameBlock {
        // SAFETY: as for `extra`.
        unsafe { reveal((*Self::extra(this, Extra::Delegator)).bits()) }
    }
    pub(crate) unsafe fn set_delegator(this: *mut FrameBlock, delegator: *mut FrameBlock) {
        // SAFETY: as for `extra`; the word never holds a reference.
        unsafe { ptr::write(Self::extra(this, Extra::Delegator), Value::from_bits(hide(delegator))) }
    }

    /// Whether `this`, as somebody's parent, is held by a counted reference.
    #[inline(always)]
    pub(crate) unsafe fn is_owned_parent(this: *const FrameBlock) -> bool {
        // SAFETY: `this` is a live frame.
        unsafe {
            !this.is_null()
                && ((*this).payload.kind as u8 != FrameKind::Generator as u8
                    || (*this).payload.bits & bit::RUNNING_ROOT != 0)
        }
    }

    /// The generator that this one is waiting for, if it is suspended in a delegation.
    pub(crate) unsafe fn delegate(this: *mut FrameBlock) -> Option<Value> {
        // SAFETY: `pc` of a suspended frame is after the instruction at which it waits.
        unsafe {
            if (*this).payload.pc == (*(*this).payload.code).entry.get() {
                return None;
            }
            match *(*this).payload.pc.sub(1) {
                Instr::Await { it, .. } => {
                    let v = &*Self::reg(this, it as usize);
                    if v.is_unbound() { None } else { Some(v.clone()) }
                }
                _ => None,
            }
        }
    }

    /// The number of the instruction that the frame is executing or waiting in.
    pub(crate) unsafe fn instr_index(this: *const FrameBlock) -> u32 {
        // SAFETY: `pc` points into the code's instructions or just behind.
        unsafe {
            let f = &(*this).payload;
            let n = f.pc.offset_from((*f.code).entry.get());
            if n > 0 { n as u32 - 1 } else { 0 }
        }
    }
}

/// The exception table entry that covers instruction `index`.
#[inline]
pub(crate) fn handler(code: &Body, index: u32) -> Option<&ExcEntry> {
    code.unit.exceptions.iter().find(|e| e.start <= index && index < e.end)
}

impl Payload for Frame {
    const KIND: Kind = Kind::Frame;
    const LAYOUT: &'static Layout = &layout(Kind::Frame);
    fn traverse(&self, visit: &mut Visit<'_>) {
        // SAFETY: a Frame is always the payload of a block with its registers.
        unsafe {
            let block = (&raw const *self).byte_sub(size_of::<Header>()).expose_provenance();
            traverse(ptr::with_exposed_provenance(block), visit);
        }
    }
}

unsafe fn traverse(h: *const Header, visit: &mut Visit<'_>) {
    // SAFETY: `h` is a live frame block. The parent's word is looked at as a value but its reference is left alone.
    unsafe {
        let block = h.cast_mut().cast::<FrameBlock>();
        visit(&(*block).payload.func);
        let parent = (*block).payload.parent;
        if FrameBlock::is_owned_parent(parent) {
            visit(&std::mem::ManuallyDrop::new(Value::from_header(parent.cast_const().cast())));
        }
        for i in 0..FrameBlock::registers(block) {
            visit(&*FrameBlock::reg(block, i));
        }
    }
}

/// The layout of frames: `kind` is Frame, Generator, Coroutine or AsyncGenerator.
pub(crate) const fn layout(kind: Kind) -> Layout {
    unsafe fn size_of_frame(h: *const Header) -> usize {
        // SAFETY: `h` is a frame block.
        unsafe { REGISTERS + FrameBlock::registers(h.cast()) * 8 }
    }
    unsafe fn drop(h: *const Header) {
        // SAFETY: `h` is a frame block with count zero.
        unsafe { drop_contents(h.cast_mut().cast()) }
    }
    unsafe fn clear(h: *const Header) {
        // SAFETY: `h` is a frame block in a garbage cycle; it will not run again.
        unsafe {
            let block = h.cast_mut().cast::<FrameBlock>();
            unlink_delegate(block);
            (*block).payload.state = FrameState::Finished;
            clear_registers(block);
        }
    }
    Layout {
        kind,
        container: true,
        type_id: TypeId::of::<Frame>(),
        size: REGISTERS,
        size_of: size_of_frame,
        drop,
        traverse,
        clear,
        length: Layout::NO_LENGTH,
        iterator: None,
    }
}

/// Drops the values in the registers.
pub(crate) unsafe fn clear_registers(block: *mut FrameBlock) {
    // SAFETY: the registers are initialised; each is left empty before its old value is dropped.
    unsafe {
        // Of a generator's extra words only the attributes, which stand behind the registers, are a value.
        let last = if (*block).payload.kind == FrameKind::Generator { EXTRAS - 1 } else { 0 };
        let mut next = FrameBlock::reg(block, 0);
        let end = next.add(FrameBlock::registers(block) - last);
        while next != end {
            let old = ptr::replace(next, Value::UNBOUND);
            std::mem::drop(old);
            next = next.add(1);
        }
    }
}

/// A frame that waits for a generator is going away: that one is nobody's delegate any more.
unsafe fn unlink_delegate(block: *mut FrameBlock) {
    // SAFETY: `block` is a live frame.
    unsafe {
        // One that is delegated to counts as running while the chain is suspended.
        let state = (*block).payload.state;
        if (*block).payload.kind != FrameKind::Generator || matches!(state, FrameState::Created | FrameState::Finished)
        {
            return;
        }
        if let Some(inner) = FrameBlock::delegate(block)
            && is_generator(&inner)
        {
            let inner = inner.header_ptr().cast_mut().cast::<FrameBlock>();
            if (*inner).payload.parent == block {
                (*inner).payload.parent = ptr::null_mut();
                (*inner).payload.bits &= !bit::DELEGATED;
                if (*inner).payload.state == FrameState::Running {
                    (*inner).payload.state = FrameState::Suspended;
                }
                FrameBlock::set_leaf(inner, ptr::null_mut());
            }
        }
    }
}

/// Drops what a frame holds.
pub(crate) unsafe fn drop_contents(block: *mut FrameBlock) {
    // SAFETY: nothing refers to the block any more.
    unsafe {
        unlink_delegate(block);
        let parent = std::mem::replace(&mut (*block).payload.parent, ptr::null_mut());
        if (*block).payload.kind == FrameKind::Call {
            for i in 0..(*(*block).payload.code).registers.get() as usize {
                ptr::drop_in_place(FrameBlock::reg(block, i));
            }
        } else {
            clear_registers(block);
        }
        ptr::drop_in_place(&raw mut (*block).payload.func);
        if FrameBlock::is_owned_parent(parent) {
            heap::decrement(parent.cast_const().cast());
        }
    }
}

/// Whether this is a generator, coroutine or async generator.
#[inline(always)]
pub(crate) fn is_generator(v: &Value) -> bool {
    match v.header() {
        Some(h) => matches!(h.kind(), Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator),
        None => false,
    }
}

/// The block of a generator value.
#[inline(always)]
pub(crate) fn generator_block(v: &Value) -> *mut FrameBlock {
    debug_assert!(is_generator(v));
    v.header_ptr().cast_mut().cast()
}

/// Allocates a frame for `code` with all registers empty. The function passes to the frame.
#[inline(always)]
pub(crate) unsafe fn allocate(
    kind: Kind,
    frame_kind: FrameKind,
    func: Value,
    code: *const Code,
    registers: usize,
) -> *mut FrameBlock {
    // SAFETY: the block is fresh and has room for the registers; the code belongs to the function.
    unsafe {
        let block = heap(|heap| {
            let (block, class) = heap
                .blocks
                .allocate(REGISTERS + registers * 8)
                .unwrap_or_else(|| std::alloc::handle_alloc_error(std::alloc::Layout::new::<FrameBlock>()));
            let block = block.cast::<FrameBlock>();
            let typ = heap.types[kind as usize].get();
            ptr::write(&raw mut (*block).header, Header::new(kind, false, 0, class, typ));
            block
        });
        ptr::write(
            &raw mut (*block).payload,
            Frame {
                parent: ptr::null_mut(),
                func,
                code,
                pc: if code.is_null() { ptr::null() } else { (*code).entry.get() },
                link: ptr::null_mut(),
                depth: 0,
                kind: frame_kind,
                stage: Stage::Store,
                state: FrameState::Running,
                bits: 0,
            },
        );
        block
    }
}

/// The first word of the header of frames for `code`, whose number of registers is known.
pub(crate) fn first_word(code: &Code, is_generator: bool) -> u64 {
    let size = REGISTERS + code.registers.get() as usize * 8;
    if is_generator {
        Header::first_word(code.generator_kind, false, flag::FINALIZER, heap::class_for(size + EXTRAS * 8))
    } else {
        Header::first_word(Kind::Frame, false, 0, heap::class_for(size))
    }
}

/// Allocates a frame for a call of `code`, or for the generator that a call makes. Its registers are still to be initialised. The function
/// passes to the frame.
#[inline(always)]
unsafe fn allocate_block(
    kind: Kind,
    frame_kind: FrameKind,
    state: FrameState,
    func: Value,
    code: *const Code,
) -> *mut FrameBlock {
    // SAFETY: the block is fresh and has room for the registers; the rest is as in `fill`.
    unsafe {
        let heap = heap::here();
        let mut block = heap.blocks.reuse(Header::class_in((*code).frame_head.get()));
        if block.is_null() {
            block = allocate_fresh(code, frame_kind);
        }
        let block = block.cast::<FrameBlock>();
        fill(heap, block, kind, frame_kind, state, func, code);
        block
    }
}

/// Writes the header and the frame of a fresh block.
#[inline(always)]
unsafe fn fill(
    heap: &Heap,
    block: *mut FrameBlock,
    kind: Kind,
    frame_kind: FrameKind,
    state: FrameState,
    func: Value,
    code: *const Code,
) {
    // SAFETY: the block is fresh; the code belongs to the function and is loaded. The header starts with the word that `first_word` makes.
    unsafe {
        ptr::write(block.cast::<u64>(), (*code).frame_head.get());
        ptr::write(block.cast::<*const Header>().add(1), heap.types[kind as usize].get());
        let pc = (*code).entry.get();
        let frame = Frame {
            parent: ptr::null_mut(),
            func,
            code,
            pc,
            link: ptr::null_mut(),
            depth: 0,
            kind: frame_kind,
            stage: Stage::Store,
            state,
            bits: 0,
        };
        ptr::write(&raw mut (*block).payload, frame);
    }
}

/// A block for a frame where no freed one is at hand.
#[cold]
#[inline(never)]
unsafe fn allocate_fresh(code: *const Code, frame_kind: FrameKind) -> *mut u8 {
    // SAFETY: the code is loaded.
    let registers = unsafe { (*code).registers.get() } as usize;
    let extras = if frame_kind == FrameKind::Generator { EXTRAS } else { 0 };
    match heap(|heap| heap.blocks.allocate(REGISTERS + (registers + extras) * 8)) {
        Some((block, _)) => block,
        None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<FrameBlock>()),
    }
}

/// Allocates the frame of a call of `code`, which is loaded. Its registers are still to be initialised. The function passes to the frame.
#[inline(always)]
pub(crate) unsafe fn allocate_call(func: Value, code: *const Code) -> *mut FrameBlock {
    // SAFETY: the caller's promise.
    unsafe { allocate_block(Kind::Frame, FrameKind::Call, FrameState::Running, func, code) }
}

/// A generator's frame, created and not started; arguments are still to be put into its registers, which are empty. The function passes to
/// the frame.
#[inline(never)]
pub(crate) unsafe fn allocate_generator(func: Value, code: *const Code) -> *mut FrameBlock {
    // SAFETY: the code belongs to the function; of code that is not loaded yet there is no freed block.
    unsafe {
        let heap = heap::here();
        let block = heap.blocks.reuse(Header::class_in((*code).frame_head.get())).cast::<FrameBlock>();
        if block.is_null() { generator_anew(func, code) } else { fill_generator(heap, block, func, code) }
    }
}

/// The same where the code may not be loaded, or no freed block is at hand.
#[cold]
#[inline(never)]
unsafe fn generator_anew(func: Value, code: *const Code) -> *mut FrameBlock {
    // SAFETY: the code belongs to the function, and is loaded now.
    unsafe {
        (*code).ensure_loaded();
        let block = allocate_fresh(code, FrameKind::Generator).cast();
        fill_generator(heap::here(), block, func, code)
    }
}

#[inline(always)]
unsafe fn fill_generator(heap: &Heap, block: *mut FrameBlock, func: Value, code: *const Code) -> *mut FrameBlock {
    // SAFETY: as in `fill`; all registers and extra words are initialised. An empty word stands for no delegator too.
    unsafe {
        fill(heap, block, (*code).generator_kind, FrameKind::Generator, FrameState::Created, func, code);
        FrameBlock::set_leaf(block, block);
        let mut pair = block.byte_add(REGISTERS).cast::<[u64; 2]>();
        let end = pair.add(((*code).registers.get() as usize + EXTRAS).div_ceil(2));
        while pair < end {
            ptr::write(pair, [Value::UNBOUND.into_bits(); 2]);
            pair = pair.add(1);
            heap::separate();
        }
        heap.count_made(block)
    }
}

/// Registers are emptied in pairs: blocks are as long as some pairs.
const _: () = assert!(REGISTERS.is_multiple_of(16));

/// Whether a generator that nobody refers to any more has code to run: a handler around its yield, or a warning to give.
pub(crate) fn wants_finalizer(h: &Header) -> bool {
    let block = (&raw const *h).cast::<FrameBlock>();
    // SAFETY: `h` is a generator's block, still intact.
    unsafe {
        let f = &(*block).payload;
        match f.state {
            FrameState::Finished | FrameState::Running => false,
            FrameState::Created => h.is_kind(Kind::Coroutine) && !f.is_prelude(),
            FrameState::Suspended => {
                let hooked =
                    h.is_kind(Kind::AsyncGenerator) && f.bits & bit::HOOKED != 0 && f.bits & bit::AGEN_CLOSED == 0;
                // One that it delegates to is closed with it, even if others hold it.
                let shared = || {
                    FrameBlock::delegate(block.cast_mut())
                        .is_some_and(|v| is_generator(&v) && v.header().is_some_and(|h| h.references() > 2))
                };
                hooked || handler(&*f.code, FrameBlock::instr_index(block)).is_some() || shared()
            }
        }
    }
}

/// The frame that a frame or suspended greenlet goes on with, whether its reference is counted or not.
pub(crate) fn uncounted_link(h: &Header) -> Option<*const Header> {
    let next = match h.kind() {
        // SAFETY: `h` is a frame block.
        Kind::Frame | Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator => unsafe {
            (*(&raw const *h).cast::<FrameBlock>()).payload.parent
        },
        Kind::Greenlet => crate::greenlet::suspended_frame(h),
        _ => return None,
    };
    if next.is_null() { None } else { Some(next.cast_const().cast()) }
}

/// Whether a greenlet that nobody refers to any more has frames to unwind.
pub(crate) fn greenlet_wants_finalizer(h: &Header) -> bool {
    crate::greenlet::is_suspended(h)
}

/// Whether a future that nobody refers to any more has something to say: an exception that nobody has looked at, or a task that did not
/// come to its end.
pub(crate) fn future_wants_finalizer(h: &Header) -> bool {
    // SAFETY: the block is intact; the value is not dropped.
    let v = unsafe { std::mem::ManuallyDrop::new(Value::from_header(h)) };
    crate::aio::wants_finalizer(&v)
}

impl FrameRef {
    pub(crate) fn from_block(block: *mut FrameBlock) -> FrameRef {
        // SAFETY: the block is a live frame; the value gets a reference of its own.
        unsafe {
            heap::increment(block.cast_const().cast());
            FrameRef(Value::from_header(block.cast_const().cast()))
        }
    }

    pub(crate) fn block(&self) -> *mut FrameBlock {
        self.0.header_ptr().cast_mut().cast()
    }

    fn frame(&self) -> &Frame {
        // SAFETY: a FrameRef holds a counted reference to a frame block.
        unsafe { &(*self.block()).payload }
    }

    /// The block as a value (a generator, or a call's frame).
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The function whose code runs.
    pub fn function(&self) -> Option<Obj<Function>> {
        self.frame().func.cast()
    }

    /// The code.
    pub fn code(&self) -> Option<Obj<Code>> {
        let code = self.frame().code;
        // SAFETY: code that a frame runs is an object, which its function or the function's code holds; the value gets a reference.
        unsafe {
            if code.is_null() {
                return None;
            }
            let header = code.byte_sub(std::mem::offset_of!(heap::object::Block<Code>, payload)).cast::<Header>();
            heap::increment(header);
            Value::from_header(header).cast()
        }
    }

    /// `f_globals`
    pub fn globals(&self) -> Option<Obj<Dict>> {
        Some(self.function()?.globals.clone())
    }

    /// How many calls it is below the outermost frame.
    pub fn depth(&self) -> u32 {
        self.frame().depth
    }

    /// The frame that called this one, prelude frames included; None for a frame that is not running.
    pub fn parent(&self) -> Option<FrameRef> {
        let p = self.frame().parent;
        // SAFETY: a frame's parent outlives it.
        if p.is_null() || unsafe { (*p).payload.code.is_null() } { None } else { Some(FrameRef::from_block(p)) }
    }

    /// The caller that programs may see: the next frame that is not the prelude's.
    pub fn visible_parent(&self) -> Option<FrameRef> {
        let mut f = self.parent()?;
        while f.is_prelude() {
            f = f.parent()?;
        }
        Some(f)
    }

    /// Whether it belongs to the prelude, and so is invisible.
    pub fn is_prelude(&self) -> bool {
        let code = self.frame().code;
        // SAFETY: a frame's code outlives it.
        code.is_null() || unsafe { (*code).flags.any(crate::bytecode::CodeFlags::PRELUDE) }
    }

    /// How far it is.
    ///
    /// A generator that another one delegates to is as far as the outermost of the chain is.
    pub fn state(&self) -> FrameState {
        let mut frame = self.frame();
        while frame.state == FrameState::Running && frame.bits & bit::DELEGATED != 0 && !frame.parent.is_null() {
            // SAFETY: the frame that delegates waits, and so is alive.
            frame = unsafe { &(*frame.parent).payload };
        }
        frame.state
    }

    /// The number of the instruction being executed.
    pub fn instr(&self) -> u32 {
        // SAFETY: as in `frame`.
        unsafe { FrameBlock::instr_index(self.block()) }
    }

    /// Where it is in the source. A generator that was not begun is where its code begins, before all instructions.
    pub fn position(&self) -> Position {
        match self.code() {
            Some(c) if self.frame().kind == FrameKind::Generator && self.frame().state == FrameState::Created => {
                c.beginning()
            }
            Some(c) => c.position(self.instr()),
            None => Position::default(),
        }
    }

    /// The value in register `i`; `UNBOUND` if it is empty or there is no such register.
    pub fn register(&self, i: usize) -> Value {
        // SAFETY: the index is checked; the value is copied.
        unsafe {
            let code = self.frame().code;
            if code.is_null() || i >= (*code).registers.get() as usize {
                return Value::UNBOUND;
            }
            (*FrameBlock::reg(self.block(), i)).clone()
        }
    }

    /// Replaces the value in the register of a local variable.
    pub fn set_register(&self, i: usize, v: Value) {
        // SAFETY: the index is checked; the frame is not being executed by the loop at this moment, since a native function is.
        unsafe {
            let code = self.frame().code;
            if !code.is_null() && i < (&*code).unit.locals.len() {
                let old = ptr::replace(FrameBlock::reg(self.block(), i), v);
                std::mem::drop(old);
            }
        }
    }

    /// Whether two references are to the same frame.
    pub fn is(&self, other: &FrameRef) -> bool {
        self.0.is(&other.0)
    }

    /// Keeps the registers when the frame returns, because something shows them.
    pub(crate) fn keep(&self) {
        // SAFETY: as in `frame`.
        unsafe { (*self.block()).payload.bits |= bit::KEPT }
    }

    /// Drops the values of a finished frame: `frame.clear()`.
    pub fn clear(&self) {
        // SAFETY: only for frames that do not run any more.
        unsafe {
            if self.frame().state == FrameState::Finished {
                clear_registers(self.block());
            }
        }
    }

    /// What a suspended generator delegates to.
    pub fn delegate(&self) -> Option<Value> {
        // SAFETY: a suspended generator's `pc` is after the instruction at which it waits.
        unsafe {
            if self.frame().kind != FrameKind::Generator || self.state() != FrameState::Suspended {
                return None;
            }
            FrameBlock::delegate(self.block())
        }
    }

    /// Whether an async generator has not told its hooks yet that iteration starts; from now on it has.
    pub fn take_unhooked(&self) -> bool {
        // SAFETY: the block is alive; only this bit is changed.
        unsafe {
            let bits = &mut (*self.block()).payload.bits;
            let fresh = *bits & bit::HOOKED == 0;
            *bits |= bit::HOOKED;
            fresh
        }
    }

    /// Whether an async generator is inside one of its steps.
    pub fn is_async_running(&self) -> bool {
        self.frame().state == FrameState::Running || self.frame().bits & bit::AGEN_RUNNING != 0
    }

    /// Whether a step of an async generator has begun and is not over, suspended or not.
    pub fn in_step(&self) -> bool {
        self.frame().bits & bit::AGEN_RUNNING != 0
    }

    /// A step of an async generator begins or is over.
    pub fn set_in_step(&self, on: bool) {
        self.set_bit(bit::AGEN_RUNNING, on);
    }

    /// Whether an async generator was closed or has ended.
    pub fn is_async_closed(&self) -> bool {
        self.frame().bits & bit::AGEN_CLOSED != 0
    }

    /// An async generator is being closed.
    pub fn set_async_closed(&self) {
        self.set_bit(bit::AGEN_CLOSED, true);
    }

    fn set_bit(&self, mask: u8, on: bool) {
        // SAFETY: the block is alive; only this bit is changed.
        unsafe {
            let bits = &mut (*self.block()).payload.bits;
            *bits = if on { *bits | mask } else { *bits & !mask };
        }
    }

    /// The name and qualified name that were assigned to a generator.
    pub fn assigned_names(&self) -> Option<Obj<crate::object::Tuple>> {
        // SAFETY: generators have the extra words.
        unsafe {
            if self.frame().kind != FrameKind::Generator {
                return None;
            }
            (*FrameBlock::extra(self.block(), Extra::Attrs)).cast()
        }
    }

    /// Assigns name and qualified name of a generator.
    pub fn assign_names(&self, names: Obj<crate::object::Tuple>) {
        // SAFETY: as above; the loop does not look at this word.
        unsafe {
            if self.frame().kind == FrameKind::Generator {
                let old = ptr::replace(FrameBlock::extra(self.block(), Extra::Attrs), names.into());
                drop(old);
            }
        }
    }

    /// Ends a suspended generator without running its code, and drops its values: `frame.clear()`.
    pub fn abandon(&self) {
        // SAFETY: the frame is suspended or was never started, so the loop does not use it.
        unsafe {
            if matches!(self.frame().state, FrameState::Created | FrameState::Suspended) {
                unlink_delegate(self.block());
                (*self.block()).payload.state = FrameState::Finished;
                clear_registers(self.block());
            }
        }
    }

    /// A reference to a frame that was noted as a value.
    pub fn from_value(v: &Value) -> Option<FrameRef> {
        let h = v.header()?;
        if h.is_kind(Kind::Frame) || is_generator(v) { Some(FrameRef(v.clone())) } else { None }
    }
}
