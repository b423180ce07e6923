//! Events, and lists of those who wait for other things.

use std::cell::{Cell, OnceCell, RefCell};

use pausa_vm::aio::Slot;
use pausa_vm::exc::type_error;
use pausa_vm::greenlet::{Greenlet, Payload as Sent};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::TypeFlags;
use pausa_vm::ops::compare::native_eq;
use pausa_vm::{Obj, R, Value, Vm};

use super::core::{Core, Entry, begin, current, due, make_way, told_by, with_hub};
use super::greenlet::job;
use super::wait::{Latch, Waiter, waits};
use crate::modules::arg;

/// Who is told of something.
pub(super) enum Link {
    /// A greenlet, and which of its waits it is: it goes on.
    Greenlet(Obj<Greenlet>, u32, Obj<Core>),
    /// This is called in the hub.
    Call(Value, Obj<Core>),
    /// One of several things that a greenlet waits for.
    Latch(Obj<Latch>),
}

impl From<Waiter> for Link {
    fn from(w: Waiter) -> Link {
        let (g, number, core) = w.into_parts();
        Link::Greenlet(g, number, core)
    }
}

impl Link {
    fn is_stale(&self) -> bool {
        match self {
            Link::Greenlet(g, number, _) => !waits(g, *number),
            Link::Latch(l) => l.is_stale(),
            Link::Call(..) => false,
        }
    }
    fn core(&self) -> &Obj<Core> {
        match self {
            Link::Greenlet(_, _, c) | Link::Call(_, c) => c,
            Link::Latch(l) => l.core(),
        }
    }
    /// The greenlet that waits.
    fn waiter(self) -> Option<Waiter> {
        match self {
            Link::Greenlet(g, number, core) => Some(Waiter::of_parts(g, number, core)),
            _ => None,
        }
    }
    fn is_waiting_greenlet(&self) -> bool {
        matches!(self, Link::Greenlet(g, number, _) if waits(g, *number))
    }
}

/// Many who are told of something.
#[derive(Default)]
struct Rest {
    all: RefCell<Vec<Link>>,
    /// With so many it is worth to look for those who do not wait any more.
    many: Cell<u32>,
}

/// All who are told of something. Greenlets are many, and most have nobody, or the latch of a `joinall()`.
#[derive(Default)]
pub(super) struct Links {
    /// A latch that was there before all others.
    latch: Slot,
    rest: OnceCell<Box<Rest>>,
    /// Whether they will be told; the other bits are those of the owner.
    pub(super) bits: Cell<u8>,
}

/// They will be told.
const SCHEDULED: u8 = 1 << 7;

/// What is to be told to whom.
pub(super) enum Told {
    /// Nobody.
    Nobody,
    /// A greenlet of the hub that asks, and nobody else.
    Greenlet(Obj<Greenlet>),
    /// A latch of the hub that asks, and nobody else.
    Latch(Obj<Latch>),
    All(Vec<Link>),
}

impl Links {
    pub(super) fn with_bits(bits: u8) -> Links {
        Links { bits: Cell::new(bits), ..Links::default() }
    }

    pub(super) fn visit(&self, visit: &mut Visit<'_>) {
        self.latch.with(&mut *visit);
        let Some(rest) = self.rest.get() else { return };
        for link in rest.all.borrow().iter() {
            match link {
                Link::Greenlet(g, _, core) => {
                    visit(g.value());
                    visit(core.value());
                }
                Link::Call(v, core) => {
                    visit(v);
                    visit(core.value());
                }
                Link::Latch(l) => visit(l.value()),
            }
        }
    }

    pub(super) fn forget(&self) {
        drop(self.take());
    }

    /// The links of a greenlet, or of something else that has some.
    pub(super) fn of(source: &Value) -> R<&Links> {
        match source.downcast::<Linkable>() {
            Some(l) => Ok(&l.links),
            None => Ok(&job(source)?.links),
        }
    }

