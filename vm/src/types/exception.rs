//! Exceptions.

use crate::exc::ExcKind;
use crate::heap::{Obj, Payload};
use crate::native::TypeSpec;
use crate::object::{Exception, TypeFlags, TypeRef};

/// `BaseException`
pub static SPEC: TypeSpec = TypeSpec {
    name: "BaseException",
    module: "builtins",
    layout: Exception::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF,
    doc: "Common base class for all exceptions",
    defs: &[],
};

/// Sets the declared fields of a fresh exception from its arguments.
pub(crate) fn fill_fields(e: &Obj<Exception>, kind: ExcKind) {
    let _ = (e, kind);
}

/// Adds the descriptors of a class's own fields.
pub(crate) fn add_fields(t: &TypeRef, kind: ExcKind) {
    let _ = (t, kind);
}
