//! `BaseException` and what the built-in exception classes add to it.

use crate::exc::{ExcKind, R, type_error, value_error};
use crate::heap::{self, Obj, Payload};
use crate::native::{Def, Next, TypeSpec, class_arg, getter, pure, setter, tail, this};
use crate::object::*;
use crate::types::method::prelude;
use crate::types::{class_name, class_of};
use crate::value::Value;
use crate::vm::Vm;

/// `BaseException`
pub static SPEC: TypeSpec = TypeSpec {
    name: "BaseException",
    module: "builtins",
    layout: Exception::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::DICT,
    doc: "Common base class for all exceptions",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, *args, **kwargs)", init, "Initialize self."),
        tail("__repr__(self, /)", repr, "Return repr(self)."),
        tail("__str__(self, /)", str, "Return str(self)."),
        tail("__reduce__(self, /)", reduce, "Helper for pickle."),
        tail("__setstate__(self, state, /)", setstate, "Restore attributes."),
        pure("with_traceback(self, tb, /)", with_traceback, "Set self.__traceback__ to tb and return self."),
        tail("add_note(self, note, /)", add_note, "Add a note to the exception"),
        getter("args(self, /)", args, ""),
        setter("args(self, value: list, /)", set_args),
        getter("__traceback__(self, /)", traceback, ""),
        setter("__traceback__(self, value, /)", set_traceback),
        getter("__cause__(self, /)", cause, "exception cause"),
        setter("__cause__(self, value, /)", set_cause),
        getter("__context__(self, /)", context, "exception context"),
        setter("__context__(self, value, /)", set_context),
        getter("__suppress_context__(self, /)", suppress, ""),
        setter("__suppress_context__(self, value, /)", set_suppress),
        getter("__dict__(self, /)", dict, ""),
        setter("__dict__(self, value, /)", set_dict),
    ],
};

/// What a built-in exception class has besides its fields.
pub(super) fn own_defs(kind: ExcKind) -> &'static [Def] {
    macro_rules! text {
        ($function:literal) => {{
            static TEXT: &[Def] =
                &[tail("__str__(self, /)", |vm, a| prelude(vm, $function, [a[0].clone()]), "Return str(self).")];
            TEXT
        }};
    }
    match kind {
        ExcKind::BaseExceptionGroup => GROUP,
        ExcKind::KeyError => text!("key_error_str"),
        ExcKind::ImportError => IMPORT_ERROR,
        ExcKind::OSError => OS_ERROR,
        ExcKind::SyntaxError => text!("syntax_error_str"),
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError | ExcKind::UnicodeTranslateError => {
            text!("unicode_error_str")
        }
        _ => &[],
    }
}

static IMPORT_ERROR: &[Def] = &[
    tail("__str__(self, /)", |vm, a| prelude(vm, "import_error_str", [a[0].clone()]), "Return str(self)."),
    tail("__reduce__(self, /)", |vm, a| prelude(vm, "import_error_reduce", [a[0].clone()]), "Helper for pickle."),
];

static OS_ERROR: &[Def] = &[
    pure("__init__(self, *args, **kwargs)", os_error_init, "Initialize self."),
    tail("__str__(self, /)", |vm, a| prelude(vm, "os_error_str", [a[0].clone()]), "Return str(self)."),
    tail("__reduce__(self, /)", |vm, a| prelude(vm, "os_error_reduce", [a[0].clone()]), "Helper for pickle."),
];

/// What exception groups can do besides.
static GROUP: &[Def] = &[
    tail("__str__(self, /)", |vm, a| prelude(vm, "exception_group_str", [a[0].clone()]), "Return str(self)."),
    tail("derive(self, excs, /)", derive, "Make a group of the same kind with other exceptions."),
    tail(
        "split(self, condition, /)",
        |vm, a| group_call(vm, a, "group_split"),
        "Split into the exceptions that match and those that do not.",
    ),
    tail(
        "subgroup(self, condition, /)",
        |vm, a| group_call(vm, a, "group_subgroup"),
        "The exceptions that match, in a group of the same shape.",
    ),
    pure("__class_getitem__(cls, item, /)", |_, a| crate::types::alias::make(&a[0], &a[1]), "See PEP 585")
        .class_method(),
];

fn derive(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let e = this::<Exception>(args)?;
    let _ = vm;
    let class = ExcKind::BaseExceptionGroup.class();
    Ok(Next::call(class.into_value(), [e.field(0), args[1].clone()]))
}

