//! Native functions: how they are declared, and how arguments reach them.
//!
//! A native function is one row of a table: its signature as text, its Rust function, its documentation.
//!
//! ```ignore
//! pure("insert(self, index: index, object, /)", insert, "Insert object before index."),
//! ```
//!
//! The signature is the single source for argument binding, error messages and `__text_signature__`. A parameter may name a
//! *conversion* after a colon. If it needs user code, the call machinery runs that (in the prelude) before the function, so that
//! the function itself never does:
//!
//! | conversion | the function receives |
//! |---|---|
//! | `index` | an int (`__index__` is called) |
//! | `count` | an int that fits into a word, or None (`__index__` is called) |
//! | `float` | a float or int (`__float__`, then `__index__`) |
//! | `list` | a list or tuple with the items of any iterable |
//! | `iter` | the iterator of any iterable |
//! | `bool` | True or False |
//! | `str` | a str (`str(x)`) |
//! | `path` | a str or bytes (`os.fspath`) |
//! | `file` | the same; an error names the function and the parameter |
//! | `file_or_fd` | a str, bytes or int |
//! | `slice` | an int or None: a bound of a slice |
//! | `place` | an int: a bound of a search in a sequence |
//!
//! The Rust function gets one value for each parameter, `Value::UNBOUND` where an optional one is absent; `*args` is a tuple and
//! `**kwargs` a dict. Order: positional, keyword-only, `*args`, `**kwargs`.
//!
//! There are two shapes. A *pure* function returns a value. A *tail* function returns what is to be done next
//! ([`Next`]): a value, a call to make in its place, a generator to resume, a greenlet to switch to, something to wait for.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::exc::{Exc, R};
use crate::heap::{Layout, Obj};
use crate::object::{Code, Dict, TypeRef};
use crate::value::Value;
use crate::vm::Vm;

/// Arguments for a call.
pub type Args = SmallVec<[Value; 4]>;

/// A pure native function.
pub type PureFn = fn(&mut Vm, &[Value]) -> R;
/// A native function that may end in a call.
pub type TailFn = fn(&mut Vm, &[Value]) -> R<Next>;

/// What a function of one argument does for those of the usual types: without errors and without user code. None: it has to be called.
pub type UnaryFn = fn(&Value) -> Option<Value>;
/// The same for a function of two arguments.
pub type BinaryFn = fn(&Value, &Value) -> Option<Value>;

/// What a tail function wants done; its own work is over.
pub enum Next {
    /// Nothing: this is the result.
    Value(Value),
    /// Call this in its place.
    Call {
        /// Anything callable.
        callee: Value,
        /// Positional arguments.
        args: Args,
        /// Keyword arguments.
        kwargs: Option<Obj<Dict>>,
    },
    /// Run code as a module or class body, or for `exec` and `eval`; the result is what the code returns.
    Exec {
        /// The code, which is not OPTIMIZED.
        code: Obj<Code>,
        /// `globals()`
        globals: Obj<Dict>,
        /// The namespace.
        locals: Value,
        /// The closure, or `UNBOUND`.
        closure: Value,
    },
    /// Send a value into a generator or coroutine; the result is what it yields.
    Send {
        /// The generator.
        generator: Value,
        /// What its `yield` returns.
        value: Value,
    },
    /// Raise an exception inside a generator or coroutine.
    Throw {
        /// The generator.
        generator: Value,
        /// The exception.
        exception: Exc,
    },
    /// Close a generator or coroutine.
    Close {
        /// The generator.
        generator: Value,
    },
    /// Switch to another greenlet.
    Switch {
        /// The greenlet.
        target: Value,
        /// What its `switch()` returns, or its function's arguments, or an exception.
        what: crate::greenlet::Payload,
    },
    /// Run the event loop that is the first argument of the current frame, until it is stopped: then the result is False. The frame
    /// calls the same function again whenever the result is True.
    Loop,
    /// Let other threads run until there is something to go on with.
    Park(Box<crate::thread::Park>),
}

impl Next {
    /// A call with positional arguments.
    pub fn call(callee: Value, args: impl IntoIterator<Item = Value>) -> Next {
        Next::Call { callee, args: args.into_iter().collect(), kwargs: None }
    }
}

impl From<Value> for Next {
    fn from(v: Value) -> Next {
        Next::Value(v)
    }
}

