//! Timelines of several processes. Each child writes what happens in it to a file of its own, as it happens; the process in which recording
//! began puts all of it together at the end. So there is something of a child that was killed, too.
//!
//! The file is named after the process, and has a line for each lane, change of a name, and event, with tabs between the fields.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{DirBuilder, File};
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::{Event, Kind, Lane, Record, Wait, What};
use crate::modules::census::place::Place;

/// The ending of the name under which a child is told of its parent's timeline: `FOLDER/BEGINNING.part`.
pub(super) const ENDING: &str = "part";

/// What a child has written of its record.
pub(super) struct Writer {
    out: File,
    lanes: usize,
    events: usize,
}

impl Writer {
    /// Begins this process's file in the folder. `maker` is the lane of the parent that made it, if that is known.
    pub(super) fn begin(folder: &Path, parent: u32, maker: Option<usize>) -> std::io::Result<Writer> {
        let mut out = File::create(folder.join(std::process::id().to_string()))?;
        writeln!(out, "P\t{parent}\t{}", number(maker))?;
        Ok(Writer { out, lanes: 0, events: 0 })
    }

    /// Writes what is new.
    pub(super) fn flush(&mut self, lanes: &[Lane], renamed: &mut Vec<usize>, events: &[Event]) -> std::io::Result<()> {
        let mut text = String::new();
        for lane in &lanes[self.lanes.min(lanes.len())..] {
            let _ = writeln!(text, "L\t{}\t{}\t{}", letter(lane.kind), number(lane.host), plain(&lane.name));
        }
        for lane in renamed.drain(..) {
            let _ = writeln!(text, "N\t{lane}\t{}", plain(&lanes[lane].name));
        }
        for e in &events[self.events.min(events.len())..] {
            let _ = write!(text, "E\t{}\t{}\t", e.time, e.lane);
            let _ = match &e.what {
                What::Made(by) => writeln!(text, "made\t{}", number(*by)),
                What::Woken(by) => writeln!(text, "woken\t{}", number(*by)),
                What::Runs => writeln!(text, "runs"),
                What::MakesWay => writeln!(text, "way"),
                What::Ends => writeln!(text, "ends"),
                What::Waits(Wait { what, place: None, .. }) => writeln!(text, "waits\t{}", plain(what)),
                What::Waits(Wait { what, place: Some(p), .. }) => {
                    writeln!(text, "waits\t{}\t{}\t{}\t{}", plain(what), p.line, plain(&p.file), plain(&p.function))
                }
            };
        }
        (self.lanes, self.events) = (lanes.len(), events.len());
        self.out.write_all(text.as_bytes())
    }

    /// Notes that a child of this process has ended.
    pub(super) fn child_ended(&mut self, child: u32, time: i64) -> std::io::Result<()> {
        writeln!(self.out, "D\t{child}\t{time}")
    }
}

/// A number, or `-`.
fn number(n: Option<usize>) -> String {
    n.map_or("-".into(), |n| n.to_string())
}

/// A text without tabs and ends of lines.
fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn letter(kind: Kind) -> char {
    match kind {
        Kind::Thread => 't',
        Kind::Task => 'a',
        Kind::Greenlet => 'g',
        Kind::Process => 'p',
    }
}

/// What a child has left.
struct Part {
    process: u32,
    parent: u32,
    maker: Option<usize>,
    lanes: Vec<Lane>,
    events: Vec<Event>,
    ended: Vec<(u32, i64)>,
}

