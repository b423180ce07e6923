//! The prompt. What a session does is in Python (`stdlib/py/_repl`); here is what it asks of the terminal, as the module `_terminal`.
//!
//! The line editor has an operating system's thread of its own ([`editor`]), so the program goes on while somebody types. What the
//! editor has to say comes as messages, and each rings a bell: a pipe, which the session waits for as for any other descriptor.
//! What the program writes meanwhile is shown above the line ([`output`]).
//!
//! * [`editor`]: the thread that reads lines, from a terminal or from whatever the standard input is;
//! * [`helper`]: what the editor knows of Python: when an input is complete, colours, completions, indentation;
//! * [`output`]: what is written while somebody types.

mod editor;
mod helper;
mod output;

use std::io::IsTerminal;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use pausa_runtime::fd::{self, Fd};
use pausa_stdlib::timeline;
use pausa_vm::exc::{runtime_error, type_error, value_error};
use pausa_vm::import::{input_code, os_error};
use pausa_vm::native::{ModuleSpec, Next, pure, tail};
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::{R, Value, Vm};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::color;

/// `_terminal`
pub(crate) static SPEC: ModuleSpec = ModuleSpec {
    name: "_terminal",
    doc: "The terminal of an interactive session.",
    defs: &[
        pure(
            "open(history, /)",
            open,
            "Start the line editor; return a descriptor that is readable when there is news.",
        ),
        pure("ask(prompt, initial='', /)", ask, "Have the editor read an input."),
        pure(
            "answer()",
            answer,
            "Return the next message of the editor, a pair of its kind and its text, or None.\n\nThe kinds are 'line', 'interrupt', 'end', 'complete' and 'failed'.",
        ),
        pure("reply(start, candidates, /)", reply, "Answer a message 'complete'."),
        tail("compile(text, name, flags=0, /)", compile, "Compile an input."),
        pure("begin_timeline(file, /)", begin_timeline, "Record who runs when from now on."),
        pure("end_timeline()", end_timeline, "Write the timeline that is recorded; return its file, or None."),
        pure("is_recording()", |vm, _| Ok(Value::bool(timeline::is_recording(vm))), "Return whether one is recorded."),
        pure("is_colored()", |_, _| Ok(Value::bool(color::on_stderr())), "Return whether errors are shown in colour."),
        pure("is_terminal()", |_, _| Ok(Value::bool(is_terminal())), "Return whether somebody sits at a terminal."),
    ],
    init: |_, _| Ok(()),
};

/// What the editor's thread tells the session.
enum Message {
    Line(String),
    Interrupt,
    End,
    /// How can this text go on?
    Complete(String, SyncSender<Completions>),
    Failed(String),
}

/// Where what is replaced begins, in characters, and what can stand there.
type Completions = (usize, Vec<String>);

/// How the editor's thread reaches the session.
#[derive(Clone)]
struct Mailbox {
    messages: Sender<Message>,
    bell: Arc<OwnedFd>,
}

impl Mailbox {
    fn post(&self, message: Message) {
        // When nobody listens any more the session is over.
        if self.messages.send(message).is_ok() {
            let _ = rustix::io::write(&self.bell, b"!");
        }
    }
}

/// The session's side.
struct Session {
    requests: Sender<editor::Request>,
    messages: Receiver<Message>,
    bell: Fd,
    output: Option<output::Output>,
    completing: Option<SyncSender<Completions>>,
}

/// None before `open()`.
#[derive(Default)]
struct State(Option<Session>);

/// How the terminal was before the editor had it.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Gives the terminal back as it was. The process may end while a line is being edited.
pub(crate) fn restore_terminal() {
    if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        pausa_runtime::divert::end();
        // If that fails the terminal is gone.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
    }
}

/// Whether lines are edited: somebody sits at a terminal.
pub(crate) fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

fn open(vm: &mut Vm, args: &[Value]) -> R {
    use rustix::pipe::{PipeFlags, pipe_with};
    let history = args[0].downcast::<Str>().map(|s| s.to_lossy().into_owned());
    let (read, write) =
        pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).map_err(|e| os_error(&e.into(), "<bell>"))?;
    let number = fd::insert(read).map_err(|e| os_error(&e.into(), "<bell>"))?;
    let bell = fd::get(number).map_err(|e| os_error(&e.into(), "<bell>"))?;
    let (messages, received) = mpsc::channel();
    let mailbox = Mailbox { messages, bell: Arc::new(write) };
    if is_terminal() {
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = tcgetattr(std::io::stdin()).ok();
    }
    let (requests, output) =
        editor::start(mailbox, history).map_err(|text| runtime_error(format!("there is no prompt: {text}")))?;
    vm.state::<State>().0 = Some(Session { requests, messages: received, bell, output, completing: None });
    Ok(number.into())
}

fn session(vm: &mut Vm) -> R<&mut Session> {
    vm.state::<State>().0.as_mut().ok_or_else(|| runtime_error("the terminal is not open"))
}

fn text(value: &Value) -> String {
    value.downcast::<Str>().map_or_else(String::new, |s| s.to_lossy().into_owned())
}

fn ask(vm: &mut Vm, args: &[Value]) -> R {
    let request = editor::Request { prompt: text(&args[0]), initial: args[1].given().map(text).unwrap_or_default() };
    let s = session(vm)?;
    if let Some(output) = &s.output {
        output.divert();
    }
    s.requests.send(request).map_err(|_| runtime_error("the line editor has ended"))?;
    Ok(Value::NONE)
}

fn answer(vm: &mut Vm, _: &[Value]) -> R {
    let s = session(vm)?;
    while rustix::io::read(&s.bell, &mut [0; 64]).is_ok_and(|n| n > 0) {}
    let Ok(message) = s.messages.try_recv() else { return Ok(Value::NONE) };
    // There may be more than one for one ring.
    let (kind, text): (&str, Value) = match message {
        Message::Line(text) => ("line", text.into()),
        Message::Interrupt => ("interrupt", Value::NONE),
        Message::End => ("end", Value::NONE),
        Message::Failed(text) => ("failed", text.into()),
        Message::Complete(text, reply) => {
            s.completing = Some(reply);
            ("complete", text.into())
        }
    };
    if kind != "complete"
        && let Some(output) = &s.output
    {
        output.restore();
    }
    Ok(Tuple::from_vec(vec![kind.into(), text]).into())
}

fn reply(vm: &mut Vm, args: &[Value]) -> R {
    let start = args[0].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let Some(list) = args[1].downcast::<List>() else { return Err(type_error("candidates must be a list")) };
    let candidates = list.items().iter().map(text).collect();
    if let Some(editor) = session(vm)?.completing.take() {
        // It may have stopped waiting.
        let _ = editor.try_send((start, candidates));
    }
    Ok(Value::NONE)
}

fn begin_timeline(vm: &mut Vm, args: &[Value]) -> R {
    timeline::record(vm, Path::new(&text(&args[0]))).map_err(value_error)?;
    Ok(Value::NONE)
}

fn end_timeline(vm: &mut Vm, _: &[Value]) -> R {
    let file = timeline::write(vm);
    Ok(file.map_or(Value::NONE, |f| f.to_string_lossy().into_owned().into()))
}

fn compile(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let flags = args[2].given().and_then(Value::as_i64).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    input_code(vm, &text(&args[0]), &text(&args[1]), flags)
}
