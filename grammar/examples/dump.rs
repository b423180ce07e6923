//! Prints the tree or the errors of Python files, in the form that `tests/compare_ast.py` and
//! `tests/compare_errors.py` compare with CPython's.
//!
//! `dump FILE..` prints one line per file; `dump --time FILE..` prints how long parsing them took;
//! `dump --errors MODE` reads programs from standard input, separated by NUL characters, and prints
//! the first error of each, or its warnings; the mode is `exec`, `single` or `eval`.

#[path = "../tests/support/render.rs"]
mod render;

use pausa_grammar::{Mode, parse};
use render::Style;
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let flag = args.first().filter(|arg| arg.starts_with("--")).cloned();
    if flag.is_some() {
        args.remove(0);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match flag.as_deref() {
        Some("--errors") => {
            let mode = match args.first().map(String::as_str) {
                Some("exec") => Mode::Module,
                Some("single") => Mode::Interactive,
                Some("eval") => Mode::Expression,
                _ => return Err("which mode?".into()),
            };
            let mut input = String::new();
            std::io::stdin().read_to_string(&mut input)?;
            for program in input.split('\0') {
                writeln!(out, "{}", verdict(program, mode))?;
            }
        }
        Some("--time") => {
            let sources: Vec<String> = args.iter().flat_map(std::fs::read_to_string).collect();
            let bytes: usize = sources.iter().map(String::len).sum();
            let lines: usize = sources.iter().map(|source| source.lines().count()).sum();
            for _ in 0..5 {
                let start = std::time::Instant::now();
                for source in &sources {
                    std::hint::black_box(parse(source, Mode::Module));
                }
                let seconds = start.elapsed().as_secs_f64();
                let rate = bytes as f64 / seconds / 1e6;
                writeln!(out, "{lines} lines, {bytes} bytes: {seconds:.4} s, {rate:.1} MB/s")?;
            }
        }
        Some(flag) => return Err(format!("unknown flag {flag}").into()),
        None => {
            for path in &args {
                let bytes = std::fs::read(path)?;
                let text = match String::from_utf8(bytes) {
                    Ok(text) => text,
                    Err(error) => {
                        writeln!(out, "{path}: {error}")?;
                        continue;
                    }
                };
                let source = text.as_str();
                let parsed = parse(source, Mode::Module);
                match parsed.into_result() {
                    Ok(tree) => writeln!(out, "{}", render::render(source, &tree, Style::Exact))?,
                    Err(error) => writeln!(out, "{path}: {error}")?,
                }
            }
        }
    }
    Ok(())
}

/// The first error of a program, or its warnings.
fn verdict(program: &str, mode: Mode) -> String {
    let parsed = parse(program, mode);
    match parsed.errors.into_iter().next() {
        None => {
            let warnings = parsed.warnings.iter();
            let warnings = warnings.map(|warning| format!(" {}:{}", warning.line, warning.message));
            format!("ok{}", warnings.collect::<String>())
        }
        Some(error) => format!(
            "{} {}:{}-{}:{} {}",
            error.kind.exception(),
            error.line,
            error.offset,
            error.end_line,
            error.end_offset,
            error.message
        ),
    }
}