/// A native function's Rust side.
#[derive(Clone, Copy)]
pub enum Imp {
    /// See [`PureFn`].
    Pure(PureFn),
    /// See [`TailFn`].
    Tail(TailFn),
}

/// How a definition becomes an attribute of its type or module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A method or a module's function.
    Plain,
    /// A class method: the first argument is the class.
    Class,
    /// A static method.
    Static,
    /// `__new__`: a static method whose first argument is the class.
    New,
    /// What a call of a built-in class itself does, in place of `__new__` and `__init__`: for types whose instances are made too
    /// often for two calls. Not seen by programs; the arguments are those of the call.
    Maker,
    /// A read-only attribute.
    Getter,
    /// The writing half of the getter of the same name, which stands before it.
    Setter,
}

/// What the loop does itself in place of calling the function, where nothing is unusual (`interp::direct`).
#[derive(Clone, Copy, Debug)]
pub enum Direct {
    /// Nothing: it calls the function.
    None,
    /// Resume a generator.
    Next,
    /// Send into a generator or coroutine.
    Send,
    /// Raise in a generator or coroutine.
    Throw,
    /// Switch to a greenlet.
    Switch,
    /// Append to a list.
    Append,
    /// Go over a generator.
    Fold(&'static Fold),
    /// Call this, with one argument or as a method with none.
    Unary(UnaryFn),
    /// Call this, with two arguments or as a method with one.
    Binary(BinaryFn),
}

/// What a function of one iterable makes of the items of a generator, one after the other.
#[derive(Debug)]
pub struct Fold {
    /// What there is before the first one.
    pub start: fn() -> Value,
    /// Adds an item to what there is so far. False: that takes user code, or the rest is not needed.
    pub step: fn(&mut Value, &Value) -> bool,
    /// The function of the prelude that goes on then: it gets the generator, what there is so far, and the item.
    pub more: &'static str,
}

/// A native function's declaration.
pub struct Def {
    /// The signature.
    pub sig: Signature,
    /// The Rust function.
    pub imp: Imp,
    /// What it becomes.
    pub role: Role,
    /// The documentation, without the signature.
    pub doc: &'static str,
    /// Whether errors about the number of arguments are worded as for functions that parse a tuple of them.
    pub parse_tuple: bool,
    /// What the loop does in its place.
    pub direct: Direct,
    /// What is called in its place if all arguments are positional: it gets them as they are, without padding or a tuple.
    pub positional: Option<TailFn>,
}

impl Def {
    /// The name.
    pub fn name(&self) -> &'static str {
        self.sig.name()
    }
}

/// A pure function or method.
pub const fn pure(sig: &'static str, f: PureFn, doc: &'static str) -> Def {
    Def {
        sig: Signature::parse(sig),
        imp: Imp::Pure(f),
        role: Role::Plain,
        doc,
        parse_tuple: false,
        direct: Direct::None,
        positional: None,
    }
}
/// A function or method that may end in a call.
pub const fn tail(sig: &'static str, f: TailFn, doc: &'static str) -> Def {
    Def {
        sig: Signature::parse(sig),
        imp: Imp::Tail(f),
        role: Role::Plain,
        doc,
        parse_tuple: false,
        direct: Direct::None,
        positional: None,
    }
}
/// A read-only attribute.
pub const fn getter(sig: &'static str, f: PureFn, doc: &'static str) -> Def {
    Def {
        sig: Signature::parse(sig),
        imp: Imp::Pure(f),
        role: Role::Getter,
        doc,
        parse_tuple: false,
        direct: Direct::None,
        positional: None,
    }
}
/// A read-only attribute whose value may be the result of a call.
pub const fn tail_getter(sig: &'static str, f: TailFn, doc: &'static str) -> Def {
    Def {
        sig: Signature::parse(sig),
        imp: Imp::Tail(f),
        role: Role::Getter,
        doc,
        parse_tuple: false,
        direct: Direct::None,
        positional: None,
    }
}
/// The setter that belongs to the getter before it: `(self, value)`, value `UNBOUND` to delete.
pub const fn setter(sig: &'static str, f: PureFn) -> Def {
    Def {
        sig: Signature::parse(sig),
        imp: Imp::Pure(f),
        role: Role::Setter,
        doc: "",
        parse_tuple: false,
        direct: Direct::None,
        positional: None,
    }
}
impl Def {
    /// This definition with errors about the number of arguments as `find() takes at least 1 argument (0 given)`, which CPython
    /// has for functions whose arguments are parsed as a tuple.
    pub const fn parse_tuple(mut self) -> Def {
        self.parse_tuple = true;
        self
    }
    /// This definition as one whose usual case the loop handles itself.
    pub const fn direct(mut self, direct: Direct) -> Def {
        self.direct = direct;
        self
    }
    /// This definition with a function for calls whose arguments are all positional.
    pub const fn positional(mut self, f: TailFn) -> Def {
        self.positional = Some(f);
        self
    }
    /// This definition as a class method.
    pub const fn class_method(mut self) -> Def {
        self.role = Role::Class;
        self
    }
    /// This definition as a static method.
    pub const fn static_method(mut self) -> Def {
        self.role = Role::Static;
        self
    }
    /// This definition as `__new__`.
    pub const fn constructor(mut self) -> Def {
        self.role = Role::New;
        self
    }
    /// This definition as what a call of the very class does in place of `__new__` and `__init__`.
    pub const fn maker(mut self) -> Def {
        self.role = Role::Maker;
        self
    }
    /// This definition as a read-only attribute, which may end in a call.
    pub const fn as_getter(mut self) -> Def {
        self.role = Role::Getter;
        self
    }
}

