//! `sys.settrace` and `sys.setprofile`: telling the program's functions what happens in its frames.
//!
//! While nothing is traced, none of this costs anything: the loop exists twice, and only the copy that runs while a thread has a trace
//! or profile function asks [`step`] before each instruction. `Vm::run` chooses the copy; one leaves to be replaced by the other
//! when the loop next attends to what is pending (`attend::pending`).
//!
//! An event is a call of the prelude's `trace_event` on top of the frame that is to go on. What comes back is a number: which
//! of the instruction's events is next (see [`stage`]). Frames of the prelude have no events.

use std::collections::HashMap;

use crate::bytecode::instr::UNREAD;
use crate::bytecode::{Instr, Intrinsic};
use crate::exc::Exc;
use crate::frame::{FrameBlock, FrameKind, FrameRef, Stage, bit};
use crate::interp::{Flow, call, get};
use crate::object::*;
use crate::ops::attr::{self, Attr};
use crate::thread::ThreadId;
use crate::types::class_of;
use crate::types::code::{FrameView, view};
use crate::value::Value;
use crate::vm::Vm;

/// Index of the trace function of a thread.
pub const TRACE: usize = 0;
/// Index of the profile function of a thread.
pub const PROFILE: usize = 1;

/// How many of an instruction's events are over.
mod stage {
    pub(super) const START: i64 = 0;
    pub(super) const RETURNED: i64 = 1;
    pub(super) const LINE: i64 = 2;
    pub(super) const OPCODE: i64 = 3;
    pub(super) const CALLED: i64 = 4;
    /// From here on: events of leaving, two for each frame that is left.
    pub(super) const LEAVING: i64 = 5;
}

/// How many of the events are over that an exception causes in one frame.
mod unwound {
    pub(super) const START: i64 = 0;
    pub(super) const CALL_FAILED: i64 = 1;
    pub(super) const RAISED: i64 = 2;
    pub(super) const TRACE_LEFT: i64 = 3;
    pub(super) const LEFT: i64 = 4;
}

/// What is known of a frame that runs while its thread is traced.
struct Entry {
    /// The frame object, whose `f_trace` is the local trace function.
    view: Value,
    /// How many of the two functions were told that the frame begins or goes on.
    called: usize,
    /// The line of the last `line` event, or of the place where the frame goes on.
    line: u32,
    /// The instruction that was executed last.
    last: Option<u32>,
    /// The native function that the profile function was told the frame calls.
    native: Value,
}

/// The state of tracing.
#[derive(Default)]
pub(crate) struct Tracing {
    /// Whether any thread is traced.
    pub(crate) on: bool,
    /// Which copy of the loop runs.
    pub(crate) running: bool,
    /// The loop was left for its other copy.
    pub(crate) switching: bool,
    functions: HashMap<ThreadId, [Value; 2]>,
    entries: HashMap<usize, Entry>,
    /// The greenlets that run a trace function at the moment.
    inside: Vec<i64>,
    /// The frame whose events go on, its instruction, and how many are over.
    resumed: Option<(*mut FrameBlock, *const Instr, i64)>,
    /// The same for an exception on its way.
    unwinding: Option<(*mut FrameBlock, i64)>,
}

impl Tracing {
    /// A thread's function.
    pub(crate) fn function(&self, thread: ThreadId, which: usize) -> Value {
        self.functions.get(&thread).map_or(Value::NONE, |f| f[which].clone())
    }

    /// Whether no frame has events.
    #[inline(always)]
    pub(crate) fn is_idle(&self) -> bool {
        !self.on && self.unwinding.is_none()
    }

    /// A thread has ended.
    pub(crate) fn forget(&mut self, thread: ThreadId) {
        let gone = self.functions.remove(&thread);
        self.on = !self.functions.is_empty();
        drop(gone);
    }
}

