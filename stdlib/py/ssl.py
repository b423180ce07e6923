"""TLS for sockets: contexts, wrapped sockets, and TLS on memory.

The protocol is rustls's, through `_ssl`. It speaks TLS 1.2 and 1.3; what belongs to older
versions, or to OpenSSL alone, raises an error that says so.
"""

import _ssl
import base64 as _base64
import errno
import os
import re as _re
import socket as _socket_module
import sys
import _thread
from _ssl import MemoryBIO
from collections import namedtuple
from enum import Enum as _Enum, IntEnum as _IntEnum, IntFlag as _IntFlag
from socket import socket, SOL_SOCKET, SO_TYPE, SOCK_STREAM, create_connection

socket_error = OSError

OPENSSL_VERSION = "OpenSSL 3.0.0 (its interface, on rustls 0.23)"
# Programs ask for a minimum; what rustls does is what OpenSSL 3 does at its default level.
OPENSSL_VERSION_INFO = (3, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0x30000000
_OPENSSL_API_VERSION = OPENSSL_VERSION_INFO
_DEFAULT_CIPHERS = "DEFAULT"

HAS_SNI = True
HAS_ECDH = True
HAS_NPN = False
HAS_ALPN = True
HAS_NEVER_CHECK_COMMON_NAME = True
HAS_SSLv2 = False
HAS_SSLv3 = False
HAS_TLSv1 = False
HAS_TLSv1_1 = False
HAS_TLSv1_2 = True
HAS_TLSv1_3 = True
CHANNEL_BINDING_TYPES = []


def _enumeration(kind, name, members):
    made = kind(name, members, module=__name__)
    globals().update(made.__members__)
    return made


_SSLMethod = _enumeration(_IntEnum, "_SSLMethod", {
    "PROTOCOL_SSLv23": 2, "PROTOCOL_TLS": 2, "PROTOCOL_TLSv1": 3, "PROTOCOL_TLSv1_1": 4, "PROTOCOL_TLSv1_2": 5,
    "PROTOCOL_TLS_CLIENT": 16, "PROTOCOL_TLS_SERVER": 17,
})
Options = _enumeration(_IntFlag, "Options", {
    "OP_ALL": 0x80000050, "OP_NO_SSLv2": 0, "OP_NO_SSLv3": 0x2000000, "OP_NO_TLSv1": 0x4000000,
    "OP_NO_TLSv1_1": 0x10000000, "OP_NO_TLSv1_2": 0x8000000, "OP_NO_TLSv1_3": 0x20000000,
    "OP_CIPHER_SERVER_PREFERENCE": 0x400000, "OP_SINGLE_DH_USE": 0, "OP_NO_TICKET": 0x4000, "OP_SINGLE_ECDH_USE": 0,
    "OP_NO_COMPRESSION": 0x20000, "OP_ENABLE_MIDDLEBOX_COMPAT": 0x100000, "OP_NO_RENEGOTIATION": 0x40000000,
    "OP_IGNORE_UNEXPECTED_EOF": 0x80,
})
VerifyMode = _enumeration(_IntEnum, "VerifyMode", {"CERT_NONE": 0, "CERT_OPTIONAL": 1, "CERT_REQUIRED": 2})
VerifyFlags = _enumeration(_IntFlag, "VerifyFlags", {
    "VERIFY_DEFAULT": 0, "VERIFY_CRL_CHECK_LEAF": 4, "VERIFY_CRL_CHECK_CHAIN": 12, "VERIFY_X509_STRICT": 32,
    "VERIFY_ALLOW_PROXY_CERTS": 64, "VERIFY_X509_TRUSTED_FIRST": 32768, "VERIFY_X509_PARTIAL_CHAIN": 0x80000,
})
AlertDescription = _enumeration(_IntEnum, "AlertDescription", {
    "ALERT_DESCRIPTION_" + name: number for name, number in {
        "CLOSE_NOTIFY": 0, "UNEXPECTED_MESSAGE": 10, "BAD_RECORD_MAC": 20, "RECORD_OVERFLOW": 22,
        "DECOMPRESSION_FAILURE": 30, "HANDSHAKE_FAILURE": 40, "BAD_CERTIFICATE": 42, "UNSUPPORTED_CERTIFICATE": 43,
        "CERTIFICATE_REVOKED": 44, "CERTIFICATE_EXPIRED": 45, "CERTIFICATE_UNKNOWN": 46, "ILLEGAL_PARAMETER": 47,
        "UNKNOWN_CA": 48, "ACCESS_DENIED": 49, "DECODE_ERROR": 50, "DECRYPT_ERROR": 51, "PROTOCOL_VERSION": 70,
        "INSUFFICIENT_SECURITY": 71, "INTERNAL_ERROR": 80, "USER_CANCELLED": 90, "NO_RENEGOTIATION": 100,
        "UNSUPPORTED_EXTENSION": 110, "CERTIFICATE_UNOBTAINABLE": 111, "UNRECOGNIZED_NAME": 112,
        "BAD_CERTIFICATE_STATUS_RESPONSE": 113, "BAD_CERTIFICATE_HASH_VALUE": 114, "UNKNOWN_PSK_IDENTITY": 115,
    }.items()
})
SSLErrorNumber = _enumeration(_IntEnum, "SSLErrorNumber", {
    "SSL_ERROR_SSL": 1, "SSL_ERROR_WANT_READ": 2, "SSL_ERROR_WANT_WRITE": 3, "SSL_ERROR_WANT_X509_LOOKUP": 4,
    "SSL_ERROR_SYSCALL": 5, "SSL_ERROR_ZERO_RETURN": 6, "SSL_ERROR_WANT_CONNECT": 7, "SSL_ERROR_EOF": 8,
    "SSL_ERROR_INVALID_ERROR_CODE": 10,
})


class TLSVersion(_IntEnum):
    """The versions of the protocol."""

    MINIMUM_SUPPORTED = -2
    SSLv3 = 768
    TLSv1 = 769
    TLSv1_1 = 770
    TLSv1_2 = 771
    TLSv1_3 = 772
    MAXIMUM_SUPPORTED = -1


class SSLError(OSError):
    """An error of TLS. `reason` names it as OpenSSL does."""

    reason = None
    library = None

    def __str__(self):
        return str(self.strerror) if self.strerror is not None else str(self.args)


class SSLZeroReturnError(SSLError):
    """The connection was closed in order."""


class SSLWantReadError(SSLError):
    """More has to come from the peer before this can go on."""


class SSLWantWriteError(SSLError):
    """Something has to be sent to the peer before this can go on."""


class SSLSyscallError(SSLError):
    """The system refused something."""


class SSLEOFError(SSLError):
    """The connection was cut off."""


class SSLCertVerificationError(SSLError, ValueError):
    """A certificate is not good: `verify_code` and `verify_message` tell why."""

    verify_code = None
    verify_message = None


CertificateError = SSLCertVerificationError

for _cls in (SSLError, SSLZeroReturnError, SSLWantReadError, SSLWantWriteError, SSLSyscallError, SSLEOFError,
             SSLCertVerificationError):
    _cls.__module__ = "ssl"
del _cls


def _error(reason, code=None, message=None, cls=SSLError):
    """The exception for a reason, with OpenSSL's words."""
    text = reason.lower().replace("_", " ")
    if code is not None:
        cls = SSLCertVerificationError
        text += ": " + message
    library = "X509" if reason == "KEY_VALUES_MISMATCH" else "SSL"
    e = cls(SSL_ERROR_SSL.value, f"[{library}: {reason}] {text}")
    e.reason = reason
    e.library = library
    if code is not None:
        e.verify_code = code
        e.verify_message = message
    return e


def _want_read():
    return SSLWantReadError(SSL_ERROR_WANT_READ.value, "The operation did not complete (read)")


def _eof(text="EOF occurred in violation of protocol"):
    e = SSLEOFError(SSL_ERROR_EOF.value, text)
    e.reason = "UNEXPECTED_EOF_WHILE_READING"
    e.library = "SSL"
    return e


class _ASN1Object(namedtuple("_ASN1Object", "nid shortname longname oid")):
    """An object identifier with its names."""

    __slots__ = ()
    _known = {
        "1.3.6.1.5.5.7.3.1": (129, "serverAuth", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"),
        "1.3.6.1.5.5.7.3.2": (130, "clientAuth", "TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"),
    }

    def __new__(cls, oid):
        try:
            return super().__new__(cls, *cls._known[oid])
        except KeyError:
            raise ValueError(f"unknown object {oid!r}") from None


class Purpose(_ASN1Object, _Enum):
    """What a context is for: to check servers, or to check clients."""

    SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"


DefaultVerifyPaths = namedtuple("DefaultVerifyPaths",
                                "cafile capath openssl_cafile_env openssl_cafile openssl_capath_env openssl_capath")


def get_default_verify_paths():
    """Where the certificates are that the system trusts."""
    cafile, capath = "/usr/lib/ssl/cert.pem", "/usr/lib/ssl/certs"
    given_file = os.environ.get("SSL_CERT_FILE", cafile)
    given_path = os.environ.get("SSL_CERT_DIR", capath)
    return DefaultVerifyPaths(given_file if os.path.isfile(given_file) else None,
                              given_path if os.path.isdir(given_path) else None,
                              "SSL_CERT_FILE", cafile, "SSL_CERT_DIR", capath)


def _bad_pem():
    """The error for a file that has not what it should have."""
    e = SSLError(SSL_ERROR_SSL.value, "[SSL] PEM lib")
    e.library = "SSL"
    return e


def _read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as e:
        # The path does not show, as it does not with OpenSSL.
        raise type(e)(e.errno, e.strerror) from None


def _read_pem(data):
    try:
        return _ssl.pem(data)
    except ValueError:
        raise _bad_pem() from None


class SSLContext:
    """Settings for connections: certificates, keys, and what is asked of the peer."""

    sslsocket_class = None
    sslobject_class = None

    def __new__(cls, protocol=None, *args, **kwargs):
        if protocol is None:
            import warnings
            warnings.warn("ssl.SSLContext() without protocol argument is deprecated.", DeprecationWarning, stacklevel=2)
            protocol = PROTOCOL_TLS
        self = super().__new__(cls)
        self.protocol = protocol = _SSLMethod(protocol)
        if protocol in (PROTOCOL_TLSv1, PROTOCOL_TLSv1_1):
            raise ValueError(f"invalid or unsupported protocol version: {protocol.name}")
        client = protocol == PROTOCOL_TLS_CLIENT
        self._verify_mode = CERT_REQUIRED if client else CERT_NONE
        self._check_hostname = client
        self._verify_flags = VERIFY_X509_TRUSTED_FIRST
        self._options = Options(OP_ALL | OP_NO_SSLv3 | OP_CIPHER_SERVER_PREFERENCE | OP_NO_COMPRESSION
                                | OP_ENABLE_MIDDLEBOX_COMPAT)
        self._lowest = TLSVersion.TLSv1_2
        self._highest = TLSVersion.MAXIMUM_SUPPORTED
        if protocol == PROTOCOL_TLSv1_2:
            self._highest = TLSVersion.TLSv1_2
        self._keys = []
        self._trusted = []
        self._alpn = []
        self._suites = [number for number, _, _, _ in _ssl.suites()]
        self._configs = {}
        self._sni_callback = None
        self.keylog_filename = None
        self.post_handshake_auth = False
        self.hostname_checks_common_name = True
        self.num_tickets = 2
        self.security_level = 1
        return self

    def __init__(self, protocol=None):
        pass

    def _changed(self):
        self._configs.clear()

    def _config(self, server_side):
        """The settings for one side, made once and whenever they change."""
        config = self._configs.get(server_side)
        if config is None:
            lowest, highest = self._lowest, self._highest
            lowest = TLSVersion.TLSv1_2 if lowest == TLSVersion.MINIMUM_SUPPORTED else lowest
            highest = TLSVersion.TLSv1_3 if highest == TLSVersion.MAXIMUM_SUPPORTED else highest
            if self._options & OP_NO_TLSv1_3:
                highest = min(highest, TLSVersion.TLSv1_2)
            if self._options & OP_NO_TLSv1_2:
                lowest = max(lowest, TLSVersion.TLSv1_3)
            try:
                config = _ssl.Config(server_side, self._keys, self._trusted, int(self._verify_mode),
                                     self._check_hostname, self._alpn, int(lowest), int(highest), self._suites)
            except ValueError as e:
                raise _error("NO_PROTOCOLS_AVAILABLE" if "version" in str(e) or "suite" in str(e) else str(e)) from None
            self._configs[server_side] = config
        return config

    @property
    def verify_mode(self):
        """Whether the peer has to show a certificate, and a good one."""
        return self._verify_mode

    @verify_mode.setter
    def verify_mode(self, value):
        try:
            value = VerifyMode(value)
        except ValueError:
            if isinstance(value, int):
                raise ValueError("invalid value for verify_mode") from None
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None
        if value == CERT_NONE and self._check_hostname:
            raise ValueError("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.")
        self._verify_mode = value
        self._changed()

    @property
    def check_hostname(self):
        """Whether the certificate has to be for the name that was asked for."""
        return self._check_hostname

    @check_hostname.setter
    def check_hostname(self, value):
        value = bool(value)
        if value and self._verify_mode == CERT_NONE:
            self._verify_mode = CERT_REQUIRED
        self._check_hostname = value
        self._changed()

    @property
    def verify_flags(self):
        """How certificates are checked."""
        return VerifyFlags(self._verify_flags)

    @verify_flags.setter
    def verify_flags(self, value):
        value = VerifyFlags(value)
        if value & (VERIFY_CRL_CHECK_CHAIN | VERIFY_CRL_CHECK_LEAF):
            raise NotImplementedError("certificate revocation lists are not supported by Pausa")
        self._verify_flags = value

    @property
    def options(self):
        """What OpenSSL calls options; those that turn protocols off are heeded."""
        return Options(self._options)

    @options.setter
    def options(self, value):
        self._options = Options(value)
        self._changed()

    @property
    def minimum_version(self):
        """The oldest version of the protocol that is spoken."""
        return self._lowest

    @minimum_version.setter
    def minimum_version(self, value):
        value = TLSVersion(value)
        if value == TLSVersion.SSLv3:
            self._options &= ~OP_NO_SSLv3
        self._lowest = TLSVersion.TLSv1_3 if value == TLSVersion.MAXIMUM_SUPPORTED else value
        self._changed()

    @property
    def maximum_version(self):
        """The newest version of the protocol that is spoken."""
        return self._highest

    @maximum_version.setter
    def maximum_version(self, value):
        value = TLSVersion(value)
        if value == TLSVersion.MINIMUM_SUPPORTED:
            value = TLSVersion.TLSv1_2
        self._highest = value
        self._changed()

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        """Load this side's certificate with those that lead to its authority, and its private key."""
        chain, keys, encrypted = _read_pem(_read(certfile))
        if keyfile is not None:
            _, keys, encrypted = _read_pem(_read(keyfile))
        if not chain:
            raise _bad_pem()
        if encrypted and not keys:
            raise NotImplementedError("encrypted private keys are not supported by Pausa")
        if not keys:
            raise _bad_pem()
        problem = _ssl.check_key(chain, keys[0])
        if problem is not None:
            raise _error(problem)
        self._keys.append((chain, keys[0]))
        self._changed()

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        """Trust certificates: those in a file, in the files of a folder, or given as text or bytes."""
        if cafile is None and capath is None and cadata is None:
            raise TypeError("cafile, capath and cadata cannot be all omitted")
        found = []
        if cadata is not None:
            if not cadata:
                raise ValueError("Empty certificate data")
            if isinstance(cadata, str):
                if not cadata.isascii():
                    raise TypeError("cadata should be an ASCII string or a bytes-like object")
                certificates = _read_pem(cadata.encode("ascii"))[0]
                if not certificates:
                    raise _error("NO_START_LINE")
                found += certificates
            else:
                der = bytes(cadata)
                if not _ssl.is_certificate(der):
                    raise _error("NOT_ENOUGH_DATA")
                found.append(der)
        if cafile is not None:
            certificates = _read_pem(_read(cafile))[0]
            if not certificates:
                raise _error("NO_CERTIFICATE_OR_CRL_FOUND")
            found += certificates
        if capath is not None:
            for name in sorted(os.listdir(capath)):
                try:
                    with open(os.path.join(capath, name), "rb") as file:
                        found += _ssl.pem(file.read())[0]
                except (OSError, ValueError):
                    # What cannot be read in such a folder is passed over.
                    pass
        self._trusted += [der for der in found if der not in self._trusted]
        self._changed()

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        """Trust what the system trusts."""
        if not isinstance(purpose, _ASN1Object):
            raise TypeError(purpose)
        self.set_default_verify_paths()

    def set_default_verify_paths(self):
        """Trust what the system trusts."""
        known = set(self._trusted)
        self._trusted += [der for der in _ssl.system_roots() if der not in known]
        self._changed()

    def get_ca_certs(self, binary_form=False):
        """The certificates that are trusted."""
        if binary_form:
            return list(self._trusted)
        return [_ssl.certificate(der) for der in self._trusted]

    def cert_store_stats(self):
        """How many certificates are trusted."""
        count = len(self._trusted)
        return {"x509": count, "crl": 0, "x509_ca": count}

    def get_ciphers(self):
        """The cipher suites that may be used."""
        rows = []
        for number, name, protocol, bits in _ssl.suites():
            if number in self._suites:
                rows.append({"id": number | 0x03000000, "name": name, "protocol": protocol,
                             "description": f"{name} {protocol}", "strength_bits": bits, "alg_bits": bits,
                             "aead": True})
        return rows

    def set_ciphers(self, ciphers):
        """Choose the cipher suites of TLS 1.2 by their names or by groups; those of 1.3 always stay."""
        rows = _ssl.suites()
        chosen = []
        for word in _re.split(r"[:, ]+", ciphers):
            sign = word[:1] if word[:1] in "!-+" else ""
            wanted = word[len(sign):].upper()
            if wanted.startswith("@"):
                continue
            parts = wanted.split("+")

            def fits(name, part):
                return (part in ("ALL", "DEFAULT", "HIGH", "SECURE", "TLSV1.2", "AEAD", "ECDH", "ECDHE", "EECDH", "KECDHE")
                        or part == name
                        or part in ("ECDSA", "AECDSA") and "ECDSA" in name
                        or part in ("RSA", "ARSA") and "RSA" in name
                        or part in ("AES", "AESGCM", "AES128", "AES256", "CHACHA20") and part.replace("AESGCM", "GCM") in name)

            matching = [number for number, name, protocol, _ in rows
                        if protocol == "TLSv1.2" and all(fits(name, part) for part in parts)]
            if sign in ("!", "-"):
                chosen = [number for number in chosen if number not in matching]
            elif sign != "+":
                chosen += [number for number in matching if number not in chosen]
        if not chosen:
            raise SSLError("No cipher can be selected.")
        self._suites = [number for number, _, protocol, _ in rows if protocol == "TLSv1.3"] + chosen
        self._changed()

    def set_alpn_protocols(self, alpn_protocols):
        """Say which protocols of the application are spoken, the best first."""
        names = []
        for protocol in alpn_protocols:
            name = bytes(protocol, "ascii")
            if not 0 < len(name) < 256:
                raise SSLError("ALPN protocols must be 1 to 255 in length")
            names.append(name)
        self._alpn = names
        self._changed()

    def set_npn_protocols(self, npn_protocols):
        """NPN is gone from TLS."""
        raise NotImplementedError("The NPN extension requires OpenSSL 1.0.1 or later.")

    @property
    def sni_callback(self):
        """What is called with the name that a client asks for; there is none."""
        return self._sni_callback

    @sni_callback.setter
    def sni_callback(self, callback):
        if callback is not None:
            raise NotImplementedError("SSLContext.sni_callback is not supported by Pausa")
        self._sni_callback = None

    def set_servername_callback(self, server_name_callback):
        """Set `sni_callback`."""
        self.sni_callback = server_name_callback

    def load_dh_params(self, path):
        """Diffie-Hellman without elliptic curves is not spoken: the file is only looked for."""
        with open(path, "rb"):
            pass

    def set_ecdh_curve(self, name):
        """The curves are chosen by the peers."""
        if name not in ("prime256v1", "secp256r1", "secp384r1", "X25519"):
            raise ValueError(f"unknown elliptic curve name {name!r}")

    def session_stats(self):
        """Counters that OpenSSL keeps; here they stay zero."""
        return dict.fromkeys(("number", "connect", "connect_good", "connect_renegotiate", "accept", "accept_good",
                              "accept_renegotiate", "hits", "misses", "timeouts", "cache_full"), 0)

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                    server_hostname=None, session=None):
        """Put TLS on a socket, which becomes the new socket's."""
        return self.sslsocket_class._create(sock, server_side, do_handshake_on_connect, suppress_ragged_eofs,
                                            server_hostname, self, session)

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        """Put TLS on two MemoryBIOs."""
        return self.sslobject_class._create(incoming, outgoing, server_side, self._encode_hostname(server_hostname),
                                            session, self)

    def _encode_hostname(self, hostname):
        if hostname is None:
            return None
        if isinstance(hostname, (bytes, bytearray)):
            return hostname.decode("ascii")
        return hostname

    def _connection(self, server_side, server_hostname):
        if server_side and self.protocol == PROTOCOL_TLS_CLIENT:
            raise SSLError("Cannot create a server socket with a PROTOCOL_TLS_CLIENT context")
        if not server_side and self.protocol == PROTOCOL_TLS_SERVER:
            raise SSLError("Cannot create a client socket with a PROTOCOL_TLS_SERVER context")
        if server_side and server_hostname is not None:
            raise ValueError("server_hostname can only be specified in client mode")
        if server_hostname is not None and (not server_hostname or server_hostname.startswith(".")):
            raise ValueError("server_hostname cannot be an empty string or start with a leading dot.")
        return _ssl.Connection(self._config(server_side), server_hostname)


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    """A context with good settings: for clients that check servers, or for servers."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    if purpose == Purpose.SERVER_AUTH:
        context = SSLContext(PROTOCOL_TLS_CLIENT)
        context.verify_mode = CERT_REQUIRED
        context.check_hostname = True
    elif purpose == Purpose.CLIENT_AUTH:
        context = SSLContext(PROTOCOL_TLS_SERVER)
    else:
        raise ValueError(purpose)
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)
    return context


def _create_unverified_context(protocol=None, *, cert_reqs=CERT_NONE, check_hostname=False, purpose=Purpose.SERVER_AUTH,
                               certfile=None, keyfile=None, cafile=None, capath=None, cadata=None):
    """A context that believes everything, unless it is told otherwise."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    if protocol is None:
        protocol = PROTOCOL_TLS_CLIENT if purpose == Purpose.SERVER_AUTH else PROTOCOL_TLS_SERVER
    context = SSLContext(protocol)
    context.check_hostname = check_hostname
    if cert_reqs is not None:
        context.verify_mode = cert_reqs
    if keyfile and not certfile:
        raise ValueError("certfile must be specified")
    if certfile or keyfile:
        context.load_cert_chain(certfile, keyfile)
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)
    return context


