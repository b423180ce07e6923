//! Calendar and clock arithmetic for `time`: broken-down times, time zones, `strftime`.
//!
//! The module reads time zone files, and no clock: seconds come from the caller.
//!
//! | files | what |
//! |---|---|
//! | `civil` | days and dates, `gmtime` |
//! | `zone`, `tzif`, `rule` | local time: the zone, its file, the rule for the years beyond |
//! | `format` | `strftime`, `asctime` |

mod civil;
mod format;
mod rule;
mod tzif;
mod zone;

pub use civil::{days_before, gmtime, timegm};
pub use format::{asctime, check, strftime};
pub use zone::{Names, Zone};

/// A time taken apart, as `struct_time` holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tm {
    /// The year, such as 2024.
    pub year: i64,
    /// The month, from 1.
    pub month: i32,
    /// The day of the month, from 1.
    pub day: i32,
    /// The hour.
    pub hour: i32,
    /// The minute.
    pub minute: i32,
    /// The second, up to 61.
    pub second: i32,
    /// The day of the week, Monday being 0.
    pub weekday: i32,
    /// The day of the year, from 1.
    pub yearday: i32,
    /// 1 for daylight saving time, 0 for none, -1 if it is not known.
    pub isdst: i32,
    /// The zone's abbreviation, if it is known.
    pub zone: Option<Vec<u8>>,
    /// The seconds east of Greenwich, if they are known.
    pub gmtoff: Option<i32>,
}

/// What is wrong with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `ValueError`
    Value(&'static str),
    /// `OverflowError`
    Overflow(&'static str),
    /// `OSError` 75: the year is beyond what the C library can tell.
    TooLarge,
}
