//! Users and groups of this process.

use nix::unistd::{self, Gid, Uid};
use pausa_vm::exc::type_error;
use pausa_vm::native::{Def, pure};
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;

use super::files::identity;
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure("getuid()", |_, _| Ok(unistd::getuid().as_raw().into()), "Return the current process's user id."),
    pure("geteuid()", |_, _| Ok(unistd::geteuid().as_raw().into()), "Return the current process's effective user id."),
    pure("getgid()", |_, _| Ok(unistd::getgid().as_raw().into()), "Return the current process's group id."),
    pure("getegid()", |_, _| Ok(unistd::getegid().as_raw().into()), "Return the current process's effective group id."),
    pure("getresuid()", getresuid, "Return a tuple of the current process's real, effective, and saved user ids."),
    pure("getresgid()", getresgid, "Return a tuple of the current process's real, effective, and saved group ids."),
    pure("getgroups()", getgroups, "Return list of supplemental group IDs for the process."),
    pure("getgrouplist(user, group: index, /)", getgrouplist, "Returns a list of groups to which a user belongs."),
    pure("getlogin()", getlogin, "Return the actual login name."),
    pure("setuid(uid: index, /)", |_, a| done(unistd::setuid(uid(&a[0])?)), "Set the current process's user id."),
    pure(
        "seteuid(euid: index, /)",
        |_, a| done(unistd::seteuid(uid(&a[0])?)),
        "Set the current process's effective user id.",
    ),
    pure("setgid(gid: index, /)", |_, a| done(unistd::setgid(gid(&a[0])?)), "Set the current process's group id."),
    pure(
        "setegid(egid: index, /)",
        |_, a| done(unistd::setegid(gid(&a[0])?)),
        "Set the current process's effective group id.",
    ),
    pure("setgroups(groups: list, /)", setgroups, "Set the groups of the current process to list."),
    pure("initgroups(username, gid: index, /)", initgroups, "Initialize the group access list."),
    pure(
        "setresuid(ruid: index, euid: index, suid: index, /)",
        |_, a| done(unistd::setresuid(uid(&a[0])?, uid(&a[1])?, uid(&a[2])?)),
        "Set the current process's real, effective, and saved user ids.",
    ),
    pure(
        "setresgid(rgid: index, egid: index, sgid: index, /)",
        |_, a| done(unistd::setresgid(gid(&a[0])?, gid(&a[1])?, gid(&a[2])?)),
        "Set the current process's real, effective, and saved group ids.",
    ),
];

/// An error of the `nix` crate as an exception.
#[cold]
pub(in crate::modules) fn error(e: nix::errno::Errno) -> pausa_vm::Exc {
    system::os_error(Errno::from_raw_os_error(e as i32))
}

fn done(outcome: nix::Result<()>) -> R {
    outcome.map(|()| Value::NONE).map_err(error)
}

/// -1 is "leave it" where the system has that.
fn uid(v: &Value) -> R<Uid> {
    Ok(Uid::from_raw(identity(v, "uid")?.unwrap_or(u32::MAX)))
}

fn gid(v: &Value) -> R<Gid> {
    Ok(Gid::from_raw(identity(v, "gid")?.unwrap_or(u32::MAX)))
}

fn getresuid(_: &mut Vm, _: &[Value]) -> R {
    let ids = unistd::getresuid().map_err(error)?;
    Ok(Tuple::from_vec([ids.real, ids.effective, ids.saved].map(|id| id.as_raw().into()).into()).into())
}

fn getresgid(_: &mut Vm, _: &[Value]) -> R {
    let ids = unistd::getresgid().map_err(error)?;
    Ok(Tuple::from_vec([ids.real, ids.effective, ids.saved].map(|id| id.as_raw().into()).into()).into())
}

fn numbers(groups: &[Gid]) -> Value {
    List::from_vec(groups.iter().map(|g| g.as_raw().into()).collect()).into()
}

fn getgroups(_: &mut Vm, _: &[Value]) -> R {
    Ok(numbers(&unistd::getgroups().map_err(error)?))
}

fn user_name(function: &str, v: &Value) -> R<std::ffi::CString> {
    if !v.is_a::<Str>() {
        return Err(arg::wrong(&format!("{function}() argument 1"), "str", v));
    }
    std::ffi::CString::new(system::path(v)?).map_err(|_| pausa_vm::exc::value_error("embedded null byte"))
}

fn getgrouplist(_: &mut Vm, args: &[Value]) -> R {
    let user = user_name("getgrouplist", &args[0])?;
    Ok(numbers(&unistd::getgrouplist(&user, gid(&args[1])?).map_err(error)?))
}

fn initgroups(_: &mut Vm, args: &[Value]) -> R {
    let user = user_name("initgroups", &args[0])?;
    done(unistd::initgroups(&user, gid(&args[1])?))
}

fn setgroups(_: &mut Vm, args: &[Value]) -> R {
    let items = pausa_vm::ops::iterate::collect(&args[0])?.unwrap_or_default();
    let groups = items.iter().map(|v| if v.is_int() { gid(v) } else { Err(type_error("groups must be integers")) });
    done(unistd::setgroups(&groups.collect::<R<Vec<_>>>()?))
}

/// The kernel keeps the number of the user who logged in.
fn getlogin(_: &mut Vm, _: &[Value]) -> R {
    let number = std::fs::read_to_string("/proc/self/loginuid").ok().and_then(|t| t.trim().parse::<u32>().ok());
    let user = match number {
        Some(n) if n != u32::MAX => unistd::User::from_uid(Uid::from_raw(n)).map_err(error)?,
        _ => None,
    };
    match user {
        Some(user) => Ok(user.name.into()),
        None => Err(system::os_error(Errno::NXIO)),
    }
}
