//! `object`.

use crate::heap::Payload;
use crate::heap::instance::Plain;
use crate::native::TypeSpec;
use crate::object::TypeFlags;
use crate::value::Value;

/// `object`
pub static SPEC: TypeSpec = TypeSpec {
    name: "object",
    module: "builtins",
    layout: Plain::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "The base class of the class hierarchy.",
    defs: &[],
};

/// Whether `f` is `object.__hash__`.
pub fn is_object_hash(f: &Value) -> bool {
    let _ = f;
    false
}

/// Whether `f` is `object.__eq__`.
pub fn is_object_eq(f: &Value) -> bool {
    let _ = f;
    false
}
