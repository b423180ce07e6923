//! The instance part of an object: its attributes.
//!
//! Behind the payload of an instance of a class stand a shape, an overflow value and some inline slots. The shape (a hidden
//! class) says which attribute is in which slot; instances that got the same attributes in the same order share it, so an inline
//! cache needs to compare one pointer. Slots come in three ranges: first those of `__slots__`, whose descriptors know their index;
//! then the attributes of the shape that fit inline; the rest live in an overflow list.
//!
//! An instance whose `__dict__` was asked for, or that has very many attributes, changes for good to *dict mode*: its shape is
//! the class's dict shape and its overflow value is the dict.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::ptr;

use super::{Header, Heap, Kind, Obj, Payload, Visit, flag, heap, here, separate};
use crate::object::{Dict, List, Str, Type, TypeRef};
use crate::value::Value;

/// Attributes beyond this number make an instance change to dict mode.
const SHAPE_MAX: usize = 128;
/// Up to this many keys a shape is searched in order; beyond, through a table.
const LINEAR: usize = 8;

/// The payload of an instance of a class without a native base: nothing.
pub struct Plain;

impl Payload for Plain {
    const KIND: Kind = Kind::Instance;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// The order of an instance's attributes. Shapes live for ever: there are few, and caches point to them.
pub struct Shape {
    /// Slots of `__slots__`, before the attributes.
    reserved: u16,
    /// Slots inside the object, the reserved ones included.
    inline: u16,
    is_dict: bool,
    /// Whether instances may have attributes beyond `__slots__`.
    open: bool,
    keys: Vec<Obj<Str>>,
    table: rustc_hash::FxHashMap<u64, u32>,
    next: RefCell<Vec<(u64, &'static Shape)>>,
    dict_shape: Cell<Option<&'static Shape>>,
    root: Option<&'static Shape>,
    /// Set in a root: an instance overflowed, so the next ones should get this many inline slots.
    wanted: Cell<u16>,
    /// Set in a root: they should get more than they do.
    is_outgrown: Cell<bool>,
}

impl Shape {
    /// The shape of fresh instances: `reserved` slots for `__slots__`, room for `attributes` more inline.
    pub(crate) fn new_root(reserved: u16, attributes: u16, open: bool) -> &'static Shape {
        Box::leak(Box::new(Shape {
            reserved,
            inline: reserved + attributes,
            is_dict: false,
            open,
            keys: Vec::new(),
            table: Default::default(),
            next: RefCell::new(Vec::new()),
            dict_shape: Cell::new(None),
            root: None,
            wanted: Cell::new(attributes),
            is_outgrown: Cell::new(false),
        }))
    }

    /// How many attribute slots (beyond the reserved ones) instances turned out to need.
    pub(crate) fn wanted(&self) -> u16 {
        self.root.map_or(self.wanted.get(), |r| r.wanted.get())
    }

    /// Slots inside the object, those of `__slots__` included.
    pub(crate) fn inline_slots(&self) -> u32 {
        self.inline.into()
    }

    /// Inline slots for attributes beside those of `__slots__`.
    pub(crate) fn attributes(&self) -> u16 {
        self.inline - self.reserved
    }

    /// Whether the attributes are in a dict.
    #[inline(always)]
    pub(crate) fn is_dict(&self) -> bool {
        self.is_dict
    }

    /// How many attributes there are.
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The slot of an attribute; `name` is interned.
    #[inline]
    pub(crate) fn find(&self, name: &Value) -> Option<u32> {
        let index = if self.keys.len() <= LINEAR {
            self.keys.iter().position(|k| k.value().is(name))? as u32
        } else {
            *self.table.get(&name.bits())?
        };
        Some(index + self.reserved as u32)
    }

