//! The table of opcodes.
//!
//! One row per opcode: its name, its operands and what it does in register notation. The `Instr`
//! enum, `Instr::name`, `Instr::operands` and the documentation derive from the rows.
//!
//! An instruction is 8 bytes: a one-byte opcode, one byte of `k` (flags or a small number) and three
//! 16-bit operands, of which the last two may be one 32-bit operand.
//!
//! Conventions that hold for every row:
//! * `R[x]` is register `x` of the current frame. Registers start with the local variables
//!   (parameters first) and continue with temporaries.
//! * The compiler emits [`Instr::CheckLocal`] before the first read of a local that may be unassigned,
//!   so the operands of the other rows always hold a value. (Code from elsewhere may break this: then
//!   a row that reads an empty register raises `UnboundLocalError` or `SystemError`.)
//! * *Dying operands.* A temporary lives from the instruction that writes it to its one last use.
//!   The `k` bits [`KILL_1`], [`KILL_2`], [`KILL_3`] say that the first, second, third source operand
//!   dies here: the instruction releases it (at the latest when its result is stored). A
//!   destination may be the same register as a dying source. Never set for locals.
//! * *Consumed ranges.* Rows that say "consumes" move their operands out of the registers; these are
//!   temporaries and are dead afterwards. They need no kill bit.
//! * Jump offsets count instructions from the one after the jump.
//! * An instruction that calls user code is left with `pc` after it; the call's result arrives in its
//!   destination register.

/// The first source operand is a temporary that dies here.
pub const KILL_1: u8 = 1;
/// The second source operand is a temporary that dies here.
pub const KILL_2: u8 = 2;
/// The third source operand is a temporary that dies here.
pub const KILL_3: u8 = 4;
/// The arithmetic is an augmented assignment (`+=`): `__iadd__` and its like come first.
pub const INPLACE: u8 = 0x80;
/// Nobody reads what is sent to the `Yield`: a `Kill` of it follows, which a resumer that sends None passes over.
pub const UNREAD: u8 = 0x40;
/// Operand value that says "no register".
pub const NO_REG: u16 = u16::MAX;

/// One operand of an instruction, as the disassembler and the verifier see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Flags or a small number, meaning per row.
    K(u8),
    /// A register that is written.
    Dst(u16),
    /// A register that is read.
    Src(u16),
    /// The first of a range of registers; the row says how many.
    Base(u16),
    /// A number of registers in the range that starts at the `Base`.
    Count(u16),
    /// A register that is read in place of the last one of the range, which is then empty; or [`NO_REG`].
    Last(u16),
    /// An index into `CodeUnit::consts`.
    Const(u32),
    /// An index into `CodeUnit::names`.
    Name(u32),
    /// An index into `CodeUnit::caches`, whose entry has the name.
    Cache(u32),
    /// An index into the function's closure.
    Free(u16),
    /// A signed number.
    Imm(i16),
    /// A jump's offset.
    Jump(i32),
}

macro_rules! operand_type {
    (K) => {
        u8
    };
    (Dst) => {
        u16
    };
    (Src) => {
        u16
    };
    (Base) => {
        u16
    };
    (Count) => {
        u16
    };
    (Last) => {
        u16
    };
    (Const32) => {
        u32
    };
    (Const16) => {
        u16
    };
    (Name) => {
        u16
    };
    (Name32) => {
        u32
    };
    (Cache) => {
        u16
    };
    (Cache32) => {
        u32
    };
    (Free) => {
        u16
    };
    (Imm) => {
        i16
    };
    (Jump16) => {
        i16
    };
    (Jump32) => {
        i32
    };
}

