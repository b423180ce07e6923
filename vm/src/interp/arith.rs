//! Operators: what the loop's fast paths for small ints and floats leave over.
//!
//! Built-in operands are computed natively (`ops`). Otherwise the operands' methods are called in Python's order; the operands wait
//! in their registers meanwhile, and the frame's stage says how far the search is.

use crate::bytecode::Instr;
use smallvec::SmallVec;

use crate::bytecode::instr::{INPLACE, KILL_1, KILL_2};
use crate::exc::type_error;
use crate::frame::{FrameBlock, Stage};
use crate::heap::{self, Kind};
use crate::interp::names::args;
use crate::interp::{Flow, get, is_exact, set, take};
use crate::interp::{attend, call};
use crate::object::{Function, NativeFunction};
use crate::ops;
use crate::ops::arith::{BinaryOp, UnaryOp};
use crate::ops::compare::CompareOp;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// A binary instruction, decoded.
struct Binary {
    op: BinaryOp,
    k: u8,
    d: u16,
    l: u16,
    /// The right operand's register, or the immediate.
    r: Result<u16, i16>,
}

fn decode(instr: Instr) -> Binary {
    macro_rules! rows {
        ([$($name:ident),*] [$($imm:ident = $op:ident),*]) => {
            match instr {
                $(Instr::$name { k, d, l, r } => Binary { op: BinaryOp::$name, k, d, l, r: Ok(r) },)*
                $(Instr::$imm { k, d, l, imm } => Binary { op: BinaryOp::$op, k, d, l, r: Err(imm) },)*
                other => unreachable!("{} is no binary operation", other.name()),
            }
        };
    }
    rows!([Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, MatMul, LShift, RShift, And, Or, Xor]
          [AddI = Add, SubI = Sub, MulI = Mul, FloorDivI = FloorDiv, ModI = Mod, AndI = And, LShiftI = LShift, RShiftI = RShift])
}

unsafe fn operands(frame: *mut FrameBlock, b: &Binary) -> (Value, Value) {
    // SAFETY: the operands are registers of the frame.
    unsafe {
        let r = match b.r {
            Ok(r) => get(frame, r).clone(),
            Err(imm) => Value::small_int(imm.into()),
        };
        (get(frame, b.l).clone(), r)
    }
}

#[inline(always)]
unsafe fn store(frame: *mut FrameBlock, k: u8, d: u16, l: u16, r: Result<u16, i16>, v: Value) {
    // SAFETY: the operands are registers of the frame.
    unsafe {
        if k & KILL_1 != 0 {
            drop(take(frame, l));
        }
        if let Ok(r) = r
            && k & KILL_2 != 0
        {
            drop(take(frame, r));
        }
        set(frame, d, v);
    }
}

/// A sum: of tuples here, for they are made fast; else what `add_others` makes of it.
#[inline(never)]
pub(crate) unsafe fn add(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: as in `binary`.
    unsafe {
        if let Instr::Add { k, d, l, r } = instr
            && is_exact(get(frame, l), Kind::Tuple)
            && is_exact(get(frame, r), Kind::Tuple)
            && let Some(v) = heap::tuple::join_plain(get(frame, l), get(frame, r))
        {
            if k & (KILL_1 | KILL_2) != 0 {
                return store_and_go_on(frame, instr, v);
            }
            set(frame, d, v);
            return Flow::Next;
        }
        add_others(vm, frame, instr)
    }
}

/// Stores a sum where operands die.
#[inline(never)]
unsafe fn store_and_go_on(frame: *mut FrameBlock, instr: Instr, v: Value) -> Flow {
    if let Instr::Add { k, d, l, r } = instr {
        // SAFETY: the operands are registers of the frame.
        unsafe { store(frame, k, d, l, Ok(r), v) };
    }
    Flow::Next
}

