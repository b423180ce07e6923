//! String literals: adjacent ones joined, f-strings put together from their tokens.

use super::expr::{constant, deepest, node};
use super::literal::decode_escapes;
use super::{Action, Context, refuse};
use crate::ast::*;
use crate::lexer::{LexWarning, Opening};
use crate::span::Span;

/// One of several adjacent literals.
pub(crate) enum StringPiece {
    /// A literal that is no f-string.
    Plain(Span),
    /// An f-string: the span of the whole, that of its prefix and quotes, and what is inside.
    Format(Span, Span, Vec<RawPart>),
}

impl StringPiece {
    fn span(&self) -> Span {
        match self {
            StringPiece::Plain(span) | StringPiece::Format(span, _, _) => *span,
        }
    }
}

/// A piece of an f-string whose escapes are not yet decoded, because the prefix is not yet known.
pub(crate) enum RawPart {
    /// Text.
    Text(Span),
    /// A replacement field.
    Field(Box<RawField>),
}

/// A replacement field as its tokens tell it.
pub(crate) struct RawField {
    span: Span,
    expr: Expr,
    /// End of the `=` and the space after it, if there is one.
    equal: Option<u32>,
    conversion: Option<Conversion>,
    spec: Option<Vec<RawPart>>,
}

impl RawField {
    /// The field at `span`.
    pub(crate) fn part(
        span: Span,
        expr: Expr,
        equal: Option<u32>,
        conversion: Option<Conversion>,
        spec: Option<Vec<RawPart>>,
    ) -> RawPart {
        RawPart::Field(Box::new(Self { span, expr, equal, conversion, spec }))
    }
}

/// The parts of an f-string as they are joined.
#[derive(Default)]
struct Parts {
    done: Vec<FStringPart>,
    /// Literal text not yet made a part.
    text: Vec<u8>,
}

impl Parts {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.done.push(FStringPart::Literal(Wtf8::new(text)));
        }
    }

    fn finish(mut self) -> Vec<FStringPart> {
        self.flush();
        self.done
    }
}

impl<'s> Context<'s> {
    /// The value of one plain literal.
    pub(crate) fn string(&mut self, start: u32, end: u32) -> Action<Expr> {
        let span = Span::new(start, end);
        let opening = Opening::of(self.text(start, end));
        let mut value = Vec::new();
        self.plain(span, opening, &mut value)?;
        let value = match opening.bytes {
            true => Constant::Bytes(value.into()),
            false => Constant::Str(Wtf8::new(value)),
        };
        Ok(constant(start, end, value))
    }

    /// The value of adjacent literals, at least one.
    pub(crate) fn strings(&mut self, start: u32, end: u32, pieces: Vec<StringPiece>) -> Action<Expr> {
        let mut parts = Parts::default();
        let (mut bytes, mut format) = (None, false);
        for piece in &pieces {
            let opening = Opening::of(self.text(piece.span().start, piece.span().end));
            if *bytes.get_or_insert(opening.bytes) != opening.bytes {
                return refuse("cannot mix bytes and nonbytes literals", pieces[0].span());
            }
        }
        for piece in pieces {
            match piece {
                StringPiece::Plain(span) => {
                    let opening = Opening::of(self.text(span.start, span.end));
                    self.plain(span, opening, &mut parts.text)?;
                }
                StringPiece::Format(span, head, raw) => {
                    format = true;
                    let opening = Opening::of(self.text(head.start, head.end));
                    self.format_parts(raw, span, opening.raw, false, &mut parts)?;
                }
            }
        }
        if format {
            let parts = parts.finish();
            let below = parts_depth(&parts);
            return node(start, end, ExprKind::JoinedStr(parts), below);
        }
        let value = match bytes {
            Some(true) => Constant::Bytes(parts.text.into()),
            _ => Constant::Str(Wtf8::new(parts.text)),
        };
        Ok(constant(start, end, value))
    }

    /// Appends the value of the plain literal at `span`.
    fn plain(&mut self, span: Span, opening: Opening, out: &mut Vec<u8>) -> Action<()> {
        let text = self.text(span.start + opening.len as u32, span.end - opening.close_len() as u32);
        if opening.bytes && !text.is_ascii() {
            return refuse("bytes can only contain ASCII literal characters", span);
        }
        self.decode(text, span, opening.raw, opening.bytes, out)
    }

