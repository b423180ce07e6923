//! Whole programs: right ones with their trees, wrong ones with everything that is said of them.

#[path = "support/render.rs"]
mod render;

use pausa_grammar::{Mode, SyntaxError, parse};
use render::Style;

#[test]
fn right_programs_have_these_trees() {
    insta::glob!("fixtures/ok/*.py", |path| {
        let source = std::fs::read_to_string(path).expect("a readable fixture");
        let parsed = parse(&source, Mode::Module);
        assert_eq!(parsed.errors, [], "{}", path.display());
        let tree = parsed.tree.expect("a tree if there are no errors");
        let warnings: Vec<String> =
            parsed.warnings.iter().map(|warning| format!("{}: {}\n", warning.line, warning.message)).collect();
        let tree = render::render(&source, &tree, Style::Readable);
        insta::assert_snapshot!(format!("{tree}\n{}", warnings.concat()));
    });
}

#[test]
fn wrong_programs_have_these_errors() {
    insta::glob!("fixtures/err/*.py", |path| {
        let source = std::fs::read_to_string(path).expect("a readable fixture");
        let errors = parse(&source, Mode::Module).errors;
        assert!(!errors.is_empty(), "{}", path.display());
        insta::assert_snapshot!(annotate(&source, &errors));
    });
}

/// The source with every error below its line.
fn annotate(source: &str, errors: &[SyntaxError]) -> String {
    let mut out = String::new();
    for (i, line) in source.lines().enumerate() {
        out += &format!("{line}\n");
        for error in errors.iter().filter(|error| error.line as usize == i + 1) {
            let before = " ".repeat(error.offset.max(1) as usize - 1);
            let width = match error.end_line == error.line {
                true => (error.end_offset - error.offset).max(1) as usize,
                false => 1,
            };
            let kind = error.kind.exception();
            out += &format!("{before}{} {kind}: {}\n", "^".repeat(width), error.message);
        }
    }
    out
}
