//! `complex`.

pub(crate) mod new;

use crate::exc::{R, type_error, value_error};
use crate::heap::Payload;
use crate::native::{Def, TypeSpec, getter, pure, tail};
use crate::object::{Complex, Tuple, TypeFlags};
use crate::ops::arith::BinaryOp;
use crate::types::number::rows::number_methods;
use crate::types::number::{self, Tower, operate};
use crate::value::Value;
use crate::vm::Vm;

/// `complex`
pub static SPEC: TypeSpec = TypeSpec {
    name: "complex",
    module: "builtins",
    layout: Complex::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where \
          imag defaults to 0.",
    defs: DEFS,
};

static DEFS: &[Def] = number_methods!(
    Complex,
    [
        tail(
            "__new__(cls, real=0, imag=0)",
            new::new,
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        pure("__repr__(self, /)", number::repr, "Return repr(self)."),
        pure("__pow__(self, value, mod=None, /)", |_, a| pow(&a[0], &a[1], &a[2]), "Return pow(self, value, mod)."),
        pure("__rpow__(self, value, mod=None, /)", |_, a| pow(&a[1], &a[0], &a[2]), "Return pow(value, self, mod)."),
        pure("__complex__(self, /)", number::itself, "Convert this value to exact type complex."),
        pure("__getnewargs__(self, /)", getnewargs, ""),
        getter("real(self, /)", |_, a| Ok(this(a)?.re.into()), "the real part of a complex number"),
        getter("imag(self, /)", |_, a| Ok(this(a)?.im.into()), "the imaginary part of a complex number"),
        pure("conjugate(self, /)", conjugate, "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    ],
    [
        Add "__add__" "__radd__" "+",
        Sub "__sub__" "__rsub__" "-",
        Mul "__mul__" "__rmul__" "*",
        TrueDiv "__truediv__" "__rtruediv__" "/",
    ]
);

/// The receiver.
fn this(args: &[Value]) -> R<&Complex> {
    args.first().and_then(Value::downcast::<Complex>).ok_or_else(|| type_error("descriptor requires a complex"))
}

fn pow(base: &Value, exponent: &Value, modulus: &Value) -> R {
    if !modulus.is_unbound() && !modulus.is_none() {
        return Err(no_modulus());
    }
    operate(Tower::Complex, BinaryOp::Pow, base, exponent)
}

/// The ValueError for `pow` with three arguments of which one is complex.
pub(crate) fn no_modulus() -> crate::Exc {
    value_error("complex modulo")
}

fn conjugate(_: &mut Vm, args: &[Value]) -> R {
    let c = this(args)?;
    Ok(Complex::new(c.re, -c.im).into())
}

fn getnewargs(_: &mut Vm, args: &[Value]) -> R {
    let c = this(args)?;
    Ok(Tuple::from_vec(vec![c.re.into(), c.im.into()]).into())
}
