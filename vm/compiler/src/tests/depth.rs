//! The deepest expressions that the parser lets through fit the stack of a test's thread, 2 MiB.

use super::compile_text;
use crate::CompileOptions;
use crate::bytecode::verify;
use pausa_grammar::Mode;
use pausa_grammar::ast::MAX_EXPR_DEPTH;

/// The indentation of what is inside `blocks`.
const BLOCKS: &str =
    concat!("                                                  ", "                                              ");

/// Nearly as many blocks inside each other as are allowed.
fn blocks() -> String {
    let block = |i: usize| match i % 3 {
        0 => "async def f(x):",
        1 => "if x:",
        _ => "class C:",
    };
    let last = BLOCKS.len() - 1;
    (0..last).map(|i| format!("{:i$}{}\n", "", block(i))).collect::<String>()
        + &format!("{:last$}async def f(x):\n", "")
}

/// Compiles the deepest expression that repeats `before` and `after` around `x`, on a thread with a stack
/// of the usual size.
fn deepest(before: &'static str, after: &'static str) {
    let body = move || {
        let build = |n: usize| {
            let (before, after) = (before.repeat(n), after.repeat(n));
            format!("{}{BLOCKS}y = {before}x{after}\n{BLOCKS}if y: pass\n", blocks())
        };
        let options = CompileOptions::new("test.py");
        let compiles = |n| compile_text(&build(n), Mode::Module, &options);
        // The most repetitions that the parser accepts.
        let (mut good, mut bad) = (1, usize::from(MAX_EXPR_DEPTH) + 1);
        while bad - good > 1 {
            let middle = good.midpoint(bad);
            match compiles(middle) {
                Ok(_) => good = middle,
                Err(_) => bad = middle,
            }
        }
        assert!(good >= 20, "{before}x{after}: {good}");
        let unit = compiles(good).map(|compiled| compiled.unit);
        assert!(unit.is_ok_and(|unit| verify(&unit).is_ok()), "{before}x{after}");
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(body);
    assert!(thread.is_ok_and(|thread| thread.join().is_ok()), "{before}x{after}");
}

#[test]
fn operators() {
    deepest("-", "");
    deepest("not ", "");
    deepest("", " + 1");
    deepest("x ** ", "");
    deepest("(1 + ", ")");
    deepest("(1 < ", ")");
    deepest("(x and ", ")");
}

#[test]
fn primaries() {
    deepest("", ".a");
    deepest("", "()");
    deepest("", ".a(1)");
    deepest("", "[0]");
    deepest("f(", ")");
    deepest("f(*", ")");
    deepest("f(k=", ")");
    deepest("x[1:", "]");
}

#[test]
fn conditionals_and_functions() {
    deepest("1 if x else ", "");
    deepest("lambda: ", "");
    deepest("lambda x=", ": 1");
    deepest("(y := ", ")");
    deepest("(yield ", ")");
}

#[test]
fn displays() {
    deepest("[", "]");
    deepest("(", ",)");
    deepest("{1, ", "}");
    deepest("{1: ", "}");
    deepest("[x for x in ", "]");
    deepest("[", " for x in x]");
    deepest("{x: ", " for x in x}");
}
