//! Displays, unpacking, formatting, function objects.

use crate::bytecode::Instr;
use crate::bytecode::instr::{KILL_1, KILL_2, KILL_3, NO_REG};
use crate::exc::{memory_error, type_error, value_error};
use crate::frame::{FrameBlock, Stage};
use crate::heap::{self, Kind};
use crate::interp::call;
use crate::interp::names::args;
use crate::interp::{Flow, get, is_exact, kill, payload, set, take};
use crate::object::*;
use crate::ops::{self, iterate};
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

unsafe fn take_range(frame: *mut FrameBlock, base: u16, n: u16) -> Vec<Value> {
    // SAFETY: the range is within the frame's registers.
    unsafe { (0..n).map(|i| take(frame, base + i)).collect() }
}

/// A tuple of `n` registers.
#[inline(never)]
pub(crate) unsafe fn tuple(frame: *mut FrameBlock, base: u16, n: u16) -> Value {
    if n == 0 {
        return Tuple::empty().into();
    }
    // SAFETY: the range is within the frame's registers.
    if let Some(t) = unsafe { heap::tuple::of_moved(FrameBlock::reg(frame, base as usize), n as usize) } {
        return t;
    }
    // SAFETY: as above.
    let items = (0..n as usize).map(|i| unsafe { take(frame, base + i as u16) });
    match Tuple::try_from_iter(items) {
        Some(t) => t.into(),
        None => unreachable!("a frame's registers fit in memory twice"),
    }
}

/// A tuple of two values.
#[inline(never)]
pub(crate) fn pair(a: &Value, b: &Value) -> Value {
    heap::tuple::pair(a, b).unwrap_or_else(|| Tuple::from_array([a.clone(), b.clone()]).into())
}

/// A list of `n` registers.
#[inline(never)]
pub(crate) unsafe fn list(frame: *mut FrameBlock, base: u16, n: u16, more: usize) -> Value {
    // A block of memory has room for three at least.
    let mut items = Vec::with_capacity(if n > 0 { (n as usize + more).max(3) } else { 0 });
    // SAFETY: the range is within the frame's registers.
    items.extend((0..n).map(|i| unsafe { take(frame, base + i) }));
    List::from_vec(items).into()
}

/// Makes no list of the registers of `f(x, *args)` that `args` would be added to only for a tuple to be made of it, with the next two
/// instructions: makes the tuple. False: `args` is something else, or has yet to be found.
#[inline(never)]
pub(crate) unsafe fn starred(frame: *mut FrameBlock, d: u16, base: u16, n: u16, pc: *const Instr) -> bool {
    // SAFETY: the operands of all three instructions are registers of the current frame, and a ListExtend is not the last instruction.
    unsafe {
        let (Instr::ListExtend { k, l, v }, Instr::ListToTuple { d: to, s }) = (*pc, *pc.add(1)) else { return false };
        if l != d || s != d {
            return false;
        }
        let Some(more) = get(frame, v).exact::<Tuple>() else { return false };
        let first = std::slice::from_raw_parts(FrameBlock::reg(frame, base as usize), n as usize);
        let Some(joined) = Tuple::try_concat(first, more.items()) else { return false };
        for i in 0..n {
            drop(take(frame, base + i));
        }
        kill(frame, k & KILL_2, [l, v, 0]);
        set(frame, to, joined.into());
        true
    }
}

/// Makes no slice where it would be only for the next instruction, as the index of a built-in sequence: does what that does. False: the
/// slice has to be made.
#[inline(never)]
pub(crate) unsafe fn sliced(frame: *mut FrameBlock, slice: Instr, next: Instr) -> bool {
    // SAFETY: the operands of both instructions are registers of the current frame.
    unsafe {
        let (Instr::BuildSlice { d, s, t, .. }, Instr::GetItem { k, d: to, o, i }) = (slice, next) else {
            return false;
        };
        if i != d || k & KILL_2 == 0 {
            return false;
        }
        let object = get(frame, o);
        if is_exact(object, Kind::Tuple)
            && (k & KILL_1 == 0 || o == to)
            && let Some(range) =
                ops::item::slice::simple_range(bound(frame, s), bound(frame, t), payload::<Tuple>(object).len())
            && let n = range.len()
            && n < payload::<Tuple>(object).len()
        {
            if n == 0 {
                return sliced_to_nothing(frame, to);
            }
            // The bounds are small ints: those in temporaries may stay there.
            let Some(v) = heap::tuple::part_of_plain(object, range.start, n) else {
                return sliced_other(frame, slice, next);
            };
            set(frame, to, v);
            return true;
        }
        sliced_other(frame, slice, next)
    }
}

