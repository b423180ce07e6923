//! `_operator`: the operators as functions, and callables that fetch items, attributes and methods.

mod getters;
mod sequence;

use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::Module;
use pausa_vm::ops::arith::{self, BinaryOp, UnaryOp};
use pausa_vm::ops::compare::{self, CompareOp};
use pausa_vm::ops::truth;
use pausa_vm::types::define;
use pausa_vm::types::method::{compared, or_prelude};
use pausa_vm::{Obj, R, Value, Vm};

/// `_operator`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_operator",
    doc: "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.",
    defs: DEFS,
    init,
};

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    for def in sequence::DEFS {
        m.dict.insert_str(def.name(), pausa_vm::builtins::module_function(def, "_operator"));
    }
    m.dict.insert_str("itemgetter", define(&getters::ITEM, None).into());
    m.dict.insert_str("attrgetter", define(&getters::ATTRIBUTE, None).into());
    m.dict.insert_str("methodcaller", define(&getters::METHOD, None).into());
    Ok(())
}

macro_rules! binary {
    ($sig:literal $op:ident $general:literal $doc:literal) => {
        tail(
            $sig,
            |vm, a| {
                let outcome = arith::binary(vm, BinaryOp::$op, &a[0], &a[1])?;
                or_prelude(vm, outcome, $general, a)
            },
            $doc,
        )
    };
}

macro_rules! in_place {
    ($sig:literal $op:ident $general:literal $doc:literal) => {
        tail(
            $sig,
            |vm, a| {
                let outcome = arith::inplace(vm, BinaryOp::$op, &a[0], &a[1])?;
                or_prelude(vm, outcome, $general, a)
            },
            $doc,
        )
    };
}

macro_rules! unary {
    ($sig:literal $op:ident $general:literal $doc:literal) => {
        tail(
            $sig,
            |vm, a| {
                let outcome = arith::unary(UnaryOp::$op, &a[0])?;
                or_prelude(vm, outcome, $general, a)
            },
            $doc,
        )
    };
}

macro_rules! comparison {
    ($sig:literal $op:ident $doc:literal) => {
        tail(
            $sig,
            |vm, a| {
                let outcome = compare::rich(CompareOp::$op, &a[0], &a[1])?;
                compared(vm, outcome, CompareOp::$op, "compare_by", a)
            },
            $doc,
        )
    };
}

#[rustfmt::skip]
const DEFS: &[Def] = &[
    binary!("add(a, b, /)" Add "operate_add" "Same as a + b."),
    binary!("sub(a, b, /)" Sub "operate_sub" "Same as a - b."),
    binary!("mul(a, b, /)" Mul "operate_mul" "Same as a * b."),
    binary!("matmul(a, b, /)" MatMul "operate_matmul" "Same as a @ b."),
    binary!("truediv(a, b, /)" TrueDiv "operate_truediv" "Same as a / b."),
    binary!("floordiv(a, b, /)" FloorDiv "operate_floordiv" "Same as a // b."),
    binary!("mod(a, b, /)" Mod "operate_mod" "Same as a % b."),
    binary!("pow(a, b, /)" Pow "operate_pow" "Same as a ** b."),
    binary!("lshift(a, b, /)" LShift "operate_lshift" "Same as a << b."),
    binary!("rshift(a, b, /)" RShift "operate_rshift" "Same as a >> b."),
    binary!("and_(a, b, /)" And "operate_and" "Same as a & b."),
    binary!("or_(a, b, /)" Or "operate_or" "Same as a | b."),
    binary!("xor(a, b, /)" Xor "operate_xor" "Same as a ^ b."),
    in_place!("iadd(a, b, /)" Add "operate_iadd" "Same as a += b."),
    in_place!("isub(a, b, /)" Sub "operate_isub" "Same as a -= b."),
    in_place!("imul(a, b, /)" Mul "operate_imul" "Same as a *= b."),
    in_place!("imatmul(a, b, /)" MatMul "operate_imatmul" "Same as a @= b."),
    in_place!("itruediv(a, b, /)" TrueDiv "operate_itruediv" "Same as a /= b."),
    in_place!("ifloordiv(a, b, /)" FloorDiv "operate_ifloordiv" "Same as a //= b."),
    in_place!("imod(a, b, /)" Mod "operate_imod" "Same as a %= b."),
    in_place!("ipow(a, b, /)" Pow "operate_ipow" "Same as a **= b."),
    in_place!("ilshift(a, b, /)" LShift "operate_ilshift" "Same as a <<= b."),
    in_place!("irshift(a, b, /)" RShift "operate_irshift" "Same as a >>= b."),
    in_place!("iand(a, b, /)" And "operate_iand" "Same as a &= b."),
    in_place!("ior(a, b, /)" Or "operate_ior" "Same as a |= b."),
    in_place!("ixor(a, b, /)" Xor "operate_ixor" "Same as a ^= b."),
    unary!("neg(a, /)" Neg "operate_neg" "Same as -a."),
    unary!("pos(a, /)" Pos "operate_pos" "Same as +a."),
    unary!("inv(a, /)" Invert "operate_invert" "Same as ~a."),
    unary!("invert(a, /)" Invert "operate_invert" "Same as ~a."),
    tail("abs(a, /)", |vm, a| or_prelude(vm, None, "operate_abs", a), "Same as abs(a)."),
    comparison!("lt(a, b, /)" Lt "Same as a < b."),
    comparison!("le(a, b, /)" Le "Same as a <= b."),
    comparison!("eq(a, b, /)" Eq "Same as a == b."),
    comparison!("ne(a, b, /)" Ne "Same as a != b."),
    comparison!("ge(a, b, /)" Ge "Same as a >= b."),
    comparison!("gt(a, b, /)" Gt "Same as a > b."),
    pure("is_(a, b, /)", |_, a| Ok(Value::bool(a[0].is(&a[1]))), "Same as a is b."),
    pure("is_not(a, b, /)", |_, a| Ok(Value::bool(!a[0].is(&a[1]))), "Same as a is not b."),
    tail("truth(a, /)", |vm, a| or_prelude(vm, truth(&a[0]).map(Value::bool), "operator_truth", a), "Return True if a is true, False otherwise."),
    tail("not_(a, /)", |vm, a| or_prelude(vm, truth(&a[0]).map(|b| Value::bool(!b)), "operator_not", a), "Same as not a."),
    pure("index(a: index, /)", |_, a| Ok(a[0].as_bigint().map_or(Value::NONE, |i| i.into_owned().into())), "Same as a.__index__()"),
    tail("call(obj, /, *args, **kwargs)", call, "Same as obj(*args, **kwargs)."),
];

fn call(_: &mut Vm, a: &[Value]) -> R<Next> {
    use pausa_vm::object::{Dict, Tuple};
    let args = a[1].downcast::<Tuple>().map(|t| t.items().iter().cloned().collect()).unwrap_or_default();
    Ok(Next::Call { callee: a[0].clone(), args, kwargs: a[2].cast::<Dict>() })
}
