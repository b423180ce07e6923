//! `_hashlib` and `_blake2`: the hashes of `hashlib`.

use std::cell::RefCell;
use std::ops::Deref;

use pausa_vm::buffer::{self, Buffer};
use pausa_vm::exc::{overflow_error, system_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{ModuleSpec, TypeSpec, class_arg, getter, pure, this};
use pausa_vm::object::{Bytes, Exception, FrozenSet, Module, SetTable, Str, Tuple, TypeFlags, TypeRef};
use pausa_vm::types::{class_name, class_of, define, define_exception};
use pausa_vm::{Exc, ExcKind, Obj, R, Value, Vm};

use super::{arg, system};
use crate::binascii::encode_hex;
use crate::hashes::{Algorithm, Blake2, Hasher, Hmac, digests_equal, pbkdf2};

/// A hash that is being computed. It is boxed, as some algorithms want their state aligned.
struct Hash(Box<RefCell<Hasher>>);

impl Payload for Hash {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

macro_rules! constructors {
    ($($sig:literal $algorithm:ident)*) => {
        /// `_hashlib`
        pub(super) static SPEC: ModuleSpec = ModuleSpec {
            name: "_hashlib",
            doc: "Hash functions",
            defs: &[
                pure("compare_digest(a, b, /)", compare_digest, "Return 'a == b'."),
                pure("hmac_digest(key, msg, digest)", hmac_digest, "Single-shot HMAC."),
                pure(
                    "new(name, string=b'', *, usedforsecurity: bool=True)",
                    by_name,
                    "Return a new hash object using the named algorithm.",
                ),
                pure(
                    "pbkdf2_hmac(hash_name, password, salt, iterations: index, dklen=None)",
                    pbkdf2_hmac,
                    "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.",
                ),
                $(pure(
                    concat!("openssl_", $sig, "(string=b'', *, usedforsecurity: bool=True)"),
                    |vm, a| made(vm, Algorithm::$algorithm, &a[0]),
                    concat!("Returns a ", $sig, " hash object; optionally initialized with a string"),
                )),*
            ],
            init,
        };
    };
}

constructors! {
    "md5" Md5
    "sha1" Sha1
    "sha224" Sha224
    "sha256" Sha256
    "sha384" Sha384
    "sha512" Sha512
    "sha3_224" Sha3_224
    "sha3_256" Sha3_256
    "sha3_384" Sha3_384
    "sha3_512" Sha3_512
    "shake_128" Shake128
    "shake_256" Shake256
}

/// `_blake2`
pub(super) static BLAKE2: ModuleSpec =
    ModuleSpec { name: "_blake2", doc: "_blake2b provides BLAKE2b for hashlib\n", defs: &[], init: init_blake2 };

static HASH: TypeSpec = TypeSpec {
    name: "HASH",
    module: "_hashlib",
    layout: Hash::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    defs: &[
        pure("__repr__(self, /)", repr, "Return repr(self)."),
        getter("block_size(self, /)", block_size, ""),
        pure("copy(self, /)", copy, "Return a copy of the hash object."),
        pure("digest(self, /)", |_, a| digest(a, 0), "Return the digest value as a bytes object."),
        getter("digest_size(self, /)", digest_size, ""),
        pure(
            "hexdigest(self, /)",
            |_, a| hexdigest(a, 0),
            "Return the digest value as a string of hexadecimal digits.",
        ),
        getter("name(self, /)", name, "algorithm name."),
        pure("update(self, obj, /)", update, "Update this hash object's state with the provided string."),
    ],
};

static XOF: TypeSpec = TypeSpec {
    name: "HASHXOF",
    module: "_hashlib",
    layout: Hash::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    defs: &[
        pure(
            "digest(self, length: index)",
            |_, a| digest(a, length(&a[1])?),
            "Return the digest value as a bytes object.",
        ),
        pure(
            "hexdigest(self, length: index)",
            |_, a| hexdigest(a, length(&a[1])?),
            "Return the digest value as a string of hexadecimal digits.",
        ),
    ],
};

macro_rules! blake2 {
    ($spec:ident, $name:literal, $title:literal, $size:literal, $small:literal) => {
        static $spec: TypeSpec = TypeSpec {
            name: $name,
            module: "_blake2",
            layout: Hash::LAYOUT,
            flags: 0,
            doc: concat!("Return a new ", $title, " hash object."),
            defs: &[
                pure(
                    concat!(
                        "__new__(cls, data=b'', /, *, digest_size: index=",
                        $size,
                        ", key=b'', salt=b'', person=b'', fanout: index=1, depth: index=1, leaf_size: index=0, \
                         node_offset: index=0, node_depth: index=0, inner_size: index=0, last_node: bool=False, \
                         usedforsecurity: bool=True)"
                    ),
                    |_, a| new_blake2(a, $small),
                    "Create and return a new object.",
                )
                .constructor(),
                getter("block_size(self, /)", block_size, ""),
                pure("copy(self, /)", copy, "Return a copy of the hash object."),
                pure("digest(self, /)", |_, a| digest(a, 0), "Return the digest value as a bytes object."),
                getter("digest_size(self, /)", digest_size, ""),
                pure(
                    "hexdigest(self, /)",
                    |_, a| hexdigest(a, 0),
                    "Return the digest value as a string of hexadecimal digits.",
                ),
                getter("name(self, /)", name, ""),
                pure("update(self, data, /)", update, "Update this hash object's state with the provided bytes-like object."),
            ],
        };
    };
}

blake2!(BLAKE2B, "blake2b", "BLAKE2b", "64", false);
blake2!(BLAKE2S, "blake2s", "BLAKE2s", "32", true);

/// The classes, found by the algorithm.
#[derive(Default)]
struct Classes {
    hash: Option<TypeRef>,
    xof: Option<TypeRef>,
    blake2: Option<(TypeRef, TypeRef)>,
    unsupported: Option<TypeRef>,
}

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let hash = define(&HASH, None);
    let xof = define(&XOF, Some(&hash));
    let unsupported = define_exception("UnsupportedDigestmodError", "_hashlib", ExcKind::ValueError);
    let mut names = SetTable::default();
    for algorithm in Algorithm::ALL {
        pausa_vm::ops::set_add(&mut names, &algorithm.name().into())?;
    }
    arg::put(
        &m.dict,
        [
            ("HASH", hash.clone().into()),
            ("HASHXOF", xof.clone().into()),
            ("UnsupportedDigestmodError", unsupported.clone().into()),
            ("openssl_md_meth_names", FrozenSet::from_table(names).into()),
        ],
    );
    let classes = vm.state::<Classes>();
    (classes.hash, classes.xof, classes.unsupported) = (Some(hash), Some(xof), Some(unsupported));
    Ok(())
}

/// The classes `blake2b` and `blake2s`, which two modules have.
fn blake2_classes(vm: &mut Vm) -> (TypeRef, TypeRef) {
    let classes = vm.state::<Classes>();
    classes.blake2.get_or_insert_with(|| (blake2_class(&BLAKE2B, false), blake2_class(&BLAKE2S, true))).clone()
}

fn blake2_class(spec: &'static TypeSpec, small: bool) -> TypeRef {
    let class = define(spec, None);
    let (bytes, size) = if small { (8, 32) } else { (16, 64) };
    let sizes = [("SALT_SIZE", bytes), ("PERSON_SIZE", bytes), ("MAX_KEY_SIZE", size), ("MAX_DIGEST_SIZE", size)];
    arg::put(&class.dict, sizes.map(|(name, n)| (name, Value::from(n))));
    class
}

fn init_blake2(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let (big, small) = blake2_classes(vm);
    arg::put(&m.dict, [("blake2b", big.into()), ("blake2s", small.into())]);
    Ok(())
}

/// What is to be hashed.
fn data(v: &Value) -> R<Buffer<'_>> {
    match buffer::get(v)? {
        Some(bytes) => Ok(bytes),
        None if v.is_a::<Str>() => Err(type_error("Strings must be encoded before hashing")),
        None => Err(type_error("object supporting the buffer API required")),
    }
}

