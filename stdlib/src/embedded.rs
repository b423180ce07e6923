//! The modules written in Python, which are part of the binary.

use pausa_vm::import::Embedded;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The module of this name.
pub fn find(name: &str) -> Option<Embedded> {
    let i = TABLE.binary_search_by(|(n, _)| (*n).cmp(name)).ok()?;
    Some(TABLE[i].1)
}
