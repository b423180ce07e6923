//! Running a program, and how it ends.

use std::io::{IsTerminal, Read};
use std::path::Path;

use pausa_vm::import::{compile_module, script_code};
use pausa_vm::object::{Code, Dict, Module};
use pausa_vm::{Obj, R, Value, Vm};

use crate::options::{Options, Program};

/// Runs the program; returns the exit status.
pub(crate) fn run(o: &Options) -> u8 {
    choose_time(o);
    if let Err(text) = seed_hashes(o) {
        eprintln!("{text}");
        return 1;
    }
    // What the program leaves behind goes with the process.
    let mut vm = std::mem::ManuallyDrop::new(Vm::new());
    configure(&mut vm, o);
    pausa_stdlib::install(&mut vm);
    vm.add_module(&crate::repl::SPEC);
    if let Err(e) = pausa_runtime::interrupt::on_interrupt(vm.interrupt_handle().flag()) {
        eprintln!("pausa: cannot handle SIGINT: {e}");
    }
    if let Err(e) = pausa_runtime::report::listen(vm.interrupt_handle().flag()) {
        eprintln!("pausa: cannot handle SIGQUIT: {e}");
    }
    if let Err(e) = pausa_stdlib::start(&mut vm) {
        eprintln!("pausa: the standard streams cannot be opened: {e:?}");
        return 1;
    }
    if !vm.flags.warnings.is_empty()
        && let Err(e) = vm.call_prelude("import_warnings", Vec::new())
    {
        eprintln!("pausa: the options about warnings cannot be read: {e:?}");
    }
    if let Some(file) = &o.timeline
        && let Err(text) = pausa_stdlib::timeline::record(&mut vm, Path::new(file))
    {
        eprintln!("pausa: {text}");
        return 2;
    }
    let then_prompts =
        o.interactive || !o.ignore_environment && std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty());
    let status = match prepare(&mut vm, o) {
        Ok(Start::Code(code, main)) => {
            let from_file = matches!(o.program, Program::File(_) | Program::Stdin { .. });
            finish(&mut vm, "run_program", vec![code.into(), main.into(), Value::bool(from_file)], then_prompts)
        }
        Ok(Start::Module(name)) => finish(&mut vm, "run_module_as_main", vec![name.into()], then_prompts),
        Ok(Start::Prompt(main)) => {
            // An input that can never end fails; the prompt goes on.
            pausa_stdlib::raise_deadlocks(&mut vm);
            let banner = if o.quiet { String::new() } else { banner() };
            finish(&mut vm, "run_session", vec![main.into(), banner.into()], false)
        }
        Ok(Start::Failed(status, text)) => {
            eprintln!("{text}");
            return status;
        }
        Err(e) => vm.call_prelude("report_and_finish", vec![e.into_value()]),
    };
    crate::repl::restore_terminal();
    pausa_stdlib::timeline::write(&mut vm);
    match status {
        Ok(v) => {
            let status = v.as_i64().unwrap_or(1);
            if status > 0xff {
                pausa_runtime::interrupt::end_by_interrupt();
            }
            (status & 0xff) as u8
        }
        Err(e) => {
            // Only what goes wrong in reporting itself ends up here.
            eprintln!("pausa: the program could not be finished: {e:?}");
            1
        }
    }
}

/// What the prompt says at first.
fn banner() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("Pausa {version} (Python 3.11)\nType help(x) about x, %help about the prompt; await works here.\n")
}

/// Runs the program, then what there is to do at its end, when nothing of it is running any more. There may be a prompt in between.
fn finish(vm: &mut Vm, run: &'static str, args: Vec<Value>, then_prompts: bool) -> R {
    let mut failure = vm.call_prelude(run, args)?;
    if then_prompts {
        pausa_stdlib::raise_deadlocks(vm);
        vm.call_prelude("inspect_failure", vec![std::mem::replace(&mut failure, Value::NONE)])?;
        let namespace = vm.modules.get_str("__main__").and_then(|m| m.cast::<Module>()).map(|m| m.dict.clone());
        let namespace = namespace.map_or_else(|| Dict::new().into(), Value::from);
        failure = vm.call_prelude("run_session", vec![namespace, "".into()])?;
    }
    vm.call_prelude("finish_after", vec![failure])
}

