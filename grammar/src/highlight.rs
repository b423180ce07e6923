//! What is what in a text, for showing it in colours. The text may be unfinished or wrong: the answer is as good as it can be.

use std::ops::Range;

use crate::lexer::{FStrings, Lexer, Options, Tok};

/// A kind of text that is shown in a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `if`, `async`, `not`
    Keyword,
    /// `None`, `True`, `False`
    Constant,
    /// The name that `def` or `class` defines.
    Definition,
    /// Any other name.
    Name,
    /// A number.
    Number,
    /// A string of any kind, with its prefix and its quotes.
    String,
    /// A comment.
    Comment,
}

/// The parts of the text that are of some class, in order.
///
/// ```
/// use pausa_grammar::highlight::{Class, highlight};
///
/// let parts: Vec<_> = highlight("if x: 'half").collect();
/// assert_eq!(parts, [(0..2, Class::Keyword), (3..4, Class::Name), (6..11, Class::String)]);
/// ```
pub fn highlight(source: &str) -> impl Iterator<Item = (Range<usize>, Class)> {
    let options = Options { fstrings: FStrings::Whole { trusted: 0 }, patches: &[] };
    let fits = u32::try_from(source.len()).is_ok();
    let mut lexer = fits.then(|| Lexer::new(source, options));
    let mut defines = false;
    std::iter::from_fn(move || {
        let lexer = lexer.as_mut()?;
        loop {
            let token = lexer.next_plain();
            let defined = std::mem::replace(&mut defines, matches!(token.tok, Tok::Def | Tok::Class));
            let range = token.span().range();
            let class = match token.tok {
                Tok::Eof => return None,
                Tok::Error => {
                    let rest = &source[range.start..];
                    let is_string = is_string(rest);
                    let length =
                        if is_string { unfinished(rest) } else { rest.chars().next().map_or(0, char::len_utf8) };
                    // What can be no token is passed over, by at least a character.
                    let end = if is_string { range.start + length } else { range.end.max(range.start + length) };
                    if end == range.start {
                        return None;
                    }
                    lexer.restart(u32::try_from(end).ok()?);
                    if is_string {
                        return Some((range.start..end, Class::String));
                    }
                    continue;
                }
                Tok::Name | Tok::UnicodeName if defined => Class::Definition,
                Tok::Name | Tok::UnicodeName => Class::Name,
                Tok::Int | Tok::Float | Tok::Imaginary => Class::Number,
                Tok::Str => Class::String,
                Tok::Comment => Class::Comment,
                Tok::None | Tok::True | Tok::False => Class::Constant,
                _ if source[range.clone()].starts_with(|c: char| c.is_ascii_alphabetic()) => Class::Keyword,
                _ => continue,
            };
            return Some((range, class));
        }
    })
}

/// Whether a string begins here.
fn is_string(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with(['"', '\''])
}

/// Where a string that is not closed ends, for all one can tell: with its line, or with the text if it has three quotes.
fn unfinished(text: &str) -> usize {
    let body = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if body.starts_with("'''") || body.starts_with("\"\"\"") {
        return text.len();
    }
    text.find('\n').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<(&str, Class)> {
        highlight(source).map(|(range, class)| (&source[range], class)).collect()
    }

    #[test]
    fn names_what_is_there() {
        use Class::*;
        let expected = [("async", Keyword), ("def", Keyword), ("f", Definition), ("x", Name), ("return", Keyword)];
        assert_eq!(shown("async def f(x): return")[..], expected);
        assert_eq!(shown("1.5 # why")[..], [("1.5", Number), ("# why", Comment)]);
        assert_eq!(shown("f'{x}' None")[..], [("f'{x}'", String), ("None", Constant)]);
    }

    #[test]
    fn goes_on_after_what_is_wrong() {
        use Class::*;
        assert_eq!(shown("'open\nif")[..], [("'open", String), ("if", Keyword)]);
        assert_eq!(shown("'''open\nif")[..], [("'''open\nif", String)]);
        assert_eq!(shown("\u{0} x").len(), 1);
        assert_eq!(shown("$ x")[..], [("x", Name)]);
        for text in ["\\", "\\x", "0x", "1__0", "b'é'", "\u{7f}", "é\u{301}"] {
            shown(text);
        }
    }
}
