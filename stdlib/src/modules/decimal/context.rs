//! The type `Context`, and the context of what is running.

use std::cell::Cell;

use pausa_vm::exc::{memory_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, TypeSpec, class_arg, getter, pure, setter, this};
use pausa_vm::object::{List, Str, Tuple, TypeFlags};
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::convert::{argument, read};
use super::number::Number;
use super::{Parts, context_class, convert};
use crate::decimal::{Context, Decimal, MAX_PREC, Rounding, arith, compare, power, signal, steps, text};
use crate::modules::contextvars;

/// A context.
pub(super) struct Settings {
    context: Cell<Context>,
    flags: Cell<u32>,
    traps: Cell<u32>,
}

impl Payload for Settings {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

impl Settings {
    /// The context, with nothing reported.
    pub(super) fn get(&self) -> Context {
        Context { raised: 0, ..self.context.get() }
    }

    /// Takes note of what has been reported, and raises what is trapped.
    pub(super) fn report(&self, vm: &mut Vm, raised: u32) -> R<()> {
        if raised == 0 {
            return Ok(());
        }
        self.flags.set(self.flags.get() | raised & signal::ALL);
        if raised & signal::NO_MEMORY != 0 {
            return Err(memory_error());
        }
        let trapped = raised & self.traps.get();
        if trapped == 0 { Ok(()) } else { Err(trap(vm, trapped, raised)) }
    }

    /// Takes note of what is not an error even if it is trapped.
    pub(super) fn note(&self, raised: u32) {
        self.flags.set(self.flags.get() | raised);
    }

    /// Does something in this context.
    pub(super) fn run<T>(&self, vm: &mut Vm, f: impl FnOnce(&mut Context) -> T) -> R<T> {
        let mut context = self.get();
        let result = f(&mut context);
        self.report(vm, context.raised)?;
        Ok(result)
    }
}

/// The exception of trapped signals: its class is that of the first one, its argument the list of all.
#[cold]
fn trap(vm: &mut Vm, trapped: u32, raised: u32) -> Exc {
    let classes = &vm.state::<Parts>().signals;
    let class = |bit: u32| classes.get(bit.trailing_zeros() as usize).cloned().unwrap_or_default();
    let bits = |mask: u32| (0..32).map(|i| 1u32 << i).filter(move |bit| mask & bit != 0);
    let particular = raised & (signal::CONVERSION_SYNTAX | signal::DIVISION_IMPOSSIBLE | signal::DIVISION_UNDEFINED);
    let mut listed = Vec::new();
    if trapped & signal::INVALID_OPERATION != 0 {
        if particular == 0 {
            listed.push(class(signal::INVALID_OPERATION));
        }
        listed.extend(bits(particular).map(class));
    }
    listed.extend(bits(trapped & !signal::INVALID_OPERATION).map(class));
    let first = class(trapped & trapped.wrapping_neg());
    match first.cast::<pausa_vm::object::Type>() {
        Some(class) => Exc::of_class(&class, vec![List::from_vec(listed).into()]),
        None => value_error("_decimal is not initialised"),
    }
}

/// The context of what is running, which is made when it is first asked for.
pub(super) fn current(vm: &mut Vm) -> R<Obj<Settings>> {
    let variable = vm.state::<Parts>().variable.clone();
    let found = vm.context().downcast::<contextvars::Context>().and_then(|c| c.value(&variable));
    if let Some(settings) = found.and_then(|v| v.cast::<Settings>()) {
        return Ok(settings);
    }
    let template = vm.state::<Parts>().template.clone();
    let Some(template) = template.downcast::<Settings>() else {
        return Err(pausa_vm::exc::system_error("_decimal is not initialised"));
    };
    let made = duplicate(vm, template, 0)?;
    let replaced = contextvars::Context::current(vm)?.set(&variable, Some(made.value().clone()));
    drop(replaced);
    Ok(made)
}

fn duplicate(vm: &mut Vm, settings: &Settings, flags: u32) -> R<Obj<Settings>> {
    let class = context_class(vm)?;
    let copy = Settings { context: settings.context.clone(), flags: Cell::new(flags), traps: settings.traps.clone() };
    Ok(new_with_type(&class, copy))
}

/// An optional argument that is a context.
pub(super) fn given(vm: &mut Vm, v: &Value) -> R<Obj<Settings>> {
    if v.is_unbound() || v.is_none() {
        return current(vm);
    }
    v.cast::<Settings>().ok_or_else(|| type_error("optional argument must be a context"))
}

/// The way of rounding with this name.
pub(super) fn rounding(v: &Value) -> R<Rounding> {
    let name = v.downcast::<Str>();
    let found = Rounding::ALL.iter().find(|(n, _)| name.is_some_and(|s| s.bytes() == n.as_bytes()));
    found.map(|&(_, r)| r).ok_or_else(|| {
        type_error(
            "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
        )
    })
}

/// `_decimal.Context`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Context",
    module: "_decimal",
    layout: Settings::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "",
    defs: DEFS,
};