_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context


class _TLS:
    """What SSLObject and SSLSocket share: asking the connection about itself."""

    __slots__ = ()

    def getpeercert(self, binary_form=False):
        """The peer's certificate: None without one, as bytes, or as a dict, which is empty if nobody checked it."""
        if self._tls is None or self._tls.handshaking:
            raise ValueError("handshake not done yet")
        chain = self._tls.certificates()
        if not chain:
            return None
        if binary_form:
            return chain[0]
        if self._context.verify_mode == CERT_NONE:
            return {}
        return _ssl.certificate(chain[0])

    def selected_alpn_protocol(self):
        """The protocol of the application that both ends agreed on."""
        return self._tls.alpn() if self._tls is not None else None

    def selected_npn_protocol(self):
        """NPN is gone from TLS."""
        return None

    def cipher(self):
        """The cipher suite: (name, protocol, bits)."""
        return self._tls.cipher() if self._tls is not None else None

    def shared_ciphers(self):
        """The suites that both ends know, which rustls does not tell."""
        return None

    def compression(self):
        """TLS does not compress any more."""
        return None

    def version(self):
        """The version of the protocol, or None before there is one."""
        return self._tls.version() if self._tls is not None and not self._tls.handshaking else None

    def get_channel_binding(self, cb_type="tls-unique"):
        """Bytes that only this connection has; no kind of them is offered."""
        if cb_type not in CHANNEL_BINDING_TYPES:
            raise ValueError(f"{cb_type} channel binding type not implemented")

    @property
    def session(self):
        """The session, which rustls keeps to itself."""
        return None

    @property
    def session_reused(self):
        """Whether an earlier session was resumed, which is not told."""
        return None

    def verify_client_post_handshake(self):
        """Ask the client for a certificate after the handshake."""
        raise NotImplementedError("post-handshake authentication is not supported by Pausa")


