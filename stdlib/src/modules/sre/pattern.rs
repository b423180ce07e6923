//! `re.Pattern`.

use std::cell::{OnceCell, RefCell};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use pausa_vm::exc::{memory_error, type_error};
use pausa_vm::heap::{Payload, Visit, new};
use pausa_vm::native::{Def, TypeSpec, getter, pure, tail, this};
use pausa_vm::object::{Dict, List, MappingProxy, Str, Tuple, TypeFlags, intern};
use pausa_vm::ops::repr;
use pausa_vm::types::alias;
use pausa_vm::{Exc, Obj, R, Value, Vm};

use super::matched::Match;
use super::replace;
use super::scan::{FindIter, Scan};
use super::subject::Subject;
use crate::modules::{arg, system};
use crate::re::{Cursor, Flags, How, Kind, Matcher, Program, Template, split};

/// How much memory a match in progress may take for what to come back to.
const STACK_LIMIT: usize = 4 << 30;

/// A compiled pattern.
pub(super) struct Pattern {
    pub(super) program: Program,
    /// What it was compiled from.
    pub(super) source: Value,
    /// What matches are worked with, kept for the next one.
    pub(super) matcher: RefCell<Matcher>,
    /// `groupindex`
    names: OnceCell<Obj<Dict>>,
    /// The replacement used last, with the text that it was read from.
    pub(super) template: RefCell<Option<(Vec<u8>, Rc<Template>)>>,
}

impl Payload for Pattern {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.source);
        if let Some(names) = self.names.get() {
            visit(names.value());
        }
    }
}

/// `re.Pattern`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Pattern",
    module: "re",
    layout: Pattern::LAYOUT,
    flags: TypeFlags::WEAKREF | TypeFlags::NO_NEW,
    doc: "Compiled regular expression object.",
    defs: DEFS,
};

const DEFS: &[Def] = &[
    pure("__class_getitem__(cls, item, /)", alias::class_getitem, "See PEP 585").class_method(),
    pure("__copy__(self, /)", |_, a| Ok(a[0].clone()), ""),
    pure("__deepcopy__(self, memo, /)", |_, a| Ok(a[0].clone()), ""),
    pure("__eq__(self, value, /)", |_, a| equal(a, true), "Return self==value."),
    pure("__ne__(self, value, /)", |_, a| equal(a, false), "Return self!=value."),
    pure("__hash__(self, /)", hash, "Return hash(self)."),
    pure("__repr__(self, /)", repr_of, "Return repr(self)."),
    pure(
        "findall(self, string, pos: index=0, endpos: index=9223372036854775807)",
        findall,
        "Return a list of all non-overlapping matches of pattern in string.",
    ),
    pure(
        "finditer(self, string, pos: index=0, endpos: index=9223372036854775807)",
        finditer,
        "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.",
    ),
    getter("flags(self, /)", |_, a| Ok(this::<Pattern>(a)?.program.flags().0.into()), "The regex matching flags."),
    pure(
        "fullmatch(self, string, pos: index=0, endpos: index=9223372036854775807)",
        |vm, a| matched(vm, a, How::FullMatch),
        "Matches against all of the string.",
    ),
    getter("groupindex(self, /)", groupindex, "A dictionary mapping group names to group numbers."),
    getter(
        "groups(self, /)",
        |_, a| Ok(this::<Pattern>(a)?.program.groups().into()),
        "The number of capturing groups in the pattern.",
    ),
    pure(
        "match(self, string, pos: index=0, endpos: index=9223372036854775807)",
        |vm, a| matched(vm, a, How::Match),
        "Matches zero or more characters at the beginning of the string.",
    ),
    getter(
        "pattern(self, /)",
        |_, a| Ok(this::<Pattern>(a)?.source.clone()),
        "The pattern string from which the RE object was compiled.",
    ),
    pure("scanner(self, string, pos: index=0, endpos: index=9223372036854775807)", scanner, ""),
    pure(
        "search(self, string, pos: index=0, endpos: index=9223372036854775807)",
        |vm, a| matched(vm, a, How::Search),
        "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.",
    ),
    pure("split(self, string, maxsplit: index=0)", split_by, "Split string by the occurrences of pattern."),
    tail(
        "sub(self, repl, string, count: index=0)",
        |vm, a| replace::sub(vm, a, false, false),
        "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.",
    ),
    tail(
        "subn(self, repl, string, count: index=0)",
        |vm, a| replace::sub(vm, a, true, false),
        "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.",
    ),
];

