//! The generator behind Python's `random`.

pub mod mt19937;

pub use mt19937::{Mt19937, WORDS};
