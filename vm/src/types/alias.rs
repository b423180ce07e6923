//! `types.GenericAlias`: `list[int]`.

use crate::exc::R;
use crate::heap;
use crate::object::*;
use crate::value::Value;

/// `origin[item]`
pub fn make(origin: &Value, item: &Value) -> R {
    let args = match item.exact::<Tuple>() {
        Some(_) => item.clone(),
        None => Tuple::from_vec(vec![item.clone()]).into(),
    };
    let alias = GenericAlias {
        origin: origin.clone(),
        args,
        parameters: Value::UNBOUND,
        unpacked: Value::FALSE,
    };
    Ok(heap::new(alias).into())
}