/// Whether a match is to go on: called now and then.
pub(super) fn go_on(vm: &Vm) -> impl FnMut(usize) -> bool + '_ {
    |size| size < STACK_LIMIT && !system::is_interrupted(vm)
}

/// Why a match was stopped.
#[cold]
pub(super) fn stopped(vm: &Vm) -> Exc {
    if system::is_interrupted(vm) { system::interrupted(vm, pausa_runtime::io::Interrupted) } else { memory_error() }
}

impl Pattern {
    pub(super) fn new(program: Program, source: Value) -> Pattern {
        Pattern { program, source, matcher: RefCell::default(), names: OnceCell::new(), template: RefCell::default() }
    }

    /// The named groups with their numbers.
    pub(super) fn group_names(&self) -> impl Iterator<Item = (Obj<Str>, u32)> {
        self.program.names().iter().map(|(name, group)| (intern(name), *group))
    }
}

/// The receiver as an object.
pub(super) fn receiver(a: &[Value]) -> R<Obj<Pattern>> {
    a[0].cast::<Pattern>().ok_or_else(|| type_error("descriptor requires a 're.Pattern' object"))
}

/// A bound of a search, which a program may have left out.
fn bound(v: &Value, default: i64) -> R<i64> {
    match v.given() {
        Some(v) => {
            v.as_i64().ok_or_else(|| pausa_vm::exc::overflow_error("Python int too large to convert to C ssize_t"))
        }
        None => Ok(default),
    }
}

fn bounds(a: &[Value]) -> R<(i64, i64)> {
    Ok((bound(&a[2], 0)?, bound(&a[3], i64::MAX)?))
}

fn matched(vm: &mut Vm, a: &[Value], how: How) -> R {
    let pattern = receiver(a)?;
    let (start, end) = bounds(a)?;
    let subject = Subject::of(&a[1], pattern.program.kind())?;
    let bounds = subject.clip(start, end);
    let range = subject.byte_of(bounds.start)..subject.byte_of(bounds.end);
    let mut matcher = pattern.matcher.borrow_mut();
    let found = matcher.run(&pattern.program, how, subject.bytes(), range, false, &mut go_on(vm));
    if !found.map_err(|_| stopped(vm))? {
        return Ok(Value::NONE);
    }
    let found = Match::new(&pattern, &a[1], &matcher, bounds);
    matcher.trim();
    Ok(vm.new_native(found)?.into())
}

fn scanner(vm: &mut Vm, a: &[Value]) -> R {
    let (start, end) = bounds(a)?;
    Ok(vm.new_native(Scan::new(receiver(a)?, &a[1], start, end)?)?.into())
}

fn finditer(vm: &mut Vm, a: &[Value]) -> R {
    let (start, end) = bounds(a)?;
    Ok(vm.new_native(FindIter(Scan::new(receiver(a)?, &a[1], start, end)?))?.into())
}

fn findall(vm: &mut Vm, a: &[Value]) -> R {
    let pattern = receiver(a)?;
    let (start, end) = bounds(a)?;
    let subject = Subject::of(&a[1], pattern.program.kind())?;
    let bounds = subject.clip(start, end);
    let mut cursor = Cursor::new(subject.byte_of(bounds.start)..subject.byte_of(bounds.end));
    let mut matcher = pattern.matcher.borrow_mut();
    let program = &pattern.program;
    let slice = |span: Option<Range<usize>>| subject.slice(&a[1], span.unwrap_or(0..0));
    let mut found = Vec::new();
    while cursor.next(&mut matcher, program, How::Search, subject.bytes(), &mut go_on(vm)).map_err(|_| stopped(vm))? {
        found.push(match program.groups() {
            0 => slice(matcher.group(0))?,
            1 => slice(matcher.group(1))?,
            groups => {
                let texts = (1..=groups).map(|group| slice(matcher.group(group)));
                Tuple::from_vec(texts.collect::<R<Vec<Value>>>()?).into()
            }
        });
    }
    matcher.trim();
    Ok(List::from_vec(found).into())
}

