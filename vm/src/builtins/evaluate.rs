//! `compile`, `exec`, `eval`, `globals`, `locals`, `__import__`.

use crate::bytecode::CodeFlags;
use crate::compiler::CompileOptions;
use crate::exc::{Exc, R, system_error, type_error, value_error};
use crate::native::{Def, Next, pure, tail};
use crate::object::*;
use crate::source::{Mode, compile_text, syntax_error};
use crate::types::method::prelude;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    tail(
        "compile(source, filename: path, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile,
        "Compile source into a code object that can be executed by exec() or eval().",
    ),
    tail(
        "exec(source, globals=None, locals=None, /, *, closure=None)",
        exec,
        "Execute the given source in the context of globals and locals.",
    ),
    tail(
        "eval(source, globals=None, locals=None, /)",
        eval,
        "Evaluate the given source in the context of globals and locals.",
    ),
    pure(
        "globals()",
        |vm, _| caller_globals(vm).map(Value::from),
        "Return the dictionary containing the current scope's global variables.",
    ),
    pure("locals()", |vm, _| caller_locals(vm), "Return a dictionary containing the current scope's local variables."),
    tail("__import__(name, globals=None, locals=None, fromlist=(), level=0)", import, "Import a module."),
];

fn caller_globals(vm: &mut Vm) -> R<crate::Obj<Dict>> {
    vm.visible_frame().and_then(|f| f.globals()).ok_or_else(|| system_error("globals do not exist"))
}

/// `locals()` of the innermost visible frame.
pub(super) fn caller_locals(vm: &mut Vm) -> R {
    match vm.visible_frame() {
        Some(f) => Ok(crate::interp::locals(&f)),
        None => Err(system_error("frame does not exist")),
    }
}

/// The text of a source given as str or bytes.
fn source_text(v: &Value, what: &str) -> R<String> {
    let bytes: Vec<u8> = if let Some(s) = v.cast::<Str>() {
        crate::types::arg::utf8(&s)?;
        s.bytes().to_vec()
    } else if let Some(b) = v.downcast::<Bytes>() {
        match pausa_grammar::source::decode(b.bytes(), None) {
            Ok(text) => text.into_owned().into_bytes(),
            Err(e) => return Err(syntax_error(&e, "<string>")),
        }
    } else if let Some(b) = v.downcast::<ByteArray>() {
        match pausa_grammar::source::decode(&b.bytes(), None) {
            Ok(text) => text.into_owned().into_bytes(),
            Err(e) => return Err(syntax_error(&e, "<string>")),
        }
    } else if let Ok(Some(bytes)) = crate::buffer::get(v) {
        match pausa_grammar::source::decode(&bytes, None) {
            Ok(text) => text.into_owned().into_bytes(),
            Err(e) => return Err(syntax_error(&e, "<string>")),
        }
    } else {
        let object = if what.starts_with("compile") { "AST" } else { "code" };
        return Err(type_error(format!("{what} must be a string, bytes or {object} object")));
    };
    if bytes.contains(&0) {
        return Err(Exc::msg(crate::exc::ExcKind::SyntaxError, "source code string cannot contain null bytes"));
    }
    String::from_utf8(bytes).map_err(|_| system_error("decoded source is not UTF-8"))
}

/// The flags of `from __future__` imports in the code that calls.
fn inherited_flags(vm: &Vm) -> u32 {
    vm.visible_frame().and_then(|f| f.code()).map_or(0, |c| c.flags.0 & CodeFlags::FUTURE_ANNOTATIONS)
}

/// The flag of `compile` for a tree instead of code.
const ONLY_AST: i64 = 0x400;

/// Whether this is a node of a syntax tree.
fn is_tree(vm: &Vm, v: &Value) -> bool {
    let module = vm.modules.get_str("_ast").and_then(|m| m.cast::<Module>());
    let class = module.and_then(|m| m.dict.get_str("AST")).and_then(|c| c.cast::<Type>());
    class.is_some_and(|c| class_of(v).is_subtype_of(&c))
}

