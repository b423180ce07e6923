//! Each example has a snapshot, and each snapshot an example.
//!
//! `cargo insta` looks for snapshots beside the targets of packages: because this one is here, it finds those that `pausa test` has
//! written for the examples.

use std::collections::BTreeSet;
use std::path::Path;

/// The names of a folder's files of one kind, without their extension.
fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let found = paths.filter(|path| path.extension().is_some_and(|e| e == extension));
    found.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect()
}

#[test]
fn each_example_has_a_snapshot() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    assert_eq!(stems(&folder, "py"), stems(&folder.join("snapshots"), "snap"));
}
