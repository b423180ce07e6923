//! `bool`, whose two instances are constants.

use crate::exc::R;
use crate::heap::Payload;
use crate::native::{Next, TypeSpec, pure, tail};
use crate::object::{Int, TypeFlags};
use crate::ops;
use crate::ops::arith::BinaryOp;
use crate::types::number::{Tower, operate};
use crate::value::Value;
use crate::vm::Vm;

/// `bool`
pub static SPEC: TypeSpec = TypeSpec {
    name: "bool",
    module: "builtins",
    layout: Int::LAYOUT,
    flags: TypeFlags::MATCH_SELF,
    doc: "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True and False are the only two \
          instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    defs: &[
        tail(
            "__new__(cls, x=False, /)",
            new,
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        pure("__and__(self, value, /)", |_, a| bitwise(BinaryOp::And, &a[0], &a[1]), "Return self&value."),
        pure("__rand__(self, value, /)", |_, a| bitwise(BinaryOp::And, &a[1], &a[0]), "Return value&self."),
        pure("__or__(self, value, /)", |_, a| bitwise(BinaryOp::Or, &a[0], &a[1]), "Return self|value."),
        pure("__ror__(self, value, /)", |_, a| bitwise(BinaryOp::Or, &a[1], &a[0]), "Return value|self."),
        pure("__xor__(self, value, /)", |_, a| bitwise(BinaryOp::Xor, &a[0], &a[1]), "Return self^value."),
        pure("__rxor__(self, value, /)", |_, a| bitwise(BinaryOp::Xor, &a[1], &a[0]), "Return value^self."),
    ],
};

fn new(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(x) = args[1].given() else {
        return Ok(Next::Value(Value::FALSE));
    };
    match ops::truth(x) {
        Some(truth) => Ok(Next::Value(Value::bool(truth))),
        None => {
            let f = vm.prelude("truth_of")?;
            Ok(Next::call(f, [x.clone()]))
        }
    }
}

fn repr(_: &mut Vm, args: &[Value]) -> R {
    Ok(if args[0].is_true() { "True" } else { "False" }.into())
}

/// Two bools give a bool.
fn bitwise(op: BinaryOp, l: &Value, r: &Value) -> R {
    if l.is_bool() && r.is_bool() {
        let (l, r) = (l.is_true(), r.is_true());
        return Ok(Value::bool(match op {
            BinaryOp::And => l & r,
            BinaryOp::Or => l | r,
            _ => l ^ r,
        }));
    }
    operate(Tower::Int, op, l, r)
}
