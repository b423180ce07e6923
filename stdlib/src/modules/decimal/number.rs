//! The type `Decimal`.

use pausa_vm::exc::{type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::{Complex, Str, Tuple, TypeFlags};
use pausa_vm::types::class_of;
use pausa_vm::{Obj, R, Value, Vm};

use super::context::{self, Settings, current, given};
use super::convert::{self, argument, read};
use super::{Parts, operators};
use crate::decimal::{Context, Decimal, Kind, Rounding, arith, compare, format, power, steps, text};

/// A decimal number.
pub(super) struct Number(pub(super) Decimal);

impl Payload for Number {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `decimal.Decimal`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Decimal",
    module: "decimal",
    layout: Number::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n",
    defs: DEFS,
};

/// The number itself.
fn own(a: &[Value]) -> R<&Decimal> {
    Ok(&this::<Number>(a)?.0)
}

/// A new number.
pub(super) fn make(vm: &mut Vm, d: Decimal) -> R {
    Ok(vm.new_native(Number(d))?.into())
}

fn new(vm: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let context = given(vm, &a[2])?;
    if a[1].is_unbound() {
        return Ok(new_with_type(&class, Number(Decimal::whole(0))).into());
    }
    // Numbers do not change: the same one will do.
    if a[1].is_a::<Number>()
        && class_of(&a[1]).value().is(class.value())
        && class.value().is(vm.native_type::<Number>()?.value())
    {
        return Ok(a[1].clone());
    }
    let (d, raised) = read(&a[1])?;
    let d = if a[1].is_a::<Number>() { d } else { convert::exactly(vm, &context, d, raised)? };
    Ok(new_with_type(&class, Number(d)).into())
}

fn from_float(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = context::from_float(vm, &a[1])?;
    let made = make(vm, d)?;
    let class = class_arg(a)?;
    if class.value().is(vm.native_type::<Number>()?.value()) {
        return Ok(Next::Value(made));
    }
    Ok(Next::call(class.into(), [made]))
}

/// A method that takes an optional context.
fn one(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal) -> Decimal) -> R {
    let context = given(vm, &a[1])?;
    let d = own(a)?;
    let result = context.run(vm, |c| f(c, d))?;
    make(vm, result)
}

/// A method that takes another number and an optional context.
fn two(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal, &Decimal) -> Decimal) -> R {
    let context = given(vm, &a[2])?;
    let (d, other) = (own(a)?, argument(&a[1])?);
    let result = context.run(vm, |c| f(c, d, &other))?;
    make(vm, result)
}

/// A context with the way of rounding that an argument names.
fn with_rounding(c: &mut Context, v: &Value) -> R<()> {
    if !v.is_unbound() && !v.is_none() {
        c.rounding = context::rounding(v)?;
    }
    Ok(())
}

fn quantize(vm: &mut Vm, a: &[Value]) -> R {
    let settings = given(vm, &a[3])?;
    let (d, other) = (own(a)?, argument(&a[1])?);
    rounding_as(vm, &settings, &a[2], |c| steps::quantize(c, d, &other))
}

fn rounding_as(vm: &mut Vm, settings: &Obj<Settings>, rounding: &Value, f: impl FnOnce(&mut Context) -> Decimal) -> R {
    let mut context = settings.get();
    with_rounding(&mut context, rounding)?;
    let result = f(&mut context);
    settings.report(vm, context.raised)?;
    make(vm, result)
}

fn integral(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal) -> Decimal) -> R {
    let settings = given(vm, &a[2])?;
    let d = own(a)?;
    rounding_as(vm, &settings, &a[1], |c| f(c, d))
}

fn fma(vm: &mut Vm, a: &[Value]) -> R {
    let context = given(vm, &a[3])?;
    let (d, x, y) = (own(a)?, argument(&a[1])?, argument(&a[2])?);
    let result = context.run(vm, |c| arith::fma(c, d, &x, &y))?;
    make(vm, result)
}

/// A whole number by this way of rounding.
fn whole(vm: &mut Vm, a: &[Value], rounding: Rounding) -> R {
    let d = own(a)?;
    if !d.is_finite() {
        return convert::integer(d);
    }
    let mut context = Context { rounding, ..current(vm)?.get() };
    convert::integer(&steps::to_integral_value(&mut context, d))
}

