//! The text of annotations under `from __future__ import annotations`: see `oracle.py`.

use super::compile_module;
use crate::bytecode::{CodeUnit, Const, Instr};

/// The text that a module stores in its `__annotations__`.
fn recorded(unit: &CodeUnit) -> Option<String> {
    let store = unit.instrs.iter().position(|instr| matches!(instr, Instr::SetItem { .. }))?;
    let Instr::LoadConst { c, .. } = unit.instrs[store - 3] else {
        return None;
    };
    match &unit.consts[c as usize] {
        Const::Str(text) => Some(String::from_utf8_lossy(text).into_owned()),
        _ => None,
    }
}

#[test]
fn annotations_are_written_as_cpython_writes_them() {
    for line in include_str!("annotations.txt").lines() {
        let (expression, expected) = line.split_once("  ->  ").unwrap_or((line, ""));
        let program = format!("from __future__ import annotations\nx: {expression}\n");
        let unit = compile_module(&program).unit;
        assert_eq!(recorded(&unit).as_deref(), Some(expected), "{expression}");
    }
}
