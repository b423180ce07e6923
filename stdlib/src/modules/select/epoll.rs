//! `epoll` objects, which Linux has.

use std::cell::Cell;
use std::os::fd::AsFd;

use pausa_runtime::clock::Clock;
use pausa_runtime::fd::{self, Fd};
use pausa_runtime::io as runtime_io;
use pausa_vm::exc::value_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::{List, Module, Tuple, TypeFlags};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm};
use rustix::event::{PollFlags, epoll};
use rustix::io::Errno;

use super::poll::number;
use super::{Waited, end_from, end_of, end_value, go_on, with_fileno};
use crate::modules::{arg, system};

/// An epoll descriptor of the program; -1 when it is closed.
struct Epoll {
    number: Cell<i32>,
}

impl Payload for Epoll {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

impl Drop for Epoll {
    fn drop(&mut self) {
        if self.number.get() >= 0 {
            // It may have been closed by its number.
            let _ = fd::close(self.number.get());
        }
    }
}

/// `select.epoll`
static SPEC: TypeSpec = TypeSpec {
    name: "epoll",
    module: "select",
    layout: Epoll::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "select.epoll(sizehint=-1, flags=0)\n\nReturns an epolling object\n\n  sizehint\n    The expected number of events to be registered.  It must be positive,\n    or -1 to use the default.  It is only used on older systems where\n    epoll_create1() is not available; otherwise it has no effect (though its\n    value is still checked).\n  flags\n    Deprecated and completely ignored.  However, when supplied, its value\n    must be 0 or select.EPOLL_CLOEXEC, otherwise OSError is raised.",
    defs: &[
        pure("__new__(cls, sizehint: index=-1, flags: index=0)", new, "").constructor(),
        pure("fromfd(cls, fd: index, /)", from_fd, "Create an epoll object from a given control file descriptor.")
            .class_method(),
        pure("close(self, /)", close, "Close the epoll control file descriptor."),
        pure("__enter__(self, /)", |_, a| control(a).map(|_| a[0].clone()), ""),
        pure("__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", close, ""),
        getter(
            "closed(self, /)",
            |_, a| Ok(Value::bool(this::<Epoll>(a)?.number.get() < 0)),
            "True if the epoll handler is closed",
        ),
        pure(
            "fileno(self, /)",
            |_, a| control(a).and_then(|_| Ok(this::<Epoll>(a)?.number.get().into())),
            "Return the epoll control file descriptor.",
        ),
        REGISTER,
        MODIFY,
        UNREGISTER,
        tail(
            "poll(self, timeout=None, maxevents: index=-1)",
            poll,
            "Wait for events on the epoll file descriptor.\n\n  timeout\n    the maximum time to wait in seconds (as float);\n    a timeout of None or -1 makes poll wait indefinitely\n  maxevents\n    the maximum number of events returned; -1 means no limit\n\nReturns a list containing any descriptors that have events to report,\nas a list of (fd, events) 2-tuples.",
        ),
    ],
};

macro_rules! flags {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as u32)),*] };
}

const FLAGS: &[(&str, u32)] = flags! {
    EPOLLIN EPOLLOUT EPOLLPRI EPOLLERR EPOLLHUP EPOLLRDHUP EPOLLET EPOLLONESHOT EPOLLEXCLUSIVE EPOLLRDNORM EPOLLRDBAND
    EPOLLWRNORM EPOLLWRBAND EPOLLMSG EPOLL_CLOEXEC
};

/// Adds the class and its flags.
pub(super) fn fill(vm: &mut Vm, m: &Obj<Module>) {
    for (name, number) in FLAGS {
        m.dict.insert_str(name, i64::from(*number).into());
    }
    let class = define(&SPEC, None);
    vm.register_native_type::<Epoll>(class.clone());
    m.dict.insert_str("epoll", class.into());
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let size = a[1].given().map_or(Ok(-1), arg::c_int)?;
    if size < -1 || size == 0 {
        return Err(value_error("negative sizehint"));
    }
    let flags = a[2].given().map_or(Ok(0), arg::c_int)?;
    if flags != 0 && flags != libc::EPOLL_CLOEXEC {
        return Err(system::os_error(Errno::INVAL));
    }
    let made = epoll::create(epoll::CreateFlags::CLOEXEC).map_err(system::os_error)?;
    let number = fd::insert(made).map_err(system::os_error)?;
    Ok(new_with_type(&class_arg(a)?, Epoll { number: Cell::new(number) }).into())
}

fn from_fd(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, Epoll { number: Cell::new(arg::c_int(&a[1])?) }).into())
}

/// The open descriptor of the receiver.
fn control(a: &[Value]) -> R<Fd> {
    let number = this::<Epoll>(a)?.number.get();
    if number < 0 {
        return Err(value_error("I/O operation on closed epoll object"));
    }
    fd::get(number).map_err(system::os_error)
}

