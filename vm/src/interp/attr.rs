//! Attributes: inline caches in front of the general look-up of `ops::attr`.
//!
//! A cache entry belongs to one instruction and one name. Its `kind` says what the last execution found; `key` and `version` say
//! when that holds again:
//!
//! | kind | holds if | finds |
//! |---|---|---|
//! | `SLOT` | the instance's shape is `key` and its class's version `version` | inline slot `index` |
//! | `CLASS` | likewise | the class's attribute `value`, which is no descriptor |
//! | `METHOD` | likewise | the function `value` in the class |
//! | `NATIVE_METHOD` | the object's class is `key` with version `version`, and it has no dict of its own | the function `value` |
//! | `MODULE` | the module's dict has version `version` | entry `index` |
//! | `TYPE` | the object is the class `key` with version `version` | its attribute `value` |
//! | `ADD` | the shape is `key` and the class's version `version` | the next shape, at `value` |
//! | `PROPERTY` | as `SLOT` | the getter `value` |
//! | `FIELD` | the object's class is `key` with version `version` | item `index` of the tuple |
//! | `MEMBER` | likewise | the member descriptor `value`, which is read natively |
//! | `EXCEPTION_FIELD` | likewise | field `index` of the exception |
//! | `EXCEPTION_ARGS` | likewise | the exception's arguments |
//! | `SUPER` | the receiver's class has version `version`, the class searched after version `index` | the method `value`; free variable `key` is the `__class__` of `super()` |

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2};
use crate::frame::{FrameBlock, Stage};
use crate::heap::instance::{PLAIN_OFFSET, Part, SLOTS_OFFSET, Shape};
use crate::heap::{Header, Kind, Obj};
use crate::interp::call;
use crate::interp::stubs::{self, Use};
use crate::interp::{Flow, get, payload, set, take};
use crate::native::Args;
use crate::object::*;
use crate::ops::attr::{self, Assign, Attr};
use crate::types::class_of;
use crate::value::Value;
use crate::vm::Vm;

const SLOT: u8 = 1;
const CLASS: u8 = 2;
const METHOD: u8 = 3;
const NATIVE_METHOD: u8 = 4;
const MODULE: u8 = 5;
const TYPE: u8 = 6;
const ADD: u8 = 7;
const PROPERTY: u8 = 8;
const FIELD: u8 = 9;
const MEMBER: u8 = 10;
const SUPER: u8 = 11;
const EXCEPTION_FIELD: u8 = 12;
const EXCEPTION_ARGS: u8 = 13;

unsafe fn part<'a>(v: &Value) -> &'a Part {
    // SAFETY: the caller has checked that the object is a plain instance, whose part is at a fixed place.
    unsafe { &*v.header_ptr().byte_add(PLAIN_OFFSET).cast::<Part>() }
}

unsafe fn slot(v: &Value, index: u32) -> *mut Value {
    // SAFETY: the caller has checked the shape, which says that the slot is inline.
    unsafe { v.header_ptr().cast_mut().byte_add(PLAIN_OFFSET + SLOTS_OFFSET).cast::<Value>().add(index as usize) }
}

unsafe fn borrowed(bits: u64) -> Value {
    // SAFETY: the word is that of a value kept alive by the class or module whose version was just compared; the clone has a
    // reference of its own.
    unsafe { (*std::mem::ManuallyDrop::new(Value::from_bits(bits))).clone() }
}

#[inline(always)]
unsafe fn is_cached_instance(v: &Value, h: &Header, c: &Cache) -> bool {
    // SAFETY: `v` is an object; a plain instance has its part at a fixed place.
    unsafe {
        h.is_exact(Kind::Instance)
            && h.has(crate::heap::flag::INSTANCE)
            && std::ptr::from_ref::<Shape>(part(v).shape.get()) as u64 == c.key.get()
            && h.class_ref().version.get() == c.version.get()
    }
}

/// Whether an object's class is the one that the cache is about.
#[inline(always)]
unsafe fn is_of_cached_class(v: &Value, c: &Cache) -> bool {
    // SAFETY: a pointer-tagged word points to a live object.
    v.is_object()
        && unsafe {
            let h = &*v.header_ptr();
            h.type_ptr() as u64 == c.key.get() && h.class_ref().version.get() == c.version.get()
        }
}

