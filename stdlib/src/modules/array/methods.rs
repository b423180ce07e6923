//! What has a name: making arrays, and their methods.

use pausa_vm::buffer;
use pausa_vm::exc::{index_error, memory_error, type_error, value_error};
use pausa_vm::native::{Def, Next, class_arg, pure, this};
use pausa_vm::object::{ByteArray, Bytes, Dict, List, Str, Tuple, TypeRef};
use pausa_vm::ops::compare::native_eq;
use pausa_vm::ops::item::slice;
use pausa_vm::ops::{attr, iterate};
use pausa_vm::text::wtf8;
use pausa_vm::types::{class_name, class_of};
use pausa_vm::{R, Value, Vm};

use super::general;
use super::item::{Code, Kind, LETTERS, code};
use super::sequence::join;
use super::store::Array;

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[
    pure("_array_new(cls, code, /)", |_, a| Ok(Array::make(&class_arg(a)?, letter(&a[1])?, Vec::new())), ""),
    pure(
        "_array_wants(a, /)",
        |_, a| {
            Ok(match this::<Array>(a)?.code.kind {
                Kind::Char => "str",
                Kind::Real => "float",
                Kind::Signed | Kind::Unsigned => "index",
            }
            .into())
        },
        "",
    ),
    pure("_array_append(a, v, /)", |_, a| push(this::<Array>(a)?, &a[1]).map(|()| Value::NONE), ""),
    pure(
        "_array_truncate(a, n, /)",
        |_, a| {
            let array = this::<Array>(a)?;
            let n = a[1].as_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            array.resize()?.truncate(n * array.code.size);
            Ok(Value::NONE)
        },
        "",
    ),
];

/// The type code that an argument is.
fn letter(v: &Value) -> R<Code> {
    match v.downcast::<Str>() {
        Some(s) if s.chars() == 1 => code(if s.is_ascii() { s.bytes()[0] } else { 0 }),
        _ => Err(type_error(format!("array() argument 1 must be a unicode character, not {}", class_name(v)))),
    }
}

/// Adds a value at the end; user code is not needed for it.
fn push(array: &Array, v: &Value) -> R<()> {
    let bytes = array.code.store(v)?;
    array.push(&bytes[..array.code.size])
}

fn characters(s: &Str) -> Vec<u8> {
    s.text().code_points().flat_map(u32::to_le_bytes).collect()
}

/// The characters of an array of them.
pub(super) fn text(array: &Array) -> R {
    let mut out = Vec::new();
    for item in array.data().chunks_exact(4) {
        let c = u32::from_le_bytes([item[0], item[1], item[2], item[3]]);
        if c > 0x0010_FFFF {
            return Err(value_error(format!("character U+{c:x} is not in range [U+0000; U+10ffff]")));
        }
        wtf8::push(&mut out, c);
    }
    Ok(Str::from_wtf8(&out).into())
}

pub(super) fn new(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let class = class_arg(a)?;
    if !class.is_heap_type() && a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error("array.array() takes no keyword arguments"));
    }
    let args = this::<Tuple>(&a[1..])?.items();
    let (first, initial) = match args {
        [first] => (first, None),
        [first, initial] => (first, Some(initial)),
        [] => return Err(type_error("array() takes at least 1 argument (0 given)")),
        _ => return Err(type_error(format!("array() takes at most 2 arguments ({} given)", args.len()))),
    };
    let code = letter(first)?;
    let Some(initial) = initial else {
        return Ok(Next::Value(Array::make(&class, code, Vec::new())));
    };
    let is_char = code.kind == Kind::Char;
    if let Some(s) = initial.downcast::<Str>() {
        if !is_char {
            let letter = char::from(code.letter);
            return Err(type_error(format!("cannot use a str to initialize an array with typecode '{letter}'")));
        }
        return Ok(Next::Value(Array::make(&class, code, characters(s))));
    }
    let other = initial.downcast::<Array>();
    if other.is_some_and(|o| o.code.kind == Kind::Char) && !is_char {
        let letter = char::from(code.letter);
        return Err(type_error(format!("cannot use a unicode array to initialize an array with typecode '{letter}'")));
    }
    let bytes = match (initial.downcast::<Bytes>(), initial.downcast::<ByteArray>(), other) {
        (Some(b), _, _) => Some(b.bytes().to_vec()),
        (_, Some(b), _) => Some(b.bytes().clone()),
        (_, _, Some(o)) if o.code == code => Some(o.data().clone()),
        _ => None,
    };
    if let Some(bytes) = bytes {
        whole(code, &bytes)?;
        return Ok(Next::Value(Array::make(&class, code, bytes)));
    }
    if let Some(items) = plain_items(code, initial)? {
        let array = Array::make(&class, code, Vec::new());
        fill(this::<Array>(std::slice::from_ref(&array))?, &items)?;
        return Ok(Next::Value(array));
    }
    general(vm, "array_from", &[class.into_value(), first.clone(), initial.clone()])
}

