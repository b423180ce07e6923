//! The prelude: what drives user code in the middle of its work, written in Python.
//!
//! Each `.py` file here is a set of plain functions without defaults or decorators. A native function that meets an object whose
//! class is user code hands over to the prelude function that does the same in general (`Next::Call` of `vm.prelude(name)`). The
//! functions see the built-ins, each other, and the native helpers of `natives`, whose names start with an underscore.
//!
//! Three things are compiled otherwise than in a program. `for x in _iterated(it)` goes over an iterator as it is: `__iter__` is not
//! called, which an iterator need not have. `for x in _taken(y)` moves what is in the variable `y`, so that nothing but the loop holds it.
//! And `yield x` moves `x`, so that a generator that waits keeps nothing alive that it has handed out.
//!
//! Other crates add functions and helpers of their own with [`Vm::add_prelude`].
//!
//! All of it is compiled while the program is built. A function is made when its name is first looked up, and its code is loaded
//! when it is first called; a helper likewise. Frames of the prelude do not show in tracebacks.

use rustc_hash::FxHashMap;

use crate::bytecode::Image;
use crate::exc::{R, system_error};
use crate::heap::Obj;
use crate::native::Def;
use crate::object::{Code, Dict, Function};
use crate::value::Value;
use crate::vm::Vm;

pub mod natives;
#[cfg(test)]
mod tests;

/// The VM's own functions.
static OWN: Functions = Functions {
    image: include_bytes!(concat!(env!("OUT_DIR"), "/prelude.bin")),
    places: include!(concat!(env!("OUT_DIR"), "/prelude.rs")),
};

/// Compiled functions, as `pausa_compiler::library` makes them.
pub struct Functions {
    /// Their image.
    pub image: &'static [u8],
    /// Their names, sorted, and where each is in the image.
    pub places: &'static [(&'static str, (u32, u32))],
}

/// The prelude's functions, made as needed.
pub(crate) struct Prelude {
    globals: Obj<Dict>,
    functions: Vec<(Image, &'static Functions)>,
    helpers: Vec<&'static [Def]>,
    /// The functions that were asked for, by the place and length of the name in the program's text.
    known: FxHashMap<(usize, usize), Value>,
}

impl Prelude {
    pub(crate) fn new() -> Prelude {
        let mut prelude = Prelude {
            globals: Dict::new(),
            functions: Vec::new(),
            helpers: natives::TABLES.to_vec(),
            known: FxHashMap::default(),
        };
        prelude.add(&OWN);
        prelude
    }

    fn add(&mut self, functions: &'static Functions) {
        match Image::open(functions.image) {
            Ok(image) => self.functions.push((image, functions)),
            Err(e) => unreachable!("the prelude was compiled with the same tables: {e}"),
        }
    }

    /// The code of the function of this name.
    fn code(&self, name: &str) -> Option<Obj<Code>> {
        self.functions.iter().find_map(|(image, functions)| {
            let i = functions.places.binary_search_by_key(&name, |(n, _)| n).ok()?;
            Some(Code::later(image.at(functions.places[i].1)?))
        })
    }

    /// The helper of this name.
    fn helper(&self, name: &str) -> Option<&'static Def> {
        if !name.starts_with('_') {
            return None;
        }
        self.helpers.iter().find_map(|table| table.iter().find(|def| def.name() == name))
    }
}

impl Vm {
    /// Adds functions to the prelude, and native helpers that they may use.
    pub fn add_prelude(&mut self, functions: &'static Functions, helpers: &[&'static [Def]]) {
        self.prelude.add(functions);
        self.prelude_helpers(helpers);
    }

    /// Adds native helpers that the prelude's functions may use.
    pub fn prelude_helpers(&mut self, helpers: &[&'static [Def]]) {
        self.prelude.helpers.extend_from_slice(helpers);
    }
}

/// The prelude function `name`.
pub(crate) fn function(vm: &mut Vm, name: &'static str) -> R<Value> {
    let place = (name.as_ptr() as usize, name.len());
    if let Some(v) = vm.prelude.known.get(&place) {
        return Ok(v.clone());
    }
    provide(vm, name);
    let f = vm.prelude.globals.get_str(name).ok_or_else(|| system_error(format!("the prelude has no {name}")))?;
    vm.prelude.known.insert(place, f.clone());
    Ok(f)
}

/// Whether this is the namespace of the prelude, in which names appear when they are looked up.
pub(crate) fn is_namespace(vm: &Vm, globals: &Obj<Dict>) -> bool {
    vm.prelude.globals.value().is(globals.value())
}

/// Enters the function or helper `name` in the namespace, if there is one.
pub(crate) fn provide(vm: &mut Vm, name: &str) {
    if vm.prelude.globals.get_str(name).is_some() {
        return;
    }
    let made = match (vm.prelude.code(name), vm.prelude.helper(name)) {
        (Some(code), _) => Function::new(code, vm.prelude.globals.clone(), vm.builtins.clone(), Value::UNBOUND).into(),
        (None, Some(def)) => crate::builtins::module_function(def, "builtins"),
        (None, None) => return,
    };
    vm.prelude.globals.insert_str(name, made);
}
