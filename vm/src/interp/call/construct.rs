//! Calling a class: making an instance.

use crate::bytecode::Instr;
use crate::bytecode::instr::KILL_1;
use crate::exc::{R, type_error};
use crate::frame::{FrameBlock, Stage, allocate_call};
use crate::heap::instance::{PLAIN_OFFSET, Plain};
use crate::heap::{self, Kind, increment, separate};
use crate::interp::call::{Called, Kwargs, call_value, take_args};
use crate::interp::{Flow, get, payload, set, take};
use crate::native::{Args, Next, Role};
use crate::object::*;
use crate::ops::item::sequence::small_range_length;
use crate::types::class_of;
use crate::value::Value;
use crate::vm::Vm;

/// What `Type::constructor` remembers for the class's version.
const UNKNOWN: u8 = 0;
/// `object.__new__`, and a Python `__init__` (its word is kept).
const PLAIN_INIT: u8 = 1;
/// `object.__new__` and `object.__init__`.
const BARE: u8 = 2;
/// A built-in exception's own `__new__` and `__init__`.
const EXCEPTION: u8 = 3;
/// A native function (its word is kept): a maker, or a `__new__` with nothing to do in `__init__`.
const NATIVE: u8 = 4;
/// Anything else.
const GENERAL: u8 = 5;

/// Finds out how the class makes instances.
fn classify(vm: &Vm, t: &TypeRef) -> u8 {
    if t.constructor.get() != UNKNOWN && t.constructor_version.get() == t.version.get() {
        return t.constructor.get();
    }
    let mut kind = GENERAL;
    let metaclass = class_of(t.value());
    let plain_call = metaclass.lookup(vm.names.__call__.value()).is_some_and(|f| f.is_a::<NativeFunction>());
    let new = t.lookup(vm.names.__new__.value());
    let init = t.lookup(vm.names.__init__.value());
    if plain_call
        && t.layout.kind == Kind::Instance
        && !t.any(TypeFlags::ABSTRACT | TypeFlags::NO_NEW)
        && new.as_ref().is_some_and(crate::types::object::is_object_new)
        && let Some(init) = &init
    {
        if init.is_a::<Function>() {
            t.constructor_words[0].set(init.bits());
            kind = PLAIN_INIT;
        } else if crate::types::object::is_object_init(init) {
            kind = BARE;
        }
    } else if plain_call
        && !t.any(TypeFlags::ABSTRACT | TypeFlags::NO_NEW)
        && crate::types::exception::keeps_arguments(vm, t)
    {
        kind = EXCEPTION;
    } else if plain_call && !t.any(TypeFlags::ABSTRACT | TypeFlags::NO_NEW) && !t.is(&crate::types::of_kind(Kind::Type))
    {
        let bare = init.is_some_and(|f| crate::types::object::is_object_init(&f));
        let own = new.filter(|f| {
            let f = f.downcast::<NativeFunction>();
            bare && f.is_some_and(|f| f.def.role == Role::New)
        });
        if let Some(f) = t.maker.get().or(own.as_ref()) {
            t.constructor_words[0].set(f.bits());
            kind = NATIVE;
        }
    }
    if t.is_heap_type() && t.instance_shape().is_none() {
        learn_shape(vm, t);
    }
    t.constructor.set(kind);
    t.constructor_version.set(t.version());
    kind
}

/// Gives the class its shape: inline slots for the attributes that its `__init__` assigns.
pub(crate) fn learn_shape(vm: &Vm, t: &TypeRef) {
    let mut names = std::collections::BTreeSet::new();
    for base in t.mro().iter() {
        if let Some(init) = base.dict.get_interned(vm.names.__init__.value())
            && let Some(f) = init.downcast::<Function>()
        {
            let code = f.code();
            for instr in &code.unit.instrs {
                if let crate::bytecode::Instr::SetAttr { o: 0, cache, .. } = instr {
                    let name = code.unit.caches[*cache as usize] as usize;
                    names.insert(code.unit.names[name].clone());
                }
            }
        }
    }
    t.set_instance_shape(names.len().min(32) as u16);
}

