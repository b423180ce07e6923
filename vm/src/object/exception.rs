//! Exceptions and tracebacks as data.

use std::cell::{Cell, RefCell};

use smallvec::SmallVec;

use super::{Tuple, TypeRef};
use crate::heap::{self, Kind, Layout, Obj, Payload, Visit};
use crate::value::Value;

/// An exception instance.
pub struct Exception {
    /// `args`
    pub args: RefCell<Obj<Tuple>>,
    /// `__traceback__`: a traceback or None.
    pub traceback: RefCell<Value>,
    /// `__cause__`: an exception or None.
    pub cause: RefCell<Value>,
    /// `__context__`: an exception or None.
    pub context: RefCell<Value>,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// The attributes that the class declares (`StopIteration.value`, `OSError.errno`, ...), in its order.
    pub fields: RefCell<SmallVec<[Value; 2]>>,
}

impl Payload for Exception {
    const KIND: Kind = Kind::Exception;
    const LAYOUT: &'static Layout = &heap::exception::layout();
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.args.borrow().value());
        visit(&self.traceback.borrow());
        visit(&self.cause.borrow());
        visit(&self.context.borrow());
        self.fields.borrow().iter().for_each(visit);
    }
    fn clear(&self) {
        let old = (
            self.traceback.replace(Value::NONE),
            self.cause.replace(Value::NONE),
            self.context.replace(Value::NONE),
            self.fields.take(),
            self.args.replace(Tuple::empty()),
        );
        drop(old);
    }
}

impl Exception {
    /// The payload of an exception with these arguments.
    pub fn payload(args: Obj<Tuple>) -> Exception {
        Exception::with_fields(args, SmallVec::new())
    }

    #[inline(always)]
    fn with_fields(args: Obj<Tuple>, fields: SmallVec<[Value; 2]>) -> Exception {
        Exception {
            args: RefCell::new(args),
            traceback: RefCell::new(Value::NONE),
            cause: RefCell::new(Value::NONE),
            context: RefCell::new(Value::NONE),
            suppress_context: Cell::new(false),
            fields: RefCell::new(fields),
        }
    }

    /// An exception of class `typ` with these arguments; the class's own constructor is not called.
    pub fn new(typ: &TypeRef, args: Obj<Tuple>) -> Obj<Exception> {
        heap::new_with_type(typ, Exception::payload(args))
    }

    /// The same of a built-in class, with the first of its fields.
    #[inline(always)]
    pub fn with_field(typ: &TypeRef, args: Obj<Tuple>, field: Value) -> Obj<Exception> {
        let fields = SmallVec::from_buf_and_len([field, Value::UNBOUND], 1);
        heap::object::new_of_built_in(typ, Exception::with_fields(args, fields))
    }

    /// Field number `i`; `UNBOUND` if it was never set.
    pub fn field(&self, i: usize) -> Value {
        self.fields.borrow().get(i).cloned().unwrap_or_default()
    }

    /// Sets field number `i`.
    pub fn set_field(&self, i: usize, v: Value) {
        let mut fields = self.fields.borrow_mut();
        while fields.len() <= i {
            fields.push(Value::UNBOUND);
        }
        let old = std::mem::replace(&mut fields[i], v);
        drop(fields);
        drop(old);
    }
}

impl Traceback {
    /// In place of an instruction: something was thrown into a generator that was not begun.
    pub const NOT_BEGUN: u32 = u32::MAX;

    /// `tb_next`
    pub fn next(&self) -> Value {
        let next = self.next.take();
        self.next.set(next.clone());
        next
    }
}

/// One entry of a traceback: a frame and where it was.
pub struct Traceback {
    /// `tb_next`: the entry of the frame called from this one, or None.
    pub(crate) next: Cell<Value>,
    /// The frame's block.
    pub frame: Value,
    /// The number of the instruction that raised, or [`Traceback::NOT_BEGUN`].
    pub instr: u32,
    /// `tb_lineno`, if it was given explicitly.
    pub line: Option<u32>,
}

impl Payload for Traceback {
    const KIND: Kind = Kind::Traceback;
    const LAYOUT: &'static Layout = &heap::exception::traceback_layout();
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.next());
        visit(&self.frame);
    }
    fn clear(&self) {
        let old = self.next.replace(Value::NONE);
        drop(old);
    }
}
