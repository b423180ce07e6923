//! Binding arguments to the parameters of a Python function.

use smallvec::SmallVec;

use crate::bytecode::CodeFlags;
use crate::exc::{Exc, R, type_error};
use crate::frame::FrameBlock;
use crate::heap::Obj;
use crate::object::*;
use crate::value::Value;

/// Keyword arguments: name (a str) and value.
pub(crate) type Kwargs = SmallVec<[(Value, Value); 2]>;

/// The items of a dict as keyword arguments.
pub(crate) fn from_dict(dict: &Dict) -> R<Kwargs> {
    Ok(items(&dict.table())?.collect())
}

/// The items of a table as keyword arguments, which are copied as they are asked for.
pub(super) fn items(table: &Table<Value>) -> R<impl ExactSizeIterator<Item = (Value, Value)>> {
    if !table.iter().all(|e| e.key.is_a::<Str>()) {
        return Err(type_error("keywords must be strings"));
    }
    let mut entries = table.iter();
    // There are as many as the table says.
    Ok((0..table.len()).map(move |_| entries.next().map(|e| (e.key.clone(), e.value.clone())).unwrap_or_default()))
}

/// What a function is called in messages: its qualified name.
fn name_of(f: &Function) -> String {
    f.qualname().downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default()
}

fn text(v: &Value) -> String {
    v.downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default()
}

fn same_name(a: &Value, b: &Obj<Str>) -> bool {
    a.is(b.value()) || a.downcast::<Str>().is_some_and(|s| s.bytes() == b.bytes())
}

/// Puts arguments into the parameter registers of `frame`.
///
/// # Safety
/// `frame` is a fresh frame for `code`, with all registers empty.
pub(crate) unsafe fn bind(
    f: &Function,
    code: &Code,
    args: impl ExactSizeIterator<Item = Value>,
    kwargs: impl ExactSizeIterator<Item = (Value, Value)>,
    frame: *mut FrameBlock,
) -> R<()> {
    let positional = code.unit.arg_count as usize;
    let kwonly = code.unit.kwonly_count as usize;
    let named = positional + kwonly;
    let has_varargs = code.flags.any(CodeFlags::VARARGS);
    let has_varkw = code.flags.any(CodeFlags::VARKEYWORDS);
    let given = args.len();
    // SAFETY: the parameters are the first registers of the frame.
    let reg = |i: usize| unsafe { &mut *FrameBlock::reg(frame, i) };

    if !code.flags.has(CodeFlags::OPTIMIZED) {
        // A module's code made into a function works on the function's global names.
        *reg(0) = f.globals.clone().into();
    }
    let mut args = args;
    for i in 0..given.min(positional) {
        *reg(i) = args.next().unwrap_or_default();
    }
    if has_varargs {
        *reg(named) = match Tuple::try_from_iter(args) {
            Some(rest) => rest.into(),
            None => return Err(crate::exc::memory_error()),
        };
    }
    let varkw = if has_varkw {
        let d = Dict::new();
        *reg(named + has_varargs as usize) = d.clone().into();
        Some(d)
    } else {
        None
    };
    if kwargs.len() > 0 {
        let parameters = code.parameters();
        let posonly = code.unit.posonly_count as usize;
        // For an error about positional-only parameters, which lists all.
        let mut seen: Vec<Value> = Vec::new();
        let mut kwargs = kwargs;
        while let Some((name, v)) = kwargs.next() {
            if posonly > 0 {
                seen.push(name.clone());
            }
            // Names are interned, so most are told by identity.
            let same = (posonly..named).find(|&i| name.is(parameters[i].value()));
            match same.or_else(|| (posonly..named).find(|&i| same_name(&name, &parameters[i]))) {
                Some(i) => {
                    if !reg(i).is_unbound() {
                        let text = format!("{}() got multiple values for argument '{}'", name_of(f), text(&name));
                        return Err(type_error(text));
                    }
                    *reg(i) = v;
                }
                None => match (&varkw, name.cast::<Str>()) {
                    (Some(d), Some(s)) => d.insert_interned(&s, v),
                    _ => {
                        seen.extend(kwargs.map(|(name, _)| name));
                        return Err(unexpected(f, code, &name, posonly, &seen));
                    }
                },
            }
        }
    }
    if given > positional && !has_varargs {
        return Err(too_many(f, code, given, reg));
    }
    if given < positional {
        let defaults = f.defaults().cast::<Tuple>();
        let count = defaults.as_ref().map_or(0, |d| d.len());
        let first = positional - count.min(positional);
        let skip = count - count.min(positional);
        let mut absent = Vec::new();
        for i in given..positional {
            if reg(i).is_unbound() {
                match &defaults {
                    Some(d) if i >= first => *reg(i) = d.items()[i - first + skip].clone(),
                    _ => absent.push(i),
                }
            }
        }
        if !absent.is_empty() {
            return Err(missing(f, code, &absent, "positional"));
        }
    }
    if kwonly > 0 {
        let defaults = f.kwdefaults().cast::<Dict>();
        let mut absent = Vec::new();
        for i in positional..named {
            if reg(i).is_unbound() {
                match defaults.as_ref().and_then(|d| d.get_interned(code.parameters()[i].value())) {
                    Some(v) => *reg(i) = v,
                    None => absent.push(i),
                }
            }
        }
        if !absent.is_empty() {
            return Err(missing(f, code, &absent, "keyword-only"));
        }
    }
    Ok(())
}