/// A conversion of an argument; see the module's documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "described in the module's table")]
pub enum Convert {
    None,
    Index,
    Count,
    Float,
    List,
    Iter,
    Bool,
    Str,
    Path,
    File,
    FileOrFd,
    Slice,
    Place,
}

/// How many conversions a signature keeps ready.
const READY: usize = 6;

/// The conversion that starts at `b[i]`, told by its first letters; `Convert::parse` has the whole words.
const fn convert_at(b: &[u8], mut i: usize) -> Convert {
    while b[i] == b' ' {
        i += 1;
    }
    match (b[i], b[i + 1]) {
        (b'i', b'n') => Convert::Index,
        (b'c', _) => Convert::Count,
        (b'i', b't') => Convert::Iter,
        (b'f', b'l') => Convert::Float,
        (b'f', b'i') if b[i + 4] == b'_' => Convert::FileOrFd,
        (b'f', b'i') => Convert::File,
        (b'l', _) => Convert::List,
        (b'b', _) => Convert::Bool,
        (b's', b't') => Convert::Str,
        (b's', b'l') => Convert::Slice,
        (b'p', b'l') => Convert::Place,
        (b'p', _) => Convert::Path,
        _ => Convert::None,
    }
}

/// A parsed signature.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// `name(parameters)`
    pub text: &'static str,
    name_len: u16,
    /// Positional parameters, `self` included.
    pub positional: u8,
    /// Positional parameters without a default.
    pub required: u8,
    /// Positional-only parameters.
    pub posonly: u8,
    /// Keyword-only parameters.
    pub kwonly: u8,
    /// Whether there is a `*args`.
    pub varargs: bool,
    /// Whether there is a `**kwargs`.
    pub varkw: bool,
    /// Whether a parameter has a conversion.
    pub converts: bool,
    /// How many arguments the function receives as they are, if a call with that many positional ones needs nothing else; else -1.
    pub(crate) exact: i8,
    /// The conversions of the first named parameters, and whether None is a default that needs none.
    ready: [(Convert, bool); READY],
}

/// A parameter, as iterated by [`Signature::parameters`].
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its default as written, if it has one.
    pub default: Option<&'static str>,
    /// Its conversion.
    pub convert: Convert,
}

