//! Objects that end in an array: str, bytes and tuple keep their contents in the object's own block.

use std::any::TypeId;
use std::ptr;

use super::object::{Block, Layout, Obj, Payload, Visit};
use super::{Header, heap, here};
use crate::object::TypeRef;
use crate::value::Value;

/// A payload of a fixed head and an array of `T`.
#[repr(C)]
pub struct Tail<H, T> {
    /// The fixed part.
    pub head: H,
    pub(super) len: usize,
    pub(super) items: [T; 0],
}

/// What the head of a tail payload must tell.
pub trait TailHead: Sized + 'static {
    /// The type of the array's items.
    type Item: 'static;
    /// The layout family.
    const KIND: super::Kind;
    /// Visits one item.
    fn visit(item: &Self::Item, visit: &mut Visit<'_>);
    /// Whether items can hold references.
    const CONTAINER: bool;
}

impl<H: TailHead> Tail<H, H::Item> {
    /// The items.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub fn items(&self) -> &[H::Item] {
        // SAFETY: every Tail is made by `allocate` below, with `len` initialised items behind the head. A `&Tail` always
        // comes from the whole block's pointer (`downcast`, `Deref`).
        unsafe {
            let base: *const H::Item = std::ptr::with_exposed_provenance((&raw const self.items).expose_provenance());
            std::slice::from_raw_parts(base, self.len)
        }
    }

    /// How many items there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no item.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl<H: TailHead> Payload for Tail<H, H::Item> {
    const KIND: super::Kind = H::KIND;
    const CONTAINER: bool = H::CONTAINER;
    const LAYOUT: &'static Layout = &tail_layout::<H>();
    fn traverse(&self, visit: &mut Visit<'_>) {
        if H::CONTAINER {
            for item in self.items() {
                H::visit(item, visit);
            }
        }
    }
}

#[allow(unsafe_code)]
const fn tail_layout<H: TailHead>() -> Layout {
    unsafe fn drop<H: TailHead>(h: *const Header) {
        // SAFETY: the layout belongs to the object's type; head and items are dropped once.
        unsafe {
            let block = h.cast_mut().cast::<Block<Tail<H, H::Item>>>();
            let len = (*block).payload.len;
            let items = (&raw mut (*block).payload.items).cast::<H::Item>();
            if std::mem::needs_drop::<H::Item>() {
                // The last item goes first, as programs can see by their finalisers.
                for i in (0..len).rev() {
                    ptr::drop_in_place(items.add(i));
                }
            }
            ptr::drop_in_place(&raw mut (*block).payload.head);
        }
    }
    unsafe fn traverse<H: TailHead>(h: *const Header, visit: &mut Visit<'_>) {
        // SAFETY: as above.
        unsafe { (*h.cast::<Block<Tail<H, H::Item>>>()).payload.traverse(visit) }
    }
    unsafe fn clear(_: *const Header) {}
    unsafe fn size_of<H: TailHead>(h: *const Header) -> usize {
        // SAFETY: as above.
        let len = unsafe { (*h.cast::<Block<Tail<H, H::Item>>>()).payload.len };
        (std::mem::size_of::<Block<Tail<H, H::Item>>>() + len * std::mem::size_of::<H::Item>()).next_multiple_of(8)
    }
    Layout {
        kind: H::KIND,
        container: H::CONTAINER,
        type_id: TypeId::of::<Tail<H, H::Item>>(),
        size: std::mem::size_of::<Block<Tail<H, H::Item>>>(),
        size_of: size_of::<H>,
        drop: drop::<H>,
        traverse: traverse::<H>,
        clear,
        length: Layout::NO_LENGTH,
        iterator: None,
    }
}

/// A block for a tail of `len` items; head and items are still to be written.
#[allow(unsafe_code)]
#[inline]
fn allocate<H: TailHead>(typ: Option<&TypeRef>, len: usize) -> Option<*mut Block<Tail<H, H::Item>>> {
    let bytes = len.checked_mul(size_of::<H::Item>())?;
    let size = size_of::<Block<Tail<H, H::Item>>>().checked_add(bytes)?.checked_next_multiple_of(8)?;
    if let Some(typ) = typ
        && !std::ptr::eq(typ.value().header_ptr(), heap(|h| h.types[H::KIND as usize].get()))
    {
        return Some(super::instance::try_allocate_for_class(typ, size)?.cast());
    }
    // SAFETY: the thread's heap is never dropped.
    let heap = unsafe { here() };
    if H::CONTAINER {
        heap.count_container();
    }
    let typ = heap.types[H::KIND as usize].get();
    let (block, class) = heap.blocks.allocate(size)?;
    // SAFETY: the block is fresh and large enough.
    unsafe { ptr::write(block.cast::<Header>(), Header::new(H::KIND, false, 0, class, typ)) };
    Some(block.cast())
}

