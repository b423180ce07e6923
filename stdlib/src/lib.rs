//! Python's standard modules.

pub mod re;
