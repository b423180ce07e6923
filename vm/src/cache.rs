//! Compiled modules on disk: `__pycache__/NAME.TAG.pyc` beside the source, or under `sys.pycache_prefix`.
//!
//! A file starts as CPython's do: a magic number, flags, and the time and size of the source, by which it is told whether the
//! code is still that of the source. Then follows the code as `marshal.dumps` writes it. What is read is verified; whatever is
//! wrong with a file, it is as if it were not there. So it is when a file cannot be written.

use std::fs::{self, Metadata, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::UNIX_EPOCH;

use crate::bytecode::{CodeUnit, Const, marshal, unmarshal};
use crate::object::{Module, Str};
use crate::value::Value;
use crate::vm::Vm;

/// `sys.implementation.cache_tag`
pub const TAG: &str = "pausa-311";

/// `importlib.util.MAGIC_NUMBER`: 3495 and a line end. (The code itself says which version of ours wrote it.)
const MAGIC: [u8; 4] = [0xa7, 0x0d, b'\r', b'\n'];

/// The code of a marshalled value, with the bit that says that it may be referred to.
const CODE: u8 = b'c' | 0x80;

/// A source file as it was when its code was asked for.
pub(crate) struct Source {
    path: String,
    cache: PathBuf,
    /// The time and the size that the file has to have noted.
    stamp: [u8; 8],
    mode: u32,
}

impl Source {
    /// Looks at the source file; None if its code is not kept.
    pub(crate) fn of(vm: &Vm, path: &str) -> Option<Source> {
        let data = fs::metadata(path).ok()?;
        let cache = place(Path::new(path), prefix(vm).as_deref(), vm.flags.optimize)?;
        Some(Source { path: path.to_owned(), cache, stamp: stamp(&data)?, mode: mode(&data) })
    }

    /// Whether this is the source file at `path`.
    pub(crate) fn is_of(&self, path: &str) -> bool {
        self.path == path
    }

    /// The code that was kept, if it is that of the source.
    pub(crate) fn read(&self) -> Option<Rc<CodeUnit>> {
        let bytes = fs::read(&self.cache).ok()?;
        let (head, rest) = bytes.split_first_chunk::<16>()?;
        if head[..4] != MAGIC || head[4..8] != [0; 4] || head[8..] != self.stamp {
            return None;
        }
        let (&[code, a, b, c, d], rest) = rest.split_first_chunk::<5>()?;
        if code | 0x80 != CODE || u32::from_le_bytes([a, b, c, d]) as usize != rest.len() {
            return None;
        }
        let mut unit = unmarshal(rest).ok()?;
        if *unit.filename != *self.path {
            // The file has moved, or was compiled under another name.
            rename(&mut unit, &Rc::from(&*self.path));
        }
        Some(Rc::new(unit))
    }

    /// Keeps the code of the source, if that can be done.
    pub(crate) fn write(&self, unit: &CodeUnit) -> Option<()> {
        let code = marshal(unit).ok()?;
        let length = u32::try_from(code.len()).ok()?;
        let folder = self.cache.parent()?;
        if !folder.is_dir() {
            fs::create_dir_all(folder).ok()?;
        }
        // Others see the whole file or none.
        let mut name = self.cache.clone().into_os_string();
        name.push(format!(".{}", std::process::id()));
        let written =
            self.fill(Path::new(&name), &[&MAGIC, &[0; 4], &self.stamp, &[CODE], &length.to_le_bytes(), &code]);
        if written.and_then(|()| fs::rename(&name, &self.cache)).is_err() {
            let _ = fs::remove_file(&name);
        }
        Some(())
    }

    fn fill(&self, path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, self.mode | 0o200);
        let mut file = options.open(path)?;
        file.write_all(&parts.concat())
    }
}

/// Gives a unit, and all in it, another file name.
fn rename(unit: &mut CodeUnit, path: &Rc<str>) {
    unit.filename = Rc::clone(path);
    for c in &mut unit.consts {
        if let Const::Code(inner) = c
            && let Some(inner) = Rc::get_mut(inner)
        {
            rename(inner, path);
        }
    }
}