impl Signature {
    /// Parses `name(a, b: index, /, c=1, *args, d=2, **kw)`. Evaluated at compile time in the tables of definitions.
    pub const fn parse(text: &'static str) -> Signature {
        let b = text.as_bytes();
        let mut i = 0;
        while b[i] != b'(' {
            i += 1;
        }
        let mut s = Signature {
            text,
            name_len: i as u16,
            positional: 0,
            required: 0,
            posonly: 0,
            kwonly: 0,
            varargs: false,
            varkw: false,
            converts: false,
            exact: -1,
            ready: [(Convert::None, false); READY],
        };
        i += 1;
        let mut after_star = false;
        while b[i] != b')' {
            while b[i] == b' ' || b[i] == b',' {
                i += 1;
            }
            if b[i] == b')' {
                break;
            }
            if b[i] == b'/' {
                s.posonly = s.positional;
                i += 1;
                continue;
            }
            if b[i] == b'*' && b[i + 1] == b'*' {
                s.varkw = true;
                i += 2;
                while b[i] != b',' && b[i] != b')' {
                    i += 1;
                }
                continue;
            }
            if b[i] == b'*' {
                after_star = true;
                i += 1;
                if b[i] != b',' && b[i] != b')' {
                    s.varargs = true;
                }
                while b[i] != b',' && b[i] != b')' {
                    if b[i] == b':' {
                        s.converts = true;
                    }
                    i += 1;
                }
                continue;
            }
            let mut has_default = false;
            let mut depth = 0;
            let place = (s.positional + s.kwonly) as usize;
            while depth > 0 || (b[i] != b',' && b[i] != b')') {
                match b[i] {
                    b'=' => {
                        has_default = true;
                        if place < READY && b[i + 1] == b'N' {
                            s.ready[place].1 = true;
                        }
                    }
                    b':' => {
                        s.converts = true;
                        if place < READY {
                            s.ready[place].0 = convert_at(b, i + 1);
                        }
                    }
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    b'\'' => {
                        i += 1;
                        while b[i] != b'\'' {
                            i += 1;
                        }
                    }
                    _ => {}
                }
                i += 1;
            }
            if after_star {
                s.kwonly += 1;
            } else {
                s.positional += 1;
                if !has_default {
                    s.required = s.positional;
                }
            }
        }
        if !s.converts && !s.varargs && !s.varkw && s.kwonly == 0 {
            s.exact = s.positional as i8;
        }
        s
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        &self.text[..self.name_len as usize]
    }

    /// How many values the Rust function receives.
    pub fn slots(&self) -> usize {
        self.positional as usize + self.kwonly as usize + self.varargs as usize + self.varkw as usize
    }

    /// Whether a call with `n` positional arguments needs no more than padding.
    #[inline(always)]
    pub fn is_plain(&self, n: usize) -> bool {
        n <= self.positional as usize && n >= self.required as usize && self.kwonly == 0 && !self.varargs && !self.varkw
    }

    /// The conversions of all parameters in order, each with whether None is a default that needs none; None if there are more than
    /// are kept ready.
    #[inline]
    pub fn conversions(&self) -> Option<&[(Convert, bool)]> {
        self.ready.get(..self.slots())
    }

    /// The named parameters: positional, then keyword-only; then `*args` (whose conversion holds for each item) and
    /// `**kwargs` if there are any.
    pub fn parameters(&self) -> Rc<[Parameter]> {
        PARAMETERS
            .with_borrow_mut(|known| known.entry(self.text.as_ptr()).or_insert_with(|| self.parse_parameters()).clone())
    }

    fn parse_parameters(&self) -> Rc<[Parameter]> {
        let inner = &self.text[self.name_len as usize + 1..self.text.len() - 1];
        let mut named = Vec::new();
        let mut stars = Vec::new();
        for part in split_parameters(inner) {
            let part = part.trim();
            if part == "/" || part == "*" || part.is_empty() {
                continue;
            }
            let (left, default) = match part.split_once('=') {
                Some((l, d)) => (l.trim(), Some(d.trim())),
                None => (part, None),
            };
            let (name, convert) = match left.split_once(':') {
                Some((n, c)) => (n.trim(), Convert::parse(c.trim())),
                None => (left, Convert::None),
            };
            let star = name.starts_with('*');
            let p = Parameter { name: name.trim_start_matches('*'), default, convert };
            if star { stars.push(p) } else { named.push(p) }
        }
        named.extend(stars);
        named.into()
    }

    /// What `__text_signature__` says: None where an absent argument has no default that could be written down.
    pub fn shown(&self, of_module: bool) -> Value {
        let text = self.text_signature();
        if text.contains("<absent>") {
            return Value::NONE;
        }
        match (of_module, &text[1..]) {
            (false, _) => text.into(),
            (true, ")") => "($module, /)".into(),
            // All may be given by name: the module is not one of them.
            (true, rest) if !rest.contains(" /") => format!("($module, /, {rest}").into(),
            (true, rest) => format!("($module, {rest}").into(),
        }
    }