fn new(_: &mut Vm, a: &[Value]) -> R {
    let context = Context { prec: 28, emin: -999_999, emax: 999_999, ..Context::EXACT };
    let payload = Settings { context: Cell::new(context), flags: Cell::new(0), traps: Cell::new(0) };
    Ok(new_with_type(&class_arg(a)?, payload).into())
}

/// Sets a number of a context after looking whether it is in its range.
fn set_number(a: &[Value], low: i64, high: i64, what: &str, put: fn(&mut Context, i64)) -> R {
    let settings = this::<Settings>(a)?;
    if a[1].is_unbound() {
        return Err(pausa_vm::Exc::msg(pausa_vm::ExcKind::AttributeError, "context attributes cannot be deleted"));
    }
    if !a[1].is_int() {
        return Err(type_error("an integer is required"));
    }
    let n = a[1].as_i64().filter(|n| (low..=high).contains(n)).ok_or_else(|| value_error(what))?;
    let mut context = settings.context.get();
    put(&mut context, n);
    settings.context.set(context);
    Ok(Value::NONE)
}

fn set_rounding(_: &mut Vm, a: &[Value]) -> R {
    let settings = this::<Settings>(a)?;
    let rounding = rounding(&a[1])?;
    settings.context.set(Context { rounding, ..settings.context.get() });
    Ok(Value::NONE)
}

fn get_rounding(_: &mut Vm, a: &[Value]) -> R {
    let rounding = this::<Settings>(a)?.context.get().rounding;
    Ok(Rounding::ALL.iter().find(|(_, r)| *r == rounding).map_or(Value::NONE, |(name, _)| (*name).into()))
}

fn bits(v: &Value) -> R<u32> {
    v.as_i64().and_then(|n| u32::try_from(n).ok()).map(|n| n & signal::ALL).ok_or_else(|| type_error("not signals"))
}

fn number(vm: &mut Vm, d: Decimal) -> R {
    Ok(vm.new_native(Number(d))?.into())
}

/// A function of a context and one number.
fn one(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal) -> Decimal) -> R {
    let x = argument(&a[1])?;
    let result = this::<Settings>(a)?.run(vm, |c| f(c, &x))?;
    number(vm, result)
}

/// A function of a context and two numbers.
fn two(vm: &mut Vm, a: &[Value], f: fn(&mut Context, &Decimal, &Decimal) -> Decimal) -> R {
    let (x, y) = (argument(&a[1])?, argument(&a[2])?);
    let result = this::<Settings>(a)?.run(vm, |c| f(c, &x, &y))?;
    number(vm, result)
}

/// A question about a number.
fn ask(a: &[Value], f: impl FnOnce(&Context, &Decimal) -> bool) -> R {
    let x = argument(&a[1])?;
    Ok(Value::bool(f(&this::<Settings>(a)?.get(), &x)))
}

fn fma(vm: &mut Vm, a: &[Value]) -> R {
    let (x, y, z) = (argument(&a[1])?, argument(&a[2])?, argument(&a[3])?);
    let result = this::<Settings>(a)?.run(vm, |c| arith::fma(c, &x, &y, &z))?;
    number(vm, result)
}