fn whole(code: Code, bytes: &[u8]) -> R<()> {
    if bytes.len().is_multiple_of(code.size) {
        return Ok(());
    }
    Err(value_error("bytes length not a multiple of item size"))
}

/// The items of an iterable, if neither getting nor converting them needs user code.
fn plain_items(code: Code, v: &Value) -> R<Option<Vec<Value>>> {
    let items = match v.downcast::<Array>() {
        Some(other) => Some(other.items()?),
        None => iterate::collect(v)?,
    };
    Ok(items.filter(|items| !items.iter().any(|v| code.asks(v))))
}

fn fill(array: &Array, items: &[Value]) -> R<()> {
    array.resize()?.try_reserve(items.len() * array.code.size).map_err(|_| memory_error())?;
    items.iter().try_for_each(|v| push(array, v))
}

pub(super) fn append(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    if array.code.asks(&a[1]) {
        return general(vm, "array_append", a);
    }
    push(array, &a[1])?;
    Ok(Next::Value(Value::NONE))
}

pub(super) fn extend(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    if let Some(other) = a[1].downcast::<Array>() {
        join(array, other)?;
        return Ok(Next::Value(Value::NONE));
    }
    match plain_items(array.code, &a[1])? {
        Some(items) => {
            fill(array, &items)?;
            Ok(Next::Value(Value::NONE))
        }
        None => general(vm, "array_extend", a),
    }
}

pub(super) fn fromlist(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    let Some(list) = a[1].downcast::<List>() else {
        return Err(type_error("arg must be list"));
    };
    let items = list.items().clone();
    if items.iter().any(|v| array.code.asks(v)) {
        return general(vm, "array_fromlist", a);
    }
    let before = array.data().len();
    if let Err(e) = fill(array, &items) {
        array.resize()?.truncate(before);
        return Err(e);
    }
    Ok(Next::Value(Value::NONE))
}

pub(super) fn frombytes(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let bytes = buffer::require(&a[1])?.to_vec();
    whole(array.code, &bytes)?;
    array.push(&bytes)?;
    Ok(Value::NONE)
}

pub(super) fn fromunicode(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let Some(s) = a[1].downcast::<Str>() else {
        return Err(type_error(format!("fromunicode() argument must be str, not {}", class_name(&a[1]))));
    };
    if array.code.kind != Kind::Char {
        return Err(value_error("fromunicode() may only be called on unicode type arrays"));
    }
    array.push(&characters(s))?;
    Ok(Value::NONE)
}

pub(super) fn tounicode(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    if array.code.kind != Kind::Char {
        return Err(value_error("tounicode() may only be called on unicode type arrays"));
    }
    text(array)
}

pub(super) fn tolist(_: &mut Vm, a: &[Value]) -> R {
    Ok(List::from_vec(this::<Array>(a)?.items()?).into())
}

pub(super) fn tobytes(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let data = array.data();
    Ok(Bytes::try_concat(&[&data[..]]).ok_or_else(memory_error)?.into())
}

pub(super) fn buffer_info(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let address = array.data().as_ptr() as usize;
    Ok(Tuple::from_array([address.into(), array.len().into()]).into())
}