/// What `compile()` asks of the compiler.
pub(crate) fn options(vm: &Vm, filename: &str, flags: u32, optimize: i64) -> CompileOptions {
    let mut options = CompileOptions::new(filename);
    options.flags = flags & CodeFlags::FUTURE_ANNOTATIONS;
    options.optimize = u8::try_from(optimize).unwrap_or(vm.flags.optimize);
    options.top_level_await = flags & 0x2000 != 0;
    options
}

/// Compiles a text, giving the warnings that it deserves.
fn compile_source(
    vm: &mut Vm,
    text: &str,
    filename: &str,
    mode: Mode,
    flags: u32,
    optimize: i64,
) -> R<crate::Obj<Code>> {
    let mut options = options(vm, filename, flags, optimize);
    options.is_file = std::path::Path::new(filename).is_file();
    vm.loaded(filename, compile_text(text, mode, &options)).map_err(|e| syntax_error(&e, filename))
}

/// Raises what a compilation failed with, after its warnings.
pub(crate) fn refuse(vm: &mut Vm, error: Exc) -> R<Next> {
    if vm.compile_warnings.is_empty() {
        return Err(error);
    }
    prelude(vm, "raise_warned", [error.into_value()])
}

fn compile(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let filename = match (args[1].downcast::<Str>(), args[1].downcast::<Bytes>()) {
        (Some(s), _) => s.to_lossy().into_owned(),
        (_, Some(b)) => String::from_utf8_lossy(b.bytes()).into_owned(),
        _ => {
            return Err(type_error(format!("expected str, bytes or os.PathLike object, not {}", class_name(&args[1]))));
        }
    };
    let Some(mode) = args[2].downcast::<Str>() else {
        return Err(type_error(format!("compile() argument 'mode' must be str, not {}", class_name(&args[2]))));
    };
    let number = |i: usize, default: i64| args[i].given().and_then(Value::as_i64).unwrap_or(default);
    let flags = number(3, 0);
    let mode = match mode.bytes() {
        b"exec" => Mode::Module,
        b"eval" => Mode::Expression,
        b"single" => Mode::Interactive,
        b"func_type" => {
            return Err(if flags & ONLY_AST == 0 {
                value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST")
            } else {
                crate::exc::not_implemented_error("compile() mode 'func_type' is not supported")
            });
        }
        _ => {
            return Err(value_error(if flags & ONLY_AST == 0 {
                "compile() mode must be 'exec', 'eval' or 'single'"
            } else {
                "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
            }));
        }
    };
    if flags & !0x01ff_3e00 != 0 {
        return Err(value_error("compile(): unrecognised flags"));
    }
    let optimize = number(5, -1);
    if !(-1..=2).contains(&optimize) {
        return Err(value_error("compile(): invalid optimize value"));
    }
    if args[0].is_a::<Code>() {
        return Ok(Next::Value(args[0].clone()));
    }
    let mut all = flags as u32;
    if !args[4].given().is_some_and(|v| crate::ops::truth(v).unwrap_or(true)) {
        all |= inherited_flags(vm);
    }
    if is_tree(vm, &args[0]) {
        let (flags, optimize) = (Value::from(all), Value::from(optimize));
        return prelude(vm, "compile_tree", [args[0].clone(), filename.into(), args[2].clone(), flags, optimize]);
    }
    let text = source_text(&args[0], "compile() arg 1")?;
    if flags & ONLY_AST != 0 {
        return prelude(vm, "parse_text", [text.into(), filename.into(), args[2].clone(), flags.into()]);
    }
    let code = match compile_source(vm, &text, &filename, mode, all, optimize) {
        Ok(code) => code,
        Err(e) => return refuse(vm, e),
    };
    compiled(vm, code.into())
}

/// The answer to who wants a text compiled: its code or its tree, after the warnings about it.
pub(crate) fn compiled(vm: &mut Vm, result: Value) -> R<Next> {
    if !vm.compile_warnings.is_empty() {
        return prelude(vm, "compile_warned", [result]);
    }
    Ok(Next::Value(result))
}

