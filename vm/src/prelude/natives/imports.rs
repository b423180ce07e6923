//! Helpers of the import statements.

use crate::cache::{Source, is_wanted};
use crate::exc::R;
use crate::import::{embedded_code, file_code, find_module, strings};
use crate::native::{Def, Next, pure, tail};
use crate::object::{Code, List, Str};
use crate::thread::{Events, Park, ThreadId};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_modules()", |vm, _| Ok(vm.modules.clone().into()), ""),
    pure("_find_module(name, search, /)", find, ""),
    pure("_native_module(name, /)", |vm, a| Ok(vm.native_module(&text(&a[0]))?.into()), ""),
    pure("_embedded_code(name, /)", |vm, a| Ok(embedded_code(vm, &text(&a[0]))?.into()), ""),
    pure("_file_code(path, /)", code_of_file, ""),
    pure("_keep_code(path, /)", keep_code, ""),
    pure(
        "_begin_import(name, /)",
        |vm, a| {
            vm.importing.push((text(&a[0]), vm.thread()));
            Ok(Value::NONE)
        },
        "",
    ),
    pure("_end_import(name, /)", end, ""),
    pure("_is_importing(name, /)", |vm, a| Ok(Value::bool(importer(vm, &a[0]).is_some())), ""),
    tail("_await_import(name, /)", await_import, ""),
    pure("_new_module(name, /)", |_, a| Ok(crate::object::Module::new(&text(&a[0])).into()), ""),
];

/// The code of a source file: what was kept of it, or compiled anew.
fn code_of_file(vm: &mut Vm, args: &[Value]) -> R {
    let path = text(&args[0]);
    vm.code_to_keep = None;
    let source = Source::of(vm, &path);
    if let Some(unit) = source.as_ref().and_then(Source::read) {
        return Ok(Code::load(unit).into());
    }
    let code = file_code(vm, &path)?;
    if let Some(source) = source.filter(|_| is_wanted(vm)) {
        vm.code_to_keep = Some((source, code.clone()));
    }
    Ok(code.into())
}

/// Keeps the code that was just compiled, now that its warnings were given and are no errors.
fn keep_code(vm: &mut Vm, args: &[Value]) -> R {
    if let Some((source, code)) = vm.code_to_keep.take()
        && source.is_of(&text(&args[0]))
    {
        // A folder that cannot be written to is no error.
        let _ = source.write(&code.unit);
    }
    Ok(Value::NONE)
}

fn text(v: &Value) -> String {
    v.downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default()
}

fn find(vm: &mut Vm, args: &[Value]) -> R {
    let search = args[1].downcast::<List>().map(strings);
    Ok(find_module(vm, &text(&args[0]), search))
}

fn end(vm: &mut Vm, args: &[Value]) -> R {
    let name = text(&args[0]);
    vm.importing.retain(|(n, _)| *n != name);
    for w in vm.waiting() {
        if w.again_is(&AWAIT_IMPORT) {
            vm.wake(w.thread, &w.what);
        }
    }
    Ok(Value::NONE)
}

/// The thread in which a module's code is running for the first time.
fn importer(vm: &Vm, name: &Value) -> Option<ThreadId> {
    let name = text(name);
    vm.importing.iter().find(|(n, _)| *n == name).map(|(_, thread)| *thread)
}

static AWAIT_IMPORT: Def = tail("_await_import(name)", await_import, "");

/// Waits until another thread has imported a module. If that one waits in turn for a module that this thread is importing, they see what
/// there is of each other's modules.
fn await_import(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if vm.importing.is_empty() || !vm.threads.are_several() {
        return Ok(Next::Value(Value::NONE));
    }
    let mut link = importer(vm, &args[0]);
    let waiting = vm.waiting();
    for _ in 0..=waiting.len() {
        match link {
            Some(thread) if thread != vm.thread() => {
                let w = waiting.iter().find(|w| w.thread == thread && w.again_is(&AWAIT_IMPORT));
                match w {
                    Some(w) => link = importer(vm, &w.what),
                    None => break,
                }
            }
            _ => return Ok(Next::Value(Value::NONE)),
        }
    }
    let park =
        Park { what: args[0].clone(), events: Events::None, until: None, again: &AWAIT_IMPORT, args: args.into() };
    Ok(Next::Park(Box::new(park)))
}
