//! What the functions of `posix` are told to work on: a path or an open file, and the folder that a relative path starts from.

use std::os::fd::{AsFd, BorrowedFd};

use pausa_runtime::fd::{self, Fd};
use pausa_vm::exc::value_error;
use pausa_vm::object::Bytes;
use pausa_vm::{Exc, R, Value};
use rustix::fs::CWD;
use rustix::io::Errno;

use crate::modules::{arg, system};

/// A path or a descriptor.
pub(super) struct Target<'a> {
    object: &'a Value,
    /// The path; empty for a descriptor.
    pub(super) path: Vec<u8>,
    /// The descriptor's number.
    pub(super) number: Option<i32>,
    /// Whether names that come from it are to be bytes.
    pub(super) is_bytes: bool,
}

impl<'a> Target<'a> {
    /// Reads the argument `parameter` of `function`; the call has made it a str, bytes or, where that is allowed, an int.
    pub(super) fn new(function: &str, parameter: &str, v: &'a Value) -> R<Target<'a>> {
        if v.is_int() {
            return Ok(Target { object: v, path: Vec::new(), number: Some(arg::c_int(v)?), is_bytes: false });
        }
        let is_bytes = v.is_a::<Bytes>();
        if is_bytes && v.downcast::<Bytes>().is_some_and(|b| b.bytes().contains(&0)) {
            return Err(value_error(format!("{function}: embedded null character in {parameter}")));
        }
        Ok(Target { object: v, path: system::path(v)?, number: None, is_bytes })
    }

    /// The open file, if it is one.
    pub(super) fn open(&self) -> R<Option<Fd>> {
        self.number.map(|n| fd::get(n).map_err(|e| self.error(e))).transpose()
    }

    /// The OSError that names it.
    #[cold]
    pub(super) fn error(&self, e: Errno) -> Exc {
        system::os_error_at(e, self.object, None)
    }

    /// The OSError that names two files.
    #[cold]
    pub(super) fn error_with(&self, e: Errno, other: &Target<'_>) -> Exc {
        system::os_error_at(e, self.object, Some(other.object))
    }

    /// A name, as a str or as bytes like the path itself.
    pub(super) fn name(&self, bytes: &[u8]) -> Value {
        if self.is_bytes { Bytes::new(bytes).into() } else { system::decode(bytes) }
    }
}

/// A `dir_fd`.
pub(super) struct Folder(Option<Fd>);

impl Folder {
    /// Reads the argument, which may be absent or None.
    pub(super) fn new(v: &Value) -> R<Folder> {
        match arg::some(v) {
            None => Ok(Folder(None)),
            Some(v) => Ok(Folder(Some(descriptor(v)?))),
        }
    }

    /// Whether there is one.
    pub(super) fn is_given(&self) -> bool {
        self.0.is_some()
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match &self.0 {
            Some(fd) => fd.as_fd(),
            None => CWD,
        }
    }
}

/// The open file that an int names.
pub(super) fn descriptor(v: &Value) -> R<Fd> {
    fd::get(arg::c_int(v)?).map_err(system::os_error)
}

/// Checks that what only makes sense for a path is not asked of a descriptor.
pub(super) fn only_paths(function: &str, target: &Target<'_>, folder: &Folder, follows: bool) -> R<()> {
    if target.number.is_none() {
        return Ok(());
    }
    if folder.is_given() {
        return Err(value_error(format!("{function}: can't specify dir_fd without matching path")));
    }
    if !follows {
        return Err(value_error(format!("{function}: cannot use fd and follow_symlinks together")));
    }
    Ok(())
}
