//! `code`, `cell`, `frame`, `traceback`.

use std::cell::RefCell;

use crate::bytecode::{CodeFlags, LocalKind, Position};
use crate::exc::{R, runtime_error, type_error, value_error};
use crate::frame::{Frame, FrameRef, FrameState};
use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::native::{Next, TypeSpec, getter, pure, setter, tail, this};
use crate::object::*;
use crate::types::class_name;
use crate::types::method::prelude;
use crate::value::Value;
use crate::vm::Vm;

/// A frame as programs see it. Its identity is kept as long as it is referred to.
pub struct FrameView {
    /// The frame's block.
    pub frame: Value,
    /// `f_trace`
    pub trace: RefCell<Value>,
    /// `f_trace_lines`
    pub lines: std::cell::Cell<bool>,
    /// `f_trace_opcodes`
    pub opcodes: std::cell::Cell<bool>,
    /// The line that a trace function sees, if it is not that of the instruction.
    pub line: std::cell::Cell<Option<u32>>,
    /// `f_locals` of a function, made once and brought up to date at each access.
    pub locals: RefCell<Value>,
    /// Whether `clear()` was called: also the variables of enclosing functions are not shown any more.
    pub cleared: std::cell::Cell<bool>,
}

impl Payload for FrameView {
    const KIND: Kind = Kind::FrameView;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.frame);
        visit(&self.trace.borrow());
        visit(&self.locals.borrow());
    }
    fn clear(&self) {
        let old = (self.trace.take(), self.locals.take());
        drop(old);
    }
}

thread_local! {
    /// Weak references to the views that exist, by the address of the frame's block.
    static VIEWS: RefCell<std::collections::HashMap<i64, Obj<WeakRef>>> = RefCell::new(Default::default());
}

/// The frame object that programs see for a frame.
pub fn view(frame: &FrameRef) -> Value {
    let id = frame.value().id();
    let known = VIEWS.with_borrow(|v| v.get(&id).and_then(|w| w.get()));
    if let Some(v) = known
        && v.downcast::<FrameView>().is_some_and(|f| f.frame.is(frame.value()))
    {
        return v;
    }
    frame.keep();
    let v: Value = heap::new(FrameView {
        frame: frame.value().clone(),
        trace: Value::NONE.into(),
        lines: true.into(),
        opcodes: false.into(),
        line: None.into(),
        locals: Value::UNBOUND.into(),
        cleared: std::cell::Cell::new(false),
    })
    .into();
    if let Some(w) = WeakRef::new(None, &v, Value::UNBOUND) {
        VIEWS.with_borrow_mut(|views| {
            if views.len() > 64 {
                views.retain(|_, w| w.get().is_some());
            }
            views.insert(id, w);
        });
    }
    v
}

/// The frame behind a frame object.
pub fn frame_of(v: &Value) -> R<FrameRef> {
    v.downcast::<FrameView>()
        .and_then(|f| FrameRef::from_value(&f.frame))
        .ok_or_else(|| type_error(format!("expected a frame, got '{}'", class_name(v))))
}

/// The block of a call; programs see a `frame` instead.
pub static BLOCK: TypeSpec = TypeSpec {
    name: "frame_block",
    module: "builtins",
    layout: Frame::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[],
};

/// `frame`
pub static FRAME: TypeSpec = TypeSpec {
    name: "frame",
    module: "builtins",
    layout: FrameView::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "",
    defs: &[
        pure("__repr__(self, /)", frame_repr, "Return repr(self)."),
        tail("clear(self, /)", frame_clear, "F.clear(): clear all references held by the frame"),
        getter("f_back(self, /)", f_back, ""),
        getter("f_code(self, /)", |_, a| Ok(frame_of(&a[0])?.code().map_or(Value::NONE, Value::from)), ""),
        getter("f_globals(self, /)", |_, a| Ok(frame_of(&a[0])?.globals().map_or(Value::NONE, Value::from)), ""),
        getter(
            "f_builtins(self, /)",
            |_, a| Ok(frame_of(&a[0])?.function().map_or(Value::NONE, |f| f.builtins.clone().into())),
            "",
        ),
        getter("f_locals(self, /)", f_locals, ""),
        getter("f_lineno(self, /)", f_lineno, ""),
        setter("f_lineno(self, value, /)", set_f_lineno),
        getter("f_lasti(self, /)", |_, a| Ok(Value::small_int(frame_of(&a[0])?.instr() as i64 * 2)), ""),
        getter("f_trace(self, /)", |_, a| Ok(this::<FrameView>(a)?.trace.borrow().clone()), ""),
        setter("f_trace(self, value, /)", set_f_trace),
        getter("f_trace_lines(self, /)", |_, a| Ok(Value::bool(this::<FrameView>(a)?.lines.get())), ""),
        setter("f_trace_lines(self, value, /)", |_, a| set_flag(&this::<FrameView>(a)?.lines, &a[1])),
        getter("f_trace_opcodes(self, /)", |_, a| Ok(Value::bool(this::<FrameView>(a)?.opcodes.get())), ""),
        setter("f_trace_opcodes(self, value, /)", |_, a| set_flag(&this::<FrameView>(a)?.opcodes, &a[1])),
    ],
};

