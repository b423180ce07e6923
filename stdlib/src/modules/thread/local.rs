//! `_thread._local`: an object whose attributes each thread has for itself.
//!
//! The attributes of the thread that used it last are in the instance, as those of any object; the others' wait in a table. Before
//! an attribute is looked at, those of the thread that asks are put into the instance.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use pausa_vm::exc::{attribute_error, type_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Dict, Tuple, TypeFlags, WeakRef};
use pausa_vm::ops::attr;
use pausa_vm::thread::ThreadId;
use pausa_vm::types::method::prelude;
use pausa_vm::types::object::is_object_init;
use pausa_vm::types::typ::{assign_next, attr_name, attr_next};
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Obj, R, Value, Vm};

/// An object with attributes of each thread's own.
pub(super) struct Local {
    /// The thread whose attributes are in the instance.
    owner: Cell<ThreadId>,
    /// Those of other threads.
    others: RefCell<BTreeMap<ThreadId, Obj<Dict>>>,
    /// The arguments for `__init__`, which is called in each thread.
    args: Value,
    kwargs: Value,
}

impl Payload for Local {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for d in self.others.borrow().values() {
            visit(d.value());
        }
        visit(&self.args);
        visit(&self.kwargs);
    }
    fn clear(&self) {
        drop(self.others.take());
    }
}

/// `_thread._local`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_local",
    module: "_thread",
    layout: Local::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT | TypeFlags::WEAKREF | TypeFlags::GETATTRIBUTE | TypeFlags::SETATTR,
    doc: "Thread-local data",
    defs: DEFS,
};

static DEFS: &[Def] = &[
    pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
    tail("__getattribute__(self, name, /)", get, "Return getattr(self, name)."),
    tail("__setattr__(self, name, value, /)", set, "Implement setattr(self, name, value)."),
    tail("__delattr__(self, name, /)", delete, "Implement delattr(self, name)."),
];

/// All objects of this kind: when a thread ends, its attributes go.
#[derive(Default)]
struct Locals(Vec<Obj<WeakRef>>);

fn new(vm: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    let given = a[1].downcast::<Tuple>().is_some_and(|t| !t.is_empty())
        || a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty());
    if given && class.lookup(vm.names.__init__.value()).is_none_or(|f| is_object_init(&f)) {
        return Err(type_error("Initialization arguments are not supported"));
    }
    let local =
        Local { owner: Cell::new(vm.thread()), others: RefCell::default(), args: a[1].clone(), kwargs: a[2].clone() };
    let v: Value = new_with_type(&class, local).into();
    let weak = WeakRef::new(None, &v, Value::UNBOUND);
    let all = &mut vm.state::<Locals>().0;
    // Those that are gone are forgotten now and then, so that all of it costs little for each.
    if all.len() >= 64 && all.len().is_power_of_two() {
        all.retain(|w| w.get().is_some());
    }
    all.extend(weak);
    Ok(v)
}

/// Puts the attributes of the current thread into the instance. True if it has none yet and `__init__` is to be called for it.
fn turn(vm: &Vm, v: &Value) -> bool {
    let (Some(local), Some(instance)) = (v.downcast::<Local>(), v.header().and_then(|h| h.instance())) else {
        return false;
    };
    let thread = vm.thread();
    let before = local.owner.replace(thread);
    if before == thread {
        return false;
    }
    if vm.is_alive(before) {
        local.others.borrow_mut().insert(before, instance.dict());
    }
    let own = local.others.borrow_mut().remove(&thread);
    let is_new = own.is_none();
    instance.become_dict(own.unwrap_or_else(Dict::new));
    is_new && class_of(v).lookup(vm.names.__init__.value()).is_some_and(|f| !is_object_init(&f))
}

/// An access; `value` is empty to delete, None to read. The first one of a thread may lead to `__init__`.
fn access(vm: &mut Vm, a: &[Value], value: Option<&[Value]>) -> R<Next> {
    if turn(vm, &a[0]) {
        let local = this::<Local>(a)?;
        let value = value.map_or(Value::NONE, |items| Tuple::from_slice(items).into());
        let all = [a[0].clone(), a[1].clone(), value, local.args.clone(), local.kwargs.clone()];
        return prelude(vm, "local_new_thread", all);
    }
    let name = attr_name(&a[1])?;
    let Some(value) = value else {
        let got = attr::builtin_get(vm, &a[0], &name)?;
        return attr_next(&a[0], &name, got);
    };
    if name.bytes() == b"__dict__" {
        let text = format!("'{}' object attribute '__dict__' is read-only", class_name(&a[0]));
        return Err(attribute_error(&a[0], name.value(), text));
    }
    let value = value.first().cloned().unwrap_or(Value::UNBOUND);
    let done = attr::builtin_set(vm, &a[0], &name, value)?;
    assign_next(vm, done)
}

fn get(vm: &mut Vm, a: &[Value]) -> R<Next> {
    access(vm, a, None)
}

fn set(vm: &mut Vm, a: &[Value]) -> R<Next> {
    access(vm, a, Some(&a[2..3]))
}

fn delete(vm: &mut Vm, a: &[Value]) -> R<Next> {
    access(vm, a, Some(&[]))
}

/// `__init__` has failed for the current thread: it is called again at the next access.
pub(super) fn forget(_: &mut Vm, a: &[Value]) -> R {
    if let (Some(local), Some(instance)) = (a[0].downcast::<Local>(), a[0].header().and_then(|h| h.instance())) {
        let thread = local.owner.get();
        // As if the main thread, whose attributes may be in the table, had used it last.
        let other = local.others.borrow_mut().pop_first();
        match other {
            Some((owner, dict)) => {
                local.owner.set(owner);
                instance.become_dict(dict);
            }
            None => instance.become_dict(Dict::new()),
        }
        local.others.borrow_mut().remove(&thread);
    }
    Ok(Value::NONE)
}

/// The attributes of a thread that ends go.
pub(super) fn end_thread(vm: &mut Vm, thread: ThreadId) {
    let mut gone: Vec<Obj<Dict>> = Vec::new();
    for weak in &vm.state::<Locals>().0 {
        let Some(v) = weak.get() else { continue };
        let Some(local) = v.downcast::<Local>() else { continue };
        gone.extend(local.others.borrow_mut().remove(&thread));
        if local.owner.get() == thread
            && let Some(instance) = v.header().and_then(|h| h.instance())
        {
            instance.become_dict(Dict::new());
        }
    }
    drop(gone);
}
