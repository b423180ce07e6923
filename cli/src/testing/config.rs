//! `pausa.toml`: which programs there are, and how they are run. It stands in the folder from which they run.
//!
//! ```toml
//! programs = ["examples/*.py"]      # without it: every Python file that is not part of a package
//! exclude = ["examples/slow_*.py"]
//! timeout = 10.0                    # seconds
//! seed = 7
//! virtual-time = false
//! filters = ["durations"]
//!
//! [[filter]]
//! pattern = "session [0-9a-f]{8}"
//! replacement = "session [id]"
//! ```

use std::path::{Path, PathBuf};
use std::time::Duration;

use regex::Regex;
use toml::{Table, Value};

use super::run::TIME_LIMIT;
use super::transcript::Filters;

/// The name of the file.
pub const NAME: &str = "pausa.toml";

/// What it says.
#[derive(Debug)]
pub struct Config {
    /// The folder from which programs run.
    pub root: PathBuf,
    programs: Vec<Regex>,
    exclude: Vec<Regex>,
    /// The limit of time for a program that names none.
    pub timeout: Duration,
    /// What chance comes from.
    pub seed: u64,
    /// Whether clocks are virtual.
    pub virtual_time: bool,
    /// What is taken out of all output.
    pub filters: Filters,
}

impl Config {
    /// The configuration for what is in a folder: from the nearest file above it, else the default, with `here` as the root.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn find(folder: &Path, here: &Path) -> Result<Config, String> {
        for root in folder.ancestors() {
            let file = root.join(NAME);
            if let Ok(text) = std::fs::read_to_string(&file) {
                return Config::parse(&text, root).map_err(|e| format!("{}: {e}", file.display()));
            }
        }
        Config::parse("", here)
    }

    fn parse(text: &str, root: &Path) -> Result<Config, String> {
        let table: Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        let mut c = Config {
            root: root.to_owned(),
            programs: Vec::new(),
            exclude: Vec::new(),
            timeout: TIME_LIMIT,
            seed: 0,
            virtual_time: true,
            filters: Filters::default(),
        };
        for (name, value) in &table {
            let wrong = || format!("{name} cannot be {value}");
            match name.as_str() {
                "programs" => c.programs = patterns(value).ok_or_else(wrong)?,
                "exclude" => c.exclude = patterns(value).ok_or_else(wrong)?,
                "timeout" => {
                    let seconds =
                        value.as_float().or_else(|| value.as_integer().map(|n| n as f64)).ok_or_else(wrong)?;
                    c.timeout = Duration::try_from_secs_f64(seconds).map_err(|_| wrong())?;
                }
                "seed" => c.seed = value.as_integer().and_then(|n| u64::try_from(n).ok()).ok_or_else(wrong)?,
                "virtual-time" => c.virtual_time = value.as_bool().ok_or_else(wrong)?,
                "filters" => {
                    for name in value.as_array().ok_or_else(wrong)? {
                        c.filters.add_named(name.as_str().ok_or_else(wrong)?)?;
                    }
                }
                "filter" => {
                    for filter in value.as_array().ok_or_else(wrong)? {
                        let text = |key| filter.get(key).and_then(Value::as_str);
                        c.filters.add(text("pattern").ok_or_else(wrong)?, text("replacement").ok_or_else(wrong)?)?;
                    }
                }
                _ => return Err(format!("there is no setting {name}")),
            }
        }
        Ok(c)
    }

    /// Whether a file below the root is one of the programs.
    pub fn includes(&self, file: &Path) -> bool {
        let name = file.to_string_lossy();
        let matches = |patterns: &[Regex]| patterns.iter().any(|p| p.is_match(&name));
        (self.programs.is_empty() || matches(&self.programs)) && !matches(&self.exclude)
    }
}

fn patterns(value: &Value) -> Option<Vec<Regex>> {
    value.as_array()?.iter().map(|v| glob(v.as_str()?)).collect()
}

/// A pattern for paths: `*` and `?` stay within a folder, `**` does not.
fn glob(pattern: &str) -> Option<Regex> {
    let mut text = String::from("^");
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let (length, part) = match c {
            '*' if rest.starts_with("**/") => (3, "(?:.*/)?".to_owned()),
            '*' if rest.starts_with("**") => (2, ".*".to_owned()),
            '*' => (1, "[^/]*".to_owned()),
            '?' => (1, "[^/]".to_owned()),
            c => (c.len_utf8(), regex::escape(&c.to_string())),
        };
        text += &part;
        rest = &rest[length..];
    }
    Regex::new(&(text + "$")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_programs_there_are() {
        let c = Config::parse("programs = ['a/*.py', 'b/**/*.py']\nexclude = ['**/x.py']\nseed = 3", Path::new("/r"))
            .unwrap();
        let is = |file: &str| c.includes(Path::new(file));
        assert!(is("a/m.py") && is("b/m.py") && is("b/c/d/m.py"));
        assert!(!is("a/c/m.py") && !is("a/x.py") && !is("m.py"));
        assert_eq!(c.seed, 3);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let error = |text: &str| Config::parse(text, Path::new("/r")).unwrap_err();
        assert_eq!(error("programms = []"), "there is no setting programms");
        assert_eq!(error("timeout = 'x'"), "timeout cannot be \"x\"");
        assert!(error("filters = ['moods']").starts_with("there is no filter"));
    }
}
