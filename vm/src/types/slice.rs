//! `slice`.

use num_bigint::{BigInt, Sign};

use crate::exc::{R, type_error, value_error};
use crate::heap::{self, Payload};
use crate::native::{Def, Next, TypeSpec, getter, pure, tail, this};
use crate::object::*;
use crate::ops::compare::{CompareOp, containers};
use crate::ops::item::sequence::big_bounds;
use crate::types::container;
use crate::types::method::{compared, prelude};
use crate::value::Value;
use crate::vm::Vm;

/// `slice`
pub static SPEC: TypeSpec = TypeSpec {
    name: "slice",
    module: "builtins",
    layout: Slice::LAYOUT,
    flags: 0,
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args)", new, "Create and return a new object.  See help(type) for accurate signature.")
        .constructor(),
    tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "slice_repr"), "Return repr(self)."),
    tail("__lt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "Return self<value."),
    tail("__le__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "Return self>value."),
    tail("__ge__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "Return self>=value."),
    tail(
        "indices(self, length: index, /)",
        indices,
        "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the \
         stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with \
         the\nhandling of normal slices.",
    ),
    pure("__reduce__(self, /)", reduce, "Return state information for pickling."),
    getter("start(self, /)", |_, a| Ok(this::<Slice>(a)?.start.clone()), ""),
    getter("stop(self, /)", |_, a| Ok(this::<Slice>(a)?.stop.clone()), ""),
    getter("step(self, /)", |_, a| Ok(this::<Slice>(a)?.step.clone()), ""),
];

fn new(_: &mut Vm, a: &[Value]) -> R {
    let given = a[1].downcast::<Tuple>().map_or(&[][..], |t| t.items());
    let (start, stop, step) = match given {
        [] => return Err(type_error("slice expected at least 1 argument, got 0")),
        [stop] => (Value::NONE, stop.clone(), Value::NONE),
        [start, stop] => (start.clone(), stop.clone(), Value::NONE),
        [start, stop, step] => (start.clone(), stop.clone(), step.clone()),
        more => {
            return Err(type_error(format!("slice expected at most 3 arguments, got {}", more.len())));
        }
    };
    Ok(heap::new(Slice { start, stop, step }).into())
}

fn parts(s: &Slice) -> [Value; 3] {
    [s.start.clone(), s.stop.clone(), s.step.clone()]
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let (Some(x), Some(y)) = (a[0].downcast::<Slice>(), a[1].downcast::<Slice>()) else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let (x, y) = (parts(x), parts(y));
    let outcome = match op {
        CompareOp::Eq | CompareOp::Ne => container::sequences_equal(&x, &y, op),
        _ => containers::sequence_order(op, &x, &y, 0)?,
    };
    let pair = [Tuple::from_array(x).into(), Tuple::from_array(y).into()];
    compared(vm, outcome, op, "compare_sequences", &pair)
}

fn indices(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let s = this::<Slice>(a)?;
    let length = a[1].as_bigint().map(|i| i.into_owned()).unwrap_or_default();
    if length.sign() == Sign::Minus {
        return Err(value_error("length should not be negative"));
    }
    match big_bounds(s, &length)? {
        Some((start, stop, step)) => {
            let items: Vec<Value> = [start, stop, step].into_iter().map(|i: BigInt| Value::from(i)).collect();
            Ok(Next::Value(vm.tuple(items)))
        }
        None => prelude(vm, "slice_indices", [a[0].clone(), a[1].clone()]),
    }
}

fn reduce(vm: &mut Vm, a: &[Value]) -> R {
    let class = crate::types::class_of(&a[0]).into_value();
    let args = vm.tuple(parts(this::<Slice>(a)?).to_vec());
    Ok(vm.tuple(vec![class, args]))
}
