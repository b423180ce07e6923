//! Making, removing, naming and changing files and folders.

use pausa_vm::exc::{type_error, value_error};
use pausa_vm::native::{Def, pure};
use pausa_vm::object::{Bytes, Tuple};
use pausa_vm::{R, Value, Vm};
use rustix::fs::{Access, AtFlags, FileType, Gid, Mode, OFlags, Timespec, Timestamps, Uid};
use rustix::io::Errno;

use super::target::{Folder, Target, descriptor, only_paths};
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure(
        "access(path: file, mode: index, *, dir_fd: index=None, effective_ids: bool=False, follow_symlinks: bool=True)",
        access,
        "Use the real uid/gid to test for access to a path.",
    ),
    pure("chdir(path: file_or_fd)", chdir, "Change the current working directory to the specified path."),
    pure("fchdir(fd: index)", fchdir, "Change to the directory of the given file descriptor."),
    pure(
        "getcwd()",
        |_, _| Ok(system::decode(&cwd()?)),
        "Return a unicode string representing the current working directory.",
    ),
    pure(
        "getcwdb()",
        |_, _| Ok(Bytes::new(&cwd()?).into()),
        "Return a bytes string representing the current working directory.",
    ),
    pure(
        "chmod(path: file_or_fd, mode: index, *, dir_fd: index=None, follow_symlinks: bool=True)",
        chmod,
        "Change the access permissions of a file.",
    ),
    pure(
        "fchmod(fd: index, mode: index)",
        fchmod,
        "Change the access permissions of the file given by file descriptor fd.",
    ),
    pure(
        "chown(path: file_or_fd, uid: index, gid: index, *, dir_fd: index=None, follow_symlinks: bool=True)",
        chown,
        "Change the owner and group id of path to the numeric uid and gid.",
    ),
    pure(
        "fchown(fd: index, uid: index, gid: index)",
        fchown,
        "Change the owner and group id of the file specified by file descriptor.",
    ),
    pure(
        "lchown(path: file, uid: index, gid: index)",
        lchown,
        "Change the owner and group id of path to the numeric uid and gid.",
    ),
    pure(
        "link(src: file, dst: file, *, src_dir_fd: index=None, dst_dir_fd: index=None, follow_symlinks: bool=True)",
        link,
        "Create a hard link to a file.",
    ),
    pure(
        "symlink(src: file, dst: file, target_is_directory: bool=False, *, dir_fd: index=None)",
        symlink,
        "Create a symbolic link pointing to src named dst.",
    ),
    pure(
        "readlink(path: file, *, dir_fd: index=None)",
        readlink,
        "Return a string representing the path to which the symbolic link points.",
    ),
    pure("mkdir(path: file, mode: index=511, *, dir_fd: index=None)", mkdir, "Create a directory."),
    pure(
        "mkfifo(path: file, mode: index=438, *, dir_fd: index=None)",
        mkfifo,
        "Create a \"fifo\" (a POSIX named pipe).",
    ),
    pure(
        "mknod(path: file, mode: index=384, device: index=0, *, dir_fd: index=None)",
        mknod,
        "Create a node in the file system.",
    ),
    pure(
        "rmdir(path: file, *, dir_fd: index=None)",
        |_, a| remove("rmdir", a, AtFlags::REMOVEDIR),
        "Remove a directory.",
    ),
    pure(
        "unlink(path: file, *, dir_fd: index=None)",
        |_, a| remove("unlink", a, AtFlags::empty()),
        "Remove a file (same as remove()).",
    ),
    pure(
        "remove(path: file, *, dir_fd: index=None)",
        |_, a| remove("remove", a, AtFlags::empty()),
        "Remove a file (same as unlink()).",
    ),
    pure(
        "rename(src: file, dst: file, *, src_dir_fd: index=None, dst_dir_fd: index=None)",
        |_, a| rename("rename", a),
        "Rename a file or directory.",
    ),
    pure(
        "replace(src: file, dst: file, *, src_dir_fd: index=None, dst_dir_fd: index=None)",
        |_, a| rename("replace", a),
        "Rename a file or directory, overwriting the destination.",
    ),
    pure(
        "truncate(path: file_or_fd, length: index)",
        truncate,
        "Truncate a file, specified by path, to a specific length.",
    ),
    pure(
        "utime(path: file_or_fd, times=None, *, ns=<absent>, dir_fd: index=None, follow_symlinks: bool=True)",
        utime,
        "Set the access and modified time of path.",
    ),
    pure("sync()", sync, "Force write of everything to disk."),
    pure("umask(mask: index, /)", umask, "Set the current numeric umask and return the previous umask."),
    pure(
        "major(device: index, /)",
        |_, a| Ok(rustix::fs::major(device(&a[0])?).into()),
        "Extracts a device major number from a raw device number.",
    ),
    pure(
        "minor(device: index, /)",
        |_, a| Ok(rustix::fs::minor(device(&a[0])?).into()),
        "Extracts a device minor number from a raw device number.",
    ),
    pure(
        "makedev(major: index, minor: index, /)",
        makedev,
        "Composes a raw device number from the major and minor device numbers.",
    ),
];

