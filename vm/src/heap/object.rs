//! Typed objects: payloads, their layouts, and owned handles.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr;

use super::{Header, Kind, heap};
use crate::exc::R;
use crate::ops::iterate::{Drive, Nature, Step};
use crate::value::Value;
use crate::vm::Vm;

/// What a traversal calls for each value that an object refers to.
pub type Visit<'a> = dyn FnMut(&Value) + 'a;

/// A Rust value that lives in a heap object, behind the header.
///
/// Payloads that programs can change use interior mutability (`Cell`, `RefCell`). A native function may hold a
/// `RefCell` borrow as long as it likes, because user code never runs inside a native function.
pub trait Payload: Sized + 'static {
    /// The layout family.
    const KIND: Kind = Kind::Native;
    /// How to handle the payload.
    const LAYOUT: &'static Layout = &Layout::of::<Self>();
    /// Whether it can hold references to other objects, and so take part in a cycle.
    const CONTAINER: bool = true;
    /// Calls `visit` for each value it refers to. Every owned value, exactly once: the cycle collector counts.
    fn traverse(&self, visit: &mut Visit<'_>);
    /// Drops the references that may form cycles. Called on garbage only.
    fn clear(&self) {}
    /// `len()`, for payloads without a kind of their own that have one: the loop need not call `__len__` then.
    fn length(&self) -> Option<usize> {
        None
    }
    /// Whether it is an iterator whose steps need no user code at times. Those with a kind of their own are known to
    /// `ops::iterate`.
    const ITERATOR: bool = false;
    /// An iterator's next item. If that needs user code, nothing has been taken from anywhere yet.
    fn step(&self) -> R<Step> {
        Ok(Step::User)
    }
    /// The generator to resume for the next item of an iterator, which is `this`, if a step needs user code.
    fn drive(&self, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
        let _ = (vm, this);
        Ok(None)
    }
    /// What steps of an iterator need.
    fn nature(&self) -> Nature {
        Nature::USER
    }
}

/// How to step an iterator without knowing its Rust type.
#[derive(Clone, Copy)]
pub(crate) struct IteratorLayout {
    pub(crate) step: unsafe fn(*const Header) -> R<Step>,
    pub(crate) nature: unsafe fn(*const Header) -> Nature,
    pub(crate) drive: unsafe fn(*const Header, &mut Vm, &Value) -> R<Option<Drive>>,
}

/// How to handle the payload of an object without knowing its Rust type.
pub struct Layout {
    pub(crate) kind: Kind,
    pub(crate) container: bool,
    pub(crate) type_id: TypeId,
    /// Bytes of header and payload, or of its fixed part.
    pub(crate) size: usize,
    /// Bytes of header and payload of this object.
    pub(crate) size_of: unsafe fn(*const Header) -> usize,
    pub(crate) drop: unsafe fn(*const Header),
    pub(crate) traverse: unsafe fn(*const Header, &mut Visit<'_>),
    pub(crate) clear: unsafe fn(*const Header),
    pub(crate) length: unsafe fn(*const Header) -> Option<usize>,
    /// For an iterator without a kind of its own.
    pub(crate) iterator: Option<IteratorLayout>,
}

/// An object: header and payload.
#[repr(C)]
pub(crate) struct Block<T> {
    pub(crate) header: Header,
    pub(crate) payload: T,
}

#[allow(unsafe_code)]
impl Layout {
    /// The layout of payload `T`.
    pub const fn of<T: Payload>() -> Layout {
        const {
            assert!(align_of::<T>() <= 8, "payloads are aligned to 8 bytes at most");
        }
        unsafe fn drop<T>(h: *const Header) {
            // SAFETY: the layout belongs to the object's type, so the payload is a T; it is dropped once.
            unsafe { ptr::drop_in_place(&raw mut (*h.cast_mut().cast::<Block<T>>()).payload) }
        }
        unsafe fn traverse<T: Payload>(h: *const Header, visit: &mut Visit<'_>) {
            // SAFETY: as above.
            unsafe { (*h.cast::<Block<T>>()).payload.traverse(visit) }
        }
        unsafe fn clear<T: Payload>(h: *const Header) {
            // SAFETY: as above.
            unsafe { (*h.cast::<Block<T>>()).payload.clear() }
        }
        unsafe fn length<T: Payload>(h: *const Header) -> Option<usize> {
            // SAFETY: as above.
            unsafe { (*h.cast::<Block<T>>()).payload.length() }
        }
        unsafe fn step<T: Payload>(h: *const Header) -> R<Step> {
            // SAFETY: as above.
            unsafe { (*h.cast::<Block<T>>()).payload.step() }
        }
        unsafe fn drive<T: Payload>(h: *const Header, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
            // SAFETY: as above.
            unsafe { (*h.cast::<Block<T>>()).payload.drive(vm, this) }
        }
        unsafe fn nature<T: Payload>(h: *const Header) -> Nature {
            // SAFETY: as above.
            unsafe { (*h.cast::<Block<T>>()).payload.nature() }
        }
        unsafe fn size_of_fixed<T>(_: *const Header) -> usize {
            size_of::<Block<T>>()
        }
        Layout {
            kind: T::KIND,
            container: T::CONTAINER,
            type_id: TypeId::of::<T>(),
            size: size_of::<Block<T>>(),
            size_of: size_of_fixed::<T>,
            drop: drop::<T>,
            traverse: traverse::<T>,
            clear: clear::<T>,
            length: length::<T>,
            iterator: if T::ITERATOR {
                Some(IteratorLayout { step: step::<T>, nature: nature::<T>, drive: drive::<T> })
            } else {
                None
            },
        }
    }

