"""Comparing sequences: what is alike, what differs, and how to show it for lines of text.

The tables of `HtmlDiff` are not provided; asking for them is an AttributeError.
"""

from collections import namedtuple

__all__ = [
    "get_close_matches", "ndiff", "restore", "SequenceMatcher", "Differ", "IS_CHARACTER_JUNK",
    "IS_LINE_JUNK", "context_diff", "unified_diff", "diff_bytes", "Match",
]

Match = namedtuple("Match", "a b size")


def _calculate_ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Finds the longest matching blocks of two sequences of hashable items.

    Junk (by `isjunk`), and items of the second sequence that are very frequent
    (with `autojunk`), do not count as matches of their own; they only extend
    matches of other items.
    """

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set both sequences."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence, which is cheap."""
        if a is self.a:
            return
        self.a = a
        self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence, which is analysed: keep it, and vary the first one."""
        if b is self.b:
            return
        self.b = b
        self.matching_blocks = self.opcodes = None
        self.fullbcount = None
        self._index_b()

    def _index_b(self):
        """Note where each item of the second sequence is."""
        positions = {}
        for index, item in enumerate(self.b):
            positions.setdefault(item, []).append(index)
        self.bjunk = set()
        if self.isjunk:
            self.bjunk = {item for item in positions if self.isjunk(item)}
            for item in self.bjunk:
                del positions[item]
        self.bpopular = set()
        length = len(self.b)
        if self.autojunk and length >= 200:
            limit = length // 100 + 1
            self.bpopular = {item for item, places in positions.items() if len(places) > limit}
            for item in self.bpopular:
                del positions[item]
        self.b2j = positions

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """Find the longest block that both ranges have; of several, the first in `a`, then in `b`."""
        a, b = self.a, self.b
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        besti, bestj, bestsize = alo, blo, 0
        # For each position in b: the length of the match that ends there and
        # at the current position in a.
        lengths = {}
        nothing = []
        places_of = self.b2j.get
        for i in range(alo, ahi):
            previous_length = lengths.get
            lengths = {}
            for j in places_of(a[i], nothing):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                size = lengths[j] = previous_length(j - 1, 0) + 1
                if size > bestsize:
                    besti, bestj, bestsize = i - size + 1, j - size + 1, size
        return self._extended(besti, bestj, bestsize, alo, ahi, blo, bhi)

    def _extended(self, i, j, size, alo, ahi, blo, bhi):
        """Extend a match on both sides: by popular items first, then by matching junk."""
        a, b, junk = self.a, self.b, self.bjunk
        for want_junk in (False, True):
            while i > alo and j > blo and (b[j - 1] in junk) is want_junk and a[i - 1] == b[j - 1]:
                i, j, size = i - 1, j - 1, size + 1
            while (
                i + size < ahi
                and j + size < bhi
                and (b[j + size] in junk) is want_junk
                and a[i + size] == b[j + size]
            ):
                size += 1
        return Match(i, j, size)

    def get_matching_blocks(self):
        """List the matching blocks in order; the last one is empty, at the ends."""
        if self.matching_blocks is not None:
            return self.matching_blocks
        la, lb = len(self.a), len(self.b)
        # A stack of ranges instead of recursion, which could be deep.
        pending = [(0, la, 0, lb)]
        found = []
        while pending:
            alo, ahi, blo, bhi = pending.pop()
            match = self.find_longest_match(alo, ahi, blo, bhi)
            i, j, size = match
            if size:
                found.append(match)
                if alo < i and blo < j:
                    pending.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    pending.append((i + size, ahi, j + size, bhi))
        found.sort()
        self.matching_blocks = _joined_blocks(found)
        self.matching_blocks.append(Match(la, lb, 0))
        return self.matching_blocks

    def get_opcodes(self):
        """List how to turn `a` into `b`: (tag, a start, a end, b start, b end)."""
        if self.opcodes is not None:
            return self.opcodes
        i = j = 0
        self.opcodes = opcodes = []
        for ai, bj, size in self.get_matching_blocks():
            if i < ai and j < bj:
                opcodes.append(("replace", i, ai, j, bj))
            elif i < ai:
                opcodes.append(("delete", i, ai, j, bj))
            elif j < bj:
                opcodes.append(("insert", i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                opcodes.append(("equal", ai, i, bj, j))
        return opcodes

    def get_grouped_opcodes(self, n=3):
        """Yield groups of opcodes, each with up to `n` equal items of context around."""
        codes = list(self.get_opcodes()) or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > 2 * n:
                # Too much in common: the group ends here, and another begins.
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        """Return how alike the sequences are, between 0 and 1."""
        matches = sum(block.size for block in self.get_matching_blocks())
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """Return an upper bound of `ratio`: the items in common, regardless of order."""
        if self.fullbcount is None:
            self.fullbcount = counts = {}
            for item in self.b:
                counts[item] = counts.get(item, 0) + 1
        full_count = self.fullbcount
        available = {}
        matches = 0
        for item in self.a:
            left = available.get(item)
            if left is None:
                left = full_count.get(item, 0)
            available[item] = left - 1
            if left > 0:
                matches += 1
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """Return an upper bound of `ratio` that only looks at the lengths."""
        la, lb = len(self.a), len(self.b)
        return _calculate_ratio(min(la, lb), la + lb)

    __class_getitem__ = classmethod(type(list[int]))


def _joined_blocks(blocks):
    """Join blocks that touch each other in both sequences."""
    joined = []
    i, j, size = 0, 0, 0
    for i2, j2, size2 in blocks:
        if i + size == i2 and j + size == j2:
            size += size2
        else:
            if size:
                joined.append(Match(i, j, size))
            i, j, size = i2, j2, size2
    if size:
        joined.append(Match(i, j, size))
    return joined


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """List the (at most `n`) possibilities that are most like a word, best first."""
    if not n > 0:
        raise ValueError(f"n must be > 0: {n!r}")
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f"cutoff must be in [0.0, 1.0]: {cutoff!r}")
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    scored = []
    for candidate in possibilities:
        matcher.set_seq1(candidate)
        # The bounds are cheap, and mostly suffice.
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff:
            score = matcher.ratio()
            if score >= cutoff:
                scored.append((score, candidate))
    import heapq

    return [candidate for _, candidate in heapq.nlargest(n, scored)]


# Lines of text, and what changed within them.


class Differ:
    """Shows the difference of two texts line by line.

    Lines begin with "- " if only the first text has them, "+ " if only the
    second, "  " if both, and "? " if they point out what changed within a line.
    """

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        """Yield the lines of the difference."""
        matcher = SequenceMatcher(self.linejunk, a, b)
        for tag, alo, ahi, blo, bhi in matcher.get_opcodes():
            if tag == "replace":
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from self._dump("-", a, alo, ahi)
            elif tag == "insert":
                yield from self._dump("+", b, blo, bhi)
            else:
                yield from self._dump(" ", a, alo, ahi)

    def _dump(self, tag, lines, lo, hi):
        for index in range(lo, hi):
            yield f"{tag} {lines[index]}"

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        """Show a block as replaced by another, the shorter one first."""
        old = self._dump("-", a, alo, ahi)
        new = self._dump("+", b, blo, bhi)
        if bhi - blo < ahi - alo:
            yield from new
            yield from old
        else:
            yield from old
            yield from new

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        """Show a block as replaced by another, with the lines that are most alike matched."""
        best = self._most_similar(a, alo, ahi, b, blo, bhi)
        if best is None:
            yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
            return
        i, j = best
        yield from self._fancy_helper(a, alo, i, b, blo, j)
        if a[i] == b[j]:
            yield "  " + a[i]
        else:
            yield from self._changed_line(a[i], b[j])
        yield from self._fancy_helper(a, i + 1, ahi, b, j + 1, bhi)

    def _most_similar(self, a, alo, ahi, b, blo, bhi):
        """Find the pair of lines that are most alike, but not equal.

        Equal lines are a last resort: they are junk, or they would have been
        matched before.
        """
        best_ratio = 0.74
        best = identical = None
        matcher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    if identical is None:
                        identical = i, j
                    continue
                matcher.set_seq1(a[i])
                if (
                    matcher.real_quick_ratio() > best_ratio
                    and matcher.quick_ratio() > best_ratio
                    and matcher.ratio() > best_ratio
                ):
                    best_ratio = matcher.ratio()
                    best = i, j
        return identical if best_ratio < 0.75 else best

    def _changed_line(self, old, new):
        """Show a line that changed, with marks under what changed in it."""
        marks_old = marks_new = ""
        matcher = SequenceMatcher(self.charjunk, old, new)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            length_old, length_new = i2 - i1, j2 - j1
            if tag == "replace":
                marks_old += "^" * length_old
                marks_new += "^" * length_new
            elif tag == "delete":
                marks_old += "-" * length_old
            elif tag == "insert":
                marks_new += "+" * length_new
            else:
                marks_old += " " * length_old
                marks_new += " " * length_new
        yield from self._qformat(old, new, marks_old, marks_new)

    def _fancy_helper(self, a, alo, ahi, b, blo, bhi):
        """Show what precedes or follows a pair of matched lines."""
        if alo < ahi and blo < bhi:
            yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
        elif alo < ahi:
            yield from self._dump("-", a, alo, ahi)
        elif blo < bhi:
            yield from self._dump("+", b, blo, bhi)

    def _qformat(self, aline, bline, atags, btags):
        """Show two lines and the marks under them."""
        for prefix, line, marks in (("- ", aline, atags), ("+ ", bline, btags)):
            yield prefix + line
            marks = _with_original_blanks(line, marks).rstrip()
            if marks:
                yield f"? {marks}\n"


def _with_original_blanks(line, marks):
    """Use the line's own blanks between the marks, since tabs have to stay tabs."""
    return "".join(
        [char if mark == " " and char.isspace() else mark for char, mark in zip(line, marks)]
    )


