//! Tracebacks as text, as CPython shows them: the frames with their source lines and what in the line is meant.
//!
//! * [`marks`]: the `~~~^^^` row below a line;
//! * [`suggest`]: "Did you mean".
//!
//! What calls programs' methods (the text of an exception, its notes) is in the prelude (`prelude/report.py`).

pub mod marks;
pub mod suggest;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::bytecode::Position;
use crate::frame::FrameRef;
use crate::object::{Dict, List, Module, Str, Traceback, Tuple};
use crate::types::code::{traceback_line, traceback_position};
use crate::value::Value;
use crate::vm::Vm;

/// A recursive call shows this many equal frames before they are folded into one line.
const RECURSIVE_CUTOFF: usize = 3;
/// How many frames are shown if `sys.tracebacklimit` does not say.
const DEFAULT_LIMIT: i64 = 1000;
/// What stands before a source line.
const INDENT: &str = "    ";

/// The lines of the sources that a report has needed.
#[derive(Default)]
struct Sources(HashMap<String, Vec<String>>);

impl Sources {
    fn line(&mut self, vm: &Vm, file: &str, number: u32) -> Option<&str> {
        if !self.0.contains_key(file) {
            self.0.insert(file.to_owned(), read(vm, file).unwrap_or_default());
        }
        let lines = self.0.get(file)?;
        lines.get((number as usize).checked_sub(1)?).map(String::as_str)
    }
}

/// The lines of what was typed at a prompt, as `linecache` keeps them.
fn typed(vm: &Vm, name: &str) -> Option<Vec<String>> {
    let linecache = vm.modules.get_str("linecache")?.cast::<Module>()?;
    let cache = linecache.dict.get_str("cache")?.cast::<Dict>()?;
    let entry = cache.get_str(name)?.cast::<Tuple>()?;
    let lines = entry.items().get(2)?.cast::<List>()?;
    let text = |v: &Value| v.downcast::<Str>().map(|s| s.to_lossy().trim_end_matches('\n').to_owned());
    Some(lines.items().iter().filter_map(text).collect())
}

/// The lines of a file, which is also looked for by its name along `sys.path`.
fn read(vm: &Vm, file: &str) -> Option<Vec<String>> {
    if let Some(inner) = file.strip_prefix("<pausa>/") {
        let name = inner.strip_suffix(".py").unwrap_or(inner);
        let name = name.strip_suffix("/__init__").unwrap_or(name).replace('/', ".");
        let source = vm.embedded.and_then(|find| find(&name))?.source;
        return Some(source.lines().map(str::to_owned).collect());
    }
    if file.starts_with('<') && file.ends_with('>') {
        return if file.starts_with("<input-") { typed(vm, file) } else { None };
    }
    let bytes = std::fs::read(file).ok().or_else(|| {
        let last = Path::new(file).file_name()?;
        vm.search_path().iter().find_map(|folder| std::fs::read(Path::new(folder).join(last)).ok())
    })?;
    let text = pausa_grammar::source::decode(&bytes, Some(file)).ok()?;
    Some(text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect())
}

/// `sys.tracebacklimit`
fn limit(vm: &Vm) -> i64 {
    let sys = vm.modules.get_str("sys").and_then(|v| v.cast::<Module>());
    match sys.and_then(|m| m.dict.get_str("tracebacklimit")).filter(Value::is_int) {
        Some(n) => n.as_i64().unwrap_or_else(|| match n.as_bigint() {
            Some(n) if n.sign() == num_bigint::Sign::Minus => 0,
            _ => i64::MAX,
        }),
        None => DEFAULT_LIMIT,
    }
}

/// A frame of a traceback.
struct Entry {
    file: String,
    name: String,
    line: u32,
    position: Position,
}

/// The frames of a traceback, as many of the last ones as `sys.tracebacklimit` allows; None if it forbids all.
fn entries(vm: &Vm, tb: &Value) -> Option<Vec<Entry>> {
    let limit = usize::try_from(limit(vm)).unwrap_or(0);
    if limit == 0 {
        return None;
    }
    let mut all = Vec::new();
    let mut link = tb.clone();
    while let Some(t) = link.downcast::<Traceback>() {
        if let Some(code) = FrameRef::from_value(&t.frame).and_then(|f| f.code()) {
            all.push(Entry {
                file: code.filename.to_lossy().into_owned(),
                name: code.name.to_lossy().into_owned(),
                line: traceback_line(t),
                position: traceback_position(t),
            });
        }
        let next = t.next();
        link = next;
    }
    let skipped = all.len().saturating_sub(limit);
    Some(all.split_off(skipped))
}

/// The text of a traceback below `header`, each line of it behind `margin`; empty if there is nothing to show.
pub fn text(vm: &Vm, tb: &Value, header: &str, margin: &str) -> String {
    let mut out = String::new();
    if !tb.is_a::<Traceback>() {
        return out;
    }
    let Some(entries) = entries(vm, tb) else {
        return out;
    };
    out.push_str(header);
    let mut sources = Sources::default();
    let mut repeated = 0;
    for (i, entry) in entries.iter().enumerate() {
        let same = i > 0 && {
            let last = &entries[i - 1];
            last.line == entry.line && last.file == entry.file && last.name == entry.name
        };
        if !same {
            fold(&mut out, repeated, margin);
            repeated = 0;
        }
        repeated += 1;
        if repeated <= RECURSIVE_CUTOFF {
            show(&mut out, vm, &mut sources, entry, margin);
        }
    }
    fold(&mut out, repeated, margin);
    out
}

/// The line that stands for the frames of a recursion that are not shown.
fn fold(out: &mut String, count: usize, margin: &str) {
    if count > RECURSIVE_CUTOFF {
        let more = count - RECURSIVE_CUTOFF;
        let plural = if more > 1 { "s" } else { "" };
        let _ = writeln!(out, "{margin}  [Previous line repeated {more} more time{plural}]");
    }
}

/// One frame.
fn show(out: &mut String, vm: &Vm, sources: &mut Sources, entry: &Entry, margin: &str) {
    let _ = writeln!(out, "{margin}  File \"{}\", line {}, in {}", entry.file, entry.line, entry.name);
    let Some(line) = sources.line(vm, &entry.file, entry.line) else {
        return;
    };
    let shown = line.trim_start_matches([' ', '\t', '\x0c']);
    let _ = writeln!(out, "{margin}{INDENT}{shown}");
    if let Some(marks) = marks::row(line, &entry.position) {
        let _ = writeln!(out, "{margin}{INDENT}{marks}");
    }
}
