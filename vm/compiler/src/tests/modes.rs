//! What is compiled (a file, a line at the prompt, an expression) and the options.

use pausa_grammar::Mode;

use super::{all_units, compile_module, compile_text};
use crate::CompileOptions;
use crate::bytecode::{CodeFlags, CodeUnit, Const, Instr, Intrinsic, verify};

fn options() -> CompileOptions {
    CompileOptions::new("<test>")
}

fn unit(text: &str, mode: Mode, options: &CompileOptions) -> CodeUnit {
    let unit = compile_text(text, mode, options).unwrap().unit;
    verify(&unit).unwrap();
    unit
}

fn prints(unit: &CodeUnit) -> usize {
    let print = |instr: &&Instr| matches!(instr, Instr::Intrinsic { k, .. } if *k == Intrinsic::PrintExpr as u8);
    unit.instrs.iter().filter(print).count()
}

#[test]
fn the_prompt_prints_expression_statements() {
    assert_eq!(prints(&unit("1; x; f()\n", Mode::Interactive, &options())), 3);
    assert_eq!(prints(&unit("for i in x: i\n", Mode::Interactive, &options())), 1);
    let inner = unit("def f():\n    1\n    x\n", Mode::Interactive, &options());
    assert!(all_units(&inner).into_iter().all(|unit| prints(unit) == 0));
    assert_eq!(prints(&unit("x\n", Mode::Module, &options())), 0);
}

#[test]
fn an_expression_is_returned() {
    let unit = unit("a + 1", Mode::Expression, &options());
    assert!(matches!(unit.instrs.last(), Some(Instr::Return { .. })));
}

#[test]
fn await_may_stand_at_the_top() {
    let mut options = options();
    for text in ["await x\n", "async for x in y: pass\n", "async with x: pass\n", "[x async for x in y]\n"] {
        options.top_level_await = false;
        assert!(compile_text(text, Mode::Module, &options).is_err(), "{text}");
        options.top_level_await = true;
        assert!(unit(text, Mode::Module, &options).flags.has(CodeFlags::COROUTINE), "{text}");
    }
    assert!(!unit("x\n", Mode::Module, &options).flags.has(CodeFlags::COROUTINE));
    assert!(compile_text("def f(): await x\n", Mode::Module, &options).is_err());
}

#[test]
fn optimizing_drops_asserts_and_docstrings() {
    let text = "def f():\n    'doc'\n    assert x, __debug__\n";
    let function = |optimize: u8| {
        let options = CompileOptions { optimize, ..options() };
        all_units(&unit(text, Mode::Module, &options))[1].clone()
    };
    let documented = |unit: &CodeUnit| matches!(unit.consts[0], Const::Str(_));
    let asserts = |unit: &CodeUnit| unit.instrs.len() > 1;
    let found = [0, 1, 2].map(|level| (documented(&function(level)), asserts(&function(level))));
    assert_eq!(found, [(true, true), (true, false), (false, false)]);
}

#[test]
fn flags_are_inherited() {
    let flags = CodeFlags::FUTURE_ANNOTATIONS;
    let inherited = CompileOptions { flags, prelude: true, ..options() };
    let module = unit("def f(x: int): pass\n", Mode::Module, &inherited);
    for unit in all_units(&module) {
        assert!(unit.flags.has(CodeFlags::FUTURE_ANNOTATIONS | CodeFlags::PRELUDE));
    }
    let annotations = Const::Tuple(vec![Const::Str((*b"x").into()), Const::Str((*b"int").into())]);
    assert!(module.consts.iter().any(|value| format!("{value:?}") == format!("{annotations:?}")));
    assert!(!compile_module("x\n").unit.flags.has(flags));
}

#[test]
fn errors_in_a_file_quote_the_line() {
    let text = "x = 1\r\nreturn x\r\n";
    let error = compile_text(text, Mode::Module, &CompileOptions::new("a.py")).unwrap_err();
    assert_eq!(error.text.as_deref(), Some("return x\n"));
    let error = compile_text(text, Mode::Module, &options()).unwrap_err();
    assert_eq!(error.text, None);
}
