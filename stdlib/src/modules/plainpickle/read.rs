//! Reading pickles.

use num_bigint::BigInt;
use pausa_vm::object::{ByteArray, Bytes, Dict, FrozenSet, List, Set, Str, Tuple};
use pausa_vm::text::wtf8;
use pausa_vm::{Obj, Value, Vm, ops};

use super::{global, op};

struct Reader<'a> {
    vm: &'a Vm,
    rest: &'a [u8],
    stack: Vec<Value>,
    /// Where the marks are in the stack.
    marks: Vec<usize>,
    memo: Vec<Value>,
}

/// The object of a pickle; None if it takes the general way, or if the pickle is bad.
pub(super) fn object(vm: &Vm, bytes: &[u8]) -> Option<Value> {
    // Before protocol 4 names may mean something else.
    let [op::PROTO, 4 | 5, rest @ ..] = bytes else { return None };
    let mut r = Reader { vm, rest, stack: Vec::new(), marks: Vec::new(), memo: Vec::new() };
    loop {
        match r.byte()? {
            op::STOP => return r.pop(),
            code => r.step(code)?,
        }
    }
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn size4(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array()?)).ok()
    }

    fn size8(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.array()?)).ok()
    }

    /// The topmost value, which must not be below the last mark.
    fn pop(&mut self) -> Option<Value> {
        if self.marks.last().is_some_and(|mark| *mark >= self.stack.len()) {
            return None;
        }
        self.stack.pop()
    }

    /// All that is above the last mark, which goes.
    fn popped(&mut self) -> Option<Vec<Value>> {
        let mark = self.marks.pop()?;
        (mark <= self.stack.len()).then(|| self.stack.split_off(mark))
    }

    fn top(&self) -> Option<&Value> {
        self.stack.last()
    }

    fn step(&mut self, code: u8) -> Option<()> {
        let v: Value = match code {
            op::FRAME => {
                let n = self.size8()?;
                return (n <= self.rest.len()).then_some(());
            }
            op::MARK => {
                self.marks.push(self.stack.len());
                return Some(());
            }
            op::POP => {
                self.pop()?;
                return Some(());
            }
            op::POP_MARK => {
                self.popped()?;
                return Some(());
            }
            op::MEMOIZE => {
                let v = self.top()?.clone();
                self.memo.push(v);
                return Some(());
            }
            op::APPEND | op::APPENDS | op::SETITEM | op::SETITEMS | op::ADDITEMS => return self.fill(code),
            op::BINGET => {
                let n = self.byte()?;
                self.memo.get(usize::from(n))?.clone()
            }
            op::LONG_BINGET => {
                let n = self.size4()?;
                self.memo.get(n)?.clone()
            }
            op::NONE => Value::NONE,
            op::NEWTRUE => Value::TRUE,
            op::NEWFALSE => Value::FALSE,
            op::BININT1 => i64::from(self.byte()?).into(),
            op::BININT2 => i64::from(u16::from_le_bytes(self.array()?)).into(),
            op::BININT => i32::from_le_bytes(self.array()?).into(),
            op::LONG1 => {
                let n = self.byte()?.into();
                BigInt::from_signed_bytes_le(self.take(n)?).into()
            }
            op::LONG4 => {
                let n = usize::try_from(i32::from_le_bytes(self.array()?)).ok()?;
                BigInt::from_signed_bytes_le(self.take(n)?).into()
            }
            op::BINFLOAT => f64::from_be_bytes(self.array()?).into(),
            op::SHORT_BINUNICODE => {
                let n = self.byte()?.into();
                self.text(n)?
            }
            op::BINUNICODE => {
                let n = self.size4()?;
                self.text(n)?
            }
            op::BINUNICODE8 => {
                let n = self.size8()?;
                self.text(n)?
            }
            op::SHORT_BINBYTES => {
                let n = self.byte()?.into();
                Bytes::new(self.take(n)?).into()
            }
            op::BINBYTES => {
                let n = self.size4()?;
                Bytes::new(self.take(n)?).into()
            }
            op::BINBYTES8 => {
                let n = self.size8()?;
                Bytes::new(self.take(n)?).into()
            }
            op::BYTEARRAY8 => {
                let n = self.size8()?;
                ByteArray::new(self.take(n)?.to_vec()).into()
            }
            op::EMPTY_TUPLE => Tuple::empty().into(),
            op::TUPLE1 => Tuple::from_array([self.pop()?]).into(),
            op::TUPLE2 => {
                let b = self.pop()?;
                Tuple::from_array([self.pop()?, b]).into()
            }
            op::TUPLE3 => {
                let c = self.pop()?;
                let b = self.pop()?;
                Tuple::from_array([self.pop()?, b, c]).into()
            }
            op::TUPLE => Tuple::from_vec(self.popped()?).into(),
            op::EMPTY_LIST => List::new().into(),
            op::EMPTY_DICT => Dict::new().into(),
            op::EMPTY_SET => Set::new().into(),
            op::FROZENSET => {
                let mut table = Default::default();
                for v in self.popped()? {
                    added(ops::set_add(&mut table, &v))?;
                }
                FrozenSet::from_table(table).into()
            }
            op::STACK_GLOBAL => {
                let name = self.pop()?;
                let module = self.pop()?;
                global(self.vm, module.exact::<Str>()?, name.exact::<Str>()?)?
            }
            _ => return None,
        };
        self.stack.push(v);
        Some(())
    }

    /// Puts what is at the top of the stack into the container below it.
    fn fill(&mut self, code: u8) -> Option<()> {
        if code == op::APPEND {
            let v = self.pop()?;
            self.top()?.exact::<List>()?.push(v);
            return Some(());
        }
        if code == op::SETITEM {
            let v = self.pop()?;
            let key = self.pop()?;
            return added(ops::dict_insert(&mut self.top()?.exact::<Dict>()?.table_mut(), &key, v));
        }
        let items = self.popped()?;
        match code {
            op::APPENDS => self.top()?.exact::<List>()?.items_mut().extend(items),
            op::ADDITEMS => {
                let set: Obj<Set> = self.top()?.cast()?;
                items.iter().try_for_each(|v| added(ops::set_add(&mut set.table_mut(), v)))?;
            }
            _ => {
                let dict: Obj<Dict> = self.top()?.cast()?;
                let (pairs, odd) = items.as_chunks::<2>();
                if !odd.is_empty() {
                    return None;
                }
                for [key, v] in pairs {
                    added(ops::dict_insert(&mut dict.table_mut(), key, v.clone()))?;
                }
            }
        }
        Some(())
    }

    fn text(&mut self, n: usize) -> Option<Value> {
        let bytes = self.take(n)?;
        wtf8::is_valid(bytes).then(|| Str::from_wtf8(bytes).into())
    }
}

/// Keys and members that need user code, or cannot be any, take the general way.
fn added(outcome: pausa_vm::R<bool>) -> Option<()> {
    outcome.ok().filter(|known| *known).map(drop)
}
