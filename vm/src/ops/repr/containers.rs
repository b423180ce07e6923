//! `repr` of containers whose items need no user code, and the containers being shown at the moment.

use std::cell::RefCell;

use super::write;
use crate::exc::R;
use crate::heap::Kind;
use crate::object::*;
use crate::ops::table::members;
use crate::types::class_name;
use crate::value::Value;

/// How deep nested containers are shown natively; beyond, the prelude goes on (and meets the recursion limit).
const DEPTH: usize = 50;

thread_local! {
    /// The containers whose `repr` is not finished, innermost last.
    static OPEN: RefCell<Vec<i64>> = const { RefCell::new(Vec::new()) };
}

/// Notes that the `repr` of a container has begun; false if it has not ended since an earlier call.
pub fn enter(v: &Value) -> bool {
    OPEN.with_borrow_mut(|open| {
        let id = v.id();
        if open.contains(&id) {
            return false;
        }
        open.push(id);
        true
    })
}

/// The `repr` of a container has ended.
pub fn leave(v: &Value) {
    OPEN.with_borrow_mut(|open| {
        if let Some(at) = open.iter().rposition(|&id| id == v.id()) {
            open.remove(at);
        }
    });
}

/// Whether an object is a container that shows its items.
pub fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::FrozenSet | Kind::DictView)
}

/// What stands for a container inside itself.
pub fn ellipsis(v: &Value) -> &'static str {
    match v.header().map(|h| h.kind()) {
        Some(Kind::List) => "[...]",
        Some(Kind::Tuple) => "(...)",
        Some(Kind::Dict) => "{...}",
        _ => "...",
    }
}

/// Appends the `repr` of a container; false if user code has to say.
pub(super) fn write_container(v: &Value, kind: Kind, out: &mut Vec<u8>) -> R<bool> {
    if OPEN.with_borrow(|open| open.len()) > DEPTH {
        return Ok(false);
    }
    if !enter(v) {
        if matches!(kind, Kind::Set | Kind::FrozenSet) {
            out.extend_from_slice(format!("{}(...)", class_name(v)).as_bytes());
        } else {
            out.extend_from_slice(ellipsis(v).as_bytes());
        }
        return Ok(true);
    }
    let done = contents(v, kind, out);
    leave(v);
    done
}

fn contents(v: &Value, kind: Kind, out: &mut Vec<u8>) -> R<bool> {
    match kind {
        Kind::List => match v.downcast::<List>() {
            Some(l) => enclosed(out, b"[", b"]", l.items().iter(), write),
            None => Ok(false),
        },
        Kind::Tuple => match v.downcast::<Tuple>() {
            Some(t) => {
                let close: &[u8] = if t.len() == 1 { b",)" } else { b")" };
                enclosed(out, b"(", close, t.items().iter(), write)
            }
            None => Ok(false),
        },
        Kind::Dict => match v.downcast::<Dict>() {
            Some(d) => enclosed(out, b"{", b"}", d.table().iter(), |e, out| {
                if !write(&e.key, out)? {
                    return Ok(false);
                }
                out.extend_from_slice(b": ");
                write(&e.value, out)
            }),
            None => Ok(false),
        },
        Kind::DictView => match v.downcast::<DictView>() {
            Some(view) => write_view(v, view, out),
            None => Ok(false),
        },
        _ => write_set(v, out),
    }
}

/// Appends items between brackets.
fn enclosed<T>(
    out: &mut Vec<u8>,
    open: &[u8],
    close: &[u8],
    items: impl Iterator<Item = T>,
    mut item: impl FnMut(T, &mut Vec<u8>) -> R<bool>,
) -> R<bool> {
    out.extend_from_slice(open);
    for (i, v) in items.enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        if !item(v, out)? {
            return Ok(false);
        }
    }
    out.extend_from_slice(close);
    Ok(true)
}

fn write_set(v: &Value, out: &mut Vec<u8>) -> R<bool> {
    let Some(table) = members(v) else {
        return Ok(false);
    };
    let plain = v.exact::<Set>().is_some();
    if !plain || table.is_empty() {
        out.extend_from_slice(class_name(v).as_bytes());
        out.push(b'(');
    }
    let members = table.iter().map(|s| &s.key);
    if !table.is_empty() && !enclosed(out, b"{", b"}", members, write)? {
        return Ok(false);
    }
    if !plain || table.is_empty() {
        out.push(b')');
    }
    Ok(true)
}

fn write_view(v: &Value, view: &DictView, out: &mut Vec<u8>) -> R<bool> {
    out.extend_from_slice(class_name(v).as_bytes());
    let table = view.dict.table();
    enclosed(out, b"([", b"])", table.iter(), |e, out| match view.kind {
        ViewKind::Keys => write(&e.key, out),
        ViewKind::Values => write(&e.value, out),
        ViewKind::Items => {
            let pair = [&e.key, &e.value];
            enclosed(out, b"(", b")", pair.into_iter(), write)
        }
    })
}

/// Appends the `repr` of a range or slice.
pub(super) fn write_structure(v: &Value, out: &mut Vec<u8>) -> R<bool> {
    if let Some(r) = v.downcast::<Range>() {
        let one = r.step.as_i64() == Some(1);
        let parts = [&r.start, &r.stop, &r.step];
        let shown = &parts[..if one { 2 } else { 3 }];
        return enclosed(out, b"range(", b")", shown.iter(), |v, out| write(v, out));
    }
    if let Some(s) = v.downcast::<Slice>() {
        let parts = [&s.start, &s.stop, &s.step];
        return enclosed(out, b"slice(", b")", parts.into_iter(), write);
    }
    Ok(false)
}
