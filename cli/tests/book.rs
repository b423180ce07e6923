//! What the README, the change log and the book show is true: each Python block runs, and where a block of text follows it, that is
//! what it prints; each command of a console block prints what stands below it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A fenced block: its language, its text, the line it begins in.
struct Block {
    language: String,
    text: String,
    line: usize,
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("cli/ is inside the workspace").into()
}

fn pages() -> Vec<PathBuf> {
    let root = workspace();
    let mut found = vec![root.join("README.md"), root.join("CHANGELOG.md")];
    let book = fs::read_dir(root.join("docs/book")).expect("the book's folder");
    found.extend(book.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "md")));
    found.sort();
    found
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Option<(Block, usize)> = None;
    for (i, line) in page.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(language)) => {
                let block = Block { language: language.to_owned(), text: String::new(), line: i + 1 };
                open = Some((block, indent));
            }
            (Some(_), Some("")) => found.extend(open.take().map(|(block, _)| block)),
            (Some((block, margin)), _) => {
                block.text.push_str(line.get((*margin).min(indent)..).unwrap_or(""));
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

fn run(command: &mut Command) -> Output {
    let folder = Path::new(env!("CARGO_BIN_EXE_pausa")).parent().expect("a program is in a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path))).expect("a path");
    command.current_dir(workspace()).env("PATH", paths).env("NO_COLOR", "1").env("PYTHONHASHSEED", "0");
    command.stdin(Stdio::null()).output().expect("the program starts")
}

fn printed(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn programs_print_what_is_shown() {
    let mut count = 0;
    for page in pages() {
        let name = page.strip_prefix(workspace()).unwrap_or(&page).display().to_string();
        let blocks = blocks(&fs::read_to_string(&page).expect("a page"));
        for (i, block) in blocks.iter().enumerate().filter(|(_, b)| b.language == "python") {
            let place = format!("{name}:{}", block.line);
            let output = run(Command::new(env!("CARGO_BIN_EXE_pausa")).args(["-c", &block.text]));
            let expected = blocks.get(i + 1).filter(|b| b.language == "text");
            match expected {
                Some(expected) => assert_eq!(printed(&output), expected.text, "{place}"),
                None => assert!(output.status.success(), "{place}: {}", printed(&output)),
            }
            count += 1;
        }
    }
    assert!(count > 15, "only {count} programs were found");
}

#[test]
fn commands_print_what_is_shown() {
    for page in pages() {
        let name = page.strip_prefix(workspace()).unwrap_or(&page).display().to_string();
        for block in blocks(&fs::read_to_string(&page).expect("a page")).iter().filter(|b| b.language == "console") {
            let mut commands: Vec<(String, String)> = Vec::new();
            for line in block.text.lines() {
                match (line.strip_prefix("$ "), commands.last_mut()) {
                    (Some(command), _) => commands.push((command.to_owned(), String::new())),
                    (None, Some((_, output))) => *output += &format!("{line}\n"),
                    (None, None) => panic!("{name}:{}: output before a command", block.line),
                }
            }
            for (command, expected) in commands {
                let output = run(Command::new("sh").args(["-c", &format!("{{ {command}\n}} 2>&1")]));
                assert_eq!(printed(&output), expected, "{name}:{}: {command}", block.line);
            }
        }
    }
}
