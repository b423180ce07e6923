//! What sets and frozensets do.

use crate::exc::R;
use crate::heap::{self, Kind};
use crate::native::{Next, class_arg, this};
use crate::object::*;
use crate::ops::compare::{CompareOp, containers};
use crate::ops::table::{self, Members, members};
use crate::ops::{contains as membership, hash as hashing, iterate, sets};
use crate::types::method::{check_class, compared, not_a, or_prelude, prelude, prelude_with};
use crate::types::{class_of, of_kind};
use crate::value::Value;
use crate::vm::Vm;

/// A set or frozenset, as `like` is, of these members.
pub fn same_kind(like: &Value, table: SetTable) -> Value {
    if like.is_a::<Set>() { Set::from_table(table).into() } else { FrozenSet::from_table(table).into() }
}

pub(super) fn table_of(v: &Value) -> R<Members<'_>> {
    members(v).ok_or_else(|| not_a("set", v))
}

/// The members that an iterable gives; None if user code is needed.
pub(super) fn collect(source: &Value) -> R<Option<SetTable>> {
    let mut table = SetTable::default();
    Ok(add_all(&mut table, source)?.then_some(table))
}

/// Adds the members that an iterable gives; false if user code is needed. Then nothing is added by an iterator, which gives its items
/// only once.
pub fn add_all(table: &mut SetTable, source: &Value) -> R<bool> {
    if let Some(other) = members(source) {
        return Ok(sets::merge(table, &other, 0).is_none());
    }
    if let Some(d) = source.exact::<Dict>() {
        return Ok(sets::merge_keys(table, &d.table(), 0).is_none());
    }
    let is_container = source.header().is_some_and(|h| {
        matches!(
            h.kind(),
            Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::Range | Kind::DictView | Kind::Dict
        )
    });
    if !is_container {
        return Ok(false);
    }
    let Some(items) = iterate::collect(source)? else {
        return Ok(false);
    };
    for v in &items {
        if !table::set_add(table, v)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `set(iterable)`
pub(super) fn make_set(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(source) = a[0].given() else {
        return Ok(Next::Value(Set::new().into()));
    };
    match collect(source)? {
        Some(table) => Ok(Next::Value(Set::from_table(table).into())),
        None => prelude(vm, "set_from", [source.clone()]),
    }
}

pub(super) fn new_set(_: &mut Vm, a: &[Value]) -> R {
    let class = class_arg(a)?;
    check_class(&class, &of_kind(Kind::Set))?;
    Ok(heap::new_with_type(&class, Set::default()).into())
}

pub(super) fn init(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let set = this::<Set>(a)?;
    let old = set.table_mut().take_all();
    drop(old);
    let Some(source) = a[1].given() else {
        return Ok(Next::Value(Value::NONE));
    };
    match collect(source)? {
        Some(table) => {
            let old = std::mem::replace(&mut *set.table_mut(), table);
            drop(old);
            Ok(Next::Value(Value::NONE))
        }
        None => prelude(vm, "set_init", [a[0].clone(), source.clone()]),
    }
}

/// `frozenset(iterable)`, and the same for subclasses.
pub(super) fn new_frozenset(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    let base = of_kind(Kind::FrozenSet);
    check_class(&class, &base)?;
    let Some(source) = a[1].given() else {
        return Ok(Next::Value(of_class(&class, SetTable::default())));
    };
    if class.is(&base) && source.exact::<FrozenSet>().is_some() {
        return Ok(Next::Value(source.clone()));
    }
    match collect(source)? {
        Some(table) => Ok(Next::Value(of_class(&class, table))),
        None => prelude(vm, "frozenset_from", [class.into_value(), source.clone()]),
    }
}

/// A frozenset of a class, with these members.
pub fn of_class(class: &TypeRef, table: SetTable) -> Value {
    heap::new_with_type(class, FrozenSet::payload(table)).into()
}

pub(super) fn hash(_: &mut Vm, a: &[Value]) -> R {
    Ok(Value::from(hashing::frozenset(this::<FrozenSet>(a)?) as i64))
}

pub(super) fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let table = table_of(&a[0])?;
    let Some(other) = members(&a[1]) else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let outcome = containers::set_order(op, &table, &other);
    drop((table, other));
    compared(vm, outcome, op, "compare_sets", a)
}

pub(super) fn iter(_: &mut Vm, a: &[Value]) -> R {
    iterate::containers::set_iter(&a[0]).ok_or_else(|| not_a("set", &a[0]))
}

pub(super) fn len(_: &mut Vm, a: &[Value]) -> R {
    Ok(table_of(&a[0])?.len().into())
}

pub(super) fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    table_of(&a[0])?;
    let found = membership::containers::set(&a[0], &a[1])?;
    or_prelude(vm, found.map(Value::bool), "set_contains", a)
}