    fn first(&self) -> Option<Obj<Latch>> {
        self.latch.with(Value::cast)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn len(&self) -> usize {
        let first = self.latch.is_set() && self.first().is_some_and(|l| !l.is_stale());
        let rest = self.rest.get().map_or(0, |r| r.all.borrow().iter().filter(|l| !l.is_stale()).count());
        usize::from(first) + rest
    }

    pub(super) fn add(&self, link: impl Into<Link>) {
        let link = match link.into() {
            Link::Latch(l) if self.rest.get().is_none() && self.first().is_none_or(|l| l.is_stale()) => {
                self.latch.set(l.into());
                return;
            }
            link => link,
        };
        let rest = self.rest.get_or_init(Box::default);
        let mut all = rest.all.borrow_mut();
        let mut gone = Vec::new();
        if all.len() >= 8 && all.len() >= rest.many.get() as usize {
            gone = all.extract_if(.., |l| l.is_stale()).collect();
            rest.many.set(u32::try_from(all.len() * 2).unwrap_or(u32::MAX));
        }
        all.push(link);
        drop(all);
        drop(gone);
    }

    /// Says that they are to be told; False if that was said before.
    pub(super) fn schedule(&self) -> bool {
        let before = self.bits.replace(self.bits.get() | SCHEDULED);
        before & SCHEDULED == 0
    }

    /// Takes all.
    fn take(&self) -> Vec<Link> {
        self.bits.set(self.bits.get() & !SCHEDULED);
        let mut all = self.rest.get().map(|r| r.all.take()).unwrap_or_default();
        if let Ok(latch) = self.latch.take().into_obj() {
            all.insert(0, Link::Latch(latch));
        }
        all
    }

    /// Takes all, for the hub that is to tell them.
    pub(super) fn take_for(&self, core: &Obj<Core>) -> Told {
        let Some(rest) = self.rest.get() else {
            self.bits.set(self.bits.get() & !SCHEDULED);
            return match self.latch.take().into_obj::<Latch>() {
                Ok(l) if l.core().is(core) => Told::Latch(l),
                Ok(l) => Told::All(vec![Link::Latch(l)]),
                Err(_) => Told::Nobody,
            };
        };
        let mut all = rest.all.borrow_mut();
        match all.as_slice() {
            [Link::Greenlet(g, number, theirs)] if waits(g, *number) && theirs.is(core) && !self.latch.is_set() => {}
            _ => {
                drop(all);
                return Told::All(self.take());
            }
        }
        self.bits.set(self.bits.get() & !SCHEDULED);
        match all.pop() {
            Some(Link::Greenlet(g, ..)) => Told::Greenlet(g),
            _ => Told::Nobody,
        }
    }

    /// The first greenlet that waits.
    fn take_first(&self) -> Option<Waiter> {
        let rest = self.rest.get()?;
        let mut gone = Vec::new();
        let mut all = rest.all.borrow_mut();
        let place = all.iter().position(Link::is_waiting_greenlet)?;
        gone.extend(all.drain(..=place));
        drop(all);
        let last = gone.pop();
        // What is no greenlet stays.
        gone.retain(|l| !l.is_stale());
        rest.all.borrow_mut().splice(0..0, gone);
        last.and_then(Link::waiter)
    }

    /// These hear of something: in this hub, before all else if `first` says so; those of other threads in theirs.
    pub(super) fn tell(vm: &mut Vm, core: &Obj<Core>, source: &Value, links: Vec<Link>, first: bool) {
        let mut own = Vec::with_capacity(links.len());
        for link in links {
            let theirs = link.core().clone();
            let entry = match link {
                Link::Greenlet(g, number, _) => Entry::Resume(g, number, told_by(source)),
                Link::Call(f, _) => Entry::Tell(f, source.clone()),
                Link::Latch(l) => Entry::Tell(l.into(), source.clone()),
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
        let Some(rest) = self.rest.get() else { return Ok(Value::NONE) };
        let mut all = rest.all.borrow_mut();
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
    this::<Linkable>(a)?.links.add(w.clone());
    if let Some(end) = end {
        core.add_timer(end, true, Entry::resume(w, Value::FALSE));
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
