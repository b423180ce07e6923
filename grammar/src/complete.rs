//! Whether what was typed at a prompt is a whole statement.

use crate::ast::{Stmt, StmtKind, Tree};
use crate::diagnose::is_unfinished;
use crate::parse::{Mode, attempt, unfit};

/// What a prompt should do with the lines typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// They can be run (or are empty).
    Complete,
    /// More lines are needed: a bracket, a string or a block is open, or a block could go on.
    Incomplete,
    /// They are wrong, and more lines would not help.
    Invalid,
}

/// Whether `source`, the lines typed so far without the newline after the last, can be run.
///
/// As at CPython's prompt, a compound statement ends with an empty line.
///
/// ```
/// use pausa_grammar::{Completeness, completeness};
///
/// assert_eq!(completeness("x = 1"), Completeness::Complete);
/// assert_eq!(completeness("if x:"), Completeness::Incomplete);
/// assert_eq!(completeness("if x:\n    y"), Completeness::Incomplete);
/// assert_eq!(completeness("if x:\n    y\n"), Completeness::Complete);
/// assert_eq!(completeness("f(1,"), Completeness::Incomplete);
/// assert_eq!(completeness("f(]"), Completeness::Invalid);
/// ```
pub fn completeness(source: &str) -> Completeness {
    if unfit(source).is_some() {
        return Completeness::Invalid;
    }
    let last_line = source.rsplit('\n').next().unwrap_or("");
    let ends_blank = source.contains('\n') && last_line.trim().is_empty();
    match attempt(source, Mode::Module, &[]) {
        Ok((Tree::Module(body), _)) if !ends_blank && body.last().is_some_and(is_compound) => Completeness::Incomplete,
        Ok(_) => Completeness::Complete,
        Err(_) if is_unfinished(source, ends_blank) => Completeness::Incomplete,
        Err(_) => Completeness::Invalid,
    }
}

/// Whether a statement has a block, which another line could continue.
fn is_compound(stmt: &Stmt) -> bool {
    matches!(
        stmt.kind,
        StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::For(_)
            | StmtKind::While(_)
            | StmtKind::If(_)
            | StmtKind::With(_)
            | StmtKind::Match(_)
            | StmtKind::Try(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Completeness, sources: &[&str]) {
        for source in sources {
            assert_eq!(completeness(source), expected, "{source:?}");
        }
    }

    #[test]
    fn whole_statements_can_be_run() {
        let simple = ["", "  ", "# comment", "x", "x = 1; y", "(1,\n2)", "'''a\nb'''", "a + \\\nb"];
        check(Completeness::Complete, &simple);
        let blocks = ["if x:\n  y\n", "def f():\n  pass\n\n", "@d\nclass A: pass\n  "];
        check(Completeness::Complete, &blocks);
    }

    #[test]
    fn open_brackets_strings_and_blocks_want_more() {
        let open = ["(", "f(a,", "[1,\n2", "{", "'''a", "f'''{a}", "a \\", "a \\\n", "(\n\n"];
        check(Completeness::Incomplete, &open);
        let blocks = [
            "if x:",
            "if x: y",
            "for x in y:\n  z",
            "@d",
            "@d\ndef f():",
            "try:\n  x",
            "class A:\n  # comment",
            "match x:\n  case 1:",
            "if x:\n  y\nelse:",
            "if x:\n  '''\n\n",
        ];
        check(Completeness::Incomplete, &blocks);
    }

    #[test]
    fn wrong_ones_are_refused_at_once() {
        let lines = ["x =", "if x", "a b", "1 +", "'a", "f(]", ")", "else:", "  x", "x y ("];
        check(Completeness::Invalid, &lines);
        let blocks = ["if x:\n", "try:\n  x\n", "def f():\n  x\n y"];
        check(Completeness::Invalid, &blocks);
    }
}