/// Makes time virtual and chance repeatable, as asked.
fn choose_time(o: &Options) {
    use pausa_runtime::clock::{Clock, make_virtual};
    if o.virtual_time {
        // Whole seconds, so that differences of floats are exact. What is to be repeatable begins at the same time of day too.
        const SECOND: i64 = 1_000_000_000;
        const BEGINNING_OF_2026: i64 = 1_767_225_600;
        let now = Clock::Real.system_now() / SECOND;
        make_virtual(SECOND * if o.seed.is_some() { BEGINNING_OF_2026 } else { now });
    }
    if let Some(seed) = o.seed {
        pausa_runtime::oracle::seed(seed);
        pausa_vm::heap::fix_addresses();
    }
}

/// Chooses the key of string hashes: from `--seed`, by chance, or as `PYTHONHASHSEED` says.
fn seed_hashes(o: &Options) -> Result<(), String> {
    use std::hash::{BuildHasher, RandomState};

    use pausa_vm::hashing::{HashKey, set_key};
    let wanted = if o.ignore_environment { None } else { std::env::var("PYTHONHASHSEED").ok() };
    match wanted.as_deref() {
        None | Some("" | "random") if o.seed.is_some() => {
            // The key that CPython has under `PYTHONHASHSEED` of the same number.
            let seed = o.seed.unwrap_or(0);
            set_key(HashKey::from_seed(seed as u32 ^ (seed >> 32) as u32));
        }
        None | Some("" | "random") => {
            let chance = RandomState::new();
            let bytes = (u128::from(chance.hash_one(0)) << 64 | u128::from(chance.hash_one(1))).to_le_bytes();
            set_key(HashKey::new(bytes));
        }
        Some(text) => match text.parse::<u32>() {
            Ok(seed) => set_key(HashKey::from_seed(seed)),
            Err(_) => {
                return Err(
                    "Fatal Python error: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"
                        .into(),
                );
            }
        },
    }
    Ok(())
}

enum Start {
    Code(Obj<Code>, Obj<Dict>),
    Prompt(Obj<Dict>),
    Module(String),
    /// With this status and text.
    Failed(u8, String),
}

/// What the command line says about `sys`.
fn configure(vm: &mut Vm, o: &Options) {
    let first = match &o.program {
        Program::File(path) => path.clone(),
        Program::Code(_) => "-c".into(),
        Program::Module(_) => "-m".into(),
        Program::Stdin { named } => if *named { "-" } else { "" }.into(),
        Program::Prompt => String::new(),
    };
    vm.argv = std::iter::once(std::ffi::OsString::from(first)).chain(o.arguments.iter().cloned()).collect();
    let asked = |name: &str| {
        let value = if o.ignore_environment { None } else { std::env::var_os(name) };
        value.filter(|v| !v.is_empty())
    };
    let safe_path = o.safe_path || o.isolated || asked("PYTHONSAFEPATH").is_some();
    let mut path = Vec::new();
    match &o.program {
        // A folder that is the program itself is always searched.
        Program::File(file) if !safe_path || Path::new(file).is_dir() => {
            let file = Path::new(file);
            let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
            let folder = if real.is_dir() { Some(real.as_path()) } else { real.parent() };
            path.push(folder.map(|p| p.to_string_lossy().into_owned()).unwrap_or_default());
        }
        _ if safe_path => {}
        Program::Module(_) => {
            let here = std::env::current_dir().unwrap_or_default();
            path.push(here.to_string_lossy().into_owned());
        }
        _ => path.push(String::new()),
    }
    if !o.ignore_environment
        && let Some(list) = std::env::var_os("PYTHONPATH")
    {
        path.extend(
            std::env::split_paths(&list)
                .filter(|p| !p.as_os_str().is_empty())
                .map(|p| p.to_string_lossy().into_owned()),
        );
    }
    vm.initial_path = path;
    // A number is a level; anything else counts as one.
    let level = |name: &str| {
        asked(name).map_or(0, |v| v.to_str().and_then(|t| t.parse::<u8>().ok()).filter(|n| *n > 0).unwrap_or(1))
    };
    vm.flags.optimize = o.optimize.max(level("PYTHONOPTIMIZE").min(2));
    vm.flags.unbuffered = o.unbuffered || asked("PYTHONUNBUFFERED").is_some();
    vm.flags.no_site = o.no_site;
    vm.flags.no_user_site = o.no_user_site || o.isolated || asked("PYTHONNOUSERSITE").is_some();
    vm.flags.safe_path = safe_path;
    vm.flags.debug = o.debug;
    vm.flags.bytes_warning = o.bytes_warning;
    vm.flags.interactive = o.interactive;
    vm.flags.quiet = o.quiet;
    vm.flags.verbose = o.verbose.max(level("PYTHONVERBOSE"));
    vm.flags.isolated = o.isolated;
    vm.flags.ignore_environment = o.ignore_environment;
    vm.flags.colored = crate::color::on_stderr();
    vm.flags.left_behind.clone_from(&o.left_behind);
    vm.flags.warn_blocking = o.warn_blocking;
    vm.flags.explain = o.explain || std::io::stderr().is_terminal();
    if vm.flags.explain || vm.flags.left_behind.is_some() {
        // A coroutine that nobody awaits is reported with the place where it was made.
        vm.origin_depth = 1;
    }
    vm.flags.no_bytecode = o.no_bytecode || asked("PYTHONDONTWRITEBYTECODE").is_some();
    let environment = if o.ignore_environment { None } else { std::env::var("PYTHONWARNINGS").ok() };
    let listed = environment.iter().flat_map(|list| list.split(',')).filter(|w| !w.is_empty()).map(str::to_owned);
    vm.flags.warnings = listed.chain(o.warnings.iter().cloned()).collect();
}

