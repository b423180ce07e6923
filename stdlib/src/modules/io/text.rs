//! What is behind `TextIOWrapper`: text on a native stream of bytes, in a native encoding. (Otherwise the prelude does the work,
//! `prelude/io_text.py`, and keeps its state in a dict.)
//!
//! Bytes are read in chunks. Where the stream stands in the text is told by the chunk that the text at hand was decoded from, and
//! the decoder's state before it; see [`Text::tell`].

use std::cell::RefCell;

use num_bigint::BigInt;
use pausa_vm::exc::{overflow_error, value_error};
use pausa_vm::heap::{Obj, Payload, Visit};
use pausa_vm::object::{Dict, Str};
use pausa_vm::ops::codec::{decode_error, encode_error, handler_refused};
use pausa_vm::text::codec::{Codec, Encoder, Endian, Handler, Incremental, Stopped, encode_part};
use pausa_vm::text::{Text as View, wtf8};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};

use super::native::ByteStream;
use super::newline::{Lines, Newlines, expand};

/// A text stream.
pub(super) struct TextIo(pub(super) RefCell<Inner>);

/// How it works.
pub(super) enum Inner {
    /// `__init__` has not been called.
    Uninitialized,
    /// On a native stream.
    Native(Box<Text>),
    /// On any stream: the state of the prelude's functions.
    General(Obj<Dict>),
    /// The stream below was taken away.
    Detached,
}

impl Payload for TextIo {
    fn traverse(&self, visit: &mut Visit<'_>) {
        match &*self.0.borrow() {
            Inner::Native(t) => visit(t.buffer.value()),
            Inner::General(state) => visit(state.value()),
            Inner::Uninitialized | Inner::Detached => {}
        }
    }
    fn clear(&self) {
        drop(self.0.replace(Inner::Detached));
    }
}

/// How a text stream encodes, and where its lines end.
#[derive(Clone)]
pub(super) struct Settings {
    /// The encoding's name as given.
    pub(super) encoding: String,
    pub(super) codec: Codec,
    pub(super) handler: Handler,
    pub(super) lines: Lines,
    /// Whether a line is written at once.
    pub(super) line_buffering: bool,
    /// Whether everything is handed on at once.
    pub(super) write_through: bool,
}

/// The chunk that the text at hand comes from, and the decoder's state before it. Bytes that the decoder had kept are part of it.
struct Chunk {
    flags: u32,
    input: Vec<u8>,
}

/// Text on a native stream.
pub(super) struct Text {
    pub(super) buffer: ByteStream,
    pub(super) settings: Settings,
    encoder: Encoder,
    decoder: Incremental,
    newlines: Newlines,
    /// Encoded, but not handed on.
    pending: Vec<u8>,
    /// Decoded; `decoded[at..]` has not been handed out.
    decoded: Vec<u8>,
    at: usize,
    chunk: Option<Chunk>,
    seekable: bool,
    /// Whether `tell` works: not while lines are iterated over.
    telling: bool,
    pub(super) chunk_size: usize,
}

impl TextIo {
    pub(super) fn is_native(&self) -> bool {
        matches!(*self.0.borrow(), Inner::Native(_))
    }

    /// Works with the native stream.
    pub(super) fn with<T>(&self, f: impl FnOnce(&mut Text) -> R<T>) -> R<T> {
        match &mut *self.0.borrow_mut() {
            Inner::Native(t) => f(t),
            other => Err(unusable(other)),
        }
    }

    /// None: only user code can tell.
    pub(super) fn is_closed(&self) -> Option<bool> {
        match &*self.0.borrow() {
            Inner::Native(t) => Some(t.buffer.is_closed()),
            _ => None,
        }
    }

    /// The stream below, if it is native.
    pub(super) fn stream(&self) -> Option<super::native::ByteStream> {
        match &*self.0.borrow() {
            Inner::Native(t) => Some(t.buffer.clone()),
            _ => None,
        }
    }

    /// Writes what is pending and closes the stream; None if that needs user code.
    pub(super) fn close(&self, vm: &mut Vm) -> Option<R<()>> {
        if !self.is_native() {
            return None;
        }
        Some(self.with(|t| {
            if t.buffer.is_closed() {
                return Ok(());
            }
            let flushed = t.flush(vm);
            let closed = t.buffer.close(vm);
            flushed.and(closed)
        }))
    }
}

