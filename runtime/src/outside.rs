//! Whether something outside of the process may still bring news: what virtual time does not overtake.
//!
//! A descriptor whose other end is in this process brings nothing while all of the program waits, and one that listens is not on its
//! way to anything. A running child process, a connection to another process and a terminal may.

use std::collections::HashSet;
use std::os::fd::AsFd;

use rustix::fs::{FileType, fstat};
use rustix::net::{SocketAddrAny, getpeername, getsockname, sockopt};
use rustix::process::{WaitId, WaitIdOptions, waitid};

use crate::fd::{self, Fd};

/// Whether a child process is running.
pub(crate) fn has_children() -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    matches!(waitid(WaitId::All, options), Ok(None))
}

/// Sends what TCP holds back until the other end has acknowledged what came before (Nagle's algorithm): in virtual time it would come
/// after timers that it precedes by far.
pub(crate) fn push_what_is_held_back() {
    for fd in fd::all() {
        if matches!(sockopt::tcp_nodelay(&fd), Ok(false)) {
            // Setting it pushes; what the program has chosen stays.
            let _ = sockopt::set_tcp_nodelay(&fd, true).and_then(|()| sockopt::set_tcp_nodelay(&fd, false));
        }
    }
}

/// The names that sockets of this process have: those to which it can be connected with itself.
pub(crate) struct Own {
    names: HashSet<Vec<u8>>,
    /// The ports at which it listens, at whatever address.
    ports: HashSet<u16>,
}

/// A socket's name as bytes, and its port.
fn name_of(address: &SocketAddrAny) -> (Vec<u8>, Option<u16>) {
    use std::net::SocketAddr;
    match SocketAddr::try_from(address.clone()) {
        Ok(a) => (a.to_string().into_bytes(), Some(a.port())),
        Err(_) => (format!("{address:?}").into_bytes(), None),
    }
}

impl Own {
    /// Looks at all descriptors of the program.
    pub(crate) fn look() -> Own {
        let mut own = Own { names: HashSet::new(), ports: HashSet::new() };
        for fd in fd::all() {
            let Ok(address) = getsockname(&fd) else { continue };
            let (name, port) = name_of(&address);
            own.names.insert(name);
            if let Some(port) = port
                && sockopt::socket_acceptconn(&fd).unwrap_or(false)
            {
                own.ports.insert(port);
            }
        }
        own
    }

    /// Whether news for this descriptor can only come from another process, and may come.
    pub(crate) fn awaits_others(&self, fd: &Fd) -> bool {
        let Ok(status) = fstat(fd) else { return false };
        match FileType::from_raw_mode(status.st_mode) {
            FileType::Socket => self.peer_is_elsewhere(fd),
            // What is typed, and what another process writes to the standard input.
            FileType::CharacterDevice => true,
            FileType::Fifo => matches!(fd, Fd::Standard(0)),
            _ => false,
        }
    }

    fn peer_is_elsewhere(&self, fd: &impl AsFd) -> bool {
        if sockopt::socket_acceptconn(fd).unwrap_or(false) {
            return false;
        }
        match getpeername(fd) {
            Ok(Some(peer)) => {
                let (name, port) = name_of(&peer);
                // A Unix socket without a name is one of a pair; if a child has the other one, there is a child.
                let is_unnamed_pair = port.is_none();
                !is_unnamed_pair && !self.names.contains(&name) && !port.is_some_and(|p| self.ports.contains(&p))
            }
            Ok(None) => false,
            // It is on its way to a connection, or takes what anybody sends.
            Err(_) => sockopt::socket_type(fd).is_ok_and(|t| t == rustix::net::SocketType::STREAM),
        }
    }
}
