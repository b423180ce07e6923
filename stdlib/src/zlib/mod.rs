//! DEFLATE (RFC 1951) in its wrappings of zlib (RFC 1950) and gzip (RFC 1952).
//!
//! Compressed data are to the byte those of the zlib library that CPython uses:
//! programs print how long they are, or their digests. So the search for
//! matches, the ends of blocks and the shapes of code trees follow zlib's
//! choices, which its documentation and RFC 1951 leave open.
//!
//! | files | what |
//! |---|---|
//! | `deflate` | the compressor: wrapping, flushing |
//! | `window` | what was read, and the search in it for what is to come |
//! | `blocks`, `tree`, `bits` | blocks, the codes in them, and their bits |
//! | `inflate`, `codes`, `input` | the decompressor, its codes, and where it reads bits |
//! | `tables` | the lengths and distances of RFC 1951 |

mod bits;
mod blocks;
mod codes;
mod deflate;
mod inflate;
mod input;
mod tables;
mod tree;
mod window;

pub use deflate::{Compressor, Flush, Strategy};
pub use inflate::{Decompressor, Error};

/// How data are wrapped, and the size of the window: what zlib's `wbits` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wrapping {
    pub(crate) kind: Wrap,
    /// The logarithm of the size of the window; 0 for what the data say.
    pub(crate) bits: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrap {
    None,
    Zlib,
    Gzip,
    /// Zlib or gzip, whatever the data are.
    Either,
}

impl Wrapping {
    /// Reads `wbits` as the compressor does, or nothing if it is out of bounds.
    fn to_write(wbits: i64) -> Option<Wrapping> {
        let (kind, bits) = match wbits {
            -15..=-9 => (Wrap::None, -wbits),
            // The smallest window is never used.
            8 => (Wrap::Zlib, 9),
            9..=15 => (Wrap::Zlib, wbits),
            25..=31 => (Wrap::Gzip, wbits - 16),
            _ => return None,
        };
        Some(Wrapping { kind, bits: bits as u32 })
    }

    /// Reads `wbits` as the decompressor does.
    fn to_read(wbits: i64) -> Option<Wrapping> {
        let (kind, bits) = match wbits {
            -15..=-8 => (Wrap::None, -wbits),
            0 | 8..=15 => (Wrap::Zlib, wbits),
            16 | 24..=31 => (Wrap::Gzip, wbits - 16),
            32 | 40..=47 => (Wrap::Either, wbits - 32),
            _ => return None,
        };
        Some(Wrapping { kind, bits: bits as u32 })
    }
}
