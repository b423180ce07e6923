//! The programs that do not pass yet: `cli/tests/expected-failures.txt`, one name a line.
//!
//! A listed program must fail and any other must pass, so the list is always true and only grows
//! shorter. `PAUSA_UPDATE_FAILURES=1 cargo test --test programs` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use libtest_mimic::Trial;

use pausa_cli::testing::program::Program;

use crate::{name_of, workspace};

pub(crate) struct ExpectedFailures {
    listed: BTreeSet<String>,
    /// Whether each program that has run passes.
    outcomes: Mutex<BTreeMap<String, bool>>,
    /// Set by `PAUSA_UPDATE_FAILURES`.
    updating: bool,
}

fn list() -> PathBuf {
    workspace().join("cli/tests/expected-failures.txt")
}

impl ExpectedFailures {
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(list()).unwrap_or_default();
        let listed = text.lines().map(str::to_owned).collect();
        let updating = std::env::var_os("PAUSA_UPDATE_FAILURES").is_some();
        Self { listed, outcomes: Mutex::default(), updating }
    }

    /// Whether a program may fail: it is listed, or the list is being written.
    pub(crate) fn excuses(&self, name: &str) -> bool {
        self.updating || self.listed.contains(name)
    }

    /// Takes note of how a program fared; tells whether it was expected to fail.
    pub(crate) fn note(&self, name: &str, passes: bool) -> bool {
        self.outcomes.lock().expect("no trial panics with it").insert(name.to_owned(), passes);
        // While the list is being rewritten, every outcome is the expected one.
        if self.updating { !passes } else { self.excuses(name) }
    }

    /// What keeps the files beside the programs honest: the list names only programs that exist,
    /// and `docs/compatibility.md` names each program with a `# differs:` directive.
    pub(crate) fn trials(&self, programs: &[Program]) -> Vec<Trial> {
        let names: BTreeSet<_> = programs.iter().map(name_of).collect();
        let mut gone: Vec<_> = self.listed.difference(&names).cloned().collect();
        if self.updating {
            gone.clear();
        }
        let differing: Vec<_> =
            programs.iter().filter(|program| program.directives.differs.is_some()).map(name_of).collect();
        vec![
            Trial::test("expected-failures.txt", move || match gone.as_slice() {
                [] => Ok(()),
                names => Err(format!("no such programs: {}", names.join(", ")).into()),
            }),
            Trial::test("docs/compatibility.md", move || {
                let file = workspace().join("docs/compatibility.md");
                let text = fs::read_to_string(file)?;
                let missing: Vec<_> = differing.into_iter().filter(|name| !text.contains(name)).collect();
                match missing.as_slice() {
                    [] => Ok(()),
                    names => Err(format!("does not mention {}", names.join(", ")).into()),
                }
            }),
        ]
    }

    /// Writes the list anew if asked to. What has not run now stays as it was.
    pub(crate) fn rewrite_if_asked(&self, programs: &[Program]) {
        if !self.updating {
            return;
        }
        let outcomes = self.outcomes.lock().expect("no trial panics with it");
        let fails = |name: &String| match outcomes.get(name) {
            Some(passes) => !passes,
            None => self.listed.contains(name),
        };
        let mut text = String::new();
        for name in programs.iter().map(name_of).filter(fails) {
            text += &format!("{name}\n");
        }
        fs::write(list(), text).expect("the list can be written");
    }
}
