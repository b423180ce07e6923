//! `StringIO`: text in memory as a file.

use std::cell::RefCell;

use pausa_vm::exc::{memory_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{TypeSpec, class_arg, getter, pure, this};
use pausa_vm::object::{Dict, List, Str, Tuple, TypeFlags};
use pausa_vm::ops::{attr, iterate};
use pausa_vm::text::wtf8;
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};

use super::newline::{Lines, Newlines};
use crate::modules::arg;

/// Text, and a position in it.
struct Text {
    data: Vec<u8>,
    /// Code points in `data`.
    chars: usize,
    /// The position, in code points; it may be beyond the end.
    at: usize,
    /// The position in bytes; what it is beyond the end means nothing.
    byte: usize,
    lines: Lines,
    newlines: Newlines,
}

/// Text as a file; None when closed or not initialised.
pub(super) struct StringIo {
    text: RefCell<Option<Text>>,
}

impl Payload for StringIo {
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_io.StringIO`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "StringIO",
    module: "_io",
    layout: StringIo::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Text I/O implementation using an in-memory buffer.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, initial_value='', newline='\\n')", init, "Initialize self."),
        pure("__next__(self, /)", next, "Implement next(self)."),
        pure(
            "close(self, /)",
            |_, a| {
                this::<StringIo>(a)?.close();
                Ok(Value::NONE)
            },
            "Close the IO object.",
        ),
        getter("closed(self, /)", |_, a| Ok(Value::bool(this::<StringIo>(a)?.is_closed())), ""),
        pure("flush(self, /)", |_, a| this::<StringIo>(a)?.with(|_| Ok(Value::NONE)), "Does nothing."),
        pure("getvalue(self, /)", getvalue, "Retrieve the entire contents of the object."),
        pure("isatty(self, /)", |_, a| this::<StringIo>(a)?.with(|_| Ok(Value::FALSE)), ""),
        getter("line_buffering(self, /)", |_, a| this::<StringIo>(a)?.with(|_| Ok(Value::FALSE)), ""),
        getter("newlines(self, /)", |_, a| this::<StringIo>(a)?.with(|t| Ok(t.newlines.seen())), ""),
        pure("read(self, size: count=-1, /)", read, "Read at most size characters, returned as a string."),
        pure(
            "readable(self, /)",
            |_, a| this::<StringIo>(a)?.with(|_| Ok(Value::TRUE)),
            "Returns True if the IO object can be read.",
        ),
        pure("readline(self, size: count=-1, /)", readline, "Read until newline or EOF."),
        pure("readlines(self, hint: count=-1, /)", readlines, "Return a list of lines from the stream."),
        pure("seek(self, pos: index, whence: index=0, /)", seek, "Change stream position."),
        pure(
            "seekable(self, /)",
            |_, a| this::<StringIo>(a)?.with(|_| Ok(Value::TRUE)),
            "Returns True if the IO object can be seeked.",
        ),
        pure("tell(self, /)", |_, a| this::<StringIo>(a)?.with(|t| Ok(t.at.into())), "Tell the current file position."),
        pure("truncate(self, pos: count=None, /)", truncate, "Truncate size to pos."),
        pure(
            "writable(self, /)",
            |_, a| this::<StringIo>(a)?.with(|_| Ok(Value::TRUE)),
            "Returns True if the IO object can be written.",
        ),
        pure("write(self, s, /)", write, "Write string to file."),
        pure("writelines(self, lines: list, /)", writelines, "Write a list of lines to stream."),
        pure("__getstate__(self, /)", getstate, ""),
        pure("__setstate__(self, state, /)", setstate, ""),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(new_with_type(&class_arg(args)?, StringIo { text: RefCell::new(None) }).into())
}

impl StringIo {
    pub(super) fn is_closed(&self) -> bool {
        self.text.borrow().is_none()
    }

    pub(super) fn close(&self) {
        drop(self.text.take());
    }

    fn with<T>(&self, f: impl FnOnce(&mut Text) -> R<T>) -> R<T> {
        match &mut *self.text.borrow_mut() {
            Some(text) => f(text),
            None => Err(value_error("I/O operation on closed file")),
        }
    }

    /// Writes text, as `write` does.
    pub(super) fn write_text(&self, bytes: &[u8]) -> R<()> {
        self.with(|t| t.write(bytes))
    }
}

impl Text {
    fn rest(&self) -> &[u8] {
        if self.at >= self.chars { &[] } else { &self.data[self.byte..] }
    }

    /// Goes on by this many bytes, which begin and end with characters.
    fn advance(&mut self, bytes: usize) {
        let n = wtf8::count(&self.data[self.byte..self.byte + bytes]);
        self.at += n;
        self.byte += bytes;
    }

    /// The byte at which the code point number `at` starts; the end for those beyond.
    fn offset(&self, at: usize) -> usize {
        if at >= self.chars {
            return self.data.len();
        }
        if self.data.len() == self.chars {
            return at;
        }
        wtf8::skip(&self.data, at)
    }

    fn go_to(&mut self, at: usize) {
        self.byte = self.offset(at);
        self.at = at;
    }

    fn write(&mut self, text: &[u8]) -> R<()> {
        let translated;
        let mut text = text;
        if self.lines.universal {
            let mut out = Vec::new();
            self.newlines.translate(text, true, self.lines.translate, &mut out);
            translated = out;
            text = &translated;
        }
        let replaced;
        if let Some(nl) = self.lines.write
            && text.contains(&b'\n')
        {
            replaced = super::newline::expand(text, nl);
            text = &replaced;
        }
        if text.is_empty() {
            return Ok(());
        }
        let added = wtf8::count(text);
        self.data.try_reserve(text.len()).map_err(|_| memory_error())?;
        if self.at == self.chars {
            self.data.extend_from_slice(text);
        } else if self.at > self.chars {
            // A gap is filled with null characters.
            let gap = self.at - self.chars;
            self.data.try_reserve(gap).map_err(|_| memory_error())?;
            self.data.resize(self.data.len() + gap, 0);
            self.data.extend_from_slice(text);
            self.chars += gap;
        } else {
            let end = self.offset(self.at + added);
            self.data.splice(self.byte..end, text.iter().copied());
        }
        self.at += added;
        self.chars = self.chars.max(self.at);
        self.byte = if self.at == self.chars { self.data.len() } else { self.byte + text.len() };
        Ok(())
    }

    /// The next line, of at most `limit` code points.
    fn line(&mut self, limit: Option<usize>) -> Value {
        let rest = self.rest();
        let mut n = self.lines.end(rest).unwrap_or(rest.len());
        if let Some(limit) = limit
            && limit < n
        {
            n = n.min(wtf8::skip(rest, limit));
        }
        let line = Str::from_wtf8(&rest[..n]);
        self.advance(n);
        line.into()
    }
}

fn init(_: &mut Vm, args: &[Value]) -> R {
    let s = this::<StringIo>(args)?;
    let newline = match args[2].given() {
        None => Lines::parse(Some(b"\n"))?,
        Some(v) if v.is_none() => Lines::parse(None)?,
        Some(v) => match v.downcast::<Str>() {
            Some(nl) => Lines::parse(Some(nl.bytes()))?,
            None => {
                return Err(type_error(format!("newline must be str or None, not {}", class_name(v))));
            }
        },
    };
    let initial = match arg::some(&args[1]) {
        None => None,
        Some(v) => match v.downcast::<Str>() {
            Some(text) => Some(text),
            None => {
                return Err(type_error(format!("initial_value must be str or None, not {}", class_name(v))));
            }
        },
    };
    let mut text = Text { data: Vec::new(), chars: 0, at: 0, byte: 0, lines: newline, newlines: Newlines::default() };
    if let Some(initial) = initial {
        text.write(initial.bytes())?;
        text.go_to(0);
    }
    s.text.replace(Some(text));
    Ok(Value::NONE)
}

fn getvalue(_: &mut Vm, args: &[Value]) -> R {
    this::<StringIo>(args)?.with(|t| Ok(Str::try_concat(&[&t.data]).ok_or_else(memory_error)?.into()))
}

/// A count of characters; None for no limit.
fn limit(v: &Value) -> R<Option<usize>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) => Ok(usize::try_from(pausa_vm::types::arg::size(v)?).ok()),
    }
}

fn read(_: &mut Vm, args: &[Value]) -> R {
    let n = limit(&args[1])?;
    this::<StringIo>(args)?.with(|t| {
        let rest = t.rest();
        let bytes = n.map_or(rest.len(), |n| if n >= rest.len() { rest.len() } else { wtf8::skip(rest, n) });
        let v = Str::try_concat(&[&rest[..bytes]]).ok_or_else(memory_error)?;
        t.advance(bytes);
        Ok(v.into())
    })
}

fn readline(_: &mut Vm, args: &[Value]) -> R {
    let n = limit(&args[1])?;
    this::<StringIo>(args)?.with(|t| Ok(t.line(n)))
}

fn next(_: &mut Vm, args: &[Value]) -> R {
    this::<StringIo>(args)?.with(|t| {
        if t.rest().is_empty() {
            return Err(pausa_vm::exc::stop_iteration(Value::NONE));
        }
        Ok(t.line(None))
    })
}

fn readlines(_: &mut Vm, args: &[Value]) -> R {
    let most = limit(&args[1])?.filter(|n| *n > 0).unwrap_or(usize::MAX);
    this::<StringIo>(args)?.with(|t| {
        let (mut lines, start) = (Vec::new(), t.at);
        while !t.rest().is_empty() {
            lines.push(t.line(None));
            if t.at - start > most {
                break;
            }
        }
        Ok(List::from_vec(lines).into())
    })
}

fn seek(_: &mut Vm, args: &[Value]) -> R {
    let offset = arg::c_long(&args[1])?;
    let whence = args[2].given().map_or(Ok(0), arg::c_int)?;
    this::<StringIo>(args)?.with(|t| {
        if !(0..=2).contains(&whence) {
            return Err(value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
        }
        if whence == 0 && offset < 0 {
            return Err(value_error(format!("Negative seek position {offset}")));
        }
        if whence != 0 && offset != 0 {
            return Err(pausa_vm::Exc::msg(pausa_vm::ExcKind::OSError, "Can't do nonzero cur-relative seeks"));
        }
        match whence {
            0 => t.go_to(offset as usize),
            1 => {}
            _ => t.go_to(t.chars),
        }
        Ok(t.at.into())
    })
}

fn truncate(_: &mut Vm, args: &[Value]) -> R {
    let size = match arg::some(&args[1]) {
        None => None,
        Some(v) if v.is_int() => Some(arg::c_long(v)?),
        Some(v) => {
            return Err(type_error(format!("argument should be integer or None, not '{}'", class_name(v))));
        }
    };
    this::<StringIo>(args)?.with(|t| {
        let size = size.unwrap_or(t.at as i64);
        let Ok(n) = usize::try_from(size) else {
            return Err(value_error(format!("Negative size value {size}")));
        };
        if n < t.chars {
            let end = t.offset(n);
            t.data.truncate(end);
            t.chars = n;
        }
        Ok(size.into())
    })
}

fn write(_: &mut Vm, args: &[Value]) -> R {
    let s = this::<StringIo>(args)?;
    let Some(text) = args[1].downcast::<Str>() else {
        return Err(type_error(format!("string argument expected, got '{}'", class_name(&args[1]))));
    };
    s.write_text(text.bytes())?;
    Ok(text.chars().into())
}

fn writelines(vm: &mut Vm, args: &[Value]) -> R {
    this::<StringIo>(args)?.with(|_| Ok(()))?;
    for line in iterate::collect(&args[1])?.unwrap_or_default() {
        write(vm, &[args[0].clone(), line])?;
    }
    Ok(Value::NONE)
}

fn getstate(_: &mut Vm, args: &[Value]) -> R {
    let attributes = attr::instance_dict_if_any(&args[0]).filter(|d| !d.is_empty());
    let attributes = attributes.map_or(Value::NONE, Value::from);
    this::<StringIo>(args)?.with(|t| {
        let newline = t.lines.given.map_or(Value::NONE, Value::from);
        let value = Str::try_concat(&[&t.data]).ok_or_else(memory_error)?;
        Ok(Tuple::from_vec(vec![value.into(), newline, t.at.into(), attributes]).into())
    })
}

fn setstate(vm: &mut Vm, args: &[Value]) -> R {
    let state = args[1].downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
    let [value, newline, at, attributes] = state else {
        return Err(type_error(format!(
            "{}.__setstate__ argument should be 4-tuple, got {}",
            class_name(&args[0]),
            class_name(&args[1])
        )));
    };
    init(vm, &[args[0].clone(), "".into(), newline.clone()])?;
    let Some(text) = value.downcast::<Str>() else {
        return Err(type_error(format!("initial_value must be str or None, not {}", class_name(value))));
    };
    let Some(position) = at.as_i64() else {
        return Err(type_error(format!("third item of state must be an integer, got {}", class_name(at))));
    };
    let position = usize::try_from(position).map_err(|_| value_error("position value cannot be negative"))?;
    this::<StringIo>(args)?.with(|t| {
        // As it is: it has been translated already.
        t.data = text.bytes().to_vec();
        t.chars = text.chars();
        t.go_to(position);
        Ok(())
    })?;
    super::restore_attributes(&args[0], attributes.downcast::<Dict>());
    Ok(Value::NONE)
}
