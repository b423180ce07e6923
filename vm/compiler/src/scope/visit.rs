//! The first step of scope analysis: collect what each block says about its names.

use pausa_grammar::ast::*;
use pausa_grammar::name::Name;
use pausa_grammar::span::Span;

use super::super::{Result, error};
use super::mention::*;
use super::{ComprehensionKind, Scope, ScopeId, ScopeKind, Scopes, address, mangle};
use crate::tables::QuickMap;

/// Collects the scopes of a tree.
pub(super) fn visit(tree: &Tree, text_annotations: bool) -> Result<Scopes> {
    let mut visitor = Visitor {
        scopes: Scopes::default(),
        current: Scopes::MODULE,
        stack: Vec::new(),
        class: None,
        text_annotations,
    };
    visitor.open(ScopeKind::Module);
    match tree {
        Tree::Module(body) | Tree::Interactive(body) => visitor.body(body)?,
        Tree::Expression(value) => visitor.expr(value)?,
    }
    Ok(visitor.scopes)
}

struct Visitor {
    scopes: Scopes,
    current: ScopeId,
    /// The scopes around the current one, outermost first.
    stack: Vec<ScopeId>,
    /// The innermost class, for mangling.
    class: Option<Name>,
    /// Annotations are kept as text.
    text_annotations: bool,
}

impl Visitor {
    fn scope(&mut self) -> &mut Scope {
        self.scopes.get_mut(self.current)
    }

    fn open(&mut self, kind: ScopeKind) {
        let id = ScopeId(self.scopes.scopes.len() as u32);
        let parent = (id != Scopes::MODULE).then_some(self.current);
        let outer = parent.map(|parent| self.scopes.get(parent));
        let scope = Scope {
            kind,
            comprehension: None,
            parent,
            nested: outer.is_some_and(|o| o.nested || o.kind == ScopeKind::Function),
            generator: false,
            coroutine: false,
            needs_class_cell: false,
            has_walrus: false,
            symbols: Vec::new(),
            numbers: QuickMap::default(),
            directives: Vec::new(),
            in_iteration_target: false,
            iterables: outer.map_or(0, |o| o.iterables),
        };
        self.scopes.scopes.push(scope);
        if parent.is_some() {
            self.stack.push(self.current);
        }
        self.current = id;
    }

    fn open_node<T>(&mut self, kind: ScopeKind, node: &T) {
        self.open(kind);
        self.scopes.by_node.insert(address(node), self.current);
    }

    fn close(&mut self) {
        if let Some(outer) = self.stack.pop() {
            self.current = outer;
        }
    }

    // ---- names ----

    fn add(&mut self, name: &Name, flag: u16, span: Span) -> Result {
        self.add_to(self.current, name, flag, span)
    }

    fn add_to(&mut self, scope: ScopeId, name: &Name, flag: u16, span: Span) -> Result {
        let name = mangle(self.class.as_ref(), name);
        let scope = self.scopes.get_mut(scope);
        let in_target = scope.in_iteration_target;
        let symbol = scope.entry(&name);
        if flag & symbol.flags & PARAM != 0 {
            return error(format!("duplicate argument '{name}' in function definition"), span);
        }
        symbol.flags |= flag;
        if in_target {
            if symbol.flags & (GLOBAL | NONLOCAL) != 0 {
                return error(
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'"),
                    span,
                );
            }
            symbol.flags |= ITERATION;
        }
        Ok(())
    }

    fn declare(&mut self, idents: &[Ident], flag: u16, stmt: Span) -> Result {
        for ident in idents {
            let name = mangle(self.class.as_ref(), &ident.name);
            let flags = self.scope().flags(&name);
            let word = if flag == GLOBAL { "global" } else { "nonlocal" };
            let problem = if flags & PARAM != 0 {
                Some(format!("name '{}' is parameter and {word}", ident.name))
            } else if flags & USE != 0 {
                Some(format!("name '{}' is used prior to {word} declaration", ident.name))
            } else if flags & ANNOTATED != 0 {
                Some(format!("annotated name '{}' can't be {word}", ident.name))
            } else if flags & LOCAL != 0 {
                Some(format!("name '{}' is assigned to before {word} declaration", ident.name))
            } else {
                None
            };
            if let Some(problem) = problem {
                return error(problem, stmt);
            }
            self.add(&ident.name, flag, stmt)?;
            self.scope().directives.push((name, stmt));
        }
        Ok(())
    }