pub(super) fn byteswap(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    array.bytes_mut().chunks_exact_mut(array.code.size).for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

pub(super) fn reverse(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let mut data = array.bytes_mut();
    data.reverse();
    data.chunks_exact_mut(array.code.size).for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

pub(super) fn copy(vm: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    let data = array.data().clone();
    Ok(Array::make(&vm.native_type::<Array>()?, array.code, data))
}

/// The places of items equal to a value, up to `limit` of them; None if user code has to compare.
fn find(array: &Array, v: &Value, within: std::ops::Range<usize>, limit: usize) -> R<Option<Vec<usize>>> {
    let mut found = Vec::new();
    for i in within.start..within.end.min(array.len()) {
        let Some(item) = array.get(i)? else { break };
        match native_eq(&item, v) {
            Some(true) => found.push(i),
            Some(false) => {}
            None => return Ok(None),
        }
        if found.len() == limit {
            break;
        }
    }
    Ok(Some(found))
}

pub(super) fn contains(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match find(this::<Array>(a)?, &a[1], 0..usize::MAX, 1)? {
        Some(found) => Ok(Next::Value(Value::bool(!found.is_empty()))),
        None => general(vm, "array_contains", a),
    }
}

pub(super) fn count(vm: &mut Vm, a: &[Value]) -> R<Next> {
    match find(this::<Array>(a)?, &a[1], 0..usize::MAX, usize::MAX)? {
        Some(found) => Ok(Next::Value(found.len().into())),
        None => general(vm, "array_count", a),
    }
}

pub(super) fn index(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    let len = array.len() as isize;
    let bound = |v: &Value, default: isize| {
        let n = v.given().and_then(slice::clamped).unwrap_or(default);
        if n < 0 { n.saturating_add(len).max(0) } else { n }
    };
    let (start, stop) = (bound(&a[2], 0) as usize, bound(&a[3], isize::MAX) as usize);
    match find(array, &a[1], start..stop, 1)? {
        Some(found) => match found.first() {
            Some(at) => Ok(Next::Value((*at).into())),
            None => Err(value_error("array.index(x): x not in array")),
        },
        None => general(vm, "array_index", &[a[0].clone(), a[1].clone(), start.into(), stop.into()]),
    }
}

pub(super) fn remove(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    let size = array.code.size;
    match find(array, &a[1], 0..usize::MAX, 1)? {
        Some(found) => match found.first() {
            Some(at) => {
                drop(array.resize()?.drain(at * size..(at + 1) * size));
                Ok(Next::Value(Value::NONE))
            }
            None => Err(value_error("array.remove(x): x not in array")),
        },
        None => general(vm, "array_remove", a),
    }
}

pub(super) fn insert(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    if array.code.asks(&a[2]) {
        return general(vm, "array_insert", a);
    }
    let bytes = array.code.store(&a[2])?;
    let (n, len, size) = (slice::clamped(&a[1]).unwrap_or(0), array.len() as isize, array.code.size);
    let at = (if n < 0 { n.saturating_add(len) } else { n }).clamp(0, len) as usize;
    drop(array.resize()?.splice(at * size..at * size, bytes[..size].iter().copied()));
    Ok(Next::Value(Value::NONE))
}

pub(super) fn pop(_: &mut Vm, a: &[Value]) -> R {
    let array = this::<Array>(a)?;
    if array.len() == 0 {
        return Err(index_error("pop from empty array"));
    }
    let n = a[1].given().map_or(Some(-1), Value::as_i64);
    let at = n.and_then(|n| slice::position(n, array.len())).ok_or_else(|| index_error("pop index out of range"))?;
    let v = array.get(at)?.unwrap_or(Value::NONE);
    let size = array.code.size;
    drop(array.resize()?.drain(at * size..(at + 1) * size));
    Ok(v)
}

/// Machine formats as pickles number them: size, kind; each comes with the lowest byte first, then with the highest.
const FORMATS: [(usize, Kind); 9] = [
    (2, Kind::Unsigned),
    (2, Kind::Signed),
    (4, Kind::Unsigned),
    (4, Kind::Signed),
    (8, Kind::Unsigned),
    (8, Kind::Signed),
    (4, Kind::Real),
    (8, Kind::Real),
    (4, Kind::Char),
];

/// The number of a type code's machine format.
fn format_number(code: Code) -> usize {
    match (code.size, code.kind) {
        (1, Kind::Unsigned) => 0,
        (1, _) => 1,
        // UTF-16, which comes before UTF-32, has no type code here.
        (_, Kind::Char) => 20,
        found => 2 + 2 * FORMATS.iter().position(|f| *f == found).unwrap_or(0),
    }
}

pub(super) fn reduce(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let array = this::<Array>(a)?;
    let dict = attr::instance_dict_if_any(&a[0]).map_or(Value::NONE, Value::from);
    let class = class_of(&a[0]).into_value();
    let letter = char::from(array.code.letter).to_string().into();
    if a[1].as_i64().is_some_and(|protocol| protocol < 3) {
        let args = Tuple::from_array([letter, tolist(vm, a)?]).into();
        return Ok(Next::Value(Tuple::from_array([class, args, dict]).into()));
    }
    let number = format_number(array.code).into();
    let bytes = tobytes(vm, a)?;
    general(vm, "array_reduce", &[class, letter, number, bytes, dict])
}

pub(super) fn reconstruct(_: &mut Vm, a: &[Value]) -> R<Next> {
    let Some(class) = a[0].cast::<pausa_vm::object::Type>() else {
        return Err(type_error(format!("first argument must be a type object, not {}", class_name(&a[0]))));
    };
    if !class.mro().iter().any(|t| !t.is_heap_type() && t.name() == "array.array") {
        return Err(type_error(format!("{} is not a subtype of array.array", class.name())));
    }
    let code = match a[1].downcast::<Str>().filter(|s| s.chars() == 1 && s.is_ascii()) {
        Some(s) => code(s.bytes()[0]).map_err(|_| value_error("second argument must be a valid type code"))?,
        None => return Err(type_error("_array_reconstructor() argument 2 must be a unicode character")),
    };
    let number = a[2].as_i64().and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= 21);
    let number = number.ok_or_else(|| value_error("third argument must be a valid machine format code."))?;
    let Some(bytes) = a[3].downcast::<Bytes>() else {
        return Err(type_error(format!("fourth argument should be bytes, not {}", class_name(&a[3]))));
    };
    rebuilt(&class, code, number, bytes.bytes()).map(Next::Value)
}

/// An array of items that a machine of another kind may have written. Its type code is the last one whose items are like those.
fn rebuilt(class: &TypeRef, code: Code, number: usize, bytes: &[u8]) -> R {
    if number == format_number(code) {
        whole(code, bytes)?;
        return Ok(Array::make(class, code, bytes.to_vec()));
    }
    let (from, swapped) = match number {
        0 => ((1, Kind::Unsigned), false),
        1 => ((1, Kind::Signed), false),
        18 | 19 => ((2, Kind::Char), number == 19),
        20 | 21 => (FORMATS[8], number == 21),
        n => (FORMATS[(n - 2) / 2], n % 2 == 1),
    };
    let (size, kind) = from;
    // Characters are looked at in pairs here, as CPython does.
    let unit = if kind == Kind::Char { 2 * size } else { size };
    if !bytes.len().is_multiple_of(unit) {
        return Err(value_error("string length not a multiple of item size"));
    }
    let mut data = bytes.to_vec();
    if swapped {
        data.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }
    if from == (2, Kind::Char) {
        let units = data.chunks_exact(2).map(|item| u16::from_le_bytes([item[0], item[1]]));
        let points = char::decode_utf16(units).map(|c| c.map_or_else(|e| u32::from(e.unpaired_surrogate()), u32::from));
        data = points.flat_map(u32::to_le_bytes).collect();
    }
    let like =
        |letter: &u8| self::code(*letter).is_ok_and(|c| c.kind == kind && (c.size == size || kind == Kind::Char));
    let letter = LETTERS.bytes().rfind(like).unwrap_or(code.letter);
    Ok(Array::make(class, self::code(letter)?, data))
}
