//! Timelines: each program of `cli/tests/timeline/` with the text of its timeline beside it, and the other forms.

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timeline")
}

/// The programs, by name.
fn programs() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).expect("the folder of the programs");
    let files = files.map(|f| f.expect("an entry of the folder").path());
    let mut programs: Vec<PathBuf> = files.filter(|f| f.extension().is_some_and(|e| e == "py")).collect();
    programs.sort();
    programs
}

/// Runs a program in virtual time; its timeline in the form of this ending.
fn timeline(program: &Path, ending: &str) -> String {
    let stem = program.file_stem().expect("a program's name").to_string_lossy();
    let file = std::env::temp_dir().join(format!("pausa-timeline-{}-{stem}.{ending}", std::process::id()));
    let mut option = std::ffi::OsString::from("--timeline=");
    option.push(&file);
    let done = Command::new(env!("CARGO_BIN_EXE_pausa"))
        .args(["--virtual-time", "--seed=0"])
        .args([option.as_os_str(), program.as_os_str()])
        .output()
        .expect("pausa can be run");
    assert!(done.stderr.is_empty(), "{stem}: {}", String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{stem}: {}", done.status);
    let text = std::fs::read_to_string(&file).expect("the timeline was written");
    std::fs::remove_file(file).expect("the timeline can be removed");
    text
}

/// `PAUSA_ACCEPT=1` writes down what is.
#[test]
fn texts_are_as_written_down() {
    for program in programs() {
        let text = timeline(&program, "txt");
        let known = program.with_extension("txt");
        if std::env::var_os("PAUSA_ACCEPT").is_some() {
            std::fs::write(&known, &text).expect("the text can be written down");
        }
        let expected = std::fs::read_to_string(&known).unwrap_or_default();
        assert_eq!(text, expected, "{}", program.display());
    }
}

#[test]
fn pages_and_pictures_need_nothing_else() {
    for program in programs() {
        let (page, picture) = (timeline(&program, "html"), timeline(&program, "svg"));
        for text in [&page, &picture] {
            assert!(text.contains("prefers-color-scheme:dark") && text.contains("MainThread"));
            let elsewhere = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!elsewhere.contains("http") && !elsewhere.contains("src="), "{}", program.display());
        }
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
        assert_eq!(picture.matches("<rect").count(), picture.matches("</rect>").count() + 1);
    }
}

/// What opens a trace reads it as JSON; so does Python's `json`.
#[test]
fn traces_can_be_read() {
    const READ: &str = "\
import json, sys
events = json.load(sys.stdin)['traceEvents']
lanes = {e['tid'] for e in events if e['ph'] == 'M' and e['name'] == 'thread_name'}
assert all(e['tid'] in lanes and e['dur'] >= 0 for e in events if e['ph'] == 'X')
assert [e['id'] for e in events if e['ph'] == 's'] == [e['id'] for e in events if e['ph'] == 'f']
print(len(lanes))
";
    use std::io::Write as _;
    use std::process::Stdio;
    for program in programs() {
        let trace = timeline(&program, "json");
        let mut reader = Command::new(env!("CARGO_BIN_EXE_pausa"))
            .args(["-c", READ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("pausa can be run");
        reader.stdin.take().expect("a pipe").write_all(trace.as_bytes()).expect("the trace is read");
        let done = reader.wait_with_output().expect("an answer");
        let lanes = String::from_utf8_lossy(&done.stdout).trim().parse::<usize>();
        assert!(lanes.is_ok_and(|n| n > 1), "{}", program.display());
    }
}

/// Children of all kinds have lanes: those of a fork, new programs, and one that is killed.
#[test]
fn processes_have_lanes() {
    const PROGRAM: &str = "\
import multiprocessing, os, threading, time

def work():
    inner = threading.Thread(target=time.sleep, args=(0.02,), name='inner')
    inner.start()
    inner.join()

def stay(connection):
    # After a wait it is known who this is.
    time.sleep(0.001)
    connection.send('here')
    time.sleep(1000)

if __name__ == '__main__':
    for method in ('fork', 'spawn'):
        p = multiprocessing.get_context(method).Process(target=work)
        p.start()
        p.join()
    if (child := os.fork()) == 0:
        time.sleep(0.02)
        os._exit(0)
    os.waitpid(child, 0)
    ours, theirs = multiprocessing.Pipe()
    p = multiprocessing.Process(target=stay, args=(theirs,))
    p.start()
    ours.recv()
    p.kill()
    p.join()
    time.sleep(0.02)
";
    let folder = std::env::temp_dir().join(format!("pausa-timeline-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (program, file) = (folder.join("processes.py"), folder.join("out.txt"));
    std::fs::write(&program, PROGRAM).expect("a program");
    let mut option = std::ffi::OsString::from("--timeline=");
    option.push(&file);
    let done = Command::new(env!("CARGO_BIN_EXE_pausa")).arg(option).arg(&program).output().expect("pausa can be run");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = std::fs::read_to_string(&file).expect("the timeline was written");
    let lanes: Vec<&str> = text.lines().skip(2).take_while(|l| !l.is_empty()).collect();
    let expected = [
        "thread MainThread",
        "process ForkProcess-1",
        "thread inner in ForkProcess-1",
        "process SpawnProcess-2",
        "thread inner in SpawnProcess-2",
        "process 4",
        "process Process-3",
    ];
    assert_eq!(lanes, expected, "{text}");
    let says = |who: &str, what: &str| text.lines().any(|l| l.contains(&format!("  {who} ")) && l.ends_with(what));
    for who in ["ForkProcess-1", "SpawnProcess-2", "process 4", "Process-3"] {
        assert!(says(who, "ends"), "{who} in {text}");
    }
    assert!(
        says("ForkProcess-1", "made by MainThread") && says("ForkProcess-1", "at processes.py:6 in work"),
        "{text}"
    );
    // Looking again and again whether it has ended is one wait.
    let join = "waits for the end of ForkProcess-1 at processes.py:18 in <module>";
    assert_eq!(text.matches(join).count(), 1, "{text}");
    std::fs::remove_dir_all(folder).expect("the folder can be removed");
}

#[test]
fn an_unknown_form_is_refused() {
    let done = Command::new(env!("CARGO_BIN_EXE_pausa"))
        .args(["--timeline=out.png", "-c", "print(1)"])
        .output()
        .expect("pausa can be run");
    assert_eq!(done.status.code(), Some(2));
    assert!(done.stdout.is_empty() && String::from_utf8_lossy(&done.stderr).contains("does not end in .html"));
}
