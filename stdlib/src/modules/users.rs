//! `pwd` and `grp`: the tables of users and groups.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use nix::unistd::{Gid, Group, Uid, User};
use pausa_vm::exc::key_error;
use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::{List, Module, Str};
use pausa_vm::types::class_name;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::posix::nix_error;
use super::system;

/// `pwd`
pub(super) static PWD: ModuleSpec = ModuleSpec {
    name: "pwd",
    doc: "This module provides access to the Unix password database.\nIt is available on all Unix versions.",
    defs: &[
        pure(
            "getpwuid(uidobj: index, /)",
            getpwuid,
            "Return the password database entry for the given numeric user ID.",
        ),
        pure("getpwnam(name, /)", getpwnam, "Return the password database entry for the given user name."),
        pure("getpwall()", getpwall, "Return a list of all available password database entries, in arbitrary order."),
    ],
    init: |_, m: &Obj<Module>| {
        m.dict.insert_str("struct_passwd", structseq::class(&PASSWD).into());
        Ok(())
    },
};

/// `grp`
pub(super) static GRP: ModuleSpec = ModuleSpec {
    name: "grp",
    doc: "Access to the Unix group database.",
    defs: &[
        pure("getgrgid(id: index)", getgrgid, "Return the group database entry for the given numeric group ID."),
        pure("getgrnam(name)", getgrnam, "Return the group database entry for the given group name."),
        pure("getgrall()", getgrall, "Return a list of all available group entries, in arbitrary order."),
    ],
    init: |_, m: &Obj<Module>| {
        m.dict.insert_str("struct_group", structseq::class(&GROUP).into());
        Ok(())
    },
};

static PASSWD: StructSpec = StructSpec {
    name: "struct_passwd",
    module: "pwd",
    doc: "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.",
    fields: &[
        ("pw_name", "user name"),
        ("pw_passwd", "password"),
        ("pw_uid", "user id"),
        ("pw_gid", "group id"),
        ("pw_gecos", "real name"),
        ("pw_dir", "home directory"),
        ("pw_shell", "shell program"),
    ],
    visible: 7,
    constructible: true,
};

static GROUP: StructSpec = StructSpec {
    name: "struct_group",
    module: "grp",
    doc: "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.",
    fields: &[
        ("gr_name", "group name"),
        ("gr_passwd", "password"),
        ("gr_gid", "group id"),
        ("gr_mem", "group members"),
    ],
    visible: 4,
    constructible: true,
};

fn passwd(user: User) -> Value {
    let text = |s: OsString| system::decode(&s.into_vec());
    let fields = vec![
        user.name.into(),
        system::decode(user.passwd.as_bytes()),
        user.uid.as_raw().into(),
        user.gid.as_raw().into(),
        system::decode(user.gecos.as_bytes()),
        text(user.dir.into_os_string()),
        text(user.shell.into_os_string()),
    ];
    structseq::make(&structseq::class(&PASSWD), fields)
}

fn group(group: Group) -> Value {
    let fields = vec![
        group.name.into(),
        system::decode(group.passwd.as_bytes()),
        group.gid.as_raw().into(),
        List::from_vec(group.mem.into_iter().map(Value::from).collect()).into(),
    ];
    structseq::make(&structseq::class(&GROUP), fields)
}

#[cold]
fn missing(text: String) -> Exc {
    key_error(text.into())
}

/// A number that no table can hold is not found either.
fn number(v: &Value) -> Option<u32> {
    v.as_i64().and_then(|n| u32::try_from(n).ok())
}

fn shown(v: &Value) -> R<String> {
    let mut text = Vec::new();
    pausa_vm::ops::repr::write(v, &mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn text(function: &str, v: &Value) -> R<String> {
    match v.downcast::<Str>() {
        Some(s) if s.bytes().contains(&0) => Err(pausa_vm::exc::value_error("embedded null byte")),
        Some(s) => Ok(s.to_lossy().into_owned()),
        None => Err(Exc::msg(ExcKind::TypeError, format!("{function}() argument must be str, not {}", class_name(v)))),
    }
}

fn getpwuid(_: &mut Vm, args: &[Value]) -> R {
    let found = number(&args[0]).map_or(Ok(None), |n| User::from_uid(Uid::from_raw(n))).map_err(nix_error)?;
    let Some(user) = found else {
        return Err(missing(format!("getpwuid(): uid not found: {}", shown(&args[0])?)));
    };
    Ok(passwd(user))
}

fn getpwnam(_: &mut Vm, args: &[Value]) -> R {
    match User::from_name(&text("getpwnam", &args[0])?).map_err(nix_error)? {
        Some(user) => Ok(passwd(user)),
        None => Err(missing(format!("getpwnam(): name not found: {}", shown(&args[0])?))),
    }
}

fn getgrgid(_: &mut Vm, args: &[Value]) -> R {
    let found = number(&args[0]).map_or(Ok(None), |n| Group::from_gid(Gid::from_raw(n))).map_err(nix_error)?;
    let Some(found) = found else {
        return Err(missing(format!("getgrgid(): gid not found: {}", shown(&args[0])?)));
    };
    Ok(group(found))
}

fn getgrnam(_: &mut Vm, args: &[Value]) -> R {
    match Group::from_name(&text("getgrnam", &args[0])?).map_err(nix_error)? {
        Some(found) => Ok(group(found)),
        None => Err(missing(format!("getgrnam(): name not found: {}", shown(&args[0])?))),
    }
}

/// The names in the first column of a table of the system's.
fn names(file: &str) -> R<Vec<String>> {
    let text = std::fs::read(file).map_err(|e| system::os_error_at(system::errno_of(&e), &file.into(), None))?;
    let lines = String::from_utf8_lossy(&text).into_owned();
    let is_name = |name: &&str| !name.is_empty() && !name.starts_with(['#', '+', '-']);
    Ok(lines.lines().filter_map(|line| line.split(':').next()).filter(is_name).map(str::to_owned).collect())
}

fn getpwall(_: &mut Vm, _: &[Value]) -> R {
    let users = names("/etc/passwd")?.into_iter().filter_map(|name| User::from_name(&name).ok().flatten());
    Ok(List::from_vec(users.map(passwd).collect()).into())
}

fn getgrall(_: &mut Vm, _: &[Value]) -> R {
    let groups = names("/etc/group")?.into_iter().filter_map(|name| Group::from_name(&name).ok().flatten());
    Ok(List::from_vec(groups.map(group).collect()).into())
}
