//! The TypeErrors for wrong numbers of arguments to native functions, in the words that CPython has for each kind of signature.

use super::native::{called_name, full_name};
use crate::exc::{Exc, type_error};
use crate::native::Role;
use crate::object::{NativeFunction, TypeRef};
use crate::types::native_function::counts_first;

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Whether CPython words the error of a function with few parameters as for one that unpacks a tuple of arguments, though it takes keywords
/// or one argument.
fn unpacks(name: &str, owner: &Option<TypeRef>) -> bool {
    match owner {
        None => name == "sorted",
        Some(t) => matches!(name, "split" | "subgroup") && t.plain_name() == "BaseExceptionGroup",
    }
}

/// The TypeError for `given` positional and `named` keyword arguments, of which some are too many or too few.
#[cold]
pub(super) fn wrong_count(f: &NativeFunction, given: usize, named: usize) -> Exc {
    let def = f.def;
    let sig = &def.sig;
    // The receiver is not counted.
    let this = (matches!(def.role, Role::Plain | Role::Class | Role::New) && f.owner.is_some()) as usize;
    let without = |n: u8| (n as usize).saturating_sub(this);
    let (min, max) = (without(sig.required), without(sig.positional));
    let given = given.saturating_sub(this);
    let name = if f.owner.is_none() { def.name().to_owned() } else { called_name(def, &f.owner) };
    let bound = match () {
        () if min == max => "exactly",
        () if given < min => "at least",
        () => "at most",
    };
    let n = if given < min { min } else { max };
    if name == "__build_class__" && given < min {
        return type_error("__build_class__: not enough arguments");
    }
    if unpacks(&name, &f.owner) {
        let bound = if min == max { "" } else { bound };
        let space = if bound.is_empty() { "" } else { " " };
        return type_error(format!("{name} expected {bound}{space}{n} argument{}, got {given}", plural(n)));
    }
    if def.name() == "__call__"
        && let Some(owner) = &f.owner
    {
        return type_error(format!("{} expected {n} argument{}, got {given}", owner.plain_name(), plural(n)));
    }
    if counts_first(f) {
        let bound = if min == max {
            ""
        } else if given < min {
            "at least "
        } else {
            "at most "
        };
        return type_error(format!("expected {bound}{n} argument{}, got {given}", plural(n)));
    }
    if without(sig.posonly) < max || sig.kwonly > 0 {
        return keyword_count(&name, given, named, without(sig.posonly).min(min), max, sig.kwonly.into());
    }
    if def.parse_tuple {
        return type_error(format!("{name}() takes {bound} {n} argument{} ({given} given)", plural(n)));
    }
    type_error(match (min, max) {
        (_, 0) => format!("{}() takes no arguments ({given} given)", full_name(f)),
        (1, 1) => format!("{}() takes exactly one argument ({given} given)", full_name(f)),
        _ => {
            let bound = if min == max { "" } else { bound };
            let space = if bound.is_empty() { "" } else { " " };
            format!("{name} expected {bound}{space}{n} argument{}, got {given}", plural(n))
        }
    })
}

/// The same for a function that takes keyword arguments: `min` of `max` positional arguments are needed, and can be given by
/// position only.
fn keyword_count(name: &str, given: usize, named: usize, min: usize, max: usize, keyword_only: usize) -> Exc {
    let total = max + keyword_only;
    if given + named > total {
        let kind = if given == 0 { "keyword " } else { "" };
        let call = if name == "set_asyncgen_hooks" { "function".to_owned() } else { format!("{name}()") };
        return type_error(format!(
            "{call} takes at most {total} {kind}argument{} ({} given)",
            plural(total),
            given + named
        ));
    }
    if max == 0 {
        return type_error(format!("{name}() takes no positional arguments"));
    }
    let (bound, n) = match () {
        () if min == max => ("exactly", max),
        () if given < min => ("at least", min),
        () => ("at most", max),
    };
    type_error(format!("{name}() takes {bound} {n} positional argument{} ({given} given)", plural(n)))
}
