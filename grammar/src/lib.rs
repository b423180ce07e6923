//! Python 3.11 source text to a syntax tree.
//!
//! # Layout
//! * [`span`]: byte spans, and from offsets to lines and columns.
//! * [`name`]: identifiers.
//! * [`ast`]: the tree.

pub mod ast;
pub mod name;
pub mod span;
