//! The flags of a pattern, with the values that `re` gives them.

use std::ops::{BitAnd, BitOr, BitOrAssign, Not};

/// A set of flags. Bits without a name are kept, as `re.compile` keeps them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(pub u32);

impl Flags {
    /// `re.T`, which does nothing.
    pub const TEMPLATE: Flags = Flags(1);
    /// `re.I`
    pub const IGNORECASE: Flags = Flags(2);
    /// `re.L`
    pub const LOCALE: Flags = Flags(4);
    /// `re.M`
    pub const MULTILINE: Flags = Flags(8);
    /// `re.S`
    pub const DOTALL: Flags = Flags(16);
    /// `re.U`
    pub const UNICODE: Flags = Flags(32);
    /// `re.X`
    pub const VERBOSE: Flags = Flags(64);
    /// `re.DEBUG`
    pub const DEBUG: Flags = Flags(128);
    /// `re.A`
    pub const ASCII: Flags = Flags(256);

    /// The three of which a pattern, or a part of it, has at most one.
    pub(super) const TYPE: Flags = Flags(4 | 32 | 256);
    /// Those that cannot be set for a part of a pattern.
    pub(super) const GLOBAL: Flags = Flags(1 | 128);

    /// The flag that a letter in `(?...)` stands for.
    pub(super) fn from_letter(letter: u32) -> Option<Flags> {
        Some(match char::from_u32(letter)? {
            'i' => Flags::IGNORECASE,
            'L' => Flags::LOCALE,
            'm' => Flags::MULTILINE,
            's' => Flags::DOTALL,
            'x' => Flags::VERBOSE,
            'a' => Flags::ASCII,
            't' => Flags::TEMPLATE,
            'u' => Flags::UNICODE,
            _ => return None,
        })
    }

    /// Whether any of `other` is set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags inside `(?add-remove:...)`.
    pub(super) fn scoped(self, add: Flags, remove: Flags) -> Flags {
        let outer = if add.has(Flags::TYPE) { self & !Flags::TYPE } else { self };
        (outer | add) & !remove
    }
}

impl BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

impl BitAnd for Flags {
    type Output = Flags;
    fn bitand(self, other: Flags) -> Flags {
        Flags(self.0 & other.0)
    }
}

impl Not for Flags {
    type Output = Flags;
    fn not(self) -> Flags {
        Flags(!self.0)
    }
}