fn f_lineno(_: &mut Vm, args: &[Value]) -> R {
    if let Some(n) = this::<FrameView>(args)?.line.get() {
        return Ok(Value::from(n));
    }
    Ok(line(frame_of(&args[0])?.position().line))
}

/// A trace function may jump to another line; here it may not.
fn set_f_lineno(vm: &mut Vm, args: &[Value]) -> R {
    if args[1].is_unbound() {
        return Err(crate::exc::attribute_error(&args[0], &"f_lineno".into(), "cannot delete attribute".into()));
    }
    if !args[1].is_int() || args[1].is_bool() {
        return Err(value_error("lineno must be an integer"));
    }
    if this::<FrameView>(args)?.trace.borrow().is_none() || !vm.tells_trace_function() {
        return Err(value_error("can't jump from the 'call' trace event of a new frame"));
    }
    Err(crate::exc::Exc::msg(
        crate::exc::ExcKind::NotImplementedError,
        "jumping to another line by setting f_lineno is not supported by Pausa",
    ))
}

fn set_f_trace(vm: &mut Vm, args: &[Value]) -> R {
    let f = args[1].given().cloned().unwrap_or(Value::NONE);
    if !f.is_none() {
        vm.keep_traced(&frame_of(&args[0])?, &args[0]);
    }
    drop(this::<FrameView>(args)?.trace.replace(f));
    Ok(Value::NONE)
}

fn set_flag(flag: &std::cell::Cell<bool>, v: &Value) -> R {
    if !v.is_bool() {
        return Err(type_error("attribute value type must be bool"));
    }
    flag.set(v.is_true());
    Ok(Value::NONE)
}

fn line(n: u32) -> Value {
    if n == 0 { Value::NONE } else { Value::from(n) }
}

fn frame_repr(_: &mut Vm, args: &[Value]) -> R {
    let f = frame_of(&args[0])?;
    let (file, name) = match f.code() {
        Some(c) => (c.filename.to_lossy().into_owned(), c.name.to_lossy().into_owned()),
        None => ("?".into(), "?".into()),
    };
    Ok(format!("<frame at {:#x}, file '{file}', line {}, code {name}>", args[0].id(), f.position().line).into())
}

fn frame_clear(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = frame_of(&args[0])?;
    match f.state() {
        FrameState::Running => return Err(runtime_error("cannot clear an executing frame")),
        FrameState::Finished => {
            this::<FrameView>(args)?.cleared.set(true);
            f.clear();
        }
        FrameState::Created | FrameState::Suspended => {
            return prelude(vm, "clear_generator", [f.value().clone()]);
        }
    }
    Ok(Next::Value(Value::NONE))
}

fn f_back(_: &mut Vm, args: &[Value]) -> R {
    let f = frame_of(&args[0])?;
    if matches!(f.state(), FrameState::Created | FrameState::Suspended) {
        return Ok(Value::NONE);
    }
    Ok(f.visible_parent().map_or(Value::NONE, |p| view(&p)))
}