/// A line of a file; None if it is not whole.
fn line(part: &mut Part, text: &str) -> Option<()> {
    let mut fields = text.split('\t');
    let mut next = || fields.next();
    let lanes = part.lanes.len();
    let lane = |field: Option<&str>| field?.parse::<usize>().ok().filter(|&n| n < lanes);
    match next()? {
        "P" => {
            part.parent = next()?.parse().ok()?;
            part.maker = next()?.parse().ok();
        }
        "L" => {
            let kind = match next()? {
                "t" => Kind::Thread,
                "a" => Kind::Task,
                "g" => Kind::Greenlet,
                _ => Kind::Process,
            };
            let host = lane(next());
            part.lanes.push(Lane::new(kind, next()?.to_owned(), host));
        }
        "N" => {
            let lane = lane(next())?;
            part.lanes[lane].name = next()?.to_owned();
        }
        "D" => part.ended.push((next()?.parse().ok()?, next()?.parse().ok()?)),
        "E" => {
            let (time, at) = (next()?.parse().ok()?, lane(next())?);
            let what = match next()? {
                "made" => What::Made(lane(next())),
                "woken" => What::Woken(lane(next())),
                "runs" => What::Runs,
                "way" => What::MakesWay,
                "ends" => What::Ends,
                _ => {
                    let what = next()?.to_owned();
                    let place = next().and_then(|line| {
                        Some(Place { line: line.parse().ok()?, file: next()?.to_owned(), function: next()?.to_owned() })
                    });
                    What::Waits(Wait { what, place, looks: false })
                }
            };
            part.events.push(Event { time, lane: at, what });
        }
        _ => {}
    }
    Some(())
}

/// The parts in a folder, in the order in which the processes began.
fn read(folder: &Path) -> Vec<Part> {
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let text = std::fs::read(entry.path()).unwrap_or_default();
        let mut part =
            Part { process, parent: 0, maker: None, lanes: Vec::new(), events: Vec::new(), ended: Vec::new() };
        for text in String::from_utf8_lossy(&text).lines() {
            // Who was killed may have been in the middle of a line.
            let _ = line(&mut part, text);
        }
        if !part.lanes.is_empty() {
            parts.push(part);
        }
    }
    parts.sort_by_key(|p| (p.events.first().map_or(0, |e| e.time), p.process));
    parts
}

impl Record {
    /// Takes in what the children have left, and removes it.
    pub(super) fn gather(&mut self) {
        let Some(folder) = self.parts.take() else { return };
        let parts = read(&folder);
        let _ = std::fs::remove_dir_all(&folder);
        let mut first_lane = HashMap::from([(std::process::id(), 0)]);
        let mut ended: HashMap<u32, i64> = self.ended.drain(..).collect();
        ended.extend(parts.iter().flat_map(|p| p.ended.iter().copied()));
        let mut at = self.lanes.len();
        for part in &parts {
            first_lane.insert(part.process, at);
            at += part.lanes.len();
        }
        for (i, part) in parts.into_iter().enumerate() {
            let offset = self.lanes.len();
            let maker = part.maker.and_then(|m| Some(m + first_lane.get(&part.parent)?)).filter(|&m| m < at);
            let mut open: Vec<bool> = vec![true; part.lanes.len()];
            for (n, mut lane) in part.lanes.into_iter().enumerate() {
                lane.process = i + 1;
                // All of a process is shown under it.
                lane.host = if n == 0 { None } else { Some(lane.host.unwrap_or(0) + offset) };
                if n == 0 && lane.name.is_empty() {
                    lane.name = format!("process {}", i + 2);
                }
                self.lanes.push(lane);
            }
            for mut e in part.events {
                let inside = |by: Option<usize>| by.map(|by| by + offset);
                e.what = match e.what {
                    What::Made(_) if e.lane == 0 => What::Made(maker),
                    What::Made(by) => What::Made(inside(by)),
                    What::Woken(by) => What::Woken(inside(by)),
                    other => other,
                };
                open[e.lane] = e.what != What::Ends;
                e.lane += offset;
                self.events.push(e);
            }
            // Who was killed could not say so; whoever waited for it knows.
            if let Some(&time) = ended.get(&part.process) {
                let left = open.iter().enumerate().filter(|(_, open)| **open);
                self.events.extend(left.map(|(n, _)| Event { time, lane: n + offset, what: What::Ends }));
            }
        }
        self.events.sort_by_key(|e| e.time);
    }
}

/// A new folder for the parts of this process's children, which nobody else can look into.
pub(super) fn new_folder() -> std::io::Result<PathBuf> {
    let mut count = 0;
    loop {
        let folder = std::env::temp_dir().join(format!("pausa-timeline-{}-{count}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists && count < 1000 => count += 1,
            Err(e) => return Err(e),
        }
    }
}
