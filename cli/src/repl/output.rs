//! What the program writes while somebody types: whole lines are shown above the line that is being typed, and what is not a whole
//! line yet waits for its end, or for the end of the typing.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::time::Duration;

use pausa_runtime::divert;
use rustyline::ExternalPrinter;

/// How long the session waits at most for output that came before the end of a line: the editor does not take it any more.
const PATIENCE: Duration = Duration::from_millis(30);

/// How often the printer looks whether the typing is over.
const GLANCE: Duration = Duration::from_millis(5);

/// Shows output above the line. The printer may have to wait for the editor, so it has a thread of its own.
pub(super) struct Output {
    bytes: Sender<Vec<u8>>,
    ends: Sender<SyncSender<()>>,
    terminal: [bool; 3],
}

impl Output {
    /// Starts the thread.
    pub(super) fn start(printer: impl ExternalPrinter + Send + 'static) -> std::io::Result<Output> {
        let (bytes, written) = mpsc::channel();
        let (ends, ended) = mpsc::channel();
        std::thread::Builder::new().name("output".into()).spawn(move || run(printer, &written, &ended))?;
        let terminal = [false, std::io::stdout().is_terminal(), std::io::stderr().is_terminal()];
        Ok(Output { bytes, ends, terminal })
    }

    /// Somebody begins to type.
    pub(super) fn divert(&self) {
        divert::begin(self.terminal, self.bytes.clone());
    }

    /// Nobody types any more. What has been written until now is shown when this returns.
    pub(super) fn restore(&self) {
        divert::end();
        let (done, is_done) = mpsc::sync_channel(1);
        if self.ends.send(done).is_ok() {
            // What is not shown by then comes with the next line.
            let _ = is_done.recv_timeout(PATIENCE);
        }
    }
}

fn run(mut printer: impl ExternalPrinter, written: &Receiver<Vec<u8>>, ended: &Receiver<SyncSender<()>>) {
    let mut held: Vec<u8> = Vec::new();
    loop {
        match written.recv_timeout(GLANCE) {
            Ok(bytes) => held.extend(bytes),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        held.extend(written.try_iter().flatten());
        if let Some(end) = held.iter().rposition(|b| *b == b'\n') {
            let rest = held.split_off(end + 1);
            let lines = String::from_utf8_lossy(&std::mem::replace(&mut held, rest)).into_owned();
            if printer.print(lines).is_err() {
                return;
            }
        }
        if let Ok(done) = ended.try_recv() {
            // The typing is over: what is no whole line can stand for itself.
            let _ = std::io::stdout().write_all(&std::mem::take(&mut held)).and_then(|()| std::io::stdout().flush());
            let _ = done.try_send(());
        }
    }
}