    /// The signature as `inspect` wants it: `($self, index, object, /)`.
    pub fn text_signature(&self) -> String {
        let inner = &self.text[self.name_len as usize + 1..self.text.len() - 1];
        let parts: Vec<String> = split_parameters(inner)
            .iter()
            .map(|p| {
                let p = p.trim();
                let (left, default) = match p.split_once('=') {
                    Some((l, d)) => (l.trim(), Some(d.trim())),
                    None => (p, None),
                };
                let name = left.split(':').next().unwrap_or(left).trim();
                let name = if name == "self" || name == "cls" {
                    format!("${}", if name == "cls" { "type" } else { name })
                } else {
                    name.to_owned()
                };
                match default {
                    Some(d) => format!("{name}={d}"),
                    None => name,
                }
            })
            .collect();
        format!("({})", parts.join(", "))
    }
}

thread_local! {
    /// The parameters of signatures that have been asked for, by the signatures' texts, which are static.
    static PARAMETERS: RefCell<FxHashMap<*const u8, Rc<[Parameter]>>> = RefCell::new(FxHashMap::default());
}

fn split_parameters(inner: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut quoted, mut start) = (0, false, 0);
    for (i, c) in inner.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                out.push(&inner[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&inner[start..]);
    out
}

impl Convert {
    fn parse(text: &str) -> Convert {
        match text {
            "index" => Convert::Index,
            "count" => Convert::Count,
            "float" => Convert::Float,
            "list" => Convert::List,
            "iter" => Convert::Iter,
            "bool" => Convert::Bool,
            "str" => Convert::Str,
            "path" => Convert::Path,
            "file" => Convert::File,
            "file_or_fd" => Convert::FileOrFd,
            "slice" => Convert::Slice,
            "place" => Convert::Place,
            other => unreachable!("unknown conversion {other} in a native signature"),
        }
    }
}

/// A built-in type's declaration.
pub struct TypeSpec {
    /// `__name__`
    pub name: &'static str,
    /// `__module__`
    pub module: &'static str,
    /// How instances are laid out.
    pub layout: &'static Layout,
    /// `TypeFlags`: what applies besides IMMUTABLE.
    pub flags: u32,
    /// `__doc__`
    pub doc: &'static str,
    /// Methods and attributes.
    pub defs: &'static [Def],
}

/// A native module's declaration.
pub struct ModuleSpec {
    /// Its full name.
    pub name: &'static str,
    /// `__doc__`
    pub doc: &'static str,
    /// Functions.
    pub defs: &'static [Def],
    /// Adds what is not a function: constants and types.
    pub init: fn(&mut Vm, &Obj<crate::object::Module>) -> R<()>,
}

/// The receiver of a method as its payload.
pub fn this<T: crate::heap::Payload>(args: &[Value]) -> R<&T> {
    args.first()
        .and_then(Value::downcast::<T>)
        .ok_or_else(|| crate::exc::type_error("descriptor requires another type of object"))
}

/// The class argument of a constructor.
pub fn class_arg(args: &[Value]) -> R<TypeRef> {
    args.first()
        .and_then(Value::cast::<crate::object::Type>)
        .ok_or_else(|| crate::exc::type_error("__new__(X): X is not a type object"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_every_kind_of_parameter() {
        let s = Signature::parse("f(self, a: index, /, b=(1, 2), c=', ', *args: list, d=None, e, **kw)");
        assert_eq!(s.name(), "f");
        assert_eq!((s.positional, s.required, s.posonly, s.kwonly), (4, 2, 2, 2));
        assert!(s.varargs && s.varkw && s.converts);
        assert_eq!(s.slots(), 8);
        let p = s.parameters();
        assert_eq!(p.iter().map(|p| p.name).collect::<Vec<_>>(), ["self", "a", "b", "c", "d", "e", "args", "kw"]);
        assert_eq!(p[1].convert, Convert::Index);
        assert_eq!(p[2].default, Some("(1, 2)"));
        assert_eq!(s.text_signature(), "($self, a, /, b=(1, 2), c=', ', *args, d=None, e, **kw)");
    }
}
