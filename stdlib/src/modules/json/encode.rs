//! `make_encoder`: an object that writes a value as JSON, with the options of an encoder.

use std::cell::RefCell;

use pausa_vm::exc::{system_error, type_error, value_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::number::{float, int};
use pausa_vm::object::{Dict, List, NativeFunction, Str, Tuple, TypeFlags};
use pausa_vm::ops::number::{int as as_int, max_str_digits};
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Exc, ExcKind, Obj, R, Unpacked, Value, Vm};

use crate::json;

/// Writes a string in quotation marks.
type Quote = fn(&[u8], &mut Vec<u8>);

/// The options of an encoder.
pub(super) struct Encoder {
    markers: Value,
    default: Value,
    encoder: Value,
    indent: Value,
    key_separator: Obj<Str>,
    item_separator: Obj<Str>,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    /// What writes strings, unless it is a function of the program's.
    quote: Option<Quote>,
}

impl Payload for Encoder {
    fn traverse(&self, visit: &mut Visit<'_>) {
        for v in [&self.markers, &self.default, &self.encoder, &self.indent] {
            visit(v);
        }
        visit(self.key_separator.value());
        visit(self.item_separator.value());
    }
}

/// `make_encoder`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Encoder",
    module: "_json",
    layout: <Encoder as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "_iterencode(obj, _current_indent_level) -> iterable",
    defs: &[
        pure("__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys: bool, skipkeys: bool, allow_nan: bool)", make, "Create and return a new object.  See help(type) for accurate signature.").constructor(),
        tail("__call__(self, obj, _current_indent_level: index)", call, "Call self as a function."),
        getter("markers(self)", |_, a| Ok(this::<Encoder>(a)?.markers.clone()), "markers"),
        getter("default(self)", |_, a| Ok(this::<Encoder>(a)?.default.clone()), "default"),
        getter("encoder(self)", |_, a| Ok(this::<Encoder>(a)?.encoder.clone()), "encoder"),
        getter("indent(self)", |_, a| Ok(this::<Encoder>(a)?.indent.clone()), "indent"),
        getter("key_separator(self)", |_, a| Ok(this::<Encoder>(a)?.key_separator.value().clone()), "key_separator"),
        getter("item_separator(self)", |_, a| Ok(this::<Encoder>(a)?.item_separator.value().clone()), "item_separator"),
        getter("sort_keys(self)", |_, a| Ok(this::<Encoder>(a)?.sort_keys.into()), "sort_keys"),
        getter("skipkeys(self)", |_, a| Ok(this::<Encoder>(a)?.skip_keys.into()), "skipkeys"),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_json_write_on(writing, value, /)", write_on, "")];

fn make(_: &mut Vm, a: &[Value]) -> R {
    let [_, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skip_keys, allow_nan] = a
    else {
        return Err(system_error("an encoder has nine options"));
    };
    let text = |v: &Value, n: usize| {
        v.cast::<Str>()
            .ok_or_else(|| type_error(format!("make_encoder() argument {n} must be str, not {}", class_name(v))))
    };
    let (key_separator, item_separator) = (text(key_separator, 5)?, text(item_separator, 6)?);
    if !markers.is_none() && !markers.is_a::<Dict>() {
        return Err(type_error(format!("make_encoder() argument 1 must be dict or None, not {}", class_name(markers))));
    }
    let name = encoder.downcast::<NativeFunction>().filter(|f| f.owner.is_none()).map(|f| f.def.name());
    let quote: Option<Quote> = match name {
        Some("encode_basestring_ascii") => Some(json::write_ascii),
        Some("encode_basestring") => Some(json::write_text),
        _ => None,
    };
    let payload = Encoder {
        markers: markers.clone(),
        default: default.clone(),
        encoder: encoder.clone(),
        indent: indent.clone(),
        key_separator,
        item_separator,
        sort_keys: sort_keys.is_true(),
        skip_keys: skip_keys.is_true(),
        allow_nan: allow_nan.is_true(),
        quote,
    };
    Ok(heap::new_with_type(&class_arg(a)?, payload).into())
}

/// A container that is being written.
enum Open {
    /// A list or tuple, and the next item.
    Items(Value, usize),
    /// A dict, its pairs, the next one, whether something was written, and whether the next one's key was.
    Pairs { dict: Value, pairs: Vec<(Value, Value)>, at: usize, any: bool, key_written: bool },
    /// An object in whose place something else is written.
    Replaced(Value),
}

impl Open {
    fn object(&self) -> &Value {
        match self {
            Open::Items(v, _) | Open::Replaced(v) | Open::Pairs { dict: v, .. } => v,
        }
    }

    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.object());
        if let Open::Pairs { pairs, .. } = self {
            for (key, v) in pairs {
                visit(key);
                visit(v);
            }
        }
    }
}