impl Vm {
    /// The trace or profile function of the current thread.
    pub fn trace_function(&self, which: usize) -> Value {
        self.tracing.function(self.threads.current, which)
    }

    /// Sets one of them; None takes it away. The loop looks up soon.
    pub(crate) fn set_trace_function(&mut self, which: usize, f: Value) {
        let functions = self.tracing.functions.entry(self.threads.current).or_insert([Value::NONE, Value::NONE]);
        let old = std::mem::replace(&mut functions[which], f);
        let mut gone = None;
        if functions.iter().all(Value::is_none) {
            self.tracing.functions.remove(&self.threads.current);
        }
        self.tracing.on = !self.tracing.functions.is_empty();
        if !self.tracing.on {
            gone = Some(std::mem::take(&mut self.tracing.entries));
        }
        drop((old, gone));
        crate::heap::heap(|h| h.call_attention());
    }

    /// Nothing is traced any more: the program is being taken down.
    pub(crate) fn stop_tracing(&mut self) {
        let old = (std::mem::take(&mut self.tracing.functions), std::mem::take(&mut self.tracing.entries));
        self.tracing.on = false;
        drop(old);
    }

    /// A frame object got a local trace function: it lives as long as the frame is not left.
    pub(crate) fn keep_traced(&mut self, frame: &FrameRef, view: &Value) {
        // SAFETY: the frame is alive.
        unsafe { entry_of_running(self, frame.block(), view.clone()) };
    }

    /// Whether a frame has events now: its thread is traced, and no trace function runs.
    fn is_traced(&self) -> bool {
        self.tracing.functions.contains_key(&self.threads.current) && !self.tells_trace_function()
    }

    /// Whether a trace function runs.
    pub(crate) fn tells_trace_function(&self) -> bool {
        self.tracing.inside.contains(&self.greenlet.id())
    }

    fn leave_trace_function(&mut self) {
        let id = self.greenlet.id();
        if let Some(i) = self.tracing.inside.iter().rposition(|g| *g == id) {
            self.tracing.inside.remove(i);
        }
    }
}

/// The number of the frame's next instruction.
unsafe fn next_index(frame: *mut FrameBlock) -> u32 {
    // SAFETY: `pc` points into the code.
    unsafe { (*frame).payload.pc.offset_from((*(*frame).payload.code).entry.get()).max(0) as u32 }
}

/// The line of an instruction; 0 if it has none.
unsafe fn line_of(frame: *mut FrameBlock, index: u32) -> u32 {
    // SAFETY: a frame's code outlives it.
    unsafe { crate::interp::body(frame).unit.positions.get(index as usize).map_or(0, |p| p.line) }
}

/// Enters a frame that was running before it was traced, or that is left alone.
unsafe fn entry_of_running(vm: &mut Vm, frame: *mut FrameBlock, view: Value) {
    // SAFETY: the frame is alive.
    unsafe {
        let next = next_index(frame);
        let last = next.checked_sub(1);
        let line = last.map_or(0, |i| line_of(frame, i));
        vm.tracing.entries.entry(frame as usize).or_insert(Entry { view, called: 2, line, last, native: Value::NONE });
    }
}

/// Whether the frame stands where it was when it yielded.
unsafe fn goes_on(frame: *mut FrameBlock) -> bool {
    // SAFETY: before an instruction that is not the first stands another one, and before the second a first.
    unsafe {
        if (*frame).payload.kind != FrameKind::Generator || next_index(frame) == 0 {
            return false;
        }
        let pc = (*frame).payload.pc;
        match *pc.sub(1) {
            Instr::Yield { .. } | Instr::AsyncYield { .. } => true,
            Instr::Kill { s } if next_index(frame) > 1 => {
                matches!(*pc.sub(2), Instr::Yield { k, d, .. } if d == s && k & UNREAD != 0)
            }
            _ => false,
        }
    }
}

