//! The row of marks below a source line: `^^^` under what an instruction covers, and `~~~^~~~` where only the operator of a
//! binary operation, or the brackets of a subscript, are meant.

use pausa_grammar::Mode;
use pausa_grammar::ast::{Expr, ExprKind, StmtKind, Tree};

use crate::bytecode::Position;

/// The marks below a line that is shown without its indent; None if they would say nothing.
pub fn row(line: &str, p: &Position) -> Option<String> {
    if p.line == 0 || p.end_line == 0 {
        return None;
    }
    let removed = line.chars().take_while(|c| matches!(c, ' ' | '\t' | '\x0c')).count();
    let length = line.chars().count();
    let start = characters(line, p.col);
    let (end, stressed) = if p.line == p.end_line {
        let end = characters(line, p.end_col);
        let segment: String = line.chars().skip(start).take(end.saturating_sub(start)).collect();
        (end, anchors(&segment))
    } else {
        (line.trim_end_matches([' ', '\t', '\x0c']).chars().count(), None)
    };
    // Marks under the whole line tell the reader nothing new.
    if end.checked_sub(start) == Some(length - removed) && stressed.is_none() {
        return None;
    }
    let mut out = " ".repeat(start.saturating_sub(removed));
    for i in start.max(removed)..end {
        out.push(match stressed {
            Some((left, right)) if i < start + left || i >= start + right => '~',
            _ => '^',
        });
    }
    Some(out)
}

/// A byte offset as a number of characters. One past the end of the line (the source has changed) counts one more.
fn characters(line: &str, offset: u32) -> usize {
    let within = line.char_indices().take_while(|(at, _)| *at < offset as usize).count();
    within + usize::from(offset as usize > line.len())
}

/// What to stress in the source of one expression, as a pair of offsets in characters.
pub fn anchors(segment: &str) -> Option<(usize, usize)> {
    let tree = pausa_grammar::parse(segment, Mode::Module).tree?;
    let Tree::Module(body) = tree else {
        return None;
    };
    let [statement] = &body[..] else {
        return None;
    };
    let StmtKind::Expr(expression) = &statement.kind else {
        return None;
    };
    let (start, end) = stressed(segment, expression)?;
    let count = |at: usize| segment.get(..at).map(|s| s.chars().count());
    Some((count(start)?, count(end)?))
}

/// The same in bytes.
fn stressed(segment: &str, e: &Expr) -> Option<(usize, usize)> {
    match &e.kind {
        ExprKind::BinOp { left, right, .. } => {
            // Brackets around the operands are no part of them.
            let start = left.span.end as usize;
            let between = segment.get(start..right.span.start as usize)?;
            let at = between.find(|c: char| !is_blank(c) && c != ')')?;
            let mut operator = between.get(at..)?.chars();
            let first = operator.next()?.len_utf8();
            let second = operator.next().filter(|c| !is_blank(*c) && *c != '(').map_or(0, char::len_utf8);
            Some((start + at, start + at + first + second))
        }
        ExprKind::Subscript { value, slice } => {
            let open = value.span.end as usize + segment.get(value.span.end as usize..)?.find('[')?;
            let close = slice.span.end as usize + segment.get(slice.span.end as usize..)?.find(']')?;
            Some((open, close + 1))
        }
        _ => None,
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\x0c' | '\n' | '\r' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, col: u32, end_col: u32) -> Option<String> {
        row(line, &Position { line: 1, end_line: 1, col, end_col })
    }

    #[test]
    fn stresses_operators_and_brackets() {
        assert_eq!(marked("x = 1/0", 4, 7).as_deref(), Some("    ~^~"));
        assert_eq!(marked("  x = a // b", 6, 12).as_deref(), Some("    ~~^^~~"));
        assert_eq!(marked("d['k']", 0, 6).as_deref(), Some("~^^^^^"));
        assert_eq!(marked("f(1) + 2", 0, 4).as_deref(), Some("^^^^"));
        assert_eq!(marked("f(1)", 0, 4), None);
    }

    #[test]
    fn counts_characters() {
        assert_eq!(marked("é = ü + 1", 5, 11).as_deref(), Some("    ~~^~~"));
    }
}
