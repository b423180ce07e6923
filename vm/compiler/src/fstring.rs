//! f-strings, and `'..' % (a, b)` where it can be one.

use std::rc::Rc;

use pausa_grammar::ast::{Conversion, Expr, ExprKind, FStringPart, FormatField, Operator, Wtf8};
use pausa_grammar::span::Span;

use super::registers::{Operand, Reg};
use super::{Compiler, Result};
use crate::bytecode::instr::{KILL_1, KILL_2, NO_REG};
use crate::bytecode::{Const, Instr};

/// How many pieces are joined in one go.
const MAX_PARTS: usize = 30;

/// The conversions as bits of `FormatValue`.
const STR: u8 = 1 << 4;
const REPR: u8 = 2 << 4;
const ASCII: u8 = 3 << 4;

/// A piece of a string that is put together.
pub(super) enum Piece<'a> {
    Text(Const),
    Field(&'a FormatField),
    /// `%5.2s` and the like.
    Percent {
        value: &'a Expr,
        conversion: u8,
        spec: String,
    },
}

impl<'a> Compiler<'a> {
    #[inline(never)]
    pub(super) fn fstring(&mut self, d: Reg, span: Span, parts: &'a [FStringPart]) -> Result {
        let pieces = parts.iter().map(|part| match part {
            FStringPart::Literal(text) => Piece::Text(text_const(text)),
            FStringPart::Field(field) => Piece::Field(field),
        });
        self.join(d, span, pieces.collect())
    }

    /// R[d] := the pieces joined.
    pub(super) fn join(&mut self, d: Reg, span: Span, mut pieces: Vec<Piece<'a>>) -> Result {
        if pieces.len() <= 1 {
            let only = pieces.pop().unwrap_or(Piece::Text(Const::Str(Rc::from([]))));
            return self.piece(d, only, span);
        }
        let mark = self.mark();
        let base = self.range_base(d);
        let mut n = 0;
        for piece in pieces {
            if n == MAX_PARTS {
                self.emit(Instr::BuildString { d: base, base, n: n as u16 }, span);
                self.release(base + 1);
                n = 1;
            }
            let reg = if n == 0 { base } else { self.temp() };
            self.piece(reg, piece, span)?;
            n += 1;
        }
        self.emit(Instr::BuildString { d, base, n: n as u16 }, span);
        self.release(mark);
        Ok(())
    }

    fn piece(&mut self, d: Reg, piece: Piece<'a>, span: Span) -> Result {
        match piece {
            Piece::Text(text) => {
                self.load_const(d, text, span);
                Ok(())
            }
            Piece::Field(field) => self.field(d, field, span),
            Piece::Percent { value, conversion, spec } => self.percent(d, value, conversion, spec),
        }
    }

    fn field(&mut self, d: Reg, field: &'a FormatField, span: Span) -> Result {
        let mark = self.mark();
        let hint = self.hint(d);
        let value = match field.spec {
            // A `:=` in the specification comes after the value has been read.
            Some(_) if self.scopes.get(self.block.scope).has_walrus => {
                let reg = hint.unwrap_or_else(|| self.temp());
                self.expr_to(reg, &field.expr)?;
                Operand::temp(reg)
            }
            _ => self.operand_in(&field.expr, hint)?,
        };
        let mut k = value.kill(KILL_1);
        k |= match field.conversion {
            None => 0,
            Some(Conversion::Str) => STR,
            Some(Conversion::Repr) => REPR,
            Some(Conversion::Ascii) => ASCII,
        };
        let spec = match &field.spec {
            None => NO_REG,
            Some(parts) => {
                let reg = self.temp();
                self.fstring(reg, span, parts)?;
                k |= KILL_2;
                reg
            }
        };
        self.emit(Instr::FormatValue { k, d, s: value.reg, spec }, span);
        self.release(mark);
        Ok(())
    }

    fn percent(&mut self, d: Reg, value: &'a Expr, conversion: u8, spec: String) -> Result {
        let mark = self.mark();
        let hint = self.hint(d);
        let operand = self.operand_in(value, hint)?;
        let mut k = conversion | operand.kill(KILL_1);
        let mut reg = NO_REG;
        if !spec.is_empty() {
            k |= KILL_2;
            reg = self.const_temp(Const::Str(spec.as_bytes().into()), value.span);
        }
        self.emit(Instr::FormatValue { k, d, s: operand.reg, spec: reg }, value.span);
        self.release(mark);
        Ok(())
    }

    /// `'literal' % (a, b)` with nothing but `%s`, `%r` and `%a` in it, as pieces.
    pub(super) fn percent_pieces(&self, left: &'a Expr, op: Operator, right: &'a Expr) -> Option<Vec<Piece<'a>>> {
        let (Operator::Mod, ExprKind::Tuple(values)) = (op, &right.kind) else {
            return None;
        };
        let Some(Const::Str(format)) = self.fold(left) else {
            return None;
        };
        let starred = |value: &Expr| matches!(value.kind, ExprKind::Starred(_));
        if values.iter().any(starred) || self.fold(right).is_some() {
            return None;
        }
        let mut format = Format { rest: &format };
        let mut values = values.iter();
        let mut pieces = Vec::new();
        loop {
            let text = format.literal();
            if !text.is_empty() {
                pieces.push(Piece::Text(Const::Str(text.into())));
            }
            if format.rest.is_empty() {
                return values.next().is_none().then_some(pieces);
            }
            let value = values.next()?;
            let (conversion, spec) = format.field()?;
            pieces.push(Piece::Percent { value, conversion, spec });
        }
    }
}

fn text_const(text: &Wtf8) -> Const {
    Const::Str(Rc::from(text.as_bytes()))
}

/// What is left of a format.
struct Format<'f> {
    rest: &'f [u8],
}

impl Format<'_> {
    /// The text up to the next field, `%%` made one.
    fn literal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        loop {
            match *self.rest {
                [b'%', b'%', ref rest @ ..] => {
                    text.push(b'%');
                    self.rest = rest;
                }
                [] | [b'%', ..] => return text,
                [byte, ref rest @ ..] => {
                    text.push(byte);
                    self.rest = rest;
                }
            }
        }
    }

    /// The field at the front: its conversion and the specification that does the same. Fields of other types
    /// are left to the running program.
    fn field(&mut self) -> Option<(u8, String)> {
        let mut next = 1;
        let mut left = false;
        while let Some(b'-' | b'+' | b' ' | b'#' | b'0') = self.rest.get(next) {
            left |= self.rest[next] == b'-';
            next += 1;
        }
        let mut spec = String::new();
        if let Some(width) = self.number(&mut next)? {
            let align = if left || width == 0 { "" } else { ">" };
            spec = format!("{align}{width}");
        }
        if self.rest.get(next) == Some(&b'.') {
            next += 1;
            let precision = self.number(&mut next)?.unwrap_or(0);
            spec.push_str(&format!(".{precision}"));
        }
        let conversion = match self.rest.get(next)? {
            b's' => STR,
            b'r' => REPR,
            b'a' => ASCII,
            _ => return None,
        };
        self.rest = &self.rest[next + 1..];
        Some((conversion, spec))
    }

    /// A number of at most two digits, if there is one.
    fn number(&self, next: &mut usize) -> Option<Option<u32>> {
        let digits = self.rest[*next..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = &self.rest[*next..*next + digits];
        *next += digits;
        match digits {
            0 => Some(None),
            1 | 2 => Some(str::from_utf8(text).ok()?.parse().ok()),
            _ => None,
        }
    }
}
