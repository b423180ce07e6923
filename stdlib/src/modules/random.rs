//! `_random`: the class that `random.Random` is built on.

use std::cell::RefCell;

use num_bigint::BigInt;
use pausa_vm::exc::{overflow_error, type_error, value_error};
use pausa_vm::heap::{self, Payload, Visit};
use pausa_vm::native::{Def, ModuleSpec, Next, TypeSpec, class_arg, pure, tail, this};
use pausa_vm::object::{Dict, Module, Tuple, TypeFlags};
use pausa_vm::ops::hash::{self, Hashed};
use pausa_vm::types::{class_of, define};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use crate::random::{Mt19937, WORDS};

/// `_random`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    defs: &[],
    init,
};

fn init(_: &mut Vm, m: &Obj<Module>) -> R<()> {
    m.dict.insert_str("Random", define(&RANDOM, None).into());
    Ok(())
}

struct Random {
    generator: RefCell<Box<Mt19937>>,
}

impl Payload for Random {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

static RANDOM: TypeSpec = TypeSpec {
    name: "Random",
    module: "_random",
    layout: <Random as Payload>::LAYOUT,
    flags: TypeFlags::BASE,
    doc: "Random() -> create a random number generator with its own internal state.",
    defs: &[
        pure(
            "__new__(cls, *args, **kwargs)",
            |_, a| make(a),
            "Create and return a new object.  See help(type) for accurate signature.",
        )
        .constructor(),
        tail(
            "__init__(self, *args, **kwargs)",
            initialize,
            "Initialize self.  See help(type(self)) for accurate signature.",
        ),
        pure(
            "random(self, /)",
            |_, a| Ok(this::<Random>(a)?.generator.borrow_mut().random().into()),
            "random() -> x in the interval [0, 1).",
        ),
        tail(
            "seed(self, n=None, /)",
            seed,
            "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.",
        ),
        pure("getstate(self, /)", getstate, "getstate() -> tuple containing the current state."),
        pure("setstate(self, state, /)", setstate, "setstate(state) -> None.  Restores generator state."),
        pure(
            "getrandbits(self, k: index, /)",
            getrandbits,
            "getrandbits(k) -> x.  Generates an int with k random bits.",
        ),
    ],
};

/// Helpers of the prelude.
pub(super) const HELPERS: &[Def] = &[pure("_random_seed(r, n, /)", seed_with, "")];

/// A generator that is not seeded: all of its state is zero.
fn make(a: &[Value]) -> R {
    let generator = Mt19937::from_state([0; WORDS], 0).ok_or_else(|| value_error("invalid state"))?;
    Ok(heap::new_with_type(&class_arg(a)?, Random { generator: RefCell::new(Box::new(generator)) }).into())
}

/// A generator for a seed; None if its hash is user code.
fn generator(seed: &Value) -> R<Option<Mt19937>> {
    if seed.is_none() {
        return from_system().map(Some);
    }
    if let Some(i) = seed.as_bigint() {
        return Ok(Some(Mt19937::new(&i.magnitude().to_u32_digits())));
    }
    match hash::native(seed) {
        Hashed::Known(h) => Ok(Some(from_word(h))),
        Hashed::User => Ok(None),
        Hashed::Unhashable(e) => Err(e),
    }
}

fn from_word(word: u64) -> Mt19937 {
    Mt19937::new(&BigInt::from(word).magnitude().to_u32_digits())
}

/// A generator with a seed of the system's.
fn from_system() -> R<Mt19937> {
    let mut bytes = [0; 4 * WORDS];
    let mut filled = if pausa_runtime::oracle::fill(&mut bytes) { bytes.len() } else { 0 };
    while filled < bytes.len() {
        match rustix::rand::getrandom(&mut bytes[filled..], rustix::rand::GetRandomFlags::empty()) {
            Ok(n) => filled += n,
            Err(rustix::io::Errno::INTR) => {}
            Err(e) => {
                let text = std::io::Error::from(e).to_string();
                return Err(Exc::with_args(ExcKind::OSError, vec![e.raw_os_error().into(), text.into()]));
            }
        }
    }
    let digits: Vec<u32> = bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    Ok(Mt19937::new(&digits))
}

fn initialize(vm: &mut Vm, a: &[Value]) -> R<Next> {
    if !class_of(&a[0]).is_heap_type() && a[2].downcast::<Dict>().is_some_and(|d| !d.is_empty()) {
        return Err(type_error("Random() takes no keyword arguments"));
    }
    let seed = match this::<Tuple>(&a[1..])?.items() {
        [] => Value::NONE,
        [seed] => seed.clone(),
        _ => return Err(type_error("Random() requires 0 or 1 argument")),
    };
    self::seed(vm, &[a[0].clone(), seed])
}

fn seed(vm: &mut Vm, a: &[Value]) -> R<Next> {
    let n = a[1].given().cloned().unwrap_or(Value::NONE);
    match generator(&n)? {
        Some(g) => {
            **this::<Random>(a)?.generator.borrow_mut() = g;
            Ok(Next::Value(Value::NONE))
        }
        None => Ok(Next::call(vm.prelude("random_seed")?, [a[0].clone(), n])),
    }
}

/// Seeds with a hash.
fn seed_with(_: &mut Vm, a: &[Value]) -> R {
    let hash = a[1].as_i64().ok_or_else(|| type_error("an integer is required"))?;
    **this::<Random>(a)?.generator.borrow_mut() = from_word(hash as u64);
    Ok(Value::NONE)
}

fn getstate(_: &mut Vm, a: &[Value]) -> R {
    let generator = this::<Random>(a)?.generator.borrow();
    let (words, next) = generator.state();
    let mut items: Vec<Value> = words.iter().map(|w| Value::from(*w)).collect();
    items.push(next.into());
    Ok(Tuple::from_vec(items).into())
}

fn setstate(_: &mut Vm, a: &[Value]) -> R {
    let Some(items) = a[1].downcast::<Tuple>().map(Tuple::items) else {
        return Err(type_error("state vector must be a tuple"));
    };
    if items.len() != WORDS + 1 {
        return Err(value_error("state vector is the wrong size"));
    }
    let mut words = [0; WORDS];
    for (word, v) in words.iter_mut().zip(items) {
        let i = v.as_bigint().ok_or_else(|| type_error("an integer is required"))?;
        if i.sign() == num_bigint::Sign::Minus {
            return Err(overflow_error("can't convert negative value to unsigned int"));
        }
        let wide =
            u64::try_from(&*i).map_err(|_| overflow_error("Python int too large to convert to C unsigned long"))?;
        *word = wide as u32;
    }
    let next = items[WORDS].as_i64().ok_or_else(|| type_error("an integer is required"))?;
    let state = usize::try_from(next).ok().and_then(|next| Mt19937::from_state(words, next));
    **this::<Random>(a)?.generator.borrow_mut() = state.ok_or_else(|| value_error("invalid state"))?;
    Ok(Value::NONE)
}

fn getrandbits(_: &mut Vm, a: &[Value]) -> R {
    let k = a[1].as_i64().and_then(|k| i32::try_from(k).ok());
    let k = k.ok_or_else(|| overflow_error("Python int too large to convert to C int"))?;
    let k = u32::try_from(k).map_err(|_| value_error("number of bits must be non-negative"))?;
    let mut generator = this::<Random>(a)?.generator.borrow_mut();
    if k <= 64 {
        return Ok(generator.bits(k).into());
    }
    let digits = generator.digits(k as usize);
    Ok(BigInt::from_slice(num_bigint::Sign::Plus, &digits).into())
}