fn round(vm: &mut Vm, a: &[Value]) -> R {
    if a[1].is_unbound() {
        return whole(vm, a, Rounding::HalfEven);
    }
    if !a[1].is_int() {
        return Err(type_error("optional arg must be an integer"));
    }
    let digits =
        a[1].as_i64().ok_or_else(|| pausa_vm::exc::overflow_error("Python int too large to convert to C ssize_t"))?;
    let d = own(a)?;
    let exponent = Decimal::new(false, 1u8.into(), digits.saturating_neg());
    let result = current(vm)?.run(vm, |c| steps::quantize(c, d, &exponent))?;
    make(vm, result)
}

fn as_tuple(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let d = own(a)?;
    let digits = match d.kind {
        Kind::Infinite => vec![0],
        Kind::Finite => d.coefficient.to_radix_be(10),
        _ if d.coefficient == num_bigint::BigUint::ZERO => Vec::new(),
        _ => d.coefficient.to_radix_be(10),
    };
    let digits = Tuple::from_vec(digits.into_iter().map(|n| Value::from(i64::from(n))).collect());
    let exponent = match d.kind {
        Kind::Finite => d.exponent.into(),
        Kind::Infinite => "F".into(),
        Kind::Nan => "n".into(),
        Kind::SignalingNan => "N".into(),
    };
    let class = vm.state::<Parts>().tuple.clone();
    Ok(Next::call(class, [i64::from(d.negative).into(), digits.into(), exponent]))
}

fn hash(_: &mut Vm, a: &[Value]) -> R {
    let d = own(a)?;
    match (convert::hash(d), d.kind) {
        (Some(hash), _) => Ok(hash.into()),
        (None, Kind::SignalingNan) => Err(type_error("Cannot hash a signaling NaN value")),
        _ => Ok(Value::from(pausa_vm::ops::hash::hash_pointer(a[0].id() as u64) as i64)),
    }
}

fn shown(vm: &mut Vm, a: &[Value], context: &Value, engineering: bool) -> R<String> {
    let capitals = given(vm, context)?.get().capitals;
    Ok(text::to_text(own(a)?, capitals, engineering))
}

fn formatted(vm: &mut Vm, a: &[Value]) -> R {
    let Some(spec) = a[1].downcast::<Str>() else {
        return Err(type_error("format arg must be str"));
    };
    let spec = spec.as_str().ok_or_else(|| value_error("invalid format string"))?;
    let context = current(vm)?.get();
    match format::format(&context, own(a)?, spec) {
        Ok(text) => Ok(text.as_str().into()),
        Err(format::Problem::Invalid) => Err(value_error("invalid format string")),
        Err(format::Problem::TooLong) => Err(pausa_vm::exc::memory_error()),
    }
}

fn reduce(vm: &mut Vm, a: &[Value]) -> R {
    let text = shown(vm, a, &Value::UNBOUND, false)?;
    let class = class_of(&a[0]);
    Ok(Tuple::from_array([class.into(), Tuple::from_array([text.as_str().into()]).into()]).into())
}

/// A copy, which is the number itself unless its class is a subclass.
fn itself(_: &mut Vm, a: &[Value]) -> R {
    Ok(a[0].clone())
}

fn flag(a: &[Value], f: impl FnOnce(&Decimal) -> bool) -> R {
    Ok(Value::bool(f(own(a)?)))
}

fn complex(_: &mut Vm, a: &[Value]) -> R {
    let re = convert::float(own(a)?)?;
    Ok(Complex::new(re, 0.0).into())
}

