//! Variables, flags and qualified names of code objects, compared with CPython's over its library.

use super::corpus::{compare_with_cpython, library, python_files};
use crate::bytecode::{CodeFlags, CodeUnit, LocalKind};

/// A unit as `code_objects.py` shows it.
fn show(unit: &CodeUnit) -> String {
    let stars = [CodeFlags::VARARGS, CodeFlags::VARKEYWORDS];
    let stars = stars.iter().filter(|&&flag| unit.flags.has(flag)).count();
    let parameters = usize::from(unit.arg_count + unit.kwonly_count) + stars;
    let names = |wanted: &dyn Fn(usize, LocalKind) -> bool| {
        let locals = unit.locals.iter().enumerate();
        let wanted = locals.filter(|(i, local)| wanted(*i, local.kind));
        wanted.map(|(_, local)| &*local.name).collect::<Vec<_>>().join(",")
    };
    format!(
        "{}|{}|{}|{}|{}|{}|{}|{}|{}",
        unit.qualname,
        unit.first_line,
        unit.arg_count,
        unit.posonly_count,
        unit.kwonly_count,
        unit.flags.0 & 0x1002FF,
        names(&|i, kind| kind == LocalKind::Fast || i < parameters),
        names(&|_, kind| kind == LocalKind::Cell),
        unit.free.join(","),
    )
}

#[test]
fn code_objects_have_the_variables_of_cpython() {
    let Some(library) = library() else { return };
    let mut files = python_files(&library);
    if std::env::var_os("PAUSA_TEST_ALL").is_some() {
        let folders = ["json", "email", "unittest", "idlelib", "concurrent/futures"];
        files.extend(folders.iter().flat_map(|folder| python_files(&library.join(folder))));
    }
    let ours = |unit: &CodeUnit| vec![show(unit)];
    compare_with_cpython(&files, "code_objects.py", ours);
}
