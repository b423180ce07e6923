//! The programs under test, and the directives in their leading comments.
//!
//! | directive | meaning |
//! |---|---|
//! | `# test: args=a "b c"` | the program's arguments, as a shell would split them |
//! | `# test: options=--seed 1` | Pausa's options, which CPython has not |
//! | `# test: repeat=N` | `cargo test` runs it so often, and each time its transcript is the same |
//! | `# test: stdin=line` | one line of standard input; may be repeated |
//! | `# test: shell=line` | replaces the command; a line of `sh` that finds `$python` and `$program` |
//! | `# test: exit=N` | the exit code that it has to end with |
//! | `# test: env=NAME=value` | a variable of the environment; may be repeated |
//! | `# test: timeout=S` | its limit of time, in seconds |
//! | `# test: real-time` | its clock is the system's, not virtual |
//! | `# test: filter=durations` | see `transcript`; may be repeated |
//! | `# test: needs=module` | a module that an oracle must have installed |
//! | `# test: differs=reason` | an oracle answers differently, and rightly so |
//! | `# test: sleeps=how long` | an oracle really sleeps: `cargo test` compares with it only if asked for what it ignores |
//! | `# test: skip=reason` | not run |
//!
//! Those with a value may also be written without the `test`: `# args: a "b c"`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the leading comments of a program ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directives {
    /// The arguments, as a line of `sh`.
    pub args: String,
    /// Options of the interpreter, as words of `sh`.
    pub options: String,
    /// How often it is run by `cargo test`, each time with the same transcript.
    pub repeat: usize,
    /// All of the standard input.
    pub stdin: String,
    /// What is run instead of the program.
    pub shell: Vec<String>,
    /// The exit code, if it is asked for.
    pub exit: Option<i32>,
    /// More variables of the environment.
    pub env: Vec<(String, String)>,
    /// The limit of time.
    pub timeout: Option<Duration>,
    /// The clock is the system's.
    pub real_time: bool,
    /// The names of more filters.
    pub filters: Vec<String>,
    /// Modules that an oracle needs.
    pub needs: Vec<String>,
    /// Why an oracle answers differently.
    pub differs: Option<String>,
    /// How long an oracle sleeps in it.
    pub sleeps: Option<String>,
    /// Why it is not run.
    pub skip: Option<String>,
}

impl Directives {
    /// Reads the leading comments of a program.
    pub fn read(source: &str) -> Directives {
        let mut directives = Directives::default();
        let source = source.trim_start_matches('\u{feff}');
        for line in source.lines().take_while(|line| line.starts_with('#')) {
            let line = line.trim_start_matches('#').trim_start();
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.strip_prefix(' ').unwrap_or(value);
            if name == "test" {
                directives.read_words(value);
            } else {
                directives.set(name, value);
            }
        }
        directives
    }

    /// What stands after `# test:`: words without a value, then perhaps one with a value, which goes on to the end of the line.
    fn read_words(&mut self, text: &str) {
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let word = rest.split_whitespace().next().unwrap_or(rest);
            if let Some((name, _)) = word.split_once('=') {
                self.set(name, &rest[name.len() + 1..]);
                return;
            }
            self.real_time |= word == "real-time";
            rest = rest[word.len()..].trim_start();
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "args" => self.args = value.to_owned(),
            "options" => self.options = value.to_owned(),
            "repeat" => self.repeat = value.trim().parse().unwrap_or(0),
            "stdin" => self.stdin.extend([value, "\n"]),
            "shell" => self.shell.push(value.to_owned()),
            "exit" => self.exit = value.trim().parse().ok(),
            "env" => self.env.extend(value.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))),
            "timeout" => {
                let seconds = value.trim().parse().ok();
                self.timeout = seconds.and_then(|s| Duration::try_from_secs_f64(s).ok());
            }
            "filter" => self.filters.push(value.trim().to_owned()),
            "needs" => self.needs.push(value.to_owned()),
            "differs" => self.differs = Some(value.to_owned()),
            "sleeps" => self.sleeps = Some(value.to_owned()),
            "skip" => self.skip = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// One program and what it asks for.
#[derive(Clone, Debug)]
pub struct Program {
    /// The folder in which it runs: paths in its output are relative to that.
    pub root: PathBuf,
    /// Relative to the root, as it appears in tracebacks.
    pub file: PathBuf,
    /// Its text.
    pub source: Vec<u8>,
    /// What it asks for.
    pub directives: Directives,
}

impl Program {
    /// Reads a program.
    ///
    /// # Errors
    /// Those of reading the file.
    pub fn read(root: &Path, file: PathBuf) -> std::io::Result<Program> {
        let source = fs::read(root.join(&file))?;
        let directives = Directives::read(&String::from_utf8_lossy(&source));
        Ok(Program { root: root.to_owned(), file, source, directives })
    }

    /// Its file, as it is named in reports.
    pub fn name(&self) -> String {
        self.file.to_string_lossy().into_owned()
    }

    /// The name of its file without the extension.
    pub fn stem(&self) -> String {
        self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The folder of its snapshot.
    pub fn snapshot_folder(&self) -> PathBuf {
        self.root.join(&self.file).with_file_name("snapshots")
    }

    /// The file of its snapshot.
    pub fn snapshot_file(&self) -> PathBuf {
        self.snapshot_folder().join(format!("{}.snap", self.stem()))
    }
}

/// The Python files of a folder, sorted, as paths relative to the root.
pub fn python_files(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let is_python = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "py");
    entries(root, folder).into_iter().filter(is_python).collect()
}

/// The Python files in a folder and in the folders below it, sorted. What is hidden is left out, and so are packages: they are
/// imported.
pub fn python_files_below(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in entries(root, folder) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(['.', '_']) || name == "snapshots" || name == "target" {
            continue;
        }
        let path = root.join(&entry);
        if path.is_dir() {
            if !path.join("__init__.py").exists() {
                found.extend(python_files_below(root, &entry));
            }
        } else if entry.extension().is_some_and(|extension| extension == "py") {
            found.push(entry);
        }
    }
    found
}

/// What a folder holds, sorted, as paths relative to the root.
pub fn entries(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(root.join(folder)) else { return Vec::new() };
    let mut found: Vec<_> = listing.flatten().map(|entry| folder.join(entry.file_name())).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_stand_in_the_first_comments() {
        let d = Directives::read(
            "# A title.\n# test: args=a 'b c'\n# test: real-time timeout=1.5\n# exit: 3\nx\n# skip: no\n",
        );
        assert_eq!((d.args.as_str(), d.exit, d.real_time), ("a 'b c'", Some(3), true));
        assert_eq!(d.timeout, Some(Duration::from_millis(1500)));
        assert_eq!(d.skip, None);
        let d = Directives::read("# test: env=A=b=c\n# stdin: x\n# test: stdin=y\n");
        assert_eq!((d.env, d.stdin.as_str()), (vec![("A".into(), "b=c".into())], "x\ny\n"));
    }
}
