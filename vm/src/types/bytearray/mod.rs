//! `bytearray`.

mod change;

pub(crate) use change::set_all;
pub use change::{extend_by, repeat_in_place};

use crate::heap::Payload;
use crate::native::{Def, TypeSpec, pure, tail};
use crate::object::{ByteArray, BytesIter, TypeFlags};
use crate::types::bytes::{build, case, methods, search, split, table};

/// `bytearray`
pub static SPEC: TypeSpec = TypeSpec {
    name: "bytearray",
    module: "builtins",
    layout: ByteArray::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF,
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> \
          mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null \
          bytes\nbytearray() -> empty bytes array\n\nA mutable array of bytes.",
    defs: DEFS,
};

/// The iterator of a bytearray.
pub static ITERATOR: TypeSpec = TypeSpec {
    name: "bytearray_iterator",
    module: "builtins",
    layout: BytesIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: methods::ITERATOR_DEFS,
};

static DEFS: &[Def] = table::byte_methods![
    pure(
        "__new__(cls, *args, **kwargs)",
        change::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    tail(
        "__init__(self, source=b'', encoding=None, errors=None)",
        change::init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    pure("__repr__(self, /)", change::repr, "Return repr(self)."),
    pure("__str__(self, /)", change::repr, "Return str(self)."),
    tail("__setitem__(self, key, value, /)", change::setitem, "Set self[key] to value."),
    tail("__delitem__(self, key, /)", change::delitem, "Delete self[key]."),
    pure("__iadd__(self, value, /)", change::iadd, "Implement self+=value."),
    pure("__imul__(self, value: index, /)", change::imul, "Implement self*=value."),
    pure(
        "__alloc__(self, /)",
        change::alloc,
        "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated.",
    ),
    tail("__reduce__(self, /)", change::reduce, "Return state information for pickling."),
    tail(
        "__reduce_ex__(self, proto: index=0, /)",
        change::reduce_ex,
        "Return state information for pickling.",
    ),
    pure(
        "append(self, item: index, /)",
        change::append,
        "Append a single item to the end of the bytearray.",
    ),
    pure("clear(self, /)", change::clear, "Remove all items from the bytearray."),
    pure("copy(self, /)", change::copy, "Return a copy of B."),
    tail(
        "extend(self, iterable_of_ints, /)",
        change::extend,
        "Append all the items from the iterator or sequence to the end of the bytearray.",
    ),
    tail(
        "fromhex(cls, string, /)",
        build::fromhex_array,
        "Create a bytearray object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: \
         bytearray.fromhex('B9 01EF') -> bytearray(b'\\\\xb9\\\\x01\\\\xef')",
    )
    .class_method(),
    pure(
        "insert(self, index: index, item: index, /)",
        change::insert,
        "Insert a single item into the bytearray before the given index.",
    ),
    pure(
        "pop(self, index: index=-1, /)",
        change::pop,
        "Remove and return a single item from B, by default the last one.",
    ),
    pure(
        "remove(self, value: index, /)",
        change::remove,
        "Remove the first occurrence of a value in the bytearray.",
    ),
    pure("reverse(self, /)", change::reverse, "Reverse the order of the values in B in place."),
];
