//! `NoneType`, `NotImplementedType`, `ellipsis`.

use crate::exc::{R, type_error};
use crate::heap::Payload;
use crate::heap::instance::Plain;
use crate::native::{Next, TypeSpec, pure, tail};
use crate::object::Dict;
use crate::object::Tuple;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! singleton {
    ($(#[$doc:meta])* $spec:ident $name:literal $value:ident $text:literal [$($def:expr),*]) => {
        $(#[$doc])*
        pub static $spec: TypeSpec = TypeSpec {
            name: $name,
            module: "builtins",
            layout: Plain::LAYOUT,
            flags: 0,
            doc: "",
            defs: &[
                pure(
                    "__new__(cls, *args, **kwargs)",
                    |_: &mut Vm, args: &[Value]| only($name, args, Value::$value),
                    "Create and return a new object.",
                )
                .constructor(),
                pure("__repr__(self, /)", |_: &mut Vm, _: &[Value]| Ok($text.into()), "Return repr(self)."),
                $($def),*
            ],
        };
    };
}

fn only(name: &str, args: &[Value], v: Value) -> R {
    let given = args[1].downcast::<Tuple>().is_some_and(|t| !t.is_empty());
    if given || args[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error(format!("{name} takes no arguments")));
    }
    Ok(v)
}

singleton! {
    /// `NoneType`
    NONE "NoneType" NONE "None" [pure("__bool__(self, /)", |_: &mut Vm, _: &[Value]| Ok(Value::FALSE), "True if self else False")]
}
singleton! {
    /// `NotImplementedType`
    NOT_IMPLEMENTED "NotImplementedType" NOT_IMPLEMENTED "NotImplemented" [
        tail(
            "__bool__(self, /)",
            |vm: &mut Vm, _: &[Value]| Ok(Next::call(vm.prelude("not_implemented_truth")?, [])),
            "True if self else False"
        ),
        pure("__reduce__(self, /)", |_: &mut Vm, _: &[Value]| Ok("NotImplemented".into()), "Helper for pickle.")
    ]
}
singleton! {
    /// `ellipsis`
    ELLIPSIS "ellipsis" ELLIPSIS "Ellipsis" [
        pure("__reduce__(self, /)", |_: &mut Vm, _: &[Value]| Ok("Ellipsis".into()), "Helper for pickle.")
    ]
}
