//! Tests of the compiler.

mod annotations;
mod corpus;
mod depth;
mod errors;
mod listings;
mod modes;
mod positions;
mod sizes;
mod variables;
mod written;

use pausa_grammar::span::LineIndex;
use pausa_grammar::{Mode, SyntaxError, parse};

use super::{CompileOptions, Compiled, Source, compile};
use crate::bytecode::{CodeUnit, Const};

/// Parses and compiles a program.
fn compile_text(text: &str, mode: Mode, options: &CompileOptions) -> Result<Compiled, SyntaxError> {
    let tree = parse(text, mode).into_result()?;
    let lines = LineIndex::new(text);
    compile(&tree, Source { text, lines: &lines }, options).map_err(|(error, _)| error)
}

/// Compiles a module that has no error.
fn compile_module(text: &str) -> Compiled {
    match compile_text(text, Mode::Module, &CompileOptions::new("test.py")) {
        Ok(compiled) => compiled,
        Err(error) => panic!("{error}\n{text}"),
    }
}

/// A unit and all units inside it.
fn all_units(unit: &CodeUnit) -> Vec<&CodeUnit> {
    let mut units = vec![unit];
    let mut next = 0;
    while next < units.len() {
        let inner = units[next].consts.iter().filter_map(|value| match value {
            Const::Code(unit) => Some(&**unit),
            _ => None,
        });
        units.extend(inner);
        next += 1;
    }
    units
}
