//! `int.to_bytes` and `int.from_bytes`.

use super::methods::this;
use crate::buffer;
use crate::exc::{R, memory_error, overflow_error, value_error};
use crate::native::Next;
use crate::number::int::{self, ByteOrder};
use crate::object::{Bytes, TypeRef};
use crate::types::arg;
use crate::value::Value;
use crate::vm::Vm;

fn order(v: &Value, what: &str) -> R<ByteOrder> {
    match v.given() {
        Some(v) => Ok(ByteOrder::parse(&arg::str(v, what)?.to_lossy())?),
        None => Ok(ByteOrder::Big),
    }
}

pub(super) fn to_bytes(_: &mut Vm, args: &[Value]) -> R {
    let length = match args[1].given() {
        Some(v) => v.as_i64().ok_or_else(|| overflow_error("Python int too large to convert to C ssize_t"))?,
        None => 1,
    };
    let order = order(&args[2], "to_bytes() argument 'byteorder'")?;
    if length < 0 {
        return Err(value_error("length argument must be non-negative"));
    }
    let bytes = int::to_bytes(this(args)?, length, order, args[3].is_true())?;
    let bytes = Bytes::try_concat(&[&bytes]).ok_or_else(memory_error)?;
    Ok(bytes.into())
}

pub(super) fn from_bytes(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let cls = crate::native::class_arg(args)?;
    let order_value = &args[2];
    let order = order(order_value, "from_bytes() argument 'byteorder'")?;
    let signed = args[3].is_true();
    if !buffer::is_buffer(&args[1]) || args[1].header().is_some_and(|h| h.is_subclass()) {
        let f = vm.prelude("int_from_bytes")?;
        let name = if order == ByteOrder::Big { "big" } else { "little" };
        let all = [cls.into(), args[1].clone(), name.into(), Value::bool(signed)];
        return Ok(Next::call(f, all));
    }
    let bytes = buffer::require(&args[1])?;
    Ok(made(&cls, int::from_bytes(&bytes, order, signed).into()))
}

/// The int as a class method returns it: a subclass is called with it.
pub(crate) fn made(cls: &TypeRef, v: Value) -> Next {
    if cls.is(&crate::types::of_kind(crate::heap::Kind::Int)) {
        Next::Value(v)
    } else {
        Next::call(cls.value().clone(), [v])
    }
}