/// Why the native way is not open.
#[cold]
pub(super) fn unusable(inner: &Inner) -> Exc {
    value_error(match inner {
        Inner::Detached => "underlying buffer has been detached",
        _ => "I/O operation on uninitialized object",
    })
}

impl Text {
    pub(super) fn new(vm: &mut Vm, buffer: ByteStream, settings: Settings) -> R<Text> {
        let seekable = buffer.seekable(vm)?;
        let mut encoder = Encoder::new(settings.codec);
        let marks = matches!(settings.codec, Codec::Utf8Sig | Codec::Utf16(None) | Codec::Utf32(None));
        if marks && seekable && buffer.writable() && buffer.tell(vm)? != 0 {
            encoder.at_start = false;
        }
        Ok(Text {
            buffer,
            encoder,
            decoder: Incremental::new(settings.codec, settings.handler),
            newlines: Newlines::default(),
            settings,
            pending: Vec::new(),
            decoded: Vec::new(),
            at: 0,
            chunk: None,
            seekable,
            telling: seekable,
            chunk_size: super::DEFAULT_BUFFER_SIZE,
        })
    }

    /// Refuses to go on if the stream is closed.
    pub(super) fn open(&self) -> R<()> {
        if self.buffer.is_closed() { Err(super::closed_file()) } else { Ok(()) }
    }

    /// The attribute `newlines`.
    pub(super) fn newlines(&self) -> Value {
        self.newlines.seen()
    }

    /// Whether something has been read since the last seek.
    pub(super) fn has_read(&self) -> bool {
        self.chunk.is_some() || !self.decoded.is_empty()
    }

    /// Goes on with other settings.
    pub(super) fn reconfigure(&mut self, vm: &mut Vm, settings: Settings) -> R<()> {
        self.flush(vm)?;
        self.encoder = Encoder::new(settings.codec);
        self.encoder.at_start = false;
        self.decoder = Incremental::new(settings.codec, settings.handler);
        self.settings = settings;
        Ok(())
    }

    fn forget_read(&mut self) {
        self.decoded.clear();
        self.at = 0;
        self.chunk = None;
    }

    // --- writing

    /// Hands on what is pending.
    fn push(&mut self, vm: &mut Vm) -> R<()> {
        let pending = std::mem::take(&mut self.pending);
        let mut rest = &pending[..];
        while !rest.is_empty() {
            match self.buffer.write(vm, rest)? {
                Some(n) => rest = &rest[n..],
                None => break,
            }
        }
        Ok(())
    }

    pub(super) fn flush(&mut self, vm: &mut Vm) -> R<()> {
        self.open()?;
        self.telling = self.seekable;
        self.push(vm)?;
        self.buffer.flush(vm)
    }

    /// Writes text.
    pub(super) fn write(&mut self, vm: &mut Vm, text: &Str) -> R<()> {
        self.write_text(vm, text.bytes(), text.is_ascii(), Some(text))
    }

    /// Writes text given as its bytes; `whole` is the object, for errors.
    pub(super) fn write_text(&mut self, vm: &mut Vm, text: &[u8], is_ascii: bool, whole: Option<&Str>) -> R<()> {
        self.open()?;
        let flush = self.settings.line_buffering && memchr::memchr2(b'\n', b'\r', text).is_some();
        let expanded;
        let mut text = text;
        if let Some(nl) = self.settings.lines.write {
            expanded = expand(text, nl);
            text = &expanded;
        }
        let plain = is_ascii && matches!(self.settings.codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1);
        let encoded;
        let bytes = if plain {
            text
        } else {
            encoded = self.encode(text, whole)?;
            &encoded
        };
        if self.pending.len() + bytes.len() > self.chunk_size && !self.pending.is_empty() {
            self.push(vm)?;
        }
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= self.chunk_size || flush || self.settings.write_through {
            self.push(vm)?;
        }
        if flush {
            self.buffer.flush(vm)?;
        }
        if self.has_read() {
            self.forget_read();
            self.decoder.reset();
        }
        Ok(())
    }