/// The attribute of an object, if the cache knows it.
#[inline(always)]
pub(crate) unsafe fn cached(v: &Value, c: &Cache) -> Option<Value> {
    // SAFETY: `v` is an object (the caller's promise); each kind's conditions are checked before its find is used.
    unsafe {
        let h = &*v.header_ptr();
        // By far the commonest, before the others are told apart.
        if c.kind.get() == SLOT {
            if !is_cached_instance(v, h, c) {
                return None;
            }
            let found = (*slot(v, c.index.get())).clone();
            return if found.is_unbound() { None } else { Some(found) };
        }
        match c.kind.get() {
            CLASS if is_cached_instance(v, h, c) => Some(borrowed(c.value.get())),
            MODULE if h.is_exact(Kind::Module) => {
                let table = &*payload::<Module>(v).dict.as_ptr();
                if table.current_version() == c.version.get() {
                    Some(table.entries()[c.index.get() as usize].value.clone())
                } else {
                    None
                }
            }
            FIELD if h.type_ptr() as u64 == c.key.get() && h.class_ref().version.get() == c.version.get() => {
                payload::<Tuple>(v).items().get(c.index.get() as usize).cloned()
            }
            EXCEPTION_FIELD if is_of_cached_class(v, c) => {
                let fields = &*payload::<Exception>(v).fields.as_ptr();
                fields.get(c.index.get() as usize).filter(|field| !field.is_unbound()).cloned()
            }
            EXCEPTION_ARGS if is_of_cached_class(v, c) => {
                Some((*payload::<Exception>(v).args.as_ptr()).value().clone())
            }
            TYPE if v.bits() == c.key.get() && payload::<Type>(v).version.get() == c.version.get() => {
                Some(borrowed(c.value.get()))
            }
            _ => None,
        }
    }
}

/// The method of an object, if the cache knows it.
#[inline(always)]
pub(crate) unsafe fn cached_method(v: &Value, c: &Cache) -> Option<Value> {
    // SAFETY: as in `cached`.
    unsafe {
        let h = &*v.header_ptr();
        let kind = c.kind.get();
        if kind == METHOD {
            return is_cached_instance(v, h, c).then(|| borrowed(c.value.get()));
        }
        match kind {
            NATIVE_METHOD
                if h.type_ptr() as u64 == c.key.get()
                    && h.class_ref().version.get() == c.version.get()
                    && !h.has(crate::heap::flag::OWN_DICT) =>
            {
                Some(borrowed(c.value.get()))
            }
            _ => None,
        }
    }
}

/// Stores into an attribute, if the cache knows how.
#[inline(always)]
pub(crate) unsafe fn store_cached(o: &Value, c: &Cache, frame: *mut FrameBlock, dying: bool, v: u16) -> bool {
    // SAFETY: as in `cached`; `v` is a register of the frame. The shape of kind `ADD` has room for one more inline slot.
    unsafe {
        let kind = c.kind.get();
        if (kind != SLOT && kind != ADD) || !is_cached_instance(o, &*o.header_ptr(), c) {
            return false;
        }
        let new = if dying { take(frame, v) } else { get(frame, v).clone() };
        let old = std::ptr::replace(slot(o, c.index.get()), new);
        if kind == ADD {
            part(o).shape.set(&*std::ptr::with_exposed_provenance::<Shape>(c.value.get() as usize));
        }
        drop(old);
        true
    }
}

unsafe fn cache<'a>(frame: *mut FrameBlock, n: u16) -> &'a Cache {
    // SAFETY: the frame's code outlives the instruction; the number was verified.
    unsafe { &crate::interp::body(frame).caches[n as usize] }
}

/// A plain instance with attributes, for which shapes can be cached.
fn shape_of(o: &Value) -> Option<&'static Shape> {
    let h = o.header()?;
    if !h.is_exact(Kind::Instance) {
        return None;
    }
    let shape = h.instance()?.shape();
    if shape.is_dict() { None } else { Some(shape) }
}

fn remember(c: &Cache, kind: u8, shape: &'static Shape, class: &Type, wanted: Use) {
    c.kind.set(kind);
    c.key.set(std::ptr::from_ref(shape).expose_provenance() as u64);
    c.version.set(class.version());
    stubs::note(c, wanted);
}

/// What a cache for this object would have as its key.
unsafe fn key(v: &Value) -> u64 {
    // SAFETY: `v` is an object; a plain instance has its part at a fixed place.
    unsafe {
        let h = &*v.header_ptr();
        if h.is_exact(Kind::Instance) && h.has(crate::heap::flag::INSTANCE) {
            std::ptr::from_ref::<Shape>(part(v).shape.get()) as u64
        } else {
            h.type_ptr() as u64
        }
    }
}

