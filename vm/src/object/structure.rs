//! Small immutable structures: slice, range, mapping proxy, generic alias, union.

use super::Dict;
use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::value::Value;

macro_rules! structure {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident),* }) => {
        $(#[$doc])*
        pub struct $name { $($(#[$fdoc])* pub $field: Value),* }

        impl Payload for $name {
            const KIND: Kind = Kind::$name;
            fn traverse(&self, visit: &mut Visit<'_>) {
                $(visit(&self.$field);)*
            }
        }
    };
}

structure! {
    /// `slice`
    Slice {
        /// Any value, usually an int or None.
        start,
        /// Likewise.
        stop,
        /// Likewise.
        step
    }
}
structure! {
    /// `range`: ints of any size.
    Range {
        /// The first value.
        start,
        /// The bound.
        stop,
        /// Not zero.
        step,
        /// How many values there are.
        length
    }
}
structure! {
    /// `types.GenericAlias`, such as `list[int]`
    GenericAlias {
        /// The generic class.
        origin,
        /// The tuple of arguments.
        args,
        /// The tuple of type variables among them.
        parameters,
        /// Whether it is unpacked (`*tuple[int]`).
        unpacked
    }
}
structure! {
    /// `types.UnionType`, such as `int | str`
    Union {
        /// The tuple of members.
        args,
        /// The tuple of type variables among them.
        parameters
    }
}
structure! {
    /// `types.MappingProxyType`: a read-only view of a mapping
    MappingProxy {
        /// The mapping.
        mapping
    }
}

impl MappingProxy {
    /// A read-only view of a dict.
    pub fn of(dict: Obj<Dict>) -> Obj<MappingProxy> {
        heap::new(MappingProxy { mapping: dict.into() })
    }
}
