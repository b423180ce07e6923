# Hashes, HMACs, key derivation, tokens.
import hashlib
import hmac
import io
import secrets

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
    h = getattr(hashlib, name)(b"abc")
    print(name, h.hexdigest(), h.digest_size, h.block_size, h.name)
h = hashlib.new("sha256")
h.update(b"a")
copy = h.copy()
h.update(bytearray(b"bc"))
print(h.hexdigest() == hashlib.sha256(b"abc").hexdigest(), copy.hexdigest()[:8], hashlib.shake_128(b"").hexdigest(8), hashlib.file_digest(io.BytesIO(b"abc"), "md5").hexdigest(), hashlib.pbkdf2_hmac("sha1", b"pw", b"salt", 2).hex())
m = hmac.new(b"key", b"message", "sha256")
print(m.hexdigest(), m.name, m.digest_size, hmac.digest(b"k" * 200, b"m", "md5").hex(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
print(len(secrets.token_bytes(5)), len(secrets.token_hex(4)), len(secrets.token_urlsafe(6)), secrets.randbelow(1), secrets.choice([7]), "sha256" in hashlib.algorithms_guaranteed)
for bad in (lambda: hashlib.new("nope"), lambda: hashlib.md5("text"), lambda: hmac.new("k", b"", "md5"), lambda: hmac.new(b"k", b""), lambda: secrets.randbelow(0)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
