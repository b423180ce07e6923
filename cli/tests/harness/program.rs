//! The programs under test: where they are, and the directives in their leading comments.
//!
//! | directive | meaning |
//! |---|---|
//! | `# args: a "b c"` | the program's arguments, as a shell would split them |
//! | `# options: --seed 1` | Pausa's options; the snapshot is Pausa's, as CPython has none of them |
//! | `# repeat: N` | the program is run so often, and each time its transcript is the same |
//! | `# stdin: line` | one line of standard input; may be repeated |
//! | `# shell: line` | replaces the command; a line of `sh` that finds `$python` and `$program` |
//! | `# exit: N` | the exit code, where it is not 0 (the oracle insists on it) |
//! | `# needs: module` | a module that CPython must have installed to be the oracle |
//! | `# differs: reason` | Pausa's answer is not CPython's; also in `docs/compatibility.md` |
//! | `# skip: reason` | not run |
//!
//! `cli/tests/oracle.py` reads the same directives.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the workspace: programs run there, so paths in their output are relative to it.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("cli/ is inside the workspace").into()
}

/// What the leading comments of a program ask for.
#[derive(Clone, Default)]
pub(crate) struct Directives {
    pub(crate) args: String,
    pub(crate) options: String,
    pub(crate) repeat: usize,
    pub(crate) stdin: String,
    pub(crate) shell: Vec<String>,
    pub(crate) needs: Vec<String>,
    pub(crate) differs: Option<String>,
    pub(crate) skip: Option<String>,
}

impl Directives {
    fn read(source: &str) -> Self {
        let mut directives = Self::default();
        let source = source.trim_start_matches('\u{feff}');
        for line in source.lines().take_while(|line| line.starts_with('#')) {
            let line = line.trim_start_matches('#').trim_start();
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.strip_prefix(' ').unwrap_or(value);
            match name {
                "args" => directives.args = value.to_owned(),
                "options" => directives.options = value.to_owned(),
                "repeat" => directives.repeat = value.parse().expect("a number of times"),
                "stdin" => directives.stdin.extend([value, "\n"]),
                "shell" => directives.shell.push(value.to_owned()),
                "needs" => directives.needs.push(value.to_owned()),
                "differs" => directives.differs = Some(value.to_owned()),
                "skip" => directives.skip = Some(value.to_owned()),
                _ => {}
            }
        }
        directives
    }
}

/// One program and what it asks for.
#[derive(Clone)]
pub(crate) struct Program {
    /// `programs/lists/sort.py`, `switch/sort_key.py`, `examples/hello.py`.
    pub(crate) name: String,
    /// Relative to the workspace, as it appears in tracebacks.
    pub(crate) file: PathBuf,
    pub(crate) source: Vec<u8>,
    pub(crate) directives: Directives,
}

impl Program {
    fn read(file: PathBuf) -> Self {
        let source = fs::read(workspace().join(&file)).expect("a program that was just found");
        let directives = Directives::read(&String::from_utf8_lossy(&source));
        let name = file.strip_prefix("cli/tests").unwrap_or(&file).to_string_lossy().into_owned();
        Self { name, file, source, directives }
    }

    pub(crate) fn is_example(&self) -> bool {
        self.file.starts_with("examples")
    }

    pub(crate) fn stem(&self) -> &str {
        self.file.file_stem().and_then(|stem| stem.to_str()).expect("a program's name is UTF-8")
    }

    pub(crate) fn snapshot_folder(&self) -> PathBuf {
        workspace().join(&self.file).with_file_name("snapshots")
    }

    /// The transcript that is expected, without insta's header; `None` if there is no snapshot.
    pub(crate) fn snapshot_body(&self) -> Option<String> {
        let file = self.snapshot_folder().join(self.stem()).with_extension("snap");
        let text = fs::read_to_string(file).ok()?;
        text.strip_prefix("---\n")?.split_once("\n---\n").map(|(_, body)| body.to_owned())
    }
}

/// Every program, sorted. Folders deeper than an area hold what the area's programs import or run.
pub(crate) fn find_all() -> Vec<Program> {
    let mut files = python_files(Path::new("examples"));
    files.extend(python_files(Path::new("cli/tests/switch")));
    for area in entries(Path::new("cli/tests/programs")) {
        files.extend(python_files(&area));
    }
    files.sort();
    files.into_iter().map(Program::read).collect()
}

fn python_files(folder: &Path) -> Vec<PathBuf> {
    let is_python = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "py");
    entries(folder).into_iter().filter(is_python).collect()
}

/// What a folder of the workspace holds, as paths relative to the workspace.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(workspace().join(folder)) else {
        return Vec::new();
    };
    listing.map(|entry| folder.join(entry.expect("a readable folder").file_name())).collect()
}
