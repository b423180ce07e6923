//! Results as JUnit writes them, for what shows results of tests.

use std::fmt::Write as _;

use super::{Tested, Verdict};

/// The whole file.
pub(super) fn report(tested: &[Tested]) -> String {
    let count = |is: fn(&Verdict) -> bool| tested.iter().filter(|t| is(&t.verdict)).count();
    let failures = count(|v| matches!(v, Verdict::New(_) | Verdict::Changed { .. }));
    let errors = count(|v| matches!(v, Verdict::Failed(_)));
    let skipped = count(|v| matches!(v, Verdict::Skipped(_)));
    let time: f64 = tested.iter().map(|t| t.took.as_secs_f64()).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuite name=\"pausa test\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"{time:.3}\">",
        tested.len()
    );
    for t in tested {
        let folder = t.program.file.parent().map(|p| p.to_string_lossy().replace('/', ".")).unwrap_or_default();
        let _ = write!(
            out,
            "  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\"",
            escaped(&folder),
            escaped(&t.program.stem()),
            t.took.as_secs_f64()
        );
        let _ = match &t.verdict {
            Verdict::Passed => writeln!(out, "/>"),
            Verdict::Skipped(reason) => writeln!(out, "><skipped message=\"{}\"/></testcase>", escaped(reason)),
            Verdict::New(got) => writeln!(out, "><failure message=\"new\">{}</failure></testcase>", escaped(got)),
            Verdict::Changed { expected, got } => writeln!(
                out,
                "><failure message=\"changed\">{}</failure></testcase>",
                escaped(&format!("expected:\n{expected}\ngot:\n{got}"))
            ),
            Verdict::Failed(text) => writeln!(out, "><error message=\"failed\">{}</error></testcase>", escaped(text)),
        };
    }
    out + "</testsuite>\n"
}

/// Text as XML has it; characters that it cannot have are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
