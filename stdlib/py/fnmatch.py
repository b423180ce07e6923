"""Matching names against the shell's patterns: `*`, `?`, `[abc]` and `[!abc]`."""

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]

from functools import lru_cache
from posixpath import normcase


def fnmatch(name, pat):
    """Tell whether a name matches, with upper and lower case as the system has it."""
    return fnmatchcase(normcase(name), normcase(pat))


def fnmatchcase(name, pat):
    """Tell whether a name matches, upper and lower case being different."""
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """List the names that match."""
    match = _matcher(normcase(pat))
    return [name for name in names if match(name)]


@lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    """Compile a pattern; returns the function that matches it."""
    import re

    if isinstance(pat, bytes):
        source = translate(str(pat, "ISO-8859-1")).encode("ISO-8859-1")
    else:
        source = translate(pat)
    return re.compile(source).match


_STAR = object()


def translate(pat):
    """Translate a pattern into a regular expression."""
    pieces = []
    position = 0
    while position < len(pat):
        char = pat[position]
        position += 1
        if char == "*":
            # Several in a row say nothing more than one.
            if not pieces or pieces[-1] is not _STAR:
                pieces.append(_STAR)
        elif char == "?":
            pieces.append(".")
        elif char == "[":
            end = _class_end(pat, position)
            if end < 0:
                pieces.append("\\[")
            else:
                pieces.append(_class_source(pat[position:end]))
                position = end + 1
        else:
            pieces.append(_escaped(char))
    return _joined(pieces)


def _escaped(char):
    import re

    return re.escape(char)


def _class_end(pat, start):
    """Find the bracket that closes a character class; one right at its start does not."""
    position = start
    if pat[position : position + 1] == "!":
        position += 1
    if pat[position : position + 1] == "]":
        position += 1
    return pat.find("]", position)


def _class_source(text):
    """Translate what stands between the brackets of a character class."""
    import re

    if "-" in text:
        text = _without_empty_ranges(text)
    else:
        text = text.replace("\\", "\\\\")
    if not text:
        # An empty range matches nothing.
        return "(?!)"
    if text == "!":
        return "."
    # These will mean set operations in some future regular expressions.
    text = re.sub(r"([&~|])", r"\\\1", text)
    if text[0] == "!":
        text = "^" + text[1:]
    elif text[0] in ("^", "["):
        text = "\\" + text
    return f"[{text}]"


def _without_empty_ranges(text):
    """Drop ranges such as `z-a`, and escape the hyphens that are meant as such."""
    chunks = []
    start = 0
    search = 2 if text[0] == "!" else 1
    while True:
        hyphen = text.find("-", search)
        if hyphen < 0:
            break
        chunks.append(text[start:hyphen])
        start = hyphen + 1
        search = hyphen + 3
    rest = text[start:]
    if rest:
        chunks.append(rest)
    else:
        # A hyphen at the very end is one.
        chunks[-1] += "-"
    for index in range(len(chunks) - 1, 0, -1):
        if chunks[index - 1][-1] > chunks[index][0]:
            chunks[index - 1] = chunks[index - 1][:-1] + chunks[index][1:]
            del chunks[index]
    return "-".join([chunk.replace("\\", "\\\\").replace("-", "\\-") for chunk in chunks])


def _joined(pieces):
    """Join the translated pieces to one expression for the whole name.

    A star between fixed parts takes as little as possible and never gives
    more back, so matching takes time in proportion to the name's length: an
    atomic group per star does that.
    """
    parts = []
    index = 0
    count = len(pieces)
    while index < count and pieces[index] is not _STAR:
        parts.append(pieces[index])
        index += 1
    while index < count:
        # Behind a star: the fixed part that follows it.
        index += 1
        if index == count:
            parts.append(".*")
            break
        fixed = []
        while index < count and pieces[index] is not _STAR:
            fixed.append(pieces[index])
            index += 1
        fixed = "".join(fixed)
        parts.append(f".*{fixed}" if index == count else f"(?>.*?{fixed})")
    return rf"(?s:{''.join(parts)})\Z"
