//! The environment, and small things that belong nowhere else.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use pausa_runtime::env;
use pausa_vm::exc::value_error;
use pausa_vm::native::{Def, pure};
use pausa_vm::object::{Bytes, Dict};
use pausa_vm::ops::dict_insert;
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;

use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure("putenv(name: path, value: path, /)", putenv, "Change or add an environment variable."),
    pure("unsetenv(name: path, /)", unsetenv, "Delete an environment variable."),
    pure(
        "strerror(code: index, /)",
        |_, a| Ok(system::strerror(arg::c_int(&a[0])?).into()),
        "Translate an error code to a message string.",
    ),
    pure("fspath(path: path)", |_, a| Ok(a[0].clone()), "Return the file system path representation of the object."),
    pure("ctermid()", |_, _| Ok("/dev/tty".into()), "Return the name of the controlling terminal for this process."),
];

/// `environ`: names and values as bytes.
pub(super) fn environ() -> R {
    let table = Dict::new();
    for (name, value) in env::all() {
        let name = Bytes::new(name.as_bytes()).into();
        dict_insert(&mut table.table_mut(), &name, Bytes::new(value.as_bytes()).into())?;
    }
    Ok(table.into())
}

fn name(v: &Value) -> R<Vec<u8>> {
    system::path(v)
}

fn putenv(_: &mut Vm, args: &[Value]) -> R {
    let name = name(&args[0])?;
    if name.contains(&b'=') {
        return Err(value_error("illegal environment variable name"));
    }
    if name.is_empty() {
        return Err(system::os_error(Errno::INVAL));
    }
    env::set(OsString::from_vec(name), OsString::from_vec(system::path(&args[1])?));
    Ok(Value::NONE)
}

fn unsetenv(_: &mut Vm, args: &[Value]) -> R {
    let name = name(&args[0])?;
    if name.is_empty() || name.contains(&b'=') {
        return Err(system::os_error(Errno::INVAL));
    }
    env::unset(OsStr::from_bytes(&name));
    Ok(Value::NONE)
}
