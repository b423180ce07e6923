//! What does not change while a program runs: versions, limits, flags, places.

use std::path::Path;

use pausa_vm::object::{Dict, FrozenSet, SetTable, Tuple, Type};
use pausa_vm::ops::set_add;
use pausa_vm::types::class_of;
use pausa_vm::types::structseq::{self, StructSpec};
use pausa_vm::{R, Value, Vm};

use crate::modules::{arg, namespace};

/// The version of CPython whose language this is.
const VERSION: (i32, i32, i32) = (3, 11, 7);
const VERSION_TEXT: &str = concat!("3.11.7 (Pausa ", env!("CARGO_PKG_VERSION"), ")");
const HEX_VERSION: i32 = VERSION.0 << 24 | VERSION.1 << 16 | VERSION.2 << 8 | 0xf0;

macro_rules! structure {
    ($id:ident, $name:literal, $doc:literal, [$($field:literal : $about:literal),* $(,)?]) => {
        static $id: StructSpec = StructSpec {
            name: $name,
            module: "sys",
            doc: $doc,
            fields: &[$(($field, $about)),*],
            visible: [$($field),*].len(),
            constructible: false,
        };
    };
}

structure!(VERSION_INFO, "version_info", "Version information as a named tuple.", [
    "major": "Major release number",
    "minor": "Minor release number",
    "micro": "Patch release number",
    "releaselevel": "'alpha', 'beta', 'candidate', or 'final'",
    "serial": "Serial release number",
]);
structure!(FLOAT_INFO, "float_info", "What floats can hold.", [
    "max": "DBL_MAX -- maximum representable finite float",
    "max_exp": "DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable",
    "max_10_exp": "DBL_MAX_10_EXP -- maximum int e such that 10**e is representable",
    "min": "DBL_MIN -- Minimum positive normalized float",
    "min_exp": "DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float",
    "min_10_exp": "DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float",
    "dig": "DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float",
    "mant_dig": "DBL_MANT_DIG -- mantissa digits",
    "epsilon": "DBL_EPSILON -- Difference between 1 and the next representable float",
    "radix": "FLT_RADIX -- radix of exponent",
    "rounds": "FLT_ROUNDS -- rounding mode used for arithmetic operations",
]);
structure!(INT_INFO, "int_info", "How ints are represented.", [
    "bits_per_digit": "size of a digit in bits",
    "sizeof_digit": "size in bytes of the C type used to represent a digit",
    "default_max_str_digits": "maximum string conversion digits limitation",
    "str_digits_check_threshold": "minimum positive value for int_max_str_digits",
]);
structure!(HASH_INFO, "hash_info", "How hashes are computed.", [
    "width": "width of the type used for hashing, in bits",
    "modulus": "prime number giving the modulus on which the hash function is based",
    "inf": "value to be used for hash of a positive infinity",
    "nan": "value to be used for hash of a nan",
    "imag": "multiplier used for the imaginary part of a complex number",
    "algorithm": "name of the algorithm for hashing of str, bytes and memoryviews",
    "hash_bits": "internal output size of hash algorithm",
    "seed_bits": "seed size of hash algorithm",
    "cutoff": "small string optimization cutoff",
]);
structure!(FLAGS, "flags", "What the command line and the environment ask for.", [
    "debug": "-d",
    "inspect": "-i",
    "interactive": "-i",
    "optimize": "-O or -OO",
    "dont_write_bytecode": "-B",
    "no_user_site": "-s",
    "no_site": "-S",
    "ignore_environment": "-E",
    "verbose": "-v",
    "bytes_warning": "-b",
    "quiet": "-q",
    "hash_randomization": "-R",
    "isolated": "-I",
    "dev_mode": "-X dev",
    "utf8_mode": "-X utf8",
    "warn_default_encoding": "-X warn_default_encoding",
    "safe_path": "-P",
    "int_max_str_digits": "-X int_max_str_digits",
]);
structure!(THREAD_INFO, "thread_info", "How threads are made.", [
    "name": "name of the thread implementation",
    "lock": "name of the lock implementation",
    "version": "name and version of the thread library",
]);
structure!(UNRAISABLE, "UnraisableHookArgs", "What sys.unraisablehook is told.", [
    "exc_type": "Exception type",
    "exc_value": "Exception value",
    "exc_traceback": "Exception traceback",
    "err_msg": "Error message",
    "object": "Object causing the exception",
]);

fn made(spec: &'static StructSpec, fields: Vec<Value>) -> Value {
    structseq::make(&structseq::class(spec), fields)
}

fn version() -> Value {
    let fields = vec![VERSION.0.into(), VERSION.1.into(), VERSION.2.into(), "final".into(), 0.into()];
    made(&VERSION_INFO, fields)
}

