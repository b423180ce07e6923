//! `module`.

use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::object::Dict;
use crate::value::Value;

/// A module: its namespace.
pub struct Module {
    /// `__dict__`
    pub dict: Obj<Dict>,
}

impl Payload for Module {
    const KIND: Kind = Kind::Module;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.dict.value());
    }
}

impl Module {
    /// A module with the attributes every module has.
    pub fn new(name: &str) -> Obj<Module> {
        let dict = Dict::new();
        dict.insert_str("__name__", name.into());
        dict.insert_str("__doc__", Value::NONE);
        dict.insert_str("__package__", Value::NONE);
        dict.insert_str("__loader__", Value::NONE);
        dict.insert_str("__spec__", Value::NONE);
        heap::new(Module { dict })
    }
}
