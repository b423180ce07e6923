//! Bytecode: what the compiler emits and the interpreter loop runs.
//!
//! * [`instr`]: the one table of opcodes; the `Instr` enum, operand listing and names derive from it;
//! * [`intrinsic`]: operations without an opcode of their own;
//! * [`unit`]: `CodeUnit`, a compiled code block as plain data (constants included), independent of
//!   the heap, so that it can be verified, printed, written to disk and loaded again;
//! * [`dis`]: code units as text;
//! * [`marshal`](mod@marshal): code units as bytes; [`verify`](mod@verify) checks what is read. Both know what
//!   an instruction does to registers from `effects`.

pub mod dis;
pub(crate) mod effects;
pub mod instr;
pub mod intrinsic;
pub mod marshal;
mod positions;
pub mod unit;
mod varint;
pub mod verify;

pub use dis::disassemble;
pub use instr::{Instr, Operand};
pub use intrinsic::Intrinsic;
pub use marshal::{Image, MarshalError, Stub, StubHead, marshal, unmarshal};
pub use positions::Positions;
pub use unit::{CodeFlags, CodeUnit, Const, ExcEntry, LocalKind, LocalVar, Position};
pub use verify::{VerifyError, verify};
