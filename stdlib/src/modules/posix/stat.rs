//! What the system knows of files: `stat` and its relatives.

use pausa_vm::native::{Def, pure};
use pausa_vm::object::TypeRef;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{R, Value, Vm};
use rustix::fs::{AtFlags, Stat, StatVfs};

use super::target::{Folder, Target, descriptor, only_paths};
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure(
        "stat(path: file_or_fd, *, dir_fd: index=None, follow_symlinks: bool=True)",
        stat,
        "Perform a stat system call on the given path.",
    ),
    pure(
        "lstat(path: file, *, dir_fd: index=None)",
        lstat,
        "Perform a stat system call on the given path, without following symbolic links.",
    ),
    pure(
        "fstat(fd: index)",
        |_, a| Ok(result(&rustix::fs::fstat(descriptor(&a[0])?).map_err(system::os_error)?)),
        "Perform a stat system call on the given file descriptor.",
    ),
    pure("statvfs(path: file_or_fd)", statvfs, "Perform a statvfs system call on the given path."),
    pure(
        "fstatvfs(fd: index, /)",
        |_, a| Ok(vfs_result(&rustix::fs::fstatvfs(descriptor(&a[0])?).map_err(system::os_error)?)),
        "Perform an fstatvfs system call on the given fd.",
    ),
];

static RESULT: StructSpec = StructSpec {
    name: "stat_result",
    module: "os",
    doc: "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.\n\nPosix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\nor st_flags, they are available as attributes only.\n\nSee os.stat for more information.",
    fields: &[
        ("st_mode", "protection bits"),
        ("st_ino", "inode"),
        ("st_dev", "device"),
        ("st_nlink", "number of hard links"),
        ("st_uid", "user ID of owner"),
        ("st_gid", "group ID of owner"),
        ("st_size", "total size, in bytes"),
        ("", "integer time of last access"),
        ("", "integer time of last modification"),
        ("", "integer time of last change"),
        ("st_atime", "time of last access"),
        ("st_mtime", "time of last modification"),
        ("st_ctime", "time of last change"),
        ("st_atime_ns", "time of last access in nanoseconds"),
        ("st_mtime_ns", "time of last modification in nanoseconds"),
        ("st_ctime_ns", "time of last change in nanoseconds"),
        ("st_blksize", "blocksize for filesystem I/O"),
        ("st_blocks", "number of blocks allocated"),
        ("st_rdev", "device type (if inode device)"),
    ],
    visible: 10,
    constructible: true,
};

static VFS: StructSpec = StructSpec {
    name: "statvfs_result",
    module: "os",
    doc: "statvfs_result: Result from statvfs or fstatvfs.\n\nThis object may be accessed either as a tuple of\n  (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax),\nor via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and so on.\n\nSee os.statvfs for more information.",
    fields: &[
        ("f_bsize", ""),
        ("f_frsize", ""),
        ("f_blocks", ""),
        ("f_bfree", ""),
        ("f_bavail", ""),
        ("f_files", ""),
        ("f_ffree", ""),
        ("f_favail", ""),
        ("f_flag", ""),
        ("f_namemax", ""),
        ("f_fsid", ""),
    ],
    visible: 10,
    constructible: true,
};

/// `stat_result`
pub(super) fn class() -> TypeRef {
    structseq::class(&RESULT)
}

/// `statvfs_result`
pub(super) fn vfs_class() -> TypeRef {
    structseq::class(&VFS)
}

/// A `stat_result`.
#[allow(clippy::unnecessary_cast, reason = "the types of the fields differ between systems")]
pub(super) fn result(s: &Stat) -> Value {
    let times = [
        (s.st_atime as i64, s.st_atime_nsec as i64),
        (s.st_mtime as i64, s.st_mtime_nsec as i64),
        (s.st_ctime as i64, s.st_ctime_nsec as i64),
    ];
    let mut fields: Vec<Value> = vec![
        u64::from(s.st_mode).into(),
        (s.st_ino as u64).into(),
        (s.st_dev as u64).into(),
        (s.st_nlink as u64).into(),
        u64::from(s.st_uid).into(),
        u64::from(s.st_gid).into(),
        (s.st_size as i64).into(),
    ];
    fields.extend(times.map(|(seconds, _)| Value::from(seconds)));
    fields.extend(times.map(|(seconds, fraction)| Value::from(seconds as f64 + 1e-9 * fraction as f64)));
    fields.extend(times.map(|(seconds, fraction)| nanoseconds(seconds, fraction)));
    fields.extend([Value::from(s.st_blksize as i64), Value::from(s.st_blocks as i64), Value::from(s.st_rdev as u64)]);
    structseq::make(&class(), fields)
}

/// A time in nanoseconds, which may be too large for a word.
fn nanoseconds(seconds: i64, fraction: i64) -> Value {
    match seconds.checked_mul(1_000_000_000).and_then(|n| n.checked_add(fraction)) {
        Some(n) => n.into(),
        None => (num_bigint::BigInt::from(seconds) * 1_000_000_000_i64 + num_bigint::BigInt::from(fraction)).into(),
    }
}

fn stat(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("stat", "path", &args[0])?;
    let (folder, follows) = (Folder::new(&args[1])?, arg::flag(&args[2], true));
    only_paths("stat", &target, &folder, follows)?;
    let found = match target.open()? {
        Some(fd) => rustix::fs::fstat(fd),
        None => status(&folder, &target.path, follows),
    };
    Ok(result(&found.map_err(|e| target.error(e))?))
}

fn lstat(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("lstat", "path", &args[0])?;
    let found = status(&Folder::new(&args[1])?, &target.path, false);
    Ok(result(&found.map_err(|e| target.error(e))?))
}

/// The status of a path.
pub(super) fn status(folder: &impl std::os::fd::AsFd, path: &[u8], follows: bool) -> rustix::io::Result<Stat> {
    let flags = if follows { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    rustix::fs::statat(folder, path, flags)
}

fn statvfs(_: &mut Vm, args: &[Value]) -> R {
    let target = Target::new("statvfs", "path", &args[0])?;
    let found = match target.open()? {
        Some(fd) => rustix::fs::fstatvfs(fd),
        None => rustix::fs::statvfs(&*target.path),
    };
    Ok(vfs_result(&found.map_err(|e| target.error(e))?))
}

fn vfs_result(s: &StatVfs) -> Value {
    let fields = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag.bits(),
        s.f_namemax,
        s.f_fsid,
    ];
    structseq::make(&vfs_class(), fields.map(Value::from).into())
}