/// A sum: of strings and tuples, or else what `binary` makes of it.
#[inline(never)]
unsafe fn add_others(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::Add { k, d, l, r } = instr else {
        // SAFETY: the caller's promise.
        return unsafe { binary(vm, frame, instr) };
    };
    // SAFETY: as in `binary`.
    unsafe {
        let left = get(frame, l);
        if is_exact(left, Kind::Instance) {
            return binary(vm, frame, instr);
        }
        if is_exact(left, Kind::Tuple) && is_exact(get(frame, r), Kind::Tuple) {
            return match ops::arith::containers::tuple_concat(left, get(frame, r)) {
                Ok(v) => {
                    store(frame, k, d, l, Ok(r), v);
                    Flow::Next
                }
                Err(e) => vm.raise(e),
            };
        }
        if (l == d || k & KILL_1 != 0) && l != r && is_exact(left, Kind::Str) {
            // The left operand dies here, or is replaced by the sum: then it may be made longer where it is.
            match ops::arith::text::append(take(frame, l), get(frame, r)) {
                Ok(v) => {
                    store(frame, k, d, l, Ok(r), v);
                    return Flow::Next;
                }
                Err(v) => set(frame, l, v),
            }
        }
        if is_exact(get(frame, l), Kind::Str) && is_exact(get(frame, r), Kind::Str) {
            return match ops::arith::text::str_add(get(frame, l), get(frame, r)) {
                Ok(v) => {
                    store(frame, k, d, l, Ok(r), v);
                    Flow::Next
                }
                Err(e) => vm.raise(e),
            };
        }
        binary(vm, frame, instr)
    }
}

/// A binary operation.
#[inline(never)]
pub(crate) unsafe fn binary(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let b = decode(instr);
    // SAFETY: the operands are registers of the current frame; the borrowed values are not written before the result is there.
    unsafe {
        let immediate;
        let r = match b.r {
            Ok(r) => get(frame, r),
            Err(imm) => {
                immediate = Value::small_int(imm.into());
                &immediate
            }
        };
        let l = get(frame, b.l);
        if is_exact(l, Kind::Instance) && is_exact(r, Kind::Instance) {
            // There is no native operation between these.
            return binary_user(vm, frame, &b);
        }
        let done =
            if b.k & INPLACE != 0 { ops::arith::inplace(vm, b.op, l, r) } else { ops::arith::binary(vm, b.op, l, r) };
        match done {
            Ok(Some(v)) => {
                store(frame, b.k, b.d, b.l, b.r, v);
                Flow::Next
            }
            Err(e) => vm.raise(e),
            Ok(None) => {
                if l.is_unbound() {
                    return super::names::unbound_local(vm, frame, b.l);
                }
                binary_user(vm, frame, &b)
            }
        }
    }
}

unsafe fn binary_user(vm: &mut Vm, frame: *mut FrameBlock, b: &Binary) -> Flow {
    // SAFETY: as in `binary`.
    unsafe {
        let (l, r) = operands(frame, b);
        if b.k & INPLACE != 0
            && let Some(f) = vm.special(&l, &b.op.inplace_name(vm))
        {
            return call::method(vm, frame, Stage::BinaryInplace, f, l, [r]);
        }
        try_method(vm, frame, b, 0, &l, &r)
    }
}

/// Whether the left operand is a sequence with the concatenation and repetition of the built-in types, which come after the right operand's
/// methods. A subclass with an operator of its own, be it the reflected one, has its methods tried first as any other.
fn is_sequence(vm: &Vm, op: BinaryOp, v: &Value, method: Option<&Value>) -> bool {
    v.header().is_some_and(|h| {
        matches!(h.kind(), Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple)
            && (!h.is_subclass()
                || method.is_some_and(|f| f.is_a::<NativeFunction>())
                    && h.class_ref().lookup(op.reflected_name(vm).value()).is_none_or(|f| f.is_a::<NativeFunction>()))
    })
}

/// The methods of an operator to try, in order, each with whether it is the right operand's.
type Methods = SmallVec<[(Value, bool); 2]>;

fn methods(vm: &Vm, op: BinaryOp, l: &Value, r: &Value) -> Methods {
    let (left_class, right_class) = (class_of(l), class_of(r));
    let left = left_class.lookup(op.name(vm).value());
    let mut right = None;
    if !left_class.is(&right_class) {
        let name = op.reflected_name(vm);
        right = right_class.lookup(name.value());
        if let (Some(f), true) = (&right, right_class.is_subtype_of(&left_class)) {
            let own = left_class.lookup(name.value());
            if own.is_none_or(|own| !own.is(f)) {
                let mut out = Methods::new();
                out.push((f.clone(), true));
                out.extend(left.map(|f| (f, false)));
                return out;
            }
        }
    }
    let late = matches!(op, BinaryOp::Add | BinaryOp::Mul) && is_sequence(vm, op, l, left.as_ref());
    let mut out: Methods = left.map(|f| (f, false)).into_iter().chain(right.map(|f| (f, true))).collect();
    if late {
        out.reverse();
    }
    out
}

