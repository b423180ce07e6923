//! The exception classes, and raising them from Rust.
//!
//! A native function that fails returns `Err(Exc)`: an exception object without traceback; the loop adds that.

use std::cell::RefCell;

use crate::heap::Obj;
use crate::object::{Exception, Tuple, TypeRef};
use crate::value::Value;

/// A raised exception: always an instance of `BaseException`.
pub struct Exc(Obj<Exception>);

/// The result of native code.
pub type R<T = Value> = Result<T, Exc>;

impl Exc {
    /// Raises this exception object.
    pub fn new(e: Obj<Exception>) -> Exc {
        Exc(e)
    }
    /// Raises an exception of class `kind` with one text argument.
    #[cold]
    pub fn msg(kind: ExcKind, message: impl Into<String>) -> Exc {
        Exc::with_args(kind, vec![Value::from(message.into())])
    }
    /// Raises an exception of class `kind` with these arguments.
    #[cold]
    pub fn with_args(kind: ExcKind, args: Vec<Value>) -> Exc {
        let typ = kind.class();
        let e = Exception::new(&typ, Tuple::from_vec(args));
        crate::types::exception::fill_fields(&e);
        Exc(e)
    }
    /// Raises an exception of any class that derives from a built-in one and adds nothing to it.
    #[cold]
    pub fn of_class(class: &TypeRef, args: Vec<Value>) -> Exc {
        let e = Exception::new(class, Tuple::from_vec(args));
        crate::types::exception::fill_fields(&e);
        Exc(e)
    }
    /// The exception object.
    pub fn object(&self) -> &Obj<Exception> {
        &self.0
    }
    /// The exception object, owned.
    pub fn into_object(self) -> Obj<Exception> {
        self.0
    }
    /// The exception as a value.
    pub fn into_value(self) -> Value {
        self.0.into_value()
    }
    /// Whether it is an instance of `kind`.
    #[inline]
    pub fn is(&self, kind: ExcKind) -> bool {
        kind.is_class_of(self.0.value())
    }
    /// A raised value, if it is an exception instance.
    pub fn from_value(v: Value) -> Result<Exc, Value> {
        v.into_obj::<Exception>().map(Exc)
    }
}

impl std::fmt::Debug for Exc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.0.header().class_ref().name();
        let args = self.0.args.borrow();
        let first =
            args.items().first().and_then(|v| v.downcast::<crate::object::Str>()).map(|s| s.to_lossy().into_owned());
        write!(f, "{name}({})", first.unwrap_or_default())
    }
}

macro_rules! exceptions {
    ($($name:ident : $base:ident [$($field:literal),*] $doc:literal)*) => {
        /// The built-in exception classes.
        #[allow(missing_docs, reason = "they are Python's")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum ExcKind { BaseException, $($name),* }

        impl ExcKind {
            /// All classes, bases before derived ones: class, base, fields, doc.
            pub(crate) const ALL: &[(ExcKind, &str, ExcKind, &[&str], &str)] = &[
                (ExcKind::BaseException, "BaseException", ExcKind::BaseException, &[], "Common base class for all exceptions"),
                $((ExcKind::$name, stringify!($name), ExcKind::$base, &[$($field),*], $doc)),*
            ];
        }
    };
}

