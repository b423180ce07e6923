"""Reading messages, piece by piece or at once."""

import re

from email import errors
from email.policy import compat32

__all__ = ["FeedParser", "BytesFeedParser"]

_header = re.compile(r"^(From |[\041-\071\073-\176]*:|[\t ])")
_line_end = re.compile(r"\r\n|\r|\n")


def _split_lines(text):
    """The lines with their ends: only those of the protocol count."""
    lines, start = [], 0
    for match in _line_end.finditer(text):
        lines.append(text[start:match.end()])
        start = match.end()
    if start < len(text):
        lines.append(text[start:])
    return lines


class FeedParser:
    """Takes a message in pieces; `close` returns it."""

    def __init__(self, _factory=None, *, policy=compat32):
        self.policy = policy
        if _factory is None:
            _factory = policy.message_factory
        if _factory is None:
            from email.message import EmailMessage, Message
            from email.policy import EmailPolicy
            _factory = EmailMessage if isinstance(policy, EmailPolicy) else Message
        self._factory = _factory
        self._pieces = []
        self._headers_only = False

    def _set_headersonly(self):
        self._headers_only = True

    def feed(self, data):
        """Take a piece."""
        self._pieces.append(data)

    def close(self):
        """The message, now that nothing more comes."""
        lines = _split_lines("".join(self._pieces))
        self._pieces = []
        return self._parse(lines)

    def _make(self):
        try:
            return self._factory(policy=self.policy)
        except TypeError:
            return self._factory()

    def _parse(self, lines, default=None):
        message = self._make()
        if default is not None:
            message.set_default_type(default)
        at = self._headers(message, lines)
        body = lines[at:]
        if self._headers_only:
            message.set_payload("".join(body))
            return message
        kind = message.get_content_maintype()
        if message.get_content_type() == "message/delivery-status":
            message.set_payload("".join(body))
        elif kind == "message" and message.get_content_type() != "message/partial":
            message._payload = [self._parse(body)]
        elif kind == "multipart":
            self._multipart(message, body)
        else:
            message.set_payload("".join(body))
        return message

    def _headers(self, message, lines):
        """Read the headers: where the body begins."""
        name, values = None, []

        def end():
            if name is not None:
                message.set_raw(name, "".join(values).rstrip("\r\n"))

        for i, line in enumerate(lines):
            if not _header.match(line):
                end()
                if not line.strip("\r\n"):
                    return i + 1
                self.policy.handle_defect(message, errors.MissingHeaderBodySeparatorDefect())
                return i
            if line[0] in " \t":
                if name is None:
                    self.policy.handle_defect(message, errors.FirstHeaderLineIsContinuationDefect(line))
                else:
                    values.append(line)
                continue
            if line.startswith("From "):
                if i == 0:
                    message.set_unixfrom(line.rstrip("\r\n"))
                    continue
                if i == len(lines) - 1:
                    end()
                    return i
                self.policy.handle_defect(message, errors.MisplacedEnvelopeHeaderDefect(line))
                continue
            end()
            name, _, value = line.partition(":")
            values = [value.lstrip(" \t")]
            if not name:
                self.policy.handle_defect(message, errors.InvalidHeaderDefect("Missing header name."))
                name = None
        end()
        return len(lines)

    def _multipart(self, message, lines):
        boundary = message.get_boundary()
        if boundary is None:
            self.policy.handle_defect(message, errors.NoBoundaryInMultipartDefect())
            message.set_payload("".join(lines))
            self.policy.handle_defect(message, errors.MultipartInvariantViolationDefect())
            return
        if str(message.get("content-transfer-encoding", "8bit")).lower() not in ("7bit", "8bit", "binary"):
            self.policy.handle_defect(message, errors.InvalidMultipartContentTransferEncodingDefect())
        mark = re.compile(r"--" + re.escape(boundary) + r"(?P<end>--)?[ \t]*(\r\n|\r|\n)?$")
        default = "message/rfc822" if message.get_content_type() == "multipart/digest" else None
        parts, current, before = [], None, []
        closed, after = False, []
        for line in lines:
            if closed:
                after.append(line)
                continue
            match = mark.match(line)
            if match is None:
                (before if current is None else current).append(line)
                continue
            if current is not None:
                parts.append(current)
            current = []
            if match["end"]:
                closed = True
                current = None
        if not parts and current is None:
            self.policy.handle_defect(message, errors.StartBoundaryNotFoundDefect())
            message.set_payload("".join(lines))
            self.policy.handle_defect(message, errors.MultipartInvariantViolationDefect())
            return
        if not closed:
            if current is not None:
                parts.append(current)
            self.policy.handle_defect(message, errors.CloseBoundaryNotFoundDefect())
        if before:
            # The end of the last line belongs to the boundary.
            before[-1] = re.sub(r"(\r\n|\r|\n)$", "", before[-1])
            message.preamble = "".join(before)
        for part in parts:
            if part and closed or part is not parts[-1]:
                part[-1:] = [re.sub(r"(\r\n|\r|\n)$", "", line) for line in part[-1:]]
            message.attach(self._parse([line for line in part if line != ""], default))
        if closed:
            message.epilogue = "".join(after)


class BytesFeedParser(FeedParser):
    """Takes a message in pieces of bytes."""

    def feed(self, data):
        """Take a piece."""
        super().feed(data.decode("ascii", "surrogateescape"))