fn made(vm: &mut Vm, algorithm: Algorithm, string: &Value) -> R {
    let mut hasher = Hasher::new(algorithm);
    if let Some(v) = string.given() {
        hasher.update(&data(v)?);
    }
    let class = match algorithm {
        Algorithm::Blake2b => Some(blake2_classes(vm).0),
        Algorithm::Blake2s => Some(blake2_classes(vm).1),
        Algorithm::Shake128 | Algorithm::Shake256 => vm.state::<Classes>().xof.clone(),
        _ => vm.state::<Classes>().hash.clone(),
    };
    let class = class.ok_or_else(|| system_error("_hashlib is not initialised"))?;
    Ok(new_with_type(&class, Hash(Box::new(RefCell::new(hasher)))).into())
}

fn by_name(vm: &mut Vm, a: &[Value]) -> R {
    let Some(name) = a[0].downcast::<Str>() else {
        return Err(type_error("name must be a string"));
    };
    match name.as_str().and_then(Algorithm::named) {
        Some(algorithm) => made(vm, algorithm, &a[1]),
        None => Err(value_error(format!("unsupported hash type {}", name.to_lossy()))),
    }
}

/// An int that must fit an unsigned one of 64 bits.
fn unsigned(v: &Value) -> R<u64> {
    let Some(n) = v.given() else {
        return Ok(0);
    };
    let n = n.as_bigint().ok_or_else(|| type_error("an integer is required"))?;
    if n.sign() == num_bigint::Sign::Minus {
        return Err(value_error("value must be positive"));
    }
    u64::try_from(&*n).map_err(|_| overflow_error("int too big to convert"))
}