/// Whether a dict can be what a function gets as its `**kwargs` as it is: all keys are names, of which none is a parameter's.
pub(super) fn is_all_extra(code: &Code, dict: &Dict) -> bool {
    if !code.flags.any(CodeFlags::VARKEYWORDS) {
        return false;
    }
    let named = (code.unit.arg_count + code.unit.kwonly_count) as usize;
    let parameters = &code.parameters()[..named];
    dict.table()
        .iter()
        .all(|e| e.key.exact::<Str>().is_some_and(Str::is_interned) && !parameters.iter().any(|p| p.value().is(&e.key)))
}

/// Makes `dict` the `**kwargs` of a frame whose arguments are bound.
///
/// # Safety
/// `frame` is a fresh frame for `code`, which has `**kwargs`.
pub(super) unsafe fn give_kwargs(code: &Code, frame: *mut FrameBlock, dict: Value) {
    let place = (code.unit.arg_count + code.unit.kwonly_count) as usize + code.flags.any(CodeFlags::VARARGS) as usize;
    // SAFETY: the caller's promise.
    unsafe { crate::interp::set(frame, place as u16, dict) };
}

#[cold]
fn unexpected(f: &Function, code: &Code, name: &Value, posonly: usize, given: &[Value]) -> Exc {
    let parameters = code.parameters();
    let misplaced: Vec<String> = parameters
        .iter()
        .take(posonly)
        .filter(|p| given.iter().any(|name| same_name(name, p)))
        .map(|p| p.to_lossy().into_owned())
        .collect();
    if !misplaced.is_empty() {
        return type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            name_of(f),
            misplaced.join(", ")
        ));
    }
    type_error(format!("{}() got an unexpected keyword argument '{}'", name_of(f), text(name)))
}

#[cold]
fn too_many<'a>(f: &Function, code: &Code, given: usize, reg: impl Fn(usize) -> &'a mut Value) -> Exc {
    let positional = code.unit.arg_count as usize;
    let defaults = f.defaults().downcast::<Tuple>().map_or(0, |d| d.len());
    let takes = if defaults > 0 {
        format!("from {} to {positional}", positional - defaults.min(positional))
    } else {
        positional.to_string()
    };
    let plural = if defaults > 0 || positional != 1 { "s" } else { "" };
    let kwonly_given = (0..code.unit.kwonly_count as usize).filter(|i| !reg(positional + i).is_unbound()).count();
    let were = if kwonly_given > 0 {
        format!(
            "{given} positional argument{} (and {kwonly_given} keyword-only argument{}) were",
            if given != 1 { "s" } else { "" },
            if kwonly_given != 1 { "s" } else { "" }
        )
    } else {
        format!("{given} {}", if given == 1 { "was" } else { "were" })
    };
    type_error(format!("{}() takes {takes} positional argument{plural} but {were} given", name_of(f)))
}

#[cold]
fn missing(f: &Function, code: &Code, absent: &[usize], what: &str) -> Exc {
    let names: Vec<String> = absent.iter().map(|&i| format!("'{}'", code.parameters()[i].to_lossy())).collect();
    let names = match names.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        [] => String::new(),
    };
    type_error(format!(
        "{}() missing {} required {what} argument{}: {names}",
        name_of(f),
        absent.len(),
        if absent.len() == 1 { "" } else { "s" }
    ))
}