fn close(_: &mut Vm, a: &[Value]) -> R {
    let number = this::<Epoll>(a)?.number.replace(-1);
    if number >= 0 {
        fd::close(number).map_err(system::os_error)?;
    }
    Ok(Value::NONE)
}

fn event_flags(v: Option<&Value>) -> R<epoll::EventFlags> {
    let Some(v) = v else {
        return Ok(epoll::EventFlags::IN | epoll::EventFlags::PRI | epoll::EventFlags::OUT);
    };
    let bits = v.as_i64().and_then(|n| u32::try_from(n & 0xffff_ffff).ok());
    Ok(epoll::EventFlags::from_bits_retain(
        bits.ok_or_else(|| pausa_vm::exc::overflow_error("Python int too large to convert to C unsigned int"))?,
    ))
}

/// A change of what is waited for: the descriptor and the flags.
fn change(
    vm: &mut Vm,
    again: &'static Def,
    a: &[Value],
    make: fn(&Fd, &Fd, epoll::EventData, epoll::EventFlags) -> Result<(), Errno>,
) -> R<Next> {
    let control = control(a)?;
    let Some(number) = number(&a[1])? else {
        return with_fileno(vm, again, a);
    };
    let flags = event_flags(a.get(2).and_then(Value::given))?;
    let target = fd::get(number).map_err(system::os_error)?;
    let data = epoll::EventData::new_u64(number.unsigned_abs().into());
    make(&control, &target, data, flags).map_err(system::os_error)?;
    Ok(Next::Value(Value::NONE))
}

const REGISTER: Def = tail(
    "register(self, fd, eventmask: index=7)",
    |vm, a| {
        static AGAIN: Def = REGISTER;
        change(vm, &AGAIN, a, |e, target, data, flags| epoll::add(e, target, data, flags))
    },
    "Registers a new fd or raises an OSError if the fd is already registered.\n\n  fd\n    the target file descriptor of the operation\n  eventmask\n    a bit set composed of the various EPOLL constants\n\nThe epoll interface supports all file descriptors that support poll.",
);

const MODIFY: Def = tail(
    "modify(self, fd, eventmask: index)",
    |vm, a| {
        static AGAIN: Def = MODIFY;
        change(vm, &AGAIN, a, |e, target, data, flags| epoll::modify(e, target, data, flags))
    },
    "Modify event mask for a registered file descriptor.\n\n  fd\n    the target file descriptor of the operation\n  eventmask\n    a bit set composed of the various EPOLL constants",
);

const UNREGISTER: Def = tail(
    "unregister(self, fd)",
    |vm, a| {
        static AGAIN: Def = UNREGISTER;
        change(vm, &AGAIN, a, |e, target, _, _| epoll::delete(e, target))
    },
    "Remove a registered file descriptor from the epoll object.\n\n  fd\n    the target file descriptor of the operation",
);

/// How many events are asked for where the program does not say.
const SOME: usize = 1023;

fn poll(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let end = end_of(&a[1], 1_000_000_000, "timeout must be an integer or None")?;
    let most = a[2].given().map_or(Ok(-1), arg::c_int)?;
    if most < -1 || most == 0 {
        return Err(value_error(format!("maxevents must be greater than 0, got {most}")));
    }
    poll_until(vm, a, end, usize::try_from(most).unwrap_or(SOME))
}

static POLL_UNTIL: Def = tail(
    "poll(self, end, most, /)",
    |vm, a| {
        let (end, most) = (end_from(&a[1])?, arg::c_int(&a[2])?);
        poll_until(vm, a, end, usize::try_from(most).unwrap_or(SOME))
    },
    "",
);

fn poll_until(vm: &mut Vm, a: &[Value], end: Option<i64>, most: usize) -> R<Next> {
    let control = control(a)?;
    // The epoll descriptor is itself one that can be waited for: it is readable when there are events.
    let wanted = [(this::<Epoll>(a)?.number.get(), PollFlags::IN)];
    let args = [a[0].clone(), end_value(end), most.into()];
    if system::is_signalled(vm) {
        return go_on(vm, Waited::Signal, &wanted, &POLL_UNTIL, &args, end);
    }
    let mut events: Vec<epoll::Event> = Vec::with_capacity(most.min(SOME));
    let now = runtime_io::time_left(0);
    let look = || epoll::wait(control.as_fd(), rustix::buffer::spare_capacity(&mut events), Some(&now)).map(drop);
    runtime_io::undisturbed(&mut || false, look).map_err(|e| system::failure(vm, e))?;
    if events.is_empty() && end.is_none_or(|end| Clock::Monotonic.now() < end) {
        return go_on(vm, Waited::Later, &wanted, &POLL_UNTIL, &args, end);
    }
    let rows = events.iter().map(|event| {
        let (flags, number) = (event.flags, event.data.u64());
        Tuple::from_vec(vec![(number as i64).into(), i64::from(flags.bits()).into()]).into()
    });
    Ok(Next::Value(List::from_vec(rows.collect()).into()))
}
