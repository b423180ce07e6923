//! Listings of small programs: a change of what the compiler emits shows here.

use super::compile_module;
use crate::bytecode::{disassemble, verify};

#[test]
fn listings() {
    insta::glob!("listings/*.py", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let unit = compile_module(&text).unit;
        verify(&unit).unwrap();
        insta::with_settings!({ omit_expression => true, description => text.clone() }, {
            insta::assert_snapshot!(disassemble(&unit));
        });
    });
}
