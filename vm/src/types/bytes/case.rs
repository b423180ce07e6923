//! The ASCII case of bytes, and what they are.

use super::like::{make_of, receiver};
use crate::exc::R;
use crate::text::{case, classify};
use crate::value::Value;
use crate::vm::Vm;

macro_rules! cases {
    ($($name:ident $change:ident)*) => {
        $(pub(crate) fn $name(_: &mut Vm, a: &[Value]) -> R {
            let mut out = Vec::new();
            case::$change(&receiver(a)?, &mut out);
            make_of(&a[0], out)
        })*
    };
}
cases! {
    upper bytes_upper
    lower bytes_lower
    swapcase bytes_swapcase
    capitalize bytes_capitalize
    title bytes_title
}

macro_rules! questions {
    ($($name:ident $ask:ident)*) => {
        $(pub(crate) fn $name(_: &mut Vm, a: &[Value]) -> R {
            Ok(classify::$ask(&receiver(a)?).into())
        })*
    };
}
questions! {
    isalpha bytes_is_alpha
    isalnum bytes_is_alnum
    isdigit bytes_is_digit
    isspace bytes_is_space
    islower bytes_is_lower
    isupper bytes_is_upper
    istitle bytes_is_title
}

pub(crate) fn isascii(_: &mut Vm, a: &[Value]) -> R {
    Ok(receiver(a)?.is_ascii().into())
}