/// The frame that waits for this one in a `yield from` or `await`.
unsafe fn delegator(frame: *mut FrameBlock) -> Option<*mut FrameBlock> {
    // SAFETY: a frame's parent outlives it.
    unsafe {
        let p = &(*frame).payload;
        (p.kind == FrameKind::Generator && p.bits & bit::DELEGATED != 0 && !p.parent.is_null()).then_some(p.parent)
    }
}

/// The outermost frame that begins or goes on here and of which not all functions know it yet.
unsafe fn beginning(vm: &mut Vm, frame: *mut FrameBlock, thrown: bool) -> Option<*mut FrameBlock> {
    // SAFETY: the frames of a chain are alive.
    unsafe {
        let resumed = thrown && (*frame).payload.kind == FrameKind::Generator || goes_on(frame);
        let mut found = None;
        let mut next = Some(frame);
        while let Some(f) = next {
            if !(*f).payload.is_prelude() {
                match vm.tracing.entries.get(&(f as usize)) {
                    Some(e) if e.called >= 2 => {}
                    Some(_) => found = Some(f),
                    None if f == frame && next_index(f) == 0 || resumed => {
                        let line = if f == frame && next_index(f) == 0 { 0 } else { line_of(f, next_index(f) - 1) };
                        let view = view(&FrameRef::from_block(f));
                        if let Some(v) = view.downcast::<FrameView>() {
                            v.line.set(Some(if line == 0 { line_of_call(&*(*f).payload.code) } else { line }));
                        }
                        let last = next_index(f).checked_sub(1);
                        let entry = Entry { view, called: 0, line, last, native: Value::NONE };
                        vm.tracing.entries.insert(f as usize, entry);
                        found = Some(f);
                    }
                    None => entry_of_running(vm, f, view(&FrameRef::from_block(f))),
                }
            }
            // What is thrown into a chain comes to its leaf first.
            next = delegator(f).filter(|_| !thrown);
        }
        found
    }
}

/// Tells that frames begin or go on; None when all is told.
unsafe fn begin(vm: &mut Vm, frame: *mut FrameBlock, thrown: bool) -> Option<(Value, &'static str, Value)> {
    // SAFETY: as in `beginning`.
    unsafe {
        while let Some(target) = beginning(vm, frame, thrown) {
            let entry = vm.tracing.entries.get_mut(&(target as usize))?;
            let which = entry.called;
            entry.called += 1;
            let view = entry.view.clone();
            let f = vm.trace_function(which);
            if !f.is_none() {
                return Some((f, if which == TRACE { "call" } else { "profile" }, view));
            }
        }
        None
    }
}

