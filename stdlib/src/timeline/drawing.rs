//! The record as lanes, spans and arrows, with the lines of the source where somebody waits.

use std::collections::HashMap;

use super::{Kind, MOST, Record, Wait, What};

/// What a lane does during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Runs,
    /// It could run, and others do.
    Ready,
    Waits,
}

impl Doing {
    pub(super) fn name(self) -> &'static str {
        match self {
            Doing::Runs => "runs",
            Doing::Ready => "is ready",
            Doing::Waits => "waits",
        }
    }

    /// The class in pictures.
    pub(super) fn class(self) -> &'static str {
        match self {
            Doing::Runs => "run",
            Doing::Ready => "ready",
            Doing::Waits => "wait",
        }
    }
}

pub(super) struct Row {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) host: Option<usize>,
    /// How many are around it.
    pub(super) depth: usize,
    /// The process in which it is: 0 is the one in which recording began.
    pub(super) process: usize,
}

impl Row {
    /// `Task-1`, `thread MainThread`
    pub(super) fn title(&self) -> String {
        match self.kind {
            "thread" | "process" if !self.name.starts_with(self.kind) => format!("{} {}", self.kind, self.name),
            _ => self.name.clone(),
        }
    }
}

pub(super) struct Span {
    pub(super) lane: usize,
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) doing: Doing,
    pub(super) wait: Option<Wait>,
    /// The line in which it waits.
    pub(super) source: String,
}

impl Span {
    /// What is shown of a span on demand: what it is, how long, where, and the line there.
    pub(super) fn legend(&self, rows: &[Row]) -> String {
        let mut text = format!("{} {}", rows[self.lane].title(), self.doing.name());
        if let Some(wait) = &self.wait {
            text += &format!(" for {}", wait.what);
        }
        text += &format!("\n{} s to {} s", seconds(self.from), seconds(self.to));
        if let Some(p) = self.wait.as_ref().and_then(|w| w.place.as_ref()) {
            text += &format!("\n{} in {}", p.short(), p.function);
        }
        if !self.source.is_empty() {
            text += &format!("\n    {}", self.source);
        }
        text
    }
}

/// Who made or woke whom.
pub(super) struct Arrow {
    pub(super) time: i64,
    pub(super) from: usize,
    pub(super) to: usize,
}

pub(super) struct Drawing {
    pub(super) rows: Vec<Row>,
    pub(super) spans: Vec<Span>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) end: i64,
    /// There was more than is shown.
    pub(super) cut: bool,
}

/// Seconds to the microsecond.
pub(super) fn seconds(time: i64) -> String {
    format!("{}.{:06}", time / 1_000_000_000, time % 1_000_000_000 / 1000)
}

impl Drawing {
    pub(super) fn of(record: &Record, end: i64) -> Drawing {
        let kind = |kind| match kind {
            Kind::Thread => "thread",
            Kind::Task => "task",
            Kind::Greenlet => "greenlet",
            Kind::Process => "process",
        };
        let depth = |l: &super::Lane| std::iter::successors(l.host, |&host| record.lanes[host].host).count();
        let row = |l: &super::Lane| Row {
            kind: kind(l.kind),
            name: l.name.clone(),
            host: l.host,
            depth: depth(l),
            process: l.process,
        };
        let cut = record.events.len() >= MOST;
        let end = if cut { record.events.last().map_or(end, |e| e.time) } else { end };
        let rows = record.lanes.iter().map(row).collect();
        let mut d = Drawing { rows, spans: Vec::new(), arrows: Vec::new(), end, cut };
        let mut open: Vec<Option<Span>> = record.lanes.iter().map(|_| None).collect();
        let mut sources = HashMap::new();
        for e in &record.events {
            if let Some(mut span) = open[e.lane].take() {
                span.to = e.time;
                // Being ready takes no time unless others run meanwhile.
                if span.doing != Doing::Ready || span.to > span.from {
                    d.spans.push(span);
                }
            }
            if let What::Made(Some(by)) | What::Woken(Some(by)) = e.what {
                d.arrows.push(Arrow { time: e.time, from: by, to: e.lane });
            }
            let (doing, wait) = match &e.what {
                What::Made(_) | What::Woken(_) | What::MakesWay => (Doing::Ready, None),
                What::Runs => (Doing::Runs, None),
                What::Waits(wait) => (Doing::Waits, Some(wait.clone())),
                What::Ends => continue,
            };
            let source = wait.as_ref().map(|w| line_of(w, &mut sources)).unwrap_or_default();
            open[e.lane] = Some(Span { lane: e.lane, from: e.time, to: e.time, doing, wait, source });
        }
        for mut span in open.into_iter().flatten() {
            span.to = end.max(span.from);
            d.spans.push(span);
        }
        d
    }
}

/// The line of the source in which somebody waits; empty if the file cannot be read.
fn line_of(wait: &Wait, files: &mut HashMap<String, Vec<String>>) -> String {
    let Some(p) = &wait.place else { return String::new() };
    let lines = files.entry(p.file.clone()).or_insert_with(|| {
        let bytes = std::fs::read(&p.file).unwrap_or_default();
        String::from_utf8_lossy(&bytes).lines().map(|l| l.trim().to_owned()).collect()
    });
    lines.get((p.line as usize).wrapping_sub(1)).cloned().unwrap_or_default()
}
