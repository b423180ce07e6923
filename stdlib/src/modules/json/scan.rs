//! `make_scanner`: an object that reads a value from a string, with the options of a decoder.

use std::cell::RefCell;

use pausa_vm::exc::{stop_iteration, system_error, type_error, value_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::number::int;
use pausa_vm::object::{Dict, List, NativeFunction, Str, Tuple, TypeFlags};
use pausa_vm::ops::number::max_str_digits;
use pausa_vm::types::class_name;
use pausa_vm::{Obj, R, Value, Vm};

use super::refused;
use crate::json::{Error, Event, Reader, Suspended};

/// The options of a decoder.
pub(super) struct Scanner {
    strict: bool,
    object_hook: Value,
    object_pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

impl Payload for Scanner {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in [&self.object_hook, &self.object_pairs_hook, &self.parse_float, &self.parse_int, &self.parse_constant]
        {
            visit(v);
        }
    }
}

/// `make_scanner`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Scanner",
    module: "_json",
    layout: <Scanner as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "JSON scanner object",
    defs: &[
        tail(
            "__new__(cls, context)",
            |vm, a| Ok(Next::call(vm.prelude("json_scanner")?, a.iter().cloned())),
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        tail("__call__(self, string, idx: index)", call, "Call self as a function."),
        getter("strict(self)", |_, a| Ok(this::<Scanner>(a)?.strict.into()), "strict"),
        getter("object_hook(self)", |_, a| Ok(this::<Scanner>(a)?.object_hook.clone()), "object_hook"),
        getter("object_pairs_hook(self)", |_, a| Ok(this::<Scanner>(a)?.object_pairs_hook.clone()), ""),
        getter("parse_float(self)", |_, a| Ok(this::<Scanner>(a)?.parse_float.clone()), "parse_float"),
        getter("parse_int(self)", |_, a| Ok(this::<Scanner>(a)?.parse_int.clone()), "parse_int"),
        getter("parse_constant(self)", |_, a| Ok(this::<Scanner>(a)?.parse_constant.clone()), "parse_constant"),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure(
        "_json_scanner(cls, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)",
        make,
        "",
    ),
    tail("_json_read_on(reading, value, /)", read_on, ""),
];

fn make(_: &mut Vm, a: &[Value]) -> R {
    let payload = Scanner {
        strict: a[1].is_true(),
        object_hook: a[2].clone(),
        object_pairs_hook: a[3].clone(),
        parse_float: a[4].clone(),
        parse_int: a[5].clone(),
        parse_constant: a[6].clone(),
    };
    Ok(heap::new_with_type(&class_arg(a)?, payload).into())
}

/// A container that is being read.
enum Open {
    Array(Vec<Value>),
    /// With the key of the next value.
    Object(Obj<Dict>, Option<Obj<Str>>),
    /// An object that becomes pairs for a hook.
    Pairs(Vec<Value>, Option<Obj<Str>>),
}

impl Open {
    fn traverse(&self, visit: &mut Visit<'_>) {
        let key = match self {
            Open::Array(items) => {
                items.iter().for_each(&mut *visit);
                return;
            }
            Open::Object(dict, key) => {
                visit(dict.value());
                key
            }
            Open::Pairs(pairs, key) => {
                pairs.iter().for_each(&mut *visit);
                key
            }
        };
        if let Some(key) = key {
            visit(key.value());
        }
    }
}

/// Reading that waits for a function of the program's.
pub(super) struct Reading {
    scanner: Obj<Scanner>,
    document: Obj<Str>,
    state: RefCell<Option<(Suspended, Vec<Open>)>>,
}

impl Payload for Reading {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.scanner.value());
        visit(self.document.value());
        if let Some((_, open)) = &*self.state.borrow() {
            open.iter().for_each(|o| o.traverse(visit));
        }
    }
    fn clear(&self) {
        drop(self.state.take());
    }
}

