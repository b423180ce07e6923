//! Variables: globals, namespaces, cells, and the errors for names that have no value.

use crate::bytecode::LocalKind;
use crate::bytecode::instr::KILL_1;
use crate::exc::{ExcKind, name_error};
use crate::frame::{FrameBlock, FrameRef, Stage};
use crate::heap::Obj;
use crate::interp::{Flow, call, get, set, take};
use crate::native::Args;
use crate::object::*;
use crate::value::Value;
use crate::vm::Vm;

unsafe fn function<'a>(frame: *mut FrameBlock) -> &'a Function {
    // SAFETY: a frame that runs code has a function, which outlives the instruction.
    unsafe {
        match (*frame).payload.func.downcast::<Function>() {
            Some(f) => &*(f as *const Function),
            None => unreachable!("a frame's function is a function"),
        }
    }
}

unsafe fn code<'a>(frame: *mut FrameBlock) -> &'a Code {
    // SAFETY: a frame's code outlives the instruction.
    unsafe { &*(*frame).payload.code }
}

/// A local (or the cell of one) that is read and has no value.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unbound_local(vm: &mut Vm, frame: *mut FrameBlock, r: u16) -> Flow {
    // SAFETY: `frame` is the current frame.
    let name = unsafe { code(frame) }.unit.locals.get(r as usize).map(|l| l.name.to_string()).unwrap_or_default();
    vm.raise(unbound_local_error(&name))
}

fn unbound_local_error(name: &str) -> crate::exc::Exc {
    let text = format!("cannot access local variable '{name}' where it is not associated with a value");
    // The field `name` stays empty, as CPython leaves it.
    crate::exc::Exc::msg(ExcKind::UnboundLocalError, text)
}

/// A variable of an enclosing function that is read and has no value.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unbound_free(vm: &mut Vm, frame: *mut FrameBlock, free: u16) -> Flow {
    // SAFETY: `frame` is the current frame.
    let name = unsafe { code(frame) }.unit.free.get(free as usize).map(|n| n.to_string()).unwrap_or_default();
    let text =
        format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
    vm.raise(name_error(ExcKind::NameError, name.into(), text))
}

fn undefined(name: &Obj<Str>) -> crate::exc::Exc {
    let text = format!("name '{}' is not defined", name.to_lossy());
    name_error(ExcKind::NameError, name.value().clone(), text)
}

#[inline(never)]
pub(crate) unsafe fn del_local(vm: &mut Vm, frame: *mut FrameBlock, r: u16) -> Flow {
    // SAFETY: `frame` is the current frame; `r` is one of its registers.
    unsafe {
        let old = take(frame, r);
        if old.is_unbound() {
            return unbound_local(vm, frame, r);
        }
        drop(old);
    }
    after_delete(vm)
}

/// A deletion may have queued a finaliser: it runs now.
fn after_delete(vm: &mut Vm) -> Flow {
    if crate::heap::heap(|h| h.attention.get()) {
        // SAFETY: `vm.frame` is the current frame, between two instructions.
        return unsafe { super::attend::attend(vm, vm.frame) };
    }
    Flow::Next
}

pub(crate) unsafe fn del_cell(vm: &mut Vm, frame: *mut FrameBlock, r: u16) -> Flow {
    // SAFETY: `frame` is the current frame; the register holds a cell.
    let old = unsafe { get(frame, r) }.downcast::<Cell>().map(|c| c.set(Value::UNBOUND)).unwrap_or_default();
    if old.is_unbound() {
        // SAFETY: as above.
        return unsafe { unbound_local(vm, frame, r) };
    }
    drop(old);
    after_delete(vm)
}

pub(crate) unsafe fn del_free(vm: &mut Vm, frame: *mut FrameBlock, free: u16) -> Flow {
    // SAFETY: `frame` is the current frame.
    let closure = unsafe { function(frame) }.closure.clone();
    let old = closure
        .downcast::<Tuple>()
        .and_then(|t| t.items().get(free as usize)?.downcast::<Cell>().map(|c| c.set(Value::UNBOUND)))
        .unwrap_or_default();
    if old.is_unbound() {
        // SAFETY: as above.
        return unsafe { unbound_free(vm, frame, free) };
    }
    drop(old);
    after_delete(vm)
}

