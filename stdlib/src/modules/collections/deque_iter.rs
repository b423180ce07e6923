//! The iterators of deques, forward and backward.

use std::cell::{Cell, RefCell};

use pausa_vm::exc::{runtime_error, stop_iteration, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, TypeSpec, class_arg, pure, this};
use pausa_vm::object::Tuple;
use pausa_vm::ops::iterate::{Nature, Step};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Obj, R, Value, Vm};

use super::deque::Deque;

/// Over a deque, from its first item or from its last.
pub(super) struct DequeIter<const REVERSED: bool> {
    deque: RefCell<Option<Obj<Deque>>>,
    /// How many items are left.
    left: Cell<usize>,
    /// The deque's state at the start.
    state: u64,
}

impl<const REVERSED: bool> Payload for DequeIter<REVERSED> {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(d) = &*self.deque.borrow() {
            visit(d.value());
        }
    }
    fn clear(&self) {
        drop(self.deque.take());
    }
    fn step(&self) -> R<Step> {
        let deque = self.deque.borrow();
        let Some(d) = &*deque else {
            return Ok(Step::Done);
        };
        if d.state() != self.state {
            self.left.set(0);
            return Err(runtime_error("deque mutated during iteration"));
        }
        let left = self.left.get();
        if left == 0 {
            return Ok(Step::Done);
        }
        self.left.set(left - 1);
        let at = if REVERSED { left - 1 } else { d.len() - left };
        Ok(d.get(at).map_or(Step::Done, Step::Item))
    }
    fn nature(&self) -> Nature {
        Nature::FINITE
    }
}

macro_rules! spec {
    ($(#[$doc:meta])* $name:ident $text:literal $reversed:literal) => {
        $(#[$doc])*
        pub(super) static $name: TypeSpec = TypeSpec {
            name: $text,
            module: "_collections",
            layout: DequeIter::<$reversed>::LAYOUT,
            flags: 0,
            doc: "",
            defs: {
                static DEFS: &[Def] = &[
                    pure("__new__(cls, deque, index: index=0, /)", new::<$reversed>, "").constructor(),
                    pure("__iter__(self, /)", this_iterator, "Implement iter(self)."),
                    pure("__next__(self, /)", next::<$reversed>, "Implement next(self)."),
                    pure(
                        "__length_hint__(self, /)",
                        |_, a| Ok(this::<DequeIter<$reversed>>(a)?.left.get().into()),
                        "Private method returning an estimate of len(list(it)).",
                    ),
                    pure("__reduce__(self, /)", reduce::<$reversed>, "Return state information for pickling."),
                ];
                DEFS
            },
        };
    };
}

spec! {
    /// `iter(deque)`
    FORWARD "_deque_iterator" false
}
spec! {
    /// `reversed(deque)`
    BACKWARD "_deque_reverse_iterator" true
}

impl<const REVERSED: bool> DequeIter<REVERSED> {
    fn payload(deque: Obj<Deque>, skip: usize) -> DequeIter<REVERSED> {
        let (left, state) = (deque.len().saturating_sub(skip), deque.state());
        DequeIter { deque: RefCell::new(Some(deque)), left: Cell::new(left), state }
    }

    /// The iterator of a deque.
    pub(super) fn start(vm: &Vm, deque: &Value) -> R {
        let deque = cast(deque)?;
        Ok(vm.new_native(DequeIter::<REVERSED>::payload(deque, 0))?.into())
    }
}

fn cast(v: &Value) -> R<Obj<Deque>> {
    v.cast::<Deque>().ok_or_else(|| type_error(format!("argument 1 must be collections.deque, not {}", class_name(v))))
}

fn new<const REVERSED: bool>(_: &mut Vm, a: &[Value]) -> R {
    let skip = a[2].given().and_then(Value::as_i64).map_or(0, |n| n.max(0) as usize);
    let payload = DequeIter::<REVERSED>::payload(cast(&a[1])?, skip);
    Ok(new_with_type(&class_arg(a)?, payload).into())
}

fn next<const REVERSED: bool>(_: &mut Vm, a: &[Value]) -> R {
    match this::<DequeIter<REVERSED>>(a)?.step()? {
        Step::Item(v) => Ok(v),
        Step::Done | Step::User => Err(stop_iteration(Value::NONE)),
    }
}

fn reduce<const REVERSED: bool>(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<DequeIter<REVERSED>>(a)?;
    let deque = it.deque.borrow().clone();
    let skip = deque.as_ref().map_or(0, |d| d.len().saturating_sub(it.left.get()));
    let args = Tuple::from_vec(vec![deque.map_or(Value::NONE, Value::from), skip.into()]);
    Ok(Tuple::from_vec(vec![class_of(&a[0]).into(), args.into()]).into())
}
