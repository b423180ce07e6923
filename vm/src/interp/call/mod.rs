//! Calls of every kind.
//!
//! [`call_value`] is the general entry: it calls anything with any arguments, and either has the result at once or has pushed a frame
//! whose result will arrive in the frame that was current. The instructions have faster ways for the usual cases.

mod arity;
mod bind;
pub(super) mod construct;
pub(crate) mod native;

pub(crate) use bind::Kwargs;
pub(crate) use construct::construct_next;
pub(crate) use native::{call_slots, pending_conversions, perform};

use crate::bytecode::{CodeFlags, Instr, Intrinsic};
use crate::exc::{ExcKind, R, recursion_error, type_error};
use crate::frame::{FrameBlock, Stage, allocate_call, allocate_generator};
use crate::heap::{Kind, Obj, heap};
use crate::interp::names::args as list;
use crate::interp::{Flow, get, payload, set, take};
use crate::native::Args;
use crate::object::*;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// What became of a call.
pub enum Called {
    /// Here is the result.
    Done(Value),
    /// A frame was pushed; its result goes to the frame that was current.
    Pushed,
    /// Another frame is current, and `vm.raised` is to be raised in it.
    Thrown,
}

/// Calls anything. `vm.frame` is the frame that waits for the result, with its `pc` set.
pub(crate) fn call_value(vm: &mut Vm, callee: &Value, mut args: Args, kwargs: Kwargs) -> R<Called> {
    let mut callee = callee.clone();
    loop {
        let Some(h) = callee.header() else {
            return Err(not_callable(&callee));
        };
        match h.kind() {
            Kind::Function => return call_function(vm, callee, args.into_iter(), kwargs.into_iter()),
            Kind::NativeFunction => return native::call_native(vm, &callee, args, kwargs),
            Kind::BoundMethod => {
                if let Some(m) = callee.downcast::<BoundMethod>() {
                    args.insert(0, m.receiver.clone());
                    callee = m.func.clone();
                }
            }
            Kind::Type => match callee.cast::<Type>() {
                Some(t) => return construct::construct(vm, &t, args, kwargs),
                None => return Err(not_callable(&callee)),
            },
            _ => match h.class_ref().lookup(vm.names.__call__.value()) {
                Some(f) if takes_receiver(&f) => {
                    args.insert(0, callee.clone());
                    callee = f;
                }
                Some(f) => return call_bound(vm, &callee, f, args, kwargs),
                None => return Err(not_callable(&callee)),
            },
        }
    }
}

/// Calls anything with positional arguments.
pub(crate) fn call_positional(vm: &mut Vm, callee: Value, args: Args) -> R<Called> {
    // SAFETY: the frame is made for the function's code, whose parameters are the first registers.
    unsafe {
        if let Some(f) = callee.exact::<Function>() {
            let code: *const Code = f.code_ref();
            if (*code).simple_args.get() == args.len() as i32 && (*vm.frame).payload.depth < vm.recursion_limit {
                let block = new_frame(callee, &*code);
                give(block, args);
                push(vm, block);
                return Ok(Called::Pushed);
            }
        }
    }
    call_value(vm, &callee, args, Kwargs::new())
}

/// Puts arguments in the first registers of a fresh frame.
unsafe fn give(block: *mut FrameBlock, args: Args) {
    // SAFETY: the frame has registers for them, which are empty.
    unsafe {
        for (i, v) in args.into_iter().enumerate() {
            std::ptr::write(FrameBlock::reg(block, i), v);
        }
    }
}

/// Whether a class attribute is a function that gets the object as first argument.
pub(super) fn takes_receiver(f: &Value) -> bool {
    f.is_a::<Function>() || f.downcast::<NativeFunction>().is_some_and(|f| f.owner.is_some() && f.receiver.is_unbound())
}

