//! The class `TextIOWrapper`.

use pausa_vm::exc::{lookup_error, stop_iteration, type_error, value_error};
use pausa_vm::heap::{Payload, new_with_type};
use pausa_vm::native::{Next, TypeSpec, class_arg, getter, pure, setter, tail, tail_getter, this};
use pausa_vm::object::{Str, TypeFlags};
use pausa_vm::ops::codec::{Encoding, resolve};
use pausa_vm::text::codec::Handler;
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{Obj, R, Value, Vm};

use super::native::{ByteStream, general};
use super::newline::Lines;
use super::text::{Inner, Settings, Text, TextIo, unusable};
use super::unsupported;
use crate::modules::arg;

/// `_io.TextIOWrapper`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "TextIOWrapper",
    module: "_io",
    layout: TextIo::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        tail(
            "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering: bool=False, write_through: bool=False)",
            init,
            "Initialize self.",
        ),
        tail("__repr__(self, /)", |vm, a| general(vm, "text_repr", a), "Return repr(self)."),
        tail("__next__(self, /)", next, "Implement next(self)."),
        getter("_CHUNK_SIZE(self, /)", chunk_size, ""),
        setter("_CHUNK_SIZE(self, value, /)", set_chunk_size),
        getter("buffer(self, /)", buffer, ""),
        tail("close(self, /)", close, "Flush and close the stream."),
        tail_getter("closed(self, /)", |vm, a| on_buffer(vm, a, "closed", |s, _| Ok(Value::bool(s.is_closed()))), ""),
        tail("detach(self, /)", detach, "Take away the stream below, which is returned."),
        getter("encoding(self, /)", |_, a| setting(a, "encoding", |t| t.settings.encoding.as_str().into()), ""),
        getter("errors(self, /)", |_, a| setting(a, "errors", |t| t.settings.handler.name().into()), ""),
        tail("fileno(self, /)", |vm, a| on_buffer(vm, a, "fileno", |s, vm| Ok(s.fileno(vm)?.into())), ""),
        tail("flush(self, /)", flush, "Write what is pending."),
        tail("isatty(self, /)", |vm, a| on_buffer(vm, a, "isatty", |s, vm| Ok(Value::bool(s.isatty(vm)?))), ""),
        getter(
            "line_buffering(self, /)",
            |_, a| setting(a, "line_buffering", |t| Value::bool(t.settings.line_buffering)),
            "",
        ),
        tail_getter("name(self, /)", name, ""),
        tail_getter("newlines(self, /)", newlines, ""),
        tail("read(self, size: count=-1, /)", read, "Read at most size characters from stream."),
        tail("readable(self, /)", |vm, a| on_buffer(vm, a, "readable", |s, _| Ok(Value::bool(s.readable()))), ""),
        tail("readline(self, size: index=-1, /)", readline, "Read until newline or EOF."),
        tail(
            "reconfigure(self, *, encoding=None, errors=None, newline=<absent>, line_buffering=None, write_through=None)",
            reconfigure,
            "Reconfigure the text stream with new parameters.",
        ),
        tail("seek(self, cookie, whence: index=0, /)", seek, "Go to a position that tell() has told."),
        tail("seekable(self, /)", |vm, a| on_buffer(vm, a, "seekable", |s, vm| Ok(Value::bool(s.seekable(vm)?))), ""),
        tail("tell(self, /)", tell, "The position, as a number that means nothing but to seek()."),
        tail("truncate(self, pos=None, /)", truncate, "Set the length."),
        tail("writable(self, /)", |vm, a| on_buffer(vm, a, "writable", |s, _| Ok(Value::bool(s.writable()))), ""),
        tail("write(self, text, /)", write, "Write string s to stream."),
        getter(
            "write_through(self, /)",
            |_, a| setting(a, "write_through", |t| Value::bool(t.settings.write_through)),
            "",
        ),
        pure("__getstate__(self, /)", super::no_pickle, ""),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(new_with_type(&class_arg(args)?, TextIo(Inner::Uninitialized.into())).into())
}

/// A new text stream on a native one.
pub(super) fn make(vm: &mut Vm, buffer: ByteStream, settings: Settings) -> R<Obj<TextIo>> {
    let text = Text::new(vm, buffer, settings)?;
    vm.new_native(TextIo(Inner::Native(Box::new(text)).into()))
}

/// A str argument, or None.
fn text_or_none(v: &Value, name: &str) -> R<Option<String>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) => match v.downcast::<Str>() {
            Some(s) => Ok(Some(s.to_lossy().into_owned())),
            None => {
                Err(type_error(format!("TextIOWrapper() argument '{name}' must be str or None, not {}", class_name(v))))
            }
        },
    }
}

