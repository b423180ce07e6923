//! `array`: sequences of numbers, or characters, of one machine type.
//!
//! * `item`: a value as bytes, by the type code; `store`: the object, its memory and its iterator;
//! * `sequence`: what operators do; `methods`: what has a name.
//!
//! Values that user code has to convert first go to the prelude (`prelude/array.py`).

mod item;
mod methods;
mod sequence;
mod store;

use pausa_vm::native::{Def, ModuleSpec, Next, TypeSpec, getter, pure, tail, this};
use pausa_vm::object::{Module, TypeFlags};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm, buffer};

use store::Array;

/// `array`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "array",
    doc: "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n",
    defs: &[tail(
        "_array_reconstructor(arraytype, typecode, mformat_code, items, /)",
        methods::reconstruct,
        "Internal. Used for pickling support.",
    )],
    init,
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = methods::HELPERS;

static ARRAY: TypeSpec = TypeSpec {
    name: "array",
    module: "array",
    layout: <Array as pausa_vm::heap::Payload>::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::WEAKREF | TypeFlags::SEQUENCE,
    doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type.\n\nArrays represent basic values and behave very much like lists, except\nthe type of objects stored in them is constrained. The type is specified\nat object creation time by using a type code, which is a single character.\nThe following type codes are defined:\n\n    Type code   C Type             Minimum size in bytes\n    'b'         signed integer     1\n    'B'         unsigned integer   1\n    'u'         Unicode character  2 (see note)\n    'h'         signed integer     2\n    'H'         unsigned integer   2\n    'i'         signed integer     2\n    'I'         unsigned integer   2\n    'l'         signed integer     4\n    'L'         unsigned integer   4\n    'q'         signed integer     8 (see note)\n    'Q'         unsigned integer   8 (see note)\n    'f'         floating point     4\n    'd'         floating point     8\n",
    defs: &[
        tail(
            "__new__(cls, *args, **kwargs)",
            methods::new,
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        pure("__repr__(self, /)", sequence::repr, "Return repr(self)."),
        tail(
            "__eq__(self, other, /)",
            |vm, a| sequence::compare(vm, a, pausa_vm::ops::compare::CompareOp::Eq),
            "Return self==value.",
        ),
        tail(
            "__ne__(self, other, /)",
            |vm, a| sequence::compare(vm, a, pausa_vm::ops::compare::CompareOp::Ne),
            "Return self!=value.",
        ),
        tail(
            "__lt__(self, other, /)",
            |vm, a| sequence::compare(vm, a, pausa_vm::ops::compare::CompareOp::Lt),
            "Return self<value.",
        ),
        tail(
            "__le__(self, other, /)",
            |vm, a| sequence::compare(vm, a, pausa_vm::ops::compare::CompareOp::Le),
            "Return self<=value.",
        ),
        tail(
            "__gt__(self, other, /)",
            |vm, a| sequence::compare(vm, a, pausa_vm::ops::compare::CompareOp::Gt),
            "Return self>value.",
        ),
        tail(
            "__ge__(self, other, /)",
            |vm, a| sequence::compare(vm, a, pausa_vm::ops::compare::CompareOp::Ge),
            "Return self>=value.",
        ),
        pure("__iter__(self, /)", store::iter, "Implement iter(self)."),
        pure("__len__(self, /)", |_, a| Ok(this::<Array>(a)?.len().into()), "Return len(self)."),
        tail("__getitem__(self, key, /)", sequence::getitem, "Return self[key]."),
        tail("__setitem__(self, key, value, /)", sequence::setitem, "Set self[key] to value."),
        tail("__delitem__(self, key, /)", sequence::delitem, "Delete self[key]."),
        pure("__add__(self, value, /)", sequence::add, "Return self+value."),
        pure("__iadd__(self, value, /)", sequence::iadd, "Implement self+=value."),
        tail("__mul__(self, value, /)", sequence::mul, "Return self*value."),
        tail("__rmul__(self, value, /)", sequence::mul, "Return value*self."),
        tail("__imul__(self, value, /)", sequence::imul, "Implement self*=value."),
        tail("__contains__(self, key, /)", methods::contains, "Return key in self."),
        tail("append(self, v, /)", methods::append, "Append new value v to the end of the array."),
        pure(
            "buffer_info(self, /)",
            methods::buffer_info,
            "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.\n\nThe length should be multiplied by the itemsize attribute to calculate\nthe buffer length in bytes.",
        ),
        pure(
            "byteswap(self, /)",
            methods::byteswap,
            "Byteswap all items of the array.\n\nIf the items in the array are not 1, 2, 4, or 8 bytes in size, RuntimeError is\nraised.",
        ),
        pure("__copy__(self, /)", methods::copy, "Return a copy of the array."),
        pure("__deepcopy__(self, unused, /)", methods::copy, "Return a copy of the array."),
        tail("count(self, v, /)", methods::count, "Return number of occurrences of v in the array."),
        tail("extend(self, bb, /)", methods::extend, "Append items to the end of the array."),
        tail(
            "fromfile(self, f, n: index, /)",
            |vm, a| Ok(Next::call(vm.prelude("array_fromfile")?, a.iter().cloned())),
            "Read n objects from the file object f and append them to the end of the array.",
        ),
        tail("fromlist(self, list, /)", methods::fromlist, "Append items to array from list."),
        pure(
            "frombytes(self, buffer, /)",
            methods::frombytes,
            "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.",
        ),
        pure(
            "fromunicode(self, ustr, /)",
            methods::fromunicode,
            "Extends this array with data from the unicode string ustr.\n\nThe array must be a unicode type array; otherwise a ValueError is raised.\nUse array.frombytes(ustr.encode(...)) to append Unicode data to an array of\nsome other type.",
        ),
        tail(
            "index(self, v, start: place=0, stop: place=sys.maxsize, /)",
            methods::index,
            "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.",
        ),
        tail("insert(self, i: index, v, /)", methods::insert, "Insert a new item v into the array before position i."),
        pure(
            "pop(self, i: index=-1, /)",
            methods::pop,
            "Return the i-th element and delete it from the array.\n\ni defaults to -1.",
        ),
        tail("__reduce_ex__(self, value: index, /)", methods::reduce, "Return state information for pickling."),
        tail("remove(self, v, /)", methods::remove, "Remove the first occurrence of v in the array."),
        pure("reverse(self, /)", methods::reverse, "Reverse the order of the items in the array."),
        tail(
            "tofile(self, f, /)",
            |vm, a| Ok(Next::call(vm.prelude("array_tofile")?, a.iter().cloned())),
            "Write all items (as machine values) to the file object f.",
        ),
        pure("tolist(self, /)", methods::tolist, "Convert array to an ordinary list with the same items."),
        pure(
            "tobytes(self, /)",
            methods::tobytes,
            "Convert the array to an array of machine values and return the bytes representation.",
        ),
        pure(
            "tounicode(self, /)",
            methods::tounicode,
            "Extends this array with data from the unicode string ustr.\n\nConvert the array to a unicode string.  The array must be a unicode type array;\notherwise a ValueError is raised.  Use array.tobytes().decode() to obtain a\nunicode string from an array of some other type.",
        ),
        pure(
            "__sizeof__(self, /)",
            |_, a| Ok((80 + this::<Array>(a)?.data().len()).into()),
            "Size of the array in memory, in bytes.",
        ),
        pure("__class_getitem__(cls, item, /)", pausa_vm::types::alias::class_getitem, "See PEP 585").class_method(),
        getter(
            "typecode(self)",
            |_, a| Ok(char::from(this::<Array>(a)?.code.letter).to_string().into()),
            "the typecode character used to create the array",
        ),
        getter(
            "itemsize(self)",
            |_, a| Ok(this::<Array>(a)?.code.size.into()),
            "the size, in bytes, of one array item",
        ),
    ],
};

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let class = define(&ARRAY, None);
    m.dict.insert_str("array", class.clone().into());
    m.dict.insert_str("ArrayType", class.clone().into());
    m.dict.insert_str("typecodes", item::LETTERS.into());
    vm.register_native_type::<Array>(class);
    vm.register_native_type::<store::ArrayIter>(define(&store::ITERATOR, None));
    buffer::register::<Array>();
    Ok(())
}

/// Hands a call to a prelude function; arguments that were not given become None.
fn general(vm: &mut Vm, name: &'static str, args: &[Value]) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, args.iter().map(|v| v.given().cloned().unwrap_or(Value::NONE))))
}