/// Calls an object whose class has something else than a function as `__call__`: it is bound as any attribute is.
fn call_bound(vm: &mut Vm, object: &Value, f: Value, args: Args, kwargs: Kwargs) -> R<Called> {
    let class = class_of(object);
    let named = Dict::new();
    for (name, v) in kwargs {
        if let Some(name) = name.cast::<Str>() {
            named.insert_interned(&name, v);
        }
    }
    let args: Value = Tuple::from_vec(args.into_vec()).into();
    // The prelude's frame counts, should such objects call each other for ever.
    let (name, list) = match crate::ops::attr::bind(vm, f, Some(object), &class)? {
        crate::ops::attr::Attr::Value(bound) => ("call_through", Args::from_iter([bound, args, named.into()])),
        crate::ops::attr::Attr::Call(getter, getter_args) => {
            let getter_args = Tuple::from_vec(getter_args.into_vec()).into();
            ("late_call", Args::from_iter([getter, getter_args, args, named.into()]))
        }
        crate::ops::attr::Attr::Missing => return Err(not_callable(object)),
    };
    let function = vm.prelude(name)?;
    call_value(vm, &function, list, Kwargs::new())
}

fn not_callable(v: &Value) -> crate::exc::Exc {
    type_error(format!("'{}' object is not callable", class_name(v)))
}

/// Calls a Python function: pushes its frame, or makes its generator.
fn call_function(
    vm: &mut Vm,
    func: Value,
    args: impl ExactSizeIterator<Item = Value>,
    kwargs: impl ExactSizeIterator<Item = (Value, Value)>,
) -> R<Called> {
    let Some(f) = func.downcast::<Function>() else {
        return Err(not_callable(&func));
    };
    let code: *const Code = f.code_ref();
    // SAFETY: the code belongs to the function, which passes to the frame; its parameters are the first registers.
    unsafe {
        if kwargs.len() == 0 && (*code).simple_args.get() == args.len() as i32 {
            if (*vm.frame).payload.depth >= vm.recursion_limit {
                return Err(too_deep(vm, &func));
            }
            let block = new_frame(func, &*code);
            for (i, v) in args.enumerate() {
                set(block, i as u16, v);
            }
            push(vm, block);
            return Ok(Called::Pushed);
        }
        if kwargs.len() == 0 && (*code).generator_args.get() == args.len() as i32 {
            let block = allocate_generator(func, code);
            for (i, v) in args.enumerate() {
                std::ptr::write(FrameBlock::reg(block, i), v);
            }
            crate::interp::generator::created(vm, block);
            return Ok(Called::Done(Value::from_header(block.cast_const().cast())));
        }
    }
    let Some(f) = func.cast::<Function>() else {
        return Err(not_callable(&func));
    };
    let code = f.code();
    let special = CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
    // SAFETY: the frame is made for the function's code, and `bind` fills its parameters.
    unsafe {
        if code.flags.any(special) {
            let block = allocate_generator(func, &*code);
            let v = Value::from_header(block.cast_const().cast());
            if let Err(e) = bind::bind(&f, &code, args, kwargs, block) {
                // It was never started, so there is nothing to finish or to warn about.
                (*block).payload.state = crate::frame::FrameState::Finished;
                drop(v);
                return Err(e);
            }
            crate::interp::generator::created(vm, block);
            return Ok(Called::Done(v));
        }
        let depth = (*vm.frame).payload.depth + 1;
        if depth > vm.recursion_limit {
            return Err(too_deep(vm, &func));
        }
        let block = new_frame(func, &code);
        if let Err(e) = bind::bind(&f, &code, args, kwargs, block) {
            crate::heap::decrement(block.cast_const().cast());
            return Err(e);
        }
        push(vm, block);
    }
    Ok(Called::Pushed)
}

/// The error for a call of `func` by the current frame where the recursion is too deep. It tells what was to be done if that is something
/// which CPython does without a frame.
#[cold]
pub(crate) fn too_deep(vm: &Vm, func: &Value) -> crate::exc::Exc {
    // SAFETY: the current frame is alive.
    let (caller, stage) = unsafe { ((*vm.frame).payload.func.clone(), (*vm.frame).payload.stage) };
    let what = match stage {
        Stage::CompareFirst | Stage::CompareLast => " in comparison",
        _ => [func, &caller].into_iter().find_map(built_in_step).unwrap_or_default(),
    };
    recursion_error(format!("maximum recursion depth exceeded{what}"))
}