fn group_call(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Next> {
    let f = vm.prelude(name)?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

/// Whether `kind` is `base` or derived from it.
fn derives(kind: ExcKind, base: ExcKind) -> bool {
    let mut k = kind;
    loop {
        if k == base {
            return true;
        }
        let parent = ExcKind::ALL[k as usize].2;
        if parent == k {
            return false;
        }
        k = parent;
    }
}

/// Sets the declared fields of an exception from its arguments.
pub(crate) fn fill_fields(e: &Obj<Exception>) {
    let class = class_of(e.value());
    let kind = class.exception.get();
    let args = e.args.borrow().clone();
    let args = args.items();
    let arg = |i: usize| args.get(i).cloned().unwrap_or(Value::NONE);
    match kind {
        ExcKind::StopIteration => e.set_field(0, arg(0)),
        ExcKind::SystemExit => e.set_field(
            0,
            match args.len() {
                0 => Value::NONE,
                1 => arg(0),
                _ => Tuple::from_slice(args).into(),
            },
        ),
        k if derives(k, ExcKind::ImportError) => {
            e.set_field(0, if args.len() == 1 { arg(0) } else { Value::NONE });
        }
        k if derives(k, ExcKind::OSError) && (2..=5).contains(&args.len()) => {
            e.set_field(0, arg(0));
            e.set_field(1, arg(1));
            if args.len() >= 3 && k == ExcKind::BlockingIOError && args[2].is_int() {
                e.set_field(4, arg(2));
            } else if args.len() >= 3 {
                e.set_field(2, arg(2));
                if args.len() >= 5 {
                    e.set_field(3, arg(4));
                }
                let shown = Tuple::from_slice(&args[..2]);
                drop(e.args.replace(shown));
            }
        }
        k if derives(k, ExcKind::SyntaxError) => {
            e.set_field(0, arg(0));
            if let Some(place) =
                args.get(1).filter(|_| args.len() == 2).and_then(|v| crate::ops::iterate::collect(v).ok().flatten())
            {
                for (i, v) in place.iter().take(6).enumerate() {
                    e.set_field(i + 1, v.clone());
                }
            }
        }
        k if derives(k, ExcKind::UnicodeError) && k != ExcKind::UnicodeError => {
            let fields = if k == ExcKind::UnicodeTranslateError { 1 } else { 0 };
            for (i, v) in args.iter().enumerate() {
                let v = match v.downcast::<ByteArray>() {
                    Some(bytes) => Bytes::new(&bytes.bytes()).into(),
                    None => v.clone(),
                };
                e.set_field(i + fields, v);
            }
        }
        k if derives(k, ExcKind::BaseExceptionGroup) => {
            e.set_field(0, arg(0));
            e.set_field(
                1,
                Tuple::from_vec(crate::ops::iterate::collect(&arg(1)).ok().flatten().unwrap_or_default()).into(),
            );
        }
        _ => {}
    }
}

/// Adds the descriptors of a class's own fields.
pub(crate) fn add_fields(t: &TypeRef, kind: ExcKind) {
    let base = ExcKind::ALL[kind as usize].2;
    let inherited = ExcKind::ALL[base as usize].3;
    for (i, name) in t.field_names.iter().enumerate() {
        if inherited.contains(name) {
            continue;
        }
        let name = intern(name.as_bytes());
        let member =
            Member { kind: MemberKind::Field(i as u32), owner: t.clone(), name: name.clone(), doc: Value::NONE };
        t.dict.insert_interned(&name, heap::new(member).into());
    }
    if base == ExcKind::OSError || kind == ExcKind::OSError {
        t.flags.set(t.flags.get() | TypeFlags::DICT);
    }
}

fn arguments(args: &[Value]) -> Obj<Tuple> {
    args[1].cast::<Tuple>().unwrap_or_else(Tuple::empty)
}

/// The subclass of OSError for an error number.
pub fn os_error_class(errno: i64) -> ExcKind {
    match errno {
        11 | 114 | 115 => ExcKind::BlockingIOError,
        10 => ExcKind::ChildProcessError,
        32 | 108 => ExcKind::BrokenPipeError,
        103 => ExcKind::ConnectionAbortedError,
        111 => ExcKind::ConnectionRefusedError,
        104 => ExcKind::ConnectionResetError,
        17 => ExcKind::FileExistsError,
        2 => ExcKind::FileNotFoundError,
        4 => ExcKind::InterruptedError,
        21 => ExcKind::IsADirectoryError,
        20 => ExcKind::NotADirectoryError,
        1 | 13 => ExcKind::PermissionError,
        3 => ExcKind::ProcessLookupError,
        110 => ExcKind::TimeoutError,
        _ => ExcKind::OSError,
    }
}

/// Whether a call of the class does no more than keep its positional arguments: built-in `__new__` and `__init__`, and no fields that
/// depend on more.
pub(crate) fn keeps_arguments(vm: &Vm, t: &Type) -> bool {
    let is_own = |name: &Obj<Str>| {
        let found = t.lookup(name.value());
        let def = found.as_ref().and_then(|f| f.downcast::<NativeFunction>()).map(|f| f.def);
        def.is_some_and(|def| SPEC.defs.iter().any(|d| std::ptr::eq(d, def)))
    };
    let kind = t.exception.get();
    let special = [ExcKind::OSError, ExcKind::BaseExceptionGroup, ExcKind::UnicodeError, ExcKind::SyntaxError];
    t.layout.kind == heap::Kind::Exception
        && !special.iter().any(|s| derives(kind, *s))
        && is_own(&vm.names.__new__)
        && is_own(&vm.names.__init__)
}

/// An exception of a class that keeps its arguments.
pub(crate) fn make(t: &TypeRef, args: Obj<Tuple>) -> Value {
    let e = Exception::new(t, args);
    if !t.field_names.is_empty() {
        fill_fields(&e);
    }
    e.into()
}

fn new(_: &mut Vm, args: &[Value]) -> R {
    let mut cls = class_arg(args)?;
    let list = arguments(args);
    if cls.is(&ExcKind::OSError.class())
        && list.len() >= 2
        && let Some(n) = list.items()[0].as_i64()
    {
        cls = os_error_class(n).class();
    }
    let kind = cls.exception.get();
    if derives(kind, ExcKind::BaseExceptionGroup) {
        return group(&cls, list).map(Value::from);
    }
    if initializes(&cls, kind) {
        return Ok(Exception::new(&cls, Tuple::empty()).into());
    }
    if derives(kind, ExcKind::OSError) && args[2].cast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error(format!("{}() takes no keyword arguments", cls.name())));
    }
    let e = Exception::new(&cls, list);
    fill_fields(&e);
    Ok(e.into())
}