/// Makes a tail object by copying bytes; `typ` is for subclasses. None if there is no memory.
#[allow(unsafe_code)]
#[inline]
pub(crate) fn new_bytes<'a, H: TailHead<Item = u8>>(
    typ: Option<&TypeRef>,
    head: H,
    parts: impl Iterator<Item = &'a [u8]> + Clone,
) -> Option<Obj<Tail<H, u8>>> {
    let mut len: usize = 0;
    for p in parts.clone() {
        len = len.checked_add(p.len())?;
    }
    let block = allocate::<H>(typ, len)?;
    // SAFETY: the block has room for the head and `len` bytes. `len` is written last, after as many bytes as there were parts
    // that fit, so an iterator that gives other parts the second time does no harm.
    unsafe {
        let payload = &raw mut (*block).payload;
        ptr::write(&raw mut (*payload).head, head);
        let to = (&raw mut (*payload).items).cast::<u8>();
        let mut done = 0;
        for p in parts {
            if p.len() > len - done {
                break;
            }
            ptr::copy_nonoverlapping(p.as_ptr(), to.add(done), p.len());
            done += p.len();
        }
        ptr::write(&raw mut (*payload).len, done);
        // The bytes after the last one, up to the block's alignment, are never read.
        Some(wrap(block))
    }
}

/// Where the bytes of a new object are written, one part after another.
pub struct Filler {
    to: *mut u8,
    done: usize,
    len: usize,
}

impl Filler {
    /// Writes the next part; what does not fit is left out.
    #[inline]
    #[allow(unsafe_code)]
    pub fn push(&mut self, part: &[u8]) {
        let n = part.len().min(self.len - self.done);
        // SAFETY: the object has room for `len` bytes from `to` on, of which `done` are written.
        unsafe {
            let to = self.to.add(self.done);
            match n {
                // Single characters are common, and a call costs more.
                1 => *to = *part.as_ptr(),
                _ => ptr::copy_nonoverlapping(part.as_ptr(), to, n),
            }
        }
        self.done += n;
    }
}

/// An object of `len` bytes that `fill` writes.
#[allow(unsafe_code)]
pub(crate) fn new_filled<H: TailHead<Item = u8>>(
    head: H,
    len: usize,
    fill: impl FnOnce(&mut Filler),
) -> Option<Obj<Tail<H, u8>>> {
    let block = allocate::<H>(None, len)?;
    // SAFETY: the block has room for the head and `len` bytes; its length is as many as were written.
    unsafe {
        let payload = &raw mut (*block).payload;
        ptr::write(&raw mut (*payload).head, head);
        let mut filler = Filler { to: (&raw mut (*payload).items).cast::<u8>(), done: 0, len };
        fill(&mut filler);
        ptr::write(&raw mut (*payload).len, filler.done);
        Some(wrap(block))
    }
}

/// An object that ends in bytes.
type Bytes<H> = Obj<Tail<H, u8>>;

/// Appends bytes to an object that nobody else refers to, if that can be done without copying what is there: the block has room,
/// or is a large one that can be made larger. Else the object comes back as it was.
#[allow(unsafe_code)]
pub(crate) fn append_bytes<H: TailHead<Item = u8>>(object: Bytes<H>, more: &[u8]) -> Result<Bytes<H>, Bytes<H>> {
    let header = object.header();
    if header.references() != 1 || !header.is_exact(H::KIND) || header.flags.get() != 0 {
        return Err(object);
    }
    let class = header.class;
    let fixed = size_of::<Block<Tail<H, u8>>>();
    let Some(len) = object.len.checked_add(more.len()) else {
        return Err(object);
    };
    let Some(size) = fixed.checked_add(len) else {
        return Err(object);
    };
    let mut block = object.value().header_ptr().cast_mut().cast::<u8>();
    // SAFETY: the object is the only reference to its block, which came from this thread's allocator. The reference is given up
    // before the block may move, and made again of wherever it is. The bytes after the last one belong to the block.
    unsafe {
        if heap(|heap| heap.blocks.capacity(block, class)) < size {
            if class != super::alloc::LARGE {
                return Err(object);
            }
            // Growing by an eighth makes the copying of many small additions rare.
            let Some(wanted) = size.checked_add(size / 8) else {
                return Err(object);
            };
            match heap(|heap| heap.blocks.grow_large(block, wanted)) {
                Some(moved) => block = moved,
                None => return Err(object),
            }
        }
        std::mem::forget(object);
        let block = block.cast::<Block<Tail<H, u8>>>();
        let payload = &raw mut (*block).payload;
        let old = (*payload).len;
        let to = (&raw mut (*payload).items).cast::<u8>();
        ptr::copy_nonoverlapping(more.as_ptr(), to.add(old), more.len());
        (*payload).len = len;
        Ok(wrap(block))
    }
}

