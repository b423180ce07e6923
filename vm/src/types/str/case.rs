//! The case of a str, and what its characters are.

use crate::exc::R;
use crate::native::this;
use crate::object::Str;
use crate::text::{Text, case, classify};
use crate::value::Value;
use crate::vm::Vm;

macro_rules! cases {
    ($($name:ident)*) => {
        $(pub(super) fn $name(_: &mut Vm, a: &[Value]) -> R {
            let mut out = Vec::new();
            case::$name(this::<Str>(a)?.text(), &mut out);
            Ok(Str::from_wtf8(&out).into())
        })*
    };
}
cases! { upper lower casefold swapcase capitalize title }

macro_rules! questions {
    ($($name:ident $ask:ident)*) => {
        $(pub(super) fn $name(_: &mut Vm, a: &[Value]) -> R {
            Ok(classify::$ask(this::<Str>(a)?.text()).into())
        })*

        /// The same questions without a call.
        pub(super) mod known {
            use super::{Str, Value, classify};
            $(pub(in crate::types::str) fn $name(v: &Value) -> Option<Value> {
                Some(classify::$ask(v.exact::<Str>()?.text()).into())
            })*
        }
    };
}
questions! {
    isalpha is_alpha
    isalnum is_alnum
    isdecimal is_decimal
    isdigit is_digit
    isnumeric is_numeric
    isspace is_space
    isprintable is_printable
    isidentifier is_identifier
    islower is_lower
    isupper is_upper
    istitle is_title
}

pub(super) fn isascii(_: &mut Vm, a: &[Value]) -> R {
    let text: Text = this::<Str>(a)?.text();
    Ok(text.is_ascii().into())
}
