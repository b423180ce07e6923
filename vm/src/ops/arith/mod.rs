//! Arithmetic operators.

pub mod containers;
pub mod number;
pub mod sequence;
pub mod text;

use crate::exc::R;
use crate::heap::Obj;
use crate::object::{List, Str, TypeFlags};
use crate::value::Value;
use crate::vm::Vm;

macro_rules! binary_operators {
    ($($name:ident $symbol:literal $method:ident $reflected:ident $inplace:ident)*) => {
        /// A binary operator.
        #[allow(missing_docs, reason = "they are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum BinaryOp { $($name),* }

        impl BinaryOp {
            /// How it is written.
            pub fn symbol(self) -> &'static str {
                match self { $(BinaryOp::$name => $symbol),* }
            }
            /// The left operand's method.
            pub fn name(self, vm: &Vm) -> Obj<Str> {
                match self { $(BinaryOp::$name => vm.names.$method.clone()),* }
            }
            /// The right operand's method.
            pub fn reflected_name(self, vm: &Vm) -> Obj<Str> {
                match self { $(BinaryOp::$name => vm.names.$reflected.clone()),* }
            }
            /// The left operand's method for an augmented assignment.
            pub fn inplace_name(self, vm: &Vm) -> Obj<Str> {
                match self { $(BinaryOp::$name => vm.names.$inplace.clone()),* }
            }
        }
    };
}

binary_operators! {
    Add "+" __add__ __radd__ __iadd__
    Sub "-" __sub__ __rsub__ __isub__
    Mul "*" __mul__ __rmul__ __imul__
    TrueDiv "/" __truediv__ __rtruediv__ __itruediv__
    FloorDiv "//" __floordiv__ __rfloordiv__ __ifloordiv__
    Mod "%" __mod__ __rmod__ __imod__
    Pow "**" __pow__ __rpow__ __ipow__
    MatMul "@" __matmul__ __rmatmul__ __imatmul__
    LShift "<<" __lshift__ __rlshift__ __ilshift__
    RShift ">>" __rshift__ __rrshift__ __irshift__
    And "&" __and__ __rand__ __iand__
    Or "|" __or__ __ror__ __ior__
    Xor "^" __xor__ __rxor__ __ixor__
}

macro_rules! unary_operators {
    ($($name:ident $symbol:literal $method:ident)*) => {
        /// A unary operator.
        #[allow(missing_docs, reason = "they are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum UnaryOp { $($name),* }

        impl UnaryOp {
            /// How it is written.
            pub fn symbol(self) -> &'static str {
                match self { $(UnaryOp::$name => $symbol),* }
            }
            /// The operand's method.
            pub fn name(self, vm: &Vm) -> Obj<Str> {
                match self { $(UnaryOp::$name => vm.names.$method.clone()),* }
            }
        }
    };
}

unary_operators! {
    Neg "-" __neg__
    Pos "+" __pos__
    Invert "~" __invert__
}

/// Whether the class of a value has an operator method in Python.
#[inline]
fn is_user(v: &Value) -> bool {
    v.header().is_some_and(|h| h.class_ref().any(TypeFlags::USER_OPERATOR))
}

/// `l op r`. None: the operands' methods have to say.
pub fn binary(vm: &mut Vm, op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    if let Some(v) = number::binary(op, l, r)? {
        return Ok(Some(v));
    }
    if is_user(l) || is_user(r) {
        return Ok(None);
    }
    if let Some(v) = text::binary(vm, op, l, r)? {
        return Ok(Some(v));
    }
    containers::binary(vm, op, l, r)
}

/// `l op= r`, which changes `l` if that is what its type does. None: the operands' methods have to say.
pub fn inplace(vm: &mut Vm, op: BinaryOp, l: &Value, r: &Value) -> R<Option<Value>> {
    if let Some(v) = number::binary(op, l, r)? {
        return Ok(Some(v));
    }
    if is_user(l) || is_user(r) {
        return Ok(None);
    }
    if let Some(v) = text::inplace(vm, op, l, r)? {
        return Ok(Some(v));
    }
    if let Some(v) = containers::inplace(vm, op, l, r)? {
        return Ok(Some(v));
    }
    if op == BinaryOp::Add && l.is_a::<List>() {
        // A list is extended, never replaced by a sum.
        return Ok(None);
    }
    binary(vm, op, l, r)
}

/// `op v`. None: the operand's method has to say.
pub fn unary(op: UnaryOp, v: &Value) -> R<Option<Value>> {
    Ok(number::unary(op, v))
}