    fn encode(&mut self, text: &[u8], whole: Option<&Str>) -> R<Vec<u8>> {
        let mut out = Vec::with_capacity(text.len());
        let view = match whole {
            Some(s) if std::ptr::eq(s.bytes(), text) => s.text(),
            _ => View::counted(text),
        };
        match encode_part(&mut self.encoder, view, self.settings.handler, &mut out) {
            Ok(()) => Ok(out),
            Err(Stopped::Error(e)) => Err(encode_error(Str::from_wtf8(text).into(), &e)),
            Err(Stopped::Unable) => Err(handler_refused("UnicodeEncodeError")),
        }
    }

    // --- reading

    /// Appends what bytes mean, ends of lines translated.
    fn decode(&mut self, input: &[u8], is_last: bool, out: &mut Vec<u8>) -> R<()> {
        let mut raw = Vec::new();
        let universal = self.settings.lines.universal;
        let target = if universal { &mut raw } else { &mut *out };
        if let Err((stopped, bytes)) = self.decoder.decode(input, is_last, target) {
            return Err(match stopped {
                Stopped::Error(e) => decode_error(&bytes, &e),
                Stopped::Unable => handler_refused("UnicodeDecodeError"),
            });
        }
        if universal {
            self.newlines.translate(&raw, is_last, self.settings.lines.translate, out);
        }
        Ok(())
    }

    /// Reads and decodes the next chunk; false at the end.
    fn read_chunk(&mut self, vm: &mut Vm) -> R<bool> {
        let before = self.telling.then(|| (self.flags(), self.decoder.waiting().to_vec()));
        let mut input = Vec::new();
        let n = self.buffer.read1(vm, self.chunk_size, &mut input)?.unwrap_or(0);
        let mut decoded = std::mem::take(&mut self.decoded);
        decoded.clear();
        self.at = 0;
        let outcome = self.decode(&input, n == 0, &mut decoded);
        self.decoded = decoded;
        outcome?;
        if let Some((flags, mut bytes)) = before {
            bytes.extend_from_slice(&input);
            self.chunk = Some(Chunk { flags, input: bytes });
        }
        Ok(n > 0 || !self.decoded.is_empty())
    }

    fn check_readable(&self, vm: &mut Vm) -> R<()> {
        self.open()?;
        if self.buffer.readable() { Ok(()) } else { Err(super::unsupported(vm, "not readable")) }
    }

    fn rest(&self) -> &[u8] {
        &self.decoded[self.at..]
    }

    /// The next `n` characters, fewer at the end; all without a count.
    pub(super) fn read(&mut self, vm: &mut Vm, n: Option<usize>) -> R<Vec<u8>> {
        self.check_readable(vm)?;
        self.push(vm)?;
        let mut out = Vec::new();
        let Some(n) = n else {
            let mut input = Vec::new();
            self.buffer.read_all(vm, &mut input)?;
            out.extend_from_slice(self.rest());
            self.forget_read();
            self.decode(&input, true, &mut out)?;
            return Ok(out);
        };
        let mut left = n;
        loop {
            let rest = self.rest();
            let bytes = wtf8::skip(rest, left);
            left -= wtf8::count(&rest[..bytes]).min(left);
            out.extend_from_slice(&rest[..bytes]);
            self.at += bytes;
            if left == 0 || !self.read_chunk(vm)? {
                return Ok(out);
            }
        }
    }

    /// The next line, of at most `limit` characters; empty at the end.
    pub(super) fn read_line(&mut self, vm: &mut Vm, limit: Option<usize>) -> R<Value> {
        self.check_readable(vm)?;
        self.push(vm)?;
        if let (None, Some(n)) = (limit, self.settings.lines.end(self.rest())) {
            let line = Str::from_wtf8(&self.decoded[self.at..self.at + n]);
            self.at += n;
            return Ok(line.into());
        }
        let mut line: Vec<u8> = Vec::new();
        let mut left = limit.unwrap_or(usize::MAX);
        loop {
            let rest = self.rest();
            // A `\r\n` may be cut in two by the end of a chunk.
            let cut = line.ends_with(b"\r") && self.settings.lines.write == Some(b"\r\n") && rest.starts_with(b"\n");
            let end = if cut { Some(1) } else { self.settings.lines.end(rest) };
            let mut bytes = end.unwrap_or(rest.len());
            let mut ended = end.is_some();
            if bytes > left || limit.is_some() {
                let most = wtf8::skip(rest, left);
                if most < bytes {
                    bytes = most;
                    ended = false;
                }
                left -= wtf8::count(&rest[..bytes]).min(left);
            }
            line.extend_from_slice(&rest[..bytes]);
            self.at += bytes;
            if ended || left == 0 || !self.read_chunk(vm)? {
                return Ok(Str::from_wtf8(&line).into());
            }
        }
    }

