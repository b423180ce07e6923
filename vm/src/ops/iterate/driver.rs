//! Drivers: hidden generators that take the steps of an iterator whose steps need user code.
//!
//! `map` over a generator, or with a function of the program's, has to call something in the middle of each step. Rather than calling
//! a function of the prelude for each step, a loop resumes a generator of the prelude that goes on from step to step: `for x in it: yield
//! f(x)`. The iterator makes it at its first step and keeps it. It must not refer to the iterator while it is suspended, or the two would
//! keep each other alive: one that needs the iterator is sent it with each resumption.
//!
//! A driver that runs (a step within a step), or that has ended, is not used: the iterator's own `__next__` is called then.

use std::cell::RefCell;

use crate::exc::R;
use crate::frame::{FrameRef, FrameState};
use crate::heap::{Kind, Visit};
use crate::interp::generator_with;
use crate::native::Args;
use crate::object::*;
use crate::value::Value;
use crate::vm::Vm;

/// The generator that takes an iterator's steps; empty until the first.
#[derive(Default)]
pub struct Driver(RefCell<Value>);

/// A generator to resume for the next item of an iterator.
pub struct Drive {
    /// The generator: a driver, or the iterator below.
    pub generator: Value,
    /// What it is sent.
    pub value: Value,
}

impl Driver {
    /// Shows the collector what it refers to.
    pub fn visit(&self, visit: &mut Visit<'_>) {
        visit(&self.0.borrow());
    }

    /// Whether it has been started and has not ended.
    pub fn is_active(&self) -> bool {
        matches!(FrameRef::from_value(&self.0.borrow()).map(|f| f.state()), Some(s) if s != FrameState::Finished)
    }

    /// Drops it: the iterator's state was set from outside.
    pub fn forget(&self) {
        drop(self.0.take());
    }

    /// The generator to resume, made by the prelude function `name` if there is none; it is sent `value`. None: it runs, or has ended.
    pub fn drive<const N: usize>(
        &self,
        vm: &mut Vm,
        name: &'static str,
        value: Value,
        args: impl FnOnce() -> [Value; N],
    ) -> R<Option<Drive>> {
        let known = self.0.borrow().clone();
        if known.is_unbound() {
            let function = vm.prelude(name)?;
            let Some(generator) = generator_with(&function, Args::from_iter(args())) else {
                return Ok(None);
            };
            self.0.replace(generator.clone());
            return Ok(Some(Drive { generator, value: Value::NONE }));
        }
        match FrameRef::from_value(&known).map(|f| f.state()) {
            Some(FrameState::Suspended) => Ok(Some(Drive { generator: known, value })),
            _ => Ok(None),
        }
    }
}

/// The generator to resume for the next item of `it`. None: its `__next__` has to be called.
pub fn drive(vm: &mut Vm, it: &Value) -> R<Option<Drive>> {
    let Some(h) = it.header() else {
        return Ok(None);
    };
    if h.is_subclass() {
        return Ok(None);
    }
    match h.kind() {
        Kind::Map => it.downcast::<Map>().map_or(Ok(None), |m| match &m.iterators[..] {
            [a] => m.driver.drive(vm, "map_steps", Value::NONE, || [m.function.clone(), a.clone()]),
            [a, b] => m.driver.drive(vm, "map_steps_2", Value::NONE, || [m.function.clone(), a.clone(), b.clone()]),
            _ => Ok(None),
        }),
        Kind::Filter => it.downcast::<Filter>().map_or(Ok(None), |f| {
            if f.function.is_none() {
                return f.driver.drive(vm, "filter_true_steps", Value::NONE, || [f.iterator.clone()]);
            }
            f.driver.drive(vm, "filter_steps", Value::NONE, || [f.function.clone(), f.iterator.clone()])
        }),
        Kind::Enumerate => it.downcast::<Enumerate>().map_or(Ok(None), |e| {
            e.driver.drive(vm, "enumerate_steps", it.clone(), || [it.clone(), e.iterator.clone()])
        }),
        Kind::Zip => it.downcast::<Zip>().map_or(Ok(None), |z| match &z.iterators[..] {
            [a, b] if !z.strict.get() => z.driver.drive(vm, "zip_steps", Value::NONE, || [a.clone(), b.clone()]),
            _ => Ok(None),
        }),
        Kind::Native => h.iterator_drive(vm, it),
        _ => Ok(None),
    }
}
