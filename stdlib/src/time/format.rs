//! `strftime` with the directives, flags and widths of glibc, in the C locale.

use super::civil::days_before_year;
use super::zone::Zone;
use super::{Error, Tm};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Sees that the fields of a time can be shown. Zeros stand for ones where
/// counting begins with one, and days of the week go round.
pub fn check(tm: &Tm) -> Result<Tm, Error> {
    let mut tm = tm.clone();
    for field in [&mut tm.month, &mut tm.day, &mut tm.yearday] {
        *field = if *field == 0 { 1 } else { *field };
    }
    let fields = [
        (tm.month, 1..=12, "month out of range"),
        (tm.day, 1..=31, "day of month out of range"),
        (tm.hour, 0..=23, "hour out of range"),
        (tm.minute, 0..=59, "minute out of range"),
        (tm.second, 0..=61, "seconds out of range"),
        (tm.weekday, -1..=i32::MAX, "day of week out of range"),
        (tm.yearday, 1..=366, "day of year out of range"),
    ];
    for (value, range, message) in fields {
        if !range.contains(&value) {
            return Err(Error::Value(message));
        }
    }
    tm.weekday = tm.weekday.rem_euclid(7);
    Ok(tm)
}

/// `time.asctime`, of a time that was checked.
pub fn asctime(tm: &Tm) -> String {
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        &name(&DAYS, tm.weekday)[..3],
        &name(&MONTHS, tm.month - 1)[..3],
        tm.day,
        tm.hour,
        tm.minute,
        tm.second,
        tm.year
    )
}

/// Appends a time, which was checked, in the given format. `local` is the zone
/// that names a time without a zone of its own, at about the moment `now`.
pub fn strftime(format: &[u8], tm: &Tm, local: &Zone, now: i64, out: &mut Vec<u8>) {
    let formatter = Formatter { tm, local, now };
    formatter.format(format, false, out);
}

struct Formatter<'a> {
    tm: &'a Tm,
    local: &'a Zone,
    now: i64,
}

/// What stands between `%` and the letter.
#[derive(Clone, Copy, Default)]
struct Options {
    /// `_`, `-`, `0` or none.
    pad: u8,
    upper: bool,
    swap: bool,
    width: usize,
    /// `E`, `O` or none.
    modifier: u8,
}

impl Formatter<'_> {
    fn format(&self, format: &[u8], upper: bool, out: &mut Vec<u8>) {
        let mut rest = format;
        while let Some(percent) = memchr::memchr(b'%', rest) {
            out.extend_from_slice(&rest[..percent]);
            let (options, letter, end) = options(&rest[percent..], upper);
            let directive = &rest[percent..percent + end];
            if letter.is_none_or(|letter| !self.directive(letter, options, out)) {
                // What is not understood stays.
                text(directive, options, out);
            }
            rest = &rest[percent + end..];
        }
        out.extend_from_slice(rest);
    }

    /// Appends what a letter stands for, if it stands for something.
    fn directive(&self, letter: u8, options: Options, out: &mut Vec<u8>) -> bool {
        let tm = self.tm;
        let allowed: &[u8] = match options.modifier {
            b'E' => b"cCnpPrRstTuxXyYzZ%",
            b'O' => b"bBCdegGhHIjklmMnpPrRsStTuUVwWyzZ%",
            _ => b"aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%",
        };
        if !allowed.contains(&letter) {
            return false;
        }
        let hour12 = i64::from((tm.hour + 11) % 12 + 1);
        let number = |digits, value: i64, out: &mut Vec<u8>| number(digits, b'0', value, options, out);
        let blank = |value: i64, out: &mut Vec<u8>| self::number(2, b'_', value, options, out);
        match letter {
            b'a' => self.name(&name(&DAYS, tm.weekday)[..3], options, out),
            b'A' => self.name(name(&DAYS, tm.weekday), options, out),
            b'b' | b'h' => self.name(&name(&MONTHS, tm.month - 1)[..3], options, out),
            b'B' => self.name(name(&MONTHS, tm.month - 1), options, out),
            b'c' => self.nested(b"%a %b %e %H:%M:%S %Y", options, out),
            b'C' => number(1, tm.year.div_euclid(100), out),
            b'd' => number(2, tm.day.into(), out),
            b'D' | b'x' => self.nested(b"%m/%d/%y", options, out),
            b'e' => blank(tm.day.into(), out),
            b'F' => self.nested(b"%Y-%m-%d", options, out),
            b'g' => number(2, self.iso_week().0.rem_euclid(100), out),
            b'G' => number(1, self.iso_week().0, out),
            b'H' => number(2, tm.hour.into(), out),
            b'I' => number(2, hour12, out),
            b'j' => number(3, tm.yearday.into(), out),
            b'k' => blank(tm.hour.into(), out),
            b'l' => blank(hour12, out),
            b'm' => number(2, tm.month.into(), out),
            b'M' => number(2, tm.minute.into(), out),
            b'n' => text(b"\n", options, out),
            b'p' | b'P' => {
                let half: &[u8] = if tm.hour > 11 { b"PM" } else { b"AM" };
                if letter == b'P' {
                    let options = Options { upper: false, ..options };
                    text(&half.to_ascii_lowercase(), options, out);
                } else if options.swap {
                    text(&half.to_ascii_lowercase(), options, out);
                } else {
                    text(half, options, out);
                }
            }
            b'r' => self.nested(b"%I:%M:%S %p", options, out),
            b'R' => self.nested(b"%H:%M", options, out),
            b's' => number(1, self.local.mktime(tm), out),
            b'S' => number(2, tm.second.into(), out),
            b't' => text(b"\t", options, out),
            b'T' | b'X' => self.nested(b"%H:%M:%S", options, out),
            b'u' => number(1, i64::from(tm.weekday) + 1, out),
            b'U' => number(2, self.week_from(6), out),
            b'V' => number(2, self.iso_week().1, out),
            b'w' => number(1, i64::from((tm.weekday + 1) % 7), out),
            b'W' => number(2, self.week_from(0), out),
            b'y' => number(2, tm.year.rem_euclid(100), out),
            b'Y' => number(1, tm.year, out),
            b'z' => self.offset(options, out),
            b'Z' => {
                let name = self.zone_name();
                text(&if options.swap { name.to_ascii_lowercase() } else { name }, options, out);
            }
            _ => text(b"%", options, out),
        }
        true
    }

    /// A name, which both flags for case make upper case.
    fn name(&self, name: &str, options: Options, out: &mut Vec<u8>) {
        text(name.as_bytes(), Options { upper: options.upper || options.swap, ..options }, out);
    }

    /// A directive that is short for others.
    fn nested(&self, format: &[u8], options: Options, out: &mut Vec<u8>) {
        let mut inner = Vec::new();
        self.format(format, options.upper, &mut inner);
        text(&inner, options, out);
    }

    /// The number of the week, if weeks begin with this day.
    fn week_from(&self, first: i32) -> i64 {
        let since = (self.tm.weekday - first).rem_euclid(7);
        i64::from((self.tm.yearday - 1 + 7 - since) / 7)
    }

    /// The year and the week that ISO 8601 counts the day to.
    fn iso_week(&self) -> (i64, i64) {
        let (year, yearday) = (self.tm.year, i64::from(self.tm.yearday) - 1);
        // A week belongs to the year that its Thursday is in.
        let thursday = yearday - i64::from(self.tm.weekday) + 3;
        let length = |year| days_before_year(year + 1) - days_before_year(year);
        if thursday < 0 {
            (year - 1, (thursday + length(year - 1)) / 7 + 1)
        } else if thursday >= length(year) {
            (year + 1, (thursday - length(year)) / 7 + 1)
        } else {
            (year, thursday / 7 + 1)
        }
    }

    fn zone_name(&self) -> Vec<u8> {
        match &self.tm.zone {
            _ if self.tm.isdst < 0 => Vec::new(),
            Some(name) if !name.is_empty() => name.clone(),
            _ => self.local.names(self.now).tzname[usize::from(self.tm.isdst > 0)].clone(),
        }
    }

    fn offset(&self, options: Options, out: &mut Vec<u8>) {
        if self.tm.isdst < 0 {
            return;
        }
        let offset = self.tm.gmtoff.unwrap_or(0);
        let minutes = i64::from(offset.abs()) / 60;
        out.extend(std::iter::repeat_n(b' ', options.width.saturating_sub(1)));
        out.push(if offset < 0 { b'-' } else { b'+' });
        number(4, b'0', minutes / 60 * 100 + minutes % 60, options, out);
    }
}

