//! Formatting by the built-in types' rules.

use crate::exc::R;
use crate::value::Value;

/// `format(v, spec)` after conversion 1 `str`, 2 `repr`, 3 `ascii`. None: user code is needed.
pub fn value(v: &Value, conversion: u8, spec: Option<&Value>) -> R<Option<Value>> {
    if spec.is_some_and(|s| crate::ops::length(s) != Some(0)) {
        return Ok(None);
    }
    match conversion {
        0 | 1 => crate::ops::repr::str_value(v),
        _ => Ok(None),
    }
}
