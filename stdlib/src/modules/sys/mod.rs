//! `sys`: the interpreter as programs see it.
//!
//! * `info`: what does not change: versions, limits, flags;
//! * `frames`: frames, exceptions, references;
//! * `settings`: what programs may set: limits, intervals, hooks of the machine;
//! * `size`: `getsizeof`;
//! * `names`: the names of the standard library's modules.
//!
//! The hooks that show values and exceptions are in the prelude (`prelude/sys.py`).

mod frames;
mod info;
mod names;
mod settings;
mod size;

use pausa_vm::interp::{PROFILE, TRACE};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, List, Module};
use pausa_vm::{Obj, R, Value, Vm};

/// `sys`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
    defs: &[
        pure("_clear_type_cache()", |_, _| Ok(Value::NONE), "Clear the internal type lookup cache."),
        pure(
            "_current_exceptions()",
            frames::current_exceptions,
            "Return a dict mapping each thread's identifier to its current raised exception.",
        ),
        pure(
            "_current_frames()",
            frames::current_frames,
            "Return a dict mapping each thread's thread id to its current stack frame.",
        ),
        pure("_getframe(depth: index=0, /)", frames::getframe, "Return a frame object from the call stack."),
        pure("addaudithook(hook)", settings::addaudithook, "Adds a new audit hook callback."),
        tail("audit(event, /, *args)", settings::audit, "Passes the event to any audit hooks that are attached."),
        tail(
            "breakpointhook(*args, **kws)",
            |vm, a| general(vm, a, "sys_breakpointhook"),
            "This hook function is called by built-in breakpoint().",
        ),
        tail("call_tracing(func, args, /)", frames::call_tracing, "Call func(*args), while tracing is enabled."),
        tail(
            "displayhook(object, /)",
            |vm, a| general(vm, a, "sys_displayhook"),
            "Print an object to sys.stdout and also save it in builtins._",
        ),
        pure("exc_info()", frames::exc_info, "Return current exception information: (type, value, traceback)."),
        tail(
            "excepthook(exctype, value, traceback, /)",
            |vm, a| general(vm, a, "sys_excepthook"),
            "Handle an exception by displaying it with a traceback on sys.stderr.",
        ),
        pure("exception()", |vm, _| Ok(vm.handled_exception()), "Return the current exception."),
        pure("exit(status=None, /)", frames::exit, "Exit the interpreter by raising SystemExit(status)."),
        pure(
            "get_asyncgen_hooks()",
            settings::get_asyncgen_hooks,
            "Return the installed asynchronous generators hooks.",
        ),
        pure(
            "get_coroutine_origin_tracking_depth()",
            settings::origin_depth,
            "Check status of origin tracking for coroutine objects in this thread.",
        ),
        pure(
            "get_int_max_str_digits()",
            |_, _| Ok(pausa_vm::ops::number::max_str_digits().into()),
            "Return the maximum string digits limit for non-binary int<->str conversions.",
        ),
        pure(
            "getallocatedblocks()",
            |_, _| Ok((pausa_vm::heap::bytes_in_use() / 16).into()),
            "Return the number of memory blocks currently allocated.",
        ),
        pure(
            "getdefaultencoding()",
            |_, _| Ok("utf-8".into()),
            "Return the current default encoding used by the Unicode implementation.",
        ),
        pure(
            "getfilesystemencodeerrors()",
            |_, _| Ok("surrogateescape".into()),
            "Return the error mode used Unicode to OS filename conversion.",
        ),
        pure(
            "getfilesystemencoding()",
            |_, _| Ok("utf-8".into()),
            "Return the encoding used to convert Unicode filenames to OS filenames.",
        ),
        pure(
            "getprofile()",
            |vm, _| Ok(vm.trace_function(PROFILE)),
            "Return the profiling function set with sys.setprofile.",
        ),
        pure(
            "getrecursionlimit()",
            |vm, _| Ok(vm.recursion_limit.into()),
            "Return the current value of the recursion limit.",
        ),
        pure("getrefcount(object, /)", frames::getrefcount, "Return the reference count of object."),
        tail("getsizeof(object, default=<absent>)", size::getsizeof, "Return the size of object in bytes."),
        pure(
            "getswitchinterval()",
            settings::switch_interval,
            "Return the current thread switch interval; see sys.setswitchinterval().",
        ),
        pure(
            "gettrace()",
            |vm, _| Ok(vm.trace_function(TRACE)),
            "Return the global debug tracing function set with sys.settrace.",
        ),
        pure(
            "intern(string, /)",
            settings::intern,
            "Enter the string in the table of interned strings, and return the one that is there.",
        ),
        pure("is_finalizing()", |vm, _| Ok(Value::bool(vm.finalizing)), "Return True if Python is exiting."),
        pure(
            "set_asyncgen_hooks(firstiter=<absent>, finalizer=<absent>)",
            settings::set_asyncgen_hooks,
            "Set a finalizer for async generators objects.",
        ),
        pure(
            "set_coroutine_origin_tracking_depth(depth: index)",
            settings::set_origin_depth,
            "Enable or disable origin tracking for coroutine objects in this thread.",
        ),
        pure(
            "set_int_max_str_digits(maxdigits: index)",
            settings::set_int_max_str_digits,
            "Set the maximum string digits limit for non-binary int<->str conversions.",
        ),
        tail("setprofile(function, /)", |vm, a| general(vm, a, "set_profile"), "Set the profiling function."),
        pure(
            "setrecursionlimit(limit: index, /)",
            settings::set_recursion_limit,
            "Set the maximum depth of the Python interpreter stack to n.",
        ),
        pure(
            "setswitchinterval(interval: float, /)",
            settings::set_switch_interval,
            "Set the ideal thread switching delay inside the Python interpreter.",
        ),
        tail("settrace(function, /)", |vm, a| general(vm, a, "set_trace"), "Set the global debug tracing function."),
        tail(
            "unraisablehook(unraisable, /)",
            |vm, a| general(vm, a, "sys_unraisablehook"),
            "Handle an unraisable exception.",
        ),
    ],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_unraisable_arguments(exc, object, message=None, /)", info::unraisable_arguments, ""),
    pure("_audit_hooks()", settings::audit_hooks, ""),
];

