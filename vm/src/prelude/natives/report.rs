//! What the report of an uncaught exception is made of; and output to the system's own streams, for when there are no others.

use std::io::Write as _;

use crate::exc::R;
use crate::frame::FrameRef;
use crate::native::{Def, pure};
use crate::object::{List, Str, Traceback};
use crate::traceback;
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_raw_output(text, /)", output, ""),
    pure("_raw_error(text, /)", error, ""),
    pure("_traceback_text(tb, header, margin, /)", traceback_text, ""),
    pure("_explains()", |vm, _| Ok(Value::bool(vm.flags.explain || vm.flags.colored)), ""),
    pure("_tells_leftovers()", |vm, _| Ok(Value::bool(vm.flags.left_behind.is_some())), ""),
    pure("_is_colored()", |vm, _| Ok(Value::bool(vm.flags.colored)), ""),
    pure("_closest_name(wrong, names, /)", closest_name, ""),
    pure("_names_in_reach(tb, /)", names_in_reach, ""),
    pure("_weak_module(module, /)", weak_module, ""),
];

fn bytes(v: &Value) -> &[u8] {
    v.downcast::<Str>().map_or(&[], |s| s.bytes())
}

fn text(v: &Value) -> String {
    String::from_utf8_lossy(bytes(v)).into_owned()
}

fn output(_: &mut Vm, args: &[Value]) -> R {
    let mut out = std::io::stdout();
    let done = out.write_all(bytes(&args[0])).and_then(|()| out.flush());
    done.map_err(|e| crate::import::os_error(&e, "<stdout>"))?;
    Ok(Value::NONE)
}

fn error(_: &mut Vm, args: &[Value]) -> R {
    // There is nowhere to say that it cannot be said.
    let _ = std::io::stderr().write_all(bytes(&args[0]));
    Ok(Value::NONE)
}

fn traceback_text(vm: &mut Vm, args: &[Value]) -> R {
    Ok(traceback::text(vm, &args[0], &text(&args[1]), &text(&args[2])).into())
}

/// The name in a list that is most like a wrong one, or None.
fn closest_name(_: &mut Vm, args: &[Value]) -> R {
    let Some(names) = args[1].downcast::<List>() else {
        return Ok(Value::NONE);
    };
    let names: Vec<String> = names.items().iter().filter(|v| v.is_a::<Str>()).map(text).collect();
    Ok(traceback::suggest::closest(&text(&args[0]), &names).map_or(Value::NONE, Value::from))
}

/// A weak reference to a module.
fn weak_module(_: &mut Vm, args: &[Value]) -> R {
    let reference = crate::object::WeakRef::new(None, &args[0], Value::UNBOUND);
    Ok(reference.map_or(Value::NONE, Value::from))
}

/// The names that the code at the end of a traceback could have used: lists of locals, globals and built-in names.
fn names_in_reach(vm: &mut Vm, args: &[Value]) -> R {
    let mut link = args[0].clone();
    loop {
        let Some(next) = link.downcast::<Traceback>().map(|t| t.next()) else {
            return Ok(List::new().into());
        };
        if next.is_none() {
            break;
        }
        link = next;
    }
    let frame = link.downcast::<Traceback>().and_then(|t| FrameRef::from_value(&t.frame));
    let Some((frame, code)) = frame.and_then(|f| f.code().map(|code| (f, code))) else {
        return Ok(List::new().into());
    };
    let unit = &code.unit;
    let visible = unit.locals.iter().filter(|v| v.kind != crate::bytecode::LocalKind::Hidden).map(|v| &v.name);
    let locals = visible.chain(&unit.free).map(|name| Value::from(&**name)).collect();
    let mut scopes: Vec<Value> = vec![List::from_vec(locals).into()];
    for table in [frame.globals(), Some(vm.builtins.clone())].into_iter().flatten() {
        scopes.push(List::from_vec(table.pairs().into_iter().map(|(name, _)| name).collect()).into());
    }
    Ok(List::from_vec(scopes).into())
}
