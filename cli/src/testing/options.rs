//! The command line of `pausa test`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// What is done about new and changed snapshots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are left beside the old ones, to be reviewed.
    #[default]
    Propose,
    /// `--accept`
    Accept,
    /// `--review`
    Review,
    /// `--check`: nothing is written.
    Check,
}

/// The options.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) paths: Vec<PathBuf>,
    pub(super) mode: Mode,
    /// `--update-removed`
    pub(super) update_removed: bool,
    /// `-k`
    pub(super) pattern: Option<String>,
    pub(super) real_time: bool,
    pub(super) seed: Option<u64>,
    pub(super) timeout: Option<Duration>,
    pub(super) jobs: Option<usize>,
    pub(super) oracle: Option<String>,
    pub(super) junit: Option<String>,
    pub(super) watch: bool,
}

/// The text of `--help`.
pub(super) const HELP: &str = "\
usage: pausa test [option] ... [PATH ...]

Runs Python programs and compares what they write, and their exit codes, with the snapshots beside them
(snapshots/NAME.snap, in the format of insta). Programs run in parallel, under virtual time and a fixed
seed: their sleeps take no time, and chance is the same each time. A PATH is a program or a folder; without
one, the folder is where you are. pausa.toml names programs and settings.

What to do about new and changed snapshots:
                    leave them as .snap.new, for `pausa test --review' or `cargo insta review'
--accept            accept them
--review            show each and ask
--check             write nothing (for CI)
--update-removed    remove snapshots whose programs are gone

Which programs, and how:
-k TEXT             only those whose path contains TEXT
-j N                N at a time
--real-time         under the system's clock
--seed N            with another seed than pausa.toml's, or 0
--timeout S         with another limit of time than pausa.toml's, or 20 seconds
--oracle PYTHON     compare with what another interpreter does, now, in place of snapshots
--watch             again, whenever a program changes
--junit FILE        write the results to FILE, as JUnit does
--color[=WHEN]      always, auto or never

Examples:
pausa test examples/
pausa test --review -k asyncio
pausa test --check --junit report.xml
pausa test --oracle python3.11 examples/hello.py

It ends with 0 if all is as the snapshots say, with 1 if not, with 2 if it cannot run.
";

/// Reads the command line; None asks for help.
pub(super) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Option<Options>, String> {
    let mut o = Options::default();
    let mut rest = arguments.map(|a| a.to_string_lossy().into_owned());
    while let Some(word) = rest.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
            _ => (word.clone(), None),
        };
        let mut value = || {
            let value = inline.clone().or_else(|| rest.next());
            value.ok_or_else(|| format!("{name} needs a value"))
        };
        let wrong = |value: String| format!("{name} cannot be {value:?}");
        match name.as_str() {
            "-h" | "--help" => return Ok(None),
            "--accept" => o.mode = Mode::Accept,
            "--review" => o.mode = Mode::Review,
            "--check" => o.mode = Mode::Check,
            "--update-removed" => o.update_removed = true,
            "--real-time" => o.real_time = true,
            "--watch" => o.watch = true,
            "-k" => o.pattern = Some(value()?),
            "-j" | "--jobs" => {
                let n = value()?;
                o.jobs = Some(n.parse().ok().filter(|n| *n > 0).ok_or_else(|| wrong(n))?);
            }
            "--seed" => {
                let n = value()?;
                o.seed = Some(n.parse().map_err(|_| wrong(n))?);
            }
            "--timeout" => {
                let s = value()?;
                let seconds = s.parse().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
                o.timeout = Some(seconds.ok_or_else(|| wrong(s))?);
            }
            "--oracle" => o.oracle = Some(value()?),
            "--junit" => o.junit = Some(value()?),
            _ if word.starts_with('-') => return Err(format!("unknown option {word}")),
            _ => o.paths.push(PathBuf::from(word)),
        }
    }
    Ok(Some(o))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Option<Options>, String> {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn values_follow_or_are_attached() {
        let o = read(&["--check", "-k", "x", "--seed=3", "--timeout", "1.5", "a", "b"]).unwrap().unwrap();
        assert_eq!((o.mode, o.pattern.as_deref(), o.seed), (Mode::Check, Some("x"), Some(3)));
        assert_eq!((o.timeout, o.paths.len()), (Some(Duration::from_millis(1500)), 2));
        assert_eq!(read(&["-j", "0"]).unwrap_err(), "-j cannot be \"0\"");
        assert_eq!(read(&["--seed"]).unwrap_err(), "--seed needs a value");
        assert!(read(&["--hel"]).is_err() && read(&["-h"]).unwrap().is_none());
    }
}
