"""Text set in columns: greedy and balanced line breaking, justified and centred."""

TEXT = """A suspended program is a linked list of frames. Resuming it means to
assign one pointer, and that is why it costs next to nothing."""


def greedy(words, width):
    line = []
    for word in words:
        if line and len(" ".join(line + [word])) > width:
            yield line
            line = []
        line.append(word)
    yield line


def balanced(words, width):
    """The least sum of squared gaps, by dynamic programming from the end."""
    best = [(0, None)] * (len(words) + 1)
    for start in reversed(range(len(words))):
        choices = []
        for end in range(start + 1, len(words) + 1):
            gap = width - len(" ".join(words[start:end]))
            if gap < 0:
                break
            penalty = 0 if end == len(words) else gap**2
            choices.append((penalty + best[end][0], end))
        best[start] = min(choices)
    start = 0
    while start < len(words):
        end = best[start][1]
        yield words[start:end]
        start = end


def justify(lines, width):
    lines = list(lines)
    for line in lines[:-1]:
        gaps = max(len(line) - 1, 1)
        spaces = width - sum(map(len, line))
        text = ""
        for i, word in enumerate(line):
            text += word + " " * (
                (spaces * (i + 1) // gaps - spaces * i // gaps) if i < gaps else 0
            )
        yield text.rstrip() if len(line) == 1 else text
    yield " ".join(lines[-1])


def box(lines, width, title):
    yield f"+{f' {title} ':-^{width + 2}}+"
    yield from (f"| {line:<{width}} |" for line in lines)
    yield f"+{'-' * (width + 2)}+"


words = TEXT.split()
for title, lines in [
    ("greedy", (" ".join(line) for line in greedy(words, 28))),
    ("balanced", (" ".join(line) for line in balanced(words, 28))),
    ("justified", justify(balanced(words, 28), 28)),
    ("centred", (f"{' '.join(line):^28}" for line in greedy(words, 28))),
]:
    print(*box(lines, 28, title), sep="\n")