/// `l op r`, for two sets.
fn operation(
    vm: &mut Vm,
    l: &Value,
    r: &Value,
    native: fn(&SetTable, &SetTable) -> Option<SetTable>,
    general: &'static str,
) -> R<Next> {
    let (Some(a), Some(b)) = (members(l), members(r)) else {
        return Ok(Next::Value(Value::NOT_IMPLEMENTED));
    };
    let result = native(&a, &b);
    drop((a, b));
    match result {
        Some(table) => Ok(Next::Value(same_kind(l, table))),
        None => prelude(vm, general, [l.clone(), r.clone()]),
    }
}

macro_rules! operators {
    ($($name:ident $reflected:ident $native:ident $general:literal)*) => {
        $(
            pub(super) fn $name(vm: &mut Vm, a: &[Value]) -> R<Next> {
                operation(vm, &a[0], &a[1], sets::$native, $general)
            }
            pub(super) fn $reflected(vm: &mut Vm, a: &[Value]) -> R<Next> {
                operation(vm, &a[1], &a[0], sets::$native, $general)
            }
        )*
    };
}
operators! {
    and rand intersection "set_intersection"
    or ror union "set_union"
    sub rsub difference "set_difference"
    xor rxor symmetric_difference "set_symmetric_difference"
}

pub(super) fn sizeof(_: &mut Vm, a: &[Value]) -> R {
    Ok((200 + 16 * table_of(&a[0])?.slots().len()).into())
}

pub(super) fn reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let items = table_of(&a[0])?.iter().map(|s| s.key.clone()).collect();
    let class = class_of(&a[0]).into_value();
    let args = Tuple::from_vec(vec![List::from_vec(items).into()]).into();
    prelude(vm, "set_reduce", [a[0].clone(), class, args])
}

pub(super) fn copy(_: &mut Vm, a: &[Value]) -> R {
    if a[0].exact::<FrozenSet>().is_some() {
        return Ok(a[0].clone());
    }
    let copy = table_of(&a[0])?.duplicate();
    Ok(same_kind(&a[0], copy))
}

pub(super) fn others(v: &Value) -> Vec<Value> {
    v.downcast::<Tuple>().map_or(Vec::new(), |t| t.items().to_vec())
}

pub(super) fn union(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let mut result = table_of(&a[0])?.duplicate();
    for other in others(&a[1]) {
        if !other.is(&a[0]) && !add_all(&mut result, &other)? {
            return prelude_with(vm, "set_union_all", a);
        }
    }
    Ok(Next::Value(same_kind(&a[0], result)))
}