/// What a function of the prelude stands for, if it is one of the steps that CPython counts as a recursion.
fn built_in_step(func: &Value) -> Option<&'static str> {
    let f = func.downcast::<Function>()?;
    if !f.code_ref().flags.any(CodeFlags::PRELUDE) {
        return None;
    }
    Some(match &*f.code_ref().unit.name {
        "repr_of" | "items_repr" | "list_repr" | "dict_repr" => " while getting the repr of an object",
        "str_of" => " while getting the str of an object",
        "dicts_equal" => " in comparison",
        "isinstance_general" => " in __instancecheck__",
        "issubclass_general" => " in __subclasscheck__",
        "construct" | "hash_by" | "dir_general" | "int_new" | "type_new" | "functools_reduce" | "cache_result" => {
            " while calling a Python object"
        }
        _ => return None,
    })
}

/// A frame for a function's code with all registers empty.
pub(crate) unsafe fn new_frame(func: Value, code: &Code) -> *mut FrameBlock {
    // SAFETY: the code is the function's, and all registers are initialised.
    unsafe {
        code.ensure_loaded();
        let block = allocate_call(func, code);
        for i in 0..code.registers.get() as usize {
            std::ptr::write(FrameBlock::reg(block, i), Value::UNBOUND);
        }
        block
    }
}

/// What a call of a generator function with nothing but `receiver` makes, if `func` is such a function. None: it has to be called.
pub(crate) fn generator_of(func: &Value, receiver: &Value) -> Option<Value> {
    let code: *const Code = func.exact::<Function>()?.code_ref();
    // SAFETY: the code belongs to the function, which passes to the generator; its one parameter is the first register.
    unsafe {
        if (*code).generator_args.get() != 1 {
            return None;
        }
        let block = allocate_generator(func.clone(), code);
        set(block, 0, receiver.clone());
        Some(Value::from_header(block.cast_const().cast()))
    }
}

/// What a call of a generator function with `args` makes, if `func` is such a function. None: it has to be called.
pub(crate) fn generator_with(func: &Value, args: Args) -> Option<Value> {
    let code: *const Code = func.exact::<Function>()?.code_ref();
    // SAFETY: the code belongs to the function, which passes to the generator; its parameters are the first registers.
    unsafe {
        if (*code).generator_args.get() != args.len() as i32 {
            return None;
        }
        let block = allocate_generator(func.clone(), code);
        for (i, v) in args.into_iter().enumerate() {
            set(block, i as u16, v);
        }
        Some(Value::from_header(block.cast_const().cast()))
    }
}

/// Makes `block` the current frame, called from the one that was.
pub(crate) unsafe fn push(vm: &mut Vm, block: *mut FrameBlock) {
    // SAFETY: both are live frames; the caller's reference passes to the callee's `parent`.
    unsafe {
        (*block).payload.parent = vm.frame;
        (*block).payload.depth = (*vm.frame).payload.depth + 1;
    }
    vm.frame = block;
}

/// Calls `callee` on behalf of the current frame, whose stage says what to do with the result.
pub(crate) unsafe fn value(vm: &mut Vm, frame: *mut FrameBlock, stage: Stage, callee: &Value, args: Args) -> Flow {
    vm.frame = frame;
    // The stage is set before the call, because the call may hand control to another chain of frames.
    // SAFETY: `frame` is the current frame; if no frame was pushed it still is.
    unsafe {
        (*frame).payload.stage = stage;
        if let Some(f) = callee.exact::<Function>() {
            let code: *const Code = f.code_ref();
            if (*code).simple_args.get() == args.len() as i32 && (*frame).payload.depth < vm.recursion_limit {
                let block = new_frame(callee.clone(), &*code);
                for (i, v) in args.into_iter().enumerate() {
                    set(block, i as u16, v);
                }
                push(vm, block);
                return Flow::Reload;
            }
        }
        match call_value(vm, callee, args, Kwargs::new()) {
            Ok(Called::Done(v)) => super::deliver::deliver(vm, frame, v),
            Ok(Called::Pushed) => Flow::Reload,
            Ok(Called::Thrown) => Flow::Raise,
            Err(e) => {
                (*frame).payload.stage = Stage::Store;
                // A loop over an iterator whose `__next__` is native ends in this way too.
                if stage == Stage::Next { super::iterate::next_raised(vm, frame, e) } else { vm.raise(e) }
            }
        }
    }
}

