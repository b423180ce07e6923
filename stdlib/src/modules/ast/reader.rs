//! From the plain form of nodes, which Python code has checked and made of tuples, to the tree that the compiler takes.
//!
//! A tree that a program has made has lines and columns but no text. Its places become offsets into lines of which each is as long as
//! its largest column demands.

use pausa_grammar::ast::*;
use pausa_grammar::name::Name;
use pausa_grammar::span::{LineIndex, Span};
use pausa_vm::exc::{not_implemented_error, overflow_error, system_error, value_error};
use pausa_vm::object::{Bytes, Complex, List, Str, Tuple};
use pausa_vm::{Exc, ExcKind, R, Value};

/// Reads a tree.
pub(super) struct Reader {
    pub(super) lines: LineIndex,
    /// How deep the node is that is being read.
    level: usize,
    /// How many blocks there are around it.
    blocks: u16,
    /// The depth of the deepest expression below the one being read.
    below: u16,
}

#[cold]
fn unsound() -> Exc {
    system_error("the plain form of a tree is not sound")
}

#[cold]
fn too_deep() -> Exc {
    Exc::msg(ExcKind::RecursionError, "maximum recursion depth exceeded during compilation")
}

/// A number of a place; CPython lets negative ones pass.
fn natural(v: &Value) -> R<u32> {
    let n = v.as_i64().ok_or_else(unsound)?;
    Ok(u32::try_from(n.max(0)).unwrap_or(u32::MAX))
}

fn tuple(v: &Value) -> R<&[Value]> {
    v.downcast::<Tuple>().map(Tuple::items).ok_or_else(unsound)
}

fn text(v: &Value) -> R<&str> {
    v.downcast::<Str>().and_then(Str::as_str).ok_or_else(unsound)
}

/// An identifier, which may have lone surrogates no more than in a text.
fn name(v: &Value) -> R<Name> {
    let s = v.downcast::<Str>().ok_or_else(unsound)?;
    s.as_str().map(Name::new).ok_or_else(|| value_error("an identifier has lone surrogates"))
}

fn given<T>(v: &Value, read: impl FnOnce(&Value) -> R<T>) -> R<Option<T>> {
    if v.is_none() { Ok(None) } else { read(v).map(Some) }
}

fn list<T>(v: &Value, read: impl FnMut(&Value) -> R<T>) -> R<Vec<T>> {
    let items = v.downcast::<List>().ok_or_else(unsound)?.items().clone();
    items.iter().map(read).collect()
}

impl Reader {
    /// A reader of places on these lines, which are pairs of number and width in ascending order.
    pub(super) fn new(lines: &Value) -> R<Reader> {
        let mut widths = list(lines, |line| match tuple(line)? {
            [number, width] => Ok((natural(number)?, natural(width)?)),
            _ => Err(unsound()),
        })?;
        widths.dedup_by_key(|line| line.0);
        let lines = LineIndex::of_widths(widths.into_iter());
        let lines = lines.ok_or_else(|| overflow_error("the columns of the tree are too large"))?;
        Ok(Reader { lines, level: 0, blocks: 0, below: 0 })
    }

    /// The whole tree.
    pub(super) fn tree(&mut self, v: &Value) -> R<Tree> {
        let items = tuple(v)?;
        let [class, body, ..] = items else { return Err(unsound()) };
        match text(class)? {
            "Module" => Ok(Tree::Module(self.body(body)?)),
            "Interactive" => Ok(Tree::Interactive(self.body(body)?)),
            "Expression" => Ok(Tree::Expression(self.boxed(body)?)),
            _ => Err(unsound()),
        }
    }

    fn span(&self, v: &Value) -> R<Span> {
        let [line, column, end_line, end_column] = tuple(v)? else { return Err(unsound()) };
        let offset = |line, column| self.lines.offset(natural(line)?, natural(column)?).ok_or_else(unsound);
        Ok(Span::new(offset(line, column)?, offset(end_line, end_column)?))
    }

    // ---- statements ----