/// What is done with the result of a function of the program's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// It is written as JSON.
    Value,
    /// It is JSON.
    Text,
    /// They are the pairs of a dict.
    Pairs,
}

/// A value on its way to JSON.
#[derive(Default)]
struct Progress {
    out: Vec<u8>,
    open: Vec<Open>,
    /// How deep the outermost value is indented.
    level: usize,
    wanted: Option<Wanted>,
}

/// Writing that waits for a function of the program's.
pub(super) struct Writing {
    encoder: Obj<Encoder>,
    progress: RefCell<Progress>,
}

impl Payload for Writing {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(self.encoder.value());
        self.progress.borrow().open.iter().for_each(|o| o.traverse(visit));
    }
    fn clear(&self) {
        let old = std::mem::take(&mut *self.progress.borrow_mut());
        drop(old);
    }
}

/// The class of [`Writing`], which programs do not see.
pub(super) static WRITING: TypeSpec = TypeSpec {
    name: "Writing",
    module: "_json",
    layout: <Writing as Payload>::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: &[],
};

/// A function to be called, and its argument; the function is None for the sorted pairs of a dict, True for its pairs.
type Request = (Value, Value);

impl Encoder {
    /// Writes until all is written, or a function is to be called.
    fn run(&self, vm: &Vm, p: &mut Progress, first: Option<&Value>) -> R<Option<Request>> {
        let mut request = match first {
            Some(v) => self.value(vm, p, v)?,
            None => None,
        };
        while request.is_none() && !p.open.is_empty() {
            request = self.step(vm, p)?;
        }
        Ok(request)
    }

    fn newline(&self, p: &mut Progress) {
        if let Some(indent) = self.indent.downcast::<Str>() {
            p.out.push(b'\n');
            let depth = p.open.iter().filter(|o| !matches!(o, Open::Replaced(_))).count();
            for _ in 0..p.level + depth {
                p.out.extend_from_slice(indent.bytes());
            }
        }
    }

    /// The next part of the innermost container.
    fn step(&self, vm: &Vm, p: &mut Progress) -> R<Option<Request>> {
        match p.open.last_mut() {
            None => Ok(None),
            Some(Open::Replaced(_)) => {
                drop(p.open.pop());
                Ok(None)
            }
            Some(Open::Items(list, at)) => {
                let item = match list.downcast::<List>() {
                    Some(l) => l.get(*at),
                    None => list.downcast::<Tuple>().and_then(|t| t.items().get(*at).cloned()),
                };
                let is_first = *at == 0;
                *at += 1;
                match item {
                    Some(v) => {
                        if !is_first {
                            p.out.extend_from_slice(self.item_separator.bytes());
                        }
                        self.newline(p);
                        self.value(vm, p, &v)
                    }
                    None => {
                        let done = p.open.pop();
                        self.newline(p);
                        p.out.push(b']');
                        drop(done);
                        Ok(None)
                    }
                }
            }
            Some(Open::Pairs { pairs, at, any, key_written, .. }) => {
                let Some((key, v)) = pairs.get(*at).cloned() else {
                    let done = p.open.pop();
                    self.newline(p);
                    p.out.push(b'}');
                    drop(done);
                    return Ok(None);
                };
                if *key_written {
                    *key_written = false;
                    *at += 1;
                    p.out.extend_from_slice(self.key_separator.bytes());
                    return self.value(vm, p, &v);
                }
                let text = match self.key(&key)? {
                    Some(text) => text,
                    None => {
                        *at += 1;
                        return Ok(None);
                    }
                };
                *key_written = true;
                if std::mem::replace(any, true) {
                    p.out.extend_from_slice(self.item_separator.bytes());
                }
                self.newline(p);
                self.text(p, &text)
            }
        }
    }