    /// The shape after adding an attribute; None if there are too many.
    fn with(&'static self, name: &Obj<Str>) -> Option<&'static Shape> {
        let bits = name.value().bits();
        if let Some((_, s)) = self.next.borrow().iter().find(|(b, _)| *b == bits) {
            return Some(s);
        }
        if self.keys.len() >= SHAPE_MAX || self.next.borrow().len() >= SHAPE_MAX {
            return None;
        }
        let mut keys = self.keys.clone();
        keys.push(name.clone());
        let table = if keys.len() > LINEAR {
            keys.iter().enumerate().map(|(i, k)| (k.value().bits(), i as u32)).collect()
        } else {
            Default::default()
        };
        let root = self.root.unwrap_or(self);
        let attributes = self.inline - self.reserved;
        if keys.len() > attributes as usize && root.wanted.get() == attributes {
            let wanted = (attributes * 2).clamp(2, 64);
            root.wanted.set(wanted);
            root.is_outgrown.set(wanted > attributes);
        }
        let shape: &'static Shape = Box::leak(Box::new(Shape {
            reserved: self.reserved,
            inline: self.inline,
            is_dict: false,
            open: true,
            keys,
            table,
            next: RefCell::new(Vec::new()),
            dict_shape: Cell::new(None),
            root: Some(root),
            wanted: Cell::new(0),
            is_outgrown: Cell::new(false),
        }));
        self.next.borrow_mut().push((bits, shape));
        Some(shape)
    }

    /// The shape of instances with the same inline slots whose attributes are in a dict.
    fn dict_mode(&'static self) -> &'static Shape {
        let root = self.root.unwrap_or(self);
        if let Some(s) = root.dict_shape.get() {
            return s;
        }
        let shape: &'static Shape = Box::leak(Box::new(Shape {
            reserved: self.reserved,
            inline: self.inline,
            is_dict: true,
            open: true,
            keys: Vec::new(),
            table: Default::default(),
            next: RefCell::new(Vec::new()),
            dict_shape: Cell::new(None),
            root: Some(root),
            wanted: Cell::new(0),
            is_outgrown: Cell::new(false),
        }));
        root.dict_shape.set(Some(shape));
        shape
    }
}

/// The instance part, behind the payload. The slots follow it.
#[repr(C)]
pub(crate) struct Part {
    pub(crate) shape: Cell<&'static Shape>,
    /// `UNBOUND`, the list of slots that do not fit inline, or the dict.
    extra: UnsafeCell<Value>,
}

/// Where the part of an instance of a plain class starts: such objects have no payload.
pub(crate) const PLAIN_OFFSET: usize = size_of::<Header>();
/// Where the slots start, from the part.
pub(crate) const SLOTS_OFFSET: usize = size_of::<Part>();

/// How many attributes an instance is expected to have, if nothing tells.
const EXPECTED: u16 = 4;

/// How the instances of a class are allocated, as long as its flags and shape are these, and the payload is as large: what derives from
/// str, bytes or tuple has payloads of all sizes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Plan {
    shape: Option<&'static Shape>,
    flags: u32,
    payload: u32,
    /// The first word of the header; 0 if nothing is known.
    head: u64,
    /// The same if instances have no finaliser; 0 otherwise.
    quick: u64,
}

/// A block for an instance of `typ` with `payload` bytes of header and payload. Everything but the payload is initialised.
#[allow(unsafe_code)]
#[inline]
pub(crate) fn try_allocate_for_class(typ: &TypeRef, payload: usize) -> Option<*mut u8> {
    let plan = typ.plan.get();
    if plan.head != 0
        && plan.flags == typ.flags.get()
        && plan.payload as usize == payload
        && let Some(shape) = typ.instance_shape()
        && plan.shape.is_some_and(|known| ptr::eq(known, shape))
    {
        let block = heap(|heap| heap.blocks.reuse(Header::class_in(plan.head)));
        if !block.is_null() {
            // SAFETY: the block is of the class that instances of this shape have.
            unsafe { initialize(block, typ, plan.head, payload, shape) };
            return Some(block);
        }
    }
    allocate_anew(typ, payload)
}

