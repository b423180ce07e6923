//! Descriptors that greenlets wait for, or that are watched for longer.
//!
//! The kernel tells when a descriptor becomes ready, and whether it is when the watching begins. A greenlet that waits is resumed by
//! the next event; what watches for longer expects to be called as long as the descriptor is ready, so after each event its
//! descriptor is watched as if for the first time.

use std::cell::RefCell;
use std::collections::BTreeMap;

use pausa_vm::exc::type_error;
use pausa_vm::heap::Visit;
use pausa_vm::native::{Def, Next, tail, this};
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::core::{Callback, Core, Entry, begin, callback, current, due, make_way, with_hub};
use super::wait::Waiter;
use crate::modules::{arg, system};

/// Who is told of a descriptor.
enum Told {
    Greenlet(Waiter),
    Call(Obj<Callback>),
}

/// Someone who watches a descriptor.
struct Watch {
    reading: bool,
    writing: bool,
    told: Told,
}

impl Watch {
    fn is_stale(&self) -> bool {
        match &self.told {
            Told::Greenlet(w) => !w.waits(),
            Told::Call(c) => !c.is_pending(),
        }
    }
}

/// The descriptors of a hub.
#[derive(Default)]
pub(super) struct Watches {
    all: RefCell<BTreeMap<i32, Vec<Watch>>>,
    /// Those that are to be watched anew.
    again: RefCell<Vec<i32>>,
}

impl Watches {
    pub(super) fn visit(&self, visit: &mut Visit<'_>) {
        for watch in self.all.borrow().values().flatten() {
            match &watch.told {
                Told::Greenlet(w) => w.visit(visit),
                Told::Call(c) => visit(c.value()),
            }
        }
    }

    pub(super) fn forget(&self) {
        drop(self.all.take());
    }

    /// Whether anybody waits for a descriptor.
    pub(super) fn are_any(&self) -> bool {
        self.all.borrow().values().flatten().any(|w| !w.is_stale())
    }

    /// How many wait for descriptors.
    pub(super) fn len(&self) -> usize {
        self.all.borrow().values().flatten().filter(|w| !w.is_stale()).count()
    }
}

static WAIT: Def = tail("wait_descriptor(fd, reading, writing, timeout, /)", wait, "");

/// The current greenlet waits for a descriptor.
pub(super) fn wait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &WAIT, a) };
    let number = arg::c_int(&a[0])?;
    let end = arg::some(&a[3]).map(|s| due(vm, s)).transpose()?;
    let w = begin(vm, &core)?;
    let watch = Watch { reading: a[1].is_true(), writing: a[2].is_true(), told: Told::Greenlet(w.clone()) };
    if !start(vm, &core, number, watch)? {
        // Files are always ready.
        core.push(Entry::resume(w, Value::TRUE));
    } else if let Some(end) = end {
        core.add_timer(end, true, Entry::resume(w, Value::FALSE));
    }
    make_way(vm, &core)
}

/// Adds a watch; False if the system does not watch such a thing, which is ready then.
fn start(vm: &mut Vm, core: &Core, number: i32, watch: Watch) -> R<bool> {
    let port = match core.port.get() {
        Some(port) => port,
        None => {
            let port = system::kernel(vm)?.open_port();
            core.port.set(Some(port));
            port
        }
    };
    match system::kernel(vm)?.watch(port, number) {
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => return Ok(false),
        Err(e) => return Err(system::os_error(system::errno_of(&e))),
        Ok(()) => {}
    }
    let mut all = core.watches.all.borrow_mut();
    let list = all.entry(number).or_default();
    let gone: Vec<Watch> = list.extract_if(.., |w| w.is_stale()).collect();
    list.push(watch);
    drop(all);
    drop(gone);
    Ok(true)
}

/// `watch(fd, reading, writing, function, args)`: calls the function while the descriptor is ready.
pub(super) fn add(vm: &mut Vm, a: &[Value]) -> R {
    let core = this::<Core>(a)?;
    let c = callback(vm, &a[4], &a[5])?;
    c.stays.set(true);
    let watch = Watch { reading: a[2].is_true(), writing: a[3].is_true(), told: Told::Call(c.clone()) };
    if !start(vm, core, arg::c_int(&a[1])?, watch)? {
        return Err(system::os_error(rustix::io::Errno::PERM));
    }
    Ok(c.into())
}

