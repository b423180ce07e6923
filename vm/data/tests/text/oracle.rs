//! Runs CPython 3.11, the oracle of what Pausa prints, where it is installed.

use std::path::Path;
use std::process::Command;

/// What the script of this name in this folder prints, or nothing where
/// there is no `python3.11`.
pub(crate) fn run(script: &str, args: &[&str]) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/text").join(script);
    let run = match Command::new("python3.11").arg(script).args(args).output() {
        Ok(run) => run,
        Err(error) => {
            eprintln!("not compared with CPython: {error}");
            return None;
        }
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).expect("the script prints UTF-8"))
}
