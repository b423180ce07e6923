//! `dict_keys`, `dict_values`, `dict_items`, and the iterators over dicts.

use crate::exc::{R, type_error};
use crate::heap::{self, Kind, Obj, Payload};
use crate::native::{Def, Next, TypeSpec, getter, pure, tail, this};
use crate::object::*;
use crate::ops::compare::{CompareOp, containers};
use crate::ops::iterate::containers::dict_iter;
use crate::ops::sets;
use crate::ops::table::members;
use crate::types::container;
use crate::types::iterator::{next, this_iterator};
use crate::types::method::{TypeCell, compared, or_prelude, prelude_with};
use crate::value::Value;
use crate::vm::Vm;

macro_rules! view_type {
    ($(#[$doc:meta])* $spec:ident $name:literal, $defs:ident) => {
        $(#[$doc])*
        pub static $spec: TypeSpec = TypeSpec {
            name: $name,
            module: "builtins",
            layout: DictView::LAYOUT,
            flags: TypeFlags::NO_NEW,
            doc: "",
            defs: $defs,
        };
    };
}
view_type! {
    /// `d.keys()`
    KEYS "dict_keys", SET_DEFS
}
view_type! {
    /// `d.values()`
    VALUES "dict_values", VALUES_DEFS
}
view_type! {
    /// `d.items()`
    ITEMS "dict_items", SET_DEFS
}

thread_local! {
    static VALUES_TYPE: TypeCell = const { TypeCell::new(&VALUES) };
    static ITEMS_TYPE: TypeCell = const { TypeCell::new(&ITEMS) };
}

/// A view of a dict.
pub fn view(dict: Obj<Dict>, kind: ViewKind) -> Value {
    let payload = DictView { dict, kind };
    let cell = match kind {
        ViewKind::Keys => return heap::new(payload).into(),
        ViewKind::Values => &VALUES_TYPE,
        ViewKind::Items => &ITEMS_TYPE,
    };
    cell.with(|c| c.with(|t| heap::new_with_type(t, payload).into()))
}

static VALUES_DEFS: &[Def] = &[
    tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "view_repr"), "Return repr(self)."),
    pure("__iter__(self, /)", |_, a| iterator(a, false), "Implement iter(self)."),
    pure("__len__(self, /)", |_, a| Ok(this::<DictView>(a)?.dict.len().into()), "Return len(self)."),
    pure("__reversed__(self, /)", |_, a| iterator(a, true), "Return a reverse iterator over the dict values."),
    getter("mapping(self, /)", mapping, "dictionary that this view refers to"),
];