/// Makes a tail object of `count` copies of `unit`. None if there is no memory.
#[allow(unsafe_code)]
pub(crate) fn new_repeated<H: TailHead<Item = u8>>(head: H, unit: &[u8], count: usize) -> Option<Obj<Tail<H, u8>>> {
    let len = unit.len().checked_mul(count)?;
    let block = allocate::<H>(None, len)?;
    // SAFETY: the block has room for the head and `len` bytes, all of which are written here: the filled part is
    // doubled until it is full.
    unsafe {
        let payload = &raw mut (*block).payload;
        ptr::write(&raw mut (*payload).head, head);
        ptr::write(&raw mut (*payload).len, len);
        let to = (&raw mut (*payload).items).cast::<u8>();
        if len > 0 {
            ptr::copy_nonoverlapping(unit.as_ptr(), to, unit.len());
            let mut done = unit.len();
            while done < len {
                let n = done.min(len - done);
                ptr::copy_nonoverlapping(to, to.add(done), n);
                done += n;
            }
        }
        Some(wrap(block))
    }
}

/// Makes a tail object of values, moving them out of `values`. None if there is no memory.
#[allow(unsafe_code)]
#[inline]
pub(crate) fn new_values<H: TailHead<Item = Value>>(
    typ: Option<&TypeRef>,
    head: H,
    values: impl ExactSizeIterator<Item = Value>,
) -> Option<Obj<Tail<H, Value>>> {
    let len = values.len();
    let block = allocate::<H>(typ, len)?;
    // SAFETY: the block has room for the head and `len` values. `len` is written last, after as many items as the
    // iterator gave, so an iterator that lied about its length does no harm.
    unsafe {
        let payload = &raw mut (*block).payload;
        ptr::write(&raw mut (*payload).head, head);
        let to = (&raw mut (*payload).items).cast::<Value>();
        let mut n = 0;
        for v in values.take(len) {
            ptr::write(to.add(n), v);
            n += 1;
        }
        ptr::write(&raw mut (*payload).len, n);
        Some(wrap(block))
    }
}

/// An object with copies of the values of two slices.
#[allow(unsafe_code)]
pub(crate) fn new_joined<H: TailHead<Item = Value>>(head: H, a: &[Value], b: &[Value]) -> Option<Obj<Tail<H, Value>>> {
    let len = a.len().checked_add(b.len())?;
    let block = allocate::<H>(None, len)?;
    // SAFETY: the block has room for the head and `len` values, which are all written before anything else sees it.
    unsafe {
        let payload = &raw mut (*block).payload;
        ptr::write(&raw mut (*payload).head, head);
        let to = (&raw mut (*payload).items).cast::<Value>();
        for (i, v) in a.iter().enumerate() {
            ptr::write(to.add(i), v.clone());
        }
        for (i, v) in b.iter().enumerate() {
            ptr::write(to.add(a.len() + i), v.clone());
        }
        ptr::write(&raw mut (*payload).len, len);
        Some(wrap(block))
    }
}

#[allow(unsafe_code)]
unsafe fn wrap<H: TailHead>(block: *mut Block<Tail<H, H::Item>>) -> Obj<Tail<H, H::Item>> {
    // SAFETY: the caller has just initialised the block with one reference, which passes to the value.
    let v = unsafe { Value::from_header(block.cast_const().cast()) };
    match v.into_obj() {
        Ok(o) => o,
        Err(_) => unreachable!("a fresh block has the kind it was made with"),
    }
}
