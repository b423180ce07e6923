//! `Pattern.sub`, `Pattern.subn` and `Match.expand`.
//!
//! A replacement that is text is worked natively. A function is called by the prelude (`prelude/sre.py`), which also shows the
//! warnings that reading a replacement gives rise to.

use std::rc::Rc;

use pausa_vm::buffer;
use pausa_vm::exc::{index_error, overflow_error, recursion_error, system_error, type_error, value_error};
use pausa_vm::native::{Def, Next, pure, tail, this};
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::types::class_name;
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::matched::Match;
use super::pattern::{Pattern, count, go_on, receiver, stopped};
use super::scan::Scan;
use super::subject::Subject;
use crate::re::{Category, Cursor, Error, How, Kind, Matcher, Template, Warning, substitute};

/// Helpers of the prelude.
pub(in crate::modules) const HELPERS: &[Def] = &[
    tail("_sre_sub(pattern, repl, string, count, counted, /)", sub_warned, ""),
    tail("_sre_expand(match, template, /)", |vm, a| expand(vm, a, true), ""),
    pure("_sre_step(scan, parts, /)", step, ""),
    pure("_sre_join(scan, parts, /)", join, ""),
];

/// Finds the next match; what stands before it becomes a part of the result.
fn step(vm: &mut Vm, a: &[Value]) -> R {
    let scan = this::<Scan>(a)?;
    let from = scan.end();
    let found = scan.next(vm, How::Search)?;
    if let Some(parts) = a[1].downcast::<List>()
        && !found.is_none()
        && let Some(gap) = scan.gap(from)?
    {
        parts.push(gap);
    }
    Ok(found)
}

/// Joins the parts that the result consists of with what is left; without any, it is the text as it was.
fn join(_: &mut Vm, a: &[Value]) -> R {
    let scan = this::<Scan>(a)?;
    let subject = Subject::again(&scan.string)?;
    let Some(parts) = a[1].downcast::<List>() else {
        return subject.slice(&scan.string, 0..subject.bytes().len());
    };
    let mut out = Vec::new();
    for (i, part) in parts.items().iter().enumerate() {
        append(scan.pattern.program.kind(), i, part, &mut out)?;
    }
    out.extend_from_slice(subject.bytes().get(scan.end()..).unwrap_or_default());
    subject.make(&out)
}

/// Appends a part of the result, which must be of the pattern's kind.
fn append(kind: Kind, i: usize, part: &Value, out: &mut Vec<u8>) -> R<()> {
    let found = match kind {
        Kind::Str => part.downcast::<Str>().map(|s| out.extend_from_slice(s.bytes())),
        Kind::Bytes => buffer::read(part, |b| out.extend_from_slice(b))?,
    };
    found.ok_or_else(|| {
        let expected = if kind == Kind::Str { "str instance" } else { "a bytes-like object" };
        type_error(format!("sequence item {i}: expected {expected}, {} found", class_name(part)))
    })
}

/// What is wrong with a replacement, as the exception or the call that raises it.
pub(super) fn refused(vm: &mut Vm, e: &Error, text: &Value) -> R<Next> {
    let (message, at) = match e {
        Error::Pattern { message, at } => (Str::from_wtf8(message), at.map_or(Value::NONE, Value::from)),
        other => return Err(plain(other)),
    };
    Ok(Next::call(vm.prelude("sre_refuse")?, [message.into(), text.clone(), at]))
}

/// An error that is no `re.error`.
pub(super) fn plain(e: &Error) -> Exc {
    match e {
        Error::Value(message) => value_error(*message),
        Error::Overflow(message) => overflow_error(*message),
        Error::TooDeep => recursion_error("maximum recursion depth exceeded"),
        Error::Index(message) => Exc::with_args(ExcKind::IndexError, vec![Str::from_wtf8(message).into()]),
        Error::Pattern { message, .. } => index_error(String::from_utf8_lossy(message)),
    }
}

/// Warnings as a list of tuples: the class and the text.
pub(super) fn as_list(warnings: &[Warning]) -> Value {
    let rows = warnings.iter().map(|w| {
        let class = match w.category {
            Category::Future => ExcKind::FutureWarning,
            Category::Deprecation => ExcKind::DeprecationWarning,
        };
        Tuple::from_array([class.class().into(), Str::from_wtf8(&w.message).into()]).into()
    });
    List::from_vec(rows.collect()).into()
}

/// A replacement that was read.
enum Read {
    Template(Rc<Template>),
    /// Something that was read from an object of the wrong kind, which is an error as soon as it is used.
    Wrong,
    /// Done otherwise: an error, or warnings first.
    Instead(Next),
}

