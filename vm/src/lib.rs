//! Syntax tree to bytecode to values: Pausa's virtual machine.

pub mod age;
pub mod aio;
pub mod buffer;
pub mod builtins;
pub mod cache;
pub mod exc;
pub mod frame;
pub mod greenlet;
pub mod hashing;
pub mod heap;
pub mod import;
pub mod interp;
pub mod modules;
pub mod names;
pub mod native;
pub mod object;
pub mod ops;
pub mod prelude;
pub mod source;
pub mod thread;
pub mod timeline;
pub mod traceback;
pub mod types;
pub mod value;
pub mod vm;

pub use pausa_compiler as compiler;
pub use pausa_compiler::bytecode;
pub use pausa_data::{format, number, text};

pub use exc::{Exc, ExcKind, R};
pub use heap::Obj;
pub use value::{Unpacked, Value};
pub use vm::Vm;