fn divmod(vm: &mut Vm, a: &[Value]) -> R {
    let (x, y) = (argument(&a[1])?, argument(&a[2])?);
    let (q, r) = this::<Settings>(a)?.run(vm, |c| arith::divmod(c, &x, &y))?;
    Ok(Tuple::from_array([number(vm, q)?, number(vm, r)?]).into())
}

fn raise_to(vm: &mut Vm, a: &[Value]) -> R {
    let (x, y) = (argument(&a[1])?, argument(&a[2])?);
    let settings = this::<Settings>(a)?;
    let result = if a[3].is_unbound() || a[3].is_none() {
        settings.run(vm, |c| power::power(c, &x, &y))?
    } else {
        let m = argument(&a[3])?;
        settings.run(vm, |c| power::power_modulo(c, &x, &y, &m))?
    };
    number(vm, result)
}

fn create(vm: &mut Vm, a: &[Value]) -> R {
    let settings = this::<Settings>(a)?;
    if a[1].is_unbound() {
        return number(vm, Decimal::whole(0));
    }
    // Unlike the constructor, it takes nothing but the number itself.
    let strict = |s: &Str| s.as_str().is_some_and(|t| !t.contains(|c: char| c == '_' || c.is_whitespace()));
    let (d, raised) = match a[1].downcast::<Str>() {
        Some(s) if !strict(s) => (Decimal::nan(), signal::INVALID_OPERATION | signal::CONVERSION_SYNTAX),
        _ => read(&a[1])?,
    };
    rounded(vm, settings, d, raised)
}

fn create_from_float(vm: &mut Vm, a: &[Value]) -> R {
    let settings = this::<Settings>(a)?;
    if a[1].as_float().is_none() && !a[1].is_int() {
        return Err(type_error("argument must be int or float"));
    }
    let (d, _) = read(&a[1])?;
    rounded(vm, settings, d, 0)
}

fn rounded(vm: &mut Vm, settings: &Settings, d: Decimal, raised: u32) -> R {
    let result = settings.run(vm, |c| {
        c.raise(raised);
        let room = c.prec - i64::from(c.clamp);
        if d.is_nan() && d.coefficient.bits() > 0 && d.digits() > room {
            return c.invalid(signal::CONVERSION_SYNTAX);
        }
        c.finish(d)
    })?;
    number(vm, result)
}

fn same(vm: &mut Vm, a: &[Value]) -> R {
    let d = argument(&a[1])?.into_owned();
    number(vm, d)
}

fn shown(a: &[Value], engineering: bool) -> R {
    let x = argument(&a[1])?;
    Ok(text::to_text(&x, this::<Settings>(a)?.get().capitals, engineering).as_str().into())
}

fn apply(vm: &mut Vm, a: &[Value]) -> R {
    one(vm, a, |c, d| c.finish(d.clone()))
}

