//! `_sre`: what the module `re` (`stdlib/py/re.py`) is made of.
//!
//! * `pattern`, `matched`, `scan`: the types;
//! * `replace`: replacements;
//! * `subject`: what is matched on.
//!
//! The engine itself is [`crate::re`].

mod matched;
mod pattern;
mod replace;
mod scan;
mod subject;

use pausa_vm::buffer;
use pausa_vm::exc::type_error;
use pausa_vm::native::{Def, ModuleSpec, TypeSpec, pure};
use pausa_vm::object::{Bytes, Module, Str, Tuple};
use pausa_vm::types::define;
use pausa_vm::{Obj, R, Value, Vm};

use crate::modules::arg;
use crate::re::{Error, Flags, Kind};

/// `_sre`
pub(super) static SPEC: ModuleSpec = ModuleSpec { name: "_sre", doc: "", defs: DEFS, init };

const DEFS: &[Def] = &[
    pure(
        "compile(pattern, flags, /)",
        compile,
        "Compile a pattern; returns it, the warnings, and what is wrong with it.",
    ),
    pure("escape(pattern, /)", escape, "Escape special characters in a string or bytes-like object."),
];

/// Helpers of the prelude.
pub(super) use replace::HELPERS;

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let put = |spec: &'static TypeSpec| {
        let t = define(spec, None);
        m.dict.insert_str(spec.name, t.clone().into());
        t
    };
    let (pattern, matched, scanner) = (put(&pattern::SPEC), put(&matched::SPEC), put(&scan::SCANNER));
    vm.register_native_type::<pattern::Pattern>(pattern);
    vm.register_native_type::<matched::Match>(matched);
    vm.register_native_type::<scan::Scan>(scanner);
    vm.register_native_type::<scan::FindIter>(define(&scan::ITERATOR, None));
    arg::put(
        &m.dict,
        [
            ("MAGIC", 20_220_615.into()),
            ("CODESIZE", 4.into()),
            ("MAXREPEAT", u32::MAX.into()),
            ("MAXGROUPS", 1_073_741_823.into()),
        ],
    );
    Ok(())
}

/// The pattern or None; a list of warnings; and None or the arguments of the `re.error`.
fn compile(vm: &mut Vm, a: &[Value]) -> R {
    let (kind, text) = if let Some(s) = a[0].downcast::<Str>() {
        (Kind::Str, s.bytes())
    } else if let Some(b) = a[0].downcast::<Bytes>() {
        (Kind::Bytes, b.bytes())
    } else {
        return Err(type_error("first argument must be string or compiled pattern"));
    };
    // Flags beyond 32 bits mean nothing, and neither do those of a negative number.
    let flags = Flags(arg::c_long(&a[1])? as u32);
    if flags.has(Flags::DEBUG) {
        return Err(arg::unsupported("re.DEBUG"));
    }
    let mut warnings = Vec::new();
    let compiled = crate::re::compile(kind, text, flags, &mut warnings);
    let notes = replace::as_list(&warnings);
    let (pattern, mistake) = match compiled {
        Ok(program) => (vm.new_native(pattern::Pattern::new(program, a[0].clone()))?.into(), Value::NONE),
        Err(Error::Pattern { message, at }) => {
            let mut mistake: Vec<Value> = vec![Str::from_wtf8(&message).into()];
            if let Some(at) = at {
                mistake.extend([a[0].clone(), at.into()]);
            }
            (Value::NONE, Tuple::from_vec(mistake).into())
        }
        Err(e) => return Err(replace::plain(&e)),
    };
    Ok(Tuple::from_array([pattern, notes, mistake]).into())
}

fn escape(_: &mut Vm, a: &[Value]) -> R {
    let mut out = Vec::new();
    if let Some(s) = a[0].downcast::<Str>() {
        crate::re::escape(s.bytes(), &mut out);
        return Ok(Str::from_wtf8(&out).into());
    }
    match buffer::read(&a[0], |bytes| crate::re::escape(bytes, &mut out))? {
        Some(()) => Ok(Bytes::new(&out).into()),
        None => {
            let name = pausa_vm::types::class_name(&a[0]);
            Err(type_error(format!("decoding to str: need a bytes-like object, {name} found")))
        }
    }
}
