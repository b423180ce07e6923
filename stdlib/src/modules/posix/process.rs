//! This process, its children and its resources.

use pausa_vm::exc::{not_implemented_error, type_error, value_error};
use pausa_vm::native::{Def, Next, pure, tail};
use pausa_vm::object::{Dict, Function, List, Str, Tuple, TypeRef};
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{R, Value, Vm};
use rustix::io::Errno;
use rustix::process::{Pid, Signal};

use super::descriptors::done;
use super::target::Target;
use crate::modules::{arg, system};

pub(super) const DEFS: &[Def] = &[
    pure(
        "_exit(status: index)",
        |vm, a| {
            let status = arg::c_int(&a[0])?;
            crate::timeline::write(vm);
            pausa_runtime::process::exit(status)
        },
        "Exit to the system with specified status, without normal exit processing.",
    ),
    pure("abort()", |_, _| pausa_runtime::process::abort(), "Abort the interpreter immediately."),
    pure("getpid()", |_, _| Ok(rustix::process::getpid().as_raw_pid().into()), "Return the current process id."),
    pure(
        "getppid()",
        |_, _| Ok(rustix::process::getppid().map_or(0, Pid::as_raw_pid).into()),
        "Return the parent's process id.",
    ),
    pure("getpgrp()", |_, _| Ok(nix::unistd::getpgrp().as_raw().into()), "Return the current process group id."),
    pure(
        "getpgid(pid: index)",
        |_, a| group_of(nix::unistd::getpgid(any(&a[0])?)),
        "Call the system call getpgid(), and return the result.",
    ),
    pure(
        "getsid(pid: index, /)",
        |_, a| group_of(nix::unistd::getsid(any(&a[0])?)),
        "Call the system call getsid(pid) and return the result.",
    ),
    pure(
        "setpgid(pid: index, pgrp: index, /)",
        |_, a| done(rustix::process::setpgid(optional(&a[0])?, optional(&a[1])?)),
        "Call the system call setpgid(pid, pgrp).",
    ),
    pure(
        "setpgrp()",
        |_, _| done(rustix::process::setpgid(None, None)),
        "Make the current process the leader of its process group.",
    ),
    pure("setsid()", |_, _| done(rustix::process::setsid().map(drop)), "Call the system call setsid()."),
    pure("kill(pid: index, signal: index, /)", kill, "Kill a process with a signal."),
    pure(
        "pidfd_open(pid: index, flags: index=0)",
        pidfd_open,
        "Return a file descriptor referring to the process *pid*.",
    ),
    pure("killpg(pgid: index, signal: index, /)", killpg, "Kill a process group with a signal."),
    pure("nice(increment: index, /)", nice, "Add increment to the priority of process and return the new priority."),
    pure("getpriority(which: index, who: index)", getpriority, "Return program scheduling priority."),
    pure("setpriority(which: index, who: index, priority: index)", setpriority, "Set program scheduling priority."),
    pure("times()", times, "Return a collection containing process timing information."),
    pure("system(command: file)", run_command, "Execute the command in a subshell."),
    tail("fork()", |vm, _| Ok(Next::call(vm.prelude("posix_fork")?, [])), "Fork a child process."),
    tail(
        "register_at_fork(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)",
        register_at_fork,
        "Register callables to be called when forking a new process.",
    ),
    pure(
        "execv(path: file, argv, /)",
        |vm, a| execute(vm, "execv", &a[0], &a[1], None),
        "Execute an executable path with arguments, replacing current process.",
    ),
    tail(
        "execve(path: file, argv, env)",
        execve,
        "Execute an executable path with arguments, replacing current process.",
    ),
    pure("cpu_count()", cpu_count, "Return the number of CPUs in the system; return None if indeterminable."),
    pure("sched_yield()", sched_yield, "Voluntarily relinquish the CPU."),
    pure(
        "sched_getaffinity(pid: index, /)",
        getaffinity,
        "Return the affinity of the process identified by pid (or the current process if zero).",
    ),
    pure("getloadavg()", getloadavg, "Return average recent system load information."),
    pure("uname()", uname, "Return an object identifying the current operating system."),
    pure("sysconf(name, /)", sysconf, "Return an integer-valued system configuration variable."),
];

/// Helpers of the prelude.
pub(in crate::modules) const HELPERS: &[Def] = &[
    pure("_fork_now(call, /)", fork_now, ""),
    pure("_fork_hooks()", |vm, _| Ok(vm.state::<ForkHooks>().list().into()), ""),
    pure("_execve_now(path, argv, environment, /)", execute_with, ""),
];

