//! Every module of CPython's library parses, if a CPython 3.11 is found.

use pausa_grammar::{Mode, parse, source};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of CPython's library.
fn library() -> Option<PathBuf> {
    let program = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let output = Command::new("python3.11").args(["-c", program]).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(path.trim()))
}

/// Whether CPython's own tests need this file to be wrong, or to be Python 2.
fn is_wrong_on_purpose(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("bad") || path.ends_with("lib2to3/tests/data") || {
        let text = path.to_string_lossy();
        text.contains("lib2to3/tests/data") || text.contains("site-packages")
    }
}

fn visit(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if is_wrong_on_purpose(&path) {
            continue;
        }
        if path.is_dir() {
            visit(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}

#[test]
fn cpythons_library_parses() {
    let Some(library) = library() else {
        eprintln!("skipped: no python3.11 found");
        return;
    };
    let mut files = Vec::new();
    visit(&library, &mut files);
    for path in files {
        let bytes = std::fs::read(&path).expect("a readable module");
        let text = source::decode(&bytes, None).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let errors = parse(&text, Mode::Module).errors;
        assert_eq!(errors, [], "{}", path.display());
    }
}
