//! `float`.

mod methods;
pub(crate) mod new;

pub(crate) use methods::no_modulus;

use crate::heap::Payload;
use crate::native::{Def, TypeSpec, getter, pure, tail};
use crate::object::{Float, TypeFlags};
use crate::types::number;
use crate::types::number::rows::number_methods;
use crate::value::Value;

/// `float`
pub static SPEC: TypeSpec = TypeSpec {
    name: "float",
    module: "builtins",
    layout: Float::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF,
    doc: "Convert a string or number to a floating point number, if possible.",
    defs: DEFS,
};

static DEFS: &[Def] = number_methods!(
    Real,
    [
        tail(
            "__new__(cls, x=0, /)",
            new::new,
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        pure("__repr__(self, /)", number::repr, "Return repr(self)."),
        pure("__divmod__(self, value, /)", |_, a| number::divide(number::Tower::Real, &a[0], &a[1]), "Return divmod(self, value)."),
        pure("__rdivmod__(self, value, /)", |_, a| number::divide(number::Tower::Real, &a[1], &a[0]), "Return divmod(value, self)."),
        pure("__pow__(self, value, mod=None, /)", |_, a| methods::pow(&a[0], &a[1], &a[2]), "Return pow(self, value, mod)."),
        pure("__rpow__(self, value, mod=None, /)", |_, a| methods::pow(&a[1], &a[0], &a[2]), "Return pow(value, self, mod)."),
        pure("__int__(self, /)", methods::trunc, "int(self)"),
        pure("__float__(self, /)", number::itself, "float(self)"),
        pure("__trunc__(self, /)", methods::trunc, "Return the Integral closest to x between 0 and x."),
        pure("__floor__(self, /)", methods::floor, "Return the floor as an Integral."),
        pure("__ceil__(self, /)", methods::ceil, "Return the ceiling as an Integral."),
        pure(
            "__round__(self, ndigits: index=None, /)",
            number::round,
            "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in \
             round(x, ndigits).",
        ),
        pure("__getnewargs__(self, /)", methods::getnewargs, ""),
        getter("real(self, /)", number::itself, "the real part of a complex number"),
        getter("imag(self, /)", |_, _| Ok(Value::from(0.0)), "the imaginary part of a complex number"),
        pure("conjugate(self, /)", number::itself, "Return self, the complex conjugate of any float."),
        pure("is_integer(self, /)", methods::is_integer, "Return True if the float is an integer."),
        pure(
            "as_integer_ratio(self, /)",
            methods::as_integer_ratio,
            "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original float and with a \
             positive denominator.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)",
        ),
        pure(
            "hex(self, /)",
            methods::hex,
            "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> \
             3.14159.hex()\n'0x1.921f9f01b866ep+1'",
        ),
        tail(
            "fromhex(cls, string, /)",
            methods::fromhex,
            "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n>>> \
             float.fromhex('-0x1p-1074')\n-5e-324",
        )
        .class_method(),
        pure(
            "__getformat__(cls, typestr, /)",
            methods::getformat,
            "How a C type is stored, for the tests of Python: 'double' or 'float'.",
        )
        .class_method(),
    ],
    [
        Add "__add__" "__radd__" "+",
        Sub "__sub__" "__rsub__" "-",
        Mul "__mul__" "__rmul__" "*",
        Mod "__mod__" "__rmod__" "%",
        TrueDiv "__truediv__" "__rtruediv__" "/",
        FloorDiv "__floordiv__" "__rfloordiv__" "//",
    ]
);
