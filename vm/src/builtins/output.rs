//! `print` and `input`.

use crate::exc::R;
use crate::native::{Def, Next, tail};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    tail(
        "print(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, or to sys.stdout by default.",
    ),
    tail(
        "input(prompt='', /)",
        input,
        "Read a string from standard input.  The trailing newline is stripped.",
    ),
];

/// Slots: sep, end, file, flush, then the tuple of values.
fn print(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let part = |i: usize| args[i].given().cloned().unwrap_or(Value::NONE);
    let f = vm.prelude("print_general")?;
    Ok(Next::call(
        f,
        [args[4].clone(), part(0), part(1), part(2), part(3)],
    ))
}

fn input(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("input_general")?;
    Ok(Next::call(
        f,
        [args[0].given().cloned().unwrap_or_else(|| "".into())],
    ))
}
