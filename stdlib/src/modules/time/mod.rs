//! `time`: clocks, waiting, and times taken apart.
//!
//! * `seconds`: seconds as arguments;
//! * `parts`: `struct_time`, and the functions on it.

mod parts;
pub(crate) mod seconds;

use pausa_runtime::clock::{self, Clock};
use pausa_vm::exc::value_error;
use pausa_vm::native::{Args, Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Module, Str};
use pausa_vm::thread::{Events, Park};
use pausa_vm::{Obj, R, Value, Vm};
use rustix::io::Errno;
use rustix::time::{ClockId, Timespec};

use crate::modules::{arg, namespace, system};
use seconds::{Rounding, nanoseconds, needs_index};

/// `time`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    defs: DEFS,
    init,
};

static DEFS: &[Def] = &[
    pure(
        "asctime(tuple=<absent>, /)",
        parts::asctime,
        "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.",
    ),
    pure(
        "clock_getres(clk_id: index, /)",
        clock_getres,
        "Return the resolution (precision) of the specified clock clk_id.",
    ),
    pure(
        "clock_gettime(clk_id: index, /)",
        |_, a| Ok(in_seconds(clock_now(&a[0])?)),
        "Return the time of the specified clock clk_id as a float.",
    ),
    pure(
        "clock_gettime_ns(clk_id: index, /)",
        |_, a| Ok(clock_now(&a[0])?.into()),
        "Return the time of the specified clock clk_id as nanoseconds (int).",
    ),
    pure(
        "clock_settime(clk_id: index, time: float, /)",
        |_, a| {
            let t = nanoseconds(&a[1], Rounding::Floor)?;
            clock_set(&a[0], t)
        },
        "Set the time of the specified clock clk_id.",
    ),
    pure(
        "clock_settime_ns(clk_id: index, time: index, /)",
        |_, a| {
            let t = arg::c_long(&a[1])?;
            clock_set(&a[0], t)
        },
        "Set the time of the specified clock clk_id with nanoseconds.",
    ),
    tail(
        "ctime(seconds=None, /)",
        parts::ctime,
        "Convert a time in seconds since the Epoch to a string in local time.",
    ),
    pure("get_clock_info(name, /)", get_clock_info, "Get information of the specified clock."),
    tail(
        "gmtime(seconds=None, /)",
        parts::gmtime,
        "Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT).",
    ),
    tail(
        "localtime(seconds=None, /)",
        parts::localtime,
        "Convert seconds since the Epoch to a time tuple expressing local time.",
    ),
    pure("mktime(tuple, /)", parts::mktime, "Convert a time tuple in local time to seconds since the Epoch."),
    pure("monotonic()", |_, _| Ok(in_seconds(Clock::Monotonic.look())), "Monotonic clock, cannot go backward."),
    pure(
        "monotonic_ns()",
        |_, _| Ok(Clock::Monotonic.look().into()),
        "Monotonic clock, cannot go backward, as nanoseconds.",
    ),
    pure("perf_counter()", |_, _| Ok(in_seconds(Clock::Monotonic.look())), "Performance counter for benchmarking."),
    pure(
        "perf_counter_ns()",
        |_, _| Ok(Clock::Monotonic.look().into()),
        "Performance counter for benchmarking as nanoseconds.",
    ),
    pure(
        "process_time()",
        |_, _| Ok(in_seconds(Clock::Process.look())),
        "Process time for profiling: sum of the kernel and user-space CPU time.",
    ),
    pure("process_time_ns()", |_, _| Ok(Clock::Process.look().into()), "Process time for profiling as nanoseconds."),
    tail("sleep(seconds, /)", sleep, "Delay execution for a given number of seconds."),
    pure(
        "strftime(format, tuple=<absent>, /)",
        parts::strftime,
        "Convert a time tuple to a string according to a format specification.",
    ),
    tail(
        "strptime(string, format='%a %b %d %H:%M:%S %Y', /)",
        strptime,
        "Parse a string to a time tuple according to a format specification.",
    ),
    pure(
        "thread_time()",
        |_, _| Ok(in_seconds(Clock::Thread.look())),
        "Thread time for profiling: sum of the kernel and user-space CPU time.",
    ),
    pure("thread_time_ns()", |_, _| Ok(Clock::Thread.look().into()), "Thread time for profiling as nanoseconds."),
    pure("time()", |_, _| Ok(in_seconds(Clock::Real.look())), "Return the current time in seconds since the Epoch."),
    pure("time_ns()", |_, _| Ok(Clock::Real.look().into()), "Return the current time in nanoseconds since the Epoch."),
    pure("tzset()", parts::tzset, "Initialize the local timezone from the environment variable TZ."),
];

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    for (name, id) in CLOCKS {
        m.dict.insert_str(name, Value::from(*id as i32));
    }
    m.dict.insert_str("_STRUCT_TM_ITEMS", 11.into());
    m.dict.insert_str("struct_time", parts::class().into());
    parts::set_zone(vm, &m.dict);
    Ok(())
}

