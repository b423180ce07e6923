//! Whether what is shown is in colour: as `--color` says, else as the environment says (`NO_COLOR`, `FORCE_COLOR`, a terminal without
//! colours), else on terminals.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU8, Ordering};

/// What the command line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// Nothing.
    #[default]
    Auto,
    /// `--color=always`
    Always,
    /// `--color=never`
    Never,
}

/// What an option says, if it is one about colours.
pub(crate) fn option(word: &str) -> Option<Color> {
    match word {
        "--color" | "--color=always" => Some(Color::Always),
        "--color=auto" => Some(Color::Auto),
        "--color=never" => Some(Color::Never),
        _ => None,
    }
}

static CHOICE: AtomicU8 = AtomicU8::new(0);

/// Keeps what the command line says.
pub(crate) fn choose(color: Color) {
    CHOICE.store(color as u8, Ordering::Relaxed);
}

fn is_on(is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match CHOICE.load(Ordering::Relaxed) {
        1 => true,
        2 => false,
        _ if set("NO_COLOR") => false,
        _ if set("FORCE_COLOR") => true,
        _ => is_terminal && std::env::var_os("TERM").is_some_and(|t| t != "dumb"),
    }
}

/// Whether standard output is in colour.
pub(crate) fn on_stdout() -> bool {
    is_on(std::io::stdout().is_terminal())
}

/// Whether standard error is in colour.
pub(crate) fn on_stderr() -> bool {
    is_on(std::io::stderr().is_terminal())
}
