//! Syntax tree to bytecode to values: Pausa's virtual machine.

pub mod buffer;
pub mod builtins;
pub mod bytecode;
pub mod compiler;
pub mod exc;
pub mod format;
pub mod frame;
pub mod greenlet;
pub mod hashing;
pub mod heap;
pub mod import;
pub mod interp;
pub mod modules;
pub mod names;
pub mod native;
pub mod number;
pub mod object;
pub mod ops;
pub mod prelude;
pub mod source;
pub mod text;
pub mod thread;
pub mod traceback;
pub mod types;
pub mod value;
pub mod vm;

pub use exc::{Exc, ExcKind, R};
pub use heap::Obj;
pub use value::{Unpacked, Value};
pub use vm::Vm;
