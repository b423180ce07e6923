//! One end of a TLS connection, without the transport.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{Read, Write};

use pausa_vm::buffer;
use pausa_vm::exc::value_error;
use pausa_vm::heap::{Payload, Visit, new_with_type};
use pausa_vm::native::{TypeSpec, class_arg, getter, pure, this};
use pausa_vm::object::{Bytes, List, Str, Tuple};
use pausa_vm::{R, Value, Vm};
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, Connection, ProtocolVersion, ServerConnection};

use super::config::Config;
use super::{failure, suites};
use crate::modules::arg;

/// The connection.
pub(super) struct Tls(RefCell<State>);

struct State {
    tls: Connection,
    /// What has been decrypted and not been read, record by record.
    plain: VecDeque<Vec<u8>>,
    /// How much of the first of them has been read.
    taken: usize,
    /// The beginning of a record whose head is not complete.
    head: Vec<u8>,
    /// How many bytes of the current record are still to come.
    left: usize,
    /// The peer has said that it sends no more.
    ended: bool,
    /// What came behind that.
    tail: Vec<u8>,
}

/// How long the head of a record is: its kind, the version, and the length of the rest.
const HEAD: usize = 5;

impl State {
    /// Takes a piece of a record.
    fn take(&mut self, mut piece: &[u8]) -> Result<(), rustls::Error> {
        while !piece.is_empty() {
            let taken = self.tls.read_tls(&mut piece);
            let io = self.tls.process_new_packets()?;
            self.ended |= io.peer_has_closed();
            let n = io.plaintext_bytes_to_read();
            if n > 0 {
                let mut record = vec![0; n];
                let got = self.tls.reader().read(&mut record).unwrap_or(0);
                record.truncate(got);
                self.plain.push_back(record);
            }
            if !matches!(taken, Ok(1..)) {
                break;
            }
        }
        Ok(())
    }

    /// Takes bytes record by record, so that what stands behind the last one is left alone.
    fn feed(&mut self, mut data: &[u8]) -> Result<(), rustls::Error> {
        while !data.is_empty() {
            if self.ended {
                self.tail.extend_from_slice(data);
                return Ok(());
            }
            if self.left == 0 {
                let (part, rest) = data.split_at(data.len().min(HEAD - self.head.len()));
                self.head.extend_from_slice(part);
                data = rest;
                if self.head.len() < HEAD {
                    return Ok(());
                }
                let head = std::mem::take(&mut self.head);
                self.left = usize::from(u16::from_be_bytes([head[3], head[4]]));
                self.take(&head)?;
                continue;
            }
            let (part, rest) = data.split_at(data.len().min(self.left));
            self.left -= part.len();
            data = rest;
            self.take(part)?;
        }
        Ok(())
    }

    /// How many bytes of the current record can be read.
    fn pending(&self) -> usize {
        self.plain.front().map_or(0, |r| r.len() - self.taken)
    }
}

impl Payload for Tls {
    const CONTAINER: bool = false;
    fn traverse(&self, _: &mut Visit<'_>) {}
}

/// `_ssl.Connection`
pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Connection",
    module: "_ssl",
    layout: Tls::LAYOUT,
    flags: 0,
    doc: "One end of a TLS connection, without the transport.",
    defs: &[
        pure("__new__(cls, config, server_hostname=None, /)", new, "").constructor(),
        pure("feed(self, data, /)", feed, "Take what the peer sent: None, or what is wrong with it."),
        pure("output(self, /)", output, "What is to be sent to the peer."),
        pure("read(self, n: index, /)", read, "Up to n bytes; none at the end; None if there are none yet."),
        pure("write(self, data, /)", write, "Encrypt all of the data."),
        pure("pending(self, /)", |_, a| Ok(state(a)?.borrow().pending().into()), "How many bytes can be read."),
        pure("close(self, /)", close, "Tell the peer that nothing more will come."),
        pure("tail(self, /)", tail, "What came behind the end of TLS, once."),
        getter("handshaking(self, /)", |_, a| Ok(state(a)?.borrow().tls.is_handshaking().into()), ""),
        getter("ended(self, /)", |_, a| Ok(state(a)?.borrow().ended.into()), ""),
        getter("has_output(self, /)", |_, a| Ok(state(a)?.borrow().tls.wants_write().into()), ""),
        pure("version(self, /)", protocol, "The protocol, or None."),
        pure("cipher(self, /)", cipher, "The suite: (name, protocol, bits), or None."),
        pure("alpn(self, /)", alpn, "The application's protocol, or None."),
        pure("certificates(self, /)", certificates, "The peer's certificates, or None."),
        pure("server_name(self, /)", server_name, "The name that the client asked for, on a server's side."),
        pure("export(self, label, context, n: index, /)", export, "Secret bytes that both ends have."),
    ],
};

fn state(a: &[Value]) -> R<&RefCell<State>> {
    Ok(&this::<Tls>(a)?.0)
}

