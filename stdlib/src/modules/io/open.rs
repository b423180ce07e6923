//! `open()`: the layers that a mode asks for.

use pausa_vm::exc::{type_error, value_error};
use pausa_vm::native::Next;
use pausa_vm::object::{Bytes, Str, intern};
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};

use super::buffered::Kind;
use super::file::open_file;
use super::native::ByteStream;
use super::{buffered_types, text_type};
use crate::modules::arg;

/// A mode taken apart.
struct Mode {
    text: bool,
    /// For `FileIO`.
    raw: String,
    kind: Kind,
}

impl Mode {
    fn parse(mode: &str) -> R<Mode> {
        let has = |c: char| mode.contains(c);
        let invalid = || value_error(format!("invalid mode: '{mode}'"));
        let repeated = mode.chars().enumerate().any(|(i, c)| mode.chars().skip(i + 1).any(|d| d == c));
        if repeated || mode.chars().any(|c| !"axrwb+t".contains(c)) {
            return Err(invalid());
        }
        if has('t') && has('b') {
            return Err(value_error("can't have text and binary mode at once"));
        }
        if ['x', 'r', 'w', 'a'].iter().filter(|c| has(**c)).count() != 1 {
            return Err(value_error("must have exactly one of create/read/write/append mode"));
        }
        let kind = match () {
            () if has('+') => Kind::Random,
            () if has('r') => Kind::Reader,
            () => Kind::Writer,
        };
        Ok(Mode { text: !has('b'), raw: mode.chars().filter(|c| !"tb".contains(*c)).collect(), kind })
    }
}

/// The arguments of `open` that say how, checked.
struct How {
    mode_text: String,
    mode: Mode,
    buffering: i32,
    encoding: Value,
    errors: Value,
    newline: Value,
}

/// `args`: mode, buffering, encoding, errors, newline.
fn how(args: &[Value]) -> R<How> {
    let mode_text = match args[0].given() {
        None => "r".to_owned(),
        Some(v) => match v.downcast::<Str>() {
            Some(s) => s.to_lossy().into_owned(),
            None => {
                return Err(type_error(format!("open() argument 'mode' must be str, not {}", class_name(v))));
            }
        },
    };
    for (v, name) in [(&args[2], "encoding"), (&args[3], "errors"), (&args[4], "newline")] {
        if let Some(v) = arg::some(v)
            && !v.is_a::<Str>()
        {
            let text = format!("open() argument '{name}' must be str or None, not {}", class_name(v));
            return Err(type_error(text));
        }
    }
    let mode = Mode::parse(&mode_text)?;
    if !mode.text {
        for (v, name) in [(&args[2], "an encoding"), (&args[3], "an errors"), (&args[4], "a newline")] {
            if arg::some(v).is_some() {
                return Err(value_error(format!("binary mode doesn't take {name} argument")));
            }
        }
    }
    let buffering = args[1].given().map_or(Ok(-1), arg::c_int)?;
    let part = |i: usize| arg::some(&args[i]).cloned().unwrap_or(Value::NONE);
    Ok(How { mode_text, mode, buffering, encoding: part(2), errors: part(3), newline: part(4) })
}

pub(super) fn open(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let file = &args[0];
    let how = how(&args[1..6])?;
    let plain = file.is_int() || file.is_a::<Str>() || file.is_a::<Bytes>();
    let opener = arg::some(&args[7]);
    if !plain || opener.is_some() {
        let f = vm.prelude("open_general")?;
        let closefd = Value::bool(arg::flag(&args[6], true));
        let opener = opener.cloned().unwrap_or(Value::NONE);
        let list = [
            file.clone(),
            how.mode_text.into(),
            how.buffering.into(),
            how.encoding,
            how.errors,
            how.newline,
            closefd,
            opener,
            how.mode.raw.into(),
        ];
        return Ok(Next::call(f, list));
    }
    if !how.mode.text && how.buffering == 1 {
        // The warning is the prelude's to give.
        let f = vm.prelude("open_line_buffered_binary")?;
        return Ok(Next::call(f, [file.clone(), how.mode_text.into(), Value::bool(arg::flag(&args[6], true))]));
    }
    let raw = open_file(vm, file, &how.mode.raw, arg::flag(&args[6], true))?;
    finish(vm, ByteStream::File(raw), how)
}

/// `_open_on(raw, mode, buffering, encoding, errors, newline)`: the layers on a file that is open.
pub(super) fn open_on(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let how = how(&args[1..6])?;
    match ByteStream::raw(&args[0]) {
        Some(raw) => finish(vm, raw, how),
        None => Err(type_error(format!("a file is expected, not {}", class_name(&args[0])))),
    }
}

/// Puts the layers on a file; if that fails, the file is closed.
fn finish(vm: &mut Vm, raw: ByteStream, how: How) -> R<Next> {
    let outcome = layers(vm, raw.clone(), how);
    if outcome.is_err() {
        // The first error is the one to tell.
        let _ = raw.close(vm);
    }
    outcome
}

fn layers(vm: &mut Vm, raw: ByteStream, how: How) -> R<Next> {
    let mut line_buffering = how.buffering == 1;
    let mut size = how.buffering;
    if size < 0 && raw.isatty(vm)? {
        line_buffering = true;
    }
    if size == 0 {
        if how.mode.text {
            return Err(value_error("can't have unbuffered text I/O"));
        }
        return Ok(Next::Value(raw.value().clone()));
    }
    if size < 0 || size == 1 {
        size = match &raw {
            ByteStream::File(f) => f.block_size() as i32,
            _ => super::DEFAULT_BUFFER_SIZE as i32,
        };
    }
    let buffered = buffered_types::make(vm, how.mode.kind, raw, size.unsigned_abs() as usize)?;
    if !how.mode.text {
        return Ok(Next::Value(buffered.into()));
    }
    let text = |v: &Value| v.downcast::<Str>().map(|s| s.to_lossy().into_owned());
    let errors = text(&how.errors).unwrap_or_else(|| "strict".to_owned());
    let lines = text_type::lines(&how.newline)?;
    if let Some(mut settings) = text_type::native_settings(text(&how.encoding).as_deref(), &errors, lines)? {
        settings.line_buffering = line_buffering;
        let wrapper = text_type::make(vm, ByteStream::Buffered(buffered), settings)?;
        if let Some(inst) = wrapper.header().instance() {
            inst.set(&intern(b"mode"), how.mode_text.into());
        }
        return Ok(Next::Value(wrapper.into()));
    }
    let f = vm.prelude("open_text")?;
    let list =
        [buffered.into(), how.mode_text.into(), how.encoding, errors.into(), how.newline, Value::bool(line_buffering)];
    Ok(Next::call(f, list))
}

pub(super) fn open_code(vm: &mut Vm, args: &[Value]) -> R<Next> {
    if !args[0].is_a::<Str>() {
        return Err(arg::wrong("open_code() argument 'path'", "str", &args[0]));
    }
    let none = Value::UNBOUND;
    let list =
        [args[0].clone(), "rb".into(), none.clone(), none.clone(), none.clone(), none.clone(), none.clone(), none];
    open(vm, &list)
}

pub(super) fn text_encoding(_: &mut Vm, args: &[Value]) -> R {
    Ok(if args[0].is_none() { "locale".into() } else { args[0].clone() })
}
