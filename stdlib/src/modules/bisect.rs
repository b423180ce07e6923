//! `_bisect`: binary search in sorted sequences. Exact lists and tuples are searched here as long as their items need no user code; the rest
//! is done in the prelude (`prelude/bisect.py`).

use pausa_vm::exc::value_error;
use pausa_vm::native::{Def, ModuleSpec, Next, tail};
use pausa_vm::object::{List, Module, Tuple};
use pausa_vm::ops::compare::{CompareOp, rich};
use pausa_vm::types::arg as size_arg;
use pausa_vm::types::method::prelude;
use pausa_vm::{Obj, R, Value, Vm};

use super::arg;

/// `_bisect`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_bisect",
    doc: "Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort the list after each insertion. For long lists of items with\nexpensive comparison operations, this can be an improvement over the more\ncommon approach.\n",
    defs: DEFS,
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

const DEFS: &[Def] = &[
    tail(
        "bisect_left(a, x, lo: index=0, hi: index=None, *, key=None)",
        |vm, a| search(vm, a, true),
        "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e < x, and all e in\na[i:] have e >= x.  So if x already appears in the list, i points just\nbefore the leftmost x already there.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.",
    ),
    tail(
        "bisect_right(a, x, lo: index=0, hi: index=None, *, key=None)",
        |vm, a| search(vm, a, false),
        "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e <= x, and all e in\na[i:] have e > x.  So if x already appears in the list, i points just\nbeyond the rightmost x already there\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.",
    ),
    tail(
        "insort_left(a, x, lo: index=0, hi: index=None, *, key=None)",
        |vm, a| insert(vm, a, true),
        "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.",
    ),
    tail(
        "insort_right(a, x, lo: index=0, hi: index=None, *, key=None)",
        |vm, a| insert(vm, a, false),
        "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.",
    ),
];

/// The bounds of the search; None for the sequence's length.
fn bounds(a: &[Value]) -> R<(usize, Option<usize>)> {
    let lo = a[2].given().map_or(Ok(0), size_arg::size)?;
    let lo = usize::try_from(lo).map_err(|_| value_error("lo must be non-negative"))?;
    let hi = arg::some(&a[3]).map(size_arg::size).transpose()?;
    // Any negative bound leaves nothing to search, but -1 stands for none.
    Ok((lo, hi.filter(|hi| *hi != -1).map(|hi| hi.max(0) as usize)))
}

/// Where to insert `x`; None if user code is needed.
fn place(items: &[Value], x: &Value, lo: usize, hi: Option<usize>, left: bool) -> Option<usize> {
    let (mut lo, mut hi) = (lo, hi.unwrap_or(items.len()));
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let item = items.get(middle)?;
        let (a, b) = if left { (item, x) } else { (x, item) };
        let less = rich(CompareOp::Lt, a, b).ok()??;
        if less == left {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    Some(lo)
}

fn general(vm: &mut Vm, function: &'static str, a: &[Value], bounds: (usize, Option<usize>), left: bool) -> R<Next> {
    let hi = bounds.1.map_or(Value::NONE, Value::from);
    let key = a[4].given().cloned().unwrap_or(Value::NONE);
    prelude(vm, function, [a[0].clone(), a[1].clone(), bounds.0.into(), hi, key, Value::bool(left)])
}

fn search(vm: &mut Vm, a: &[Value], left: bool) -> R<Next> {
    let (lo, hi) = bounds(a)?;
    let plain = arg::some(&a[4]).is_none();
    let found = if !plain {
        None
    } else if let Some(list) = a[0].exact::<List>() {
        place(&list.items(), &a[1], lo, hi, left)
    } else {
        a[0].exact::<Tuple>().and_then(|t| place(t.items(), &a[1], lo, hi, left))
    };
    match found {
        Some(i) => Ok(Next::Value(i.into())),
        None => general(vm, "bisect_in", a, (lo, hi), left),
    }
}

fn insert(vm: &mut Vm, a: &[Value], left: bool) -> R<Next> {
    let (lo, hi) = bounds(a)?;
    if arg::some(&a[4]).is_none()
        && let Some(list) = a[0].exact::<List>()
    {
        let found = place(&list.items(), &a[1], lo, hi, left);
        if let Some(i) = found {
            let mut items = list.items_mut();
            let i = i.min(items.len());
            items.insert(i, a[1].clone());
            return Ok(Next::Value(Value::NONE));
        }
    }
    general(vm, "insort_in", a, (lo, hi), left)
}
