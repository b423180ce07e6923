//! What operators do with built-in types, without user code.
//!
//! Functions here either finish, or say that user code is needed; the loop and the prelude then see to that.

pub mod compare;
pub mod hash;
