//! `exit`, `quit`, `help`, `copyright`, `credits` and `license`, which are built in although CPython's module `site` makes them.

use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Next, TypeSpec, getter, pure, tail, this};
use pausa_vm::object::{TypeFlags, TypeRef};
use pausa_vm::types::define;
use pausa_vm::{R, Vm};

/// What ends the program when it is called.
struct Quitter(&'static str);

impl Payload for Quitter {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

static SPEC: TypeSpec = TypeSpec {
    name: "Quitter",
    module: "_sitebuiltins",
    layout: Quitter::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::PLAIN_NAME,
    doc: "",
    defs: &[
        getter("name(self, /)", |_, a| Ok(this::<Quitter>(a)?.0.into()), ""),
        pure(
            "__repr__(self, /)",
            |_, a| Ok(format!("Use {}() or Ctrl-D (i.e. EOF) to exit", this::<Quitter>(a)?.0).into()),
            "Return repr(self).",
        ),
        tail(
            "__call__(self, code=None)",
            |vm, a| {
                let code = a[1].given().cloned().unwrap_or(pausa_vm::Value::NONE);
                Ok(Next::call(vm.prelude("site_quit")?, [code]))
            },
            "Call self as a function.",
        ),
    ],
};

/// What shows a text when it is called, or in an interactive session by its name alone.
struct Printer(&'static str);

impl Payload for Printer {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// The names, and what they show.
const TEXTS: &[(&str, &str)] = &[
    ("copyright", "Copyright (c) the authors of Pausa.\nAll Rights Reserved."),
    (
        "credits",
        "    Thanks to the authors of Python, greenlet, gevent and Rust, without whom there would be no Pausa.",
    ),
    ("license", "Pausa may be used under the terms of the MIT license or of the Apache License, Version 2.0."),
];

fn text_of(name: &str) -> &'static str {
    TEXTS.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text)
}

static PRINTER: TypeSpec = TypeSpec {
    name: "_Printer",
    module: "_sitebuiltins",
    layout: Printer::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::PLAIN_NAME,
    doc: "Interactive prompt objects for printing the license text, a list of contributors and the copyright notice.",
    defs: &[
        pure("__repr__(self, /)", |_, a| Ok(text_of(this::<Printer>(a)?.0).into()), "Return repr(self)."),
        tail(
            "__call__(self, /)",
            |vm, a| {
                let text = text_of(this::<Printer>(a)?.0);
                Ok(Next::call(vm.prelude("site_show")?, [text.into()]))
            },
            "Call self as a function.",
        ),
    ],
};

/// `help`
struct Helper;

impl Payload for Helper {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

static HELPER: TypeSpec = TypeSpec {
    name: "_Helper",
    module: "_sitebuiltins",
    layout: Helper::LAYOUT,
    flags: TypeFlags::NO_NEW | TypeFlags::PLAIN_NAME,
    doc: "Define the builtin 'help'.\n\nThis is a wrapper around pydoc.help that provides a helpful message\nwhen 'help' is typed at the Python interactive prompt.",
    defs: &[
        pure(
            "__repr__(self, /)",
            |_, _| Ok("Type help() for interactive help, or help(object) for help about object.".into()),
            "Return repr(self).",
        ),
        tail(
            "__call__(self, /, *args, **kwds)",
            |vm, a| Ok(Next::call(vm.prelude("site_help")?, [a[1].clone(), a[2].clone()])),
            "Call self as a function.",
        ),
    ],
};

/// Adds them to the built-in names.
pub(crate) fn install(vm: &mut Vm) -> R<()> {
    let class: TypeRef = define(&SPEC, None);
    vm.register_native_type::<Quitter>(class);
    for name in ["exit", "quit"] {
        let quitter = vm.new_native(Quitter(name))?;
        vm.builtins.insert_str(name, quitter.into());
    }
    let class: TypeRef = define(&HELPER, None);
    vm.register_native_type::<Helper>(class);
    let helper = vm.new_native(Helper)?;
    vm.builtins.insert_str("help", helper.into());
    let class: TypeRef = define(&PRINTER, None);
    vm.register_native_type::<Printer>(class);
    for (name, _) in TEXTS {
        let printer = vm.new_native(Printer(name))?;
        vm.builtins.insert_str(name, printer.into());
    }
    Ok(())
}
