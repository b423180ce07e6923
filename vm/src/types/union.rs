//! `types.UnionType`: `int | str`.

use crate::exc::R;
use crate::heap::{self, Kind};
use crate::object::*;
use crate::value::Value;

/// Whether a value may stand in a union without a `__or__` of its own.
fn is_member(v: &Value) -> bool {
    v.is_none() || v.header().is_some_and(|h| matches!(h.kind(), Kind::Type | Kind::GenericAlias | Kind::Union))
}

/// `a | b` of classes; NotImplemented if one is none.
pub fn make(a: &Value, b: &Value) -> R {
    if !is_member(a) || !is_member(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut members: Vec<Value> = Vec::new();
    let mut add = |v: Value| {
        let same = |m: &Value| m.is(&v) || crate::ops::compare::native_eq(m, &v) == Some(true);
        if !members.iter().any(same) {
            members.push(v);
        }
    };
    for v in [a, b] {
        match v.downcast::<Union>().and_then(|u| u.args.cast::<Tuple>()) {
            Some(t) => t.items().iter().cloned().for_each(&mut add),
            None if v.is_none() => add(crate::types::class_of(v).into_value()),
            None => add(v.clone()),
        }
    }
    if members.len() == 1 {
        return Ok(members.swap_remove(0));
    }
    let parameters = Tuple::empty().into();
    Ok(heap::new(Union { args: Tuple::from_vec(members).into(), parameters }).into())
}
