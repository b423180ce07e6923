//! f-strings.

use std::rc::Rc;

use pausa_grammar::ast::{Conversion, FStringPart, FormatField, Wtf8};
use pausa_grammar::span::Span;

use super::registers::Reg;
use super::{Compiler, Result};
use crate::bytecode::instr::{KILL_1, KILL_2, NO_REG};
use crate::bytecode::{Const, Instr};

/// How many pieces are joined in one go.
const MAX_PARTS: usize = 30;

impl<'a> Compiler<'a> {
    /// R[d] := the pieces joined.
    #[inline(never)]
    pub(super) fn fstring(&mut self, d: Reg, span: Span, parts: &'a [FStringPart]) -> Result {
        match parts {
            [] => {
                self.load_const(d, Const::Str(Rc::from([])), span);
                return Ok(());
            }
            [FStringPart::Literal(text)] => {
                self.load_const(d, text_const(text), span);
                return Ok(());
            }
            [FStringPart::Field(field)] => return self.field(d, field, span),
            _ => {}
        }
        let mark = self.mark();
        let base = self.range_base(d);
        let mut n = 0;
        for part in parts {
            if n == MAX_PARTS {
                self.emit(
                    Instr::BuildString {
                        d: base,
                        base,
                        n: n as u16,
                    },
                    span,
                );
                self.release(base + 1);
                n = 1;
            }
            let reg = if n == 0 { base } else { self.temp() };
            match part {
                FStringPart::Literal(text) => self.load_const(reg, text_const(text), span),
                FStringPart::Field(field) => self.field(reg, field, span)?,
            }
            n += 1;
        }
        self.emit(
            Instr::BuildString {
                d,
                base,
                n: n as u16,
            },
            span,
        );
        self.release(mark);
        Ok(())
    }

    fn field(&mut self, d: Reg, field: &'a FormatField, span: Span) -> Result {
        let mark = self.mark();
        let hint = self.hint(d);
        let value = match field.spec {
            // A specification may hold any expression, but `:=` in it does not touch the value: it has
            // been read.
            Some(_) if self.scopes.get(self.block.scope).has_walrus => {
                let reg = hint.unwrap_or_else(|| self.temp());
                self.expr_to(reg, &field.expr)?;
                super::registers::Operand::temp(reg)
            }
            _ => self.operand_in(&field.expr, hint)?,
        };
        let mut k = value.kill(KILL_1);
        k |= match field.conversion {
            None => 0,
            Some(Conversion::Str) => 1 << 4,
            Some(Conversion::Repr) => 2 << 4,
            Some(Conversion::Ascii) => 3 << 4,
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
        self.emit(
            Instr::FormatValue {
                k,
                d,
                s: value.reg,
                spec,
            },
            span,
        );
        self.release(mark);
        Ok(())
    }
}

fn text_const(text: &Wtf8) -> Const {
    Const::Str(Rc::from(text.as_bytes()))
}
