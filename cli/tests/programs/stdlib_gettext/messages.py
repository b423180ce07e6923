# Translations: null catalogs, plural forms, a catalog made by hand.
import gettext
import io
import struct

print(gettext.gettext("hello"), gettext.ngettext("one", "many", 1), gettext.ngettext("one", "many", 5), gettext.pgettext("ctx", "word"), gettext.textdomain())
for form, numbers in (("n != 1", (0, 1, 2)), ("n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2", (0, 1, 11, 21)), ("(n>1)", (1, 2)), ("!n || n == 5", (0, 5, 6))):
    print(form, [gettext.c2py(form)(n) for n in numbers])
for bad in ("n +", "x", "(n", "n n", "1 @ 2", "n = 1"):
    try:
        print(gettext.c2py(bad))
    except ValueError as error:
        print(bad, "->", error)

messages = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n!=1;\n", "hello": "hall\u00e5", "cat\0cats": "katt\0katter", "ctx\x04word": "ord"}
keys = sorted(messages, key=lambda k: k.encode())
ids = strings = b""
offsets = []
for key in keys:
    k, v = key.encode(), messages[key].encode()
    offsets.append((len(ids), len(k), len(strings), len(v)))
    ids += k + b"\0"
    strings += v + b"\0"
start = 28 + 16 * len(keys)
table = [x for o in offsets for x in (o[1], o[0] + start)] + [x for o in offsets for x in (o[3], o[2] + start + len(ids))]
mo = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0) + struct.pack(f"<{len(table)}I", *table) + ids + strings
catalog = gettext.GNUTranslations(io.BytesIO(mo))
print(catalog.gettext("hello"), catalog.ngettext("cat", "cats", 1), catalog.ngettext("cat", "cats", 3), catalog.pgettext("ctx", "word"), catalog.gettext("absent"), catalog.charset(), catalog.info())
try:
    gettext.translation("surely-no-domain")
except FileNotFoundError as error:
    print(error)
try:
    gettext.GNUTranslations(io.BytesIO(b"\0" * 30))
except OSError as error:
    print(error)
print(gettext.find("nothing"), gettext.translation("x", fallback=True).gettext("same"))
