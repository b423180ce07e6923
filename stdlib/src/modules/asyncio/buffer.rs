//! Taking bytes off the front of a stream's buffer, in one step.

use memchr::memmem;
use pausa_vm::buffer;
use pausa_vm::exc::buffer_error;
use pausa_vm::native::{Def, this};
use pausa_vm::object::{ByteArray, Bytes};
use pausa_vm::{R, Value, Vm};

use crate::modules::arg;

/// `_take(buffer, n)`
pub(super) const TAKE: Def = pausa_vm::native::pure(
    "_take(buffer, n: index, /)",
    take,
    "Remove the first n bytes of a bytearray, or all if there are fewer, and return them.",
);

/// `_take_until(buffer, separator, limit)`
pub(super) const TAKE_UNTIL: Def = pausa_vm::native::pure(
    "_take_until(buffer, separator, limit: index, /)",
    take_until,
    "Remove what stands before a separator, and the separator, from the front of a bytearray, and return it.\n\n\
     None: it has not come, or stands behind the limit.",
);

fn front(array: &ByteArray, n: usize) -> R {
    if array.exports.get() != 0 {
        return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    let mut bytes = array.bytes_mut();
    if n >= bytes.len() {
        let all = Bytes::new(&bytes);
        // Few streams that wait have much to keep: the room goes with the bytes.
        *bytes = Vec::new();
        return Ok(all.into());
    }
    let taken = Bytes::new(&bytes[..n]);
    bytes.drain(..n);
    Ok(taken.into())
}

fn take(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<ByteArray>(a)?;
    front(array, usize::try_from(arg::c_long(&a[1])?).unwrap_or(0))
}

fn take_until(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<ByteArray>(a)?;
    let limit = usize::try_from(arg::c_long(&a[2])?).unwrap_or(0);
    let separator = buffer::require(&a[1])?;
    let found = memmem::find(&array.bytes(), &separator);
    match found {
        Some(at) if at <= limit => front(array, at + separator.len()),
        _ => Ok(Value::NONE),
    }
}