/// Callables around a fork: `(before, after in the child, after in the parent)`, each or None.
#[derive(Default)]
struct ForkHooks(Option<pausa_vm::Obj<List>>);

impl ForkHooks {
    fn list(&mut self) -> pausa_vm::Obj<List> {
        self.0.get_or_insert_with(List::new).clone()
    }
}

fn register_at_fork(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[..3].iter().all(|v| v.given().is_none()) {
        return Err(type_error("At least one argument is required."));
    }
    for (v, name) in args.iter().zip(["before", "after_in_child", "after_in_parent"]) {
        if let Some(v) = v.given()
            && vm.special(v, &vm.names.__call__).is_none()
        {
            return Err(type_error(format!("'{name}' must be callable, not {}", pausa_vm::types::class_name(v))));
        }
    }
    let row = args[..3].iter().map(|v| v.given().cloned().unwrap_or(Value::NONE)).collect();
    vm.state::<ForkHooks>().list().push(Tuple::from_vec(row).into());
    Ok(Next::Value(Value::NONE))
}

/// `call` calls what is to be called in the child.
fn fork_now(vm: &mut Vm, a: &[Value]) -> R {
    if pausa_runtime::process::threads().is_none_or(|n| n > 1) {
        return Err(not_implemented_error("os.fork() is not supported by Pausa while other threads of the system run"));
    }
    // What children begin with is loaded here, and not in each of them, in pages of its own.
    let hooks = vm.state::<ForkHooks>().list();
    let hooks = hooks.items();
    let in_child = hooks.iter().filter_map(|row| row.downcast::<Tuple>()?.items().get(1));
    for f in in_child.chain(a).filter_map(Value::downcast::<Function>) {
        f.code().load_all();
    }
    drop(hooks);
    crate::timeline::before_fork(vm);
    let parent = std::process::id();
    match fork::fork() {
        Ok(fork::Fork::Child) => {
            vm.end_other_threads();
            system::kernel(vm)?.forked();
            crate::timeline::forked(vm, parent);
            Ok(0.into())
        }
        Ok(fork::Fork::Parent(pid)) => Ok(pid.into()),
        Err(e) => Err(system::os_error(system::errno_of(&e))),
    }
}

/// Zero means "this one".
fn optional(v: &Value) -> R<Option<Pid>> {
    let n = arg::c_int(v)?;
    if n < 0 { Err(system::os_error(Errno::INVAL)) } else { Ok(Pid::from_raw(n)) }
}

/// Any number: the system says which ones are processes.
fn any(v: &Value) -> R<Option<nix::unistd::Pid>> {
    Ok(Some(nix::unistd::Pid::from_raw(arg::c_int(v)?)))
}

/// The number of a group or session; 0 if its leader is outside this process's PID namespace (`pid_namespaces(7)`), which is why these are
/// not `rustix`'s, where a number is never 0.
pub(super) fn group_of(outcome: nix::Result<nix::unistd::Pid>) -> R {
    Ok(outcome.map_err(|e| system::os_error(Errno::from_raw_os_error(e as i32)))?.as_raw().into())
}

/// A signal by number; None for 0.
fn signal(v: &Value) -> R<Option<Signal>> {
    match arg::c_int(v)? {
        0 => Ok(None),
        n => match Signal::from_named_raw(n) {
            Some(s) => Ok(Some(s)),
            None if (32..=64).contains(&n) => {
                Err(not_implemented_error("real-time signals are not supported by Pausa"))
            }
            None => Err(system::os_error(Errno::INVAL)),
        },
    }
}

fn kill(vm: &mut Vm, args: &[Value]) -> R {
    use rustix::process as p;
    let (target, signal) = (arg::c_int(&args[0])?, signal(&args[1])?);
    let outcome = match (target, signal) {
        (0, Some(s)) => p::kill_current_process_group(s),
        (0, None) => p::test_kill_current_process_group(),
        (-1, _) => return Err(not_implemented_error("os.kill() of all processes is not supported by Pausa")),
        (n, s) => {
            let Some(pid) = n.checked_abs().and_then(Pid::from_raw) else {
                return Err(system::os_error(Errno::SRCH));
            };
            match s {
                Some(s) if n > 0 => p::kill_process(pid, s),
                Some(s) => p::kill_process_group(pid, s),
                None if n > 0 => p::test_kill_process(pid),
                None => p::test_kill_process_group(pid),
            }
        }
    };
    // It may have been sent to this very process.
    vm.attend_soon();
    done(outcome)
}

