//! `str`: generalised UTF-8 in the object's own block, with its length in code points and its hash cached.

use std::cell::{Cell, OnceCell, RefCell};
use std::hash::{Hash, Hasher};
use std::mem::ManuallyDrop;

use super::TypeRef;
use crate::heap::{Kind, Obj, Tail, TailHead, Visit, tail};
use crate::text::index::LazyIndex;
use crate::text::view::Text;
use crate::value::Value;

const INTERNED: usize = 1 << 63;

/// The fixed part of a string.
pub struct StrHead {
    /// 0: not computed yet.
    hash: Cell<u64>,
    /// Code points, and the bit `INTERNED`.
    chars: Cell<usize>,
    /// From code point to byte, for strings that are not ASCII.
    index: LazyIndex,
}

impl TailHead for StrHead {
    type Item = u8;
    const KIND: Kind = Kind::Str;
    const CONTAINER: bool = false;
    fn visit(_: &u8, _: &mut Visit<'_>) {}
}

/// A string.
pub type Str = Tail<StrHead, u8>;

fn head<'a>(parts: impl Iterator<Item = &'a [u8]>) -> StrHead {
    let chars: usize = parts.map(crate::text::wtf8::count).sum();
    StrHead { hash: Cell::new(0), chars: Cell::new(chars), index: LazyIndex::default() }
}

impl Str {
    /// A string of UTF-8 text.
    pub fn new(text: &str) -> Obj<Str> {
        Str::from_wtf8(text.as_bytes())
    }

    /// A string of generalised UTF-8 (code points as UTF-8 has them, surrogates included).
    pub fn from_wtf8(bytes: &[u8]) -> Obj<Str> {
        Str::try_concat(&[bytes]).unwrap_or_else(|| std::alloc::handle_alloc_error(std::alloc::Layout::new::<u8>()))
    }

    /// The parts in one string; None if there is no memory for it.
    pub fn try_concat(parts: &[&[u8]]) -> Option<Obj<Str>> {
        Str::try_from_parts(parts.iter().copied())
    }

    /// The parts in one string; None if there is no memory for it.
    pub fn try_from_parts<'a>(parts: impl Iterator<Item = &'a [u8]> + Clone) -> Option<Obj<Str>> {
        tail::new_bytes(None, head(parts.clone()), parts)
    }

    /// These strings in one, with another one between each two; None if there is no memory for it. Err: this item is no string.
    pub fn try_join(separator: &[u8], items: &[Value]) -> Result<Option<Obj<Str>>, usize> {
        let between = items.len().saturating_sub(1);
        let (mut len, mut chars) = (0usize, 0);
        for (i, v) in items.iter().enumerate() {
            let s = v.downcast::<Str>().ok_or(i)?;
            len = len.saturating_add(s.bytes().len());
            chars += s.chars();
        }
        if !separator.is_empty() {
            len = len.saturating_add(separator.len().saturating_mul(between));
            chars += crate::text::wtf8::count(separator).saturating_mul(between);
        }
        let head = StrHead { hash: Cell::new(0), chars: Cell::new(chars), index: LazyIndex::default() };
        Ok(tail::new_filled(head, len, |out| {
            let mut items = items.iter().filter_map(|v| v.downcast::<Str>());
            if let Some(first) = items.next() {
                out.push(first.bytes());
            }
            for s in items {
                if !separator.is_empty() {
                    out.push(separator);
                }
                out.push(s.bytes());
            }
        }))
    }

    /// A string of ASCII characters, which `bytes` has to be; None if there is no memory for it.
    pub(crate) fn try_ascii(bytes: &[u8]) -> Option<Obj<Str>> {
        debug_assert!(bytes.is_ascii());
        let head = StrHead { hash: Cell::new(0), chars: Cell::new(bytes.len()), index: LazyIndex::default() };
        tail::new_filled(head, bytes.len(), |out| out.push(bytes))
    }

    /// Two strings in one; None if there is no memory for it.
    pub fn try_pair(a: &Str, b: &Str) -> Option<Obj<Str>> {
        let chars = a.chars() + b.chars();
        let head = StrHead { hash: Cell::new(0), chars: Cell::new(chars), index: LazyIndex::default() };
        tail::new_filled(head, a.bytes().len().checked_add(b.bytes().len())?, |out| {
            out.push(a.bytes());
            out.push(b.bytes());
        })
    }

    /// The string of one character. There is one such object for each of the first 256, which is interned.
    #[inline(always)]
    pub fn from_char(code: u32) -> Obj<Str> {
        if code < 256
            && let Some(s) = CHARS.with(|c| c[code as usize].get().cloned())
        {
            return s;
        }
        Str::of_char(code)
    }

    #[cold]
    #[inline(never)]
    fn of_char(code: u32) -> Obj<Str> {
        let mut bytes = Vec::with_capacity(4);
        crate::text::wtf8::push(&mut bytes, code);
        if code < 256 {
            return CHARS.with(|c| c[code as usize].get_or_init(|| intern(&bytes)).clone());
        }
        Str::from_wtf8(&bytes)
    }

    /// A string of `typ`, a subclass of `str`.
    pub fn of_class(typ: &TypeRef, bytes: &[u8]) -> Option<Obj<Str>> {
        let parts = std::iter::once(bytes);
        tail::new_bytes(Some(typ), head(parts.clone()), parts)
    }

    /// `self * count`; None if there is no memory for it.
    pub fn try_repeat(&self, count: usize) -> Option<Obj<Str>> {
        let chars = self.chars().checked_mul(count)?;
        let head = StrHead { hash: Cell::new(0), chars: Cell::new(chars), index: LazyIndex::default() };
        tail::new_repeated(head, self.bytes(), count)
    }

    /// Appends to a string that nobody else refers to, if that needs no copy of what is there; else gives it back as it was.
    pub fn append(this: Obj<Str>, more: &Str) -> Result<Obj<Str>, Obj<Str>> {
        // An index, once made, is for the text as it is.
        if this.head.index.made().is_some() {
            return Err(this);
        }
        let this = tail::append_bytes(this, more.bytes())?;
        this.head.hash.set(0);
        this.head.chars.set(this.chars() + more.chars());
        Ok(this)
    }

    /// The contents in generalised UTF-8.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        self.items()
    }

    /// The contents as text, if there is no lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }

    /// The contents as text, with lone surrogates replaced, for messages.
    pub fn to_lossy(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.bytes())
    }

    /// How many code points there are: `len()`.
    #[inline(always)]
    pub fn chars(&self) -> usize {
        self.head.chars.get() & !INTERNED
    }

    /// Whether all characters are ASCII, so that character and byte positions agree.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.chars() == self.len()
    }

    /// The contents as the text functions want them, with the index from code points to bytes.
    #[inline]
    pub fn text(&self) -> Text<'_> {
        Text::indexed(self.bytes(), self.chars(), &self.head.index)
    }

    /// The hash; the same for equal strings.
    #[inline]
    pub fn hash(&self) -> u64 {
        let h = self.head.hash.get();
        if h != 0 {
            return h;
        }
        let h = crate::hashing::hash_str(self.text());
        self.head.hash.set(h);
        h
    }

    /// Whether this is the one string of its contents that `intern` returns.
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.head.chars.get() & INTERNED != 0
    }

    /// Whether two strings that are not the same object are equal.
    #[inline(always)]
    pub fn is_equal_to_other(&self, other: &Str) -> bool {
        let (a, b) = (self.head.chars.get(), other.head.chars.get());
        // Interned strings are equal only to themselves.
        (a ^ b) & !INTERNED == 0 && a & b & INTERNED == 0 && self.bytes() == other.bytes()
    }
}

