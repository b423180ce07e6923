//! The prelude: what drives user code in the middle of its work, written in Python.
//!
//! Each `.py` file here is a set of plain functions without defaults or decorators. A native function that meets an object whose
//! class is user code hands over to the prelude function that does the same in general (`Next::Call` of `vm.prelude(name)`). The
//! functions see the built-ins, each other, and the native helpers of `natives`, whose names start with an underscore.
//!
//! A file is compiled when one of its functions, or a file that uses one, is first needed. Frames of the prelude do not
//! show in tracebacks.

use std::collections::HashMap;
use std::rc::Rc;

use crate::bytecode::{CodeUnit, Const};
use crate::exc::{R, system_error};
use crate::heap::Obj;
use crate::object::{Code, Dict, Function};
use crate::value::Value;
use crate::vm::Vm;

pub mod natives;

macro_rules! files {
    ($($file:literal),* $(,)?) => {
        /// The sources, by file name.
        const FILES: &[(&str, &str)] = &[$(($file, include_str!($file))),*];
    };
}

files! { "classes.py", "exceptions.py", "generators.py", "greenlets.py", "imports.py", "objects.py", "protocol.py" }

/// The prelude's functions, loaded as needed.
pub(crate) struct Prelude {
    globals: Obj<Dict>,
    /// For each function, its file's index.
    home: HashMap<&'static str, usize>,
    loaded: Vec<bool>,
}

impl Prelude {
    pub(crate) fn new() -> Prelude {
        let mut home = HashMap::new();
        for (i, (_, text)) in FILES.iter().enumerate() {
            for line in text.lines() {
                let line = line.strip_prefix("async ").unwrap_or(line);
                if let Some(rest) = line.strip_prefix("def ")
                    && let Some(end) = rest.find('(')
                {
                    home.insert(&rest[..end], i);
                }
            }
        }
        Prelude {
            globals: Dict::new(),
            home,
            loaded: vec![false; FILES.len()],
        }
    }

    /// The namespace of the prelude.
    pub(crate) fn globals(&self) -> &Obj<Dict> {
        &self.globals
    }
}

/// The prelude function `name`.
pub(crate) fn function(vm: &mut Vm, name: &'static str) -> R<Value> {
    if let Some(v) = vm.prelude.globals.get_str(name) {
        return Ok(v);
    }
    let file = *vm
        .prelude
        .home
        .get(name)
        .ok_or_else(|| system_error(format!("the prelude has no {name}")))?;
    load(vm, file)?;
    vm.prelude
        .globals
        .get_str(name)
        .ok_or_else(|| system_error(format!("the prelude lacks {name}")))
}

/// Compiles a file and those it uses.
fn load(vm: &mut Vm, file: usize) -> R<()> {
    if std::mem::replace(&mut vm.prelude.loaded[file], true) {
        return Ok(());
    }
    let (name, text) = FILES[file];
    let unit = crate::source::compile_prelude(name, text)
        .map_err(|e| system_error(format!("prelude/{name}: {e}")))?;
    let mut used = Vec::new();
    for c in &unit.consts {
        if let Const::Code(unit) = c {
            names(unit, &mut used);
            let code = Code::load(unit.clone());
            let f = Function::new(
                code,
                vm.prelude.globals.clone(),
                vm.builtins.clone(),
                Value::UNBOUND,
            );
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