/// Reads the replacement `text` for matches of `pattern`. Unless `warned`, warnings come first; `again` is the call after them.
fn read(vm: &mut Vm, pattern: &Pattern, text: &Value, warned: bool, again: (&'static str, Vec<Value>)) -> R<Read> {
    let kind = pattern.program.kind();
    let (own, bytes) = match text.downcast::<Str>() {
        Some(s) => (Kind::Str, s.bytes().to_vec()),
        None => match buffer::read(text, <[u8]>::to_vec)? {
            Some(bytes) => (Kind::Bytes, bytes),
            None => {
                let name = class_name(text);
                return Err(type_error(format!("decoding to str: need a bytes-like object, {name} found")));
            }
        },
    };
    if let Some((known, template)) = &*pattern.template.borrow()
        && own == kind
        && *known == bytes
    {
        return Ok(Read::Template(template.clone()));
    }
    let mut warnings = Vec::new();
    let template = match Template::parse(&pattern.program, &bytes, &mut warnings) {
        Ok(template) => Rc::new(template),
        Err(e) => return Ok(Read::Instead(refused(vm, &e, text)?)),
    };
    if !warned && !warnings.is_empty() {
        let (name, args) = again;
        let args = std::iter::once(as_list(&warnings)).chain(args);
        return Ok(Read::Instead(Next::call(vm.prelude(name)?, args)));
    }
    if own != kind {
        return Ok(if template.is_all_groups() { Read::Template(template) } else { Read::Wrong });
    }
    pattern.template.replace(Some((bytes, template.clone())));
    Ok(Read::Template(template))
}

/// `Match.expand(template)`
pub(super) fn expand(vm: &mut Vm, a: &[Value], warned: bool) -> R<Next> {
    let found = this::<Match>(a)?;
    let again = ("sre_expand_warned", a.to_vec());
    let template = match read(vm, found.pattern(), &a[1], warned, again)? {
        Read::Template(template) => template,
        Read::Instead(next) => return Ok(next),
        Read::Wrong => return Err(wrong(found.pattern(), 0, &a[1])),
    };
    let subject = Subject::again(found.string())?;
    let mut out = Vec::new();
    template.expand(|group| found.span(group), subject.bytes(), &mut out);
    Ok(subject.make(&out)?.into())
}

fn wrong(pattern: &Pattern, i: usize, text: &Value) -> Exc {
    match append(pattern.program.kind(), i, text, &mut Vec::new()) {
        Err(e) => e,
        Ok(()) => system_error("a replacement is of the pattern's kind"),
    }
}

fn sub_warned(vm: &mut Vm, a: &[Value]) -> R<Next> {
    sub(vm, &a[..4], a[4].is_true(), true)
}

/// `Pattern.sub(repl, string, count)`, and if `counted`, `Pattern.subn`.
pub(super) fn sub(vm: &mut Vm, a: &[Value], counted: bool, warned: bool) -> R<Next> {
    let pattern = receiver(a)?;
    let most = count(&a[3])?;
    if !a[1].is_a::<Str>() && vm.special(&a[1], &vm.names.__call__).is_some() {
        let scan = vm.new_native(Scan::new(pattern, &a[2], 0, i64::MAX)?)?;
        let most = most.map_or(Value::from(-1), Value::from);
        return Ok(Next::call(vm.prelude("sre_sub_by")?, [scan.into(), a[1].clone(), most, counted.into()]));
    }
    let again =
        vec![a[0].clone(), a[1].clone(), a[2].clone(), a[3].given().cloned().unwrap_or(0.into()), counted.into()];
    let template = read(vm, &pattern, &a[1], warned, ("sre_sub_warned", again))?;
    if let Read::Instead(next) = template {
        return Ok(next);
    }
    let subject = Subject::of(&a[2], pattern.program.kind())?;
    let (result, done) = match (template, most) {
        (Read::Template(template), Some(most)) => replaced(vm, &pattern, &template, &subject, &a[2], most)?,
        (_, Some(_)) => match first(vm, &pattern, &subject)? {
            Some(start) => return Err(wrong(&pattern, usize::from(start > 0), &a[1])),
            None => (subject.slice(&a[2], 0..subject.bytes().len())?, 0),
        },
        (_, None) => (subject.slice(&a[2], 0..subject.bytes().len())?, 0),
    };
    if counted {
        return Ok(Next::Value(Tuple::from_array([result, done.into()]).into()));
    }
    Ok(result.into())
}

fn replaced(
    vm: &Vm,
    pattern: &Obj<Pattern>,
    template: &Template,
    subject: &Subject,
    string: &Value,
    most: usize,
) -> R<(Value, usize)> {
    let mut out = Vec::new();
    let done = substitute(&pattern.program, template, subject.bytes(), most, &mut out, &mut go_on(vm))
        .map_err(|_| stopped(vm))?;
    let result = if done == 0 { subject.slice(string, 0..subject.bytes().len())? } else { subject.make(&out)? };
    Ok((result, done))
}

/// Where the first match starts.
fn first(vm: &Vm, pattern: &Pattern, subject: &Subject) -> R<Option<usize>> {
    let (mut matcher, mut cursor) = (Matcher::new(), Cursor::new(0..subject.bytes().len()));
    let found = cursor.next(&mut matcher, &pattern.program, How::Search, subject.bytes(), &mut go_on(vm));
    if !found.map_err(|_| stopped(vm))? {
        return Ok(None);
    }
    Ok(matcher.group(0).map(|span| span.start))
}