/// An interned string in the table, found by contents.
struct Interned(Obj<Str>);

impl std::borrow::Borrow<[u8]> for Interned {
    fn borrow(&self) -> &[u8] {
        self.0.bytes()
    }
}
impl Hash for Interned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.bytes().hash(state);
    }
}
impl PartialEq for Interned {
    fn eq(&self, other: &Interned) -> bool {
        self.0.bytes() == other.0.bytes()
    }
}
impl Eq for Interned {}

thread_local! {
    // Never dropped: see `heap`.
    static CHARS: ManuallyDrop<[OnceCell<Obj<Str>>; 256]> = const { ManuallyDrop::new([const { OnceCell::new() }; 256]) };
    static TABLE: RefCell<rustc_hash::FxHashSet<Interned>> = RefCell::new(Default::default());
}

/// The one string object with these contents. Names of attributes and variables are interned, so that they compare by
/// identity.
pub fn intern(bytes: &[u8]) -> Obj<Str> {
    TABLE.with(|t| {
        let mut t = t.borrow_mut();
        if let Some(s) = t.get(bytes) {
            return s.0.clone();
        }
        let s = Str::from_wtf8(bytes);
        s.head.chars.set(s.head.chars.get() | INTERNED);
        t.insert(Interned(s.clone()));
        s
    })
}

impl Str {
    /// The interned string equal to `v`, which is a `str` (for a subclass instance: a plain one).
    pub fn interned(v: &Obj<Str>) -> Obj<Str> {
        if v.is_interned() {
            return v.clone();
        }
        if v.value().exact::<Str>().is_none() {
            return intern(v.bytes());
        }
        TABLE.with(|t| {
            let mut t = t.borrow_mut();
            if let Some(s) = t.get(v.bytes()) {
                return s.0.clone();
            }
            v.head.chars.set(v.head.chars.get() | INTERNED);
            t.insert(Interned(v.clone()));
            v.clone()
        })
    }

    /// Drops interned strings that nothing else refers to.
    pub fn sweep_interned() {
        super::lookup::forget();
        TABLE.with(|t| t.borrow_mut().retain(|s| s.0.header().references() > 1));
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Value {
        Str::new(s).into()
    }
}

impl From<String> for Value {
    fn from(s: String) -> Value {
        Str::new(&s).into()
    }
}