    /// The next line while lines are iterated over; None at the end.
    pub(super) fn next_line(&mut self, vm: &mut Vm) -> R<Option<Value>> {
        self.telling = false;
        let line = self.read_line(vm, None)?;
        if line.downcast::<Str>().is_some_and(|s| s.is_empty()) {
            self.telling = self.seekable;
            self.chunk = None;
            return Ok(None);
        }
        Ok(Some(line))
    }

    // --- the position

    /// The decoder's state as a number: whether a `\r` waits, and the byte order that a mark has told.
    fn flags(&self) -> u32 {
        let order = match (self.settings.codec, self.decoder.order()) {
            (Codec::Utf16(None) | Codec::Utf32(None), Some(Endian::Little)) => 1,
            (Codec::Utf16(None) | Codec::Utf32(None), Some(Endian::Big)) => 2,
            _ => 0,
        };
        u32::from(self.newlines.pending_cr) | order << 1
    }

    fn set_flags(&mut self, flags: u32, at_start: bool) {
        let order = match flags >> 1 {
            1 => Some(Endian::Little),
            2 => Some(Endian::Big),
            _ => None,
        };
        self.decoder.set(&[], order, at_start);
        self.newlines.pending_cr = flags & 1 != 0;
    }

    fn cannot_seek(vm: &mut Vm) -> Exc {
        super::unsupported(vm, "underlying stream is not seekable")
    }

    /// A number that tells the position in the text: a position in the bytes where the decoder can begin, and in higher bits its
    /// state and how much to decode from there.
    pub(super) fn tell(&mut self, vm: &mut Vm) -> R<BigInt> {
        self.open()?;
        if !self.seekable {
            return Err(Text::cannot_seek(vm));
        }
        if !self.telling {
            return Err(Exc::msg(ExcKind::OSError, "telling position disabled by next() call"));
        }
        self.flush(vm)?;
        let end = self.buffer.tell(vm)?;
        let Some(chunk) = self.chunk.take() else {
            return Ok(end.into());
        };
        let start = end - chunk.input.len() as i64;
        let cookie = self.locate(&chunk, start);
        self.chunk = Some(chunk);
        cookie.map(Cookie::pack)
    }

    /// The position after `at` bytes of what a chunk, which starts at `start`, means.
    fn locate(&mut self, chunk: &Chunk, start: i64) -> R<Cookie> {
        let mut cookie = Cookie { start, flags: chunk.flags, feed: 0, skip: 0, is_last: false };
        if self.at == 0 {
            return Ok(cookie);
        }
        let simple = chunk.flags == 0 && matches!(self.settings.codec, Codec::Utf8 | Codec::Ascii);
        if simple && chunk.input.get(..self.at) == Some(&self.decoded[..self.at]) {
            cookie.start += self.at as i64;
            return Ok(cookie);
        }
        let (decoder, newlines) = (self.decoder.clone(), self.newlines);
        self.set_flags(chunk.flags, start == 0);
        // Byte by byte, until the text that was handed out has come out.
        let mut out = Vec::new();
        let mut fed = 0;
        let mut safe = (0, 0, chunk.flags);
        let mut outcome = Ok(());
        for i in 0..chunk.input.len() {
            outcome = self.decode(&chunk.input[i..=i], false, &mut out);
            fed = i + 1;
            if outcome.is_err() || out.len() > self.at {
                break;
            }
            if self.decoder.waiting().is_empty() && !self.newlines.pending_cr {
                safe = (fed, out.len(), self.flags());
            }
            if out.len() == self.at && safe.0 == fed {
                break;
            }
        }
        if outcome.is_ok() && out.len() < self.at {
            outcome = self.decode(&[], true, &mut out);
            cookie.is_last = true;
        }
        self.decoder = decoder;
        self.newlines = newlines;
        outcome?;
        cookie.start += safe.0 as i64;
        cookie.flags = safe.2;
        if safe.1 < self.at {
            cookie.feed = (fed - safe.0) as u32;
            cookie.skip = wtf8::count(&self.decoded[safe.1..self.at]) as u32;
        } else {
            cookie.is_last = false;
        }
        Ok(cookie)
    }

