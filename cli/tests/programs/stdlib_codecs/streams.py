# Codecs: look-up, in pieces, on streams, error handlers.
import codecs
import io

for name in ("UTF8", "latin-1", "cp1252", "utf_16", "ISO-8859-15", "koi8-r", "U32", "ascii", "utf-8-sig"):
    info = codecs.lookup(name)
    print(info.name, codecs.encode("aé€"[:2], name, "replace"), codecs.decode(codecs.encode("ab", name), name))
for bad in ("no-such", "", "utf-9"):
    try:
        codecs.lookup(bad)
    except LookupError as error:
        print(error)
print(codecs.encode(b"hi", "hex"), codecs.decode(b"6869", "hex"), codecs.encode("Hello", "rot13"), codecs.encode(b"hi", "base64"))
print("bücher".encode("punycode"), b"bcher-kva".decode("punycode"), "a\tü€".encode("unicode_escape"), b"\\u20ac".decode("unicode_escape"))
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([b])) for b in "aé€😀".encode()], decoder.decode(b"", True))
decoder = codecs.getincrementaldecoder("utf-16")("strict")
print([decoder.decode(bytes([b])) for b in codecs.BOM_UTF16_BE + "hé".encode("utf-16-be")])
encoder = codecs.getincrementalencoder("utf-8-sig")()
print(encoder.encode("a"), encoder.encode("b", True))
print(list(codecs.iterdecode([b"\xe2\x82", b"\xac!"], "utf-8")), list(codecs.iterencode(["x", "é"], "latin-1")))
raw = io.BytesIO()
writer = codecs.getwriter("utf-8")(raw)
writer.write("één\n")
writer.writelines(["twee\n", "drie"])
print(raw.getvalue())
raw.seek(0)
reader = codecs.getreader("utf-8")(raw)
print(repr(reader.readline()), repr(reader.read(3)), list(reader))
recoded = codecs.EncodedFile(io.BytesIO("é".encode("latin-1")), "utf-8", "latin-1")
print(recoded.read())


def star(error):
    return "*" * (error.end - error.start), error.end


codecs.register_error("star", star)
print("aé€b".encode("ascii", "star"), b"a\xffb".decode("utf-8", "star"), codecs.lookup_error("star") is star)
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
    print("é€".encode("ascii", handler))
try:
    codecs.lookup_error("missing")
except LookupError as error:
    print(error)
print(codecs.BOM_UTF8, codecs.BOM_UTF32_BE, codecs.make_encoding_map({1: 5, 2: 6, 3: 5}))
print("smörgås".encode("cp437"), bytes(range(128, 136)).decode("mac-roman"), "ß".encode("cp1251", "replace"))
try:
    "b\u20ac".encode("latin-1")
except UnicodeEncodeError as error:
    print(error)
try:
    b"\x81".decode("cp1252")
except UnicodeDecodeError as error:
    print(error)