    /// A key as a string; None if it is to be left out.
    fn key(&self, key: &Value) -> R<Option<Value>> {
        if key.is_a::<Str>() {
            return Ok(Some(key.clone()));
        }
        let text = if let Some(x) = key.as_float() {
            self.float(x)?
        } else if key.is_none() {
            "null".to_owned()
        } else if key.is_bool() {
            if key.is_true() { "true".to_owned() } else { "false".to_owned() }
        } else if let Some(i) = as_int(key) {
            int::to_decimal(i, max_str_digits())?
        } else if self.skip_keys {
            return Ok(None);
        } else {
            let found = class_name(key);
            return Err(type_error(format!("keys must be str, int, float, bool or None, not {found}")));
        };
        Ok(Some(text.into()))
    }

    fn float(&self, x: f64) -> R<String> {
        if x.is_finite() {
            return Ok(float::repr(x));
        }
        if !self.allow_nan {
            // CPython indents in Python, where the error says more.
            let shown = if self.indent.is_none() { String::new() } else { format!(": {}", float::repr(x)) };
            return Err(value_error(format!("Out of range float values are not JSON compliant{shown}")));
        }
        Ok(match () {
            () if x.is_nan() => "NaN",
            () if x > 0.0 => "Infinity",
            () => "-Infinity",
        }
        .to_owned())
    }

    fn text(&self, p: &mut Progress, v: &Value) -> R<Option<Request>> {
        match (self.quote, v.downcast::<Str>()) {
            (Some(quote), Some(s)) => {
                quote(s.bytes(), &mut p.out);
                Ok(None)
            }
            _ => {
                p.wanted = Some(Wanted::Text);
                Ok(Some((self.encoder.clone(), v.clone())))
            }
        }
    }

    /// Writes a value, or begins to.
    fn value(&self, vm: &Vm, p: &mut Progress, v: &Value) -> R<Option<Request>> {
        match v.unpack() {
            Unpacked::Str(_) => return self.text(p, v),
            Unpacked::None => p.out.extend_from_slice(b"null"),
            Unpacked::Bool(b) => p.out.extend_from_slice(if b { b"true" } else { b"false" }),
            Unpacked::Int(_) | Unpacked::BigInt(_) => {
                if let Some(i) = as_int(v) {
                    p.out.extend_from_slice(int::to_decimal(i, max_str_digits())?.as_bytes());
                }
            }
            Unpacked::Float(x) => p.out.extend_from_slice(self.float(x)?.as_bytes()),
            Unpacked::List(l) if l.is_empty() => p.out.extend_from_slice(b"[]"),
            Unpacked::Tuple(t) if t.is_empty() => p.out.extend_from_slice(b"[]"),
            Unpacked::List(_) | Unpacked::Tuple(_) => {
                self.enter(vm, p, v)?;
                p.out.push(b'[');
                p.open.push(Open::Items(v.clone(), 0));
            }
            Unpacked::Dict(d) if d.is_empty() => p.out.extend_from_slice(b"{}"),
            Unpacked::Dict(d) => {
                self.enter(vm, p, v)?;
                let own_items = class_of(v).lookup(pausa_vm::object::intern(b"items").value());
                let plain = own_items.is_some_and(|f| f.is_a::<NativeFunction>());
                let mut pairs = if plain { d.pairs() } else { Vec::new() };
                let known = plain && (!self.sort_keys || sort(&mut pairs));
                if !known {
                    pairs.clear();
                }
                p.out.push(b'{');
                p.open.push(Open::Pairs { dict: v.clone(), pairs, at: 0, any: false, key_written: false });
                if !known {
                    p.wanted = Some(Wanted::Pairs);
                    return Ok(Some((if self.sort_keys { Value::NONE } else { Value::TRUE }, v.clone())));
                }
            }
            _ => {
                self.enter(vm, p, v)?;
                p.open.push(Open::Replaced(v.clone()));
                p.wanted = Some(Wanted::Value);
                return Ok(Some((self.default.clone(), v.clone())));
            }
        }
        Ok(None)
    }

