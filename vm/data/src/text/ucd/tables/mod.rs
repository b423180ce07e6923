//! The generated tables; `tools/unicode/generate.py` writes all other files of this folder.

pub(super) mod decompositions;
pub(super) mod kinds;
pub(super) mod names;
pub(super) mod old;
pub(super) mod properties;
