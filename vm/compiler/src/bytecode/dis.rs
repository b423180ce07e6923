//! Code units as text, for people.
//!
//! One line per instruction: source line, number, opcode, operands. A register is shown as the name of its
//! local, or as `t0`, `t1`, .. for temporaries; a `!` says that the temporary dies here.

use std::fmt::Write;

use super::instr::{INPLACE, NO_REG, Opcode};
use super::{CodeUnit, Const, Instr, Intrinsic, LocalKind, Operand};
use pausa_data::number::{complex, float};
use pausa_data::text;

/// The listing of a unit and of all units among its constants.
pub fn disassemble(unit: &CodeUnit) -> String {
    let mut out = String::new();
    list(unit, &mut out);
    out
}

fn list(unit: &CodeUnit, out: &mut String) {
    header(unit, out);
    let mut line = 0;
    let targets = jump_targets(unit);
    for (at, instr) in unit.instrs.iter().enumerate() {
        let here = unit.positions.get(at).map_or(0, |position| position.line);
        let label = if here != 0 && here != line { here.to_string() } else { String::new() };
        line = if here != 0 { here } else { line };
        let mark = if targets.contains(&at) { ">" } else { " " };
        let (name, operands) = (mnemonic(instr), operands(unit, at, instr));
        let text = format!("{label:>5} {mark}{at:>4}  {name:<14} {operands}");
        out.push_str(text.trim_end());
        out.push('\n');
    }
    for entry in &unit.exceptions {
        let _ = writeln!(
            out,
            "      {}..{} -> {}  keep {} exception {}",
            entry.start,
            entry.end,
            entry.target,
            register(unit, entry.keep),
            register(unit, entry.exc),
        );
    }
    for value in &unit.consts {
        if let Const::Code(inner) = value {
            out.push('\n');
            list(inner, out);
        }
    }
}

fn header(unit: &CodeUnit, out: &mut String) {
    let _ = write!(out, "{} at {}:{}", unit.qualname, unit.filename, unit.first_line);
    let _ = write!(out, ", {} registers", unit.registers);
    if !unit.locals.is_empty() {
        let locals: Vec<String> = unit
            .locals
            .iter()
            .map(|local| match local.kind {
                LocalKind::Fast => local.name.to_string(),
                LocalKind::Cell => format!("cell {}", local.name),
                LocalKind::Hidden => format!("({})", local.name),
            })
            .collect();
        let _ = write!(out, ": {}", locals.join(", "));
    }
    if !unit.free.is_empty() {
        let _ = write!(out, "; free {}", unit.free.join(", "));
    }
    out.push('\n');
}

/// Where jumps and handlers lead.
fn jump_targets(unit: &CodeUnit) -> Vec<usize> {
    let jumps = unit.instrs.iter().enumerate().flat_map(|(at, instr)| {
        instr.operands().into_iter().filter_map(move |(_, operand)| match operand {
            Operand::Jump(offset) => target(at, offset),
            _ => None,
        })
    });
    jumps.chain(unit.exceptions.iter().map(|entry| entry.target as usize)).collect()
}

fn target(at: usize, offset: i32) -> Option<usize> {
    usize::try_from(at as i64 + 1 + i64::from(offset)).ok()
}

fn mnemonic(instr: &Instr) -> String {
    match instr {
        Instr::Intrinsic { k, .. } => match Intrinsic::ALL.get(usize::from(*k)) {
            Some(which) => which.name().to_owned(),
            None => format!("Intrinsic {k}"),
        },
        _ => instr.name().to_owned(),
    }
}

/// What the byte `k` of a row means.
enum Flags {
    /// Operands that die, and INPLACE.
    Kills,
    /// A number to be shown.
    Number,
    /// Shown elsewhere.
    Silent,
}

fn flags(opcode: Opcode) -> Flags {
    match opcode {
        Opcode::Call
        | Opcode::CallKw
        | Opcode::CallEx
        | Opcode::CallMethod
        | Opcode::CallMethodKw
        | Opcode::MakeFunction => Flags::Number,
        Opcode::Intrinsic => Flags::Silent,
        _ => Flags::Kills,
    }
}