    // ---- statements ----

    fn body(&mut self, body: &[Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def, stmt.span),
            StmtKind::ClassDef(def) => self.class(def, stmt.span),
            StmtKind::Return(value) => self.optional(value.as_deref()),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                targets.iter().try_for_each(|target| self.target(target))
            }
            StmtKind::AugAssign { target, value, .. } => {
                if let ExprKind::Name(name) = &target.kind {
                    // Read and written, but CPython counts it as written only.
                    self.add(name, LOCAL, target.span)?;
                } else {
                    self.target(target)?;
                }
                self.expr(value)
            }
            StmtKind::AnnAssign(assign) => self.annotated(assign, stmt.span),
            StmtKind::For(node) => {
                self.expr(&node.iter)?;
                self.target(&node.target)?;
                self.body(&node.body)?;
                self.body(&node.orelse)
            }
            StmtKind::While(node) => {
                self.expr(&node.test)?;
                self.body(&node.body)?;
                self.body(&node.orelse)
            }
            StmtKind::If(node) => {
                for branch in &node.branches {
                    self.expr(&branch.test)?;
                    self.body(&branch.body)?;
                }
                self.body(&node.orelse)
            }
            StmtKind::With(node) => {
                for item in &node.items {
                    self.expr(&item.context)?;
                    item.target.as_ref().map_or(Ok(()), |target| self.target(target))?;
                }
                self.body(&node.body)
            }
            StmtKind::Match(node) => {
                self.expr(&node.subject)?;
                for case in &node.cases {
                    self.pattern(&case.pattern)?;
                    self.optional(case.guard.as_ref())?;
                    self.body(&case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_deref())?;
                self.optional(cause.as_deref())
            }
            StmtKind::Try(node) => self.try_stmt(node),
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.optional(msg.as_deref())
            }
            StmtKind::Import(aliases) => aliases.iter().try_for_each(|alias| self.alias(alias)),
            StmtKind::ImportFrom(node) => node.names.iter().try_for_each(|alias| self.alias(alias)),
            StmtKind::Global(idents) => self.declare(idents, GLOBAL, stmt.span),
            StmtKind::Nonlocal(idents) => self.declare(idents, NONLOCAL, stmt.span),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn try_stmt(&mut self, node: &Try) -> Result {
        self.body(&node.body)?;
        self.body(&node.orelse)?;
        for handler in &node.handlers {
            self.optional(handler.kind.as_ref())?;
            if let Some(name) = &handler.name {
                self.add(&name.name, LOCAL | DELETED, handler.span)?;
            }
            self.body(&handler.body)?;
        }
        self.body(&node.finalbody)
    }

    fn alias(&mut self, alias: &Alias) -> Result {
        if alias.name == "*" {
            if self.scope().kind != ScopeKind::Module {
                return error("import * only allowed at module level", alias.span);
            }
            return Ok(());
        }
        match &alias.asname {
            Some(name) => self.add(name, IMPORT, alias.span),
            None => self.add(&first_part(&alias.name), IMPORT, alias.span),
        }
    }

    fn annotated(&mut self, node: &AnnAssign, stmt: Span) -> Result {
        self.optional(node.value.as_ref())?;
        if let ExprKind::Name(name) = &node.target.kind {
            let mangled = mangle(self.class.as_ref(), name);
            let at_module = self.current == Scopes::MODULE;
            let flags = self.scope().flags(&mangled);
            if flags & (GLOBAL | NONLOCAL) != 0 && !at_module && node.simple {
                let word = if flags & GLOBAL != 0 { "global" } else { "nonlocal" };
                return error(format!("annotated name '{name}' can't be {word}"), stmt);
            }
            if node.simple {
                self.add(name, ANNOTATED | LOCAL, node.target.span)?;
            } else if node.value.is_some() {
                self.add(name, LOCAL, node.target.span)?;
            }
        } else {
            self.target(&node.target)?;
        }
        self.annotation(&node.annotation)
    }

