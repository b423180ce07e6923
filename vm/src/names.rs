//! Names that the VM itself looks up, interned once.

use crate::heap::Obj;
use crate::object::{Str, intern};

macro_rules! names {
    ($($field:ident $(= $text:literal)?),* $(,)?) => {
        /// Interned names; a field is called as the name, without a leading or trailing underscore pair's loss.
        #[allow(missing_docs, non_snake_case, reason = "each is the name it is called")]
        pub struct Names { $(pub $field: Obj<Str>),* }

        impl Names {
            pub(crate) fn new() -> Names {
                Names { $($field: intern(names!(@text $field $(= $text)?).as_bytes())),* }
            }
        }
    };
    (@text $field:ident) => { stringify!($field) };
    (@text $field:ident = $text:literal) => { $text };
}

names! {
    __abs__, __add__, __aenter__, __aexit__, __aiter__, __all__, __and__, __anext__, __annotations__, __await__,
    __bases__, __bool__, __build_class__, __builtins__, __bytes__, __call__, __cached__, __ceil__, __class__,
    __class_getitem__, __classcell__, __code__, __complex__, __contains__, __copy__, __deepcopy__, __del__,
    __delattr__, __delete__, __delitem__, __dict__, __dir__, __divmod__, __doc__, __enter__, __eq__, __exit__,
    __file__, __float__, __floor__, __floordiv__, __format__, __fspath__, __ge__, __get__, __getattr__,
    __getattribute__, __getitem__, __getnewargs__, __getnewargs_ex__, __getstate__, __gt__, __hash__, __iadd__,
    __iand__, __ifloordiv__, __ilshift__, __imatmul__, __imod__, __import__, __imul__, __index__, __init__,
    __init_subclass__, __instancecheck__, __int__, __invert__, __ior__, __ipow__, __irshift__, __isub__,
    __isabstractmethod__, __iter__, __itruediv__, __ixor__, __le__, __len__, __length_hint__, __loader__,
    __lshift__, __lt__, __main__, __match_args__, __matmul__, __missing__, __mod__, __module__, __mro_entries__,
    __mul__, __name__, __ne__, __neg__, __new__, __next__, __or__, __package__, __path__, __pos__, __pow__,
    __prepare__, __qualname__, __radd__, __rand__, __rdivmod__, __reduce__, __reduce_ex__, __repr__,
    __reversed__, __rfloordiv__, __rlshift__, __rmatmul__, __rmod__, __rmul__, __ror__, __round__, __rpow__,
    __rrshift__, __rshift__, __rsub__, __rtruediv__, __rxor__, __set__, __set_name__, __setattr__, __setitem__,
    __setstate__, __slots__, __spec__, __str__, __sub__, __subclasscheck__, __subclasshook__, __subclasses__,
    __truediv__, __trunc__, __type_params__, __weakref__, __xor__, __abstractmethods__, __notes__, __self__,
    __func__, __wrapped__, __objclass__, __mro__, __text_signature__, __origin__, __args__, __parameters__,
    close, send, throw, keys, items, values, get, join, write, flush, metaclass, mro, name, value, append, update,
    print_file_and_line, stdout, stderr, stdin, displayhook, excepthook, modules, path, meta_path, builtins, sys,
}

/// Names for code that has no VM at hand.
pub mod cached {
    use crate::heap::Obj;
    use crate::object::{Str, intern};

    macro_rules! cached {
        ($($name:ident),*) => {
            $(
                /// The interned name.
                #[allow(non_snake_case, reason = "it is called as the name")]
                pub fn $name() -> Obj<Str> {
                    thread_local! { static NAME: Obj<Str> = intern(stringify!($name).as_bytes()); }
                    NAME.with(Obj::clone)
                }
            )*
        };
    }
    cached!(
        __name__,
        __hash__,
        __eq__,
        __bool__,
        __len__,
        __index__,
        __float__,
        __iter__,
        __next__,
        __getitem__,
        __fspath__,
        __int__,
        __trunc__,
        __complex__,
        __rmul__,
        __str__,
        __repr__,
        __format__,
        __missing__,
        __contains__,
        __reversed__,
        __class_getitem__,
        keys
    );
}
