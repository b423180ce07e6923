//! The methods of `str` and `bytes` against CPython 3.11.
//!
//! `methods.txt` has calls and CPython's answers; `methods.py` makes
//! more of them where there is a `python3.11`.

use pausa_data::text::build::{self, Align};
use pausa_data::text::split::{self, Alphabet};
use pausa_data::text::strip::{self, Ends};
use pausa_data::text::ucd::names::{self, Named};
use pausa_data::text::ucd::normalize::{self, Form};
use pausa_data::text::{LazyIndex, Text, case, classify, find, repr, wtf8};

use crate::cases::{self, Field};
use crate::oracle;

fn truth(answer: bool) -> Vec<Field> {
    vec![Field::Int(i64::from(answer))]
}

fn place(answer: Option<usize>) -> Vec<Field> {
    vec![Field::Int(answer.map_or(-1, |at| at as i64))]
}

fn answer(operation: &str, args: &[Field]) -> Vec<Field> {
    let subject = &args[0];
    let wide = subject.is_wide();
    let index = LazyIndex::new();
    let text = match wide {
        true => Text::indexed(subject.text().bytes(), subject.text().len(), &index),
        false => subject.text(),
    };
    let bytes = text.bytes();
    let alphabet = if wide { Alphabet::of(text) } else { Alphabet::Bytes };
    let position = |at: usize| args[at].int().map(|n| n as isize);
    let limit = |at: usize| args[at].int().and_then(|n| usize::try_from(n).ok());
    let mut out = Vec::new();
    match operation {
        "find" => place(find::find(text, args[1].text(), position(2), position(3))),
        "rfind" => place(find::rfind(text, args[1].text(), position(2), position(3))),
        "count" => place(Some(find::count(text, args[1].text(), position(2), position(3)))),
        "startswith" => truth(find::starts_with(text, args[1].text(), position(2), position(3))),
        "endswith" => truth(find::ends_with(text, args[1].text(), position(2), position(3))),
        "replace" => {
            let changed = build::replace(text, args[1].text(), args[2].text(), limit(3), &mut out);
            vec![subject.with(if changed == Ok(true) { &out } else { bytes })]
        }
        "split" | "rsplit" | "splitlines" => {
            let pieces: Vec<&[u8]> = match (operation, &args[1]) {
                ("splitlines", keep) => split::lines(bytes, alphabet, keep.int() == Some(1)).collect(),
                ("split", Field::None) => split::words(bytes, alphabet, limit(2)).collect(),
                ("split", by) => split::split(bytes, by.text().bytes(), limit(2)).collect(),
                (_, Field::None) => split::rwords(bytes, alphabet, limit(2)).collect(),
                (_, by) => split::rsplit(bytes, by.text().bytes(), limit(2)).collect(),
            };
            let mut pieces: Vec<Field> = pieces.into_iter().map(|piece| subject.with(piece)).collect();
            if operation == "rsplit" {
                pieces.reverse();
            }
            pieces
        }
        "partition" => {
            let by = args[1].text().bytes();
            match split::partition(bytes, by) {
                Some((head, tail)) => [head, by, tail],
                None => [bytes, b"", b""],
            }
            .map(|piece| subject.with(piece))
            .to_vec()
        }
        "rpartition" => {
            let by = args[1].text().bytes();
            match split::rpartition(bytes, by) {
                Some((head, tail)) => [head, by, tail],
                None => [b"", b"", bytes],
            }
            .map(|piece| subject.with(piece))
            .to_vec()
        }
        "strip" | "lstrip" | "rstrip" => {
            let ends = match operation {
                "strip" => Ends::Both,
                "lstrip" => Ends::Left,
                _ => Ends::Right,
            };
            vec![subject.with(match &args[1] {
                Field::None => strip::strip(bytes, alphabet, ends),
                chars => strip::strip_chars(text, chars.text(), ends),
            })]
        }
        "isalnum" => truth(if wide { classify::is_alnum(text) } else { classify::bytes_is_alnum(bytes) }),
        "isalpha" => truth(if wide { classify::is_alpha(text) } else { classify::bytes_is_alpha(bytes) }),
        "isascii" => truth(bytes.is_ascii()),
        "isdigit" => truth(if wide { classify::is_digit(text) } else { classify::bytes_is_digit(bytes) }),
        "islower" => truth(if wide { classify::is_lower(text) } else { classify::bytes_is_lower(bytes) }),
        "isspace" => truth(if wide { classify::is_space(text) } else { classify::bytes_is_space(bytes) }),
        "istitle" => truth(if wide { classify::is_title(text) } else { classify::bytes_is_title(bytes) }),
        "isupper" => truth(if wide { classify::is_upper(text) } else { classify::bytes_is_upper(bytes) }),
        "isdecimal" => truth(classify::is_decimal(text)),
        "isidentifier" => truth(classify::is_identifier(text)),
        "isnumeric" => truth(classify::is_numeric(text)),
        "isprintable" => truth(classify::is_printable(text)),
        "is_normalized" => {
            let form = wtf8::as_str(bytes).and_then(Form::named).expect("a form");
            truth(normalize::is_normalized(form, args[1].text().bytes()))
        }
        "lookup" => match names::lookup(wtf8::as_str(bytes).expect("a name")) {
            None => vec![Field::None],
            Some(Named::Character(cp)) => {
                wtf8::push(&mut out, cp);
                vec![Field::Str(out)]
            }
            Some(Named::Sequence(points)) => {
                points.iter().for_each(|&cp| wtf8::push(&mut out, cp));
                vec![Field::Str(out)]
            }
        },
        "repr" | "ascii" => {
            match (operation, wide) {
                ("repr", true) => repr::repr(text, &mut out),
                ("repr", false) => repr::bytes_repr(bytes, &mut out),
                _ => repr::ascii(text, &mut out),
            }
            vec![Field::Str(out)]
        }
        _ => {
            build(operation, text, args, &mut out);
            vec![subject.with(&out)]
        }
    }
}