/// An access mode of a new or changed file.
pub(super) fn mode(v: &Value, default: i32) -> R<Mode> {
    Ok(Mode::from_raw_mode(v.given().map_or(Ok(default), arg::c_int)?.cast_unsigned()))
}

fn cwd() -> R<Vec<u8>> {
    let path = rustix::process::getcwd(Vec::new()).map_err(system::os_error)?;
    Ok(path.into_bytes())
}

/// Nothing, or an error that names the file.
fn done(outcome: Result<(), Errno>, target: &Target<'_>) -> R {
    outcome.map(|()| Value::NONE).map_err(|e| target.error(e))
}

fn access(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("access", "path", &args[0])?;
    let wanted = arg::c_int(&args[1])?;
    let folder = Folder::new(&args[2])?;
    let mut flags = AtFlags::empty();
    flags.set(AtFlags::EACCESS, arg::flag(&args[3], false));
    flags.set(AtFlags::SYMLINK_NOFOLLOW, !arg::flag(&args[4], true));
    let Some(wanted) = Access::from_bits(wanted.cast_unsigned()) else {
        return Ok(Value::FALSE);
    };
    Ok(Value::bool(rustix::fs::accessat(&folder, &*target.path, wanted, flags).is_ok()))
}

fn chdir(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("chdir", "path", &args[0])?;
    let outcome = match target.open()? {
        Some(fd) => rustix::process::fchdir(fd),
        None => rustix::process::chdir(&*target.path),
    };
    done(outcome, &target)
}

fn fchdir(_: &mut Vm, args: &[Value]) -> R {
    rustix::process::fchdir(descriptor(&args[0])?).map_err(system::os_error)?;
    Ok(Value::NONE)
}

fn chmod(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("chmod", "path", &args[0])?;
    let mode = mode(&args[1], 0)?;
    let (folder, follows) = (Folder::new(&args[2])?, arg::flag(&args[3], true));
    let outcome = match target.open()? {
        Some(fd) => rustix::fs::fchmod(fd, mode),
        None if !follows => {
            return Err(pausa_vm::exc::not_implemented_error("chmod: follow_symlinks unavailable on this platform"));
        }
        None => rustix::fs::chmodat(&folder, &*target.path, mode, AtFlags::empty()),
    };
    done(outcome, &target)
}

fn fchmod(_: &mut Vm, args: &[Value]) -> R {
    rustix::fs::fchmod(descriptor(&args[0])?, mode(&args[1], 0)?).map_err(system::os_error)?;
    Ok(Value::NONE)
}

/// A number of a user or group; -1 is for "leave it".
pub(super) fn identity(v: &Value, what: &str) -> R<Option<u32>> {
    match v.as_i64() {
        Some(-1) => Ok(None),
        Some(n) => match u32::try_from(n) {
            Ok(n) => Ok(Some(n)),
            Err(_) if n < 0 => Err(pausa_vm::exc::overflow_error(format!("{what} is less than minimum"))),
            Err(_) => Err(pausa_vm::exc::overflow_error(format!("{what} is greater than maximum"))),
        },
        None => Err(pausa_vm::exc::overflow_error(format!("{what} is greater than maximum"))),
    }
}

fn owner(args: &[Value]) -> R<(Option<Uid>, Option<Gid>)> {
    let uid = identity(&args[0], "uid")?.map(Uid::from_raw);
    let gid = identity(&args[1], "gid")?.map(Gid::from_raw);
    Ok((uid, gid))
}

