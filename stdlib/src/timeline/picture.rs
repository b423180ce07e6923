//! The timeline as a picture: an SVG of its own, light or dark as the viewer's preference is. Who rests on a span is told more.

use std::fmt::Write as _;

use super::drawing::{Doing, Drawing, seconds};

/// The colours of pictures and pages, as variables.
pub(super) const COLORS: &str = "\
:root{--back:#ffffff;--text:#1f2328;--faint:#d8dee4;--run:#1a7f37;--ready:#d4a72c;--wait:#b6c4d3;--wake:#8250df}
@media(prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--faint:#30363d;--run:#3fb950;--ready:#d29922;\
--wait:#3d4a59;--wake:#bc8cff}}
text{fill:var(--text);font:12px system-ui,sans-serif}.run{fill:var(--run)}.ready{fill:var(--ready)}.wait{fill:var(--wait)}
.wake{stroke:var(--wake);fill:none}.head{fill:var(--wake);stroke:none}.rule{stroke:var(--faint)}
";

const LEFT: f64 = 190.0;
const WIDTH: f64 = 1000.0;
const TOP: f64 = 30.0;
const STEP: f64 = 24.0;
const HEIGHT: f64 = 14.0;

/// Text between tags, or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// At most so many letters.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

pub(super) fn picture(d: &Drawing) -> String {
    let scale = WIDTH / d.end.max(1) as f64;
    let x = |time: i64| LEFT + time as f64 * scale;
    let y = |lane: usize| TOP + lane as f64 * STEP;
    let (width, height) = (LEFT + WIDTH + 20.0, y(d.rows.len()) + 10.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <style>{COLORS}</style>\n<rect width=\"{width}\" height=\"{height}\" style=\"fill:var(--back)\"/>\n"
    );
    for i in 0..=5 {
        let time = (d.end as f64 * f64::from(i) / 5.0) as i64;
        let at = x(time);
        let _ = writeln!(out, "<path class=\"rule\" d=\"M{at:.1} {TOP}V{height}\"/>");
        let _ = writeln!(out, "<text x=\"{at:.1}\" y=\"18\" text-anchor=\"middle\">{} s</text>", seconds(time));
    }
    for (i, row) in d.rows.iter().enumerate() {
        let margin = 8 + 14 * row.depth;
        let title = row.title();
        let _ = writeln!(
            out,
            "<text x=\"{margin}\" y=\"{:.1}\">{}<title>{}</title></text>",
            y(i) + 11.0,
            escaped(&cut(&title, 26)),
            escaped(&title)
        );
    }
    // What runs is drawn last, for it may be short.
    for doing in [Doing::Waits, Doing::Ready, Doing::Runs] {
        for s in d.spans.iter().filter(|s| s.doing == doing) {
            let inset = if doing == Doing::Waits { 4.0 } else { 0.0 };
            let _ = writeln!(
                out,
                "<rect class=\"{}\" x=\"{:.2}\" y=\"{:.1}\" width=\"{:.2}\" height=\"{:.1}\"><title>{}</title></rect>",
                doing.class(),
                x(s.from),
                y(s.lane) + inset,
                ((s.to - s.from) as f64 * scale).max(if doing == Doing::Runs { 2.0 } else { 0.5 }),
                HEIGHT - 2.0 * inset,
                escaped(&s.legend(&d.rows))
            );
        }
    }
    for a in &d.arrows {
        let (from, to) = (y(a.from) + HEIGHT / 2.0, y(a.to) + HEIGHT / 2.0);
        let tip = if to > from { to - 5.0 } else { to + 5.0 };
        let at = x(a.time);
        let _ = writeln!(
            out,
            "<path class=\"wake\" d=\"M{at:.2} {from:.1}V{to:.1}\"><title>{} wakes {} at {} s</title></path>\
             <path class=\"head\" d=\"M{at:.2} {to:.1}L{:.2} {tip:.1}H{:.2}Z\"/>",
            escaped(&d.rows[a.from].title()),
            escaped(&d.rows[a.to].title()),
            seconds(a.time),
            at - 3.0,
            at + 3.0
        );
    }
    if d.cut {
        let _ = writeln!(out, "<text x=\"8\" y=\"18\">there was more than is shown</text>");
    }
    out + "</svg>\n"
}
