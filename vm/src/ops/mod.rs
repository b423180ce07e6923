//! What operators do with built-in types, without user code.
//!
//! Functions here either finish, or say that user code is needed; the loop and the prelude then see to that.
//!
//! Each operation is a folder whose `mod.rs` asks the families of types in turn: numbers, text (`str`, `bytes`, `bytearray`,
//! `memoryview`), containers.

pub mod arith;
pub mod attr;
pub mod codec;
pub mod compare;
pub mod contains;
pub mod convert;
pub mod format;
pub mod hash;
pub mod item;
pub mod iterate;
pub mod number;
pub mod repr;
pub mod sets;
pub mod sort;
pub mod table;
mod truth;

pub use table::{dict_insert, dict_update, set_add};
pub use truth::{length, truth};