    /// Appends the value of `text`, a part of the literal at `span`.
    fn decode(&mut self, text: &'s str, span: Span, raw: bool, bytes: bool, out: &mut Vec<u8>) -> Action<()> {
        if raw || !text.contains('\\') {
            push_lines(text, out);
            return Ok(());
        }
        let mut invalid = None;
        out.reserve(text.len());
        if let Err(error) = decode_escapes(text, bytes, out, &mut invalid) {
            return refuse(error.message(text, bytes), span);
        }
        if let Some(at) = invalid {
            self.warn_invalid_escape(&text[at..], span);
        }
        Ok(())
    }

    /// Notes an escape that means nothing sensible, at the start of `text`.
    fn warn_invalid_escape(&mut self, text: &str, span: Span) {
        let message = match text.chars().nth(1).unwrap_or('{') {
            '4'..='7' => format!("invalid octal escape sequence '{}'", &text[..4]),
            char => format!("invalid escape sequence '\\{char}'"),
        };
        self.warnings.push(LexWarning { span, message, deprecated: true });
    }

    /// Appends the parts of the f-string (or its specification) at `span`.
    fn format_parts(
        &mut self,
        raw_parts: Vec<RawPart>,
        span: Span,
        raw: bool,
        in_spec: bool,
        parts: &mut Parts,
    ) -> Action<()> {
        for part in raw_parts {
            match part {
                RawPart::Text(text) => {
                    let text = self.text(text.start, text.end);
                    self.format_text(text, span, raw, in_spec, &mut parts.text)?;
                }
                RawPart::Field(field) => self.format_field(*field, span, raw, parts)?,
            }
        }
        Ok(())
    }

    /// Appends literal text of an f-string, in which doubled braces stand for one outside
    /// specifications.
    fn format_text(&mut self, text: &'s str, span: Span, raw: bool, in_spec: bool, out: &mut Vec<u8>) -> Action<()> {
        let mut from = 0;
        let mut at = 0;
        let bytes = text.as_bytes();
        while !in_spec && at < bytes.len() {
            match bytes[at] {
                b'{' | b'}' => {
                    self.decode(&text[from..=at], span, raw, false, out)?;
                    at += 2;
                    from = at;
                }
                b'\\' if !raw && text[at..].starts_with("\\N{") => {
                    at = text[at..].find('}').map_or(bytes.len(), |close| at + close + 1);
                }
                b'\\' if matches!(bytes.get(at + 1), Some(b'{' | b'}')) => at += 1,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.decode(&text[from.min(text.len())..], span, raw, false, out)
    }

    fn format_field(&mut self, field: RawField, span: Span, raw: bool, parts: &mut Parts) -> Action<()> {
        let RawField { span: place, expr, equal, mut conversion, spec } = field;
        if let Some(end) = equal {
            push_lines(self.text(place.start + 1, end), &mut parts.text);
            if conversion.is_none() && spec.is_none() {
                conversion = Some(Conversion::Repr);
            }
        }
        let spec = match spec {
            None => None,
            Some(raw_parts) => {
                let mut inner = Parts::default();
                self.format_parts(raw_parts, span, raw, true, &mut inner)?;
                Some(inner.finish())
            }
        };
        parts.flush();
        let field = FormatField { expr, conversion, spec, span: place };
        parts.done.push(FStringPart::Field(Box::new(field)));
        Ok(())
    }

    /// The conversion named by the letter before `end`.
    pub(crate) fn conversion(&self, end: u32) -> Conversion {
        match self.text(end - 1, end) {
            "s" => Conversion::Str,
            "a" => Conversion::Ascii,
            _ => Conversion::Repr,
        }
    }
}

/// Appends `text` with every line ending made `\n`.
fn push_lines(text: &str, out: &mut Vec<u8>) {
    if !text.contains('\r') {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.extend_from_slice(text.replace("\r\n", "\n").replace('\r', "\n").as_bytes());
}

/// The depth of the deepest expression in an f-string.
fn parts_depth(parts: &[FStringPart]) -> u16 {
    let depth = |part: &FStringPart| match part {
        FStringPart::Literal(_) => 0,
        FStringPart::Field(field) => deepest([&field.expr]).max(field.spec.as_deref().map_or(0, parts_depth)),
    };
    parts.iter().map(depth).max().unwrap_or(0)
}
