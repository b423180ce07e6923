//! Reads the lines of questions and answers that the case scripts print (`fields.py`).

use std::fmt;

use pausa_data::text::{Text, wtf8};

/// One argument or part of an answer.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Field {
    Str(Vec<u8>),
    Bytes(Vec<u8>),
    Int(i64),
    None,
}

impl Field {
    fn read(text: &str) -> Field {
        let (kind, rest) = text.split_at(1);
        let points = || {
            let mut points = Vec::new();
            let mut rest = rest;
            while let Some(c) = rest.chars().next() {
                let mut used = 1;
                let mut cp = u32::from(c);
                if c == '\\' {
                    used = rest.find('}').expect("an escape ends") + 1;
                    cp = u32::from_str_radix(&rest[2..used - 1], 16).expect("an escape is hexadecimal");
                }
                points.push(cp);
                rest = &rest[used..];
            }
            points
        };
        match kind {
            "s" => {
                let mut bytes = Vec::new();
                points().into_iter().for_each(|cp| wtf8::push(&mut bytes, cp));
                Field::Str(bytes)
            }
            "b" => Field::Bytes(points().into_iter().map(|cp| cp as u8).collect()),
            "i" => Field::Int(rest.parse().expect("a number")),
            "n" => Field::None,
            _ => panic!("not a field: {text}"),
        }
    }

    /// What the field holds, as text of its own kind.
    pub(crate) fn text(&self) -> Text<'_> {
        match self {
            Field::Str(bytes) => Text::counted(bytes),
            Field::Bytes(bytes) => Text::of_bytes(bytes),
            _ => panic!("not text: {self:?}"),
        }
    }

    /// A field of the same kind, with other text.
    pub(crate) fn with(&self, bytes: &[u8]) -> Field {
        match self {
            Field::Bytes(_) => Field::Bytes(bytes.to_vec()),
            _ => Field::Str(bytes.to_vec()),
        }
    }

    pub(crate) fn is_wide(&self) -> bool {
        matches!(self, Field::Str(_))
    }

    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Field::Int(number) => Some(*number),
            _ => None,
        }
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Field::Str(bytes) => {
                write!(f, "s")?;
                wtf8::code_points(bytes).try_for_each(|cp| match cp {
                    0x20..0x7F => write!(f, "{}", cp as u8 as char),
                    _ => write!(f, "\\{{{cp:x}}}"),
                })
            }
            Field::Bytes(bytes) => write!(f, "b{}", bytes.escape_ascii()),
            Field::Int(number) => write!(f, "i{number}"),
            Field::None => write!(f, "n"),
        }
    }
}

/// Runs every line of `lines` and compares what `answer` makes of the
/// operation and its arguments.
pub(crate) fn check(lines: &str, answer: impl Fn(&str, &[Field]) -> Vec<Field>) {
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (question, expected) = line.split_once("\t=>").expect("a line has an answer");
        let mut parts = question.split('\t');
        let operation = parts.next().expect("a line starts with an operation");
        let args: Vec<Field> = parts.map(Field::read).collect();
        let expected: Vec<Field> = expected.split('\t').skip(1).map(Field::read).collect();
        let got = answer(operation, &args);
        if got != expected {
            wrong.push(format!("{operation}{args:?}\n  CPython: {expected:?}\n  here:    {got:?}"));
        }
    }
    let count = wrong.len();
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{count} wrong answers:\n{}", wrong.join("\n"));
}
