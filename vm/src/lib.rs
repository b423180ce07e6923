//! Syntax tree to bytecode to values: Pausa's virtual machine.

pub mod bytecode;
pub mod compiler;
pub mod number;
pub mod text;
