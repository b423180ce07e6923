//! Statements and patterns as nodes. The parser bounds how deep they are, so that going over them may recurse.

use pausa_grammar::ast::*;
use pausa_grammar::span::Span;
use pausa_vm::Value;
use pausa_vm::object::List;

use super::nodes::{Class, Maker, name};

impl Maker<'_> {
    /// The whole tree.
    pub(super) fn tree(&self, tree: &Tree) -> Value {
        match tree {
            Tree::Module(body) => self.bare(Class::Module, [self.body(body), List::new().into()]),
            Tree::Interactive(body) => self.bare(Class::Interactive, [self.body(body)]),
            Tree::Expression(e) => self.bare(Class::Expression, [self.expr(e)]),
        }
    }

    fn body(&self, body: &[Stmt]) -> Value {
        self.list(body, |s| self.stmt(s))
    }

    fn stores(&self, e: &Expr) -> Value {
        self.expr_as(e, Class::Store)
    }

    fn stmt(&self, s: &Stmt) -> Value {
        let span = s.span;
        match &s.kind {
            StmtKind::FunctionDef(node) => {
                let class = if node.is_async { Class::AsyncFunctionDef } else { Class::FunctionDef };
                let fields = [
                    name(&node.name.name),
                    self.arguments(&node.params),
                    self.body(&node.body),
                    self.all(&node.decorators),
                    self.optional(node.returns.as_deref()),
                    Value::NONE,
                ];
                self.node(class, fields, span)
            }
            StmtKind::ClassDef(node) => {
                let fields = [
                    name(&node.name.name),
                    self.all(&node.bases),
                    self.keywords(&node.keywords),
                    self.body(&node.body),
                    self.all(&node.decorators),
                ];
                self.node(Class::ClassDef, fields, span)
            }
            StmtKind::Return(value) => self.node(Class::Return, [self.optional(value.as_deref())], span),
            StmtKind::Delete(targets) => {
                let targets = self.list(targets, |e| self.expr_as(e, Class::Del));
                self.node(Class::Delete, [targets], span)
            }
            StmtKind::Assign { targets, value } => {
                let targets = self.list(targets, |e| self.stores(e));
                self.node(Class::Assign, [targets, self.expr(value), Value::NONE], span)
            }
            StmtKind::AugAssign { target, op, value } => {
                self.node(Class::AugAssign, [self.stores(target), self.operator(*op), self.expr(value)], span)
            }
            StmtKind::AnnAssign(node) => {
                let fields = [
                    self.stores(&node.target),
                    self.expr(&node.annotation),
                    self.optional(node.value.as_ref()),
                    i64::from(node.simple).into(),
                ];
                self.node(Class::AnnAssign, fields, span)
            }
            StmtKind::For(node) => {
                let class = if node.is_async { Class::AsyncFor } else { Class::For };
                let fields = [
                    self.stores(&node.target),
                    self.expr(&node.iter),
                    self.body(&node.body),
                    self.body(&node.orelse),
                    Value::NONE,
                ];
                self.node(class, fields, span)
            }
            StmtKind::While(node) => {
                let fields = [self.expr(&node.test), self.body(&node.body), self.body(&node.orelse)];
                self.node(Class::While, fields, span)
            }
            StmtKind::If(node) => self.branches(node, span),
            StmtKind::With(node) => {
                let class = if node.is_async { Class::AsyncWith } else { Class::With };
                let items = self.list(&node.items, |item| {
                    let target = self.maybe(item.target.as_ref(), |e| self.stores(e));
                    self.bare(Class::withitem, [self.expr(&item.context), target])
                });
                self.node(class, [items, self.body(&node.body), Value::NONE], span)
            }
            StmtKind::Match(node) => {
                let cases = self.list(&node.cases, |case| {
                    let guard = self.optional(case.guard.as_ref());
                    self.bare(Class::match_case, [self.pattern(&case.pattern), guard, self.body(&case.body)])
                });
                self.node(Class::Match, [self.expr(&node.subject), cases], span)
            }
            StmtKind::Raise { exc, cause } => {
                let fields = [self.optional(exc.as_deref()), self.optional(cause.as_deref())];
                self.node(Class::Raise, fields, span)
            }
            StmtKind::Try(node) => {
                let class = if node.is_star { Class::TryStar } else { Class::Try };
                let handlers = self.list(&node.handlers, |handler| {
                    let target = self.maybe(handler.name.as_ref(), |n| name(&n.name));
                    let fields = [self.optional(handler.kind.as_ref()), target, self.body(&handler.body)];
                    self.node(Class::ExceptHandler, fields, handler.span)
                });
                let fields = [self.body(&node.body), handlers, self.body(&node.orelse), self.body(&node.finalbody)];
                self.node(class, fields, span)
            }
            StmtKind::Assert { test, msg } => {
                self.node(Class::Assert, [self.expr(test), self.optional(msg.as_deref())], span)
            }
            StmtKind::Import(names) => self.node(Class::Import, [self.aliases(names)], span),
            StmtKind::ImportFrom(node) => {
                let module = self.maybe(node.module.as_ref(), |n| name(n));
                self.node(Class::ImportFrom, [module, self.aliases(&node.names), node.level.into()], span)
            }
            StmtKind::Global(names) => self.node(Class::Global, [self.names(names)], span),
            StmtKind::Nonlocal(names) => self.node(Class::Nonlocal, [self.names(names)], span),
            StmtKind::Expr(value) => self.node(Class::Expr, [self.expr(value)], span),
            StmtKind::Pass => self.node(Class::Pass, [], span),
            StmtKind::Break => self.node(Class::Break, [], span),
            StmtKind::Continue => self.node(Class::Continue, [], span),
        }
    }

    /// Each `elif` is an `If` of its own in the `else` of the one before: they are made from the last one.
    fn branches(&self, node: &If, span: Span) -> Value {
        let mut orelse = self.body(&node.orelse);
        for (i, branch) in node.branches.iter().enumerate().rev() {
            let place = if i == 0 { span } else { branch.span };
            let made = self.node(Class::If, [self.expr(&branch.test), self.body(&branch.body), orelse], place);
            if i == 0 {
                return made;
            }
            orelse = List::from_vec(vec![made]).into();
        }
        // There is at least one branch.
        Value::NONE
    }

    fn aliases(&self, aliases: &[Alias]) -> Value {
        self.list(aliases, |alias| {
            let asname = self.maybe(alias.asname.as_ref(), |n| name(n));
            self.node(Class::alias, [name(&alias.name), asname], alias.span)
        })
    }

    fn names(&self, names: &[Ident]) -> Value {
        self.list(names, |ident| name(&ident.name))
    }

    fn pattern(&self, p: &Pattern) -> Value {
        let span = p.span;
        let patterns = |list: &[Pattern]| self.list(list, |p| self.pattern(p));
        match &p.kind {
            PatternKind::Value(e) => self.node(Class::MatchValue, [self.expr(e)], span),
            PatternKind::Singleton(value) => {
                let value = match value {
                    Singleton::None => Value::NONE,
                    Singleton::True => Value::TRUE,
                    Singleton::False => Value::FALSE,
                };
                self.node(Class::MatchSingleton, [value], span)
            }
            PatternKind::Sequence(list) => self.node(Class::MatchSequence, [patterns(list)], span),
            PatternKind::Mapping(node) => {
                let keys = self.list(&node.entries, |(key, _)| self.expr(key));
                let values = self.list(&node.entries, |(_, value)| self.pattern(value));
                let rest = self.maybe(node.rest.as_ref(), |n| name(n));
                self.node(Class::MatchMapping, [keys, values, rest], span)
            }
            PatternKind::Class(node) => {
                let names = self.list(&node.keywords, |keyword| name(&keyword.name.name));
                let values = self.list(&node.keywords, |keyword| self.pattern(&keyword.pattern));
                self.node(Class::MatchClass, [self.expr(&node.cls), patterns(&node.args), names, values], span)
            }
            PatternKind::Star(target) => self.node(Class::MatchStar, [self.maybe(target.as_ref(), |n| name(n))], span),
            PatternKind::Wildcard => self.node(Class::MatchAs, [Value::NONE, Value::NONE], span),
            PatternKind::Capture(target) => self.node(Class::MatchAs, [Value::NONE, name(target)], span),
            PatternKind::As { pattern, name: target } => {
                self.node(Class::MatchAs, [self.pattern(pattern), name(target)], span)
            }
            PatternKind::Or(list) => self.node(Class::MatchOr, [patterns(list)], span),
        }
    }
}
