//! The Unicode database and the case mappings against CPython 3.11, for every code point.
//!
//! `unicode.txt` has a checksum of CPython's answers to each question;
//! `unicode.py` makes it, and is run anew where there is a `python3.11`.

use std::fmt::Write;

use pausa_data::text::ucd::normalize::Form;
use pausa_data::text::ucd::{kinds, names, normalize, properties};
use pausa_data::text::{Text, case, classify, wtf8};

use crate::oracle;

const GOLDEN: &str = include_str!("unicode.txt");

/// Appends the answer for a code point.
type Answer = Box<dyn Fn(u32, &mut Vec<u8>)>;

/// The check sum that zip files have.
fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(!0u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| sum >> 1 ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

fn truth(question: fn(Text) -> bool) -> Answer {
    Box::new(move |cp, out| out.push(b'0' + u8::from(question(Text::counted(&char_bytes(cp))))))
}

fn mapping(change: fn(Text, &mut Vec<u8>)) -> Answer {
    Box::new(move |cp, out| change(Text::counted(&char_bytes(cp)), out))
}

fn words<T: std::fmt::Display>(property: impl Fn(u32) -> T + 'static) -> Answer {
    Box::new(move |cp, out| out.extend_from_slice(property(cp).to_string().as_bytes()))
}

fn char_bytes(cp: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    wtf8::push(&mut bytes, cp);
    bytes
}

fn around_sigma(cp: u32, out: &mut Vec<u8>) {
    let (c, sigma) = (char_bytes(cp), "Σ".as_bytes());
    for parts in [[b"A".as_slice(), &c, sigma], [b"", &c, sigma], [b"A", sigma, &c]] {
        case::lower(Text::counted(&parts.concat()), out);
    }
}

fn answer(question: &str) -> Answer {
    if let Some(form) = Form::named(question) {
        return Box::new(move |cp, out| normalize::normalize(form, &char_bytes(cp), out));
    }
    if let Some(form) = question.strip_prefix("is_").and_then(Form::named) {
        return words(move |cp| u8::from(normalize::is_normalized(form, &char_bytes(cp))));
    }
    let or_empty = |value: Option<String>| value.unwrap_or_default();
    match question {
        "isalnum" => truth(classify::is_alnum),
        "isalpha" => truth(classify::is_alpha),
        "isdecimal" => truth(classify::is_decimal),
        "isdigit" => truth(classify::is_digit),
        "isidentifier" => truth(classify::is_identifier),
        "islower" => truth(classify::is_lower),
        "isnumeric" => truth(classify::is_numeric),
        "isprintable" => truth(classify::is_printable),
        "isspace" => truth(classify::is_space),
        "istitle" => truth(classify::is_title),
        "isupper" => truth(classify::is_upper),
        "continues" => words(|cp| u8::from(kinds::is_xid_continue(cp))),
        "lower" => mapping(case::lower),
        "upper" => mapping(case::upper),
        "title" => mapping(case::title),
        "casefold" => mapping(case::casefold),
        "swapcase" => mapping(case::swapcase),
        "capitalize" => mapping(case::capitalize),
        "final_sigma" => Box::new(around_sigma),
        "category" => words(properties::category),
        "bidirectional" => words(properties::bidirectional),
        "combining" => words(properties::combining),
        "mirrored" => words(|cp| u8::from(properties::mirrored(cp))),
        "east_asian_width" => words(properties::east_asian_width),
        "decomposition" => words(normalize::decomposition),
        "decimal" => words(move |cp| or_empty(kinds::decimal(cp).map(|n| n.to_string()))),
        "digit" => words(move |cp| or_empty(kinds::digit(cp).map(|n| n.to_string()))),
        "numeric" => words(move |cp| or_empty(kinds::numeric(cp).map(|n| format!("{n:?}")))),
        "name" => words(move |cp| or_empty(names::name(cp))),
        _ => panic!("no such question: {question}"),
    }
}

#[test]
fn every_code_point_is_as_in_cpython() {
    let mut got = String::new();
    for line in GOLDEN.lines() {
        let question = line.split(' ').next().unwrap_or("");
        let answer = answer(question);
        let mut answers = Vec::new();
        for cp in 0..=wtf8::MAX {
            answer(cp, &mut answers);
            answers.push(b'\n');
        }
        answers.pop();
        writeln!(got, "{question} {:08x}", crc32(&answers)).expect("a string takes all text");
    }
    assert_eq!(got, GOLDEN);
}

#[test]
fn the_checksums_are_those_of_cpython() {
    if let Some(answers) = oracle::run("unicode.py", &[]) {
        assert_eq!(answers, GOLDEN);
    }
}
