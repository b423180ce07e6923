//! Scopes: which variable a name means.
//!
//! [`analyze`] runs over the whole tree before any code is made, in two steps. `visit` collects for each
//! block the names that it mentions and how (bound, used, declared `global` ..), `resolve` decides from
//! that where each one lives. The rules and the errors are those of CPython's symbol table.
//!
//! Names are visited in the order in which the compiler will meet them, because that is the order of
//! local variables in `locals()` and `co_varnames`.

mod resolve;
mod visit;

pub(crate) use visit::first_part;

use pausa_grammar::ast::Tree;
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::Result;
use super::tables::QuickMap;

/// Number of a scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScopeId(pub(crate) u32);

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    /// Functions, lambdas and comprehensions.
    Function,
    /// An annotation that is kept as text: its names mean nothing, but some expressions are refused.
    Annotation,
}

/// The kinds of comprehension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In this block only.
    Local,
    /// In this block, and inner ones use it.
    Cell,
    /// In an enclosing function.
    Free,
    /// Among the globals, by declaration.
    GlobalExplicit,
    /// Among the globals, because nothing binds it.
    GlobalImplicit,
}

/// How a block mentions a name: bits of [`Symbol::flags`].
pub(crate) mod mention {
    /// Declared `global`.
    pub(crate) const GLOBAL: u16 = 1;
    /// Assigned.
    pub(crate) const LOCAL: u16 = 1 << 1;
    /// A parameter.
    pub(crate) const PARAM: u16 = 1 << 2;
    /// Declared `nonlocal`.
    pub(crate) const NONLOCAL: u16 = 1 << 3;
    /// Read.
    pub(crate) const USE: u16 = 1 << 4;
    /// Bound by an import.
    pub(crate) const IMPORT: u16 = 1 << 5;
    /// Annotated.
    pub(crate) const ANNOTATED: u16 = 1 << 6;
    /// A target of the comprehension.
    pub(crate) const ITERATION: u16 = 1 << 7;
    /// In a class: inner functions use a variable of this name from outside the class.
    pub(crate) const FREE_IN_CLASS: u16 = 1 << 8;
    /// Unbound by `del` or at the end of `except .. as`.
    pub(crate) const DELETED: u16 = 1 << 9;
    /// Bound in any way.
    pub(crate) const BOUND: u16 = LOCAL | PARAM | IMPORT;
}

/// A name in a block.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    /// The name, mangled.
    pub(crate) name: Name,
    /// How it is mentioned.
    pub(crate) flags: u16,
    /// Where it lives.
    pub(crate) place: Place,
}

/// A block.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) comprehension: Option<ComprehensionKind>,
    pub(crate) parent: Option<ScopeId>,
    /// Inside a function.
    pub(crate) nested: bool,
    /// Has a `yield`.
    pub(crate) generator: bool,
    /// Is `async def`, or has an `await` or `async for`.
    pub(crate) coroutine: bool,
    /// A class whose methods use `__class__`.
    pub(crate) needs_class_cell: bool,
    /// Binds a variable by `:=`, so that a local may change in the middle of an expression.
    pub(crate) has_walrus: bool,
    /// Its names, in the order of first mention; parameters first.
    pub(crate) symbols: Vec<Symbol>,
    numbers: QuickMap<Name, u32>,
    /// Where names are declared `global` or `nonlocal`.
    directives: Vec<(Name, Span)>,
    /// Within the target of a comprehension's `for`.
    in_iteration_target: bool,
    /// How many comprehension iterables are around.
    iterables: u32,
}

impl Scope {
    /// What is known of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Symbol> {
        self.numbers.get(name).map(|&number| &self.symbols[number as usize])
    }

    /// The number of a name among `symbols`.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).map(|&number| number as usize)
    }

    fn flags(&self, name: &str) -> u16 {
        self.get(name).map_or(0, |symbol| symbol.flags)
    }

    /// The symbol of a name, new or old.
    fn entry(&mut self, name: &Name) -> &mut Symbol {
        let number = match self.numbers.get(name) {
            Some(&number) => number,
            None => {
                let number = self.symbols.len() as u32;
                let symbol = Symbol { name: name.clone(), flags: 0, place: Place::GlobalImplicit };
                self.symbols.push(symbol);
                self.numbers.insert(name.clone(), number);
                number
            }
        };
        &mut self.symbols[number as usize]
    }

    /// The names with this property, sorted: the order of `co_cellvars` and `co_freevars`.
    fn sorted(&self, wanted: impl Fn(&Symbol) -> bool) -> Vec<Name> {
        let mut names: Vec<Name> = self.symbols.iter().filter(|s| wanted(s)).map(|s| s.name.clone()).collect();
        names.sort();
        names
    }

    /// Variables kept in cells, but for parameters.
    pub(crate) fn plain_cells(&self) -> Vec<Name> {
        self.sorted(|s| s.place == Place::Cell && s.flags & mention::PARAM == 0)
    }

    /// Variables of enclosing functions that this block or inner ones use.
    pub(crate) fn free(&self) -> Vec<Name> {
        self.sorted(|s| s.place == Place::Free || s.flags & mention::FREE_IN_CLASS != 0)
    }
}

/// All scopes of a tree.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    scopes: Vec<Scope>,
    by_node: QuickMap<usize, ScopeId>,
}

impl Scopes {
    /// The module's scope.
    pub(crate) const MODULE: ScopeId = ScopeId(0);

    pub(crate) fn get(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// The scope that a node (a function, lambda, class or comprehension) opens. The node must belong to
    /// the tree that was analysed.
    pub(crate) fn of<T>(&self, node: &T) -> ScopeId {
        self.by_node[&address(node)]
    }
}

/// Nodes that open a scope are boxed and do not move, so their address names them.
fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

/// Finds out what every name of the tree means.
pub(crate) fn analyze(tree: &Tree, text_annotations: bool) -> Result<Scopes> {
    let mut scopes = visit::visit(tree, text_annotations)?;
    resolve::resolve(&mut scopes)?;
    Ok(scopes)
}

/// `__name` in a class `C` means `_C__name`, so that subclasses do not clash.
pub(crate) fn mangle(class: Option<&Name>, name: &Name) -> Name {
    let Some(class) = class else {
        return name.clone();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() {
        return name.clone();
    }
    Name::new(&format!("_{class}{name}"))
}
