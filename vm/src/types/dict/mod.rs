//! `dict`, its views and their iterators.
//!
//! * `methods`: what dicts do;
//! * `views`: `dict_keys`, `dict_values`, `dict_items`, and the iterators.

mod methods;
mod views;

use crate::heap::Payload;
use crate::native::{Def, Direct, TypeSpec, pure, tail};
use crate::object::{Dict, TypeFlags};
use crate::ops::compare::CompareOp;
use crate::types::container;

pub use methods::{fill, is_plain_mapping};
pub use views::{
    ITEM_ITERATOR, ITEMS, KEY_ITERATOR, KEYS, REVERSE_ITEM_ITERATOR, REVERSE_KEY_ITERATOR, REVERSE_VALUE_ITERATOR,
    VALUE_ITERATOR, VALUES, is_set_like, view,
};

/// `dict`
pub static SPEC: TypeSpec = TypeSpec {
    name: "dict",
    module: "builtins",
    layout: Dict::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MAPPING | TypeFlags::MATCH_SELF,
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) \
          pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = \
          v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For \
          example:  dict(one=1, two=2)",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    tail("dict(*args, **kwargs)", methods::make, "").maker(),
    pure(
        "__new__(cls, *args, **kwargs)",
        methods::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    tail(
        "__init__(self, *args, **kwargs)",
        methods::init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "dict_repr"), "Return repr(self)."),
    tail("__lt__(self, value, /)", methods::order, "Return self<value."),
    tail("__le__(self, value, /)", methods::order, "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| methods::compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", methods::order, "Return self>value."),
    tail("__ge__(self, value, /)", methods::order, "Return self>=value."),
    pure("__iter__(self, /)", methods::iter, "Implement iter(self)."),
    tail("__or__(self, value, /)", methods::or, "Return self|value."),
    tail("__ror__(self, value, /)", methods::ror, "Return value|self."),
    tail("__ior__(self, value, /)", methods::ior, "Return self|=value."),
    pure("__len__(self, /)", methods::len, "Return len(self)."),
    tail("__getitem__(self, key, /)", methods::getitem, "x.__getitem__(y) <==> x[y]"),
    tail("__setitem__(self, key, value, /)", methods::setitem, "Set self[key] to value."),
    tail("__delitem__(self, key, /)", methods::delitem, "Delete self[key]."),
    tail("__contains__(self, key, /)", methods::contains, "True if the dictionary has the specified key, else False."),
    pure("__sizeof__(self, /)", methods::sizeof, "D.__sizeof__() -> size of D in memory, in bytes"),
    tail(
        "get(self, key, default=None, /)",
        methods::get,
        "Return the value for key if key is in the dictionary, else default.",
    )
    .direct(Direct::Binary(methods::known_get)),
    tail(
        "setdefault(self, key, default=None, /)",
        methods::setdefault,
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, \
         else default.",
    ),
    tail(
        "pop(self, key, default=<absent>, /)",
        methods::pop,
        "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default \
         if given; otherwise,\nraise a KeyError.",
    ),
    pure(
        "popitem(self, /)",
        methods::popitem,
        "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises \
         KeyError if the dict is empty.",
    ),
    pure("keys(self, /)", methods::keys, "D.keys() -> a set-like object providing a view on D's keys"),
    pure("items(self, /)", methods::items, "D.items() -> a set-like object providing a view on D's items"),
    pure("values(self, /)", methods::values, "D.values() -> an object providing a view on D's values"),
    tail(
        "update(self, *args, **kwargs)",
        methods::update,
        "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  for \
         k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is \
         followed by: for k in F:  D[k] = F[k]",
    ),
    tail(
        "fromkeys(cls, iterable, value=None, /)",
        methods::fromkeys,
        "Create a new dictionary with keys from iterable and values set to value.",
    )
    .class_method(),
    pure("clear(self, /)", methods::clear, "D.clear() -> None.  Remove all items from D."),
    tail("copy(self, /)", methods::copy, "D.copy() -> a shallow copy of D"),
    pure("__reversed__(self, /)", methods::reversed, "Return a reverse iterator over the dict keys."),
    pure("__class_getitem__(cls, item, /)", crate::types::alias::class_getitem, "See PEP 585").class_method(),
];
