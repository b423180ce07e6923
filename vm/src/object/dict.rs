//! `dict` and its views.

use std::cell::{Ref, RefCell, RefMut};

use super::{Found, Str, Table};
use crate::heap::{self, Kind, Obj, Payload, Visit};
use crate::text::Text;
use crate::value::Value;

/// A dict.
#[derive(Default)]
pub struct Dict {
    table: RefCell<Table<Value>>,
}

impl Payload for Dict {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, visit: &mut Visit<'_>) {
        for e in self.table.borrow().iter() {
            visit(&e.key);
            visit(&e.value);
        }
    }
    fn clear(&self) {
        let old = self.table.borrow_mut().take_all();
        drop(old);
    }
}

/// Compares a stored key with an interned name; never needs user code.
fn is_name(key: &Value, name: &Str) -> Option<bool> {
    Some(key.exact::<Str>().is_some_and(|k| k.bytes() == name.bytes()))
}

impl Dict {
    /// An empty dict.
    pub fn new() -> Obj<Dict> {
        heap::new(Dict::default())
    }

    /// The payload of a dict with this table.
    pub fn payload(table: Table<Value>) -> Dict {
        Dict { table: RefCell::new(table) }
    }

    /// A dict with this table.
    pub fn from_table(table: Table<Value>) -> Obj<Dict> {
        heap::new(Dict::payload(table))
    }

    /// The table, to read.
    #[inline]
    pub fn table(&self) -> Ref<'_, Table<Value>> {
        self.table.borrow()
    }
    /// The table, to change. Values taken out are best dropped after the borrow has ended.
    #[inline]
    pub fn table_mut(&self) -> RefMut<'_, Table<Value>> {
        self.table.borrow_mut()
    }
    /// The table's address, for the loop, in which no borrow is ever outstanding.
    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *mut Table<Value> {
        self.table.as_ptr()
    }
    /// How many entries there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }
    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn find_name(&self, name: &Value) -> Option<usize> {
        let s = name.downcast::<Str>()?;
        let table = self.table.borrow();
        match table.find(s.hash(), None, |k| if k.is(name) { Some(true) } else { is_name(k, s) }) {
            Found::At(i) => Some(i),
            _ => None,
        }
    }

    /// The value under a string key.
    pub fn get_interned(&self, name: &Value) -> Option<Value> {
        let i = self.find_name(name)?;
        Some(self.table.borrow().entries()[i].value.clone())
    }

    /// The value under a string key.
    pub fn get_str(&self, name: &str) -> Option<Value> {
        let table = self.table.borrow();
        let hash = crate::hashing::hash_str(Text::counted(name.as_bytes()));
        let same = |k: &Value| Some(k.exact::<Str>().is_some_and(|k| k.bytes() == name.as_bytes()));
        match table.find(hash, None, same) {
            Found::At(i) => Some(table.entries()[i].value.clone()),
            _ => None,
        }
    }

    /// Sets the value under a string key.
    pub fn insert_interned(&self, name: &Obj<Str>, v: Value) {
        let old = match self.find_name(name.value()) {
            Some(i) => std::mem::replace(self.table.borrow_mut().value_mut(i), v),
            None => {
                self.table.borrow_mut().insert_new(name.hash(), name.clone().into_value(), v);
                Value::UNBOUND
            }
        };
        drop(old);
    }

    /// Sets the value under a string key, which is interned.
    pub fn insert_str(&self, name: &str, v: Value) {
        self.insert_interned(&super::intern(name.as_bytes()), v);
    }

    /// Removes a string key.
    pub fn remove_interned(&self, name: &Value) -> Option<Value> {
        let i = self.find_name(name)?;
        Some(self.table.borrow_mut().remove_at(i).1)
    }

    /// All pairs, in order.
    pub fn pairs(&self) -> Vec<(Value, Value)> {
        self.table.borrow().iter().map(|e| (e.key.clone(), e.value.clone())).collect()
    }
}

/// What a view or iterator of a dict shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// `keys()`
    Keys,
    /// `values()`
    Values,
    /// `items()`
    Items,
}

/// `dict_keys`, `dict_values`, `dict_items`.
pub struct DictView {
    /// The dict.
    pub dict: Obj<Dict>,
    /// What it shows.
    pub kind: ViewKind,
}

impl Payload for DictView {
    const KIND: Kind = Kind::DictView;
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.dict.value());
    }
}