/// Notes where a read found the attribute.
fn learn(vm: &Vm, o: &Value, c: &Cache) {
    c.kind.set(0);
    let name = c.name.value();
    if let Some(m) = o.exact::<Module>() {
        let mut table = m.dict.table_mut();
        let found = table.find(c.name.hash(), None, |k| {
            Some(k.is(name) || k.exact::<Str>().is_some_and(|k| k.bytes() == c.name.bytes()))
        });
        if let Found::At(i) = found {
            c.version.set(table.version());
            c.index.set(i as u32);
            c.kind.set(MODULE);
        }
        return;
    }
    if let Some(t) = o.cast::<Type>() {
        let metaclass = class_of(o);
        if metaclass.any(TypeFlags::GETATTRIBUTE) || metaclass.lookup(name).is_some() {
            return;
        }
        if let Some(v) = t.lookup(name)
            && (v.is_a::<Function>() || !v.is_object() || is_plain_constant(&v))
        {
            c.key.set(o.bits());
            c.version.set(t.version());
            c.value.set(v.bits());
            c.kind.set(TYPE);
        }
        return;
    }
    let Some(h) = o.header() else { return };
    let class = h.class_ref();
    if class.any(TypeFlags::GETATTRIBUTE) {
        return;
    }
    if o.is_a::<Tuple>() {
        // A field of a named tuple.
        if let Some(m) = class.lookup(name).as_ref().and_then(Value::downcast::<Member>)
            && let MemberKind::Item { index, .. } = m.kind
            && let Ok(index) = u32::try_from(index)
        {
            c.key.set(h.type_ptr() as u64);
            c.version.set(class.version());
            c.index.set(index);
            c.kind.set(FIELD);
        }
        return;
    }
    let Some(shape) = shape_of(o) else {
        if let Some(v) = class.lookup(name)
            && let Some(m) = v.downcast::<Member>()
            && attr::is_native(m)
            && !attr::has_own_rules(o)
        {
            c.key.set(h.type_ptr() as u64);
            c.version.set(class.version());
            c.value.set(v.bits());
            c.kind.set(match m.kind {
                MemberKind::Field(i) if o.is_a::<Exception>() => {
                    c.index.set(i);
                    EXCEPTION_FIELD
                }
                MemberKind::Native { .. } if crate::types::exception::is_args(m) => EXCEPTION_ARGS,
                _ => MEMBER,
            });
        }
        return;
    };
    match class.lookup(name) {
        Some(v) if attr::is_data_descriptor(vm, &v) => {
            if let Some(m) = v.downcast::<Member>()
                && let MemberKind::Slot(i) = m.kind
                && i < shape.inline_slots()
            {
                c.index.set(i);
                remember(c, SLOT, shape, class, Use::Get);
            } else if let Some(p) = v.exact::<Property>() {
                let getter = p.accessors.borrow()[0].clone();
                if getter.is_a::<Function>() && !class.any(TypeFlags::GETATTR) {
                    c.value.set(getter.bits());
                    remember(c, PROPERTY, shape, class, Use::Get);
                }
            }
        }
        found => match shape.find(name) {
            Some(i) if i < shape.inline_slots() => {
                c.index.set(i);
                remember(c, SLOT, shape, class, Use::Get);
            }
            Some(_) => {}
            None => {
                if let Some(v) = found
                    && is_plain_constant(&v)
                {
                    c.value.set(v.bits());
                    remember(c, CLASS, shape, class, Use::Get);
                }
            }
        },
    }
}

/// Whether a class attribute is certainly no descriptor.
fn is_plain_constant(v: &Value) -> bool {
    match v.header() {
        None => true,
        Some(h) => {
            matches!(h.kind(), Kind::Int | Kind::Float | Kind::Str | Kind::Tuple | Kind::List | Kind::Dict | Kind::Set)
                && !h.is_subclass()
        }
    }
}

