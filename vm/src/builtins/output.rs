//! `print` and `input`.

use crate::exc::R;
use crate::native::{Def, Next, tail};
use crate::object::{Module, Str, Tuple};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    tail(
        "print(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, or to sys.stdout by default.",
    ),
    tail(
        "breakpoint(*args, **kws)",
        |vm, a| Ok(Next::call(vm.prelude("breakpoint_general")?, a.iter().cloned())),
        "Call sys.breakpointhook(*args, **kws).",
    ),
    tail("input(prompt='', /)", input, "Read a string from standard input.  The trailing newline is stripped."),
];

/// Slots: sep, end, file, flush, then the tuple of values.
fn print(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let part = |i: usize| args[i].given().cloned().unwrap_or(Value::NONE);
    if let Some(done) = print_fast(vm, args) {
        return done.map(Next::Value);
    }
    let f = vm.prelude("print_general")?;
    Ok(Next::call(f, [args[4].clone(), part(0), part(1), part(2), part(3)]))
}

/// Prints with the built-in rules if that needs no user code: all values have built-in text, and the stream is a native one.
/// Slots: sep, end, file, flush, then the tuple of values.
fn print_fast(vm: &mut Vm, args: &[Value]) -> Option<R> {
    let write = vm.write_text?;
    let given = |i: usize| args[i].given().filter(|v| !v.is_none());
    let stream = match given(2) {
        Some(v) => v.clone(),
        None => {
            let sys = vm.modules.get_interned(vm.names.sys.value())?;
            let stream = sys.downcast::<Module>()?.dict.get_interned(vm.names.stdout.value())?;
            if stream.is_none() {
                return Some(Ok(Value::NONE));
            }
            stream
        }
    };
    let part = |i: usize, default: &'static [u8]| match given(i) {
        None => Some(std::borrow::Cow::Borrowed(default)),
        Some(v) => Some(std::borrow::Cow::Owned(v.exact::<Str>()?.bytes().to_vec())),
    };
    let (sep, end) = (part(0, b" ")?, part(1, b"\n")?);
    let flush = match given(3) {
        None => false,
        Some(v) => crate::ops::truth(v)?,
    };
    let mut text = Vec::new();
    for (i, v) in args[4].downcast::<Tuple>()?.items().iter().enumerate() {
        if i > 0 {
            text.extend_from_slice(&sep);
        }
        if let Some(s) = v.exact::<Str>() {
            text.extend_from_slice(s.bytes());
        } else {
            match crate::ops::repr::str(v) {
                Ok(Some(shown)) => text.extend_from_slice(&shown),
                Ok(None) => return None,
                Err(e) => return Some(Err(e)),
            }
        }
    }
    text.extend_from_slice(&end);
    write(vm, &stream, &text, flush).map(|done| done.map(|()| Value::NONE))
}

fn input(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("input_general")?;
    Ok(Next::call(f, [args[0].given().cloned().unwrap_or_else(|| "".into())]))
}
