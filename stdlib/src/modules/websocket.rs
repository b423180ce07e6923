//! `_websocket`: the frames of WebSocket connections, on tungstenite.

use std::io::Cursor;

use pausa_vm::buffer;
use pausa_vm::exc::{memory_error, value_error};
use pausa_vm::native::{ModuleSpec, pure};
use pausa_vm::object::{Bytes, Tuple};
use pausa_vm::{Exc, ExcKind, R, Value, Vm};
use tungstenite::protocol::frame::coding::OpCode;
use tungstenite::protocol::frame::{Frame, FrameHeader};

use super::arg;

/// `_websocket`
pub(super) static SPEC: ModuleSpec = ModuleSpec {
    name: "_websocket",
    doc: "The frames of WebSocket connections.",
    defs: &[
        pure(
            "frame(opcode: index, payload, mask: bool=False, fin: bool=True, compressed: bool=False, /)",
            frame,
            "One frame as bytes; masked, as clients have to, with a key made by chance.",
        ),
        pure(
            "parse(data, offset: index=0, /)",
            parse,
            "The frame at an offset: (final, compressed, opcode, masked, size, payload, end). None: its head has not come \
             yet. False: it is none. The payload is None if it has not come yet.",
        ),
    ],
    init: |_, _| Ok(()),
};

/// A key that nobody can guess, as the protocol demands.
fn key() -> R<[u8; 4]> {
    let mut key = [0; 4];
    loop {
        // So few bytes come at once or not at all.
        match rustix::rand::getrandom(&mut key, rustix::rand::GetRandomFlags::empty()) {
            Ok(_) => return Ok(key),
            Err(rustix::io::Errno::INTR) => {}
            Err(e) => {
                let text = std::io::Error::from(e).to_string();
                return Err(Exc::with_args(ExcKind::OSError, vec![e.raw_os_error().into(), text.into()]));
            }
        }
    }
}

fn frame(_: &mut Vm, a: &[Value]) -> R {
    let Some(opcode) = a[0].as_i64().and_then(|n| u8::try_from(n).ok()).filter(|n| *n < 16) else {
        return Err(value_error("opcode out of range"));
    };
    let payload = buffer::require(&a[1])?;
    let mut header = FrameHeader {
        is_final: arg::flag(&a[3], true),
        rsv1: arg::flag(&a[4], false),
        opcode: OpCode::from(opcode),
        ..FrameHeader::default()
    };
    if arg::flag(&a[2], false) {
        header.mask = Some(key()?);
    }
    let mut out = Vec::new();
    out.try_reserve(payload.len().saturating_add(16)).map_err(|_| memory_error())?;
    let frame = Frame::from_payload(header, payload.to_vec().into());
    frame.format(&mut out).map_err(|e| value_error(e.to_string()))?;
    Ok(Bytes::new(&out).into())
}

fn parse(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[0])?;
    let offset = a[1].given().map_or(Some(0), |n| usize::try_from(n.as_i64()?).ok()).unwrap_or(usize::MAX);
    let Some(rest) = data.get(offset..) else { return Ok(Value::NONE) };
    let mut cursor = Cursor::new(rest);
    let (header, size) = match FrameHeader::parse(&mut cursor) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(Value::NONE),
        Err(_) => return Ok(Value::FALSE),
    };
    if header.rsv2 || header.rsv3 {
        return Ok(Value::FALSE);
    }
    let start = usize::try_from(cursor.position()).unwrap_or(usize::MAX);
    let end = usize::try_from(size).ok().and_then(|size| start.checked_add(size));
    let (payload, end) = match end.and_then(|end| Some((rest.get(start..end)?, end))) {
        Some((bytes, end)) => {
            let payload = match header.mask {
                Some(key) => Bytes::new(&bytes.iter().zip(key.iter().cycle()).map(|(b, k)| b ^ k).collect::<Vec<u8>>()),
                None => Bytes::new(bytes),
            };
            (payload.into(), (offset + end).into())
        }
        None => (Value::NONE, Value::NONE),
    };
    let opcode = i32::from(u8::from(header.opcode));
    Ok(Tuple::from_array([
        header.is_final.into(),
        header.rsv1.into(),
        opcode.into(),
        header.mask.is_some().into(),
        size.into(),
        payload,
        end,
    ])
    .into())
}