    fn body(&mut self, v: &Value) -> R<Vec<Stmt>> {
        self.blocks += 1;
        if self.blocks > MAX_BLOCK_DEPTH {
            return Err(too_deep());
        }
        let body = list(v, |s| self.stmt(s));
        self.blocks -= 1;
        body
    }

    fn stmt(&mut self, v: &Value) -> R<Stmt> {
        let [class, fields @ .., place] = tuple(v)? else { return Err(unsound()) };
        let span = self.span(place)?;
        let kind = self.stmt_kind(text(class)?, fields, span)?;
        Ok(Stmt { kind, span })
    }

    fn stmt_kind(&mut self, class: &str, fields: &[Value], span: Span) -> R<StmtKind> {
        Ok(match (class, fields) {
            ("FunctionDef" | "AsyncFunctionDef", [id, args, body, decorators, returns, _]) => {
                StmtKind::FunctionDef(Box::new(FunctionDef {
                    decorators: self.exprs(decorators)?,
                    is_async: class == "AsyncFunctionDef",
                    name: Ident { name: name(id)?, span },
                    params: self.params(args)?,
                    returns: self.optional(returns)?,
                    body: self.body(body)?,
                    header: Span::at(span.start),
                }))
            }
            ("ClassDef", [id, bases, keywords, body, decorators]) => StmtKind::ClassDef(Box::new(ClassDef {
                decorators: self.exprs(decorators)?,
                name: Ident { name: name(id)?, span },
                bases: self.exprs(bases)?,
                keywords: self.keywords(keywords)?,
                body: self.body(body)?,
                header: Span::at(span.start),
            })),
            ("Return", [value]) => StmtKind::Return(self.optional(value)?),
            ("Delete", [targets]) => StmtKind::Delete(self.exprs(targets)?),
            ("Assign", [targets, value, _]) => {
                StmtKind::Assign { targets: self.exprs(targets)?, value: self.boxed(value)? }
            }
            ("AugAssign", [target, op, value]) => {
                StmtKind::AugAssign { target: self.boxed(target)?, op: operator(op)?, value: self.boxed(value)? }
            }
            ("AnnAssign", [target, annotation, value, simple]) => StmtKind::AnnAssign(Box::new(AnnAssign {
                target: self.expr(target)?,
                annotation: self.expr(annotation)?,
                value: given(value, |e| self.expr(e))?,
                simple: simple.as_i64() != Some(0),
            })),
            ("For" | "AsyncFor", [target, iter, body, orelse, _]) => StmtKind::For(Box::new(For {
                target: self.expr(target)?,
                iter: self.expr(iter)?,
                body: self.body(body)?,
                orelse: self.body(orelse)?,
                is_async: class == "AsyncFor",
            })),
            ("While", [test, body, orelse]) => StmtKind::While(Box::new(While {
                test: self.expr(test)?,
                body: self.body(body)?,
                orelse: self.body(orelse)?,
            })),
            ("If", [test, body, orelse]) => self.branches(test, body, orelse, span)?,
            ("With" | "AsyncWith", [items, body, _]) => StmtKind::With(Box::new(With {
                items: list(items, |item| match tuple(item)? {
                    [_, context, target, _] => {
                        Ok(WithItem { context: self.expr(context)?, target: given(target, |e| self.expr(e))? })
                    }
                    _ => Err(unsound()),
                })?,
                body: self.body(body)?,
                is_async: class == "AsyncWith",
            })),
            ("Match", [subject, cases]) => {
                StmtKind::Match(Box::new(Match { subject: self.expr(subject)?, cases: list(cases, |c| self.case(c))? }))
            }
            ("Raise", [exc, cause]) => StmtKind::Raise { exc: self.optional(exc)?, cause: self.optional(cause)? },
            ("Try" | "TryStar", [body, handlers, orelse, finalbody]) => StmtKind::Try(Box::new(Try {
                body: self.body(body)?,
                handlers: list(handlers, |handler| self.handler(handler))?,
                orelse: self.body(orelse)?,
                finalbody: self.body(finalbody)?,
                is_star: class == "TryStar",
            })),
            ("Assert", [test, msg]) => StmtKind::Assert { test: self.boxed(test)?, msg: self.optional(msg)? },
            ("Import", [names]) => StmtKind::Import(self.aliases(names)?),
            ("ImportFrom", [module, names, level]) => StmtKind::ImportFrom(Box::new(ImportFrom {
                module: given(module, name)?,
                names: self.aliases(names)?,
                level: if level.is_none() { 0 } else { natural(level)? },
            })),
            ("Global", [names]) => StmtKind::Global(list(names, |id| Ok(Ident { name: name(id)?, span }))?),
            ("Nonlocal", [names]) => StmtKind::Nonlocal(list(names, |id| Ok(Ident { name: name(id)?, span }))?),
            ("Expr", [value]) => StmtKind::Expr(self.boxed(value)?),
            ("Pass", []) => StmtKind::Pass,
            ("Break", []) => StmtKind::Break,
            ("Continue", []) => StmtKind::Continue,
            _ => return Err(unsound()),
        })
    }