fn chown(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("chown", "path", &args[0])?;
    let (uid, gid) = owner(&args[1..])?;
    let (folder, follows) = (Folder::new(&args[3])?, arg::flag(&args[4], true));
    only_paths("chown", &target, &folder, follows)?;
    let flags = if follows { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    let outcome = match target.open()? {
        Some(fd) => rustix::fs::fchown(fd, uid, gid),
        None => rustix::fs::chownat(&folder, &*target.path, uid, gid, flags),
    };
    done(outcome, &target)
}

fn fchown(_: &mut Vm, args: &[Value]) -> R {
    let (uid, gid) = owner(&args[1..])?;
    rustix::fs::fchown(descriptor(&args[0])?, uid, gid).map_err(system::os_error)?;
    Ok(Value::NONE)
}

fn lchown(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("lchown", "path", &args[0])?;
    let (uid, gid) = owner(&args[1..])?;
    done(rustix::fs::chownat(rustix::fs::CWD, &*target.path, uid, gid, AtFlags::SYMLINK_NOFOLLOW), &target)
}

fn link(_: &mut Vm, args: &[Value]) -> R {
    let (src, dst) = (Target::new("link", "src", &args[0])?, Target::new("link", "dst", &args[1])?);
    let (from, to) = (Folder::new(&args[2])?, Folder::new(&args[3])?);
    // A plain link() does not follow, and that is what the default has always been.
    let follows = arg::flag(&args[4], true) && (from.is_given() || to.is_given());
    let flags = if follows { AtFlags::SYMLINK_FOLLOW } else { AtFlags::empty() };
    rustix::fs::linkat(&from, &*src.path, &to, &*dst.path, flags).map_err(|e| src.error_with(e, &dst))?;
    Ok(Value::NONE)
}

fn symlink(_: &mut Vm, args: &[Value]) -> R {
    let (src, dst) = (Target::new("symlink", "src", &args[0])?, Target::new("symlink", "dst", &args[1])?);
    let folder = Folder::new(&args[3])?;
    rustix::fs::symlinkat(&*src.path, &folder, &*dst.path).map_err(|e| src.error_with(e, &dst))?;
    Ok(Value::NONE)
}

fn readlink(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("readlink", "path", &args[0])?;
    let folder = Folder::new(&args[1])?;
    let found = rustix::fs::readlinkat(&folder, &*target.path, Vec::new()).map_err(|e| target.error(e))?;
    Ok(target.name(found.as_bytes()))
}

fn mkdir(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("mkdir", "path", &args[0])?;
    let mode = mode(&args[1], 0o777)?;
    done(rustix::fs::mkdirat(Folder::new(&args[2])?, &*target.path, mode), &target)
}

fn mkfifo(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("mkfifo", "path", &args[0])?;
    let mode = mode(&args[1], 0o666)?;
    done(rustix::fs::mknodat(Folder::new(&args[2])?, &*target.path, FileType::Fifo, mode, 0), &target)
}

fn mknod(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("mknod", "path", &args[0])?;
    let bits = args[1].given().map_or(Ok(0o600), arg::c_int)?.cast_unsigned();
    let device = args[2].given().map_or(Ok(0), device)?;
    // Without a kind it is a plain file.
    let kind = match FileType::from_raw_mode(bits) {
        FileType::Unknown => FileType::RegularFile,
        kind => kind,
    };
    let mode = Mode::from_raw_mode(bits);
    done(rustix::fs::mknodat(Folder::new(&args[3])?, &*target.path, kind, mode, device), &target)
}

fn remove(function: &str, args: &[Value], flags: AtFlags) -> R {
    let target = Target::new(function, "path", &args[0])?;
    done(rustix::fs::unlinkat(Folder::new(&args[1])?, &*target.path, flags), &target)
}

fn rename(function: &str, args: &[Value]) -> R {
    let (src, dst) = (Target::new(function, "src", &args[0])?, Target::new(function, "dst", &args[1])?);
    let (from, to) = (Folder::new(&args[2])?, Folder::new(&args[3])?);
    rustix::fs::renameat(&from, &*src.path, &to, &*dst.path).map_err(|e| src.error_with(e, &dst))?;
    Ok(Value::NONE)
}

fn truncate(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("truncate", "path", &args[0])?;
    let length = u64::try_from(arg::c_long(&args[1])?).map_err(|_| target.error(Errno::INVAL))?;
    let outcome = match target.open()? {
        Some(fd) => rustix::fs::ftruncate(fd, length),
        None => rustix::fs::open(&*target.path, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())
            .and_then(|fd| rustix::fs::ftruncate(fd, length)),
    };
    done(outcome, &target)
}

fn utime(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("utime", "path", &args[0])?;
    let times = arg::some(&args[1]);
    if times.is_some() && args[2].given().is_some() {
        return Err(value_error("utime: you may specify either 'times' or 'ns' but not both"));
    }
    let pair = |v: &Value, wrong: &str, read: fn(&Value) -> R<Timespec>| match v
        .downcast::<Tuple>()
        .map(|t| t.items().to_vec())
        .as_deref()
    {
        Some([access, change]) => Ok(Timestamps { last_access: read(access)?, last_modification: read(change)? }),
        _ => Err(type_error(wrong)),
    };
    let stamps = if let Some(v) = times {
        pair(v, "utime: 'times' must be either a tuple of two ints or None", in_seconds)?
    } else if let Some(v) = args[2].given() {
        pair(v, "utime: 'ns' must be a tuple of two ints", in_nanoseconds)?
    } else {
        let now = Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW };
        Timestamps { last_access: now, last_modification: now }
    };
    let (folder, follows) = (Folder::new(&args[3])?, arg::flag(&args[4], true));
    only_paths("utime", &target, &folder, follows)?;
    let flags = if follows { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    let outcome = match target.open()? {
        Some(fd) => rustix::fs::futimens(fd, &stamps),
        None => rustix::fs::utimensat(&folder, &*target.path, &stamps, flags),
    };
    done(outcome, &target)
}

fn out_of_range() -> pausa_vm::Exc {
    pausa_vm::exc::overflow_error("timestamp out of range for platform time_t")
}

/// A time in seconds; parts of a nanosecond are dropped.
fn in_seconds(v: &Value) -> R<Timespec> {
    if let Some(n) = v.as_i64() {
        return Ok(Timespec { tv_sec: n, tv_nsec: 0 });
    }
    if v.is_int() {
        return Err(out_of_range());
    }
    let Some(f) = v.as_float() else {
        return Err(arg::wrong("timestamp", "int or float", v));
    };
    if f.is_nan() {
        return Err(value_error("Invalid value NaN (not a number)"));
    }
    let whole = f.floor();
    // The bounds are exact powers of two.
    if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
        return Err(out_of_range());
    }
    let nanoseconds = ((f - whole) * 1e9).floor() as i64;
    Ok(Timespec { tv_sec: whole as i64, tv_nsec: nanoseconds.min(999_999_999) })
}