fn new_blake2(a: &[Value], small: bool) -> R {
    let class = class_arg(a)?;
    let mut parameters = Blake2::new(small);
    let int = |v: &Value, default: i64| v.given().map_or(Ok(default), |v| arg::c_int(v).map(i64::from));
    let bytes = |v: &Value| v.given().map_or(Ok(Vec::new()), |v| buffer::require(v).map(|b| b.to_vec()));
    let (key, salt, person) = (bytes(&a[3])?, bytes(&a[4])?, bytes(&a[5])?);
    parameters.digest_size = usize::try_from(int(&a[2], parameters.digest_size as i64)?).unwrap_or(0);
    (parameters.key, parameters.salt, parameters.person) = (&key, &salt, &person);
    (parameters.fanout, parameters.depth) = (int(&a[6], 1)?, int(&a[7], 1)?);
    parameters.leaf_size = u32::try_from(unsigned(&a[8])?).map_err(|_| overflow_error("leaf_size is too large"))?;
    parameters.node_offset = unsigned(&a[9])?;
    (parameters.node_depth, parameters.inner_size) = (int(&a[10], 0)?, int(&a[11], 0)?);
    parameters.last_node = arg::flag(&a[12], false);
    let mut hasher = Hasher::blake2(&parameters).map_err(|message| match message {
        "node_offset is too large" => overflow_error(message),
        _ => value_error(message),
    })?;
    if let Some(v) = a[1].given() {
        hasher.update(&data(v)?);
    }
    Ok(new_with_type(&class, Hash(Box::new(RefCell::new(hasher)))).into())
}

fn hasher(a: &[Value]) -> R<impl Deref<Target = Hasher>> {
    Ok(this::<Hash>(a)?.0.borrow())
}

fn repr(_: &mut Vm, a: &[Value]) -> R {
    let name = hasher(a)?.algorithm().name();
    Ok(format!("<{name} {} object @ {:#x}>", class_name(&a[0]), a[0].id()).into())
}

fn name(_: &mut Vm, a: &[Value]) -> R {
    Ok(hasher(a)?.algorithm().name().into())
}

fn block_size(_: &mut Vm, a: &[Value]) -> R {
    Ok(hasher(a)?.algorithm().block_size().into())
}

fn digest_size(_: &mut Vm, a: &[Value]) -> R {
    Ok(hasher(a)?.digest_size().into())
}

