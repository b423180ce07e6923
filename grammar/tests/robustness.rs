//! No input, however long or deep or broken, does harm: no panic, no exhausted native stack.
//!
//! The tests run on the threads of the test harness, whose stacks have 2 MiB.

use pausa_grammar::ast::{MAX_EXPR_DEPTH, Tree};
use pausa_grammar::{ErrorKind, Mode, parse};
use std::time::{Duration, Instant};

fn kind_of_error(source: &str) -> Option<ErrorKind> {
    parse(source, Mode::Module).errors.first().map(|error| error.kind)
}

/// Programs that nest without limit, each way of nesting once.
fn deep(count: usize) -> Vec<String> {
    let repeat = |text: &str| text.repeat(count);
    let wrap = |open: &str, middle: &str, close: &str| format!("{}{middle}{}", repeat(open), repeat(close));
    vec![
        wrap("(", "x", ")"),
        wrap("[", "x", "]"),
        wrap("{", "x", "}"),
        wrap("{x: ", "x", "}"),
        wrap("f(", "x", ")"),
        wrap("x[", "x", "]"),
        wrap("(", "", ""),
        wrap("(x, ", "", ""),
        wrap("-", "x", ""),
        wrap("not ", "x", ""),
        wrap("~ - + ", "x", ""),
        wrap("await ", "x", ""),
        wrap("lambda: ", "x", ""),
        wrap("lambda x=", "x", ": x"),
        wrap("x if x else ", "x", ""),
        wrap("x ** ", "x", ""),
        wrap("x + ", "x", ""),
        wrap("x - (", "x", ")"),
        wrap("x and ", "x", ""),
        wrap("x < ", "x", ""),
        wrap("x.", "x", ""),
        wrap("x", "", "()"),
        wrap("x", "", "[0]"),
        wrap("x", "", ".y()"),
        wrap("x = ", "x", ""),
        wrap("x: ", "x", ""),
        wrap("*", "x", ""),
        wrap("x, ", "x", ""),
        wrap("x; ", "x", ""),
        wrap("'a' ", "'a'", ""),
        wrap("f'{x}' ", "'a'", ""),
        wrap("f'{", "x", "}'"),
        wrap("f\"{f'{", "x", "}'}\""),
        wrap("f'{x:{", "x", "}}'"),
        wrap("x for x in ", "x", ""),
        wrap("[x for x in ", "x", "]"),
        wrap("@", "x", ""),
        wrap("@x\n", "def f(): pass", ""),
        wrap("yield ", "x", ""),
        wrap("(yield ", "x", ")"),
        wrap("if x: ", "x", ""),
        wrap("else: ", "x", ""),
        wrap("match x:\n case ", "x", ""),
        format!("match x:\n case {}: pass", wrap("[", "x", "]")),
        format!("match x:\n case {}: pass", wrap("(", "x", " as y)")),
        format!("match x:\n case {}x: pass", repeat("x | ")),
        format!("match x:\n case {}x: pass", repeat("x.")),
        format!("if x: pass\n{}", repeat("elif x: pass\n")),
        (0..count.min(3000)).map(|i| format!("{}if x:\n", " ".repeat(i))).collect(),
        (0..count.min(3000)).map(|i| format!("{}def f():\n", "\t".repeat(i))).collect(),
        wrap("import a.", "a", ""),
        wrap("from .", "a import b", ""),
        wrap("\\\n", "x", ""),
        wrap("\n", "x", "\n"),
        wrap("# x\n", "x", ""),
        wrap("x = (", "1 2", ""),
        wrap("print ", "x", ""),
        wrap("x y ", "", ""),
        wrap("def f(", "", ""),
        wrap("def f(x=", "x", "): pass"),
        wrap("(x := ", "x", ")"),
        wrap("1 if ", "x", ""),
        wrap("x = yield = ", "x", ""),
        wrap("{**", "x", "}"),
        wrap("f(*", "x", ")"),
        wrap("f(**", "x", ")"),
        wrap("(*", "x", ",)"),
        wrap("0", "", ""),
        wrap("9", "", ""),
        wrap("1_", "1", ""),
        wrap("a", "", ""),
        wrap("é", "", ""),
        wrap("'", "", ""),
        wrap("\"\"\"", "", ""),
        wrap("f'", "", ""),
        wrap("{", "", ":"),
    ]
}

