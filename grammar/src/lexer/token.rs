//! The kinds of token, and the patterns by which `logos` finds them.

use crate::span::Span;
use logos::Logos;

/// A token: its kind and its place. Its text is a slice of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) tok: Tok,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Token {
    pub(crate) fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The token's text in `source`.
    pub(crate) fn text(self, source: &str) -> &str {
        &source[self.start as usize..self.end as usize]
    }
}

/// The kinds of token.
///
/// The patterns of `Int` and `Str` match only how such a literal begins; the lexer finds its end.
/// The variants without a pattern are made by the lexer or by the layers above it.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0c]+")]
pub(crate) enum Tok {
    #[regex("[A-Za-z_][A-Za-z0-9_]*", priority = 3)]
    Name,
    /// Becomes a `Name` once its characters are found to be those of identifiers.
    #[regex(r"[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*", priority = 2)]
    UnicodeName,
    #[regex(r"[0-9]|\.[0-9]")]
    Int,
    Float,
    Imaginary,
    #[regex(r#"([rR]|[uU]|[bB]|[fF]|[bB][rR]|[rR][bB]|[fF][rR]|[rR][fF])?("|'|"""|''')"#)]
    Str,

    /// Prefix and opening quotes of an f-string.
    FStart,
    /// Text of an f-string or of a format specification.
    FText,
    /// Closing quotes.
    FEnd,
    /// `{` that opens a replacement field.
    FieldOpen,
    /// `}` that closes it.
    FieldClose,
    /// `:` that begins its format specification.
    FieldColon,
    /// `!r`.
    FieldConversion,
    /// `=` with the space around it, which asks for the field's own text.
    FieldEqual,

    #[regex(r"\n|\r\n|\r")]
    Newline,
    Indent,
    Dedent,
    Eof,
    Error,
    /// A printable ASCII character that means nothing.
    Unknown,
    #[regex(r"#[^\n\r]*", allow_greedy = true)]
    Comment,
    #[regex(r"\\(\n|\r\n|\r)")]
    Continuation,
    // One of these three comes first and tells the parser what is wanted.
    StartModule,
    StartInteractive,
    StartExpression,

    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,
    /// The name `match` where it is a keyword.
    Match,
    /// The name `case` where it is a keyword.
    Case,

    #[token("(")]
    LPar,
    /// A `(` after `with` whose `)` is followed by the statement's colon.
    WithLPar,
    #[token(")")]
    RPar,
    #[token("[")]
    LSqb,
    #[token("]")]
    RSqb,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(";")]
    Semi,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("=")]
    Equal,
    #[token(":=")]
    ColonEqual,
    #[token("->")]
    RArrow,
    #[token("==")]
    EqEqual,
    #[token("!=")]
    NotEqual,
    /// Python 2's other way to write `!=`: a token still, but no operator.
    #[token("<>")]
    LessGreater,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("@")]
    At,
    #[token("**")]
    DoubleStar,
    #[token("<<")]
    LeftShift,
    #[token(">>")]
    RightShift,
    #[token("&")]
    Amper,
    #[token("|")]
    VBar,
    #[token("^")]
    Circumflex,
    #[token("~")]
    Tilde,
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("/=")]
    SlashEqual,
    #[token("//=")]
    DoubleSlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("@=")]
    AtEqual,
    #[token("**=")]
    DoubleStarEqual,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>=")]
    RightShiftEqual,
    #[token("&=")]
    AmperEqual,
    #[token("|=")]
    VBarEqual,
    #[token("^=")]
    CircumflexEqual,
}