fn flags(vm: &Vm) -> Value {
    let f = &vm.flags;
    let number = |on: bool| Value::small_int(on.into());
    let fields = vec![
        number(f.debug),
        number(f.interactive),
        number(f.interactive),
        Value::small_int(f.optimize.into()),
        number(f.no_bytecode),
        number(f.no_user_site),
        number(f.no_site),
        number(f.ignore_environment),
        Value::small_int(f.verbose.into()),
        Value::small_int(f.bytes_warning.into()),
        number(f.quiet),
        number(true),
        number(f.isolated),
        Value::FALSE,
        number(false),
        number(false),
        Value::bool(f.safe_path),
        Value::small_int(-1),
    ];
    made(&FLAGS, fields)
}

/// Sets the constants of the module.
pub(super) fn fill(vm: &mut Vm, dict: &Dict) -> R<()> {
    let float = vec![
        f64::MAX.into(),
        f64::MAX_EXP.into(),
        f64::MAX_10_EXP.into(),
        f64::MIN_POSITIVE.into(),
        f64::MIN_EXP.into(),
        f64::MIN_10_EXP.into(),
        f64::DIGITS.into(),
        f64::MANTISSA_DIGITS.into(),
        f64::EPSILON.into(),
        f64::RADIX.into(),
        1.into(),
    ];
    let int = vec![
        30.into(),
        4.into(),
        pausa_vm::number::int::DEFAULT_MAX_STR_DIGITS.into(),
        super::settings::MIN_INT_LIMIT.into(),
    ];
    let hashes = vec![
        64.into(),
        ((1i64 << 61) - 1).into(),
        314_159.into(),
        0.into(),
        1_000_003.into(),
        "siphash13".into(),
        64.into(),
        128.into(),
        0.into(),
    ];
    let implementation = [
        ("name", "pausa".into()),
        ("cache_tag", "pausa-311".into()),
        ("version", version()),
        ("hexversion", HEX_VERSION.into()),
        ("_multiarch", format!("{}-{}-gnu", std::env::consts::ARCH, std::env::consts::OS).into()),
    ];
    let implementation = namespace::make(vm, implementation.into());
    arg::put(
        dict,
        [
            ("__name__", "sys".into()),
            ("abiflags", "".into()),
            ("api_version", 1013.into()),
            ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }.into()),
            ("copyright", "Copyright (c) the authors of Pausa.".into()),
            ("dont_write_bytecode", Value::bool(vm.flags.no_bytecode)),
            ("flags", flags(vm)),
            ("float_info", made(&FLOAT_INFO, float)),
            ("float_repr_style", "short".into()),
            ("hash_info", made(&HASH_INFO, hashes)),
            ("hexversion", HEX_VERSION.into()),
            ("implementation", implementation),
            ("int_info", made(&INT_INFO, int)),
            ("maxsize", i64::MAX.into()),
            ("maxunicode", 0x10_ffff.into()),
            ("platform", platform().into()),
            ("platlibdir", "lib".into()),
            ("pycache_prefix", Value::NONE),
            ("thread_info", made(&THREAD_INFO, vec!["pthread".into(), "semaphore".into(), Value::NONE])),
            ("version", VERSION_TEXT.into()),
            ("version_info", version()),
            ("_git", Tuple::from_vec(vec!["Pausa".into(), "".into(), "".into()]).into()),
            ("_framework", "".into()),
            ("_home", Value::NONE),
        ],
    );
    places(dict);
    let mut table = SetTable::default();
    for name in super::names::NAMES.split(' ') {
        set_add(&mut table, &name.into())?;
    }
    dict.insert_str("stdlib_module_names", FrozenSet::from_table(table).into());
    let mut natives: Vec<&str> = crate::modules::names().chain(["builtins"]).collect();
    natives.sort_unstable();
    dict.insert_str("builtin_module_names", Tuple::from_vec(natives.into_iter().map(Value::from).collect()).into());
    Ok(())
}

/// `sys.platform`
fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    }
}

/// Where the program that runs is, and what it belongs to.
fn places(dict: &Dict) {
    let executable = std::env::current_exe().unwrap_or_default();
    let prefix = executable.parent().and_then(Path::parent).unwrap_or(Path::new("/"));
    let text = |p: &Path| Value::from(p.to_string_lossy().into_owned());
    for name in ["executable", "_base_executable"] {
        dict.insert_str(name, text(&executable));
    }
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        dict.insert_str(name, text(prefix));
    }
    dict.insert_str("_stdlib_dir", Value::NONE);
}

/// The argument of `sys.unraisablehook`.
pub(super) fn unraisable_arguments(_: &mut Vm, args: &[Value]) -> R {
    let traceback =
        args[0].downcast::<pausa_vm::object::Exception>().map_or(Value::NONE, |e| e.traceback.borrow().clone());
    let class: pausa_vm::Obj<Type> = class_of(&args[0]);
    let message = args[2].given().cloned().unwrap_or(Value::NONE);
    Ok(made(&UNRAISABLE, vec![class.into(), args[0].clone(), traceback, message, args[1].clone()]))
}
