//! `re.Match`.

use std::ops::Range;

use pausa_vm::exc::{index_error, type_error};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, getter, pure, tail, this};
use pausa_vm::object::{Dict, Str, Tuple, TypeFlags};
use pausa_vm::ops::repr;
use pausa_vm::types::{alias, class_name};
use pausa_vm::{Obj, R, Value, Vm};

use super::pattern::Pattern;
use super::replace;
use super::subject::Subject;
use crate::re::Matcher;

/// A match.
pub(super) struct Match {
    pattern: Obj<Pattern>,
    string: Value,
    /// Where each group matched, in bytes; the whole match first.
    spans: Box<[Option<Range<usize>>]>,
    last_index: Option<u32>,
    /// The bounds of the search, in characters.
    bounds: Range<usize>,
}

impl Payload for Match {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.pattern.value());
        visit(&self.string);
    }
}

/// `re.Match`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Match",
    module: "re",
    layout: Match::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    defs: DEFS,
};

const DEFS: &[Def] = &[
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    pure("__copy__(self, /)", |_, a| Ok(a[0].clone()), ""),
    pure("__deepcopy__(self, memo, /)", |_, a| Ok(a[0].clone()), ""),
    tail("__getitem__(self, key, /)", getitem, "Return self[key]."),
    pure("__repr__(self, /)", repr_of, "Return repr(self)."),
    tail(
        "end(self, group=0, /)",
        |vm, a| bound(vm, a, "end"),
        "Return index of the end of the substring matched by group.",
    ),
    getter(
        "endpos(self, /)",
        |_, a| Ok(this::<Match>(a)?.bounds.end.into()),
        "The index into the string beyond which the RE engine will not go.",
    ),
    tail(
        "expand(self, template)",
        expand,
        "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.",
    ),
    tail(
        "group(self, /, *args)",
        group,
        "group([group1, ...]) -> str or tuple.\nReturn subgroup(s) of the match by indices or names.\nFor 0 returns the entire match.",
    ),
    pure(
        "groupdict(self, default=None)",
        groupdict,
        "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.",
    ),
    pure("groups(self, default=None)", groups, "Return a tuple containing all the subgroups of the match, from 1."),
    getter("lastgroup(self, /)", lastgroup, "The name of the last matched capturing group."),
    getter(
        "lastindex(self, /)",
        |_, a| Ok(this::<Match>(a)?.last_index.map_or(Value::NONE, Value::from)),
        "The integer index of the last matched capturing group.",
    ),
    getter(
        "pos(self, /)",
        |_, a| Ok(this::<Match>(a)?.bounds.start.into()),
        "The index into the string at which the RE engine started looking for a match.",
    ),
    getter("re(self, /)", |_, a| Ok(this::<Match>(a)?.pattern.clone().into()), "The regular expression object."),
    getter("regs(self, /)", regs, ""),
    tail(
        "span(self, group=0, /)",
        |vm, a| bound(vm, a, "span"),
        "For match object m, return the 2-tuple (m.start(group), m.end(group)).",
    ),
    tail(
        "start(self, group=0, /)",
        |vm, a| bound(vm, a, "start"),
        "Return index of the start of the substring matched by group.",
    ),
    getter("string(self, /)", |_, a| Ok(this::<Match>(a)?.string.clone()), "The string passed to match() or search()."),
];

impl Match {
    /// What a matcher has just found.
    pub(super) fn new(pattern: &Obj<Pattern>, string: &Value, matcher: &Matcher, bounds: Range<usize>) -> Match {
        Match {
            pattern: pattern.clone(),
            string: string.clone(),
            spans: (0..=pattern.program.groups()).map(|group| matcher.group(group)).collect(),
            last_index: matcher.last_index(),
            bounds,
        }
    }

    pub(super) fn pattern(&self) -> &Obj<Pattern> {
        &self.pattern
    }

    pub(super) fn string(&self) -> &Value {
        &self.string
    }

    /// Where a group matched, in bytes.
    pub(super) fn span(&self, group: u32) -> Option<Range<usize>> {
        self.spans.get(group as usize)?.clone()
    }

    /// The text of a group; `default` if it did not match.
    fn text(&self, subject: &Subject, group: usize, default: &Value) -> R {
        match &self.spans[group] {
            Some(span) => subject.slice(&self.string, span.clone()),
            None => Ok(default.clone()),
        }
    }

    /// The number of a group, given its number or name.
    fn number(&self, key: &Value) -> R<usize> {
        let found = match key.downcast::<Str>() {
            Some(name) => self.pattern.program.group_named(name.bytes()).map(|group| group as usize),
            None => key.as_i64().and_then(|n| usize::try_from(n).ok()),
        };
        found.filter(|group| *group < self.spans.len()).ok_or_else(|| index_error("no such group"))
    }

