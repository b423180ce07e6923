"""Writing messages."""

import re
from io import BytesIO, StringIO

from email.errors import HeaderWriteError
from email.header import Header

__all__ = ["Generator", "DecodedGenerator", "BytesGenerator"]

_from_line = re.compile(r"^From ", re.MULTILINE)


def _fold(name, value, policy, maximum):
    """A header as it is written, with the end of its line."""
    if isinstance(value, Header):
        text = value.encode(linesep=policy.linesep)
    else:
        text = str(value)
        if not text.isascii() and not policy.utf8:
            try:
                raw = text.encode("ascii", "surrogateescape")
                text = Header(raw.decode("utf-8", "replace"), "utf-8", maximum or 0, name).encode(linesep=policy.linesep)
            except UnicodeEncodeError:
                text = Header(text, "utf-8", maximum or 0, name).encode(linesep=policy.linesep)
        elif maximum and "\n" not in text and len(name) + 2 + len(text) > maximum:
            text = _split(name, text, maximum, policy.linesep)
        elif "\n" in text:
            text = policy.linesep.join(text.splitlines())
    if policy.verify_generated_headers and re.search(r"\n(?![ \t])", text):
        raise HeaderWriteError(f"folded header contains newline: {name + ': ' + text!r}")
    return f"{name}: {text}{policy.linesep}"


def _split(name, text, maximum, linesep):
    """Break a long value at white space."""
    lines, line = [], f"{name}:"
    for word in text.split(" "):
        if len(line) + 1 + len(word) > maximum and line.strip() and line != f"{name}:":
            lines.append(line)
            line = " " + word
        else:
            line += " " + word
    lines.append(line)
    return linesep.join(lines)[len(name) + 2:]


class Generator:
    """Writes messages as text."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        self._fp = outfp
        self._mangle = mangle_from_
        self.maxheaderlen = maxheaderlen
        self.policy = policy

    def write(self, s):
        """Write text."""
        self._fp.write(s)

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Write a message with all its parts."""
        policy = self.policy or msg.policy
        if linesep is not None:
            policy = policy.clone(linesep=linesep)
        maximum = policy.max_line_length if self.maxheaderlen is None else self.maxheaderlen
        mangle = policy.mangle_from_ if self._mangle is None else self._mangle
        if unixfrom:
            from time import ctime, time
            self.write((msg.get_unixfrom() or f"From nobody {ctime(time())}") + policy.linesep)
        self.write(self._text(msg, policy, maximum, mangle))

    def _text(self, msg, policy, maximum, mangle):
        # The body comes first: making it may choose a boundary, which is a header.
        body = self._body(msg, policy, maximum, mangle)
        head = "".join(_fold(name, value, policy, maximum) for name, value in msg._headers)
        return head + policy.linesep + body

    def _body(self, msg, policy, maximum, mangle):
        payload = msg._payload
        newline = policy.linesep
        if msg.get_content_maintype() == "multipart" and isinstance(payload, list):
            parts = [self._text(part, policy, maximum, mangle) for part in payload]
            boundary = msg.get_boundary()
            if not boundary:
                boundary = _boundary(newline.join(parts))
                msg.set_boundary(boundary)
            out = []
            if msg.preamble is not None:
                out.append(self._lines(msg.preamble, newline) + newline)
            out.append(f"--{boundary}{newline}")
            out.append(f"{newline}--{boundary}{newline}".join(parts))
            out.append(f"{newline}--{boundary}--{newline}")
            if msg.epilogue is not None:
                out.append(self._lines(msg.epilogue, newline))
            return "".join(out)
        if isinstance(payload, list):
            return "".join(self._text(part, policy, maximum, mangle) for part in payload)
        if payload is None:
            return ""
        if not isinstance(payload, str):
            raise TypeError(f"string payload expected: {type(payload)}")
        text = self._lines(self._as_text(msg, payload), newline)
        return _from_line.sub(">From ", text) if mangle else text

    def _as_text(self, msg, payload):
        return payload

    @staticmethod
    def _lines(text, newline):
        return newline.join(text.splitlines()) + (newline if text.endswith("\n") else "") if newline != "\n" else text


def _boundary(text):
    import random
    import sys
    token = random.randrange(sys.maxsize)
    boundary = f"{'=' * 15}{token:019d}=="
    while f"--{boundary}" in text:
        token += 1
        boundary = f"{'=' * 15}{token:019d}=="
    return boundary


class BytesGenerator(Generator):
    """Writes messages as bytes."""

    def write(self, s):
        """Write text."""
        self._fp.write(s.encode("ascii", "surrogateescape") if s.isascii() or not self.policy or not self.policy.utf8
                       else s.encode("utf-8", "surrogateescape"))


class DecodedGenerator(Generator):
    """Writes the text of a message, and for other parts a line that says what they are."""

    _format = "[Non-text (%(type)s) part of message omitted, filename %(filename)s]"

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, fmt=None, *, policy=None):
        super().__init__(outfp, mangle_from_, maxheaderlen, policy=policy)
        self._fmt = self._format if fmt is None else fmt

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Write what can be read."""
        for part in msg.walk():
            if part.get_content_maintype() == "text":
                print(part.get_payload(decode=False), file=self._fp)
            elif part.get_content_maintype() != "multipart":
                print(self._fmt % {
                    "type": part.get_content_type(), "maintype": part.get_content_maintype(),
                    "subtype": part.get_content_subtype(), "filename": part.get_filename("[no filename]"),
                    "description": part.get("Content-Description", "[no description]"),
                    "encoding": part.get("Content-Transfer-Encoding", "[no encoding]"),
                }, file=self._fp)
