"""Messages: headers, and a payload that is text or a list of messages."""

import binascii
import re
from io import BytesIO, StringIO

from email import utils
from email.charset import Charset
from email.errors import HeaderParseError, MultipartConversionError
from email.header import Header
from email.iterators import walk
from email.policy import compat32

__all__ = ["Message", "EmailMessage"]

_special = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')


def _split_param(param):
    """What stands before and behind the first semicolon."""
    a, sep, b = str(param).partition(";")
    return (a.strip(), b.strip()) if sep else (a.strip(), None)


def _format_param(param, value=None, quote=True):
    """A parameter as it is written."""
    if value is None or len(value) == 0:
        return param
    if isinstance(value, tuple):
        return f"{param}*={utils.encode_rfc2231(value[2], value[0], value[1])}"
    if not value.isascii():
        return f"{param}*={utils.encode_rfc2231(value, 'utf-8', '')}"
    if quote or _special.search(value):
        return f'{param}="{utils.quote(value)}"'
    return f"{param}={value}"


def _parse_param(text):
    """The parameters of a header's value, split at semicolons outside of quotes."""
    found = []
    text = ";" + str(text)
    while text[:1] == ";":
        text = text[1:]
        end = text.find(";")
        while end > 0 and (text.count('"', 0, end) - text.count('\\"', 0, end)) % 2:
            end = text.find(";", end + 1)
        if end < 0:
            end = len(text)
        piece = text[:end]
        if "=" in piece:
            name, _, value = piece.partition("=")
            piece = name.strip().lower() + "=" + value.strip()
        found.append(piece.strip())
        text = text[end:]
    return found


