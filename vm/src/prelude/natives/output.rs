//! Output without the module `_io`, and the text of an uncaught exception.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::exc::R;
use crate::frame::FrameRef;
use crate::native::{Def, pure};
use crate::object::{Exception, Str, Traceback};
use crate::types::code::traceback_line;
use crate::types::{class_of, typ::full_name};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_raw_output(text, /)", output, ""),
    pure("_raw_error(text, /)", error, ""),
    pure("_raw_flush()", flush, ""),
    pure("_exception_text(e, /)", exception_text, ""),
];

fn bytes(v: &Value) -> &[u8] {
    v.downcast::<Str>().map_or(&[], |s| s.bytes())
}

fn output(vm: &mut Vm, args: &[Value]) -> R {
    if !vm.output_abandoned {
        std::io::stdout().write_all(bytes(&args[0])).map_err(|e| crate::import::os_error(&e, "<stdout>"))?;
    }
    Ok(Value::NONE)
}

fn error(_: &mut Vm, args: &[Value]) -> R {
    std::io::stderr().write_all(bytes(&args[0])).map_err(|e| crate::import::os_error(&e, "<stderr>"))?;
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, _: &[Value]) -> R {
    if !vm.output_abandoned && std::io::stdout().flush().is_err() {
        // Nobody reads it: that is no error of the program.
        vm.output_abandoned = true;
    }
    Ok(Value::NONE)
}

/// The traceback and the exception, with those it came from, as text.
fn exception_text(_: &mut Vm, args: &[Value]) -> R {
    let mut out = String::new();
    let mut chain = vec![(args[0].clone(), "")];
    while let Some(e) = chain.last().and_then(|(v, _)| v.downcast::<Exception>()) {
        let (cause, context) = (e.cause.borrow().clone(), e.context.borrow().clone());
        let next = if !cause.is_none() {
            (cause, "\nThe above exception was the direct cause of the following exception:\n\n")
        } else if !context.is_none() && !e.suppress_context.get() {
            (context, "\nDuring handling of the above exception, another exception occurred:\n\n")
        } else {
            break;
        };
        if chain.iter().any(|(v, _)| v.is(&next.0)) {
            break;
        }
        chain.push(next);
    }
    for i in (0..chain.len()).rev() {
        show(&mut out, &chain[i].0);
        out.push_str(chain[i].1);
    }
    Ok(out.into())
}

fn show(out: &mut String, v: &Value) {
    let Some(e) = v.downcast::<Exception>() else {
        return;
    };
    let mut link = e.traceback.borrow().clone();
    if !link.is_none() {
        out.push_str("Traceback (most recent call last):\n");
    }
    while let Some(t) = link.downcast::<Traceback>() {
        let line = traceback_line(t);
        if let Some(code) = FrameRef::from_value(&t.frame).and_then(|f| f.code()) {
            let file = code.filename.to_lossy().into_owned();
            let _ = writeln!(out, "  File \"{file}\", line {line}, in {}", code.name.to_lossy());
            let source = std::fs::read_to_string(&file).unwrap_or_default();
            if let Some(text) = source.lines().nth((line as usize).wrapping_sub(1)) {
                let _ = writeln!(out, "    {}", text.trim());
            }
        }
        let next = t.next.borrow().clone();
        link = next;
    }
    let name = full_name(&class_of(v));
    let args = e.args.borrow().clone();
    let text = match args.items() {
        [] => String::new(),
        [one] => crate::ops::repr::str(one)
            .ok()
            .flatten()
            .map(|b| String::from_utf8_lossy(&b).into_owned())
            .unwrap_or_else(|| "<exception str() failed>".into()),
        _ => crate::ops::repr::repr(args.value())
            .ok()
            .flatten()
            .map(|b| String::from_utf8_lossy(&b).into_owned())
            .unwrap_or_default(),
    };
    let _ = if text.is_empty() { writeln!(out, "{name}") } else { writeln!(out, "{name}: {text}") };
}
