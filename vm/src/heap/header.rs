//! The first 16 bytes of every heap object.

use std::cell::Cell;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The layout family of an object, for quick dispatch. Subclass instances have their base's kind.
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            const ALL: &[Kind] = &[$(Kind::$name),*];
            /// How many kinds there are.
            pub const COUNT: usize = Kind::ALL.len();
        }
    };
}

kinds! {
    /// Any payload without a kind of its own; told apart by its Rust type.
    Native,
    /// An instance of a class without a native base.
    Instance,
    /// `int` outside the inline range, or of a subclass
    Int,
    /// `float` outside the inline range, or of a subclass
    Float,
    /// `complex`
    Complex,
    /// `str`
    Str,
    /// `bytes`
    Bytes,
    /// `bytearray`
    ByteArray,
    /// `memoryview`
    MemoryView,
    /// `tuple`
    Tuple,
    /// `list`
    List,
    /// `dict`
    Dict,
    /// `set`
    Set,
    /// `frozenset`
    FrozenSet,
    /// `slice`
    Slice,
    /// `range`
    Range,
    /// `function`
    Function,
    /// `builtin_function_or_method` and native method descriptors
    NativeFunction,
    /// `method`
    BoundMethod,
    /// `staticmethod`
    StaticMethod,
    /// `classmethod`
    ClassMethod,
    /// `property`
    Property,
    /// The descriptor of a slot or native field
    Member,
    /// `super`
    Super,
    /// `cell`
    Cell,
    /// `code`
    Code,
    /// `frame` as programs see it
    FrameView,
    /// The block of a plain call
    Frame,
    /// `generator`: object and frame in one block
    Generator,
    /// `coroutine`
    Coroutine,
    /// `async_generator`
    AsyncGenerator,
    /// `greenlet`
    Greenlet,
    /// `traceback`
    Traceback,
    /// `module`
    Module,
    /// `type` and metaclasses
    Type,
    /// Exceptions
    Exception,
    /// `list_iterator`
    ListIter,
    /// `tuple_iterator`
    TupleIter,
    /// `range_iterator`
    RangeIter,
    /// `dict_keyiterator` and its siblings
    DictIter,
    /// `set_iterator`
    SetIter,
    /// `str_iterator`
    StrIter,
    /// `bytes_iterator`
    BytesIter,
    /// `dict_keys`, `dict_values`, `dict_items`
    DictView,
    /// `longrange_iterator`
    LongRangeIter,
    /// `iterator`: over what has only `__getitem__`
    SequenceIter,
    /// `callable_iterator`
    CallableIter,
    /// `reversed`
    Reversed,
    /// `enumerate`
    Enumerate,
    /// `zip`
    Zip,
    /// `map`
    Map,
    /// `filter`
    Filter,
    /// `weakref.ref`
    WeakRef,
    /// `mappingproxy`
    MappingProxy,
    /// `types.GenericAlias`
    GenericAlias,
    /// `types.UnionType`
    Union,
    /// `asyncio.Future` and `asyncio.Task`
    Future,
    /// `asyncio.Handle` and `asyncio.TimerHandle`
    Handle,
}

impl Kind {
    /// Whether an object of this kind whose class is derived from the kind's built-in type is marked as such even if that class is
    /// built in as well: code that knows the built-in type by heart must not take it for one.
    #[inline(always)]
    pub(crate) const fn tells_subclasses(self) -> bool {
        self as u8 >= Kind::Int as u8 && self as u8 <= Kind::FrozenSet as u8
    }
}

/// Set in the kind byte of objects whose class is not the built-in one itself.
const SUBCLASS: u8 = 0x80;

/// Bits of `Header::flags`.
pub(crate) mod flag {
    /// The object owns a reference to its type (types made by programs; built-in ones live for ever).
    pub(crate) const OWNS_TYPE: u8 = 1;
    /// There is an instance part (shape and attribute slots) behind the payload.
    pub(crate) const INSTANCE: u8 = 2;
    /// The type has a finaliser which has not run yet for this object.
    pub(crate) const FINALIZER: u8 = 4;
    /// There are weak references to this object.
    pub(crate) const WEAK: u8 = 8;
    /// The finaliser has been queued or has run.
    pub(crate) const FINALIZED: u8 = 16;
    /// The payload keeps a dict of attributes of this one object.
    pub(crate) const OWN_DICT: u8 = 32;
    /// A tuple without references among its items: nothing has to be dropped or counted when it goes (`heap::tuple`).
    pub(crate) const PLAIN: u8 = 64;
}

/// The first 16 bytes of every heap object.
#[repr(C)]
pub struct Header {
    pub(super) rc: Cell<u32>,
    pub(super) kind: Cell<u8>,
    pub(super) flags: Cell<u8>,
    /// Size class of the block; see `alloc`.
    pub(super) class: u8,
    /// The cycle collector's colour.
    pub(super) mark: Cell<u8>,
    pub(super) typ: Cell<*const Header>,
}

impl Header {
    /// The first word of the header of a fresh object: one reference, the kind, flags and class.
    #[inline]
    pub(crate) fn first_word(kind: Kind, subclass: bool, flags: u8, class: u8) -> u64 {
        let [a, b, c, d] = 1u32.to_ne_bytes();
        let kind = kind as u8 | if subclass { SUBCLASS } else { 0 };
        u64::from_ne_bytes([a, b, c, d, kind, flags, class, 0])
    }

    /// The size class in such a word.
    #[inline(always)]
    pub(crate) fn class_in(word: u64) -> u8 {
        word.to_ne_bytes()[6]
    }

    #[inline(always)]
    pub(crate) fn new(kind: Kind, subclass: bool, flags: u8, class: u8, typ: *const Header) -> Header {
        Header {
            rc: Cell::new(1),
            kind: Cell::new(kind as u8 | if subclass { SUBCLASS } else { 0 }),
            flags: Cell::new(flags),
            class,
            mark: Cell::new(0),
            typ: Cell::new(typ),
        }
    }

    /// The layout family.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        Kind::ALL[(self.kind.get() & !SUBCLASS) as usize]
    }
    /// Whether the object is of this kind and its class is the built-in one itself, not a subclass.
    #[inline(always)]
    pub fn is_exact(&self, kind: Kind) -> bool {
        self.kind.get() == kind as u8
    }
    /// Whether the object's class is a subclass of the kind's built-in type.
    #[inline(always)]
    pub fn is_subclass(&self) -> bool {
        self.kind.get() & SUBCLASS != 0
    }
    /// Whether the object is of this kind, be it of a subclass.
    #[inline(always)]
    pub fn is_kind(&self, kind: Kind) -> bool {
        self.kind.get() & !SUBCLASS == kind as u8
    }
    /// Whether the object may be part of a cycle: its payload refers to others, or it has attributes.
    #[inline(always)]
    pub(crate) fn is_container(&self) -> bool {
        self.layout().container || self.has(flag::INSTANCE)
    }
    /// The size class of the block.
    #[inline(always)]
    pub(crate) fn size_class(&self) -> u8 {
        self.class
    }
    /// The number of references.
    #[inline(always)]
    pub fn references(&self) -> u32 {
        self.rc.get()
    }
    #[inline(always)]
    pub(crate) fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }
    #[inline(always)]
    pub(crate) fn set(&self, flag: u8) {
        self.flags.set(self.flags.get() | flag);
    }
    #[inline(always)]
    pub(crate) fn unset(&self, flag: u8) {
        self.flags.set(self.flags.get() & !flag);
    }
    /// The type object's header.
    #[inline(always)]
    pub(crate) fn type_ptr(&self) -> *const Header {
        self.typ.get()
    }
}