fn in_nanoseconds(v: &Value) -> R<Timespec> {
    const SECOND: i64 = 1_000_000_000;
    if let Some(n) = v.as_i64() {
        return Ok(Timespec { tv_sec: n.div_euclid(SECOND), tv_nsec: n.rem_euclid(SECOND) });
    }
    let Some(n) = v.as_bigint() else {
        return Err(type_error(format!(
            "'{}' object cannot be interpreted as an integer",
            pausa_vm::types::class_name(v)
        )));
    };
    let n = i128::try_from(&*n).map_err(|_| out_of_range())?;
    let second = i128::from(SECOND);
    let whole = i64::try_from(n.div_euclid(second)).map_err(|_| out_of_range())?;
    Ok(Timespec { tv_sec: whole, tv_nsec: n.rem_euclid(second) as i64 })
}

fn sync(_: &mut Vm, _: &[Value]) -> R {
    rustix::fs::sync();
    Ok(Value::NONE)
}

fn umask(_: &mut Vm, args: &[Value]) -> R {
    let mask = Mode::from_raw_mode(arg::c_int(&args[0])?.cast_unsigned());
    Ok(rustix::process::umask(mask).as_raw_mode().into())
}

fn device(v: &Value) -> R<u64> {
    v.as_i64()
        .and_then(|n| u64::try_from(n).ok())
        .ok_or_else(|| pausa_vm::exc::overflow_error("Python int too large to convert to C unsigned long"))
}

fn makedev(_: &mut Vm, args: &[Value]) -> R {
    let (major, minor) = (arg::c_int(&args[0])?.cast_unsigned(), arg::c_int(&args[1])?.cast_unsigned());
    Ok(rustix::fs::makedev(major, minor).into())
}
