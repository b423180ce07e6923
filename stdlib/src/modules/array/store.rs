//! The object: its memory, which others may see, and its iterator.

use std::cell::{Cell, Ref, RefCell, RefMut};

use pausa_vm::buffer::{Export, Exporter};
use pausa_vm::exc::{buffer_error, memory_error, stop_iteration};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{TypeSpec, pure, this};
use pausa_vm::object::{Tuple, TypeRef};
use pausa_vm::ops::iterate::{Nature, Step};
use pausa_vm::types::iterator::this_iterator;
use pausa_vm::{Obj, R, Value, Vm};

use super::item::{Code, Kind};

/// An array.
pub(super) struct Array {
    /// What the items are.
    pub(super) code: Code,
    data: RefCell<Vec<u8>>,
    exports: Cell<usize>,
}

impl Payload for Array {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl Exporter for Array {
    fn export(&self) -> Export {
        let letter = if self.code.kind == Kind::Char { 'w' } else { char::from(self.code.letter) };
        Export { format: letter.to_string(), item_size: self.code.size, count: self.len(), readonly: false }
    }
    fn read(&self, f: &mut dyn FnMut(&[u8])) {
        f(&self.data.borrow());
    }
    fn write(&self, f: &mut dyn FnMut(&mut [u8])) {
        f(&mut self.data.borrow_mut());
    }
    fn exports(&self) -> &Cell<usize> {
        &self.exports
    }
}

impl Array {
    /// An array of these bytes.
    pub(super) fn make(class: &TypeRef, code: Code, data: Vec<u8>) -> Value {
        heap::new_with_type(class, Array { code, data: RefCell::new(data), exports: Cell::new(0) }).into()
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.data.borrow().len() / self.code.size
    }

    /// The bytes.
    pub(super) fn data(&self) -> Ref<'_, Vec<u8>> {
        self.data.borrow()
    }

    /// The bytes, whose number stays as it is.
    pub(super) fn bytes_mut(&self) -> RefMut<'_, [u8]> {
        RefMut::map(self.data.borrow_mut(), |d| &mut d[..])
    }

    /// The bytes, to be made more or fewer.
    pub(super) fn resize(&self) -> R<RefMut<'_, Vec<u8>>> {
        if self.exports.get() > 0 {
            return Err(buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(self.data.borrow_mut())
    }

    /// Adds bytes at the end.
    pub(super) fn push(&self, bytes: &[u8]) -> R<()> {
        let mut data = self.resize()?;
        data.try_reserve(bytes.len()).map_err(|_| memory_error())?;
        data.extend_from_slice(bytes);
        Ok(())
    }

    /// Item number `i`, if there is one.
    pub(super) fn get(&self, i: usize) -> R<Option<Value>> {
        let size = self.code.size;
        let data = self.data.borrow();
        data.get(i.saturating_mul(size)..i.saturating_mul(size).saturating_add(size))
            .map(|b| self.code.load(b))
            .transpose()
    }

    /// All items.
    pub(super) fn items(&self) -> R<Vec<Value>> {
        self.data.borrow().chunks_exact(self.code.size).map(|b| self.code.load(b)).collect()
    }
}

/// An iterator over an array.
pub(super) struct ArrayIter {
    /// None when exhausted.
    array: RefCell<Option<Obj<Array>>>,
    at: Cell<usize>,
}

impl Payload for ArrayIter {
    const ITERATOR: bool = true;
    fn traverse(&self, visit: &mut Visit<'_>) {
        if let Some(a) = &*self.array.borrow() {
            visit(a.value());
        }
    }
    fn clear(&self) {
        drop(self.array.take());
    }
    fn step(&self) -> R<Step> {
        let Some(array) = self.array.borrow().clone() else {
            return Ok(Step::Done);
        };
        match array.get(self.at.get())? {
            Some(v) => {
                self.at.set(self.at.get() + 1);
                Ok(Step::Item(v))
            }
            None => {
                drop(self.array.take());
                Ok(Step::Done)
            }
        }
    }
    fn nature(&self) -> Nature {
        Nature::FINITE
    }
}

/// `arrayiterator`
pub(super) static ITERATOR: TypeSpec = TypeSpec {
    name: "arrayiterator",
    module: "array",
    layout: <ArrayIter as Payload>::LAYOUT,
    flags: pausa_vm::object::TypeFlags::NO_NEW,
    doc: "",
    defs: &[
        pure("__iter__(self, /)", this_iterator, "Implement iter(self)."),
        pure(
            "__next__(self, /)",
            |_, a| match this::<ArrayIter>(a)?.step()? {
                Step::Item(v) => Ok(v),
                _ => Err(stop_iteration(Value::NONE)),
            },
            "Implement next(self).",
        ),
        pure("__reduce__(self, /)", iter_reduce, "Return state information for pickling."),
        pure("__setstate__(self, state: index, /)", iter_setstate, "Set state information for unpickling."),
    ],
};

/// `iter(array)`
pub(super) fn iter(vm: &mut Vm, a: &[Value]) -> R {
    let array = a[0].cast::<Array>();
    Ok(vm.new_native(ArrayIter { array: RefCell::new(array), at: Cell::new(0) })?.into())
}

fn iter_reduce(vm: &mut Vm, a: &[Value]) -> R {
    let it = this::<ArrayIter>(a)?;
    let iter = vm.builtins.get_str("iter").unwrap_or(Value::NONE);
    Ok(match it.array.borrow().clone() {
        Some(array) => Tuple::from_array([iter, Tuple::from_array([array.into()]).into(), it.at.get().into()]).into(),
        None => Tuple::from_array([iter, Tuple::from_array([Tuple::empty().into()]).into()]).into(),
    })
}

fn iter_setstate(_: &mut Vm, a: &[Value]) -> R {
    let it = this::<ArrayIter>(a)?;
    let length = it.array.borrow().as_ref().map_or(0, |array| array.len());
    it.at.set(usize::try_from(a[1].as_i64().unwrap_or(i64::MAX).max(0)).unwrap_or(0).min(length));
    Ok(Value::NONE)
}