    /// Where a group matched as the program sees it: a tuple of two positions, both -1 if it did not.
    fn positions(&self, subject: &Subject, group: usize) -> [Value; 2] {
        match &self.spans[group] {
            Some(span) => [subject.char_of(span.start).into(), subject.char_of(span.end).into()],
            None => [Value::from(-1), Value::from(-1)],
        }
    }
}

/// If an argument is an object with an `__index__` of its own: the call that asks it and begins again.
fn asks_index(vm: &mut Vm, a: &[Value], method: &'static str) -> R<Option<Next>> {
    let is_plain = |v: &Value| v.is_int() || v.is_a::<Str>() || v.is_unbound();
    if a[1..].iter().all(|v| is_plain(v) || vm.special(v, &vm.names.__index__).is_none()) {
        return Ok(None);
    }
    let args = Tuple::from_slice(&a[1..]).into();
    Ok(Some(Next::call(vm.prelude("sre_by_index")?, [a[0].clone(), method.into(), args])))
}

fn getitem(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if let Some(next) = asks_index(vm, a, "__getitem__")? {
        return Ok(next);
    }
    let m = this::<Match>(a)?;
    let group = m.number(&a[1])?;
    Ok(m.text(&Subject::again(&m.string)?, group, &Value::NONE)?.into())
}

fn group(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let given = a[1].cast::<Tuple>().unwrap_or_else(Tuple::empty);
    let whole = [a[0].clone()];
    let call: Vec<Value> = whole.into_iter().chain(given.items().iter().cloned()).collect();
    if let Some(next) = asks_index(vm, &call, "group")? {
        return Ok(next);
    }
    let m = this::<Match>(a)?;
    let subject = Subject::again(&m.string)?;
    let result = match &call[1..] {
        [] => m.text(&subject, 0, &Value::NONE)?,
        [key] => m.text(&subject, m.number(key)?, &Value::NONE)?,
        keys => {
            let texts = keys.iter().map(|key| m.text(&subject, m.number(key)?, &Value::NONE));
            Tuple::from_vec(texts.collect::<R<Vec<Value>>>()?).into()
        }
    };
    Ok(result.into())
}

fn bound(vm: &mut Vm, a: &[Value], which: &'static str) -> R<Next> {
    if let Some(next) = asks_index(vm, a, which)? {
        return Ok(next);
    }
    let m = this::<Match>(a)?;
    let group = a[1].given().map_or(Ok(0), |key| m.number(key))?;
    let [start, end] = m.positions(&Subject::again(&m.string)?, group);
    Ok(Next::Value(match which {
        "start" => start,
        "end" => end,
        _ => Tuple::from_array([start, end]).into(),
    }))
}

fn regs(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<Match>(a)?;
    let subject = Subject::again(&m.string)?;
    let spans = (0..m.spans.len()).map(|group| Tuple::from_array(m.positions(&subject, group)).into());
    Ok(Tuple::from_vec(spans.collect()).into())
}

fn groups(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<Match>(a)?;
    let subject = Subject::again(&m.string)?;
    let default = a[1].given().cloned().unwrap_or(Value::NONE);
    let texts = (1..m.spans.len()).map(|group| m.text(&subject, group, &default));
    Ok(Tuple::from_vec(texts.collect::<R<Vec<Value>>>()?).into())
}

fn groupdict(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<Match>(a)?;
    let subject = Subject::again(&m.string)?;
    let default = a[1].given().cloned().unwrap_or(Value::NONE);
    let dict = Dict::new();
    for (name, group) in m.pattern.group_names() {
        dict.insert_interned(&name, m.text(&subject, group as usize, &default)?);
    }
    Ok(dict.into())
}

fn lastgroup(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<Match>(a)?;
    let name = m.last_index.and_then(|group| m.pattern.program.name_of(group));
    Ok(name.map_or(Value::NONE, |name| Str::from_wtf8(name).into()))
}

fn repr_of(_: &mut Vm, a: &[Value]) -> R {
    let m = this::<Match>(a)?;
    let subject = Subject::again(&m.string)?;
    let [start, end] = m.positions(&subject, 0).map(|v| v.as_i64().unwrap_or(-1));
    let mut out = format!("<{} object; span=({start}, {end}), match=", class_name(&a[0])).into_bytes();
    let text = m.text(&subject, 0, &Value::NONE)?;
    out.extend(repr::repr(&text)?.ok_or_else(|| type_error("the text of a match is a str or bytes"))?);
    out.push(b'>');
    Ok(Str::from_wtf8(&out).into())
}

fn expand(vm: &mut Vm, a: &[Value]) -> R<Next> {
    replace::expand(vm, a, false)
}