#[rustfmt::skip]
static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    getter("prec(self, /)", |_, a| Ok(this::<Settings>(a)?.get().prec.into()), ""),
    setter("prec(self, value, /)", |_, a| set_number(a, 1, MAX_PREC, "valid range for prec is [1, MAX_PREC]", |c, n| c.prec = n)),
    getter("Emin(self, /)", |_, a| Ok(this::<Settings>(a)?.get().emin.into()), ""),
    setter("Emin(self, value, /)", |_, a| set_number(a, -MAX_PREC, 0, "valid range for Emin is [MIN_EMIN, 0]", |c, n| c.emin = n)),
    getter("Emax(self, /)", |_, a| Ok(this::<Settings>(a)?.get().emax.into()), ""),
    setter("Emax(self, value, /)", |_, a| set_number(a, 0, MAX_PREC, "valid range for Emax is [0, MAX_EMAX]", |c, n| c.emax = n)),
    getter("capitals(self, /)", |_, a| Ok(i64::from(this::<Settings>(a)?.get().capitals).into()), ""),
    setter("capitals(self, value, /)", |_, a| set_number(a, 0, 1, "valid values for capitals are 0 or 1", |c, n| c.capitals = n == 1)),
    getter("clamp(self, /)", |_, a| Ok(i64::from(this::<Settings>(a)?.get().clamp).into()), ""),
    setter("clamp(self, value, /)", |_, a| set_number(a, 0, 1, "valid values for clamp are 0 or 1", |c, n| c.clamp = n == 1)),
    getter("rounding(self, /)", get_rounding, ""),
    setter("rounding(self, value, /)", set_rounding),
    getter("_flags(self, /)", |_, a| Ok(i64::from(this::<Settings>(a)?.flags.get()).into()), ""),
    setter("_flags(self, value, /)", |_, a| { this::<Settings>(a)?.flags.set(bits(&a[1])?); Ok(Value::NONE) }),
    getter("_traps(self, /)", |_, a| Ok(i64::from(this::<Settings>(a)?.traps.get()).into()), ""),
    setter("_traps(self, value, /)", |_, a| { this::<Settings>(a)?.traps.set(bits(&a[1])?); Ok(Value::NONE) }),
    pure("clear_flags(self, /)", |_, a| { this::<Settings>(a)?.flags.set(0); Ok(Value::NONE) }, "Reset all flags to False."),
    pure("clear_traps(self, /)", |_, a| { this::<Settings>(a)?.traps.set(0); Ok(Value::NONE) }, "Set all traps to False."),
    pure("Etiny(self, /)", |_, a| Ok(this::<Settings>(a)?.get().etiny().into()), "Return a value equal to Emin - prec + 1, which is the minimum exponent value\nfor subnormal results. When underflow occurs, the exponent is set to Etiny."),
    pure("Etop(self, /)", |_, a| Ok(this::<Settings>(a)?.get().etop().into()), "Return a value equal to Emax - prec + 1. This is the maximum exponent\nif the _clamp field of the context is set to 1 (IEEE clamp mode). Etop()\nmust not be negative."),
    pure("radix(self, /)", |vm, _| number(vm, Decimal::whole(10)), "Return 10."),
    pure("copy(self, /)", |vm, a| { let s = this::<Settings>(a)?; let f = s.flags.get(); Ok(duplicate(vm, s, f)?.into()) }, "Return a duplicate of the context with all flags cleared."),
    pure("__copy__(self, /)", |vm, a| { let s = this::<Settings>(a)?; let f = s.flags.get(); Ok(duplicate(vm, s, f)?.into()) }, ""),
    pure("_apply(self, x, /)", apply, "Round x to the precision of the context."),
    pure("create_decimal(self, num='0', /)", create, "Create a new Decimal instance from num, using self as the context. Unlike the\nDecimal constructor, this function observes the context limits."),
    pure("create_decimal_from_float(self, f, /)", create_from_float, "Create a new Decimal instance from float f.  Unlike the Decimal.from_float()\nclass method, this function observes the context limits."),
    pure("abs(self, x, /)", |vm, a| one(vm, a, arith::abs), "Return the absolute value of x."),
    pure("exp(self, x, /)", |vm, a| one(vm, a, power::exp), "Return e ** x."),
    pure("ln(self, x, /)", |vm, a| one(vm, a, power::ln), "Return the natural (base e) logarithm of x."),
    pure("log10(self, x, /)", |vm, a| one(vm, a, power::log10), "Return the base 10 logarithm of x."),
    pure("minus(self, x, /)", |vm, a| one(vm, a, arith::minus), "Minus corresponds to the unary prefix minus operator in Python, but applies\nthe context to the result."),
    pure("plus(self, x, /)", |vm, a| one(vm, a, arith::plus), "Plus corresponds to the unary prefix plus operator in Python, but applies the\ncontext to the result."),
    pure("next_minus(self, x, /)", |vm, a| one(vm, a, steps::next_minus), "Return the largest representable number smaller than x."),
    pure("next_plus(self, x, /)", |vm, a| one(vm, a, steps::next_plus), "Return the smallest representable number larger than x."),
    pure("normalize(self, x, /)", |vm, a| one(vm, a, steps::normalize), "Reduce x to its simplest form. Alias for reduce(x)."),
    pure("to_integral(self, x, /)", |vm, a| one(vm, a, steps::to_integral_value), "Identical to to_integral_value(x)."),
    pure("to_integral_exact(self, x, /)", |vm, a| one(vm, a, steps::to_integral_exact), "Round to an integer. Signal if the result is rounded or inexact."),
    pure("to_integral_value(self, x, /)", |vm, a| one(vm, a, steps::to_integral_value), "Round to an integer."),
    pure("sqrt(self, x, /)", |vm, a| one(vm, a, arith::sqrt), "Square root of a non-negative number to context precision."),
    pure("logb(self, x, /)", |vm, a| one(vm, a, steps::logb), "Return the exponent of the magnitude of the operand's MSD."),
    pure("logical_invert(self, x, /)", |vm, a| one(vm, a, steps::logical_invert), "Invert all digits of x."),
    pure("copy_abs(self, x, /)", |vm, a| one(vm, a, |_, d| d.clone().with_sign(false)), "Return a copy of x with the sign set to 0."),
    pure("copy_negate(self, x, /)", |vm, a| one(vm, a, |_, d| d.clone().with_sign(!d.negative)), "Return a copy of x with the sign inverted."),
    pure("copy_decimal(self, x, /)", same, "Return a copy of Decimal x."),
    pure("canonical(self, x, /)", same, "Return a new instance of x."),
    pure("add(self, x, y, /)", |vm, a| two(vm, a, arith::add), "Return the sum of x and y."),
    pure("subtract(self, x, y, /)", |vm, a| two(vm, a, arith::subtract), "Return the difference between x and y."),
    pure("multiply(self, x, y, /)", |vm, a| two(vm, a, arith::multiply), "Return the product of x and y."),
    pure("divide(self, x, y, /)", |vm, a| two(vm, a, arith::divide), "Return x divided by y."),
    pure("divide_int(self, x, y, /)", |vm, a| two(vm, a, arith::divide_int), "Return x divided by y, truncated to an integer."),
    pure("remainder(self, x, y, /)", |vm, a| two(vm, a, arith::remainder), "Return the remainder from integer division.  The sign of the result, if\nnon-zero, is the same as that of the original dividend."),
    pure("remainder_near(self, x, y, /)", |vm, a| two(vm, a, arith::remainder_near), "Return x - y * n, where n is the integer nearest the exact value of x / y\n(if the result is 0 then its sign will be the sign of x)."),
    pure("divmod(self, x, y, /)", divmod, "Return quotient and remainder of the division x / y."),
    pure("compare(self, x, y, /)", |vm, a| two(vm, a, compare::compare), "Compare x and y numerically."),
    pure("compare_signal(self, x, y, /)", |vm, a| two(vm, a, compare::compare_signal), "Compare x and y numerically.  All NaNs signal."),
    pure("compare_total(self, x, y, /)", |vm, a| two(vm, a, compare::compare_total), "Compare x and y using their abstract representation."),
    pure("compare_total_mag(self, x, y, /)", |vm, a| two(vm, a, compare::compare_total_mag), "Compare x and y using their abstract representation, ignoring sign."),
    pure("copy_sign(self, x, y, /)", |vm, a| two(vm, a, |_, x, y| x.clone().with_sign(y.negative)), "Copy the sign from y to x."),
    pure("logical_and(self, x, y, /)", |vm, a| two(vm, a, steps::logical_and), "Digit-wise and of x and y."),
    pure("logical_or(self, x, y, /)", |vm, a| two(vm, a, steps::logical_or), "Digit-wise or of x and y."),
    pure("logical_xor(self, x, y, /)", |vm, a| two(vm, a, steps::logical_xor), "Digit-wise xor of x and y."),
    pure("max(self, x, y, /)", |vm, a| two(vm, a, compare::max), "Compare the values numerically and return the maximum."),
    pure("max_mag(self, x, y, /)", |vm, a| two(vm, a, compare::max_mag), "Compare the values numerically with their sign ignored."),
    pure("min(self, x, y, /)", |vm, a| two(vm, a, compare::min), "Compare the values numerically and return the minimum."),
    pure("min_mag(self, x, y, /)", |vm, a| two(vm, a, compare::min_mag), "Compare the values numerically with their sign ignored."),
    pure("next_toward(self, x, y, /)", |vm, a| two(vm, a, steps::next_toward), "Return the number closest to x, in the direction towards y."),
    pure("quantize(self, x, y, /)", |vm, a| two(vm, a, steps::quantize), "Return a value equal to x (rounded), having the exponent of y."),
    pure("rotate(self, x, y, /)", |vm, a| two(vm, a, steps::rotate), "Return a copy of x, rotated by y places."),
    pure("scaleb(self, x, y, /)", |vm, a| two(vm, a, steps::scaleb), "Return the first operand after adding the second value to its exp."),
    pure("shift(self, x, y, /)", |vm, a| two(vm, a, steps::shift), "Return a copy of x, shifted by y places."),
    pure("fma(self, x, y, z, /)", fma, "Return x multiplied by y, plus z."),
    pure("power(self, a, b, modulo=None)", raise_to, "Compute a**b. If 'a' is negative, then 'b' must be integral. The result\nwill be inexact unless 'a' is integral and the result is finite and can\nbe expressed exactly in 'precision' digits."),
    pure("same_quantum(self, x, y, /)", |_, a| Ok(Value::bool(steps::same_quantum(&*argument(&a[1])?, &*argument(&a[2])?))), "Return True if the two operands have the same exponent."),
    pure("is_canonical(self, x, /)", |_, a| ask(a, |_, _| true), "Return True if x is canonical, False otherwise."),
    pure("is_finite(self, x, /)", |_, a| ask(a, |_, d| d.is_finite()), "Return True if x is finite, False otherwise."),
    pure("is_infinite(self, x, /)", |_, a| ask(a, |_, d| d.is_infinite()), "Return True if x is infinite, False otherwise."),
    pure("is_nan(self, x, /)", |_, a| ask(a, |_, d| d.is_nan()), "Return True if x is a qNaN or sNaN, False otherwise."),
    pure("is_qnan(self, x, /)", |_, a| ask(a, |_, d| d.kind == crate::decimal::Kind::Nan), "Return True if x is a quiet NaN, False otherwise."),
    pure("is_snan(self, x, /)", |_, a| ask(a, |_, d| d.kind == crate::decimal::Kind::SignalingNan), "Return True if x is a signaling NaN, False otherwise."),
    pure("is_signed(self, x, /)", |_, a| ask(a, |_, d| d.negative), "Return True if x is negative, False otherwise."),
    pure("is_zero(self, x, /)", |_, a| ask(a, |_, d| d.is_zero()), "Return True if x is a zero, False otherwise."),
    pure("is_normal(self, x, /)", |_, a| ask(a, steps::is_normal), "Return True if x is a normal number, False otherwise."),
    pure("is_subnormal(self, x, /)", |_, a| ask(a, steps::is_subnormal), "Return True if x is subnormal, False otherwise."),
    pure("number_class(self, x, /)", |_, a| { let x = argument(&a[1])?; Ok(steps::class(&this::<Settings>(a)?.get(), &x).into()) }, "Return an indication of the class of x."),
    pure("to_sci_string(self, x, /)", |_, a| shown(a, false), "Convert a number to a string using scientific notation."),
    pure("to_eng_string(self, x, /)", |_, a| shown(a, true), "Convert a number to a string, using engineering notation."),
];

/// The exact value of what a class method is given.
pub(super) fn from_float(vm: &mut Vm, v: &Value) -> R<Decimal> {
    if v.as_float().is_none() && !v.is_int() {
        return Err(type_error("argument must be int or float"));
    }
    let (d, _) = read(v)?;
    let context = current(vm)?;
    convert::exactly(vm, &context, d, 0)
}
