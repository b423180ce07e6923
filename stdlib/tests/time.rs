//! Calendar arithmetic, zones and `strftime` against CPython's `time` on Linux.

use pausa_stdlib::time::{Error, Tm, Zone, asctime, check, gmtime, strftime, timegm};

fn shown(tm: &Tm) -> String {
    let Tm { year, month, day, hour, minute, second, weekday, yearday, isdst, .. } = tm;
    let zone = String::from_utf8_lossy(tm.zone.as_deref().unwrap_or_default()).into_owned();
    format!("{year}-{month}-{day} {hour}:{minute}:{second} {weekday} {yearday} {isdst} {zone}")
}

fn tm(fields: [i32; 6], isdst: i32) -> Tm {
    let [year, month, day, hour, minute, second] = fields;
    let year = year.into();
    Tm { year, month, day, hour, minute, second, isdst, yearday: 1, ..Tm::default() }
}

#[test]
fn seconds_become_dates_and_back() {
    for (seconds, wanted) in [
        (0, "1970-1-1 0:0:0 3 1 0 GMT"),
        (-1, "1969-12-31 23:59:59 2 365 0 GMT"),
        (1709164800, "2024-2-29 0:0:0 3 60 0 GMT"),
        (-62167219200, "0-1-1 0:0:0 5 1 0 GMT"),
        (-100000000000, "-1199-2-15 14:13:20 3 46 0 GMT"),
        (67768036191676799, "2147485547-12-31 23:59:59 2 365 0 GMT"),
    ] {
        let tm = gmtime(seconds).expect("in range");
        assert_eq!(shown(&tm), wanted);
        assert_eq!(timegm(&tm), seconds);
    }
    assert_eq!(gmtime(67768036191676800), Err(Error::TooLarge));
    assert_eq!(gmtime(i64::MIN), Err(Error::TooLarge));
    assert_eq!(timegm(&tm([2023, 14, 32, 25, 61, 61], 0)), 1709517721);
    let zone = Zone::from_variable(Some(b"EST5EDT,M3.2.0,M11.1.0"));
    assert_eq!(zone.localtime(i64::MAX), Err(Error::TooLarge));
    zone.mktime(&Tm { year: i64::MAX, month: i32::MAX, ..Tm::default() });
    zone.mktime(&Tm { year: i64::MIN, day: i32::MIN, hour: i32::MIN, ..Tm::default() });
    for day in -800_000..800_000 {
        let tm = gmtime(day * 86_400 + 7).expect("in range");
        assert_eq!(timegm(&tm), day * 86_400 + 7);
        assert_eq!(i64::from(tm.weekday), (day + 3).rem_euclid(7));
    }
}

#[test]
fn local_time_follows_the_rule() {
    let zone = Zone::from_variable(Some(b"EST5EDT,M3.2.0,M11.1.0"));
    for (seconds, wanted) in [
        (1699163999, "2023-11-5 1:59:59 6 309 1 EDT"),
        (1699164000, "2023-11-5 1:0:0 6 309 0 EST"),
        (1678604399, "2023-3-12 1:59:59 6 71 0 EST"),
        (1678604400, "2023-3-12 3:0:0 6 71 1 EDT"),
    ] {
        let tm = zone.localtime(seconds).expect("in range");
        assert_eq!(shown(&tm), wanted);
        assert_eq!(zone.mktime(&tm), seconds);
    }
    let names = zone.names(1700000000);
    assert_eq!(names.tzname, [b"EST".to_vec(), b"EDT".to_vec()]);
    assert_eq!((names.timezone, names.altzone, names.daylight), (18000, 14400, true));

    let south = Zone::from_variable(Some(b"AEST-10AEDT,M10.1.0,M4.1.0/3"));
    let summer = south.localtime(1704067200).expect("in range");
    assert_eq!(shown(&summer), "2024-1-1 11:0:0 0 1 1 AEDT");
    let names = south.names(1700000000);
    assert_eq!(names.tzname, [b"AEST".to_vec(), b"AEDT".to_vec()]);
    assert_eq!((names.timezone, names.altzone, names.daylight), (-36000, -39600, true));

    for (variable, wanted) in [
        (&b""[..], "1970-1-1 0:0:0 3 1 0 UTC"),
        (b"<+0530>-5:30", "1970-1-1 5:30:0 3 1 0 +0530"),
        (b"XYZ", "1970-1-1 0:0:0 3 1 0 XYZ"),
        (b"?", "1970-1-1 0:0:0 3 1 0 UTC"),
        (b"AB3,", "1970-1-1 0:0:0 3 1 0 UTC"),
    ] {
        let zone = Zone::from_variable(Some(variable));
        assert_eq!(shown(&zone.localtime(0).expect("in range")), wanted);
    }
}