#[test]
fn nesting_has_bounds() {
    for count in [250, 5_000, 100_000] {
        for source in deep(count) {
            let parsed = parse(&source, Mode::Module);
            // Copying, comparing and dropping walk the tree.
            if let Some(tree) = parsed.tree {
                assert!(tree.clone() == tree, "{:.40}", source);
            }
        }
    }
}

#[test]
fn a_deep_expression_is_a_recursion_error() {
    let chain = |count: usize| format!("x = {}y", "x + ".repeat(count));
    assert_eq!(kind_of_error(&chain(usize::from(MAX_EXPR_DEPTH) - 1)), None);
    assert_eq!(kind_of_error(&chain(usize::from(MAX_EXPR_DEPTH))), Some(ErrorKind::TooDeep));
}

#[test]
fn long_but_flat_is_no_problem() {
    let elifs = format!("if x: pass\n{}", "elif x: pass\n".repeat(50_000));
    let lines = "x = 1\n".repeat(50_000);
    let list = format!("[{}]", "x, ".repeat(100_000));
    let strings = format!("({})", "'a' ".repeat(100_000));
    let or = format!("{}x", "x or ".repeat(100_000));
    for source in [elifs, lines, list, strings, or] {
        let parsed = parse(&source, Mode::Module);
        assert!(matches!(parsed.tree, Some(Tree::Module(_))), "{:.40}", source);
    }
}

/// A small generator of numbers that look random, the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// Text that matters somewhere in the grammar.
const PIECES: &[&str] = &[
    "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", ":=", "==", "!=", "->", "@", "*", "**", "/", "+",
    "-", "~", "|", "<", "!", "\\", "\n", "\r", "\r\n", "\t", " ", "\x0c", "'", "\"", "'''", "\"\"\"", "f'", "f'{",
    "}'", "{{", "!r", "r'", "b'", "#", "if ", "else ", "elif ", "for ", "in ", "not ", "is ", "lambda ", "def ",
    "class ", "return ", "yield ", "await ", "async ", "match ", "case ", "_", "with ", "as ", "import ", "from ",
    "try:", "except", "finally:", "None", "print ", "0", "1_", "0x", "1e", ".5", "1j", "é", "×", "\u{a0}", "\u{feff}",
    "\\N{", "\\x", "\0", "日本", "x", "pass",
];

fn mutate(chance: &mut Chance, text: &str, other: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(chars.len() + 1);
        let end = (at + chance.below(8)).min(chars.len());
        match chance.below(5) {
            0 => drop(chars.drain(at..end)),
            1 => drop(chars.splice(at..at, PIECES[chance.below(PIECES.len())].chars())),
            2 => drop(chars.splice(at..end, PIECES[chance.below(PIECES.len())].chars())),
            3 => {
                let copy: Vec<char> = chars[at..end].to_vec();
                let to = chance.below(chars.len() + 1);
                drop(chars.splice(to..to, copy));
            }
            _ => {
                let donor: Vec<char> = other.chars().collect();
                let from = chance.below(donor.len());
                let until = (from + chance.below(40)).min(donor.len());
                drop(chars.splice(at..end, donor[from..until].iter().copied()));
            }
        }
    }
    chars.into_iter().collect()
}

/// A number from the environment, for a longer or another run than usual.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn broken_programs_do_no_harm() {
    let folders = ["tests/fixtures/ok", "tests/fixtures/err"];
    let mut corpus: Vec<String> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten())
        .flat_map(|entry| std::fs::read_to_string(entry.path()))
        .collect();
    corpus.sort();
    assert!(corpus.len() > 10, "only {} programs", corpus.len());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ setting("PAUSA_FUZZ_SEED").unwrap_or(0));
    let seconds = setting("PAUSA_FUZZ_SECONDS");
    let deadline = Instant::now() + Duration::from_secs(seconds.unwrap_or(4));
    let rounds = seconds.map_or(20_000, |_| usize::MAX);
    for round in 0..rounds {
        let (text, other) = (chance.below(corpus.len()), chance.below(corpus.len()));
        let program = mutate(&mut chance, &corpus[text], &corpus[other]);
        let mode = [Mode::Module, Mode::Module, Mode::Interactive, Mode::Expression][round % 4];
        let parsed = parse(&program, mode);
        assert_eq!(parsed.tree.is_none(), !parsed.errors.is_empty(), "{program:?}");
        for error in &parsed.errors {
            assert!(error.span.end as usize <= program.len(), "{error:?} in {program:?}");
        }
        pausa_grammar::completeness(&program);
        if Instant::now() > deadline {
            assert!(round > 50, "only {round} programs in time");
            break;
        }
    }
}
