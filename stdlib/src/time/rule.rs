//! The rule for a zone's local time that POSIX defines for `TZ`, such as
//! `CET-1CEST,M3.5.0,M10.5.0/3`.

use super::civil::{days_before, days_before_year, weekday, year_of};

/// What holds for a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// The seconds east of Greenwich.
    pub(super) offset: i32,
    pub(super) is_dst: bool,
    pub(super) name: Vec<u8>,
}

/// A zone's rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) standard: Kind,
    /// Daylight saving time, with its first and its last moment.
    daylight: Option<(Kind, Change, Change)>,
}

/// A moment of each year, in local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    day: Day,
    /// In seconds after midnight; it may be on another day.
    time: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// From 1; the 29th of February is never counted.
    WithoutLeap(i32),
    /// From 0.
    OfYear(i32),
    /// The `week`th such day of the month, the last one for 5; Sunday is 0.
    Weekday { month: i32, week: i32, weekday: i32 },
}

impl Rule {
    /// Greenwich.
    pub(super) fn utc() -> Rule {
        Rule::fixed(b"UTC")
    }

    fn fixed(name: &[u8]) -> Rule {
        let standard = Kind { offset: 0, is_dst: false, name: name.to_vec() };
        Rule { standard, daylight: None }
    }

    /// Reads a rule. A name alone is taken for Greenwich under that name, as C
    /// libraries do with zones they do not know.
    pub(super) fn parse(text: &[u8]) -> Option<Rule> {
        let mut reader = Reader { rest: text };
        let name = reader.name()?;
        let Some(west) = reader.offset(24) else {
            return Some(Rule::fixed(&name));
        };
        let standard = Kind { offset: -west, is_dst: false, name };
        let Some(name) = reader.name() else {
            return Some(Rule { standard, daylight: None });
        };
        let offset = match reader.rest.first() {
            None | Some(b',') => standard.offset + 3600,
            Some(_) => -reader.offset(24)?,
        };
        let daylight = Kind { offset, is_dst: true, name };
        if reader.rest.is_empty() {
            reader.rest = b",M3.2.0,M11.1.0";
        }
        let changes = (reader.change()?, reader.change()?);
        Some(Rule { standard, daylight: Some((daylight, changes.0, changes.1)) })
    }

    /// What holds at a moment.
    pub(super) fn at(&self, seconds: i64) -> &Kind {
        let Some((daylight, first, last)) = &self.daylight else {
            return &self.standard;
        };
        // As glibc has it, a rule begins in 1970, and the year is Greenwich's.
        let seconds = seconds.clamp(-1 << 61, 1 << 61);
        let days = seconds.div_euclid(86_400);
        let year = year_of(days).max(1970);
        let start = first.in_year(year) - i64::from(self.standard.offset);
        let end = last.in_year(year) - i64::from(daylight.offset);
        let in_daylight = if start <= end {
            (start..end).contains(&seconds)
        } else {
            // The southern summer spans two years.
            !(end..start).contains(&seconds)
        };
        if in_daylight { daylight } else { &self.standard }
    }
}

impl Change {
    /// The moment in a year, in seconds of local time from 1970.
    fn in_year(self, year: i64) -> i64 {
        let start = days_before_year(year);
        let day = match self.day {
            Day::OfYear(day) => i64::from(day),
            Day::WithoutLeap(day) => {
                let leap = days_before(year, 3, 1) == 60;
                i64::from(day) - 1 + i64::from(leap && day >= 60)
            }
            Day::Weekday { month, week, weekday: wanted } => {
                let first = days_before(year, month, 1);
                let sunday_based = (weekday(start + first) + 1) % 7;
                let day = first + i64::from((wanted - sunday_based).rem_euclid(7)) + 7 * i64::from(week - 1);
                let end =
                    if month == 12 { days_before_year(year + 1) - start } else { days_before(year, month + 1, 1) };
                if day >= end { day - 7 } else { day }
            }
        };
        (start + day) * 86_400 + i64::from(self.time)
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn accept(&mut self, byte: u8) -> Option<()> {
        self.rest = self.rest.strip_prefix(&[byte])?;
        Some(())
    }

    /// Three letters or more, or anything alphanumeric in angle brackets.
    fn name(&mut self) -> Option<Vec<u8>> {
        if let Some(quoted) = self.rest.strip_prefix(b"<") {
            let end = quoted.iter().position(|&b| b == b'>')?;
            let name = &quoted[..end];
            let allowed = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-');
            self.rest = &quoted[end + 1..];
            return (name.len() >= 3 && name.iter().all(allowed)).then(|| name.to_vec());
        }
        let end = self.rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (name.len() >= 3).then(|| name.to_vec())
    }

    fn number(&mut self, low: i32, high: i32) -> Option<i32> {
        let end = self.rest.iter().position(|b| !b.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
        self.rest = rest;
        (low..=high).contains(&number).then_some(number)
    }

    /// `hours:minutes:seconds` with a sign, in seconds.
    fn offset(&mut self, most_hours: i32) -> Option<i32> {
        let sign = match self.rest.first()? {
            b'-' => -1,
            b'+' => 1,
            _ => 0,
        };
        if sign != 0 {
            self.rest = &self.rest[1..];
        }
        let mut seconds = 3600 * self.number(0, most_hours)?;
        for unit in [60, 1] {
            if self.accept(b':').is_none() {
                break;
            }
            seconds += unit * self.number(0, 59)?;
        }
        Some(if sign < 0 { -seconds } else { seconds })
    }

    fn change(&mut self) -> Option<Change> {
        self.accept(b',')?;
        let day = if self.accept(b'J').is_some() {
            Day::WithoutLeap(self.number(1, 365)?)
        } else if self.accept(b'M').is_some() {
            let month = self.number(1, 12)?;
            self.accept(b'.')?;
            let week = self.number(1, 5)?;
            self.accept(b'.')?;
            Day::Weekday { month, week, weekday: self.number(0, 6)? }
        } else {
            Day::OfYear(self.number(0, 365)?)
        };
        let time = if self.accept(b'/').is_some() { self.offset(167)? } else { 2 * 3600 };
        Some(Change { day, time })
    }
}