fn copy(_: &mut Vm, a: &[Value]) -> R {
    let copy = hasher(a)?.clone();
    Ok(new_with_type(&class_of(&a[0]), Hash(Box::new(RefCell::new(copy)))).into())
}

fn update(_: &mut Vm, a: &[Value]) -> R {
    let bytes = data(&a[1])?;
    this::<Hash>(a)?.0.borrow_mut().update(&bytes);
    Ok(Value::NONE)
}

/// The length of a digest that the program asks for.
fn length(v: &Value) -> R<usize> {
    let n = arg::c_long(v)?;
    let n = usize::try_from(n).map_err(|_| value_error("value must be positive"))?;
    if n >= 1 << 29 { Err(value_error("length is too large")) } else { Ok(n) }
}

fn digest(a: &[Value], length: usize) -> R {
    Ok(Bytes::new(&hasher(a)?.digest(length)).into())
}

fn hexdigest(a: &[Value], length: usize) -> R {
    let mut text = Vec::new();
    encode_hex(&hasher(a)?.digest(length), &mut text);
    Ok(Str::from_wtf8(&text).into())
}

fn compare_digest(_: &mut Vm, a: &[Value]) -> R {
    if let (Some(x), Some(y)) = (a[0].downcast::<Str>(), a[1].downcast::<Str>()) {
        if !x.is_ascii() || !y.is_ascii() {
            return Err(type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return Ok(Value::bool(digests_equal(x.bytes(), y.bytes())));
    }
    Ok(Value::bool(digests_equal(&buffer::require(&a[0])?, &buffer::require(&a[1])?)))
}

/// The algorithm of a name, or `UnsupportedDigestmodError`.
fn algorithm(vm: &mut Vm, v: &Value, what: &str) -> R<Algorithm> {
    let Some(name) = v.downcast::<Str>() else {
        return Err(arg::wrong(what, "str", v));
    };
    if let Some(algorithm) = name.as_str().and_then(Algorithm::named) {
        return Ok(algorithm);
    }
    let text = "[digital envelope routines] unsupported";
    Err(match vm.state::<Classes>().unsupported.clone() {
        Some(class) => Exc::new(Exception::new(&class, Tuple::from_vec(vec![text.into()]))),
        None => value_error(text),
    })
}

fn hmac_digest(vm: &mut Vm, a: &[Value]) -> R {
    let algorithm = algorithm(vm, &a[2], "hmac_digest() argument 'digest'")?;
    let mut hmac = Hmac::new(algorithm, &buffer::require(&a[0])?);
    hmac.update(&buffer::require(&a[1])?);
    Ok(Bytes::new(&hmac.digest()).into())
}

fn pbkdf2_hmac(vm: &mut Vm, a: &[Value]) -> R {
    let algorithm = algorithm(vm, &a[0], "pbkdf2_hmac() argument 'hash_name'")?;
    let (password, salt) = (buffer::require(&a[1])?, buffer::require(&a[2])?);
    let iterations = arg::c_long(&a[3])?;
    if iterations < 1 {
        return Err(value_error("iteration value must be greater than 0."));
    }
    if iterations > i64::from(i32::MAX) {
        return Err(overflow_error("iteration value is too great."));
    }
    let length = match arg::some(&a[4]) {
        Some(v) if v.is_int() => arg::c_long(v)?,
        Some(v) => {
            return Err(type_error(format!("'{}' object cannot be interpreted as an integer", class_name(v))));
        }
        None => algorithm.digest_size() as i64,
    };
    if length < 1 {
        return Err(value_error("key length must be greater than 0."));
    }
    if length > i64::from(i32::MAX) {
        return Err(overflow_error("key length is too great."));
    }
    let mut stop = system::watch(vm);
    match pbkdf2(algorithm, &password, &salt, iterations as u64, length as usize, &mut || !stop()) {
        Some(key) => Ok(Bytes::new(&key).into()),
        None => Err(system::interrupted(vm, pausa_runtime::io::Interrupted)),
    }
}
