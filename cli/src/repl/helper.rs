//! What the line editor knows of Python.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pausa_grammar::highlight::{Class, highlight};
use pausa_grammar::{Completeness, completeness};
use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Cmd, ConditionalEventHandler, Context, Event, EventContext, RepeatCount};

use super::{Mailbox, Message};

/// How long completions may take: the program may be busy.
const PATIENCE: Duration = Duration::from_millis(1000);

/// Keys that follow each other faster were not typed.
const TYPED: Duration = Duration::from_millis(8);

/// When the last key came.
type LastKey = Arc<Mutex<Instant>>;

/// The editor's helper.
pub(super) struct Helper {
    mailbox: Mailbox,
    colored: bool,
    last_key: LastKey,
}

impl Helper {
    pub(super) fn new(mailbox: Mailbox, colored: bool) -> Helper {
        Helper { mailbox, colored, last_key: Arc::new(Mutex::new(Instant::now())) }
    }
}

impl rustyline::Helper for Helper {}

impl Hinter for Helper {
    type Hint = String;

    /// There are no hints, but this is called after every key.
    fn hint(&self, _: &str, _: usize, _: &Context<'_>) -> Option<String> {
        *self.last_key.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        None
    }
}

/// A command of the session, not Python.
fn is_command(text: &str) -> bool {
    text.trim_start().starts_with('%')
}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        // What is wrong is said when it is run.
        Ok(if !is_command(text) && completeness(text) == Completeness::Incomplete {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Valid(None)
        })
    }
}

impl Completer for Helper {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let before = line.get(..pos).unwrap_or(line);
        if before.rsplit('\n').next().is_some_and(|l| l.trim().is_empty()) {
            return Ok((pos, vec!["    ".into()]));
        }
        let (reply, answer) = mpsc::sync_channel(1);
        self.mailbox.post(Message::Complete(before.to_owned(), reply));
        let Ok((start, candidates)) = answer.recv_timeout(PATIENCE) else { return Ok((pos, Vec::new())) };
        let start = before.char_indices().nth(start).map_or(before.len(), |(at, _)| at);
        Ok((start, candidates))
    }
}

/// How a class of text is shown.
fn style(class: Class) -> Option<&'static str> {
    match class {
        Class::Keyword => Some("\x1b[35m"),
        Class::Constant | Class::Number => Some("\x1b[36m"),
        Class::Definition => Some("\x1b[1;34m"),
        Class::String => Some("\x1b[32m"),
        Class::Comment => Some("\x1b[90m"),
        Class::Name => None,
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.colored || is_command(line) {
            return Cow::Borrowed(line);
        }
        let mut out = String::with_capacity(line.len() * 2);
        let mut done = 0;
        for (range, class) in highlight(line) {
            if let Some(style) = style(class) {
                let _ = write!(out, "{}{style}{}\x1b[0m", &line[done..range.start], &line[range.clone()]);
                done = range.end;
            }
        }
        out.push_str(&line[done..]);
        Cow::Owned(out)
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.colored
    }
}

/// What Enter does: a line that the input goes on with begins where its block does.
pub(super) struct Indenter(LastKey);

impl Indenter {
    pub(super) fn new(helper: &Helper) -> Indenter {
        Indenter(helper.last_key.clone())
    }
}

impl ConditionalEventHandler for Indenter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let (text, pos) = (context.line(), context.pos());
        let is_pasted = self.0.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < TYPED;
        if is_pasted || pos != text.len() || is_command(text) || completeness(text) != Completeness::Incomplete {
            return None;
        }
        Some(Cmd::Insert(1, format!("\n{}", indent_after(text))))
    }
}

/// The space that the line after this text begins with.
fn indent_after(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or(text);
    let indent = &line[..line.len() - line.trim_start().len()];
    let body = line.trim();
    let first = body.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if body.is_empty() {
        String::new()
    } else if body.ends_with([':', '(', '[', '{']) {
        format!("{indent}    ")
    } else if ["return", "pass", "break", "continue", "raise"].contains(&first) {
        indent.strip_suffix("    ").unwrap_or("").to_owned()
    } else {
        indent.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::indent_after;

    #[test]
    fn blocks_are_indented() {
        assert_eq!(indent_after("if x:"), "    ");
        assert_eq!(indent_after("if x:\n    f(1,"), "    ");
        assert_eq!(indent_after("for x in y:\n    if x:\n        break"), "    ");
        assert_eq!(indent_after("x = ["), "    ");
    }
}
