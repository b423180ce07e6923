//! `_posixsubprocess`: starting programs in child processes, for `subprocess`.

use std::ffi::CString;

use pausa_runtime::fd;
use pausa_runtime::spawn::{self, Report, Request, Stage};
use pausa_vm::exc::{runtime_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Bytes, Module, Tuple};
use pausa_vm::{Exc, Obj, R, Value, Vm};
use rustix::io::Errno;
use rustix::process::Pid;

use super::{arg, system};

/// `_posixsubprocess`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    doc: "A POSIX helper for the subprocess module.",
    defs: &[
        tail(
            "fork_exec(args: list, programs: list, close_fds: bool, pass_fds: list, cwd, env, streams: list, restore_signals: bool, \
         start_new_session: bool, process_group, gid, groups, uid, umask, preexec_fn, name, folder, /)",
            fork_exec,
            "Start a program in a child process and return its pid; None if preexec_fn failed.\n\nArguments, programs (to be tried in turn), cwd and env (a list of NAME=value) are bytes, streams three descriptors\nor -1. What cannot be started is an OSError with name, a failure before that one with folder.",
        ),
        pure("set_pipe_size(fd: index, size: index, /)", set_pipe_size, "Set how many bytes a pipe holds."),
    ],
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

/// Helpers of the prelude, for children in which a function runs first.
pub(super) const HELPERS: &[Def] = &[
    pure("_hooked_begin()", begin, ""),
    pure("_hooked_result(pid, request, /)", result, ""),
    pure("_hooked_prepare(request, /)", prepare, ""),
    pure("_hooked_fail()", fail, ""),
    pure("_hooked_execute(request, /)", execute, ""),
];

/// Where the arguments stand that errors name.
const FOLDER: usize = 4;
const HOOK: usize = 14;
const NAME: usize = 15;
const FOLDER_NAME: usize = 16;

fn items(v: &Value) -> R<Vec<Value>> {
    Ok(pausa_vm::ops::iterate::collect(v)?.unwrap_or_default())
}

fn c_string(v: &Value) -> R<CString> {
    let Some(bytes) = v.downcast::<Bytes>() else {
        return Err(type_error(format!("expected bytes, {} found", pausa_vm::types::class_name(v))));
    };
    CString::new(bytes.bytes()).map_err(|_| value_error("embedded null byte"))
}

fn c_strings(v: &Value) -> R<Vec<CString>> {
    items(v)?.iter().map(c_string).collect()
}

/// A number of a user or group.
fn id(v: &Value) -> R<u32> {
    let n = v.as_i64().and_then(|n| u32::try_from(n).ok());
    n.ok_or_else(|| value_error("user or group id out of range"))
}

/// The environment of this process, for a child that gets no other.
fn own_environment() -> R<Vec<CString>> {
    use std::os::unix::ffi::OsStringExt;
    let all = pausa_runtime::env::all().into_iter();
    all.map(|(name, value)| {
        CString::new([name.into_vec(), value.into_vec()].join(&b'=')).map_err(|_| value_error("embedded null byte"))
    })
    .collect()
}

/// Reads the arguments of `fork_exec`.
fn request(args: &[Value]) -> R<Request> {
    let mut request = Request {
        arguments: c_strings(&args[0])?,
        programs: c_strings(&args[1])?,
        close_others: args[2].is_true(),
        folder: arg::some(&args[FOLDER]).map(c_string).transpose()?,
        environment: arg::some(&args[5]).map_or_else(own_environment, c_strings)?,
        restore_signals: args[7].is_true(),
        new_session: args[8].is_true(),
        process_group: arg::some(&args[9]).map(arg::c_int).transpose()?,
        group: arg::some(&args[10]).map(id).transpose()?,
        user: arg::some(&args[12]).map(id).transpose()?,
        mask: arg::some(&args[13]).map(id).transpose()?,
        ..Request::default()
    };
    if let Some(groups) = arg::some(&args[11]) {
        request.groups = Some(items(groups)?.iter().map(id).collect::<R<_>>()?);
    }
    for v in items(&args[3])? {
        let number = arg::c_int(&v)?;
        let bad = || value_error("bad value(s) in fds_to_keep");
        request.keep.push((number, fd::get(number).map_err(|_| bad())?));
    }
    for (place, v) in request.standard.iter_mut().zip(items(&args[6])?) {
        let number = arg::c_int(&v)?;
        if number >= 0 {
            *place = Some(fd::get(number).map_err(system::os_error)?);
        }
    }
    Ok(request)
}

