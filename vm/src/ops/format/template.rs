//! `str.format` and `str.format_map`.
//!
//! The native part makes the text if all fields name arguments or items of built-in containers, and all values format natively. Else
//! the prelude goes through the template from its start, with the helpers at the end of this file.

use crate::exc::{R, index_error, key_error, value_error};
use crate::format::fields::{Conversion, First, Numbering, Path, Step, Template, split, too_deep};
use crate::native::Next;
use crate::object::{Dict, Found, List, Str, Tuple};
use crate::ops;
use crate::text::Text;
use crate::value::Value;
use crate::vm::Vm;

/// How deep specifications may have fields in them.
const DEPTH: u32 = 2;

/// `template.format(*args, **kwargs)`, or `format_map` if `args` is None.
pub fn format(vm: &mut Vm, template: &Value, args: &Value, keywords: &Value) -> R<Next> {
    if let Some(s) = template.downcast::<Str>() {
        let mut work = Work {
            args: args.downcast::<Tuple>(),
            keywords: keywords.exact::<Dict>(),
            numbering: Numbering::default(),
        };
        let mut out = Vec::new();
        if work.write(s.bytes(), DEPTH, &mut out)? {
            if out == s.bytes() {
                return Ok(Next::Value(template.clone()));
            }
            return Ok(Next::Value(Str::from_wtf8(&out).into()));
        }
    }
    let numbering = List::from_vec(vec![Value::from(0)]).into();
    let depth = Value::from(DEPTH);
    Ok(Next::call(vm.prelude("format_template")?, [template.clone(), args.clone(), keywords.clone(), numbering, depth]))
}

struct Work<'a> {
    args: Option<&'a Tuple>,
    keywords: Option<&'a Dict>,
    numbering: Numbering,
}