fn name<'a>(names: &[&'a str], at: i32) -> &'a str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or("???")
}

/// Reads the directive that a text begins with: its options, its letter, and its length.
fn options(text: &[u8], upper: bool) -> (Options, Option<u8>, usize) {
    let mut options = Options { upper, ..Options::default() };
    let mut at = 1;
    while let Some(&flag) = text.get(at) {
        match flag {
            b'_' | b'-' | b'0' => options.pad = flag,
            b'^' => options.upper = true,
            b'#' => options.swap = true,
            _ => break,
        }
        at += 1;
    }
    while let Some(digit) = text.get(at).filter(|byte| byte.is_ascii_digit()) {
        options.width = options.width.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
        at += 1;
    }
    // Wider than this nothing is ever meant, and memory is not without bound.
    options.width = options.width.min(1 << 16);
    if let Some(&modifier @ (b'E' | b'O')) = text.get(at) {
        options.modifier = modifier;
        at += 1;
    }
    let letter = text.get(at).copied();
    (options, letter, at + usize::from(letter.is_some()))
}

/// Appends text, filled up on the left.
fn text(text: &[u8], options: Options, out: &mut Vec<u8>) {
    let fill = if options.pad == b'0' { b'0' } else { b' ' };
    out.extend(std::iter::repeat_n(fill, options.width.saturating_sub(text.len())));
    match options.upper {
        true => out.extend(text.iter().map(u8::to_ascii_uppercase)),
        false => out.extend_from_slice(text),
    }
}

/// Appends a number of at least so many digits, filled up by `pad` unless the options say otherwise.
fn number(digits: usize, pad: u8, value: i64, options: Options, out: &mut Vec<u8>) {
    let pad = if options.pad == 0 { pad } else { options.pad };
    let shown = value.unsigned_abs().to_string();
    let sign = usize::from(value < 0);
    let width = match pad {
        b'-' => 0,
        _ => digits.max(options.width),
    };
    let missing = width.saturating_sub(shown.len() + sign);
    if pad == b'_' || pad == b'-' {
        let missing = if pad == b'-' { options.width.saturating_sub(shown.len() + sign) } else { missing };
        out.extend(std::iter::repeat_n(b' ', missing));
    }
    if sign == 1 {
        out.push(b'-');
    }
    if pad == b'0' {
        out.extend(std::iter::repeat_n(b'0', missing));
    }
    out.extend_from_slice(shown.as_bytes());
}
