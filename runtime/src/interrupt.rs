//! Ctrl-C: SIGINT sets a flag that the interpreter loop looks at.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// From now on SIGINT sets `flag` instead of ending the process.
///
/// # Errors
/// What the system says if the handler cannot be installed.
pub fn on_interrupt(flag: Arc<AtomicBool>) -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGINT, flag).map(drop)
}
