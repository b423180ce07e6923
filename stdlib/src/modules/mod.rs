//! The native modules: one file each, and one line here.

mod greenlet;

use pausa_vm::native::ModuleSpec;

/// All native modules.
pub(crate) const ALL: &[&ModuleSpec] = &[&greenlet::SPEC];