/// Whether a class takes its arguments in `__init__`, which may pass others on: an OSError of the program's with an `__init__` of its
/// own. All other OSErrors take them in `__new__`, and their `__init__` does nothing.
fn initializes(class: &TypeRef, kind: ExcKind) -> bool {
    if !class.is_heap_type() || !derives(kind, ExcKind::OSError) {
        return false;
    }
    let base = ExcKind::OSError.class();
    let same = |name: &[u8]| {
        let name = crate::object::intern(name);
        match (class.lookup(name.value()), base.lookup(name.value())) {
            (Some(a), Some(b)) => a.is(&b),
            _ => false,
        }
    };
    !same(b"__init__") && same(b"__new__")
}

fn os_error_init(vm: &mut Vm, args: &[Value]) -> R {
    let class = class_of(&args[0]);
    if initializes(&class, class.exception.get()) { init(vm, args) } else { Ok(Value::NONE) }
}

/// Checks the arguments of an exception group and picks the class.
fn group(cls: &TypeRef, list: Obj<Tuple>) -> R<Obj<Exception>> {
    let [message, members] = list.items() else {
        return Err(type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            list.len()
        )));
    };
    if !message.is_a::<Str>() {
        return Err(type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            class_name(message)
        )));
    }
    let items = match members.header().map(|h| h.kind()) {
        Some(heap::Kind::List | heap::Kind::Tuple) => crate::ops::iterate::collect(members)?.unwrap_or_default(),
        Some(heap::Kind::Str | heap::Kind::Bytes | heap::Kind::ByteArray | heap::Kind::Range) => {
            crate::ops::iterate::collect(members)?.unwrap_or_default()
        }
        _ => {
            return Err(type_error("second argument (exceptions) must be a sequence"));
        }
    };
    if items.is_empty() {
        return Err(value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut all_plain = true;
    let plain = ExcKind::Exception.class();
    for (i, v) in items.iter().enumerate() {
        if !v.is_a::<Exception>() {
            return Err(value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
        }
        all_plain &= class_of(v).is_subtype_of(&plain);
    }
    let mut cls = cls.clone();
    if cls.is(&ExcKind::BaseExceptionGroup.class()) {
        if all_plain {
            cls = ExcKind::ExceptionGroup.class();
        }
    } else if cls.is(&ExcKind::ExceptionGroup.class()) {
        if !all_plain {
            return Err(type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
    } else if !all_plain && cls.is_subtype_of(&plain) {
        return Err(type_error(format!("Cannot nest BaseExceptions in '{}'", cls.name())));
    }
    let e = Exception::new(&cls, list.clone());
    e.set_field(0, message.clone());
    e.set_field(1, Tuple::from_vec(items).into());
    Ok(e)
}

fn init(vm: &mut Vm, args: &[Value]) -> R {
    let e = args[0].cast::<Exception>().ok_or_else(|| type_error("exception expected"))?;
    let class = class_of(&args[0]);
    let kind = class.exception.get();
    let list = arguments(args);
    let keywords = args[2].cast::<Dict>();
    if derives(kind, ExcKind::ImportError) {
        for i in 0..3 {
            e.set_field(i, Value::NONE);
        }
    }
    let no_keywords = keywords.as_ref().is_none_or(|d| d.is_empty());
    let allowed: &[(&str, usize)] = match kind {
        k if derives(k, ExcKind::ImportError) => &[("name", 1), ("path", 2)],
        k if derives(k, ExcKind::NameError) => &[("name", 0)],
        ExcKind::AttributeError => &[("name", 0), ("obj", 1)],
        _ => &[],
    };
    if !no_keywords && let Some(d) = keywords {
        for (k, v) in d.pairs() {
            let name = k.downcast::<Str>().map(|s| s.to_lossy().into_owned()).unwrap_or_default();
            match allowed.iter().find(|(n, _)| *n == name) {
                Some((_, i)) => e.set_field(*i, v),
                None if allowed.is_empty() => {
                    return Err(type_error(format!("{}() takes no keyword arguments", class.name())));
                }
                None => {
                    return Err(type_error(format!("'{name}' is an invalid keyword argument for {}()", class.name())));
                }
            }
        }
    }
    if derives(kind, ExcKind::BaseExceptionGroup) {
        return Ok(Value::NONE);
    }
    let _ = vm;
    unicode_arguments(kind, &list)?;
    if derives(kind, ExcKind::SyntaxError) && list.len() == 2 {
        syntax_arguments(&list.items()[1])?;
    }
    drop(e.args.replace(list));
    fill_fields(&e);
    Ok(Value::NONE)
}

/// The second argument of a SyntaxError says where.
fn syntax_arguments(place: &Value) -> R<()> {
    let Some(items) = crate::ops::iterate::collect(place)? else {
        return Err(type_error(format!("'{}' object is not iterable", class_name(place))));
    };
    match items.len() {
        4 | 6 => Ok(()),
        5 => Err(type_error("end_offset must be provided when end_lineno is provided")),
        n if n < 4 => Err(type_error(format!("function takes at least 4 arguments ({n} given)"))),
        n => Err(type_error(format!("function takes at most 6 arguments ({n} given)"))),
    }
}

/// The Unicode errors insist on their arguments.
fn unicode_arguments(kind: ExcKind, list: &Tuple) -> R<()> {
    let wanted = match kind {
        ExcKind::UnicodeDecodeError | ExcKind::UnicodeEncodeError => 5,
        ExcKind::UnicodeTranslateError => 4,
        _ => return Ok(()),
    };
    if list.len() != wanted {
        return Err(type_error(format!("function takes exactly {wanted} arguments ({} given)", list.len())));
    }
    let first = wanted - 4;
    let items = list.items();
    let text = |i: usize| -> R<()> {
        if items[i].is_a::<Str>() {
            Ok(())
        } else {
            Err(type_error(format!("argument {} must be str, not {}", i + 1, class_name(&items[i]))))
        }
    };
    if first == 1 {
        text(0)?;
    }
    if kind == ExcKind::UnicodeDecodeError {
        if !items[first].is_a::<Bytes>() && !items[first].is_a::<ByteArray>() {
            return Err(type_error(format!("a bytes-like object is required, not '{}'", class_name(&items[first]))));
        }
    } else {
        text(first)?;
    }
    for i in [first + 1, first + 2] {
        if !items[i].is_int() {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(&items[i]))));
        }
    }
    text(first + 3)
}

fn repr(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let e = this::<Exception>(args)?;
    let list: Value = e.args.borrow().clone().into();
    let f = vm.prelude("exception_repr")?;
    Ok(Next::call(f, [class_name(&args[0]).into(), list]))
}

fn str(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let list = this::<Exception>(args)?.args.borrow().clone();
    match list.items() {
        [] => Ok(Next::Value("".into())),
        [one] => prelude(vm, "str_of", [one.clone()]),
        _ => prelude(vm, "str_of", [list.into_value()]),
    }
}

fn reduce(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let f = vm.prelude("exception_reduce")?;
    Ok(Next::call(f, [args[0].clone()]))
}

fn setstate(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if args[1].is_none() {
        return Ok(Next::Value(Value::NONE));
    }
    if !args[1].is_a::<Dict>() {
        return Err(type_error("state is not a dictionary"));
    }
    let f = vm.prelude("exception_setstate")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

fn with_traceback(vm: &mut Vm, args: &[Value]) -> R {
    set_traceback(vm, args)?;
    Ok(args[0].clone())
}

fn add_note(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if !args[1].is_a::<Str>() {
        return Err(type_error(format!("note must be a str, not '{}'", class_name(&args[1]))));
    }
    let f = vm.prelude("add_note")?;
    Ok(Next::call(f, [args[0].clone(), args[1].clone()]))
}

/// Whether a member descriptor gives access to `args`.
pub(crate) fn is_args(m: &Member) -> bool {
    m.name.bytes() == b"args" && m.owner.is(&ExcKind::BaseException.class())
}

fn args(_: &mut Vm, args: &[Value]) -> R {
    Ok(this::<Exception>(args)?.args.borrow().clone().into())
}

fn set_args(_: &mut Vm, args: &[Value]) -> R {
    let e = this::<Exception>(args)?;
    if args[1].is_unbound() {
        return Err(type_error("args may not be deleted"));
    }
    match crate::ops::iterate::collect(&args[1])? {
        Some(items) => {
            drop(e.args.replace(Tuple::from_vec(items)));
            Ok(Value::NONE)
        }
        None if !crate::ops::convert::is_iterable(&args[1]) => {
            Err(type_error(format!("'{}' object is not iterable", class_name(&args[1]))))
        }
        None => Err(type_error("args must be set to a built-in iterable")),
    }
}

fn traceback(_: &mut Vm, args: &[Value]) -> R {
    Ok(this::<Exception>(args)?.traceback.borrow().clone())
}

fn set_traceback(_: &mut Vm, args: &[Value]) -> R {
    let e = this::<Exception>(args)?;
    if args[1].is_unbound() {
        return Err(type_error("__traceback__ may not be deleted"));
    }
    if !args[1].is_none() && !args[1].is_a::<Traceback>() {
        return Err(type_error("__traceback__ must be a traceback or None"));
    }
    drop(e.traceback.replace(args[1].clone()));
    Ok(Value::NONE)
}

fn link(args: &[Value], name: &str, what: &str) -> R<Value> {
    if args[1].is_unbound() {
        return Err(type_error(format!("{name} may not be deleted")));
    }
    if !args[1].is_none() && !args[1].is_a::<Exception>() {
        return Err(type_error(format!("exception {what} must be None or derive from BaseException")));
    }
    Ok(args[1].clone())
}

fn cause(_: &mut Vm, args: &[Value]) -> R {
    Ok(this::<Exception>(args)?.cause.borrow().clone())
}

fn set_cause(_: &mut Vm, args: &[Value]) -> R {
    let e = this::<Exception>(args)?;
    drop(e.cause.replace(link(args, "__cause__", "cause")?));
    e.suppress_context.set(true);
    Ok(Value::NONE)
}

fn context(_: &mut Vm, args: &[Value]) -> R {
    Ok(this::<Exception>(args)?.context.borrow().clone())
}

fn set_context(_: &mut Vm, args: &[Value]) -> R {
    let e = this::<Exception>(args)?;
    drop(e.context.replace(link(args, "__context__", "context")?));
    Ok(Value::NONE)
}

fn suppress(_: &mut Vm, args: &[Value]) -> R {
    Ok(Value::bool(this::<Exception>(args)?.suppress_context.get()))
}

fn set_suppress(_: &mut Vm, args: &[Value]) -> R {
    if !args[1].is_bool() {
        return Err(type_error("attribute value type must be bool"));
    }
    this::<Exception>(args)?.suppress_context.set(args[1].is_true());
    Ok(Value::NONE)
}

fn dict(_: &mut Vm, args: &[Value]) -> R {
    crate::ops::attr::instance_dict(&args[0]).ok_or_else(|| type_error("this exception has no __dict__"))
}

fn set_dict(_: &mut Vm, args: &[Value]) -> R {
    match (args[1].cast::<Dict>(), args[0].header().and_then(|h| h.instance())) {
        (Some(d), Some(inst)) => {
            inst.become_dict(d);
            Ok(Value::NONE)
        }
        _ => Err(type_error(format!("__dict__ must be set to a dictionary, not a '{}'", class_name(&args[1])))),
    }
}
