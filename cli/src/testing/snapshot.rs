//! Snapshots in insta's file format: a header between two lines of `---`, then the text. `cargo insta review` works on the same files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::program::Program;

/// The text of a snapshot without its header; None if there is no such file, or it is no snapshot.
pub fn read(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.strip_prefix("---\n")?.split_once("\n---\n").map(|(_, body)| body.to_owned())
}

/// Whether two texts are the same snapshot: the end of the last line is the format's, not the text's.
pub fn are_equal(a: &str, b: &str) -> bool {
    a.trim_end_matches('\n') == b.trim_end_matches('\n')
}

/// Where the snapshot waits to be accepted.
pub fn pending_file(program: &Program) -> PathBuf {
    program.snapshot_file().with_extension("snap.new")
}

/// The whole text of a snapshot file. The header of an accepted one stays as it is.
fn whole(program: &Program, text: &str) -> String {
    let old = fs::read_to_string(program.snapshot_file()).ok();
    let kept =
        old.as_deref().and_then(|t| t.strip_prefix("---\n")?.split_once("\n---\n").map(|(head, _)| head.to_owned()));
    let name = program.name();
    let head = kept.unwrap_or_else(|| format!("source: {name}\ninput_file: {name}"));
    format!("---\n{head}\n---\n{}\n", text.trim_end_matches('\n'))
}

/// Keeps a text as the program's snapshot; nothing waits to be accepted any more.
///
/// # Errors
/// Those of writing the file.
pub fn accept(program: &Program, text: &str) -> io::Result<()> {
    fs::create_dir_all(program.snapshot_folder())?;
    fs::write(program.snapshot_file(), whole(program, text))?;
    forget_pending(program);
    Ok(())
}

/// Leaves a text to be accepted.
///
/// # Errors
/// Those of writing the file.
pub fn propose(program: &Program, text: &str) -> io::Result<()> {
    fs::create_dir_all(program.snapshot_folder())?;
    fs::write(pending_file(program), whole(program, text))
}

/// Removes what waits to be accepted, if anything does.
pub fn forget_pending(program: &Program) {
    let _ = fs::remove_file(pending_file(program));
}

/// The snapshots beside these programs that belong to none.
pub fn orphans(programs: &[Program]) -> Vec<PathBuf> {
    let mut folders: Vec<_> = programs.iter().map(Program::snapshot_folder).collect();
    folders.sort();
    folders.dedup();
    let mut found = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for file in entries.flatten().map(|e| e.path()) {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let stem = name.strip_suffix(".snap").or_else(|| name.strip_suffix(".snap.new"));
            let program = |stem: &str| folder.parent().map(|p| p.join(format!("{stem}.py")));
            if stem.and_then(program).is_some_and(|p| !p.exists()) {
                found.push(file);
            }
        }
    }
    found.sort();
    found
}