/// What `newline` means.
pub(super) fn lines(v: &Value) -> R<Lines> {
    match arg::some(v) {
        None => Lines::parse(None),
        Some(v) => match v.downcast::<Str>() {
            Some(s) => Lines::parse(Some(s.bytes())),
            None => Err(type_error(format!(
                "TextIOWrapper() argument 'newline' must be str or None, not {}",
                class_name(v)
            ))),
        },
    }
}

/// Settings, if encoding and error handler are native ones.
pub(super) fn native_settings(encoding: Option<&str>, errors: &str, lines: Lines) -> R<Option<Settings>> {
    let shown = match encoding {
        None | Some("locale") => "UTF-8",
        Some(name) => name,
    };
    if shown.contains('\0') || errors.contains('\0') {
        return Err(value_error("embedded null character"));
    }
    let codec = match resolve(shown) {
        Encoding::Codec(codec) => codec,
        Encoding::Other => {
            return Err(lookup_error(format!(
                "'{shown}' is not a text encoding; use codecs.open() to handle arbitrary codecs"
            )));
        }
        Encoding::Idna | Encoding::Punycode | Encoding::Unknown => return Ok(None),
    };
    Ok(Handler::named(errors).map(|handler| Settings {
        encoding: shown.to_owned(),
        codec,
        handler,
        lines,
        line_buffering: false,
        write_through: false,
    }))
}

fn init(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let t = this::<TextIo>(args)?;
    let encoding = text_or_none(&args[2], "encoding")?;
    let errors = text_or_none(&args[3], "errors")?.unwrap_or_else(|| "strict".to_owned());
    let lines = lines(&args[4])?;
    let (line_buffering, write_through) = (arg::flag(&args[5], false), arg::flag(&args[6], false));
    drop(t.0.replace(Inner::Uninitialized));
    let settings = native_settings(encoding.as_deref(), &errors, lines)?;
    if let (Some(buffer), Some(mut settings)) = (ByteStream::of(&args[1]), settings) {
        if buffer.is_closed() {
            return Err(super::closed_file());
        }
        settings.line_buffering = line_buffering;
        settings.write_through = write_through;
        let text = Text::new(vm, buffer, settings)?;
        t.0.replace(Inner::Native(Box::new(text)));
        return Ok(Next::Value(Value::NONE));
    }
    let encoding = encoding.filter(|e| e != "locale").unwrap_or_else(|| "UTF-8".to_owned());
    let newline = arg::some(&args[4]).cloned().unwrap_or(Value::NONE);
    let f = vm.prelude("text_init")?;
    let state = [
        args[0].clone(),
        args[1].clone(),
        encoding.into(),
        errors.into(),
        newline,
        Value::bool(line_buffering),
        Value::bool(write_through),
    ];
    Ok(Next::call(f, state))
}

/// Whether the native way is open; if the prelude's is, `Some` with its call.
fn elsewhere(vm: &mut Vm, args: &[Value], name: &'static str) -> R<Option<Next>> {
    match &*this::<TextIo>(args)?.0.borrow() {
        Inner::Native(_) => Ok(None),
        Inner::General(_) => general(vm, name, args).map(Some),
        other => Err(unusable(other)),
    }
}

macro_rules! native_or {
    ($vm:ident, $args:ident, $name:literal) => {
        if let Some(next) = elsewhere($vm, $args, $name)? {
            return Ok(next);
        }
    };
}

/// The stream below.
fn buffer_of(args: &[Value]) -> R {
    match &*this::<TextIo>(args)?.0.borrow() {
        Inner::Native(t) => Ok(t.buffer.value().clone()),
        Inner::General(state) => Ok(state.get_str("buffer").unwrap_or(Value::NONE)),
        other => Err(unusable(other)),
    }
}

fn buffer(_: &mut Vm, args: &[Value]) -> R {
    match &*this::<TextIo>(args)?.0.borrow() {
        Inner::Uninitialized => Err(unusable(&Inner::Uninitialized)),
        Inner::Detached => Err(unusable(&Inner::Detached)),
        Inner::Native(t) => Ok(t.buffer.value().clone()),
        Inner::General(state) => Ok(state.get_str("buffer").unwrap_or(Value::NONE)),
    }
}

