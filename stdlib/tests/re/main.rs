//! Regular expressions against what CPython's answer: see `generate.py`.

use pausa_stdlib::re::{
    Category, Cursor, Error, Flags, How, Kind, Matcher, Program, Template, Warning, compile, substitute,
};
use std::fmt::Write;

const GOLDEN: &str = include_str!("golden.txt");

#[test]
fn every_answer_is_cpythons() {
    let mut wrong = String::new();
    for line in GOLDEN.lines() {
        let (question, wanted) = line.rsplit_once('\t').expect("fields");
        let fields: Vec<&str> = question.split('\t').collect();
        let found = answer(&fields);
        if found != wanted {
            writeln!(wrong, "{question}\n  wanted {wanted}\n   found {found}").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn answer(fields: &[&str]) -> String {
    let kind = if fields[0] == "str" { Kind::Str } else { Kind::Bytes };
    let flags = Flags(fields[1].parse().expect("flags"));
    let (pattern, text) = (decoded(fields[2], kind), decoded(fields[4], kind));
    let mut warnings = Vec::new();
    let result = compile(kind, &pattern, flags, &mut warnings);
    let mut out = caught(&warnings);
    let program = match result {
        Ok(program) => program,
        Err(error) => return out + &failure(&error, kind, &pattern),
    };
    if fields[3] == "sub" {
        return substituted(&program, &text, &decoded(fields[5], kind));
    }
    let names: Vec<String> =
        program.names().iter().map(|(name, at)| format!("{}={at}", encoded(name, Kind::Str))).collect();
    write!(out, "ok {} {} {} | ", program.flags().0, program.groups(), names.join(",")).expect("a string");
    let range = fields[5].parse().expect("pos")..fields[6].parse().expect("end");
    let mut matcher = Matcher::new();
    let how = match fields[3] {
        "match" => How::Match,
        "fullmatch" => How::FullMatch,
        _ => How::Search,
    };
    if fields[3] == "all" {
        let mut cursor = Cursor::new(range);
        let mut found = Vec::new();
        while cursor.next(&mut matcher, &program, how, &text, &mut |_| true) == Ok(true) {
            found.push(shown(&matcher, &program));
        }
        return out + &found.join(", ");
    }
    match matcher.run(&program, how, &text, range, false, &mut |_| true) {
        Ok(true) => out + &shown(&matcher, &program),
        _ => out + "none",
    }
}

fn substituted(program: &Program, text: &[u8], replacement: &[u8]) -> String {
    let mut warnings = Vec::new();
    let template = match Template::parse(program, replacement, &mut warnings) {
        Ok(template) => template,
        Err(error) => {
            return caught(&warnings) + &failure(&error, program.kind(), replacement);
        }
    };
    let mut out = Vec::new();
    let count = substitute(program, &template, text, 0, &mut out, &mut |_| true).expect("no stop");
    format!("{}{count} {}", caught(&warnings), encoded(&out, program.kind()))
}

fn shown(matcher: &Matcher, program: &Program) -> String {
    let mut out = String::new();
    for group in 0..=program.groups() {
        match matcher.group(group) {
            Some(span) => write!(out, "{}:{} ", span.start, span.end).expect("a string"),
            None => out.push_str("- "),
        }
    }
    match matcher.last_index() {
        Some(group) => out + &format!("/{group}"),
        None => out + "/None",
    }
}

fn caught(warnings: &[Warning]) -> String {
    let mut out = String::new();
    for Warning { category, message } in warnings {
        let name = match category {
            Category::Future => "FutureWarning",
            Category::Deprecation => "DeprecationWarning",
        };
        write!(out, "{name}: {}; ", encoded(message, Kind::Str)).expect("a string");
    }
    out
}

fn failure(error: &Error, kind: Kind, pattern: &[u8]) -> String {
    let (name, at) = match error {
        Error::Pattern { at, .. } => ("error", *at),
        Error::Value(_) => ("ValueError", None),
        Error::Overflow(_) => ("OverflowError", None),
        Error::Index(_) => ("IndexError", None),
        Error::TooDeep => ("RecursionError", None),
    };
    let message = encoded(&error.describe(kind, pattern), Kind::Str);
    format!("{name}: {message} @{}", at.map_or("None".to_owned(), |at| at.to_string()))
}

/// A field of the table as the bytes of a string or as bytes.
fn decoded(field: &str, kind: Kind) -> Vec<u8> {
    let mut out = Vec::new();
    let mut push = |cp: u32| match kind {
        Kind::Str => pausa_vm::text::wtf8::push(&mut out, cp),
        Kind::Bytes => out.push(cp as u8),
    };
    let mut rest = field;
    while let Some(c) = rest.chars().next() {
        rest = &rest[1..];
        if c != '\\' {
            push(c as u32);
            continue;
        }
        let (digits, after) = rest[1..].split_once('}').expect("a closing brace");
        push(u32::from_str_radix(digits, 16).expect("hexadecimal digits"));
        rest = after;
    }
    out
}

fn encoded(bytes: &[u8], kind: Kind) -> String {
    let chars: Vec<u32> = match kind {
        Kind::Str => pausa_vm::text::wtf8::code_points(bytes).collect(),
        Kind::Bytes => bytes.iter().map(|&b| u32::from(b)).collect(),
    };
    chars.iter().fold(String::new(), |mut out, &cp| {
        match char::from_u32(cp) {
            Some(c @ ' '..='~') if c != '\\' => out.push(c),
            _ => write!(out, "\\{{{cp:x}}}").expect("a string"),
        }
        out
    })
}

#[test]
fn long_texts_need_no_native_stack() {
    let text = vec![b'a'; 3_000_000];
    for pattern in ["(?:a|b)*$", "(?:(?:a)(?=a|$))*?$", "((a)|b)*", "(?:aa?)*$", "(a??)*$"] {
        let program = compile(Kind::Str, pattern.as_bytes(), Flags(0), &mut Vec::new()).expect("ok");
        let mut matcher = Matcher::new();
        let all = 0..text.len();
        let found = matcher.run(&program, How::Match, &text, all.clone(), false, &mut |_| true);
        assert_eq!(found, Ok(true), "{pattern}");
        assert_eq!(matcher.group(0), Some(all), "{pattern}");
    }
}

#[test]
fn a_match_that_takes_for_ever_can_be_stopped() {
    let text = vec![b'a'; 60];
    let program = compile(Kind::Str, br"(?:a+a+)+[bc]|(\1)", Flags(0), &mut Vec::new());
    assert!(program.is_err());
    let program = compile(Kind::Str, b"(a+a+)+\\1b", Flags(0), &mut Vec::new()).expect("ok");
    let mut asked = 0;
    let mut go_on = |_: usize| {
        asked += 1;
        asked < 50
    };
    let found = Matcher::new().run(&program, How::Search, &text, 0..60, false, &mut go_on);
    assert!(found.is_err());
    assert_eq!(asked, 50);
}

#[test]
fn nesting_has_a_bound() {
    let nested = |depth: usize| {
        let pattern = "(".repeat(depth) + &")*".repeat(depth);
        compile(Kind::Str, pattern.as_bytes(), Flags(0), &mut Vec::new()).map(|_| ())
    };
    assert_eq!(nested(490), Ok(()));
    assert_eq!(nested(491), Err(Error::TooDeep));
    assert_eq!(nested(1_000_000), Err(Error::TooDeep));
}
