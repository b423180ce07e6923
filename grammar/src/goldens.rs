//! The tokens of some programs, as the parser gets them: program above, tokens below.

use crate::lexer::{Options, Tok};
use crate::soft::Tokens;
use std::fmt::Write;

#[test]
fn programs_have_these_tokens() {
    insta::glob!("../tests/fixtures/tokens", "*.py", |path| {
        let source = std::fs::read_to_string(path).expect("a readable fixture");
        insta::assert_snapshot!(format!("{source}\n-----\n{}", render(&source)));
    });
}

/// A line for each logical line. A token is its kind, and its text where the kind does not tell.
fn render(source: &str) -> String {
    let mut tokens = Tokens::new(source, Options::PLAIN);
    let mut out = String::new();
    loop {
        let token = tokens.next_token();
        let text = &source[token.start as usize..token.end as usize];
        let _ = match token.tok {
            Tok::Newline => writeln!(out, "Newline"),
            Tok::Indent | Tok::Dedent => write!(out, "{:?} ", token.tok),
            Tok::Error => writeln!(out, "Error {:?}", tokens.layout.error()),
            Tok::Eof => writeln!(out, "Eof"),
            tok => write!(out, "{tok:?}({}) ", text.replace("\n", "\\n").replace("\r", "\\r")),
        };
        if matches!(token.tok, Tok::Eof | Tok::Error) {
            return out;
        }
    }
}