    /// An `if` with all that are the whole of the `else` of the one before.
    fn branches(&mut self, test: &Value, body: &Value, orelse: &Value, span: Span) -> R<StmtKind> {
        let mut branches = vec![IfBranch { test: self.expr(test)?, body: self.body(body)?, span }];
        let mut orelse = orelse.clone();
        loop {
            let only = match orelse.downcast::<List>() {
                Some(list) if list.len() == 1 => list.get(0),
                _ => None,
            };
            match only.as_ref().map(tuple).transpose()? {
                Some([class, test, body, rest, place]) if text(class)? == "If" => {
                    let span = self.span(place)?;
                    branches.push(IfBranch { test: self.expr(test)?, body: self.body(body)?, span });
                    orelse = rest.clone();
                }
                _ => break,
            }
        }
        Ok(StmtKind::If(Box::new(If { branches, orelse: self.body(&orelse)? })))
    }

    fn case(&mut self, v: &Value) -> R<MatchCase> {
        let [_, pattern, guard, body, _] = tuple(v)? else { return Err(unsound()) };
        let pattern = self.pattern(pattern)?;
        let span = pattern.span;
        Ok(MatchCase { pattern, guard: given(guard, |e| self.expr(e))?, body: self.body(body)?, span })
    }

    fn handler(&mut self, v: &Value) -> R<ExceptHandler> {
        let [_, kind, target, body, place] = tuple(v)? else { return Err(unsound()) };
        let span = self.span(place)?;
        let target = given(target, |id| Ok(Ident { name: name(id)?, span }))?;
        Ok(ExceptHandler { kind: given(kind, |e| self.expr(e))?, name: target, body: self.body(body)?, span })
    }

    fn aliases(&self, v: &Value) -> R<Vec<Alias>> {
        list(v, |alias| match tuple(alias)? {
            [_, id, asname, place] => {
                Ok(Alias { name: name(id)?, asname: given(asname, name)?, span: self.span(place)? })
            }
            _ => Err(unsound()),
        })
    }

    // ---- expressions ----

    fn exprs(&mut self, v: &Value) -> R<Vec<Expr>> {
        list(v, |e| self.expr(e))
    }

    fn boxed(&mut self, v: &Value) -> R<Box<Expr>> {
        self.expr(v).map(Box::new)
    }

    fn optional(&mut self, v: &Value) -> R<Option<Box<Expr>>> {
        given(v, |e| self.boxed(e))
    }

    fn expr(&mut self, v: &Value) -> R<Expr> {
        let [class, fields @ .., place] = tuple(v)? else { return Err(unsound()) };
        let span = self.span(place)?;
        let around = std::mem::take(&mut self.below);
        self.level += 1;
        if self.level > usize::from(MAX_EXPR_DEPTH) {
            return Err(too_deep());
        }
        let kind = self.expr_kind(text(class)?, fields, span)?;
        self.level -= 1;
        let depth = self.below + 1;
        if depth > MAX_EXPR_DEPTH {
            return Err(too_deep());
        }
        self.below = around.max(depth);
        Ok(Expr { kind, span, depth, parenthesized: false })
    }

