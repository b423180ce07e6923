//! A tree as text, in CPython's terms, so that it can be read in a snapshot and compared with what
//! CPython's `ast` module says (`compare_ast.py` writes the same form).
//!
//! A node is `(Kind line:column-line:column field ..)`, a list is `[..]`, an absent field is `-`.
//! Within f-strings positions are left out: CPython 3.11 does not know the true ones.

use pausa_grammar::ast::*;
use pausa_grammar::span::{LineIndex, Span};
use std::fmt::Write;

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum Style {
    /// One line per statement, indented, without positions.
    Readable,
    /// One line for all, with positions.
    Exact,
}

/// Renders `tree`, which was parsed from `source`.
pub(crate) fn render(source: &str, tree: &Tree, style: Style) -> String {
    let lines = LineIndex::new(source);
    let mut out = Renderer { out: String::new(), lines, style, indent: 0, in_format: 0 };
    match tree {
        Tree::Module(body) => out.node("Module", None, |r| r.stmts(body)),
        Tree::Interactive(body) => out.node("Interactive", None, |r| r.stmts(body)),
        Tree::Expression(body) => out.node("Expression", None, |r| r.expr(body)),
    }
    out.out
}

struct Renderer {
    out: String,
    lines: LineIndex,
    style: Style,
    indent: usize,
    in_format: usize,
}

impl Renderer {
    fn node(&mut self, kind: &str, span: Option<Span>, fields: impl FnOnce(&mut Self)) {
        self.gap();
        self.out.push('(');
        self.out.push_str(kind);
        if let Some(span) = span
            && self.style == Style::Exact
            && self.in_format == 0
        {
            let (line, column) = self.lines.line_column(span.start);
            let (end_line, end_column) = self.lines.line_column(span.end);
            let _ = write!(self.out, " {line}:{column}-{end_line}:{end_column}");
        }
        fields(self);
        self.out.push(')');
    }