    /// Goes to a position that `tell` has told.
    pub(super) fn seek(&mut self, vm: &mut Vm, cookie: &BigInt, whence: i32) -> R<BigInt> {
        self.open()?;
        if !self.seekable {
            return Err(Text::cannot_seek(vm));
        }
        let zero = cookie == &BigInt::ZERO;
        let told;
        let mut cookie = cookie;
        match whence {
            0 => {}
            1 if !zero => {
                return Err(super::unsupported(vm, "can't do nonzero cur-relative seeks"));
            }
            1 => {
                told = self.tell(vm)?;
                cookie = &told;
            }
            2 if !zero => {
                return Err(super::unsupported(vm, "can't do nonzero end-relative seeks"));
            }
            2 => {
                self.flush(vm)?;
                self.forget_read();
                self.decoder.reset();
                self.newlines.pending_cr = false;
                let end = self.buffer.seek(vm, 0, 2)?;
                self.encoder.at_start = end == 0;
                return Ok(end.into());
            }
            _ => {
                return Err(value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
            }
        }
        if cookie.sign() == num_bigint::Sign::Minus {
            return Err(value_error(format!("negative seek position {cookie}")));
        }
        self.flush(vm)?;
        let place = Cookie::unpack(cookie)?;
        self.buffer.seek(vm, place.start, 0)?;
        self.forget_read();
        self.set_flags(place.flags, place.start == 0);
        if place.skip > 0 {
            let mut input = Vec::new();
            while input.len() < place.feed as usize {
                let n = self.buffer.read1(vm, place.feed as usize - input.len(), &mut input)?;
                if n.unwrap_or(0) == 0 {
                    break;
                }
            }
            let mut decoded = Vec::new();
            self.decode(&input, place.is_last, &mut decoded)?;
            if wtf8::count(&decoded) < place.skip as usize {
                return Err(Exc::msg(ExcKind::OSError, "can't restore logical file position"));
            }
            self.chunk = Some(Chunk { flags: place.flags, input });
            self.at = wtf8::skip(&decoded, place.skip as usize);
            self.decoded = decoded;
        } else {
            self.chunk = Some(Chunk { flags: place.flags, input: Vec::new() });
        }
        self.encoder.at_start = place.start == 0 && place.flags == 0;
        Ok(cookie.clone())
    }

    /// Sets the length of the file; without one, to the position.
    pub(super) fn truncate(&mut self, vm: &mut Vm, size: Option<i64>) -> R<i64> {
        self.flush(vm)?;
        self.buffer.truncate(vm, size)
    }
}

/// What the number says that `tell` returns.
struct Cookie {
    /// A position in the bytes.
    start: i64,
    /// The decoder's state there.
    flags: u32,
    /// How many bytes to decode from there, and how many characters of them to pass by.
    feed: u32,
    skip: u32,
    /// Whether to tell the decoder that these bytes are the last.
    is_last: bool,
}

impl Cookie {
    fn pack(self) -> BigInt {
        let mut n = BigInt::from(self.start);
        let fields = [(64, self.flags), (96, self.feed), (128, self.skip), (160, u32::from(self.is_last))];
        for (shift, field) in fields {
            n |= BigInt::from(field) << shift;
        }
        n
    }

    fn unpack(n: &BigInt) -> R<Cookie> {
        let digits: Vec<u64> = n.iter_u64_digits().collect();
        let digit = |i: usize| digits.get(i).copied().unwrap_or(0);
        let (low, high) = (|d: u64| d as u32, |d: u64| (d >> 32) as u32);
        let start = i64::try_from(digit(0)).ok().filter(|_| digits.len() <= 3);
        Ok(Cookie {
            start: start.ok_or_else(|| overflow_error("Python int too large to convert to C long"))?,
            flags: low(digit(1)),
            feed: high(digit(1)),
            skip: low(digit(2)),
            is_last: high(digit(2)) != 0,
        })
    }
}