macro_rules! operand_value {
    (K, $v:expr) => {
        Operand::K($v)
    };
    (Dst, $v:expr) => {
        Operand::Dst($v)
    };
    (Src, $v:expr) => {
        Operand::Src($v)
    };
    (Base, $v:expr) => {
        Operand::Base($v)
    };
    (Count, $v:expr) => {
        Operand::Count($v)
    };
    (Last, $v:expr) => {
        Operand::Last($v)
    };
    (Const32, $v:expr) => {
        Operand::Const($v)
    };
    (Const16, $v:expr) => {
        Operand::Const($v as u32)
    };
    (Name, $v:expr) => {
        Operand::Name($v as u32)
    };
    (Name32, $v:expr) => {
        Operand::Name($v)
    };
    (Cache, $v:expr) => {
        Operand::Cache($v as u32)
    };
    (Cache32, $v:expr) => {
        Operand::Cache($v)
    };
    (Free, $v:expr) => {
        Operand::Free($v)
    };
    (Imm, $v:expr) => {
        Operand::Imm($v)
    };
    (Jump16, $v:expr) => {
        Operand::Jump($v as i32)
    };
    (Jump32, $v:expr) => {
        Operand::Jump($v)
    };
}

macro_rules! set_jump {
    (Jump16, $field:ident, $offset:expr) => {
        $field = i16::try_from($offset).ok()?
    };
    (Jump32, $field:ident, $offset:expr) => {
        $field = $offset
    };
    ($other:ident, $field:ident, $offset:expr) => {};
}

