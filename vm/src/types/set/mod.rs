//! `set` and `frozenset`.
//!
//! * `methods`: what both do;
//! * `change`: what changes a set.

mod change;
mod methods;

use crate::heap::Payload;
use crate::native::{Def, TypeSpec, pure, tail};
use crate::object::{FrozenSet, Set, TypeFlags};
use crate::ops::compare::CompareOp;
use crate::types::container;

pub use methods::{add_all, of_class, same_kind};

/// `set`
pub static SET: TypeSpec = TypeSpec {
    name: "set",
    module: "builtins",
    layout: Set::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF | TypeFlags::WEAKREF,
    doc: "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.",
    defs: SET_DEFS,
};

/// `frozenset`
pub static FROZENSET: TypeSpec = TypeSpec {
    name: "frozenset",
    module: "builtins",
    layout: FrozenSet::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF | TypeFlags::WEAKREF,
    doc: "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection \
          of unique elements.",
    defs: FROZENSET_DEFS,
};

macro_rules! set_methods {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "set_repr"), "Return repr(self)."),
            tail("__lt__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Lt), "Return self<value."),
            tail("__le__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Le), "Return self<=value."),
            tail("__eq__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Eq), "Return self==value."),
            tail("__ne__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Ne), "Return self!=value."),
            tail("__gt__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Gt), "Return self>value."),
            tail("__ge__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Ge), "Return self>=value."),
            pure("__iter__(self, /)", methods::iter, "Implement iter(self)."),
            pure("__len__(self, /)", methods::len, "Return len(self)."),
            tail("__contains__(self, key, /)", methods::contains, "x.__contains__(y) <==> y in x."),
            tail("__and__(self, value, /)", methods::and, "Return self&value."),
            tail("__rand__(self, value, /)", methods::rand, "Return value&self."),
            tail("__or__(self, value, /)", methods::or, "Return self|value."),
            tail("__ror__(self, value, /)", methods::ror, "Return value|self."),
            tail("__sub__(self, value, /)", methods::sub, "Return self-value."),
            tail("__rsub__(self, value, /)", methods::rsub, "Return value-self."),
            tail("__xor__(self, value, /)", methods::xor, "Return self^value."),
            tail("__rxor__(self, value, /)", methods::rxor, "Return value^self."),
            pure("__sizeof__(self, /)", methods::sizeof, "S.__sizeof__() -> size of S in memory, in bytes"),
            tail("__reduce__(self, /)", methods::reduce, "Return state information for pickling."),
            pure("copy(self, /)", methods::copy, "Return a shallow copy of a set."),
            tail(
                "union(self, *others)",
                methods::union,
                "Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)",
            ),
            tail(
                "intersection(self, *others)",
                methods::intersection,
                "Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in both sets.)",
            ),
            tail(
                "difference(self, *others)",
                methods::difference,
                "Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are in this set but not the \
                 others.)",
            ),
            tail(
                "symmetric_difference(self, other, /)",
                methods::symmetric_difference,
                "Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that are in exactly one of the \
                 sets.)",
            ),
            tail("isdisjoint(self, other, /)", methods::isdisjoint, "Return True if two sets have a null intersection."),
            tail("issubset(self, other, /)", methods::issubset, "Report whether another set contains this set."),
            tail("issuperset(self, other, /)", methods::issuperset, "Report whether this set contains another set."),
            pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
        ]
    };
}

static SET_DEFS: &[Def] = set_methods![
    tail("set(iterable=(), /)", methods::make_set, "").maker(),
    pure(
        "__new__(cls, *args, **kwargs)",
        methods::new_set,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    tail(
        "__init__(self, iterable=(), /)",
        methods::init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    tail("__iand__(self, value, /)", change::iand, "Return self&=value."),
    tail("__ior__(self, value, /)", change::ior, "Return self|=value."),
    tail("__isub__(self, value, /)", change::isub, "Return self-=value."),
    tail("__ixor__(self, value, /)", change::ixor, "Return self^=value."),
    tail(
        "add(self, object, /)",
        change::add,
        "Add an element to a set.\n\nThis has no effect if the element is already present.",
    ),
    pure("clear(self, /)", change::clear, "Remove all elements from this set."),
    tail(
        "discard(self, object, /)",
        change::discard,
        "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception \
         when an element is missing from the set.",
    ),
    tail(
        "remove(self, object, /)",
        change::remove,
        "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
    ),
    pure(
        "pop(self, /)",
        change::pop,
        "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty.",
    ),
    tail("update(self, *others)", change::update, "Update a set with the union of itself and others."),
    tail(
        "intersection_update(self, *others)",
        change::intersection_update,
        "Update a set with the intersection of itself and another.",
    ),
    tail(
        "difference_update(self, *others)",
        change::difference_update,
        "Remove all elements of another set from this set.",
    ),
    tail(
        "symmetric_difference_update(self, other, /)",
        change::symmetric_difference_update,
        "Update a set with the symmetric difference of itself and another.",
    ),
];

static FROZENSET_DEFS: &[Def] = set_methods![
    tail(
        "__new__(cls, iterable=(), /)",
        methods::new_frozenset,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    pure("__hash__(self, /)", methods::hash, "Return hash(self)."),
];
