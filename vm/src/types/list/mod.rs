//! `list` and its iterators.

mod methods;

use crate::heap::Payload;
use crate::native::{Def, Direct, TypeSpec, pure, tail};
use crate::object::{List, ListIter, TypeFlags};

pub use methods::{count_of, search_bounds, sort_receiver};

/// `list`
pub static SPEC: TypeSpec = TypeSpec {
    name: "list",
    module: "builtins",
    layout: List::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::SEQUENCE | TypeFlags::MATCH_SELF,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    defs: DEFS,
};

/// `iter(list)`
pub static ITERATOR: TypeSpec = TypeSpec {
    name: "list_iterator",
    module: "builtins",
    layout: ListIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: ITERATOR_DEFS,
};

/// `reversed(list)`
pub static REVERSE_ITERATOR: TypeSpec = TypeSpec {
    name: "list_reverseiterator",
    module: "builtins",
    layout: ListIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: ITERATOR_DEFS,
};

static DEFS: &[Def] = &[
    tail("list(iterable=(), /)", methods::make, "").maker(),
    pure(
        "__new__(cls, *args, **kwargs)",
        methods::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    tail(
        "__init__(self, iterable=(), /, **kwargs)",
        methods::init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    tail("__repr__(self, /)", methods::repr, "Return repr(self)."),
    tail("__lt__(self, value, /)", methods::lt, "Return self<value."),
    tail("__le__(self, value, /)", methods::le, "Return self<=value."),
    tail("__eq__(self, value, /)", methods::eq, "Return self==value."),
    tail("__ne__(self, value, /)", methods::ne, "Return self!=value."),
    tail("__gt__(self, value, /)", methods::gt, "Return self>value."),
    tail("__ge__(self, value, /)", methods::ge, "Return self>=value."),
    pure("__iter__(self, /)", methods::iter, "Implement iter(self)."),
    pure("__len__(self, /)", methods::len, "Return len(self)."),
    tail("__getitem__(self, index, /)", methods::getitem, "x.__getitem__(y) <==> x[y]"),
    tail("__setitem__(self, key, value, /)", methods::setitem, "Set self[key] to value."),
    tail("__delitem__(self, key, /)", methods::delitem, "Delete self[key]."),
    pure("__add__(self, value, /)", methods::add, "Return self+value."),
    pure("__mul__(self, value: index, /)", methods::mul, "Return self*value."),
    pure("__rmul__(self, value: index, /)", methods::mul, "Return value*self."),
    tail("__contains__(self, key, /)", methods::contains, "Return key in self."),
    tail("__iadd__(self, value, /)", methods::iadd, "Implement self+=value."),
    pure("__imul__(self, value: index, /)", methods::imul, "Implement self*=value."),
    pure("__reversed__(self, /)", methods::reversed, "Return a reverse iterator over the list."),
    pure("__sizeof__(self, /)", methods::sizeof, "Return the size of the list in memory, in bytes."),
    pure("clear(self, /)", methods::clear, "Remove all items from list."),
    pure("copy(self, /)", methods::copy, "Return a shallow copy of the list."),
    pure("append(self, object, /)", methods::append, "Append object to the end of the list.").direct(Direct::Append),
    pure("insert(self, index: index, object, /)", methods::insert, "Insert object before index."),
    tail("extend(self, iterable, /)", methods::extend, "Extend list by appending elements from the iterable."),
    pure(
        "pop(self, index: index=-1, /)",
        methods::pop,
        "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    )
    .direct(Direct::Unary(methods::known_pop)),
    tail(
        "remove(self, value, /)",
        methods::remove,
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    tail(
        "index(self, value, start: place=0, stop: place=9223372036854775807, /)",
        methods::index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    tail("count(self, value, /)", methods::count, "Return number of occurrences of value."),
    pure("reverse(self, /)", methods::reverse, "Reverse *IN PLACE*."),
    tail(
        "sort(self, /, *, key=None, reverse: index=False)",
        methods::sort,
        "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable \
         (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and \
         sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in \
         descending order.",
    ),
    pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
];

static ITERATOR_DEFS: &[Def] = &[
    pure("__iter__(self, /)", crate::types::iterator::this_iterator, "Implement iter(self)."),
    pure("__next__(self, /)", crate::types::iterator::next, "Implement next(self)."),
    pure("__length_hint__(self, /)", methods::length_hint, "Private method returning an estimate of len(list(it))."),
    pure("__reduce__(self, /)", methods::reduce, "Return state information for pickling."),
    pure("__setstate__(self, state, /)", methods::setstate, "Set state information for unpickling."),
];
