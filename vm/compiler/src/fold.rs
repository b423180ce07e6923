//! Constants known in advance: `2 * 3`, `-1`, `(1, 'a')`, `'ab'[0]`, `not 0`.
//!
//! Folding changes no result, so whatever is doubtful (an error, a huge value, a rounding that the compiler
//! would have to get right) is left to the running program. The limits on sizes are CPython's.

use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use pausa_grammar::ast::{Constant, Expr, ExprKind, Operator, UnaryOp};

use super::Compiler;
use crate::bytecode::Const;

/// Largest result of an integer operation, in bits.
const MAX_INT_BITS: u64 = 128;
/// Longest repeated string.
const MAX_TEXT: usize = 4096;
/// Longest repeated tuple.
const MAX_ITEMS: usize = 256;
/// Ints up to here are exact as floats.
const MAX_EXACT: i64 = 1 << 53;

impl Compiler<'_> {
    /// The value of an expression, if it is known in advance.
    pub(super) fn fold(&self, e: &Expr) -> Option<Const> {
        match &e.kind {
            ExprKind::Constant(value) => Some(constant(value)),
            ExprKind::Name(name) if name == "__debug__" => Some(Const::Bool(self.options.optimize == 0)),
            ExprKind::UnaryOp { op, operand } => unary(*op, self.fold(operand)?),
            ExprKind::BinOp { left, op, right } => {
                let right = self.fold(right)?;
                binary(*op, self.fold(left)?, right)
            }
            ExprKind::Tuple(items) => {
                let items: Option<_> = items.iter().map(|item| self.fold(item)).collect();
                Some(Const::Tuple(items?))
            }
            ExprKind::Subscript { value, slice } => {
                let Const::Int(index) = self.fold(slice)? else {
                    return None;
                };
                item(self.fold(value)?, index)
            }
            _ => None,
        }
    }
}

/// A literal as a constant.
pub(super) fn constant(value: &Constant) -> Const {
    match value {
        Constant::None => Const::None,
        Constant::True => Const::Bool(true),
        Constant::False => Const::Bool(false),
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(i) => Const::Int(*i),
        Constant::BigInt(literal) => {
            let digits = literal.digits.as_bytes();
            // The digits are of that radix, or the lexer would not have taken them for a number.
            int(BigInt::parse_bytes(digits, literal.radix).unwrap_or_default())
        }
        Constant::Float(f) => Const::Float(*f),
        Constant::Imaginary(f) => Const::Complex(0.0, *f),
        Constant::Str(text) => Const::Str(Rc::from(text.as_bytes())),
        Constant::Bytes(bytes) => Const::Bytes(Rc::from(&**bytes)),
    }
}

/// The truth of a constant.
pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(b) => *b,
        Const::Ellipsis | Const::Code(_) | Const::Stub(_) | Const::BigInt(_) => true,
        Const::Int(i) => *i != 0,
        Const::Float(f) => *f != 0.0,
        Const::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

/// An int in its smallest form.
fn int(value: BigInt) -> Const {
    value.to_i64().map_or(Const::BigInt(value), Const::Int)
}

/// The value of an int or bool.
fn as_int(value: &Const) -> Option<BigInt> {
    match value {
        Const::Bool(b) => Some(BigInt::from(u8::from(*b))),
        Const::Int(i) => Some(BigInt::from(*i)),
        Const::BigInt(i) => Some(i.clone()),
        _ => None,
    }
}

/// The value of a number as a float, if that is exact.
fn as_float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(f) => Some(*f),
        Const::Bool(b) => Some(f64::from(u8::from(*b))),
        Const::Int(i) if (-MAX_EXACT..=MAX_EXACT).contains(i) => Some(*i as f64),
        _ => None,
    }
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    match (op, value) {
        (UnaryOp::Not, value) => Some(Const::Bool(!truth(&value))),
        (UnaryOp::USub, Const::Float(f)) => Some(Const::Float(-f)),
        (UnaryOp::UAdd, value @ (Const::Float(_) | Const::Complex(..))) => Some(value),
        (UnaryOp::USub, Const::Complex(re, im)) => Some(Const::Complex(-re, -im)),
        (op, value) => {
            let value = as_int(&value)?;
            Some(int(match op {
                UnaryOp::USub => -value,
                UnaryOp::Invert => !value,
                _ => value,
            }))
        }
    }
}