    fn expr_kind(&mut self, class: &str, fields: &[Value], span: Span) -> R<ExprKind> {
        Ok(match (class, fields) {
            ("Constant", [value, _]) => self.constant(value, span)?,
            ("JoinedStr", [values]) => ExprKind::JoinedStr(self.parts(values)?),
            ("FormattedValue", _) => ExprKind::JoinedStr(vec![self.formatted(fields, span)?]),
            ("Name", [id, _]) => ExprKind::Name(name(id)?),
            ("BoolOp", [op, values]) => {
                let op = if text(op)? == "And" { BoolOp::And } else { BoolOp::Or };
                ExprKind::BoolOp { op, values: self.exprs(values)? }
            }
            ("NamedExpr", [target, value]) => {
                ExprKind::NamedExpr { target: self.boxed(target)?, value: self.boxed(value)? }
            }
            ("BinOp", [left, op, right]) => {
                ExprKind::BinOp { left: self.boxed(left)?, op: operator(op)?, right: self.boxed(right)? }
            }
            ("UnaryOp", [op, operand]) => {
                let op = match text(op)? {
                    "Invert" => UnaryOp::Invert,
                    "Not" => UnaryOp::Not,
                    "UAdd" => UnaryOp::UAdd,
                    _ => UnaryOp::USub,
                };
                ExprKind::UnaryOp { op, operand: self.boxed(operand)? }
            }
            ("Lambda", [args, body]) => {
                ExprKind::Lambda(Box::new(Lambda { params: self.params(args)?, body: self.expr(body)? }))
            }
            ("IfExp", [test, body, orelse]) => {
                let (test, body, orelse) = (self.expr(test)?, self.expr(body)?, self.expr(orelse)?);
                ExprKind::IfExp(Box::new(IfExp { test, body, orelse }))
            }
            ("Dict", [keys, values]) => {
                let keys = list(keys, |key| given(key, |e| self.expr(e)))?;
                let items = keys.into_iter().zip(self.exprs(values)?).map(|(key, value)| match key {
                    Some(key) => DictItem::Pair(key, value),
                    None => DictItem::Unpack(value),
                });
                ExprKind::Dict(items.collect())
            }
            ("Set", [items]) => ExprKind::Set(self.exprs(items)?),
            ("ListComp", [element, clauses]) => ExprKind::ListComp(self.comprehension(element, clauses)?),
            ("SetComp", [element, clauses]) => ExprKind::SetComp(self.comprehension(element, clauses)?),
            ("GeneratorExp", [element, clauses]) => ExprKind::GeneratorExp(self.comprehension(element, clauses)?),
            ("DictComp", [key, value, clauses]) => {
                let (key, value, clauses) = (self.expr(key)?, self.expr(value)?, self.clauses(clauses)?);
                ExprKind::DictComp(Box::new(DictComprehension { key, value, clauses }))
            }
            ("Await", [value]) => ExprKind::Await(self.boxed(value)?),
            ("Yield", [value]) => ExprKind::Yield(self.optional(value)?),
            ("YieldFrom", [value]) => ExprKind::YieldFrom(self.boxed(value)?),
            ("Compare", [left, ops, comparators]) => {
                let left = self.expr(left)?;
                let rest = list(ops, comparison)?.into_iter().zip(self.exprs(comparators)?).collect();
                ExprKind::Compare(Box::new(Compare { left, rest }))
            }
            ("Call", [func, args, keywords]) => {
                let (func, args, keywords) = (self.expr(func)?, self.exprs(args)?, self.keywords(keywords)?);
                ExprKind::Call(Box::new(Call { func, args, keywords }))
            }
            ("Attribute", [value, attr, _]) => ExprKind::Attribute(Box::new(Attribute {
                value: self.expr(value)?,
                attr: Ident { name: name(attr)?, span: self.last(attr, span)? },
            })),
            ("Subscript", [value, slice, _]) => {
                ExprKind::Subscript { value: self.boxed(value)?, slice: self.boxed(slice)? }
            }
            ("Starred", [value, _]) => ExprKind::Starred(self.boxed(value)?),
            ("List", [items, _]) => ExprKind::List(self.exprs(items)?),
            ("Tuple", [items, _]) => ExprKind::Tuple(self.exprs(items)?),
            ("Slice", [lower, upper, step]) => ExprKind::Slice {
                lower: self.optional(lower)?,
                upper: self.optional(upper)?,
                step: self.optional(step)?,
            },
            _ => return Err(unsound()),
        })
    }