class SSLObject(_TLS):
    """One end of a TLS connection on two MemoryBIOs."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{self.__class__.__name__} does not have a public constructor. "
                        "Instances are returned by SSLContext.wrap_bio().")

    @classmethod
    def _create(cls, incoming, outgoing, server_side=False, server_hostname=None, session=None, context=None):
        self = cls.__new__(cls)
        self._context = context
        self._in = incoming
        self._out = outgoing
        self._server_side = server_side
        self._server_hostname = server_hostname
        self._tls = context._connection(server_side, server_hostname)
        return self

    @property
    def context(self):
        """The context."""
        return self._context

    @context.setter
    def context(self, context):
        if not isinstance(context, SSLContext):
            raise TypeError("The value must be a SSLContext")
        self._context = context

    @property
    def server_side(self):
        """Whether this is a server's end."""
        return self._server_side

    @property
    def server_hostname(self):
        """The name that was asked for."""
        return self._server_hostname

    def _flush(self):
        if self._tls.has_output:
            self._out.write(self._tls.output())

    def _feed(self):
        """Take in what has come: whether there was anything."""
        data = self._in.read()
        if not data:
            return False
        problem = self._tls.feed(data)
        if problem is not None or self._tls.has_output:
            self._flush()
        if problem is not None:
            raise _error(*problem)
        if self._tls.ended and not self._in.eof:
            # What stands behind the end of TLS is not TLS's.
            self._in.write(self._tls.tail())
        return True

    def do_handshake(self):
        """Go on with the handshake."""
        self._flush()
        while self._tls.handshaking:
            if not self._feed():
                if self._in.eof:
                    raise _eof()
                raise _want_read()
        self._flush()

    def read(self, len=1024, buffer=None):
        """Read up to len bytes: as bytes, or into a buffer, whose number of bytes is returned."""
        if self._tls.handshaking:
            self.do_handshake()
        data = self._tls.read(len)
        while data is None:
            if not self._feed():
                if self._in.eof:
                    raise _eof()
                raise _want_read()
            data = self._tls.read(len)
        if buffer is None:
            return data
        buffer[:_length(data)] = data
        return _length(data)

    def write(self, data):
        """Write data: the number of bytes is returned."""
        if self._tls.handshaking:
            self.do_handshake()
        count = self._tls.write(data)
        self._flush()
        return count

    def pending(self):
        """How many bytes can be read at once."""
        return self._tls.pending()

    def unwrap(self):
        """End TLS: say so, and wait until the peer has said so."""
        self._tls.close()
        self._flush()
        while not self._tls.ended:
            if not self._feed():
                if self._in.eof:
                    raise _eof()
                raise _want_read()


