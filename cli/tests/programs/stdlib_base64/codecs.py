# Bytes as text.
import base64
import binascii

data = bytes(range(20)) + b"\xff\xfe\xfb"
for name in ("b64", "b32", "b32hex", "b16", "a85", "b85", "standard_b64", "urlsafe_b64"):
    encode, decode = getattr(base64, name + "encode"), getattr(base64, name + "decode")
    print(name, encode(data), decode(encode(data)) == data, [decode(encode(data[:n])) == data[:n] for n in range(6)])
print(base64.encodebytes(b"x" * 60), base64.decodebytes(b"eHg=\n"), base64.b64encode(b"??>", altchars=b"-_"))
print(base64.a85encode(b"\0\0\0\0    ", foldspaces=True, adobe=True), base64.b32decode("mfrgg===", casefold=True), base64.b64decode("YQ =="))
for bad in (lambda: base64.b64decode("YQ"), lambda: base64.b64decode("Y!Q=", validate=True), lambda: base64.b32decode("A"), lambda: base64.b16decode("zz"), lambda: base64.b85decode(b"\x7f"), lambda: base64.a85decode(b"~"), lambda: base64.b64decode("é"), lambda: base64.b32decode("1AAAAAAA")):
    try:
        print(bad())
    except (ValueError, binascii.Error) as error:
        print(type(error).__name__, error)
