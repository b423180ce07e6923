//! `--check` and `--dis`: looking at a program without running it.

use std::io::{Read, Write};

use pausa_vm::bytecode::{CodeUnit, Const, dis::disassemble as listing};
use pausa_vm::compiler::CompileOptions;
use pausa_vm::source::{Mode, Refused, compile_text};

use crate::options::{Options, Program};

/// The program's text and name.
fn text(o: &Options) -> Result<(String, String), String> {
    let (bytes, name) = match &o.program {
        Program::Code(text) => (text.clone().into_bytes(), "<string>".to_owned()),
        Program::File(path) => (std::fs::read(path).map_err(|e| format!("{path}: {e}"))?, path.clone()),
        Program::Stdin { .. } | Program::Prompt => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| e.to_string())?;
            (bytes, "<stdin>".to_owned())
        }
        Program::Module(name) => return Err(format!("give the file of the module {name}")),
    };
    match pausa_grammar::source::decode(&bytes, Some(&name)) {
        Ok(text) => Ok((text.into_owned(), name.clone())),
        Err(e) => Err(format!("{name}: {e}")),
    }
}

/// Reports all syntax errors of the program; returns the exit status.
pub(crate) fn check(o: &Options) -> u8 {
    let (text, name) = match text(o) {
        Ok(t) => t,
        Err(e) => {
            eprintln!("{e}");
            return 2;
        }
    };
    let parsed = pausa_grammar::parse(&text, Mode::Module);
    let mut errors = parsed.errors;
    if errors.is_empty()
        && let Err(refused) = compile_text(&text, Mode::Module, &CompileOptions::new(name.as_str()))
    {
        errors.push(refused.error);
    }
    for e in &errors {
        eprintln!("{name}:{}:{}: {}: {}", e.line, e.offset, e.kind.exception(), e.message);
    }
    u8::from(!errors.is_empty())
}

/// Lists the bytecode of the program; returns the exit status.
pub(crate) fn disassemble(o: &Options) -> u8 {
    let (text, name) = match text(o) {
        Ok(t) => t,
        Err(e) => {
            eprintln!("{e}");
            return 2;
        }
    };
    let mut options = CompileOptions::new(name.as_str());
    options.optimize = o.optimize;
    match compile_text(&text, Mode::Module, &options) {
        Ok(c) => {
            // Who reads no further has seen enough.
            let _ = show(&c.unit, &mut std::io::stdout().lock());
            0
        }
        Err(Refused { error: e, .. }) => {
            eprintln!("{name}:{}:{}: {}: {}", e.line, e.offset, e.kind.exception(), e.message);
            1
        }
    }
}

/// A unit, then the units of its functions and classes.
fn show(unit: &CodeUnit, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", listing(unit))?;
    for c in &unit.consts {
        if let Const::Code(inner) = c {
            show(inner, out)?;
        }
    }
    Ok(())
}
