//! The timeline in the Trace Event format, which Perfetto and other viewers open. Its times are microseconds.

use super::drawing::{Doing, Drawing};
use crate::modules::census::listing::quoted;

fn microseconds(time: i64) -> String {
    format!("{}.{:03}", time / 1000, time % 1000)
}

pub(super) fn trace(d: &Drawing) -> String {
    let pid = |lane: usize| d.rows[lane].process + 1;
    let mut all = vec![r#"{"ph":"M","pid":1,"name":"process_name","args":{"name":"pausa"}}"#.to_owned()];
    for row in d.rows.iter().filter(|r| r.kind == "process") {
        let (pid, name) = (row.process + 1, quoted(&row.name));
        all.push(format!(r#"{{"ph":"M","pid":{pid},"name":"process_name","args":{{"name":{name}}}}}"#));
    }
    for (i, row) in d.rows.iter().enumerate() {
        let (pid, tid) = (pid(i), i + 1);
        let name = quoted(&row.title());
        all.push(format!(r#"{{"ph":"M","pid":{pid},"tid":{tid},"name":"thread_name","args":{{"name":{name}}}}}"#));
        all.push(format!(
            r#"{{"ph":"M","pid":{pid},"tid":{tid},"name":"thread_sort_index","args":{{"sort_index":{i}}}}}"#
        ));
    }
    for s in &d.spans {
        let name = match (&s.wait, s.doing) {
            (Some(wait), _) => format!("waits for {}", wait.what),
            (None, doing) => doing.name().to_owned(),
        };
        let place = s.wait.as_ref().and_then(|w| w.place.as_ref());
        let place = place.map(|p| format!("{}:{} in {}", p.file, p.line, p.function)).unwrap_or_default();
        let args = match s.doing {
            Doing::Waits => format!(r#"{{"where":{},"source":{}}}"#, quoted(&place), quoted(&s.source)),
            _ => "{}".into(),
        };
        all.push(format!(
            r#"{{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"cat":"{}","name":{},"args":{args}}}"#,
            pid(s.lane),
            s.lane + 1,
            microseconds(s.from),
            microseconds(s.to - s.from),
            s.doing.class(),
            quoted(&name),
        ));
    }
    for (i, a) in d.arrows.iter().enumerate() {
        let ts = microseconds(a.time);
        let common = format!(r#""id":{},"ts":{ts},"cat":"wake","name":"wakes""#, i + 1);
        all.push(format!(r#"{{"ph":"s","pid":{},"tid":{},{common}}}"#, pid(a.from), a.from + 1));
        all.push(format!(r#"{{"ph":"f","bp":"e","pid":{},"tid":{},{common}}}"#, pid(a.to), a.to + 1));
    }
    format!("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}\n]}}\n", all.join(",\n"))
}
