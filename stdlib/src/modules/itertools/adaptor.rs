//! What the iterators over other iterators have in common: a few values and numbers, which the prelude reads and sets too.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{stop_iteration, system_error, type_error};
use pausa_vm::heap::{self, Kind, Payload, Visit};
use pausa_vm::native::{Def, Next, class_arg, pure, this};
use pausa_vm::object::{Dict, Tuple};
use pausa_vm::ops::iterate::{self, Drive, Driver, Nature, Step};
use pausa_vm::types::class_of;
use pausa_vm::{R, Value, Vm};

use super::general;

/// How many values an iterator may have.
const FIELDS: usize = 6;

/// An iterator over other iterators. What the values mean stands with each type.
pub(super) struct Adaptor {
    fields: RefCell<[Value; FIELDS]>,
    /// Numbers, for those that count.
    pub(super) numbers: [Cell<i64>; 4],
    nature: Cell<Nature>,
    step: fn(&Adaptor) -> R<Step>,
    /// Gives the generator that takes the next step, if one needs user code.
    drive: DriveFn,
    /// That generator, unless it is the iterator below.
    pub(super) driver: Driver,
}

/// See [`Payload::drive`].
type DriveFn = fn(&Adaptor, &mut Vm, &Value) -> R<Option<Drive>>;

impl Payload for Adaptor {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in self.fields.borrow().iter() {
            visit(v);
        }
        self.driver.visit(visit);
    }
    fn clear(&self) {
        drop(self.fields.take());
    }
    fn step(&self) -> R<Step> {
        (self.step)(self)
    }
    fn drive(&self, vm: &mut Vm, this: &Value) -> R<Option<Drive>> {
        (self.drive)(self, vm, this)
    }
    fn nature(&self) -> Nature {
        self.nature.get()
    }
}

impl Adaptor {
    /// An iterator with these values.
    pub(super) fn new<const N: usize>(step: fn(&Adaptor) -> R<Step>, values: [Value; N]) -> Adaptor {
        let mut fields: [Value; FIELDS] = Default::default();
        for (field, v) in fields.iter_mut().zip(values) {
            *field = v;
        }
        Adaptor {
            fields: RefCell::new(fields),
            numbers: Default::default(),
            nature: Cell::new(Nature::USER),
            step,
            drive: |_, _, _| Ok(None),
            driver: Driver::default(),
        }
    }

    /// The same with what gives the generator that takes its steps.
    pub(super) fn driven(self, drive: DriveFn) -> Adaptor {
        Adaptor { drive, ..self }
    }

    /// The same with what its steps need.
    pub(super) fn with_nature(self, nature: Nature) -> Adaptor {
        self.nature.set(nature);
        self
    }

    /// The same with these numbers.
    pub(super) fn with_numbers(self, numbers: [i64; 4]) -> Adaptor {
        for (cell, n) in self.numbers.iter().zip(numbers) {
            cell.set(n);
        }
        self
    }

    /// An object of this class.
    pub(super) fn make(self, class: &pausa_vm::object::TypeRef) -> Value {
        heap::new_with_type(class, self).into()
    }

    /// A value; `UNBOUND` if it was dropped or never set.
    pub(super) fn get(&self, i: usize) -> Value {
        self.fields.borrow()[i].clone()
    }

    /// Whether a value is set.
    pub(super) fn has(&self, i: usize) -> bool {
        !self.fields.borrow()[i].is_unbound()
    }

    /// Drops all values, and what is known of the iterators.
    pub(super) fn reset(&self) {
        drop(self.fields.take());
        self.nature.set(Nature::USER);
        self.driver.forget();
    }

    /// Sets a value.
    pub(super) fn set(&self, i: usize, v: Value) {
        let old = std::mem::replace(&mut self.fields.borrow_mut()[i], v);
        drop(old);
    }

    /// Takes a value out.
    pub(super) fn take(&self, i: usize) -> Value {
        self.fields.borrow_mut()[i].take()
    }

    /// The next item of the iterator that is value `i`; that it has ended if it was dropped.
    pub(super) fn step_field(&self, i: usize) -> R<Step> {
        let it = self.get(i);
        if it.is_unbound() { Ok(Step::Done) } else { iterate::step(&it) }
    }
}

/// The step of an iterator that is a generator, which is sent nothing; None if it is none.
pub(super) fn drive_source(it: Value) -> Option<Drive> {
    let is_generator = it.header().is_some_and(|h| h.is_exact(Kind::Generator));
    is_generator.then_some(Drive { generator: it, value: Value::NONE })
}

/// A step of what only user code can step.
pub(super) fn user_step(_: &Adaptor) -> R<Step> {
    Ok(Step::User)
}

/// `__next__`: natively, or by this prelude function.
pub(super) fn next_or(vm: &mut Vm, a: &[Value], name: &'static str, fields: &[usize]) -> R<Next> {
    let it = this::<Adaptor>(a)?;
    match it.step()? {
        Step::Item(v) => Ok(Next::Value(v)),
        Step::Done => Err(stop_iteration(Value::NONE)),
        Step::User => {
            let args: Vec<Value> = std::iter::once(a[0].clone()).chain(fields.iter().map(|i| it.get(*i))).collect();
            general(vm, name, args)
        }
    }
}

/// The TypeError for keyword arguments of a class that takes none; a subclass's `__init__` may.
pub(super) fn no_keywords(vm: &Vm, a: &[Value], kwargs: &Value, name: &str) -> R<()> {
    let given = kwargs.downcast::<Dict>().is_some_and(|d| !d.is_empty());
    if given && !pausa_vm::types::method::has_own_init(vm, &class_arg(a)?) {
        return Err(type_error(format!("{name}() takes no keyword arguments")));
    }
    Ok(())
}

/// What `__reduce__` returns: the class, its arguments, the state if there is one.
pub(super) fn reduced(a: &[Value], args: Vec<Value>, state: Option<Value>) -> Value {
    let mut out = vec![class_of(&a[0]).into_value(), Tuple::from_vec(args).into()];
    out.extend(state);
    Tuple::from_vec(out).into()
}

/// An iterator that has ended, for `__reduce__`.
pub(super) fn ended() -> R {
    iterate::iter(&Tuple::empty().into())?.ok_or_else(|| system_error("a tuple cannot be iterated over"))
}

/// The items of a state that must be a tuple.
pub(super) fn state_items(state: &Value) -> R<&[Value]> {
    state.downcast::<Tuple>().map(Tuple::items).ok_or_else(|| type_error("state is not a tuple"))
}

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_it_get(it, i, /)", |_, a| field(a, |it, i| or_none(it.get(i))), ""),
    pure("_it_step(it, /)", super::product::next::<Adaptor>, ""),
    pure("_it_has(it, i, /)", |_, a| field(a, |it, i| Value::bool(it.has(i))), ""),
    pure("_it_drop(it, i, /)", |_, a| field(a, |it, i| or_none(it.take(i))), ""),
    pure(
        "_it_set(it, i, v, /)",
        |_, a| {
            field(a, |it, i| {
                it.set(i, a[2].clone());
                Value::NONE
            })
        },
        "",
    ),
];

fn or_none(v: Value) -> Value {
    if v.is_unbound() { Value::NONE } else { v }
}

fn field(a: &[Value], f: impl FnOnce(&Adaptor, usize) -> Value) -> R {
    let i = a[1].as_small_int().and_then(|i| usize::try_from(i).ok()).filter(|i| *i < FIELDS);
    match i {
        Some(i) => Ok(f(this::<Adaptor>(a)?, i)),
        None => Err(system_error("an iterator has no such value")),
    }
}
