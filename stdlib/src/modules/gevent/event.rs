//! Events, and lists of those who wait for other things.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::type_error;
use pausa_vm::greenlet::Payload as Sent;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::ops::compare::native_eq;
use pausa_vm::{Obj, R, Value, Vm};

use super::core::{Core, Entry, begin, current, due, make_way, told_by, with_hub};
use super::greenlet::job;
use super::wait::{Latch, Waiter};
use crate::modules::arg;

/// Who is told of something.
pub(super) enum Link {
    /// A greenlet: it goes on.
    Greenlet(Waiter),
    /// This is called in the hub.
    Call(Value, Obj<Core>),
    /// One of several things that a greenlet waits for.
    Latch(Obj<Latch>, Obj<Core>),
}

impl Link {
    fn is_stale(&self) -> bool {
        match self {
            Link::Greenlet(w) => !w.waits(),
            Link::Latch(l, _) => l.is_stale(),
            Link::Call(..) => false,
        }
    }
    fn core(&self) -> &Obj<Core> {
        match self {
            Link::Greenlet(w) => w.core(),
            Link::Call(_, c) | Link::Latch(_, c) => c,
        }
    }
}

/// All who are told of something.
#[derive(Default)]
pub(super) struct Links {
    all: RefCell<Vec<Link>>,
    /// With so many it is worth to look for those who do not wait any more.
    many: Cell<u32>,
    /// They will be told.
    scheduled: Cell<bool>,
}

impl Links {
    pub(super) fn visit(&self, visit: &mut Visit<'_>) {
        for link in self.all.borrow().iter() {
            match link {
                Link::Greenlet(w) => w.visit(visit),
                Link::Call(v, core) => {
                    visit(v);
                    visit(core.value());
                }
                Link::Latch(l, core) => {
                    visit(l.value());
                    visit(core.value());
                }
            }
        }
    }

    pub(super) fn forget(&self) {
        drop(self.all.take());
    }

