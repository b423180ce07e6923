//! `type`.

use crate::heap::Payload;
use crate::native::TypeSpec;
use crate::object::{Type, TypeFlags};

/// `type`
pub static SPEC: TypeSpec = TypeSpec {
    name: "type",
    module: "builtins",
    layout: Type::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "type(object) -> the object's type",
    defs: &[],
};