fn pidfd_open(_: &mut Vm, args: &[Value]) -> R {
    use rustix::process::{PidfdFlags, pidfd_open};
    let pid = Pid::from_raw(arg::c_int(&args[0])?).ok_or_else(|| system::os_error(Errno::INVAL))?;
    let flags = args[1].given().map_or(Ok(0), arg::c_int)?;
    let made = pidfd_open(pid, PidfdFlags::from_bits_retain(flags.cast_unsigned())).map_err(system::os_error)?;
    Ok(pausa_runtime::fd::insert(made).map_err(system::os_error)?.into())
}

fn killpg(_: &mut Vm, args: &[Value]) -> R {
    use rustix::process as p;
    let (group, signal) = (optional(&args[0])?, signal(&args[1])?);
    done(match (group, signal) {
        (None, Some(s)) => p::kill_current_process_group(s),
        (None, None) => p::test_kill_current_process_group(),
        (Some(g), Some(s)) => p::kill_process_group(g, s),
        (Some(g), None) => p::test_kill_process_group(g),
    })
}

fn nice(_: &mut Vm, args: &[Value]) -> R {
    Ok(rustix::process::nice(arg::c_int(&args[0])?).map_err(system::os_error)?.into())
}

fn getpriority(_: &mut Vm, args: &[Value]) -> R {
    use rustix::process as p;
    let outcome = match arg::c_int(&args[0])? {
        libc_prio::PROCESS => p::getpriority_process(optional(&args[1])?),
        libc_prio::GROUP => p::getpriority_pgrp(optional(&args[1])?),
        libc_prio::USER => p::getpriority_user(rustix::process::Uid::from_raw(arg::c_int(&args[1])?.cast_unsigned())),
        _ => Err(Errno::INVAL),
    };
    Ok(outcome.map_err(system::os_error)?.into())
}

fn setpriority(_: &mut Vm, args: &[Value]) -> R {
    use rustix::process as p;
    let priority = arg::c_int(&args[2])?;
    done(match arg::c_int(&args[0])? {
        libc_prio::PROCESS => p::setpriority_process(optional(&args[1])?, priority),
        libc_prio::GROUP => p::setpriority_pgrp(optional(&args[1])?, priority),
        libc_prio::USER => {
            p::setpriority_user(rustix::process::Uid::from_raw(arg::c_int(&args[1])?.cast_unsigned()), priority)
        }
        _ => Err(Errno::INVAL),
    })
}

/// `PRIO_*` as they are everywhere.
mod libc_prio {
    pub(super) const PROCESS: i32 = 0;
    pub(super) const GROUP: i32 = 1;
    pub(super) const USER: i32 = 2;
}

static TIMES: StructSpec = StructSpec {
    name: "times_result",
    module: "posix",
    doc: "times_result: Result from os.times().\n\nThis object may be accessed either as a tuple of\n  (user, system, children_user, children_system, elapsed),\nor via the attributes user, system, children_user, children_system,\nand elapsed.\n\nSee os.times for more information.",
    fields: &[
        ("user", "user time"),
        ("system", "system time"),
        ("children_user", "user time of children"),
        ("children_system", "system time of children"),
        ("elapsed", "elapsed time since an arbitrary point in the past"),
    ],
    visible: 5,
    constructible: true,
};

static UNAME: StructSpec = StructSpec {
    name: "uname_result",
    module: "posix",
    doc: "uname_result: Result from os.uname().\n\nThis object may be accessed either as a tuple of\n  (sysname, nodename, release, version, machine),\nor via the attributes sysname, nodename, release, version, and machine.\n\nSee os.uname for more information.",
    fields: &[
        ("sysname", "operating system name"),
        ("nodename", "name of machine on network (implementation-defined)"),
        ("release", "operating system release"),
        ("version", "operating system version"),
        ("machine", "hardware identifier"),
    ],
    visible: 5,
    constructible: true,
};

