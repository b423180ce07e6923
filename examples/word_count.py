"""Counting words: frequencies, lengths, first places, anagrams and a histogram."""

import re
from collections import Counter, defaultdict

TEXT = """
The generator was tired. "I am tired of being resumed," it said, and the
scheduler said: "Then yield!" So the generator did yield, and no one did
resume it; and the loop was idle, and idle was the loop, and the tired
generator slept; for "listen" is "silent", and "stop" is a kind of "spot".
"""


def words(text):
    for number, line in enumerate(text.strip().splitlines(), start=1):
        for match in re.finditer(r"[a-z]+", line.lower()):
            yield match.group(), number, match.start() + 1


counts, first, by_letters = Counter(), {}, defaultdict(set)
for word, line, column in words(TEXT):
    counts[word] += 1
    first.setdefault(word, (line, column))
    by_letters["".join(sorted(word))].add(word)

print(f"{sum(counts.values())} words, {len(counts)} of them different")
for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:6]:
    print("{:>10} {} {}, first in line {}, column {}".format(word, n, "#" * n, *first[word]))

lengths = Counter(len(word) for word in counts.elements())
for length in range(1, max(lengths) + 1):
    print(
        f"{length:3} letters | {'=' * lengths[length]}{f' {lengths[length]}' if lengths[length] else ''}"
    )

print(
    "anagrams:",
    *(
        " ".join(sorted(group))
        for group in sorted(by_letters.values(), key=sorted)
        if len(group) > 1
    ),
    sep="\n   ",
)
print(
    "longest:",
    max(counts, key=lambda word: (len(word), word)),
    "| once:",
    sum(n == 1 for n in counts.values()),
)
