//! `_http`: the heads of HTTP messages, on httparse.

use httparse::{Header, Status};
use pausa_vm::buffer;
use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::{List, Str, Tuple};
use pausa_vm::{R, Value, Vm};

/// `_http`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_http",
    doc: "Parsing of the heads of HTTP messages.",
    defs: &[
        pure(
            "headers(data, /)",
            headers,
            "The headers up to the empty line: [(name, value)]. None: they are not as they should be.",
        ),
        pure(
            "request(data, /)",
            request,
            "The head of a request: (method, target, minor version, headers, length). None: more has to come. False: it is none.",
        ),
        pure(
            "response(data, /)",
            response,
            "The head of a response: (minor version, status, reason, headers, length). None: more has to come. False: it is none.",
        ),
    ],
    init: |_, _| Ok(()),
};

/// The most headers that a message may have.
const MOST: usize = 256;

/// Bytes as text, each as the character of its number.
fn latin1(bytes: &[u8]) -> Value {
    if bytes.is_ascii() {
        return Str::from_wtf8(bytes).into();
    }
    bytes.iter().map(|b| char::from(*b)).collect::<String>().into()
}

fn rows(headers: &[Header<'_>]) -> Value {
    let rows = headers.iter().map(|h| Tuple::from_array([h.name.into(), latin1(h.value)]).into());
    List::from_vec(rows.collect()).into()
}

fn headers(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[0])?;
    let mut room = [httparse::EMPTY_HEADER; MOST];
    Ok(match httparse::parse_headers(&data, &mut room) {
        Ok(Status::Complete((_, found))) => rows(found),
        _ => Value::NONE,
    })
}

fn request(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[0])?;
    let mut room = [httparse::EMPTY_HEADER; MOST];
    let mut head = httparse::Request::new(&mut room);
    Ok(match head.parse(&data) {
        Ok(Status::Complete(length)) => {
            let (method, target) = (head.method.unwrap_or_default(), head.path.unwrap_or_default());
            let version = i32::from(head.version.unwrap_or_default());
            let headers = rows(head.headers);
            Tuple::from_array([method.into(), target.into(), version.into(), headers, length.into()]).into()
        }
        Ok(Status::Partial) => Value::NONE,
        Err(_) => Value::FALSE,
    })
}

fn response(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[0])?;
    let mut room = [httparse::EMPTY_HEADER; MOST];
    let mut head = httparse::Response::new(&mut room);
    Ok(match head.parse(&data) {
        Ok(Status::Complete(length)) => {
            let version = i32::from(head.version.unwrap_or_default());
            let status = i32::from(head.code.unwrap_or_default());
            let reason = latin1(head.reason.unwrap_or_default().as_bytes());
            let headers = rows(head.headers);
            Tuple::from_array([version.into(), status.into(), reason, headers, length.into()]).into()
        }
        Ok(Status::Partial) => Value::NONE,
        Err(_) => Value::FALSE,
    })
}