/// The class of [`Reading`], which programs do not see.
pub(super) static READING: TypeSpec = TypeSpec {
    name: "Reading",
    module: "_json",
    layout: <Reading as Payload>::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[],
};

/// Keys are often the same: the strings of the last ones are kept.
const KEYS: usize = 64;

struct Keys([Option<Obj<Str>>; KEYS]);

impl Keys {
    fn get(&mut self, text: &[u8]) -> Obj<Str> {
        let ends = text.first().zip(text.last()).map_or(0, |(a, b)| usize::from(*a) * 7 + usize::from(*b));
        let slot = &mut self.0[(ends + text.len() * 31) % KEYS];
        match slot {
            Some(s) if s.bytes() == text => s.clone(),
            _ => slot.insert(Str::from_wtf8(text)).clone(),
        }
    }
}

/// What reading came to.
enum Outcome {
    Value(Value),
    /// A function is to be called, and its result is the next value.
    Call(Value, Value),
}

/// A value is complete: it goes into its container, or is the result.
fn place(open: &mut [Open], v: Value) -> Option<Value> {
    match open.last_mut() {
        None => return Some(v),
        Some(Open::Array(items)) => items.push(v),
        Some(Open::Object(dict, key)) => {
            if let Some(key) = key.take() {
                dict.insert_interned(&key, v);
            }
        }
        Some(Open::Pairs(pairs, key)) => {
            if let Some(key) = key.take() {
                pairs.push(Tuple::from_array([key.into(), v]).into());
            }
        }
    }
    None
}

impl Scanner {
    /// Reads on until the value is complete, or a function is to be called.
    fn run(&self, vm: &Vm, reader: &mut Reader<'_>, open: &mut Vec<Open>) -> R<Result<Outcome, Error>> {
        let mut keys = Keys([const { None }; KEYS]);
        let is = |v: &Value, name: &str| vm.builtins.get_str(name).is_some_and(|b| b.is(v));
        let (floats, ints) = (is(&self.parse_float, "float"), is(&self.parse_int, "int"));
        let given = |v: &Value| (!v.is_none()).then(|| v.clone());
        loop {
            let event = match reader.next() {
                Ok(Some(event)) => event,
                Ok(None) => return Err(system_error("a JSON document ended without a value")),
                Err(e) => return Ok(Err(e)),
            };
            let v = match event {
                Event::Null => Value::NONE,
                Event::True => Value::TRUE,
                Event::False => Value::FALSE,
                Event::Text(text) => Str::from_wtf8(&text).into(),
                Event::Int(text) if ints => match text.parse::<i64>() {
                    Ok(i) => i.into(),
                    Err(_) => int::parse_bytes(text.as_bytes(), 10, max_str_digits())?.into(),
                },
                Event::Int(text) => return Ok(Ok(Outcome::Call(self.parse_int.clone(), text.into()))),
                Event::Float(text) if floats => text.parse::<f64>().unwrap_or(f64::NAN).into(),
                Event::Float(text) => return Ok(Ok(Outcome::Call(self.parse_float.clone(), text.into()))),
                Event::Constant(name) => match self.constant(name) {
                    Some(v) => v,
                    None => return Ok(Ok(Outcome::Call(self.parse_constant.clone(), name.into()))),
                },
                Event::Key(text) => {
                    let name = keys.get(&text);
                    if let Some(Open::Object(_, key) | Open::Pairs(_, key)) = open.last_mut() {
                        *key = Some(name);
                    }
                    continue;
                }
                Event::BeginArray => {
                    open.push(Open::Array(Vec::new()));
                    continue;
                }
                Event::BeginObject => {
                    let pairs = !self.object_pairs_hook.is_none();
                    open.push(if pairs { Open::Pairs(Vec::new(), None) } else { Open::Object(Dict::new(), None) });
                    continue;
                }
                Event::EndArray | Event::EndObject => match open.pop() {
                    Some(Open::Array(items)) => List::from_vec(items).into(),
                    Some(Open::Object(dict, _)) => match given(&self.object_hook) {
                        Some(hook) => return Ok(Ok(Outcome::Call(hook, dict.into()))),
                        None => dict.into(),
                    },
                    Some(Open::Pairs(pairs, _)) => {
                        let list = List::from_vec(pairs).into();
                        return Ok(Ok(Outcome::Call(self.object_pairs_hook.clone(), list)));
                    }
                    None => return Err(system_error("a JSON container ended that did not begin")),
                },
            };
            if let Some(v) = place(open, v) {
                return Ok(Ok(Outcome::Value(v)));
            }
        }
    }