_length = len


def _reads_of(self):
    if self._tls is None:
        raise ValueError("Read on closed or unwrapped SSL socket.")
    return self._tls


class SSLSocket(_TLS, socket):
    """A socket with TLS on it."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{self.__class__.__name__} does not have a public constructor. "
                        "Instances are returned by SSLContext.wrap_socket().")

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                server_hostname=None, context=None, session=None):
        if sock.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM:
            raise NotImplementedError("only stream sockets are supported")
        if server_side and server_hostname:
            raise ValueError("server_hostname can only be specified in client mode")
        if session is not None:
            raise NotImplementedError("giving a session is not supported by Pausa")
        if context.check_hostname and not server_side and not server_hostname:
            raise ValueError("check_hostname requires server_hostname")
        timeout = sock.gettimeout()
        self = cls.__new__(cls, family=sock.family, type=sock.type, proto=sock.proto, fileno=sock.fileno())
        socket.__init__(self, family=sock.family, type=sock.type, proto=sock.proto, fileno=sock.fileno())
        sock.detach()
        self._context = context
        self._tls = None
        self._closed = False
        self._lock = _thread.allocate_lock()
        # What is encrypted and not sent, and what came behind the end of TLS.
        self._left = b""
        self._behind = b""
        self.server_side = server_side
        self.server_hostname = context._encode_hostname(server_hostname)
        self.do_handshake_on_connect = do_handshake_on_connect
        self.suppress_ragged_eofs = suppress_ragged_eofs
        try:
            self.settimeout(timeout)
            try:
                self.getpeername()
            except OSError as e:
                if e.errno not in (errno.ENOTCONN, errno.EINVAL):
                    raise
                self._connected = False
                return self
            self._connected = True
            self._tls = context._connection(server_side, self.server_hostname)
            if do_handshake_on_connect:
                if timeout == 0.0:
                    raise ValueError("do_handshake_on_connect should not be specified for non-blocking sockets")
                self.do_handshake()
        except:
            self.close()
            raise
        return self

    @property
    def context(self):
        """The context."""
        return self._context

    @context.setter
    def context(self, context):
        if not isinstance(context, SSLContext):
            raise TypeError("The value must be a SSLContext")
        self._context = context

    def dup(self):
        raise NotImplementedError(f"Can't dup() {self.__class__.__name__} instances")

    def _send_out(self):
        """Send what TLS has for the peer. A socket that does not wait may keep some of it for later."""
        with self._lock:
            out = self._left + self._tls.output()
            self._left = b""
            if not out:
                return
            if self.gettimeout() != 0.0:
                super().sendall(out)
                return
            sent = 0
            try:
                while sent < len(out):
                    sent += super().send(memoryview(out)[sent:])
            except BlockingIOError:
                self._left = out[sent:]
                raise SSLWantWriteError(SSL_ERROR_WANT_WRITE.value, "The operation did not complete (write)") from None

    def _take_in(self):
        """Receive something from the peer: False at the end of the connection."""
        try:
            data = super().recv(16640)
        except BlockingIOError:
            raise _want_read() from None
        except TimeoutError:
            raise TimeoutError("The read operation timed out") from None
        if not data:
            return False
        problem = self._tls.feed(data)
        if problem is not None:
            try:
                self._send_out()
            except OSError:
                # The peer need not be there to be told.
                pass
            raise _error(*problem)
        if self._tls.has_output:
            self._send_out()
        return True

    def do_handshake(self, block=False):
        """Do the handshake, or go on with it."""
        self._check_connected()
        if self._tls.has_output or self._left:
            self._send_out()
        timeout = self.gettimeout()
        try:
            if block and timeout == 0.0:
                self.settimeout(None)
            while self._tls.handshaking:
                try:
                    more = self._take_in()
                except TimeoutError:
                    raise TimeoutError("_ssl.c: The handshake operation timed out") from None
                if not more:
                    raise _eof("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol")
            if self._tls.has_output or self._left:
                self._send_out()
        finally:
            if block and timeout == 0.0:
                self.settimeout(timeout)

    def _check_connected(self):
        if not self._connected:
            # The error of the system is what tells.
            self.getpeername()

    def read(self, len=1024, buffer=None):
        """Read up to len bytes: as bytes, or into a buffer, whose number of bytes is returned."""
        tls = _reads_of(self)
        if tls.handshaking:
            self.do_handshake()
        data = tls.read(len)
        while data is None:
            if not self._take_in():
                if not self.suppress_ragged_eofs:
                    raise _eof("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol")
                data = b""
                break
            data = tls.read(len)
        if buffer is None:
            return data
        count = _length(data)
        memoryview(buffer).cast("B")[:count] = data
        return count

    def write(self, data):
        """Write data: the number of bytes is returned."""
        if self._tls is None:
            raise ValueError("Write on closed or unwrapped SSL socket.")
        if self._tls.handshaking:
            self.do_handshake()
        if self._left:
            self._send_out()
        count = self._tls.write(data)
        try:
            self._send_out()
        except SSLWantWriteError:
            # It is encrypted already and goes out with the next call.
            pass
        return count

    def recv(self, buflen=1024, flags=0):
        if self._tls is None:
            if self._behind:
                data, self._behind = self._behind[:buflen], self._behind[buflen:]
                return data
            return super().recv(buflen, flags)
        if flags != 0:
            raise ValueError(f"non-zero flags not allowed in calls to recv() on {self.__class__}")
        return self.read(buflen)

    def recv_into(self, buffer, nbytes=None, flags=0):
        if self._tls is None:
            if self._behind:
                with memoryview(buffer) as view, view.cast("B") as room:
                    data = self.recv(min(nbytes or len(room), len(room)))
                    room[:len(data)] = data
                return len(data)
            return super().recv_into(buffer, nbytes or 0, flags)
        if flags != 0:
            raise ValueError(f"non-zero flags not allowed in calls to recv_into() on {self.__class__}")
        if not nbytes:
            with memoryview(buffer) as view:
                nbytes = view.nbytes or 1024
        return self.read(nbytes, buffer)

    def send(self, data, flags=0):
        if self._tls is None:
            return super().send(data, flags)
        if flags != 0:
            raise ValueError(f"non-zero flags not allowed in calls to send() on {self.__class__}")
        return self.write(data)

    def sendall(self, data, flags=0):
        if self._tls is None:
            return super().sendall(data, flags)
        if flags != 0:
            raise ValueError(f"non-zero flags not allowed in calls to sendall() on {self.__class__}")
        with memoryview(data) as view, view.cast("B") as all:
            for start in range(0, len(all), 65536):
                self.write(all[start:start + 65536])

    def sendto(self, data, flags_or_addr, addr=None):
        if self._tls is not None:
            raise ValueError(f"sendto not allowed on instances of {self.__class__}")
        if addr is None:
            return super().sendto(data, flags_or_addr)
        return super().sendto(data, flags_or_addr, addr)

    def sendfile(self, file, offset=0, count=None):
        if self._tls is None:
            return super().sendfile(file, offset, count)
        return self._sendfile_use_send(file, offset, count)

    def recvfrom(self, buflen=1024, flags=0):
        if self._tls is not None:
            raise ValueError(f"recvfrom not allowed on instances of {self.__class__}")
        return super().recvfrom(buflen, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        if self._tls is not None:
            raise ValueError(f"recvfrom_into not allowed on instances of {self.__class__}")
        return super().recvfrom_into(buffer, nbytes or 0, flags)

    def recvmsg(self, *args, **kwargs):
        raise NotImplementedError(f"recvmsg not allowed on instances of {self.__class__}")

    def recvmsg_into(self, *args, **kwargs):
        raise NotImplementedError(f"recvmsg_into not allowed on instances of {self.__class__}")

    def sendmsg(self, *args, **kwargs):
        raise NotImplementedError(f"sendmsg not allowed on instances of {self.__class__}")

    def pending(self):
        """How many bytes can be read without asking the peer."""
        return self._tls.pending() if self._tls is not None else 0

    def shutdown(self, how):
        self._tls = None
        super().shutdown(how)

    def unwrap(self):
        """End TLS: say so, and wait until the peer has said so. The socket goes on without."""
        if self._tls is None:
            raise ValueError(f"No SSL wrapper around {self}")
        self._tls.close()
        self._send_out()
        while not self._tls.ended:
            if not self._take_in():
                raise _eof("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol")
        self._behind = self._tls.tail()
        self._tls = None
        return self

    def _real_close(self):
        self._tls = None
        super()._real_close()

    def connect(self, addr):
        self._connect(addr, False)

    def connect_ex(self, addr):
        return self._connect(addr, True)

    def _connect(self, addr, gives_code):
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._tls is not None:
            raise ValueError("attempt to connect already-connected SSLSocket!")
        tls = self._context._connection(False, self.server_hostname)
        if gives_code:
            code = super().connect_ex(addr)
        else:
            code = 0
            super().connect(addr)
        if code:
            return code
        self._tls = tls
        self._connected = True
        if self.do_handshake_on_connect:
            try:
                self.do_handshake()
            except (OSError, ValueError):
                self._tls = None
                raise
        return 0

    def accept(self):
        connection, address = super().accept()
        wrapped = self._context.wrap_socket(connection, do_handshake_on_connect=self.do_handshake_on_connect,
                                            suppress_ragged_eofs=self.suppress_ragged_eofs, server_side=True)
        return wrapped, address


SSLContext.sslsocket_class = SSLSocket
SSLContext.sslobject_class = SSLObject

PEM_HEADER = "-----BEGIN CERTIFICATE-----"
PEM_FOOTER = "-----END CERTIFICATE-----"


def DER_cert_to_PEM_cert(der_cert_bytes):
    """A certificate as text."""
    text = str(_base64.standard_b64encode(der_cert_bytes), "ASCII", "strict")
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join([PEM_HEADER, *lines, PEM_FOOTER]) + "\n"


def PEM_cert_to_DER_cert(pem_cert_string):
    """A certificate as bytes."""
    if not pem_cert_string.startswith(PEM_HEADER):
        raise ValueError(f"Invalid PEM encoding; must start with {PEM_HEADER}")
    if not pem_cert_string.strip().endswith(PEM_FOOTER):
        raise ValueError(f"Invalid PEM encoding; must end with {PEM_FOOTER}")
    inner = pem_cert_string.strip()[len(PEM_HEADER):-len(PEM_FOOTER)]
    return _base64.decodebytes(inner.encode("ASCII", "strict"))


def get_server_certificate(addr, ssl_version=PROTOCOL_TLS_CLIENT, ca_certs=None,
                           timeout=_socket_module._GLOBAL_DEFAULT_TIMEOUT):
    """The certificate of the server at (host, port), as text."""
    host, port = addr
    mode = CERT_NONE if ca_certs is None else CERT_REQUIRED
    context = _create_stdlib_context(ssl_version, cert_reqs=mode, cafile=ca_certs)
    with create_connection(addr, timeout=timeout) as sock:
        with context.wrap_socket(sock, server_hostname=host) as wrapped:
            return DER_cert_to_PEM_cert(wrapped.getpeercert(True))


def cert_time_to_seconds(cert_time):
    """The time in a certificate in seconds since the epoch."""
    from calendar import timegm
    from time import strptime
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    rest = " %d %H:%M:%S %Y GMT"
    try:
        month = months.index(cert_time[:3].title()) + 1
    except ValueError:
        raise ValueError(f"time data {cert_time!r} does not match format \"%b{rest}\"") from None
    parts = strptime(cert_time[3:], rest)
    return timegm((parts[0], month) + parts[2:6])


def get_protocol_name(protocol_code):
    """The name of a protocol's number."""
    try:
        return _SSLMethod(protocol_code).name.removeprefix("PROTOCOL_") if protocol_code != 2 else "PROTOCOL_TLS"
    except ValueError:
        return "<unknown>"


