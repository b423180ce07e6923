//! Errors and warnings, word for word and at CPython's places: see `oracle.py`.

use pausa_grammar::{Mode, SyntaxError};

use super::compile_text;
use crate::{CompileOptions, Compiled};

fn verdict(result: Result<Compiled, SyntaxError>) -> String {
    match result {
        Err(error) => {
            let end = match error.end_offset {
                i32::MIN => "None".to_owned(),
                end => end.to_string(),
            };
            let (line, offset, end_line) = (error.line, error.offset, error.end_line);
            let kind = error.kind.exception();
            format!("{kind}: {} ({line}:{offset}-{end_line}:{end})", error.message)
        }
        Ok(compiled) if compiled.warnings.is_empty() => "ok".to_owned(),
        Ok(compiled) => {
            let warnings = compiled.warnings.iter();
            let lines = warnings.map(|w| format!("SyntaxWarning: {} ({})", w.message, w.line));
            lines.collect::<Vec<_>>().join("; ")
        }
    }
}

#[test]
fn errors_and_warnings_are_those_of_cpython() {
    let programs = include_str!("errors.txt").split("==== ").skip(1);
    let mut different = Vec::new();
    for program in programs {
        let (expected, source) = program.split_once('\n').unwrap_or((program, ""));
        let found = verdict(compile_text(source, Mode::Module, &CompileOptions::new("<test>")));
        if found != expected {
            different.push(format!("{source}  expected {expected}\n  found    {found}\n"));
        }
    }
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n"));
}
