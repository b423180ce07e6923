//! The ends of lines: `newline=` of text streams, and `IncrementalNewlineDecoder`.

use std::cell::RefCell;

use pausa_vm::exc::{type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{Next, TypeSpec, class_arg, getter, pure, tail, this};
use pausa_vm::object::{Str, Tuple, TypeFlags};
use pausa_vm::types::class_name;
use pausa_vm::{R, Value, Vm};

use super::native::general;
use crate::modules::arg;

/// What a stream's `newline` argument means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    /// The argument.
    pub(super) given: Option<&'static str>,
    /// Lines end with any of `\n`, `\r`, `\r\n`.
    pub(super) universal: bool,
    /// And all of them are read as `\n`.
    pub(super) translate: bool,
    /// What lines end with, where that is fixed.
    read: &'static [u8],
    /// What is written for `\n`, if it is not itself.
    pub(super) write: Option<&'static [u8]>,
}

impl Lines {
    pub(super) fn parse(newline: Option<&[u8]>) -> R<Lines> {
        let lines = |given, universal, translate, read, write| Lines { given, universal, translate, read, write };
        Ok(match newline {
            None => lines(None, true, true, b"\n", None),
            Some(b"") => lines(Some(""), true, false, b"\n", None),
            Some(b"\n") => lines(Some("\n"), false, false, b"\n", None),
            Some(b"\r") => lines(Some("\r"), false, false, b"\r", Some(b"\r")),
            Some(b"\r\n") => lines(Some("\r\n"), false, false, b"\r\n", Some(b"\r\n")),
            Some(other) => {
                let mut shown = Vec::new();
                pausa_vm::text::repr::repr(pausa_vm::text::Text::counted(other), &mut shown);
                return Err(value_error(format!("illegal newline value: {}", String::from_utf8_lossy(&shown))));
            }
        })
    }

    /// Where the first line ends, its end included; None if it does not end.
    pub(super) fn end(&self, text: &[u8]) -> Option<usize> {
        if self.universal && !self.translate {
            let i = memchr::memchr2(b'\n', b'\r', text)?;
            return Some(if text[i] == b'\r' && text.get(i + 1) == Some(&b'\n') { i + 2 } else { i + 1 });
        }
        match self.read {
            [one] => memchr::memchr(*one, text).map(|i| i + 1),
            more => memchr::memmem::find(text, more).map(|i| i + more.len()),
        }
    }
}

/// The text with `\n` written in another way.
pub(super) fn expand(text: &[u8], newline: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 16);
    for (i, part) in text.split(|b| *b == b'\n').enumerate() {
        if i > 0 {
            out.extend_from_slice(newline);
        }
        out.extend_from_slice(part);
    }
    out
}

const CR: u8 = 1;
const LF: u8 = 2;
const CRLF: u8 = 4;

/// Which ends of lines have been seen, and whether the last character was a `\r` that a `\n` may follow.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Newlines {
    seen: u8,
    pub(super) pending_cr: bool,
}

impl Newlines {
    /// Appends `text`, all ends of lines as `\n` if `translate`. A `\r` at the end waits for what comes, unless nothing does.
    pub(super) fn translate(&mut self, text: &[u8], is_last: bool, translate: bool, out: &mut Vec<u8>) {
        let joined;
        let mut text = text;
        if self.pending_cr && (is_last || !text.is_empty()) {
            joined = [b"\r", text].concat();
            text = &joined;
            self.pending_cr = false;
        }
        if !is_last && let Some(rest) = text.strip_suffix(b"\r") {
            text = rest;
            self.pending_cr = true;
        }
        if memchr::memchr(b'\r', text).is_none() {
            if self.seen & LF == 0 && memchr::memchr(b'\n', text).is_some() {
                self.seen |= LF;
            }
            out.extend_from_slice(text);
            return;
        }
        let mut rest = text;
        while let Some(i) = memchr::memchr2(b'\n', b'\r', rest) {
            let (kind, width) = match (rest[i], rest.get(i + 1)) {
                (b'\n', _) => (LF, 1),
                (_, Some(b'\n')) => (CRLF, 2),
                _ => (CR, 1),
            };
            self.seen |= kind;
            out.extend_from_slice(&rest[..i]);
            if translate {
                out.push(b'\n');
            } else {
                out.extend_from_slice(&rest[i..i + width]);
            }
            rest = &rest[i + width..];
        }
        out.extend_from_slice(rest);
    }