/// Reads an attribute into the frame: immediately, or by a call.
unsafe fn finish(vm: &mut Vm, frame: *mut FrameBlock, o: &Value, name: &Obj<Str>, got: Attr, stage: Stage) -> Flow {
    match got {
        Attr::Value(v) => {
            // SAFETY: the frame is current, and waits for a value with this stage.
            unsafe {
                (*frame).payload.stage = stage;
                super::deliver::deliver(vm, frame, v)
            }
        }
        // SAFETY: as above.
        Attr::Call(f, args) => unsafe { call::value(vm, frame, stage, &f, args) },
        Attr::Missing => {
            let e = attr::missing_now(vm, o, name);
            vm.raise(e)
        }
    }
}

/// Reads `R[s].name`.
#[inline(never)]
pub(crate) unsafe fn get_attr(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::GetAttr { k, d, s, cache: n } = instr else { unreachable!("{} reads no attribute", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let c = cache(frame, n);
        if c.kind.get() == MEMBER && is_of_cached_class(get(frame, s), c) {
            // The class keeps it, and no native getter changes classes or registers.
            let member = std::mem::ManuallyDrop::new(Value::from_bits(c.value.get()));
            return match attr::native_member(vm, payload(&member), get(frame, s)) {
                Ok(v) => {
                    if k & KILL_1 != 0 && s != d {
                        drop(take(frame, s));
                    }
                    set(frame, d, v);
                    Flow::Next
                }
                Err(e) => vm.raise(e),
            };
        }
        let o = get(frame, s).clone();
        if o.is_object()
            && stubs::recall(c, key(&o), Use::Get)
            && let Some(v) = cached(&o, c)
        {
            if k & KILL_1 != 0 && s != d {
                drop(take(frame, s));
            }
            set(frame, d, v);
            return Flow::Next;
        }
        let stage = if k & KILL_1 != 0 && s != d { Stage::Attribute } else { Stage::Store };
        if c.kind.get() == PROPERTY && o.is_object() && is_cached_instance(&o, &*o.header_ptr(), c) {
            let getter = borrowed(c.value.get());
            let code: *const Code = payload::<Function>(&getter).code_ref();
            if (*code).simple_args.get() == 1 && (*frame).payload.depth < vm.recursion_limit {
                (*frame).payload.stage = stage;
                let block = call::new_frame(getter, &*code);
                set(block, 0, o);
                vm.frame = frame;
                call::push(vm, block);
                return Flow::Reload;
            }
            return call::value(vm, frame, stage, &getter, Args::from_iter([o]));
        }
        if class_of(&o).any(TypeFlags::GETATTR) {
            return full_get(vm, frame, &o, &c.name, stage);
        }
        match attr::get(vm, &o, &c.name) {
            Ok(Attr::Value(v)) => {
                learn(vm, &o, c);
                if k & KILL_1 != 0 && s != d {
                    drop(take(frame, s));
                }
                set(frame, d, v);
                Flow::Next
            }
            Ok(got) => {
                learn(vm, &o, c);
                finish(vm, frame, &o, &c.name, got, stage)
            }
            Err(e) => vm.raise(e),
        }
    }
}

/// The attribute of an object whose class has `__getattr__`: if what is tried first is user code, the prelude catches its
/// AttributeError.
unsafe fn full_get(vm: &mut Vm, frame: *mut FrameBlock, o: &Value, name: &Obj<Str>, stage: Stage) -> Flow {
    // SAFETY: `frame` is the current frame, waiting for the attribute with this stage.
    unsafe {
        match attr::get(vm, o, name) {
            Ok(Attr::Call(f, args)) => {
                let hook = match attr::getattr_hook(vm, &class_of(o)) {
                    Ok(hook) => hook.unwrap_or_default(),
                    Err(e) => return vm.raise(e),
                };
                if f.is(&hook) {
                    return call::value(vm, frame, stage, &f, args);
                }
                let args = Tuple::from_vec(args.into_vec()).into();
                let list = super::names::args([f, args, hook, o.clone(), name.clone().into_value()]);
                call::prelude_staged(vm, frame, stage, "getattr_with_hook", list)
            }
            Ok(got) => finish(vm, frame, o, name, got, stage),
            Err(e) => vm.raise(e),
        }
    }
}

/// For `R[s].name(...)`.
#[inline(never)]
pub(crate) unsafe fn load_method(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::LoadMethod { k, d, s: register, cache: n } = instr else {
        unreachable!("{} loads no method", instr.name())
    };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let c = cache(frame, n);
        let o = get(frame, register).clone();
        if let Some(s) = o.exact::<Super>()
            && let Some(method) = super_method(s, c)
        {
            let receiver = s.receiver.clone();
            if k & KILL_1 != 0 {
                drop(take(frame, register));
            }
            set(frame, d, method);
            set(frame, d + 1, receiver);
            return Flow::Next;
        }
        let method = if o.is_object() && stubs::recall(c, key(&o), Use::Method) { cached_method(&o, c) } else { None };
        if let Some(method) = method.or_else(|| find_method(vm, &o, c)) {
            if k & KILL_1 != 0 {
                drop(take(frame, register));
            }
            set(frame, d, method);
            set(frame, d + 1, o);
            return Flow::Next;
        }
        if o.is_object()
            && let Some(v) = cached(&o, c)
        {
            if k & KILL_1 != 0 {
                drop(take(frame, register));
            }
            set(frame, d, Value::UNBOUND);
            set(frame, d + 1, v);
            return Flow::Next;
        }
        if class_of(&o).any(TypeFlags::GETATTR) {
            return full_get(vm, frame, &o, &c.name, Stage::Method);
        }
        match attr::get(vm, &o, &c.name) {
            Ok(got) => {
                if matches!(got, Attr::Value(_)) {
                    learn(vm, &o, c);
                }
                finish(vm, frame, &o, &c.name, got, Stage::Method)
            }
            Err(e) => vm.raise(e),
        }
    }
}