/// The classes that the module shows.
pub(super) fn classes() -> [(&'static str, TypeRef); 2] {
    [("times_result", structseq::class(&TIMES)), ("uname_result", structseq::class(&UNAME))]
}

fn times(_: &mut Vm, _: &[Value]) -> R {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = |who| getrusage(who).map_err(|e| system::os_error(Errno::from_raw_os_error(e as i32)));
    let seconds = |t: nix::sys::time::TimeVal| {
        // The system counts in ticks of a hundredth of a second here.
        let hundredths = t.tv_sec() * 100 + t.tv_usec() / 10_000;
        Value::from(hundredths as f64 / 100.0)
    };
    let (own, children) = (usage(UsageWho::RUSAGE_SELF)?, usage(UsageWho::RUSAGE_CHILDREN)?);
    let elapsed = pausa_runtime::clock::Clock::Monotonic.now() / 10_000_000;
    let fields = vec![
        seconds(own.user_time()),
        seconds(own.system_time()),
        seconds(children.user_time()),
        seconds(children.system_time()),
        (elapsed as f64 / 100.0).into(),
    ];
    Ok(structseq::make(&structseq::class(&TIMES), fields))
}

fn uname(_: &mut Vm, _: &[Value]) -> R {
    let u = rustix::system::uname();
    let fields = [u.sysname(), u.nodename(), u.release(), u.version(), u.machine()];
    Ok(structseq::make(&structseq::class(&UNAME), fields.map(|c| system::decode(c.to_bytes())).into()))
}

fn run_command(_: &mut Vm, args: &[Value]) -> R {
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::process::ExitStatusExt;
    let command = Target::new("system", "command", &args[0])?;
    let outcome = std::process::Command::new("/bin/sh")
        .arg("-c")
        .arg(std::ffi::OsString::from_vec(command.path))
        .env_clear()
        .envs(pausa_runtime::env::all())
        .status();
    match outcome {
        Ok(status) => Ok(status.into_raw().into()),
        Err(e) => Err(system::os_error(system::errno_of(&e))),
    }
}

/// Bytes that end where C wants them to.
fn c_string(bytes: Vec<u8>) -> R<std::ffi::CString> {
    std::ffi::CString::new(bytes).map_err(|_| value_error("embedded null byte"))
}

/// The list of a program's arguments.
fn arguments(function: &str, v: &Value) -> R<Vec<std::ffi::CString>> {
    let items = match (v.downcast::<List>(), v.downcast::<Tuple>()) {
        (Some(list), _) => list.items().clone(),
        (_, Some(tuple)) => tuple.items().to_vec(),
        _ if function == "execve" => return Err(type_error("execve: argv must be a tuple or list")),
        _ => return Err(type_error(format!("{function}() arg 2 must be a tuple or list"))),
    };
    if items.is_empty() {
        let what = if function == "execve" { "execve: argv" } else { "execv() arg 2" };
        return Err(value_error(format!("{what} must not be empty")));
    }
    let list = items.iter().map(|v| c_string(system::path(v)?)).collect::<R<Vec<_>>>()?;
    if list.first().is_some_and(|first| first.is_empty()) {
        let what = if function == "execve" { "execve: argv" } else { "execv() arg 2" };
        return Err(value_error(format!("{what} first element cannot be empty")));
    }
    Ok(list)
}

fn execute(_: &mut Vm, function: &str, path: &Value, argv: &Value, environment: Option<Vec<Vec<u8>>>) -> R {
    use std::os::unix::ffi::OsStringExt;
    let target = Target::new(function, "path", path)?;
    let argv = arguments(function, argv)?;
    let environment = environment.unwrap_or_else(|| {
        let all = pausa_runtime::env::all();
        all.into_iter().map(|(name, value)| [name.into_vec(), value.into_vec()].join(&b'=')).collect()
    });
    let environment = environment.into_iter().map(c_string).collect::<R<Vec<_>>>()?;
    let path = c_string(target.path.clone())?;
    // It only returns if it fails.
    let Err(e) = nix::unistd::execve(&path, &argv, &environment);
    Err(target.error(Errno::from_raw_os_error(e as i32)))
}

/// An environment that is a plain dict is taken as it is; of others the prelude makes one.
fn execve(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[2].exact::<Dict>().is_some() {
        return execute_with(vm, args).map(Next::Value);
    }
    Ok(Next::call(vm.prelude("posix_execve")?, args.iter().cloned()))
}

fn execute_with(vm: &mut Vm, args: &[Value]) -> R {
    let Some(table) = args[2].downcast::<Dict>() else {
        return Err(type_error("execve: environment must be a mapping object"));
    };
    let mut environment = Vec::new();
    for (name, value) in table.pairs() {
        let name = system::path(&name)?;
        if name.is_empty() || name.contains(&b'=') {
            return Err(value_error("illegal environment variable name"));
        }
        environment.push([name, system::path(&value)?].join(&b'='));
    }
    execute(vm, "execve", &args[0], &args[1], Some(environment))
}

fn cpu_count(_: &mut Vm, _: &[Value]) -> R {
    let online = nix::unistd::sysconf(nix::unistd::SysconfVar::_NPROCESSORS_ONLN).ok().flatten();
    Ok(online.filter(|n| *n > 0).map_or(Value::NONE, Value::from))
}

fn sched_yield(_: &mut Vm, _: &[Value]) -> R {
    rustix::thread::sched_yield();
    Ok(Value::NONE)
}

fn getaffinity(_: &mut Vm, args: &[Value]) -> R {
    let set = rustix::thread::sched_getaffinity(optional(&args[0])?).map_err(system::os_error)?;
    let mut table = pausa_vm::object::SetTable::default();
    for n in (0..rustix::thread::CpuSet::MAX_CPU).filter(|n| set.is_set(*n)) {
        pausa_vm::ops::set_add(&mut table, &n.into())?;
    }
    Ok(pausa_vm::object::Set::from_table(table).into())
}

fn getloadavg(_: &mut Vm, _: &[Value]) -> R {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let numbers: Vec<Value> =
        text.split_whitespace().take(3).filter_map(|n| n.parse::<f64>().ok()).map(Value::from).collect();
    if numbers.len() < 3 {
        return Err(pausa_vm::Exc::msg(pausa_vm::ExcKind::OSError, "Load averages are unobtainable"));
    }
    Ok(Tuple::from_vec(numbers).into())
}

macro_rules! variables {
    ($($name:literal $number:ident $variable:ident)*) => {
        /// What `sysconf` can tell: name, number, and the variable.
        const VARIABLES: &[(&str, i32, nix::unistd::SysconfVar)] =
            &[$(($name, libc::$number, nix::unistd::SysconfVar::$variable)),*];
    };
}

variables! {
    "SC_ARG_MAX" _SC_ARG_MAX ARG_MAX
    "SC_ATEXIT_MAX" _SC_ATEXIT_MAX ATEXIT_MAX
    "SC_AVPHYS_PAGES" _SC_AVPHYS_PAGES _AVPHYS_PAGES
    "SC_CHILD_MAX" _SC_CHILD_MAX CHILD_MAX
    "SC_CLK_TCK" _SC_CLK_TCK CLK_TCK
    "SC_IOV_MAX" _SC_IOV_MAX IOV_MAX
    "SC_JOB_CONTROL" _SC_JOB_CONTROL _POSIX_JOB_CONTROL
    "SC_LINE_MAX" _SC_LINE_MAX LINE_MAX
    "SC_LOGIN_NAME_MAX" _SC_LOGIN_NAME_MAX LOGIN_NAME_MAX
    "SC_NGROUPS_MAX" _SC_NGROUPS_MAX NGROUPS_MAX
    "SC_NPROCESSORS_CONF" _SC_NPROCESSORS_CONF _NPROCESSORS_CONF
    "SC_NPROCESSORS_ONLN" _SC_NPROCESSORS_ONLN _NPROCESSORS_ONLN
    "SC_OPEN_MAX" _SC_OPEN_MAX OPEN_MAX
    "SC_PAGESIZE" _SC_PAGESIZE PAGE_SIZE
    "SC_PAGE_SIZE" _SC_PAGESIZE PAGE_SIZE
    "SC_PHYS_PAGES" _SC_PHYS_PAGES _PHYS_PAGES
    "SC_RE_DUP_MAX" _SC_RE_DUP_MAX RE_DUP_MAX
    "SC_SEM_NSEMS_MAX" _SC_SEM_NSEMS_MAX SEM_NSEMS_MAX
    "SC_STREAM_MAX" _SC_STREAM_MAX STREAM_MAX
    "SC_SYMLOOP_MAX" _SC_SYMLOOP_MAX SYMLOOP_MAX
    "SC_TTY_NAME_MAX" _SC_TTY_NAME_MAX TTY_NAME_MAX
    "SC_TZNAME_MAX" _SC_TZNAME_MAX TZNAME_MAX
    "SC_VERSION" _SC_VERSION _POSIX_VERSION
}

/// `sysconf_names`
pub(super) fn sysconf_names() -> R {
    let names = Dict::new();
    for (name, number, _) in VARIABLES {
        names.insert_str(name, Value::from(*number));
    }
    Ok(names.into())
}

fn sysconf(_: &mut Vm, args: &[Value]) -> R {
    let row = if let Some(name) = args[0].downcast::<Str>() {
        let row = VARIABLES.iter().find(|row| row.0.as_bytes() == name.bytes());
        row.ok_or_else(|| value_error("unrecognized configuration name"))?
    } else if args[0].is_int() {
        let number = arg::c_int(&args[0])?;
        VARIABLES.iter().find(|row| row.1 == number).ok_or_else(|| system::os_error(Errno::INVAL))?
    } else {
        return Err(type_error("configuration names must be strings or integers"));
    };
    match nix::unistd::sysconf(row.2) {
        Ok(value) => Ok(value.unwrap_or(-1).into()),
        Err(e) => Err(system::os_error(Errno::from_raw_os_error(e as i32))),
    }
}