/// Where the code of a source file is kept.
fn place(path: &Path, prefix: Option<&Path>, optimize: u8) -> Option<PathBuf> {
    let level = if optimize == 0 { String::new() } else { format!(".opt-{optimize}") };
    let name = format!("{}.{TAG}{level}.pyc", path.file_stem()?.to_str()?);
    let folder = path.parent()?;
    Some(match prefix {
        None => folder.join("__pycache__").join(name),
        Some(prefix) => {
            let folder = std::path::absolute(folder).ok()?;
            prefix.join(folder.strip_prefix("/").unwrap_or(&folder)).join(name)
        }
    })
}

fn stamp(data: &Metadata) -> Option<[u8; 8]> {
    // As in CPython, of both the lower 32 bits.
    let seconds = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_secs() as u32;
    let mut stamp = [0; 8];
    stamp[..4].copy_from_slice(&seconds.to_le_bytes());
    stamp[4..].copy_from_slice(&(data.len() as u32).to_le_bytes());
    Some(stamp)
}

#[cfg(unix)]
fn mode(data: &Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o666
}

#[cfg(not(unix))]
fn mode(_: &Metadata) -> u32 {
    0o666
}

fn setting(vm: &Vm, name: &str) -> Option<Value> {
    vm.modules.get_str("sys")?.cast::<Module>()?.dict.get_str(name)
}

/// `sys.pycache_prefix`
fn prefix(vm: &Vm) -> Option<PathBuf> {
    setting(vm, "pycache_prefix")?.downcast::<Str>().map(|s| PathBuf::from(&*s.to_lossy()))
}

/// Whether `sys.dont_write_bytecode` lets code be kept.
pub(crate) fn is_wanted(vm: &Vm) -> bool {
    setting(vm, "dont_write_bytecode").and_then(|v| crate::ops::truth(&v)) == Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(text: &str, path: &str) -> Rc<CodeUnit> {
        let options = crate::compiler::CompileOptions::new(path);
        match crate::source::compile_text(text, crate::source::Mode::Module, &options) {
            Ok(c) => c.unit,
            Err(refused) => panic!("{}", refused.error),
        }
    }

    #[test]
    fn names_are_those_that_programs_compute() {
        let at = |path: &str, prefix: Option<&str>, optimize| {
            place(Path::new(path), prefix.map(Path::new), optimize).map(|p| p.display().to_string())
        };
        assert_eq!(at("/a/b.py", None, 0).as_deref(), Some("/a/__pycache__/b.pausa-311.pyc"));
        assert_eq!(at("/a/b.c.py", None, 2).as_deref(), Some("/a/__pycache__/b.c.pausa-311.opt-2.pyc"));
        assert_eq!(at("/a/b.py", Some("/p"), 0).as_deref(), Some("/p/a/b.pausa-311.pyc"));
    }

    #[test]
    fn only_what_fits_the_source_is_read() {
        let folder = std::env::temp_dir().join(format!("pausa-cache-{}", std::process::id()));
        let path = folder.join("m.py").display().to_string();
        let cache = folder.join("__pycache__/m.pausa-311.pyc");
        let source = Source { path: path.clone(), cache: cache.clone(), stamp: [1; 8], mode: 0o644 };
        let text = "def f(a, b=1):\n    return [a, b, 'text', 2.5]\n";
        assert!(source.read().is_none());
        assert_eq!(source.write(&compile(text, &path)), Some(()));
        assert_eq!(source.read().map(|u| u.consts.len()), Some(compile(text, &path).consts.len()));
        let good = fs::read(&cache).unwrap();
        let moved = Source { path: "/x.py".into(), cache: cache.clone(), stamp: [1; 8], mode: 0o644 }.read().unwrap();
        assert_eq!(*moved.filename, *"/x.py");
        assert!(moved.consts.iter().all(|c| !matches!(c, Const::Code(f) if *f.filename != *"/x.py")));
        // Another time or size, another magic number, flags, other code.
        assert!(Source { path: path.clone(), cache: cache.clone(), stamp: [2; 8], mode: 0o644 }.read().is_none());
        for at in [0, 4, 8, 16, 17, 22, 26] {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&cache, &bad).unwrap();
            assert!(source.read().is_none(), "{at}");
        }
        for end in 0..good.len() {
            fs::write(&cache, &good[..end]).unwrap();
            assert!(source.read().is_none(), "{end}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
