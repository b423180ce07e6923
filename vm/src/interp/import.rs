//! The import statements. Finding and loading is the prelude's and `import`'s business.

use crate::bytecode::Instr;
use crate::exc::{Exc, ExcKind};
use crate::frame::{FrameBlock, FrameRef, Stage};
use crate::interp::call;
use crate::interp::names::{args, locals};
use crate::interp::{Flow, get, set, take};
use crate::object::{Dict, Function, Module};
use crate::value::Value;
use crate::vm::Vm;

/// The import statements.
#[inline(never)]
pub(crate) unsafe fn import(vm: &mut Vm, frame: *mut FrameBlock, instr: Instr) -> Flow {
    // SAFETY: the operands are registers of the current frame.
    unsafe {
        let name = |n: u16| crate::interp::body(frame).names[n as usize].clone();
        match instr {
            Instr::ImportName { base, name: n, .. } => {
                let (level, fromlist) = (take(frame, base), take(frame, base + 1));
                let f = (*frame).payload.func.cast::<Function>();
                let (globals, builtins) = match &f {
                    Some(f) => (f.globals.clone(), f.builtins.clone()),
                    None => (Dict::new(), vm.builtins.clone()),
                };
                let Some(import) = builtins.get_interned(vm.names.__import__.value()) else {
                    return vm.raise(Exc::msg(ExcKind::ImportError, "__import__ not found"));
                };
                let namespace = locals(&FrameRef::from_block(frame));
                let list = args([name(n).into(), globals.into(), namespace, fromlist, level]);
                call::value(vm, frame, Stage::Store, &import, list)
            }
            Instr::ImportFrom { d, s, name: n } => {
                let module = get(frame, s).clone();
                let n = name(n);
                if let Some(m) = module.exact::<Module>()
                    && let Some(v) = m.dict.get_interned(n.value())
                {
                    set(frame, d, v);
                    return Flow::Next;
                }
                call::prelude(vm, frame, "import_from", [module, n.into()])
            }
            Instr::ImportStar { s } => {
                let module = take(frame, s);
                let namespace: Value = get(frame, 0).clone();
                call::prelude_ignoring(vm, frame, "import_star", [module, namespace])
            }
            other => unreachable!("{} imports nothing", other.name()),
        }
    }
}