fn binary(op: Operator, left: Const, right: Const) -> Option<Const> {
    match (&left, &right) {
        (Const::Str(a), Const::Str(b)) if op == Operator::Add => Some(Const::Str(concat(a, b)?)),
        (Const::Bytes(a), Const::Bytes(b)) if op == Operator::Add => Some(Const::Bytes(concat(a, b)?)),
        (Const::Tuple(a), Const::Tuple(b)) if op == Operator::Add => {
            let fits = a.len() + b.len() <= MAX_ITEMS;
            fits.then(|| Const::Tuple(a.iter().chain(b).cloned().collect()))
        }
        (sequence @ (Const::Str(_) | Const::Bytes(_) | Const::Tuple(_)), count)
        | (count, sequence @ (Const::Str(_) | Const::Bytes(_) | Const::Tuple(_)))
            if op == Operator::Mult =>
        {
            repeat(sequence, as_int(count)?.to_i64()?)
        }
        (Const::Complex(..), _) | (_, Const::Complex(..)) => complex(op, &left, &right),
        (Const::Float(_), _) | (_, Const::Float(_)) => float(op, as_float(&left)?, as_float(&right)?),
        _ => int_binary(op, &left, &right),
    }
}

fn concat(a: &Rc<[u8]>, b: &Rc<[u8]>) -> Option<Rc<[u8]>> {
    (a.len() + b.len() <= MAX_TEXT).then(|| [&**a, &**b].concat().into())
}

fn repeat(sequence: &Const, count: i64) -> Option<Const> {
    let count = usize::try_from(count.max(0)).ok()?;
    let fits = |len: usize, most: usize| len.checked_mul(count).is_some_and(|len| len <= most);
    match sequence {
        Const::Str(text) if text.is_ascii() => {
            fits(text.len(), MAX_TEXT).then(|| Const::Str(text.repeat(count).into()))
        }
        Const::Bytes(text) => fits(text.len(), MAX_TEXT).then(|| Const::Bytes(text.repeat(count).into())),
        Const::Tuple(items) if items.is_empty() => Some(sequence.clone()),
        Const::Tuple(items) => {
            let leaves = items.iter().all(|item| !matches!(item, Const::Tuple(_) | Const::FrozenSet(_)));
            (leaves && fits(items.len(), MAX_ITEMS))
                .then(|| Const::Tuple(std::iter::repeat_n(items, count).flatten().cloned().collect()))
        }
        _ => None,
    }
}

fn float(op: Operator, a: f64, b: f64) -> Option<Const> {
    let result = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b != 0.0 => a / b,
        Operator::Pow if a > 0.0 => a.powf(b),
        _ => return None,
    };
    // An overflow may be an error.
    (result.is_finite() || op != Operator::Pow).then_some(Const::Float(result))
}

fn complex(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    let parts = |value: &Const| match value {
        Const::Complex(re, im) => Some((*re, *im)),
        other => as_float(other).map(|re| (re, 0.0)),
    };
    let ((a, b), (c, d)) = (parts(left)?, parts(right)?);
    match op {
        Operator::Add => Some(Const::Complex(a + c, b + d)),
        Operator::Sub => Some(Const::Complex(a - c, b - d)),
        _ => None,
    }
}

