//! Finding and loading modules. The algorithm, whose steps run user code, is in the prelude (`imports.py`); here is what it
//! asks of the system: which module a name means, and its code.
//!
//! A module is looked for among the native ones, then among those embedded in the binary, then along `sys.path`. Some packages that
//! are embedded stand for a real one: those come after it, and the modules of a package are those of the one that was found.

use crate::bytecode::{CodeFlags, Image};
use crate::compiler::CompileOptions;
use crate::exc::{Exc, ExcKind, R};
use crate::heap::Obj;
use crate::native::Next;
use crate::object::{Code, List, Module, Str, Tuple};
use crate::source::{Mode, compile_text, syntax_error, syntax_error_of_script};
use crate::value::Value;
use crate::vm::Vm;
use pausa_grammar::SyntaxError;

/// What the `__file__` of an embedded module begins with.
const EMBEDDED_ROOT: &str = "<pausa>";

/// A Python module that is part of the binary.
#[derive(Clone, Copy)]
pub struct Embedded {
    /// Its `__file__`, such as `<pausa>/json/__init__.py`.
    pub path: &'static str,
    /// Whether it is a package.
    pub is_package: bool,
    /// Its text.
    pub source: &'static str,
    /// What `bytecode::marshal` has made of it.
    pub code: &'static [u8],
}

/// What a name means.
enum Found {
    Native,
    Embedded(Embedded),
    File { path: String, is_package: bool },
    Namespace(Vec<String>),
}

/// A module that is part of the binary.
fn own(vm: &Vm, name: &str) -> Option<Found> {
    if let Some(e) = embedded(vm, name) {
        return Some(Found::Embedded(e));
    }
    vm.module_specs.contains_key(name).then_some(Found::Native)
}

/// A module in one of these folders.
fn on_path(name: &str, folders: &[String]) -> Option<Found> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut portions = Vec::new();
    for folder in folders {
        // Where modules come from is told in full, whatever the path says.
        let base = if folder.is_empty() { std::env::current_dir() } else { std::path::absolute(folder) };
        let Ok(base) = base else { continue };
        let package = base.join(last);
        let init = package.join("__init__.py");
        if init.is_file() {
            return Some(Found::File { path: init.to_string_lossy().into_owned(), is_package: true });
        }
        let file = base.join(format!("{last}.py"));
        if file.is_file() {
            return Some(Found::File { path: file.to_string_lossy().into_owned(), is_package: false });
        }
        if package.is_dir() {
            portions.push(package.to_string_lossy().into_owned());
        }
    }
    if portions.is_empty() { None } else { Some(Found::Namespace(portions)) }
}

/// What a name means: outside of packages, or in one with these folders.
fn find(vm: &Vm, name: &str, search: Option<&[String]>) -> Option<Found> {
    match search {
        None if vm.stand_ins.contains(&name) => match on_path(name, &vm.search_path()) {
            // A folder that happens to have the name is no package of it.
            None | Some(Found::Namespace(_)) => own(vm, name),
            real => real,
        },
        None if vm.module_specs.contains_key(name) => Some(Found::Native),
        None => own(vm, name).or_else(|| on_path(name, &vm.search_path())),
        Some(folders) => {
            // A package that was found in a folder has nothing to do with an embedded one of its name.
            let stands_in = name.split('.').next().is_some_and(|top| vm.stand_ins.contains(&top));
            if stands_in && !folders.iter().any(|f| f.starts_with(EMBEDDED_ROOT)) {
                return on_path(name, folders);
            }
            own(vm, name).or_else(|| on_path(name, folders))
        }
    }
}

/// `(kind, file or None, is package, search locations or None)`, or None if there is no such module.
pub(crate) fn find_module(vm: &mut Vm, name: &str, search: Option<Vec<String>>) -> Value {
    let found = find(vm, name, search.as_deref());
    let text = |s: &str| Value::from(s);
    let strings = |list: &[String]| Value::from(List::from_vec(list.iter().map(|s| text(s)).collect()));
    let folder = |path: &str| {
        let end = path.rfind('/').unwrap_or(0);
        strings(&[path[..end].to_owned()])
    };
    let parts = match found {
        None => return Value::NONE,
        Some(Found::Native) => vec![text("native"), Value::NONE, Value::FALSE, Value::NONE],
        Some(Found::Embedded(e)) => {
            let locations = if e.is_package { folder(e.path) } else { Value::NONE };
            vec![text("embedded"), text(e.path), Value::bool(e.is_package), locations]
        }
        Some(Found::File { path, is_package }) => {
            let locations = if is_package { folder(&path) } else { Value::NONE };
            vec![text("file"), text(&path), Value::bool(is_package), locations]
        }
        Some(Found::Namespace(list)) => {
            vec![text("namespace"), Value::NONE, Value::TRUE, strings(&list)]
        }
    };
    Tuple::from_vec(parts).into()
}

impl Vm {
    /// Whether there is a native module of this name.
    pub fn is_native_module(&self, name: &str) -> bool {
        self.module_specs.contains_key(name)
    }

    /// `sys.path` as strings.
    pub(crate) fn search_path(&self) -> Vec<String> {
        let sys = self.modules.get_str("sys").and_then(|v| v.cast::<Module>());
        let path = sys.and_then(|m| m.dict.get_str("path")).and_then(|v| v.cast::<List>());
        match path {
            Some(list) => strings(&list),
            None => self.initial_path.clone(),
        }
    }

