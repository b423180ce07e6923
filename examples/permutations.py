"""Permutations, subsets, partitions and Gray codes, all by recursive generators."""


def permutations(items):
    if not items:
        yield ()
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield item, *rest


def subsets(items):
    if not items:
        yield []
        return
    first, *others = items
    for subset in subsets(others):
        yield subset
        yield [first, *subset]


def partitions(n, largest=None):
    """The ways to write n as a sum of falling parts."""
    if n == 0:
        yield []
    for part in range(min(n, largest or n), 0, -1):
        for rest in partitions(n - part, part):
            yield [part, *rest]


def gray_code(bits):
    """Every pattern of bits once, one bit changing at a time."""
    if bits == 0:
        yield ""
        return
    yield from ("0" + code for code in gray_code(bits - 1))
    yield from ("1" + code for code in reversed(list(gray_code(bits - 1))))


def necklaces(beads, colours):
    """One of each class of strings that are rotations of each other."""

    def extend(text, period):
        if len(text) == beads:
            if beads % period == 0:
                yield text
            return
        repeat = text[len(text) - period] if text else colours[0]
        for colour in colours[colours.index(repeat) :]:
            yield from extend(text + colour, period if colour == repeat and text else len(text) + 1)

    yield from extend("", 1)


print("permutations:", *map("".join, permutations("abc")))
print("subsets:     ", *("{" + ",".join(subset) + "}" for subset in subsets(list("xyz"))))
print("partitions:  ", *("+".join(map(str, parts)) for parts in partitions(5)))
print("gray code:   ", *gray_code(3))
print("necklaces:   ", *necklaces(4, "ab"))
print(
    "counts:      ",
    len(list(permutations("abcdefg"))),
    len(list(subsets(range(12)))),
    sum(1 for _ in partitions(30)),
)

puzzle = next(
    digits
    for digits in permutations(list(range(1, 10)))
    if digits[0] < digits[2]
    and (digits[0] * 10 + digits[1]) * digits[2] == digits[3] * 10 + digits[4]
    and digits[3] * 10 + digits[4] + digits[5] * 10 + digits[6] == digits[7] * 10 + digits[8]
)
print("{}{} x {} = {}{}, and {}{} more is {}{}".format(*puzzle[:5], *puzzle[5:]))
