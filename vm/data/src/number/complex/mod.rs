//! Python's `complex`: a pair of floats.

mod arith;
mod parse;

pub use arith::{abs, add, div, mul, neg, pow, sub};
pub use parse::parse;

use crate::number::float::{Notation, Style, to_text};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl From<f64> for Complex {
    fn from(re: f64) -> Complex {
        Complex { re, im: 0.0 }
    }
}

/// `repr(value)`: `2j`, or `(1+2j)` if there is a real part, which a negative zero is.
pub fn repr(value: Complex) -> String {
    let style = Style { notation: Notation::Shortest, alternate: false, point_zero: false, upper: false };
    let imaginary = to_text(value.im, style);
    if value.re == 0.0 && value.re.is_sign_positive() {
        return format!("{imaginary}j");
    }
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{imaginary}j)", to_text(value.re, style))
}
