//! The one limit of the grammar that programs set: how long a decimal integer literal may be.

use std::cell::Cell;

thread_local! {
    static MAX_INT_DIGITS: Cell<usize> = const { Cell::new(4300) };
}

/// Decimal digits in one integer literal, beyond which CPython refuses to convert; 0 for no limit.
pub fn max_int_digits() -> usize {
    MAX_INT_DIGITS.get()
}

/// Sets the limit for what this thread parses from now on.
pub fn set_max_int_digits(digits: usize) {
    MAX_INT_DIGITS.set(digits);
}

/// Whether a decimal literal of so many digits is within the limit.
pub(crate) fn is_short_enough(digits: usize) -> bool {
    let limit = max_int_digits();
    limit == 0 || digits <= limit
}