const CLOCKS: &[(&str, ClockId)] = &[
    ("CLOCK_REALTIME", ClockId::Realtime),
    ("CLOCK_MONOTONIC", ClockId::Monotonic),
    ("CLOCK_PROCESS_CPUTIME_ID", ClockId::ProcessCPUTime),
    ("CLOCK_THREAD_CPUTIME_ID", ClockId::ThreadCPUTime),
    #[cfg(target_os = "linux")]
    ("CLOCK_MONOTONIC_RAW", ClockId::MonotonicRaw),
    #[cfg(target_os = "linux")]
    ("CLOCK_BOOTTIME", ClockId::Boottime),
];

/// Nanoseconds as a float of seconds.
fn in_seconds(nanoseconds: i64) -> Value {
    // Apart, so that whole and half seconds are exact even since 1970.
    let (seconds, rest) = (nanoseconds.div_euclid(1_000_000_000), nanoseconds.rem_euclid(1_000_000_000));
    (seconds as f64 + rest as f64 / 1e9).into()
}

fn clock_id(v: &Value) -> R<ClockId> {
    let number = arg::c_int(v)?;
    let known = CLOCKS.iter().find(|(_, id)| *id as i32 == number);
    known.map(|(_, id)| *id).ok_or_else(|| system::os_error(Errno::INVAL))
}

fn as_nanoseconds(t: Timespec) -> i64 {
    t.tv_sec.saturating_mul(1_000_000_000).saturating_add(t.tv_nsec)
}

fn clock_now(id: &Value) -> R<i64> {
    Ok(match clock_id(id)? {
        ClockId::Realtime => Clock::Real.look(),
        ClockId::ProcessCPUTime => Clock::Process.look(),
        ClockId::ThreadCPUTime => Clock::Thread.look(),
        // The others differ from it in what they do while the system is suspended, or adjusted.
        _ if clock::is_virtual() => Clock::Monotonic.look(),
        other => as_nanoseconds(rustix::time::clock_gettime(other)),
    })
}

fn clock_getres(_: &mut Vm, args: &[Value]) -> R {
    Ok(in_seconds(as_nanoseconds(rustix::time::clock_getres(clock_id(&args[0])?))))
}

fn clock_set(id: &Value, nanoseconds: i64) -> R {
    let time =
        Timespec { tv_sec: nanoseconds.div_euclid(1_000_000_000), tv_nsec: nanoseconds.rem_euclid(1_000_000_000) };
    rustix::time::clock_settime(clock_id(id)?, time).map_err(system::os_error)?;
    Ok(Value::NONE)
}

fn get_clock_info(vm: &mut Vm, args: &[Value]) -> R {
    let Some(name) = args[0].downcast::<Str>() else {
        return Err(arg::wrong("get_clock_info() argument 1", "str", &args[0]));
    };
    let (clock, function) = match name.bytes() {
        b"time" => (Clock::Real, "CLOCK_REALTIME"),
        b"monotonic" | b"perf_counter" => (Clock::Monotonic, "CLOCK_MONOTONIC"),
        b"process_time" => (Clock::Process, "CLOCK_PROCESS_CPUTIME_ID"),
        b"thread_time" => (Clock::Thread, "CLOCK_THREAD_CPUTIME_ID"),
        _ => return Err(value_error("unknown clock")),
    };
    let attributes = vec![
        ("implementation", format!("clock_gettime({function})").into()),
        ("monotonic", Value::bool(clock != Clock::Real)),
        ("adjustable", Value::bool(clock == Clock::Real)),
        ("resolution", in_seconds(clock.resolution())),
    ];
    Ok(namespace::make(vm, attributes))
}

fn sleep(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if let Some(next) = needs_index(vm, DEFS, "sleep", args)? {
        return Ok(next);
    }
    let duration = nanoseconds(&args[0], Rounding::Ceiling)?;
    if duration < 0 {
        return Err(value_error("sleep length must be non-negative"));
    }
    // Others have their turn even if there is nothing to wait for.
    Ok(wait(Clock::Monotonic.now().saturating_add(duration)))
}

/// Parks the thread for this time.
fn wait(end: i64) -> Next {
    let park = Park {
        what: Value::NONE,
        events: Events::None,
        until: Some(end),
        again: &SLEEP_UNTIL,
        args: Args::from_iter([end.into()]),
    };
    Next::Park(Box::new(park))
}

/// Sleeps; when a signal comes, its handler runs and the sleep goes on.
fn sleep_until(vm: &mut Vm, end: i64) -> R<Next> {
    if Clock::Monotonic.now() >= end {
        return Ok(Next::Value(Value::NONE));
    }
    if system::is_signalled(vm) {
        return system::call_again(vm, &SLEEP_UNTIL, "time", &[end.into()]);
    }
    Ok(wait(end))
}

static SLEEP_UNTIL: Def = tail("sleep(end)", |vm, a| sleep_until(vm, arg::c_long(&a[0])?), "");

fn strptime(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let format = args[1].given().cloned().unwrap_or_else(|| "%a %b %d %H:%M:%S %Y".into());
    Ok(Next::call(vm.prelude("time_strptime")?, [args[0].clone(), format]))
}