#[test]
fn times_that_are_twice_or_never() {
    let zone = Zone::from_variable(Some(b"EST5EDT,M3.2.0,M11.1.0"));
    for (fields, isdst, wanted) in [
        ([2023, 11, 5, 1, 30, 0], -1, 1699162200),
        ([2023, 11, 5, 1, 30, 0], 1, 1699162200),
        ([2023, 11, 5, 1, 30, 0], 0, 1699165800),
        ([2023, 3, 12, 2, 30, 0], -1, 1678606200),
        ([2023, 3, 12, 2, 30, 0], 0, 1678606200),
        ([2023, 3, 12, 2, 30, 0], 1, 1678602600),
        ([2023, 7, 1, 12, 0, 0], 0, 1688230800),
        ([2023, 1, 1, 12, 0, 0], 1, 1672588800),
        ([2023, 13, 32, 25, 61, 61], -1, 1706857321),
    ] {
        assert_eq!(zone.mktime(&tm(fields, isdst)), wanted, "{fields:?} {isdst}");
    }
    assert_eq!(Zone::utc().mktime(&tm([1970, 1, 1, 1, 0, 0], 1)), 0);
}

/// A zone file of version 2: one change, and a rule after it.
#[test]
fn zone_files_are_read() {
    fn block(width: usize, change: i64) -> Vec<u8> {
        let mut data = b"TZif2".to_vec();
        data.extend([0; 15]);
        for count in [0u32, 0, 0, 1, 2, 8] {
            data.extend(count.to_be_bytes());
        }
        data.extend(&change.to_be_bytes()[8 - width..]);
        data.push(1);
        for (offset, name) in [(1234i32, 0), (3600, 4)] {
            data.extend(offset.to_be_bytes());
            data.extend([0, name]);
        }
        data.extend(b"LMT\0CET\0");
        data
    }
    let mut data = [block(4, 1000), block(8, 1000)].concat();
    data.extend(b"\nCET-1CEST,M3.5.0,M10.5.0/3\n");
    let zone = Zone::from_data(&data).expect("a zone file");
    for (seconds, wanted) in [
        (999, "1970-1-1 0:37:13 3 1 0 LMT"),
        (1000, "1970-1-1 1:16:40 3 1 0 CET"),
        (1700000000, "2023-11-14 23:13:20 1 318 0 CET"),
        (1688212800, "2023-7-1 14:0:0 5 182 1 CEST"),
    ] {
        assert_eq!(shown(&zone.localtime(seconds).expect("in range")), wanted);
    }
    for end in 0..data.len() - 1 {
        assert_eq!(Zone::from_data(&data[..end]), None, "{end}");
    }
}