/// `rewatch()`: in the child of a fork the kernel knows of no descriptor yet.
pub(super) fn renew(vm: &mut Vm, a: &[Value]) -> R {
    let core = this::<Core>(a)?;
    let Some(port) = core.port.get() else { return Ok(Value::NONE) };
    let all: Vec<i32> = core.watches.all.borrow().keys().copied().collect();
    for number in all {
        // What was closed meanwhile has nothing to tell.
        let _ = system::kernel(vm)?.watch(port, number);
    }
    Ok(Value::NONE)
}

/// `unwatch(callback)`
pub(super) fn remove(_: &mut Vm, a: &[Value]) -> R {
    let c = a[1].downcast::<Callback>().ok_or_else(|| type_error("this is no callback"))?;
    drop((c.function.take(), c.args.take()));
    Ok(Value::NONE)
}

/// `cancel_waits(fd, exception)`: who waits for a descriptor that is about to be closed gets an exception.
pub(super) fn cancel(vm: &mut Vm, a: &[Value]) -> R {
    let core = this::<Core>(a)?;
    let number = arg::c_int(&a[1])?;
    let list = core.watches.all.borrow_mut().remove(&number).unwrap_or_default();
    for watch in list {
        if let Told::Greenlet(w) = watch.told
            && w.waits()
        {
            let e = Exc::from_value(a[2].clone()).map_err(|_| type_error("this is no exception"))?;
            core.push(Entry::raise(w, e));
        }
    }
    release(vm, core, number)?;
    Ok(Value::NONE)
}

/// The kernel need not tell of a descriptor any more.
fn release(vm: &mut Vm, core: &Core, number: i32) -> R<()> {
    if let Some(port) = core.port.get() {
        system::kernel(vm)?.unwatch(port, number);
    }
    Ok(())
}

/// Collects what the kernel's events make ready. `asks`: the hub is not about to wait, so the system is to be asked.
pub(super) fn look(vm: &mut Vm, core: &Obj<Core>, asks: bool, ready: &mut Vec<Entry>) -> R<()> {
    let Some(port) = core.port.get() else { return Ok(()) };
    let again = core.watches.again.take();
    for number in again {
        let stays = core.watches.all.borrow().get(&number).is_some_and(|l| l.iter().any(|w| !w.is_stale()));
        if stays {
            // What cannot be watched any more was closed: there is nothing to tell.
            let _ = system::kernel(vm)?.watch(port, number);
        }
    }
    let events = system::kernel(vm)?.events(port, asks);
    // As libev does: of what has come at once, what came last is heard first.
    for event in events.into_iter().rev() {
        let number = event.number;
        let mut all = core.watches.all.borrow_mut();
        let Some(list) = all.get_mut(&number) else { continue };
        let mut anew = false;
        let hears = |w: &Watch| w.reading && event.ready.readable || w.writing && event.ready.writable;
        let over: Vec<Watch> = list
            .extract_if(.., |w| {
                let gone = w.is_stale() || hears(w) && matches!(w.told, Told::Greenlet(_));
                if !gone && hears(w) {
                    anew = true;
                    if let Told::Call(c) = &w.told {
                        ready.push(Entry::Call(c.clone()));
                    }
                }
                gone
            })
            .collect();
        drop(all);
        if anew {
            core.watches.again.borrow_mut().push(number);
        }
        for watch in over {
            if let Told::Greenlet(w) = watch.told
                && w.waits()
            {
                ready.push(Entry::resume(w, Value::TRUE));
            }
        }
    }
    if !asks && ready.is_empty() {
        tidy(vm, core)?;
    }
    Ok(())
}

/// The hub is about to wait: the kernel need not tell of descriptors that nobody watches.
fn tidy(vm: &mut Vm, core: &Obj<Core>) -> R<()> {
    let mut gone = Vec::new();
    let mut over = Vec::new();
    core.watches.all.borrow_mut().retain(|number, list| {
        over.extend(list.extract_if(.., |w| w.is_stale()));
        if list.is_empty() {
            gone.push(*number);
        }
        !list.is_empty()
    });
    for number in gone {
        release(vm, core, number)?;
    }
    drop(over);
    Ok(())
}
