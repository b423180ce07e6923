//! `memoryview`.

pub mod format;
mod methods;

use std::cell::{Cell, RefCell};

use crate::heap::{Payload, Visit};
use crate::native::{Def, TypeSpec, getter, pure, tail};
use crate::object::MemoryView;
use crate::value::Value;

/// `memoryview`
pub static SPEC: TypeSpec = TypeSpec {
    name: "memoryview",
    module: "builtins",
    layout: MemoryView::LAYOUT,
    flags: crate::object::TypeFlags::SEQUENCE | crate::object::TypeFlags::WEAKREF,
    doc: "Create a new memoryview object which references the given object.",
    defs: DEFS,
};

/// The iterator of a memoryview.
pub static ITERATOR: TypeSpec = TypeSpec {
    name: "memory_iterator",
    module: "builtins",
    layout: MemoryIter::LAYOUT,
    flags: crate::object::TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", methods::iterator_iter, "Implement iter(self)."),
        pure("__next__(self, /)", methods::iterator_next, "Implement next(self)."),
    ],
};

/// An iterator over a memoryview.
pub struct MemoryIter {
    /// The view; `UNBOUND` when exhausted.
    pub source: RefCell<Value>,
    /// The number of the next item.
    pub pos: Cell<usize>,
}

impl Payload for MemoryIter {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.source.borrow());
    }
    fn clear(&self) {
        let old = self.source.take();
        drop(old);
    }
}

static DEFS: &[Def] = &[
    pure(
        "__new__(cls, object)",
        methods::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    pure("__repr__(self, /)", methods::repr, "Return repr(self)."),
    pure("__hash__(self, /)", methods::hash, "Return hash(self)."),
    pure("__lt__(self, value, /)", methods::no_order, "Return self<value."),
    pure("__le__(self, value, /)", methods::no_order, "Return self<=value."),
    tail("__eq__(self, value, /)", methods::eq, "Return self==value."),
    tail("__ne__(self, value, /)", methods::ne, "Return self!=value."),
    pure("__gt__(self, value, /)", methods::no_order, "Return self>value."),
    pure("__ge__(self, value, /)", methods::no_order, "Return self>=value."),
    pure("__iter__(self, /)", methods::iter, "Implement iter(self)."),
    pure("__len__(self, /)", methods::len, "Return len(self)."),
    tail("__getitem__(self, key, /)", methods::getitem, "Return self[key]."),
    tail("__setitem__(self, key, value, /)", methods::setitem, "Set self[key] to value."),
    pure("__delitem__(self, key, /)", methods::delitem, "Delete self[key]."),
    pure("release(self, /)", methods::release, "Release the underlying buffer exposed by the memoryview object."),
    pure("tobytes(self, /, order='C')", methods::tobytes, "Return the data in the buffer as a byte string."),
    pure(
        "hex(self, /, sep=None, bytes_per_sep: index=1)",
        methods::hex,
        "Return the data in the buffer as a str of hexadecimal numbers.",
    ),
    pure("tolist(self, /)", methods::tolist, "Return the data in the buffer as a list of elements."),
    pure("cast(self, /, format, shape=None)", methods::cast, "Cast a memoryview to a new format or shape."),
    pure("toreadonly(self, /)", methods::toreadonly, "Return a readonly version of the memoryview."),
    pure("__enter__(self, /)", methods::enter, ""),
    pure("__exit__(self, /, *args)", methods::exit, ""),
    getter("obj(self)", methods::obj, "The underlying object of the memoryview."),
    getter(
        "nbytes(self)",
        methods::nbytes,
        "The amount of space in bytes that the array would use in a contiguous representation.",
    ),
    getter("readonly(self)", methods::readonly, "A bool indicating whether the memory is read only."),
    getter("itemsize(self)", methods::itemsize, "The size in bytes of each element of the memoryview."),
    getter(
        "format(self)",
        methods::format,
        "A string containing the format (in struct module style) for each element in the view.",
    ),
    getter(
        "ndim(self)",
        methods::ndim,
        "An integer indicating how many dimensions of a multi-dimensional array the memory represents.",
    ),
    getter(
        "shape(self)",
        methods::shape,
        "A tuple of ndim integers giving the shape of the memory as an N-dimensional array.",
    ),
    getter(
        "strides(self)",
        methods::strides,
        "A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array.",
    ),
    getter("suboffsets(self)", methods::suboffsets, "A tuple of integers used internally for PIL-style arrays."),
    getter("c_contiguous(self)", methods::c_contiguous, "A bool indicating whether the memory is C contiguous."),
    getter("f_contiguous(self)", methods::f_contiguous, "A bool indicating whether the memory is Fortran contiguous."),
    getter("contiguous(self)", methods::contiguous, "A bool indicating whether the memory is contiguous."),
];
