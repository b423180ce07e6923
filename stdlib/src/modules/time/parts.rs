//! `struct_time`, and the functions that make and read it.

use std::os::unix::ffi::OsStringExt;

use pausa_runtime::clock::Clock;
use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::native::Next;
use pausa_vm::object::{Dict, Str, Tuple, TypeRef};
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Exc, R, Value, Vm};
use rustix::io::Errno;

use super::seconds::{needs_index, whole};
use crate::modules::{arg, system};
use crate::time::{self as calendar, Tm, Zone};

static STRUCT_TIME: StructSpec = StructSpec {
    name: "struct_time",
    module: "time",
    doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.",
    fields: &[
        ("tm_year", "year, for example, 1993"),
        ("tm_mon", "month of year, range [1, 12]"),
        ("tm_mday", "day of month, range [1, 31]"),
        ("tm_hour", "hours, range [0, 23]"),
        ("tm_min", "minutes, range [0, 59]"),
        ("tm_sec", "seconds, range [0, 61])"),
        ("tm_wday", "day of week, range [0, 6], Monday is 0"),
        ("tm_yday", "day of year, range [1, 366]"),
        ("tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"),
        ("tm_zone", "abbreviation of timezone name"),
        ("tm_gmtoff", "offset from UTC in seconds"),
    ],
    visible: 9,
    constructible: true,
};

/// The class `struct_time`.
pub(super) fn class() -> TypeRef {
    structseq::class(&STRUCT_TIME)
}

fn make(tm: &Tm) -> Value {
    let numbers = [tm.month, tm.day, tm.hour, tm.minute, tm.second, tm.weekday, tm.yearday, tm.isdst];
    let mut fields = vec![Value::from(tm.year)];
    fields.extend(numbers.map(Value::from));
    fields.push(tm.zone.as_deref().map_or(Value::NONE, |zone| Str::from_wtf8(zone).into()));
    fields.push(tm.gmtoff.map_or(Value::NONE, Value::from));
    structseq::make(&class(), fields)
}

/// The local zone.
#[derive(Default)]
struct Local(Option<Zone>);

fn zone(vm: &mut Vm) -> &Zone {
    let local = &mut vm.state::<Local>().0;
    local.get_or_insert_with(|| {
        let variable = pausa_runtime::env::get("TZ").map(OsStringExt::into_vec);
        Zone::from_variable(variable.as_deref())
    })
}

/// Sets `tzname` and its siblings.
pub(super) fn set_zone(vm: &mut Vm, dict: &Dict) {
    let names = zone(vm).names(Clock::Real.look() / 1_000_000_000);
    let tzname = names.tzname.iter().map(|n| Str::from_wtf8(n).into()).collect();
    arg::put(
        dict,
        [
            ("timezone", names.timezone.into()),
            ("altzone", names.altzone.into()),
            ("daylight", i32::from(names.daylight).into()),
            ("tzname", Tuple::from_vec(tzname).into()),
        ],
    );
}

pub(super) fn tzset(vm: &mut Vm, _: &[Value]) -> R {
    vm.state::<Local>().0 = None;
    if let Some(m) = vm.modules.get_str("time").and_then(|v| v.cast::<pausa_vm::object::Module>()) {
        set_zone(vm, &m.dict);
    }
    Ok(Value::NONE)
}

#[cold]
fn error(e: calendar::Error) -> Exc {
    match e {
        calendar::Error::Value(text) => value_error(text),
        calendar::Error::Overflow(text) => overflow_error(text),
        calendar::Error::TooLarge => system::os_error(Errno::OVERFLOW),
    }
}

/// The seconds of an optional argument, the current time if there are none; or a call that has to be made first.
fn seconds(vm: &mut Vm, args: &[Value], name: &str) -> R<Result<i64, Next>> {
    if arg::some(&args[0]).is_none() {
        return Ok(Ok(Clock::Real.look().div_euclid(1_000_000_000)));
    }
    match needs_index(vm, super::DEFS, name, args)? {
        Some(next) => Ok(Err(next)),
        None => Ok(Ok(whole(&args[0])?)),
    }
}

pub(super) fn gmtime(vm: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(match seconds(vm, args, "gmtime")? {
        Ok(s) => Next::Value(make(&calendar::gmtime(s).map_err(error)?)),
        Err(next) => next,
    })
}

pub(super) fn localtime(vm: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(match seconds(vm, args, "localtime")? {
        Ok(s) => Next::Value(make(&zone(vm).localtime(s).map_err(error)?)),
        Err(next) => next,
    })
}

pub(super) fn ctime(vm: &mut Vm, args: &[Value]) -> R<Next> {
    Ok(match seconds(vm, args, "ctime")? {
        Ok(s) => Next::Value(calendar::asctime(&zone(vm).localtime(s).map_err(error)?).into()),
        Err(next) => next,
    })
}

/// A tuple's fields.
fn parts(v: &Value, function: &str) -> R<Tm> {
    let Some(tuple) = v.downcast::<Tuple>() else {
        return Err(type_error("Tuple or struct_time argument required"));
    };
    let items = tuple.items();
    let is_struct = class_of(v).is_subtype_of(&class());
    if items.len() != 9 {
        return Err(type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0; 9];
    for (n, v) in numbers.iter_mut().zip(items) {
        if !v.is_int() {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
        *n = arg::c_int(v)?;
    }
    let [year, month, day, hour, minute, second, weekday, yearday, isdst] = numbers;
    let mut tm =
        Tm { year: year.into(), month, day, hour, minute, second, weekday, yearday, isdst, zone: None, gmtoff: None };
    if is_struct {
        tm.zone = structseq::field_of(v, 9).downcast::<Str>().map(|s| s.bytes().to_vec());
        tm.gmtoff = structseq::field_of(v, 10).as_i64().and_then(|n| i32::try_from(n).ok());
    }
    Ok(tm)
}

/// The fields of an argument, which were checked; local time if there is none.
fn checked(vm: &mut Vm, v: &Value, function: &str) -> R<Tm> {
    match v.given() {
        Some(v) => calendar::check(&parts(v, function)?).map_err(error),
        None => zone(vm).localtime(Clock::Real.look().div_euclid(1_000_000_000)).map_err(error),
    }
}

pub(super) fn mktime(vm: &mut Vm, args: &[Value]) -> R {
    let tm = parts(&args[0], "mktime")?;
    Ok((zone(vm).mktime(&tm) as f64).into())
}

pub(super) fn asctime(vm: &mut Vm, args: &[Value]) -> R {
    Ok(calendar::asctime(&checked(vm, &args[0], "asctime")?).into())
}

pub(super) fn strftime(vm: &mut Vm, args: &[Value]) -> R {
    let Some(format) = args[0].downcast::<Str>() else {
        return Err(arg::wrong("strftime() argument 1", "str", &args[0]));
    };
    let tm = checked(vm, &args[1], "strftime")?;
    let now = Clock::Real.look().div_euclid(1_000_000_000);
    let mut out = Vec::new();
    calendar::strftime(format.bytes(), &tm, zone(vm), now, &mut out);
    Ok(Str::from_wtf8(&out).into())
}
