//! A census as text and as JSON: what `pausa ps` and `pausa tree` show, and what SIGQUIT writes.

use std::fmt::Write as _;

use pausa_runtime::clock::Clock;

use super::wants::Relation;
use super::{Census, Kind, Row, State};

/// What form a listing has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A table, one line for each.
    Table,
    /// Each under the thread in which it is, with its stack.
    Tree,
    /// One object for each.
    Json,
}

fn kind(row: &Row) -> &'static str {
    match row.kind {
        Kind::Thread => "thread",
        Kind::Task => "task",
        Kind::Greenlet => "greenlet",
        Kind::Tasklet => "tasklet",
        Kind::Generator => "generator",
    }
}

fn state(row: &Row) -> &'static str {
    match row.state {
        State::Running => "running",
        State::Ready => "ready",
        State::Waiting => "waiting",
        State::Suspended => "suspended",
        State::New => "new",
    }
}

/// What a row waits for, and who has that.
fn wanted(census: &Census, row: &Row) -> String {
    let Some(want) = &row.want else { return String::new() };
    let names: Vec<&str> = want.whom.iter().map(|&i| &*census.rows[i].name).collect();
    match want.relation {
        Relation::Holds if !names.is_empty() => format!("{} ({})", want.what, names.join(", ")),
        Relation::Runs if !names.is_empty() => format!("its {} tasks", names.len()),
        Relation::Runs => "events of its loop".into(),
        _ => want.what.clone(),
    }
}

/// How long a row has been waiting, in seconds.
fn waited(row: &Row, now: i64) -> Option<f64> {
    row.since.map(|since| (now - since).max(0) as f64 / 1e9)
}

/// How long ago it was made, in seconds.
fn age(row: &Row, now: i64) -> Option<f64> {
    row.born.map(|born| born.age(now) as f64 / 1e9)
}

fn place(row: &Row) -> String {
    row.stack.first().map(|p| format!("{}:{} in {}", p.file, p.line, p.function)).unwrap_or_default()
}

/// The listing.
pub(crate) fn show(census: &Census, form: Form) -> String {
    let now = Clock::Monotonic.now();
    match form {
        Form::Table => table(census, now),
        Form::Tree => tree(census, now),
        Form::Json => json(census, now),
    }
}

fn table(census: &Census, now: i64) -> String {
    let head = ["KIND", "NAME", "STATE", "AGE", "WAITED", "WAITS FOR", "WHERE"].map(str::to_owned);
    let mut lines = vec![head];
    for row in &census.rows {
        let seconds = |s: Option<f64>| s.map(|s| format!("{s:.1}s")).unwrap_or_default();
        let (age, waited) = (seconds(age(row, now)), seconds(waited(row, now)));
        lines.push([
            kind(row).into(),
            row.name.clone(),
            state(row).into(),
            age,
            waited,
            wanted(census, row),
            place(row),
        ]);
    }
    let width = |column: usize| lines.iter().map(|l| l[column].chars().count()).max().unwrap_or(0).min(48);
    let widths: Vec<usize> = (0..6).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        let mut shown = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            let _ = write!(shown, "{cell:<width$}  ");
        }
        shown += &line[6];
        text += shown.trim_end();
        text.push('\n');
    }
    text
}

fn tree(census: &Census, now: i64) -> String {
    let mut text = String::new();
    for (i, row) in census.rows.iter().enumerate().filter(|(_, r)| r.host.is_none()) {
        branch(census, row, 0, now, &mut text);
        for inner in census.rows.iter().filter(|r| r.host == Some(i)) {
            branch(census, inner, 1, now, &mut text);
        }
    }
    text
}

fn branch(census: &Census, row: &Row, depth: usize, now: i64, text: &mut String) {
    let margin = "    ".repeat(depth);
    // The others are named after their kind.
    let name = if matches!(row.kind, Kind::Thread | Kind::Task) { kind(row) } else { "" };
    let _ = write!(text, "{margin}* {name}{}{}: {}", if name.is_empty() { "" } else { " " }, row.name, state(row));
    let wanted = wanted(census, row);
    if !wanted.is_empty() {
        let _ = write!(text, ", waits for {wanted}");
    }
    if let Some(waited) = waited(row, now) {
        let _ = write!(text, "{}for {waited:.1} s", if wanted.is_empty() { ", " } else { " " });
    }
    if let Some(age) = age(row, now) {
        let _ = write!(text, ", age {age:.1} s");
    }
    text.push('\n');
    for p in &row.stack {
        let _ = writeln!(text, "{margin}    File \"{}\", line {}, in {}", p.file, p.line, p.function);
    }
}

/// As a string of JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

fn json(census: &Census, now: i64) -> String {
    let seconds = |s: Option<f64>| s.map_or("null".into(), |s| format!("{s:.3}"));
    let mut rows = Vec::new();
    for (i, row) in census.rows.iter().enumerate() {
        let whom: Vec<String> = row.want.iter().flat_map(|w| &w.whom).map(ToString::to_string).collect();
        let stack: Vec<String> = row
            .stack
            .iter()
            .map(|p| {
                format!("{{\"file\":{},\"line\":{},\"function\":{}}}", quoted(&p.file), p.line, quoted(&p.function))
            })
            .collect();
        rows.push(format!(
            "{{\"id\":{i},\"kind\":\"{}\",\"name\":{},\"state\":\"{}\",\"in\":{},\"waits_for\":{},\"whom\":[{}],\"age\":{},\"waited\":{},\"stack\":[{}]}}",
            kind(row),
            quoted(&row.name),
            state(row),
            row.host.map_or("null".into(), |h| h.to_string()),
            row.want.as_ref().map_or("null".into(), |w| quoted(&w.what)),
            whom.join(","),
            seconds(age(row, now)),
            seconds(waited(row, now)),
            stack.join(","),
        ));
    }
    format!("[{}]\n", rows.join(",\n "))
}
