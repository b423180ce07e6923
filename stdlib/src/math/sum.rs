//! `math.fsum`: a sum that is rounded once.

use pausa_vm::number::{Error, Result};

/// A sum of floats, held as floats that do not overlap (Shewchuk, 1997): together
/// they are the exact sum.
#[derive(Clone, Debug, Default)]
pub struct FloatSum {
    /// By rising size.
    parts: Vec<f64>,
    /// The sum of all that was added and is not finite.
    special: f64,
    infinities: f64,
}

impl FloatSum {
    /// The sum of nothing.
    pub fn new() -> FloatSum {
        FloatSum::default()
    }

    /// Adds a float.
    pub fn add(&mut self, x: f64) -> Result<()> {
        let mut rest = x;
        let mut kept = 0;
        for at in 0..self.parts.len() {
            let part = self.parts[at];
            let (large, small) = if rest.abs() < part.abs() { (part, rest) } else { (rest, part) };
            rest = large + small;
            let error = small - (rest - large);
            if error != 0.0 {
                self.parts[kept] = error;
                kept += 1;
            }
        }
        self.parts.truncate(kept);
        if rest == 0.0 {
            return Ok(());
        }
        if rest.is_finite() {
            self.parts.push(rest);
            return Ok(());
        }
        if x.is_finite() {
            return Err(Error::overflow("intermediate overflow in fsum"));
        }
        if x.is_infinite() {
            self.infinities += x;
        }
        self.special += x;
        self.parts.clear();
        Ok(())
    }

    /// The float nearest to the sum.
    pub fn value(&self) -> Result<f64> {
        if self.special != 0.0 {
            return match self.infinities.is_nan() {
                true => Err(Error::value("-inf + inf in fsum")),
                false => Ok(self.special),
            };
        }
        let mut parts = self.parts.iter().rev().copied();
        let mut high = parts.next().unwrap_or(0.0);
        let mut low = 0.0;
        for part in parts.by_ref() {
            let before = high;
            high = before + part;
            low = part - (high - before);
            if low != 0.0 {
                break;
            }
        }
        // What is left below decides a tie: it moves the sum off it.
        if let Some(next) = parts.next()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let twice = low * 2.0;
            let other = high + twice;
            if twice == other - high {
                high = other;
            }
        }
        Ok(high)
    }
}