/// The method that `super().name(...)` calls with the receiver as first argument, if it is one and the receiver an instance.
unsafe fn super_method(s: &Super, c: &Cache) -> Option<Value> {
    let (start, this) = (s.receiver_class.downcast::<Type>()?, s.this_class.downcast::<Type>()?);
    if s.receiver.is(&s.receiver_class) {
        return None;
    }
    let (version, above) = (start.version(), this.version());
    if c.kind.get() == SUPER && c.version.get() == version && c.index.get() == above {
        // SAFETY: the class of the receiver has the version for which this was found.
        return Some(unsafe { borrowed(c.value.get()) });
    }
    let mro = start.mro();
    let after = mro.iter().position(|t| std::ptr::eq(&**t, this))? + 1;
    let found = mro[after..].iter().find_map(|t| t.dict.get_interned(c.name.value()))?;
    if !is_method(&found) {
        return None;
    }
    c.kind.set(SUPER);
    c.key.set(NO_CELL);
    c.version.set(version);
    c.index.set(above);
    c.value.set(found.bits());
    Some(found)
}

/// The number of no free variable.
const NO_CELL: u64 = u64::MAX;

/// `super().name(...)`, where `super` is in register `base` and to be called without arguments into `d`: does what the instruction that
/// loads the method does, without making the object, if its cache knows the method. False: `super` has to be called.
#[inline(never)]
pub(crate) unsafe fn load_super(frame: *mut FrameBlock, d: u16, base: u16) -> bool {
    // SAFETY: the operands of both instructions are registers of the current frame, whose `pc` is after the call.
    unsafe {
        let Instr::LoadMethod { k, d: to, s, cache: n } = *(*frame).payload.pc else { return false };
        if s != d || k & KILL_1 == 0 || (*frame).payload.is_prelude() {
            return false;
        }
        let c = cache(frame, n);
        let code = &*(*frame).payload.code;
        let receiver = get(frame, 0);
        let Some(h) = receiver.header().filter(|h| !h.is_kind(Kind::Type)) else { return false };
        if c.kind.get() != SUPER || h.class_ref().version.get() != c.version.get() || code.unit.arg_count == 0 {
            return false;
        }
        if c.key.get() == NO_CELL {
            match code.unit.free.iter().position(|name| &**name == "__class__") {
                Some(i) => c.key.set(i as u64),
                None => return false,
            }
        }
        let closure = &payload::<Function>(&(*frame).payload.func).closure;
        let Some(cell) = closure.downcast::<Tuple>().and_then(|cells| cells.items().get(c.key.get() as usize)) else {
            return false;
        };
        let class = cell.downcast::<Cell>().map(Cell::get).unwrap_or_default();
        if class.downcast::<Type>().is_none_or(|t| t.version.get() != c.index.get()) {
            return false;
        }
        let receiver = receiver.clone();
        drop(take(frame, base));
        set(frame, to, borrowed(c.value.get()));
        set(frame, to + 1, receiver);
        (*frame).payload.pc = (*frame).payload.pc.add(1);
        true
    }
}

/// Whether a class's attribute is a function that binds to instances.
fn is_method(v: &Value) -> bool {
    v.is_a::<Function>() || v.downcast::<NativeFunction>().is_some_and(|f| f.owner.is_some() && f.receiver.is_unbound())
}