/// A block for an instance of `typ`, whose object is `class`, with `payload` bytes of header and payload, if such instances are all alike and
/// a freed block is at hand; else null. Everything but the payload is initialised. The instance takes over a reference to the class if that
/// was made at run time.
#[allow(unsafe_code)]
#[inline(always)]
pub(crate) fn reuse(typ: &Type, class: *const Header, payload: usize) -> *mut Header {
    let plan = typ.plan.get();
    let (Some(shape), Some(known)) = (typ.shape.get(), plan.shape) else { return ptr::null_mut() };
    if plan.flags != typ.flags.get()
        || plan.payload as usize != payload
        || !ptr::eq(shape, known)
        || shape.is_outgrown.get()
    {
        return ptr::null_mut();
    }
    // SAFETY: the block is of the class that instances of this shape have; it is as long as some pairs of words.
    unsafe {
        let heap = here();
        // Of the class in a word that says nothing there are no freed blocks.
        let block = heap.blocks.reuse(Header::class_in(plan.quick));
        if block.is_null() {
            return ptr::null_mut();
        }
        ptr::write(block.cast::<u64>(), plan.quick);
        ptr::write(block.cast::<*const Header>().add(1), class);
        let part = block.add(payload).cast::<Part>();
        ptr::write(part, Part { shape: Cell::new(shape), extra: UnsafeCell::new(Value::UNBOUND) });
        let mut slot = block.add(payload + SLOTS_OFFSET).cast::<Value>();
        let end = slot.add(shape.inline as usize);
        if (payload + SLOTS_OFFSET).is_multiple_of(16) {
            while slot < end {
                ptr::write(slot.cast::<[u64; 2]>(), [Value::UNBOUND.into_bits(); 2]);
                slot = slot.add(2);
                separate();
            }
        } else {
            while slot < end {
                ptr::write(slot, Value::UNBOUND);
                slot = slot.add(1);
                separate();
            }
        }
        heap.count_made(block.cast())
    }
}

/// Writes header, part and slots of an instance. The type gains a reference, which the flag OWNS_TYPE gives back at the end.
///
/// # Safety
/// The block is fresh and has room for header, payload, part and slots.
#[allow(unsafe_code)]
#[inline(always)]
unsafe fn initialize(block: *mut u8, typ: &TypeRef, head: u64, payload: usize, shape: &'static Shape) {
    // SAFETY: the caller's promise.
    unsafe {
        heap(Heap::count_container);
        ptr::write(block.cast::<u64>(), head);
        ptr::write(block.cast::<*const Header>().add(1), typ.value().header_ptr());
        let flags = (*block.cast::<Header>()).flags.get();
        if flags & flag::OWNS_TYPE != 0 {
            super::increment(typ.value().header_ptr());
        }
        if flags & flag::FINALIZER != 0 {
            heap(|heap| heap.births.note(block.cast::<Header>()));
        }
        let part = block.add(payload).cast::<Part>();
        ptr::write(part, Part { shape: Cell::new(shape), extra: UnsafeCell::new(Value::UNBOUND) });
        let slots = block.add(payload + SLOTS_OFFSET).cast::<Value>();
        for i in 0..shape.inline as usize {
            ptr::write(slots.add(i), Value::UNBOUND);
        }
    }
}