#[test]
fn times_are_shown() {
    let show = |format: &str, tm: &Tm| {
        let mut out = Vec::new();
        let zone = Zone::from_variable(Some(b"EST5EDT,M3.2.0,M11.1.0"));
        strftime(format.as_bytes(), tm, &zone, 1700000000, &mut out);
        String::from_utf8(out).expect("UTF-8")
    };
    let tm = gmtime(1700000000).expect("in range");
    for (format, wanted) in [
        ("%Y-%m-%d %H:%M:%S", "2023-11-14 22:13:20"),
        ("%a %A %b %B %h %p %P", "Tue Tuesday Nov November Nov PM pm"),
        (
            "%c|%x|%X|%D|%F|%r|%R|%T",
            "Tue Nov 14 22:13:20 2023|11/14/23|22:13:20|11/14/23|2023-11-14|10:13:20 PM|22:13|22:13:20",
        ),
        ("%j %U %W %V %G %g %u %w %C %y %e %k %l %I", "318 46 46 46 2023 23 2 2 20 23 14 22 10 10"),
        ("%s %z %Z %n%t%%", "1700018000 +0000 GMT \n\t%"),
        ("%5Y|%_d|%-m|%^a|%#a|%#p|%010Y|%_5H|%-10Y", "02023|14|11|TUE|TUE|pm|0000002023|   22|      2023"),
        (
            "%Ey|%Od|%OB|%Ed|%5%|%10A|%010A|%10D|%^c",
            "23|14|November|%Ed|    %|   Tuesday|000Tuesday|  11/14/23|TUE NOV 14 22:13:20 2023",
        ),
        ("%f|%Q|%é|%5Q|é%Yé|%_|%", "%f|%Q|%é|  %5Q|é2023é|%_|%"),
    ] {
        assert_eq!(show(format, &tm), wanted);
    }
    for (year, wanted) in [
        (-12345, "-12345|55|-124|01/01/55|-12345-01-01|-12345"),
        (-1, "-1|99|-1|01/01/99|-1-01-01|-0001"),
        (5, "5|05|0|01/01/05|5-01-01|00005"),
        (123456, "123456|56|1234|01/01/56|123456-01-01|123456"),
    ] {
        assert_eq!(show("%Y|%y|%C|%D|%F|%5Y", &self::tm([year, 1, 1, 0, 0, 0], 0)), wanted);
    }
    let nameless = |isdst| show("%Z%z", &self::tm([2023, 1, 1, 0, 0, 0], isdst));
    assert_eq!([nameless(0), nameless(1), nameless(-1)], ["EST+0000", "EDT+0000", ""]);
    assert_eq!(asctime(&gmtime(0).expect("in range")), "Thu Jan  1 00:00:00 1970");
}

#[test]
fn weeks_belong_to_the_year_of_their_thursday() {
    for (seconds, wanted) in [
        (1230768000, "2009-01-01 2009-W01-4 00 00"),
        (1230681600, "2008-12-31 2009-W01-3 52 52"),
        (1262304000, "2010-01-01 2009-W53-5 00 00"),
        (1293839999, "2010-12-31 2010-W52-5 52 52"),
    ] {
        let tm = gmtime(seconds).expect("in range");
        let mut out = Vec::new();
        strftime(b"%F %G-W%V-%u %U %W", &tm, &Zone::utc(), 0, &mut out);
        assert_eq!(String::from_utf8(out).expect("UTF-8"), wanted);
    }
}

#[test]
fn fields_are_checked() {
    let base = tm([2023, 1, 1, 0, 0, 0], 0);
    let zeros = Tm { month: 0, day: 0, yearday: 0, weekday: -1, ..base.clone() };
    let checked = check(&zeros).expect("in range");
    assert_eq!((checked.month, checked.day, checked.yearday, checked.weekday), (1, 1, 1, 6));
    for (tm, message) in [
        (Tm { month: 13, ..base.clone() }, "month out of range"),
        (Tm { day: 32, ..base.clone() }, "day of month out of range"),
        (Tm { hour: 24, ..base.clone() }, "hour out of range"),
        (Tm { minute: 60, ..base.clone() }, "minute out of range"),
        (Tm { second: 62, ..base.clone() }, "seconds out of range"),
        (Tm { weekday: -2, ..base.clone() }, "day of week out of range"),
        (Tm { yearday: 367, ..base.clone() }, "day of year out of range"),
    ] {
        assert_eq!(check(&tm), Err(Error::Value(message)));
    }
}
