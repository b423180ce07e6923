//! The timeline as text: the lanes, and then each event in a line.

use std::fmt::Write as _;

use super::drawing::{Drawing, seconds};
use super::{Record, What};

pub(super) fn text(record: &Record, d: &Drawing) -> String {
    let mut out = format!("timeline of {} s\n\n", seconds(d.end));
    for row in &d.rows {
        let _ = write!(out, "{}", row.title());
        if let Some(host) = row.host {
            let _ = write!(out, " in {}", d.rows[host].name);
        }
        out.push('\n');
    }
    out.push('\n');
    let width = d.rows.iter().map(|r| r.name.chars().count()).max().unwrap_or(0);
    for e in &record.events {
        let who = &d.rows[e.lane].name;
        let _ = write!(out, "{:>12}  {who:<width$}  ", seconds(e.time));
        let _ = match &e.what {
            What::Made(Some(by)) => write!(out, "made by {}", d.rows[*by].name),
            What::Made(None) => write!(out, "begins"),
            What::Woken(Some(by)) => write!(out, "woken by {}", d.rows[*by].name),
            What::Woken(None) => write!(out, "woken"),
            What::Runs => write!(out, "runs"),
            What::MakesWay => write!(out, "makes way"),
            What::Ends => write!(out, "ends"),
            What::Waits(wait) => match &wait.place {
                Some(p) => write!(out, "waits for {} at {} in {}", wait.what, p.short(), p.function),
                None => write!(out, "waits for {}", wait.what),
            },
        };
        out.push('\n');
    }
    if d.cut {
        out += "\nthere was more than is recorded\n";
    }
    out
}
