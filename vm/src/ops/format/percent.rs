//! `template % args`, for `str`, `bytes` and `bytearray`.
//!
//! The native part goes through the template until it needs something that only user code can give: an item of a mapping, the
//! `str` of an object, ... Then it returns a [`Request`], and is entered again with the answer. All of its progress is in
//! [`Progress`], which the prelude keeps as a list.

use crate::buffer;
use crate::exc::{Exc, R, key_error};
use crate::format::percent::{self, Conversion, Count, Flavor, Kind, Part, Template};
use crate::names::cached;
use crate::number::int::{IntRef, from_f64, to_f64};
use crate::object::{ByteArray, Bytes, Dict, Found, Str, Tuple};
use crate::ops;
use crate::ops::item::slice::has_index;
use crate::text::Text;
use crate::types::{class_name, class_of};
use crate::value::{Unpacked, Value};

use super::with_int;

/// How far the work is.
#[derive(Default)]
pub struct Progress {
    /// The byte of the template to go on at.
    pub at: usize,
    /// How many arguments are used.
    pub used: usize,
    /// Whether a key was seen, after which the arguments are what was under it.
    pub keyed: bool,
    /// What is made so far.
    pub out: Vec<u8>,
    /// The answer to the last request.
    pub answer: Option<Answer>,
    /// The value under the last key.
    pub value: Option<Value>,
}

/// The answer to a request.
pub enum Answer {
    /// The value under a key.
    Item(Value),
    /// What a value was converted to.
    Converted(Value),
}

/// What only user code can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// The item of the arguments under a key.
    Item,
    /// `str(v)`
    Str,
    /// `repr(v)`
    Repr,
    /// `ascii(v)`
    Ascii,
    /// `int(v)` of a number.
    Int,
    /// `v.__index__()`
    Index,
    /// `float(v)`
    Float,
    /// `bytes(v)` by `__bytes__`
    Bytes,
}

impl Want {
    /// The name that the prelude knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Want::Item => "item",
            Want::Str => "str",
            Want::Repr => "repr",
            Want::Ascii => "ascii",
            Want::Int => "int",
            Want::Index => "index",
            Want::Float => "float",
            Want::Bytes => "bytes",
        }
    }
}

/// A request for what only user code can tell.
pub struct Request {
    /// What is asked.
    pub want: Want,
    /// The value it is asked of; for an item, the key.
    pub value: Value,
    /// The TypeError that replaces one that user code raises, if there is one.
    pub refusal: Option<Exc>,
}

/// How the work went on.
pub enum Run {
    /// The result.
    Done(Value),
    /// Something is needed.
    Ask(Request),
}

/// `template % args` without user code; None if some is needed.
pub fn native(template: &Value, args: &Value) -> R<Option<Value>> {
    match run(template, args, &mut Progress::default())? {
        Run::Done(v) => Ok(Some(v)),
        Run::Ask(_) => Ok(None),
    }
}

/// Goes on with the work until it is done or needs something.
pub fn run(template: &Value, args: &Value, progress: &mut Progress) -> R<Run> {
    if let Some(s) = template.downcast::<Str>() {
        return Work::new(Flavor::Str, args).run(template, s.bytes(), progress);
    }
    let bytes = buffer::require(template)?;
    Work::new(Flavor::Bytes, args).run(template, &bytes, progress)
}

/// Whether `%(key)s` looks into the arguments.
fn is_mapping(flavor: Flavor, args: &Value) -> bool {
    let text = match args.unpack() {
        Unpacked::Tuple(_) | Unpacked::Str(_) => true,
        Unpacked::Bytes(_) | Unpacked::ByteArray(_) => flavor == Flavor::Bytes,
        _ => false,
    };
    !text && class_of(args).lookup(cached::__getitem__().value()).is_some()
}

struct Work<'a> {
    flavor: Flavor,
    args: &'a Value,
    tuple: Option<&'a Tuple>,
    mapping: bool,
    max_digits: usize,
}

/// The outcome of a step: something is needed, or not.
type Step = R<Result<(), Request>>;

