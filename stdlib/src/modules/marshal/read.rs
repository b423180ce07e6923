//! Reading values.

use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};
use pausa_vm::bytecode::marshal;
use pausa_vm::exc::{type_error, value_error};
use pausa_vm::object::{Bytes, Code, Complex, Dict, FrozenSet, List, Set, Str, Tuple, intern};
use pausa_vm::text::wtf8;
use pausa_vm::{Exc, ExcKind, Obj, Value, ops};

use super::{MAX_DEPTH, NUMBERED, bad};

/// Why reading stopped.
pub(super) enum Stop {
    /// This is wrong.
    Error(Exc),
    /// At least so many bytes are missing; what to say if there are none.
    Missing(usize, &'static str),
}

impl From<Exc> for Stop {
    fn from(e: Exc) -> Stop {
        Stop::Error(e)
    }
}

type Outcome<T> = Result<T, Stop>;

struct Reader<'a> {
    rest: &'a [u8],
    /// The values that have a number; `UNBOUND` while they are read.
    numbered: Vec<Value>,
}

/// The value that bytes begin with.
pub(super) fn value(bytes: &[u8]) -> Outcome<Value> {
    let mut r = Reader { rest: bytes, numbered: Vec::new() };
    r.required("object", 0)
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Outcome<&'a [u8]> {
        match self.rest.split_at_checked(n) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => Err(Stop::Missing(n - self.rest.len(), "marshal data too short")),
        }
    }

    fn array<const N: usize>(&mut self) -> Outcome<[u8; N]> {
        let mut out = [0; N];
        out.copy_from_slice(self.take(N)?);
        Ok(out)
    }

    fn long(&mut self) -> Outcome<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn byte(&mut self) -> Outcome<u8> {
        self.enough(1)?;
        Ok(self.array::<1>()?[0])
    }

    fn size(&mut self, what: &str) -> Outcome<usize> {
        let n = self.long()?;
        usize::try_from(n).map_err(|_| bad(&format!("{what} size out of range")).into())
    }

    /// The length of a container, each item of which takes a byte at least.
    fn count(&mut self, what: &str) -> Outcome<usize> {
        let n = self.size(what)?;
        self.enough(n)?;
        Ok(n)
    }

    fn enough(&self, n: usize) -> Outcome<()> {
        match n.checked_sub(self.rest.len()) {
            Some(missing) if missing > 0 => Err(Stop::Missing(missing, "EOF read where object expected")),
            _ => Ok(()),
        }
    }

    fn float_text(&mut self) -> Outcome<f64> {
        let n = self.byte()?;
        let text = self.take(n.into())?;
        let parsed = std::str::from_utf8(text).ok().and_then(|t| t.parse().ok());
        parsed.ok_or_else(|| value_error("could not convert string to float").into())
    }

    /// A value, which must be there.
    fn required(&mut self, what: &str, depth: usize) -> Outcome<Value> {
        match self.value(depth)? {
            Some(v) => Ok(v),
            None => Err(type_error(format!("NULL object in marshal data for {what}")).into()),
        }
    }

    /// Gives a value its number.
    fn note(&mut self, flag: bool, v: Value) -> Value {
        if flag {
            self.numbered.push(v.clone());
        }
        v
    }

    /// A value, or None where a dict ends.
    fn value(&mut self, depth: usize) -> Outcome<Option<Value>> {
        if depth > MAX_DEPTH {
            return Err(value_error("recursion limit exceeded").into());
        }
        let Some((&code, rest)) = self.rest.split_first() else {
            return Err(Stop::Missing(1, "EOF read where object expected"));
        };
        self.rest = rest;
        let flag = code & NUMBERED != 0;
        let v: Value = match code & !NUMBERED {
            b'0' => return Ok(None),
            b'N' => return Ok(Some(Value::NONE)),
            b'T' => return Ok(Some(Value::TRUE)),
            b'F' => return Ok(Some(Value::FALSE)),
            b'.' => return Ok(Some(Value::ELLIPSIS)),
            b'S' => return Ok(Some(ExcKind::StopIteration.class().into())),
            b'i' => self.long()?.into(),
            b'I' => i64::from_le_bytes(self.array()?).into(),
            b'l' => self.big()?,
            b'f' => self.float_text()?.into(),
            b'g' => f64::from_le_bytes(self.array()?).into(),
            b'x' => {
                let re = self.float_text()?;
                Complex::new(re, self.float_text()?).into()
            }
            b'y' => {
                let re = f64::from_le_bytes(self.array()?);
                Complex::new(re, f64::from_le_bytes(self.array()?)).into()
            }
            b's' => {
                let n = self.size("bytes object")?;
                Bytes::new(self.take(n)?).into()
            }
            b'Z' | b'z' => {
                let n = self.byte()?.into();
                self.text(n, code & !NUMBERED == b'Z')?
            }
            kind @ (b'A' | b'a' | b't' | b'u') => {
                let n = self.size("string")?;
                self.text(n, kind == b'A' || kind == b't')?
            }
            kind @ (b'(' | b')') => {
                let n = if kind == b')' { self.byte()?.into() } else { self.size("tuple")? };
                return self.tuple(n, flag, depth).map(Some);
            }
            b'[' => {
                let n = self.count("list")?;
                let list = List::new();
                self.note(flag, list.value().clone());
                for _ in 0..n {
                    let v = self.required("list", depth + 1)?;
                    list.push(v);
                }
                return Ok(Some(list.into()));
            }
            b'{' => return self.dict(flag, depth).map(Some),
            b'<' => {
                let n = self.count("set")?;
                let set: Obj<Set> = Set::new();
                self.note(flag, set.value().clone());
                for _ in 0..n {
                    let v = self.required("set", depth + 1)?;
                    known(ops::set_add(&mut set.table_mut(), &v))?;
                }
                return Ok(Some(set.into()));
            }
            b'>' => return self.frozenset(flag, depth).map(Some),
            b'c' => {
                let n = self.size("code")?;
                let unit = marshal::unmarshal(self.take(n)?).map_err(|e| bad(&e.to_string()))?;
                Code::load(Rc::new(unit)).into()
            }
            b'r' => {
                let n = self.size("reference")?;
                let known = self.numbered.get(n).filter(|v| !v.is_unbound()).cloned();
                return known.map(Some).ok_or_else(|| bad("invalid reference").into());
            }
            _ => return Err(bad("unknown type code").into()),
        };
        Ok(Some(self.note(flag, v)))
    }

    /// The number of a value that is not complete yet.
    fn reserve(&mut self, flag: bool) -> Option<usize> {
        flag.then(|| {
            self.numbered.push(Value::UNBOUND);
            self.numbered.len() - 1
        })
    }

    fn complete(&mut self, number: Option<usize>, v: Value) -> Value {
        if let Some(slot) = number.and_then(|n| self.numbered.get_mut(n)) {
            *slot = v.clone();
        }
        v
    }

    fn tuple(&mut self, n: usize, flag: bool, depth: usize) -> Outcome<Value> {
        self.enough(n)?;
        let number = self.reserve(flag);
        let mut items = Vec::new();
        for _ in 0..n {
            items.push(self.required("tuple", depth + 1)?);
        }
        Ok(self.complete(number, Tuple::from_vec(items).into()))
    }

    fn frozenset(&mut self, flag: bool, depth: usize) -> Outcome<Value> {
        let n = self.count("set")?;
        let number = self.reserve(flag);
        let mut table = Default::default();
        for _ in 0..n {
            let v = self.required("set", depth + 1)?;
            known(ops::set_add(&mut table, &v))?;
        }
        Ok(self.complete(number, FrozenSet::from_table(table).into()))
    }

    fn dict(&mut self, flag: bool, depth: usize) -> Outcome<Value> {
        let dict = Dict::new();
        self.note(flag, dict.value().clone());
        while let Some(key) = self.value(depth + 1)? {
            let Some(v) = self.value(depth + 1)? else { break };
            known(ops::dict_insert(&mut dict.table_mut(), &key, v))?;
        }
        Ok(dict.into())
    }

    fn text(&mut self, n: usize, interned: bool) -> Outcome<Value> {
        let bytes = self.take(n)?;
        if !wtf8::is_valid(bytes) {
            return Err(bad("invalid text").into());
        }
        Ok(if interned { intern(bytes).into() } else { Str::from_wtf8(bytes).into() })
    }

    fn big(&mut self) -> Outcome<Value> {
        let n = self.long()?;
        let count = n.unsigned_abs() as usize;
        let bytes = self.take(count.saturating_mul(2))?;
        let mut value = BigUint::default();
        let mut words: Vec<u32> = Vec::new();
        let (mut word, mut bits) = (0u64, 0);
        for pair in bytes.chunks_exact(2) {
            let digit = u16::from_le_bytes([pair[0], pair[1]]);
            if digit > 0x7FFF {
                return Err(bad("digit out of range in long").into());
            }
            word |= u64::from(digit) << bits;
            bits += 15;
            if bits >= 32 {
                words.push(word as u32);
                word >>= 32;
                bits -= 32;
            }
        }
        if bytes.ends_with(&[0, 0]) {
            return Err(bad("unnormalized long data").into());
        }
        words.push(word as u32);
        value += BigUint::from_slice(&words);
        Ok(BigInt::from_biguint(if n < 0 { Sign::Minus } else { Sign::Plus }, value).into())
    }
}

/// Keys and members that were read are built-in values, so no user code can be asked about them.
fn known(outcome: pausa_vm::R<bool>) -> Outcome<()> {
    if outcome? { Ok(()) } else { Err(bad("unknown type code").into()) }
}
