//! From source text to code units: parse and compile in one step.

use std::rc::Rc;

use crate::bytecode::CodeUnit;

/// Compiles a file of the prelude.
pub(crate) fn compile_prelude(name: &str, text: &str) -> Result<Rc<CodeUnit>, String> {
    let _ = (name, text);
    Err("the parser is being written".into())
}
