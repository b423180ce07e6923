//! Local time: `localtime`, `mktime`, and the names of a zone.

use super::civil::{split, timegm};
use super::rule::{Kind, Rule};
use super::tzif::{self, History};
use super::{Error, Tm};
use std::fs;
use std::path::Path;

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(Source);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Rule(Rule),
    History(History),
}

/// What `time` says of the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// `time.tzname`
    pub tzname: [Vec<u8>; 2],
    /// `time.timezone`: seconds west of Greenwich.
    pub timezone: i32,
    /// `time.altzone`
    pub altzone: i32,
    /// `time.daylight`
    pub daylight: bool,
}

/// Where systems keep their time zones.
const FOLDERS: [&str; 3] = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"];

impl Zone {
    /// Greenwich.
    pub fn utc() -> Zone {
        Zone(Source::Rule(Rule::utc()))
    }

    /// The zone that the variable `TZ` stands for: the machine's if there is none,
    /// and Greenwich if it means nothing.
    pub fn from_variable(variable: Option<&[u8]>) -> Zone {
        let Some(variable) = variable else {
            return Zone::from_file(Path::new("/etc/localtime")).unwrap_or_else(Zone::utc);
        };
        let name = variable.strip_prefix(b":").unwrap_or(variable);
        if name.is_empty() {
            return Zone::utc();
        }
        let file = std::str::from_utf8(name).ok().and_then(|name| {
            if Path::new(name).is_absolute() {
                return Zone::from_file(Path::new(name));
            }
            // A name must not lead out of the folder.
            let inside = !name.split('/').any(|part| part == "..");
            let mut folders = FOLDERS.iter().filter(|_| inside);
            folders.find_map(|folder| Zone::from_file(&Path::new(folder).join(name)))
        });
        file.or_else(|| Rule::parse(name).map(|rule| Zone(Source::Rule(rule)))).unwrap_or_else(Zone::utc)
    }

    /// The zone of a file.
    pub fn from_file(path: &Path) -> Option<Zone> {
        Zone::from_data(&fs::read(path).ok()?)
    }

    /// The zone that the content of a file describes.
    pub fn from_data(data: &[u8]) -> Option<Zone> {
        tzif::read(data).map(|history| Zone(Source::History(history)))
    }

    /// What holds at a moment.
    fn at(&self, seconds: i64) -> &Kind {
        let history = match &self.0 {
            Source::Rule(rule) => return rule.at(seconds),
            Source::History(history) => history,
        };
        let History { changes, kinds, rule } = history;
        let next = changes.partition_point(|&(moment, _)| moment <= seconds);
        match (next.checked_sub(1).map(|last| changes[last]), rule) {
            (Some(_) | None, Some(rule)) if next == changes.len() => rule.at(seconds),
            (Some((_, kind)), _) => &kinds[kind],
            // Before all changes the first standard time holds.
            (None, _) => kinds.iter().find(|kind| !kind.is_dst).unwrap_or(&kinds[0]),
        }
    }

    /// `time.localtime`
    pub fn localtime(&self, seconds: i64) -> Result<Tm, Error> {
        let kind = self.at(seconds);
        let local = seconds.checked_add(i64::from(kind.offset)).ok_or(Error::TooLarge)?;
        let tm = split(local)?;
        Ok(Tm { isdst: i32::from(kind.is_dst), zone: Some(kind.name.clone()), gmtoff: Some(kind.offset), ..tm })
    }

    /// `time.mktime`. A time that does not exist is moved on, and of two moments
    /// with the same time the first one counts, unless `isdst` says otherwise.
    pub fn mktime(&self, tm: &Tm) -> i64 {
        let naive = timegm(tm);
        // All offsets are within a day and a half.
        let (before, after) = (self.at(naive - 130_000), self.at(naive + 130_000));
        let moment = |kind: &Kind| naive - i64::from(kind.offset);
        let possible: Vec<i64> = [before, after]
            .into_iter()
            .chain([self.at(moment(before)), self.at(moment(after))])
            .map(moment)
            .filter(|&seconds| moment(self.at(seconds)) == seconds)
            .collect();
        let wanted = tm.isdst > 0;
        let asked = tm.isdst >= 0;
        let fitting = |seconds: &&i64| !asked || self.at(**seconds).is_dst == wanted;
        if let Some(&seconds) = possible.iter().filter(fitting).min() {
            return seconds;
        }
        let fallback = possible.iter().copied().min().unwrap_or_else(|| moment(before));
        if !asked {
            return fallback;
        }
        // The time is to be read in the other half of the year's way.
        const STEP: i64 = 601_200;
        let nearest = (1..450)
            .flat_map(|steps| [-steps, steps])
            .map(|steps| self.at(fallback.saturating_add(steps * STEP)))
            .find(|kind| kind.is_dst == wanted);
        // A zone without it is taken for one that is an hour off then.
        nearest.map_or(fallback + if wanted { -3600 } else { 3600 }, moment)
    }

    /// The zone's names and offsets in the year of a moment.
    pub fn names(&self, seconds: i64) -> Names {
        const YEAR: i64 = (365 * 24 + 6) * 3600;
        let january = seconds - seconds % YEAR;
        let (winter, summer) = (self.at(january), self.at(january + YEAR / 2));
        // In the south it is the other way round.
        let (standard, other) = if winter.offset > summer.offset { (summer, winter) } else { (winter, summer) };
        Names {
            tzname: [standard.name.clone(), other.name.clone()],
            timezone: -standard.offset,
            altzone: -other.offset,
            daylight: standard.offset != other.offset,
        }
    }
}
