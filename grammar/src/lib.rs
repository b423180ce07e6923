//! Python 3.11 source text to a syntax tree.
//!
//! # Layout
//! A program passes these layers, bottom up:
//! * [`source`]: bytes to text, by byte order mark and coding comment.
//! * `lexer`: text to tokens (`logos`, with numbers, strings and f-strings by hand).
//! * `layout`: line ends and leading space to NEWLINE, INDENT, DEDENT; brackets are counted.
//! * `soft`: words that are keywords only in some places.
//! * `python.lalrpop` with `actions`: tokens to tree.
//! * `parse`: the layers put together; [`parse`] is the entrance.
//! * `diagnose`: what is wrong, in CPython's words, once the parser could not go on.
//!
//! Beside them stands [`highlight`], which tells what is what in a text that may be unfinished.
//!
//! What they share: [`ast`], the tree; [`span`], places in the text; [`name`], identifiers;
//! [`error`]; `limit`, what programs may set.
//!
//! ```
//! use pausa_grammar::{Mode, ast::Tree, parse};
//!
//! let parsed = parse("print(1)\n", Mode::Module);
//! assert!(matches!(parsed.tree, Some(Tree::Module(body)) if body.len() == 1));
//! ```

mod actions;
pub mod ast;
mod complete;
mod diagnose;
pub mod error;
#[cfg(test)]
mod goldens;
pub mod highlight;
mod layout;
mod lexer;
mod limit;
pub mod name;
mod parse;
mod soft;
pub mod source;
pub mod span;

pub use complete::{Completeness, completeness};
pub use error::{ErrorKind, SyntaxError, Warning};
pub use limit::{max_int_digits, set_max_int_digits};
pub use parse::{Mode, Parsed, parse};

mod python {
    #![allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub, dead_code)]
    use lalrpop_util::lalrpop_mod;
    lalrpop_mod!(grammar, "/python.rs");
    pub(crate) use grammar::TopParser;
}
