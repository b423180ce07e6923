//! `posix`: what the system offers, under its own names; `os` is built on it.
//!
//! * `target`: the paths and descriptors that functions are told to work on;
//! * `files`, `stat`, `scandir`: files and folders;
//! * `descriptors`: open files by number;
//! * `process`, `wait`: this process and its children;
//! * `users`: users and groups;
//! * `environment`: environment variables;
//! * `constants`: numbers.
//!
//! Descriptors are those of `pausa_runtime::fd`: what Pausa itself has open is out of reach.

mod constants;
mod descriptors;
mod environment;
mod files;
mod process;
mod scandir;
mod stat;
mod target;
mod users;
mod wait;

use pausa_vm::builtins::module_function;
use pausa_vm::native::{Def, ModuleSpec};
use pausa_vm::object::{List, Module};
use pausa_vm::types::define;
use pausa_vm::{ExcKind, Obj, R, Value, Vm};

pub(super) use process::HELPERS;
pub(super) use users::error as nix_error;

/// `posix`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "posix",
    doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.",
    defs: files::DEFS,
    init,
};

/// The functions of the other files.
const TABLES: &[&[Def]] =
    &[descriptors::DEFS, environment::DEFS, process::DEFS, scandir::DEFS, stat::DEFS, users::DEFS, wait::DEFS];

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    for def in TABLES.iter().flat_map(|table| table.iter()) {
        m.dict.insert_str(def.name(), module_function(def, "posix"));
    }
    constants::fill(&m.dict);
    let entry = define(&scandir::ENTRY, None);
    m.dict.insert_str("DirEntry", entry.clone().into());
    vm.register_native_type::<scandir::Entry>(entry);
    vm.register_native_type::<scandir::Scan>(define(&scandir::SCAN, None));
    let classes = [
        ("stat_result", stat::class()),
        ("statvfs_result", stat::vfs_class()),
        ("terminal_size", descriptors::terminal_size_class()),
    ];
    for (name, class) in classes.into_iter().chain(process::classes()) {
        m.dict.insert_str(name, class.into());
    }
    m.dict.insert_str("error", ExcKind::OSError.class().into());
    m.dict.insert_str("environ", environment::environ()?);
    m.dict.insert_str("sysconf_names", process::sysconf_names()?);
    let have = constants::HAVE.iter().map(|name| Value::from(*name)).collect();
    m.dict.insert_str("_have_functions", List::from_vec(have).into());
    Ok(())
}
