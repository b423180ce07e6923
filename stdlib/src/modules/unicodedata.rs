//! `unicodedata`: what the Unicode character database says, in its version and, as `ucd_3_2_0`, as it was in version 3.2.

use pausa_vm::exc::{key_error, type_error, value_error};
use pausa_vm::heap::{Payload, Visit};
use pausa_vm::native::{Def, ModuleSpec, TypeSpec, getter, pure};
use pausa_vm::object::{Bytes, Module, Str, TypeFlags};
use pausa_vm::text::ucd::names::{self, Named};
use pausa_vm::text::ucd::normalize::{self, Form};
use pausa_vm::text::ucd::{self, kinds, old, properties};
use pausa_vm::text::wtf8;
use pausa_vm::types::{class_name, define};
use pausa_vm::{Obj, R, Value, Vm};

use super::arg;

/// The database in another version.
struct Database;

impl Payload for Database {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

macro_rules! functions {
    ($($name:ident($params:literal) $doc:literal)*) => {
        /// `unicodedata`
        pub(super) static SPEC: ModuleSpec = ModuleSpec {
            name: "unicodedata",
            doc: "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters. The data in\nthis database is based on the UnicodeData.txt file version\n14.0.0 which is publicly available from ftp://ftp.unicode.org/.\n\nThe module uses the same names and symbols as defined by the\nUnicodeData File Format 14.0.0.",
            defs: FUNCTIONS,
            init,
        };

        const FUNCTIONS: &[Def] = &[
            $(pure(concat!(stringify!($name), "(", $params, ", /)"), |_, a| $name(a, false), $doc)),*
        ];

        const METHODS: &[Def] = &[
            getter("unidata_version(self, /)", |_, _| Ok("3.2.0".into()), ""),
            $(pure(concat!(stringify!($name), "(self, ", $params, ", /)"), |_, a| $name(&a[1..], true), $doc)),*
        ];
    };
}

functions! {
    bidirectional("chr") "Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an empty string is returned."
    category("chr") "Returns the general category assigned to the character chr as string."
    combining("chr") "Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no combining class is defined."
    decimal("chr, default=<unrepresentable>") "Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised."
    decomposition("chr") "Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is returned in case no such mapping is defined."
    digit("chr, default=<unrepresentable>") "Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised."
    east_asian_width("chr") "Returns the east asian width assigned to the character chr as string."
    is_normalized("form, unistr") "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'."
    lookup("name") "Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding character.  If not found, KeyError is raised."
    mirrored("chr") "Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has been identified as a \"mirrored\"\ncharacter in bidirectional text, 0 otherwise."
    name("chr, default=<unrepresentable>") "Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, or, if not given,\nValueError is raised."
    normalize("form, unistr") "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'."
    numeric("chr, default=<unrepresentable>") "Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to the character chr as float.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised."
}

/// `unicodedata.UCD`
static DATABASE: TypeSpec = TypeSpec {
    name: "UCD",
    module: "unicodedata",
    layout: Database::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: METHODS,
};

fn init(vm: &mut Vm, m: &Obj<Module>) -> R<()> {
    let class = define(&DATABASE, None);
    vm.register_native_type::<Database>(class.clone());
    arg::put(
        &m.dict,
        [
            ("UCD", class.into()),
            ("ucd_3_2_0", vm.new_native(Database)?.into()),
            ("unidata_version", ucd::VERSION.into()),
        ],
    );
    Ok(())
}

/// The one character that an argument consists of.
fn character(v: &Value, what: &str) -> R<u32> {
    match v.downcast::<Str>() {
        Some(s) if s.chars() == 1 => Ok(wtf8::decode(s.bytes(), 0).map_or(0, |(cp, _)| cp)),
        _ => Err(arg::wrong(what, "a unicode character", v)),
    }
}

/// What a character has, the default that was given, or else an error.
fn or_default(found: Option<Value>, default: &Value, error: &str) -> R {
    found.or_else(|| default.given().cloned()).ok_or_else(|| value_error(error))
}

fn bidirectional(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "bidirectional() argument")?;
    Ok(if is_old { old::bidirectional(cp) } else { properties::bidirectional(cp) }.into())
}

fn category(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "category() argument")?;
    Ok(if is_old { old::category(cp) } else { properties::category(cp) }.into())
}

