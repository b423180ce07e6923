//! `code`: a compiled block, loaded.
//!
//! The instructions, positions and tables stay in the immutable `CodeUnit`; loading adds constants and names as heap values
//! and a side table of inline caches.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use super::{Bytes, Complex, Str, Tuple, intern};
use crate::bytecode::{CodeFlags, CodeUnit, Const, Instr};
use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::value::Value;

/// An inline cache: what the last execution of an instruction found out.
///
/// `key` and `version` say when the rest is valid: they are compared with the object at hand. Words in `value` are
/// borrowed: whatever makes the key match also keeps the value alive.
pub struct Cache {
    /// The attribute or variable.
    pub name: Obj<Str>,
    /// A shape's address, or a dict's version.
    pub(crate) key: Cell<u64>,
    /// A type's or second dict's version.
    pub(crate) version: Cell<u32>,
    /// A slot or entry number.
    pub(crate) index: Cell<u32>,
    /// A borrowed value's word.
    pub(crate) value: Cell<u64>,
    /// What kind of hit it is; meaning per instruction, 0 for none.
    pub(crate) kind: Cell<u8>,
}

/// A code object.
pub struct Code {
    /// The compiled block.
    pub unit: Rc<CodeUnit>,
    /// The first instruction.
    pub(crate) entry: *const Instr,
    /// Arguments of a call that needs no more than moving them into place; -1 if there is more to do.
    pub(crate) simple_args: i32,
    /// The same for a function whose call makes a generator, coroutine or async generator.
    pub(crate) generator_args: i32,
    /// What such a call makes.
    pub(crate) generator_kind: Kind,
    /// Registers of a frame.
    pub(crate) registers: u16,
    /// Kind of block.
    pub flags: CodeFlags,
    /// Constants.
    pub consts: Box<[Value]>,
    /// Names.
    pub names: Box<[Obj<Str>]>,
    /// Inline caches.
    pub(crate) caches: Box<[Cache]>,
    /// `co_name`
    pub name: Obj<Str>,
    /// `co_qualname`
    pub qualname: Obj<Str>,
    /// `co_filename`
    pub filename: Obj<Str>,
    parameters: OnceCell<Box<[Obj<Str>]>>,
}

impl Payload for Code {
    const KIND: Kind = Kind::Code;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in &self.consts {
            visit(v);
        }
    }
}

/// A constant as a value.
pub(super) fn constant(c: &Const) -> Value {
    match c {
        Const::None => Value::NONE,
        Const::Bool(b) => Value::bool(*b),
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(i) => Value::from(*i),
        Const::BigInt(i) => Value::from(i.clone()),
        Const::Float(f) => Value::from(*f),
        Const::Complex(re, im) => Complex { re: *re, im: *im }.into(),
        Const::Str(s) => {
            // Strings that look like names are interned, as in CPython.
            let is_name = || s.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
            if let [c] = **s {
                Str::from_char(c.into()).into()
            } else if s.len() < 64 && is_name() {
                intern(s).into()
            } else {
                Str::from_wtf8(s).into()
            }
        }
        Const::Bytes(b) => Bytes::new(b).into(),
        Const::Tuple(items) => Tuple::from_vec(items.iter().map(constant).collect()).into(),
        Const::FrozenSet(items) => {
            let mut table = super::SetTable::default();
            for item in items {
                // Constants are hashed and compared natively, so every one can be added.
                let _ = crate::ops::set_add(&mut table, &constant(item));
            }
            super::FrozenSet::from_table(table).into()
        }
        Const::Code(unit) => Code::load(unit.clone()).into(),
    }
}

impl Code {
    /// Makes a code object of a compiled block.
    pub fn load(unit: Rc<CodeUnit>) -> Obj<Code> {
        heap::new(Code::build(unit))
    }

    fn build(unit: Rc<CodeUnit>) -> Code {
        let names: Box<[Obj<Str>]> = unit.names.iter().map(|n| intern(n.as_bytes())).collect();
        let caches = unit
            .caches
            .iter()
            .map(|&n| Cache {
                name: names[n as usize].clone(),
                key: Cell::new(0),
                version: Cell::new(0),
                index: Cell::new(0),
                value: Cell::new(0),
                kind: Cell::new(0),
            })
            .collect();
        let generators = CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
        let special = CodeFlags::VARARGS | CodeFlags::VARKEYWORDS;
        let simple = unit.flags.has(CodeFlags::OPTIMIZED) && !unit.flags.any(special) && unit.kwonly_count == 0;
        Code {
            entry: unit.instrs.as_ptr(),
            simple_args: if simple && !unit.flags.any(generators) { unit.arg_count as i32 } else { -1 },
            generator_args: if simple && unit.flags.any(generators) { unit.arg_count as i32 } else { -1 },
            generator_kind: if unit.flags.any(CodeFlags::COROUTINE) {
                Kind::Coroutine
            } else if unit.flags.any(CodeFlags::ASYNC_GENERATOR) {
                Kind::AsyncGenerator
            } else {
                Kind::Generator
            },
            registers: unit.registers,
            flags: unit.flags,
            consts: unit.consts.iter().map(constant).collect(),
            caches,
            name: intern(unit.name.as_bytes()),
            qualname: intern(unit.qualname.as_bytes()),
            filename: intern(unit.filename.as_bytes()),
            names,
            parameters: OnceCell::new(),
            unit,
        }
    }

    /// A copy with other constants.
    pub fn with_consts(&self, consts: Vec<Value>) -> Obj<Code> {
        let mut code = Code::build(self.unit.clone());
        if consts.len() == code.consts.len() {
            code.consts = consts.into_boxed_slice();
        }
        heap::new(code)
    }

    /// The names of the parameters as interned strings, in register order.
    pub fn parameters(&self) -> &[Obj<Str>] {
        self.parameters.get_or_init(|| {
            let u = &self.unit;
            let mut n = (u.arg_count + u.kwonly_count) as usize;
            n += u.flags.any(CodeFlags::VARARGS) as usize + u.flags.any(CodeFlags::VARKEYWORDS) as usize;
            u.locals.iter().take(n).map(|l| intern(l.name.as_bytes())).collect()
        })
    }
}