def IS_LINE_JUNK(line, pat=None):
    """Tell whether a line is blank, or a lone `#`."""
    if pat is not None:
        return pat(line) is not None
    text = line.strip()
    return text in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    """Tell whether a character is a space or a tab."""
    return ch in ws


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Yield the difference of two lists of lines, in the style of `Differ`."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """Yield the lines of one of the texts (1 or 2) that a difference was made of."""
    try:
        tag = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError(f"unknown delta choice (must be 1 or 2): {which!r}") from None
    for line in delta:
        if line[:2] in ("  ", tag):
            yield line[2:]


# The formats of the program diff.


def _format_range_unified(start, stop):
    """Show a range of lines in the unified format."""
    beginning = start + 1
    length = stop - start
    if length == 1:
        return f"{beginning}"
    if not length:
        # An empty range begins at the line before it.
        beginning -= 1
    return f"{beginning},{length}"


def unified_diff(
    a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"
):
    """Yield the difference of two lists of lines in the unified format."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f"--- {_file_header(fromfile, fromfiledate)}{lineterm}"
            yield f"+++ {_file_header(tofile, tofiledate)}{lineterm}"
        first, last = group[0], group[-1]
        old = _format_range_unified(first[1], last[2])
        new = _format_range_unified(first[3], last[4])
        yield f"@@ -{old} +{new} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag in ("replace", "delete"):
                for line in a[i1:i2]:
                    yield "-" + line
            if tag in ("replace", "insert"):
                for line in b[j1:j2]:
                    yield "+" + line