/// `range(...)` of small ints that is iterated over at once: makes the iterator, and goes on after the instruction that would have made
/// it. False: it is something else.
unsafe fn range_in_loop(frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> bool {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let Instr::GetIter { k, d: to, s } = *(*frame).payload.pc else { return false };
        if s != d || k & KILL_1 == 0 || !(1..=3).contains(&n) {
            return false;
        }
        let mut parts = [0; 3];
        for (i, part) in parts.iter_mut().enumerate().take(n) {
            match get(frame, base + 1 + i as u16).as_small_int() {
                Some(v) => *part = v,
                None => return false,
            }
        }
        let (start, stop, step) = match n {
            1 => (0, parts[0], 1),
            2 => (parts[0], parts[1], 1),
            _ => (parts[0], parts[1], parts[2]),
        };
        if step == 0 {
            return false;
        }
        let Some(left) = small_range_length(start, stop, step) else { return false };
        // Ints need no dropping; the class is dropped with the others at the end of the call.
        drop(take(frame, base));
        let length = left as u64;
        let it = RangeIter { next: std::cell::Cell::new(start), step, left: std::cell::Cell::new(length), length };
        set(frame, to, heap::new(it).into());
        (*frame).payload.pc = (*frame).payload.pc.add(1);
        true
    }
}

/// Makes an instance of the class in register `base` and begins its `__init__`, if it is known that the class is called in this way, and
/// `__init__` takes just these `n` arguments; returns the frame that runs now.
#[inline(always)]
pub(in crate::interp) unsafe fn begin(vm: &Vm, frame: *mut FrameBlock, base: u16, n: usize) -> Option<*mut FrameBlock> {
    // SAFETY: the operands are registers of the current frame, whose `pc` is set; the remembered `__init__` is kept by the class as long as
    // its version holds.
    unsafe {
        let t: &Type = payload(get(frame, base));
        if t.constructor.get() != PLAIN_INIT
            || t.constructor_version.get() != t.version.get()
            || (*frame).payload.depth >= vm.recursion_limit
        {
            return None;
        }
        let init = std::mem::ManuallyDrop::new(Value::from_bits(t.constructor_words[0].get()));
        let code: *const Code = payload::<Function>(&init).code_ref();
        if (*code).simple_args.get() != n as i32 + 1 {
            return None;
        }
        let block = heap::instance::reuse(t, get(frame, base).header_ptr(), PLAIN_OFFSET);
        let instance = if block.is_null() {
            instance_anew(frame, base)
        } else {
            // The instance has the register's reference to the class.
            std::mem::forget(take(frame, base));
            Value::from_header(block)
        };
        // It waits in this register, and is the first argument.
        increment(instance.header_ptr());
        let new = allocate_call(Value::clone(&init), code);
        (*new).payload.parent = frame;
        (*new).payload.depth = (*frame).payload.depth + 1;
        let from = FrameBlock::reg(frame, base as usize);
        let to = FrameBlock::reg(new, 0);
        std::ptr::write(to, Value::from_header(instance.header_ptr()));
        std::ptr::write(from, instance);
        for i in 1..=n {
            std::ptr::write(to.add(i), std::ptr::replace(from.add(i), Value::UNBOUND));
            separate();
        }
        for i in n + 1..(*code).registers.get() as usize {
            std::ptr::write(to.add(i), Value::UNBOUND);
            separate();
        }
        (*frame).payload.stage = Stage::Init;
        Some(new)
    }
}

/// An instance of the plain class in a register, which is left empty, where no freed block is at hand.
#[cold]
#[inline(never)]
unsafe fn instance_anew(frame: *mut FrameBlock, base: u16) -> Value {
    // SAFETY: the operand is a register of the current frame.
    match unsafe { take(frame, base) }.into_obj::<Type>() {
        Ok(class) => heap::new_with_type(&class, Plain).into(),
        Err(_) => unreachable!("only classes make instances"),
    }
}