fn general(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    Ok(Next::call(vm.prelude(name)?, args.iter().cloned()))
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let dict: &Dict = &m.dict;
    info::fill(vm, dict)?;
    let words = |list: Vec<std::ffi::OsString>| {
        let decoded = list.into_iter().map(|a| super::system::decode(a.as_encoded_bytes()));
        Value::from(List::from_vec(decoded.collect()))
    };
    let strings = |list: Vec<String>| Value::from(List::from_vec(list.into_iter().map(Value::from).collect()));
    super::arg::put(
        dict,
        [
            ("modules", vm.modules.clone().into()),
            ("argv", words(vm.argv.clone())),
            ("orig_argv", words(std::env::args_os().collect())),
            ("path", strings(vm.initial_path.clone())),
            ("meta_path", strings(Vec::new())),
            ("path_hooks", strings(Vec::new())),
            ("path_importer_cache", Dict::new().into()),
            ("warnoptions", strings(vm.flags.warnings.clone())),
            ("_xoptions", Dict::new().into()),
        ],
    );
    let streams = super::io::standard_streams(vm)?;
    for (name, stream) in ["stdin", "stdout", "stderr"].into_iter().zip(streams) {
        dict.insert_str(name, stream.clone());
        dict.insert_str(&format!("__{name}__"), stream);
    }
    for name in ["breakpointhook", "displayhook", "excepthook", "unraisablehook"] {
        if let Some(hook) = dict.get_str(name) {
            dict.insert_str(&format!("__{name}__"), hook);
        }
    }
    Ok(())
}
