//! Rows of attributes that are slots and flags of a payload: what `$of` finds in the arguments.

use pausa_vm::Value;

/// The value of an attribute that is set to None where there is nothing.
pub(super) fn some(v: &Value) -> Value {
    if v.is_none() { Value::UNBOUND } else { v.clone() }
}

/// The rows of an attribute that is a slot of `$of`.
macro_rules! slot {
    ($of:ident, $name:literal, $field:ident) => {
        pausa_vm::native::getter(
            concat!($name, "(self, /)"),
            |_, a| Ok($crate::modules::asyncio::task::given(&$of(a)?.$field.get())),
            "",
        )
    };
}
macro_rules! set_slot {
    ($of:ident, $name:literal, $field:ident) => {
        pausa_vm::native::setter(concat!($name, "(self, value, /)"), |_, a| {
            $of(a)?.$field.set($crate::modules::asyncio::attributes::some(&a[1]));
            Ok(Value::NONE)
        })
    };
}

/// The rows of an attribute that is a flag of `$of`.
macro_rules! flag {
    ($of:ident, $name:literal, $flag:expr) => {
        pausa_vm::native::getter(concat!($name, "(self, /)"), |_, a| Ok(Value::bool($of(a)?.has($flag))), "")
    };
}
macro_rules! set_flag {
    ($of:ident, $name:literal, $flag:expr) => {
        pausa_vm::native::setter(concat!($name, "(self, value, /)"), |_, a| {
            $of(a)?.put($flag, pausa_vm::ops::truth(&a[1]).unwrap_or(true));
            Ok(Value::NONE)
        })
    };
}

pub(super) use {flag, set_flag, set_slot, slot};