/// Before each instruction of a traced program. None: execute it.
#[inline(never)]
pub(crate) unsafe fn step(vm: &mut Vm, frame: *mut FrameBlock) -> Option<Flow> {
    // SAFETY: `frame` is the current frame, with its `pc` at the next instruction; all frames looked at are alive.
    unsafe {
        if !vm.tracing.on {
            vm.tracing.switching = true;
            return Some(Flow::Halt);
        }
        if (*frame).payload.is_prelude() || !vm.is_traced() {
            return None;
        }
        let pc = (*frame).payload.pc;
        let mut done = match vm.tracing.resumed.take() {
            Some((f, p, done)) if f == frame && p == pc => done,
            _ => stage::START,
        };
        let index = next_index(frame);
        let instr = *pc;
        if done == stage::START {
            if let Some((f, event, view)) = begin(vm, frame, false) {
                return Some(report(vm, frame, [f, view, event.into(), Value::NONE], stage::START));
            }
            let entry = vm.tracing.entries.get_mut(&(frame as usize))?;
            if entry.last == Some(index) && callee(frame, instr).is_some() {
                // The loop attended to something and comes back to the call.
                return None;
            }
            done = stage::RETURNED;
            let native = std::mem::replace(&mut entry.native, Value::NONE);
            if !native.is_none() {
                let view = entry.view.clone();
                if let Some(v) = view.downcast::<FrameView>() {
                    v.line.set(Some(entry.line));
                }
                let f = vm.trace_function(PROFILE);
                if !f.is_none() {
                    return Some(report(vm, frame, [f, view, "c_return".into(), native], done));
                }
            }
        }
        let line = line_of(frame, index);
        if done < stage::LINE {
            done = stage::LINE;
            let entry = vm.tracing.entries.get_mut(&(frame as usize))?;
            let backward = entry.last.is_some_and(|last| index <= last || matches!(instr, Instr::NextIter { .. }));
            if let Some(v) = entry.view.downcast::<FrameView>() {
                v.line.set(None);
            }
            let new = line != 0 && (line != entry.line || backward);
            entry.last = Some(index);
            if line != 0 {
                entry.line = line;
            }
            if new && let Some((f, view)) = local(vm, frame, |v| v.lines.get()) {
                return Some(report(vm, frame, [f, view, "line".into(), Value::NONE], done));
            }
        }
        if done < stage::OPCODE {
            done = stage::OPCODE;
            if let Some((f, view)) = local(vm, frame, |v| v.opcodes.get()) {
                return Some(report(vm, frame, [f, view, "opcode".into(), Value::NONE], done));
            }
        }
        if done < stage::CALLED {
            done = stage::CALLED;
            let f = vm.trace_function(PROFILE);
            if !f.is_none()
                && let Some(native) = callee(frame, instr).and_then(|callee| bound(vm, callee))
                && let Some(entry) = vm.tracing.entries.get_mut(&(frame as usize))
            {
                entry.native = native.clone();
                let view = entry.view.clone();
                return Some(report(vm, frame, [f, view, "c_call".into(), native], done));
            }
        }
        let (value, chain) = match instr {
            Instr::Return { s, .. } => (get(frame, s).clone(), false),
            Instr::ReturnConst { c } => (crate::interp::body(frame).consts[c as usize].clone(), false),
            Instr::Yield { s, .. } | Instr::AsyncYield { s, .. } => (get(frame, s).clone(), true),
            _ => return None,
        };
        leave(vm, frame, done.max(stage::LEAVING), value, chain)
    }
}

/// Tells that a frame is left with a value, and those that wait for what it yields with it.
unsafe fn leave(vm: &mut Vm, frame: *mut FrameBlock, mut done: i64, value: Value, chain: bool) -> Option<Flow> {
    // SAFETY: as in `step`.
    unsafe {
        loop {
            let n = done - stage::LEAVING;
            let mut target = frame;
            for _ in 0..n / 2 {
                target = delegator(target).filter(|_| chain)?;
            }
            done += 1;
            let line = vm.tracing.entries.get(&(target as usize)).map(|e| e.line);
            let told = if n % 2 == TRACE as i64 {
                local(vm, target, |_| true).map(|(f, view)| (f, view, "return"))
            } else {
                let entry = vm.tracing.entries.remove(&(target as usize));
                let f = vm.trace_function(PROFILE);
                entry.filter(|_| !f.is_none()).map(|e| (f, e.view, "profile_return"))
            };
            if let Some((f, view, event)) = told {
                if let Some(v) = view.downcast::<FrameView>()
                    && target == frame
                    && line_of(frame, next_index(frame)) == 0
                {
                    v.line.set(line);
                }
                return Some(report(vm, frame, [f, view, event.into(), value], done));
            }
        }
    }
}

/// The local trace function of a frame, with the frame object, if the thread is traced and the frame wants this.
unsafe fn local(vm: &Vm, frame: *mut FrameBlock, wants: fn(&FrameView) -> bool) -> Option<(Value, Value)> {
    if vm.trace_function(TRACE).is_none() {
        return None;
    }
    let view = vm.tracing.entries.get(&(frame as usize))?.view.clone();
    let v = view.downcast::<FrameView>()?;
    let f = v.trace.borrow().clone();
    (!f.is_none() && wants(v)).then(|| (f, view.clone()))
}