/// The members of one set that an iterable has too, or has not; None if user code is needed.
pub(super) fn filtered(table: &SetTable, other: &Value, keep: bool) -> R<Option<SetTable>> {
    if let Some(b) = members(other) {
        return Ok(if keep { sets::intersection(table, &b) } else { sets::difference(table, &b) });
    }
    if let (Some(d), false) = (other.exact::<Dict>(), keep)
        && table.len() >> 2 <= d.len()
    {
        return Ok(sets::difference_keys(table, &d.table()));
    }
    if !other.header().is_some_and(|h| {
        matches!(h.kind(), Kind::List | Kind::Tuple | Kind::Str | Kind::Range | Kind::DictView | Kind::Dict)
    }) {
        return Ok(None);
    }
    let Some(items) = iterate::collect(other)? else {
        return Ok(None);
    };
    let mut result = if keep { SetTable::default() } else { table.duplicate() };
    for v in &items {
        let hash = match table::member_hash(v) {
            hashing::Hashed::Known(h) => h,
            hashing::Hashed::User => return Ok(None),
            hashing::Hashed::Unhashable(e) => return Err(e),
        };
        match (table::set_has(table, hash, v), keep) {
            (None, _) => return Ok(None),
            (Some(false), _) => {}
            (Some(true), true) => {
                if !table::set_add_hashed(&mut result, hash, v) {
                    return Ok(None);
                }
            }
            (Some(true), false) => {
                if let Found::At(i) = result.find(hash, None, |k| crate::ops::compare::native_eq(k, v)) {
                    drop(result.remove_at(i));
                }
            }
        }
    }
    if !keep {
        result.tidy();
    }
    Ok(Some(result))
}

pub(super) fn intersection(vm: &mut Vm, a: &[Value]) -> R<Next> {
    selected(vm, a, true, "set_intersection_all")
}

pub(super) fn difference(vm: &mut Vm, a: &[Value]) -> R<Next> {
    selected(vm, a, false, "set_difference_all")
}

fn selected(vm: &mut Vm, a: &[Value], keep: bool, general: &'static str) -> R<Next> {
    let mut result: Option<SetTable> = None;
    for other in others(&a[1]) {
        let next = match &result {
            Some(table) => filtered(table, &other, keep)?,
            None => filtered(&*table_of(&a[0])?, &other, keep)?,
        };
        match next {
            Some(table) => result = Some(table),
            None => return prelude_with(vm, general, a),
        }
    }
    match result {
        Some(table) => Ok(Next::Value(same_kind(&a[0], table))),
        // Without others it is a copy, of a frozenset too if it is an intersection.
        None if keep => Ok(Next::Value(same_kind(&a[0], table_of(&a[0])?.duplicate()))),
        None => copy(vm, a).map(Next::Value),
    }
}

pub(super) fn symmetric_difference(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let other = match members(&a[1]) {
        Some(b) => Some(b.duplicate()),
        None => collect(&a[1])?,
    };
    let result = match other {
        Some(other) => sets::symmetric_difference(&*table_of(&a[0])?, &other),
        None => None,
    };
    match result {
        Some(table) => Ok(Next::Value(same_kind(&a[0], table))),
        None => prelude_with(vm, "set_symmetric_difference_with", a),
    }
}

pub(super) fn isdisjoint(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let table = table_of(&a[0])?;
    let outcome = match members(&a[1]) {
        Some(b) => sets::is_disjoint(&table, &b),
        None => None,
    };
    drop(table);
    or_prelude(vm, outcome.map(Value::bool), "set_isdisjoint", a)
}

pub(super) fn issubset(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = match members(&a[1]) {
        Some(b) => sets::is_subset(&*table_of(&a[0])?, &b),
        None => match collect(&a[1])? {
            Some(b) => sets::is_subset(&*table_of(&a[0])?, &b),
            None => None,
        },
    };
    or_prelude(vm, outcome.map(Value::bool), "set_issubset", a)
}

pub(super) fn issuperset(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let outcome = match members(&a[1]) {
        Some(b) => sets::is_subset(&b, &*table_of(&a[0])?),
        None => match collect(&a[1])? {
            Some(b) => sets::is_subset(&b, &*table_of(&a[0])?),
            None => None,
        },
    };
    or_prelude(vm, outcome.map(Value::bool), "set_issuperset", a)
}
