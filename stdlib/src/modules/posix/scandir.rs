//! Reading folders: `listdir`, and `scandir` with its entries.

use std::cell::{Cell, OnceCell, RefCell};

use pausa_runtime::fd::Fd;
use pausa_vm::exc::stop_iteration;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, TypeSpec, getter, pure, this};
use pausa_vm::object::{Bytes, List, Str, TypeFlags};
use pausa_vm::{R, Value, Vm};
use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::stat::{result, status};
use super::target::Target;
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure(
        "listdir(path: file_or_fd=None)",
        listdir,
        "Return a list containing the names of the files in the directory.",
    ),
    pure("scandir(path: file_or_fd=None)", scandir, "Return an iterator of DirEntry objects for given path."),
];

/// Opens a folder for reading. Without a path it is the current one.
fn open(target: Option<&Target<'_>>) -> Result<Dir, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    match target {
        None => Dir::new(rustix::fs::open(".", flags, Mode::empty())?),
        Some(t) => match t.number {
            Some(n) => Dir::read_from(&pausa_runtime::fd::get(n)?),
            None => Dir::new(rustix::fs::open(&*t.path, flags, Mode::empty())?),
        },
    }
}

/// The names in a folder without `.` and `..`, with what the system says of the kind of file and its number.
fn entries(target: Option<&Target<'_>>) -> Result<Vec<(Vec<u8>, FileType, u64)>, Errno> {
    let mut found = Vec::new();
    for entry in open(target)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name != b"." && name != b".." {
            found.push((name.to_vec(), entry.file_type(), entry.ino()));
        }
    }
    Ok(found)
}

fn folder<'a>(function: &str, v: &'a Value) -> R<Option<Target<'a>>> {
    arg::some(v).map(|v| Target::new(function, "path", v)).transpose()
}

#[cold]
fn failed(target: Option<&Target<'_>>, e: Errno) -> pausa_vm::Exc {
    match target {
        Some(t) => t.error(e),
        None => system::os_error_at(e, &".".into(), None),
    }
}

fn listdir(_: &mut Vm, args: &[Value]) -> R {
    let target = folder("listdir", &args[0])?;
    let found = entries(target.as_ref()).map_err(|e| failed(target.as_ref(), e))?;
    let name = |bytes: &[u8]| target.as_ref().map_or_else(|| system::decode(bytes), |t| t.name(bytes));
    Ok(List::from_vec(found.iter().map(|(bytes, ..)| name(bytes)).collect()).into())
}

/// What `scandir` gives: the entries that have not been asked for yet, last ones first.
pub(super) struct Scan {
    left: RefCell<Vec<Value>>,
}

impl Payload for Scan {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.left.borrow().iter().for_each(visit);
    }
}

/// `posix.ScandirIterator`
pub(super) static SCAN: TypeSpec = TypeSpec {
    name: "ScandirIterator",
    module: "posix",
    layout: Scan::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", |_, a| Ok(a[0].clone()), "Implement iter(self)."),
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure("__enter__(self, /)", |_, a| Ok(a[0].clone()), ""),
        pure("__exit__(self, /, *args)", close, ""),
        pure("close(self, /)", close, ""),
    ],
};

fn next(_: &mut Vm, args: &[Value]) -> R {
    let entry = this::<Scan>(args)?.left.borrow_mut().pop();
    entry.ok_or_else(|| stop_iteration(Value::NONE))
}

fn close(_: &mut Vm, args: &[Value]) -> R {
    let left = this::<Scan>(args)?.left.take();
    drop(left);
    Ok(Value::NONE)
}

/// The folder is read at once, so that nothing of the system's is held by an iterator that is forgotten.
fn scandir(vm: &mut Vm, args: &[Value]) -> R {
    let target = folder("scandir", &args[0])?;
    let found = entries(target.as_ref()).map_err(|e| failed(target.as_ref(), e))?;
    let (base, open) = match &target {
        None => (b".".to_vec(), None),
        Some(t) => (t.path.clone(), t.open()?),
    };
    let name = |bytes: &[u8]| target.as_ref().map_or_else(|| system::decode(bytes), |t| t.name(bytes));
    let mut left = Vec::with_capacity(found.len());
    for (bytes, kind, number) in found.into_iter().rev() {
        let mut path = Vec::new();
        if open.is_none() {
            path.extend_from_slice(&base);
            if !path.ends_with(b"/") {
                path.push(b'/');
            }
        }
        path.extend_from_slice(&bytes);
        let entry = Entry {
            name: name(&bytes),
            path_object: name(&path),
            path,
            folder: open.clone(),
            kind: Cell::new(kind),
            number,
            own: OnceCell::new(),
            followed: OnceCell::new(),
        };
        left.push(vm.new_native(entry)?.into());
    }
    Ok(vm.new_native(Scan { left: RefCell::new(left) })?.into())
}