unsafe fn try_method(vm: &mut Vm, frame: *mut FrameBlock, b: &Binary, n: usize, l: &Value, r: &Value) -> Flow {
    if n == 0
        && let (Some(left), Some(right)) = (l.header(), r.header())
        && left.type_ptr() == right.type_ptr()
        && let Some(f) = left.class_ref().lookup(b.op.name(vm).value())
        && f.is_a::<Function>()
    {
        // SAFETY: as in `binary`.
        return unsafe { call::method(vm, frame, Stage::BinaryFirst, f, l.clone(), [r.clone()]) };
    }
    let mut list = methods(vm, b.op, l, r);
    if n >= list.len() {
        return vm.raise(unsupported(b, l, r));
    }
    let (f, reflected) = list.swap_remove(n);
    let (this, other) = if reflected { (r, l) } else { (l, r) };
    let stage = if n == 0 { Stage::BinaryFirst } else { Stage::BinaryLast };
    // SAFETY: as in `binary`.
    unsafe { call::method(vm, frame, stage, f, this.clone(), [other.clone()]) }
}

fn unsupported(b: &Binary, l: &Value, r: &Value) -> crate::exc::Exc {
    let symbol = b.op.symbol();
    let equals = if b.k & INPLACE != 0 { "=" } else { "" };
    let symbol = if b.op == BinaryOp::Pow && equals.is_empty() { "** or pow()" } else { symbol };
    if symbol == ">>" && l.downcast::<NativeFunction>().is_some_and(|f| f.def.name() == "print" && f.owner.is_none()) {
        return type_error(format!(
            "unsupported operand type(s) for >>: '{}' and '{}'. Did you mean \"print(<message>, file=<output_stream>)\"?",
            class_name(l),
            class_name(r)
        ));
    }
    let (l, r) = (class_name(l), class_name(r));
    type_error(format!("unsupported operand type(s) for {symbol}{equals}: '{l}' and '{r}'"))
}

/// The result of an operand's method.
pub(crate) unsafe fn binary_result(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage, instr: Instr, v: Value) -> Flow {
    let b = decode(instr);
    // SAFETY: as in `binary`.
    unsafe {
        if !v.is_not_implemented() {
            store(frame, b.k, b.d, b.l, b.r, v);
            return Flow::Reload;
        }
        let (l, r) = operands(frame, &b);
        match stage {
            Stage::BinaryInplace => try_method(vm, frame, &b, 0, &l, &r),
            Stage::BinaryFirst => try_method(vm, frame, &b, 1, &l, &r),
            _ => vm.raise(unsupported(&b, &l, &r)),
        }
    }
}

/// `-x`, `+x`, `~x`.
#[inline(never)]
pub(crate) unsafe fn unary(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let (op, k, d, s) = match instr {
        Instr::Neg { k, d, s } => (UnaryOp::Neg, k, d, s),
        Instr::Pos { k, d, s } => (UnaryOp::Pos, k, d, s),
        Instr::Invert { k, d, s } => (UnaryOp::Invert, k, d, s),
        other => unreachable!("{} is no unary operation", other.name()),
    };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let v = get(frame, s).clone();
        match ops::arith::unary(op, &v) {
            Ok(Some(result)) => {
                store(frame, k, d, s, Err(0), result);
                Flow::Next
            }
            Err(e) => vm.raise(e),
            Ok(None) => match vm.special(&v, &op.name(vm)) {
                Some(f) => {
                    super::kill(frame, k & KILL_1, [s, 0, 0]);
                    call::method(vm, frame, Stage::Store, f, v, [])
                }
                None => {
                    let text = format!("bad operand type for unary {}: '{}'", op.symbol(), class_name(&v));
                    vm.raise(type_error(text))
                }
            },
        }
    }
}

/// The right operand of a comparison.
enum Right {
    Register(u16),
    Immediate(i16),
    Constant(u16),
}

/// A comparing instruction, decoded. A jump has an offset and the outcome at which it is taken.
struct Comparison {
    op: CompareOp,
    k: u8,
    l: u16,
    r: Right,
    jump: Option<(i16, bool)>,
    d: u16,
}

