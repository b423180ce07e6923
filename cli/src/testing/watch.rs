//! Running programs again when they change.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::find;
use super::options::Options;

/// How often files are looked at.
const GLANCE: Duration = Duration::from_millis(300);

/// When each program changed last. A file of the configuration stands for all programs.
fn state(options: &Options) -> BTreeMap<PathBuf, SystemTime> {
    // While something is being written there may be nothing to find.
    let Ok(found) = find(options) else { return BTreeMap::new() };
    let files = found.into_iter().flat_map(|(config, files)| files.into_iter().map(move |f| config.root.join(f)));
    files.filter_map(|file| Some((file.clone(), std::fs::metadata(&file).ok()?.modified().ok()?))).collect()
}

/// Calls `again` with the programs that changed, until the process is ended.
pub(super) fn run(options: &Options, mut again: impl FnMut(&[PathBuf])) -> ! {
    let mut known = state(options);
    loop {
        std::thread::sleep(GLANCE);
        let now = state(options);
        let changed: Vec<PathBuf> =
            now.iter().filter(|(file, time)| known.get(*file) != Some(time)).map(|(file, _)| file.clone()).collect();
        if !changed.is_empty() {
            again(&changed);
        }
        known = now;
    }
}
