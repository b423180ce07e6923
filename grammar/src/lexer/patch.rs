//! Patches: places in a broken text that the layers of tokens are to read differently, so that the
//! rest can be looked at after an error.
//!
//! A patch changes no offset: the tokens put in stand, without width, where the patched text
//! begins.

use super::token::Tok;

/// One place to read differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    /// Where a token begins, the first of its line.
    pub(crate) start: u32,
    /// How to read on from there.
    pub(crate) kind: PatchKind,
}

/// How to read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PatchKind {
    /// The text up to `end` stands for these tokens.
    Replace {
        /// Past the text that is not looked at.
        end: u32,
        /// What is delivered instead.
        tokens: &'static [Tok],
    },
    /// The line is indented without a reason; a header is made up for it.
    Header,
    /// The line's indentation fits no open block or mixes tabs and spaces: the nearest will do.
    Lenient,
}
