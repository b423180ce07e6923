//! A compiled code block as plain data.
//!
//! The compiler makes a `CodeUnit`; `code::load` turns it into a code object of the heap. Between the two it
//! can be verified, disassembled, and written to disk: it holds no heap value.

use std::rc::Rc;

use num_bigint::BigInt;

use super::{Instr, Positions, Stub};

/// What kind of block this is, and what its calls have to do. The values of the public ones are
/// CPython's `co_flags`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// Locals are registers (a function); else R[0] is the namespace.
    pub const OPTIMIZED: u32 = 0x1;
    /// A call makes a new namespace.
    pub const NEWLOCALS: u32 = 0x2;
    /// There is a `*args` parameter.
    pub const VARARGS: u32 = 0x4;
    /// There is a `**kwargs` parameter.
    pub const VARKEYWORDS: u32 = 0x8;
    /// The function is defined inside another one.
    pub const NESTED: u32 = 0x10;
    /// A generator.
    pub const GENERATOR: u32 = 0x20;
    /// A coroutine (`async def` without `yield`).
    pub const COROUTINE: u32 = 0x80;
    /// A generator made awaitable by `types.coroutine`.
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    /// An async generator.
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// `from __future__ import annotations`.
    pub const FUTURE_ANNOTATIONS: u32 = 0x0100_0000;
    /// Runs without other threads in between, as what is native elsewhere.
    pub const ATOMIC: u32 = 0x2000_0000;
    /// Part of the prelude: invisible to programs.
    pub const PRELUDE: u32 = 0x4000_0000;
    /// Left out of tracebacks.
    pub const HIDDEN: u32 = 0x8000_0000;

    /// Whether all bits of `mask` are set.
    pub fn has(self, mask: u32) -> bool {
        self.0 & mask == mask
    }
    /// Whether any bit of `mask` is set.
    pub fn any(self, mask: u32) -> bool {
        self.0 & mask != 0
    }
}

/// A constant.
#[derive(Clone, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An int that fits in 64 bits.
    Int(i64),
    /// A larger int.
    BigInt(BigInt),
    /// A float.
    Float(f64),
    /// A complex number (real, imaginary).
    Complex(f64, f64),
    /// A string as generalised UTF-8.
    Str(Rc<[u8]>),
    /// A bytes literal.
    Bytes(Rc<[u8]>),
    /// A tuple of constants.
    Tuple(Vec<Const>),
    /// A frozenset of constants (`x in {1, 2}`).
    FrozenSet(Vec<Const>),
    /// An inner code block.
    Code(Rc<CodeUnit>),
    /// An inner code block that is not read yet.
    Stub(Stub),
}

/// How a local variable is kept in its register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKind {
    /// The register holds the value.
    Fast,
    /// The register holds a cell with the value, because an inner block uses it.
    Cell,
    /// Not visible to the program (the namespace of R[0], a comprehension's `.0` is visible as CPython has
    /// it, so it is `Fast`).
    Hidden,
}

/// A local variable: its register is its index in `CodeUnit::locals`.
#[derive(Clone, Debug)]
pub struct LocalVar {
    /// The name as written, mangled.
    pub name: Rc<str>,
    /// How it is kept.
    pub kind: LocalKind,
}

/// Where an instruction comes from: 1-based lines, 0-based UTF-8 columns, as `co_positions()` gives them.
/// A line of 0 says that there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column.
    pub col: u32,
    /// Column after the last.
    pub end_col: u32,
}

/// One range of the exception table. The first entry in table order that covers the instruction
/// is taken: inner ranges stand before outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExcEntry {
    /// First instruction covered.
    pub start: u32,
    /// Instruction after the last covered.
    pub end: u32,
    /// Where to go.
    pub target: u32,
    /// Temporaries from this register on die, before the exception is stored.
    pub keep: u16,
    /// The register that receives the exception.
    pub exc: u16,
}

/// A compiled code block.
#[derive(Clone, Debug, Default)]
pub struct CodeUnit {
    /// `co_name`
    pub name: Rc<str>,
    /// `co_qualname`
    pub qualname: Rc<str>,
    /// `co_filename`
    pub filename: Rc<str>,
    /// `co_firstlineno`
    pub first_line: u32,
    /// What kind of block it is.
    pub flags: CodeFlags,
    /// Positional parameters, the positional-only ones included (`co_argcount`).
    pub arg_count: u16,
    /// Positional-only parameters among them.
    pub posonly_count: u16,
    /// Keyword-only parameters.
    pub kwonly_count: u16,
    /// Local variables; their register is their index. Parameters come first, in CPython's order: positional,
    /// keyword-only, `*args`, `**kwargs`. In a block that is not OPTIMIZED the first one is the hidden namespace.
    pub locals: Vec<LocalVar>,
    /// Names of the closure's cells (`co_freevars`).
    pub free: Vec<Rc<str>>,
    /// Registers that a frame needs, locals included.
    pub registers: u16,
    /// The instructions.
    pub instrs: Vec<Instr>,
    /// Where each instruction comes from; same length.
    pub positions: Positions,
    /// Constants. In a function `consts[0]` is its docstring or None, as in CPython.
    pub consts: Vec<Const>,
    /// Names that instructions refer to.
    pub names: Vec<Rc<str>>,
    /// Inline caches: for each the index of its name in `names`.
    pub caches: Vec<u32>,
    /// Exception table, inner ranges first.
    pub exceptions: Vec<ExcEntry>,
}