/// What a call instruction calls, and the object whose method it is.
unsafe fn callee(frame: *mut FrameBlock, instr: Instr) -> Option<(Value, Option<Value>)> {
    // SAFETY: the operands are registers of the frame.
    unsafe {
        let at = |r: u16| get(frame, r).clone();
        match instr {
            Instr::Call { base, .. } | Instr::CallKw { base, .. } | Instr::CallEx { base, .. } => {
                Some((at(base), None))
            }
            Instr::CallMethod { base, .. } | Instr::CallMethodKw { base, .. } => match at(base) {
                f if f.is_unbound() => Some((at(base + 1), None)),
                f => Some((f, Some(at(base + 1)))),
            },
            Instr::Intrinsic { k, .. } if k == Intrinsic::BuildClass as u8 => {
                let f: &Function = (*frame).payload.func.downcast()?;
                Some((f.builtins.get_str("__build_class__")?, None))
            }
            _ => None,
        }
    }
}

/// The function that a profile function sees for a call, if it is a native one.
fn bound(vm: &mut Vm, (callee, object): (Value, Option<Value>)) -> Option<Value> {
    callee.downcast::<NativeFunction>()?;
    let Some(object) = object else { return Some(callee) };
    match attr::bind(vm, callee.clone(), Some(&object), &class_of(&object)) {
        Ok(Attr::Value(v)) => Some(v),
        _ => Some(callee),
    }
}

/// Calls a trace function on top of the current frame. `what`: the function, the frame object, the event and its argument.
unsafe fn report(vm: &mut Vm, frame: *mut FrameBlock, what: [Value; 4], done: i64) -> Flow {
    // SAFETY: the frame's `pc` is at an instruction; it is moved behind that one while the frame waits.
    unsafe {
        (*frame).payload.pc = (*frame).payload.pc.add(1);
        let args = what.into_iter().chain([Value::small_int(done)]);
        run(vm, frame, Stage::Traced, "trace_event", args)
    }
}

unsafe fn run(
    vm: &mut Vm,
    frame: *mut FrameBlock,
    stage: Stage,
    name: &'static str,
    args: impl IntoIterator<Item = Value>,
) -> Flow {
    vm.tracing.inside.push(vm.greenlet.id());
    // SAFETY: the caller's promise.
    let flow = unsafe { call::prelude_staged(vm, frame, stage, name, args) };
    if flow == Flow::Raise {
        vm.leave_trace_function();
    }
    flow
}

/// The events of an instruction go on: `v` says how many are over.
pub(crate) unsafe fn told(vm: &mut Vm, frame: *mut FrameBlock, v: &Value) -> Flow {
    vm.leave_trace_function();
    // SAFETY: `report` moved `pc` behind the instruction.
    unsafe {
        (*frame).payload.pc = (*frame).payload.pc.sub(1);
        vm.tracing.resumed = Some((frame, (*frame).payload.pc, v.as_i64().unwrap_or(stage::START)));
    }
    Flow::Reload
}

/// A trace function raised: nothing is told of that in the frame that was traced.
pub(crate) fn failed(vm: &mut Vm) {
    vm.leave_trace_function();
}

/// The exception whose events were told goes on: `v` is the exception and how many are over.
pub(crate) unsafe fn told_raised(vm: &mut Vm, frame: *mut FrameBlock, v: &Value) -> Flow {
    vm.leave_trace_function();
    let Some((exc, done)) = v.downcast::<Tuple>().and_then(|t| match t.items() {
        [exc, done] => Some((exc.clone(), done.as_i64().unwrap_or(unwound::START))),
        _ => None,
    }) else {
        return vm.raise(crate::exc::system_error("what was traced is lost"));
    };
    vm.tracing.unwinding = Some((frame, done));
    match Exc::from_value(exc) {
        Ok(e) => {
            vm.reraising = true;
            vm.raise(e)
        }
        Err(_) => vm.raise(crate::exc::system_error("what was traced is no exception")),
    }
}