/// The same for what is not known yet, and where there is no block at hand.
#[allow(unsafe_code)]
#[inline(never)]
fn allocate_anew(typ: &TypeRef, payload: usize) -> Option<*mut u8> {
    if typ.is_heap_type() && typ.instance_shape().is_none() {
        // The first instance is made by another way than a call of the class, which would tell how many attributes to expect.
        typ.set_instance_shape(EXPECTED);
    }
    let shape = typ.instance_shape();
    let size = match shape {
        Some(s) => payload.checked_add(size_of::<Part>() + s.inline as usize * 8)?,
        None => payload,
    };
    let kind = typ.layout.kind;
    let mut flags = if typ.is_heap_type() { flag::OWNS_TYPE } else { 0 };
    if shape.is_some() {
        flags |= flag::INSTANCE;
    }
    if typ.has_finalizer() {
        flags |= flag::FINALIZER;
    }
    let derived = || heap(|h| h.types[kind as usize].get()) != typ.value().header_ptr();
    let subclass = (typ.is_heap_type() || kind.tells_subclasses() && derived()) && kind != Kind::Instance;
    if let Some(shape) = shape
        && let Ok(payload) = u32::try_from(payload)
    {
        let head = Header::first_word(kind, subclass, flags, super::class_for(size));
        let quick = if flags & flag::FINALIZER == 0 { head } else { 0 };
        typ.plan.set(Plan { shape: Some(shape), flags: typ.flags.get(), payload, head, quick });
    }
    heap(|heap| {
        if shape.is_none() {
            heap.count_container();
        }
        let (block, class) = heap.blocks.allocate(size)?;
        if let Some(shape) = shape {
            // SAFETY: the block is fresh and large enough.
            unsafe { initialize(block, typ, Header::first_word(kind, subclass, flags, class), payload, shape) };
            return Some(block);
        }
        // SAFETY: the block is fresh and has room for header and payload. The type gains a reference which the flag OWNS_TYPE gives
        // back at the end.
        unsafe {
            if typ.is_heap_type() {
                super::increment(typ.value().header_ptr());
            }
            ptr::write(block.cast::<Header>(), Header::new(kind, subclass, flags, class, typ.value().header_ptr()));
            if flags & flag::FINALIZER != 0 {
                heap.births.note(block.cast::<Header>());
            }
        }
        Some(block)
    })
}

/// As `try_allocate_for_class`, for small payloads.
pub(crate) fn allocate_for_class(typ: &TypeRef, payload: usize) -> *mut u8 {
    try_allocate_for_class(typ, payload).unwrap_or_else(|| super::out_of_memory())
}

/// Drops the part's values.
///
/// # Safety
/// `h` is an object with an instance part at `offset`; it is dropped once.
#[allow(unsafe_code)]
pub(super) unsafe fn drop_part(h: *const Header, offset: usize) {
    // SAFETY: the caller's promise; there are `inline` initialised slots.
    unsafe {
        let part = h.cast_mut().byte_add(offset).cast::<Part>();
        let inline = (*part).shape.get().inline as usize;
        ptr::drop_in_place((*part).extra.get());
        let slots = h.cast_mut().byte_add(offset + SLOTS_OFFSET).cast::<Value>();
        ptr::drop_in_place(ptr::slice_from_raw_parts_mut(slots, inline));
    }
}

/// Access to the attributes of an object that has an instance part.
#[derive(Clone, Copy)]
pub struct Instance<'a> {
    part: &'a Part,
    slots: &'a [UnsafeCell<Value>],
}

impl Header {
    /// The instance part, if there is one.
    #[allow(unsafe_code)]
    #[inline]
    pub fn instance(&self) -> Option<Instance<'_>> {
        if !self.has(flag::INSTANCE) {
            return None;
        }
        // SAFETY: objects with the flag have a part and its slots behind the payload.
        unsafe {
            let h: *const Header = ptr::with_exposed_provenance((&raw const *self).expose_provenance());
            let offset = if self.is_exact(Kind::Instance) { PLAIN_OFFSET } else { (self.layout().size_of)(h) };
            let part = &*h.byte_add(offset).cast::<Part>();
            let slots = h.byte_add(offset + SLOTS_OFFSET).cast::<UnsafeCell<Value>>();
            Some(Instance { part, slots: std::slice::from_raw_parts(slots, part.shape.get().inline as usize) })
        }
    }
}