def _file_header(name, date):
    return f"{name}\t{date}" if date else name


def _format_range_context(start, stop):
    """Show a range of lines in the context format."""
    beginning = start + 1
    length = stop - start
    if not length:
        beginning -= 1
    if length <= 1:
        return f"{beginning}"
    return f"{beginning},{beginning + length - 1}"


def context_diff(
    a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"
):
    """Yield the difference of two lists of lines in the context format."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    prefixes = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield f"*** {_file_header(fromfile, fromfiledate)}{lineterm}"
            yield f"--- {_file_header(tofile, tofiledate)}{lineterm}"
        first, last = group[0], group[-1]
        yield "***************" + lineterm
        yield f"*** {_format_range_context(first[1], last[2])} ****{lineterm}"
        if any(tag in ("replace", "delete") for tag, *_ in group):
            for tag, i1, i2, _, _ in group:
                if tag != "insert":
                    for line in a[i1:i2]:
                        yield prefixes[tag] + line
        yield f"--- {_format_range_context(first[3], last[4])} ----{lineterm}"
        if any(tag in ("replace", "insert") for tag, *_ in group):
            for tag, _, _, j1, j2 in group:
                if tag != "delete":
                    for line in b[j1:j2]:
                        yield prefixes[tag] + line


def _check_types(a, b, *args):
    """Refuse lines and names that are no texts, before they make confusing errors."""
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            first = lines[0]
            raise TypeError(f"lines to compare must be str, not {type(first).__name__} ({first!r})")
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError(f"all arguments must be str, not: {arg!r}")


def diff_bytes(
    dfunc,
    a,
    b,
    fromfile=b"",
    tofile=b"",
    fromfiledate=b"",
    tofiledate=b"",
    n=3,
    lineterm=b"\n",
):
    """Compare lines of bytes in unknown encodings, with one of the functions for texts."""

    def decode(data):
        try:
            return data.decode("ascii", "surrogateescape")
        except AttributeError as error:
            raise TypeError(
                f"all arguments must be bytes, not {type(data).__name__} ({data!r})"
            ) from error

    lines = dfunc(
        list(map(decode, a)),
        list(map(decode, b)),
        decode(fromfile),
        decode(tofile),
        decode(fromfiledate),
        decode(tofiledate),
        n,
        decode(lineterm),
    )
    for line in lines:
        yield line.encode("ascii", "surrogateescape")