const NONE: &Value = &Value::NONE;

/// A bound of a slice: a register, or None where there is none.
#[inline(always)]
unsafe fn bound<'a>(frame: *mut FrameBlock, register: u16) -> &'a Value {
    // SAFETY: the operand is a register of the current frame, or none.
    if register == NO_REG { NONE } else { unsafe { get(frame, register) } }
}

/// The same where nothing is left of a tuple.
#[inline(never)]
unsafe fn sliced_to_nothing(frame: *mut FrameBlock, to: u16) -> bool {
    // SAFETY: as in `sliced`.
    unsafe { set(frame, to, Tuple::empty().into()) };
    true
}

/// The same, of anything.
#[inline(never)]
unsafe fn sliced_other(frame: *mut FrameBlock, slice: Instr, next: Instr) -> bool {
    // SAFETY: as in `sliced`.
    unsafe {
        if let (Instr::BuildSlice { k: dying, s, t, .. }, Instr::GetItem { k, d: to, o, .. }) = (slice, next)
            && let Some(v) = ops::item::slice::simple(get(frame, o), bound(frame, s), bound(frame, t))
        {
            kill(frame, dying, [s, t, NO_REG]);
            if k & KILL_1 != 0 && o != to {
                drop(take(frame, o));
            }
            set(frame, to, v);
            return true;
        }
        false
    }
}

