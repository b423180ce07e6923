//! The functions of `math` on floats and integers.
//!
//! Results are CPython's to the last bit where CPython's are its own (`gamma`,
//! `hypot`, `fsum`, ...), and those of the platform's C library where CPython
//! calls it. Where Rust's standard library goes ways of its own, the functions
//! are written out here as the C library has them.
//!
//! | files | what |
//! |---|---|
//! | `functions` | functions of one float, with their errors |
//! | `hyperbolic`, `erf`, `gamma` | those that are worked out here |
//! | `pairs` | functions of two floats, and what takes floats apart |
//! | `norm`, `sum` | `hypot`, `dist`, `fsum` |
//! | `integers` | factorials, combinations, logarithms of integers |

mod erf;
mod functions;
mod gamma;
mod hyperbolic;
mod integers;
mod norm;
mod pairs;
mod sum;

pub use functions::*;
pub use integers::{comb, factorial, log_of_int, perm};
pub use norm::norm;
pub use pairs::*;
pub use sum::FloatSum;

use pausa_vm::number::Error;

/// The function has no value there.
#[cold]
pub(crate) fn domain_error() -> Error {
    Error::value("math domain error")
}

/// The value is too large.
#[cold]
pub(crate) fn range_error() -> Error {
    Error::overflow("math range error")
}