/// What is asked of the stream below: an attribute, or a method without arguments.
fn on_buffer(vm: &mut Vm, args: &[Value], name: &'static str, f: fn(&ByteStream, &mut Vm) -> R) -> R<Next> {
    let below = buffer_of(args)?;
    if this::<TextIo>(args)?.is_native()
        && let Some(stream) = ByteStream::of(&below)
    {
        if name != "closed" && name != "isatty" && stream.is_closed() {
            return Err(super::closed_file());
        }
        return f(&stream, vm).map(Next::Value);
    }
    let function = vm.prelude(if name == "closed" { "get_attribute" } else { "call_method" })?;
    Ok(Next::call(function, [below, name.into()]))
}

fn name(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let below = buffer_of(args)?;
    Ok(Next::call(vm.prelude("get_attribute")?, [below, "name".into()]))
}

/// A setting, wherever it is kept.
fn setting(args: &[Value], name: &str, f: fn(&Text) -> Value) -> R {
    match &*this::<TextIo>(args)?.0.borrow() {
        Inner::Native(t) => Ok(f(t)),
        Inner::General(state) => Ok(state.get_str(name).unwrap_or(Value::NONE)),
        other => Err(unusable(other)),
    }
}

fn newlines(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_newlines");
    this::<TextIo>(args)?.with(|t| Ok(Next::Value(t.newlines())))
}

fn chunk_size(_: &mut Vm, args: &[Value]) -> R {
    setting(args, "chunk_size", |t| t.chunk_size.into())
}

fn set_chunk_size(_: &mut Vm, args: &[Value]) -> R {
    let n =
        args[1].as_i64().filter(|n| *n > 0).ok_or_else(|| value_error("a strictly positive integer is required"))?;
    match &mut *this::<TextIo>(args)?.0.borrow_mut() {
        Inner::Native(t) => t.chunk_size = n as usize,
        Inner::General(state) => state.insert_str("chunk_size", n.into()),
        other => return Err(unusable(other)),
    }
    Ok(Value::NONE)
}

/// A subclass may have a `flush` of its own.
fn close(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_close");
    let t = this::<TextIo>(args)?;
    if class_of(&args[0]).is_heap_type() && t.is_closed() == Some(false) {
        return general(vm, "text_close", args);
    }
    match t.close(vm) {
        Some(done) => done.map(|()| Next::Value(Value::NONE)),
        None => general(vm, "text_close", args),
    }
}

fn flush(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_flush");
    this::<TextIo>(args)?.with(|t| t.flush(vm)).map(|()| Next::Value(Value::NONE))
}

fn detach(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_detach");
    let t = this::<TextIo>(args)?;
    t.with(|t| t.flush(vm))?;
    match t.0.replace(Inner::Detached) {
        Inner::Native(text) => Ok(Next::Value(text.buffer.value().clone())),
        other => Err(unusable(&other)),
    }
}

/// A count of characters; None for no limit.
fn limit(v: &Value) -> R<Option<usize>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) if v.is_int() => Ok(usize::try_from(pausa_vm::types::arg::size(v)?).ok()),
        Some(v) => Err(type_error(format!("argument should be integer or None, not '{}'", class_name(v)))),
    }
}

fn read(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_read");
    let n = limit(&args[1])?;
    let text = this::<TextIo>(args)?.with(|t| t.read(vm, n))?;
    Ok(Next::Value(Str::try_concat(&[&text]).ok_or_else(pausa_vm::exc::memory_error)?.into()))
}

fn readline(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_readline");
    let n = match arg::some(&args[1]) {
        Some(v) if !v.is_int() => {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
        _ => limit(&args[1])?,
    };
    this::<TextIo>(args)?.with(|t| t.read_line(vm, n)).map(Next::Value)
}

/// A subclass may have a `readline` of its own.
fn next(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "iobase_next");
    if class_of(&args[0]).is_heap_type() {
        return general(vm, "iobase_next", args);
    }
    match this::<TextIo>(args)?.with(|t| t.next_line(vm))? {
        Some(line) => Ok(Next::Value(line)),
        None => Err(stop_iteration(Value::NONE)),
    }
}

fn write(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let Some(text) = args[1].downcast::<Str>() else {
        return Err(type_error(format!("write() argument must be str, not {}", class_name(&args[1]))));
    };
    native_or!(vm, args, "text_write");
    this::<TextIo>(args)?.with(|t| {
        t.open()?;
        if !t.buffer.writable() {
            return Err(unsupported(vm, "not writable"));
        }
        t.write(vm, text)
    })?;
    Ok(Next::Value(text.chars().into()))
}

fn seek(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_seek");
    let whence = args[2].given().map_or(Ok(0), arg::c_int)?;
    let Some(cookie) = args[1].as_bigint() else {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(&args[1]))));
    };
    let at = this::<TextIo>(args)?.with(|t| t.seek(vm, &cookie, whence))?;
    Ok(Next::Value(at.into()))
}

