//! Where instructions come from, compared with CPython's `co_positions` over its library: tracebacks
//! underline by them.

use super::corpus::{compare_with_cpython, library, python_files};
use crate::bytecode::{CodeUnit, Instr, Intrinsic};

/// The kind of an instruction, as `positions.py` has them. What may be fused with a jump counts as what it
/// is.
fn kind(instr: &Instr) -> Option<&'static str> {
    Some(match instr.name() {
        "Call" | "Comprehend" | "CallKw" | "CallEx" | "CallMethod" | "CallMethodKw" => "call",
        "Add" | "Sub" | "Mul" | "TrueDiv" | "FloorDiv" | "Mod" | "Pow" | "MatMul" | "LShift" | "RShift" | "And"
        | "Or" | "Xor" | "AddI" | "SubI" | "MulI" | "FloorDivI" | "ModI" | "AndI" | "LShiftI" | "RShiftI" | "Neg"
        | "Pos" | "Invert" => "operator",
        "Lt" | "Le" | "Gt" | "Ge" | "Eq" | "Ne" | "In" | "NotIn" | "JLt" | "JLe" | "JGt" | "JGe" | "JEq" | "JNe"
        | "JNotLt" | "JNotLe" | "JNotGt" | "JNotGe" | "JNotEq" | "JNotNe" | "JLtI" | "JLeI" | "JGtI" | "JGeI"
        | "JEqI" | "JNeI" | "JNotLtI" | "JNotLeI" | "JNotGtI" | "JNotGeI" | "JNotEqI" | "JNotNeI" | "JEqC" | "JNeC"
        | "JNotEqC" | "JNotNeC" => "compare",
        "JNotMatch" => "match",
        "GetAttr" | "LoadMethod" => "attribute",
        "SetAttr" => "set attribute",
        "DelAttr" => "delete attribute",
        "GetItem" | "GetItemI" => "item",
        "SetItem" => "set item",
        "DelItem" => "delete item",
        "LoadGlobal" | "LoadName" => "name",
        "LoadCell" | "LoadFree" | "LoadClassFree" => "cell",
        "FormatValue" => "format",
        "GetIter" | "ForIter" | "NextIter" | "GetAIter" | "GetANext" | "GetYieldFromIter" => "iterate",
        "GetAwaitable" | "Await" => "await",
        "Raise" => "raise",
        "BeforeWith" | "BeforeAsyncWith" | "WithExcept" => "with",
        "ImportName" | "ImportFrom" | "ImportStar" => "import",
        "Intrinsic" => match instr {
            Instr::Intrinsic { k, .. } if *k == Intrinsic::BuildClass as u8 => "call",
            _ => return None,
        },
        _ => return None,
    })
}

fn show(unit: &CodeUnit) -> Vec<String> {
    let both = unit.instrs.iter().zip(unit.positions.iter());
    both.filter_map(|(instr, at)| {
        let place = format!("{},{},{},{}", at.line, at.end_line, at.col, at.end_col);
        Some(format!("{}|{}|{}|{place}", unit.qualname, unit.first_line, kind(instr)?))
    })
    .collect()
}

#[test]
fn positions_are_those_of_cpython() {
    let Some(library) = library() else { return };
    compare_with_cpython(&python_files(&library), "positions.py", show);
}