/// The operations that make one new text of the kind of the first argument.
fn build(operation: &str, text: Text, args: &[Field], out: &mut Vec<u8>) {
    let bytes = text.bytes();
    let size = |at: usize| args[at].int().expect("a number") as usize;
    let fill = || args[2].text().bytes();
    let done = match operation {
        "ljust" => build::pad(text, Align::Left, size(1), fill(), out),
        "rjust" => build::pad(text, Align::Right, size(1), fill(), out),
        "center" => build::pad(text, Align::Center, size(1), fill(), out),
        "zfill" => build::zfill(text, size(1), out),
        "expandtabs" => build::expand_tabs(text, size(1), out),
        "join" => build::join(bytes, args[1..].iter().map(|part| part.text().bytes()), out),
        "repeat" => build::repeat(bytes, size(1), out),
        _ => {
            change(operation, text, args, out);
            Ok(())
        }
    };
    assert_eq!(done, Ok(()));
}

/// The operations that cannot ask for more room than their arguments take.
fn change(operation: &str, text: Text, args: &[Field], out: &mut Vec<u8>) {
    let bytes = text.bytes();
    match (operation, args[0].is_wide()) {
        ("lower", false) => case::bytes_lower(bytes, out),
        ("upper", false) => case::bytes_upper(bytes, out),
        ("title", false) => case::bytes_title(bytes, out),
        ("capitalize", false) => case::bytes_capitalize(bytes, out),
        ("swapcase", false) => case::bytes_swapcase(bytes, out),
        ("translate", false) => {
            let table = match &args[1] {
                Field::None => None,
                table => Some(table.text().bytes().try_into().expect("256 bytes")),
            };
            build::bytes_translate(bytes, table, args[2].text().bytes(), out);
        }
        ("slice", _) => slice(text, args, out),
        ("lower", true) => case::lower(text, out),
        ("upper", true) => case::upper(text, out),
        ("title", true) => case::title(text, out),
        ("capitalize", true) => case::capitalize(text, out),
        ("swapcase", true) => case::swapcase(text, out),
        ("casefold", true) => case::casefold(text, out),
        ("normalize", true) => {
            let form = wtf8::as_str(text.bytes()).and_then(Form::named).expect("a form");
            normalize::normalize(form, args[1].text().bytes(), out);
        }
        ("translate", true) => {
            let map = |cp: u32, out: &mut Vec<u8>| {
                let entry = args[1..].chunks(2).rfind(|pair| pair[0].int() == Some(i64::from(cp)));
                match entry.map(|pair| &pair[1]) {
                    None => wtf8::push(out, cp),
                    Some(Field::None) => {}
                    Some(Field::Int(cp)) => wtf8::push(out, *cp as u32),
                    Some(text) => out.extend_from_slice(text.text().bytes()),
                }
                Ok::<(), ()>(())
            };
            assert_eq!(build::translate(text, out, map), Ok(()));
        }
        _ => panic!("no such operation: {operation}"),
    }
}

/// `text[start:stop:step]`, with the indices as a sequence type makes them.
fn slice(text: Text, args: &[Field], out: &mut Vec<u8>) {
    let (len, step) = (text.len() as i64, args[3].int().expect("a step"));
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let bound = |at: &Field, default: i64| match at.int() {
        None => default,
        Some(at) if at < 0 => (at + len).max(low),
        Some(at) => at.min(high),
    };
    let (start, stop) = if step > 0 {
        (bound(&args[1], low), bound(&args[2], high))
    } else {
        (bound(&args[1], high), bound(&args[2], low))
    };
    let count = if step > 0 { (stop - start + step - 1) / step } else { (start - stop - step - 1) / -step };
    text.slice_by_step(start.max(0) as usize, step as isize, count.max(0) as usize, out);
}

#[test]
fn the_kept_cases_are_answered_as_in_cpython() {
    cases::check(include_str!("methods.txt"), answer);
}

#[test]
fn fresh_cases_are_answered_as_in_cpython() {
    for seed in ["2", "3"] {
        if let Some(lines) = oracle::run("methods.py", &[seed, "12", "200"]) {
            cases::check(&lines, answer);
        }
    }
}