/// An entry of a folder.
pub(super) struct Entry {
    name: Value,
    path_object: Value,
    path: Vec<u8>,
    /// What the path is relative to.
    folder: Option<Fd>,
    kind: Cell<FileType>,
    number: u64,
    /// The status of the entry itself, once asked for.
    own: OnceCell<Box<Stat>>,
    /// The status of what it leads to.
    followed: OnceCell<Box<Stat>>,
}

impl Payload for Entry {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `posix.DirEntry`
pub(super) static ENTRY: TypeSpec = TypeSpec {
    name: "DirEntry",
    module: "posix",
    layout: Entry::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        pure(
            "__fspath__(self, /)",
            |_, a| Ok(this::<Entry>(a)?.path_object.clone()),
            "Returns the path for the entry.",
        ),
        pure("__class_getitem__(cls, item, /)", |_, a| pausa_vm::types::alias::make(&a[0], &a[1]), "See PEP 585")
            .class_method(),
        getter(
            "name(self, /)",
            |_, a| Ok(this::<Entry>(a)?.name.clone()),
            "the entry's base filename, relative to scandir() \"path\" argument",
        ),
        getter(
            "path(self, /)",
            |_, a| Ok(this::<Entry>(a)?.path_object.clone()),
            "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)",
        ),
        pure(
            "inode(self, /)",
            |_, a| Ok(this::<Entry>(a)?.number.into()),
            "Return inode of the entry; cached per entry.",
        ),
        pure(
            "is_dir(self, /, *, follow_symlinks: bool=True)",
            |_, a| is(a, FileType::Directory),
            "Return True if the entry is a directory; cached per entry.",
        ),
        pure(
            "is_file(self, /, *, follow_symlinks: bool=True)",
            |_, a| is(a, FileType::RegularFile),
            "Return True if the entry is a file; cached per entry.",
        ),
        pure("is_symlink(self, /)", is_symlink, "Return True if the entry is a symbolic link; cached per entry."),
        pure(
            "stat(self, /, *, follow_symlinks: bool=True)",
            stat,
            "Return stat_result object for the entry; cached per entry.",
        ),
    ],
};

impl Entry {
    fn status(&self, follows: bool) -> Result<&Stat, Errno> {
        let follows = follows && self.own_kind()? == FileType::Symlink;
        let cell = if follows { &self.followed } else { &self.own };
        if let Some(known) = cell.get() {
            return Ok(known);
        }
        let found = match &self.folder {
            Some(fd) => status(fd, &self.path, follows),
            None => status(&CWD, &self.path, follows),
        }?;
        Ok(cell.get_or_init(|| Box::new(found)))
    }

    /// The kind of the entry itself. Not every file system tells it with the name.
    fn own_kind(&self) -> Result<FileType, Errno> {
        if self.kind.get() == FileType::Unknown {
            let found = match &self.folder {
                Some(fd) => status(fd, &self.path, false),
                None => status(&CWD, &self.path, false),
            }?;
            self.kind.set(FileType::from_raw_mode(found.st_mode));
            let _ = self.own.set(Box::new(found));
        }
        Ok(self.kind.get())
    }

    fn is(&self, wanted: FileType, follows: bool) -> Result<bool, Errno> {
        let own = self.own_kind()?;
        if own != FileType::Symlink || !follows {
            return Ok(own == wanted);
        }
        Ok(FileType::from_raw_mode(self.status(true)?.st_mode) == wanted)
    }

    /// The answer to a question about a file; one that is gone is nothing.
    fn answer(&self, outcome: Result<bool, Errno>) -> R {
        match outcome {
            Ok(yes) => Ok(Value::bool(yes)),
            Err(Errno::NOENT) => Ok(Value::FALSE),
            Err(e) => Err(system::os_error_at(e, &self.path_object, None)),
        }
    }
}

fn is(args: &[Value], wanted: FileType) -> R {
    let entry = this::<Entry>(args)?;
    entry.answer(entry.is(wanted, arg::flag(&args[1], true)))
}

fn is_symlink(_: &mut Vm, args: &[Value]) -> R {
    let entry = this::<Entry>(args)?;
    entry.answer(entry.is(FileType::Symlink, false))
}

fn stat(_: &mut Vm, args: &[Value]) -> R {
    let entry = this::<Entry>(args)?;
    match entry.status(arg::flag(&args[1], true)) {
        Ok(found) => Ok(result(found)),
        Err(e) => Err(system::os_error_at(e, &entry.path_object, None)),
    }
}

fn repr(_: &mut Vm, args: &[Value]) -> R {
    let entry = this::<Entry>(args)?;
    let mut text = b"<DirEntry ".to_vec();
    if entry.name.is_a::<Str>() || entry.name.is_a::<Bytes>() {
        pausa_vm::ops::repr::write(&entry.name, &mut text)?;
    }
    text.push(b'>');
    Ok(Str::from_wtf8(&text).into())
}