    /// The function of layouts whose objects have no length, or are asked in other ways.
    pub(crate) const NO_LENGTH: unsafe fn(*const Header) -> Option<usize> = |_| None;
}

impl Header {
    /// `len()` of an object of a native module's type, if it has one.
    #[allow(unsafe_code)]
    pub(crate) fn native_length(&self) -> Option<usize> {
        // SAFETY: the layout is that of this object.
        unsafe { (self.layout().length)(self) }
    }
}

/// An owned reference to an object whose payload is a `T`.
#[repr(transparent)]
pub struct Obj<T: Payload>(Value, PhantomData<T>);

impl<T: Payload> Obj<T> {
    /// The value.
    #[inline]
    pub fn value(&self) -> &Value {
        &self.0
    }
    /// The value, owned.
    #[inline]
    pub fn into_value(self) -> Value {
        self.0
    }
    /// Whether both are the same object.
    #[inline]
    pub fn is(&self, other: &Obj<T>) -> bool {
        self.0.is(&other.0)
    }
    /// The object's header.
    #[inline]
    #[allow(unsafe_code)]
    pub fn header(&self) -> &Header {
        // SAFETY: an `Obj` always holds a pointer to a live object.
        unsafe { &*self.0.header_ptr() }
    }
}

impl<T: Payload> Clone for Obj<T> {
    #[inline]
    fn clone(&self) -> Obj<T> {
        Obj(self.0.clone(), PhantomData)
    }
}

impl<T: Payload> Deref for Obj<T> {
    type Target = T;
    #[inline]
    #[allow(unsafe_code)]
    fn deref(&self) -> &T {
        // SAFETY: an `Obj<T>` is only made for objects whose payload is a `T`.
        unsafe { &(*self.0.header_ptr().cast::<Block<T>>()).payload }
    }
}

impl<T: Payload> From<Obj<T>> for Value {
    #[inline]
    fn from(o: Obj<T>) -> Value {
        o.0
    }
}

impl<T: Payload> fmt::Debug for Obj<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Value {
    /// Whether the payload is a `T` (of the type itself or of a subclass).
    #[inline]
    pub fn is_a<T: Payload>(&self) -> bool {
        match self.header() {
            None => false,
            Some(h) if T::KIND as u8 != Kind::Native as u8 => h.is_kind(T::KIND),
            Some(h) => h.is_kind(Kind::Native) && h.layout().type_id == TypeId::of::<T>(),
        }
    }