fn split_by(vm: &mut Vm, a: &[Value]) -> R {
    let pattern = receiver(a)?;
    let most = bound(&a[2], 0)?;
    let subject = Subject::of(&a[1], pattern.program.kind())?;
    let mut pieces = Vec::new();
    let Ok(most) = usize::try_from(most) else {
        return Ok(List::from_vec(vec![subject.slice(&a[1], 0..subject.bytes().len())?]).into());
    };
    split(&pattern.program, subject.bytes(), most, |piece| pieces.push(piece), &mut go_on(vm))
        .map_err(|_| stopped(vm))?;
    let texts = pieces.into_iter().map(|piece| match piece {
        Some(piece) => subject.slice(&a[1], piece),
        None => Ok(Value::NONE),
    });
    Ok(List::from_vec(texts.collect::<R<Vec<Value>>>()?).into())
}

fn groupindex(_: &mut Vm, a: &[Value]) -> R {
    let pattern = this::<Pattern>(a)?;
    let names = pattern.names.get_or_init(|| {
        let dict = Dict::new();
        for (name, group) in pattern.group_names() {
            dict.insert_interned(&name, group.into());
        }
        dict
    });
    if names.is_empty() {
        return Ok(Dict::new().into());
    }
    Ok(new(MappingProxy { mapping: names.clone().into() }).into())
}

/// The text of a pattern in the engine's encoding.
fn source(v: &Value) -> Vec<u8> {
    match v.downcast::<Str>() {
        Some(s) => s.bytes().to_vec(),
        None => pausa_vm::buffer::read(v, <[u8]>::to_vec).ok().flatten().unwrap_or_default(),
    }
}

fn equal(a: &[Value], wanted: bool) -> R {
    let pattern = this::<Pattern>(a)?;
    let Some(other) = a[1].downcast::<Pattern>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let is_equal = a[0].is(&a[1])
        || (pattern.program.kind(), pattern.program.flags()) == (other.program.kind(), other.program.flags())
            && source(&pattern.source) == source(&other.source);
    Ok(Value::bool(is_equal == wanted))
}

fn hash(_: &mut Vm, a: &[Value]) -> R {
    let pattern = this::<Pattern>(a)?;
    let mut hasher = DefaultHasher::new();
    (pattern.program.kind(), pattern.program.flags(), source(&pattern.source)).hash(&mut hasher);
    Ok(Value::from((hasher.finish() >> 3) as i64))
}

/// The flags in the order in which a representation names them.
const NAMES: [(Flags, &str); 9] = [
    (Flags::TEMPLATE, "re.TEMPLATE"),
    (Flags::IGNORECASE, "re.IGNORECASE"),
    (Flags::LOCALE, "re.LOCALE"),
    (Flags::MULTILINE, "re.MULTILINE"),
    (Flags::DOTALL, "re.DOTALL"),
    (Flags::UNICODE, "re.UNICODE"),
    (Flags::VERBOSE, "re.VERBOSE"),
    (Flags::DEBUG, "re.DEBUG"),
    (Flags::ASCII, "re.ASCII"),
];

/// A pattern's source is shown up to this many characters.
const SHOWN: usize = 200;

fn repr_of(_: &mut Vm, a: &[Value]) -> R {
    let pattern = this::<Pattern>(a)?;
    let mut flags = pattern.program.flags().0;
    // For a str this is what goes without saying.
    let implied = Flags::UNICODE.0;
    if pattern.program.kind() == Kind::Str && flags & (Flags::LOCALE.0 | implied | Flags::ASCII.0) == implied {
        flags &= !implied;
    }
    let mut text = repr::repr(&pattern.source)?.unwrap_or_default();
    text.truncate(pausa_vm::text::wtf8::skip(&text, SHOWN));
    let mut out = [b"re.compile(", &text[..]].concat();
    let mut shown = String::new();
    for (flag, name) in NAMES {
        if flags & flag.0 != 0 {
            shown.push_str(if shown.is_empty() { ", " } else { "|" });
            shown.push_str(name);
            flags &= !flag.0;
        }
    }
    if flags != 0 {
        shown.push_str(if shown.is_empty() { ", " } else { "|" });
        // Writing to a string cannot fail.
        let _ = write!(shown, "{flags:#x}");
    }
    out.extend_from_slice(shown.as_bytes());
    out.push(b')');
    Ok(Str::from_wtf8(&out).into())
}

/// The count that a program gave: none for no limit, or no replacement at all for a negative one.
pub(super) fn count(v: &Value) -> R<Option<usize>> {
    Ok(usize::try_from(bound(arg::some(v).unwrap_or(&Value::UNBOUND), 0)?).ok())
}
