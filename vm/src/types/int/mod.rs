//! `int`.

pub(crate) mod bytes;
mod methods;
pub(crate) mod new;

use crate::heap::Payload;
use crate::native::{Def, TypeSpec, getter, pure, tail};
use crate::object::{Int, TypeFlags};
use crate::types::number;
use crate::types::number::rows::{number_methods, unary};
use crate::value::Value;

/// `int`
pub static SPEC: TypeSpec = TypeSpec {
    name: "int",
    module: "builtins",
    layout: Int::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF,
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments \
          are given.  A floating point number is cut off at the point; any other number is asked for its __int__().\n\nA string, \
          bytes or bytearray is read as an integer literal in the given base, with white space around it, a sign in front of it, \
          and underscores between its digits.  The base is 2 to 36, or 0, which means that the literal's prefix tells.\n>>> \
          int('0b100', base=0)\n4",
    defs: DEFS,
};

static DEFS: &[Def] = number_methods!(
    Int,
    [
        tail(
            "__new__(cls, x=0, /, base=10)",
            new::new,
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        pure("__repr__(self, /)", number::repr, "Return repr(self)."),
        pure("__divmod__(self, value, /)", |_, a| number::divide(number::Tower::Int, &a[0], &a[1]), "Return divmod(self, value)."),
        pure("__rdivmod__(self, value, /)", |_, a| number::divide(number::Tower::Int, &a[1], &a[0]), "Return divmod(value, self)."),
        pure("__pow__(self, value, mod=None, /)", |_, a| methods::pow(&a[0], &a[1], &a[2]), "Return pow(self, value, mod)."),
        pure("__rpow__(self, value, mod=None, /)", |_, a| methods::pow(&a[1], &a[0], &a[2]), "Return pow(value, self, mod)."),
        unary!(Invert "__invert__" "~self"),
        pure("__int__(self, /)", number::itself, "int(self)"),
        pure("__float__(self, /)", methods::float, "float(self)"),
        pure("__index__(self, /)", number::itself, "Return self converted to an integer, if self is suitable for use as an index into a list."),
        pure("__trunc__(self, /)", number::itself, "Truncating an Integral returns itself."),
        pure("__floor__(self, /)", number::itself, "Flooring an Integral returns itself."),
        pure("__ceil__(self, /)", number::itself, "Ceiling of an Integral returns itself."),
        pure(
            "__round__(self, ndigits: index=0, /)",
            number::round,
            "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.",
        ),
        pure("__getnewargs__(self, /)", methods::getnewargs, ""),
        pure("__sizeof__(self, /)", methods::sizeof, "Returns size in memory, in bytes."),
        getter("real(self, /)", number::itself, "the real part of a complex number"),
        getter("imag(self, /)", |_, _| Ok(Value::small_int(0)), "the imaginary part of a complex number"),
        getter("numerator(self, /)", number::itself, "the numerator of a rational number in lowest terms"),
        getter("denominator(self, /)", |_, _| Ok(Value::small_int(1)), "the denominator of a rational number in lowest terms"),
        pure("conjugate(self, /)", number::itself, "Returns self, the complex conjugate of any int."),
        pure(
            "bit_length(self, /)",
            methods::bit_length,
            "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6",
        ),
        pure(
            "bit_count(self, /)",
            methods::bit_count,
            "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population \
             count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3",
        ),
        pure(
            "as_integer_ratio(self, /)",
            methods::as_integer_ratio,
            "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original int and with a \
             positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)",
        ),
        pure(
            "to_bytes(self, /, length: index=1, byteorder='big', *, signed: bool=False)",
            bytes::to_bytes,
            "Return an array of bytes representing an integer.\n\n  length\n    Length of bytes object to use.  An OverflowError is \
             raised if the\n    integer is not representable with the given number of bytes.\n  byteorder\n    'big': the most \
             significant byte is the first; 'little': the last.\n  signed\n    Whether two's complement is used to represent the \
             integer.  If not,\n    a negative integer raises an OverflowError.",
        ),
        tail(
            "from_bytes(cls, /, bytes, byteorder='big', *, signed: bool=False)",
            bytes::from_bytes,
            "Return the integer represented by the given array of bytes.\n\n  bytes\n    Holds the array of bytes to convert: a \
             bytes-like object or an\n    iterable of ints.\n  byteorder\n    'big': the most significant byte is the first; \
             'little': the last.\n  signed\n    Indicates whether two's complement is used to represent the integer.",
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
        LShift "__lshift__" "__rlshift__" "<<",
        RShift "__rshift__" "__rrshift__" ">>",
        And "__and__" "__rand__" "&",
        Or "__or__" "__ror__" "|",
        Xor "__xor__" "__rxor__" "^",
    ]
);