/// The namespace of `__main__`.
fn main_module(vm: &mut Vm, file: Option<&str>) -> Obj<Dict> {
    let m: Obj<Module> = vm.new_module("__main__");
    if let Some(file) = file {
        m.dict.insert_str("__file__", file.into());
        m.dict.insert_str("__cached__", Value::NONE);
    }
    m.dict.insert_str("__annotations__", Dict::new().into());
    m.dict.insert_str("__spec__", Value::NONE);
    if let Some(builtins) = vm.modules.get_str("builtins") {
        m.dict.insert_str("__builtins__", builtins);
    }
    m.dict.clone()
}

fn prepare(vm: &mut Vm, o: &Options) -> R<Start> {
    match &o.program {
        Program::Module(name) => {
            main_module(vm, None);
            Ok(Start::Module(name.clone()))
        }
        Program::Prompt => Ok(Start::Prompt(main_module(vm, None))),
        Program::Code(text) => {
            let main = main_module(vm, None);
            Ok(Start::Code(compile_module(vm, text, "<string>")?, main))
        }
        Program::Stdin { .. } => {
            let main = main_module(vm, None);
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| pausa_vm::import::os_error(&e, "<stdin>"))?;
            Ok(Start::Code(script_code(vm, &bytes, "<stdin>")?, main))
        }
        Program::File(path) => {
            let inner = Path::new(path).join("__main__.py");
            let file = if Path::new(path).is_dir() {
                if !inner.is_file() {
                    let name = std::env::args().next().unwrap_or_default();
                    return Ok(Start::Failed(1, format!("{name}: can't find '__main__' module in '{path}'")));
                }
                inner.to_string_lossy().into_owned()
            } else {
                path.clone()
            };
            let file = absolute(&file);
            if let Err(e) = std::fs::File::open(&file) {
                return Ok(Start::Failed(2, cannot_open(path, &e)));
            }
            let main = main_module(vm, Some(&file));
            if Path::new(path).is_dir() {
                main.insert_str("__package__", "".into());
            }
            let bytes = std::fs::read(&file).map_err(|e| pausa_vm::import::os_error(&e, &file))?;
            if o.skip_first_line {
                // Its end stays, so that the other lines keep their numbers.
                let rest = bytes.iter().position(|b| *b == b'\n').map_or(&[][..], |end| &bytes[end..]);
                return Ok(Start::Code(script_code(vm, rest, &file)?, main));
            }
            Ok(Start::Code(script_code(vm, &bytes, &file)?, main))
        }
    }
}

/// What CPython says of a program that cannot be read.
fn cannot_open(path: &str, e: &std::io::Error) -> String {
    let name = std::env::args().next().unwrap_or_default();
    let text = e.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    format!("{name}: can't open file '{}': [Errno {}] {text}", absolute(path), e.raw_os_error().unwrap_or(0))
}

fn absolute(path: &str) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |p| p.to_string_lossy().into_owned())
}
