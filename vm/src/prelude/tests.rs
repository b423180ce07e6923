//! That the prelude has what native code asks it for, and that its functions find what they use.

use std::path::Path;
use std::rc::Rc;

use super::*;
use crate::bytecode::{CodeUnit, Const, Instr};

/// The prelude's files: names and texts.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/prelude");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let python = paths.filter(|path| path.extension().is_some_and(|e| e == "py"));
    python.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The global names that code uses, with those of the functions inside it.
fn globals_of(unit: &CodeUnit, out: &mut Vec<Rc<str>>) {
    for instr in &unit.instrs {
        if let Instr::LoadGlobal { cache, .. } = instr {
            out.push(unit.names[unit.caches[*cache as usize] as usize].clone());
        }
    }
    for c in &unit.consts {
        if let Const::Code(inner) = c {
            globals_of(inner, out);
        }
    }
}

#[test]
fn every_helper_that_the_prelude_uses_is_there() {
    let helpers: Vec<&str> = natives::TABLES.iter().flat_map(|table| table.iter().map(|def| def.name())).collect();
    // The crate of the modules adds these.
    let from_elsewhere = [
        "_unraisable_arguments",
        "_task_wakeup_method",
        "_task_step_method",
        "_task_context",
        "_task_await",
        "_real_context",
    ];
    let mut unknown = Vec::new();
    for (file, text) in files() {
        let unit = pausa_compiler::source::compile_prelude(&file, &text).unwrap();
        let mut used = Vec::new();
        for c in &unit.consts {
            if let Const::Code(f) = c {
                globals_of(f, &mut used);
            }
        }
        for name in used {
            if name.starts_with('_') && !helpers.contains(&&*name) && !from_elsewhere.contains(&&*name) {
                unknown.push(format!("{file}: {name}"));
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

/// The arguments of a call whose parenthesis opens at `start`.
fn arguments(text: &str, start: usize) -> &str {
    let mut depth = 0;
    for (i, c) in text[start..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[start..start + i];
        }
    }
    &text[start..]
}

/// The first word in quotes.
fn quoted(text: &str) -> Option<&str> {
    let rest = &text[text.find('"')? + 1..];
    let word = &rest[..rest.find('"')?];
    let is_name = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    (is_name && !word.is_empty()).then_some(word)
}

fn sources(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("prelude/tests.rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_function_that_native_code_asks_for_is_there() {
    let texts = files();
    let lines = texts.iter().flat_map(|(_, text)| text.lines());
    let defined: Vec<&str> = lines.filter_map(|line| line.strip_prefix("def ")?.split('(').next()).collect();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let heads = ["prelude(", "prelude_with(", "prelude_staged(", "prelude_ignoring(", "or_prelude(", "compared("];
    let mut absent = Vec::new();
    let mut asked = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for head in heads {
            for (at, _) in text.match_indices(head) {
                let whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let Some(name) = quoted(arguments(&text, at + head.len() - 1)).filter(|_| whole) else { continue };
                asked += 1;
                if !defined.contains(&name) {
                    absent.push(format!("{}: {name}", file.display()));
                }
            }
        }
    }
    assert!(asked > 100, "only {asked} calls of the prelude were found");
    assert!(absent.is_empty(), "{absent:#?}");
}