def RAND_bytes(n):
    """Bytes that nobody can guess."""
    if n < 0:
        raise ValueError("num must be positive")
    return os.urandom(n)


def RAND_status():
    """There is always enough randomness."""
    return True


def RAND_add(string, entropy):
    """The system needs no help with its randomness."""


def wrap_socket(sock, keyfile=None, certfile=None, server_side=False, cert_reqs=CERT_NONE, ssl_version=PROTOCOL_TLS,
                ca_certs=None, do_handshake_on_connect=True, suppress_ragged_eofs=True, ciphers=None):
    """Put TLS on a socket, with a context of its own."""
    import warnings
    warnings.warn("ssl.wrap_socket() is deprecated, use SSLContext.wrap_socket()", DeprecationWarning, stacklevel=2)
    if server_side and not certfile:
        raise ValueError("certfile must be specified for server-side operations")
    if keyfile and not certfile:
        raise ValueError("certfile must be specified")
    context = SSLContext(ssl_version)
    context.verify_mode = cert_reqs
    if ca_certs:
        context.load_verify_locations(ca_certs)
    if certfile:
        context.load_cert_chain(certfile, keyfile)
    if ciphers:
        context.set_ciphers(ciphers)
    return context.wrap_socket(sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
                               suppress_ragged_eofs=suppress_ragged_eofs)
