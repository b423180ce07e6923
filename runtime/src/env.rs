//! The environment variables, as the program has set them. The process's own table, which other threads may read at any time,
//! stays as it was; child processes are given this one.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::sync::{Mutex, MutexGuard, PoisonError};

type Table = BTreeMap<OsString, OsString>;

static TABLE: Mutex<Option<Table>> = Mutex::new(None);

fn with<T>(f: impl FnOnce(&mut Table) -> T) -> T {
    let mut guard: MutexGuard<'_, Option<Table>> = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    f(guard.get_or_insert_with(|| std::env::vars_os().collect()))
}

/// The value of a variable.
pub fn get(name: impl AsRef<OsStr>) -> Option<OsString> {
    with(|t| t.get(name.as_ref()).cloned())
}

/// Sets a variable.
pub fn set(name: OsString, value: OsString) {
    with(|t| t.insert(name, value));
}

/// Removes a variable.
pub fn unset(name: &OsStr) {
    with(|t| t.remove(name));
}

/// All variables.
pub fn all() -> Vec<(OsString, OsString)> {
    with(|t| t.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
}
