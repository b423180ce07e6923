//! From source text to code units, and errors in it as exceptions.

use pausa_grammar::ast::Tree;
use pausa_grammar::span::LineIndex;
use pausa_grammar::{ErrorKind, SyntaxError};

pub use pausa_compiler::source::{CompiledText, Mode, Refused, Warning, compile_text, compile_tree, parse_text};

use crate::builtins::evaluate;
use crate::exc::{Exc, ExcKind, R};
use crate::native::Next;
use crate::object::Tuple;
use crate::value::Value;
use crate::vm::Vm;

/// Answers whoever wants the tree of a text with what is made of the tree, after the warnings about the text.
///
/// # Errors
/// SyntaxError.
pub fn give_tree(
    vm: &mut Vm,
    text: &str,
    filename: &str,
    mode: Mode,
    make: impl FnOnce(&Tree, &LineIndex) -> Value,
) -> R<Next> {
    let parsed = parse_text(text, mode);
    vm.note_warnings(filename, parsed.warnings);
    match parsed.tree {
        Ok(tree) => evaluate::compiled(vm, make(&tree, &parsed.lines)),
        Err(e) => evaluate::refuse(vm, syntax_error(&e, filename)),
    }
}

/// How a tree is compiled.
#[derive(Clone, Copy, Debug)]
pub struct TreeOptions<'a> {
    /// The file that the code claims to come from.
    pub filename: &'a str,
    /// The flags of `compile()`.
    pub flags: u32,
    /// The optimisation that `compile()` was given; -1 for that of the program.
    pub optimize: i64,
}

/// Answers whoever wants a tree compiled with its code, after the warnings about it.
///
/// # Errors
/// SyntaxError.
pub fn give_code(vm: &mut Vm, tree: &Tree, lines: &LineIndex, wanted: &TreeOptions<'_>) -> R<Next> {
    let mut options = evaluate::options(vm, wanted.filename, wanted.flags, wanted.optimize);
    options.is_file = false;
    match vm.loaded(wanted.filename, compile_tree(tree, lines, &options)) {
        Ok(code) => evaluate::compiled(vm, code.into()),
        Err(e) => evaluate::refuse(vm, syntax_error(&e, wanted.filename)),
    }
}

/// The exception for a syntax error in the program itself, which CPython reads line by line: places in a line count bytes there, and
/// the end of the file is at no place.
pub fn syntax_error_of_script(e: &SyntaxError, filename: &str) -> Exc {
    let mut e = e.clone();
    let line = e.text.clone().unwrap_or_default();
    let in_bytes = |offset: i32| match usize::try_from(offset - 1) {
        Ok(before) => {
            let more: usize = line.chars().take(before).map(|c| c.len_utf8() - 1).sum();
            offset + more as i32
        }
        Err(_) => offset,
    };
    let length = line.trim_end_matches(['\r', '\n']).chars().count();
    // What is found before any token is made has its place.
    let of_tokens = e.message.starts_with("unindent ") || e.message.starts_with("unexpected EOF");
    if e.end_offset == -1 && e.offset > length as i32 && !of_tokens {
        e.offset = 0;
    }
    if e.end_line == e.line && e.end_offset != i32::MIN {
        e.end_offset = in_bytes(e.end_offset);
    }
    e.offset = in_bytes(e.offset);
    syntax_error(&e, filename)
}

/// The exception for a syntax error in the file `filename`.
pub fn syntax_error(e: &SyntaxError, filename: &str) -> Exc {
    let kind = match e.kind {
        ErrorKind::Syntax => ExcKind::SyntaxError,
        ErrorKind::Indentation => ExcKind::IndentationError,
        ErrorKind::Tab => ExcKind::TabError,
        ErrorKind::TooDeep => return Exc::msg(ExcKind::RecursionError, e.message.to_string()),
    };
    let message = Value::from(e.message.to_string());
    if e.line == 0 {
        return Exc::with_args(kind, vec![message]);
    }
    let place = vec![
        filename.into(),
        Value::from(e.line),
        Value::from(e.offset),
        e.text.as_deref().map_or(Value::NONE, Value::from),
        Value::from(e.end_line),
        if e.end_offset == i32::MIN { Value::NONE } else { Value::from(e.end_offset) },
    ];
    Exc::with_args(kind, vec![message, Tuple::from_vec(place).into()])
}