    /// Where the name of an attribute is: at the end.
    fn last(&self, attr: &Value, span: Span) -> R<Span> {
        let length = text(attr)?.len() as u32;
        let (_, column) = self.lines.line_column(span.end);
        Ok(Span::new(span.end - length.min(column), span.end))
    }

    /// A value of a type that may stand in a `Constant`. A tuple is a display of constants, which the compiler makes one of again.
    fn constant(&mut self, v: &Value, span: Span) -> R<ExprKind> {
        let leaf = |kind| Expr { kind, span, depth: 1, parenthesized: false };
        let plain = if v.is_none() {
            Constant::None
        } else if v.is_true() {
            Constant::True
        } else if v.is(&Value::FALSE) {
            Constant::False
        } else if v.is(&Value::ELLIPSIS) {
            Constant::Ellipsis
        } else if let Some(i) = v.as_i64() {
            Constant::Int(i)
        } else if let Some(i) = v.as_bigint() {
            Constant::BigInt(Box::new(BigIntLiteral { radix: 10, digits: i.to_string().into() }))
        } else if let Some(s) = v.downcast::<Str>() {
            Constant::Str(Wtf8::new(s.bytes()))
        } else if let Some(b) = v.downcast::<Bytes>() {
            Constant::Bytes(b.bytes().into())
        } else if let Some(c) = v.downcast::<Complex>() {
            let imaginary = Constant::Imaginary(c.im);
            if c.re == 0.0 && c.re.is_sign_positive() {
                imaginary
            } else {
                self.below = self.below.max(1);
                let left = Box::new(leaf(ExprKind::Constant(Constant::Float(c.re))));
                let right = Box::new(leaf(ExprKind::Constant(imaginary)));
                return Ok(ExprKind::BinOp { left, op: Operator::Add, right });
            }
        } else if let Some(f) = v.as_float() {
            Constant::Float(f)
        } else if let Some(items) = v.downcast::<Tuple>() {
            let mut made = Vec::new();
            self.level += 1;
            if self.level > usize::from(MAX_EXPR_DEPTH) {
                return Err(too_deep());
            }
            let mut deepest = 0;
            for item in items.items() {
                let around = std::mem::take(&mut self.below);
                let kind = self.constant(item, span)?;
                let depth = self.below + 1;
                self.below = around;
                deepest = deepest.max(depth);
                made.push(Expr { kind, span, depth, parenthesized: true });
            }
            self.level -= 1;
            self.below = self.below.max(deepest);
            return Ok(ExprKind::Tuple(made));
        } else {
            return Err(not_implemented_error("a frozenset in a Constant is not supported"));
        };
        Ok(ExprKind::Constant(plain))
    }