fn combining(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "combining() argument")?;
    Ok(u32::from(if is_old { old::combining(cp) } else { properties::combining(cp) }).into())
}

fn decimal(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "decimal() argument 1")?;
    let found = if is_old { old::decimal(cp) } else { kinds::decimal(cp) };
    or_default(found.map(|n| u32::from(n).into()), &a[1], "not a decimal")
}

fn decomposition(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "decomposition() argument")?;
    Ok(if is_old { old::decomposition(cp) } else { normalize::decomposition(cp) }.into())
}

fn digit(a: &[Value], _: bool) -> R {
    let cp = character(&a[0], "digit() argument 1")?;
    or_default(kinds::digit(cp).map(|n| u32::from(n).into()), &a[1], "not a digit")
}

fn east_asian_width(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "east_asian_width() argument")?;
    Ok(if is_old { old::east_asian_width(cp) } else { properties::east_asian_width(cp) }.into())
}

fn mirrored(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "mirrored() argument")?;
    Ok(i32::from(if is_old { old::mirrored(cp) } else { properties::mirrored(cp) }).into())
}

fn name(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "name() argument 1")?;
    let found = if is_old { old::name(cp) } else { names::name(cp) };
    or_default(found.map(Value::from), &a[1], "no such name")
}

fn numeric(a: &[Value], is_old: bool) -> R {
    let cp = character(&a[0], "numeric() argument 1")?;
    let found = if is_old { old::numeric(cp) } else { kinds::numeric(cp) };
    or_default(found.map(Value::from), &a[1], "not a numeric character")
}

/// No name is as long as that.
const NAME_LIMIT: usize = 256;

fn lookup(a: &[Value], is_old: bool) -> R {
    let wanted = match (a[0].downcast::<Str>(), a[0].downcast::<Bytes>()) {
        (Some(s), _) => s.to_lossy(),
        (_, Some(b)) => String::from_utf8_lossy(b.bytes()),
        _ => return Err(type_error(format!("a bytes-like object is required, not '{}'", class_name(&a[0])))),
    };
    if wanted.len() > NAME_LIMIT {
        return Err(key_error("name too long".into()));
    }
    match names::lookup(&wanted) {
        Some(Named::Character(cp)) if !is_old || old::is_assigned(cp) => Ok(Str::from_char(cp).into()),
        Some(Named::Sequence(points)) if !is_old => {
            let mut text = Vec::new();
            points.iter().for_each(|cp| wtf8::push(&mut text, *cp));
            Ok(Str::from_wtf8(&text).into())
        }
        _ => Err(key_error(format!("undefined character name '{wanted}'").into())),
    }
}

/// The form and the text; None where the text is in every form that there is.
fn text<'a>(a: &'a [Value], function: &str) -> R<Option<(Form, &'a Str)>> {
    let Some(form) = a[0].downcast::<Str>() else {
        return Err(arg::wrong(&format!("{function}() argument 1"), "str", &a[0]));
    };
    let Some(text) = a[1].downcast::<Str>() else {
        return Err(arg::wrong(&format!("{function}() argument 2"), "str", &a[1]));
    };
    if text.is_empty() {
        return Ok(None);
    }
    match form.as_str().and_then(Form::named) {
        Some(form) => Ok(Some((form, text))),
        None => Err(value_error("invalid normalization form")),
    }
}

fn is_normalized(a: &[Value], is_old: bool) -> R {
    let Some((form, text)) = text(a, "is_normalized")? else {
        return Ok(Value::TRUE);
    };
    if !is_old {
        return Ok(Value::bool(normalize::is_normalized(form, text.bytes())));
    }
    let mut made = Vec::new();
    normalize::normalize_old(form, text.bytes(), &mut made);
    Ok(Value::bool(made == text.bytes()))
}

fn normalize(a: &[Value], is_old: bool) -> R {
    let Some((form, text)) = text(a, "normalize")? else {
        return Ok(a[1].clone());
    };
    let mut made = Vec::new();
    if is_old {
        normalize::normalize_old(form, text.bytes(), &mut made);
    } else {
        normalize::normalize(form, text.bytes(), &mut made);
    }
    if made == text.bytes() {
        return Ok(a[1].clone());
    }
    Ok(Str::from_wtf8(&made).into())
}