    /// A space, unless at the start of something.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['[', '\n', ' ']) {
            self.out.push(' ');
        }
    }

    fn word(&mut self, word: &str) {
        self.gap();
        self.out.push_str(word);
    }

    fn list<T>(&mut self, items: &[T], each: impl Fn(&mut Self, &T)) {
        self.gap();
        self.out.push('[');
        for item in items {
            each(self, item);
        }
        self.out.push(']');
    }

    fn option<T>(&mut self, item: Option<&T>, each: impl Fn(&mut Self, &T)) {
        match item {
            Some(item) => each(self, item),
            None => self.word("-"),
        }
    }

    fn stmts(&mut self, body: &[Stmt]) {
        if self.style == Style::Exact {
            return self.list(body, Self::stmt);
        }
        self.out.push_str(" [");
        self.indent += 1;
        for stmt in body {
            let _ = write!(self.out, "\n{:1$}", "", self.indent * 2);
            self.stmt(stmt);
        }
        self.indent -= 1;
        self.out.push(']');
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        self.list(exprs, Self::expr);
    }

    fn text(&mut self, bytes: &[u8]) {
        self.gap();
        self.out.push('"');
        for &byte in bytes {
            match byte {
                b'"' | b'\\' | ..0x20 | 0x7F.. => {
                    let _ = write!(self.out, "\\x{byte:02x}");
                }
                _ => self.out.push(byte as char),
            }
        }
        self.out.push('"');
    }

    fn name(&mut self, name: &str) {
        self.text(name.as_bytes());
    }

    fn ident(&mut self, ident: &Ident) {
        self.name(&ident.name);
    }

    fn float(&mut self, value: f64) {
        self.word(&format!("{:016x}", value.to_bits()));
    }

    fn constant(&mut self, value: &Constant) {
        match value {
            Constant::None => self.word("None"),
            Constant::True => self.word("True"),
            Constant::False => self.word("False"),
            Constant::Ellipsis => self.word("Ellipsis"),
            Constant::Int(value) => self.word(&value.to_string()),
            Constant::BigInt(_) => self.word("Big"),
            Constant::Float(value) => self.float(*value),
            Constant::Imaginary(value) => {
                self.word("j");
                self.float(*value);
            }
            Constant::Str(value) => self.text(value.as_bytes()),
            Constant::Bytes(value) => {
                self.word("b");
                self.text(value);
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        let span = Some(expr.span);
        match &expr.kind {
            ExprKind::Constant(value) => self.node("Constant", span, |r| r.constant(value)),
            ExprKind::JoinedStr(parts) => self.joined(span, parts),
            ExprKind::Name(name) => self.node("Name", span, |r| r.name(name)),
            ExprKind::BoolOp { op, values } => self.node("BoolOp", span, |r| {
                r.word(&format!("{op:?}"));
                r.exprs(values);
            }),
            ExprKind::NamedExpr { target, value } => self.node("NamedExpr", span, |r| {
                r.expr(target);
                r.expr(value);
            }),
            ExprKind::BinOp { left, op, right } => self.node("BinOp", span, |r| {
                r.expr(left);
                r.word(&format!("{op:?}"));
                r.expr(right);
            }),
            ExprKind::UnaryOp { op, operand } => self.node("UnaryOp", span, |r| {
                r.word(&format!("{op:?}"));
                r.expr(operand);
            }),
            ExprKind::Lambda(lambda) => self.node("Lambda", span, |r| {
                r.params(&lambda.params);
                r.expr(&lambda.body);
            }),
            ExprKind::IfExp(if_exp) => self.node("IfExp", span, |r| {
                r.expr(&if_exp.test);
                r.expr(&if_exp.body);
                r.expr(&if_exp.orelse);
            }),
            ExprKind::Dict(items) => self.node("Dict", span, |r| {
                r.list(items, |r, item| match item {
                    DictItem::Pair(key, _) => r.expr(key),
                    DictItem::Unpack(_) => r.word("-"),
                });
                r.list(items, |r, item| match item {
                    DictItem::Pair(_, value) | DictItem::Unpack(value) => r.expr(value),
                });
            }),
            ExprKind::Set(elements) => self.node("Set", span, |r| r.exprs(elements)),
            ExprKind::ListComp(inner) => self.comprehension("ListComp", span, inner),
            ExprKind::SetComp(inner) => self.comprehension("SetComp", span, inner),
            ExprKind::GeneratorExp(inner) => self.comprehension("GeneratorExp", span, inner),
            ExprKind::DictComp(inner) => self.node("DictComp", span, |r| {
                r.expr(&inner.key);
                r.expr(&inner.value);
                r.clauses(&inner.clauses);
            }),
            ExprKind::Await(value) => self.node("Await", span, |r| r.expr(value)),
            ExprKind::Yield(value) => {
                self.node("Yield", span, |r| r.option(value.as_deref(), Self::expr));
            }
            ExprKind::YieldFrom(value) => self.node("YieldFrom", span, |r| r.expr(value)),
            ExprKind::Compare(compare) => self.node("Compare", span, |r| {
                r.expr(&compare.left);
                r.list(&compare.rest, |r, (op, _)| r.word(&format!("{op:?}")));
                r.list(&compare.rest, |r, (_, operand)| r.expr(operand));
            }),
            ExprKind::Call(call) => self.node("Call", span, |r| {
                r.expr(&call.func);
                r.exprs(&call.args);
                r.keywords(&call.keywords);
            }),
            ExprKind::Attribute(attribute) => self.node("Attribute", span, |r| {
                r.expr(&attribute.value);
                r.ident(&attribute.attr);
            }),
            ExprKind::Subscript { value, slice } => self.node("Subscript", span, |r| {
                r.expr(value);
                r.expr(slice);
            }),
            ExprKind::Starred(value) => self.node("Starred", span, |r| r.expr(value)),
            ExprKind::List(elements) => self.node("List", span, |r| r.exprs(elements)),
            ExprKind::Tuple(elements) => self.node("Tuple", span, |r| r.exprs(elements)),
            ExprKind::Slice { lower, upper, step } => self.node("Slice", span, |r| {
                for part in [lower, upper, step] {
                    r.option(part.as_deref(), Self::expr);
                }
            }),
        }
    }

    fn joined(&mut self, span: Option<Span>, parts: &[FStringPart]) {
        self.node("JoinedStr", span, |r| {
            r.in_format += 1;
            r.list(parts, |r, part| match part {
                FStringPart::Literal(text) => {
                    r.node("Constant", None, |r| r.text(text.as_bytes()));
                }
                FStringPart::Field(field) => r.node("FormattedValue", None, |r| {
                    r.expr(&field.expr);
                    match field.conversion {
                        Some(conversion) => r.word(&format!("{conversion:?}")),
                        None => r.word("-"),
                    }
                    match &field.spec {
                        Some(parts) => r.joined(None, parts),
                        None => r.word("-"),
                    }
                }),
            });
            r.in_format -= 1;
        });
    }

    fn comprehension(&mut self, kind: &str, span: Option<Span>, inner: &Comprehension) {
        self.node(kind, span, |r| {
            r.expr(&inner.element);
            r.clauses(&inner.clauses);
        });
    }

    fn clauses(&mut self, clauses: &[ForClause]) {
        self.list(clauses, |r, clause| {
            r.node("comprehension", None, |r| {
                r.expr(&clause.target);
                r.expr(&clause.iter);
                r.exprs(&clause.ifs);
                r.word(if clause.is_async { "async" } else { "-" });
            });
        });
    }

    fn keywords(&mut self, keywords: &[Keyword]) {
        self.list(keywords, |r, keyword| {
            r.node("keyword", Some(keyword.span), |r| {
                r.option(keyword.name.as_ref(), |r, name| r.name(name));
                r.expr(&keyword.value);
            });
        });
    }

    fn params(&mut self, params: &Params) {
        self.node("arguments", None, |r| {
            r.list(&params.posonly, Self::param);
            r.list(&params.args, Self::param);
            r.option(params.vararg.as_deref(), Self::param);
            r.list(&params.kwonly, Self::param);
            r.option(params.kwarg.as_deref(), Self::param);
        });
    }

    fn param(&mut self, param: &Param) {
        self.node("arg", Some(param.span), |r| {
            r.name(&param.name);
            r.option(param.annotation.as_deref(), Self::expr);
            r.option(param.default.as_deref(), Self::expr);
        });
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let span = Some(stmt.span);
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                let kind = if def.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
                self.node(kind, span, |r| {
                    r.ident(&def.name);
                    r.params(&def.params);
                    r.exprs(&def.decorators);
                    r.option(def.returns.as_deref(), Self::expr);
                    r.stmts(&def.body);
                });
            }
            StmtKind::ClassDef(class) => self.node("ClassDef", span, |r| {
                r.ident(&class.name);
                r.exprs(&class.bases);
                r.keywords(&class.keywords);
                r.exprs(&class.decorators);
                r.stmts(&class.body);
            }),
            StmtKind::Return(value) => {
                self.node("Return", span, |r| r.option(value.as_deref(), Self::expr));
            }
            StmtKind::Delete(targets) => self.node("Delete", span, |r| r.exprs(targets)),
            StmtKind::Assign { targets, value } => self.node("Assign", span, |r| {
                r.exprs(targets);
                r.expr(value);
            }),
            StmtKind::AugAssign { target, op, value } => self.node("AugAssign", span, |r| {
                r.expr(target);
                r.word(&format!("{op:?}"));
                r.expr(value);
            }),
            StmtKind::AnnAssign(assign) => self.node("AnnAssign", span, |r| {
                r.expr(&assign.target);
                r.expr(&assign.annotation);
                r.option(assign.value.as_ref(), Self::expr);
                r.word(if assign.simple { "simple" } else { "-" });
            }),
            StmtKind::For(for_) => {
                self.node(if for_.is_async { "AsyncFor" } else { "For" }, span, |r| {
                    r.expr(&for_.target);
                    r.expr(&for_.iter);
                    r.stmts(&for_.body);
                    r.stmts(&for_.orelse);
                });
            }
            StmtKind::While(while_) => self.node("While", span, |r| {
                r.expr(&while_.test);
                r.stmts(&while_.body);
                r.stmts(&while_.orelse);
            }),
            StmtKind::If(if_) => self.branches(&if_.branches, &if_.orelse),
            StmtKind::With(with) => {
                self.node(if with.is_async { "AsyncWith" } else { "With" }, span, |r| {
                    r.list(&with.items, |r, item| {
                        r.node("withitem", None, |r| {
                            r.expr(&item.context);
                            r.option(item.target.as_ref(), Self::expr);
                        });
                    });
                    r.stmts(&with.body);
                });
            }
            StmtKind::Match(match_) => self.node("Match", span, |r| {
                r.expr(&match_.subject);
                r.list(&match_.cases, |r, case| {
                    r.node("match_case", None, |r| {
                        r.pattern(&case.pattern);
                        r.option(case.guard.as_ref(), Self::expr);
                        r.stmts(&case.body);
                    });
                });
            }),
            StmtKind::Raise { exc, cause } => self.node("Raise", span, |r| {
                r.option(exc.as_deref(), Self::expr);
                r.option(cause.as_deref(), Self::expr);
            }),
            StmtKind::Try(try_) => {
                self.node(if try_.is_star { "TryStar" } else { "Try" }, span, |r| {
                    r.stmts(&try_.body);
                    r.list(&try_.handlers, |r, handler| {
                        r.node("ExceptHandler", Some(handler.span), |r| {
                            r.option(handler.kind.as_ref(), Self::expr);
                            r.option(handler.name.as_ref(), Self::ident);
                            r.stmts(&handler.body);
                        });
                    });
                    r.stmts(&try_.orelse);
                    r.stmts(&try_.finalbody);
                });
            }
            StmtKind::Assert { test, msg } => self.node("Assert", span, |r| {
                r.expr(test);
                r.option(msg.as_deref(), Self::expr);
            }),
            StmtKind::Import(names) => self.node("Import", span, |r| r.list(names, Self::alias)),
            StmtKind::ImportFrom(import) => self.node("ImportFrom", span, |r| {
                r.option(import.module.as_ref(), |r, name| r.name(name));
                r.list(&import.names, Self::alias);
                r.word(&import.level.to_string());
            }),
            StmtKind::Global(names) => self.node("Global", span, |r| r.list(names, Self::ident)),
            StmtKind::Nonlocal(names) => {
                self.node("Nonlocal", span, |r| r.list(names, Self::ident));
            }
            StmtKind::Expr(value) => self.node("Expr", span, |r| r.expr(value)),
            StmtKind::Pass => self.node("Pass", span, |_| {}),
            StmtKind::Break => self.node("Break", span, |_| {}),
            StmtKind::Continue => self.node("Continue", span, |_| {}),
        }
    }

    /// An `if` with its `elif`s nested, as CPython has them.
    fn branches(&mut self, branches: &[IfBranch], orelse: &[Stmt]) {
        let Some((first, rest)) = branches.split_first() else {
            return self.stmts(orelse);
        };
        self.node("If", Some(first.span), |r| {
            r.expr(&first.test);
            r.stmts(&first.body);
            match rest.is_empty() {
                true => r.stmts(orelse),
                false => {
                    r.gap();
                    r.out.push('[');
                    r.branches(rest, orelse);
                    r.out.push(']');
                }
            }
        });
    }

    fn alias(&mut self, alias: &Alias) {
        self.node("alias", Some(alias.span), |r| {
            r.name(&alias.name);
            r.option(alias.asname.as_ref(), |r, name| r.name(name));
        });
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let span = Some(pattern.span);
        match &pattern.kind {
            PatternKind::Value(value) => self.node("MatchValue", span, |r| r.expr(value)),
            PatternKind::Singleton(value) => {
                self.node("MatchSingleton", span, |r| r.word(&format!("{value:?}")));
            }
            PatternKind::Sequence(patterns) => {
                self.node("MatchSequence", span, |r| r.list(patterns, Self::pattern));
            }
            PatternKind::Mapping(mapping) => self.node("MatchMapping", span, |r| {
                r.list(&mapping.entries, |r, (key, _)| r.expr(key));
                r.list(&mapping.entries, |r, (_, pattern)| r.pattern(pattern));
                r.option(mapping.rest.as_ref(), |r, name| r.name(name));
            }),
            PatternKind::Class(class) => self.node("MatchClass", span, |r| {
                r.expr(&class.cls);
                r.list(&class.args, Self::pattern);
                r.list(&class.keywords, |r, keyword| r.ident(&keyword.name));
                r.list(&class.keywords, |r, keyword| r.pattern(&keyword.pattern));
            }),
            PatternKind::Star(name) => self.node("MatchStar", span, |r| {
                r.option(name.as_ref(), |r, name| r.name(name));
            }),
            PatternKind::Wildcard => self.node("MatchAs", span, |r| r.word("- -")),
            PatternKind::Capture(name) => self.node("MatchAs", span, |r| {
                r.word("-");
                r.name(name);
            }),
            PatternKind::As { pattern, name } => self.node("MatchAs", span, |r| {
                r.pattern(pattern);
                r.name(name);
            }),
            PatternKind::Or(patterns) => {
                self.node("MatchOr", span, |r| r.list(patterns, Self::pattern));
            }
        }
    }
}
