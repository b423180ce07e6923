//! A run as text: what a snapshot holds. `oracle.py` writes the same form.
//!
//! What changes from run to run and from machine to machine is taken out: the root's folder, the interpreter's name, and addresses of
//! objects always; what [`Filters`] name where that is asked for.

use std::fmt::Write as _;

use regex::Regex;

use super::program::Program;
use super::run::{Interpreter, Outcome};

/// Programs of at most this many lines are part of their own transcript.
const SHORT: usize = 20;

/// What is replaced in the output, in this order.
#[derive(Clone, Debug, Default)]
pub struct Filters(Vec<(Regex, String)>);

/// The filters that have names, for `# test: filter=` and `filters = [..]` in `pausa.toml`.
const NAMED: &[(&str, &str, &str)] = &[
    ("durations", r"\b\d+(\.\d+)?(e-\d+)? ?(ns|us|µs|ms|s|seconds?|milliseconds?)\b", "[duration]"),
    ("times", r"\b(\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:?\d\d)?\b", "[time]"),
    ("dates", r"\b\d{4}-\d\d-\d\d\b", "[date]"),
    ("numbers", r"\b\d+(\.\d+)?\b", "[number]"),
    ("ports", r"\b(127\.0\.0\.1|localhost|\[::1\])(:|', )\d+", "$1$2[port]"),
    ("pids", r"\b(pid[ =:]+)\d+", "$1[pid]"),
    ("temporary", r"/tmp/[A-Za-z0-9_./-]+", "[temporary]"),
];

impl Filters {
    /// Adds a filter of the table above.
    ///
    /// # Errors
    /// There is no such filter.
    pub fn add_named(&mut self, name: &str) -> Result<(), String> {
        let row = NAMED.iter().find(|(n, _, _)| *n == name);
        let (_, pattern, replacement) = row.ok_or_else(|| {
            let names: Vec<_> = NAMED.iter().map(|(n, _, _)| *n).collect();
            format!("there is no filter {name:?}; there are {}", names.join(", "))
        })?;
        self.add(pattern, replacement)
    }

    /// Adds a filter of one's own.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub fn add(&mut self, pattern: &str, replacement: &str) -> Result<(), String> {
        let pattern = Regex::new(pattern).map_err(|e| format!("the filter {pattern:?} is no pattern: {e}"))?;
        self.0.push((pattern, replacement.to_owned()));
        Ok(())
    }

    fn apply(&self, text: String) -> String {
        self.0.iter().fold(text, |text, (pattern, with)| pattern.replace_all(&text, with.as_str()).into_owned())
    }
}

/// Runs `program` and tells what it printed and how it ended.
///
/// # Errors
/// It did not end, or a filter that it names does not exist.
pub fn of(program: &Program, interpreter: &Interpreter, filters: &Filters) -> Result<String, String> {
    text_of(program, &interpreter.run(program)?, interpreter, filters)
}

/// The transcript of a run.
///
/// # Errors
/// A filter that the program names does not exist.
pub fn text_of(
    program: &Program,
    outcome: &Outcome,
    interpreter: &Interpreter,
    filters: &Filters,
) -> Result<String, String> {
    let mut filters = filters.clone();
    for name in &program.directives.filters {
        filters.add_named(name)?;
    }
    let cleaned = |bytes: &[u8]| filters.apply(filtered(&visible(bytes), program, interpreter));
    let mut text = String::new();
    let source = visible(&program.source);
    if source.lines().count() <= SHORT {
        section(&mut text, "program", &source);
    }
    section(&mut text, "stdout", &cleaned(&outcome.stdout));
    let stderr = cleaned(&outcome.stderr);
    if !stderr.is_empty() {
        section(&mut text, "stderr", &stderr);
    }
    let _ = writeln!(text, "----- exit {}", outcome.exit);
    Ok(text)
}

fn section(text: &mut String, title: &str, body: &str) {
    let _ = writeln!(text, "----- {title}");
    text.push_str(body);
    if !body.is_empty() && !body.ends_with('\n') {
        text.push_str("\n(no newline at the end)\n");
    }
}

/// Control characters, and bytes that are not UTF-8, as escapes.
fn visible(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' | '\t' => text.push(c),
                '\0'..' ' | '\x7f' => drop(write!(text, "\\x{:02x}", u32::from(c))),
                _ => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// Takes out the root's folder, the interpreter's path or name, and addresses of objects.
fn filtered(text: &str, program: &Program, interpreter: &Interpreter) -> String {
    let folder = format!("{}/", program.root.display());
    let text = text.replace(interpreter.path.to_string_lossy().as_ref(), "python");
    let mut lines = Vec::new();
    for line in text.replace(&folder, "").split('\n') {
        let line = match line.strip_prefix("pausa: ") {
            Some(message) => format!("python: {message}"),
            None => line.to_owned(),
        };
        lines.push(without_addresses(&line));
    }
    lines.join("\n")
}

/// ` at 0x7f12` becomes ` at 0xADDR`.
fn without_addresses(line: &str) -> String {
    let mut parts = line.split(" at 0x");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(part.len());
        text.push_str(if digits == 0 { " at 0x" } else { " at 0xADDR" });
        text.push_str(&part[digits..]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_have_names() {
        let mut f = Filters::default();
        for name in ["durations", "times", "ports"] {
            f.add_named(name).unwrap();
        }
        assert_eq!(f.apply("took 12.5 ms at 12:30:01.5".into()), "took [duration] at [time]");
        assert_eq!(f.apply("127.0.0.1:43211".into()), "127.0.0.1:[port]");
        assert!(f.add_named("moods").is_err());
    }
}