fn tell(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_tell");
    let at = this::<TextIo>(args)?.with(|t| t.tell(vm))?;
    Ok(Next::Value(at.into()))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> R<Next> {
    native_or!(vm, args, "text_truncate");
    let size = arg::some(&args[1]).map(arg::c_long).transpose()?;
    let n = this::<TextIo>(args)?.with(|t| t.truncate(vm, size))?;
    Ok(Next::Value(n.into()))
}

/// The truth of an optional setting; None if it is not given.
fn switch(v: &Value) -> R<Option<bool>> {
    match arg::some(v) {
        None => Ok(None),
        Some(v) => match pausa_vm::ops::truth(v) {
            Some(b) => Ok(Some(b)),
            None => Err(type_error(format!("an integer is required (got type {})", class_name(v)))),
        },
    }
}

fn reconfigure(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let encoding = text_or_none(&args[1], "encoding")?;
    let errors = text_or_none(&args[2], "errors")?;
    let newline = args[3].given();
    let new_lines = newline.map(lines).transpose()?;
    let (line_buffering, write_through) = (switch(&args[4])?, switch(&args[5])?);
    native_or!(vm, args, "text_reconfigure");
    let t = this::<TextIo>(args)?;
    let changes = encoding.is_some() || errors.is_some() || newline.is_some();
    let mut settings = t.with(|t| {
        if changes && t.has_read() {
            return Err(unsupported(
                vm,
                "It is not possible to set the encoding or newline of stream after the first read",
            ));
        }
        Ok(t.settings.clone())
    })?;
    if changes {
        let lines = new_lines.unwrap_or(settings.lines);
        // Another encoding begins with its own handler, unless one is given.
        let errors = match (&errors, &encoding) {
            (Some(e), _) => e.clone(),
            (None, Some(_)) => "strict".to_owned(),
            (None, None) => settings.handler.name().to_owned(),
        };
        let name = encoding.unwrap_or_else(|| settings.encoding.clone());
        match native_settings(Some(&name), &errors, lines)? {
            Some(new) => {
                settings =
                    Settings { line_buffering: settings.line_buffering, write_through: settings.write_through, ..new };
            }
            None => {
                // From now on the prelude does the work.
                let flags = [
                    line_buffering.unwrap_or(settings.line_buffering),
                    write_through.unwrap_or(settings.write_through),
                ];
                t.with(|t| t.flush(vm))?;
                let below = buffer_of(args)?;
                let newline = lines.given.map_or(Value::NONE, Value::from);
                let f = vm.prelude("text_init")?;
                let state = [
                    args[0].clone(),
                    below,
                    name.into(),
                    errors.into(),
                    newline,
                    Value::bool(flags[0]),
                    Value::bool(flags[1]),
                ];
                return Ok(Next::call(f, state));
            }
        }
    }
    settings.line_buffering = line_buffering.unwrap_or(settings.line_buffering);
    settings.write_through = write_through.unwrap_or(settings.write_through);
    t.with(|t| {
        if changes {
            return t.reconfigure(vm, settings);
        }
        t.flush(vm)?;
        t.settings = settings;
        Ok(())
    })?;
    Ok(Next::Value(Value::NONE))
}

/// `_text_general(self, state)`: from now on the prelude does the work.
pub(super) fn set_general(_: &mut Vm, args: &[Value]) -> R {
    if let Some(state) = args[1].cast() {
        drop(this::<TextIo>(args)?.0.replace(Inner::General(state)));
    }
    Ok(Value::NONE)
}

/// `_text_state(self)`: what the prelude keeps, or None on a native stream.
pub(super) fn state(_: &mut Vm, args: &[Value]) -> R {
    match &*this::<TextIo>(args)?.0.borrow() {
        Inner::General(state) => Ok(state.value().clone()),
        Inner::Native(_) => Ok(Value::NONE),
        other => Err(unusable(other)),
    }
}

/// `_text_detach(self)`
pub(super) fn set_detached(_: &mut Vm, args: &[Value]) -> R {
    drop(this::<TextIo>(args)?.0.replace(Inner::Detached));
    Ok(Value::NONE)
}

/// `_text_end(self)`: closes the native stream below, without a flush.
pub(super) fn end(vm: &mut Vm, args: &[Value]) -> R {
    let below = buffer_of(args)?;
    if let Some(stream) = ByteStream::of(&below) {
        stream.close(vm)?;
    }
    Ok(Value::NONE)
}
