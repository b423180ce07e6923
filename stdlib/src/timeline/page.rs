//! The timeline as one self-contained page: the drawing as data, and a script that shows the part of it that is looked at.

use super::drawing::Drawing;
use super::picture::COLORS;
use crate::modules::census::listing::quoted;

/// The page, with two places to fill in.
const PAGE: &str = include_str!("page.html");

/// A string inside a script: no tag may begin or end in it.
fn in_script(text: &str) -> String {
    quoted(text).replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

pub(super) fn page(d: &Drawing) -> String {
    let rows: Vec<String> = d.rows.iter().map(|r| format!("[{},{}]", in_script(&r.title()), r.depth)).collect();
    let spans: Vec<String> = d
        .spans
        .iter()
        .map(|s| format!("[{},{},{},\"{}\",{}]", s.lane, s.from, s.to, s.doing.class(), in_script(&s.legend(&d.rows))))
        .collect();
    let arrows: Vec<String> = d.arrows.iter().map(|a| format!("[{},{},{}]", a.time, a.from, a.to)).collect();
    let data = format!(
        "{{rows:[{}],\nspans:[{}],\narrows:[{}],\nend:{},cut:{}}}",
        rows.join(","),
        spans.join(",\n"),
        arrows.join(","),
        d.end,
        d.cut
    );
    PAGE.replacen("/*colors*/", COLORS, 1).replacen("/*data*/", &data, 1)
}