/// The rarer building instructions.
#[inline(never)]
pub(crate) unsafe fn build(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        match instr {
            Instr::BuildSlice { k, d, s, t } => {
                let slice = Slice { start: bound(frame, s).clone(), stop: bound(frame, t).clone(), step: Value::NONE };
                kill(frame, k, [s, t, NO_REG]);
                set(frame, d, heap::new(slice).into());
                Flow::Next
            }
            Instr::BuildStepSlice { d, base } => {
                let [start, stop, step] = [0, 1, 2].map(|i| take(frame, base + i));
                set(frame, d, heap::new(Slice { start, stop, step }).into());
                Flow::Next
            }
            Instr::BuildSet { d, base, n } => {
                let items = take_range(frame, base, n);
                let mut table = SetTable::default();
                for item in &items {
                    match ops::set_add(&mut table, item) {
                        Ok(true) => {}
                        Ok(false) => {
                            return call::prelude(vm, frame, "build_set", [List::from_vec(items).into()]);
                        }
                        Err(e) => return vm.raise(e),
                    }
                }
                set(frame, d, Set::from_table(table).into());
                Flow::Next
            }
            Instr::BuildMap { d, base, n } => {
                if n == 0
                    && let Some(source) = only_keywords(frame, d)
                {
                    set(frame, d, source);
                    (*frame).payload.pc = (*frame).payload.pc.add(1);
                    return Flow::Reload;
                }
                let items = take_range(frame, base, n);
                let mut table = Table::with_capacity(items.len() / 2);
                for pair in items.chunks_exact(2) {
                    match ops::dict_insert(&mut table, &pair[0], pair[1].clone()) {
                        Ok(true) => {}
                        Ok(false) => {
                            return call::prelude(vm, frame, "build_map", [List::from_vec(items).into()]);
                        }
                        Err(e) => return vm.raise(e),
                    }
                }
                set(frame, d, Dict::from_table(table).into());
                Flow::Next
            }
            Instr::BuildString { d, base, n } => {
                let items = std::slice::from_raw_parts(FrameBlock::reg(frame, base as usize), n as usize);
                let joined = Str::try_join(&[], items).ok().flatten();
                for i in 0..n {
                    drop(take(frame, base + i));
                }
                match joined {
                    Some(s) => {
                        set(frame, d, s.into());
                        Flow::Next
                    }
                    None => vm.raise(memory_error()),
                }
            }
            Instr::ListExtend { k, l, v } => {
                let (target, source) = (get(frame, l).clone(), get(frame, v).clone());
                kill(frame, k & KILL_2, [l, v, 0]);
                if let (Some(target), Some(tuple)) = (target.downcast::<List>(), source.exact::<Tuple>()) {
                    target.items_mut().extend_from_slice(tuple.items());
                    return Flow::Next;
                }
                match iterate::collect(&source) {
                    Ok(Some(items)) => {
                        if let Some(target) = target.downcast::<List>() {
                            target.items_mut().extend(items);
                        }
                        Flow::Next
                    }
                    Ok(None) => call::prelude_ignoring(vm, frame, "list_extend", [target, source]),
                    Err(_) => {
                        vm.raise(type_error(format!("Value after * must be an iterable, not {}", class_name(&source))))
                    }
                }
            }
            Instr::SetAdd { k, s, v } => {
                let (target, item) = (get(frame, s).clone(), get(frame, v).clone());
                kill(frame, k & KILL_2, [s, v, 0]);
                let target_set: &Set = payload(&target);
                let added = ops::set_add(&mut target_set.table_mut(), &item);
                match added {
                    Ok(true) => Flow::Next,
                    Ok(false) => call::prelude_ignoring(vm, frame, "set_add", [target, item]),
                    Err(e) => vm.raise(e),
                }
            }
            Instr::SetUpdate { k, s, v } => {
                let (target, source) = (get(frame, s).clone(), get(frame, v).clone());
                kill(frame, k & KILL_2, [s, v, 0]);
                call::prelude_ignoring(vm, frame, "set_update", [target, source])
            }
            Instr::MapAdd { k, m, key, v } => {
                let (target, item) = (get(frame, m).clone(), get(frame, key).clone());
                let value = get(frame, v).clone();
                kill(frame, k & (KILL_2 | KILL_3), [m, key, v]);
                let dict: &Dict = payload(&target);
                let added = ops::dict_insert(&mut dict.table_mut(), &item, value.clone());
                match added {
                    Ok(true) => Flow::Next,
                    Ok(false) => call::prelude_ignoring(vm, frame, "store_item", [target, item, value]),
                    Err(e) => vm.raise(e),
                }
            }
            Instr::DictUpdate { k, m, v } => {
                let (target, source) = (get(frame, m).clone(), get(frame, v).clone());
                kill(frame, k & KILL_2, [m, v, 0]);
                if let (Some(from), Some(to)) = (source.exact::<Dict>(), target.exact::<Dict>())
                    && ops::dict_update(to, from)
                {
                    return Flow::Next;
                }
                call::prelude_ignoring(vm, frame, "dict_display_update", [target, source])
            }
            Instr::DictMerge { k, m, v, f } => {
                let (target, source, callee) = (get(frame, m).clone(), get(frame, v).clone(), get(frame, f).clone());
                kill(frame, k & KILL_2, [m, v, 0]);
                if let (Some(from), Some(to)) = (source.exact::<Dict>(), target.exact::<Dict>())
                    && to.is_empty()
                    && from.table().iter().all(|e| e.key.is_a::<Str>())
                    && ops::dict_update(to, from)
                {
                    return Flow::Next;
                }
                call::prelude_ignoring(vm, frame, "dict_merge", [target, source, callee])
            }
            Instr::ListToTuple { d, s } => {
                let v = take(frame, s);
                let items = v.downcast::<List>().map(|l| std::mem::take(&mut *l.items_mut())).unwrap_or_default();
                set(frame, d, Tuple::from_vec(items).into());
                Flow::Next
            }
            Instr::FormatValue { k, d, s, spec } => {
                let v = get(frame, s).clone();
                let spec_value = if spec == NO_REG { Value::UNBOUND } else { get(frame, spec).clone() };
                kill(frame, k & KILL_1, [s, 0, 0]);
                if spec != NO_REG {
                    kill(frame, k & KILL_2, [s, spec, 0]);
                }
                let conversion = (k >> 4) & 3;
                if conversion <= 1 && spec_value.is_unbound() && v.exact::<Str>().is_some() {
                    set(frame, d, v);
                    return Flow::Next;
                }
                match ops::format::value(&v, conversion, spec_value.given()) {
                    Ok(Some(s)) => {
                        set(frame, d, s);
                        Flow::Next
                    }
                    Err(e) => vm.raise(e),
                    Ok(None) => {
                        let spec = spec_value.given().cloned().unwrap_or_else(|| "".into());
                        call::prelude(vm, frame, "format_value", [v, Value::small_int(conversion.into()), spec])
                    }
                }
            }
            Instr::StarArgs { k, d, s, f } => {
                let v = if k & KILL_1 != 0 { take(frame, s) } else { get(frame, s).clone() };
                if v.exact::<Tuple>().is_some() {
                    set(frame, d, v);
                    return Flow::Next;
                }
                match iterate::collect(&v) {
                    Ok(Some(items)) => {
                        set(frame, d, Tuple::from_vec(items).into());
                        Flow::Next
                    }
                    _ => {
                        let f = get(frame, f).clone();
                        call::prelude(vm, frame, "star_args", [v, f])
                    }
                }
            }
            other => unreachable!("{} builds nothing", other.name()),
        }
    }
}