    /// The links of a greenlet, or of something else that has some.
    pub(super) fn of(source: &Value) -> R<&Links> {
        match source.downcast::<Linkable>() {
            Some(l) => Ok(&l.links),
            None => Ok(&job(source)?.links),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.borrow().iter().all(Link::is_stale)
    }

    fn len(&self) -> usize {
        self.all.borrow().iter().filter(|l| !l.is_stale()).count()
    }

    pub(super) fn add(&self, link: Link) {
        let mut all = self.all.borrow_mut();
        let mut gone = Vec::new();
        if all.len() >= 8 && all.len() >= self.many.get() as usize {
            gone = all.extract_if(.., |l| l.is_stale()).collect();
            self.many.set(u32::try_from(all.len() * 2).unwrap_or(u32::MAX));
        }
        all.push(link);
        drop(all);
        drop(gone);
    }

    /// Says that they are to be told; False if that was said before.
    pub(super) fn schedule(&self) -> bool {
        !self.scheduled.replace(true)
    }

    /// Takes all.
    pub(super) fn take(&self) -> Vec<Link> {
        self.scheduled.set(false);
        self.all.take()
    }

    /// Takes the greenlet of this hub that is the only one.
    pub(super) fn take_only(&self, core: &Obj<Core>) -> Option<Waiter> {
        let mut all = self.all.borrow_mut();
        match all.as_slice() {
            [Link::Greenlet(w)] if w.waits() && w.core().is(core) => {}
            _ => return None,
        }
        self.scheduled.set(false);
        match all.pop() {
            Some(Link::Greenlet(w)) => Some(w),
            _ => None,
        }
    }

    /// The first greenlet that waits.
    fn take_first(&self) -> Option<Waiter> {
        let mut gone = Vec::new();
        let mut all = self.all.borrow_mut();
        let place = all.iter().position(|l| matches!(l, Link::Greenlet(w) if w.waits()))?;
        gone.extend(all.drain(..=place));
        drop(all);
        let last = gone.pop();
        // What is no greenlet stays.
        gone.retain(|l| !l.is_stale());
        self.all.borrow_mut().splice(0..0, gone);
        match last {
            Some(Link::Greenlet(w)) => Some(w),
            _ => None,
        }
    }

    /// These hear of something: in this hub, before all else if `first` says so; those of other threads in theirs.
    pub(super) fn tell(vm: &mut Vm, core: &Obj<Core>, source: &Value, links: Vec<Link>, first: bool) {
        let mut own = Vec::with_capacity(links.len());
        for link in links {
            let theirs = link.core().clone();
            let entry = match link {
                Link::Greenlet(w) => Entry::Resume(w, told_by(source)),
                Link::Call(f, _) => Entry::Tell(f, source.clone()),
                Link::Latch(l, _) => Entry::Tell(l.into(), source.clone()),
            };
            if theirs.is(core) && first {
                own.push(entry);
            } else {
                theirs.push(entry);
                Core::wake(vm, &theirs);
            }
        }
        core.push_first(own.into_iter());
    }

    /// Removes a callback.
    pub(super) fn remove(&self, _: &mut Vm, callback: &Value) -> R {
        let mut all = self.all.borrow_mut();
        let same = |v: &Value| v.is(callback) || native_eq(v, callback) == Some(true);
        let place = all.iter().position(|l| matches!(l, Link::Call(v, _) if same(v)));
        let gone = place.map(|i| all.remove(i));
        drop(all);
        drop(gone);
        Ok(Value::NONE)
    }
}

/// Something that greenlets wait for.
#[derive(Default)]
pub(super) struct Linkable {
    links: Links,
    /// The flag of an event.
    set: Cell<bool>,
}

impl Payload for Linkable {
    fn traverse(&self, visit: &mut Visit<'_>) {
        self.links.visit(visit);
    }
    fn clear(&self) {
        self.links.forget();
    }
}

/// `_gevent.Linkable`
pub(super) static LINKABLE: TypeSpec = TypeSpec {
    name: "Linkable",
    module: "_gevent",
    layout: Linkable::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "Something that greenlets wait for.",
    defs: {
        static DEFS: &[Def] = &[
            pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
            tail("_park(self, timeout=None)", wait, "Wait until told: False if the time was over before."),
            tail(
                "_switch_first(self, /)",
                switch_first,
                "Switch to the first who waits, from the hub; False if nobody does.",
            ),
            pure("_wake_first(self, /)", wake_first, "Let the first who waits go on; False if nobody does."),
            pure("_notify(self, /)", notify, "Tell all who wait, soon."),
            pure("_link(self, callback, /)", link, ""),
            pure("_unlink(self, callback, /)", |vm, a| this::<Linkable>(a)?.links.remove(vm, &a[1]), ""),
            pure("linkcount(self, /)", |_, a| Ok(this::<Linkable>(a)?.links.len().into()), ""),
            pure("_has_links(self, /)", |_, a| Ok(Value::bool(!this::<Linkable>(a)?.links.is_empty())), ""),
            pure("_forget(self, /)", forget, ""),
        ];
        DEFS
    },
};

/// `_gevent.Event`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Event",
    module: "gevent._gevent_cevent",
    layout: Linkable::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "A synchronization primitive that allows one greenlet to wake up one or more others.",
    defs: {
        static DEFS: &[Def] = &[
            pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
            tail(
                "wait(self, timeout=None)",
                |vm, a| if this::<Linkable>(a)?.set.get() { Ok(Next::Value(Value::TRUE)) } else { wait(vm, a) },
                "Block until this object is :meth:`ready`, or until *timeout* seconds have passed.",
            ),
            pure("set(self, /)", set, "Set the internal flag to true."),
            pure(
                "clear(self, /)",
                |_, a| {
                    this::<Linkable>(a)?.set.set(false);
                    Ok(Value::NONE)
                },
                "Reset the internal flag to false.",
            ),
            pure("is_set(self, /)", is_set, "Return true if and only if the internal flag is true."),
            pure("isSet(self, /)", is_set, "Return true if and only if the internal flag is true."),
            pure("ready(self, /)", is_set, "Return true if and only if the internal flag is true."),
            pure("rawlink(self, callback, /)", rawlink, "Register a callback to call when this object is ready."),
            pure(
                "unlink(self, callback, /)",
                |vm, a| this::<Linkable>(a)?.links.remove(vm, &a[1]),
                "Remove the callback.",
            ),
            pure("linkcount(self, /)", |_, a| Ok(this::<Linkable>(a)?.links.len().into()), ""),
            pure("_at_fork_reinit(self, /)", forget, ""),
            pure("_reset_internal_locks(self, /)", forget, ""),
            getter("hub(self, /)", hub, ""),
            pure("__repr__(self, /)", repr, "Return repr(self)."),
        ];
        DEFS
    },
};

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(new_with_type(&class_arg(a)?, Linkable::default()).into())
}