    fn annotation(&mut self, annotation: &Expr) -> Result {
        if !self.text_annotations {
            return self.expr(annotation);
        }
        self.open(ScopeKind::Annotation);
        self.expr(annotation)?;
        self.close();
        Ok(())
    }

    fn function(&mut self, def: &FunctionDef, span: Span) -> Result {
        def.decorators.iter().try_for_each(|decorator| self.expr(decorator))?;
        self.defaults(&def.params)?;
        for param in params(&def.params) {
            if let Some(annotation) = &param.annotation {
                self.annotation(annotation)?;
            }
        }
        if let Some(returns) = &def.returns {
            self.annotation(returns)?;
        }
        // The name is bound last, but it is the statement that a clash is reported for.
        self.add(&def.name.name, LOCAL, span)?;
        self.open_node(ScopeKind::Function, def);
        self.scope().coroutine = def.is_async;
        self.parameters(&def.params)?;
        self.body(&def.body)?;
        self.close();
        Ok(())
    }

    fn defaults(&mut self, list: &Params) -> Result {
        params(list).try_for_each(|param| self.optional(param.default.as_deref()))
    }

    fn parameters(&mut self, list: &Params) -> Result {
        let vararg = list.vararg.as_deref().into_iter();
        let kwarg = list.kwarg.as_deref().into_iter();
        let plain = list.posonly.iter().chain(&list.args).chain(&list.kwonly);
        for param in plain.chain(vararg).chain(kwarg) {
            self.add(&param.name, PARAM, param.span)?;
        }
        Ok(())
    }

    fn class(&mut self, def: &ClassDef, span: Span) -> Result {
        def.decorators.iter().try_for_each(|decorator| self.expr(decorator))?;
        self.open_node(ScopeKind::Class, def);
        let outer = self.class.replace(def.name.name.clone());
        self.body(&def.body)?;
        self.class = outer;
        self.close();
        def.bases.iter().try_for_each(|base| self.expr(base))?;
        def.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
        self.add(&def.name.name, LOCAL, span)
    }

    // ---- targets ----

    /// An expression that is assigned.
    fn target(&mut self, target: &Expr) -> Result {
        match &target.kind {
            ExprKind::Name(name) => self.add(name, LOCAL, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.target(item)),
            ExprKind::Starred(inner) => self.target(inner),
            // Attributes and subscripts read what they are of.
            _ => self.expr(target),
        }
    }