fn f_locals(_: &mut Vm, args: &[Value]) -> R {
    let f = frame_of(&args[0])?;
    let v = this::<FrameView>(args)?;
    let optimized = f.code().is_some_and(|c| c.flags.has(CodeFlags::OPTIMIZED));
    let fresh = if optimized && v.cleared.get() { Dict::new().into() } else { crate::interp::locals(&f) };
    if !optimized {
        return Ok(fresh);
    }
    let mut kept = v.locals.borrow_mut();
    if kept.is(&fresh) {
        return Ok(fresh);
    }
    match (kept.cast::<Dict>(), fresh.cast::<Dict>()) {
        (Some(old), Some(new)) => {
            // Variables that are gone go; what the program added stays.
            if let Some(code) = f.code() {
                for local in code.unit.locals.iter().filter(|l| l.kind != LocalKind::Hidden) {
                    drop(old.remove_interned(intern(local.name.as_bytes()).value()));
                }
                for name in &code.unit.free {
                    drop(old.remove_interned(intern(name.as_bytes()).value()));
                }
            }
            for (k, v) in new.pairs() {
                if let Some(k) = k.cast::<Str>() {
                    old.insert_interned(&k, v);
                }
            }
        }
        _ => *kept = fresh,
    }
    Ok(kept.clone())
}

/// `traceback`
pub static TRACEBACK: TypeSpec = TypeSpec {
    name: "traceback",
    module: "builtins",
    layout: Traceback::LAYOUT,
    flags: 0,
    doc: "Create a new traceback object.",
    defs: &[
        pure("__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", traceback_new, "Create a new traceback object.")
            .constructor(),
        getter("tb_next(self, /)", |_, a| Ok(this::<Traceback>(a)?.next()), ""),
        setter("tb_next(self, value, /)", set_tb_next),
        getter("tb_frame(self, /)", tb_frame, ""),
        getter("tb_lineno(self, /)", |_, a| Ok(line(traceback_line(this::<Traceback>(a)?))), ""),
        getter("tb_lasti(self, /)", tb_lasti, ""),
    ],
};

/// The line of a traceback entry.
pub fn traceback_line(t: &Traceback) -> u32 {
    t.line.unwrap_or_else(|| traceback_position(t).line)
}

/// Where a traceback entry is in the source.
pub fn traceback_position(t: &Traceback) -> Position {
    match FrameRef::from_value(&t.frame).and_then(|f| f.code()) {
        Some(code) if t.instr == Traceback::NOT_BEGUN => code.beginning(),
        Some(code) => code.position(t.instr),
        None => Position::default(),
    }
}

/// The first instruction has a position, which is not that of what comes before it.
fn tb_lasti(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::small_int(match this::<Traceback>(args)?.instr {
        Traceback::NOT_BEGUN => -1,
        instr => instr as i64 * 2,
    }))
}

fn tb_frame(_: &mut Vm, args: &[Value]) -> R {
    Ok(FrameRef::from_value(&this::<Traceback>(args)?.frame).map_or(Value::NONE, |f| view(&f)))
}

fn traceback_new(_: &mut Vm, args: &[Value]) -> R {
    if !args[1].is_none() && !args[1].is_a::<Traceback>() {
        return Err(type_error(format!("expected traceback object or None, got '{}'", class_name(&args[1]))));
    }
    if !args[2].is_a::<FrameView>() {
        return Err(type_error(format!("traceback() argument 'tb_frame' must be frame, not {}", class_name(&args[2]))));
    }
    let number = |v: &Value| {
        v.as_i64().ok_or_else(|| type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))))
    };
    Ok(heap::new(Traceback {
        next: args[1].clone().into(),
        frame: frame_of(&args[2])?.value().clone(),
        instr: (number(&args[3])? / 2).max(0) as u32,
        line: Some(number(&args[4])?.max(0) as u32),
    })
    .into())
}

fn set_tb_next(_: &mut Vm, args: &[Value]) -> R {
    let t = this::<Traceback>(args)?;
    if args[1].is_unbound() {
        return Err(type_error("can't delete tb_next attribute"));
    }
    if !args[1].is_none() && !args[1].is_a::<Traceback>() {
        return Err(type_error(format!("expected traceback object, got '{}'", class_name(&args[1]))));
    }
    let mut link = args[1].clone();
    while let Some(next) = link.downcast::<Traceback>().map(|t| t.next()) {
        if link.is(&args[0]) {
            return Err(value_error("traceback loop detected"));
        }
        link = next;
    }
    drop(t.next.replace(args[1].clone()));
    Ok(Value::NONE)
}