fn operands(unit: &CodeUnit, at: usize, instr: &Instr) -> String {
    let flags = flags(instr.opcode());
    let mut k = 0;
    let mut sources = 0;
    let mut parts = Vec::new();
    let mut notes = String::new();
    for (_, operand) in instr.operands() {
        match operand {
            Operand::K(value) => {
                k = value;
                match (instr, &flags) {
                    (Instr::Raise { .. }, _) => k = value >> 4,
                    (Instr::FormatValue { .. }, _) => {
                        notes.push_str(["", " !s", " !r", " !a"][usize::from(value >> 4 & 3)]);
                    }
                    (_, Flags::Number) => parts.push(format!("#{value}")),
                    (_, Flags::Kills) if value & INPLACE != 0 => notes.push_str(" inplace"),
                    _ => {}
                }
            }
            Operand::Dst(reg) | Operand::Base(reg) => parts.push(register(unit, reg)),
            Operand::Src(reg) => {
                if reg == NO_REG {
                    // Which of a slice's bounds is missing could not be seen otherwise.
                    if matches!(instr, Instr::BuildSlice { .. }) {
                        parts.push("None".to_owned());
                    }
                    sources += 1;
                    continue;
                }
                let dies = matches!(flags, Flags::Kills) && k & 1 << sources != 0;
                sources += 1;
                parts.push(format!("{}{}", register(unit, reg), if dies { "!" } else { "" }));
            }
            Operand::Last(NO_REG) => {}
            Operand::Last(reg) => parts.push(register(unit, reg)),
            Operand::Count(n) if matches!(instr, Instr::UnpackEx { .. }) => {
                parts.push(format!("#{}+*+{}", n & 0xFF, n >> 8));
            }
            Operand::Count(n) => parts.push(format!("#{n}")),
            Operand::Const(index) => parts.push(match unit.consts.get(index as usize) {
                Some(value) => constant(value),
                None => format!("const {index}?"),
            }),
            Operand::Name(index) => parts.push(name(unit, index)),
            Operand::Cache(index) => parts.push(match unit.caches.get(index as usize) {
                Some(index) => name(unit, *index),
                None => format!("cache {index}?"),
            }),
            Operand::Free(index) => parts.push(match unit.free.get(usize::from(index)) {
                Some(name) => name.to_string(),
                None => format!("free {index}?"),
            }),
            Operand::Imm(value) => parts.push(value.to_string()),
            Operand::Jump(offset) => parts.push(match target(at, offset) {
                Some(target) => format!("-> {target}"),
                None => format!("-> {offset}?"),
            }),
        }
    }
    parts.join(", ") + &notes
}

fn name(unit: &CodeUnit, index: u32) -> String {
    unit.names.get(index as usize).map_or_else(|| format!("name {index}?"), |name| format!(".{name}"))
}

fn register(unit: &CodeUnit, reg: u16) -> String {
    match unit.locals.get(usize::from(reg)) {
        Some(local) => local.name.to_string(),
        None => format!("t{}", usize::from(reg) - unit.locals.len()),
    }
}

fn constant(value: &Const) -> String {
    let list = |items: &[Const]| items.iter().map(constant).collect::<Vec<_>>().join(", ");
    match value {
        Const::None => "None".to_owned(),
        Const::Bool(true) => "True".to_owned(),
        Const::Bool(false) => "False".to_owned(),
        Const::Ellipsis => "...".to_owned(),
        Const::Int(i) => i.to_string(),
        Const::BigInt(i) => i.to_string(),
        Const::Float(f) => float::repr(*f),
        Const::Complex(re, im) => complex::repr(complex::Complex { re: *re, im: *im }),
        Const::Str(s) => {
            let mut out = Vec::new();
            text::repr::repr(text::Text::new(s, text::wtf8::count(s)), &mut out);
            String::from_utf8_lossy(&out).into_owned()
        }
        Const::Bytes(b) => {
            let mut out = Vec::new();
            text::repr::bytes_repr(b, &mut out);
            String::from_utf8_lossy(&out).into_owned()
        }
        Const::Tuple(items) if items.len() == 1 => format!("({},)", constant(&items[0])),
        Const::Tuple(items) => format!("({})", list(items)),
        Const::FrozenSet(items) => format!("frozenset({{{}}})", list(items)),
        Const::Code(unit) => format!("<code {}>", unit.qualname),
        Const::Stub(stub) => format!("<code {}>", stub.head().unwrap_or_default().qualname),
    }
}
