//! Writing pickles.

use std::collections::HashMap;

use num_bigint::BigInt;
use pausa_vm::heap::Kind;
use pausa_vm::object::{ByteArray, Dict, FrozenSet, Function, List, Set, Str, Tuple, Type};
use pausa_vm::types::{class_of, of_kind};
use pausa_vm::{Unpacked, Value, Vm};

use super::{global, op};

/// How deep values may be nested; what is deeper takes the general way, which knows the limit of recursion.
const MAX_DEPTH: usize = 200;

/// So many members are written at once.
const BATCH: usize = 1000;

/// A frame is ended when it is so large, and what is larger stands outside of frames.
const FRAME: usize = 64 * 1024;

/// The least that is worth a frame.
const LEAST: usize = 4;

struct Writer<'a> {
    vm: &'a Vm,
    protocol: u8,
    out: Vec<u8>,
    frame: Vec<u8>,
    /// The numbers of the objects that have been written, which all live as long as the one that is being written.
    memo: HashMap<i64, u32>,
}

/// The pickle of an object; None if it takes the general way.
pub(super) fn pickle(vm: &Vm, v: &Value, protocol: u8) -> Option<Vec<u8>> {
    let mut w = Writer { vm, protocol, out: vec![op::PROTO, protocol], frame: Vec::new(), memo: HashMap::new() };
    w.value(v, 0)?;
    w.frame.push(op::STOP);
    w.end_frame();
    Some(w.out)
}

/// Batches of members. CPython, which counts as it goes, writes an empty one after a last one that is full.
fn batches<T>(members: &[T]) -> impl Iterator<Item = &[T]> {
    let rest: Option<&[T]> = (!members.is_empty() && members.len().is_multiple_of(BATCH)).then_some(&[]);
    members.chunks(BATCH).chain(rest)
}

