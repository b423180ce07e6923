//! Helpers of `text.py`.

use crate::exc::{R, index_error, system_error, value_error};
use crate::format::fields::{Field, too_deep};
use crate::native::{Def, pure, this};
use crate::number::int::to_f64;
use crate::object::{ByteArray, List, MemoryView, Str, Tuple};
use crate::ops;
use crate::ops::format::percent::{self, Answer, Progress, Run};
use crate::ops::format::{template, with_int};
use crate::value::Value;
use crate::vm::Vm;

pub(super) const DEFS: &[Def] = &[
    pure("_str_new(cls, text, /)", str_new, ""),
    pure("_join(separator, items, /)", join, ""),
    pure("_code_points(text, /)", code_points, ""),
    pure("_translated(parts, /)", translated, ""),
    pure("_as_index(v: index, /)", identity, ""),
    pure("_as_float(v: float, /)", as_float, ""),
    pure("_item_get(obj, key, /)", item_get, ""),
    pure("_item_set(obj, key, v, /)", item_set, ""),
    pure("_item_delete(obj, key, /)", item_delete, ""),
    pure("_template_part(template, at, /)", template_part, ""),
    pure("_field_first(name, numbering, /)", field_first, ""),
    pure("_field_start(name, /)", field_start, ""),
    pure("_field_step(path, /)", field_step, ""),
    pure("_positional(args, n, /)", positional, ""),
    pure("_conversion(character, /)", conversion, ""),
    pure("_check_depth(depth, /)", check_depth, ""),
    pure("_percent_run(template, args, progress, /)", percent_run, ""),
];

fn str_new(_: &mut Vm, a: &[Value]) -> R {
    let class = crate::native::class_arg(a)?;
    crate::types::str::methods::of_class(&class, &a[1])
}

/// Joins the items of a list with a str or bytes-like separator.
fn join(_: &mut Vm, a: &[Value]) -> R {
    let items = a[1].downcast::<List>().ok_or_else(|| system_error("only the items of a list are joined"))?;
    if a[0].is_a::<Str>() {
        return crate::types::str::joined(&a[0], &items.items());
    }
    crate::types::bytes::joined(&a[0], &items.items())
}

fn code_points(_: &mut Vm, a: &[Value]) -> R {
    let text = this::<Str>(a)?.text();
    let points = text.code_points().map(Value::from).collect();
    Ok(List::from_vec(points).into())
}

fn translated(_: &mut Vm, a: &[Value]) -> R {
    let parts = this::<List>(a)?;
    crate::types::str::translated(&parts.items())
}

/// The conversion of the parameter does the work.
fn identity(_: &mut Vm, a: &[Value]) -> R {
    Ok(a[0].clone())
}

fn as_float(_: &mut Vm, a: &[Value]) -> R {
    match with_int(&a[0], to_f64) {
        Some(f) => Ok(f?.into()),
        None => Ok(a[0].clone()),
    }
}

/// The error of a key that is still none after the prelude has made ints of its parts.
fn no_key() -> crate::exc::Exc {
    system_error("the key is not converted")
}

fn item_get(_: &mut Vm, a: &[Value]) -> R {
    let item = if a[0].is_a::<MemoryView>() {
        ops::item::memory::get(&a[0], &a[1])?
    } else {
        ops::item::text::get(&a[0], &a[1])?
    };
    item.ok_or_else(no_key)
}

fn item_set(_: &mut Vm, a: &[Value]) -> R {
    let done = if a[0].is_a::<ByteArray>() {
        ops::item::text::set(&a[0], &a[1], Some(&a[2]))?
    } else {
        ops::item::memory::set(&a[0], &a[1], &a[2])?
    };
    done.map(Value::from).ok_or_else(no_key)
}

fn item_delete(_: &mut Vm, a: &[Value]) -> R {
    let done = ops::item::text::set(&a[0], &a[1], None)?;
    done.map(Value::from).ok_or_else(no_key)
}

fn template_part(_: &mut Vm, a: &[Value]) -> R {
    let at = a[1].as_i64().and_then(|n| usize::try_from(n).ok());
    template::part(this::<Str>(a)?, at.unwrap_or(0))
}

fn field_first(_: &mut Vm, a: &[Value]) -> R {
    let numbering = a[1].downcast::<List>().ok_or_else(|| system_error("the numbering is a list"))?;
    template::first(this::<Str>(a)?, numbering)
}

/// The start of a field's name: a number, or a name, perhaps an empty one; and the rest.
fn field_start(_: &mut Vm, a: &[Value]) -> R {
    template::start(this::<Str>(a)?)
}

fn field_step(_: &mut Vm, a: &[Value]) -> R {
    template::step(this::<Str>(a)?)
}

fn positional(_: &mut Vm, a: &[Value]) -> R {
    let n = a[1].as_i64().and_then(|n| usize::try_from(n).ok());
    template::positional(a[0].downcast::<Tuple>(), n.unwrap_or(usize::MAX))
}

/// Checks the character of a conversion.
fn conversion(_: &mut Vm, a: &[Value]) -> R {
    let field = Field { name: &[], conversion: this::<Str>(a)?.text().get(0), spec: &[], nested: false };
    field.conversion()?;
    Ok(a[0].clone())
}

fn check_depth(_: &mut Vm, a: &[Value]) -> R {
    if a[0].as_i64().is_some_and(|n| n <= 1) {
        return Err(too_deep().into());
    }
    Ok(Value::NONE)
}

/// Goes on with `template % args`; returns the result, or a tuple that asks for something: what, of which value, and the
/// exception to raise in the place of a TypeError, if there is one. `progress` is a list of the fields of [`Progress`].
fn percent_run(vm: &mut Vm, a: &[Value]) -> R {
    let list = a[2].cast::<List>().ok_or_else(|| system_error("the progress is a list"))?;
    let mut progress = progress_of(&list)?;
    let run = percent::run(&a[0], &a[1], &mut progress)?;
    let Run::Ask(request) = run else {
        let Run::Done(v) = run else {
            return Err(value_error("a template neither ends nor asks"));
        };
        return Ok(v);
    };
    let fields = [
        progress.at.into(),
        progress.used.into(),
        progress.keyed.into(),
        ByteArray::new(progress.out).into(),
        Value::NONE,
        Value::NONE,
        progress.value.unwrap_or(Value::NONE),
    ];
    let old = std::mem::replace(&mut *list.items_mut(), fields.to_vec());
    drop(old);
    let refusal = request.refusal.map_or(Value::NONE, |e| e.into_value());
    Ok(vm.tuple(vec![request.want.name().into(), request.value, refusal]))
}

fn progress_of(list: &List) -> R<Progress> {
    let items = list.items();
    let [at, used, keyed, out, answer, answered, value] = items.as_slice() else {
        return Err(system_error("the progress has seven fields"));
    };
    let number = |v: &Value| {
        v.as_i64().and_then(|n| usize::try_from(n).ok()).ok_or_else(|| index_error("a place in a template is a number"))
    };
    let out = out.downcast::<ByteArray>().map(|b| std::mem::take(&mut *b.bytes_mut()));
    let answer = match answer.downcast::<Str>().map(Str::bytes) {
        Some(b"item") => Some(Answer::Item(answered.clone())),
        Some(_) => Some(Answer::Converted(answered.clone())),
        None => None,
    };
    Ok(Progress {
        at: number(at)?,
        used: number(used)?,
        keyed: keyed.is_true(),
        out: out.unwrap_or_default(),
        answer,
        value: Some(value.clone()).filter(|v| !v.is_none()),
    })
}
