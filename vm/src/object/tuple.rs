//! `tuple`: its items in the object's own block.

use super::TypeRef;
use crate::heap::{self, Kind, Obj, Tail, TailHead, Visit, tail};
use crate::value::Value;

/// The fixed part of a tuple: nothing.
pub struct TupleHead;

impl TailHead for TupleHead {
    type Item = Value;
    const KIND: Kind = Kind::Tuple;
    const CONTAINER: bool = true;
    fn visit(item: &Value, visit: &mut Visit<'_>) {
        visit(item);
    }
}

/// A tuple.
pub type Tuple = Tail<TupleHead, Value>;

thread_local! {
    static EMPTY: Obj<Tuple> = make(None, Vec::new().into_iter());
}

fn make(typ: Option<&TypeRef>, items: impl ExactSizeIterator<Item = Value>) -> Obj<Tuple> {
    tail::new_values(typ, TupleHead, items)
        .unwrap_or_else(|| std::alloc::handle_alloc_error(std::alloc::Layout::new::<Value>()))
}

impl Tuple {
    /// The empty tuple, of which there is one.
    pub fn empty() -> Obj<Tuple> {
        EMPTY.with(Obj::clone)
    }

    /// A tuple of these values.
    pub fn from_vec(items: Vec<Value>) -> Obj<Tuple> {
        if items.is_empty() { Tuple::empty() } else { make(None, items.into_iter()) }
    }

    /// A tuple of copies of these values.
    pub fn from_slice(items: &[Value]) -> Obj<Tuple> {
        if items.is_empty() {
            return Tuple::empty();
        }
        match heap::tuple::joined(items, &[]).map(Value::into_obj::<Tuple>) {
            Some(Ok(tuple)) => tuple,
            _ => make(None, items.iter().cloned()),
        }
    }

    /// A tuple of these values.
    #[allow(unsafe_code)]
    pub fn from_array<const N: usize>(mut items: [Value; N]) -> Obj<Tuple> {
        // SAFETY: these are values, and what has been moved is not there any more.
        match unsafe { heap::tuple::of_moved(items.as_mut_ptr(), N) }.map(Value::into_obj::<Tuple>) {
            Some(Ok(tuple)) => tuple,
            _ => make(None, items.into_iter()),
        }
    }

    /// The items of both in one tuple; None if there is no memory for it.
    pub fn try_concat(a: &[Value], b: &[Value]) -> Option<Obj<Tuple>> {
        match heap::tuple::joined(a, b).map(Value::into_obj::<Tuple>) {
            Some(Ok(tuple)) => Some(tuple),
            _ => tail::new_joined(TupleHead, a, b),
        }
    }

    /// A tuple from an iterator that knows its length; None if there is no memory for it.
    pub fn try_from_iter(items: impl ExactSizeIterator<Item = Value>) -> Option<Obj<Tuple>> {
        if items.len() == 0 { Some(Tuple::empty()) } else { tail::new_values(None, TupleHead, items) }
    }

    /// A tuple of `typ`, a subclass of `tuple`.
    pub fn of_class(typ: &TypeRef, items: Vec<Value>) -> Obj<Tuple> {
        make(Some(typ), items.into_iter())
    }
}
