//! Operations without an opcode of their own: rare, or made of several calls of user code.
//!
//! `Instr::Intrinsic` names one by number; the VM has for each a native function or a prelude function.

macro_rules! intrinsics {
    ($( $(#[$doc:meta])* $name:ident ( $args:literal ) )*) => {
        /// An intrinsic operation.
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Intrinsic { $( $(#[$doc])* $name, )* }

        impl Intrinsic {
            /// All of them, by number.
            pub const ALL: &[Intrinsic] = &[ $( Intrinsic::$name, )* ];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $( Intrinsic::$name => stringify!($name), )* }
            }

            /// How many arguments it takes.
            pub fn arity(self) -> usize {
                match self { $( Intrinsic::$name => $args, )* }
            }
        }
    };
}

intrinsics! {
    /// (function, name, bases tuple, keywords dict or None) -> class: the `class` statement.
    BuildClass(4)
    /// () -> None: gives the namespace an `__annotations__` dict if it has none.
    SetupAnnotations(0)
    /// (value) -> None: shows the value of an expression statement in interactive mode.
    PrintExpr(1)
    /// () -> the class AssertionError.
    AssertionError(0)
    /// (subject) -> bool: may a sequence pattern match it?
    MatchSequence(1)
    /// (subject) -> bool: may a mapping pattern match it?
    MatchMapping(1)
    /// (subject) -> its length as int, for sequence and mapping patterns.
    MatchLen(1)
    /// (subject, keys tuple) -> tuple of values, or None if a key is missing.
    MatchKeys(2)
    /// (subject, class, number of positional patterns, tuple of keyword names) -> tuple of attribute values, or
    /// None if it does not match.
    MatchClass(4)
    /// (subject, keys tuple) -> dict of the other items: `**rest` in a mapping pattern.
    MatchRest(2)
    /// (exception or None, class or tuple) -> (matching group or None, rest or None): `except*`. None, which is left
    /// when everything has been matched, gives (None, None).
    ExceptStarMatch(2)
    /// (original exception, list of raised and unmatched exceptions) -> exception to raise, or None: the end of
    /// `try`/`except*`.
    ExceptStarEnd(2)
    /// (list) -> tuple: the positional arguments gathered for CallEx.
    ListToTuple(1)
}