    /// The attribute `newlines`.
    pub(super) fn seen(&self) -> Value {
        let all = [(CR, "\r"), (LF, "\n"), (CRLF, "\r\n")];
        let mut seen: Vec<Value> =
            all.iter().filter(|(bit, _)| self.seen & bit != 0).map(|(_, nl)| (*nl).into()).collect();
        match seen.len() {
            0 => Value::NONE,
            1 => seen.remove(0),
            _ => Tuple::from_vec(seen).into(),
        }
    }
}

/// `io.IncrementalNewlineDecoder`
pub(super) struct NewlineDecoder(RefCell<State>);

#[derive(Default)]
struct State {
    /// A decoder that is asked first, or None; `UNBOUND` before `__init__`.
    decoder: Value,
    translate: bool,
    newlines: Newlines,
}

impl Payload for NewlineDecoder {
    fn traverse(&self, visit: &mut Visit<'_>) {
        visit(&self.0.borrow().decoder);
    }
}

/// `_io.IncrementalNewlineDecoder`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "IncrementalNewlineDecoder",
    module: "_io",
    layout: NewlineDecoder::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Codec used when reading a file in universal newlines mode.\n\nIt wraps another incremental decoder, translating \\r\\n and \\r into \\n.",
    defs: &[
        pure("__new__(cls, *args, **kwargs)", new, "Create and return a new object.").constructor(),
        pure("__init__(self, decoder, translate: bool, errors='strict')", init, "Initialize self."),
        tail("decode(self, input, final: bool=False)", decode, ""),
        tail("getstate(self, /)", |vm, a| general(vm, "newline_decoder_getstate", a), ""),
        tail("setstate(self, state, /)", |vm, a| general(vm, "newline_decoder_setstate", a), ""),
        tail("reset(self, /)", |vm, a| general(vm, "newline_decoder_reset", a), ""),
        getter("newlines(self, /)", |_, a| Ok(this::<NewlineDecoder>(a)?.0.borrow().newlines.seen()), ""),
    ],
};

fn new(_: &mut Vm, args: &[Value]) -> R {
    Ok(new_with_type(&class_arg(args)?, NewlineDecoder(RefCell::new(State::default()))).into())
}

fn init(_: &mut Vm, args: &[Value]) -> R {
    let state = State { decoder: args[1].clone(), translate: args[2].is_true(), newlines: Newlines::default() };
    drop(this::<NewlineDecoder>(args)?.0.replace(state));
    Ok(Value::NONE)
}

fn decode(vm: &mut Vm, args: &[Value]) -> R<Next> {
    let decoder = this::<NewlineDecoder>(args)?.0.borrow().decoder.clone();
    if decoder.is_unbound() {
        return Err(value_error("IncrementalNewlineDecoder.__init__() not called"));
    }
    if decoder.is_none() {
        return translate(vm, args).map(Next::Value);
    }
    let is_last = Value::bool(arg::flag(&args[2], false));
    Ok(Next::call(vm.prelude("newline_decoder_decode")?, [args[0].clone(), decoder, args[1].clone(), is_last]))
}

/// `_newline_translate(self, text, is_last)`: what the decoder does after its own.
pub(super) fn translate(_: &mut Vm, args: &[Value]) -> R {
    let d = this::<NewlineDecoder>(args)?;
    let Some(text) = args[1].downcast::<Str>() else {
        return Err(type_error(format!("decoder should return a string result, not '{}'", class_name(&args[1]))));
    };
    let mut state = d.0.borrow_mut();
    let mut out = Vec::with_capacity(text.len());
    let translate = state.translate;
    state.newlines.translate(text.bytes(), arg::flag(&args[2], false), translate, &mut out);
    Ok(Str::from_wtf8(&out).into())
}

/// `_newline_state(self)`: the decoder below, and whether a `\r` waits.
pub(super) fn state(_: &mut Vm, args: &[Value]) -> R {
    let d = this::<NewlineDecoder>(args)?.0.borrow();
    Ok(Tuple::from_vec(vec![d.decoder.clone(), Value::bool(d.newlines.pending_cr)]).into())
}

/// `_newline_set(self, pending)`, and forgets what it has seen where `pending` is None.
pub(super) fn set_state(_: &mut Vm, args: &[Value]) -> R {
    let mut d = this::<NewlineDecoder>(args)?.0.borrow_mut();
    if args[1].is_none() {
        d.newlines = Newlines::default();
    } else {
        d.newlines.pending_cr = args[1].is_true();
    }
    Ok(Value::NONE)
}
