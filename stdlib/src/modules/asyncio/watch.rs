//! Descriptors that an event loop watches: the handles that are called when one can be read or written.
//!
//! Programs expect to be called as long as a descriptor is ready, while the kernel tells when it becomes so. So a descriptor whose handle
//! was called is *hot*: in the next turn the system is asked about it, until it is not ready any more.

use std::cell::RefCell;
use std::collections::BTreeMap;

use pausa_runtime::fd;
use pausa_vm::aio::EventLoop;
use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{TypeSpec, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::thread::Port;
use pausa_vm::{R, Value, Vm};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::modules::{arg, system};

/// The handles of a descriptor.
#[derive(Default)]
struct Watch {
    reader: Option<Value>,
    writer: Option<Value>,
    hot: bool,
}

/// The descriptors of a loop.
#[derive(Default)]
pub(super) struct Watches {
    all: RefCell<BTreeMap<i32, Watch>>,
    /// Those that are hot, in the order in which they became so.
    hot: RefCell<Vec<i32>>,
}

impl Payload for Watches {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for watch in self.all.borrow().values() {
            watch.reader.iter().chain(&watch.writer).for_each(&mut *visit);
        }
    }
    fn clear(&self) {
        drop(self.all.take());
    }
}

/// The class of these tables, which programs do not see.
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Watches",
    module: "_asyncio",
    layout: Watches::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[],
};

impl Watches {
    fn heat(&self, number: i32, watch: &mut Watch) {
        if !watch.hot {
            watch.hot = true;
            self.hot.borrow_mut().push(number);
        }
    }

    /// Makes the handles of a descriptor ready that are to be called.
    fn fire(&self, l: &EventLoop, number: i32, readable: bool, writable: bool) {
        let mut all = self.all.borrow_mut();
        let Some(watch) = all.get_mut(&number) else { return };
        let readers = watch.reader.iter().filter(|_| readable);
        let mut called = false;
        for handle in readers.chain(watch.writer.iter().filter(|_| writable)) {
            l.push(handle.clone(), Value::UNBOUND);
            called = true;
        }
        if called {
            self.heat(number, watch);
        }
    }
}

/// Sets or removes the handle of a descriptor; returns the one that it had.
pub(super) fn set(vm: &mut Vm, a: &[Value], writer: bool) -> R {
    let l = this::<EventLoop>(a)?;
    let number = arg::c_int(&a[1])?;
    if !l.watches.is_set() {
        if a[2].is_none() {
            return Ok(Value::NONE);
        }
        let table = vm.new_native(Watches::default())?;
        l.watches.set(table.into());
    }
    let port = match l.port.get() {
        Some(port) => port,
        None => {
            let port = system::kernel(vm)?.open_port();
            l.port.set(Some(port));
            port
        }
    };
    let table = l.watches.get();
    let watches = table.downcast::<Watches>().ok_or_else(|| type_error("this loop has no descriptors"))?;
    let known = watches.all.borrow().contains_key(&number);
    if a[2].is_none() {
        if !known {
            return Ok(Value::NONE);
        }
    } else {
        // A number that was closed and is used again is registered anew; one that is registered stays so.
        let key = u64::from(number.unsigned_abs());
        let failed = |e: std::io::Error| system::os_error(system::errno_of(&e));
        system::kernel(vm)?.watch(port, number, key).map_err(failed)?;
    }
    let mut all = watches.all.borrow_mut();
    let watch = all.entry(number).or_default();
    let slot = if writer { &mut watch.writer } else { &mut watch.reader };
    let old = if a[2].is_none() { slot.take() } else { slot.replace(a[2].clone()) };
    if watch.reader.is_none() && watch.writer.is_none() {
        all.remove(&number);
        watches.hot.borrow_mut().retain(|n| *n != number);
        system::kernel(vm)?.unwatch(port, number);
    }
    Ok(old.unwrap_or(Value::NONE))
}

/// Makes ready what the kernel's events concern, and what is still ready from before.
pub(super) fn look(vm: &mut Vm, event_loop: &Value, port: Port) -> R<()> {
    let Some(l) = event_loop.downcast::<EventLoop>() else { return Ok(()) };
    let table = l.watches.get();
    let Some(watches) = table.downcast::<Watches>() else { return Ok(()) };
    let hot = std::mem::take(&mut *watches.hot.borrow_mut());
    // A thread that is about to wait asks the system then.
    let asks = l.ready_len() > 0 || !hot.is_empty();
    let events = system::kernel(vm)?.events(port, asks);
    for number in &hot {
        if let Some(watch) = watches.all.borrow_mut().get_mut(number) {
            watch.hot = false;
        }
    }
    let mut told = Vec::with_capacity(events.len());
    for event in events {
        let number = i32::try_from(event.key).unwrap_or(-1);
        told.push(number);
        watches.fire(l, number, event.ready.readable, event.ready.writable);
    }
    let rest: Vec<_> =
        hot.into_iter().filter(|n| !told.contains(n)).filter_map(|n| Some((n, fd::get(n).ok()?))).collect();
    if rest.is_empty() {
        return Ok(());
    }
    let mut asked: Vec<PollFd<'_>> = rest
        .iter()
        .map(|(n, fd)| {
            let all = watches.all.borrow();
            let watch = all.get(n);
            let mut flags = PollFlags::empty();
            flags.set(PollFlags::IN, watch.is_some_and(|w| w.reader.is_some()));
            flags.set(PollFlags::OUT, watch.is_some_and(|w| w.writer.is_some()));
            PollFd::from_borrowed_fd(std::os::fd::AsFd::as_fd(fd), flags)
        })
        .collect();
    if poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_err() {
        return Ok(());
    }
    let found: Vec<PollFlags> = asked.iter().map(PollFd::revents).collect();
    for ((number, _), flags) in rest.iter().zip(found) {
        let broken = flags.intersects(PollFlags::HUP | PollFlags::ERR);
        watches.fire(l, *number, broken || flags.contains(PollFlags::IN), broken || flags.contains(PollFlags::OUT));
    }
    Ok(())
}
