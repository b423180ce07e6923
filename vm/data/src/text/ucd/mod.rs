//! The Unicode character database, version 14.0.0: that of CPython 3.11.
//!
//! Rust's own tables and those of crates follow the newest Unicode, so they
//! answer differently for characters that were assigned or changed later; a
//! program would print something else than under CPython. So the tables are
//! made from CPython's (`tools/unicode/generate.py`) and constant: nothing is
//! built at start-up. This module knows nothing of the rest of the VM.
//!
//! * [`kinds`] has what `str` methods ask (letter? digit? lower case?) and case mappings;
//! * [`properties`] has category, direction, combining class, width, mirrored;
//! * [`normalize`] has decompositions and the four normal forms;
//! * [`names`] has character names both ways, with aliases and named sequences;
//! * [`old`] has what was otherwise in Unicode 3.2: `unicodedata.ucd_3_2_0`.

pub mod kinds;
pub mod names;
pub mod normalize;
pub mod old;
pub mod properties;
mod tables;
mod trie;

/// What `unicodedata.unidata_version` says.
pub const VERSION: &str = "14.0.0";
