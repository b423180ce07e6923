//! Programs that are large in some way.

use super::{all_units, compile_module, compile_text};
use crate::CompileOptions;
use crate::bytecode::{CodeUnit, Instr, verify};
use pausa_grammar::Mode;

/// The unit of the one function of a program, verified.
fn function(text: &str) -> CodeUnit {
    let module = compile_module(text).unit;
    verify(&module).unwrap();
    all_units(&module)[1].clone()
}

fn count(unit: &CodeUnit, wanted: impl Fn(&Instr) -> bool) -> usize {
    unit.instrs.iter().filter(|instr| wanted(instr)).count()
}

#[test]
fn jumps_reach_far() {
    let body = "        a.b(c)\n".repeat(14_000);
    for head in ["for a in c:", "while a < c:", "while a != 1 and a is not c:"] {
        let unit = function(&format!("def f(a, c):\n    {head}\n{body}    return a\n"));
        assert!(unit.instrs.len() > 40_000);
        assert!(count(&unit, |instr| matches!(instr, Instr::Loop { .. })) > 0);
    }
}

#[test]
fn long_displays_need_few_registers() {
    let items = "x, ".repeat(1000);
    let pairs = "x: x, ".repeat(1000);
    for value in [format!("[{items}]"), format!("({items})"), format!("{{{items}}}"), format!("{{{pairs}}}")] {
        let unit = function(&format!("def f(x):\n    return {value}\n"));
        assert!(unit.registers < 50, "{}", unit.registers);
    }
    let text = "{x}-".repeat(1000);
    assert!(function(&format!("def f(x):\n    return f'{text}'\n")).registers < 50);
}

#[test]
fn calls_take_many_arguments() {
    let args = "x, ".repeat(300);
    let keywords: String = (0..300).map(|i| format!("k{i}=x, ")).collect();
    for arguments in [args.clone(), keywords.clone(), format!("{args}{keywords}")] {
        let unit = function(&format!("def f(x):\n    return x({arguments})\n"));
        assert_eq!(count(&unit, |instr| matches!(instr, Instr::CallEx { .. })), 1);
    }
    let args = "x, ".repeat(100);
    let unit = function(&format!("def f(x):\n    return x.m({args})\n"));
    assert_eq!(count(&unit, |instr| matches!(instr, Instr::CallMethod { k: 100, .. })), 1);
}

#[test]
fn there_may_be_many_names_and_attributes() {
    let body: String = (0..40_000).map(|i| format!("    x.a{}\n", i % 200)).collect();
    let unit = function(&format!("def f(x):\n{body}"));
    assert!(unit.caches.len() < 40_000);
    let locals: String = (0..5000).map(|i| format!("    v{i} = {i}\n")).collect();
    let unit = function(&format!("def f():\n{locals}    return v4999\n"));
    assert_eq!(unit.locals.len(), 5000);
    assert_eq!(count(&unit, |instr| matches!(instr, Instr::CheckLocal { .. })), 0);
}

/// Frames are tight: a temporary is used again as soon as it is free.
#[test]
fn frames_are_small() {
    let registers = |text: &str| function(text).registers;
    assert_eq!(registers("def f(n):\n    return f(n - 1) + f(n - 2)\n"), 4);
    assert_eq!(registers("def f(a, b):\n    c = a + b\n    return c\n"), 3);
    assert_eq!(registers("def f(a, b):\n    return a * a + b * b - (a - b) * (a + b)\n"), 5);
    assert_eq!(registers("def f(x):\n    return x.a.b.c.d(1)\n"), 4);
}

/// What does not fit is refused, and nothing panics on the way.
#[test]
fn too_much_is_an_error() {
    let many = |item: &dyn Fn(usize) -> String| (0..70_000).map(item).collect::<String>();
    let locals = many(&|i| format!("    v{i} = 1\n"));
    let params = many(&|i| format!("p{i}=x, "));
    let keywords = many(&|i| format!("p{i}: x = x, "));
    let names = many(&|i| format!("    x.a{i}\n"));
    let targets = many(&|i| format!("a{i}, "));
    for (program, refused) in [
        (format!("def f():\n{locals}"), true),
        (format!("def f({params}): pass\n"), true),
        (format!("def f(*, {keywords}): pass\n"), true),
        (format!("def f(x):\n{names}"), true),
        (format!("{targets} = x\n"), true),
        (format!("def f():\n    {targets} = x\n"), true),
        (format!("match x:\n    case [{targets}]: pass\n"), true),
        (format!("def f():\n    x = [{}]\n", many(&|i| format!("y + {i}, "))), false),
        (format!("def f():\n{}    g(k=1)\n", many(&|i| format!("    x = {i}.5\n"))), false),
    ] {
        let options = CompileOptions::new("test.py");
        let result = compile_text(&program, Mode::Module, &options);
        assert_eq!(result.is_err(), refused, "{}", &program[..40]);
        assert!(result.is_err() || result.is_ok_and(|compiled| verify(&compiled.unit).is_ok()));
    }
}
