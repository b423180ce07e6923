//! `_plainpickle`: the quick way of `pickle` for what needs no user code: built-in values, and functions and classes that are found in
//! their modules. Whatever else there is in an object or in a pickle, the general way in Python takes over from the beginning.

mod read;
mod write;

use pausa_vm::native::{Def, ModuleSpec, pure};
use pausa_vm::object::{Bytes, Module, Str, Tuple};
use pausa_vm::{Obj, R, Value, Vm, buffer};

/// `_plainpickle`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_plainpickle",
    doc: "Pickles of objects that need no code to be written or read.",
    defs: DEFS,
    init: |_: &mut Vm, _: &Obj<Module>| Ok(()),
};

const DEFS: &[Def] = &[
    pure(
        "dumps(obj, protocol, /)",
        dumps,
        "Return the pickle of an object with protocol 4 or 5, or None if that takes the general way.",
    ),
    pure("loads(data, /)", loads, "Return a tuple with the object of a pickle, or None if that takes the general way."),
];

/// The opcodes of what is read and written here.
mod op {
    pub(super) const PROTO: u8 = 0x80;
    pub(super) const FRAME: u8 = 0x95;
    pub(super) const STOP: u8 = b'.';
    pub(super) const NONE: u8 = b'N';
    pub(super) const NEWTRUE: u8 = 0x88;
    pub(super) const NEWFALSE: u8 = 0x89;
    pub(super) const BININT: u8 = b'J';
    pub(super) const BININT1: u8 = b'K';
    pub(super) const BININT2: u8 = b'M';
    pub(super) const LONG1: u8 = 0x8a;
    pub(super) const LONG4: u8 = 0x8b;
    pub(super) const BINFLOAT: u8 = b'G';
    pub(super) const SHORT_BINUNICODE: u8 = 0x8c;
    pub(super) const BINUNICODE: u8 = b'X';
    pub(super) const BINUNICODE8: u8 = 0x8d;
    pub(super) const SHORT_BINBYTES: u8 = b'C';
    pub(super) const BINBYTES: u8 = b'B';
    pub(super) const BINBYTES8: u8 = 0x8e;
    pub(super) const BYTEARRAY8: u8 = 0x96;
    pub(super) const EMPTY_TUPLE: u8 = b')';
    pub(super) const TUPLE1: u8 = 0x85;
    pub(super) const TUPLE2: u8 = 0x86;
    pub(super) const TUPLE3: u8 = 0x87;
    pub(super) const TUPLE: u8 = b't';
    pub(super) const MARK: u8 = b'(';
    pub(super) const POP: u8 = b'0';
    pub(super) const POP_MARK: u8 = b'1';
    pub(super) const EMPTY_LIST: u8 = b']';
    pub(super) const APPEND: u8 = b'a';
    pub(super) const APPENDS: u8 = b'e';
    pub(super) const EMPTY_DICT: u8 = b'}';
    pub(super) const SETITEM: u8 = b's';
    pub(super) const SETITEMS: u8 = b'u';
    pub(super) const EMPTY_SET: u8 = 0x8f;
    pub(super) const ADDITEMS: u8 = 0x90;
    pub(super) const FROZENSET: u8 = 0x91;
    pub(super) const MEMOIZE: u8 = 0x94;
    pub(super) const BINGET: u8 = b'h';
    pub(super) const LONG_BINGET: u8 = b'j';
    pub(super) const STACK_GLOBAL: u8 = 0x93;
}

/// What a name means in a module that is loaded; None if it is not loaded, or no plain module, or has no such name.
fn global(vm: &Vm, module: &Str, name: &Str) -> Option<Value> {
    let (module, name) = (module.as_str()?, name.as_str()?);
    if name.contains('.') {
        return None;
    }
    vm.modules.get_str(module)?.exact::<Module>()?.dict.get_str(name)
}

fn dumps(vm: &mut Vm, a: &[Value]) -> R {
    let protocol = match a[1].as_i64() {
        Some(4) => 4,
        Some(5) => 5,
        _ => return Ok(Value::NONE),
    };
    Ok(write::pickle(vm, &a[0], protocol).map_or(Value::NONE, |bytes| Bytes::new(&bytes).into()))
}

fn loads(vm: &mut Vm, a: &[Value]) -> R {
    let Some(data) = buffer::get(&a[0])? else { return Ok(Value::NONE) };
    Ok(read::object(vm, &data).map_or(Value::NONE, |v| Tuple::from_array([v]).into()))
}
