//! `Struct`: a format that was read, and the iterator over many records of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use pausa_vm::buffer;
use pausa_vm::exc::{runtime_error, stop_iteration, type_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::{Bytes, List, Str, Tuple, TypeFlags};
use pausa_vm::ops::iterate::{Nature, Step};
use pausa_vm::types::class_name;
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{R, Value, Vm};

use super::values::{self, Pending};
use super::{error, format, raised};
use crate::struct_::{Format, Task, locate};

/// A format that was read.
pub(super) struct Struct {
    /// The format, and the text it was read from.
    format: RefCell<Option<(Rc<Format>, Value)>>,
}

impl Payload for Struct {
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some((_, text)) = &*self.format.borrow() {
            visit(text);
        }
    }
}

/// `Struct`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Struct",
    module: "_struct",
    layout: <Struct as Payload>::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF,
    doc: "Struct(fmt) --> compiled struct object\n\n",
    defs: &[
        pure(
            "__new__(cls, *args, **kwargs)",
            new,
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        pure("__init__(self, format)", initialize, "Initialize self.  See help(type(self)) for accurate signature."),
        tail(
            "iter_unpack(self, buffer, /)",
            iter_unpack,
            "Return an iterator yielding tuples.\n\nTuples are unpacked from the given bytes source, like a repeated\ninvocation of unpack_from().\n\nRequires that the bytes length be a multiple of the struct size.",
        ),
        tail(
            "pack(self, *args)",
            pack,
            "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, ... packed according\nto the format string S.format.  See help(struct) for more on format\nstrings.",
        ),
        tail(
            "pack_into(self, *args)",
            pack_into,
            "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string S.format\nand write the packed bytes into the writable buffer buf starting at\noffset.  Note that the offset is a required argument.  See\nhelp(struct) for more on format strings.",
        ),
        pure(
            "unpack(self, buffer, /)",
            |vm, a| values::unpack(vm, &*own(a)?, &a[1]),
            "Return a tuple containing unpacked values.\n\nUnpack according to the format string Struct.format. The buffer's size\nin bytes must be Struct.size.\n\nSee help(struct) for more on format strings.",
        ),
        pure(
            "unpack_from(self, /, buffer, offset: index=0)",
            |vm, a| values::unpack_from(vm, &*own(a)?, &a[1], &a[2]),
            "Return a tuple containing unpacked values.\n\nValues are unpacked according to the format string Struct.format.\n\nThe buffer's size in bytes, starting at position offset, must be\nat least Struct.size.\n\nSee help(struct) for more on format strings.",
        ),
        pure(
            "__sizeof__(self, /)",
            |_, a| Ok((56 + 32 * own(a)?.fields().len()).into()),
            "S.__sizeof__() -> size of S in memory, in bytes",
        ),
        getter("format(self)", format_of, "struct format string"),
        getter("size(self)", |_, a| Ok(own(a)?.size().into()), "struct size in bytes"),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_struct_pending(s, values, /)", pending, ""),
    tail(
        "_struct_pack(s, values, /)",
        |vm, a| {
            let values = this::<List>(&a[1..])?.items().clone();
            pack(vm, &[a[0].clone(), Tuple::from_vec(values).into()])
        },
        "",
    ),
    pure(
        "_struct_store(s, buffer, offset, values, /)",
        |vm, a| {
            let values = this::<List>(&a[3..])?.items().clone();
            store(vm, &*own(a)?, &a[1], &a[2], &values).map(Option::unwrap_or_default)
        },
        "",
    ),
    pure(
        "_struct_error(text, /)",
        |vm, a| {
            let text = a[0].downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
            Err(error(vm, text))
        },
        "",
    ),
];

/// A `Struct` of this format.
pub(super) fn make(vm: &mut Vm, text: &Value) -> R {
    let f = format(vm, text)?;
    Ok(vm.new_native(Struct { format: RefCell::new(Some((f, text.clone()))) })?.into())
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    Ok(heap::new_with_type(&class_arg(a)?, Struct { format: RefCell::new(None) }).into())
}

fn initialize(vm: &mut Vm, a: &[Value]) -> R {
    let f = format(vm, &a[1])?;
    drop(this::<Struct>(a)?.format.replace(Some((f, a[1].clone()))));
    Ok(Value::NONE)
}

fn own(a: &[Value]) -> R<Rc<Format>> {
    match &*this::<Struct>(a)?.format.borrow() {
        Some((f, _)) => Ok(f.clone()),
        None => Err(runtime_error("Struct object is not initialized")),
    }
}

fn format_of(_: &mut Vm, a: &[Value]) -> R {
    own(a)?;
    let format = this::<Struct>(a)?.format.borrow();
    let text = format.as_ref().map_or(Value::NONE, |(_, text)| text.clone());
    Ok(match text.downcast::<Bytes>() {
        Some(b) => Str::from_wtf8(b.bytes()).into(),
        None => text,
    })
}

fn pack(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = own(a)?;
    match values::pack(vm, &f, this::<Tuple>(&a[1..])?.items())? {
        Some(v) => Ok(Next::Value(v)),
        None => Ok(Next::call(vm.prelude("struct_pack")?, [a[0].clone(), a[1].clone()])),
    }
}

pub(super) fn pack_into(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = own(a)?;
    let (target, offset, rest) = match this::<Tuple>(&a[1..])?.items() {
        [target, offset, rest @ ..] => (target, offset, rest),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [] => return Err(error(vm, "pack_into expected buffer argument")),
    };
    if let Err(e) = f.check_count(rest.len(), "pack_into") {
        return Err(raised(vm, e));
    }
    let done = if offset.is_int() { store(vm, &f, target, offset, rest)? } else { None };
    match done {
        Some(v) => Ok(Next::Value(v)),
        None => {
            let rest = Tuple::from_slice(rest).into();
            let args = [a[0].clone(), target.clone(), offset.clone(), rest];
            Ok(Next::call(vm.prelude("struct_pack_into")?, args))
        }
    }
}

/// `pack_into`; None if user code has to convert a value.
fn store(vm: &mut Vm, f: &Format, target: &Value, offset: &Value, values: &[Value]) -> R<Option<Value>> {
    let not_writable =
        || type_error(format!("argument must be read-write bytes-like object, not {}", class_name(target)));
    let length = buffer::write(target, |bytes| bytes.len())?.ok_or_else(not_writable)?;
    let at = match locate(Task::PackInto, f.size(), values::place(offset)?, length) {
        Ok(at) => at,
        Err(e) => return Err(raised(vm, e)),
    };
    let Some(packed) = values::pack_bytes(vm, f, values)? else {
        return Ok(None);
    };
    buffer::write(target, |bytes| {
        if let Some(room) = bytes.get_mut(at..at + packed.len()) {
            room.copy_from_slice(&packed);
        }
    })?
    .ok_or_else(not_writable)?;
    Ok(Some(Value::NONE))
}

/// Which values user code has to convert, and to what.
fn pending(_: &mut Vm, a: &[Value]) -> R {
    let f = own(a)?;
    let list = this::<List>(&a[1..])?.items().clone();
    let mut out = Vec::new();
    for (i, ((field, _), v)) in values::places(&f).zip(&list).enumerate() {
        if let Some(kind) = values::pending(field, v) {
            let kind = match kind {
                Pending::Int => "index",
                Pending::Float => "float",
                Pending::Bool => "bool",
            };
            out.push(Tuple::from_array([i.into(), kind.into()]).into());
        }
    }
    Ok(List::from_vec(out).into())
}

/// What `iter_unpack` returns.
pub(super) struct Unpacking {
    format: Rc<Format>,
    /// A memoryview, which keeps the length as it is; `UNBOUND` at the end.
    source: RefCell<Value>,
    at: Cell<usize>,
}

impl Payload for Unpacking {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.source.borrow());
    }
    fn clear(&self) {
        drop(self.source.take());
    }
    fn step(&self) -> R<Step> {
        let source = self.source.borrow().clone();
        if source.is_unbound() {
            return Ok(Step::Done);
        }
        let (at, size) = (self.at.get(), self.format.size());
        let found = buffer::read(&source, |bytes| bytes.get(at..at + size).map(|b| values::load(&self.format, b)))?;
        match found.flatten() {
            Some(v) => {
                self.at.set(at + size);
                Ok(Step::Item(v))
            }
            None => {
                drop(self.source.take());
                Ok(Step::Done)
            }
        }
    }
    fn nature(&self) -> Nature {
        Nature::FINITE
    }
}