    /// The parts of an f-string. No two literals follow each other, and none is empty.
    fn parts(&mut self, v: &Value) -> R<Vec<FStringPart>> {
        let mut parts = Vec::new();
        let mut literal: Vec<u8> = Vec::new();
        let items = v.downcast::<List>().ok_or_else(unsound)?.items().clone();
        for item in &items {
            let [class, fields @ .., place] = tuple(item)? else { return Err(unsound()) };
            let part = match (text(class)?, fields) {
                ("Constant", [value, _]) if value.is_a::<Str>() => {
                    literal.extend_from_slice(value.downcast::<Str>().map_or(&[], Str::bytes));
                    continue;
                }
                ("FormattedValue", fields) => {
                    let span = self.span(place)?;
                    self.formatted(fields, span)?
                }
                _ => return Err(value_error("JoinedStr can only contain strings and FormattedValue nodes")),
            };
            if !literal.is_empty() {
                parts.push(FStringPart::Literal(Wtf8::new(std::mem::take(&mut literal))));
            }
            parts.push(part);
        }
        if !literal.is_empty() {
            parts.push(FStringPart::Literal(Wtf8::new(literal)));
        }
        Ok(parts)
    }

    fn formatted(&mut self, fields: &[Value], span: Span) -> R<FStringPart> {
        let [value, conversion, spec] = fields else { return Err(unsound()) };
        let expr = self.expr(value)?;
        let conversion = match conversion.as_i64() {
            Some(115) => Some(Conversion::Str),
            Some(114) => Some(Conversion::Repr),
            Some(97) => Some(Conversion::Ascii),
            _ => None,
        };
        let spec = given(spec, |spec| match tuple(spec)? {
            [class, values, _] if text(class)? == "JoinedStr" => {
                self.level += 1;
                if self.level > usize::from(MAX_EXPR_DEPTH) {
                    return Err(too_deep());
                }
                let parts = self.parts(values);
                self.level -= 1;
                parts
            }
            // Another expression is made text as in a field.
            _ => {
                let expr = self.expr(spec)?;
                let field = FormatField { expr, conversion: None, spec: None, span };
                Ok(vec![FStringPart::Field(Box::new(field))])
            }
        })?;
        Ok(FStringPart::Field(Box::new(FormatField { expr, conversion, spec, span })))
    }

    fn comprehension(&mut self, element: &Value, clauses: &Value) -> R<Box<Comprehension>> {
        Ok(Box::new(Comprehension { element: self.expr(element)?, clauses: self.clauses(clauses)? }))
    }

    fn clauses(&mut self, v: &Value) -> R<Vec<ForClause>> {
        list(v, |clause| match tuple(clause)? {
            [_, target, iter, ifs, is_async, _] => {
                let (target, iter) = (self.expr(target)?, self.expr(iter)?);
                let span = target.span.to(iter.span);
                let is_async = is_async.as_i64() != Some(0);
                Ok(ForClause { target, iter, ifs: self.exprs(ifs)?, is_async, span })
            }
            _ => Err(unsound()),
        })
    }

    fn keywords(&mut self, v: &Value) -> R<Vec<Keyword>> {
        list(v, |keyword| match tuple(keyword)? {
            [_, id, value, place] => {
                Ok(Keyword { name: given(id, name)?, value: self.expr(value)?, span: self.span(place)? })
            }
            _ => Err(unsound()),
        })
    }

    fn params(&mut self, v: &Value) -> R<Params> {
        let [_, posonly, args, vararg, kwonly, kw_defaults, kwarg, defaults, _] = tuple(v)? else {
            return Err(unsound());
        };
        let mut params = Params {
            posonly: list(posonly, |p| self.param(p))?,
            args: list(args, |p| self.param(p))?,
            vararg: given(vararg, |p| self.param(p))?.map(Box::new),
            kwonly: list(kwonly, |p| self.param(p))?,
            kwarg: given(kwarg, |p| self.param(p))?.map(Box::new),
        };
        let defaults = self.exprs(defaults)?;
        let positional = params.posonly.len() + params.args.len();
        let without = positional.checked_sub(defaults.len()).ok_or_else(unsound)?;
        let with = params.posonly.iter_mut().chain(&mut params.args).skip(without);
        for (param, default) in with.zip(defaults) {
            param.default = Some(Box::new(default));
        }
        let defaults = list(kw_defaults, |e| self.optional(e))?;
        for (param, default) in params.kwonly.iter_mut().zip(defaults) {
            param.default = default;
        }
        Ok(params)
    }