/// Finds a global or built-in and fills the cache.
#[inline(never)]
pub(crate) unsafe fn load_global(vm: &mut Vm, frame: *mut FrameBlock, d: u16, cache: u32) -> Flow {
    // SAFETY: `frame` is the current frame; the operands were verified.
    unsafe {
        let f = function(frame);
        let c = &code(frame).caches[cache as usize];
        if crate::prelude::is_namespace(vm, &f.globals) {
            crate::prelude::provide(vm, &c.name.to_lossy());
        }
        match global(f, c) {
            Some(v) => {
                set(frame, d, v);
                Flow::Next
            }
            // A namespace of the program's own making may know more names than it has.
            None if f.globals.value().exact::<Dict>().is_none() => {
                let list = args([f.globals.clone().into(), c.name.clone().into_value(), f.builtins.clone().into()]);
                call::prelude_staged(vm, frame, Stage::Store, "global_name", list)
            }
            None => vm.raise(undefined(&c.name)),
        }
    }
}

fn entry(table: &Table<Value>, name: &Obj<Str>) -> Option<usize> {
    match table.find(name.hash(), None, |k| {
        Some(k.is(name.value()) || k.exact::<Str>().is_some_and(|k| k.bytes() == name.bytes()))
    }) {
        Found::At(i) => Some(i),
        _ => None,
    }
}

fn global(f: &Function, c: &Cache) -> Option<Value> {
    let mut globals = f.globals.table_mut();
    if let Some(i) = entry(&globals, &c.name) {
        c.kind.set(1);
        c.version.set(globals.version());
        c.index.set(i as u32);
        return Some(globals.entries()[i].value.clone());
    }
    let version = globals.version();
    drop(globals);
    let mut builtins = f.builtins.table_mut();
    let i = entry(&builtins, &c.name)?;
    c.kind.set(2);
    c.version.set(version);
    c.key.set(builtins.version() as u64);
    c.index.set(i as u32);
    Some(builtins.entries()[i].value.clone())
}

#[inline(never)]
pub(crate) unsafe fn store_global(vm: &mut Vm, frame: *mut FrameBlock, k: u8, s: u16, name: u32) -> Flow {
    let _ = vm;
    // SAFETY: `frame` is the current frame; the operands were verified.
    unsafe {
        let v = if k & KILL_1 != 0 { take(frame, s) } else { get(frame, s).clone() };
        function(frame).globals.insert_interned(&code(frame).names[name as usize], v);
    }
    Flow::Next
}

pub(crate) unsafe fn del_global(vm: &mut Vm, frame: *mut FrameBlock, name: u32) -> Flow {
    // SAFETY: `frame` is the current frame; the operands were verified.
    let (name, globals) = unsafe { (&code(frame).names[name as usize], &function(frame).globals) };
    match globals.remove_interned(name.value()) {
        Some(v) => {
            drop(v);
            after_delete(vm)
        }
        None => vm.raise(undefined(name)),
    }
}

#[inline(never)]
pub(crate) unsafe fn load_name(vm: &mut Vm, frame: *mut FrameBlock, d: u16, cache: u32) -> Flow {
    // SAFETY: `frame` is the current frame; R[0] is the namespace; the operands were verified.
    unsafe {
        let f = function(frame);
        let c = &code(frame).caches[cache as usize];
        let namespace = get(frame, 0).clone();
        match namespace.exact::<Dict>() {
            Some(dict) => {
                let v = if namespace.is(f.globals.value()) { None } else { dict.get_interned(c.name.value()) };
                match v.or_else(|| global(f, c)) {
                    Some(v) => {
                        set(frame, d, v);
                        Flow::Next
                    }
                    None => vm.raise(undefined(&c.name)),
                }
            }
            None => {
                let globals = f.globals.value().clone();
                let builtins = f.builtins.value().clone();
                call::prelude(vm, frame, "load_name", [namespace, c.name.value().clone(), globals, builtins])
            }
        }
    }
}