/// Calls a special method found in the object's class, binding it to the object.
pub(crate) unsafe fn method<const N: usize>(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    stage: Stage,
    func: Value,
    this: Value,
    rest: [Value; N],
) -> Flow {
    // SAFETY: as for `value`; the parameters of a simple function are its first registers.
    unsafe {
        if let Some(f) = func.exact::<Function>() {
            let code: *const Code = f.code_ref();
            if (*code).simple_args.get() == N as i32 + 1 && (*frame).payload.depth < vm.recursion_limit {
                let block = allocate_call(func, code);
                std::ptr::write(FrameBlock::reg(block, 0), this);
                for (i, v) in rest.into_iter().enumerate() {
                    std::ptr::write(FrameBlock::reg(block, i + 1), v);
                }
                for i in N + 1..(*code).registers.get() as usize {
                    std::ptr::write(FrameBlock::reg(block, i), Value::UNBOUND);
                }
                (*frame).payload.stage = stage;
                vm.frame = frame;
                push(vm, block);
                return Flow::Reload;
            }
            if (*code).generator_args.get() == N as i32 + 1 {
                let block = allocate_generator(func, code);
                std::ptr::write(FrameBlock::reg(block, 0), this);
                for (i, v) in rest.into_iter().enumerate() {
                    std::ptr::write(FrameBlock::reg(block, i + 1), v);
                }
                vm.frame = frame;
                crate::interp::generator::created(vm, block);
                (*frame).payload.stage = stage;
                return super::deliver::deliver(vm, frame, Value::from_header(block.cast_const().cast()));
            }
        }
        if takes_receiver(&func) {
            let mut args = Args::new();
            args.push(this);
            args.extend(rest);
            return value(vm, frame, stage, &func, args);
        }
        if func.is_none() {
            return vm.raise(not_callable(&func));
        }
        let class = class_of(&this);
        match crate::ops::attr::bind(vm, func, Some(&this), &class) {
            Ok(crate::ops::attr::Attr::Value(bound)) => value(vm, frame, stage, &bound, rest.into_iter().collect()),
            Ok(crate::ops::attr::Attr::Call(getter, getter_args)) => {
                let getter_args = Tuple::from_vec(getter_args.into_vec()).into();
                let rest = Tuple::from_vec(rest.into_iter().collect()).into();
                prelude_staged(vm, frame, stage, "call_bound", list([getter, getter_args, rest, Dict::new().into()]))
            }
            Ok(crate::ops::attr::Attr::Missing) => vm.raise(not_callable(&this)),
            Err(e) => vm.raise(e),
        }
    }
}

/// Calls a prelude function; the result goes to the instruction's destination.
pub(crate) unsafe fn prelude<const N: usize>(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    name: &'static str,
    values: [Value; N],
) -> Flow {
    // SAFETY: as for `value`.
    unsafe { prelude_staged(vm, frame, Stage::Store, name, list(values)) }
}

/// Calls a prelude function for its effect.
pub(crate) unsafe fn prelude_ignoring<const N: usize>(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    name: &'static str,
    values: [Value; N],
) -> Flow {
    // SAFETY: as for `value`.
    unsafe { prelude_staged(vm, frame, Stage::Ignore, name, list(values)) }
}

/// Calls a prelude function; the stage says what to do with the result.
pub(crate) unsafe fn prelude_staged(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    stage: Stage,
    name: &'static str,
    args: impl IntoIterator<Item = Value>,
) -> Flow {
    match vm.prelude(name) {
        // SAFETY: as for `value`.
        Ok(f) => unsafe { value(vm, frame, stage, &f, args.into_iter().collect()) },
        Err(e) => vm.raise(e),
    }
}