/// An operand as it is written to disk.
trait Stored: Sized {
    fn put(self, out: &mut Vec<u8>);
    fn get(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! stored {
    ($($number:ident)*) => {
        $( impl Stored for $number {
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn get(bytes: &mut &[u8]) -> Option<Self> {
                let (first, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some($number::from_le_bytes(*first))
            }
        } )*
    };
}

stored! { u8 u16 i16 u32 i32 }

/// A hash of the opcode table, so that code written with another table is not taken for ours.
const fn fingerprint(rows: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut row = 0;
    while row < rows.len() {
        let text = rows[row].as_bytes();
        let mut i = 0;
        while i < text.len() {
            hash = (hash ^ text[i] as u64).wrapping_mul(0x0100_0000_01b3);
            i += 1;
        }
        row += 1;
    }
    hash
}

macro_rules! opcodes {
    ($( $(#[$doc:meta])* $name:ident { $($field:ident : $kind:ident),* } )*) => {
        /// The opcodes without their operands.
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "documented at `Instr`")]
        pub enum Opcode { $( $name, )* }

        impl Opcode {
            /// All of them, by number.
            pub const ALL: &[Opcode] = &[ $( Opcode::$name, )* ];
        }

        /// A number that changes whenever the table does.
        pub const TABLE_FINGERPRINT: u64 = fingerprint(&[
            $( stringify!($name { $($field : $kind),* }), )*
        ]);

        /// An instruction.
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the operands are described in the row's text")]
        pub enum Instr {
            $( $(#[$doc])* $name { $($field: operand_type!($kind)),* }, )*
        }

        impl Instr {
            /// The opcode's name.
            pub fn name(&self) -> &'static str {
                match self { $( Instr::$name { .. } => stringify!($name), )* }
            }

            /// The operands with their roles, in the order of the row.
            pub fn operands(&self) -> Vec<(&'static str, Operand)> {
                match *self {
                    $( Instr::$name { $($field),* } => {
                        vec![ $( (stringify!($field), operand_value!($kind, $field)) ),* ]
                    } )*
                }
            }

            /// Its opcode.
            pub fn opcode(&self) -> Opcode {
                match self { $( Instr::$name { .. } => Opcode::$name, )* }
            }

            /// Appends the opcode and its operands.
            pub fn write(self, out: &mut Vec<u8>) {
                out.push(self.opcode() as u8);
                match self {
                    $( Instr::$name { $($field),* } => { $( $field.put(out); )* } )*
                }
            }

            /// Takes what `write` has written from the front of `bytes`; `None` if it is something else.
            pub fn read(bytes: &mut &[u8]) -> Option<Instr> {
                let opcode = Opcode::ALL.get(usize::from(u8::get(bytes)?))?;
                Some(match opcode {
                    $( Opcode::$name => Instr::$name { $( $field: Stored::get(bytes)? ),* }, )*
                })
            }

            /// The same instruction with this jump offset; `None` if the offset does not fit. An
            /// instruction that does not jump stays as it is.
            #[allow(unused_mut, unused_variables, unused_assignments, reason = "most rows have no jump")]
            pub fn with_jump(self, offset: i32) -> Option<Instr> {
                Some(match self {
                    $( Instr::$name { $(mut $field),* } => {
                        $( set_jump!($kind, $field, offset); )*
                        Instr::$name { $($field),* }
                    } )*
                })
            }
        }
    };
}

opcodes! {
    // ---- Moves ----
    /// Does nothing.
    Nop {}
    /// R[d] := R[s]
    Move { d: Dst, s: Src }
    /// R[d] := R[s]; R[d+1] := R[t]; d and d+1 are temporaries
    MovePair { d: Dst, s: Src, t: Src }
    /// R[d] := R[s]; R[s] is left empty (s is a temporary).
    Take { d: Dst, s: Src }
    /// R[d] := consts[c]
    LoadConst { d: Dst, c: Const32 }
    /// Releases R[s], which is empty afterwards. No error if it is empty already.
    Kill { s: Src }
    /// UnboundLocalError if the local R[s] is unassigned; else nothing.
    CheckLocal { s: Src }
    /// `del` of a local: R[s] becomes unassigned; an error if it already is.
    DelLocal { s: Src }

    // ---- Names ----
    /// R[d] := the global, else built-in, of the cache's name; else NameError.
    LoadGlobal { d: Dst, cache: Cache32 }
    /// globals[name] := R[s]   (k: KILL_1)
    StoreGlobal { k: K, s: Src, name: Name32 }
    /// del globals[name]
    DelGlobal { name: Name32 }
    /// R[d] := the name in R[0] (the namespace of a module, class body or `exec`), else as LoadGlobal.
    LoadName { d: Dst, cache: Cache32 }
    /// R[0][name] := R[s]   (k: KILL_1)
    StoreName { k: K, s: Src, name: Name32 }
    /// del R[0][name]
    DelName { name: Name32 }
    /// In a class body: R[d] := R[0][name], else the value in closure cell `free`.
    LoadClassFree { d: Dst, free: Free, name: Name }
    /// R[d] := the namespace R[0]; in a function, a dict of its variables (`locals()`).
    LoadLocals { d: Dst }

    // ---- Cells ----
    /// R[r] := a new cell that holds what R[r] held (possibly nothing).
    MakeCell { r: Dst }
    /// R[d] := contents of the cell in register `cell`
    LoadCell { d: Dst, cell: Src }
    /// contents of the cell in register `cell` := R[s]   (k: KILL_1 is for s)
    StoreCell { k: K, s: Src, cell: Src }
    /// Empties the cell in register `cell`; an error if it is empty.
    DelCell { cell: Src }
    /// R[d] := contents of the closure's cell
    LoadFree { d: Dst, free: Free }
    /// contents of the closure's cell := R[s]   (k: KILL_1)
    StoreFree { k: K, s: Src, free: Free }
    /// Empties the closure's cell; an error if it is empty.
    DelFree { free: Free }
    /// R[d] := the closure's cell itself (to hand on to an inner function)
    LoadClosure { d: Dst, free: Free }

    // ---- Arithmetic: R[d] := R[l] op R[r]   (k: KILL_1, KILL_2, INPLACE) ----
    /// `+`
    Add { k: K, d: Dst, l: Src, r: Src }
    /// `-`
    Sub { k: K, d: Dst, l: Src, r: Src }
    /// `*`
    Mul { k: K, d: Dst, l: Src, r: Src }
    /// `/`
    TrueDiv { k: K, d: Dst, l: Src, r: Src }
    /// `//`
    FloorDiv { k: K, d: Dst, l: Src, r: Src }
    /// `%`
    Mod { k: K, d: Dst, l: Src, r: Src }
    /// `**`
    Pow { k: K, d: Dst, l: Src, r: Src }
    /// `@`
    MatMul { k: K, d: Dst, l: Src, r: Src }
    /// `<<`
    LShift { k: K, d: Dst, l: Src, r: Src }
    /// `>>`
    RShift { k: K, d: Dst, l: Src, r: Src }
    /// `&`
    And { k: K, d: Dst, l: Src, r: Src }
    /// `|`
    Or { k: K, d: Dst, l: Src, r: Src }
    /// `^`
    Xor { k: K, d: Dst, l: Src, r: Src }
    /// R[d] := R[l] + imm   (k: KILL_1, INPLACE; also below)
    AddI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] - imm
    SubI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] * imm
    MulI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] // imm
    FloorDivI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] % imm
    ModI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] & imm
    AndI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] << imm
    LShiftI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := R[l] >> imm
    RShiftI { k: K, d: Dst, l: Src, imm: Imm }
    /// R[d] := -R[s]   (k: KILL_1; also below)
    Neg { k: K, d: Dst, s: Src }
    /// R[d] := +R[s]
    Pos { k: K, d: Dst, s: Src }
    /// R[d] := ~R[s]
    Invert { k: K, d: Dst, s: Src }
    /// R[d] := not R[s]
    Not { k: K, d: Dst, s: Src }

    // ---- Comparison: R[d] := R[l] op R[r]   (k: KILL_1, KILL_2) ----
    /// `<`
    Lt { k: K, d: Dst, l: Src, r: Src }
    /// `<=`
    Le { k: K, d: Dst, l: Src, r: Src }
    /// `>`
    Gt { k: K, d: Dst, l: Src, r: Src }
    /// `>=`
    Ge { k: K, d: Dst, l: Src, r: Src }
    /// `==`
    Eq { k: K, d: Dst, l: Src, r: Src }
    /// `!=`
    Ne { k: K, d: Dst, l: Src, r: Src }
    /// `is`
    Is { k: K, d: Dst, l: Src, r: Src }
    /// `is not`
    IsNot { k: K, d: Dst, l: Src, r: Src }
    /// R[d] := R[l] in R[r]
    In { k: K, d: Dst, l: Src, r: Src }
    /// R[d] := R[l] not in R[r]
    NotIn { k: K, d: Dst, l: Src, r: Src }

    // ---- With a constant ----
    // Of two ints or two floats that need no memory, R[d] := R[l] op consts[c], and the next two instructions are passed over: LoadConst
    // and the row above, which do the same for anything else.   (k: KILL_1)
    /// R[d] := R[l] + consts[c] at once, or nothing
    AddC { k: K, d: Dst, l: Src, c: Const16 }
    /// R[d] := R[l] - consts[c] at once, or nothing
    SubC { k: K, d: Dst, l: Src, c: Const16 }
    /// R[d] := R[l] * consts[c] at once, or nothing
    MulC { k: K, d: Dst, l: Src, c: Const16 }
    /// R[d] := R[l] / consts[c] at once, or nothing
    TrueDivC { k: K, d: Dst, l: Src, c: Const16 }
    /// R[d] := R[l] % consts[c] at once, or nothing
    ModC { k: K, d: Dst, l: Src, c: Const16 }

    // ---- Jumps ----
    /// pc += off
    Jump { off: Jump32 }
    /// pc += off, backwards; the budget is checked.
    Loop { off: Jump32 }
    /// Jumps if R[s] is true   (k: KILL_1; also below). All conditional jumps of this section may go
    /// backwards (they are the bottoms of `while` loops), and then check the budget.
    JTrue { k: K, s: Src, off: Jump32 }
    /// Jumps if R[s] is false
    JFalse { k: K, s: Src, off: Jump32 }
    /// Jumps if R[s] is true and keeps it; else releases the temporary R[s] and goes on (`or`)
    JTrueKeep { s: Src, off: Jump32 }
    /// Jumps if R[s] is false and keeps it; else releases the temporary R[s] and goes on (`and`)
    JFalseKeep { s: Src, off: Jump32 }
    /// Jumps if R[s] is None   (k: KILL_1; also below)
    JNone { k: K, s: Src, off: Jump32 }
    /// Jumps if R[s] is not None
    JNotNone { k: K, s: Src, off: Jump32 }
    /// Jumps if R[l] < R[r]   (k: KILL_1, KILL_2; also below)
    JLt { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] <= R[r]
    JLe { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] > R[r]
    JGt { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] >= R[r]
    JGe { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] == R[r]
    JEq { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] != R[r]
    JNe { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if not R[l] < R[r]   (not the same as >=: NaN, user types)
    JNotLt { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if not R[l] <= R[r]
    JNotLe { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if not R[l] > R[r]
    JNotGt { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if not R[l] >= R[r]
    JNotGe { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if not R[l] == R[r]
    JNotEq { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if not R[l] != R[r]
    JNotNe { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] < imm   (k: KILL_1; also below)
    JLtI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if R[l] <= imm
    JLeI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if R[l] > imm
    JGtI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if R[l] >= imm
    JGeI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if R[l] == imm
    JEqI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if R[l] != imm
    JNeI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if not R[l] < imm
    JNotLtI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if not R[l] <= imm
    JNotLeI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if not R[l] > imm
    JNotGtI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if not R[l] >= imm
    JNotGeI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if not R[l] == imm
    JNotEqI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if not R[l] != imm
    JNotNeI { k: K, l: Src, imm: Imm, off: Jump16 }
    /// Jumps if R[l] == consts[c], a string   (k: KILL_1; also below)
    JEqC { k: K, l: Src, c: Const16, off: Jump16 }
    /// Jumps if R[l] != consts[c]
    JNeC { k: K, l: Src, c: Const16, off: Jump16 }
    /// Jumps if not R[l] == consts[c]
    JNotEqC { k: K, l: Src, c: Const16, off: Jump16 }
    /// Jumps if not R[l] != consts[c]
    JNotNeC { k: K, l: Src, c: Const16, off: Jump16 }
    /// Jumps if R[l] is R[r]
    JIs { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if R[l] is not R[r]
    JIsNot { k: K, l: Src, r: Src, off: Jump16 }
    /// Jumps if the exception R[e] does not match R[t], a class or tuple of classes (`except`).
    /// (k: KILL_2)
    JNotMatch { k: K, e: Src, t: Src, off: Jump16 }

    // ---- Attributes and items ----
    /// R[d] := R[s].name   (k: KILL_1)
    GetAttr { k: K, d: Dst, s: Src, cache: Cache }
    /// R[o].name := R[v]   (k: KILL_1 for o, KILL_2 for v)
    SetAttr { k: K, o: Src, v: Src, cache: Cache }
    /// del R[o].name   (k: KILL_1)
    DelAttr { k: K, o: Src, name: Name }
    /// For `R[s].name(...)`: R[d] := function and R[d+1] := R[s] if the attribute is a plain method,
    /// else R[d] := nothing and R[d+1] := the attribute. Followed by CallMethod.   (k: KILL_1)
    LoadMethod { k: K, d: Dst, s: Src, cache: Cache }
    /// R[d] := R[o][R[i]]   (k: KILL_1, KILL_2)
    GetItem { k: K, d: Dst, o: Src, i: Src }
    /// R[d] := R[o][imm]   (k: KILL_1)
    GetItemI { k: K, d: Dst, o: Src, imm: Imm }
    /// R[o][R[i]] := R[v]   (k: KILL_1, KILL_2, KILL_3)
    SetItem { k: K, o: Src, i: Src, v: Src }
    /// del R[o][R[i]]   (k: KILL_1, KILL_2)
    DelItem { k: K, o: Src, i: Src }

    // ---- Building ----
    /// R[d] := slice(R[s], R[t]), where `NO_REG` stands for None   (k: KILL_1, KILL_2)
    BuildSlice { k: K, d: Dst, s: Src, t: Src }
    /// R[d] := slice(R[base], R[base+1], R[base+2]); consumes 3
    BuildStepSlice { d: Dst, base: Base }
    /// R[d] := (R[s], R[t])
    BuildPair { d: Dst, s: Src, t: Src }
    /// R[d] := (R[base], ..., R[base+n-1]); consumes n
    BuildTuple { d: Dst, base: Base, n: Count }
    /// R[d] := [R[base], ...]; consumes n
    BuildList { d: Dst, base: Base, n: Count }
    /// R[d] := {R[base], ...}; consumes n
    BuildSet { d: Dst, base: Base, n: Count }
    /// R[d] := {R[base]: R[base+1], ...}; consumes n registers (n even)
    BuildMap { d: Dst, base: Base, n: Count }
    /// R[d] := the strings R[base]... joined (f-string); consumes n
    BuildString { d: Dst, base: Base, n: Count }
    /// R[l].append(R[v]), l an exact list   (k: KILL_2 for v)
    ListAppend { k: K, l: Src, v: Src }
    /// For the statement `R[l].append(R[v])`: if l is an exact list, appends and jumps by off, past the call of the method that
    /// follows for anything else.   (k: KILL_1, KILL_2, where it jumps)
    AppendTo { k: K, l: Src, v: Src, off: Jump16 }
    /// R[l].extend(R[v]) with any iterable (`[*v]`; the error names unpacking)   (k: KILL_2)
    ListExtend { k: K, l: Src, v: Src }
    /// R[s].add(R[v])   (k: KILL_2)
    SetAdd { k: K, s: Src, v: Src }
    /// R[s].update(R[v])   (k: KILL_2)
    SetUpdate { k: K, s: Src, v: Src }
    /// R[m][R[key]] := R[v]   (k: KILL_2 for key, KILL_3 for v)
    MapAdd { k: K, m: Src, key: Src, v: Src }
    /// R[m].update(R[v]) (`{**v}`; not a mapping: TypeError)   (k: KILL_2)
    DictUpdate { k: K, m: Src, v: Src }
    /// R[m].update(R[v]) for `f(**v)`: string keys, duplicates refused naming the function R[f].
    /// (k: KILL_2)
    DictMerge { k: K, m: Src, v: Src, f: Src }
    /// R[d] := tuple(R[s]), s an exact list that dies
    ListToTuple { d: Dst, s: Src }
    /// R[d] := format(R[s] after conversion, R[spec] or ''). k: KILL_1 for s, KILL_2 for spec, and the
    /// conversion in bits 4-5: 0 none, 1 `!s`, 2 `!r`, 3 `!a`. spec may be NO_REG.
    FormatValue { k: K, d: Dst, s: Src, spec: Src }
    /// R[base..base+n] := the n items of R[s]   (k: KILL_1). The range may be local variables: nothing
    /// is written if it fails.
    UnpackSeq { k: K, s: Src, base: Base, n: Count }
    /// `a, *b, c = s`: low byte of n is the count before the star, high byte after it; the starred
    /// list goes between them.   (k: KILL_1; the range as above)
    UnpackEx { k: K, s: Src, base: Base, n: Count }

    // ---- Iteration ----
    /// R[d] := iter(R[s])   (k: KILL_1)
    GetIter { k: K, d: Dst, s: Src }
    /// R[d] := next(R[it]) and go on; when exhausted, release R[it] and jump by off, forwards. Stands
    /// once before the loop's body, which starts right after it. (`it` is a temporary, or the argument
    /// `.0` of a comprehension.)
    ForIter { d: Dst, it: Src, off: Jump16 }
    /// The same test at the bottom of the body: on an item jump back by off to the instruction after the
    /// loop's ForIter (checking the budget); when exhausted, release R[it] and continue here with the loop's else.
    NextIter { d: Dst, it: Src, off: Jump16 }
    /// R[d] := aiter(R[s])   (k: KILL_1)
    GetAIter { k: K, d: Dst, s: Src }
    /// R[d] := the awaitable of anext(R[s]), ready for Await; s lives on
    GetANext { d: Dst, s: Src }
    /// In the handler of an `async for`: if R[e] is StopAsyncIteration, release it and go on; else raise it
    /// again.
    EndAsyncFor { e: Src }

    // ---- Suspension ----
    /// Yields R[s]; R[d] := what is sent   (k: KILL_1, UNREAD)
    Yield { k: K, d: Dst, s: Src }
    /// The same in an async generator (the value goes to the consumer, not to the event loop)
    AsyncYield { k: K, d: Dst, s: Src }
    /// R[d] := the iterator to delegate to for `yield from R[s]`   (k: KILL_1)
    GetYieldFromIter { k: K, d: Dst, s: Src }
    /// R[d] := the iterator to delegate to for `await R[s]`; k bits 4-5 say why for the error text:
    /// 0 await, 1 `__aenter__`, 2 `__aexit__`   (k: KILL_1)
    GetAwaitable { k: K, d: Dst, s: Src }
    /// Delegates to R[it] until it is finished; R[d] := its result; R[it] is released.
    Await { d: Dst, it: Src }
    /// Returns R[s]   (k: KILL_1)
    Return { k: K, s: Src }
    /// Returns consts[c]
    ReturnConst { c: Const32 }

    // ---- Calls ----
    /// R[d] := R[base](R[base+1], ... k arguments); consumes base..base+k. The last argument may be read from R[last] instead.
    Call { k: K, d: Dst, base: Base, last: Last }
    /// The same; the last arguments are keywords named by the tuple of strings consts[names].
    CallKw { k: K, d: Dst, base: Base, names: Const16 }
    /// R[d] := R[base](*R[base+1], **R[base+2]); consumes base..base+2. R[base+1] is a tuple; R[base+2] is a dict
    /// if k is 1, absent if k is 0.
    CallEx { k: K, d: Dst, base: Base }
    /// R[d] := R[s] as a tuple, for `f(*s)`: a tuple as it is, else its items. The error for what is not
    /// iterable names the function R[f].   (k: KILL_1)
    StarArgs { k: K, d: Dst, s: Src, f: Src }
    /// After LoadMethod: if R[base] is a function, R[d] := R[base](R[base+1], R[base+2], ... k arguments), else
    /// R[d] := R[base+1](R[base+2], ...); consumes base..base+1+k
    CallMethod { k: K, d: Dst, base: Base, last: Last }
    /// The same with keywords.
    CallMethodKw { k: K, d: Dst, base: Base, names: Const16 }
    /// R[d] := the intrinsic number k (`bytecode::intrinsic`) applied to R[base]... n arguments; consumes n
    Intrinsic { k: K, d: Dst, base: Base, n: Count }
    /// R[d] := what the comprehension or generator expression consts[code] makes of the iterator R[base]; consumes it.
    /// The code has no free variables: it runs without a function of its own, on behalf of the current one.
    Comprehend { d: Dst, base: Base, code: Const16 }
    /// R[d] := a function. R[base] is its code; then, as bits of k say: 1 a tuple of defaults, 2 a dict of
    /// keyword defaults, 4 a tuple of annotations (name, value, ...), 8 a tuple of cells. Consumes them.
    MakeFunction { k: K, d: Dst, base: Base }

    // ---- Exceptions ----
    /// raise R[e] [from R[c]]; k says how many operands (0: raise again what is handled; 1; 2), plus KILL bits
    /// shifted left by 4 (0x10 for e, 0x20 for c)
    Raise { k: K, e: Src, c: Src }
    /// Enter a handler: R[save] := the exception handled so far; R[e] is the one handled now.
    PushExc { save: Dst, e: Src }
    /// Leave a handler: the exception handled is again R[save]; R[save] is left empty.
    PopExc { save: Src }
    /// Around a yield inside a handler: exchanges the handled exception with R[save] of the outermost handler.
    /// Stands before and after the yield; an exception thrown in at the yield (or coming out of an Await)
    /// makes the loop do the SwapExc that follows before it looks for a handler.
    SwapExc { save: Src }
    /// Raises R[e] again with its traceback as it is; R[e] is left empty. (The line of the raise is the
    /// original one.)
    Reraise { e: Src }
    /// `with`: R[d-2] and R[d-1] := the `__exit__` of R[s] as LoadMethod leaves a method, then R[d] := `__enter__()`   (k: KILL_1)
    BeforeWith { k: K, d: Dst, s: Src }
    /// `async with`: R[d-2] and R[d-1] := the `__aexit__` of R[s] in the same way, then R[d] := `__aenter__()` (to be awaited)
    BeforeAsyncWith { k: K, d: Dst, s: Src }
    /// R[d] := the `__exit__` in R[exit] and R[exit+1], called with (type(R[e]), R[e], its traceback); it lives on
    WithExcept { d: Dst, exit: Src, e: Src }

    // ---- Imports ----
    /// R[d] := `__import__(name, globals, locals, R[base+1], R[base])`: R[base] is the level, R[base+1] the fromlist;
    /// consumes both
    ImportName { d: Dst, base: Base, name: Name }
    /// R[d] := the attribute or submodule `name` of R[s] (`from s import name`); s lives on
    ImportFrom { d: Dst, s: Src, name: Name }
    /// `from R[s] import *` into the namespace R[0]; s dies
    ImportStar { s: Src }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_is_eight_bytes() {
        assert_eq!(size_of::<Instr>(), 8);
    }
}