exceptions! {
    Exception: BaseException [] "Common base class for all non-exit exceptions."
    BaseExceptionGroup: BaseException ["message", "exceptions"] "A combination of multiple unrelated exceptions."
    ExceptionGroup: BaseExceptionGroup ["message", "exceptions"] ""
    GeneratorExit: BaseException [] "Request that a generator exit."
    KeyboardInterrupt: BaseException [] "Program interrupted by user."
    SystemExit: BaseException ["code"] "Request to exit from the interpreter."
    ArithmeticError: Exception [] "Base class for arithmetic errors."
    FloatingPointError: ArithmeticError [] "Floating point operation failed."
    OverflowError: ArithmeticError [] "Result too large to be represented."
    ZeroDivisionError: ArithmeticError [] "Second argument to a division or modulo operation was zero."
    AssertionError: Exception [] "Assertion failed."
    AttributeError: Exception ["name", "obj"] "Attribute not found."
    BufferError: Exception [] "Buffer error."
    EOFError: Exception [] "Read beyond end of file."
    ImportError: Exception ["msg", "name", "path"] "Import can't find module, or can't find name in module."
    ModuleNotFoundError: ImportError ["msg", "name", "path"] "Module not found."
    LookupError: Exception [] "Base class for lookup errors."
    IndexError: LookupError [] "Sequence index out of range."
    KeyError: LookupError [] "Mapping key not found."
    MemoryError: Exception [] "Out of memory."
    NameError: Exception ["name"] "Name not found globally."
    UnboundLocalError: NameError ["name"] "Local name referenced but not bound to a value."
    OSError: Exception ["errno", "strerror", "filename", "filename2", "characters_written"] "Base class for I/O related errors."
    BlockingIOError: OSError ["errno", "strerror", "filename", "filename2", "characters_written"] "I/O operation would block."
    ChildProcessError: OSError ["errno", "strerror", "filename", "filename2"] "Child process error."
    ConnectionError: OSError ["errno", "strerror", "filename", "filename2"] "Connection error."
    BrokenPipeError: ConnectionError ["errno", "strerror", "filename", "filename2"] "Broken pipe."
    ConnectionAbortedError: ConnectionError ["errno", "strerror", "filename", "filename2"] "Connection aborted."
    ConnectionRefusedError: ConnectionError ["errno", "strerror", "filename", "filename2"] "Connection refused."
    ConnectionResetError: ConnectionError ["errno", "strerror", "filename", "filename2"] "Connection reset."
    FileExistsError: OSError ["errno", "strerror", "filename", "filename2"] "File already exists."
    FileNotFoundError: OSError ["errno", "strerror", "filename", "filename2"] "File not found."
    InterruptedError: OSError ["errno", "strerror", "filename", "filename2"] "Interrupted by signal."
    IsADirectoryError: OSError ["errno", "strerror", "filename", "filename2"] "Operation doesn't work on directories."
    NotADirectoryError: OSError ["errno", "strerror", "filename", "filename2"] "Operation only works on directories."
    PermissionError: OSError ["errno", "strerror", "filename", "filename2"] "Not enough permissions."
    ProcessLookupError: OSError ["errno", "strerror", "filename", "filename2"] "Process not found."
    TimeoutError: OSError ["errno", "strerror", "filename", "filename2"] "Timeout expired."
    ReferenceError: Exception [] "Weak ref proxy used after referent went away."
    RuntimeError: Exception [] "Unspecified run-time error."
    NotImplementedError: RuntimeError [] "Method or function hasn't been implemented yet."
    RecursionError: RuntimeError [] "Recursion limit exceeded."
    StopAsyncIteration: Exception [] "Signal the end from iterator.__anext__()."
    StopIteration: Exception ["value"] "Signal the end from iterator.__next__()."
    SyntaxError: Exception ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"] "Invalid syntax."
    IndentationError: SyntaxError ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"] "Improper indentation."
    TabError: IndentationError ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"] "Improper mixture of spaces and tabs."
    SystemError: Exception [] "Internal error in the Pausa interpreter."
    TypeError: Exception [] "Inappropriate argument type."
    ValueError: Exception [] "Inappropriate argument value (of correct type)."
    UnicodeError: ValueError [] "Unicode related error."
    UnicodeDecodeError: UnicodeError ["encoding", "object", "start", "end", "reason"] "Unicode decoding error."
    UnicodeEncodeError: UnicodeError ["encoding", "object", "start", "end", "reason"] "Unicode encoding error."
    UnicodeTranslateError: UnicodeError ["encoding", "object", "start", "end", "reason"] "Unicode translation error."
    Warning: Exception [] "Base class for warning categories."
    BytesWarning: Warning [] "Base class for warnings about bytes and buffer related problems."
    DeprecationWarning: Warning [] "Base class for warnings about deprecated features."
    EncodingWarning: Warning [] "Base class for warnings about encodings."
    FutureWarning: Warning [] "Base class for warnings about constructs that will change semantically in the future."
    ImportWarning: Warning [] "Base class for warnings about probable mistakes in module imports"
    PendingDeprecationWarning: Warning [] "Base class for warnings about features which will be deprecated in the future."
    ResourceWarning: Warning [] "Base class for warnings about resource usage."
    RuntimeWarning: Warning [] "Base class for warnings about dubious runtime behavior."
    SyntaxWarning: Warning [] "Base class for warnings about dubious syntax."
    UnicodeWarning: Warning [] "Base class for warnings about Unicode related problems, mostly related to conversion problems."
    UserWarning: Warning [] "Base class for warnings generated by user code."
}

