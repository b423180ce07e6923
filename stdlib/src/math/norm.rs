//! The Euclidean norm, for `hypot` and `dist`.
//!
//! The coordinates are scaled by a power of two to have room, and the squares
//! are summed with the errors of all roundings kept apart, after Dekker and
//! Neumaier; a last step by Newton corrects the root. The parts and the order in
//! which they are added are CPython's, so that the last bit is too.

use super::pairs::{frexp, scale};

/// The norm of a vector.
pub fn norm(vector: &[f64]) -> f64 {
    let greatest = vector.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if greatest.is_infinite() {
        return greatest;
    }
    if vector.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if greatest == 0.0 || vector.len() == 1 {
        return greatest;
    }
    let exponent = frexp(greatest).1;
    let mut sum = Sum { total: 1.0, errors: [0.0; 3] };
    if exponent < -1023 {
        // The inverse of the scale would be out of range; these are few bits anyway.
        for x in vector {
            let x = x.abs() / greatest;
            sum.add(x * x, 0);
        }
        return greatest * sum.value().sqrt();
    }
    let factor = scale(1.0, i64::from(-exponent));
    vector.iter().for_each(|x| sum.add_square(x.abs() * factor, 1.0));
    let root = sum.value().sqrt();
    sum.add_square(root, -1.0);
    (root + sum.value() / (2.0 * root)) / factor
}

/// A sum whose rounding errors are collected by size.
struct Sum {
    /// The sum, plus one: what is added is never larger, and the error of an
    /// addition is then exact.
    total: f64,
    errors: [f64; 3],
}

impl Sum {
    fn add(&mut self, x: f64, size: usize) {
        let before = self.total;
        self.total += x;
        self.errors[size] += (before - self.total) + x;
    }

    /// Adds the square of `x`, or subtracts it, in three parts that are exact.
    fn add_square(&mut self, x: f64, sign: f64) {
        // Each half has so few bits that products of halves are exact.
        const HALVES: f64 = 134_217_729.0;
        let stretched = x * HALVES;
        let high = stretched - (stretched - x);
        let low = x - high;
        self.add(sign * high * high, 0);
        self.add(sign * 2.0 * high * low, 1);
        self.add(sign * low * low, 2);
    }

    fn value(&self) -> f64 {
        self.total - 1.0 + (self.errors[0] + self.errors[1] + self.errors[2])
    }
}
