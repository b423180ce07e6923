//! The classes of nodes, which Python code makes and registers, and how instances of them are made.

use std::rc::Rc;

use pausa_grammar::span::{LineIndex, Span};
use pausa_vm::exc::type_error;
use pausa_vm::heap;
use pausa_vm::heap::instance::Plain;
use pausa_vm::object::{Dict, List, Str, Tuple, Type, TypeRef, intern};
use pausa_vm::{Obj, R, Value};

macro_rules! classes {
    ($($name:ident)*) => {
        /// A class of nodes that trees consist of.
        #[allow(non_camel_case_types, clippy::enum_variant_names, reason = "the names are those that programs see")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class { $($name),* }

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

// The names are those of the abstract grammar, some of which begin with a small letter there.
classes! {
    Module Interactive Expression
    FunctionDef AsyncFunctionDef ClassDef Return Delete Assign AugAssign AnnAssign For AsyncFor While If With AsyncWith
    Match Raise Try TryStar Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue
    BoolOp NamedExpr BinOp UnaryOp Lambda IfExp Dict Set ListComp SetComp DictComp GeneratorExp Await Yield YieldFrom
    Compare Call FormattedValue JoinedStr Constant Attribute Subscript Starred Name List Tuple Slice
    Load Store Del And Or Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv
    Invert Not UAdd USub Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn
    comprehension ExceptHandler arguments arg keyword alias withitem match_case
    MatchValue MatchSingleton MatchSequence MatchMapping MatchClass MatchStar MatchAs MatchOr
}

/// What is known of a class.
struct Known {
    class: TypeRef,
    fields: Vec<Obj<Str>>,
    /// The instance that all trees share, of a class without fields: `Load`, `Add`.
    single: Value,
}

/// All classes, in the order of [`Class`].
pub(super) struct Classes {
    known: Vec<Known>,
    places: [Obj<Str>; 4],
}

impl Classes {
    /// The classes of a dict by name.
    pub(super) fn register(given: &Dict) -> R<Classes> {
        let mut known = Vec::new();
        for name in NAMES {
            let class = given.get_str(name).and_then(|v| v.cast::<Type>());
            let Some(class) = class else {
                return Err(type_error(format!("the class {name} of nodes is missing")));
            };
            let names = class.dict.get_str("_fields").and_then(|v| v.cast::<Tuple>());
            let fields: Vec<Obj<Str>> = match names {
                Some(names) => {
                    names.items().iter().filter_map(|v| v.cast::<Str>()).map(|s| Str::interned(&s)).collect()
                }
                None => Vec::new(),
            };
            let single = heap::new_with_type(&class, Plain).into();
            known.push(Known { class, fields, single });
        }
        let places = ["lineno", "col_offset", "end_lineno", "end_col_offset"].map(|name| intern(name.as_bytes()));
        Ok(Classes { known, places })
    }

    fn of(&self, class: Class) -> &Known {
        &self.known[class as usize]
    }
}

/// Makes the nodes of the tree of a text.
pub(super) struct Maker<'a> {
    pub(super) classes: Rc<Classes>,
    pub(super) text: &'a str,
    pub(super) lines: &'a LineIndex,
}

impl Maker<'_> {
    /// A node without a place.
    pub(super) fn bare<const N: usize>(&self, class: Class, fields: [Value; N]) -> Value {
        let known = self.classes.of(class);
        let node: Value = heap::new_with_type(&known.class, Plain).into();
        if let Some(instance) = node.header().and_then(|h| h.instance()) {
            for (name, v) in known.fields.iter().zip(fields) {
                instance.set(name, v);
            }
        }
        node
    }

    /// A node with its place.
    pub(super) fn node<const N: usize>(&self, class: Class, fields: [Value; N], span: Span) -> Value {
        let node = self.bare(class, fields);
        if let Some(instance) = node.header().and_then(|h| h.instance()) {
            let (line, column) = self.lines.line_column(span.start);
            let (end_line, end_column) = self.lines.line_column(span.end);
            for (name, n) in self.classes.places.iter().zip([line, column, end_line, end_column]) {
                instance.set(name, n.into());
            }
        }
        node
    }

    /// The shared instance of a class without fields.
    pub(super) fn single(&self, class: Class) -> Value {
        self.classes.of(class).single.clone()
    }

    /// A list of what is made of each item.
    pub(super) fn list<T>(&self, items: &[T], make: impl Fn(&T) -> Value) -> Value {
        List::from_vec(items.iter().map(make).collect()).into()
    }

    /// What is made of something that may be absent.
    pub(super) fn maybe<T>(&self, item: Option<&T>, make: impl Fn(&T) -> Value) -> Value {
        item.map_or(Value::NONE, make)
    }
}

/// An identifier.
pub(super) fn name(text: &str) -> Value {
    intern(text.as_bytes()).into()
}
