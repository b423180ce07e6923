//! `exit` and `quit`, which are built in although CPython's module `site` makes them.

use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Next, TypeSpec, pure, tail, this};
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
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[
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

/// Adds them to the built-in names.
pub(crate) fn install(vm: &mut Vm) -> R<()> {
    let class: TypeRef = define(&SPEC, None);
    vm.register_native_type::<Quitter>(class);
    for name in ["exit", "quit"] {
        let quitter = vm.new_native(Quitter(name))?;
        vm.builtins.insert_str(name, quitter.into());
    }
    Ok(())
}
