//! What `pausa test` shows: a bar while programs run, what changed as differences, and how many passed.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::program::Program;
use super::{Tested, Verdict};

/// How many lines around a difference are shown.
const CONTEXT: usize = 3;

/// The width of the bar.
const BAR: usize = 30;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const BOLD: &str = "\x1b[1m";

/// Shows results.
pub(super) struct Reporter {
    colored: bool,
    /// Whether standard error shows a bar.
    has_bar: bool,
}

impl Reporter {
    pub(super) fn new((stdout, stderr): (bool, bool)) -> Reporter {
        Reporter { colored: stdout, has_bar: stderr && std::io::stderr().is_terminal() }
    }

    fn paint(&self, style: &str, text: &str) -> String {
        if self.colored { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
    }

    /// So many are done, this one last.
    pub(super) fn progress(&self, done: usize, total: usize, last: &Tested) {
        if !self.has_bar {
            return;
        }
        let full = BAR * done / total.max(1);
        let bar = format!("{}{}", "=".repeat(full), " ".repeat(BAR - full));
        // It is no loss if the bar cannot be drawn.
        let _ = write!(std::io::stderr(), "\r\x1b[K[{bar}] {done}/{total} {}", last.program.name());
        let _ = std::io::stderr().flush();
    }

    pub(super) fn end_progress(&self) {
        if self.has_bar {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    /// What is wrong with a program.
    pub(super) fn show(&self, tested: &Tested) {
        let name = tested.program.name();
        match &tested.verdict {
            Verdict::Passed | Verdict::Skipped(_) => {}
            Verdict::New(got) => {
                println!("{} {}", self.paint(CYAN, "new"), self.paint(BOLD, &name));
                for line in got.lines() {
                    println!("{}", self.paint(GREEN, &format!("  +{line}")));
                }
            }
            Verdict::Changed { expected, got } => {
                println!("{} {}", self.paint(RED, "changed"), self.paint(BOLD, &name));
                self.difference(expected, got);
            }
            Verdict::Failed(text) => {
                println!("{} {}", self.paint(RED, "failed"), self.paint(BOLD, &name));
                for line in text.trim_end().lines() {
                    println!("  {line}");
                }
            }
        }
    }

    /// What a program left behind, whatever else became of it.
    pub(super) fn leftovers(&self, tested: &Tested) {
        for same in tested.leftovers.chunk_by(|a, b| a == b) {
            let times = if same.len() > 1 { format!(" ({} times)", same.len()) } else { String::new() };
            let name = tested.program.name();
            println!("{} {} leaves behind {}{times}", self.paint(CYAN, "note"), self.paint(BOLD, &name), same[0]);
        }
    }

    fn difference(&self, expected: &str, got: &str) {
        let (expected, got) = (expected.trim_end_matches('\n'), got.trim_end_matches('\n'));
        let diff = TextDiff::from_lines(expected, got);
        for (i, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
            if i > 0 {
                println!("  ...");
            }
            for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
                let text = change.value().trim_end_matches('\n');
                match change.tag() {
                    ChangeTag::Equal => println!("   {text}"),
                    ChangeTag::Delete => println!("{}", self.paint(RED, &format!("  -{text}"))),
                    ChangeTag::Insert => println!("{}", self.paint(GREEN, &format!("  +{text}"))),
                }
            }
        }
    }

    pub(super) fn accepted(&self, program: &Program) {
        println!("{} {}", self.paint(GREEN, "accepted"), program.name());
    }

    /// A snapshot without a program.
    pub(super) fn orphan(&self, file: &Path, is_removed: bool) {
        let name = file.display();
        if is_removed {
            println!("{} {name}", self.paint(CYAN, "removed"));
        } else {
            println!("{} {name}: its program is gone (--update-removed removes it)", self.paint(CYAN, "unused"));
        }
    }

    /// How many of each there are.
    pub(super) fn summary(&self, tested: &[Tested], took: Duration) {
        let count = |is: fn(&Verdict) -> bool| tested.iter().filter(|t| is(&t.verdict)).count();
        let counts = [
            (count(|v| matches!(v, Verdict::Passed)), "passed", GREEN),
            (count(|v| matches!(v, Verdict::Changed { .. })), "changed", RED),
            (count(|v| matches!(v, Verdict::New(_))), "new", CYAN),
            (count(|v| matches!(v, Verdict::Failed(_))), "failed", RED),
            (count(|v| matches!(v, Verdict::Skipped(_))), "skipped", CYAN),
        ];
        let shown = counts.iter().filter(|(n, what, _)| *n > 0 || *what == "passed");
        let parts: Vec<_> = shown.map(|(n, what, style)| self.paint(style, &format!("{n} {what}"))).collect();
        println!("{} in {:.2} s", parts.join(", "), took.as_secs_f64());
    }
}
