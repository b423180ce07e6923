//! Python's standard modules.

pub mod binascii;
pub mod cmath;
pub mod hashes;
pub mod json;
pub mod math;
pub mod random;
pub mod re;
pub mod struct_;
pub mod time;
