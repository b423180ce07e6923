//! Encodings, their errors and error handlers against CPython 3.11.
//!
//! `encoding.txt` has calls and CPython's answers; `encoding.py` makes
//! more of them where there is a `python3.11`.

use pausa_data::text::codec::{self, Codec, Decoder, Handler, Incremental, Stopped};
use pausa_data::text::wtf8;

use crate::cases::{self, Field};
use crate::oracle;

fn named(field: &Field) -> &str {
    wtf8::as_str(field.text().bytes()).expect("a name")
}

fn error(encoding: &str, start: usize, end: usize, reason: &str) -> Vec<Field> {
    vec![Field::Str(encoding.into()), Field::Int(start as i64), Field::Int(end as i64), Field::Str(reason.into())]
}

fn answer(operation: &str, args: &[Field]) -> Vec<Field> {
    let codec = Codec::lookup(named(&args[0]));
    if operation == "name" {
        return vec![codec.map_or(Field::None, |codec| Field::Str(codec.name().into()))];
    }
    let codec = codec.expect("the codec is known");
    let handler = Handler::named(named(&args[1])).expect("the handler is known");
    let mut out = Vec::new();
    match operation {
        "encode" => match codec::encode(codec, args[2].text(), handler, &mut out) {
            Ok(()) => vec![Field::Bytes(out)],
            Err(Stopped::Unable) => vec![Field::None],
            Err(Stopped::Error(e)) => error(e.encoding, e.start, e.end, e.reason),
        },
        "decode" | "partial" => {
            let input = args[2].text().bytes();
            let input = &input[codec.signature(input)..];
            let is_last = operation == "decode";
            let mut decoder = Decoder::new(codec);
            match codec::decode_part(&mut decoder, input, is_last, handler, &mut out) {
                Ok(_) if is_last => vec![Field::Str(out)],
                Ok(end) => vec![Field::Str(out), Field::Int(end as i64)],
                Err(Stopped::Unable) => vec![Field::None],
                Err(Stopped::Error(e)) => error(e.encoding, e.start, e.end, e.reason),
            }
        }
        "incremental" => {
            let mut decoder = Incremental::new(codec, handler);
            let input = args[2].text().bytes();
            let mut texts = Vec::new();
            for (at, byte) in input.iter().enumerate() {
                let mut out = Vec::new();
                let done = decoder.decode(&[*byte], at + 1 == input.len(), &mut out);
                assert!(done.is_ok(), "{args:?}: {done:?}");
                // Going by way of the state changes nothing.
                let waiting = decoder.waiting().to_vec();
                let (order, at_start) = (decoder.order(), decoder.is_at_start());
                decoder.reset();
                decoder.set(&waiting, order, at_start);
                texts.push(Field::Str(out));
            }
            texts
        }
        _ => panic!("no such operation: {operation}"),
    }
}

#[test]
fn the_kept_cases_are_answered_as_in_cpython() {
    cases::check(include_str!("encoding.txt"), answer);
}

#[test]
fn fresh_cases_are_answered_as_in_cpython() {
    if let Some(lines) = oracle::run("encoding.py", &["2", "20"]) {
        cases::check(&lines, answer);
    }
}
