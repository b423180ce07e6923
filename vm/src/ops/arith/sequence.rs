//! What repetition of any sequence has in common: the count, and what is wrong with it.

use num_bigint::Sign;

use crate::exc::{R, overflow_error, type_error};
use crate::heap::Kind;
use crate::ops::arith::BinaryOp;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// The other operand of `sequence * other`.
pub enum Count {
    /// How often; a negative count is zero.
    Times(usize),
    /// Only its methods can tell.
    Ask,
}

/// How often a sequence is to be repeated by `other`. `reflected` says that the sequence is the right operand.
pub fn count(vm: &Vm, other: &Value, reflected: bool) -> R<Count> {
    if let Some(n) = int_count(other)? {
        return Ok(Count::Times(n));
    }
    let class = class_of(other);
    let method = if reflected { BinaryOp::Mul.name(vm) } else { BinaryOp::Mul.reflected_name(vm) };
    let has_index = class.lookup(vm.names.__index__.value()).is_some();
    // The multiplication of a built-in type, being for numbers or for its own repetition, is never for sequences. What a module's
    // type says about it is its own.
    let own = class.is_heap_type() || other.header().is_some_and(|h| h.is_kind(Kind::Native));
    let has_method = own && class.lookup(method.value()).is_some();
    if has_index || has_method {
        return Ok(Count::Ask);
    }
    Err(type_error(format!("can't multiply sequence by non-int of type '{}'", class_name(other))))
}

/// The count that an int stands for; None if `v` is none.
pub fn int_count(v: &Value) -> R<Option<usize>> {
    if let Some(i) = v.as_i64() {
        return Ok(Some(usize::try_from(i).unwrap_or(0)));
    }
    match v.as_bigint() {
        None => Ok(None),
        Some(i) if i.sign() != Sign::NoSign => {
            Err(overflow_error(format!("cannot fit '{}' into an index-sized integer", class_name(v))))
        }
        Some(_) => Ok(Some(0)),
    }
}