/// `cell`
pub static CELL: TypeSpec = TypeSpec {
    name: "cell",
    module: "builtins",
    layout: Cell::LAYOUT,
    flags: 0,
    doc: "Create a new cell object.",
    defs: &[
        pure("__new__(cls, contents=None, /)", |_, a| Ok(Cell::new(a[1].clone()).into()), "Create a new cell object.")
            .constructor(),
        pure("__repr__(self, /)", cell_repr, "Return repr(self)."),
        tail("__eq__(self, value, /)", |vm, a| cell_compare(vm, a, "cell_eq"), "Return self==value."),
        tail("__ne__(self, value, /)", |vm, a| cell_compare(vm, a, "cell_ne"), "Return self!=value."),
        tail("__lt__(self, value, /)", |vm, a| cell_compare(vm, a, "cell_lt"), "Return self<value."),
        tail("__le__(self, value, /)", |vm, a| cell_compare(vm, a, "cell_le"), "Return self<=value."),
        tail("__gt__(self, value, /)", |vm, a| cell_compare(vm, a, "cell_gt"), "Return self>value."),
        tail("__ge__(self, value, /)", |vm, a| cell_compare(vm, a, "cell_ge"), "Return self>=value."),
        getter("cell_contents(self, /)", cell_contents, ""),
        setter("cell_contents(self, value, /)", |_, a| {
            drop(this::<Cell>(a)?.set(a[1].clone()));
            Ok(Value::NONE)
        }),
    ],
};

/// Cells compare as tuples of what they hold: empty ones come first.
fn cell_compare(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    let Some(other) = args[1].downcast::<Cell>() else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let contents = |v: Value| -> Value { Tuple::from_vec(v.given().cloned().into_iter().collect()).into() };
    let (a, b) = (contents(this::<Cell>(args)?.get()), contents(other.get()));
    prelude(vm, name, [a, b])
}

fn cell_repr(_: &mut Vm, args: &[Value]) -> R {
    let v = this::<Cell>(args)?.get();
    let id = args[0].id();
    Ok(if v.is_unbound() {
        format!("<cell at {id:#x}: empty>")
    } else {
        format!("<cell at {id:#x}: {} object at {:#x}>", class_name(&v), v.id())
    }
    .into())
}

fn cell_contents(_: &mut Vm, args: &[Value]) -> R {
    let v = this::<Cell>(args)?.get();
    if v.is_unbound() { Err(value_error("Cell is empty")) } else { Ok(v) }
}

/// `code`
pub static CODE: TypeSpec = TypeSpec {
    name: "code",
    module: "builtins",
    layout: Code::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::WEAKREF,
    doc: "Create a code object.  Not for mere mortals.",
    defs: &[
        pure("__repr__(self, /)", code_repr, "Return repr(self)."),
        pure(
            "replace(self, /, **changes)",
            code_replace,
            "Return a copy of the code object with new values for the specified fields.",
        ),
        pure("co_positions(self, /)", co_positions, ""),
        pure("co_lines(self, /)", co_lines, ""),
        getter("co_name(self, /)", |_, a| Ok(this::<Code>(a)?.name.clone().into()), ""),
        getter("co_qualname(self, /)", |_, a| Ok(this::<Code>(a)?.qualname.clone().into()), ""),
        getter("co_filename(self, /)", |_, a| Ok(this::<Code>(a)?.filename.clone().into()), ""),
        getter("co_firstlineno(self, /)", |_, a| Ok(Value::from(this::<Code>(a)?.unit.first_line)), ""),
        getter("co_flags(self, /)", |_, a| Ok(Value::from(this::<Code>(a)?.flags.0 & 0x1fff_ffff)), ""),
        getter("co_argcount(self, /)", |_, a| Ok(Value::from(this::<Code>(a)?.unit.arg_count as u32)), ""),
        getter("co_posonlyargcount(self, /)", |_, a| Ok(Value::from(this::<Code>(a)?.unit.posonly_count as u32)), ""),
        getter("co_kwonlyargcount(self, /)", |_, a| Ok(Value::from(this::<Code>(a)?.unit.kwonly_count as u32)), ""),
        getter("co_nlocals(self, /)", |_, a| Ok(variables(this::<Code>(a)?, LocalFilter::All).len().into()), ""),
        getter("co_stacksize(self, /)", |_, a| Ok(Value::from(this::<Code>(a)?.unit.registers as u32)), ""),
        getter("co_varnames(self, /)", |_, a| Ok(names(variables(this::<Code>(a)?, LocalFilter::Fast))), ""),
        getter("co_cellvars(self, /)", |_, a| Ok(names(variables(this::<Code>(a)?, LocalFilter::Cell))), ""),
        getter(
            "co_freevars(self, /)",
            |_, a| Ok(names(this::<Code>(a)?.unit.free.iter().map(|n| n.to_string()).collect())),
            "",
        ),
        getter(
            "co_names(self, /)",
            |_, a| Ok(names(this::<Code>(a)?.unit.names.iter().map(|n| n.to_string()).collect())),
            "",
        ),
        getter("co_consts(self, /)", |_, a| Ok(Tuple::from_slice(&this::<Code>(a)?.consts).into()), ""),
        getter("co_code(self, /)", co_code, ""),
    ],
};

