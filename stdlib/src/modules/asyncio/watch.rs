//! Descriptors that an event loop watches: the handles that are called when one can be read or written.
//!
//! Programs expect to be called as long as a descriptor is ready, while the kernel tells when it becomes so. So a descriptor whose handle
//! was called is *hot*: in the next turn the system is asked about it, until it is not ready any more.

use std::cell::RefCell;

use pausa_runtime::fd;
use pausa_runtime::pages::Pages;
use pausa_runtime::reactor::Readiness;
use pausa_vm::aio::EventLoop;
use pausa_vm::exc::type_error;
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{TypeSpec, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::thread::Port;
use pausa_vm::{R, Value, Vm};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::transport::Transport;
use crate::modules::{arg, system};

/// How warm a descriptor is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Heat {
    #[default]
    Cold,
    /// In the next turn the system is asked about it.
    Hot,
    /// It was to be asked about, and there was an event.
    Told,
}

/// The handles of a descriptor, or the transport that has it; empty where there is none.
#[derive(Default)]
struct Watch {
    reader: Value,
    writer: Value,
    heat: Heat,
}

impl Watch {
    fn is_empty(&self) -> bool {
        self.reader.is_unbound() && self.writer.is_unbound()
    }
}

/// The descriptors of a loop.
#[derive(Default)]
pub(super) struct Watches {
    all: RefCell<Pages<Watch>>,
    /// Those that are hot, in the order in which they became so.
    hot: RefCell<Vec<i32>>,
}

impl Payload for Watches {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for (_, watch) in self.all.borrow().iter() {
            visit(&watch.reader);
            visit(&watch.writer);
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

/// What a transport is told of an event.
pub(super) mod event {
    /// There is something to be read.
    pub(in super::super) const READ: i64 = 1;
    /// There is room for what waits to be written.
    pub(in super::super) const WRITE: i64 = 2;
    /// Behind what there is to read comes the end.
    pub(in super::super) const ENDS: i64 = 4;
}

impl Watches {
    /// Looks at a descriptor's handles.
    fn with<T>(&self, number: i32, f: impl FnOnce(&mut Watch) -> T) -> Option<T> {
        self.all.borrow_mut().get_mut(number).map(f)
    }

    /// In the next turn the system is asked whether a descriptor is ready.
    fn warm(&self, number: i32) {
        if self.with(number, |w| !w.is_empty() && std::mem::replace(&mut w.heat, Heat::Hot) != Heat::Hot) == Some(true)
        {
            self.hot.borrow_mut().push(number);
        }
    }

    /// Makes the handles of a descriptor ready that are to be called.
    fn fire(&self, l: &EventLoop, number: i32, ready: Readiness) {
        let Some((reader, writer)) = self.with(number, |w| (w.reader.clone(), w.writer.clone())) else { return };
        let mut handles = false;
        for (handle, is_ready, what) in [(reader, ready.readable, event::READ), (writer, ready.writable, event::WRITE)]
        {
            if handle.is_unbound() || !is_ready {
                continue;
            }
            if handle.is_a::<Transport>() {
                // It reads and writes until it would have to wait, or says that it has not.
                l.push(handle, (what | if ready.ends { event::ENDS } else { 0 }).into());
            } else {
                l.push(handle, Value::UNBOUND);
                handles = true;
            }
        }
        if handles {
            self.warm(number);
        }
    }
}

/// In the next turn the system is asked whether a descriptor of the loop is ready.
pub(super) fn ask_again(l: &EventLoop, number: i32) {
    l.watches.with(|table| table.downcast::<Watches>().map(|watches| watches.warm(number)));
}

/// The transport that has a descriptor, if it is one of those that are told of events themselves.
pub(super) fn transport_of(l: &EventLoop, number: i32) -> Option<Value> {
    let table = l.watches.get();
    let reader = table.downcast::<Watches>()?.with(number, |w| w.reader.clone())?;
    reader.is_a::<Transport>().then_some(reader)
}

/// Sets or removes the handle of a descriptor; returns the one that it had.
pub(super) fn set(vm: &mut Vm, a: &[Value], writer: bool) -> R {
    let number = arg::c_int(&a[1])?;
    let handle = if a[2].is_none() { Value::UNBOUND } else { a[2].clone() };
    let old = replace(vm, this::<EventLoop>(a)?, number, handle, writer)?;
    Ok(if old.is_unbound() || old.is_a::<Transport>() { Value::NONE } else { old })
}

/// The same for a handle or a transport, or nothing.
pub(super) fn replace(vm: &mut Vm, l: &EventLoop, number: i32, handle: Value, writer: bool) -> R {
    if !l.watches.is_set() {
        if handle.is_unbound() {
            return Ok(Value::UNBOUND);
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
    if handle.is_unbound() {
        if watches.with(number, |w| w.is_empty()) != Some(false) {
            return Ok(Value::UNBOUND);
        }
    } else {
        // A number that was closed and is used again is registered anew; one that is registered stays so.
        let failed = |e: std::io::Error| system::os_error(system::errno_of(&e));
        system::kernel(vm)?.watch(port, number).map_err(failed)?;
    }
    let mut all = watches.all.borrow_mut();
    let watch = all.entry(number);
    let slot = if writer { &mut watch.writer } else { &mut watch.reader };
    let old = std::mem::replace(slot, handle);
    if watch.is_empty() {
        if std::mem::take(&mut watch.heat) != Heat::Cold {
            watches.hot.borrow_mut().retain(|n| *n != number);
        }
        system::kernel(vm)?.unwatch(port, number);
    }
    Ok(old)
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
    if hot.is_empty() {
        for event in events {
            watches.fire(l, event.number, event.ready);
        }
        return Ok(());
    }
    for event in &events {
        watches.with(event.number, |w| {
            if w.heat == Heat::Hot {
                w.heat = Heat::Told;
            }
        });
    }
    let rest = hot.into_iter().filter(|n| watches.with(*n, |w| std::mem::take(&mut w.heat)) == Some(Heat::Hot));
    let rest: Vec<_> = rest.filter_map(|n| Some((n, fd::get(n).ok()?))).collect();
    for event in events {
        watches.fire(l, event.number, event.ready);
    }
    if rest.is_empty() {
        return Ok(());
    }
    let mut asked: Vec<PollFd<'_>> = rest
        .iter()
        .map(|(n, fd)| {
            let (reads, writes) =
                watches.with(*n, |w| (!w.reader.is_unbound(), !w.writer.is_unbound())).unwrap_or_default();
            let mut flags = PollFlags::empty();
            flags.set(PollFlags::IN, reads);
            flags.set(PollFlags::OUT, writes);
            PollFd::from_borrowed_fd(std::os::fd::AsFd::as_fd(fd), flags)
        })
        .collect();
    if poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_err() {
        return Ok(());
    }
    let found: Vec<PollFlags> = asked.iter().map(PollFd::revents).collect();
    for ((number, _), flags) in rest.iter().zip(found) {
        let broken = flags.intersects(PollFlags::HUP | PollFlags::ERR);
        let ready = Readiness {
            readable: broken || flags.contains(PollFlags::IN),
            writable: broken || flags.contains(PollFlags::OUT),
            priority: false,
            ends: broken,
        };
        watches.fire(l, *number, ready);
    }
    Ok(())
}
