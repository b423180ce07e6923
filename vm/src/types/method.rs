//! What the methods of several built-in types have in common.

use std::cell::OnceCell;
use std::mem::ManuallyDrop;

use crate::exc::{R, type_error};
use crate::native::{Next, TypeSpec};
use crate::object::{NativeFunction, TypeFlags, TypeRef};
use crate::ops::compare::CompareOp;
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

/// A call of a prelude function in the method's place.
pub fn prelude(vm: &mut Vm, name: &'static str, args: impl IntoIterator<Item = Value>) -> R<Next> {
    Ok(Next::call(vm.prelude(name)?, args))
}

/// Whether a class has an `__init__` in Python, for which the keyword arguments of a call may be.
pub fn has_own_init(vm: &Vm, class: &TypeRef) -> bool {
    class.is_heap_type() && class.lookup(vm.names.__init__.value()).is_some_and(|f| !f.is_a::<NativeFunction>())
}

/// A call of a prelude function with the method's own arguments; absent ones are passed as None.
pub fn prelude_with(vm: &mut Vm, name: &'static str, args: &[Value]) -> R<Next> {
    prelude(vm, name, args.iter().map(|v| v.given().cloned().unwrap_or(Value::NONE)))
}

/// The outcome of a native attempt, or else a call of the prelude function that does the same in general.
pub fn or_prelude(vm: &mut Vm, outcome: Option<Value>, name: &'static str, args: &[Value]) -> R<Next> {
    match outcome {
        Some(v) => Ok(Next::Value(v)),
        None => prelude_with(vm, name, args),
    }
}

/// The outcome of a comparison, or else a call of the prelude function that compares in general; that one is given the operator's
/// symbol as well.
pub fn compared(vm: &mut Vm, outcome: Option<bool>, op: CompareOp, name: &'static str, args: &[Value]) -> R<Next> {
    match outcome {
        Some(b) => Ok(Next::Value(Value::bool(b))),
        None => prelude(vm, name, [args[0].clone(), args[1].clone(), op.symbol().into()]),
    }
}

/// The six comparing methods of a type, as rows of its table.
#[macro_export]
macro_rules! comparing_methods {
    ($compare:path; $($op:ident $sig:literal $doc:literal),* $(,)?) => {
        [$($crate::native::tail($sig, |vm, a| $compare(vm, a, $crate::ops::compare::CompareOp::$op), $doc)),*]
    };
}

/// The TypeError for a constructor's class that is not derived from the constructor's own type.
pub fn check_class(class: &TypeRef, base: &TypeRef) -> R<()> {
    if class.is(base) || class.is_subtype_of(base) {
        return Ok(());
    }
    let (class, base) = (class.name(), base.name());
    Err(type_error(format!("{base}.__new__({class}): {class} is not a subtype of {base}")))
}

/// The TypeError for a receiver without what the method needs.
pub fn not_a(what: &str, v: &Value) -> crate::exc::Exc {
    type_error(format!("expected a {what}, not '{}'", class_name(v)))
}

/// Whether a class made by a program may do things its own way.
pub fn is_customized(v: &Value, flags: u32) -> bool {
    v.header().is_some_and(|h| h.class_ref().any(flags & !TypeFlags::HEAP))
}

/// A built-in type that has no kind of its own, remembered where it is needed often.
pub struct TypeCell {
    spec: &'static TypeSpec,
    // The built-in types live as long as the thread, so nothing is to be released.
    cell: OnceCell<ManuallyDrop<TypeRef>>,
}

impl TypeCell {
    /// The type that this declaration makes.
    pub const fn new(spec: &'static TypeSpec) -> TypeCell {
        TypeCell { spec, cell: OnceCell::new() }
    }

    /// Calls `f` with the type.
    #[inline]
    pub fn with<T>(&self, f: impl FnOnce(&TypeRef) -> T) -> T {
        f(self.cell.get_or_init(|| {
            let t = crate::types::built_in(self.spec.name);
            ManuallyDrop::new(t.unwrap_or_else(|| crate::types::of_kind(crate::heap::Kind::Instance)))
        }))
    }
}