    /// Makes a native module, or gives the one that there is.
    ///
    /// # Errors
    /// What its initialisation raises; ImportError if there is no such module.
    pub fn native_module(&mut self, name: &str) -> R<Obj<Module>> {
        if let Some(m) = self.modules.get_str(name).and_then(|v| v.cast::<Module>()) {
            return Ok(m);
        }
        let Some(spec) = self.module_specs.get(name).copied() else {
            return Err(Exc::msg(ExcKind::ImportError, format!("no built-in module named {name:?}")));
        };
        let m = Module::new(name);
        // It is described when somebody asks.
        for name in ["__spec__", "__loader__"] {
            m.dict.remove_interned(&name.into());
        }
        m.dict.insert_str("__doc__", if spec.doc.is_empty() { Value::NONE } else { spec.doc.into() });
        m.dict.insert_str("__package__", name.rsplit_once('.').map_or("", |(p, _)| p).into());
        for def in spec.defs {
            m.dict.insert_str(def.name(), crate::builtins::module_function(def, name));
        }
        self.modules.insert_str(name, m.clone().into());
        if let Err(e) = (spec.init)(self, &m) {
            self.modules.remove_interned(&name.into());
            return Err(e);
        }
        Ok(m)
    }
}

/// The strings in a list.
pub(crate) fn strings(list: &List) -> Vec<String> {
    list.items().iter().filter_map(|v| v.downcast::<Str>().map(|s| s.to_lossy().into_owned())).collect()
}

/// The code of a text that stands in a file.
///
/// # Errors
/// SyntaxError.
pub fn compile_module(vm: &mut Vm, text: &str, path: &str) -> R<Obj<Code>> {
    compile(vm, text, path, syntax_error)
}

fn compile(vm: &mut Vm, text: &str, path: &str, error: fn(&SyntaxError, &str) -> Exc) -> R<Obj<Code>> {
    let mut options = CompileOptions::new(path);
    options.optimize = vm.flags.optimize;
    vm.loaded(path, compile_text(text, Mode::Module, &options)).map_err(|e| error(&e, path))
}

/// The code of a text typed at a prompt: it shows what its expressions come to, and is a coroutine if it awaits. `flags` are those of
/// earlier inputs. What it is warned about comes first.
///
/// # Errors
/// SyntaxError.
pub fn input_code(vm: &mut Vm, text: &str, name: &str, flags: u32) -> R<Next> {
    let mut options = CompileOptions::new(name);
    options.optimize = vm.flags.optimize;
    options.flags = flags & CodeFlags::FUTURE_ANNOTATIONS;
    options.interactive = true;
    options.top_level_await = true;
    match vm.loaded(name, compile_text(text, Mode::Module, &options)) {
        Ok(code) => crate::builtins::evaluate::compiled(vm, code.into()),
        Err(e) => crate::builtins::evaluate::refuse(vm, syntax_error(&e, name)),
    }
}

/// The code of the program that is run, as it stands in its file.
///
/// # Errors
/// SyntaxError; ValueError for null bytes.
pub fn script_code(vm: &mut Vm, bytes: &[u8], path: &str) -> R<Obj<Code>> {
    code_of_bytes(vm, bytes, path, syntax_error_of_script)
}

/// The code of a source file.
///
/// # Errors
/// OSError, SyntaxError.
pub fn file_code(vm: &mut Vm, path: &str) -> R<Obj<Code>> {
    let bytes = std::fs::read(path).map_err(|e| os_error(&e, path))?;
    bytes_code(vm, &bytes, path)
}

/// The code of a source text as it stands in a file.
///
/// # Errors
/// SyntaxError; ValueError for null bytes.
pub fn bytes_code(vm: &mut Vm, bytes: &[u8], path: &str) -> R<Obj<Code>> {
    code_of_bytes(vm, bytes, path, syntax_error)
}

fn code_of_bytes(vm: &mut Vm, bytes: &[u8], path: &str, error: fn(&SyntaxError, &str) -> Exc) -> R<Obj<Code>> {
    let text = match pausa_grammar::source::decode(bytes, Some(path)) {
        Ok(text) => text,
        Err(e) => return Err(error(&e, path)),
    };
    if text.contains('\0') {
        return Err(crate::exc::Exc::msg(
            crate::exc::ExcKind::SyntaxError,
            "source code string cannot contain null bytes",
        ));
    }
    compile(vm, &text, path, error)
}

/// An OSError of the right class for an error of the system.
pub fn os_error(e: &std::io::Error, path: &str) -> Exc {
    let errno = e.raw_os_error().unwrap_or(5);
    let kind = crate::types::exception::os_error_class(errno.into());
    let text = e.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text).to_owned();
    Exc::with_args(kind, vec![Value::from(errno), text.into(), path.into()])
}

/// The embedded module of this name.
pub fn embedded(vm: &Vm, name: &str) -> Option<Embedded> {
    vm.embedded.and_then(|find| find(name))
}

/// The code of an embedded module.
pub(crate) fn embedded_code(vm: &mut Vm, name: &str) -> R<Obj<Code>> {
    match embedded(vm, name) {
        // With -O it has to be compiled anew.
        Some(e) if vm.flags.optimize > 0 => compile_module(vm, e.source, e.path),
        Some(e) => match Image::open(e.code) {
            Ok(image) => Ok(Code::later(image.root())),
            Err(e) => Err(crate::exc::system_error(format!("the code of {name}: {e}"))),
        },
        None => Err(Exc::msg(ExcKind::ImportError, format!("no embedded module named {name:?}"))),
    }
}
