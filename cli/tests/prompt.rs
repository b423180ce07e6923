//! The prompt, as somebody at a terminal meets it, and as a pipe does.
//!
//! A pseudo-terminal shows what the editor draws: the line is drawn anew below each line of output, so "intact" means that the
//! prompt and what was typed follow the output.

use std::io::Write;
use std::process::{Command, Stdio};

use rexpect::session::{PtySession, spawn_command};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Generous: the machine may be busy, and the build slow.
const PATIENCE: Option<u64> = Some(20_000);

fn pausa() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pausa"));
    command.env("PAUSA_HISTORY", "").env("NO_COLOR", "1").env("TERM", "xterm");
    command
}

/// A session at its first prompt.
fn session() -> Result<PtySession, rexpect::error::Error> {
    let mut session = spawn_command(pausa(), PATIENCE)?;
    session.exp_string(">>> ")?;
    Ok(session)
}

/// Enters an input, and waits for the prompt after it. The answer is what came before that.
fn enter(session: &mut PtySession, text: &str) -> Result<String, rexpect::error::Error> {
    session.send(&format!("{text}\r"))?;
    session.flush()?;
    // The end of the editing, then the prompt.
    session.exp_string("\x1b[?2004l")?;
    session.exp_string(">>> ")
}

/// A task that ticks for ever.
const TICKER: &str = "async def tick():\r    while True:\r        print('tick')\r        await asyncio.sleep(0.05)\r";

#[test]
fn tasks_go_on_above_an_intact_line() -> Outcome {
    let mut s = session()?;
    enter(&mut s, "import asyncio")?;
    enter(&mut s, TICKER)?;
    enter(&mut s, "ticker = asyncio.create_task(tick())")?;
    s.exp_string("tick")?;
    s.send("6 * ")?;
    s.flush()?;
    s.exp_string("6 * ")?;
    for _ in 0..3 {
        s.exp_string("tick\r\n>>> 6 * ")?;
    }
    let shown = enter(&mut s, "7")?;
    assert!(shown.contains("42"), "{shown:?}");
    Ok(())
}

#[test]
fn an_interrupt_ends_the_input_that_runs_and_no_task() -> Outcome {
    let mut s = session()?;
    enter(&mut s, "import asyncio")?;
    enter(&mut s, TICKER)?;
    enter(&mut s, "ticker = asyncio.create_task(tick())")?;
    let shown = enter(&mut s, "print(await asyncio.sleep(0.2, 'slept'))")?;
    assert!(shown.contains("slept"), "{shown:?}");
    s.send("await asyncio.sleep(1000)\r")?;
    s.flush()?;
    s.exp_string("\x1b[?2004l")?;
    s.exp_string("tick")?;
    s.send_control('c')?;
    s.exp_string("KeyboardInterrupt")?;
    s.exp_string("tick\r\n>>> ")?;
    let shown = enter(&mut s, "ticker.done()")?;
    assert!(shown.contains("False"), "{shown:?}");
    s.send("while True: pass\r\r")?;
    s.flush()?;
    s.exp_string("\x1b[?2004l")?;
    s.send_control('c')?;
    s.exp_string("KeyboardInterrupt")?;
    s.exp_string("tick")?;
    Ok(())
}

#[test]
fn threads_go_on_too() -> Outcome {
    let mut s = session()?;
    enter(&mut s, "import threading, time")?;
    enter(&mut s, "def work():\r    for i in range(1000): time.sleep(0.05); print('at', i)\r")?;
    enter(&mut s, "threading.Thread(target=work, daemon=True).start()")?;
    s.exp_string("at 0")?;
    s.exp_string("at 3")?;
    s.send("x")?;
    s.flush()?;
    s.exp_regex("at [0-9]+\r\n>>> x")?;
    Ok(())
}

#[test]
fn tracebacks_show_what_was_typed() -> Outcome {
    let mut s = session()?;
    enter(&mut s, "def f(x):\r    return 1 / x\r")?;
    let shown = enter(&mut s, "f(0)")?;
    assert!(shown.contains("    return 1 / x") && shown.contains("~~^~~"), "{shown:?}");
    assert!(!shown.contains("_repl"), "{shown:?}");
    let shown = enter(&mut s, "x = = 1")?;
    assert!(shown.contains("SyntaxError: invalid syntax"), "{shown:?}");
    Ok(())
}

#[test]
fn names_and_attributes_are_completed() -> Outcome {
    let mut s = session()?;
    enter(&mut s, "import json; longish_name = 40")?;
    let shown = enter(&mut s, "longi\t + 2")?;
    assert!(shown.contains("42"), "{shown:?}");
    let shown = enter(&mut s, "json.dum\t")?;
    assert!(shown.contains("function"), "{shown:?}");
    s.send_control('d')?;
    s.exp_eof()?;
    Ok(())
}

#[test]
fn the_end_leaves_with_the_terminal_as_it_was() -> Outcome {
    let mut s = session()?;
    s.send("exit(3)\r")?;
    s.flush()?;
    s.exp_eof()?;
    let status = s.process().wait()?;
    assert!(format!("{status:?}").contains('3'), "{status:?}");
    Ok(())
}

#[test]
fn a_timeline_of_an_input_or_of_what_goes_on() -> Outcome {
    let folder = std::env::temp_dir().join(format!("pausa-prompt-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (one, two) = (folder.join("one.txt"), folder.join("two.svg"));
    let input = format!(
        "import asyncio\n%timeline {0} await asyncio.sleep(0.01)\n%timeline {1}\n%timeline {1}\nawait asyncio.sleep(0.01)\n\
         %timeline\n%timeline\n%timeline out.png\n",
        one.display(),
        two.display()
    );
    let (stdout, stderr) = piped(&input)?;
    assert_eq!(stdout, format!("written to {}\nwritten to {}\n", one.display(), two.display()), "{stderr}");
    for said in ["is being recorded already", "%timeline needs a file", "does not end in .html"] {
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
    assert!(std::fs::read_to_string(&one)?.contains("Input-2 in MainThread"));
    assert!(std::fs::read_to_string(&two)?.starts_with("<svg "));
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// What a session writes whose input comes through a pipe.
fn piped(input: &str) -> std::io::Result<(String, String)> {
    let mut child =
        pausa().args(["-i", "-q"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Ok((text(&output.stdout), text(&output.stderr)))
}

#[test]
fn a_pipe_is_read_as_cpython_reads_it() -> Outcome {
    let (stdout, stderr) = piped("1 + 1\nif 1:\n    _ + 1\n\nx = = 1\nprint('on')\n")?;
    assert_eq!(stdout, "2\n3\non\n");
    let error =
        ">>> >>> ... ... >>>   File \"<stdin>\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n>>> >>> ";
    assert_eq!(stderr, error);
    Ok(())
}

#[test]
fn commands_tell_what_goes_on() -> Outcome {
    let input = "import asyncio\nasync def wait(): await asyncio.sleep(100)\n\nt = asyncio.create_task(wait(), name='waiter')\n\
                 await asyncio.sleep(0)\n%tasks\n%cancel waiter\nawait asyncio.sleep(0)\nt.cancelled()\n%nothing\n%time 1 + 1\n";
    let (stdout, stderr) = piped(input)?;
    assert!(stdout.contains("waiter  waits for Future"), "{stdout}");
    assert!(stdout.contains("True\n") && stdout.contains("took "), "{stdout}");
    assert!(stderr.contains("there is no command %nothing"), "{stderr}");
    Ok(())
}