    /// The payload, if it is a `T` (of the type itself or of a subclass).
    #[inline]
    #[allow(unsafe_code)]
    pub fn downcast<T: Payload>(&self) -> Option<&T> {
        if self.is_a::<T>() {
            // SAFETY: just checked; the object lives while `self` is borrowed.
            Some(unsafe { &(*self.header_ptr().cast::<Block<T>>()).payload })
        } else {
            None
        }
    }

    /// The payload, if the object is exactly of the kind's built-in type.
    #[inline]
    #[allow(unsafe_code)]
    pub fn exact<T: Payload>(&self) -> Option<&T> {
        debug_assert!(T::KIND as u8 != Kind::Native as u8);
        match self.header() {
            Some(h) if h.is_exact(T::KIND) => {
                // SAFETY: just checked; the object lives while `self` is borrowed.
                Some(unsafe { &(*self.header_ptr().cast::<Block<T>>()).payload })
            }
            _ => None,
        }
    }

    /// A typed owned handle to the same object.
    #[inline]
    pub fn cast<T: Payload>(&self) -> Option<Obj<T>> {
        if self.is_a::<T>() { Some(Obj(self.clone(), PhantomData)) } else { None }
    }

    /// This value as a typed owned handle.
    #[inline]
    pub fn into_obj<T: Payload>(self) -> Result<Obj<T>, Value> {
        if self.is_a::<T>() { Ok(Obj(self, PhantomData)) } else { Err(self) }
    }
}

/// Makes an object of the built-in type of `T`'s kind.
#[inline]
pub fn new<T: Payload>(payload: T) -> Obj<T> {
    debug_assert!(T::KIND as u8 != Kind::Native as u8);
    let typ = heap(|h| h.types[T::KIND as usize].get());
    new_of(typ, false, payload)
}

#[inline]
#[allow(unsafe_code)]
fn new_of<T: Payload>(typ: *const Header, subclass: bool, payload: T) -> Obj<T> {
    // SAFETY: the block is fresh, large enough and aligned to 16.
    unsafe {
        let heap = super::here();
        if T::CONTAINER {
            heap.count_container();
        }
        let (block, class) = heap.blocks.allocate(size_of::<Block<T>>()).unwrap_or_else(|| super::out_of_memory());
        let header = Header::new(T::KIND, subclass, 0, class, typ);
        ptr::write(block.cast::<Block<T>>(), Block { header, payload });
        Obj(Value::from_header(block.cast()), PhantomData)
    }
}

/// Makes an object of a built-in type that has instance parts, where such objects come and go; the layout must be that of `T`.
#[allow(unsafe_code)]
#[inline(always)]
pub(crate) fn new_of_built_in<T: Payload>(typ: &crate::object::TypeRef, payload: T) -> Obj<T> {
    debug_assert!(typ.layout.type_id == TypeId::of::<T>() && !typ.is_heap_type());
    let block = super::instance::reuse(typ, typ.value().header_ptr(), size_of::<Block<T>>());
    if block.is_null() {
        return new_with_type(typ, payload);
    }
    // SAFETY: the block has a header for this class and room for the payload, which is not yet initialised.
    unsafe {
        ptr::write(&raw mut (*block.cast::<Block<T>>()).payload, payload);
        Obj(Value::from_header(block), PhantomData)
    }
}

/// Makes an object of the class `typ`, whose layout must be that of `T`: the built-in type itself, a type made by
/// `TypeSpec`, or a class derived from one (with instance part).
#[allow(unsafe_code)]
pub fn new_with_type<T: Payload>(typ: &crate::object::TypeRef, payload: T) -> Obj<T> {
    assert!(typ.layout.type_id == TypeId::of::<T>(), "the type {} has another layout", typ.name());
    if !typ.is_heap_type() && typ.instance_shape().is_none() {
        let ptr = typ.value().header_ptr();
        let subclass = T::KIND.tells_subclasses() && heap(|h| h.types[T::KIND as usize].get()) != ptr;
        return new_of(ptr, subclass, payload);
    }
    let block = super::instance::allocate_for_class(typ, size_of::<Block<T>>());
    // SAFETY: the block has a header for this class and room for the payload, which is not yet initialised.
    unsafe {
        ptr::write(&raw mut (*block.cast::<Block<T>>()).payload, payload);
        Obj(Value::from_header(block.cast()), PhantomData)
    }
}
