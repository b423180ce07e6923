//! What `OrderedDict` does with the order of a dict's entries.

use pausa_vm::exc::key_error;
use pausa_vm::native::{Def, pure, this};
use pausa_vm::object::{Dict, Tuple};
use pausa_vm::ops::table;
use pausa_vm::{R, Value, Vm};

/// `_move_entry(d, key, last)`: False if user code has to find the key.
pub(super) const MOVE: Def =
    pure("_move_entry(d, key, last: bool, /)", move_entry, "Move an entry of a dict to its end, or to its front.");

/// `_pop_entry(d, last)`
pub(super) const POP: Def =
    pure("_pop_entry(d, last: bool, /)", pop_entry, "Remove and return the last pair of a dict, or the first one.");

fn move_entry(_: &mut Vm, a: &[Value]) -> R {
    let mut table = this::<Dict>(a)?.table_mut();
    let (hash, at) = match table::find(&table, &a[1])? {
        None => return Ok(Value::FALSE),
        Some((_, None)) => return Err(key_error(a[1].clone())),
        Some((hash, Some(at))) => (hash, at),
    };
    let (key, value) = table.remove_at(at);
    if a[2].is_true() {
        table.insert_new(hash, key, value);
        return Ok(Value::TRUE);
    }
    let rest = table.take_all();
    table.insert_new(hash, key, value);
    for e in rest.into_iter().filter(|e| !e.key.is_unbound()) {
        table.insert_new(e.hash, e.key, e.value);
    }
    Ok(Value::TRUE)
}

fn pop_entry(_: &mut Vm, a: &[Value]) -> R {
    let mut table = this::<Dict>(a)?.table_mut();
    let removed = if a[1].is_true() { table.remove_last() } else { table.remove_first() };
    match removed {
        Some((key, value)) => Ok(Tuple::from_array([key, value]).into()),
        None => Err(key_error("dictionary is empty".into())),
    }
}
