//! The standard streams, and the short way from `print` to a stream.

use pausa_vm::object::intern;
use pausa_vm::text::codec::{Codec, Handler};
use pausa_vm::{R, Value, Vm};

use super::buffered::Kind;
use super::native::{ByteStream, exact};
use super::newline::Lines;
use super::string::StringIo;
use super::text::{Settings, TextIo};
use super::{buffered_types, file, text_type};

/// `sys.stdin`, `sys.stdout`, `sys.stderr`
pub(in crate::modules) fn standard_streams(vm: &mut Vm) -> R<[Value; 3]> {
    vm.native_module("_io")?;
    let (encoding, handler) = coding(vm);
    let stdin = stream(vm, 0, "<stdin>", &encoding, handler)?;
    let stdout = stream(vm, 1, "<stdout>", &encoding, handler)?;
    let stderr = stream(vm, 2, "<stderr>", &encoding, Handler::BackslashReplace)?;
    Ok([stdin, stdout, stderr])
}

/// The encoding and error handler that the environment asks for.
fn coding(vm: &Vm) -> (String, Handler) {
    let variable = |name: &str| pausa_runtime::env::get(name)?.into_string().ok().filter(|v| !v.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| variable(name));
    // Where there is no locale, text that is not UTF-8 has to pass through unharmed.
    let plain = locale.is_none_or(|l| ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(&l.as_str()));
    let mut handler = if plain { Handler::SurrogateEscape } else { Handler::Strict };
    let mut encoding = "utf-8".to_owned();
    if !vm.flags.ignore_environment
        && let Some(wanted) = variable("PYTHONIOENCODING")
    {
        let (name, errors) = wanted.split_once(':').unwrap_or((&wanted, ""));
        if Codec::lookup(name).is_some() {
            encoding = name.to_owned();
            handler = Handler::Strict;
        }
        if let Some(h) = Handler::named(errors) {
            handler = h;
        }
    }
    (encoding, handler)
}

fn stream(vm: &mut Vm, number: i32, name: &str, encoding: &str, handler: Handler) -> R<Value> {
    let raw = file::standard(vm, number, name)?;
    let interactive = raw.isatty()?;
    let kind = if number == 0 { Kind::Reader } else { Kind::Writer };
    let raw = ByteStream::File(raw);
    let direct = vm.flags.unbuffered && number != 0;
    let buffer = if direct {
        raw
    } else {
        ByteStream::Buffered(buffered_types::make(vm, kind, raw, super::DEFAULT_BUFFER_SIZE)?)
    };
    let settings = Settings {
        encoding: encoding.to_owned(),
        codec: Codec::lookup(encoding).unwrap_or(Codec::Utf8),
        handler,
        lines: Lines::parse(if number == 0 { None } else { Some(b"\n") })?,
        line_buffering: interactive || number == 2,
        write_through: direct,
    };
    let wrapper = text_type::make(vm, buffer, settings)?;
    if let Some(inst) = wrapper.header().instance() {
        inst.set(&intern(b"mode"), if number == 0 { "r" } else { "w" }.into());
    }
    Ok(wrapper.into())
}

/// Writes text to a stream, and flushes it if asked. None: the stream's methods have to be called.
pub(super) fn write_text(vm: &mut Vm, stream: &Value, text: &[u8], flush: bool) -> Option<R<()>> {
    if let Some(t) = exact::<TextIo>(stream) {
        if !t.is_native() || t.is_closed() == Some(true) {
            return None;
        }
        return Some(t.with(|t| {
            t.write_text(vm, text, text.is_ascii(), None)?;
            if flush { t.flush(vm) } else { Ok(()) }
        }));
    }
    let s = exact::<StringIo>(stream)?;
    if s.is_closed() {
        return None;
    }
    Some(s.write_text(text))
}
