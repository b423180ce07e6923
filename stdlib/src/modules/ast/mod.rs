//! `_ast`: the natives of the module `ast`, whose classes are made in Python. A text becomes a tree of their instances here.

mod expressions;
mod nodes;
mod statements;

use std::rc::Rc;

use pausa_grammar::span::LineIndex;
use pausa_vm::exc::{system_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, Module, Str};
use pausa_vm::source::{Mode, give_tree};
use pausa_vm::{Obj, R, Value, Vm};

use nodes::{Classes, Maker};

/// `_ast`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_ast", doc: "", defs: DEFS, init: |_: &mut Vm, _: &Obj<Module>| Ok(()) };

const DEFS: &[Def] = &[
    pure("_register(classes, /)", register, "Take the classes of nodes from a dict by their names."),
    tail("_parse(text, filename, mode, /)", parse, "Return the tree of a text."),
];

/// What `_ast` keeps.
#[derive(Default)]
struct State(Option<Rc<Classes>>);

fn register(vm: &mut Vm, a: &[Value]) -> R {
    let Some(classes) = a[0].downcast::<Dict>() else {
        return Err(type_error("a dict of classes is expected"));
    };
    vm.state::<State>().0 = Some(Rc::new(Classes::register(classes)?));
    Ok(Value::NONE)
}

fn parse(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (Some(text), Some(filename), Some(mode)) =
        (a[0].downcast::<Str>(), a[1].downcast::<Str>(), a[2].downcast::<Str>())
    else {
        return Err(type_error("text, file name and mode are strings"));
    };
    let Some(text) = text.as_str() else {
        return Err(value_error("the text has lone surrogates"));
    };
    let mode = match mode.bytes() {
        b"exec" => Mode::Module,
        b"eval" => Mode::Expression,
        b"single" => Mode::Interactive,
        _ => return Err(value_error("mode must be 'exec', 'eval' or 'single'")),
    };
    let Some(classes) = vm.state::<State>().0.clone() else {
        return Err(system_error("no classes of nodes are registered"));
    };
    give_tree(vm, text, &filename.to_lossy(), mode, |tree, lines: &LineIndex| Maker { classes, text, lines }.tree(tree))
}