fn is_set(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::bool(this::<Linkable>(a)?.set.get()))
}

fn hub(vm: &mut Vm, _: &[Value]) -> R {
    Ok(current(vm).map_or(Value::NONE, |c| c.greenlet.get()))
}

fn repr(_: &mut Vm, a: &[Value]) -> R {
    let e = this::<Linkable>(a)?;
    let class = pausa_vm::types::typ::full_name(&pausa_vm::types::class_of(&a[0]));
    let word = if e.set.get() { "set" } else { "clear" };
    Ok(format!("<{class} at {:#x} {word} _links[{}]>", a[0].id(), e.links.len()).into())
}

static PARK: Def = tail("_park(self, timeout=None)", wait, "");

/// Waits until told.
fn wait(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(core) = current(vm) else { return with_hub(vm, &PARK, a) };
    let end = arg::some(&a[1]).map(|s| due(vm, s)).transpose()?;
    let w = begin(vm, &core)?;
    this::<Linkable>(a)?.links.add(Link::Greenlet(w.clone()));
    if let Some(end) = end {
        core.add_timer(end, true, Entry::Resume(w, Value::FALSE));
    }
    make_way(vm, &core)
}

fn set(vm: &mut Vm, a: &[Value]) -> R {
    let e = this::<Linkable>(a)?;
    e.set.set(true);
    notify(vm, a)
}

/// Tells all who wait: in this thread's hub when their turn comes, and without a hub in theirs.
fn notify(vm: &mut Vm, a: &[Value]) -> R {
    let links = &this::<Linkable>(a)?.links;
    if links.is_empty() {
        return Ok(Value::NONE);
    }
    match current(vm) {
        Some(core) => {
            if links.schedule() {
                core.push(Entry::Notify(a[0].clone()));
            }
        }
        None => {
            let all = links.take();
            if let Some(core) = all.first().map(|l| l.core().clone()) {
                Links::tell(vm, &core, &a[0], all, false);
            }
        }
    }
    Ok(Value::NONE)
}

fn link(vm: &mut Vm, a: &[Value]) -> R {
    let core = current(vm).ok_or_else(|| type_error("this thread has no hub"))?;
    this::<Linkable>(a)?.links.add(Link::Call(a[1].clone(), core));
    Ok(Value::NONE)
}

fn rawlink(vm: &mut Vm, a: &[Value]) -> R {
    link(vm, a)?;
    if this::<Linkable>(a)?.set.get() { notify(vm, a) } else { Ok(Value::NONE) }
}

fn forget(_: &mut Vm, a: &[Value]) -> R {
    this::<Linkable>(a)?.links.forget();
    Ok(Value::NONE)
}

fn switch_first(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(w) = this::<Linkable>(a)?.links.take_first() else { return Ok(Next::Value(Value::FALSE)) };
    if current(vm).is_some_and(|c| c.is(w.core())) {
        w.end();
        return Ok(Next::Switch { target: w.into_greenlet().into(), what: Sent::One(Value::TRUE) });
    }
    w.resume(vm, Value::TRUE);
    Ok(Next::Value(Value::TRUE))
}

fn wake_first(vm: &mut Vm, a: &[Value]) -> R {
    let Some(w) = this::<Linkable>(a)?.links.take_first() else { return Ok(Value::FALSE) };
    w.resume(vm, Value::TRUE);
    Ok(Value::TRUE)
}