    fn param(&mut self, v: &Value) -> R<Param> {
        let [_, id, annotation, _, place] = tuple(v)? else { return Err(unsound()) };
        Ok(Param { name: name(id)?, annotation: self.optional(annotation)?, default: None, span: self.span(place)? })
    }

    // ---- patterns ----

    fn patterns(&mut self, v: &Value) -> R<Vec<Pattern>> {
        list(v, |p| self.pattern(p))
    }

    fn pattern(&mut self, v: &Value) -> R<Pattern> {
        let [class, fields @ .., place] = tuple(v)? else { return Err(unsound()) };
        let span = self.span(place)?;
        self.level += 1;
        if self.level > usize::from(MAX_PATTERN_DEPTH) {
            return Err(too_deep());
        }
        let kind = match (text(class)?, fields) {
            ("MatchValue", [value]) => PatternKind::Value(self.boxed(value)?),
            ("MatchSingleton", [value]) => PatternKind::Singleton(if value.is_none() {
                Singleton::None
            } else if value.is_true() {
                Singleton::True
            } else {
                Singleton::False
            }),
            ("MatchSequence", [patterns]) => PatternKind::Sequence(self.patterns(patterns)?),
            ("MatchMapping", [keys, patterns, rest]) => {
                let entries = self.exprs(keys)?.into_iter().zip(self.patterns(patterns)?).collect();
                PatternKind::Mapping(Box::new(MappingPattern { entries, rest: given(rest, name)? }))
            }
            ("MatchClass", [cls, args, names, patterns]) => {
                let names = list(names, |id| Ok(Ident { name: name(id)?, span }))?;
                let (cls, args) = (self.expr(cls)?, self.patterns(args)?);
                let keywords = names.into_iter().zip(self.patterns(patterns)?);
                let keywords = keywords.map(|(name, pattern)| KeywordPattern { name, pattern }).collect();
                PatternKind::Class(Box::new(ClassPattern { cls, args, keywords }))
            }
            ("MatchStar", [target]) => PatternKind::Star(given(target, name)?),
            ("MatchAs", [pattern, target]) => match (given(pattern, |p| self.pattern(p))?, given(target, name)?) {
                (Some(pattern), Some(name)) => PatternKind::As { pattern: Box::new(pattern), name },
                (None, Some(name)) => PatternKind::Capture(name),
                (_, None) => PatternKind::Wildcard,
            },
            ("MatchOr", [patterns]) => PatternKind::Or(self.patterns(patterns)?),
            _ => return Err(unsound()),
        };
        self.level -= 1;
        Ok(Pattern { kind, span })
    }
}

fn operator(v: &Value) -> R<Operator> {
    Ok(match text(v)? {
        "Add" => Operator::Add,
        "Sub" => Operator::Sub,
        "Mult" => Operator::Mult,
        "MatMult" => Operator::MatMult,
        "Div" => Operator::Div,
        "Mod" => Operator::Mod,
        "Pow" => Operator::Pow,
        "LShift" => Operator::LShift,
        "RShift" => Operator::RShift,
        "BitOr" => Operator::BitOr,
        "BitXor" => Operator::BitXor,
        "BitAnd" => Operator::BitAnd,
        "FloorDiv" => Operator::FloorDiv,
        _ => return Err(unsound()),
    })
}

fn comparison(v: &Value) -> R<CmpOp> {
    Ok(match text(v)? {
        "Eq" => CmpOp::Eq,
        "NotEq" => CmpOp::NotEq,
        "Lt" => CmpOp::Lt,
        "LtE" => CmpOp::LtE,
        "Gt" => CmpOp::Gt,
        "GtE" => CmpOp::GtE,
        "Is" => CmpOp::Is,
        "IsNot" => CmpOp::IsNot,
        "In" => CmpOp::In,
        "NotIn" => CmpOp::NotIn,
        _ => return Err(unsound()),
    })
}
