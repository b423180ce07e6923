//! `type`: classes, built-in and user-made.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::{Dict, Str, Tuple, WeakRef, lookup};
use crate::exc::ExcKind;
use crate::heap::instance::Shape;
use crate::heap::{Header, Kind, Layout, Obj, Payload, Visit};
use crate::value::Value;

/// An owned reference to a class.
pub type TypeRef = Obj<Type>;

/// Bits of a class.
pub struct TypeFlags;

#[allow(missing_docs, reason = "each is described")]
impl TypeFlags {
    /// Made at run time (by a `class` statement): reference-counted by its instances.
    pub const HEAP: u32 = 1;
    /// May be a base class.
    pub const BASE: u32 = 2;
    /// There is a `__del__`.
    pub const FINALIZER: u32 = 4;
    /// There is a `__getattr__`.
    pub const GETATTR: u32 = 8;
    /// `__getattribute__` is not `object`'s (or for metaclasses `type`'s).
    pub const GETATTRIBUTE: u32 = 0x10;
    /// `__setattr__` or `__delattr__` is not the built-in one.
    pub const SETATTR: u32 = 0x20;
    /// Has abstract methods: cannot be instantiated.
    pub const ABSTRACT: u32 = 0x40;
    /// Attributes may not be assigned (built-in types).
    pub const IMMUTABLE: u32 = 0x80;
    /// Instances may be weakly referenced.
    pub const WEAKREF: u32 = 0x100;
    /// Instances have a `__dict__`.
    pub const DICT: u32 = 0x200;
    /// A sequence / mapping for `match` (collections.abc registration, or built-in).
    pub const SEQUENCE: u32 = 0x400;
    /// See SEQUENCE.
    pub const MAPPING: u32 = 0x800;
    /// A single positional pattern captures the subject itself (int, str, ...).
    pub const MATCH_SELF: u32 = 0x1000;
    /// `__eq__` is user code (a Python function).
    pub const USER_EQ: u32 = 0x2000;
    /// `__hash__` is user code.
    pub const USER_HASH: u32 = 0x4000;
    /// Instances cannot be made by calling the class.
    pub const NO_NEW: u32 = 0x8000;
    /// `__repr__` or `__str__` is user code.
    pub const USER_STR: u32 = 0x1_0000;
    /// `__iter__`, `__next__`, `__len__`, `__getitem__`, `__contains__` or `__bool__` is user code, so that the native fast
    /// path of the base type must not be taken.
    pub const USER_CONTAINER: u32 = 0x2_0000;
    /// An operator method is user code.
    pub const USER_OPERATOR: u32 = 0x4_0000;
    /// Elsewhere it is a class written in Python, so messages name it without its module.
    pub const PLAIN_NAME: u32 = 0x8_0000;
}

/// The head that every type object starts with, so that the heap finds an object's layout.
#[repr(C)]
pub struct TypeHead {
    /// How instances are laid out.
    pub layout: &'static Layout,
}

/// A class.
#[repr(C)]
pub struct Type {
    /// How instances are laid out: that of the nearest built-in base.
    pub layout: &'static Layout,
    /// Unique to this class in its present state; changes when the class or a base changes. 0: none given yet.
    pub(crate) version: Cell<u32>,
    /// `TypeFlags`
    pub flags: Cell<u32>,
    pub(crate) shape: Cell<Option<&'static Shape>>,
    /// How instances are allocated.
    pub(crate) plan: Cell<crate::heap::instance::Plan>,
    /// Slots of `__slots__`, inherited ones included.
    pub(crate) reserved: Cell<u16>,
    /// How a call makes an instance; see `call::construct`.
    pub(crate) constructor: Cell<u8>,
    /// Borrowed words that go with `constructor`: `__init__` and `__new__` found when it was determined.
    pub(crate) constructor_words: [Cell<u64>; 2],
    /// The version for which `constructor` holds.
    pub(crate) constructor_version: Cell<u32>,
    /// What a call of a built-in class does in place of `__new__` and `__init__`, if there is something.
    pub(crate) maker: OnceCell<Value>,
    /// `__name__`
    pub name: RefCell<Obj<Str>>,
    /// `__qualname__`
    pub qualname: RefCell<Value>,
    /// `__base__`
    pub base: RefCell<Option<TypeRef>>,
    /// `__bases__`
    pub bases: RefCell<Obj<Tuple>>,
    /// `__mro__`, this class first.
    pub mro: RefCell<Rc<[TypeRef]>>,
    /// `__dict__`
    pub dict: Obj<Dict>,
    /// Weak references to the direct subclasses, oldest first.
    pub subclasses: RefCell<Vec<Obj<WeakRef>>>,
    /// Named fields of native payloads, for exceptions: names of `Exception::fields`.
    pub field_names: &'static [&'static str],
    /// For exception classes: the built-in one that it is or derives from, which decides about the fields.
    pub exception: Cell<ExcKind>,
    /// Names of slots, for `copyreg` and `__dir__`.
    pub slot_names: RefCell<Vec<Obj<Str>>>,
}

