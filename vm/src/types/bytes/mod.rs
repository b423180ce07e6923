//! `bytes`, and what it shares with `bytearray`.

pub(crate) mod build;
pub(crate) mod case;
pub(crate) mod like;
pub(crate) mod methods;
pub(crate) mod search;
pub(crate) mod split;
pub(crate) mod table;

pub use build::joined;

use crate::exc::R;
use crate::heap::Payload;
use crate::native::{Def, Next, TypeSpec, pure, tail};
use crate::object::{Bytes, BytesIter, TypeFlags};
use crate::value::Value;
use crate::vm::Vm;

/// `bytes`
pub static SPEC: TypeSpec = TypeSpec {
    name: "bytes",
    module: "builtins",
    layout: Bytes::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF,
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy \
          of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> \
          empty bytes object\n\nAn immutable array of bytes.",
    defs: DEFS,
};

/// The iterator of bytes.
pub static ITERATOR: TypeSpec = TypeSpec {
    name: "bytes_iterator",
    module: "builtins",
    layout: BytesIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: methods::ITERATOR_DEFS,
};

static DEFS: &[Def] = table::byte_methods![
    tail(
        "__new__(cls, source=b'', encoding=None, errors=None)",
        methods::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    pure("__repr__(self, /)", methods::repr, "Return repr(self)."),
    pure("__str__(self, /)", methods::repr, "Return str(self)."),
    pure("__hash__(self, /)", methods::hash, "Return hash(self)."),
    pure("__getnewargs__(self, /)", methods::getnewargs, ""),
    pure("__bytes__(self, /)", methods::bytes, "Convert this value to exact type bytes."),
    tail(
        "fromhex(cls, string, /)",
        build::fromhex,
        "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: \
         bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'.",
    )
    .class_method(),
];

/// Has the prelude function `finish` make the call that `next` asks for and go on with its result: it gets `first`, the callee and
/// the arguments.
pub(crate) fn finish(vm: &mut Vm, finish: &'static str, first: Value, next: Next) -> R<Next> {
    match next {
        Next::Call { callee, args, .. } => {
            let mut list = vec![first, callee];
            list.extend(args);
            Ok(Next::call(vm.prelude(finish)?, list))
        }
        next => Ok(next),
    }
}
