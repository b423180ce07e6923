//! `code`: a compiled block, loaded.
//!
//! The instructions, positions and tables stay in the immutable `CodeUnit`; loading adds constants and names as heap values
//! and a side table of inline caches. Code of the library is loaded when it is first run or looked at: until then a code
//! object has no more than its names and where its bytes are.

use std::cell::{Cell, OnceCell};
use std::ops::Deref;
use std::rc::Rc;

use super::{Bytes, Complex, Str, Tuple, intern};
use crate::bytecode::{CodeFlags, CodeUnit, Const, Instr, Position, Stub};
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

/// A code object. What is in its body can be read from it as well, which loads it.
pub struct Code {
    /// Where to load the body from.
    stub: Option<Stub>,
    body: OnceCell<Body>,
    /// The first instruction; null before the body is loaded.
    pub(crate) entry: Cell<*const Instr>,
    /// Arguments of a call that needs no more than moving them into place; -1 if there is more to do.
    pub(crate) simple_args: Cell<i32>,
    /// The same for a function whose call makes a generator, coroutine or async generator.
    pub(crate) generator_args: Cell<i32>,
    /// What such a call makes.
    pub(crate) generator_kind: Kind,
    /// Registers of a frame; 0 before the body is loaded.
    pub(crate) registers: Cell<u16>,
    /// The first word of a frame's header: of a call's, or of the generator, coroutine or async generator that a call makes.
    pub(crate) frame_head: Cell<u64>,
    /// Kind of block.
    pub flags: CodeFlags,
    /// `co_name`
    pub name: Obj<Str>,
    /// `co_qualname`
    pub qualname: Obj<Str>,
    /// `co_filename`
    pub filename: Obj<Str>,
}

/// What code consists of.
pub struct Body {
    /// The compiled block.
    pub unit: Rc<CodeUnit>,
    /// Constants.
    pub consts: Box<[Value]>,
    /// Names.
    pub names: Box<[Obj<Str>]>,
    /// Inline caches.
    pub(crate) caches: Box<[Cache]>,
    parameters: OnceCell<Box<[Obj<Str>]>>,
}

impl Payload for Code {
    const KIND: Kind = Kind::Code;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in self.body.get().into_iter().flat_map(|body| &body.consts) {
            visit(v);
        }
    }
}

impl Deref for Code {
    type Target = Body;
    #[inline]
    fn deref(&self) -> &Body {
        match self.body.get() {
            Some(body) => body,
            None => self.load_body(),
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
        Const::Stub(stub) => Code::later(*stub).into(),
    }
}

impl Code {
    /// Makes a code object of a compiled block.
    pub fn load(unit: Rc<CodeUnit>) -> Obj<Code> {
        heap::new(Code::build(unit))
    }

    /// Makes a code object that is part of the program, to be loaded when it is needed.
    pub fn later(stub: Stub) -> Obj<Code> {
        let head = stub.head().unwrap_or_default();
        let mut code = Code::empty(head.flags, head.name, head.qualname, head.filename);
        code.stub = Some(stub);
        heap::new(code)
    }

    fn build(unit: Rc<CodeUnit>) -> Code {
        let code = Code::empty(unit.flags, &unit.name, &unit.qualname, &unit.filename);
        code.fill(unit);
        code
    }

    /// Where a generator is that was not begun: at its definition, before all instructions.
    pub fn beginning(&self) -> Position {
        Position { line: self.unit.first_line, ..Position::default() }
    }

    /// The position of an instruction. One without a position of its own, such as a loop's jump, is on the line of those before it.
    pub fn position(&self, instr: u32) -> Position {
        let (positions, at) = (&self.unit.positions, instr as usize);
        match positions.get(at) {
            Some(p) if p.line != 0 => *p,
            _ => {
                let before = positions.iter().take(at).rev().find(|p| p.line != 0);
                Position { line: before.map_or(0, |p| p.line), ..Position::default() }
            }
        }
    }

    fn empty(flags: CodeFlags, name: &str, qualname: &str, filename: &str) -> Code {
        Code {
            stub: None,
            body: OnceCell::new(),
            entry: Cell::new(std::ptr::null()),
            simple_args: Cell::new(-1),
            generator_args: Cell::new(-1),
            generator_kind: if flags.any(CodeFlags::COROUTINE) {
                Kind::Coroutine
            } else if flags.any(CodeFlags::ASYNC_GENERATOR) {
                Kind::AsyncGenerator
            } else {
                Kind::Generator
            },
            registers: Cell::new(0),
            frame_head: Cell::new(0),
            flags,
            name: intern(name.as_bytes()),
            qualname: intern(qualname.as_bytes()),
            filename: intern(filename.as_bytes()),
        }
    }

    /// Makes sure that the body is there. Whoever makes a frame for the code calls this.
    #[inline]
    pub(crate) fn ensure_loaded(&self) {
        if self.body.get().is_none() {
            self.load_body();
        }
    }

    /// Loads the body, and those of the functions in it.
    pub fn load_all(&self) {
        for v in &self.consts {
            if let Some(inner) = v.downcast::<Code>() {
                inner.load_all();
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn load_body(&self) -> &Body {
        let unit = self.stub.map(Stub::load);
        match unit {
            Some(Ok(unit)) => self.fill(Rc::new(unit)),
            // The bytes are part of the program and were written with the same tables.
            _ => unreachable!("code {} cannot be loaded", self.qualname.to_lossy()),
        }
    }

    fn fill(&self, unit: Rc<CodeUnit>) -> &Body {
        self.body.get_or_init(|| {
            let flags = self.flags;
            let generators = CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
            let special = CodeFlags::VARARGS | CodeFlags::VARKEYWORDS;
            let simple = flags.has(CodeFlags::OPTIMIZED) && !flags.any(special) && unit.kwonly_count == 0;
            if simple {
                let place = if flags.any(generators) { &self.generator_args } else { &self.simple_args };
                place.set(unit.arg_count.into());
            }
            self.registers.set(unit.registers);
            self.frame_head.set(crate::frame::first_word(self, flags.any(generators)));
            self.entry.set(unit.instrs.as_ptr());
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
            let consts = unit.consts.iter().map(constant).collect();
            Body { consts, caches, names, parameters: OnceCell::new(), unit }
        })
    }

    /// The body of code that is running, for the loop.
    #[inline(always)]
    pub(crate) fn running(&self) -> Option<&Body> {
        self.body.get()
    }

    /// The docstring, or None.
    pub fn doc(&self) -> Value {
        if let (None, Some(stub)) = (self.body.get(), self.stub) {
            return stub.doc().ok().flatten().map_or(Value::NONE, |text| constant(&Const::Str(text.into())));
        }
        self.consts.first().filter(|v| v.is_a::<Str>()).cloned().unwrap_or(Value::NONE)
    }

    /// A copy with other constants.
    pub fn with_consts(&self, consts: Vec<Value>) -> Obj<Code> {
        let code = Code::build(self.unit.clone());
        let mut body = code.body;
        if let Some(body) = body.get_mut()
            && consts.len() == body.consts.len()
        {
            body.consts = consts.into_boxed_slice();
        }
        heap::new(Code { body, ..code })
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