#[allow(unsafe_code)]
impl Instance<'_> {
    fn read(cell: &UnsafeCell<Value>) -> Value {
        // SAFETY: cells of an instance are read and written only here and in the loop, one access at a time, and no reference
        // into them is kept.
        unsafe { (*cell.get()).clone() }
    }

    fn write(cell: &UnsafeCell<Value>, v: Value) {
        // SAFETY: as in `read`. The old value is dropped after the new one is in place, so whatever its release touches
        // sees a whole object.
        let old = unsafe { ptr::replace(cell.get(), v) };
        drop(old);
    }

    /// The current shape.
    pub(crate) fn shape(&self) -> &'static Shape {
        self.part.shape.get()
    }

    /// The value in slot `index` (reserved slots first); `UNBOUND` if it has none.
    pub fn slot(&self, index: u32) -> Value {
        match self.slots.get(index as usize) {
            Some(cell) => Self::read(cell),
            None => match Self::read(&self.part.extra).downcast::<List>() {
                Some(l) => l.items().get(index as usize - self.slots.len()).cloned().unwrap_or_default(),
                None => Value::UNBOUND,
            },
        }
    }

    /// Writes slot `index`.
    pub fn set_slot(&self, index: u32, v: Value) {
        if let Some(cell) = self.slots.get(index as usize) {
            return Self::write(cell, v);
        }
        let n = index as usize - self.slots.len();
        let extra = Self::read(&self.part.extra);
        match extra.downcast::<List>() {
            Some(l) => {
                let mut items = l.items_mut();
                while items.len() <= n {
                    items.push(Value::UNBOUND);
                }
                let old = std::mem::replace(&mut items[n], v);
                drop(items);
                drop(old);
            }
            None => {
                let mut items = vec![Value::UNBOUND; n];
                items.push(v);
                Self::write(&self.part.extra, List::from_vec(items).into());
            }
        }
    }

    /// The attribute; `name` is interned. Only for names without a data descriptor in the class.
    pub fn get(&self, name: &Value) -> Option<Value> {
        let shape = self.shape();
        if shape.is_dict {
            return self.dict_if_any()?.get_interned(name);
        }
        let v = self.slot(shape.find(name)?);
        if v.is_unbound() { None } else { Some(v) }
    }

    /// Sets the attribute; false if instances of this class have no attributes beyond their `__slots__`.
    pub fn set(&self, name: &Obj<Str>, v: Value) -> bool {
        let shape = self.shape();
        if shape.is_dict {
            if let Some(d) = self.dict_if_any() {
                d.insert_interned(name, v);
            }
            return true;
        }
        if let Some(index) = shape.find(name.value()) {
            self.set_slot(index, v);
            return true;
        }
        if !shape.open {
            return false;
        }
        match shape.with(name) {
            Some(next) => {
                let index = shape.reserved as u32 + shape.len() as u32;
                self.set_slot(index, v);
                self.part.shape.set(next);
            }
            None => self.dict().insert_interned(name, v),
        }
        true
    }

    /// Deletes the attribute; false if there is none.
    pub fn delete(&self, name: &Value) -> bool {
        let shape = self.shape();
        if shape.is_dict {
            return self.dict_if_any().is_some_and(|d| d.remove_interned(name).is_some());
        }
        let Some(index) = shape.find(name) else {
            return false;
        };
        // The later attributes move up one slot; the shape is found anew from the root.
        let gone = self.slot(index);
        let at = (index - shape.reserved as u32) as usize;
        let mut next = shape.root.unwrap_or(shape);
        for (i, key) in shape.keys.iter().enumerate() {
            if i != at {
                match next.with(key) {
                    Some(s) => next = s,
                    None => return self.dict().remove_interned(name).is_some(),
                }
            }
        }
        for i in at + 1..shape.len() {
            let from = shape.reserved as u32 + i as u32;
            self.set_slot(from - 1, self.slot(from));
        }
        self.set_slot(shape.reserved as u32 + shape.len() as u32 - 1, Value::UNBOUND);
        self.part.shape.set(next);
        drop(gone);
        true
    }

    /// Whether attributes beyond `__slots__` are possible, that is, whether there is a `__dict__`.
    pub fn has_dict(&self) -> bool {
        self.shape().open
    }

    /// The dict, if the instance is in dict mode.
    pub(crate) fn dict_if_any(&self) -> Option<Obj<Dict>> {
        if self.shape().is_dict { Self::read(&self.part.extra).cast::<Dict>() } else { None }
    }

    /// The instance's `__dict__`; from now on the attributes live there.
    pub fn dict(&self) -> Obj<Dict> {
        if let Some(d) = self.dict_if_any() {
            return d;
        }
        let shape = self.shape();
        let d = Dict::new();
        for (i, key) in shape.keys.iter().enumerate() {
            let index = shape.reserved as u32 + i as u32;
            d.insert_interned(key, self.slot(index));
        }
        self.become_dict(d.clone());
        d
    }

    /// Replaces the attributes by those of `d` (`x.__dict__ = d`).
    pub fn become_dict(&self, d: Obj<Dict>) {
        let shape = self.shape();
        let old: Vec<Value> = if shape.is_dict {
            Vec::new()
        } else {
            let first = shape.reserved as usize;
            self.slots[first..]
                .iter()
                // SAFETY: as in `read` and `write`.
                .map(|c| unsafe { ptr::replace(c.get(), Value::UNBOUND) })
                .collect()
        };
        self.part.shape.set(shape.dict_mode());
        Self::write(&self.part.extra, d.into());
        drop(old);
    }

    /// How many `(name, value)` pairs there are outside the reserved slots.
    pub fn len(&self) -> usize {
        match self.dict_if_any() {
            Some(d) => d.len(),
            None => self.shape().len(),
        }
    }

    /// Whether there is no attribute.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn traverse(&self, visit: &mut Visit<'_>) {
        // SAFETY: nothing writes to the instance while it is traversed.
        unsafe {
            visit(&*self.part.extra.get());
            for cell in self.slots {
                visit(&*cell.get());
            }
        }
    }

    /// Drops all attributes of a piece of garbage.
    pub(crate) fn clear(&self) {
        Self::write(&self.part.extra, if self.shape().is_dict { Dict::new().into() } else { Value::UNBOUND });
        for cell in self.slots {
            Self::write(cell, Value::UNBOUND);
        }
    }

    /// The attributes as a dict that is not connected to the instance (the instance's own dict in dict mode).
    pub fn snapshot(&self) -> Obj<Dict> {
        if let Some(d) = self.dict_if_any() {
            return d;
        }
        let shape = self.shape();
        let d = Dict::new();
        for (i, key) in shape.keys.iter().enumerate() {
            d.insert_interned(key, self.slot(shape.reserved as u32 + i as u32));
        }
        d
    }
}

/// `v.__class__ = class`. The classes have been checked to have the same layout.
#[allow(unsafe_code)]
pub(crate) fn change_class(v: &Value, class: &TypeRef) {
    let Some(h) = v.header() else { return };
    if let Some(inst) = h.instance() {
        // The shape tells caches the class, so the attributes move to a dict: dict mode is never cached.
        if inst.has_dict() {
            inst.dict();
        } else {
            let shape = inst.shape();
            inst.part.shape.set(Shape::new_root(shape.reserved, shape.inline - shape.reserved, false));
        }
    }
    let old = h.type_ptr();
    let owned = h.has(flag::OWNS_TYPE);
    // SAFETY: the object gains a reference to the new class and gives back the one to the old class, if it had one.
    unsafe {
        super::increment(class.value().header_ptr());
        h.typ.set(class.value().header_ptr());
        h.set(flag::OWNS_TYPE);
        if owned {
            super::decrement(old);
        }
    }
    if class.has_finalizer() {
        h.set(flag::FINALIZER);
    }
}
