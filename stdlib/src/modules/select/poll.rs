//! `poll` objects: which descriptors to wait for, and for what.

use std::cell::RefCell;

use pausa_vm::exc::{key_error, overflow_error};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, tail, this};
use pausa_vm::object::{List, Tuple, TypeFlags};
use pausa_vm::{R, Value, Vm};
use rustix::event::PollFlags;
use rustix::io::Errno;

use super::{Waited, end_from, end_of, end_value, go_on, wait, with_fileno};
use crate::modules::{arg, system};

/// The descriptors in the order in which they came.
pub(super) struct Poll {
    wanted: RefCell<Vec<(i32, PollFlags)>>,
}

impl Payload for Poll {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `select.poll`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "poll",
    module: "select",
    layout: Poll::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[REGISTER, MODIFY, UNREGISTER, POLL],
};

const REGISTER: Def = tail(
    "register(self, fd, eventmask: index=7, /)",
    |vm, a| {
        static AGAIN: Def = REGISTER;
        let Some(number) = number(&a[1])? else {
            return with_fileno(vm, &AGAIN, a);
        };
        let flags = flags(a[2].given())?;
        let mut wanted = this::<Poll>(a)?.wanted.borrow_mut();
        match wanted.iter_mut().find(|(n, _)| *n == number) {
            Some(row) => row.1 = flags,
            None => wanted.push((number, flags)),
        }
        Ok(Next::Value(Value::NONE))
    },
    "Register a file descriptor with the polling object.",
);

const MODIFY: Def = tail(
    "modify(self, fd, eventmask: index, /)",
    |vm, a| {
        static AGAIN: Def = MODIFY;
        let Some(number) = number(&a[1])? else {
            return with_fileno(vm, &AGAIN, a);
        };
        let flags = flags(Some(&a[2]))?;
        match this::<Poll>(a)?.wanted.borrow_mut().iter_mut().find(|(n, _)| *n == number) {
            Some(row) => row.1 = flags,
            None => return Err(system::os_error(Errno::NOENT)),
        }
        Ok(Next::Value(Value::NONE))
    },
    "Modify an already registered file descriptor.",
);

const UNREGISTER: Def = tail(
    "unregister(self, fd, /)",
    |vm, a| {
        static AGAIN: Def = UNREGISTER;
        let Some(number) = number(&a[1])? else {
            return with_fileno(vm, &AGAIN, a);
        };
        let mut wanted = this::<Poll>(a)?.wanted.borrow_mut();
        let Some(place) = wanted.iter().position(|(n, _)| *n == number) else {
            return Err(key_error(a[1].clone()));
        };
        wanted.remove(place);
        Ok(Next::Value(Value::NONE))
    },
    "Remove a file descriptor being tracked by the polling object.",
);

const POLL: Def = tail(
    "poll(self, timeout=None, /)",
    |vm, a| {
        let end = end_of(&a[1], 1_000_000, "timeout must be an integer or None")?;
        poll_until(vm, a, end)
    },
    "Polls the set of registered file descriptors.",
);

static POLL_UNTIL: Def = tail(
    "poll(self, end, /)",
    |vm, a| {
        let end = end_from(&a[1])?;
        poll_until(vm, a, end)
    },
    "",
);

/// `select.poll()`
pub(super) fn make(vm: &mut Vm, _: &[Value]) -> R {
    Ok(vm.new_native(Poll { wanted: RefCell::default() })?.into())
}

/// A descriptor that is given as a number; None for what user code has to be asked about.
pub(super) fn number(v: &Value) -> R<Option<i32>> {
    match v.as_i64() {
        Some(n) if n >= 0 => arg::c_int(v).map(Some),
        _ => Ok(None),
    }
}

fn flags(v: Option<&Value>) -> R<PollFlags> {
    let Some(v) = v else {
        return Ok(PollFlags::IN | PollFlags::PRI | PollFlags::OUT);
    };
    match v.as_i64() {
        Some(n) if n < 0 => Err(pausa_vm::exc::value_error("value must be positive")),
        Some(n) => u16::try_from(n)
            .map(PollFlags::from_bits_retain)
            .map_err(|_| overflow_error("Python int too large for C unsigned short")),
        None => Err(overflow_error("Python int too large for C unsigned short")),
    }
}

fn poll_until(vm: &mut Vm, args: &[Value], end: Option<i64>) -> R<Next> {
    let wanted = this::<Poll>(args)?.wanted.borrow().clone();
    let ready = match wait(vm, &wanted, end)? {
        Waited::Ready(ready) => ready,
        other => return go_on(vm, other, &wanted, &POLL_UNTIL, &[args[0].clone(), end_value(end)], end),
    };
    let found = wanted.iter().zip(ready).filter(|(_, flags)| !flags.is_empty());
    let rows = found
        .map(|((number, _), flags)| Tuple::from_vec(vec![(*number).into(), i32::from(flags.bits()).into()]).into());
    Ok(Next::Value(List::from_vec(rows.collect()).into()))
}