/// `R[d] := R[base](...)` with `n` positional arguments.
#[inline(never)]
pub(crate) unsafe fn call(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: u8) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        if n == 0
            && std::ptr::eq(get(frame, base).header_ptr(), heap(|h| h.types[Kind::Super as usize].get()))
            && !vm.tracing.running
            && super::attr::load_super(frame, d, base)
        {
            return Flow::Reload;
        }
        call_wide(vm, frame, d, base, n as usize)
    }
}

/// The arguments of a call, which are moved out of their registers as they are asked for.
///
/// # Safety
/// These are registers of the frame, which is alive as long as the iterator.
unsafe fn taken(frame: *mut FrameBlock, first: u16, n: usize) -> impl ExactSizeIterator<Item = Value> {
    // SAFETY: the caller's promise.
    (0..n).map(move |i| unsafe { take(frame, first + i as u16) })
}

/// The arguments of a call, moved out of their registers.
unsafe fn take_args(frame: *mut FrameBlock, first: u16, n: usize) -> Args {
    // SAFETY: the caller's promise: these are registers of the frame.
    unsafe { (0..n).map(|i| take(frame, first + i as u16)).collect() }
}

/// The same where `R[base]` is a native function.
#[inline(never)]
pub(crate) unsafe fn call_native_function(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match native::call_exact(vm, frame, d, base, n) {
            Some(flow) => flow,
            None => call_wide(vm, frame, d, base, n),
        }
    }
}

/// The same with any number of arguments.
pub(crate) unsafe fn call_wide(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let callee = get(frame, base);
        if let Some(h) = callee.header() {
            match h.kind() {
                Kind::Function => {
                    if payload::<Function>(callee).code_ref().generator_args.get() == n as i32 {
                        make_generator(vm, frame, d, base, n);
                        return Flow::Next;
                    }
                    let func = take(frame, base);
                    let args = taken(frame, base + 1, n);
                    return finish(vm, frame, d, |vm| call_function(vm, func, args, std::iter::empty()));
                }
                Kind::NativeFunction => {
                    if let Some(flow) = native::call_fast(vm, frame, d, base, n) {
                        return flow;
                    }
                }
                Kind::BoundMethod => {
                    let m: &BoundMethod = payload(callee);
                    let func = m.func.clone();
                    if let Some(f) = func.exact::<Function>() {
                        let code = f.code_ref();
                        if code.simple_args.get() == n as i32 + 1 && (*frame).payload.depth < vm.recursion_limit {
                            // The receiver takes the callee's place in front of the arguments.
                            let receiver = m.receiver.clone();
                            set(frame, base, receiver);
                            let code: *const Code = code;
                            let block = new_frame(func, &*code);
                            for i in 0..=n {
                                std::ptr::swap(FrameBlock::reg(block, i), FrameBlock::reg(frame, base as usize + i));
                            }
                            push(vm, block);
                            return Flow::Reload;
                        }
                        // The receiver takes the callee's place in front of the arguments.
                        let receiver = m.receiver.clone();
                        set(frame, base, receiver);
                        let args = taken(frame, base, n + 1);
                        return finish(vm, frame, d, |vm| call_function(vm, func, args, std::iter::empty()));
                    }
                }
                Kind::Type => {
                    if let Some(flow) = construct::construct_fast(vm, frame, d, base, n) {
                        return flow;
                    }
                }
                _ => {
                    if let Some(flow) = native::call_object(vm, frame, d, base, n) {
                        return flow;
                    }
                }
            }
        }
        let callee = take(frame, base);
        let args = take_args(frame, base + 1, n);
        finish(vm, frame, d, |vm| call_value(vm, &callee, args, Kwargs::new()))
    }
}

/// `R[d] := R[base](...)` where `R[base]` is a generator function (or the like) that takes `n` simple arguments.
pub(crate) unsafe fn make_generator(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize) {
    // SAFETY: the operands are registers of the current frame; parameters are the generator's first registers, which are empty.
    unsafe {
        let func = take(frame, base);
        let code: *const Code = payload::<Function>(&func).code_ref();
        make_generator_as(vm, frame, d, func, code, base + 1, n);
    }
}

