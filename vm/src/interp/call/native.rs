//! Calls of native functions: binding, conversion of arguments, and what tail functions want done.

use std::mem::MaybeUninit;

use smallvec::SmallVec;

use crate::bytecode::CodeFlags;
use crate::exc::{Exc, R, type_error};
use crate::frame::{FrameBlock, allocate_generator};
use crate::interp::call::arity::wrong_count;
use crate::interp::call::{Called, Kwargs, call_value, kwargs_of};
use crate::interp::{Flow, generator, get, payload, set, switch, take, threads};
use crate::native::{Args, Convert, Def, Imp, Next, Role, Signature};
use crate::object::*;
use crate::ops;
use crate::types::{class_name, class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// Whether the receiver is passed as the first argument.
fn has_receiver(f: &NativeFunction) -> bool {
    !f.receiver.is_unbound() && matches!(f.def.role, Role::Plain | Role::Class)
}

/// Checks that a method of a built-in type gets such an object.
#[inline]
fn check_owner(f: &NativeFunction, args: &[Value]) -> R<()> {
    let Some(owner) = &f.owner else { return Ok(()) };
    if f.def.role == Role::New {
        return check_class(owner, args.first());
    }
    if f.def.role != Role::Plain && f.def.role != Role::Getter && f.def.role != Role::Setter {
        return Ok(());
    }
    match args.first() {
        Some(v) => {
            if let Some(h) = v.header()
                && std::ptr::eq(h.class_ref(), &**owner)
            {
                return Ok(());
            }
            if class_of(v).is_subtype_of(owner) {
                return Ok(());
            }
            let (name, owner, given) = (f.def.name(), owner.name(), class_name(v));
            Err(type_error(match crate::types::native_function::is_slot(f) {
                true => format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'"),
                false => format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object"),
            }))
        }
        None if crate::types::native_function::is_slot(f) => {
            Err(type_error(format!("descriptor '{}' of '{}' object needs an argument", f.def.name(), owner.name())))
        }
        None => Err(type_error(format!("unbound method {}.{}() needs an argument", owner.name(), f.def.name()))),
    }
}

/// Checks that `__new__` of a built-in type gets that type or one derived from it.
fn check_class(owner: &TypeRef, class: Option<&Value>) -> R<()> {
    let Some(class) = class else {
        return Err(type_error(format!("{}.__new__(): not enough arguments", owner.name())));
    };
    if class.is(owner.value()) {
        return Ok(());
    }
    let own = || owner.name();
    match class.cast::<Type>() {
        None => Err(type_error(format!("{}.__new__(X): X is not a type object ({})", own(), class_name(class)))),
        Some(t) if t.is_subtype_of(owner) => is_safe(owner, &t),
        Some(t) => Err(type_error(format!("{1}.__new__({0}): {0} is not a subtype of {1}", t.name(), own()))),
    }
}

/// Whether the owner's `__new__` is that of the built-in class which a class derives from.
fn is_safe(owner: &TypeRef, class: &TypeRef) -> R<()> {
    let Some(native) = class.mro().iter().find(|t| !t.is_heap_type()).cloned() else { return Ok(()) };
    let name = crate::object::intern(b"__new__");
    match (native.lookup(name.value()), owner.lookup(name.value())) {
        (Some(new), Some(own)) if !new.is(&own) && !owner.value().is(of_kind(crate::heap::Kind::Instance).value()) => {
            Err(type_error(format!(
                "{}.__new__({}) is not safe, use {}.__new__()",
                owner.name(),
                class.name(),
                native.name()
            )))
        }
        _ => Ok(()),
    }
}

/// Calls the native function in register `base`, if it receives the `n` arguments behind it as they are. None: not such a call.
#[inline(always)]
pub(super) unsafe fn call_exact(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Option<Flow> {
    // SAFETY: the operands are registers of the current frame. The function stays in its register during the call: native functions do
    // not touch temporaries.
    unsafe {
        let f: &NativeFunction = payload(get(frame, base));
        let def = f.def;
        if def.sig.exact as isize != n as isize || !f.receiver.is_unbound() || def.positional.is_some() {
            return None;
        }
        let args = std::slice::from_raw_parts(FrameBlock::reg(frame, base as usize + 1), n);
        if !owner_fits(f, args) {
            return None;
        }
        Some(call_slice(vm, frame, d, f, args, base, n + 1))
    }
}

/// Calls the native function in register `base`, if its arguments need no more than padding and conversions without user code, straight
/// from the registers. None: not such a call.
pub(super) unsafe fn call_fast(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Option<Flow> {
    // SAFETY: the operands are registers of the current frame. The function is kept by the copy of its word.
    unsafe {
        let callee = get(frame, base).clone();
        let f: &NativeFunction = payload(&callee);
        let bound = has_receiver(f);
        if !prepare(vm, frame, &f.def.sig, base + 1, n, bound as usize) {
            return None;
        }
        let (first, count) = if bound { (base, n + 1) } else { (base + 1, n) };
        set(frame, base, if bound { f.receiver.clone() } else { Value::UNBOUND });
        Some(call_registers(vm, frame, d, f, first, count))
    }
}

/// Calls the native function that makes instances of the class in register `base`: its `__new__`, to which the class is the first
/// argument, or its maker.
pub(super) unsafe fn make_fast(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    d: u16,
    base: u16,
    n: usize,
    callee: &Value,
) -> Option<Flow> {
    // SAFETY: as in `call_fast`.
    unsafe {
        let f: &NativeFunction = payload(callee);
        let is_new = f.def.role == Role::New;
        if !prepare(vm, frame, &f.def.sig, base + 1, n, is_new as usize) {
            return None;
        }
        if !is_new {
            drop(take(frame, base));
        }
        let (first, count) = if is_new { (base, n + 1) } else { (base + 1, n) };
        Some(call_registers(vm, frame, d, f, first, count))
    }
}

/// Calls the object in register `base` whose class has a native `__call__`, with the `n` arguments behind it. None: not such a call.
pub(super) unsafe fn call_object(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Option<Flow> {
    // SAFETY: as in `call_fast`.
    unsafe {
        let class = get(frame, base).header()?.class_ref();
        let callee = class.lookup(vm.names.__call__.value())?;
        let f = callee.downcast::<NativeFunction>()?;
        if f.owner.is_none() || !f.receiver.is_unbound() || !prepare(vm, frame, &f.def.sig, base + 1, n, 1) {
            return None;
        }
        Some(call_registers(vm, frame, d, f, base, n + 1))
    }
}

/// Converts the `n` arguments from register `first` on in place, which are those after the first `skipped` parameters. False: the call
/// has to go the general way (which finds again whatever error there is).
unsafe fn prepare(vm: &mut Vm, frame: *mut FrameBlock, sig: &Signature, first: u16, n: usize, skipped: usize) -> bool {
    let count = n + skipped;
    if count < sig.required as usize || count > sig.positional as usize && !sig.varargs {
        return false;
    }
    if !sig.converts {
        return true;
    }
    if sig.varargs {
        return false;
    }
    let Some(ready) = sig.conversions() else { return false };
    for (i, &(convert, none)) in ready[skipped..skipped + n].iter().enumerate() {
        if convert == Convert::None {
            continue;
        }
        // SAFETY: these are registers of the current frame; a conversion runs no user code.
        let v = unsafe { &mut *FrameBlock::reg(frame, first as usize + i) };
        let as_it_is = none && v.is_none();
        if !as_it_is && !matches!(ops::convert::native(vm, convert, v), Ok(true)) {
            return false;
        }
    }
    true
}

/// Calls a native function with arguments in registers, which are dropped afterwards.
unsafe fn call_registers(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    d: u16,
    f: &NativeFunction,
    first: u16,
    count: usize,
) -> Flow {
    // SAFETY: the operands are registers of the current frame. Native functions do not touch temporaries, so the slice of arguments
    // stays as it is during the call.
    unsafe {
        let args: &[Value] =
            if count == 0 { &[] } else { std::slice::from_raw_parts(FrameBlock::reg(frame, first as usize), count) };
        if !owner_fits(f, args)
            && let Err(e) = check_owner(f, args)
        {
            return vm.raise(e);
        }
        if let Some(imp) = f.def.positional {
            let next = imp(vm, args);
            return call_over(vm, frame, d, next, first, count);
        }
        let sig = &f.def.sig;
        let slots = sig.slots();
        let plain = !sig.varargs && !sig.varkw;
        if plain && slots == count {
            return call_slice(vm, frame, d, f, args, first, count);
        }
        let mut few = [Value::UNBOUND.into_bits(); 6];
        if plain && slots <= few.len() {
            for (to, v) in few.iter_mut().zip(args) {
                *to = v.bits();
            }
            // The words borrow from the registers: they are seen as values but never dropped.
            let padded = std::slice::from_raw_parts(few.as_ptr().cast::<Value>(), slots);
            return call_slice(vm, frame, d, f, padded, first, count);
        }
        let positional = sig.positional as usize;
        let (named, rest) = args.split_at(count.min(positional));
        let rest = if sig.varargs { Tuple::from_slice(rest).into() } else { Value::UNBOUND };
        let keywords = if sig.varkw { Dict::new().into() } else { Value::UNBOUND };
        let word = |v: &Value| MaybeUninit::new(v.bits());
        let mut padded: SmallVec<[MaybeUninit<u64>; 8]> = named.iter().map(word).collect();
        padded.resize(positional + sig.kwonly as usize, word(&Value::UNBOUND));
        if sig.varargs {
            padded.push(word(&rest));
        }
        if sig.varkw {
            padded.push(word(&keywords));
        }
        // As above; the two values last as long.
        let padded = std::slice::from_raw_parts(padded.as_ptr().cast::<Value>(), slots);
        call_slice(vm, frame, d, f, padded, first, count)
    }
}

/// Calls a native `__enter__` that takes nothing but its object: its value goes to register `d`. None: not such a function.
pub(crate) unsafe fn enter(vm: &mut Vm, frame: *mut FrameBlock, d: u16, f: &NativeFunction, o: &Value) -> Option<Flow> {
    let args = std::slice::from_ref(o);
    if f.def.sig.exact != 1 || !f.receiver.is_unbound() || f.def.positional.is_some() || !owner_fits(f, args) {
        return None;
    }
    vm.frame = frame;
    // SAFETY: the frame is the current one, which gets what the function returns later in the same register.
    unsafe {
        let called = match run(vm, f.def, args) {
            Ok(Next::Value(v)) => Ok(Called::Done(v)),
            Ok(next) => perform(vm, next),
            Err(e) => Err(e),
        };
        Some(match called {
            Ok(Called::Done(v)) => {
                set(frame, d, v);
                Flow::Next
            }
            Ok(Called::Pushed) => Flow::Reload,
            Ok(Called::Thrown) => Flow::Raise,
            Err(e) => vm.raise(e),
        })
    }
}

/// Whether the first argument is certainly one that the function takes.
#[inline(always)]
fn owner_fits(f: &NativeFunction, args: &[Value]) -> bool {
    match &f.owner {
        None => true,
        Some(owner) => {
            f.def.role == Role::Plain
                && args.first().and_then(Value::header).is_some_and(|h| std::ptr::eq(h.class_ref(), &**owner))
        }
    }
}

/// Calls a native function with what it receives, then drops the `count` registers from `first` on, and stores or does what it returned.
#[inline(always)]
unsafe fn call_slice(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    d: u16,
    f: &NativeFunction,
    args: &[Value],
    first: u16,
    count: usize,
) -> Flow {
    // SAFETY: as in `call_registers`; the arguments are not used after the call.
    unsafe {
        let next = match f.def.imp {
            Imp::Pure(imp) => {
                let outcome = imp(vm, args);
                drop_registers(frame, first, count);
                return match outcome {
                    Ok(v) => {
                        set(frame, d, v);
                        Flow::Next
                    }
                    Err(e) => vm.raise(e),
                };
            }
            Imp::Tail(imp) => imp(vm, args),
        };
        call_over(vm, frame, d, next, first, count)
    }
}

/// Drops the `count` registers from `first` on, which were the arguments of a native function, and stores or does what it returned.
#[inline(always)]
unsafe fn call_over(vm: &mut Vm, frame: *mut FrameBlock, d: u16, next: R<Next>, first: u16, count: usize) -> Flow {
    // SAFETY: as in `call_registers`.
    unsafe {
        drop_registers(frame, first, count);
        match next {
            Ok(Next::Value(v)) => {
                set(frame, d, v);
                Flow::Next
            }
            Ok(next) => match perform(vm, next) {
                Ok(Called::Done(v)) => {
                    set(frame, d, v);
                    Flow::Next
                }
                Ok(Called::Pushed) => Flow::Reload,
                Ok(Called::Thrown) => Flow::Raise,
                Err(e) => vm.raise(e),
            },
            Err(e) => vm.raise(e),
        }
    }
}

#[inline(always)]
unsafe fn drop_registers(frame: *mut FrameBlock, first: u16, count: usize) {
    // SAFETY: the caller's promise: these are registers of the frame.
    unsafe {
        for i in 0..count {
            drop(take(frame, first + i as u16));
        }
    }
}

#[inline(always)]
fn run(vm: &mut Vm, def: &Def, args: &[Value]) -> R<Next> {
    match def.imp {
        Imp::Pure(f) => f(vm, args).map(Next::Value),
        Imp::Tail(f) => f(vm, args),
    }
}

/// Calls a native function with any arguments.
pub(super) fn call_native(vm: &mut Vm, callee: &Value, mut args: Args, kwargs: Kwargs) -> R<Called> {
    let Some(f) = callee.downcast::<NativeFunction>() else {
        return Err(super::not_callable(callee));
    };
    if has_receiver(f) {
        args.insert(0, f.receiver.clone());
    }
    check_owner(f, &args)?;
    if let Some(imp) = f.def.positional
        && kwargs.is_empty()
    {
        let next = imp(vm, &args)?;
        return perform(vm, next);
    }
    let mut slots = bind(f, args, kwargs)?;
    if f.def.sig.converts && !convert_all(vm, f.def, &mut slots)? {
        // An argument's conversion is user code: the prelude converts and then calls.
        let convert = vm.prelude("convert_and_call")?;
        let list = List::from_vec(slots.into_vec()).into();
        return call_value(vm, &convert, Args::from_iter([callee.clone(), list]), Kwargs::new());
    }
    let next = run(vm, f.def, &slots)?;
    perform(vm, next)
}

/// Calls a native function without conversions, up to what it wants done.
pub(super) fn next_of(vm: &mut Vm, callee: &Value, args: Args, kwargs: Kwargs) -> R<Next> {
    let Some(f) = callee.downcast::<NativeFunction>() else {
        return Err(super::not_callable(callee));
    };
    check_owner(f, &args)?;
    let slots = bind(f, args, kwargs)?;
    run(vm, f.def, &slots)
}

/// Calls a native function whose slots are filled and converted.
pub(crate) fn call_slots(vm: &mut Vm, callee: &Value, slots: &[Value]) -> R<Next> {
    match callee.downcast::<NativeFunction>() {
        Some(f) => run(vm, f.def, slots),
        None => Err(super::not_callable(callee)),
    }
}

/// Does what a tail function wants done.
pub(crate) fn perform(vm: &mut Vm, next: Next) -> R<Called> {
    match next {
        Next::Value(v) => Ok(Called::Done(v)),
        Next::Call { callee, args, kwargs: None } => super::call_positional(vm, callee, args),
        Next::Call { callee, args, kwargs } => {
            let kwargs = kwargs_of(kwargs)?;
            call_value(vm, &callee, args, kwargs)
        }
        Next::Exec { code, globals, locals, closure } => {
            let builtins = vm.module_function(code.clone(), globals.clone()).builtins.clone();
            let func = Function::new(code.clone(), globals, builtins, closure);
            // SAFETY: the frame is made for this code; its first register is the namespace.
            unsafe {
                if code.flags.any(CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR) {
                    // It awaits outside of functions, or is a function's: it is run by whoever awaits or iterates.
                    let block = allocate_generator(func.into(), &*code);
                    if !code.flags.has(CodeFlags::OPTIMIZED) {
                        set(block, 0, locals);
                    }
                    generator::created(vm, block);
                    return Ok(Called::Done(Value::from_header(block.cast_const().cast())));
                }
                if (*vm.frame).payload.depth + 1 > vm.recursion_limit {
                    return Err(super::too_deep(vm, func.value()));
                }
                let block = super::new_frame(func.into(), &code);
                if !code.flags.has(CodeFlags::OPTIMIZED) {
                    set(block, 0, locals);
                }
                super::push(vm, block);
            }
            Ok(Called::Pushed)
        }
        Next::Send { generator, value } => generator::send(vm, &generator, value),
        Next::Throw { generator, exception } => generator::throw(vm, &generator, exception),
        Next::Close { generator } => generator::close(vm, &generator),
        Next::Switch { target, what } => switch::switch(vm, &target, what),
        Next::Park(p) => threads::park(vm, *p),
        // SAFETY: only the prelude's function that runs event loops asks for this.
        Next::Loop => Ok(unsafe { crate::interp::aio::begin(vm) }),
    }
}

/// The function's name with its class's or module's, as a few errors have it.
pub(super) fn full_name(f: &NativeFunction) -> String {
    match f.module.downcast::<Str>().filter(|m| f.owner.is_none() && m.bytes() != b"builtins") {
        // The package's functions come from its extension module.
        Some(module) if module.bytes() == b"greenlet" => format!("greenlet._greenlet.{}", f.def.name()),
        Some(module) => format!("{}.{}", module.to_lossy(), f.def.name()),
        None => shown(f.def, &f.owner),
    }
}

/// The function's name with its class's, as some errors have it.
pub(super) fn shown(def: &Def, owner: &Option<crate::object::TypeRef>) -> String {
    match owner {
        Some(t) if def.role != Role::New => format!("{}.{}", t.plain_name(), def.name()),
        Some(t) => t.plain_name(),
        None => def.name().to_owned(),
    }
}

/// The name in errors about arguments: a constructor's is its class's.
pub(super) fn called_name(def: &Def, owner: &Option<crate::object::TypeRef>) -> String {
    match owner {
        Some(t) if def.name() == "__init__" && t.plain_name() == "greenlet" => "green".to_owned(),
        Some(t) if def.name() == "__init__" => t.plain_name(),
        Some(t) if def.role == Role::New && t.plain_name() == "greenlet" => "green".to_owned(),
        Some(t) if def.role == Role::New && t.plain_name() == "traceback" => "TracebackType".to_owned(),
        _ if def.role == Role::New => shown(def, owner),
        None if def.name() == "sorted" => "sort".to_owned(),
        _ => def.name().to_owned(),
    }
}

/// Whether a class that `f` makes an instance of has another `__init__` than the class that `f` belongs to.
fn initializes(f: &NativeFunction, class: &Value) -> bool {
    let name = crate::object::intern(b"__init__");
    match (class.downcast::<Type>(), &f.owner) {
        (Some(class), Some(owner)) => match (class.lookup(name.value()), owner.lookup(name.value())) {
            (Some(own), Some(inherited)) => !own.is(&inherited),
            _ => false,
        },
        _ => false,
    }
}

/// Arranges arguments in the order of the parameters.
fn bind(f: &NativeFunction, args: Args, mut kwargs: Kwargs) -> R<Args> {
    let def = f.def;
    let sig = &def.sig;
    let given = args.len();
    if sig.is_plain(given) && kwargs.is_empty() {
        let mut slots = args;
        slots.resize(sig.positional as usize, Value::UNBOUND);
        return Ok(slots);
    }
    let positional = sig.positional as usize;
    let named = positional + sig.kwonly as usize;
    let mut slots: Args = SmallVec::new();
    let mut rest = Vec::new();
    for (i, v) in args.into_iter().enumerate() {
        if i < positional {
            slots.push(v);
        } else {
            rest.push(v);
        }
    }
    slots.resize(named, Value::UNBOUND);
    let this = (matches!(def.role, Role::Plain | Role::Class | Role::New) && f.owner.is_some()) as usize;
    let function = || called_name(def, &f.owner);
    let no_keywords = !sig.varkw && sig.posonly as usize == positional && sig.kwonly == 0;
    if no_keywords && !kwargs.is_empty() && def.role == Role::New && slots.first().is_some_and(|c| initializes(f, c)) {
        // They are for the `__init__`.
        kwargs.clear();
    }
    if no_keywords && !kwargs.is_empty() {
        return Err(type_error(if def.name() == "__call__" {
            format!("{}() takes no keyword arguments", f.owner.as_ref().map(|t| t.plain_name()).unwrap_or_default())
        } else if crate::types::native_function::counts_first(f) {
            format!("wrapper {}() takes no keyword arguments", def.name())
        } else {
            format!("{}() takes no keyword arguments", full_name(f))
        }));
    }
    let too_many = !sig.varkw && !sig.varargs && given + kwargs.len() > named;
    let too_few = given < (sig.posonly as usize).min(sig.required as usize);
    if too_many || too_few || !rest.is_empty() && !sig.varargs {
        return Err(wrong_count(f, given, kwargs.len()));
    }
    let varkw = if sig.varkw { Some(Dict::new()) } else { None };
    if !kwargs.is_empty() {
        let parameters = sig.parameters();
        let method = matches!(def.role, Role::Plain) && f.owner.is_some();
        for (name, v) in kwargs {
            let bytes = name.downcast::<Str>().map(Str::bytes).unwrap_or_default();
            let text = || String::from_utf8_lossy(bytes);
            let first = (sig.posonly as usize).max(method as usize);
            match (first..named).find(|&i| parameters[i].name.as_bytes() == bytes) {
                Some(i) if slots[i].is_unbound() => slots[i] = v,
                Some(i) => {
                    return Err(type_error(format!(
                        "argument for {}() given by name ('{}') and position ({})",
                        function(),
                        text(),
                        i + 1 - this
                    )));
                }
                None => match (&varkw, name.cast::<Str>()) {
                    (Some(d), Some(s)) => d.insert_interned(&s, v),
                    _ => {
                        return Err(type_error(format!(
                            "'{}' is an invalid keyword argument for {}()",
                            text(),
                            function()
                        )));
                    }
                },
            }
        }
    }
    for i in 0..sig.required as usize {
        if slots[i].is_unbound() {
            if sig.posonly as usize > i || given < sig.required as usize && sig.posonly == sig.positional {
                return Err(wrong_count(f, given, 0));
            }
            let parameters = sig.parameters();
            if f.owner.as_ref().is_some_and(|t| t.plain_name() == "enumerate") {
                return Err(type_error("enumerate() missing required argument 'iterable'"));
            }
            return Err(type_error(format!(
                "{}() missing required argument '{}' (pos {})",
                function(),
                parameters[i].name,
                i + 1 - this
            )));
        }
    }
    if sig.varargs {
        slots.push(Tuple::from_vec(rest).into());
    }
    if let Some(d) = varkw {
        slots.push(d.into());
    }
    Ok(slots)
}

/// Converts the arguments that have a conversion; false if one needs user code (those before it are converted).
fn convert_all(vm: &mut Vm, def: &Def, slots: &mut Args) -> R<bool> {
    let mut complete = true;
    if !def.sig.varargs
        && let Some(ready) = def.sig.conversions()
    {
        for (i, (&(convert, none), v)) in ready.iter().zip(slots.iter_mut()).enumerate() {
            if convert == Convert::None || v.is_unbound() || (none && v.is_none()) {
                continue;
            }
            complete &= match ops::convert::native(vm, convert, v) {
                Err(_) if matches!(convert, Convert::File | Convert::FileOrFd) => {
                    return Err(not_a_file(def, &def.sig.parameters()[i], v));
                }
                outcome => outcome?,
            };
        }
        return Ok(complete);
    }
    let parameters = def.sig.parameters();
    for (p, v) in parameters.iter().zip(slots.iter_mut()) {
        complete &= convert_parameter(vm, def, p, v)?;
    }
    Ok(complete)
}

fn convert_parameter(vm: &mut Vm, def: &Def, p: &crate::native::Parameter, v: &mut Value) -> R<bool> {
    if p.convert == Convert::None || v.is_unbound() || (v.is_none() && p.default == Some("None")) {
        return Ok(true);
    }
    let outcome = ops::convert::native(vm, p.convert, v);
    match p.convert {
        Convert::File | Convert::FileOrFd if outcome.is_err() => Err(not_a_file(def, p, v)),
        _ => outcome,
    }
}

/// The error for an argument that names no file.
#[cold]
fn not_a_file(def: &Def, p: &crate::native::Parameter, v: &Value) -> Exc {
    let allowed = match (p.convert, p.default) {
        (Convert::FileOrFd, Some("None")) => "string, bytes, os.PathLike, integer or None",
        (Convert::FileOrFd, _) => "string, bytes, os.PathLike or integer",
        (_, Some("None")) => "string, bytes, os.PathLike or None",
        _ => "string, bytes or os.PathLike",
    };
    type_error(format!("{}: {} should be {allowed}, not {}", def.name(), p.name, class_name(v)))
}

/// Which slots still need a conversion by user code, with the conversion's name.
pub(crate) fn pending_conversions(vm: &mut Vm, callee: &Value, slots: &List) -> R<Vec<(usize, Convert)>> {
    let Some(f) = callee.downcast::<NativeFunction>() else {
        return Err(super::not_callable(callee));
    };
    let mut out = Vec::new();
    for (i, p) in f.def.sig.parameters().iter().enumerate() {
        let Some(mut v) = slots.get(i) else { break };
        if !convert_parameter(vm, f.def, p, &mut v)? {
            out.push((i, p.convert));
        } else {
            slots.items_mut()[i] = v;
        }
    }
    Ok(out)
}
