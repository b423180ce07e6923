//! The thread that reads inputs. On a terminal rustyline edits them; from anything else they are read as they come, with the prompts
//! on standard error, as CPython does with `-i`.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Sender};

use pausa_grammar::{Completeness, completeness};
use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Editor, EventHandler, KeyCode, KeyEvent, Modifiers};

use super::helper::{Helper, Indenter};
use super::output::Output;
use super::{Mailbox, Message, is_terminal};
use crate::color;

/// A wish for an input.
pub(super) struct Request {
    pub(super) prompt: String,
    /// What stands there already.
    pub(super) initial: String,
}

/// How many inputs the history file keeps.
const HISTORY: usize = 10_000;

/// Starts the thread. The answer is where it takes requests, and what shows output above the line where that is possible.
pub(super) fn start(mailbox: Mailbox, history: Option<String>) -> Result<(Sender<Request>, Option<Output>), String> {
    let (requests, wanted) = mpsc::channel::<Request>();
    let thread = std::thread::Builder::new().name("prompt".into());
    if !is_terminal() {
        thread.spawn(move || plain(&mailbox, wanted.iter())).map_err(|e| e.to_string())?;
        return Ok((requests, None));
    }
    let config = Config::builder()
        .max_history_size(HISTORY)
        .and_then(|c| c.history_ignore_dups(true))
        .map_err(|e| e.to_string())?
        .completion_type(CompletionType::List)
        .completion_prompt_limit(200)
        .bell_style(BellStyle::None)
        .build();
    let mut editor = Editor::<Helper, FileHistory>::with_config(config).map_err(|e| e.to_string())?;
    let helper = Helper::new(mailbox.clone(), color::on_stdout());
    let enter = KeyEvent(KeyCode::Enter, Modifiers::NONE);
    editor.bind_sequence(enter, EventHandler::Conditional(Box::new(Indenter::new(&helper))));
    editor.set_helper(Some(helper));
    if let Some(file) = &history {
        // There may be none yet.
        let _ = editor.load_history(file);
    }
    // A terminal that cannot move its cursor has no place above the line.
    let output = editor.create_external_printer().ok().map(Output::start).transpose().map_err(|e| e.to_string())?;
    let read = move || {
        for request in wanted {
            mailbox.post(edit(&mut editor, &request, history.as_deref()));
        }
    };
    thread.spawn(read).map_err(|e| e.to_string())?;
    Ok((requests, output))
}

/// One input from the terminal.
fn edit(editor: &mut Editor<Helper, FileHistory>, request: &Request, history: Option<&str>) -> Message {
    let shown =
        if color::on_stdout() { format!("\x1b[1;32m{}\x1b[0m", request.prompt) } else { request.prompt.clone() };
    let prompt = (request.prompt.as_str(), shown);
    loop {
        return match editor.readline_with_initial(&prompt, (&request.initial, "")) {
            Ok(text) => {
                remember(editor, &text, history);
                Message::Line(text)
            }
            Err(ReadlineError::Interrupted) => Message::Interrupt,
            Err(ReadlineError::Eof) => Message::End,
            // The window has another size, or the process went on after a stop.
            Err(ReadlineError::Signal(_)) => continue,
            Err(e) => Message::Failed(e.to_string()),
        };
    }
}

fn remember(editor: &mut Editor<Helper, FileHistory>, text: &str, history: Option<&str>) {
    let text = text.trim_end();
    if text.is_empty() || !editor.add_history_entry(text).unwrap_or(false) {
        return;
    }
    if let Some(file) = history {
        if let Some(folder) = Path::new(file).parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        // A history that cannot be written is no reason to stop working.
        let _ = editor.append_history(file);
    }
}

/// Reads inputs from what is no terminal, one line at a time: what follows an input belongs to whoever reads next.
fn plain(mailbox: &Mailbox, requests: impl Iterator<Item = Request>) {
    for request in requests {
        let mut text = String::new();
        let mut prompt = request.prompt;
        let message = loop {
            eprint!("{prompt}");
            let _ = std::io::stderr().flush();
            match line() {
                Err(e) => break Message::Failed(e.to_string()),
                Ok(None) if text.trim().is_empty() => break Message::End,
                Ok(None) => break Message::Line(text),
                Ok(Some(line)) => text.push_str(&line),
            }
            let input = text.strip_suffix('\n').unwrap_or(&text);
            if input.starts_with('%') || completeness(input) != Completeness::Incomplete {
                break Message::Line(input.to_owned());
            }
            prompt = "... ".into();
        };
        mailbox.post(message);
    }
}

/// The next line with its end; None where there is nothing more. Nothing beyond it is read.
fn line() -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    // A byte at a time leaves the rest where it is.
    let mut source = std::fs::File::from(rustix::io::dup(std::io::stdin())?);
    let mut byte = [0];
    while source.read(&mut byte)? == 1 {
        bytes.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(if bytes.is_empty() { None } else { Some(String::from_utf8_lossy(&bytes).into_owned()) })
}