class Message:
    """Headers, which are asked for by their names in any case, and a payload."""

    def __init__(self, policy=compat32):
        self.policy = policy
        self._headers = []
        self._unixfrom = None
        self._payload = None
        self._charset = None
        self.preamble = self.epilogue = None
        self.defects = []
        self._default_type = "text/plain"

    def __str__(self):
        return self.as_string()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The whole message as text."""
        from email.generator import Generator
        out = StringIO()
        Generator(out, mangle_from_=False, maxheaderlen=maxheaderlen, policy=policy or self.policy).flatten(self, unixfrom)
        return out.getvalue()

    def __bytes__(self):
        return self.as_bytes()

    def as_bytes(self, unixfrom=False, policy=None):
        """The whole message as bytes."""
        from email.generator import BytesGenerator
        out = BytesIO()
        BytesGenerator(out, mangle_from_=False, policy=policy or self.policy).flatten(self, unixfrom)
        return out.getvalue()

    def is_multipart(self):
        """Whether the payload is a list of messages."""
        return isinstance(self._payload, list)

    def set_unixfrom(self, unixfrom):
        """Set the line that begins a message in a mailbox."""
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        """The line that begins a message in a mailbox."""
        return self._unixfrom

    def attach(self, payload):
        """Add a part."""
        if self._payload is None:
            self._payload = [payload]
        else:
            try:
                self._payload.append(payload)
            except AttributeError:
                raise TypeError("Attach is not valid on a message with a non-multipart payload") from None

    def get_payload(self, i=None, decode=False):
        """The payload: all of it or part i; `decode` undoes the transfer encoding and gives bytes."""
        if self.is_multipart():
            if decode:
                return None
            return self._payload if i is None else self._payload[i]
        if i is not None and not isinstance(self._payload, list):
            raise TypeError(f"Expected list, got {type(self._payload)}")
        payload = self._payload
        cte = str(self.get("content-transfer-encoding", "")).lower()
        if isinstance(payload, str):
            raw = None
            if not payload.isascii():
                try:
                    raw = payload.encode("ascii", "surrogateescape")
                    if not decode:
                        try:
                            return raw.decode(self.get_param("charset", "ascii"), "replace")
                        except LookupError:
                            return raw.decode("ascii", "replace")
                except UnicodeError:
                    raw = payload.encode("raw-unicode-escape")
            elif decode:
                raw = payload.encode("raw-unicode-escape")
        if not decode:
            return payload
        if not isinstance(payload, str):
            return payload
        if cte == "quoted-printable":
            return binascii.a2b_qp(raw)
        if cte == "base64":
            try:
                return binascii.a2b_base64(raw)
            except binascii.Error:
                return raw
        if cte in ("x-uuencode", "uuencode", "uue", "x-uue"):
            return self._uudecode(raw)
        return raw

    @staticmethod
    def _uudecode(raw):
        out, inside = [], False
        for line in raw.splitlines():
            if line.startswith(b"begin "):
                inside = True
            elif line.strip() == b"end":
                break
            elif inside:
                try:
                    out.append(binascii.a2b_uu(line))
                except binascii.Error:
                    return raw
        return b"".join(out) if inside else raw

    def set_payload(self, payload, charset=None):
        """Set the payload."""
        if hasattr(payload, "encode"):
            if isinstance(charset, (str, Charset)):
                self._payload = payload.encode(str(charset), "surrogateescape").decode("ascii", "surrogateescape")
            else:
                self._payload = payload
        elif hasattr(payload, "decode"):
            self._payload = payload.decode("ascii", "surrogateescape")
        else:
            self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Say the payload's charset, and encode it accordingly."""
        if charset is None:
            self.del_param("charset")
            self._charset = None
            return
        if not isinstance(charset, Charset):
            charset = Charset(charset)
        self._charset = charset
        if "MIME-Version" not in self:
            self.add_header("MIME-Version", "1.0")
        if "Content-Type" not in self:
            self.add_header("Content-Type", "text/plain", charset=charset.get_output_charset())
        else:
            self.set_param("charset", charset.get_output_charset())
        if "Content-Transfer-Encoding" not in self:
            cte = charset.get_body_encoding()
            if callable(cte):
                cte(self)
                return
            if isinstance(self._payload, str):
                data = self._payload.encode("ascii", "surrogateescape")
                self._payload = charset.body_encode(data)
            self.add_header("Content-Transfer-Encoding", cte)

    def get_charset(self):
        """The charset that was set."""
        return self._charset

    def __len__(self):
        return len(self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        val = self._checked(name, val)
        self._headers.append((name, val))

    def _checked(self, name, val):
        return val

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [(k, v) for k, v in self._headers if k.lower() != name]

    def __contains__(self, name):
        name = name.lower()
        return any(k.lower() == name for k, _ in self._headers)

    def __iter__(self):
        for field, _ in self._headers:
            yield field

    @staticmethod
    def _shown(value):
        """A header's value; bytes that are no text show as a Header of an unknown charset."""
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                return Header(value.encode("ascii", "surrogateescape").decode("utf-8", "replace"), "utf-8")
        return value

    def keys(self):
        """The names of all headers."""
        return [k for k, _ in self._headers]

    def values(self):
        """The values of all headers."""
        return [self._shown(v) for _, v in self._headers]

    def items(self):
        """The names and values of all headers."""
        return [(k, self._shown(v)) for k, v in self._headers]

    def get(self, name, failobj=None):
        """The value of the first header of a name."""
        name = name.lower()
        for k, v in self._headers:
            if k.lower() == name:
                return self._shown(v)
        return failobj

    def set_raw(self, name, value):
        """Add a header as it was read."""
        self._headers.append((name, value))

    def raw_items(self):
        """The headers as they were read."""
        return iter(self._headers.copy())

    def get_all(self, name, failobj=None):
        """The values of all headers of a name."""
        name = name.lower()
        found = [self._shown(v) for k, v in self._headers if k.lower() == name]
        return found or failobj

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters."""
        parts = []
        for k, v in _params.items():
            k = k.replace("_", "-")
            parts.append(k if v is None else _format_param(k, v))
        if _value is not None:
            parts.insert(0, _value)
        self[_name] = "; ".join(parts)

    def replace_header(self, _name, _value):
        """Change the value of the first header of a name."""
        _name = _name.lower()
        for i, (k, v) in enumerate(self._headers):
            if k.lower() == _name:
                self._headers[i] = (k, _value)
                return
        raise KeyError(_name)

    def get_content_type(self):
        """The type of the payload, in small letters."""
        value = self.get("content-type")
        if value is None:
            return self.get_default_type()
        kind = _split_param(value)[0].lower()
        return kind if kind.count("/") == 1 else "text/plain"

    def get_content_maintype(self):
        """What stands before the slash of the type."""
        return self.get_content_type().split("/")[0]

    def get_content_subtype(self):
        """What stands behind the slash of the type."""
        return self.get_content_type().split("/")[1]

    def get_default_type(self):
        """The type of a message that does not say one."""
        return self._default_type

    def set_default_type(self, ctype):
        """Set the type of a message that does not say one."""
        self._default_type = ctype

    def _get_params(self, failobj, header):
        value = self.get(header, failobj)
        if value is failobj:
            return failobj
        params = []
        for p in _parse_param(value):
            name, _, v = p.partition("=")
            params.append((name.strip(), v.strip() if "=" in p else ""))
        return utils.decode_params(params)

    def get_params(self, failobj=None, header="content-type", unquote=True):
        """The parameters of a header: (name, value), of which the first is the value itself."""
        params = self._get_params(failobj, header)
        if params is failobj:
            return failobj
        if unquote:
            return [(k, self._unquoted(v)) for k, v in params]
        return params

    @staticmethod
    def _unquoted(v):
        if isinstance(v, tuple):
            return v[0], v[1], utils.unquote(v[2])
        return utils.unquote(v)

    def get_param(self, param, failobj=None, header="content-type", unquote=True):
        """A parameter of a header."""
        if header not in self:
            return failobj
        for k, v in self._get_params(failobj, header):
            if k.lower() == param.lower():
                return self._unquoted(v) if unquote else v
        return failobj

    def set_param(self, param, value, header="Content-Type", requote=True, charset=None, language="", replace=False):
        """Set a parameter of a header."""
        if not isinstance(value, tuple) and charset:
            value = (charset, language, value)
        if header not in self and header.lower() == "content-type":
            ctype = "text/plain"
        else:
            ctype = self.get(header)
        if not self.get_param(param, header=header):
            added = _format_param(param, value, requote)
            ctype = "; ".join([ctype, added]) if ctype else added
        else:
            parts = []
            for k, v in self.get_params(header=header, unquote=requote):
                parts.append(_format_param(k, value if k.lower() == param.lower() else v, requote))
            ctype = "; ".join(parts)
        if ctype != self.get(header):
            if replace:
                self.replace_header(header, ctype)
            else:
                del self[header]
                self[header] = ctype

    def del_param(self, param, header="content-type", requote=True):
        """Take a parameter of a header away."""
        if header not in self:
            return
        parts = [_format_param(k, v, requote) for k, v in self.get_params(header=header, unquote=requote)
                 if k.lower() != param.lower()]
        new = "; ".join(parts)
        if new != self.get(header):
            del self[header]
            self[header] = new

    def set_type(self, type, header="Content-Type", requote=True):
        """Change the type and keep its parameters."""
        if type.count("/") != 1:
            raise ValueError
        if header.lower() == "content-type":
            del self["mime-version"]
            self["MIME-Version"] = "1.0"
        if header not in self:
            self[header] = type
            return
        params = self.get_params(header=header, unquote=requote)
        del self[header]
        self[header] = type
        for p, v in params[1:]:
            self.set_param(p, v, header, requote)

    def get_filename(self, failobj=None):
        """The file name that the message says for its payload."""
        missing = object()
        name = self.get_param("filename", missing, "content-disposition")
        if name is missing:
            name = self.get_param("name", missing, "content-type")
        if name is missing:
            return failobj
        return utils.collapse_rfc2231_value(name).strip()

    def get_boundary(self, failobj=None):
        """What stands between the parts."""
        missing = object()
        boundary = self.get_param("boundary", missing)
        if boundary is missing:
            return failobj
        return utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        """Set what stands between the parts."""
        if "content-type" not in self:
            raise HeaderParseError("No Content-Type header found")
        self.set_param("boundary", boundary, replace=True)

    def get_content_charset(self, failobj=None):
        """The charset that the type says, in small letters."""
        charset = self.get_param("charset")
        if charset is None:
            return failobj
        if isinstance(charset, tuple):
            charset = utils.collapse_rfc2231_value(charset)
        return charset.lower() if charset.isascii() else failobj

    def get_charsets(self, failobj=None):
        """The charsets of all parts."""
        return [part.get_content_charset(failobj) for part in self.walk()]

    def get_content_disposition(self):
        """How the message wants to be shown: "inline", "attachment" or None."""
        value = self.get("content-disposition")
        return None if value is None else _split_param(value)[0].lower()

    walk = walk


# Headers of which there can be but one.
_SINGLE = {"date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject",
           "mime-version", "content-type", "content-transfer-encoding", "content-disposition"}


class EmailMessage(Message):
    """A message whose content is asked for and set as objects."""

    def __init__(self, policy=None):
        if policy is None:
            from email.policy import default as policy
        super().__init__(policy)

    def as_string(self, unixfrom=False, maxheaderlen=None, policy=None):
        """The whole message as text."""
        policy = policy or self.policy
        return super().as_string(unixfrom, policy.max_line_length if maxheaderlen is None else maxheaderlen, policy)

    def _checked(self, name, val):
        if name.lower() in _SINGLE and name in self:
            raise ValueError(f"There may be at most 1 {name} headers in a message")
        val = str(val)
        if "\n" in val or "\r" in val:
            raise ValueError("Header values may not contain linefeed or carriage return characters")
        return val

    def _shown(self, value):
        value = str(Message._shown(value))
        if "=?" in value:
            from email.header import decode_header, make_header
            try:
                value = str(make_header(decode_header(value)))
            except (HeaderParseError, LookupError, UnicodeError):
                pass
        return re.sub(r"[\r\n]+", "", value)

    def is_attachment(self):
        """Whether the message is to be kept as a file."""
        return self.get_content_disposition() == "attachment"

    def _find_body(self, part, preferences):
        if part.is_attachment():
            return
        maintype, subtype = part.get_content_type().split("/")
        if maintype == "text":
            if subtype in preferences:
                yield preferences.index(subtype), part
            return
        if maintype != "multipart" or not self.is_multipart():
            return
        if subtype != "related":
            for sub in part.iter_parts():
                yield from self._find_body(sub, preferences)
            return
        if "related" in preferences:
            yield preferences.index("related"), part
        parts = part.get_payload()
        start = part.get_param("start")
        root = next((p for p in parts if start and p["content-id"] == start), parts[0] if parts else None)
        if root is not None:
            yield from self._find_body(root, preferences)

    def get_body(self, preferencelist=("related", "html", "plain")):
        """The part that is the text of the message, by preference."""
        best, found = len(preferencelist), None
        for rank, part in self._find_body(self, preferencelist):
            if rank < best:
                best, found = rank, part
        return found

    def iter_parts(self):
        """The direct parts."""
        if self.is_multipart():
            yield from self.get_payload()

    def iter_attachments(self):
        """The direct parts that are not the text."""
        maintype, subtype = self.get_content_type().split("/")
        if maintype != "multipart" or subtype == "alternative":
            return
        parts = list(self.get_payload())
        if subtype == "related":
            yield from parts[1:]
            return
        seen = []
        for part in parts:
            kind = part.get_content_type()
            if kind.startswith("multipart/") or kind in ("text/plain", "text/html"):
                if not part.is_attachment() and kind not in seen:
                    seen.append(kind)
                    continue
            yield part

    def get_content(self, *, content_manager=None, errors="replace"):
        """The content: text for text, a message for a message, else bytes."""
        maintype = self.get_content_maintype()
        if maintype == "text":
            return self.get_payload(decode=True).decode(self.get_param("charset", "ASCII"), errors)
        if maintype == "multipart":
            raise KeyError(self.get_content_type())
        if maintype == "message" and self.is_multipart():
            return self.get_payload(0)
        return self.get_payload(decode=True)

    def set_content(self, content, subtype=None, *rest, charset="utf-8", cte=None, disposition=None, filename=None,
                    cid=None, params=None, headers=None, maintype=None, content_manager=None):
        """Set the content: text, or bytes with their type, or a message."""
        self.clear_content()
        if isinstance(content, str):
            self["Content-Type"] = f'text/{subtype or "plain"}; charset="{charset}"'
            text = "\n".join(content.splitlines()) + "\n"
            data = text.encode(charset)
            if cte is None:
                lines = data.split(b"\n")
                if max(map(len, lines)) <= (self.policy.max_line_length or 998) and data.isascii():
                    cte = "7bit"
                elif data.isascii() or sum(b < 128 for b in data) * 6 > len(data) * 5:
                    cte = "quoted-printable"
                else:
                    cte = "base64"
            self._encode(data, cte)
        elif isinstance(content, Message):
            if subtype == "partial":
                raise ValueError("message/partial is not supported for Message objects")
            self["Content-Type"] = f"message/{subtype or 'rfc822'}"
            self["Content-Transfer-Encoding"] = cte or "8bit"
            self._payload = [content]
        elif isinstance(content, (bytes, bytearray, memoryview)):
            if rest:
                # With bytes the type comes in two words.
                subtype, maintype = rest[0], subtype
            if maintype is None or subtype is None:
                raise TypeError("set_bytes_content() missing required arguments: 'maintype' and 'subtype'")
            self["Content-Type"] = f"{maintype}/{subtype}"
            self._encode(bytes(content), cte or "base64")
        else:
            raise KeyError(type(content).__qualname__)
        if disposition is None and filename is not None:
            disposition = "attachment"
        if disposition is not None:
            self["Content-Disposition"] = disposition
        if filename is not None:
            self.set_param("filename", filename, header="Content-Disposition", replace=True)
        if cid is not None:
            self["Content-ID"] = cid
        for key, value in (params or {}).items():
            self.set_param(key, value)
        for header in headers or ():
            name, _, value = str(header).partition(":")
            self[name] = value.strip()
        if "MIME-Version" not in self and type(self) is EmailMessage and not getattr(self, "_is_part", False):
            self["MIME-Version"] = "1.0"

    def _encode(self, data, cte):
        if cte == "base64":
            lines = [binascii.b2a_base64(data[i:i + 57]).decode("ascii") for i in range(0, len(data), 57)]
            self._payload = "".join(lines)
        elif cte == "quoted-printable":
            self._payload = binascii.b2a_qp(data).decode("ascii")
        elif cte in ("7bit", "8bit"):
            self._payload = data.decode("ascii", "surrogateescape")
        else:
            raise ValueError(f"Unknown content transfer encoding {cte}")
        self["Content-Transfer-Encoding"] = cte

    def clear(self):
        """Take away all headers and the payload."""
        self._headers = []
        self._payload = None

    def clear_content(self):
        """Take away the payload and the headers that are about it."""
        self._headers = [(n, v) for n, v in self._headers if not n.lower().startswith("content-")]
        self._payload = None

    def _make_multipart(self, subtype, disallowed, boundary):
        if self.get_content_maintype() == "multipart":
            existing = self.get_content_subtype()
            if existing in disallowed + (subtype,):
                raise ValueError(f"Cannot convert {existing} to {subtype}")
        keep, moved = [], []
        for name, value in self._headers:
            (moved if name.lower().startswith("content-") else keep).append((name, value))
        if moved:
            part = type(self)(policy=self.policy)
            part._headers = moved
            part._payload = self._payload
            self._payload = [part]
        else:
            self._payload = []
        self._headers = keep
        self["Content-Type"] = "multipart/" + subtype
        if boundary is not None:
            self.set_param("boundary", boundary)

    def make_related(self, boundary=None):
        """Become a message of things that belong together."""
        self._make_multipart("related", ("alternative", "mixed"), boundary)

    def make_alternative(self, boundary=None):
        """Become a message of different forms of one thing."""
        self._make_multipart("alternative", ("mixed",), boundary)

    def make_mixed(self, boundary=None):
        """Become a message of different things."""
        self._make_multipart("mixed", (), boundary)

    def _add(self, subtype, disposition, args, kw):
        if self.get_content_maintype() != "multipart" or self.get_content_subtype() != subtype:
            getattr(self, "make_" + subtype)()
        part = type(self)(policy=self.policy)
        part._is_part = True
        part.set_content(*args, **kw)
        if disposition and "content-disposition" not in part:
            part["Content-Disposition"] = disposition
        self.attach(part)

    def add_related(self, *args, **kw):
        """Add something that belongs to the rest."""
        self._add("related", "inline", args, kw)

    def add_alternative(self, *args, **kw):
        """Add another form of the content."""
        self._add("alternative", None, args, kw)

    def add_attachment(self, *args, **kw):
        """Add an attachment."""
        self._add("mixed", "attachment", args, kw)


MIMEPart = EmailMessage