impl Work<'_> {
    /// Appends the text of a template; false if user code is needed for it.
    fn write(&mut self, template: &[u8], depth: u32, out: &mut Vec<u8>) -> R<bool> {
        if depth == 0 {
            return Err(too_deep().into());
        }
        for part in Template::new(template) {
            let part = part?;
            out.extend_from_slice(part.literal);
            let Some(field) = part.field else {
                continue;
            };
            let (first, path) = split(field.name)?;
            let Some(mut value) = self.first(first)? else {
                return Ok(false);
            };
            for step in path {
                let key = match step? {
                    Step::Attribute(_) => return Ok(false),
                    Step::Index(i) => Value::from(i),
                    Step::Key(k) => Str::from_wtf8(k).into(),
                };
                match ops::item::get(&value, &key)? {
                    Some(v) => value = v,
                    None => return Ok(false),
                }
            }
            if let Some(conversion) = field.conversion()? {
                match convert(&value, conversion)? {
                    Some(v) => value = v,
                    None => return Ok(false),
                }
            }
            let mut nested = Vec::new();
            let spec = if field.nested {
                if !self.write(field.spec, depth - 1, &mut nested)? {
                    return Ok(false);
                }
                &nested
            } else {
                field.spec
            };
            if !self.value(&value, spec, out)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The object that a field starts with; none if it has to be asked for.
    fn first(&mut self, first: First) -> R<Option<Value>> {
        match self.numbering.position(first)? {
            Some(n) => positional(self.args, n).map(Some),
            None => {
                let First::Name(name) = first else {
                    return Ok(None);
                };
                let Some(dict) = self.keywords else {
                    return Ok(None);
                };
                let key: Value = Str::from_wtf8(name).into();
                let Some(hash) = ops::hash::native(&key).known() else {
                    return Ok(None);
                };
                let table = dict.table();
                match table.find(hash, None, |k| ops::compare::native_eq(k, &key)) {
                    Found::At(i) => Ok(Some(table.entries()[i].value.clone())),
                    Found::Missing => Err(key_error(key)),
                    Found::Ask(_) => Ok(None),
                }
            }
        }
    }

    /// Appends `format(value, spec)`; false if user code is needed for it.
    fn value(&self, value: &Value, spec: &[u8], out: &mut Vec<u8>) -> R<bool> {
        if super::is_subclass(value) {
            return Ok(false);
        }
        if spec.is_empty() {
            if let Some(s) = value.exact::<Str>() {
                out.extend_from_slice(s.bytes());
                return Ok(true);
            }
            return match super::plain(value)? {
                Some(v) => {
                    out.extend_from_slice(v.downcast::<Str>().map_or(b"", Str::bytes));
                    Ok(true)
                }
                None => Ok(false),
            };
        }
        super::write(value, Text::counted(spec), out)
    }
}

/// The positional argument `n`.
pub fn positional(args: Option<&Tuple>, n: usize) -> R {
    let Some(args) = args else {
        return Err(value_error("Format string contains positional fields"));
    };
    args.items()
        .get(n)
        .cloned()
        .ok_or_else(|| index_error(format!("Replacement index {n} out of range for positional args tuple")))
}

fn convert(value: &Value, conversion: Conversion) -> R<Option<Value>> {
    let text = match conversion {
        Conversion::Str => return ops::repr::str_value(value),
        Conversion::Repr => ops::repr::repr(value)?,
        Conversion::Ascii => ops::repr::ascii(value)?,
    };
    Ok(text.map(|text| Str::from_wtf8(&text).into()))
}

fn text(bytes: &[u8]) -> Value {
    Str::from_wtf8(bytes).into()
}

/// For the prelude and `_string`: the part of a template from a byte on, as `(next byte, literal, field)`, where the field is None
/// or `(name, conversion, spec, whether that is a template)`; None at the end.
pub fn part(template: &Str, at: usize) -> R {
    let mut parts = Template::resumed(template.bytes(), at);
    let Some(part) = parts.next() else {
        return Ok(Value::NONE);
    };
    let part = part?;
    let field = match part.field {
        None => Value::NONE,
        Some(field) => {
            let conversion = match field.conversion {
                None => Value::NONE,
                Some(c) => Str::from_char(c).into(),
            };
            let items = vec![text(field.name), conversion, text(field.spec), field.nested.into()];
            Tuple::from_vec(items).into()
        }
    };
    let items = vec![parts.position().into(), text(part.literal), field];
    Ok(Tuple::from_vec(items).into())
}

/// For the prelude: what a field's name starts with, a number or a name, and the rest of the name. `numbering` is a list of one int
/// that keeps the state of the template's numbering.
pub fn first(name: &Str, numbering: &List) -> R {
    let (first, path) = split(name.bytes())?;
    let state = numbering.get(0).and_then(|v| v.as_i64()).unwrap_or(0);
    let mut numbers = Numbering::from_state(state);
    let position = numbers.position(first)?;
    numbering.items_mut()[0] = Value::from(numbers.state());
    let key = match (position, first) {
        (Some(n), _) => n.into(),
        (None, First::Name(name)) => text(name),
        (None, _) => Value::NONE,
    };
    Ok(Tuple::from_vec(vec![key, text(path.rest())]).into())
}

/// For `_string`: what a field's name starts with, and the rest of the name.
pub fn start(name: &Str) -> R {
    let (first, path) = split(name.bytes())?;
    let key = match first {
        First::Next => text(b""),
        First::Index(n) => n.into(),
        First::Name(name) => text(name),
    };
    Ok(Tuple::from_vec(vec![key, text(path.rest())]).into())
}

/// For the prelude and `_string`: the first step of a path, as `(rest, whether it is an attribute, name or number)`.
pub fn step(path: &Str) -> R {
    let mut steps = Path::resumed(path.bytes());
    let Some(step) = steps.next() else {
        return Ok(Value::NONE);
    };
    let (is_attribute, key) = match step? {
        Step::Attribute(name) => (true, text(name)),
        Step::Index(i) => (false, i.into()),
        Step::Key(key) => (false, text(key)),
    };
    let items = vec![text(steps.rest()), is_attribute.into(), key];
    Ok(Tuple::from_vec(items).into())
}