/// The same for a function that is in no register; the code is its own or a comprehension's among its constants.
#[inline(always)]
pub(crate) unsafe fn make_generator_as(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    d: u16,
    func: Value,
    code: *const Code,
    first: u16,
    n: usize,
) {
    // SAFETY: as in `make_generator`.
    unsafe {
        let block = allocate_generator(func, code);
        for i in 0..n {
            std::ptr::write(FrameBlock::reg(block, i), take(frame, first + i as u16));
        }
        super::generator::created(vm, block);
        set(frame, d, Value::from_header(block.cast_const().cast()));
    }
}

/// Makes a call for an instruction whose destination is `d`.
unsafe fn finish(vm: &mut Vm, frame: *mut FrameBlock, d: u16, call: impl FnOnce(&mut Vm) -> R<Called>) -> Flow {
    match call(vm) {
        Ok(Called::Done(v)) => {
            // SAFETY: `d` is a register of the current frame.
            unsafe { set(frame, d, v) };
            Flow::Next
        }
        Ok(Called::Pushed) => Flow::Reload,
        Ok(Called::Thrown) => Flow::Raise,
        Err(e) => vm.raise(e),
    }
}

/// Calls with keywords or unpacked arguments.
#[inline(never)]
pub(crate) unsafe fn call_keywords(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame, and `names` a tuple of its constants.
    unsafe {
        match instr {
            Instr::CallKw { k, d, base, names } => with_names(vm, frame, d, base, k as usize, names),
            Instr::CallMethodKw { k, d, base, names } => {
                if get(frame, base).is_unbound() {
                    with_names(vm, frame, d, base + 1, k as usize, names)
                } else {
                    with_names(vm, frame, d, base, k as usize + 1, names)
                }
            }
            Instr::CallEx { k, d, base } => {
                let callee = take(frame, base);
                let positional = take(frame, base + 1);
                let keywords = if k == 1 { take(frame, base + 2) } else { Value::UNBOUND };
                if callee.exact::<Function>().is_some()
                    && let Some(args) = positional.downcast::<Tuple>()
                {
                    let args = args.items().iter().cloned();
                    let alone = keywords.header().is_some_and(|h| h.references() == 1 && h.is_exact(Kind::Dict));
                    let code = payload::<Function>(&callee).code();
                    if let Some(dict) = keywords.downcast::<Dict>()
                        && !dict.is_empty()
                        && bind::is_all_extra(&code, dict)
                    {
                        // It is what the function would copy its items to, unless somebody else has it.
                        let keywords = if alone { keywords } else { Dict::from_table(dict.table().duplicate()).into() };
                        return finish(vm, frame, d, |vm| {
                            let called = call_function(vm, callee, args, std::iter::empty())?;
                            match &called {
                                Called::Pushed => bind::give_kwargs(&code, vm.frame, keywords),
                                Called::Done(g) => {
                                    bind::give_kwargs(&code, crate::frame::generator_block(g), keywords);
                                }
                                Called::Thrown => {}
                            }
                            Ok(called)
                        });
                    }
                    return match keywords.downcast::<Dict>() {
                        Some(dict) => match bind::items(&dict.table()) {
                            Ok(kwargs) => finish(vm, frame, d, |vm| call_function(vm, callee, args, kwargs)),
                            Err(e) => vm.raise(e),
                        },
                        None => finish(vm, frame, d, |vm| call_function(vm, callee, args, std::iter::empty())),
                    };
                }
                let args: Args = match positional.downcast::<Tuple>() {
                    Some(t) => t.items().iter().cloned().collect(),
                    None => Args::new(),
                };
                let kwargs = match keywords.downcast::<Dict>() {
                    Some(dict) => bind::from_dict(dict),
                    None => Ok(Kwargs::new()),
                };
                match kwargs {
                    Ok(kwargs) => finish(vm, frame, d, |vm| call_value(vm, &callee, args, kwargs)),
                    Err(e) => vm.raise(e),
                }
            }
            other => unreachable!("{} is no call with keywords", other.name()),
        }
    }
}