static SET_DEFS: &[Def] = &[
    tail("__repr__(self, /)", |vm, a| container::repr(vm, a, "view_repr"), "Return repr(self)."),
    tail("__lt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Lt), "Return self<value."),
    tail("__le__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Le), "Return self<=value."),
    tail("__eq__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Eq), "Return self==value."),
    tail("__ne__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ne), "Return self!=value."),
    tail("__gt__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Gt), "Return self>value."),
    tail("__ge__(self, value, /)", |vm, a| compare(vm, a, CompareOp::Ge), "Return self>=value."),
    pure("__iter__(self, /)", |_, a| iterator(a, false), "Implement iter(self)."),
    tail("__sub__(self, value, /)", |vm, a| prelude_with(vm, "view_sub", a), "Return self-value."),
    tail("__rsub__(self, value, /)", |vm, a| prelude_with(vm, "view_rsub", a), "Return value-self."),
    tail("__and__(self, value, /)", |vm, a| prelude_with(vm, "view_and", a), "Return self&value."),
    tail("__rand__(self, value, /)", |vm, a| prelude_with(vm, "view_and", a), "Return value&self."),
    tail("__xor__(self, value, /)", |vm, a| prelude_with(vm, "view_xor", a), "Return self^value."),
    tail("__rxor__(self, value, /)", |vm, a| prelude_with(vm, "view_rxor", a), "Return value^self."),
    tail("__or__(self, value, /)", |vm, a| prelude_with(vm, "view_or", a), "Return self|value."),
    tail("__ror__(self, value, /)", |vm, a| prelude_with(vm, "view_ror", a), "Return value|self."),
    pure("__len__(self, /)", |_, a| Ok(this::<DictView>(a)?.dict.len().into()), "Return len(self)."),
    tail("__contains__(self, key, /)", contains, "Return key in self."),
    tail(
        "isdisjoint(self, other, /)",
        isdisjoint,
        "Return True if the view and the given iterable have a null intersection.",
    ),
    pure("__reversed__(self, /)", |_, a| iterator(a, true), "Return a reverse iterator over the dict keys or items."),
    getter("mapping(self, /)", mapping, "dictionary that this view refers to"),
];

fn iterator(a: &[Value], reversed: bool) -> R {
    let view = this::<DictView>(a)?;
    Ok(dict_iter(view.dict.clone(), view.kind, reversed))
}

fn mapping(_: &mut Vm, a: &[Value]) -> R {
    Ok(MappingProxy::of(this::<DictView>(a)?.dict.clone()).into())
}

fn compare(vm: &mut Vm, a: &[Value], op: CompareOp) -> R<Next> {
    let view = this::<DictView>(a)?;
    let length = match (members(&a[1]), a[1].downcast::<DictView>()) {
        (Some(set), _) => set.len(),
        (None, Some(other)) if other.kind != ViewKind::Values => other.dict.len(),
        _ => return Ok(Next::Value(Value::NOT_IMPLEMENTED)),
    };
    let n = view.dict.len();
    let possible = match op {
        CompareOp::Eq | CompareOp::Ne => n == length,
        CompareOp::Lt => n < length,
        CompareOp::Le => n <= length,
        CompareOp::Gt => n > length,
        CompareOp::Ge => n >= length,
    };
    let outcome = if !possible {
        Some(false)
    } else if matches!(op, CompareOp::Gt | CompareOp::Ge) {
        superset(&a[0], &a[1])
    } else {
        containers::subset(view, &a[1], 0)
    };
    let outcome = if op == CompareOp::Ne { outcome.map(|same| !same) } else { outcome };
    compared(vm, outcome, op, "compare_views", a)
}

/// Whether all of a set, or of another view, is in a view.
fn superset(view: &Value, other: &Value) -> Option<bool> {
    if let Some(other) = other.downcast::<DictView>() {
        return containers::subset(other, view, 0);
    }
    for slot in members(other)?.iter() {
        if !containers::has(view, &slot.key, 0)? {
            return Some(false);
        }
    }
    Some(true)
}

fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let found = crate::ops::contains::containers::in_view(&a[0], this::<DictView>(a)?, &a[1])?;
    or_prelude(vm, found.map(Value::bool), "view_contains", a)
}

fn isdisjoint(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let view = this::<DictView>(a)?;
    if view.kind == ViewKind::Keys
        && let Some(set) = members(&a[1])
    {
        let mut keys = SetTable::default();
        if sets::merge_keys(&mut keys, &view.dict.table(), 0).is_none()
            && let Some(b) = sets::is_disjoint(&keys, &set)
        {
            return Ok(Next::Value(Value::bool(b)));
        }
    }
    prelude_with(vm, "view_isdisjoint", a)
}

macro_rules! dict_iterator {
    ($($(#[$doc:meta])* $spec:ident $name:literal),*) => {
        $(
            $(#[$doc])*
            pub static $spec: TypeSpec = TypeSpec {
                name: $name,
                module: "builtins",
                layout: DictIter::LAYOUT,
                flags: TypeFlags::NO_NEW,
                doc: "",
                defs: ITERATOR_DEFS,
            };
        )*
    };
}
dict_iterator! {
    /// `iter(d)`
    KEY_ITERATOR "dict_keyiterator",
    /// `iter(d.values())`
    VALUE_ITERATOR "dict_valueiterator",
    /// `iter(d.items())`
    ITEM_ITERATOR "dict_itemiterator",
    /// `reversed(d)`
    REVERSE_KEY_ITERATOR "dict_reversekeyiterator",
    /// `reversed(d.values())`
    REVERSE_VALUE_ITERATOR "dict_reversevalueiterator",
    /// `reversed(d.items())`
    REVERSE_ITEM_ITERATOR "dict_reverseitemiterator"
}

static ITERATOR_DEFS: &[Def] = &[
    pure("__iter__(self, /)", this_iterator, "Implement iter(self)."),
    pure("__next__(self, /)", next, "Implement next(self)."),
    pure("__length_hint__(self, /)", length_hint, "Private method returning an estimate of len(list(it))."),
    pure("__reduce__(self, /)", reduce, "Return state information for pickling."),
];

fn length_hint(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<DictIter>(a)?;
    let dict = it.dict.borrow();
    let same = dict.as_ref().is_some_and(|d| d.len() == it.expected.get());
    Ok(if same { it.left.get() } else { 0 }.into())
}

/// `iter` of a list of what is left.
fn reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<DictIter>(a)?;
    let copy = DictIter {
        dict: std::cell::RefCell::new(it.dict.borrow().clone()),
        kind: it.kind,
        pos: it.pos.clone(),
        expected: it.expected.clone(),
        left: it.left.clone(),
        reversed: it.reversed,
    };
    let copy: Value = heap::new(copy).into();
    let Some(items) = crate::ops::iterate::collect(&copy)? else {
        return Err(type_error("cannot pickle this iterator"));
    };
    let iter = vm.builtins.get_str("iter").unwrap_or(Value::NONE);
    Ok(Tuple::from_vec(vec![iter, Tuple::from_vec(vec![List::from_vec(items).into()]).into()]).into())
}

/// Whether a value is a view of a dict's keys or items.
pub fn is_set_like(v: &Value) -> bool {
    v.header().is_some_and(|h| h.is_kind(Kind::DictView))
        && v.downcast::<DictView>().is_some_and(|w| w.kind != ViewKind::Values)
}