impl Writer<'_> {
    fn end_frame(&mut self) {
        if self.frame.len() >= LEAST {
            self.out.push(op::FRAME);
            self.out.extend_from_slice(&(self.frame.len() as u64).to_le_bytes());
        }
        self.out.append(&mut self.frame);
    }

    fn push(&mut self, code: u8) {
        self.frame.push(code);
    }

    /// Notes that an object has been written, so that it is only referred to from now on.
    fn memoize(&mut self, v: &Value) {
        let number = self.memo.len() as u32;
        self.memo.insert(v.id(), number);
        self.push(op::MEMOIZE);
    }

    fn reference(&mut self, number: u32) {
        match u8::try_from(number) {
            Ok(n) => self.frame.extend_from_slice(&[op::BINGET, n]),
            Err(_) => {
                self.push(op::LONG_BINGET);
                self.frame.extend_from_slice(&number.to_le_bytes());
            }
        }
    }

    fn value(&mut self, v: &Value, depth: usize) -> Option<()> {
        if self.frame.len() >= FRAME {
            self.end_frame();
        }
        match v.unpack() {
            Unpacked::None => self.push(op::NONE),
            Unpacked::Bool(b) => self.push(if b { op::NEWTRUE } else { op::NEWFALSE }),
            _ if class_of(v).is_heap_type() && !v.is_a::<Type>() => return None,
            Unpacked::Int(i) => self.int(i),
            Unpacked::BigInt(i) => self.long(i)?,
            Unpacked::Float(x) => {
                self.push(op::BINFLOAT);
                self.frame.extend_from_slice(&x.to_be_bytes());
            }
            _ => {
                if let Some(number) = self.memo.get(&v.id()).copied() {
                    self.reference(number);
                    return Some(());
                }
                return self.object(v, depth);
            }
        }
        Some(())
    }

    fn int(&mut self, i: i64) {
        if let Ok(n) = u8::try_from(i) {
            self.frame.extend_from_slice(&[op::BININT1, n]);
        } else if let Ok(n) = u16::try_from(i) {
            self.push(op::BININT2);
            self.frame.extend_from_slice(&n.to_le_bytes());
        } else if let Ok(n) = i32::try_from(i) {
            self.push(op::BININT);
            self.frame.extend_from_slice(&n.to_le_bytes());
        } else {
            let bytes = BigInt::from(i).to_signed_bytes_le();
            self.frame.extend_from_slice(&[op::LONG1, bytes.len() as u8]);
            self.frame.extend_from_slice(&bytes);
        }
    }

    fn long(&mut self, i: &BigInt) -> Option<()> {
        let bytes = i.to_signed_bytes_le();
        match u8::try_from(bytes.len()) {
            Ok(n) => self.frame.extend_from_slice(&[op::LONG1, n]),
            Err(_) => {
                let n = i32::try_from(bytes.len()).ok()?;
                self.push(op::LONG4);
                self.frame.extend_from_slice(&n.to_le_bytes());
            }
        }
        self.frame.extend_from_slice(&bytes);
        Some(())
    }

    /// Bytes after a header. What is large stands by itself.
    fn sized(&mut self, header: &[u8], bytes: &[u8]) {
        if bytes.len() >= FRAME {
            self.end_frame();
            self.out.extend_from_slice(header);
            self.out.extend_from_slice(bytes);
        } else {
            self.frame.extend_from_slice(header);
            self.frame.extend_from_slice(bytes);
        }
    }

    /// The same with the opcodes for lengths of one, four and eight bytes.
    fn measured(&mut self, codes: [u8; 3], bytes: &[u8]) {
        let n = bytes.len();
        if let Ok(n) = u8::try_from(n) {
            self.sized(&[codes[0], n], bytes);
        } else if let Ok(n) = u32::try_from(n) {
            let [a, b, c, d] = n.to_le_bytes();
            self.sized(&[codes[1], a, b, c, d], bytes);
        } else {
            let [a, b, c, d, e, f, g, h] = (n as u64).to_le_bytes();
            self.sized(&[codes[2], a, b, c, d, e, f, g, h], bytes);
        }
    }

    fn object(&mut self, v: &Value, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match v.unpack() {
            Unpacked::Str(s) => {
                self.text(s);
                self.memoize(v);
            }
            Unpacked::Bytes(b) => {
                self.measured([op::SHORT_BINBYTES, op::BINBYTES, op::BINBYTES8], b.bytes());
                self.memoize(v);
            }
            // Struct sequences are no mere tuples.
            Unpacked::Tuple(_) if !class_of(v).is(&of_kind(Kind::Tuple)) => return None,
            Unpacked::Tuple(t) => return self.tuple(v, t, depth),
            Unpacked::List(l) => return self.list(v, l, depth),
            Unpacked::Dict(d) => return self.dict(v, d, depth),
            Unpacked::Set(s) => return self.set(v, s, depth),
            Unpacked::FrozenSet(s) => return self.frozenset(v, s, depth),
            _ => return self.other(v, depth),
        }
        Some(())
    }

    fn text(&mut self, s: &Str) {
        self.measured([op::SHORT_BINUNICODE, op::BINUNICODE, op::BINUNICODE8], s.bytes());
    }

    fn tuple(&mut self, v: &Value, t: &Tuple, depth: usize) -> Option<()> {
        let items = t.items();
        let code = match items.len() {
            0 => {
                self.push(op::EMPTY_TUPLE);
                return Some(());
            }
            1 => op::TUPLE1,
            2 => op::TUPLE2,
            3 => op::TUPLE3,
            _ => op::TUPLE,
        };
        if code == op::TUPLE {
            self.push(op::MARK);
        }
        items.iter().try_for_each(|item| self.value(item, depth + 1))?;
        if let Some(number) = self.memo.get(&v.id()).copied() {
            // One that contains itself has been written meanwhile.
            if code == op::TUPLE {
                self.push(op::POP_MARK);
            } else {
                self.frame.extend(items.iter().map(|_| op::POP));
            }
            self.reference(number);
            return Some(());
        }
        self.push(code);
        self.memoize(v);
        Some(())
    }

    fn list(&mut self, v: &Value, l: &List, depth: usize) -> Option<()> {
        self.push(op::EMPTY_LIST);
        self.memoize(v);
        let items = l.items();
        if let [one] = &items[..] {
            self.value(one, depth + 1)?;
            self.push(op::APPEND);
            return Some(());
        }
        for batch in items.chunks(BATCH) {
            self.push(op::MARK);
            batch.iter().try_for_each(|item| self.value(item, depth + 1))?;
            self.push(op::APPENDS);
        }
        Some(())
    }

    fn dict(&mut self, v: &Value, d: &Dict, depth: usize) -> Option<()> {
        self.push(op::EMPTY_DICT);
        self.memoize(v);
        let pairs = d.pairs();
        if let [(key, value)] = &pairs[..] {
            self.value(key, depth + 1)?;
            self.value(value, depth + 1)?;
            self.push(op::SETITEM);
            return Some(());
        }
        for batch in batches(&pairs) {
            self.push(op::MARK);
            for (key, value) in batch {
                self.value(key, depth + 1)?;
                self.value(value, depth + 1)?;
            }
            self.push(op::SETITEMS);
        }
        Some(())
    }

    fn set(&mut self, v: &Value, s: &Set, depth: usize) -> Option<()> {
        self.push(op::EMPTY_SET);
        self.memoize(v);
        let members: Vec<Value> = s.table().iter().map(|slot| slot.key.clone()).collect();
        for batch in batches(&members) {
            self.push(op::MARK);
            batch.iter().try_for_each(|item| self.value(item, depth + 1))?;
            self.push(op::ADDITEMS);
        }
        Some(())
    }

    fn frozenset(&mut self, v: &Value, s: &FrozenSet, depth: usize) -> Option<()> {
        self.push(op::MARK);
        let members: Vec<Value> = s.table().iter().map(|slot| slot.key.clone()).collect();
        members.iter().try_for_each(|item| self.value(item, depth + 1))?;
        if let Some(number) = self.memo.get(&v.id()).copied() {
            self.push(op::POP_MARK);
            self.reference(number);
            return Some(());
        }
        self.push(op::FROZENSET);
        self.memoize(v);
        Some(())
    }

    fn other(&mut self, v: &Value, depth: usize) -> Option<()> {
        if let Some(bytes) = v.exact::<ByteArray>() {
            if self.protocol < 5 {
                return None;
            }
            let bytes = bytes.bytes();
            let [a, b, c, d, e, f, g, h] = (bytes.len() as u64).to_le_bytes();
            self.sized(&[op::BYTEARRAY8, a, b, c, d, e, f, g, h], &bytes);
            self.memoize(v);
            return Some(());
        }
        let (module, name) = if let Some(f) = v.exact::<Function>() {
            (f.module(), f.qualname())
        } else {
            let t = v.downcast::<Type>()?;
            if !class_of(v).is(&of_kind(Kind::Type)) || !t.is_heap_type() {
                return None;
            }
            (t.dict.get_str("__module__")?, t.qualname.borrow().clone())
        };
        if !global(self.vm, module.exact::<Str>()?, name.exact::<Str>()?)?.is(v) {
            return None;
        }
        self.value(&module, depth + 1)?;
        self.value(&name, depth + 1)?;
        self.push(op::STACK_GLOBAL);
        self.memoize(v);
        Some(())
    }
}
