//! `_ast`: the natives of the module `ast`, whose classes are made in Python. A text becomes a tree of their instances here.

mod expressions;
mod nodes;
mod reader;
mod statements;

use std::rc::Rc;

use pausa_grammar::span::LineIndex;
use pausa_vm::exc::{system_error, type_error, value_error};
use pausa_vm::native::{Def, ModuleSpec, Next, pure, tail};
use pausa_vm::object::{Dict, Module, Str};
use pausa_vm::source::{Mode, TreeOptions, give_code, give_tree};
use pausa_vm::{Obj, R, Value, Vm};

use nodes::{Classes, Maker};
use reader::Reader;

/// `_ast`
pub(super) static SPEC: ModuleSpec =
    ModuleSpec { name: "_ast", doc: "", defs: DEFS, init: |_: &mut Vm, _: &Obj<Module>| Ok(()) };

const DEFS: &[Def] = &[
    pure("_register(classes, /)", register, "Take the classes of nodes from a dict by their names."),
    tail("_parse(text, filename, mode, /)", parse, "Return the tree of a text."),
    tail(
        "_compile(plain, lines, filename, flags, optimize, /)",
        compile,
        "Return the code of a tree in its plain form, whose places are on these lines, pairs of number and width.",
    ),
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

fn compile(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let (Some(filename), Some(flags), Some(optimize)) = (a[2].downcast::<Str>(), a[3].as_i64(), a[4].as_i64()) else {
        return Err(type_error("file name, flags and optimisation are expected"));
    };
    let mut reader = Reader::new(&a[1])?;
    let tree = reader.tree(&a[0])?;
    let options = TreeOptions { filename: &filename.to_lossy(), flags: flags as u32, optimize };
    give_code(vm, &tree, &reader.lines, &options)
}