/// Runs code, after the warnings about it.
fn run(vm: &mut Vm, code: crate::Obj<Code>, globals: crate::Obj<Dict>, locals: Value, closure: Value) -> R<Next> {
    if !vm.compile_warnings.is_empty() {
        let closure = closure.given().cloned().unwrap_or(Value::NONE);
        return prelude(vm, "run_warned", [code.into(), globals.into(), locals, closure]);
    }
    Ok(Next::Exec { code, globals, locals, closure })
}

/// The namespaces for `exec` and `eval`.
fn namespaces(vm: &mut Vm, args: &[Value], name: &str) -> R<(crate::Obj<Dict>, Value)> {
    let given = |i: usize| args[i].given().filter(|v| !v.is_none());
    let globals = match given(1) {
        None => None,
        Some(v) => match v.cast::<Dict>() {
            Some(d) => Some(d),
            None if name == "eval" => return Err(type_error("globals must be a dict")),
            None => {
                return Err(type_error(format!("{name}() globals must be a dict, not {}", class_name(v))));
            }
        },
    };
    let locals = given(2).cloned();
    if let Some(l) = &locals
        && !l.is_a::<Dict>()
        && vm.special(l, &vm.names.__getitem__).is_none()
    {
        return Err(if name == "eval" {
            type_error("locals must be a mapping")
        } else {
            type_error(format!("locals must be a mapping or None, not {}", class_name(l)))
        });
    }
    let (globals, locals) = match (globals, locals) {
        (None, None) => (caller_globals(vm)?, caller_locals(vm)?),
        (None, Some(l)) => (caller_globals(vm)?, l),
        (Some(g), l) => {
            let l = l.unwrap_or_else(|| g.value().clone());
            (g, l)
        }
    };
    if globals.get_interned(vm.names.__builtins__.value()).is_none() {
        let builtins = vm.builtins.clone();
        globals.insert_interned(&vm.names.__builtins__, builtins.into());
    }
    Ok((globals, locals))
}

fn exec(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let (globals, locals) = namespaces(vm, args, "exec")?;
    let code = match args[0].cast::<Code>() {
        Some(c) => c,
        None => {
            let text = source_text(&args[0], "exec() arg 1")?;
            let flags = inherited_flags(vm);
            match compile_source(vm, &text, "<string>", Mode::Module, flags, -1) {
                Ok(code) => code,
                Err(e) => return refuse(vm, e),
            }
        }
    };
    let free = code.unit.free.len();
    let closure = args[3].given().filter(|v| !v.is_none()).cloned().unwrap_or_default();
    let is_fitting =
        closure.downcast::<Tuple>().is_some_and(|t| t.len() == free && t.items().iter().all(|c| c.is_a::<Cell>()));
    if !(is_fitting && free > 0 || free == 0 && closure.is_unbound()) {
        return Err(type_error(match (free, closure.is_unbound()) {
            (0, _) => "cannot use a closure with this code object".to_owned(),
            (n, _) => format!("code object requires a closure of exactly length {n}"),
        }));
    }
    run(vm, code, globals, locals, closure)
}

fn eval(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let (globals, locals) = namespaces(vm, args, "eval")?;
    let code = match args[0].cast::<Code>() {
        Some(c) if !c.unit.free.is_empty() => {
            return Err(type_error("code object passed to eval() may not contain free variables"));
        }
        Some(c) => c,
        None => {
            let text = source_text(&args[0], "eval() arg 1")?;
            let flags = inherited_flags(vm);
            match compile_source(vm, text.trim_start_matches([' ', '\t']), "<string>", Mode::Expression, flags, -1) {
                Ok(code) => code,
                Err(e) => return refuse(vm, e),
            }
        }
    };
    run(vm, code, globals, locals, Value::UNBOUND)
}

fn import(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if !args[0].is_a::<Str>() {
        return Err(type_error(format!("module name must be a string, not {}", class_name(&args[0]))));
    }
    let part = |i: usize, v: Value| args[i].given().cloned().unwrap_or(v);
    let f = vm.prelude("import_name")?;
    let globals = part(1, Value::NONE);
    let fromlist = part(3, Tuple::empty().into());
    Ok(Next::call(f, [args[0].clone(), globals, fromlist, part(4, Value::small_int(0))]))
}
