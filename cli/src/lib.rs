//! What the command `pausa` shares with its own tests: running programs under snapshot test.

pub mod testing;

/// The Rust programs of the book are run as tests of this crate.
#[cfg(doctest)]
#[doc = include_str!("../../docs/book/embedding.md")]
pub struct Embedding;