fn new(_: &mut Vm, a: &[Value]) -> R {
    let config = a[1].downcast::<Config>().ok_or_else(|| arg::wrong("Connection() argument 1", "Config", &a[1]))?;
    let refused = |e: rustls::Error| value_error(e.to_string());
    let mut tls: Connection = match config {
        Config::Client(config) => {
            let name = match arg::some(&a[2]) {
                // An address is not sent along; this one stands for no name at all.
                None => ServerName::IpAddress(std::net::Ipv4Addr::UNSPECIFIED.into()),
                Some(v) => {
                    let s = v.downcast::<Str>().ok_or_else(|| arg::wrong("server_hostname", "str", v))?;
                    let text = s.to_lossy().into_owned();
                    ServerName::try_from(text.trim_end_matches('.').to_owned())
                        .map_err(|_| value_error(format!("server_hostname is not a valid name: {text:?}")))?
                }
            };
            ClientConnection::new(config.clone(), name).map_err(refused)?.into()
        }
        Config::Server(config) => ServerConnection::new(config.clone()).map_err(refused)?.into(),
    };
    tls.set_buffer_limit(None);
    let state =
        State { tls, plain: VecDeque::new(), taken: 0, head: Vec::new(), left: 0, ended: false, tail: Vec::new() };
    Ok(new_with_type(&class_arg(a)?, Tls(RefCell::new(state))).into())
}

fn feed(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[1])?;
    let s = &mut *state(a)?.borrow_mut();
    let server_side = matches!(s.tls, Connection::Server(_));
    match s.feed(&data) {
        Ok(()) => Ok(Value::NONE),
        Err(e) => Ok(failure::describe(&e, server_side)),
    }
}

fn tail(_: &mut Vm, a: &[Value]) -> R {
    let tail = std::mem::take(&mut state(a)?.borrow_mut().tail);
    Ok(Bytes::new(&tail).into())
}

fn output(_: &mut Vm, a: &[Value]) -> R {
    let s = &mut *state(a)?.borrow_mut();
    let mut out = Vec::new();
    while s.tls.wants_write() {
        s.tls.write_tls(&mut out).map_err(|e| value_error(e.to_string()))?;
    }
    Ok(Bytes::new(&out).into())
}

fn read(_: &mut Vm, a: &[Value]) -> R {
    let s = &mut *state(a)?.borrow_mut();
    let n = usize::try_from(arg::c_long(&a[1])?).map_err(|_| value_error("size should not be negative"))?;
    let Some(record) = s.plain.front() else {
        return Ok(if s.ended || n == 0 { Bytes::new(b"").into() } else { Value::NONE });
    };
    let end = record.len().min(s.taken.saturating_add(n));
    let result = Bytes::new(&record[s.taken..end]).into();
    s.taken = end;
    if end == record.len() {
        s.plain.pop_front();
        s.taken = 0;
    }
    Ok(result)
}

fn write(_: &mut Vm, a: &[Value]) -> R {
    let data = buffer::require(&a[1])?;
    let s = &mut *state(a)?.borrow_mut();
    s.tls.writer().write_all(&data).map_err(|e| value_error(e.to_string()))?;
    Ok(data.len().into())
}

fn close(_: &mut Vm, a: &[Value]) -> R {
    state(a)?.borrow_mut().tls.send_close_notify();
    Ok(Value::NONE)
}

fn protocol(_: &mut Vm, a: &[Value]) -> R {
    Ok(match state(a)?.borrow().tls.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => "TLSv1.3".into(),
        Some(ProtocolVersion::TLSv1_2) => "TLSv1.2".into(),
        _ => Value::NONE,
    })
}

fn cipher(_: &mut Vm, a: &[Value]) -> R {
    Ok(match state(a)?.borrow().tls.negotiated_cipher_suite() {
        Some(suite) => {
            let (name, protocol, bits) = suites::describe(suite.suite());
            Tuple::from_array([name.into(), protocol.into(), bits.into()]).into()
        }
        None => Value::NONE,
    })
}

fn alpn(_: &mut Vm, a: &[Value]) -> R {
    let s = state(a)?.borrow();
    Ok(s.tls.alpn_protocol().map_or(Value::NONE, |p| String::from_utf8_lossy(p).into_owned().into()))
}

fn certificates(_: &mut Vm, a: &[Value]) -> R {
    let s = state(a)?.borrow();
    Ok(match s.tls.peer_certificates() {
        Some(all) => List::from_vec(all.iter().map(|c| Bytes::new(c).into()).collect()).into(),
        None => Value::NONE,
    })
}

fn server_name(_: &mut Vm, a: &[Value]) -> R {
    Ok(match &state(a)?.borrow().tls {
        Connection::Server(c) => c.server_name().map_or(Value::NONE, Value::from),
        Connection::Client(_) => Value::NONE,
    })
}

fn export(_: &mut Vm, a: &[Value]) -> R {
    let (label, context) = (buffer::require(&a[1])?, buffer::require(&a[2])?);
    let n = arg::c_long(&a[3])?;
    let n = usize::try_from(n).ok().filter(|n| *n <= 1 << 16).ok_or_else(|| value_error("bad length"))?;
    let s = state(a)?.borrow();
    let context = if context.is_empty() { None } else { Some(&*context) };
    match s.tls.export_keying_material(vec![0; n], &label, context) {
        Ok(bytes) => Ok(Bytes::new(&bytes).into()),
        Err(e) => Err(value_error(e.to_string())),
    }
}
