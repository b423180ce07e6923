//! `pausa test`, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that is removed with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("pausa-testing-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path.canonicalize().expect("it exists"))
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.0.join(name);
        fs::create_dir_all(file.parent().unwrap_or(Path::new("/"))).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    /// Runs `pausa test` there; the exit code and what it wrote.
    fn test(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pausa"));
        let output = command.arg("test").args(arguments).current_dir(&self.0).output().expect("pausa starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap_or(-1), text)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn snapshots_are_proposed_accepted_and_checked() {
    let f = Folder::new("accept");
    f.write("a.py", "print('one')\n");
    let (code, text) = f.test(&["--check"]);
    assert!(code == 1 && text.contains("new a.py") && text.contains("1 new"), "{code} {text}");
    assert_eq!(f.read("snapshots/a.snap.new"), None);

    let (code, _) = f.test(&[]);
    assert_eq!(code, 1);
    let proposed = f.read("snapshots/a.snap.new").expect("a proposal");
    assert!(proposed.starts_with("---\nsource: a.py\ninput_file: a.py\n---\n"), "{proposed}");

    let (code, text) = f.test(&["--accept"]);
    assert!(code == 0 && text.contains("accepted a.py"), "{code} {text}");
    assert_eq!((f.read("snapshots/a.snap"), f.read("snapshots/a.snap.new")), (Some(proposed), None));
    assert_eq!(f.test(&["--check"]).0, 0);

    f.write("a.py", "print('two')\n");
    let (code, text) = f.test(&["--check"]);
    assert!(code == 1 && text.contains("  -one\n  +two\n") && text.contains("1 changed"), "{code} {text}");
}

#[test]
fn insta_reads_what_is_written() {
    let f = Folder::new("insta");
    f.write("b.py", "print('words')\n");
    assert_eq!(f.test(&["--accept"]).0, 0);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(f.0.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    let text = "----- program\nprint('words')\n----- stdout\nwords\n----- exit 0\n";
    settings.bind(|| insta::assert_snapshot!("b", text));
    // So it does with what waits to be reviewed, once it is accepted: that is its file under another name.
    f.write("b.py", "print('other words')\n");
    assert_eq!(f.test(&[]).0, 1);
    let pending = f.read("snapshots/b.snap.new").expect("a proposal");
    assert!(pending.starts_with("---\nsource: b.py\ninput_file: b.py\n---\n"), "{pending}");
    fs::rename(f.0.join("snapshots/b.snap.new"), f.0.join("snapshots/b.snap")).expect("both are there");
    let text = "----- program\nprint('other words')\n----- stdout\nother words\n----- exit 0\n";
    settings.bind(|| insta::assert_snapshot!("b", text));
    assert_eq!(f.test(&["--check"]).0, 0);
}

#[test]
fn sleeps_take_no_time_and_leftovers_are_told() {
    let f = Folder::new("time");
    let program = "import asyncio, time\n\nasync def idle():\n    await asyncio.sleep(5000)\n\nasync def main():\n    \
                   asyncio.create_task(idle())\n    await asyncio.sleep(3600)\n    print('an hour later')\n\n\
                   asyncio.run(main())\ntime.sleep(60)\n";
    f.write("c.py", program);
    let (code, text) = f.test(&["--accept"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("c.py leaves behind a task of idle made at c.py:7"), "{text}");
    assert!(f.read("snapshots/c.snap").is_some_and(|t| t.contains("an hour later")));
}

#[test]
fn directives_say_how_a_program_is_run() {
    let f = Folder::new("directives");
    f.write("args.py", "# test: args=a 'b c'\n# test: exit=3\nimport sys\nprint(sys.argv[1:])\nsys.exit(3)\n");
    f.write("wrong.py", "# test: exit=4\n");
    f.write("skipped.py", "# test: skip=not today\n1/0\n");
    f.write("took.py", "# test: filter=durations\nprint('took 12 ms')\n");
    f.write("hangs.py", "# test: real-time timeout=0.5\nimport time\ntime.sleep(100)\n");
    let (code, text) = f.test(&["--accept"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("failed wrong.py\n  ended with 0, and is to end with 4"), "{text}");
    assert!(text.contains("failed hangs.py\n  still running after 0.5 s"), "{text}");
    assert!(text.contains("2 passed, 2 failed, 1 skipped"), "{text}");
    assert!(f.read("snapshots/args.snap").is_some_and(|t| t.contains("['a', 'b c']\n----- exit 3")));
    assert!(f.read("snapshots/took.snap").is_some_and(|t| t.contains("took [duration]")));
}

#[test]
fn a_file_names_the_programs() {
    let f = Folder::new("config");
    f.write("pausa.toml", "programs = ['examples/*.py']\nexclude = ['**/slow.py']\n");
    for name in ["examples/x.py", "examples/slow.py", "other.py"] {
        f.write(name, "print(1)\n");
    }
    let (_, text) = f.test(&["--accept", "--junit", "report.xml"]);
    assert!(text.contains("1 passed in"), "{text}");
    assert!(f.read("report.xml").is_some_and(|t| t.contains("<testcase classname=\"examples\" name=\"x\"")));

    fs::remove_file(f.0.join("examples/x.py")).expect("it is there");
    f.write("examples/y.py", "print(1)\n");
    let (_, text) = f.test(&["--accept"]);
    assert!(text.contains("unused") && text.contains("x.snap"), "{text}");
    assert!(f.test(&["--update-removed"]).1.contains("removed"));
    assert_eq!(f.read("examples/snapshots/x.snap"), None);

    f.write("pausa.toml", "program = []\n");
    let (code, text) = f.test(&[]);
    assert!(code == 2 && text.contains("there is no setting program"), "{code} {text}");
}