/// The class of the iterator.
pub(super) static ITERATOR: TypeSpec = TypeSpec {
    name: "unpack_iterator",
    module: "_struct",
    layout: <Unpacking as Payload>::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", this_iterator, "Implement iter(self)."),
        pure(
            "__next__(self, /)",
            |_, a| match this::<Unpacking>(a)?.step()? {
                Step::Item(v) => Ok(v),
                _ => Err(stop_iteration(Value::NONE)),
            },
            "Implement next(self).",
        ),
        pure("__length_hint__(self, /)", hint, ""),
    ],
};

fn hint(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<Unpacking>(a)?;
    let source = it.source.borrow();
    let length = if source.is_unbound() { 0 } else { buffer::read(&source, |b| b.len())?.unwrap_or(0) };
    Ok((length.saturating_sub(it.at.get()) / it.format.size().max(1)).into())
}

pub(super) fn iter_unpack(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let f = own(a)?;
    if f.size() == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    let view = buffer::view(&a[1])?.ok_or_else(|| buffer::not_a_buffer(&a[1]))?;
    let length = buffer::read(view.value(), |b| b.len())?.unwrap_or(0);
    if !length.is_multiple_of(f.size()) {
        let size = f.size();
        return Err(error(vm, format!("iterative unpacking requires a buffer of a multiple of {size} bytes")));
    }
    let it = Unpacking { format: f, source: RefCell::new(view.into()), at: Cell::new(0) };
    Ok(Next::Value(vm.new_native(it)?.into()))
}