thread_local! {
    static CLASSES: RefCell<Vec<TypeRef>> = const { RefCell::new(Vec::new()) };
}

/// Notes the classes, in the order of `ExcKind::ALL`, when the built-in types are made.
pub(crate) fn register(classes: Vec<TypeRef>) {
    CLASSES.set(classes);
}

impl ExcKind {
    /// The class.
    pub fn class(self) -> TypeRef {
        CLASSES.with_borrow(|c| c[self as usize].clone())
    }
    /// Whether an object is an instance of the class.
    #[inline]
    pub fn is_class_of(self, v: &Value) -> bool {
        let Some(class) = v.header().map(|h| h.class_ref()) else { return false };
        // Of these there are no built-in subclasses.
        let is_leaf = matches!(self, ExcKind::GeneratorExit | ExcKind::StopIteration | ExcKind::StopAsyncIteration);
        if is_leaf && !class.is_heap_type() {
            return class.exception.get() == self;
        }
        CLASSES.with_borrow(|c| class.is_subtype_of(&c[self as usize]))
    }
}

macro_rules! shorthands {
    ($($(#[$doc:meta])* $name:ident = $kind:ident)*) => {
        $(
            $(#[$doc])*
            #[cold]
            pub fn $name(message: impl Into<String>) -> Exc {
                Exc::msg(ExcKind::$kind, message)
            }
        )*
    };
}

shorthands! {
    /// `TypeError`
    type_error = TypeError
    /// `ValueError`
    value_error = ValueError
    /// `IndexError`
    index_error = IndexError
    /// `OverflowError`
    overflow_error = OverflowError
    /// `ZeroDivisionError`
    zero_division = ZeroDivisionError
    /// `RuntimeError`
    runtime_error = RuntimeError
    /// `SystemError`: something that only broken bytecode or a bug of ours can cause
    system_error = SystemError
    /// `RecursionError`
    recursion_error = RecursionError
    /// `LookupError`
    lookup_error = LookupError
    /// `BufferError`
    buffer_error = BufferError
    /// `NotImplementedError`
    not_implemented_error = NotImplementedError
}

/// `KeyError(key)`
#[cold]
pub fn key_error(key: Value) -> Exc {
    Exc::with_args(ExcKind::KeyError, vec![key])
}

/// `MemoryError()`
#[cold]
pub fn memory_error() -> Exc {
    Exc::with_args(ExcKind::MemoryError, Vec::new())
}

/// `StopIteration(value)`, without argument for None.
#[inline(never)]
pub fn stop_iteration(value: Value) -> Exc {
    let nothing = value.is_none() || value.is_unbound();
    let args = if nothing { Tuple::empty() } else { Tuple::from_array([value.clone()]) };
    let field = if nothing { Value::NONE } else { value };
    CLASSES.with_borrow(|c| Exc(Exception::with_field(&c[ExcKind::StopIteration as usize], args, field)))
}

/// `AttributeError` for an object without attribute `name`.
#[cold]
pub fn attribute_error(obj: &Value, name: &Value, message: String) -> Exc {
    let e = Exc::msg(ExcKind::AttributeError, message);
    e.object().set_field(0, name.clone());
    e.object().set_field(1, obj.clone());
    e
}

/// `NameError` or `UnboundLocalError` for a name.
#[cold]
pub fn name_error(kind: ExcKind, name: Value, message: String) -> Exc {
    let e = Exc::msg(kind, message);
    e.object().set_field(0, name);
    e
}

impl From<crate::number::Error> for Exc {
    #[cold]
    fn from(e: crate::number::Error) -> Exc {
        use crate::number::ErrorKind;
        let kind = match e.kind {
            ErrorKind::TypeError => ExcKind::TypeError,
            ErrorKind::ValueError => ExcKind::ValueError,
            ErrorKind::OverflowError => ExcKind::OverflowError,
            ErrorKind::ZeroDivisionError => ExcKind::ZeroDivisionError,
            ErrorKind::MemoryError => return memory_error(),
        };
        match e.errno {
            Some(errno) => Exc::with_args(kind, vec![errno.into(), (&*e.message).into()]),
            None => Exc::msg(kind, e.message),
        }
    }
}
