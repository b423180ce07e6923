//! The payloads of the built-in objects: what an object *is* in memory, and the operations that need no VM.
//!
//! What programs can *do* with them (methods, operators) is in `types` and `ops`.

mod adaptor;
mod bytes;
mod code;
mod dict;
mod exception;
mod function;
mod iter;
mod list;
mod lookup;
mod memoryview;
mod module;
mod number;
mod set;
mod set_table;
mod step;
mod str;
mod structure;
mod table;
mod tuple;
mod typ;
mod weakref;

pub use self::str::{Str, StrHead, intern};
pub use adaptor::{CallableIter, Enumerate, Filter, LongRangeIter, Map, Reversed, SequenceIter, Zip};
pub use bytes::{ByteArray, Bytes, BytesHead};
pub use code::{Body, Cache, Code};
pub use dict::{Dict, DictView, ViewKind};
pub use exception::{Exception, Traceback};
pub use function::{
    BoundMethod, Cell, ClassMethod, Function, FunctionAttrs, Member, MemberKind, NativeFunction, Property,
    StaticMethod, Super,
};
pub use iter::{BytesIter, DictIter, ListIter, RangeIter, SetIter, StrIter, TupleIter};
pub use list::List;
pub use memoryview::MemoryView;
pub use module::Module;
pub use number::{Complex, Float, Int};
pub use set::{FrozenSet, Set};
pub use set_table::{Probe, SetTable, Slot};
pub use step::{AwaitStep, StepKind, StepState};
pub use structure::{GenericAlias, MappingProxy, Range, Slice, Union};
pub use table::{Entry, Found, Table};
pub use tuple::{Tuple, TupleHead};
pub use typ::{Type, TypeFlags, TypeHead, TypeRef};
pub use weakref::WeakRef;
