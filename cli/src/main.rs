//! The `pausa` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else { return ExitCode::from(2) };
    let text = match std::fs::read_to_string(&path) {
        Ok(t) => t,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::from(2);
        }
    };
    let options = pausa_vm::compiler::CompileOptions::new(path.as_str());
    let unit = match pausa_vm::source::compile_text(&text, pausa_vm::source::Mode::Module, &options) {
        Ok(c) => c.unit,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::from(1);
        }
    };
    let mut vm = pausa_vm::Vm::new();
    let m = vm.new_module("__main__");
    m.dict.insert_str("__builtins__", vm.builtins.clone().into());
    match vm.run_module(unit, &m.dict) {
        Ok(_) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e:?}");
            ExitCode::from(1)
        }
    }
}
