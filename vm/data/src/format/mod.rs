//! Formatting: `format()` with its mini-language, `%`, and the templates of `str.format`.
//!
//! None of this knows the VM's values. What takes a format specification appends to the caller's
//! buffer; what takes a template returns its parts one by one, so that the caller can look
//! arguments up and call `str()` or `__format__` between them, however long that takes.
//!
//! | module | what is in it |
//! |---|---|
//! | [`spec`] | the mini-language: fill, alignment, sign, width, grouping, precision, type |
//! | [`str`], [`int`], [`float`], [`complex`] | the `__format__` of these types |
//! | [`percent`] | the parts of a `%` template, and the text of one conversion |
//! | [`fields`] | the parts of a `str.format` template, and the path of a field |

mod complex;
mod digits;
pub mod fields;
mod float;
mod int;
mod layout;
pub mod percent;
pub mod spec;
mod str;

pub use complex::complex;
pub use float::float;
pub use int::int;
pub use str::str;

/// More digits than this are not written: the text could not be allocated, or only just.
const MAX_PRECISION: usize = 1 << 30;
