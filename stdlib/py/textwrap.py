"""Wrapping, filling, indenting and dedenting text."""

import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

# The characters that count as whitespace: not the no-break space, whose point
# is that no line ends there.
_whitespace = "\t\n\x0b\x0c\r "
_SPACES = str.maketrans(dict.fromkeys(_whitespace, " "))

_word = r"[\w!\"\'&.,?]"
_letter = r"[^\d\W]"
_blank = rf"[{re.escape(_whitespace)}]"
_not_blank = rf"[^{re.escape(_whitespace)}]"

# Where a line may end: after whitespace, after a dash of two or more hyphens,
# and after the hyphens of compound words.
_chunk_pattern = re.compile(
    rf"""
    ( {_blank}+                                     # whitespace
    | (?<={_word}) -{{2,}} (?=\w)                   # a dash
    | {_not_blank}+? (?:                            # a word, up to ...
        -(?: (?<={_letter}{{2}}-) | (?<={_letter}-{_letter}-) ) (?= {_letter} -? {_letter} )
                                                    # ... a hyphen in a compound
      | (?= {_blank} | \Z )                         # ... its end
      | (?<={_word}) (?= -{{2,}} \w )               # ... a dash
      )
    )
    """,
    re.VERBOSE,
)
_blank_pattern = re.compile(f"({_blank}+)")
_sentence_end = re.compile(r"[a-z][\.\!\?][\"\']?\Z")


class TextWrapper:
    """Wraps paragraphs according to its attributes, which are the arguments of `__init__`."""

    unicode_whitespace_trans = {ord(char): ord(" ") for char in _whitespace}
    wordsep_re = _chunk_pattern
    wordsep_simple_re = _blank_pattern
    sentence_end_re = _sentence_end

    def __init__(
        self,
        width=70,
        initial_indent="",
        subsequent_indent="",
        expand_tabs=True,
        replace_whitespace=True,
        fix_sentence_endings=False,
        break_long_words=True,
        drop_whitespace=True,
        break_on_hyphens=True,
        tabsize=8,
        *,
        max_lines=None,
        placeholder=" [...]",
    ):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def wrap(self, text):
        """Wrap one paragraph; returns its lines, without newlines."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """Wrap one paragraph; returns it as one text."""
        return "\n".join(self.wrap(text))

    def _munge_whitespace(self, text):
        """Expand tabs, and turn all whitespace into spaces."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_SPACES)
        return text

    def _split(self, text):
        """Split a text into chunks, between which lines may end."""
        pattern = self.wordsep_re if self.break_on_hyphens is True else self.wordsep_simple_re
        return [chunk for chunk in pattern.split(text) if chunk]

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def _fix_sentence_endings(self, chunks):
        """Put two spaces where a sentence ends."""
        for index in range(len(chunks) - 1):
            if chunks[index + 1] == " " and self.sentence_end_re.search(chunks[index]):
                chunks[index + 1] = "  "

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Deal with a chunk that no line can hold: break it, or let the line be too long."""
        space_left = 1 if width < 1 else width - cur_len
        if not self.break_long_words:
            if not cur_line:
                cur_line.append(reversed_chunks.pop())
            return
        chunk = reversed_chunks[-1]
        end = space_left
        if self.break_on_hyphens and len(chunk) > space_left:
            # Rather after a hyphen, if something other than hyphens precedes it.
            hyphen = chunk.rfind("-", 0, space_left)
            if hyphen > 0 and chunk[:hyphen].strip("-"):
                end = hyphen + 1
        cur_line.append(chunk[:end])
        reversed_chunks[-1] = chunk[end:]

    def _wrap_chunks(self, chunks):
        """Put as many chunks as fit on each line."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        self._check_placeholder()
        lines = []
        # Taken from the end, which is cheap.
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == "":
                del chunks[-1]
            line, length = self._take_line(chunks, width)
            if not line:
                continue
            if self._may_add(lines, chunks, length, width):
                lines.append(indent + "".join(line))
                continue
            self._end_with_placeholder(lines, line, length, indent, width)
            break
        return lines

    def _check_placeholder(self):
        """Refuse a placeholder that does not fit on the last line."""
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")

    def _take_line(self, chunks, width):
        """Take the chunks of the next line; returns them and their length."""
        line = []
        length = 0
        while chunks and length + len(chunks[-1]) <= width:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
            length = sum(map(len, line))
        if self.drop_whitespace and line and line[-1].strip() == "":
            length -= len(line.pop())
        return line, length

    def _may_add(self, lines, chunks, length, width):
        """Tell whether a line can be added as it is, in view of the limit on lines."""
        if self.max_lines is None or len(lines) + 1 < self.max_lines:
            return True
        nothing_left = not chunks or (
            self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
        )
        return nothing_left and length <= width

    def _end_with_placeholder(self, lines, line, length, indent, width):
        """Put the placeholder at the end of the last line that may be."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())


def wrap(text, width=70, **kwargs):
    """Wrap one paragraph; returns its lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Wrap one paragraph; returns it as one text."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse whitespace and cut the text so that it fits, with a placeholder at the end."""
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(" ".join(text.strip().split()))


def dedent(text):
    """Remove the whitespace that all lines have in common at their start."""
    lines = text.split("\n")
    margin = None
    for number, line in enumerate(lines):
        content = line.lstrip(" \t")
        if not content:
            # Lines of blanks only are no part of the margin, and end up empty.
            lines[number] = ""
            continue
        blanks = line[: len(line) - len(content)]
        margin = blanks if margin is None else _common_prefix(margin, blanks)
    if margin:
        width = len(margin)
        lines = [line[width:] for line in lines]
    return "\n".join(lines)


def _common_prefix(first, second):
    """Return the longest text that both start with."""
    for index, (mine, theirs) in enumerate(zip(first, second)):
        if mine != theirs:
            return first[:index]
    return min(first, second, key=len)


def indent(text, prefix, predicate=None):
    """Put a prefix before each line that is not blank, or that the predicate picks."""
    if predicate is None:
        predicate = str.strip
    return "".join(
        [prefix + line if predicate(line) else line for line in text.splitlines(True)]
    )