    /// Refuses what is inside itself, or too deep.
    fn enter(&self, vm: &Vm, p: &Progress, v: &Value) -> R<()> {
        if !self.markers.is_none() && p.open.iter().any(|o| o.object().is(v)) {
            return Err(value_error("Circular reference detected"));
        }
        if p.open.len() as u64 + u64::from(vm.depth()) >= u64::from(vm.recursion_limit) {
            let text = "maximum recursion depth exceeded while encoding a JSON object";
            return Err(Exc::msg(ExcKind::RecursionError, text));
        }
        Ok(())
    }
}

/// Sorts pairs by key; false if that is not known natively.
fn sort(pairs: &mut [(Value, Value)]) -> bool {
    if pairs.iter().all(|(k, _)| k.exact::<Str>().is_some()) {
        // Generalised UTF-8 sorts as code points do.
        pairs.sort_by(|a, b| {
            let bytes = |k: &Value| k.downcast::<Str>().map(|s| s.bytes().to_vec());
            match (a.0.downcast::<Str>(), b.0.downcast::<Str>()) {
                (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
                _ => bytes(&a.0).cmp(&bytes(&b.0)),
            }
        });
        return true;
    }
    if pairs.iter().all(|(k, _)| k.is_small_int()) {
        pairs.sort_by_key(|(k, _)| k.as_small_int());
        return true;
    }
    pairs.len() < 2
}

fn finished(p: Progress) -> Value {
    Tuple::from_array([Str::from_wtf8(&p.out).into()]).into()
}

fn call(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let encoder = this::<Encoder>(a)?;
    let level = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let mut p = Progress { level, ..Progress::default() };
    match encoder.run(vm, &mut p, Some(&a[1]))? {
        None => Ok(Next::Value(finished(p))),
        Some((f, arg)) => {
            let encoder = a[0].cast::<Encoder>().ok_or_else(|| system_error("a JSON encoder is expected"))?;
            let writing = vm.new_native(Writing { encoder, progress: RefCell::new(p) })?;
            Ok(Next::call(vm.prelude("json_write_on")?, [writing.into(), f, arg]))
        }
    }
}

/// Goes on with the result of a function: a pair of the next function and its argument; or a tuple with the text.
fn write_on(vm: &mut Vm, a: &[Value]) -> R {
    let writing = this::<Writing>(a)?;
    let encoder = writing.encoder.clone();
    let mut p = std::mem::take(&mut *writing.progress.borrow_mut());
    let request = match p.wanted.take() {
        Some(Wanted::Value) => encoder.run(vm, &mut p, Some(&a[1]))?,
        Some(Wanted::Text) => {
            let Some(text) = a[1].downcast::<Str>() else {
                return Err(type_error(format!("encoder() must return a string, not {}", class_name(&a[1]))));
            };
            p.out.extend_from_slice(text.bytes());
            encoder.run(vm, &mut p, None)?
        }
        Some(Wanted::Pairs) => {
            if let Some(Open::Pairs { pairs, .. }) = p.open.last_mut() {
                for item in this::<List>(&a[1..])?.items().iter() {
                    let Some([key, v]) = item.downcast::<Tuple>().map(Tuple::items) else {
                        return Err(value_error("items must return 2-tuples"));
                    };
                    pairs.push((key.clone(), v.clone()));
                }
            }
            encoder.run(vm, &mut p, None)?
        }
        None => return Err(system_error("JSON is written twice")),
    };
    match request {
        None => Ok(finished(p)),
        Some((f, arg)) => {
            *writing.progress.borrow_mut() = p;
            Ok(Tuple::from_array([f, arg]).into())
        }
    }
}