/// The function to call with the object as first argument, if the attribute is a method of its class that nothing hides.
fn find_method(vm: &Vm, o: &Value, c: &Cache) -> Option<Value> {
    let _ = vm;
    let class = class_of(o);
    let own_rules = o.is_a::<Type>()
        || o.is_a::<Super>()
        || o.is_a::<GenericAlias>()
        || o.is_a::<BoundMethod>()
        || o.downcast::<WeakRef>().is_some_and(WeakRef::is_proxy);
    if class.any(TypeFlags::GETATTRIBUTE) || own_rules {
        return None;
    }
    let name = c.name.value();
    let v = class.lookup(name)?;
    if !is_method(&v) || attr::own_attr(o, name).is_some() {
        return None;
    }
    c.kind.set(0);
    match shape_of(o) {
        Some(shape) => {
            c.value.set(v.bits());
            remember(c, METHOD, shape, &class, Use::Method);
        }
        // Objects without attributes of their own: the class decides alone.
        None => {
            if let Some(h) = o.header()
                && h.instance().is_none()
                && !h.is_kind(Kind::Module)
            {
                c.key.set(h.type_ptr() as u64);
                c.version.set(class.version());
                c.value.set(v.bits());
                c.kind.set(NATIVE_METHOD);
                stubs::note(c, Use::Method);
            }
        }
    }
    Some(v)
}

/// Writes `R[o].name`.
#[inline(never)]
pub(crate) unsafe fn set_attr(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::SetAttr { k, o, v, cache: n } = instr else { unreachable!("{} writes no attribute", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let c = cache(frame, n);
        if get(frame, o).is_object()
            && stubs::recall(c, key(get(frame, o)), Use::Store)
            && store_cached(get(frame, o), c, frame, k & KILL_2 != 0, v)
        {
            super::kill(frame, k & KILL_1, [o, 0, 0]);
            return Flow::Next;
        }
        let obj = get(frame, o).clone();
        let value = get(frame, v).clone();
        let before = shape_of(&obj);
        let done = attr::set(vm, &obj, &c.name, value);
        super::kill(frame, k & (KILL_1 | KILL_2), [o, v, 0]);
        match done {
            Ok(Assign::Done) => {
                learn_store(&obj, c, before);
                Flow::Next
            }
            Ok(Assign::Call(f, args)) => call::value(vm, frame, Stage::Ignore, &f, args),
            Err(e) => vm.raise(e),
        }
    }
}

/// Notes how an attribute was written.
fn learn_store(o: &Value, c: &Cache, before: Option<&'static Shape>) {
    c.kind.set(0);
    let (Some(before), Some(after)) = (before, shape_of(o)) else {
        return;
    };
    let Some(h) = o.header() else { return };
    let class = h.class_ref();
    if class.any(TypeFlags::SETATTR) {
        return;
    }
    if let Some(m) = class.lookup(c.name.value()) {
        // Only a slot's descriptor can have led here without a call; other class attributes do not matter for writing.
        if let Some(m) = m.downcast::<Member>() {
            if let MemberKind::Slot(i) = m.kind
                && i < after.inline_slots()
            {
                c.index.set(i);
                remember(c, SLOT, after, class, Use::Store);
            }
            return;
        }
    }
    let Some(i) = after.find(c.name.value()) else {
        return;
    };
    if i >= after.inline_slots() {
        return;
    }
    c.index.set(i);
    if std::ptr::eq(before, after) {
        remember(c, SLOT, before, class, Use::Store);
    } else {
        c.value.set(std::ptr::from_ref(after).expose_provenance() as u64);
        remember(c, ADD, before, class, Use::Store);
    }
}

/// Deletes `R[o].name`.
pub(crate) unsafe fn del_attr(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::DelAttr { k, o, name } = instr else { unreachable!("{} deletes no attribute", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let name = crate::interp::body(frame).names[name as usize].clone();
        let obj = get(frame, o).clone();
        super::kill(frame, k & KILL_1, [o, 0, 0]);
        match attr::set(vm, &obj, &name, Value::UNBOUND) {
            Ok(Assign::Done) => Flow::Next,
            Ok(Assign::Call(f, args)) => call::value(vm, frame, Stage::Ignore, &f, args),
            Err(e) => vm.raise(e),
        }
    }
}