impl Payload for Type {
    const KIND: Kind = Kind::Type;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.qualname.borrow());
        if let Some(maker) = self.maker.get() {
            visit(maker);
        }
        if let Some(b) = &*self.base.borrow() {
            visit(b.value());
        }
        visit(self.bases.borrow().value());
        // The order is one Rc, whose references are owned once however many clones there are; clones do not outlive a native call.
        for t in self.mro.borrow().iter() {
            visit(t.value());
        }
        visit(self.dict.value());
        for w in self.subclasses.borrow().iter() {
            visit(w.value());
        }
    }
    fn clear(&self) {
        self.modified();
        // The class keeps its layout and name: instances in the same garbage still need them.
        let old = (self.mro.replace(Rc::new([])), self.subclasses.take(), self.bases.replace(Tuple::empty()));
        let dict = self.dict.table_mut().take_all();
        drop(old);
        drop(dict);
    }
}

thread_local! {
    static VERSIONS: Cell<u32> = const { Cell::new(0) };
}

impl Type {
    /// The payload of a class without bases and order yet.
    pub(crate) fn payload(
        layout: &'static Layout,
        name: Obj<Str>,
        qualname: Value,
        flags: u32,
        dict: Obj<Dict>,
        field_names: &'static [&'static str],
    ) -> Type {
        Type {
            layout,
            version: Cell::new(0),
            flags: Cell::new(flags),
            shape: Cell::new(None),
            plan: Cell::default(),
            reserved: Cell::new(0),
            constructor: Cell::new(0),
            constructor_words: [Cell::new(0), Cell::new(0)],
            constructor_version: Cell::new(0),
            maker: OnceCell::new(),
            name: RefCell::new(name),
            qualname: RefCell::new(qualname),
            base: RefCell::new(None),
            bases: RefCell::new(Tuple::empty()),
            mro: RefCell::new(Rc::new([])),
            dict,
            subclasses: RefCell::new(Vec::new()),
            field_names,
            exception: Cell::new(ExcKind::BaseException),
            slot_names: RefCell::new(Vec::new()),
        }
    }

    /// Whether all bits of `mask` are set.
    #[inline(always)]
    pub fn has(&self, mask: u32) -> bool {
        self.flags.get() & mask == mask
    }
    /// Whether any bit of `mask` is set.
    #[inline(always)]
    pub fn any(&self, mask: u32) -> bool {
        self.flags.get() & mask != 0
    }
    /// Sets or clears bits.
    pub fn set_flag(&self, mask: u32, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | mask } else { f & !mask });
    }
    /// Whether it was made at run time.
    #[inline(always)]
    pub fn is_heap_type(&self) -> bool {
        self.has(TypeFlags::HEAP)
    }
    /// Whether instances have a finaliser.
    #[inline(always)]
    pub fn has_finalizer(&self) -> bool {
        self.any(TypeFlags::FINALIZER)
    }

    /// The name, for messages: with the module for a native module's class, unless that only looks like one made at run time.
    pub fn name(&self) -> String {
        if self.any(TypeFlags::IMMUTABLE)
            && !self.any(TypeFlags::PLAIN_NAME)
            && let Some(module) = self.dict.get_str("__module__")
            && let Some(module) = module.downcast::<Str>()
        {
            return format!("{}.{}", module.to_lossy(), self.name.borrow().to_lossy());
        }
        self.plain_name()
    }

    /// The name alone.
    pub fn plain_name(&self) -> String {
        self.name.borrow().to_lossy().into_owned()
    }

    /// The version; a fresh one is given if the class has changed since the last time.
    #[inline]
    pub fn version(&self) -> u32 {
        match self.version.get() {
            0 => self.new_version(),
            v => v,
        }
    }

    #[cold]
    fn new_version(&self) -> u32 {
        // What is remembered of this class is told to be void through its bases, so these have to have versions too.
        for base in self.bases.borrow().items() {
            if let Some(t) = base.downcast::<Type>() {
                t.version();
            }
        }
        VERSIONS.with(|v| {
            v.set(v.get().wrapping_add(1));
            self.version.set(v.get());
        });
        self.version.get()
    }

    /// The class or a base has changed: whatever was remembered about it, or a subclass, is void.
    pub fn modified(&self) {
        if self.version.replace(0) == 0 {
            return;
        }
        for w in self.subclasses.borrow().iter() {
            if let Some(t) = w.get().and_then(|v| v.cast::<Type>()) {
                t.modified();
            }
        }
    }

    /// The linearised order of base classes, this class first.
    #[inline]
    pub fn mro(&self) -> Rc<[TypeRef]> {
        self.mro.borrow().clone()
    }

    /// The attribute of the class or its bases, not bound; `name` is interned.
    #[inline]
    pub fn lookup(&self, name: &Value) -> Option<Value> {
        let version = self.version();
        match lookup::recall(version, name.bits()) {
            Some(v) if v.is_unbound() => None,
            Some(v) => Some(v),
            None => self.lookup_slow(version, name),
        }
    }

    fn lookup_slow(&self, version: u32, name: &Value) -> Option<Value> {
        let found = self.mro.borrow().iter().find_map(|t| t.dict.get_interned(name));
        if name.downcast::<Str>().is_some_and(Str::is_interned) {
            lookup::note(version, name.bits(), found.as_ref());
        }
        found
    }

    /// As `lookup`, with the class that has it.
    pub fn lookup_where(&self, name: &Value) -> Option<(TypeRef, Value)> {
        self.mro.borrow().iter().find_map(|t| Some((t.clone(), t.dict.get_interned(name)?)))
    }

    /// Whether `other` is this class or one of its bases.
    #[inline]
    pub fn is_subtype_of(&self, other: &Type) -> bool {
        std::ptr::eq(self, other) || self.mro.borrow().iter().any(|t| std::ptr::eq(&**t, other))
    }

    /// The shape of fresh instances, if instances have attributes or slots at all.
    pub(crate) fn instance_shape(&self) -> Option<&'static Shape> {
        let shape = self.shape.get()?;
        let wanted = shape.wanted();
        if wanted > shape.attributes() {
            let grown = Shape::new_root(self.reserved.get(), wanted, self.any(TypeFlags::DICT));
            self.shape.set(Some(grown));
            return Some(grown);
        }
        Some(shape)
    }

    /// Declares that instances have `attributes` inline slots for attributes beside those of `__slots__`.
    pub(crate) fn set_instance_shape(&self, attributes: u16) {
        let open = self.any(TypeFlags::DICT);
        if open || self.reserved.get() > 0 {
            self.shape.set(Some(Shape::new_root(self.reserved.get(), if open { attributes } else { 0 }, open)));
        }
    }
}

impl Header {
    /// The object's class.
    #[inline]
    #[allow(unsafe_code)]
    pub fn class(&self) -> TypeRef {
        // SAFETY: the type pointer of a live object points to a live type object; the value gets a reference of its own.
        let v = unsafe {
            crate::heap::increment(self.type_ptr());
            Value::from_header(self.type_ptr())
        };
        match v.into_obj() {
            Ok(t) => t,
            Err(_) => unreachable!("an object's class is a type"),
        }
    }

    /// The object's class, borrowed.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub fn class_ref(&self) -> &Type {
        // SAFETY: as above; the object keeps its class alive while it is borrowed.
        unsafe { &(*self.type_ptr().cast::<crate::heap::object::Block<Type>>()).payload }
    }
}
