//! Types whose methods are declared elsewhere or not yet: a name and a layout.

use crate::heap::{Kind, Payload};
use crate::native::TypeSpec;
use crate::object::*;

macro_rules! bare {
    ($($spec:ident $kind:ident $payload:ty, $name:literal, $flags:expr;)*) => {
        $(
            static $spec: TypeSpec = TypeSpec {
                name: $name,
                module: "builtins",
                layout: <$payload>::LAYOUT,
                flags: $flags,
                doc: "",
                defs: &[],
            };
        )*
        /// The rows, as in `types::builtin_types`.
        pub(super) const ROWS: &[(Option<Kind>, &TypeSpec, &str)] =
            &[$((Some(Kind::$kind), &$spec, "object")),*];
    };
}

bare! {
    TUPLE Tuple Tuple, "tuple", TypeFlags::BASE;
    LIST List List, "list", TypeFlags::BASE;
    DICT Dict Dict, "dict", TypeFlags::BASE;
    SET Set Set, "set", TypeFlags::BASE;
    FROZENSET FrozenSet FrozenSet, "frozenset", TypeFlags::BASE;
    SLICE Slice Slice, "slice", TypeFlags::BASE;
    RANGE Range Range, "range", TypeFlags::BASE;
    LISTITER ListIter ListIter, "list_iterator", TypeFlags::BASE;
    TUPLEITER TupleIter TupleIter, "tuple_iterator", TypeFlags::BASE;
    RANGEITER RangeIter RangeIter, "range_iterator", TypeFlags::BASE;
    DICTITER DictIter DictIter, "dict_keyiterator", TypeFlags::BASE;
    SETITER SetIter SetIter, "set_iterator", TypeFlags::BASE;
    DICTVIEW DictView DictView, "dict_keys", TypeFlags::BASE;
    WEAKREF WeakRef WeakRef, "ReferenceType", TypeFlags::BASE;
    MAPPINGPROXY MappingProxy MappingProxy, "mappingproxy", TypeFlags::BASE;
    GENERICALIAS GenericAlias GenericAlias, "GenericAlias", TypeFlags::BASE;
    UNION Union Union, "UnionType", TypeFlags::BASE;
}
