//! The number and formatting code against CPython: tables of cases that `oracle.py` has made.
//!
//! Each table is checked on a sample that is kept here, and, where a `python3.11` is found, on many
//! more cases that it computes at once. `PAUSA_ORACLE_CASES` asks for more rounds of these,
//! `PAUSA_ORACLE_SEED` for others.

mod code;
mod fields;
mod formats;
mod numbers;
mod percent;

use std::process::Command;

use code::Code;

/// What Pausa answers to one case: the operation's name and its arguments, all as text.
type Answer = fn(&str, &[&str]) -> Result<String, pausa_data::number::Error>;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/numbers");

fn check(table: &str, rounds: usize, answer: Answer) {
    let sample = std::fs::read_to_string(format!("{DIRECTORY}/{table}.txt")).expect("the table's sample");
    compare(table, &sample, answer);
    if let Some(cases) = live(table, rounds) {
        compare(table, &cases, answer);
    }
}

/// Cases from a `python3.11` on this machine, if there is one.
fn live(table: &str, rounds: usize) -> Option<String> {
    let variable = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<usize>().ok());
    let rounds = rounds * variable("PAUSA_ORACLE_CASES").unwrap_or(1);
    let seed = variable("PAUSA_ORACLE_SEED").unwrap_or(1);
    let output = Command::new("python3.11")
        .args([&format!("{DIRECTORY}/oracle.py"), table, &rounds.to_string(), &seed.to_string()])
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("the oracle prints ASCII"))
}

fn compare(table: &str, cases: &str, answer: Answer) {
    let mut wrong = Vec::new();
    for case in cases.lines() {
        let fields: Vec<&str> = case.split('\t').collect();
        let [name, arguments @ .., expected] = &fields[..] else { panic!("not a case: {case}") };
        let actual = match answer(name, arguments) {
            Ok(text) => text,
            Err(error) => format!("!{}", error.to_string().encode()),
        };
        if actual != *expected {
            wrong.push(format!("{case}\n    {actual}"));
        }
    }
    assert!(cases.lines().count() > 50, "{table} has too few cases");
    let shown = wrong.iter().take(20).map(|case| format!("{case}\n")).collect::<String>();
    assert!(wrong.is_empty(), "{} of {} cases of {table} differ:\n{shown}", wrong.len(), cases.lines().count());
}

macro_rules! tables {
    ($($table:ident $rounds:literal $answer:path,)*) => {
        $(#[test]
        fn $table() {
            check(stringify!($table), $rounds, $answer);
        })*
    };
}

tables! {
    int 400 numbers::int,
    int_text 2000 numbers::int_text,
    float 2000 numbers::float,
    float_text 2000 numbers::float_text,
    complex 2000 numbers::complex,
    hash 1000 numbers::hash,
    spec 3000 formats::spec,
    percent 3000 percent::percent,
    fields 5000 fields::fields,
}