impl Comparison {
    /// The right operand's register, or a number that is none.
    fn register(&self) -> Result<u16, i16> {
        match self.r {
            Right::Register(r) => Ok(r),
            Right::Immediate(_) | Right::Constant(_) => Err(0),
        }
    }
}

fn decode_compare(instr: Instr) -> Comparison {
    macro_rules! rows {
        ($($op:ident: $plain:ident $jump:ident $not:ident $imm:ident $notimm:ident),*) => {
            match instr {
                $(
                    Instr::$plain { k, d, l, r } => Comparison { op: CompareOp::$op, k, l, r: Right::Register(r), jump: None, d },
                    Instr::$jump { k, l, r, off } => {
                        Comparison { op: CompareOp::$op, k, l, r: Right::Register(r), jump: Some((off, true)), d: 0 }
                    }
                    Instr::$not { k, l, r, off } => {
                        Comparison { op: CompareOp::$op, k, l, r: Right::Register(r), jump: Some((off, false)), d: 0 }
                    }
                    Instr::$imm { k, l, imm, off } => {
                        Comparison { op: CompareOp::$op, k, l, r: Right::Immediate(imm), jump: Some((off, true)), d: 0 }
                    }
                    Instr::$notimm { k, l, imm, off } => {
                        Comparison { op: CompareOp::$op, k, l, r: Right::Immediate(imm), jump: Some((off, false)), d: 0 }
                    }
                )*
                Instr::JEqC { k, l, c, off } => {
                    Comparison { op: CompareOp::Eq, k, l, r: Right::Constant(c), jump: Some((off, true)), d: 0 }
                }
                Instr::JNotEqC { k, l, c, off } => {
                    Comparison { op: CompareOp::Eq, k, l, r: Right::Constant(c), jump: Some((off, false)), d: 0 }
                }
                Instr::JNeC { k, l, c, off } => {
                    Comparison { op: CompareOp::Ne, k, l, r: Right::Constant(c), jump: Some((off, true)), d: 0 }
                }
                Instr::JNotNeC { k, l, c, off } => {
                    Comparison { op: CompareOp::Ne, k, l, r: Right::Constant(c), jump: Some((off, false)), d: 0 }
                }
                other => unreachable!("{} is no comparison", other.name()),
            }
        };
    }
    rows!(Lt: Lt JLt JNotLt JLtI JNotLtI, Le: Le JLe JNotLe JLeI JNotLeI, Gt: Gt JGt JNotGt JGtI JNotGtI,
          Ge: Ge JGe JNotGe JGeI JNotGeI, Eq: Eq JEq JNotEq JEqI JNotEqI, Ne: Ne JNe JNotNe JNeI JNotNeI)
}

unsafe fn compare_operands(frame: *mut FrameBlock, c: &Comparison) -> (Value, Value) {
    // SAFETY: the operands are registers of the frame and constants of its code.
    unsafe {
        let r = match c.r {
            Right::Register(r) => get(frame, r).clone(),
            Right::Immediate(imm) => Value::small_int(imm.into()),
            Right::Constant(c) => crate::interp::body(frame).consts[c as usize].clone(),
        };
        (get(frame, c.l).clone(), r)
    }
}

/// Ends a comparison whose outcome is known.
unsafe fn compared(frame: *mut FrameBlock, c: &Comparison, outcome: bool) -> Flow {
    // SAFETY: the operands are registers of the frame.
    unsafe {
        match c.jump {
            None => {
                store(frame, c.k, c.d, c.l, c.register(), Value::bool(outcome));
                Flow::Next
            }
            Some((off, sense)) => {
                if c.k & KILL_1 != 0 {
                    drop(take(frame, c.l));
                }
                if let (Right::Register(r), true) = (&c.r, c.k & KILL_2 != 0) {
                    let r = *r;
                    drop(take(frame, r));
                }
                if outcome == sense {
                    (*frame).payload.pc = (*frame).payload.pc.offset(off as isize);
                    return Flow::Reload;
                }
                Flow::Next
            }
        }
    }
}

