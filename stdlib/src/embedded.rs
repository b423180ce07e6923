//! The modules written in Python, which are part of the binary.

use pausa_vm::import::Embedded;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The text of all of them, one after the other, and their code.
static SOURCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sources.txt"));
static CODES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/codes.bin"));

const fn text(start: usize, length: usize) -> &'static str {
    SOURCES.split_at(start).1.split_at(length).0
}

const fn code(start: usize, length: usize) -> &'static [u8] {
    CODES.split_at(start).1.split_at(length).0
}

/// The module of this name.
pub fn find(name: &str) -> Option<Embedded> {
    let i = TABLE.binary_search_by(|(n, _)| (*n).cmp(name)).ok()?;
    Some(TABLE[i].1)
}
