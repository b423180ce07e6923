"""Messages with headers: parsed, made and written."""
import email
import email.policy
from email import encoders, errors
from email.header import Header, decode_header, make_header
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser, HeaderParser

TEXT = """From nobody Mon Jan  1
From: Ann <ann@example.org>
To: bob@example.org,
 "Carl C." <carl@example.org>
Subject: A test
Content-Type: text/plain; charset="utf-8"; format=flowed
X-Twice: one
x-twice: two

The body.
Second line.
"""
m = email.message_from_string(TEXT)
print(m.get_unixfrom(), m.keys(), m["subject"], m["none"], m.get("none", 5), "TO" in m, len(m))
print(repr(m["To"]), m.get_all("X-TWICE"), m.get_all("nothing"))
print(m.get_content_type(), m.get_content_maintype(), m.get_content_charset(), m.get_param("format"), m.get_params())
print(m.is_multipart(), repr(m.get_payload()), m.get_payload(decode=True), m.defects)
print(m.as_string() == TEXT.split("\n", 1)[1])
m.replace_header("subject", "Changed")
m.add_header("Content-Disposition", "attachment", filename="a file.txt")
print(m["subject"], m["content-disposition"], m.get_filename(), m.get_content_disposition())
m.set_param("charset", "latin-1")
print(m["content-type"])
m.del_param("format")
print(m["content-type"])
del m["x-twice"]
print(m.keys())
try:
    m.replace_header("none", "x")
except KeyError as e:
    print(repr(e))

PARTS = b"""MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="==xyz=="

Before the parts.
--==xyz==
Content-Type: text/plain

First part.

--==xyz==
Content-Type: application/octet-stream; name="data.bin"
Content-Transfer-Encoding: base64

AAECAwQF
--==xyz==
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

caf=C3=A9 =
continued
--==xyz==--
After them.
"""
m = email.message_from_bytes(PARTS)
print([part.get_content_type() for part in m.walk()], repr(m.preamble), repr(m.epilogue))
first, second, third = m.get_payload()
print(repr(first.get_payload()), second.get_payload(decode=True), second.get_filename())
print(repr(third.get_payload()), third.get_payload(decode=True).decode())
print(m.as_bytes() == PARTS)
for bad in ("no headers here\nat all", "Subject: x\nmissing colon\n\nbody", " continuation\nA: b\n\n",
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nunclosed\n", "Content-Type: multipart/mixed\n\nbody",
            "Content-Type: multipart/mixed; boundary=x\n\nnothing"):
    m = email.message_from_string(bad)
    print(m.keys(), [type(d).__name__ for d in m.defects], m.is_multipart())
print(HeaderParser().parsestr(PARTS.decode()).is_multipart())
print(BytesParser(policy=email.policy.default).parsebytes(b"Subject: =?utf-8?b?w6TDtg==?=\n\n")["subject"])

text = MIMEText("plain text\n")
print(text.as_string())
text = MIMEText("grüße\n", "html")
print(text.as_string())
multi = MIMEMultipart(boundary="BOUND")
multi["Subject"] = "Parts"
multi.attach(MIMEText("one"))
multi.attach(MIMEApplication(b"\0\1\2", Name="x.bin"))
multi.attach(MIMEImage(b"GIF89a..."))
print(multi.as_string())
try:
    text.attach(multi)
except errors.MultipartConversionError as e:
    print(e)
try:
    MIMEImage(b"nothing known")
except TypeError as e:
    print(e)

print(decode_header("=?utf-8?q?caf=C3=A9?= and =?iso-8859-1?b?5A==?="), decode_header("plain"))
print(make_header(decode_header("=?utf-8?q?caf=C3=A9?=")), Header("grün", "utf-8").encode(), str(Header("x y")))

m = EmailMessage()
m["Subject"] = "An EmailMessage"
m["From"] = "a@example.org"
m.set_content("Some text.\nMore.")
print(m)
print(repr(m.get_content()), m.get_body().get_content_type(), m.is_attachment())
m.add_alternative("<p>Some text.</p>", subtype="html")
m.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="p.png")
print([p.get_content_type() for p in m.walk()], m.get_body(("plain",)).get_content())
print([(p.get_filename(), p.get_content()) for p in m.iter_attachments()])
try:
    m["Subject"] = "again"
except ValueError as e:
    print(e)