/// A comparison.
#[inline(never)]
pub(crate) unsafe fn compare(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let c = decode_compare(instr);
    // SAFETY: the operands are registers of the current frame; the borrowed values are not written before the outcome is known.
    unsafe {
        let immediate;
        let r = match c.r {
            Right::Register(r) => get(frame, r),
            Right::Immediate(imm) => {
                immediate = Value::small_int(imm.into());
                &immediate
            }
            Right::Constant(c) => &crate::interp::body(frame).consts[c as usize],
        };
        let l = get(frame, c.l);
        if is_exact(l, Kind::Instance)
            && let Some(f) = own_method(vm, c.op, l, r)
        {
            let (l, r) = (l.clone(), r.clone());
            return call::method(vm, frame, Stage::CompareFirst, f, l, [r]);
        }
        match ops::compare::rich(c.op, l, r) {
            Ok(Some(outcome)) => {
                let from = (*frame).payload.pc;
                let flow = compared(frame, &c, outcome);
                attend::jumped(vm, frame, from, flow)
            }
            Err(e) => vm.raise(e),
            Ok(None) => {
                if l.is_unbound() {
                    return super::names::unbound_local(vm, frame, c.l);
                }
                let (l, r) = (l.clone(), r.clone());
                try_compare(vm, frame, &c, 0, &l, &r)
            }
        }
    }
}

fn compare_methods(vm: &Vm, op: CompareOp, l: &Value, r: &Value) -> Vec<(Value, bool)> {
    let (left_class, right_class) = (class_of(l), class_of(r));
    let left = left_class.lookup(op.name(vm).value()).map(|f| (f, false));
    let right = right_class.lookup(op.reflected().name(vm).value()).map(|f| (f, true));
    let right_first = !left_class.is(&right_class) && right_class.is_subtype_of(&left_class) && right.is_some();
    let (first, second) = if right_first { (right, left) } else { (left, right) };
    first.into_iter().chain(second).collect()
}

/// The method of a comparison of two instances of the same class, if it is a function of the program's.
fn own_method(vm: &Vm, op: CompareOp, l: &Value, r: &Value) -> Option<Value> {
    let (left, right) = (l.header()?, r.header()?);
    if left.type_ptr() != right.type_ptr() {
        return None;
    }
    let f = left.class_ref().lookup(op.name(vm).value())?;
    f.is_a::<Function>().then_some(f)
}

unsafe fn try_compare(vm: &mut Vm, frame: *mut FrameBlock, c: &Comparison, n: usize, l: &Value, r: &Value) -> Flow {
    if n == 0
        && let Some(f) = own_method(vm, c.op, l, r)
    {
        // SAFETY: as in `compare`.
        return unsafe { call::method(vm, frame, Stage::CompareFirst, f, l.clone(), [r.clone()]) };
    }
    let mut list = compare_methods(vm, c.op, l, r);
    // SAFETY: as in `compare`.
    unsafe {
        if n >= list.len() {
            return match c.op {
                CompareOp::Eq | CompareOp::Ne => {
                    let from = (*frame).payload.pc;
                    let flow = compared(frame, c, l.is(r) == (c.op == CompareOp::Eq)).reload();
                    attend::jumped(vm, frame, from, flow)
                }
                op => vm.raise(ops::compare::not_supported(op, l, r)),
            };
        }
        let (f, reflected) = list.swap_remove(n);
        let (this, other) = if reflected { (r, l) } else { (l, r) };
        let stage = if n == 0 { Stage::CompareFirst } else { Stage::CompareLast };
        call::method(vm, frame, stage, f, this.clone(), [other.clone()])
    }
}

impl Flow {
    /// For a slow path that may have been reached from another frame: load everything again.
    fn reload(self) -> Flow {
        if self == Flow::Next { Flow::Reload } else { self }
    }
}

/// The result of a comparison's method.
pub(crate) unsafe fn compare_result(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage, instr: Instr, v: Value) -> Flow {
    let c = decode_compare(instr);
    // SAFETY: as in `compare`.
    unsafe {
        if v.is_not_implemented() {
            let (l, r) = compare_operands(frame, &c);
            let n = if stage == Stage::CompareFirst { 1 } else { usize::MAX };
            return try_compare(vm, frame, &c, n, &l, &r);
        }
        if c.jump.is_none() {
            store(frame, c.k, c.d, c.l, c.register(), v);
            return Flow::Reload;
        }
        test(vm, frame, instr, v).reload()
    }
}