fn int_binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    let bools = matches!((left, right), (Const::Bool(_), Const::Bool(_)));
    let (a, b) = (as_int(left)?, as_int(right)?);
    let bits = |value: &BigInt| value.bits();
    let result = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult if bits(&a) + bits(&b) <= MAX_INT_BITS => a * b,
        Operator::FloorDiv if !b.is_zero() => a.div_floor(&b),
        Operator::Mod if !b.is_zero() => a.mod_floor(&b),
        Operator::Div if !b.is_zero() => {
            return Some(Const::Float(as_float(left)? / as_float(right)?));
        }
        Operator::Pow => {
            let exponent = b.to_u32()?;
            let fits = bits(&a).checked_mul(u64::from(exponent)).is_some_and(|n| n <= MAX_INT_BITS);
            if !fits {
                return None;
            }
            a.pow(exponent)
        }
        Operator::LShift if !b.is_negative() => {
            let shift = b.to_u64().filter(|shift| shift.saturating_add(bits(&a)) <= MAX_INT_BITS)?;
            a << shift
        }
        Operator::RShift if !b.is_negative() => a >> b.to_u64()?,
        Operator::BitAnd | Operator::BitOr | Operator::BitXor => {
            let result = match op {
                Operator::BitAnd => a & b,
                Operator::BitOr => a | b,
                _ => a ^ b,
            };
            return Some(if bools { Const::Bool(!result.is_zero()) } else { int(result) });
        }
        _ => return None,
    };
    Some(int(result))
}

/// `sequence[index]`
fn item(sequence: Const, index: i64) -> Option<Const> {
    let at = |len: usize| {
        let index = if index < 0 { index.checked_add(len as i64)? } else { index };
        usize::try_from(index).ok().filter(|&index| index < len)
    };
    match sequence {
        Const::Tuple(mut items) => {
            let index = at(items.len())?;
            Some(items.swap_remove(index))
        }
        Const::Bytes(bytes) => Some(Const::Int(i64::from(bytes[at(bytes.len())?]))),
        Const::Str(text) if text.is_ascii() => {
            let index = at(text.len())?;
            Some(Const::Str(Rc::from(&text[index..=index])))
        }
        _ => None,
    }
}

/// A text that is the same for constants that are equal, such as `1`, `1.0` and `True`.
pub(super) fn equality_key(value: &Const) -> String {
    match value {
        Const::Bool(b) => u8::from(*b).to_string(),
        Const::Int(i) => i.to_string(),
        Const::BigInt(i) => i.to_string(),
        Const::Float(f) | Const::Complex(f, 0.0) if f.fract() == 0.0 => format!("{f:.0}").replace("-0", "0"),
        Const::Float(f) | Const::Complex(f, 0.0) => format!("{f:?}"),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: Option<Const>) -> String {
        value.map_or("-".to_owned(), |value| format!("{value:?}"))
    }

    #[test]
    fn integers() {
        let fold = |op, a: i64, b: i64| show(binary(op, Const::Int(a), Const::Int(b)));
        assert_eq!(fold(Operator::FloorDiv, -7, 2), "Int(-4)");
        assert_eq!(fold(Operator::Mod, -7, 2), "Int(1)");
        assert_eq!(fold(Operator::Mod, 7, 0), "-");
        assert_eq!(fold(Operator::Div, 1, 4), "Float(0.25)");
        assert_eq!(fold(Operator::Pow, 2, 200), "-");
        assert_eq!(fold(Operator::Pow, 2, -1), "-");
        assert_eq!(fold(Operator::LShift, 1, 40), "Int(1099511627776)");
        assert_eq!(fold(Operator::LShift, 1, 1000), "-");
        assert_eq!(fold(Operator::Add, i64::MAX, 1), "BigInt(9223372036854775808)");
    }

    #[test]
    fn sequences() {
        let text = Const::Str(Rc::from(*b"ab"));
        assert!(binary(Operator::Mult, text.clone(), Const::Int(3000)).is_none());
        assert_eq!(show(binary(Operator::Mult, Const::Int(-1), text.clone())), "Str([])");
        assert_eq!(show(item(text.clone(), -1)), "Str([98])");
        assert_eq!(show(item(text, 2)), "-");
    }
}
