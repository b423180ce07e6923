//! The rows that the method tables of the number types have in common.

/// A type's methods: its own rows, then the operators that it has and the comparisons.
macro_rules! number_methods {
    ($tower:ident, [$($row:expr),* $(,)?], [$($op:ident $name:literal $reflected:literal $symbol:literal),* $(,)?]) => {
        &[
            $($row,)*
            $(
                $crate::native::pure(
                    concat!($name, "(self, value, /)"),
                    |_, a| $crate::types::number::operate(
                        $crate::types::number::Tower::$tower,
                        $crate::ops::arith::BinaryOp::$op,
                        &a[0],
                        &a[1],
                    ),
                    concat!("Return self", $symbol, "value."),
                ),
                $crate::native::pure(
                    concat!($reflected, "(self, value, /)"),
                    |_, a| $crate::types::number::operate(
                        $crate::types::number::Tower::$tower,
                        $crate::ops::arith::BinaryOp::$op,
                        &a[1],
                        &a[0],
                    ),
                    concat!("Return value", $symbol, "self."),
                ),
            )*
            $crate::types::number::rows::comparison!($tower, Lt "__lt__" "<"),
            $crate::types::number::rows::comparison!($tower, Le "__le__" "<="),
            $crate::types::number::rows::comparison!($tower, Eq "__eq__" "=="),
            $crate::types::number::rows::comparison!($tower, Ne "__ne__" "!="),
            $crate::types::number::rows::comparison!($tower, Gt "__gt__" ">"),
            $crate::types::number::rows::comparison!($tower, Ge "__ge__" ">="),
            $crate::native::pure("__hash__(self, /)", $crate::types::number::hash, "Return hash(self)."),
            $crate::native::pure("__bool__(self, /)", $crate::types::number::truth, "True if self else False"),
            $crate::native::pure("__abs__(self, /)", $crate::types::number::abs, "abs(self)"),
            $crate::types::number::rows::unary!(Neg "__neg__" "-self"),
            $crate::types::number::rows::unary!(Pos "__pos__" "+self"),
            $crate::native::tail(
                "__format__(self, format_spec, /)",
                $crate::types::number::format,
                "Convert to a string according to format_spec.",
            ),
        ]
    };
}

macro_rules! comparison {
    ($tower:ident, $op:ident $name:literal $symbol:literal) => {
        $crate::native::pure(
            concat!($name, "(self, value, /)"),
            |_, a| {
                $crate::types::number::compare(
                    $crate::types::number::Tower::$tower,
                    $crate::ops::compare::CompareOp::$op,
                    &a[0],
                    &a[1],
                )
            },
            concat!("Return self", $symbol, "value."),
        )
    };
}

macro_rules! unary {
    ($op:ident $name:literal $doc:literal) => {
        $crate::native::pure(
            concat!($name, "(self, /)"),
            |_, a| $crate::types::number::operate_unary($crate::ops::arith::UnaryOp::$op, a),
            $doc,
        )
    };
}

pub(crate) use {comparison, number_methods, unary};
