//! The built-in error handlers as functions: `codecs.strict_errors` and its kin.

use crate::exc::{Exc, ExcKind, R, lookup_error, type_error};
use crate::heap;
use crate::native::{Def, pure};
use crate::object::{Bytes, Exception, NativeFunction, Str, Tuple};
use crate::ops::codec::{Registry, handler_refused};
use crate::text::Text;
use crate::text::codec::{Codec, DecodeError, EncodeError, Handled, Handler};
use crate::types::class_name;
use crate::value::Value;
use crate::vm::Vm;

macro_rules! handlers {
    ($($handler:ident $function:ident $sig:literal $doc:literal)*) => {
        $(fn $function(_: &mut Vm, a: &[Value]) -> R {
            handle(Handler::$handler, &a[0])
        })*

        static DEFS: &[(Handler, Def)] = &[$((Handler::$handler, pure($sig, $function, $doc))),*];
    };
}

handlers! {
    Strict strict "strict_errors(exc, /)" "Implements the 'strict' error handling, which raises a UnicodeError on coding errors."
    Ignore ignore "ignore_errors(exc, /)" "Implements the 'ignore' error handling, which ignores malformed data and continues."
    Replace replace "replace_errors(exc, /)"
        "Implements the 'replace' error handling, which replaces malformed data with a replacement marker."
    BackslashReplace backslashreplace "backslashreplace_errors(exc, /)"
        "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence."
    XmlCharRefReplace xmlcharrefreplace "xmlcharrefreplace_errors(exc, /)"
        "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML \
         character reference."
    NameReplace namereplace "namereplace_errors(exc, /)"
        "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence."
    SurrogatePass surrogatepass "surrogatepass(exc, /)" ""
    SurrogateEscape surrogateescape "surrogateescape(exc, /)" ""
}

/// The error handler of a name: one that was registered, or the function of a built-in one.
pub fn handler_function(vm: &mut Vm, name: &str) -> R {
    let registry = vm.state::<Registry>();
    if let Some(f) = registry.handlers.get(name) {
        return Ok(f.clone());
    }
    let row = Handler::named(name).and_then(|h| DEFS.iter().find(|row| row.0 == h));
    let Some((_, def)) = row else {
        return Err(lookup_error(format!("unknown error handler name '{name}'")));
    };
    let f: Value = heap::new(NativeFunction { def, owner: None, receiver: Value::UNBOUND, module: Value::NONE }).into();
    registry.handlers.insert(name.to_owned(), f.clone());
    Ok(f)
}

/// The part of an object of `len` items that an exception is about.
fn place(e: &Exception, len: usize) -> (usize, usize) {
    let field = |i: usize| e.field(i).as_i64().and_then(|n| usize::try_from(n).ok());
    let start = field(2).unwrap_or(0).min(len.saturating_sub(1));
    let end = field(3).unwrap_or(0).max(1).min(len);
    (start, end.max(start))
}

/// The encoding's name as the handlers know it.
fn encoding(e: &Exception) -> &'static str {
    let name = e.field(0);
    let codec = name.downcast::<Str>().and_then(|s| Codec::lookup(&s.to_lossy()));
    codec.map_or("", Codec::name)
}

/// What a handler function returns for an exception.
fn handle(handler: Handler, v: &Value) -> R {
    let e = v.downcast::<Exception>();
    let Some(e) = e else {
        return Err(if handler == Handler::Strict {
            type_error("codec must pass exception instance")
        } else {
            handler_refused(&class_name(v))
        });
    };
    let is = |kind: ExcKind| crate::types::class_of(v).is_subtype_of(&kind.class());
    if handler == Handler::Strict {
        return Err(raised(v));
    }
    let object = e.field(1);
    let mut out = Vec::new();
    let mut bytes = false;
    let handled = if let (true, Some(s)) = (is(ExcKind::UnicodeEncodeError), object.downcast::<Str>()) {
        let (start, end) = place(e, s.chars());
        let error = EncodeError { encoding: encoding(e), start, end, reason: "" };
        bytes = matches!(handler, Handler::SurrogateEscape | Handler::SurrogatePass);
        handler.encode(s.text(), &error, &mut out)
    } else if let (true, Some(b)) = (is(ExcKind::UnicodeDecodeError), object.downcast::<Bytes>()) {
        let (start, end) = place(e, b.len());
        let error = DecodeError { encoding: encoding(e), start, end, reason: "" };
        handler.decode(b.bytes(), &error, &mut out)
    } else if let (true, Some(s)) = (is(ExcKind::UnicodeTranslateError), object.downcast::<Str>()) {
        let (start, end) = place(e, s.chars());
        handler.translate(Text::counted(s.bytes()), start, end, &mut out)
    } else {
        Handled::Unable
    };
    match handled {
        Handled::GoOn(at) => {
            let replacement = if bytes { Bytes::new(&out).into() } else { Str::from_wtf8(&out).into() };
            Ok(Tuple::from_vec(vec![replacement, at.into()]).into())
        }
        Handled::Raise => Err(raised(v)),
        Handled::Unable => Err(handler_refused(&class_name(v))),
    }
}

fn raised(v: &Value) -> Exc {
    match Exc::from_value(v.clone()) {
        Ok(e) => e,
        Err(_) => type_error("codec must pass exception instance"),
    }
}