enum LocalFilter {
    All,
    Fast,
    Cell,
}

fn variables(code: &Code, filter: LocalFilter) -> Vec<String> {
    let parameters = code.parameters().len();
    code.unit
        .locals
        .iter()
        .enumerate()
        .filter(|(i, l)| match filter {
            LocalFilter::All | LocalFilter::Fast => {
                l.kind == LocalKind::Fast || (*i < parameters && l.kind == LocalKind::Cell)
            }
            LocalFilter::Cell => l.kind == LocalKind::Cell,
        })
        .map(|(_, l)| l.name.to_string())
        .collect()
}

fn names(list: Vec<String>) -> Value {
    Tuple::from_vec(list.iter().map(|n| intern(n.as_bytes()).into()).collect()).into()
}

fn code_repr(_: &mut Vm, args: &[Value]) -> R {
    let c = this::<Code>(args)?;
    Ok(format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        c.name.to_lossy(),
        args[0].id(),
        c.filename.to_lossy(),
        c.unit.first_line
    )
    .into())
}

/// A copy with other names, flags, first line or constants; the instructions stay.
fn code_replace(vm: &mut Vm, args: &[Value]) -> R {
    let c = this::<Code>(args)?;
    let mut unit = (*c.unit).clone();
    let mut consts = None;
    let changes = args[1].cast::<Dict>().map(|d| d.pairs()).unwrap_or_default();
    let _ = vm;
    for (k, v) in changes {
        let name = k.downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
        let text = || {
            v.downcast::<Str>()
                .map(|s| std::rc::Rc::<str>::from(&*s.to_lossy()))
                .ok_or_else(|| type_error(format!("replace() argument '{name}' must be str, not {}", class_name(&v))))
        };
        let number = || {
            v.as_i64()
                .and_then(|n| u32::try_from(n).ok())
                .ok_or_else(|| value_error(format!("code: {name} out of range")))
        };
        match name.as_str() {
            "co_name" => unit.name = text()?,
            "co_qualname" => unit.qualname = text()?,
            "co_filename" => unit.filename = text()?,
            "co_firstlineno" => unit.first_line = number()?,
            "co_flags" => unit.flags = CodeFlags(number()?),
            "co_consts" => consts = v.cast::<Tuple>(),
            _ => {
                return Err(type_error(format!("code.replace() cannot change '{name}' in this implementation")));
            }
        }
    }
    let code = Code::load(std::rc::Rc::new(unit));
    match consts {
        Some(t) => Ok(code.with_consts(t.items().to_vec()).into()),
        None => Ok(code.into()),
    }
}

fn co_positions(_: &mut Vm, args: &[Value]) -> R {
    let c = this::<Code>(args)?;
    let items = c
        .unit
        .positions
        .iter()
        .map(|p| {
            let column = |n: u32| {
                if p.line == 0 { Value::NONE } else { Value::from(n) }
            };
            Tuple::from_vec(vec![line(p.line), line(p.end_line), column(p.col), column(p.end_col)]).into()
        })
        .collect();
    iterator(items)
}

fn iterator(items: Vec<Value>) -> R {
    let list: Value = List::from_vec(items).into();
    crate::ops::iterate::iter(&list)?.ok_or_else(|| type_error("a list is iterable"))
}

fn co_lines(_: &mut Vm, args: &[Value]) -> R {
    let c = this::<Code>(args)?;
    let mut items: Vec<Value> = Vec::new();
    let mut start = 0;
    let p = &c.unit.positions;
    for i in 1..=p.len() {
        if i == p.len() || p[i].line != p[start].line {
            let entry = vec![Value::from(start * 2), Value::from(i * 2), line(p[start].line)];
            items.push(Tuple::from_vec(entry).into());
            start = i;
        }
    }
    iterator(items)
}

fn co_code(_: &mut Vm, args: &[Value]) -> R {
    let c = this::<Code>(args)?;
    let mut out = Vec::new();
    for i in &c.unit.instrs {
        i.write(&mut out);
    }
    Ok(Bytes::new(&out).into())
}