impl<'a> Work<'a> {
    fn new(flavor: Flavor, args: &'a Value) -> Work<'a> {
        Work {
            flavor,
            args,
            tuple: args.downcast::<Tuple>(),
            mapping: is_mapping(flavor, args),
            max_digits: ops::number::max_str_digits(),
        }
    }

    fn run(&self, whole: &Value, bytes: &[u8], p: &mut Progress) -> R<Run> {
        let mut template = Template::resumed(bytes, self.flavor, p.at);
        loop {
            p.at = template.position();
            match template.next() {
                None => break,
                Some(Part::Literal(part)) if part.len() == bytes.len() => {
                    self.check_all_used(p)?;
                    if self.flavor == Flavor::Str {
                        return Ok(Run::Done(whole.clone()));
                    }
                    p.out.extend_from_slice(part);
                }
                Some(Part::Literal(part)) => p.out.extend_from_slice(part),
                Some(Part::Conversion(c)) => {
                    if let Err(request) = self.convert(&c, p)? {
                        return Ok(Run::Ask(request));
                    }
                }
            }
        }
        self.check_all_used(p)?;
        let out = std::mem::take(&mut p.out);
        Ok(Run::Done(if self.flavor == Flavor::Str {
            Str::from_wtf8(&out).into()
        } else if whole.is_a::<ByteArray>() {
            ByteArray::new(out).into()
        } else {
            Bytes::new(&out).into()
        }))
    }

    fn check_all_used(&self, p: &Progress) -> R<()> {
        let given = if p.keyed { 1 } else { self.tuple.map_or(1, Tuple::len) };
        if p.used < given && !self.mapping {
            return Err(self.flavor.not_all_converted().into());
        }
        Ok(())
    }

    fn convert(&self, c: &Conversion, p: &mut Progress) -> Step {
        // Taking the arguments is repeated after an answer, from the same place.
        let used = p.used;
        let (item, converted) = match p.answer.take() {
            Some(Answer::Item(v)) => (Some(v), None),
            Some(Answer::Converted(v)) => (None, Some(v)),
            None => (None, None),
        };
        if let Some(key) = &c.key {
            if !self.mapping {
                return Err(percent::not_a_mapping().into());
            }
            let key = key.clone()?;
            if item.is_some() {
                p.value = item;
            } else if converted.is_none() {
                match self.look_up(key)? {
                    Ok(v) => p.value = Some(v),
                    Err(request) => return Ok(Err(request)),
                }
            }
            p.keyed = true;
            p.used = 0;
        }
        let width = self.star(c.width, percent::star_width, p)?;
        let precision = self.star(c.precision, percent::star_precision, p)?;
        let layout = c.layout(width, precision);
        if let Some(problem) = &c.problem {
            return Err(problem.clone().into());
        }
        let value = self.argument(p)?;
        let kind = c.kind()?;
        let shown = match &converted {
            Some(v) => v.clone(),
            None => value,
        };
        let done = self.write(c, kind, &layout, &shown, converted.is_some(), &mut p.out)?;
        if done.is_err() && c.key.is_none() {
            p.used = used;
        }
        Ok(done)
    }

    fn look_up(&self, key: &[u8]) -> R<Result<Value, Request>> {
        let key: Value = match self.flavor {
            Flavor::Str => Str::from_wtf8(key).into(),
            Flavor::Bytes => Bytes::new(key).into(),
        };
        if let Some(dict) = self.args.exact::<Dict>()
            && let Some(hash) = ops::hash::native(&key).known()
        {
            let table = dict.table();
            match table.find(hash, None, |k| ops::compare::native_eq(k, &key)) {
                Found::At(i) => return Ok(Ok(table.entries()[i].value.clone())),
                Found::Missing => return Err(key_error(key)),
                Found::Ask(_) => {}
            }
        }
        Ok(Err(Request { want: Want::Item, value: key, refusal: None }))
    }

    /// The next argument.
    fn argument(&self, p: &mut Progress) -> R {
        let n = p.used;
        p.used += 1;
        let v = if p.keyed {
            p.value.clone().filter(|_| n == 0)
        } else {
            match self.tuple {
                Some(t) => t.items().get(n).cloned(),
                None => Some(self.args.clone()).filter(|_| n == 0),
            }
        };
        v.ok_or_else(|| percent::not_enough_arguments().into())
    }

    fn star(
        &self,
        count: Option<Count>,
        read: fn(IntRef) -> crate::number::Result<i64>,
        p: &mut Progress,
    ) -> R<Option<i64>> {
        if count != Some(Count::Argument) {
            return Ok(None);
        }
        let v = self.argument(p)?;
        match with_int(&v, read) {
            Some(n) => Ok(Some(n?)),
            None => Err(percent::star_wants_int().into()),
        }
    }

    /// Appends a value; it is the answer to a request if `converted`.
    fn write(
        &self,
        c: &Conversion,
        kind: Kind,
        layout: &percent::Layout,
        v: &Value,
        converted: bool,
        out: &mut Vec<u8>,
    ) -> Step {
        let ask = |want, refusal| Ok(Err(Request { want, value: v.clone(), refusal }));
        let refusal = || Exc::from(self.flavor.wrong_type(kind, c.character, &class_name(v)));
        match kind {
            Kind::Str | Kind::Repr | Kind::Ascii => {
                let (text, want) = match kind {
                    _ if converted => (text_of(v), Want::Str),
                    Kind::Str => (ops::repr::str(v)?, Want::Str),
                    Kind::Repr => (ops::repr::repr(v)?, Want::Repr),
                    _ => (ops::repr::ascii(v)?, Want::Ascii),
                };
                let Some(text) = text else {
                    return ask(want, None);
                };
                let text = match self.flavor {
                    Flavor::Str => Text::counted(&text),
                    Flavor::Bytes => Text::of_bytes(&text),
                };
                layout.text(text, out)?;
            }
            Kind::Bytes => {
                let exact = v.exact::<Bytes>().is_some() || v.exact::<ByteArray>().is_some();
                if !exact && !converted && has(v, "__bytes__") {
                    return ask(Want::Bytes, None);
                }
                let bytes = buffer::get(v)?.ok_or_else(refusal)?;
                layout.text(Text::of_bytes(&bytes), out)?;
            }
            Kind::Char => {
                if let Some(one) = single(self.flavor, v) {
                    let text = one.ok_or_else(refusal)?;
                    let text = match self.flavor {
                        Flavor::Str => Text::counted(&text),
                        Flavor::Bytes => Text::of_bytes(&text),
                    };
                    layout.single(text, out)?;
                } else if let Some(done) = with_int(v, |i| layout.character(i, self.flavor, out)) {
                    done?;
                } else if has_index(v) {
                    return ask(Want::Index, Some(refusal()));
                } else {
                    return Err(refusal());
                }
            }
            Kind::Decimal => {
                if let Some(done) = with_int(v, |i| layout.int(i, None, self.max_digits, out)) {
                    done?;
                } else if let Some(f) = v.as_float() {
                    let i = from_f64(f)?;
                    layout.int(i.as_ref(), None, self.max_digits, out)?;
                } else if has_index(v) || has(v, "__int__") {
                    return ask(Want::Int, Some(refusal()));
                } else {
                    return Err(refusal());
                }
            }
            Kind::Radix(radix) => {
                let radix = Some(radix);
                if let Some(done) = with_int(v, |i| layout.int(i, radix, self.max_digits, out)) {
                    done?;
                } else if has_index(v) {
                    return ask(Want::Index, Some(refusal()));
                } else {
                    return Err(refusal());
                }
            }
            Kind::Float(character) => {
                let f = if let Some(f) = v.as_float() {
                    f
                } else if let Some(f) = with_int(v, to_f64) {
                    f?
                } else if has(v, "__float__") || has_index(v) {
                    return ask(Want::Float, None);
                } else {
                    return Err(refusal());
                };
                layout.float(f, character, out)?;
            }
        }
        Ok(Ok(()))
    }
}

fn has(v: &Value, name: &str) -> bool {
    let name = crate::object::intern(name.as_bytes());
    class_of(v).lookup(name.value()).is_some()
}

fn text_of(v: &Value) -> Option<Vec<u8>> {
    v.downcast::<Str>().map(|s| s.bytes().to_vec())
}

/// The text that `%c` is given, if it is given one; none within if it is not one character.
fn single(flavor: Flavor, v: &Value) -> Option<Option<Vec<u8>>> {
    match (flavor, v.unpack()) {
        (Flavor::Str, Unpacked::Str(s)) => Some((s.chars() == 1).then(|| s.bytes().to_vec())),
        (Flavor::Bytes, Unpacked::Bytes(b)) => Some((b.len() == 1).then(|| b.bytes().to_vec())),
        (Flavor::Bytes, Unpacked::ByteArray(b)) => {
            let bytes = b.bytes();
            Some((bytes.len() == 1).then(|| bytes.clone()))
        }
        _ => None,
    }
}