/// How many events of an exception are over in the frame where unwinding begins. `again`: it is raised once more by the end of a handler.
pub(crate) fn unwinding(vm: &mut Vm, frame: *mut FrameBlock, again: bool) -> i64 {
    match vm.tracing.unwinding.take() {
        Some((f, done)) if f == frame && again => done,
        _ if again => unwound::RAISED,
        _ => unwound::START,
    }
}

/// An exception is raised in a frame: before a handler is looked for.
pub(crate) unsafe fn raised(vm: &mut Vm, frame: *mut FrameBlock, exc: Exc, done: i64) -> Result<Exc, Flow> {
    // SAFETY: `frame` is the current frame.
    unsafe {
        if !vm.tracing.on || done >= unwound::RAISED || (*frame).payload.is_prelude() || !vm.is_traced() {
            return Ok(exc);
        }
        if done == unwound::START {
            if let Some((f, event, view)) = begin(vm, frame, true) {
                return Err(report_raised(vm, frame, [f, view, event.into(), Value::NONE], exc, unwound::START));
            }
            let native =
                vm.tracing.entries.get_mut(&(frame as usize)).map(|e| std::mem::replace(&mut e.native, Value::NONE));
            let f = vm.trace_function(PROFILE);
            if let Some(native) = native.filter(|n| !n.is_none())
                && !f.is_none()
            {
                let view = view(&FrameRef::from_block(frame));
                let what = [f, view, "c_exception".into(), native];
                return Err(report_raised(vm, frame, what, exc, unwound::CALL_FAILED));
            }
        }
        let Some((f, view)) = local(vm, frame, |_| true) else { return Ok(exc) };
        let e = exc.object();
        let triple = vec![class_of(e.value()).into_value(), e.value().clone(), e.traceback.borrow().clone()];
        let arg = Tuple::from_vec(triple).into();
        Err(report_raised(vm, frame, [f, view, "exception".into(), arg], exc, unwound::RAISED))
    }
}

/// An exception leaves a frame.
pub(crate) unsafe fn left(vm: &mut Vm, frame: *mut FrameBlock, exc: Exc, mut done: i64) -> Result<Exc, Flow> {
    // SAFETY: `frame` is the current frame.
    unsafe {
        if !vm.tracing.on || (*frame).payload.is_prelude() || !vm.is_traced() {
            return Ok(exc);
        }
        if done < unwound::TRACE_LEFT {
            done = unwound::TRACE_LEFT;
            if let Some((f, view)) = local(vm, frame, |_| true) {
                return Err(report_raised(vm, frame, [f, view, "return".into(), Value::NONE], exc, done));
            }
        }
        if done < unwound::LEFT {
            let entry = vm.tracing.entries.remove(&(frame as usize));
            let f = vm.trace_function(PROFILE);
            if let Some(entry) = entry.filter(|_| !f.is_none()) {
                let what = [f, entry.view, "profile_return".into(), Value::NONE];
                return Err(report_raised(vm, frame, what, exc, unwound::LEFT));
            }
        }
        Ok(exc)
    }
}

unsafe fn report_raised(vm: &mut Vm, frame: *mut FrameBlock, what: [Value; 4], exc: Exc, done: i64) -> Flow {
    let args = what.into_iter().chain([exc.into_value(), Value::small_int(done)]);
    // SAFETY: the frame waits with its `pc` behind the instruction that raised.
    unsafe { run(vm, frame, Stage::TracedRaise, "trace_exception", args) }
}

/// The line in which a `call` event is: a module has none.
fn line_of_call(code: &Code) -> u32 {
    if &*code.unit.name == "<module>" { 0 } else { code.unit.first_line }
}