/// The OSError for a child that did not become the program.
fn failure(args: &[Value], stage: Stage, e: Errno) -> Exc {
    let named = match stage {
        Stage::Execute => &args[NAME],
        Stage::Prepare | Stage::Hook => &args[FOLDER_NAME],
        Stage::Fork => return system::os_error(e),
    };
    match arg::some(named) {
        Some(named) => system::os_error_at(e, named, None),
        None => system::os_error(e),
    }
}

fn fork_exec(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let request = request(args)?;
    if arg::some(&args[HOOK]).is_some() {
        let request = Tuple::from_slice(args).into();
        return Ok(Next::call(vm.prelude("fork_exec_with_hook")?, [request]));
    }
    match spawn::spawn(&request) {
        Ok(child) => Ok(Next::Value(child.as_raw_pid().into())),
        Err((stage, e)) => Err(failure(args, stage, e)),
    }
}

/// The pipe of the child that is being made.
#[derive(Default)]
struct Hooked(Option<Report>);

fn begin(vm: &mut Vm, _: &[Value]) -> R {
    vm.state::<Hooked>().0 = Some(Report::new().map_err(system::os_error)?);
    Ok(Value::NONE)
}

fn report(vm: &mut Vm) -> R<Report> {
    vm.state::<Hooked>().0.take().ok_or_else(|| runtime_error("no child process is being made"))
}

/// The arguments of `fork_exec` as the prelude has kept them.
fn kept(v: &Value) -> R<&[Value]> {
    match v.downcast::<Tuple>() {
        Some(kept) if kept.items().len() > FOLDER_NAME => Ok(kept.items()),
        _ => Err(type_error("a request is a tuple")),
    }
}

/// In the parent: the child's number, or None if the function in it failed.
fn result(vm: &mut Vm, args: &[Value]) -> R {
    let report = report(vm)?;
    let Some(child) = args[0].as_i64().and_then(|n| Pid::from_raw(i32::try_from(n).ok()?)) else {
        return Err(type_error("a child has a number"));
    };
    match report.read(child) {
        Ok(child) => Ok(child.as_raw_pid().into()),
        Err((Stage::Hook, _)) => Ok(Value::NONE),
        Err((stage, e)) => Err(failure(kept(&args[1])?, stage, e)),
    }
}

fn prepare(vm: &mut Vm, args: &[Value]) -> R {
    let outcome = request(kept(&args[0])?).map(|request| spawn::prepare(&request));
    match outcome {
        Ok(Ok(())) => Ok(Value::NONE),
        Ok(Err(e)) => report(vm)?.fail(Stage::Prepare, e),
        Err(_) => report(vm)?.fail(Stage::Prepare, Errno::INVAL),
    }
}

fn fail(vm: &mut Vm, _: &[Value]) -> R {
    report(vm)?.fail(Stage::Hook, Errno::INVAL)
}

fn execute(vm: &mut Vm, args: &[Value]) -> R {
    let outcome = request(kept(&args[0])?).map(|request| spawn::execute(&request));
    report(vm)?.fail(Stage::Execute, outcome.unwrap_or(Errno::INVAL))
}

#[cfg(target_os = "linux")]
fn set_pipe_size(_: &mut Vm, args: &[Value]) -> R {
    let pipe = fd::get(arg::c_int(&args[0])?).map_err(system::os_error)?;
    let size = usize::try_from(arg::c_int(&args[1])?).map_err(|_| system::os_error(Errno::INVAL))?;
    rustix::pipe::fcntl_setpipe_size(pipe, size).map_err(system::os_error)?;
    Ok(Value::NONE)
}

/// Elsewhere a pipe has the size that it has, which no program relies on.
#[cfg(not(target_os = "linux"))]
fn set_pipe_size(_: &mut Vm, _: &[Value]) -> R {
    Ok(Value::NONE)
}