    /// `NaN` or an infinity, if `parse_constant` is the look-up in a dict that decoders use by themselves.
    fn constant(&self, name: &str) -> Option<Value> {
        let f = self.parse_constant.downcast::<NativeFunction>().filter(|f| f.def.name() == "__getitem__")?;
        f.receiver.exact::<Dict>()?.get_str(name)
    }
}

/// How many containers may be inside each other.
fn max_depth(vm: &Vm) -> usize {
    vm.recursion_limit.saturating_sub(vm.depth()) as usize
}

fn call(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let scanner = this::<Scanner>(a)?;
    let Some(document) = a[1].cast::<Str>() else {
        return Err(type_error(format!("first argument must be a string, not {}", class_name(&a[1]))));
    };
    let Some(at) = a[2].as_i64().and_then(|i| usize::try_from(i).ok()) else {
        return Err(value_error("idx cannot be negative"));
    };
    if at >= document.chars() {
        return Err(stop_iteration(a[2].clone()));
    }
    let mut reader = Reader::new(document.bytes(), document.text().byte_of(at), scanner.strict, max_depth(vm));
    let mut open = Vec::new();
    let outcome = scanner.run(vm, &mut reader, &mut open)?;
    finish(vm, &a[0], &document, reader, open, outcome)
}

/// Returns the value with where it ended, or has the function called.
fn finish(
    vm: &mut Vm,
    scanner: &Value,
    document: &Obj<Str>,
    reader: Reader<'_>,
    open: Vec<Open>,
    outcome: Result<Outcome, Error>,
) -> R<Next> {
    match outcome {
        Ok(Outcome::Value(v)) => {
            let end = document.text().char_of(reader.position());
            Ok(Next::Value(Tuple::from_array([v, end.into()]).into()))
        }
        Ok(Outcome::Call(f, arg)) => {
            let scanner = scanner.cast::<Scanner>().ok_or_else(|| system_error("a JSON scanner is expected"))?;
            let state = RefCell::new(Some((reader.suspend(), open)));
            let reading = vm.new_native(Reading { scanner, document: document.clone(), state })?;
            Ok(Next::call(vm.prelude("json_read_on")?, [reading.into(), f, arg]))
        }
        Err(e) => refused(vm, document, e),
    }
}

/// Goes on with the value of a function: a triple of the next function, its argument and None; or of the value, where it ended and
/// True.
fn read_on(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let reading = this::<Reading>(a)?;
    let (document, scanner) = (reading.document.clone(), reading.scanner.clone());
    let Some((from, mut open)) = reading.state.take() else {
        return Err(system_error("JSON is read twice"));
    };
    let mut reader = Reader::resume(document.bytes(), from, scanner.strict, max_depth(vm));
    let outcome = match place(&mut open, a[1].clone()) {
        Some(v) => Ok(Outcome::Value(v)),
        None => scanner.run(vm, &mut reader, &mut open)?,
    };
    match outcome {
        Ok(Outcome::Value(v)) => {
            let end = document.text().char_of(reader.position()).into();
            Ok(Next::Value(Tuple::from_array([v, end, Value::TRUE]).into()))
        }
        Ok(Outcome::Call(f, arg)) => {
            drop(reading.state.replace(Some((reader.suspend(), open))));
            Ok(Next::Value(Tuple::from_array([f, arg, Value::NONE]).into()))
        }
        Err(e) => refused(vm, &document, e),
    }
}
