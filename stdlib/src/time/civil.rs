//! Days and dates of the Gregorian calendar, counted from 1970 and without end in
//! both directions.

use super::{Error, Tm};

const DAY: i64 = 86_400;

/// The days before each month of a year that is no leap year.
const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days from 1970 to the first of January of a year.
pub(super) fn days_before_year(year: i64) -> i64 {
    let before = year - 1;
    365 * (year - 1970) + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400) - 477
}

/// The days of a year before a date; months count from 1.
pub fn days_before(year: i64, month: i32, day: i32) -> i64 {
    let leap_day = i64::from(month > 2 && is_leap(year));
    let month = usize::try_from(month - 1).unwrap_or(0).min(11);
    BEFORE_MONTH[month] + leap_day + i64::from(day) - 1
}

/// The day of the week of a day counted from 1970, Monday being 0.
pub(super) fn weekday(days: i64) -> i32 {
    (days + 3).rem_euclid(7) as i32
}

/// The year of a day counted from 1970.
pub(super) fn year_of(days: i64) -> i64 {
    // A first guess from the average length of a year, which is off by one at most.
    let mut year = 1970 + (i128::from(days) * 400).div_euclid(146_097) as i64;
    while days_before_year(year) > days {
        year -= 1;
    }
    while days_before_year(year + 1) <= days {
        year += 1;
    }
    year
}

/// The time in Greenwich, without a zone.
pub(super) fn split(seconds: i64) -> Result<Tm, Error> {
    let days = seconds.div_euclid(DAY);
    let rest = seconds.rem_euclid(DAY) as i32;
    let year = year_of(days);
    if i32::try_from(year - 1900).is_err() {
        return Err(Error::TooLarge);
    }
    let yearday = days - days_before_year(year);
    let month = (1..=12).rev().find(|&month| days_before(year, month, 1) <= yearday).unwrap_or(1);
    Ok(Tm {
        year,
        month,
        day: (yearday - days_before(year, month, 1)) as i32 + 1,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: weekday(days),
        yearday: yearday as i32 + 1,
        ..Tm::default()
    })
}

/// `time.gmtime`
pub fn gmtime(seconds: i64) -> Result<Tm, Error> {
    let tm = split(seconds)?;
    Ok(Tm { zone: Some(b"GMT".to_vec()), gmtoff: Some(0), ..tm })
}

/// `calendar.timegm`: the seconds from 1970 of a time in Greenwich. Fields may be
/// out of bounds; the days of the week and of the year do not count.
pub fn timegm(tm: &Tm) -> i64 {
    // No clock gets there, and nothing overflows.
    const MOST: i64 = 1 << 37;
    let months = i64::from(tm.month) - 1;
    let year = tm.year.clamp(-MOST, MOST) + months.div_euclid(12);
    let month = months.rem_euclid(12) as i32 + 1;
    let days = days_before_year(year) + days_before(year, month, 1) + i64::from(tm.day) - 1;
    days * DAY + i64::from(tm.hour) * 3600 + i64::from(tm.minute) * 60 + i64::from(tm.second)
}