/// `R[d] := R[base](...)` for a class whose instances are made in the usual way. None: not such a call.
pub(super) unsafe fn construct_fast(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Option<Flow> {
    // SAFETY: the operands are registers of the current frame; the remembered `__init__` is kept by the class as long as its version
    // holds.
    unsafe {
        let t: &Type = payload(get(frame, base));
        if t.constructor.get() == EXCEPTION && t.constructor_version.get() == t.version.get() {
            return exception(frame, d, base, n);
        }
        let Ok(t) = get(frame, base).clone().into_obj::<Type>() else {
            return None;
        };
        if n == 1 && t.layout.kind == Kind::Type && !t.is_heap_type() {
            let class = class_of(get(frame, base + 1));
            drop(take(frame, base));
            drop(take(frame, base + 1));
            set(frame, d, class.into_value());
            return Some(Flow::Next);
        }
        if t.layout.kind == Kind::Range && range_in_loop(frame, d, base, n) {
            return Some(Flow::Reload);
        }
        match classify(vm, &t) {
            PLAIN_INIT => {
                if (*frame).payload.depth >= vm.recursion_limit {
                    return None;
                }
                if let Some(new) = begin(vm, frame, base, n) {
                    vm.frame = new;
                    return Some(Flow::Reload);
                }
                let word = std::mem::ManuallyDrop::new(Value::from_bits(t.constructor_words[0].get()));
                let init = Value::clone(&word);
                let instance: Value = heap::new_with_type(&t, Plain).into();
                let mut args = Args::new();
                args.push(instance.clone());
                args.extend(take_args(frame, base + 1, n));
                set(frame, base, instance);
                Some(initialize(vm, frame, &init, args, Kwargs::new()))
            }
            BARE if n == 0 => {
                drop(take(frame, base));
                let instance = heap::new_with_type(&t, Plain);
                set(frame, d, instance.into());
                Some(Flow::Next)
            }
            NATIVE => {
                let word = std::mem::ManuallyDrop::new(Value::from_bits(t.constructor_words[0].get()));
                let f = Value::clone(&word);
                super::native::make_fast(vm, frame, d, base, n, &f)
            }
            EXCEPTION => exception(frame, d, base, n),
            _ => None,
        }
    }
}

/// `R[d] := R[base](...)` for an exception class that keeps its arguments.
#[inline(always)]
unsafe fn exception(frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Option<Flow> {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let args = match n {
            0 => Tuple::empty(),
            1 => Tuple::from_array([take(frame, base + 1)]),
            _ => Tuple::try_from_iter((0..n as u16).map(|i| take(frame, base + 1 + i)))?,
        };
        let t = take(frame, base).into_obj::<Type>().ok()?;
        set(frame, d, crate::types::exception::make(&t, args));
        Some(Flow::Next)
    }
}

/// Calls `__init__` for the instance that waits in the call's base register.
unsafe fn initialize(vm: &mut Vm, frame: *mut FrameBlock, init: &Value, args: Args, kwargs: Kwargs) -> Flow {
    // SAFETY: the frame is current and its instruction is a call.
    unsafe {
        (*frame).payload.stage = Stage::Init;
        match call_value(vm, init, args, kwargs) {
            Ok(Called::Done(v)) => crate::interp::deliver::deliver(vm, frame, v),
            Ok(Called::Pushed) => Flow::Reload,
            Ok(Called::Thrown) => Flow::Raise,
            Err(e) => {
                (*frame).payload.stage = Stage::Store;
                vm.raise(e)
            }
        }
    }
}

/// The same with keywords.
pub(super) unsafe fn construct_keywords(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    d: u16,
    base: u16,
    callee: Value,
    args: Args,
    kwargs: Kwargs,
) -> Flow {
    // SAFETY: as in `construct_fast`.
    unsafe {
        let Ok(t) = callee.into_obj::<Type>() else {
            return vm.raise(type_error("not a class"));
        };
        if classify(vm, &t) == PLAIN_INIT {
            let word = std::mem::ManuallyDrop::new(Value::from_bits(t.constructor_words[0].get()));
            let init = Value::clone(&word);
            let instance: Value = heap::new_with_type(&t, Plain).into();
            let mut all = Args::new();
            all.push(instance.clone());
            all.extend(args);
            set(frame, base, instance);
            return initialize(vm, frame, &init, all, kwargs);
        }
        match construct(vm, &t, args, kwargs) {
            Ok(Called::Done(v)) => {
                set(frame, d, v);
                Flow::Next
            }
            Ok(Called::Pushed) => Flow::Reload,
            Ok(Called::Thrown) => Flow::Raise,
            Err(e) => vm.raise(e),
        }
    }
}

/// Calls a class with any arguments.
pub(super) fn construct(vm: &mut Vm, t: &TypeRef, mut args: Args, kwargs: Kwargs) -> R<Called> {
    if let Some(maker) = t.maker.get() {
        return super::native::call_native(vm, maker, args, kwargs);
    }
    let metaclass = class_of(t.value());
    if let Some(call) = metaclass.lookup(vm.names.__call__.value())
        && !call.is_a::<NativeFunction>()
    {
        if !super::takes_receiver(&call) {
            return super::call_bound(vm, t.value(), call, args, kwargs);
        }
        args.insert(0, t.value().clone());
        return call_value(vm, &call, args, kwargs);
    }
    construct_default(vm, t, args, kwargs)
}

/// `type.__call__`: `__new__`, then `__init__` if that gave an instance.
pub(crate) fn construct_default(vm: &mut Vm, t: &TypeRef, args: Args, kwargs: Kwargs) -> R<Called> {
    let type_type = crate::types::of_kind(Kind::Type);
    if t.is(&type_type) {
        if args.len() == 1 && kwargs.is_empty() {
            return Ok(Called::Done(class_of(&args[0]).into_value()));
        }
        if args.len() != 3 {
            return Err(type_error("type() takes 1 or 3 arguments"));
        }
    }
    if let Some(maker) = t.maker.get() {
        return super::native::call_native(vm, maker, args, kwargs);
    }
    classify(vm, t);
    let Some(new) = t.lookup(vm.names.__new__.value()) else {
        return Err(type_error(format!("cannot create '{}' instances", t.name())));
    };
    if t.any(TypeFlags::NO_NEW) {
        return Err(type_error(format!("cannot create '{}' instances", full_name(t))));
    }
    let init = t.lookup(vm.names.__init__.value());
    let native_init = init.as_ref().is_none_or(|f| f.is_a::<NativeFunction>());
    let Some(native_new) = new.downcast::<NativeFunction>() else {
        // With the `__init__` of object there is nothing to be done after a `__new__` in Python; but it might return an instance of a
        // derived class that has another one.
        if let Some(f) = new.downcast::<StaticMethod>().map(|s| s.func.borrow().clone())
            && f.is_a::<Function>()
            && init.as_ref().is_none_or(crate::types::object::is_object_init)
            && t.subclasses.borrow().iter().all(|w| w.get().is_none())
        {
            let mut all = Args::new();
            all.push(t.value().clone());
            all.extend(args);
            return call_value(vm, &f, all, kwargs);
        }
        return general(vm, t, args, kwargs);
    };
    if !native_init || native_new.def.sig.converts || native_new.def.role != Role::New {
        return general(vm, t, args, kwargs);
    }
    let bare_init = init.as_ref().is_none_or(crate::types::object::is_object_init);
    if bare_init {
        if crate::types::object::is_object_new(&new) && !(args.is_empty() && kwargs.is_empty()) {
            return Err(type_error(format!("{}() takes no arguments", t.name())));
        }
        let mut all = Args::new();
        all.push(t.value().clone());
        all.extend(args);
        return super::native::call_native(vm, &new, all, kwargs);
    }
    let pure = |f: &NativeFunction| matches!(f.def.imp, crate::native::Imp::Pure(_)) && !f.def.sig.converts;
    if let Some(init) = &init
        && pure(native_new)
        && init.downcast::<NativeFunction>().is_some_and(|f| !f.def.sig.converts)
    {
        // Only what `__init__` ends in can be user code, so both are called here.
        let mut all = Args::new();
        all.push(t.value().clone());
        all.extend(args.iter().cloned());
        let Called::Done(v) = super::native::call_native(vm, &new, all, kwargs.clone())? else {
            return Err(type_error("a pure constructor cannot end in a call"));
        };
        if class_of(&v).is_subtype_of(t) {
            let mut all = Args::new();
            all.push(v.clone());
            all.extend(args);
            return match super::native::next_of(vm, init, all, kwargs)? {
                Next::Value(_) => Ok(Called::Done(v)),
                Next::Call { callee, args, kwargs } => {
                    let f = vm.prelude("call_and_return")?;
                    let args = Tuple::from_vec(args.into_vec()).into();
                    let kwargs = kwargs.unwrap_or_else(Dict::new).into();
                    call_value(vm, &f, Args::from_iter([v, callee, args, kwargs]), Kwargs::new())
                }
                _ => Err(type_error("a native __init__ ends in a call or not at all")),
            };
        }
        return Ok(Called::Done(v));
    }
    general(vm, t, args, kwargs)
}

fn full_name(t: &TypeRef) -> String {
    match t.dict.get_str("__module__").as_ref().and_then(|v| v.downcast::<Str>()) {
        Some(m) => format!("{}.{}", m.to_lossy(), t.plain_name()),
        None => t.plain_name(),
    }
}

/// The general way, in the prelude.
fn general(vm: &mut Vm, t: &TypeRef, args: Args, kwargs: Kwargs) -> R<Called> {
    let f = vm.prelude("construct")?;
    let args = Tuple::from_vec(args.into_vec()).into();
    let dict = Dict::new();
    for (name, v) in kwargs {
        if let Some(s) = name.cast::<Str>() {
            dict.insert_interned(&s, v);
        }
    }
    call_value(vm, &f, Args::from_iter([t.value().clone(), args, dict.into()]), Kwargs::new())
}

/// `type.__call__(t, *args, **kwargs)` for the prelude: the class's own way, or as much of it as is native.
pub(crate) fn construct_next(vm: &mut Vm, t: &TypeRef, args: &Value, kwargs: &Value) -> R<Next> {
    let list: Args = args.downcast::<Tuple>().map(|t| t.items().iter().cloned().collect()).unwrap_or_default();
    let type_type = crate::types::of_kind(Kind::Type);
    if t.is(&type_type) && list.len() == 1 {
        return Ok(Next::Value(class_of(&list[0]).into_value()));
    }
    let f = vm.prelude("construct")?;
    Ok(Next::call(f, [t.value().clone(), Tuple::from_vec(list.into_vec()).into(), kwargs.clone()]))
}