    fn delete(&mut self, target: &Expr) -> Result {
        match &target.kind {
            ExprKind::Name(name) => self.add(name, LOCAL | DELETED, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.delete(item)),
            _ => self.expr(target),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) -> Result {
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) | PatternKind::Wildcard | PatternKind::Star(None) => Ok(()),
            PatternKind::Sequence(items) | PatternKind::Or(items) => {
                items.iter().try_for_each(|item| self.pattern(item))
            }
            PatternKind::Mapping(mapping) => {
                for (key, value) in &mapping.entries {
                    self.expr(key)?;
                    self.pattern(value)?;
                }
                match &mapping.rest {
                    Some(rest) => self.add(rest, LOCAL, pattern.span),
                    None => Ok(()),
                }
            }
            PatternKind::Class(class) => {
                self.expr(&class.cls)?;
                class.args.iter().try_for_each(|arg| self.pattern(arg))?;
                class.keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern))
            }
            PatternKind::Star(Some(name)) | PatternKind::Capture(name) => self.add(name, LOCAL, pattern.span),
            PatternKind::As { pattern: inner, name } => {
                self.pattern(inner)?;
                self.add(name, LOCAL, pattern.span)
            }
        }
    }

    // ---- expressions ----

    fn optional(&mut self, expr: Option<&Expr>) -> Result {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    fn expr(&mut self, expr: &Expr) -> Result {
        match &expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) => self.name(name, expr.span),
            ExprKind::Attribute(node) => self.expr(&node.value),
            ExprKind::Subscript { value, slice } => {
                self.expr(value)?;
                self.expr(slice)
            }
            ExprKind::Call(node) => {
                self.expr(&node.func)?;
                self.exprs(&node.args)?;
                node.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))
            }
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::BoolOp { values, .. } => self.exprs(values),
            ExprKind::Compare(node) => {
                self.expr(&node.left)?;
                node.rest.iter().try_for_each(|(_, right)| self.expr(right))
            }
            ExprKind::JoinedStr(parts) => self.fstring(parts),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => self.exprs(items),
            ExprKind::Dict(items) => items.iter().try_for_each(|item| match item {
                DictItem::Pair(key, value) => {
                    self.expr(key)?;
                    self.expr(value)
                }
                DictItem::Unpack(value) => self.expr(value),
            }),
            ExprKind::IfExp(node) => {
                self.expr(&node.test)?;
                self.expr(&node.body)?;
                self.expr(&node.orelse)
            }
            ExprKind::Starred(value) => self.expr(value),
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower.as_deref())?;
                self.optional(upper.as_deref())?;
                self.optional(step.as_deref())
            }
            ExprKind::NamedExpr { target, value } => self.walrus(expr, target, value),
            ExprKind::Lambda(node) => self.lambda(node),
            ExprKind::ListComp(node) => self.comprehension(ComprehensionKind::List, node),
            ExprKind::SetComp(node) => self.comprehension(ComprehensionKind::Set, node),
            ExprKind::GeneratorExp(node) => self.comprehension(ComprehensionKind::Generator, node),
            ExprKind::DictComp(node) => self.dict_comprehension(node),
            ExprKind::Await(value) => {
                self.refuse_in_annotation("await expression", expr.span)?;
                self.expr(value)?;
                self.scope().coroutine = true;
                Ok(())
            }
            ExprKind::Yield(value) => self.yield_expr(value.as_deref(), expr.span),
            ExprKind::YieldFrom(value) => self.yield_expr(Some(value), expr.span),
        }
    }

    fn name(&mut self, name: &Name, span: Span) -> Result {
        self.add(name, USE, span)?;
        if name == "super" && self.scope().kind == ScopeKind::Function {
            // `super()` finds its class in the cell of that name.
            self.add(&Name::new("__class__"), USE, span)?;
        }
        Ok(())
    }

    fn fstring(&mut self, parts: &[FStringPart]) -> Result {
        for part in parts {
            if let FStringPart::Field(field) = part {
                self.expr(&field.expr)?;
                if let Some(spec) = &field.spec {
                    self.fstring(spec)?;
                }
            }
        }
        Ok(())
    }

    fn refuse_in_annotation(&mut self, what: &str, span: Span) -> Result {
        if self.scope().kind == ScopeKind::Annotation {
            return error(format!("'{what}' can not be used within an annotation"), span);
        }
        Ok(())
    }

    fn yield_expr(&mut self, value: Option<&Expr>, span: Span) -> Result {
        self.refuse_in_annotation("yield expression", span)?;
        self.optional(value)?;
        let scope = self.scope();
        scope.generator = true;
        let place = match scope.comprehension {
            None => return Ok(()),
            Some(ComprehensionKind::List) => "list comprehension",
            Some(ComprehensionKind::Set) => "set comprehension",
            Some(ComprehensionKind::Dict) => "dict comprehension",
            Some(ComprehensionKind::Generator) => "generator expression",
        };
        error(format!("'yield' inside {place}"), span)
    }

    fn lambda(&mut self, node: &Lambda) -> Result {
        self.defaults(&node.params)?;
        self.open_node(ScopeKind::Function, node);
        self.parameters(&node.params)?;
        self.expr(&node.body)?;
        self.close();
        Ok(())
    }

    fn walrus(&mut self, expr: &Expr, target: &Expr, value: &Expr) -> Result {
        self.refuse_in_annotation("named expression", expr.span)?;
        if self.scope().iterables > 0 {
            return error("assignment expression cannot be used in a comprehension iterable expression", expr.span);
        }
        let ExprKind::Name(name) = &target.kind else {
            return self.expr(value);
        };
        if self.scope().comprehension.is_some() {
            self.walrus_in_comprehension(name, target.span)?;
        } else {
            self.scope().has_walrus = true;
        }
        self.expr(value)?;
        self.add(name, LOCAL, target.span)
    }

    /// `:=` inside a comprehension binds in the nearest block that is not one.
    fn walrus_in_comprehension(&mut self, target: &Name, span: Span) -> Result {
        let name = mangle(self.class.as_ref(), target);
        let mut next = Some(self.current);
        while let Some(id) = next {
            let scope = self.scopes.get(id);
            let flags = scope.flags(&name);
            next = scope.parent;
            if scope.comprehension.is_some() {
                if flags & ITERATION != 0 && flags & (LOCAL | GLOBAL) != 0 {
                    return error(
                        format!("assignment expression cannot rebind comprehension iteration variable '{target}'"),
                        span,
                    );
                }
                continue;
            }
            let (here, there) = match scope.kind {
                ScopeKind::Function if flags & GLOBAL != 0 => (GLOBAL, LOCAL),
                ScopeKind::Function => (NONLOCAL, LOCAL),
                ScopeKind::Module => (GLOBAL, GLOBAL),
                ScopeKind::Class => {
                    return error("assignment expression within a comprehension cannot be used in a class body", span);
                }
                ScopeKind::Annotation => {
                    return self.refuse_in_annotation("named expression", span);
                }
            };
            self.add(target, here, span)?;
            self.scope().directives.push((name, span));
            return self.add_to(id, target, there, span);
        }
        Ok(())
    }

    fn dict_comprehension(&mut self, node: &DictComprehension) -> Result {
        self.clauses(ComprehensionKind::Dict, &node.clauses, node, |this| {
            this.expr(&node.key)?;
            this.expr(&node.value)
        })
    }

    fn comprehension(&mut self, kind: ComprehensionKind, node: &Comprehension) -> Result {
        self.clauses(kind, &node.clauses, node, |this| this.expr(&node.element))
    }

    fn clauses<T>(
        &mut self,
        kind: ComprehensionKind,
        clauses: &[ForClause],
        node: &T,
        element: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let Some((first, rest)) = clauses.split_first() else {
            return Ok(());
        };
        self.iterable(&first.iter)?;
        self.open_node(ScopeKind::Function, node);
        let scope = self.scope();
        scope.comprehension = Some(kind);
        scope.coroutine = first.is_async;
        scope.entry(&Name::new(".0")).flags = PARAM;
        self.iteration_target(&first.target)?;
        self.exprs(&first.ifs)?;
        for clause in rest {
            self.iterable(&clause.iter)?;
            self.iteration_target(&clause.target)?;
            self.exprs(&clause.ifs)?;
            self.scope().coroutine |= clause.is_async;
        }
        element(self)?;
        self.scope().generator = kind == ComprehensionKind::Generator;
        let is_async = self.scope().coroutine && kind != ComprehensionKind::Generator;
        self.close();
        // The block around an async comprehension awaits it.
        self.scope().coroutine |= is_async;
        Ok(())
    }

    fn iterable(&mut self, iter: &Expr) -> Result {
        self.scope().iterables += 1;
        self.expr(iter)?;
        self.scope().iterables -= 1;
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr) -> Result {
        self.scope().in_iteration_target = true;
        self.target(target)?;
        self.scope().in_iteration_target = false;
        Ok(())
    }
}

/// What `import a.b.c` binds.
pub(crate) fn first_part(dotted: &Name) -> Name {
    match dotted.split_once('.') {
        Some((first, _)) => Name::new(first),
        None => dotted.clone(),
    }
}

/// The parameters in the order in which defaults and annotations are evaluated.
fn params(list: &Params) -> impl Iterator<Item = &Param> {
    let vararg = list.vararg.as_deref().into_iter();
    let kwarg = list.kwarg.as_deref().into_iter();
    list.posonly.iter().chain(&list.args).chain(vararg).chain(&list.kwonly).chain(kwarg)
}
