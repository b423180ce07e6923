//! A safe view of a value for cold code.

use num_bigint::BigInt;

use super::Value;
use crate::heap::{Header, Kind};
use crate::object::*;

/// What a value is, by its built-in base: a subclass instance shows as its base.
pub enum Unpacked<'a> {
    /// No value.
    Unbound,
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `NotImplemented`
    NotImplemented,
    /// `...`
    Ellipsis,
    /// An int that fits inline.
    Int(i64),
    /// Another int.
    BigInt(&'a BigInt),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex(&'a Complex),
    /// A string.
    Str(&'a Str),
    /// Bytes.
    Bytes(&'a Bytes),
    /// A bytearray.
    ByteArray(&'a ByteArray),
    /// A tuple.
    Tuple(&'a Tuple),
    /// A list.
    List(&'a List),
    /// A dict.
    Dict(&'a Dict),
    /// A set.
    Set(&'a Set),
    /// A frozenset.
    FrozenSet(&'a FrozenSet),
    /// A slice.
    Slice(&'a Slice),
    /// A range.
    Range(&'a Range),
    /// A class.
    Type(&'a Type),
    /// Any other object.
    Object(&'a Header),
}

impl Value {
    /// What this value is.
    pub fn unpack(&self) -> Unpacked<'_> {
        if let Some(i) = self.as_small_int() {
            return Unpacked::Int(i);
        }
        if self.is_inline_float() {
            return Unpacked::Float(self.inline_float());
        }
        let Some(h) = self.header() else {
            return match () {
                () if self.is_none() => Unpacked::None,
                () if self.is_true() => Unpacked::Bool(true),
                () if self.is_false() => Unpacked::Bool(false),
                () if self.is_not_implemented() => Unpacked::NotImplemented,
                () if self.is_unbound() => Unpacked::Unbound,
                () => Unpacked::Ellipsis,
            };
        };
        macro_rules! view {
            ($kind:ident) => {
                match self.downcast::<$kind>() {
                    Some(p) => Unpacked::$kind(p),
                    None => Unpacked::Object(h),
                }
            };
        }
        match h.kind() {
            Kind::Int => match self.downcast::<Int>() {
                Some(i) => Unpacked::BigInt(&i.0),
                None => Unpacked::Object(h),
            },
            Kind::Float => match self.downcast::<Float>() {
                Some(f) => Unpacked::Float(f.0),
                None => Unpacked::Object(h),
            },
            Kind::Complex => view!(Complex),
            Kind::Str => view!(Str),
            Kind::Bytes => view!(Bytes),
            Kind::ByteArray => view!(ByteArray),
            Kind::Tuple => view!(Tuple),
            Kind::List => view!(List),
            Kind::Dict => view!(Dict),
            Kind::Set => view!(Set),
            Kind::FrozenSet => view!(FrozenSet),
            Kind::Slice => view!(Slice),
            Kind::Range => view!(Range),
            Kind::Type => view!(Type),
            _ => Unpacked::Object(h),
        }
    }
}