/// The dict in `f(..., **d)`, whose items are all the keyword arguments there are, if the next instruction would copy them to the new
/// dict in register `made`: the call, which comes after it, reads them there as well.
unsafe fn only_keywords(frame: *mut FrameBlock, made: u16) -> Option<Value> {
    // SAFETY: the operands are registers of the current frame; a DictMerge is followed by an instruction.
    unsafe {
        let pc = (*frame).payload.pc;
        let Instr::DictMerge { m, v, k, .. } = *pc else { return None };
        if m != made || !matches!(*pc.add(1), Instr::CallEx { .. }) {
            return None;
        }
        let source = get(frame, v).exact::<Dict>()?;
        if !source.table().iter().all(|e| e.key.is_a::<Str>()) {
            return None;
        }
        Some(if k & KILL_2 != 0 { take(frame, v) } else { get(frame, v).clone() })
    }
}

/// Unpacking into several targets.
#[inline(never)]
pub(crate) unsafe fn unpack(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let (k, s, base, before, after, starred) = match instr {
            Instr::UnpackSeq { k, s, base, n } => (k, s, base, n as usize, 0, false),
            Instr::UnpackEx { k, s, base, n } => (k, s, base, (n & 0xff) as usize, (n >> 8) as usize, true),
            other => unreachable!("{} unpacks nothing", other.name()),
        };
        let v = get(frame, s).clone();
        match iterate::collect(&v) {
            Ok(Some(items)) => {
                if k & KILL_1 != 0 {
                    drop(take(frame, s));
                }
                match distribute(items, before, after, starred) {
                    Ok(values) => {
                        for (i, v) in values.into_iter().enumerate() {
                            set(frame, base + i as u16, v);
                        }
                        Flow::Next
                    }
                    Err(e) => vm.raise(e),
                }
            }
            Err(_) => vm.raise(type_error(format!("cannot unpack non-iterable {} object", class_name(&v)))),
            Ok(None) => {
                // The prelude takes as many items as are needed, and the result is unpacked again: it is a list of the right length.
                if k & KILL_1 != 0 {
                    drop(take(frame, s));
                }
                let count = |n: usize| Value::small_int(n as i64);
                let list = args([v, count(before), count(after), Value::bool(starred)]);
                call::prelude_staged(vm, frame, Stage::Unpack, "unpack", list)
            }
        }
    }
}

/// The items as they go to the targets.
fn distribute(mut items: Vec<Value>, before: usize, after: usize, starred: bool) -> crate::exc::R<Vec<Value>> {
    let len = items.len();
    if !starred {
        if len > before {
            return Err(value_error(format!("too many values to unpack (expected {before})")));
        }
        if len < before {
            let text = format!("not enough values to unpack (expected {before}, got {len})");
            return Err(value_error(text));
        }
        return Ok(items);
    }
    if len < before + after {
        let text = format!("not enough values to unpack (expected at least {}, got {len})", before + after);
        return Err(value_error(text));
    }
    let tail = items.split_off(len - after);
    let middle = items.split_off(before);
    items.push(List::from_vec(middle).into());
    items.extend(tail);
    Ok(items)
}

/// The prelude has gathered the items of an unpacking.
pub(crate) unsafe fn unpacked(frame: *mut FrameBlock, instr: Instr, v: Value) -> Flow {
    // SAFETY: the operands are registers of the frame; the list has as many items as there are targets.
    unsafe {
        if let Instr::UnpackSeq { base, .. } | Instr::UnpackEx { base, .. } = instr
            && let Some(items) = v.downcast::<List>()
        {
            for (i, item) in items.items().iter().enumerate() {
                set(frame, base + i as u16, item.clone());
            }
        }
    }
    Flow::Reload
}

/// `R[d] :=` a function.
#[inline(never)]
pub(crate) unsafe fn make_function(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    let Instr::MakeFunction { k, d, base } = instr else { unreachable!("{} makes no function", instr.name()) };
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let outer: &Function = payload(&(*frame).payload.func);
        let Ok(code) = take(frame, base).into_obj::<Code>() else {
            return vm.raise(crate::exc::system_error("a function needs code"));
        };
        let mut next = base;
        let mut part = |bit: u8| {
            if k & bit != 0 {
                next += 1;
                take(frame, next)
            } else {
                Value::UNBOUND
            }
        };
        let (defaults, kwdefaults, annotations, closure) = (part(1), part(2), part(4), part(8));
        let f = Function::new(code, outer.globals.clone(), outer.builtins.clone(), closure);
        // The closure is no attribute.
        if k & 7 != 0 {
            let mut a = f.attrs();
            if !defaults.is_unbound() {
                a.defaults = defaults;
            }
            if !kwdefaults.is_unbound() {
                a.kwdefaults = kwdefaults;
            }
            a.annotations = annotations;
        }
        set(frame, d, f.into());
    }
    Flow::Next
}
