"""Contexts: their settings, and what they refuse."""
import os
import ssl

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, str(e).split(" (_ssl.c")[0])


for protocol in (ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER):
    c = ssl.SSLContext(protocol)
    print(c.protocol, c.verify_mode, c.check_hostname, repr(c.verify_mode))
    print(c.maximum_version, repr(c.maximum_version))
c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
attempt(setattr, c, "verify_mode", ssl.CERT_NONE)
attempt(setattr, c, "verify_mode", 17)
attempt(setattr, c, "verify_mode", "x")
c.check_hostname = False
c.verify_mode = ssl.CERT_NONE
c.check_hostname = True
print(c.verify_mode)
attempt(c.load_verify_locations)
attempt(c.load_verify_locations, "/nonexistent")
attempt(c.load_verify_locations, cadata="")
attempt(c.load_cert_chain, "/nonexistent")
attempt(c.load_cert_chain, os.path.join(HERE, "authority.pem"))
attempt(c.load_cert_chain, os.path.join(HERE, "authority.pem"), os.path.join(HERE, "server.pem"))
attempt(c.load_cert_chain, os.path.join(HERE, "server.pem"))
with open(os.path.join(HERE, "authority.pem")) as file:
    text = file.read()
c.load_verify_locations(cadata=text)
c.load_verify_locations(cadata=text)
print(c.cert_store_stats(), c.get_ca_certs())
der = c.get_ca_certs(binary_form=True)[0]
print(ssl.DER_cert_to_PEM_cert(der) == text, ssl.PEM_cert_to_DER_cert(text) == der)
attempt(ssl.PEM_cert_to_DER_cert, "nonsense")
c.minimum_version = ssl.TLSVersion.TLSv1_3
print(c.minimum_version)
attempt(c.set_ciphers, "NONSENSE")
attempt(c.set_ciphers, "ECDHE+AESGCM")
print(all(row["name"].startswith(("TLS_", "ECDHE-")) for row in c.get_ciphers()))
attempt(c.set_alpn_protocols, ["x" * 300])
attempt(c.wrap_bio, ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="")
attempt(ssl.create_default_context, 5)
d = ssl.create_default_context()
print(d.verify_mode, d.check_hostname, isinstance(d.options, ssl.Options))
print(ssl.cert_time_to_seconds("Jan  5 09:34:43 2018 GMT"))
attempt(ssl.cert_time_to_seconds, "Foo  5 09:34:43 2018 GMT")
print(ssl.Purpose.SERVER_AUTH.shortname, ssl.Purpose.CLIENT_AUTH.oid, ssl.HAS_SNI, ssl.HAS_ALPN, ssl.HAS_TLSv1_3)
print(len(ssl.RAND_bytes(12)), ssl.RAND_status(), ssl.OPENSSL_VERSION_INFO >= (1, 1, 1))
print(ssl.CertificateError is ssl.SSLCertVerificationError, ssl.SSLError.__mro__[1:3], ssl.SSLCertVerificationError.__mro__[1:4])
print(ssl.SSLWantReadError(2, "want").errno, str(ssl.SSLError(1, "text")), repr(ssl.SSLError(1, "text")))
