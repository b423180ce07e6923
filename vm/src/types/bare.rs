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
    WEAKREF WeakRef WeakRef, "ReferenceType", TypeFlags::BASE;
}
