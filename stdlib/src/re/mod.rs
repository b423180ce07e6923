//! Regular expressions as CPython 3.11's `re` has them.
//!
//! The syntax, the messages about mistakes in it, and which of several possible
//! matches is found are CPython's; so this is an engine of its own, which works
//! on generalised UTF-8 (lone surrogates included) or on bytes, and knows
//! nothing of Python's values. Positions are in bytes.
//!
//! ```
//! use pausa_stdlib::re::{Flags, How, Kind, Matcher, compile};
//!
//! let program = compile(Kind::Str, br"(\w+)@(\w+)", Flags::default(), &mut Vec::new()).unwrap();
//! let mut matcher = Matcher::new();
//! let text = "to ann@home".as_bytes();
//! let found = matcher.run(&program, How::Search, text, 0..text.len(), false, &mut |_| true);
//! assert_eq!(found, Ok(true));
//! assert_eq!(matcher.group(2), Some(7..11));
//! ```
//!
//! | files | what |
//! |---|---|
//! | `scanner`, `parse`, `name`, `tree` | from the text of a pattern to a tree |
//! | `set`, `casing` | sets of characters, and what case makes of them |
//! | `compile`, `optimize`, `search`, `program` | from the tree to instructions |
//! | `matcher`, `iterate` | matching, once and again and again |
//! | `template`, `escape` | replacements, and patterns that match a text as it is |
//! | `flags`, `error` | flags, errors and warnings |
//!
//! What holds throughout: nothing here recurses without a bound, and no text
//! and no pattern makes it panic.

mod casing;
mod compile;
mod error;
mod escape;
mod flags;
mod iterate;
mod matcher;
mod name;
mod optimize;
mod parse;
mod program;
mod scanner;
mod search;
mod set;
mod template;
mod tree;

pub use error::{Category, Error, Warning, line_and_column};
pub use escape::escape;
pub use flags::Flags;
pub use iterate::{Cursor, split, substitute};
pub use matcher::{How, Matcher, Stopped};
pub use program::{Kind, Program};
pub use template::Template;

/// Compiles a pattern. Warnings are added as they arise, even if an error follows.
pub fn compile(kind: Kind, pattern: &[u8], flags: Flags, warnings: &mut Vec<Warning>) -> Result<Program, Error> {
    compile::compile(kind, parse::parse(kind, pattern, flags, warnings)?)
}