#[rustfmt::skip]
static DEFS: &[Def] = &[
    pure("__new__(cls, value='0', context=None)", new, "Create and return a new object.  See help(type) for accurate signature.").constructor(),
    tail("from_float(cls, f, /)", from_float, "Class method that converts a float to a decimal number, exactly.").class_method(),
    pure("__repr__(self, /)", |vm, a| { let t = shown(vm, a, &Value::UNBOUND, false)?; Ok(format!("Decimal('{t}')").as_str().into()) }, "Return repr(self)."),
    pure("__str__(self, /)", |vm, a| { let t = shown(vm, a, &Value::UNBOUND, false)?; Ok(t.as_str().into()) }, "Return str(self)."),
    pure("__format__(self, spec, /)", formatted, ""),
    pure("__hash__(self, /)", hash, "Return hash(self)."),
    pure("__bool__(self, /)", |_, a| flag(a, |d| !d.is_zero()), "True if self else False"),
    pure("__int__(self, /)", |_, a| convert::integer(own(a)?), "int(self)"),
    pure("__float__(self, /)", |_, a| Ok(convert::float(own(a)?)?.into()), "float(self)"),
    pure("__complex__(self, /)", complex, ""),
    pure("__trunc__(self, /)", |_, a| convert::integer(own(a)?), ""),
    pure("__floor__(self, /)", |vm, a| whole(vm, a, Rounding::Floor), ""),
    pure("__ceil__(self, /)", |vm, a| whole(vm, a, Rounding::Ceiling), ""),
    pure("__round__(self, ndigits=None, /)", round, ""),
    pure("__copy__(self, /)", itself, ""),
    pure("__deepcopy__(self, memo, /)", itself, ""),
    pure("__reduce__(self, /)", reduce, ""),
    pure("__sizeof__(self, /)", |_, a| Ok((104 + own(a)?.coefficient.bits() as i64 / 8).into()), ""),
    pure("__neg__(self, /)", |vm, a| operators::unary(vm, a, arith::minus), "-self"),
    pure("__pos__(self, /)", |vm, a| operators::unary(vm, a, arith::plus), "+self"),
    pure("__abs__(self, /)", |vm, a| operators::unary(vm, a, arith::abs), "abs(self)"),
    pure("__add__(self, value, /)", |vm, a| operators::binary(vm, a, arith::add), "Return self+value."),
    pure("__radd__(self, value, /)", |vm, a| operators::reflected(vm, a, arith::add), "Return value+self."),
    pure("__sub__(self, value, /)", |vm, a| operators::binary(vm, a, arith::subtract), "Return self-value."),
    pure("__rsub__(self, value, /)", |vm, a| operators::reflected(vm, a, arith::subtract), "Return value-self."),
    pure("__mul__(self, value, /)", |vm, a| operators::binary(vm, a, arith::multiply), "Return self*value."),
    pure("__rmul__(self, value, /)", |vm, a| operators::reflected(vm, a, arith::multiply), "Return value*self."),
    pure("__truediv__(self, value, /)", |vm, a| operators::binary(vm, a, arith::divide), "Return self/value."),
    pure("__rtruediv__(self, value, /)", |vm, a| operators::reflected(vm, a, arith::divide), "Return value/self."),
    pure("__floordiv__(self, value, /)", |vm, a| operators::binary(vm, a, arith::divide_int), "Return self//value."),
    pure("__rfloordiv__(self, value, /)", |vm, a| operators::reflected(vm, a, arith::divide_int), "Return value//self."),
    pure("__mod__(self, value, /)", |vm, a| operators::binary(vm, a, arith::remainder), "Return self%value."),
    pure("__rmod__(self, value, /)", |vm, a| operators::reflected(vm, a, arith::remainder), "Return value%self."),
    pure("__divmod__(self, value, /)", |vm, a| operators::divmod(vm, &a[0], &a[1]), "Return divmod(self, value)."),
    pure("__rdivmod__(self, value, /)", |vm, a| operators::divmod(vm, &a[1], &a[0]), "Return divmod(value, self)."),
    pure("__pow__(self, value, mod=None, /)", |vm, a| operators::pow(vm, &a[0], &a[1], &a[2]), "Return pow(self, value, mod)."),
    pure("__rpow__(self, value, mod=None, /)", |vm, a| operators::pow(vm, &a[1], &a[0], &a[2]), "Return pow(value, self, mod)."),
    tail("__eq__(self, value, /)", operators::eq, "Return self==value."),
    tail("__ne__(self, value, /)", operators::ne, "Return self!=value."),
    tail("__lt__(self, value, /)", operators::lt, "Return self<value."),
    tail("__le__(self, value, /)", operators::le, "Return self<=value."),
    tail("__gt__(self, value, /)", operators::gt, "Return self>value."),
    tail("__ge__(self, value, /)", operators::ge, "Return self>=value."),
    getter("real(self, /)", itself, ""),
    getter("imag(self, /)", |vm, _| make(vm, Decimal::whole(0)), ""),
    pure("conjugate(self, /)", itself, "Return self."),
    pure("canonical(self, /)", itself, "Return the canonical encoding of the argument.  Currently, the encoding\nof a Decimal instance is always canonical, so this operation returns its\nargument unchanged."),
    pure("radix(self, /)", |vm, _| make(vm, Decimal::whole(10)), "Return Decimal(10), the radix (base) in which the Decimal class does\nall its arithmetic."),
    pure("adjusted(self, /)", |_, a| { let d = own(a)?; Ok(if d.is_finite() { d.adjusted().into() } else { 0.into() }) }, "Return the adjusted exponent of the number.  Defined as exp + digits - 1."),
    pure("as_integer_ratio(self, /)", |_, a| convert::ratio(own(a)?), "Decimal.as_integer_ratio() -> (int, int)\n\nReturn a pair of integers, whose ratio is exactly equal to the original\nDecimal and with a positive denominator."),
    tail("as_tuple(self, /)", as_tuple, "Return a tuple representation of the number."),
    pure("to_eng_string(self, context=None)", |vm, a| { let t = shown(vm, a, &a[1], true)?; Ok(t.as_str().into()) }, "Convert to an engineering-type string."),
    pure("copy_abs(self, /)", |vm, a| { let d = own(a)?.clone().with_sign(false); make(vm, d) }, "Return the absolute value of the argument.  This operation is unaffected by\ncontext and is quiet."),
    pure("copy_negate(self, /)", |vm, a| { let d = own(a)?; make(vm, d.clone().with_sign(!d.negative)) }, "Return the negation of the argument.  This operation is unaffected by context\nand is quiet."),
    pure("copy_sign(self, other, context=None)", |vm, a| { given(vm, &a[2])?; let d = own(a)?.clone().with_sign(argument(&a[1])?.negative); make(vm, d) }, "Return a copy of the first operand with the sign set to be the same as the\nsign of the second operand."),
    pure("is_canonical(self, /)", |_, a| flag(a, |_| true), "Return True if the argument is canonical and False otherwise."),
    pure("is_finite(self, /)", |_, a| flag(a, Decimal::is_finite), "Return True if the argument is a finite number, and False if the argument\nis infinite or a NaN."),
    pure("is_infinite(self, /)", |_, a| flag(a, Decimal::is_infinite), "Return True if the argument is either positive or negative infinity and\nFalse otherwise."),
    pure("is_nan(self, /)", |_, a| flag(a, Decimal::is_nan), "Return True if the argument is a (quiet or signaling) NaN and False otherwise."),
    pure("is_qnan(self, /)", |_, a| flag(a, |d| d.kind == Kind::Nan), "Return True if the argument is a quiet NaN, and False otherwise."),
    pure("is_snan(self, /)", |_, a| flag(a, |d| d.kind == Kind::SignalingNan), "Return True if the argument is a signaling NaN and False otherwise."),
    pure("is_signed(self, /)", |_, a| flag(a, |d| d.negative), "Return True if the argument has a negative sign and False otherwise."),
    pure("is_zero(self, /)", |_, a| flag(a, Decimal::is_zero), "Return True if the argument is a (positive or negative) zero and False otherwise."),
    pure("is_normal(self, context=None)", |vm, a| { let c = given(vm, &a[1])?.get(); flag(a, |d| steps::is_normal(&c, d)) }, "Return True if the argument is a normal finite non-zero number with an adjusted\nexponent greater than or equal to Emin."),
    pure("is_subnormal(self, context=None)", |vm, a| { let c = given(vm, &a[1])?.get(); flag(a, |d| steps::is_subnormal(&c, d)) }, "Return True if the argument is subnormal, and False otherwise."),
    pure("number_class(self, context=None)", |vm, a| { let c = given(vm, &a[1])?.get(); Ok(steps::class(&c, own(a)?).into()) }, "Return a string describing the class of the operand."),
    pure("same_quantum(self, other, context=None)", |vm, a| { given(vm, &a[2])?; Ok(Value::bool(steps::same_quantum(own(a)?, &*argument(&a[1])?))) }, "Test whether self and other have the same exponent or whether both are NaN."),
    pure("exp(self, context=None)", |vm, a| one(vm, a, power::exp), "Return the value of the (natural) exponential function e**x at the given number."),
    pure("ln(self, context=None)", |vm, a| one(vm, a, power::ln), "Return the natural (base e) logarithm of the operand."),
    pure("log10(self, context=None)", |vm, a| one(vm, a, power::log10), "Return the base ten logarithm of the operand."),
    pure("logb(self, context=None)", |vm, a| one(vm, a, steps::logb), "For a non-zero number, return the adjusted exponent of the operand as a\nDecimal instance."),
    pure("logical_invert(self, context=None)", |vm, a| one(vm, a, steps::logical_invert), "Return the digit-wise inversion of the (logical) operand."),
    pure("next_minus(self, context=None)", |vm, a| one(vm, a, steps::next_minus), "Return the largest number representable in the given context (or in the current\ndefault context if no context is given) that is smaller than the given operand."),
    pure("next_plus(self, context=None)", |vm, a| one(vm, a, steps::next_plus), "Return the smallest number representable in the given context (or in the\ncurrent default context if no context is given) that is larger than the given\noperand."),
    pure("normalize(self, context=None)", |vm, a| one(vm, a, steps::normalize), "Normalize the number by stripping the rightmost trailing zeros and\nconverting any result equal to Decimal('0') to Decimal('0e0')."),
    pure("sqrt(self, context=None)", |vm, a| one(vm, a, arith::sqrt), "Return the square root of the argument to full precision. The result is\ncorrectly rounded using the ROUND_HALF_EVEN rounding mode."),
    pure("compare(self, other, context=None)", |vm, a| two(vm, a, compare::compare), "Compare self to other.  Return a decimal value."),
    pure("compare_signal(self, other, context=None)", |vm, a| two(vm, a, compare::compare_signal), "Identical to compare, except that all NaNs signal."),
    pure("compare_total(self, other, context=None)", |vm, a| two(vm, a, compare::compare_total), "Compare two operands using their abstract representation rather than\ntheir numerical value."),
    pure("compare_total_mag(self, other, context=None)", |vm, a| two(vm, a, compare::compare_total_mag), "Compare two operands using their abstract representation rather than their\nvalue as in compare_total(), but ignoring the sign of each operand."),
    pure("logical_and(self, other, context=None)", |vm, a| two(vm, a, steps::logical_and), "Return the digit-wise 'and' of the two (logical) operands."),
    pure("logical_or(self, other, context=None)", |vm, a| two(vm, a, steps::logical_or), "Return the digit-wise 'or' of the two (logical) operands."),
    pure("logical_xor(self, other, context=None)", |vm, a| two(vm, a, steps::logical_xor), "Return the digit-wise 'exclusive or' of the two (logical) operands."),
    pure("max(self, other, context=None)", |vm, a| two(vm, a, compare::max), "Maximum of self and other.  If one operand is a quiet NaN and the other is\nnumeric, the numeric operand is returned."),
    pure("max_mag(self, other, context=None)", |vm, a| two(vm, a, compare::max_mag), "Similar to the max() method, but the comparison is done using the absolute\nvalues of the operands."),
    pure("min(self, other, context=None)", |vm, a| two(vm, a, compare::min), "Minimum of self and other.  If one operand is a quiet NaN and the other is\nnumeric, the numeric operand is returned."),
    pure("min_mag(self, other, context=None)", |vm, a| two(vm, a, compare::min_mag), "Similar to the min() method, but the comparison is done using the absolute\nvalues of the operands."),
    pure("next_toward(self, other, context=None)", |vm, a| two(vm, a, steps::next_toward), "If the two operands are unequal, return the number closest to the first\noperand in the direction of the second operand."),
    pure("remainder_near(self, other, context=None)", |vm, a| two(vm, a, arith::remainder_near), "Return the remainder from dividing self by other.  This differs from\nself % other in that the sign of the remainder is chosen so as to minimize\nits absolute value."),
    pure("rotate(self, other, context=None)", |vm, a| two(vm, a, steps::rotate), "Return the result of rotating the digits of the first operand by an amount\nspecified by the second operand."),
    pure("scaleb(self, other, context=None)", |vm, a| two(vm, a, steps::scaleb), "Return the first operand with the exponent adjusted the second."),
    pure("shift(self, other, context=None)", |vm, a| two(vm, a, steps::shift), "Return the result of shifting the digits of the first operand by an amount\nspecified by the second operand."),
    pure("fma(self, other, third, context=None)", fma, "Fused multiply-add.  Return self*other+third with no rounding of the\nintermediate product."),
    pure("quantize(self, exp, rounding=None, context=None)", quantize, "Return a value equal to the first operand after rounding and having the\nexponent of the second operand."),
    pure("to_integral(self, rounding=None, context=None)", |vm, a| integral(vm, a, steps::to_integral_value), "Identical to the to_integral_value() method."),
    pure("to_integral_exact(self, rounding=None, context=None)", |vm, a| integral(vm, a, steps::to_integral_exact), "Round to the nearest integer, signaling Inexact or Rounded as appropriate if\nrounding occurs."),
    pure("to_integral_value(self, rounding=None, context=None)", |vm, a| integral(vm, a, steps::to_integral_value), "Round to the nearest integer without signaling Inexact or Rounded."),
];