#[inline(never)]
pub(crate) unsafe fn store_name(vm: &mut Vm, frame: *mut FrameBlock, k: u8, s: u16, name: u32) -> Flow {
    // SAFETY: `frame` is the current frame; R[0] is the namespace; the operands were verified.
    unsafe {
        let v = if k & KILL_1 != 0 { take(frame, s) } else { get(frame, s).clone() };
        let name = code(frame).names[name as usize].clone();
        let namespace = get(frame, 0).clone();
        match namespace.exact::<Dict>() {
            Some(dict) => {
                dict.insert_interned(&name, v);
                Flow::Next
            }
            None => call::prelude_ignoring(vm, frame, "store_name", [namespace, name.into(), v]),
        }
    }
}

pub(crate) unsafe fn del_name(vm: &mut Vm, frame: *mut FrameBlock, name: u32) -> Flow {
    // SAFETY: `frame` is the current frame; R[0] is the namespace; the operands were verified.
    unsafe {
        let name = code(frame).names[name as usize].clone();
        let namespace = get(frame, 0).clone();
        match namespace.exact::<Dict>() {
            Some(dict) => match dict.remove_interned(name.value()) {
                Some(v) => {
                    drop(v);
                    after_delete(vm)
                }
                None => vm.raise(undefined(&name)),
            },
            None => call::prelude_ignoring(vm, frame, "delete_name", [namespace, name.into()]),
        }
    }
}

pub(crate) unsafe fn load_class_free(vm: &mut Vm, frame: *mut FrameBlock, d: u16, free: u16, name: u16) -> Flow {
    // SAFETY: `frame` is the current frame; R[0] is the namespace; the operands were verified.
    unsafe {
        let name = code(frame).names[name as usize].clone();
        let namespace = get(frame, 0).clone();
        let closure = function(frame).closure.clone();
        let cell = closure.downcast::<Tuple>().and_then(|t| t.items().get(free as usize).cloned()).unwrap_or_default();
        match namespace.exact::<Dict>() {
            Some(dict) => {
                let v = dict
                    .get_interned(name.value())
                    .unwrap_or_else(|| cell.downcast::<Cell>().map(|c| c.get()).unwrap_or_default());
                if v.is_unbound() {
                    return unbound_free(vm, frame, free);
                }
                set(frame, d, v);
                Flow::Next
            }
            None => call::prelude(vm, frame, "load_class_free", [namespace, name.into(), cell]),
        }
    }
}

pub(crate) unsafe fn load_locals(vm: &mut Vm, frame: *mut FrameBlock, d: u16) -> Flow {
    let _ = vm;
    // SAFETY: `frame` is the current frame.
    unsafe {
        let v = locals(&FrameRef::from_block(frame));
        set(frame, d, v);
    }
    Flow::Next
}

/// `locals()` of a frame: its namespace, or a fresh dict of a function's variables.
pub fn locals(frame: &FrameRef) -> Value {
    let Some(code) = frame.code() else {
        return Dict::new().into();
    };
    if !code.flags.has(crate::bytecode::CodeFlags::OPTIMIZED) {
        return frame.register(0);
    }
    // One that asks for its variables has a place where the dict is kept: what the program adds to it stays.
    let place = code.unit.locals.iter().position(|l| &*l.name == ".locals");
    let kept = place.and_then(|i| frame.register(i).cast::<Dict>());
    let dict = kept.unwrap_or_else(Dict::new);
    if let Some(i) = place {
        frame.set_register(i, dict.clone().into());
    }
    let put = |name: &str, v: Value| {
        if v.is_unbound() {
            drop(dict.remove_interned(intern(name.as_bytes()).value()));
        } else {
            dict.insert_str(name, v);
        }
    };
    for (i, local) in code.unit.locals.iter().enumerate() {
        let v = frame.register(i);
        let v = match local.kind {
            LocalKind::Fast => v,
            LocalKind::Cell => v.downcast::<Cell>().map(|c| c.get()).unwrap_or_default(),
            LocalKind::Hidden => continue,
        };
        put(&local.name, v);
    }
    if let Some(closure) = frame.function().and_then(|f| f.closure.cast::<Tuple>()) {
        for (name, cell) in code.unit.free.iter().zip(closure.items()) {
            let v = cell.downcast::<Cell>().map(|c| c.get()).unwrap_or_default();
            put(name, v);
        }
    }
    dict.into()
}

/// Arguments from an array.
pub(crate) fn args<const N: usize>(values: [Value; N]) -> Args {
    values.into_iter().collect()
}
