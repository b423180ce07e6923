//! Wrong programs, one by one, and what CPython 3.11 says of them (`errors.golden`).

use pausa_grammar::ast::{Constant, ExprKind, Tree};
use pausa_grammar::{Mode, SyntaxError, parse};

/// What is said of `program`, in the form of the golden table.
fn answer(program: &str) -> String {
    let parsed = parse(program, Mode::Module);
    match parsed.errors.into_iter().next() {
        None => {
            let warnings = parsed.warnings.iter().map(|warning| format!(" {}:{}", warning.line, warning.message));
            format!("ok{}", warnings.collect::<String>())
        }
        Some(error) => {
            let SyntaxError { kind, message, line, offset, end_line, end_offset, .. } = error;
            let kind = kind.exception();
            format!("{kind} {line}:{offset}-{end_line}:{end_offset} {message}")
        }
    }
}

/// The value of a Python string literal.
fn string_value(literal: &str) -> String {
    match parse(literal, Mode::Expression).tree {
        Some(Tree::Expression(expr)) => match expr.kind {
            ExprKind::Constant(Constant::Str(value)) => value.as_str().expect("no surrogates in the table").to_owned(),
            _ => panic!("no string: {literal}"),
        },
        _ => panic!("no expression: {literal}"),
    }
}

#[test]
fn first_errors_are_those_of_cpython() {
    let table = include_str!("errors.golden");
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    while let (Some(literal), Some(expected)) = (lines.next(), lines.next()) {
        let program = string_value(literal);
        let (answer, expected) = (answer(&program), expected.trim_start());
        count += 1;
        if answer != expected {
            wrong.push(format!("{literal}\n  expected {expected}\n  found    {answer}"));
        }
    }
    assert!(count > 1000, "the table has only {count} entries");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn reused_quotes_before_the_error_do_not_matter() {
    let error = answer("x = f'{a['b']}'\ny = (p q)\n");
    assert_eq!(error, "SyntaxError 2:6-2:9 invalid syntax. Perhaps you forgot a comma?");
}

#[test]
fn other_modes_have_their_own_errors() {
    let check = |mode, program, expected: Option<&str>| {
        let found = parse(program, mode).errors.into_iter().next();
        assert_eq!(found.as_ref().map(|error| &*error.message), expected, "{program:?}");
    };
    check(Mode::Expression, "a, b", None);
    check(Mode::Expression, "(yield)\n\n", None);
    check(Mode::Expression, "x = 1", Some("invalid syntax"));
    check(Mode::Expression, "*a", Some("invalid syntax"));
    check(Mode::Expression, "a b", Some("invalid syntax"));
    check(Mode::Expression, "", Some("invalid syntax"));
    check(Mode::Interactive, "x = 1", None);
    check(Mode::Interactive, "x; y\n", None);
    check(Mode::Interactive, "if x:\n  y\n", None);
    check(Mode::Interactive, "if x: y", Some("invalid syntax"));
    check(Mode::Interactive, "x\ny", Some("multiple statements found while compiling a single statement"));
    check(Mode::Interactive, "x y", Some("invalid syntax"));
}
