//! Python's standard modules.

pub mod json;
pub mod re;