unsafe fn with_names(vm: &mut Vm, frame: *mut FrameBlock, d: u16, base: u16, n: usize, names: u16) -> Flow {
    // SAFETY: as in `call_keywords`.
    unsafe {
        let names = crate::interp::body(frame).consts[names as usize].clone();
        let names: &Tuple = payload(&names);
        let callee = take(frame, base);
        let positional = n - names.len();
        if callee.exact::<Function>().is_some() {
            let args = taken(frame, base + 1, positional);
            let values = taken(frame, base + 1 + positional as u16, names.len());
            let kwargs = names.items().iter().cloned().zip(values);
            return finish(vm, frame, d, |vm| call_function(vm, callee, args, kwargs));
        }
        let args = take_args(frame, base + 1, positional);
        let kwargs: Kwargs = names
            .items()
            .iter()
            .enumerate()
            .map(|(i, name)| (name.clone(), take(frame, base + 1 + (positional + i) as u16)))
            .collect();
        if callee.is_a::<Type>() {
            // The instance waits in the callee's register while `__init__` runs.
            return construct::construct_keywords(vm, frame, d, base, callee, args, kwargs);
        }
        finish(vm, frame, d, |vm| call_value(vm, &callee, args, kwargs))
    }
}

/// The intrinsic operations.
#[inline(never)]
pub(crate) unsafe fn intrinsic(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::Intrinsic { k, d, base, n } = instr else { unreachable!("{} is no intrinsic", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let args = take_args(frame, base, n as usize);
        let Some(&which) = Intrinsic::ALL.get(k as usize) else {
            return vm.raise(crate::exc::system_error(format!("there is no intrinsic {k}")));
        };
        let flag = |mask: u32| Value::bool(class_of(&args[0]).any(mask));
        let v = match which {
            Intrinsic::AssertionError => ExcKind::AssertionError.class().into_value(),
            Intrinsic::MatchSequence => flag(TypeFlags::SEQUENCE),
            Intrinsic::MatchMapping => flag(TypeFlags::MAPPING),
            Intrinsic::ListToTuple => {
                let items = args[0].downcast::<List>().map(|l| l.items().clone()).unwrap_or_default();
                Tuple::from_vec(items).into()
            }
            Intrinsic::SetupAnnotations => {
                let namespace = get(frame, 0).clone();
                return prelude_ignoring(vm, frame, "setup_annotations", [namespace]);
            }
            Intrinsic::PrintExpr => {
                return prelude_staged(vm, frame, Stage::Store, "print_expr", args);
            }
            Intrinsic::BuildClass => {
                let builtins = (*frame).payload.func.downcast::<Function>().map(|f| f.builtins.clone());
                let Some(build) = builtins.and_then(|b| b.get_str("__build_class__")) else {
                    let text = "__build_class__ not found".to_owned();
                    return vm.raise(crate::exc::name_error(ExcKind::NameError, Value::NONE, text));
                };
                if !build.is_a::<NativeFunction>() {
                    // The program's own function gets bases and keywords one by one.
                    let all = std::iter::once(build).chain(args);
                    return prelude_staged(vm, frame, Stage::Store, "build_class_by", all);
                }
                return prelude_staged(vm, frame, Stage::Store, "build_class", args);
            }
            Intrinsic::MatchLen => {
                return prelude_staged(vm, frame, Stage::Store, "match_len", args);
            }
            Intrinsic::MatchKeys => {
                return prelude_staged(vm, frame, Stage::Store, "match_keys", args);
            }
            Intrinsic::MatchClass => {
                return prelude_staged(vm, frame, Stage::Store, "match_class", args);
            }
            Intrinsic::MatchRest => {
                return prelude_staged(vm, frame, Stage::Store, "match_rest", args);
            }
            Intrinsic::ExceptStarMatch => {
                return prelude_staged(vm, frame, Stage::Store, "except_star_match", args);
            }
            Intrinsic::ExceptStarEnd => {
                return prelude_staged(vm, frame, Stage::Store, "except_star_end", args);
            }
        };
        set(frame, d, v);
        Flow::Next
    }
}

/// A dict of keyword arguments.
pub(crate) fn kwargs_of(dict: Option<Obj<Dict>>) -> R<Kwargs> {
    match dict {
        Some(d) => bind::from_dict(&d),
        None => Ok(Kwargs::new()),
    }
}
