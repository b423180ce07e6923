//! Asking what to do about a snapshot.

use std::io::{BufRead, Write};

/// What was answered.
pub(super) enum Answer {
    Accept,
    AcceptAll,
    Reject,
    Skip,
    SkipAll,
}

/// Asks about the difference that was just shown. Where nobody answers, everything is left for later.
pub(super) fn ask() -> Answer {
    loop {
        print!("accept, reject, skip (a/r/s; A and S for all that are left)? ");
        let _ = std::io::stdout().flush();
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line).is_ok_and(|n| n == 0) {
            println!();
            return Answer::SkipAll;
        }
        match line.trim() {
            "a" | "accept" => return Answer::Accept,
            "A" => return Answer::AcceptAll,
            "r" | "reject" => return Answer::Reject,
            "s" | "skip" => return Answer::Skip,
            "S" => return Answer::SkipAll,
            _ => {}
        }
    }
}
