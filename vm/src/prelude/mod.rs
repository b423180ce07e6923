//! The prelude: what drives user code in the middle of its work, written in Python.
//!
//! Each `.py` file here is a set of plain functions without defaults or decorators. A native function that meets an object whose
//! class is user code hands over to the prelude function that does the same in general (`Next::Call` of `vm.prelude(name)`). The
//! functions see the built-ins, each other, and the native helpers of `natives`, whose names start with an underscore.
//!
//! Two things are compiled otherwise than in a program. `for x in _iterated(it)` goes over an iterator as it is: `__iter__` is not called,
//! which an iterator need not have. And `yield x` moves `x`, so that a generator that waits keeps nothing alive that it has handed out.
//!
//! Other crates add files and helpers of their own with [`Vm::add_prelude`].
//!
//! A file is compiled when one of its functions, or a file that uses one, is first needed. Frames of the prelude do not
//! show in tracebacks.

use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::bytecode::{CodeUnit, Const};
use crate::exc::{R, system_error};
use crate::heap::Obj;
use crate::native::Def;
use crate::object::{Code, Dict, Function};
use crate::value::Value;
use crate::vm::Vm;

pub mod natives;
#[cfg(test)]
mod tests;

/// A source file: its name and text.
pub type File = (&'static str, &'static str);

macro_rules! files {
    ($($file:literal),* $(,)?) => {
        /// The VM's own sources, by file name.
        const FILES: &[File] = &[$(($file, include_str!($file))),*];
    };
}

files! {
    "bytes.py",
    "classes.py",
    "codec.py",
    "exceptions.py",
    "generators.py",
    "generics.py",
    "greenlets.py",
    "imports.py",
    "iteration.py",
    "numbers.py",
    "objects.py",
    "operators.py",
    "program.py",
    "protocol.py",
    "report.py",
    "sequences.py",
    "tables.py",
    "text.py",
    "trace.py",
    "weakrefs.py",
}

/// The prelude's functions, loaded as needed.
pub(crate) struct Prelude {
    globals: Obj<Dict>,
    /// The files, and whether each is loaded.
    files: Vec<(File, bool)>,
    /// For each function, its file's index.
    home: HashMap<&'static str, usize>,
    /// The functions that were asked for, by the place and length of the name in the program's text.
    known: FxHashMap<(usize, usize), Value>,
}

impl Prelude {
    pub(crate) fn new() -> Prelude {
        let mut prelude =
            Prelude { globals: Dict::new(), files: Vec::new(), home: HashMap::new(), known: FxHashMap::default() };
        prelude.add(FILES);
        prelude
    }

    fn add(&mut self, files: &[File]) {
        for file in files {
            for line in file.1.lines() {
                let line = line.strip_prefix("async ").unwrap_or(line);
                if let Some(rest) = line.strip_prefix("def ")
                    && let Some(end) = rest.find('(')
                {
                    let before = self.home.insert(&rest[..end], self.files.len());
                    debug_assert!(before.is_none(), "the prelude has two functions {}", &rest[..end]);
                }
            }
            self.files.push((*file, false));
        }
    }

    /// The namespace of the prelude.
    pub(crate) fn globals(&self) -> &Obj<Dict> {
        &self.globals
    }
}

impl Vm {
    /// Adds files to the prelude, and native helpers that its functions may use.
    pub fn add_prelude(&mut self, files: &[File], helpers: &'static [Def]) {
        self.prelude.add(files);
        for def in helpers {
            let helper = crate::builtins::module_function(def, "builtins");
            self.prelude.globals.insert_str(def.name(), helper);
        }
    }
}

/// The prelude function `name`.
pub(crate) fn function(vm: &mut Vm, name: &'static str) -> R<Value> {
    let place = (name.as_ptr() as usize, name.len());
    if let Some(v) = vm.prelude.known.get(&place) {
        return Ok(v.clone());
    }
    let file = *vm.prelude.home.get(name).ok_or_else(|| system_error(format!("the prelude has no {name}")))?;
    load(vm, file)?;
    let f = vm.prelude.globals.get_str(name).ok_or_else(|| system_error(format!("the prelude lacks {name}")))?;
    vm.prelude.known.insert(place, f.clone());
    Ok(f)
}

/// Compiles a file and those it uses.
fn load(vm: &mut Vm, file: usize) -> R<()> {
    let ((name, text), loaded) = &mut vm.prelude.files[file];
    if std::mem::replace(loaded, true) {
        return Ok(());
    }
    let unit = pausa_compiler::source::compile_prelude(name, text)
        .map_err(|e| system_error(format!("prelude/{name}: {e}")))?;
    let mut used = Vec::new();
    for c in &unit.consts {
        if let Const::Code(unit) = c {
            names(unit, &mut used);
            let code = Code::load(unit.clone());
            let f = Function::new(code, vm.prelude.globals.clone(), vm.builtins.clone(), Value::UNBOUND);
            vm.prelude.globals.insert_str(&unit.name, f.into());
        }
    }
    for name in used {
        if let Some(&other) = vm.prelude.home.get(&*name) {
            load(vm, other)?;
        }
    }
    Ok(())
}

fn names(unit: &CodeUnit, out: &mut Vec<Rc<str>>) {
    out.extend(unit.names.iter().cloned());
    for c in &unit.consts {
        if let Const::Code(inner) = c {
            names(inner, out);
        }
    }
}