/// Finds out whether `v` is true, for the instruction that waits for it.
unsafe fn test(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr, v: Value) -> Flow {
    // SAFETY: as in `compare`.
    unsafe {
        if let Some(b) = ops::truth(&v) {
            return truth_known(vm, frame, instr, b);
        }
        if let Some(f) = vm.special(&v, &vm.names.__bool__) {
            return call::method(vm, frame, Stage::Truth, f, v, []);
        }
        if vm.special(&v, &vm.names.__len__).is_some() {
            return call::prelude_staged(vm, frame, Stage::Truth, "truth_of_length", args([v]));
        }
        truth_known(vm, frame, instr, true)
    }
}

/// The truth of a value, for `not` and the jumps.
#[inline(never)]
pub(crate) unsafe fn truth(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let s = match instr {
        Instr::Not { s, .. }
        | Instr::JTrue { s, .. }
        | Instr::JFalse { s, .. }
        | Instr::JTrueKeep { s, .. }
        | Instr::JFalseKeep { s, .. } => s,
        other => unreachable!("{} does not test a value", other.name()),
    };
    // SAFETY: the operand is a register of the current frame.
    unsafe {
        let v = get(frame, s);
        if let Some(b) = ops::truth(v) {
            let from = (*frame).payload.pc;
            let flow = truth_known(vm, frame, instr, b);
            return attend::jumped(vm, frame, from, flow);
        }
        if v.is_unbound() {
            return super::names::unbound_local(vm, frame, s);
        }
        let v = v.clone();
        test(vm, frame, instr, v)
    }
}

/// Goes on with an instruction whose condition is known.
pub(crate) unsafe fn truth_known(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr, b: bool) -> Flow {
    let _ = vm;
    // SAFETY: the operands are registers of the frame, and the jump is within its code.
    unsafe {
        let jump = |off: i32| {
            (*frame).payload.pc = (*frame).payload.pc.offset(off as isize);
            Flow::Reload
        };
        match instr {
            Instr::Not { k, d, s } => {
                store(frame, k, d, s, Err(0), Value::bool(!b));
                Flow::Reload
            }
            Instr::JTrue { k, s, off } | Instr::JFalse { k, s, off } => {
                if k & KILL_1 != 0 {
                    drop(take(frame, s));
                }
                if b == matches!(instr, Instr::JTrue { .. }) { jump(off) } else { Flow::Reload }
            }
            Instr::JTrueKeep { s, off } | Instr::JFalseKeep { s, off } => {
                if b == matches!(instr, Instr::JTrueKeep { .. }) {
                    jump(off)
                } else {
                    drop(take(frame, s));
                    Flow::Reload
                }
            }
            other => compared(frame, &decode_compare(other), b).reload(),
        }
    }
}

/// `in` and `not in`.
#[inline(never)]
pub(crate) unsafe fn contains(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let (Instr::In { l, r, .. } | Instr::NotIn { l, r, .. }) = instr else {
        unreachable!("{} is no membership test", instr.name())
    };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let (item, container) = (get(frame, l), get(frame, r));
        match ops::contains::native(container, item) {
            Ok(Some(b)) => contains_result(vm, frame, instr, Value::bool(b)),
            Err(e) => vm.raise(e),
            Ok(None) => {
                if let Some(f) = vm.special(container, &vm.names.__contains__)
                    && f.is_a::<Function>()
                {
                    let (container, item) = (container.clone(), item.clone());
                    return call::method(vm, frame, Stage::Contains, f, container, [item]);
                }
                let list = args([container.clone(), item.clone()]);
                call::prelude_staged(vm, frame, Stage::Contains, "contains", list)
            }
        }
    }
}

/// The outcome of a membership test.
pub(crate) unsafe fn contains_result(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr, v: Value) -> Flow {
    let (Instr::In { k, d, l, r } | Instr::NotIn { k, d, l, r }) = instr else {
        unreachable!("{} is no membership test", instr.name())
    };
    let Some(b) = ops::truth(&v) else {
        // SAFETY: the frame is the current one.
        return unsafe { call::prelude_staged(vm, frame, Stage::Contains, "truth_of", args([v])) };
    };
    let b = b == matches!(instr, Instr::In { .. });
    // SAFETY: the operands are registers of the frame.
    unsafe { store(frame, k, d, l, Ok(r), Value::bool(b)) };
    Flow::Reload
}
