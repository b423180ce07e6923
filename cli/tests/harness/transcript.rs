//! A run as text: what a snapshot holds. `oracle.py` writes the same form.

use std::fmt::Write as _;

use crate::program::{self, Program};
use crate::run::Interpreter;

/// Programs of at most this many lines are part of their own transcript.
const SHORT: usize = 20;

/// Runs `program` and tells what it printed and how it ended.
pub(crate) fn of(program: &Program, interpreter: &Interpreter) -> Result<String, String> {
    let outcome = interpreter.run(program)?;
    let mut text = String::new();
    let source = visible(&program.source);
    if source.lines().count() <= SHORT {
        section(&mut text, "program", &source);
    }
    section(&mut text, "stdout", &filtered(&visible(&outcome.stdout), interpreter));
    let stderr = filtered(&visible(&outcome.stderr), interpreter);
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

/// Takes out what changes from machine to machine: the workspace's folder, the interpreter's path
/// or name, and addresses of objects.
fn filtered(text: &str, interpreter: &Interpreter) -> String {
    let folder = format!("{}/", program::workspace().display());
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
